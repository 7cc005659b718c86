// geai configure, through pipes.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <geai/config/credentials_file.hpp>
#include <thread>

#include "tool.hpp"

using namespace tool_test;

namespace {

constexpr std::string_view seed_answers = "default\nyour_api_key_here\nhttps://api.saia.ai\n";
// The seed's transcript without the answers, which a pipe does not echo.
constexpr std::string_view seed_lines =
    "-> Select an alias (Leave empty to use 'default'): \n"
    "-> Insert your GEAI_API_KEY: \n"
    "GEAI API KEY for alias 'default' saved successfully!\n"
    "-> Insert your GEAI API BASE URL: \n"
    "GEAI API BASE URL for alias 'default' saved successfully!\n";

unsigned mode_of(std::filesystem::path const& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777u;
}

// {"alias": {"key": "value"}}, read by Python.
json read_by_python(home const& at) {
  auto const read = support::run("python3", {"-c",
                                             "import configparser, json, sys\n"
                                             "c = configparser.ConfigParser(interpolation=None)\n"
                                             "c.read(sys.argv[1], encoding='utf-8')\n"
                                             "print(json.dumps({s: dict(c[s]) for s in c.sections()}))",
                                             at.file().string()});
  INFO(read.err);
  REQUIRE(read.exit_code == 0);
  return json::parse(read.out);
}

}  // namespace

TEST_CASE("Configuration: geai configure prints the dialogue of the guide, line by line") {
  home const at;
  auto const done = at.run({"configure"}, std::string(seed_answers));
  CHECK(done.exit_code == 0);
  CHECK(done.out == seed_lines);
  CHECK(done.err == "");
}

TEST_CASE(
    "Configuration: geai configure creates or updates ~/.geai/credentials, private, and Python reads it the same way") {
  home const at;
  REQUIRE(at.run({"configure"}, std::string(seed_answers)).exit_code == 0);
  CHECK(mode_of(at.file()) == 0600);
  CHECK(mode_of(at.file().parent_path()) == 0700);
  CHECK(value_in(at, "default", "GEAI_API_KEY") == "your_api_key_here");
  CHECK(value_in(at, "default", "GEAI_API_BASE_URL") == "https://api.saia.ai");
  json const expected = {
      {"default", {{"geai_api_key", "your_api_key_here"}, {"geai_api_base_url", "https://api.saia.ai"}}}};
  CHECK(read_by_python(at) == expected);
}

TEST_CASE("configure: an empty alias is the default one; the last line needs no end") {
  home const at;
  auto const done = at.run({"configure"}, "\nkey\nhttps://h");
  CHECK(done.exit_code == 0);
  CHECK(done.out == seed_lines);
  CHECK(value_in(at, "default", "GEAI_API_BASE_URL") == "https://h");
}

TEST_CASE("configure: empty answers keep the current values and do not change the file") {
  home const at;
  at.write("# mine\n[default]\nGEAI_API_KEY = old\nOTHER: kept\nGEAI_API_BASE_URL = https://old\n");
  std::string const before = at.text();
  auto const done = at.run({"configure"}, "default\n\n\n");
  CHECK(done.exit_code == 0);
  CHECK(at.text() == before);
  CHECK(!contains(done.out, "saved successfully"));
  CHECK(contains(done.err, "GEAI_API_KEY keeps its value"));
  CHECK(contains(done.err, "GEAI_API_BASE_URL keeps its value"));

  CHECK(at.run({"configure"}, "default\nnew\n\n").exit_code == 0);
  CHECK(at.text() == "# mine\n[default]\nGEAI_API_KEY = new\nOTHER: kept\nGEAI_API_BASE_URL = https://old\n");
}

TEST_CASE("configure: an aborted dialogue leaves no incomplete profile") {
  home const at;
  SUBCASE("no answer to the last question") {
    auto const done = at.run({"configure"}, "default\nkey\n");
    CHECK(done.exit_code == 1);
    CHECK(contains(done.err, "standard input ended"));
    CHECK(contains(done.err, "is unchanged"));
  }
  SUBCASE("an invalid URL") {
    auto const done = at.run({"configure"}, "default\nkey\nftp://h\n");
    CHECK(done.exit_code == 2);
    CHECK(contains(done.err, "GEAI_API_BASE_URL has a scheme other than https and http"));
  }
  SUBCASE("no standard input at all") { CHECK(at.run({"configure"}).exit_code == 1); }
  auto const file = geai::credentials_file::load(at.file()).value();
  CHECK(file.aliases().empty());
}

