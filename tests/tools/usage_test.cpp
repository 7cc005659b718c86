// Help, version, suggestions, and the positions of options.

#include <doctest/doctest.h>

#include <geai/version.hpp>

#include "tool.hpp"

using namespace tool_test;

TEST_CASE("version: one line with the name and the version") {
  home const at;
  for (words const& arguments : {words{"version"}, {"v"}, {"--version"}}) {
    auto const done = at.run(arguments);
    CHECK(done.exit_code == 0);
    CHECK(done.out == "geai " GEAI_VERSION "\n");
    CHECK(done.err == "");
  }
  CHECK(json::parse(at.run({"version", "-o", "json"}).out) == json{{"name", "geai"}, {"version", GEAI_VERSION}});
}

TEST_CASE("help: for every command, with an example") {
  home const at;
  auto const all = at.run({});
  CHECK(all.exit_code == 0);
  CHECK(all.out == at.run({"help"}).out);
  CHECK(all.out == at.run({"--help"}).out);
  for (char const* name : {"configure", "auth", "agents", "doctor", "completion", "version", "help"})
    CHECK(contains(all.out, std::string("\n  ") + name));
  for (words const& path : {words{"configure"},
                            {"auth", "login"},
                            {"auth", "token"},
                            {"auth", "whoami"},
                            {"agents", "list"},
                            {"agents", "get"},
                            {"doctor"},
                            {"version"},
                            {"help"},
                            {"completion", "bash"},
                            {"completion", "zsh"},
                            {"completion", "fish"}}) {
    words help{"help"}, flag = path, name;
    help.insert(help.end(), path.begin(), path.end());
    flag.push_back("--help");
    auto const said = at.run(help);
    INFO(said.out << said.err);
    CHECK(said.exit_code == 0);
    CHECK(contains(said.out, "Usage: geai " + path.front()));
    CHECK(contains(said.out, "Example"));
    CHECK(contains(said.out, "\n  geai " + path.front()) != contains(said.out, "\n  eval "));
    CHECK(said.out == at.run(flag).out);
  }
  CHECK(contains(at.run({"help", "agents"}).out, "list"));
  std::string const report = at.run({"help", "analytics", "report"}).out;
  CHECK(contains(report, "-h, --help"));
  CHECK(contains(report, "Global options: "));
}

TEST_CASE("usage: mistyped words are reported with a suggestion") {
  home const at;
  auto const said = [&](words const& arguments) {
    auto const done = at.run(arguments);
    CHECK(done.exit_code == 1);
    CHECK(done.out == "");
    CHECK(done.err.starts_with("geai: error: "));
    return done.err;
  };
  CHECK(contains(said({"confgure"}), "unknown command 'confgure'; did you mean 'configure'?"));
  CHECK(contains(said({"agents", "lsit"}), "unknown command 'lsit'; did you mean 'list'?"));
  CHECK(contains(said({"agent"}), "did you mean 'agents'?"));
  CHECK(contains(said({"xyzzy"}), "there are: configure"));
  CHECK(contains(said({"help", "agnets"}), "did you mean 'agents'?"));
  CHECK(contains(said({"configure", "--urll", "x"}), "unknown option '--urll'; did you mean '--url'?"));
  CHECK(contains(said({"agents", "list", "--outptu=json"}), "unknown option '--outptu'; did you mean '--output'?"));
  CHECK(contains(said({"agents"}), "geai agents: no command is named; there are: list, get"));
  CHECK(contains(said({"agents", "get"}), "id is required"));
  CHECK(contains(said({"agents", "list", "more"}), "geai agents list does not take this argument"));
  CHECK(contains(said({"agents", "list", "--count", "many"}), "--count: expected a whole number"));
  CHECK(contains(said({"agents", "list", "-o", "xml"}), "--output: expected table, json, csv or tsv"));
  CHECK(contains(said({"agents", "list", "--alias"}), "--alias needs a value"));
  CHECK(contains(said({"chat", "--model"}), "--model needs a value"));
  CHECK(contains(said({"chat", "--temperature", "hot", "x"}), "--temperature: expected a number"));
  CHECK(contains(said({"analytics", "report", "--cvs", "secret-thing"}),
                 "unknown option '--cvs'; did you mean '--csv'?"));
  CHECK(!contains(said({"analytics", "report", "--cvs", "secret-thing"}), "secret-thing"));
  CHECK(contains(said({"agents", "list", "--alias", "--verbose"}), "--alias needs a value"));
  CHECK(contains(said({"agents", "list", "--timeout", "0"}), "expected a number of seconds"));
}

TEST_CASE("usage: the alias is chosen by --alias, -a or GEAI_ALIAS, before and after the command") {
  home at;
  at.write("[default]\nGEAI_API_KEY = k\n[x]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = https://x\n");
  for (words const& arguments : {words{"--alias", "x", "auth", "token"},
                                 {"auth", "--alias", "x", "token"},
                                 {"auth", "token", "--alias", "x"},
                                 {"auth", "token", "-a", "x"},
                                 {"auth", "token", "-ax"},
                                 {"auth", "token", "--alias=x"}}) {
    words all{"-o", "json"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    CHECK(json::parse(at.run(all).out).at("base_url") == "https://x");
  }
  at.env["GEAI_ALIAS"] = "x";
  CHECK(json::parse(at.run({"auth", "token", "-ojson"}).out).at("alias") == "x");
  CHECK(json::parse(at.run({"auth", "token", "-ojson", "-a", "default"}).out).at("alias") == "default");
}

TEST_CASE("usage: a broken file or environment does not stop help, version and completion") {
  home at;
  at.write("nonsense\n");
  at.env["GEAI_OAUTH_ACCESS_TOKEN"] = "t";
  at.env["GEAI_API_BASE_URL"] = "ftp://h";
  for (words const& arguments :
       {words{"help"}, {"version"}, {"--version"}, {"configure", "--help"}, {"completion", "bash"}, {}}) {
    auto const done = at.run(arguments);
    CHECK(done.exit_code == 0);
    CHECK(done.err == "");
  }
  at.env["HOME"] = std::nullopt;
  CHECK(at.run({"version"}).exit_code == 0);
}

TEST_CASE("usage: help in JSON is one document too") {
  home const at;
  for (words const& arguments : {words{"help", "-o", "json"}, {"agents", "list", "--help", "-o", "json"}})
    CHECK(contains(json::parse(at.run(arguments).out).at("help").get<std::string>(), "Usage: geai"));
  CHECK(json::parse(at.run({"completion", "fish", "-o", "json"}).out).at("shell") == "fish");
}

TEST_CASE("usage: closed standard streams do not damage the credentials file") {
  home const at;
  for (char const* closed : {">&-", "2>&-", "<&-", "<&- >&- 2>&-"}) {
    auto const done = support::run(
        "sh", {"-c", "\"$0\" configure --url https://h " + std::string(closed), tool_program()}, {.env = at.env});
    CHECK(done.exit_code == 0);
    CHECK(at.text() == "[default]\nGEAI_API_BASE_URL = https://h\n");
  }
  CHECK(support::run("sh", {"-c", "\"$0\" configure <&-", tool_program()}, {.env = at.env}).exit_code == 1);
}
