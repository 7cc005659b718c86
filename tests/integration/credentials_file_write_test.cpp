// Writes the credentials file through links, into missing folders, with existing permissions and locks.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <geai/config/credentials_file.hpp>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "support/temporary_directory.hpp"

namespace {

namespace fs = std::filesystem;
using credentials_file = class geai::credentials_file;  // not the keyword of that name
using namespace std::chrono_literals;

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

TEST_CASE("credentials_file: reading changes nothing on disk") {
  support::temporary_directory home;
  auto const missing = credentials_file::load(home.path() / ".geai" / "credentials");
  REQUIRE(missing.has_value());
  CHECK_FALSE(missing->exists());
  CHECK_FALSE(missing->permissions_warning());
  CHECK(names_in(home.path()).empty());

  fs::path const path = home.write("credentials", old_text);
  auto const found = credentials_file::load(path);
  REQUIRE(found.has_value());
  CHECK(found->exists());
  CHECK(found->path() == path);
  CHECK(found->get("a", "geai_api_key") == "old value");
  CHECK(names_in(home.path()) == std::set<std::string>{"credentials"});

  CHECK_FALSE(credentials_file::load(path / "below a file").value().exists());
  CHECK(credentials_file::load("/dev/null").value().serialize().empty());
  CHECK_FALSE(credentials_file::load("").value().exists());

  // A file without a size, and a pipe.
  using geai::detail::posix_system;
  CHECK(geai::detail::read_file<posix_system>("/proc/self/status", 1 << 20).value().text.size() > 100);
  CHECK(geai::detail::read_file<posix_system>("/proc/self/status", 100).value().text.size() == 101);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], old_text.data(), old_text.size()) == static_cast<ssize_t>(old_text.size()));
  ::close(ends[1]);
  auto const piped = credentials_file::load("/dev/fd/" + std::to_string(ends[0]));
  ::close(ends[0]);
  CHECK(piped.value().get("a", "geai_api_key") == "old value");
  CHECK_FALSE(piped->permissions_warning());
}

TEST_CASE("credentials_file: a missing folder is created, but not its parents") {
  support::temporary_directory home;
  CHECK(credentials_file::update(home.path() / "a" / "credentials", edit).has_value());
  auto const done = credentials_file::update(home.path() / "x" / "y" / "credentials", edit);
  REQUIRE_FALSE(done.has_value());
  CHECK(
      done.error().message.ends_with(": cannot make its folder: No such file or directory; create its folder first, or "
                                     "name another file"));
  CHECK(names_in(home.path()) == std::set<std::string>{"a"});
}

TEST_CASE("credentials_file: files and folders are private, whatever the umask") {
  for (mode_t const mask : {0u, 022u, 077u, 0777u}) {
    CAPTURE(mask);
    support::temporary_directory home;
    fs::path const path = home.path() / ".geai" / "credentials";
    // With a umask of 0777, not even the owner may enter a new folder.
    if (mask == 0777) fs::create_directory(path.parent_path());
    if (mask == 0777) fs::permissions(path.parent_path(), fs::perms::owner_all);
    mode_t const before = ::umask(mask);
    auto const done = credentials_file::update(path, edit);
    ::umask(before);
    REQUIRE_MESSAGE(done.has_value(), done.error().message);
    CHECK(mode_of(path.parent_path()) == 0700);
    CHECK(mode_of(path) == 0600);
    CHECK((mode_of(path.string() + ".lock") & 0177) == 0);
    CHECK_FALSE(credentials_file::load(path).value().permissions_warning());
  }
}

TEST_CASE("credentials_file: a file that others can read causes a warning until it is written") {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  struct {
    mode_t before;
    mode_t after;
    std::string_view warning;
  } const rows[] = {{0644, 0600, "read it (mode 0644)"},
                    {0640, 0600, "read it (mode 0640)"},
                    {0604, 0600, "read it (mode 0604)"},
                    {0620, 0600, "write it (mode 0620)"},
                    {0710, 0600, ""},
                    {0600, 0600, ""},
                    {0400, 0400, ""}};
  for (auto const& row : rows) {
    CAPTURE(row.before);
    REQUIRE(::chmod(path.c_str(), row.before) == 0);
    auto const warning = credentials_file::load(path).value().permissions_warning();
    REQUIRE(warning.has_value() == !row.warning.empty());
    if (warning) {
      CHECK(warning->code == geai::warning_code::credentials_file_permissions);
      CHECK(warning->message ==
            path.string() + ": other users can " + std::string(row.warning) + "; run: chmod 600 " + path.string());
    }
    // Even if only the mode changes.
    CHECK(credentials_file::update(path, [](credentials_file&) -> geai::result<void> { return {}; }).has_value());
    CHECK(mode_of(path) == row.after);
  }
}

