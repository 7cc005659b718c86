// The credentials file when system calls fail, and when the process ends halfway.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <geai/config/credentials_file.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/temporary_directory.hpp"

namespace {

namespace fs = std::filesystem;
using credentials_file = class geai::credentials_file;  // not the keyword of that name
using namespace std::chrono_literals;

// The system, except that its call number `at` fails with `reason`, or ends the process if `reason` is 0.
struct faulty : geai::detail::posix_system {
  static inline int calls = 0;
  static inline int at = 0;
  static inline int reason = 0;
  static inline bool for_good = false;  // all later calls fail as well
  static inline std::string_view failed;
  static inline std::vector<std::string_view> names;  // of all the calls
  static inline std::chrono::milliseconds time{};

  static void reset(int which = 0, int why = 0, bool from_there_on = false) {
    calls = 0;
    at = which;
    reason = why;
    for_good = from_there_on;
    failed = {};
    names.clear();
  }

  static bool fails(std::string_view name) noexcept {
    ++calls;
    names.push_back(name);
    if (at == 0 || calls < at || (calls > at && !for_good)) return false;
    if (reason == 0) ::_exit(99);
    failed = name;
    errno = reason;
    return true;
  }

  static int openat(int folder, char const* path, int flags, mode_t mode) noexcept {
    return fails("openat") ? -1 : posix_system::openat(folder, path, flags, mode);
  }
  static int close(int file) noexcept {
    bool const failure = fails("close");
    int const why = errno;
    int const status = posix_system::close(file);  // like the system, which closes the file even if it reports an error
    if (failure) errno = why;
    return failure ? -1 : status;
  }
  static ssize_t read(int file, void* bytes, std::size_t size) noexcept {
    return fails("read") ? -1 : posix_system::read(file, bytes, std::min<std::size_t>(size, 9));
  }
  static ssize_t write(int file, void const* bytes, std::size_t size) noexcept {
    return fails("write") ? -1 : posix_system::write(file, bytes, std::min<std::size_t>(size, 7));
  }
  static int fsync(int file) noexcept { return fails("fsync") ? -1 : posix_system::fsync(file); }
  static int fstat(int file, struct stat* status) noexcept {
    return fails("fstat") ? -1 : posix_system::fstat(file, status);
  }
  static int fstatat(int folder, char const* path, struct stat* status, int flags) noexcept {
    return fails("fstatat") ? -1 : posix_system::fstatat(folder, path, status, flags);
  }
  static int fchmod(int file, mode_t mode) noexcept { return fails("fchmod") ? -1 : posix_system::fchmod(file, mode); }
  static int flock(int file, int operation) noexcept {
    return fails("flock") ? -1 : posix_system::flock(file, operation);
  }
  static int mkdirat(int folder, char const* path, mode_t mode) noexcept {
    return fails("mkdirat") ? -1 : posix_system::mkdirat(folder, path, mode);
  }
  static ssize_t readlinkat(int folder, char const* path, char* text, std::size_t size) noexcept {
    return fails("readlinkat") ? -1 : posix_system::readlinkat(folder, path, text, size);
  }
  static int renameat(int old_folder, char const* old_path, int new_folder, char const* new_path) noexcept {
    return fails("renameat") ? -1 : posix_system::renameat(old_folder, old_path, new_folder, new_path);
  }
  static int unlinkat(int folder, char const* path, int flags) noexcept {
    return fails("unlinkat") ? -1 : posix_system::unlinkat(folder, path, flags);
  }