TEST_CASE("configure: an unfinished dialogue restores the values that were there") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = old\nGEAI_API_BASE_URL = https://old\n");
  std::string const before = at.text();
  CHECK(at.run({"configure"}, "default\nnew\nhttp://plain.example\n").exit_code == 2);
  CHECK(at.text() == before);
}

TEST_CASE("configure --oauth: asks for a token and its project, and never leaves one without the other") {
  home const at;
  auto const done = at.run({"configure", "--oauth"}, "default\ntoken\nproject\nhttps://h\n");
  CHECK(done.exit_code == 0);
  CHECK(done.out ==
        "-> Select an alias (Leave empty to use 'default'): \n"
        "-> Insert your GEAI_OAUTH_ACCESS_TOKEN: \n"
        "-> Insert your GEAI_PROJECT_ID: \n"
        "GEAI OAUTH ACCESS TOKEN for alias 'default' saved successfully!\n"
        "GEAI PROJECT ID for alias 'default' saved successfully!\n"
        "-> Insert your GEAI API BASE URL: \n"
        "GEAI API BASE URL for alias 'default' saved successfully!\n");
  CHECK(value_in(at, "default", "GEAI_PROJECT_ID") == "project");

  home const other;
  auto const half = other.run({"configure", "--oauth"}, "default\ntoken\n\n\n");
  CHECK(half.exit_code == 2);
  CHECK(contains(half.err, "GEAI_PROJECT_ID is required"));
  CHECK(!contains(other.text(), "token"));
}

TEST_CASE("configure: a profile that does not exist yet can be chosen, in all spellings") {
  for (words const& spelling : {words{"--alias", "new", "configure"},
                                {"configure", "--alias", "new"},
                                {"-a", "new", "configure"},
                                {"configure", "-a", "new"},
                                {"configure", "--pa", "new"},
                                {"config", "--profile-alias", "new"},
                                {"c", "--alias=new"}}) {
    home const at;
    auto const done = at.run(spelling, "key\nhttps://h\n");
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(contains(done.out, "GEAI API KEY for alias 'new' saved successfully!"));
    CHECK(value_in(at, "new", "geai_api_key") == "key");
  }
}

