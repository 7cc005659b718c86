// Credentials as found on real machines: from pipes, on mounts and read-only disks, damaged by copying.

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

constexpr char const* long_ago = "2020-01-01T00:00:00Z";

// Runs the command from a shell after `before`: "$0" is the command.
support::run_result run_by_shell(home const& at, std::string const& script, std::string const& shell = "bash") {
  return support::run(shell, {"-c", script, tool_program()}, {.env = at.env});
}

// As run_by_shell(), with its own mount table, in which file systems can be mounted; nothing if that is not permitted.
std::optional<support::run_result> run_with_mounts(home const& at, std::string const& script) {
  try {
    auto const done = support::run("unshare", {"-m", "bash", "-c", script, tool_program()}, {.env = at.env});
    if (done.exit_code != 99 && !contains(done.err, "unshare:")) return done;
  } catch (std::system_error const&) {}
  MESSAGE("not tested: no mounts are permitted");
  return std::nullopt;
}

std::string profile(std::string const& key, std::string const& url) {
  return "[default]\nGEAI_API_KEY = " + key + "\nGEAI_API_BASE_URL = " + url + "\n";
}

void log_in(home const& at, std::string const& url) {
  auto const done = at.run({"auth", "login", "--client-id", "sandbox-client", "--username", "user@example.com",
                            "--password", "-", "--project-id", "sandbox-project", "--url", url},
                           "sandbox-password\n");
  INFO(done.err);
  REQUIRE(done.exit_code == 0);
  geai::credentials_file::update(at.file().string(), [&](auto& document) {
    return document.set("default", "GEAI_OAUTH_EXPIRES_AT", long_ago);
  }).value();
}

