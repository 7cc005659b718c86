// Checks the guide's statements about the command.

#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

std::string page(std::string const& relative) {
  std::string const here = __FILE__;
  std::ostringstream text;
  text << std::ifstream(here.substr(0, here.rfind("tests/")) + relative).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("guide: each counterpart of a subcommand of PyGEAI exists") {
  home const at;
  std::string const text = page("docs/guide/from-pygeai.md");
  std::string const table = text.substr(std::min(text.find("## From the command line"), text.size()));
  std::regex const row("\\| `[^`]*` \\| `geai ([a-z-]+)(?: ([a-z0-9-]+))?[^`]*` \\|");
  std::set<std::string> tried;
  for (std::sregex_iterator each(table.begin(), table.end(), row), end; each != end; ++each) {
    words command{(*each)[1]};
    std::string const below = (*each)[2];
    if (!below.empty() && !below.starts_with("-")) command.push_back(below);
    command.push_back("--help");
    if (!tried.insert(each->str()).second) continue;
    auto const help = at.run(command);
    INFO(each->str());
    CHECK(help.exit_code == 0);
    CHECK(contains(help.out, "Usage: geai " + command.front()));
  }
  CHECK(tried.size() > 150);
}

TEST_CASE("guide: from nothing to an answer") {
  support::sandbox const sandbox;
  home at;
  at.folder.write("manuals/press.txt", "The press needs oil each week.");
  std::string const text = page("docs/guide/command-line.md");
  std::size_t const begin = text.find("```sh\n") + 6;
  std::string const script = "set -ex\nkey=sandbox-key url=" + sandbox.url() + "\ncd '" + at.folder.path().string() +
                             "'\n" + text.substr(begin, text.find("```", begin) - begin);
  support::environment env = at.env;
  env["PATH"] = std::filesystem::path(tool_program()).parent_path().string() + ":" + std::getenv("PATH");
  auto const done = support::run("sh", {"-c", script}, {.env = env});
  INFO(done.out);
  INFO(done.err);
  CHECK(done.exit_code == 0);
  CHECK(contains(done.out, "You said: Why is the sky blue?"));
  CHECK(contains(done.out, "You asked: How often does the press need oil?"));
}

TEST_CASE("guide: the manual pages have every command") {
  home const at;
  std::string const main = at.run({"manual"}).out;
  CHECK(main.starts_with(".TH \"GEAI\" \"1\""));
  for (char const* name : {"geai chat", "geai api", "geai apply", "geai rag"}) CHECK(contains(main, name));
  std::string const agents = at.run({"manual", "agents"}).out;
  CHECK(contains(agents, ".SS \"geai agents create\""));
  CHECK(contains(agents, "agent\\-data.prompt.instructions"));
  CHECK(at.run({"manual", "nonsense"}).exit_code == 1);
}

TEST_CASE("guide: no help mentions C++ names") {
  home const at;
  std::set<std::string> groups;
  for (json const& each : json::parse(at.run({"call", "--list", "-o", "json"}).out)) {
    std::istringstream command(each.at("command").get<std::string>());
    std::string program, group;
    command >> program >> group;
    groups.insert(group);
  }
  CHECK(groups.size() > 20);
  for (std::string const& group : groups) {
    std::string const text = at.run({"manual", group}).out;
    CAPTURE(group);
    CHECK(text.size() > 200);
    std::smatch found;
    CHECK_MESSAGE(!std::regex_search(text, found, std::regex("[a-z_]*::[a-z_]*|[a-z_]+\\(\\)|\\bstd\\b|Client::")),
                  found.str());
  }
}