TEST_CASE("configure: all flags, in both spellings, in one update") {
  for (words const& flags : {words{"--key", "-", "--url", "https://h", "--eval-url", "https://e", "--project-id", "p",
                                   "--organization-id", "o", "--profile-alias", "x"},
                             {"-k", "-", "-u", "https://h/", "--eu", "e", "--pid", "p", "--oid", "o", "--pa", "x"}}) {
    home const at;
    words arguments{"configure"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    auto const done = at.run(arguments, "the key\n");
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(done.out ==
          "GEAI API KEY for alias 'x' saved successfully!\n"
          "GEAI API BASE URL for alias 'x' saved successfully!\n"
          "GEAI API EVAL URL for alias 'x' saved successfully!\n"
          "GEAI PROJECT ID for alias 'x' saved successfully!\n"
          "GEAI ORGANIZATION ID for alias 'x' saved successfully!\n");
    CHECK(done.err == "");
    json const expected = {{"x",
                            {{"geai_api_key", "the key"},
                             {"geai_api_base_url", "https://h"},
                             {"geai_api_eval_url", "https://e"},
                             {"geai_project_id", "p"},
                             {"geai_organization_id", "o"}}}};
    CHECK(read_by_python(at) == expected);
  }
}

TEST_CASE("configure: key and token together are both saved, with a warning; - reads one line each") {
  home const at;
  auto const done =
      at.run({"configure", "--key", "-", "--access-token", "-", "--pid", "p", "--url", "h"}, "the-key\nthe-token\n");
  CHECK(done.exit_code == 0);
  CHECK(contains(done.err, "geai: warning: alias 'default' has an API key and an OAuth access token"));
  CHECK(contains(done.out, "GEAI OAUTH ACCESS TOKEN for alias 'default' saved successfully!"));
  CHECK(value_in(at, "default", "geai_api_key") == "the-key");
  CHECK(value_in(at, "default", "geai_oauth_access_token") == "the-token");
}

TEST_CASE("configure: an unusable profile is refused, and nothing is written") {
  home const at;
  at.write(
      "[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = https://h\n[o]\nGEAI_OAUTH_ACCESS_TOKEN = t\n"
      "GEAI_PROJECT_ID = p\n");
  std::string const before = at.text();
  for (words const& flags : {words{"--access-token", "-"},
                             {"-a", "o", "--unset", "project_id"},
                             {"--url", "a b"},
                             {"--url", "https://user:pass@h"},
                             {"--url", "http://example.com"},
                             {"--url", "ftp://h"},
                             {"--key", "a\nb"},
                             {"--pid", "a\x01"},
                             {"--oid", "a\tb"},
                             {"--pa", "a]", "--url", "h"},
                             {"--pa", "DEFAULT", "--url", "h"},
                             {"--pid", " p"},
                             {"--unset", "GEAI_API_EVAL_URL"},
                             {"--unset", "no such"}}) {
    words arguments{"configure"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    auto const done = at.run(arguments, "token\n");
    INFO(flags.back() << ": " << done.err);
    CHECK(done.exit_code == 2);
    CHECK(done.out == "");
    CHECK(contains(done.err, "geai: error: "));
    CHECK(at.text() == before);
  }
  for (words const& flags : {words{"--key", ""},
                             {"--key"},
                             {"--key", "--url"},
                             {"--key=", "--url", "h"},
                             {"--oauth", "--url", "h"},
                             {"--nonsense"},
                             {"word"}}) {
    words arguments{"configure"};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    auto const done = at.run(arguments);
    INFO(flags.front() << ": " << done.err);
    CHECK(done.exit_code == 1);
    CHECK(at.text() == before);
  }
}

TEST_CASE("configure --unset: by the variable's name or the setting's, one or more") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = k\ngeai_project_id = p\nGEAI_API_BASE_URL = https://h\nOTHER = x\n");
  auto const done = at.run({"configure", "--unset", "GEAI_API_KEY", "--unset", "project_id", "--unset", "other"});
  INFO(done.err);
  CHECK(done.exit_code == 0);
  CHECK(contains(done.out, "GEAI API KEY for alias 'default' removed successfully!"));
  CHECK(at.text() == "[default]\nGEAI_API_BASE_URL = https://h\n");
}

TEST_CASE("configure: a new token leaves no refresh token and expiry of the old one behind") {
  home const at;
  at.write(
      "[default]\nGEAI_OAUTH_ACCESS_TOKEN = t\nGEAI_PROJECT_ID = p\nGEAI_OAUTH_REFRESH_TOKEN = r\n"
      "GEAI_OAUTH_EXPIRES_AT = 2020-01-01T00:00:00Z\nGEAI_API_BASE_URL = https://h\n");
  CHECK(at.run({"configure", "--access-token", "-"}, "new\n").exit_code == 0);
  CHECK(at.text() == "[default]\nGEAI_OAUTH_ACCESS_TOKEN = new\nGEAI_PROJECT_ID = p\nGEAI_API_BASE_URL = https://h\n");
}

TEST_CASE("configure --list: an alias and its base URL a line") {
  home const at;
  CHECK(at.run({"configure", "--list"}).exit_code == 0);
  CHECK(!std::filesystem::exists(at.file().parent_path()));  // reading creates nothing
  at.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = https://h\n[longer]\n");
  auto const list = at.run({"configure", "-l"});
  CHECK(list.exit_code == 0);
  CHECK(list.out == "default  https://h\nlonger\n");
  json const document = json::parse(at.run({"configure", "--list", "-o", "json"}).out);
  CHECK(document.at("profiles")[0] == json{{"alias", "default"}, {"base_url", "https://h"}, {"auth_type", "api_key"}});
  CHECK(document.at("profiles")[1].at("base_url") == nullptr);
}

TEST_CASE("configure --remove-alias: asks, and says when there is no such alias") {
  home const at;
  std::string const before = "[default]\nGEAI_API_KEY = k\n\n[x]\nGEAI_API_KEY = k\n";
  at.write(before);
  for (char const* answer : {"n\n", "\n", "nonsense\n", "yess\n"}) {
    auto const kept = at.run({"configure", "--remove-alias", "x"}, answer);
    CHECK(kept.exit_code == 0);
    CHECK(kept.out == "-> Are you sure you want to remove alias 'x'? (y/N): \nAlias 'x' was not removed.\n");
    CHECK(at.text() == before);
  }
  CHECK(at.run({"configure", "--ra", "x"}).exit_code == 1);  // without an answer
  CHECK(at.text() == before);
  auto const missing = at.run({"configure", "--ra", "z"}, "y\n");
  CHECK(missing.exit_code == 2);
  CHECK(contains(missing.err, "alias 'z' does not exist in "));
  CHECK(contains(missing.err, "it has default, x"));
  for (char const* answer : {"y\n", "Y\n", "yes\n", "YES"}) {
    at.write(before);
    auto const done = at.run({"configure", "--ra", "x"}, answer);
    CHECK(done.exit_code == 0);
    CHECK(contains(done.out, "Alias 'x' removed successfully!"));
    CHECK(!contains(at.text(), "[x]"));
  }
  at.write(before);
  CHECK(at.run({"configure", "--ra", "x", "--yes", "-o", "json"}).out ==
        "{\n  \"alias\": \"x\",\n  \"removed\": true\n}\n");
}

TEST_CASE("configure: a broken profile does not stop it and can be fixed") {
  home const at;
  at.write("[default]\nGEAI_OAUTH_ACCESS_TOKEN = t\nGEAI_API_BASE_URL = https://h\n");
  CHECK(at.run({"agents", "list"}).exit_code == 2);
  auto const url = at.run({"configure", "--url", "https://i"});
  CHECK(url.exit_code == 0);
  CHECK(contains(url.err, "has an access token and no project id"));
  auto const mended = at.run({"configure", "--project-id", "p"});
  CHECK(mended.exit_code == 0);
  CHECK(mended.err == "");
}

TEST_CASE("configure: a malformed file stays unchanged, and the message has the line and the remedy") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = k\nnonsense\n");
  std::string const before = at.text();
  for (words const& flags : {words{"configure"},
                             {"configure", "--url", "h"},
                             {"configure", "-l"},
                             {"configure", "--ra", "default"},
                             {"auth", "login"},
                             {"auth", "token"}}) {
    auto const done = at.run(flags, "y\ny\ny\ny\n");
    CHECK(done.exit_code == 2);
    CHECK(done.out == "");
    CHECK(contains(done.err, at.file().string() + ":3: the line has no = or :; write it as KEY = value"));
    CHECK(at.text() == before);
  }
}