int renewals(std::string const& url) {
  int count = 0;
  for (json const& each : requests(url))
    count += contains(each.at("body").get<std::string>(), "grant_type=refresh_token") ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("credentials: a process substitution and a FIFO are read once, by every command") {
  support::sandbox const sandbox;
  home const at;
  at.folder.write("profile", profile("sandbox-key", sandbox.url()));
  std::string const file = (at.folder.path() / "profile").string();
  for (std::string const command : {"agents list", "doctor", "doctor --online", "auth token", "configure --list"}) {
    CAPTURE(command);
    auto const substituted = run_by_shell(at, "\"$0\" --credentials <(cat " + file + ") " + command);
    CAPTURE(substituted.out);
    CAPTURE(substituted.err);
    CHECK(substituted.exit_code == 0);
    CHECK(!contains(substituted.out + substituted.err, "/proc/self/fd/"));

    std::string const fifo = (at.folder.path() / "fifo").string();
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    std::jthread const writer([&] { std::ofstream(fifo) << at.folder.read("profile"); });
    words arguments{"--credentials", fifo, "--output", "json"};
    std::istringstream split(command);
    for (std::string word; split >> word;) arguments.push_back(word);
    auto const done = at.run(arguments);
    CAPTURE(done.err);
    CHECK(done.exit_code == 0);
    CHECK(json::accept(done.out));
    if (command == "doctor") CHECK(json::parse(done.out).at("file").at("path") == fifo);
    std::filesystem::remove(fifo);
  }
}

TEST_CASE("credentials: saving to a pipe is an error") {
  home const at;
  auto const done =
      run_by_shell(at, "\"$0\" --credentials <(echo '[default]') configure --key some-key --url https://h");
  CHECK(done.exit_code == 2);
  CHECK(contains(done.err, "cannot write it: it is not a regular file"));
}

TEST_CASE("credentials: a token that is renewed and cannot be saved is used, with a warning: from a pipe") {
  support::sandbox const sandbox;
  home const at;
  log_in(at, sandbox.url());
  auto const done = run_by_shell(at, "\"$0\" --credentials <(cat " + at.file().string() + ") agents list");
  INFO(done.err);
  CHECK(done.exit_code == 0);
  CHECK(contains(done.out, "Sample"));
  CHECK(contains(done.err, "warning: the access token was renewed and cannot be saved: "));
  CHECK(contains(done.err, "it is not a regular file"));
  CHECK(renewals(sandbox.url()) == 1);
}

TEST_CASE("credentials: a token that is renewed and cannot be saved is used, with a warning: in a read-only home") {
  support::sandbox const sandbox;
  home const at;
  log_in(at, sandbox.url());
  std::string const before = at.text();
  std::string const folder = at.folder.path().string();
  auto const done = run_with_mounts(at, "mount --bind " + folder + " " + folder + " && mount -o remount,bind,ro " +
                                            folder + " || exit 99; \"$0\" agents list");
  if (!done) return;
  INFO(done->err);
  CHECK(done->exit_code == 0);
  CHECK(contains(done->out, "Sample"));
  CHECK(contains(done->err, "warning: the access token was renewed and cannot be saved: " + at.file().string() +
                                ": cannot lock it by credentials.lock: Read-only file system"));
  CHECK(at.text() == before);
  CHECK(renewals(sandbox.url()) == 1);
}

TEST_CASE(
    "credentials: a token that is renewed and cannot be saved is used, with a warning: in a file that is mounted") {
  support::sandbox const sandbox;
  home const at;
  log_in(at, sandbox.url());
  std::string const before = at.text();
  std::string const file = at.file().string();
  auto const done = run_with_mounts(at, "mount --bind " + file + " " + file + " || exit 99; \"$0\" agents list");
  if (!done) return;
  INFO(done->err);
  CHECK(done->exit_code == 0);
  CHECK(contains(done->out, "Sample"));
  CHECK(contains(done->err, "it is mounted by itself, so it cannot be replaced"));
  CHECK(!contains(done->err, "try again"));
  CHECK(at.text() == before);
  CHECK(renewals(sandbox.url()) == 1);  // the new token is used
}

TEST_CASE("credentials: saving a key in a mounted file is an error with its reason") {
  home const at;
  at.write(profile("some-key", "https://h"));
  std::string const file = at.file().string();
  auto const done =
      run_with_mounts(at, "mount --bind " + file + " " + file + " || exit 99; \"$0\" configure --key other-key");
  if (!done) return;
  CHECK(done->exit_code == 2);
  CHECK(contains(done->err, "mount its folder instead"));
  CHECK(contains(at.text(), "some-key"));
}

TEST_CASE("credentials: keys damaged by copying are refused with their source, and doctor finds them") {
  home at;
  struct {
    std::string key;
    std::string reason;
  } const rows[] = {{"\xEF\xBB\xBFsome-key-of-mine", "invisible character"},
                    {"some-key\xE2\x80\x8B-of-mine", "invisible character"},
                    {"some-key-of-mine\xE2\x81\xA0", "invisible character"},
                    {"\"some-key-of-mine\"", "quotes around it"},
                    {"'some-key-of-mine'", "quotes around it"},
                    {"\xE2\x80\x9Csome-key-of-mine\xE2\x80\x9D", "quotes around it"},
                    {"Bearer some-key-of-mine", "begins like a header"},
                    {"bearer some-key-of-mine", "begins like a header"},
                    {"Authorization: Bearer some-key-of-mine", "begins like a header"},
                    {"some-key-of-mine # of staging", "is followed by a comment"},
                    {"some-key-of-mine ; of staging", "is followed by a comment"}};
  for (auto const& row : rows) {
    CAPTURE(row.key);
    at.env["GEAI_API_KEY"] = std::nullopt;
    at.write(profile(row.key, "https://127.0.0.1:1"));
    std::string const place = "api_key ([default] in " + at.file().string() + ", line 2) ";
    auto const check = [&](std::string const& where) {
      auto const doctor = at.run({"doctor", "-o", "json"});
      CHECK(doctor.exit_code == 2);
      json const problems = json::parse(doctor.out).at("problems");
      CHECK(contains(problems.dump(-1, ' ', false), row.reason));
      CHECK(contains(problems.at(0).get<std::string>(), where));
      auto const called = at.run({"agents", "list"});
      CHECK(called.exit_code == 2);
      CHECK(contains(called.err, row.reason));
      CHECK(!contains(called.err + doctor.out, "of-mine"));
    };
    check(place);
    at.env["GEAI_API_KEY"] = row.key;
    check("api_key (GEAI_API_KEY) ");

    at.env["GEAI_API_KEY"] = std::nullopt;
    at.write(profile("a-good-key", "https://h"));
    auto const saved = at.run({"configure", "--key", "-"}, row.key + "\n");
    CHECK(saved.exit_code == 2);
    CHECK(contains(saved.err, row.reason));
    CHECK(contains(at.text(), "a-good-key"));
  }
}

TEST_CASE("credentials: blanks at the ends of a key cause a warning") {
  support::sandbox const sandbox;
  home at;
  at.write("[default]\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  at.env["GEAI_API_KEY"] = "sandbox-key ";
  auto const doctor = at.run({"doctor", "-o", "json"});
  CHECK(contains(json::parse(doctor.out).at("warnings").dump(),
                 "api_key (GEAI_API_KEY) begins or ends with white space"));
  CHECK(contains(at.run({"agents", "list"}).err, "warning: api_key (GEAI_API_KEY) begins or ends with white space"));
}

TEST_CASE("credentials: ids and URLs damaged by copying are refused with their source") {
  home at;
  at.write("[default]\nGEAI_API_KEY = some-key\nGEAI_API_BASE_URL = https://h\nGEAI_PROJECT_ID = \"p\"\n");
  CHECK(contains(at.run({"doctor"}).out, "line 4) has quotes around it"));
  at.write(profile("some-key", "\xE2\x80\x8Bhttps://h"));
  CHECK(contains(at.run({"doctor"}).out, "line 3) contains an invisible character"));
}

TEST_CASE("secrecy: the command shows no secret in any form that a service echoes") {
  support::sandbox const sandbox;
  home const at;
  std::string const key = "p@ss/w0rd!";
  at.write(profile(key, sandbox.url()));
  std::string const forms =
      "p@ss/w0rd! p%40ss%2Fw0rd%21 p%40ss%2fw0rd! p@ss\\/w0rd! \\u0070@ss\\u002fw0rd\\u0021 "
      "cEBzcy93MHJkIQ== eDpwQHNzL3cwcmQh p@ss&#x2f;w0rd&#33;";
  add_fault(sandbox.url(), {{"kind", "status"},
                            {"status", 401},
                            {"times", 0},
                            {"body", {{"error", {{"code", 401}, {"message", "bad: " + forms}}}}}});
  for (words const& arguments : {words{"agents", "list"},
                                 {"-o", "json", "agents", "list"},
                                 {"-v", "agents", "list"},
                                 {"doctor", "--online"},
                                 {"auth", "whoami"}}) {
    auto const done = at.run(arguments);
    std::string const said = done.out + done.err;
    INFO(said);
    CHECK(contains(said, "bad: "));
    for (std::string_view never : {"w0rd", "cEBzcy93MHJk", "QHNzL3cwcmQ", "ss%2", "u002f", "&#x2f;"})
      CHECK(!contains(said, never));
  }
}
