// Files as found on real machines: links, modes, pipes, mounts, other users' files, files of /proc.
#include <geai/inline.hpp>
//
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <geai/config/credentials_file.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/record.hpp>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/both_engines.hpp"
#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using credentials_file = class geai::credentials_file;  // not the keyword of that name
using geai::transport::mock;
using geai::transport::record;

std::string const old_text = "[a]\ngeai_api_key = old value\n";

geai::result<void> edit(credentials_file& file) { return file.set("a", "GEAI_API_KEY", "new value"); }

struct stat status_of(fs::path const& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

mode_t mode_of(fs::path const& path) { return status_of(path).st_mode & 07777; }

std::string content(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries(fs::path const& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void record_one(fs::path const& path) {
  mock wire;
  wire.reply(200, R"({"agents":[]})");
  record recording(wire, path.string());
  geai::ai_lab_client const client{recording, geai::api_key = "a-key-of-mine", geai::base_url = "https://h"};
  static_cast<void>(client.list_agents());
}

// The output of `work` in a child process; "not tested: ..." if it reports that, "killed" if it does not exit normally.
std::string said_in_child(std::function<std::string()> const& work) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  pid_t const child = ::fork();
  REQUIRE(child != -1);
  if (child == 0) {
    std::string const text = work();
    bool const written = ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::_exit(written ? 0 : 1);
  }
  ::close(ends[1]);
  std::string said;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;)
    said.append(piece, static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? said : "killed";
}

constexpr uid_t somebody = 65534;

}  // namespace

TEST_CASE("recordings: a new private file replaces an open one") {
  support::temporary_directory const folder;
  fs::path const path = folder.write("r", "what was there");
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  std::ifstream reader(path);  // a reader of the old file sees nothing of the new one
  record_one(path);
  CHECK(mode_of(path) == 0600);
  CHECK(content(path).starts_with("> GET /v2/agents"));
  std::string const seen{std::istreambuf_iterator<char>(reader), {}};
  CHECK(seen == "what was there");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("recordings: a link is replaced, and its target stays unchanged") {
  support::temporary_directory const folder;
  fs::path const precious = folder.write("precious", "precious");
  fs::create_symlink(precious, folder.path() / "r");
  record_one(folder.path() / "r");
  CHECK(content(precious) == "precious");
  CHECK(S_ISREG(status_of(folder.path() / "r").st_mode));
  CHECK(mode_of(folder.path() / "r") == 0600);

  fs::create_symlink(folder.path() / "nowhere", folder.path() / "dangling");
  record_one(folder.path() / "dangling");
  CHECK_FALSE(fs::exists(folder.path() / "nowhere"));
  CHECK(mode_of(folder.path() / "dangling") == 0600);
}

TEST_CASE("recordings: a folder, a FIFO and a device are refused and stay unchanged") {
  support::temporary_directory const folder;
  fs::create_directory(folder.path() / "folder");
  REQUIRE(::mkfifo((folder.path() / "fifo").c_str(), 0600) == 0);
  for (fs::path const& path : {folder.path() / "folder", folder.path() / "fifo", fs::path("/dev/null")}) {
    mock wire;
    wire.reply(200, R"({"agents":[]})");
    record recording(wire, path.string());
    geai::ai_lab_client const client{recording, geai::api_key = "a-key", geai::base_url = "https://h"};
    auto const answer = client.list_agents();
    REQUIRE(answer.has_error());
    CHECK(answer.error().message.find("cannot write the recording " + path.string() +
                                      ": it exists and is not a regular file") != std::string::npos);
    CHECK(fs::exists(path));
  }
  CHECK(entries(folder.path()) == 2);
}

TEST_CASE("recordings: short credentials, and credentials inside of objects, are not in the file") {
  support::temporary_directory const folder;
  fs::path const path = folder.path() / "r";
  {
    mock wire;
    wire.reply(200, R"({"token":{"value":"zq81","id":"zq82"},"again":"zq81 zq85",
                        "secrets":[{"name":"shown","id":"shown-too","value":"zq83","more":{"deep":["zq84"]}}]})");
    wire.reply(401, "key zq85 of a%20zq86, cGFzc3dvcmQ9enE4NQ==");  // password=zq85
    record recording(wire, path.string());
    geai::ai_lab_client const client{recording, geai::api_key = "zq85", geai::base_url = "https://h"};
    static_cast<void>(client.list_agents());
    static_cast<void>(client.list_agents());
    geai::auth_client const auth{recording, geai::base_url = "https://h"};
    static_cast<void>(auth.get_oauth2_access_token({.client_id = "c", .username = "u", .password = "a zq86"}));
  }
  std::string const written = content(path);
  CAPTURE(written);
  for (std::string_view never : {"zq81", "zq82", "zq83", "zq84", "zq85", "enE4NQ"})
    CHECK(written.find(never) == std::string::npos);
  CHECK(written.find(R"("name":"shown","id":"shown-too","value":"***")") != std::string::npos);
  CHECK(written.find("password=***") != std::string::npos);
}

TEST_CASE_TEMPLATE("downloads: keep the mode of a file, and write through links", Engine, support::blocking,
                   support::awaiting) {
  support::temporary_directory const folder;
  support::sandbox const host;
  auto const client =
      Engine::template client<geai::files_client>(geai::api_key = "sandbox-key", geai::base_url = host.url());
  std::string const id = client.upload_file({.file = {.content = "new content", .name = "n"}}).value().id;
  auto const download = [&](fs::path const& to) { return client.download_file({.id = id}, to.string()); };

  for (mode_t const mode : {0600u, 0640u, 0444u, 0755u}) {
    fs::path const path = folder.write("file", "old");
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    REQUIRE(download(path));
    CHECK(content(path) == "new content");
    CHECK(mode_of(path) == mode);
    fs::remove(path);
  }

  fs::path const target = folder.write("else/target", "old");
  REQUIRE(::chmod(target.c_str(), 0600) == 0);
  fs::create_symlink("else/target", folder.path() / "one");
  fs::create_symlink(folder.path() / "one", folder.path() / "two");
  REQUIRE(download(folder.path() / "two"));
  CHECK(fs::is_symlink(folder.path() / "two"));
  CHECK(fs::is_symlink(folder.path() / "one"));
  CHECK(content(target) == "new content");
  CHECK(mode_of(target) == 0600);

  fs::create_symlink("else/made", folder.path() / "dangling");
  REQUIRE(download(folder.path() / "dangling"));
  CHECK(fs::is_symlink(folder.path() / "dangling"));
  CHECK(content(folder.path() / "else" / "made") == "new content");

  fs::create_symlink("circle", folder.path() / "circle");
  CHECK(download(folder.path() / "circle").error().message.find("cannot be written") != std::string::npos);
  fs::create_symlink("/dev/null", folder.path() / "device");
  CHECK(download(folder.path() / "device").error().message.find("not a regular file") != std::string::npos);
  CHECK(entries(folder.path() / "else") == 2);  // no pieces
}

TEST_CASE("downloads: root keeps the owner of a file") {
  if (::geteuid() != 0) {
    MESSAGE("not tested: only root can replace the file of another user");
    return;
  }
  support::temporary_directory const folder;
  support::sandbox const host;
  geai::files_client const client{geai::api_key = "sandbox-key", geai::base_url = host.url()};
  std::string const id = client.upload_file({.file = {.content = "new", .name = "n"}}).value().id;
  fs::path const path = folder.write("file", "old");
  REQUIRE(::chown(path.c_str(), somebody, somebody) == 0);
  REQUIRE(client.download_file({.id = id}, path.string()));
  CHECK(status_of(path).st_uid == somebody);
  CHECK(status_of(path).st_gid == somebody);
}

TEST_CASE_TEMPLATE(
    "uploads: files of /proc and /sys are sent completely, although their size is reported as zero or large", Engine,
    support::blocking, support::awaiting) {
  support::temporary_directory const folder;
  support::sandbox const host;
  auto const client =
      Engine::template client<geai::files_client>(geai::api_key = "sandbox-key", geai::base_url = host.url());
  int tested = 0;
  for (std::string const& path : {std::string("/proc/version"), std::string("/proc/cpuinfo"),
                                  std::string("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size"),
                                  std::string("/proc/kallsyms"), folder.write("empty", "").string()}) {
    if (!fs::exists(path)) continue;
    ++tested;
    CAPTURE(path);
    auto const stored = client.upload_file({.file = {.path = path, .name = "n"}});
    REQUIRE(stored);
    fs::path const copy = folder.path() / "copy";
    REQUIRE(client.download_file({.id = stored->id}, copy.string()));
    std::string const sent = content(copy);
    CHECK(sent.empty() == path.ends_with("empty"));
    if (path != "/proc/cpuinfo") CHECK(sent == content(path));  // its contents change
  }
  CHECK(tested >= 3);
}

TEST_CASE("credentials_file: a FIFO is read once, and its writer is waited for") {
  support::temporary_directory const home;
  fs::path const path = home.path() / "fifo";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  std::jthread const writer([&] {
    std::this_thread::sleep_for(30ms);
    std::ofstream out(path);
    out << old_text.substr(0, 7) << std::flush;
    std::this_thread::sleep_for(30ms);
    out << old_text.substr(7);
  });
  auto const file = credentials_file::load(path);
  REQUIRE(file.has_value());
  CHECK(file->get("a", "geai_api_key") == "old value");
}

namespace {

// The system with a clock that only waiting advances: endless waits take no time.
struct hasty : geai::detail::posix_system {
  static inline std::chrono::milliseconds time{};
  static int poll(int file, std::chrono::milliseconds patience) noexcept {
    int const ready = posix_system::poll(file, 0ms);
    if (ready == 0) time += patience;
    return ready;
  }
  static std::chrono::steady_clock::time_point now() noexcept { return std::chrono::steady_clock::time_point(time); }
};

}  // namespace

TEST_CASE("credentials_file: a FIFO without a writer, and one that is never closed, do not hang") {
  support::temporary_directory const home;
  fs::path const path = home.path() / "fifo";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  auto const refused = [&] {
    auto const file = credentials_file::load<hasty>(path);
    REQUIRE(file.has_error());
    CHECK(file.error().message ==
          path.string() +
              ": cannot read it: it is not a regular file, and its end did not come within 10 s; name a file");
  };
  refused();
  int const held = ::open(path.c_str(), O_RDWR);
  REQUIRE(held >= 0);
  REQUIRE(::write(held, old_text.data(), old_text.size()) == static_cast<ssize_t>(old_text.size()));
  refused();
  ::close(held);
  CHECK(hasty::time == 20s);
}

TEST_CASE("credentials_file: a read-only file is not written, and no other file is created") {
  support::temporary_directory const home;
  fs::path const path = home.path() / "fifo";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  int const deleted = ::open(home.write("gone", old_text).c_str(), O_RDONLY);
  fs::remove(home.path() / "gone");
  for (std::string const& named : {path.string(), "/dev/fd/" + std::to_string(ends[0]),
                                   "/proc/self/fd/" + std::to_string(deleted), std::string("/dev/null")}) {
    auto const done = credentials_file::update(named, edit);
    REQUIRE(done.has_error());
    CHECK(done.error().message == named + ": cannot write it: it is not a regular file; name another file");
  }
  CHECK(entries(home.path()) == 1);
  for (int each : {ends[0], ends[1], deleted}) ::close(each);
}

TEST_CASE("credentials_file: a mounted file cannot be replaced, and the error has the reason") {
  support::temporary_directory const home;
  fs::path const path = home.write("credentials", old_text);
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  std::string const said = said_in_child([&]() -> std::string {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount(path.c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0)
      return "not tested: no mounts are permitted";
    auto const done = credentials_file::update(path, edit);
    if (done) return "written";
    return done.error().message + (content(path) == old_text ? "" : " CHANGED");
  });
  if (said.starts_with("not tested")) {
    MESSAGE(said);
    return;
  }
  CHECK(said == path.string() +
                    ": cannot put the new file in its place: Device or resource busy; it is mounted by itself, so it "
                    "cannot be replaced: mount its folder instead, or edit it where it is");
  CHECK_FALSE(fs::exists(home.path() / "credentials.geai-new"));
}

TEST_CASE("credentials_file: files that root creates for a user belong to that user") {
  if (::geteuid() != 0) {
    MESSAGE("not tested: only root can edit the file of another user");
    return;
  }
  support::temporary_directory const home;
  REQUIRE(::chmod(home.path().c_str(), 0755) == 0);
  fs::path const of_user = home.path() / "user";
  fs::create_directory(of_user);
  REQUIRE(::chown(of_user.c_str(), somebody, somebody) == 0);
  fs::path const path = of_user / ".geai" / "credentials";
  auto const by_user = [&] {
    return said_in_child([&]() -> std::string {
      if (::setgid(somebody) != 0 || ::setuid(somebody) != 0) return "cannot be somebody else";
      auto const done = credentials_file::update(
          path, [](credentials_file& file) { return file.set("b", "k", "v"); }, 0ms);
      return done ? "written" : done.error().message;
    });
  };
  // First without a lock, then after the lock was removed.
  for (int round = 0; round != 2; ++round) {
    REQUIRE(credentials_file::update(path, edit).has_value());
    for (fs::path const& each : {path, fs::path(path.string() + ".lock"), path.parent_path()}) {
      CAPTURE(each.string());
      CHECK(status_of(each).st_uid == somebody);
    }
    CHECK(by_user() == "written");
    fs::remove(path.string() + ".lock");
    REQUIRE(credentials_file::update(path, [](credentials_file& file) {
              file.unset("b", "k");
              return geai::result<void>();
            }).has_value());
    CHECK(status_of(path.string() + ".lock").st_uid == somebody);
    CHECK(by_user() == "written");
    fs::remove_all(path.parent_path());
  }
  // The message names a lock that another user created.
  REQUIRE(credentials_file::update(path, edit).has_value());
  REQUIRE(::chown((path.string() + ".lock").c_str(), 0, 0) == 0);
  CHECK(by_user().find("cannot lock it by credentials.lock: Permission denied") != std::string::npos);
}
