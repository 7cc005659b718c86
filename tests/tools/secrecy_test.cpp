// No secret is shown, and commands that only read write nothing.

#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

namespace {

// The files below a folder, with the times of their last changes.
std::map<std::string, std::int64_t> listing(std::filesystem::path const& folder) {
  std::map<std::string, std::int64_t> all;
  for (auto const& each : std::filesystem::recursive_directory_iterator(folder))
    all[each.path().string()] = each.last_write_time().time_since_epoch().count();
  return all;
}

std::string file_text(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

constexpr std::string_view secret = "correct-horse-battery-staple-0123456789";

}  // namespace

TEST_CASE("secrecy: no output of any command shows a key, a token or a password, whole or in part") {
  support::sandbox const sandbox;
  home const at;
  std::string const text(secret);
  at.write("[default]\nGEAI_API_KEY = " + text + "\nGEAI_API_BASE_URL = " + sandbox.url() +
           "\n[oauth]\nGEAI_OAUTH_ACCESS_TOKEN = " + text + "\nGEAI_PROJECT_ID = p\nGEAI_API_BASE_URL = " +
           sandbox.url() + "\n[broken]\nGEAI_OAUTH_ACCESS_TOKEN = " + text + "\n");
  std::string const before = at.text();
  // A service that echoes the request.
  add_fault(sandbox.url(), {{"kind", "status"},
                            {"status", 401},
                            {"times", 0},
                            {"body", {{"error", {{"code", 401}, {"message", "bad token " + text}}}}}});
  for (char const* alias : {"default", "oauth", "broken"})
    for (words const& arguments :
         {words{"agents", "list"},
          {"agents", "get", "x"},
          {"auth", "whoami"},
          {"auth", "token"},
          {"doctor"},
          {"doctor", "--online"},
          {"configure", "--list"},
          {"configure", "--unset", "nothing"},
          {"configure", "--remove-alias", "nobody"},
          {"configure", "--url", "a b"},
          {"configure", "--key", text, "--url", "a b"},
          {"configure", "--kee", text},
          {"configure", "--kee=" + text},
          {"configure", "-x" + text},
          {"configure", text},
          {"--kee", text, "configure"},
          {"configure", "--key", text, text},
          {"auth", "login", "--password", text, "--cid", "c", "-u", "u", "--pid", "p", "--url", sandbox.url()},
          {"auth", "login", "--passwrd", text},
          {"agents", "list", "--count", "x", "--unknown", text}})
      for (char const* format : {"table", "json"}) {
        words all{"--alias", alias, "--output", format, "--verbose"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        auto const done = at.run(all);
        INFO(all.back() << " of " << alias << "\n" << done.out << done.err);
        CHECK(leak(done.out, secret) == "");
        CHECK(leak(done.err, secret) == "");
        if (format == std::string_view("json") && !done.out.empty()) CHECK(json::accept(done.out));
      }
  CHECK(at.text() == before);
}

TEST_CASE("secrecy: a literal secret works and is erased from the arguments, with a note") {
  home const at;
  support::child tool(tool_program(), {"configure", "--key", std::string(secret), "--access-token=-", "--pid", "p"},
                      at.env);
  char said[512] = {};
  REQUIRE(::recv(tool.err.get(), said, sizeof said - 1, 0) > 0);
  CHECK(contains(said, "the value of --key was visible in the process list"));
  CHECK(contains(said, "--key -"));
  // It is waiting for the token now.
  std::string const arguments = file_text("/proc/" + std::to_string(tool.pid()) + "/cmdline");
  CHECK(contains(arguments, "--key"));
  CHECK(leak(arguments, secret) == "");
  REQUIRE(::send(tool.in.get(), "token\n", 6, MSG_NOSIGNAL) == 6);
  auto const status = tool.wait(support::clock::now() + std::chrono::seconds(10));
  REQUIRE(status);
  CHECK(WEXITSTATUS(*status) == 0);
  CHECK(contains(at.text(), secret));
}

TEST_CASE("secrecy: commands that read change no file, even if none can be written") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  auto const folder = at.file().parent_path();
  using std::filesystem::perms;
  std::filesystem::permissions(folder, perms::owner_read | perms::owner_exec);
  std::filesystem::permissions(at.folder.path(), perms::owner_read | perms::owner_exec);
  auto const before = listing(at.folder.path());
  for (words const& arguments : {words{"agents", "list"},
                                 {"agents", "get", "Sample"},
                                 {"auth", "token"},
                                 {"doctor"},
                                 {"configure", "--list"},
                                 {"help"},
                                 {"version"},
                                 {"completion", "bash"}}) {
    auto const done = at.run(arguments);
    INFO(done.err);
    CHECK(done.exit_code == 0);
    CHECK(listing(at.folder.path()) == before);
  }
  std::filesystem::permissions(at.folder.path(), perms::owner_all);
  std::filesystem::permissions(folder, perms::owner_all);
}

TEST_CASE("secrecy: agents list opens no file for writing and starts no program (strace)") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  support::temporary_directory const traces;
  std::string const trace = (traces.path() / "trace").string();
  support::run_result traced;
  try {
    traced =
        support::run("strace",
                     {"-f", "-qq", "-o", trace, "-e",
                      "trace=open,openat,creat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,link,symlink,"
                      "truncate,ftruncate,chmod,fchmod,execve,connect",
                      tool_program(), "agents", "list"},
                     {.env = at.env});
  } catch (std::system_error const&) {}
  if (traced.exit_code != 0) {
    MESSAGE("strace is not there, or may not trace: skipped");
    return;
  }
  CHECK(contains(traced.out, "Sample"));
  std::istringstream lines(file_text(trace));
  int programs = 0;
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    programs += contains(line, "execve(") ? 1 : 0;
    CHECK(leak(line, "sandbox-key") == "");
    for (char const* writing :
         {"O_WRONLY", "O_RDWR", "O_CREAT", "rename", "mkdir", "unlink", "link(", "chmod", "truncate", "creat("})
      CHECK((!contains(line, writing) || contains(line, "/dev/null")));
  }
  CHECK(programs == 1);
}