  // A clock that only waiting advances.
  static std::chrono::steady_clock::time_point now() noexcept { return std::chrono::steady_clock::time_point(time); }
  static void pause(std::chrono::nanoseconds) noexcept { time += 1ms; }
};

std::string const old_text = "# mine\n[a]\ngeai_api_key = old value\n";
std::string const new_text = "# mine\n[a]\ngeai_api_key = new value\n";

geai::result<void> edit(credentials_file& file) { return file.set("a", "GEAI_API_KEY", "new value"); }

mode_t mode_of(fs::path const& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

std::set<std::string> names_in(fs::path const& folder) {
  std::set<std::string> names;
  for (auto const& each : fs::directory_iterator(folder)) names.insert(each.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("credentials_file: the new file is on the disk before it replaces the old one") {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  faulty::reset();
  REQUIRE(credentials_file::update<faulty>(path, edit).has_value());
  std::string order;
  for (std::string_view name : faulty::names)
    if (name == "write" || name == "fsync" || name == "renameat" || name == "flock") order.append(name).append(" ");
  CHECK(order.starts_with("flock write "));
  CHECK(order.ends_with("write fsync renameat fsync flock "));
}

TEST_CASE("credentials_file: an unreadable file is an error with its path and reason") {
  support::temporary_directory home;
  auto const message = [](fs::path const& path) {
    auto const file = credentials_file::load(path);
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == geai::errc::credentials_file);
    return file.error().message;
  };
  CHECK(message(home.path()) == home.path().string() + ": cannot read it: Is a directory; name a file");
  fs::path const large = home.write("large", std::string((1 << 20) + 1, '#'));
  CHECK(message(large).starts_with(large.string() + ": is larger than 1 MiB"));
  CHECK(message("/dev/zero").starts_with("/dev/zero: is larger than 1 MiB"));
  fs::path const broken = home.write("broken", "[a]\nk");
  CHECK(message(broken).starts_with(broken.string() + ":2: the line has no = or :"));
  CHECK(message(std::string("/dev\0/null", 10)).find("NUL") != std::string::npos);

  fs::path const path = home.write("credentials", old_text);
  for (int call = 1;; ++call) {  // openat, fstat, read, ..., close
    faulty::reset(call, EACCES);
    auto const file = credentials_file::load<faulty>(path);
    if (faulty::failed.empty() || faulty::failed == "close") break;
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().message.starts_with(path.string() + ": cannot read it: Permission denied; "));
  }
}

TEST_CASE("credentials_file: a process killed at any system call leaves the old file or the new one, and no lock") {
  for (bool const exists : {true, false}) {
    CAPTURE(exists);
    support::temporary_directory home;
    fs::path const path = home.path() / ".geai" / "credentials";
    int kept_old = 0, found_new = 0, call = 0;
    for (bool killed = true; killed;) {
      ++call;
      CAPTURE(call);
      fs::remove_all(home.path() / ".geai");
      if (exists) home.write(".geai/credentials", old_text);
      if (exists) fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);

      pid_t const child = ::fork();
      REQUIRE(child != -1);
      if (child == 0) {
        faulty::reset(call);
        ::_exit(credentials_file::update<faulty>(path, edit).has_value() ? 0 : 1);
      }
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      REQUIRE(WIFEXITED(status));
      killed = WEXITSTATUS(status) == 99;
      if (!killed) REQUIRE(WEXITSTATUS(status) == 0);

      std::string const text = fs::exists(path) ? home.read(".geai/credentials") : "";
      std::string const whole = exists ? new_text : "[a]\nGEAI_API_KEY = new value\n";
      bool const is_old = exists ? text == old_text : !fs::exists(path);
      CHECK((is_old || text == whole));
      if (fs::exists(path)) CHECK(mode_of(path) == 0600);
      if (!killed) CHECK(text == whole);
      ++(is_old ? kept_old : found_new);

      // The next process succeeds at once and removes the leftovers of the killed one.
      auto const next = credentials_file::update(
          path, [](credentials_file& file) { return file.set("b", "k", "v"); }, 0ms);
      REQUIRE_MESSAGE(next.has_value(), next.error().message);
      CHECK(credentials_file::load(path).value().get("b", "k") == "v");
      CHECK(names_in(home.path() / ".geai") == std::set<std::string>{"credentials", "credentials.lock"});
    }
    CHECK(kept_old > 20);
    CHECK(found_new > 2);
  }
}

TEST_CASE("credentials_file: a failed system call leaves the old file intact, and no other file") {
  support::temporary_directory home;
  fs::path const path = home.path() / "credentials";
  for (int const reason : {ENOSPC, EROFS, EIO, EACCES, EDQUOT}) {
    std::set<std::string_view> refused;
    for (int call = 1;; ++call) {
      home.write("credentials", old_text);
      fs::remove(home.path() / "credentials.lock");
      faulty::reset(call, reason);
      auto const done = credentials_file::update<faulty>(path, edit);
      if (faulty::failed.empty()) break;
      CAPTURE(faulty::failed);
      CAPTURE(call);
      std::string const text = home.read("credentials");
      CHECK_FALSE(fs::exists(home.path() / "credentials.geai-new"));
      if (done) {
        CHECK(text == new_text);
        continue;
      }
      refused.insert(faulty::failed);
      CHECK(done.error().code == geai::errc::credentials_file);
      CHECK(done.error().message.starts_with(path.string() + ": cannot "));
      CHECK(done.error().message.find(std::strerror(reason)) != std::string::npos);
      CHECK(done.error().message.find("value") == std::string::npos);
      bool const in_place = done.error().message.find("power failure") != std::string::npos;
      CHECK(text == (in_place ? new_text : old_text));
    }
    CHECK(refused == std::set<std::string_view>{"openat", "fstat", "fstatat", "flock", "read", "unlinkat", "fchmod",
                                                "write", "fsync", "close", "renameat"});
  }
}

TEST_CASE("credentials_file: a disk that becomes full or read-only leaves the old file intact") {
  support::temporary_directory home;
  fs::path const path = home.path() / "credentials";
  for (int const reason : {ENOSPC, EROFS}) {
    for (int call = 1;; ++call) {
      home.write("credentials", old_text);
      faulty::reset(call, reason, true);
      auto const done = credentials_file::update<faulty>(path, edit);
      if (faulty::failed.empty()) break;
      std::string const text = home.read("credentials");
      CHECK((text == old_text || text == new_text));
      CHECK((done.has_value() ? text == new_text : true));
    }
    CHECK(credentials_file::update(path, edit).has_value());
    CHECK_FALSE(fs::exists(home.path() / "credentials.geai-new"));
  }
}

TEST_CASE("credentials_file: signals do not interrupt it") {
  support::temporary_directory home;
  fs::path const path = home.path() / "credentials";
  std::set<std::string_view> interrupted;
  for (int call = 1;; ++call) {
    home.write("credentials", old_text);
    faulty::reset(call, EINTR);
    auto const done = credentials_file::update<faulty>(path, edit);
    if (faulty::failed.empty()) break;
    if (!std::set<std::string_view>{"openat", "read", "write", "fsync", "flock", "renameat"}.contains(faulty::failed))
      continue;
    interrupted.insert(faulty::failed);
    CHECK_MESSAGE(done.has_value(), faulty::failed);
    CHECK(home.read("credentials") == new_text);
  }
  CHECK(interrupted.size() == 6);
}

TEST_CASE("credentials_file: waiting for the lock ends") {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  {
    auto const holder = geai::detail::locked_file<geai::detail::posix_system>::acquire(path.string(), 0ms);
    REQUIRE(holder.has_value());
    faulty::reset();
    faulty::time = 0ms;
    auto const done = credentials_file::update<faulty>(path, edit);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == geai::errc::credentials_file);
    CHECK(done.error().message == path.string() +
                                      ": cannot lock it: another process holds credentials.lock; wait for it "
                                      "to end and try again");
    CHECK(faulty::time == 10s);
    CHECK(home.read("credentials") == old_text);
  }
  CHECK(credentials_file::update(path, edit, 0ms).has_value());
}