TEST_CASE("credentials_file: nothing is written when nothing changes or the edit fails") {
  support::temporary_directory home;
  auto const nothing = [](credentials_file&) -> geai::result<void> { return {}; };
  CHECK(credentials_file::update(home.path() / "none", nothing).has_value());
  CHECK_FALSE(fs::exists(home.path() / "none"));

  fs::path const path = home.write("credentials", new_text);
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  struct stat before {};
  struct stat after {};
  REQUIRE(::stat(path.c_str(), &before) == 0);
  CHECK(credentials_file::update(path, edit).has_value());
  auto const failed = credentials_file::update(path, [](credentials_file& file) -> geai::result<void> {
    file.remove_alias("a");
    return geai::error(geai::errc::invalid_argument, "no");
  });
  CHECK(failed.error().message == "no");
  REQUIRE(::stat(path.c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);

  home.write("credentials", "junk");
  CHECK(credentials_file::update(path, edit).error().message.starts_with(path.string() + ":1: "));
  CHECK(home.read("credentials") == "junk");
}

TEST_CASE("credentials_file: symbolic links are followed and stay") {
  support::temporary_directory home;
  home.write("real/there", old_text);
  fs::create_directory(home.path() / "links");
  fs::create_symlink("../real/there", home.path() / "links" / "one");                // relative
  fs::create_symlink(home.path() / "links" / "one", home.path() / "links" / "two");  // absolute, a link to a link
  REQUIRE(credentials_file::update(home.path() / "links" / "two", edit).has_value());
  CHECK(home.read("real/there") == new_text);
  CHECK(fs::is_symlink(home.path() / "links" / "two"));
  CHECK(names_in(home.path() / "links") == std::set<std::string>{"one", "two"});
  CHECK(names_in(home.path() / "real") == std::set<std::string>{"there", "there.lock"});

  fs::create_symlink("../real/new", home.path() / "links" / "dangling");
  REQUIRE(credentials_file::update(home.path() / "links" / "dangling", edit).has_value());
  CHECK(credentials_file::load(home.path() / "real" / "new").value().contains("a"));

  fs::create_symlink("circle", home.path() / "links" / "circle");
  CHECK(credentials_file::update(home.path() / "links" / "circle", edit).error().message.find("circle") !=
        std::string::npos);
  CHECK(credentials_file::load(home.path() / "links" / "circle").error().code == geai::errc::credentials_file);
}

TEST_CASE("credentials_file: links in place of the lock or of the new file are not followed") {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  fs::path const victim = home.write("victim", "precious");
  fs::create_symlink(victim, home.path() / "credentials.geai-new");
  CHECK(credentials_file::update(path, edit).has_value());
  CHECK(home.read("victim") == "precious");
  CHECK_FALSE(fs::is_symlink(path));

  fs::remove(home.path() / "credentials.lock");
  fs::create_symlink(home.path() / "made", home.path() / "credentials.lock");
  CHECK(credentials_file::update(path, edit).error().message.find("cannot lock it") != std::string::npos);
  CHECK_FALSE(fs::exists(home.path() / "made"));
}

TEST_CASE("credentials_file: only a regular file is replaced") {
  support::temporary_directory home;
  fs::create_directory(home.path() / "folder");
  REQUIRE(::mkfifo((home.path() / "pipe").c_str(), 0600) == 0);
  for (fs::path const& path : {home.path() / "folder", home.path() / "pipe", fs::path("/dev/null")})
    CHECK(credentials_file::update(path, edit).error().message ==
          path.string() + ": cannot write it: it is not a regular file; name another file");
  CHECK(credentials_file::update(home.path() / "folder" / "", edit).error().message.find("Is a directory") !=
        std::string::npos);
  CHECK(credentials_file::update("", edit).error().message.find("there is no path") != std::string::npos);
  CHECK(names_in(home.path()) == std::set<std::string>{"folder", "pipe"});
}

TEST_CASE("credentials_file: the owner of a file stays its owner" * doctest::skip(::getuid() != 0)) {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  REQUIRE(::chown(path.c_str(), 12345, 23456) == 0);
  CHECK(credentials_file::update(path, edit).has_value());
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK(status.st_uid == 12345);
  CHECK(status.st_gid == 23456);
}

TEST_CASE("credentials_file: removing a lock file while others wait does not let two in") {
  support::temporary_directory home;
  fs::path const path = home.write("credentials", old_text);
  using locked_file = geai::detail::locked_file<geai::detail::posix_system>;

  std::optional<geai::result<locked_file>> first(locked_file::acquire(path.string(), 0ms));
  REQUIRE(first->has_value());
  std::atomic<bool> inside = false;
  std::thread waiter([&] {
    auto const mine = locked_file::acquire(path.string(), 10s);
    inside = true;
    CHECK(mine.has_value());
    CHECK_FALSE(locked_file::acquire(path.string(), 0ms).has_value());  // a new process finds the same lock
  });
  std::this_thread::sleep_for(50ms);  // it waits for the file that is removed now
  fs::remove(home.path() / "credentials.lock");
  std::optional<geai::result<locked_file>> second(locked_file::acquire(path.string(), 0ms));
  CHECK(second->has_value());
  first.reset();
  std::this_thread::sleep_for(50ms);
  CHECK_FALSE(inside);
  second.reset();
  waiter.join();
  CHECK(inside);
}

TEST_CASE("credentials_file: the wait for a lock can be cancelled") {
  support::temporary_directory const folder;
  fs::path const path = folder.write("credentials", old_text);
  auto const holder = geai::detail::locked_file<geai::detail::posix_system>::acquire(path.string(), 0ms);
  REQUIRE(holder.has_value());
  std::stop_source stop;
  std::jthread const later([&stop] {
    std::this_thread::sleep_for(20ms);
    stop.request_stop();
  });
  auto const done = credentials_file::update(path, edit, 10s, stop.get_token());
  REQUIRE(done.has_error());
  CHECK(done.error().code == geai::errc::cancelled);
  CHECK(folder.read("credentials") == old_text);
}