TEST_CASE("configure: a file that others can read is private after it") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = https://h\n");
  std::filesystem::permissions(at.file(), std::filesystem::perms(0644));
  CHECK(contains(at.run({"configure", "-l"}).err, "other users can read it"));
  CHECK(at.run({"configure", "--url", "https://h"}).exit_code == 0);
  CHECK(mode_of(at.file()) == 0600);
}

TEST_CASE("configure: two at once lose nothing") {
  home const at;
  auto const add = [&](char first) {
    for (char second = 'a'; second != 'i'; ++second) {
      std::string const name{first, second};
      CHECK(at.run({"configure", "--alias", name, "--key", "-", "--url", "https://" + name}, "key-" + name + "\n")
                .exit_code == 0);
    }
  };
  std::thread one(add, 'x');
  add('y');
  one.join();
  for (char first : {'x', 'y'})
    for (char second = 'a'; second != 'i'; ++second)
      CHECK(value_in(at, std::string{first, second}, "geai_api_key") == "key-" + std::string{first, second});
}

TEST_CASE("configure: in JSON, one document and the prompts on stderr") {
  home const at;
  auto const done = at.run({"-o", "json", "configure"}, std::string(seed_answers));
  CHECK(done.exit_code == 0);
  json const document = json::parse(done.out);
  CHECK(document.at("alias") == "default");
  CHECK(document.at("saved") == json{"GEAI_API_KEY", "GEAI_API_BASE_URL"});
  CHECK(contains(done.err, "-> Insert your GEAI_API_KEY: \n"));
}

TEST_CASE("configure --credentials: another file, in both spellings, before and after the command") {
  for (words const& flags :
       {words{"--credentials", "F", "configure", "--url", "h"}, {"configure", "--url", "h", "--creds", "F"}}) {
    home const at;
    words arguments = flags;
    std::string const other = (at.folder.path() / "other").string();
    for (std::string& each : arguments)
      if (each == "F") each = other;
    CHECK(at.run(arguments).exit_code == 0);
    CHECK(at.folder.read("other") == "[default]\nGEAI_API_BASE_URL = https://h\n");
    CHECK(!std::filesystem::exists(at.file()));
  }
}
