#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <geai/detail/later.hpp>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/system/file_failure.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

// Small files on disk: read as a whole, locked, and replaced as a whole, independent of their contents.
//
// Every function takes the system calls as a template parameter: the tests pass one that fails or ends the process at a
// chosen call. The default calls the system directly.
namespace geai::inline v0_2::detail {

struct posix_system {
  static int openat(int folder, char const* path, int flags, mode_t mode) noexcept {
    return ::openat(folder, path, flags, mode);
  }
  static int close(int file) noexcept { return ::close(file); }
  static ssize_t read(int file, void* bytes, std::size_t size) noexcept { return ::read(file, bytes, size); }
  static ssize_t write(int file, void const* bytes, std::size_t size) noexcept { return ::write(file, bytes, size); }
  static int fsync(int file) noexcept { return ::fsync(file); }
  static int poll(int file, std::chrono::milliseconds patience) noexcept {
    pollfd ready{.fd = file, .events = POLLIN, .revents = 0};
    return ::poll(&ready, 1, static_cast<int>(patience.count()));
  }
  static int fstat(int file, struct stat* status) noexcept { return ::fstat(file, status); }
  static int fstatat(int folder, char const* path, struct stat* status, int flags) noexcept {
    return ::fstatat(folder, path, status, flags);
  }
  static int fchmod(int file, mode_t mode) noexcept { return ::fchmod(file, mode); }
  static int fchown(int file, uid_t owner, gid_t group) noexcept { return ::fchown(file, owner, group); }
  static int flock(int file, int operation) noexcept { return ::flock(file, operation); }
  static int mkdirat(int folder, char const* path, mode_t mode) noexcept { return ::mkdirat(folder, path, mode); }
  static ssize_t readlinkat(int folder, char const* path, char* text, std::size_t size) noexcept {
    return ::readlinkat(folder, path, text, size);
  }
  static int renameat(int old_folder, char const* old_path, int new_folder, char const* new_path) noexcept {
    return ::renameat(old_folder, old_path, new_folder, new_path);
  }
  static int unlinkat(int folder, char const* path, int flags) noexcept { return ::unlinkat(folder, path, flags); }

  static std::chrono::steady_clock::time_point now() noexcept { return std::chrono::steady_clock::now(); }
  static void pause(std::chrono::nanoseconds duration) noexcept {
    timespec const wait{.tv_sec = geai::detail::narrow_cast<time_t>(duration.count() / 1'000'000'000),
                        .tv_nsec = geai::detail::narrow_cast<long>(duration.count() % 1'000'000'000)};
    ::nanosleep(&wait, nullptr);
  }
};

using native_system = posix_system;

// Repeats a call for as long as signals interrupt it.
template <class Call> auto uninterrupted(Call call) noexcept {
  auto status = call();
  while (status == -1 && errno == EINTR) status = call();
  return status;
}

// Owns a descriptor. Preserves errno, so that the reason of a failure remains available.
template <class System> class descriptor {
public:
  explicit descriptor(int number = -1) noexcept : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() {
    int const kept = errno;
    close();
    errno = kept;
  }

  explicit operator bool() const noexcept { return number_ != -1; }
  int number() const noexcept { return number_; }

  // Not repeated after EINTR: the descriptor is closed by then, and its number may belong to another file.
  int close() noexcept { return number_ == -1 ? 0 : System::close(std::exchange(number_, -1)); }

private:
  int number_;
};

template <class System> descriptor<System> open_at(int folder, char const* path, int flags, mode_t mode = 0) noexcept {
  return descriptor<System>(uninterrupted([&] { return System::openat(folder, path, flags | O_CLOEXEC, mode); }));
}

struct file_contents {
  bool exists = false;
  struct stat status {};
  secret text{};  // at most `limit` + 1 bytes

  // Returns the permission bits, as in chmod(1); 0 if it is not a regular file.
  unsigned permissions() const noexcept { return S_ISREG(status.st_mode) ? status.st_mode & 0777u : 0; }
};

// The longest wait for the writer of a pipe.
inline constexpr std::chrono::seconds patience_with_pipes{10};

inline error never_came(std::string_view path) {
  std::string message(path);
  message += ": cannot read it: it is not a regular file, and its end did not come within 10 s; name a file";
  return {errc::credentials_file, std::move(message)};
}

// Reads at most `limit` + 1 bytes of an open file, which must be in non-blocking mode if it may be a pipe. The end of a
// pipe has to arrive within patience_with_pipes.
template <class System>
result<file_contents> read_open_file(descriptor<System> const& file, std::string_view path, std::size_t limit) {
  file_contents contents{.exists = true};
  if (System::fstat(file.number(), &contents.status) != 0) return file_failure(path, "read it", errno);
  if (S_ISDIR(contents.status.st_mode)) return file_failure(path, "read it", EISDIR);

  // The size is a hint: pipes and some file systems report none, and a file may grow. A buffer that has to grow is
  // wiped before it is released.
  auto const told = static_cast<std::size_t>(contents.status.st_size > 0 ? contents.status.st_size : 0);
  std::string text((std::min)(told, limit) + 1, '\0');
  std::size_t size = 0;
  ssize_t count = 0;
  bool const comes = !S_ISREG(contents.status.st_mode);  // from a pipe or a device, possibly never
  auto const deadline = System::now() + patience_with_pipes;
  do {
    if (comes) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - System::now());
      auto const wait = (std::max)(left, std::chrono::milliseconds(0));
      int const ready = uninterrupted([&] { return System::poll(file.number(), wait); });
      if (ready == 0) return never_came(path);
      if (ready < 0) return file_failure(path, "read it", errno);
    }
    if (size == text.size()) {
      std::string larger((std::min)(size * 2 + 4096, limit + 1), '\0');
      larger.replace(0, size, text);
      secure_zero(text.data(), size);
      text.swap(larger);
    }
    count = uninterrupted([&] { return System::read(file.number(), text.data() + size, text.size() - size); });
    if (comes && count < 0 && errno == EAGAIN)
      count = 1;
    else if (count > 0)
      size += static_cast<std::size_t>(count);
  } while (count > 0 && size <= limit);
  int const reason = errno;
  contents.text = secret(std::string_view(text).substr(0, size));
  secure_zero(text.data(), size);
  if (count < 0) return file_failure(path, "read it", reason);
  return contents;
}

// Reads a file. If the file or its folder is missing, `exists` is false and no error is returned. `path` is absolute or
// relative.
template <class System> result<file_contents> read_file(std::string const& path, std::size_t limit) {
  descriptor<System> const file = open_at<System>(AT_FDCWD, path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY);
  if (file) return read_open_file<System>(file, path, limit);
  if (errno == ENOENT || errno == ENOTDIR) return file_contents{};
  return file_failure(path, "read it", errno);
}

// Resolves a path whose last part is a symbolic link or a chain of links; the target need not exist.
template <class System> result<std::string> follow_links(std::string const& path) {
  std::string target = path;
  for (int links = 0; links != 40; ++links) {
    char text[4096];
    ssize_t const size = System::readlinkat(AT_FDCWD, target.c_str(), text, sizeof text);
    if (size < 0) return target;  // not a link, or missing: opening it will report that
    if (static_cast<std::size_t>(size) == sizeof text) return file_failure(path, "follow its link", ENAMETOOLONG);
    std::string_view const link(text, static_cast<std::size_t>(size));
    if (link.starts_with('/')) target.clear();
    target.resize(target.rfind('/') + 1);  // npos + 1 is 0
    target += link;
  }
  return file_failure(path, "follow its link", ELOOP);
}

// Exclusive access to one file, from construction to destruction, among all processes and threads that use this class.
// The lock is on a file in the same folder, NAME.lock, which remains: the system releases the lock when a process ends
// for any reason, and if the file were removed, two processes could lock two different files.
template <class System> class locked_file {
public:
  // Follows links, creates a missing folder (mode 0700, the last level only), and waits for the lock.
  static result<locked_file> acquire(std::string const& path, std::chrono::milliseconds patience,
                                     std::stop_token const& stop = {}) {
    locked_file file(path);
    if (path.empty() || path.find('\0') != std::string::npos) return no_path_to_write();
    auto target = follow_links<System>(path);
    if (!target) return std::move(target).error();
    std::size_t const slash = target->rfind('/');
    std::string const folder = slash == std::string::npos ? "." : target->substr(0, slash + 1);
    file.name_ = target->substr(slash + 1);
    if (file.name_.empty()) return file_failure(path, "write it", EISDIR);
    if (auto done = file.open_folder(folder); !done) return std::move(done).error();
    // Checked before anything is created in its folder: /dev/null.lock would make no sense. A file that is open without
    // a name (/dev/fd/3) cannot be replaced.
    struct stat status {};
    struct stat named {};
    bool const exists = System::fstatat(AT_FDCWD, path.c_str(), &status, 0) == 0;
    bool const found = System::fstatat(file.folder_.number(), file.name_.c_str(), &named, 0) == 0;
    if (exists && !found && errno != ENOENT) return file.failure("write it");
    if ((exists && !S_ISREG(status.st_mode)) || (found && !S_ISREG(named.st_mode)) || (exists && !found))
      return irregular_file_to_write(path);
    if (auto done = file.wait_for_lock(patience, stop); !done) return std::move(done).error();
    return file;
  }

  locked_file(locked_file&&) noexcept = default;
  locked_file& operator=(locked_file&&) = delete;
  ~locked_file() {
    // Explicit, since a child that was forked meanwhile may still have the descriptor.
    if (lock_) System::flock(lock_.number(), LOCK_UN);
  }

  result<file_contents> read(std::size_t limit) const {
    descriptor<System> const file = open_at<System>(folder_.number(), name_.c_str(), O_RDONLY | O_NONBLOCK);
    if (!file && errno == ENOENT) return file_contents{};
    if (!file) return file_failure(path_, "read it", errno);
    auto contents = read_open_file<System>(file, path_, limit);
    if (contents && !S_ISREG(contents->status.st_mode)) return irregular_file_to_write(path_);
    return contents;
  }

  // Replaces the contents that read() returned by `text`, atomically: a reader finds the old text or the new one, even
  // after a crash. The new file is private and keeps its owner. After an error the file is unchanged.
  result<void> replace(std::string_view text, file_contents const& old) const {
    std::string const temporary = name_ + ".geai-new";
    // Left by a process that was killed: this process holds the lock, so no other one is writing it.
    if (System::unlinkat(folder_.number(), temporary.c_str(), 0) != 0 && errno != ENOENT) return failure("write it");
    descriptor<System> file =
        open_at<System>(folder_.number(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!file) return failure("write it");

    auto done = fill(file, text, old);
    if (done && file.close() != 0) done = failure("write it");
    if (done && uninterrupted([&] {
                  return System::renameat(folder_.number(), temporary.c_str(), folder_.number(), name_.c_str());
                }) != 0)
      done = failure("put the new file in its place");
    if (!done) {
      System::unlinkat(folder_.number(), temporary.c_str(), 0);
      return done;
    }
    // Some file systems report that they cannot; then there is nothing more to do.
    if (uninterrupted([&] { return System::fsync(folder_.number()); }) != 0 && errno != EINVAL && errno != EOPNOTSUPP)
      return failure("be sure that the new file, which is in its place, outlasts a power failure");
    return {};
  }

private:
  explicit locked_file(std::string path) : path_(std::move(path)) {}

  error failure(std::string_view doing) const { return file_failure(path_, doing, errno); }

  result<void> open_folder(std::string const& folder) {
    auto const open = [&] { return open_at<System>(AT_FDCWD, folder.c_str(), O_RDONLY | O_DIRECTORY); };
    folder_ = open();
    if (!folder_ && errno == ENOENT) {
      if (System::mkdirat(AT_FDCWD, folder.c_str(), 0700) != 0 && errno != EEXIST) return failure("make its folder");
      folder_ = open();
      if (folder_)
        if (auto const above = open_at<System>(folder_.number(), "..", O_RDONLY | O_DIRECTORY))
          give_to_owner(folder_, above);
      // The entry of the new folder should survive a power failure as well. If it cannot be synchronised, that is not
      // an error.
      if (folder_)
        if (auto const above = open_at<System>(folder_.number(), "..", O_RDONLY | O_DIRECTORY))
          System::fsync(above.number());
    }
    if (!folder_) return failure("open its folder");
    return {};
  }

  // Polls, since a blocking flock has no time limit and a library must not use signals. Polls often, since a process
  // that writes repeatedly releases the lock only for moments.
  result<void> wait_for_lock(std::chrono::milliseconds patience, std::stop_token const& stop) {
    std::string const name = name_ + ".lock";
    auto const deadline = later(System::now(), patience);
    for (;;) {
      lock_ = open_at<System>(folder_.number(), name.c_str(), O_RDWR | O_NOFOLLOW);
      if (!lock_ && errno == ENOENT) {
        lock_ = open_at<System>(folder_.number(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
        if (!lock_ && errno == EEXIST) continue;
        if (lock_) give_lock_to_owner();
      }
      if (!lock_) return failure("lock it by " + name);
      while (System::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) return give_up("lock it");
        if (stop.stop_requested()) {
          lock_ = descriptor<System>();
          return lock_not_awaited(path_, name);
        }
        if (System::now() >= deadline) {
          lock_ = descriptor<System>();
          return lock_not_to_be_had(path_, name);
        }
        System::pause(std::chrono::milliseconds(1));
      }
      // If the lock file was removed while this process waited, no other process will use this lock: start again.
      struct stat ours {};
      struct stat named {};
      if (System::fstat(lock_.number(), &ours) != 0) return give_up("lock it");
      if (System::fstatat(folder_.number(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0) {
        if (ours.st_ino == named.st_ino && ours.st_dev == named.st_dev) return {};
      } else if (errno != ENOENT) {
        return give_up("lock it");
      }
    }
  }

  // A file that root creates for another user is given to that user, who could not read, write or lock it otherwise.
  // Only newly created files are given away: an existing name may be a link to anything.
  static void give_to_owner(descriptor<System> const& made, descriptor<System> const& like) noexcept {
    struct stat owner {};
    if (::geteuid() != 0 || System::fstat(like.number(), &owner) != 0 || owner.st_uid == 0) return;
    System::fchown(made.number(), owner.st_uid, owner.st_gid);
  }
  void give_lock_to_owner() const noexcept {
    if (::geteuid() != 0) return;
    descriptor<System> const file = open_at<System>(folder_.number(), name_.c_str(), O_RDONLY | O_NONBLOCK);
    give_to_owner(lock_, file ? file : folder_);
  }

  // A lock that was not acquired must not be released.
  error give_up(std::string_view doing) {
    error what = failure(doing);
    lock_ = descriptor<System>();
    return what;
  }

  result<void> fill(descriptor<System> const& file, std::string_view text, file_contents const& old) const {
    mode_t const owners = old.status.st_mode & 0777;
    mode_t const mode = !old.exists || (owners & 0077) != 0 ? 0600 : owners;
    if (!old.exists) give_to_owner(file, folder_);
    if (old.exists) {
      struct stat created {};
      if (System::fstat(file.number(), &created) != 0) return failure("write it");
      bool const others = created.st_uid != old.status.st_uid || created.st_gid != old.status.st_gid;
      // The group has no access in any case, so it may be lost; the owner must be kept.
      if (others && System::fchown(file.number(), old.status.st_uid, old.status.st_gid) != 0 &&
          created.st_uid != old.status.st_uid)
        return failure("write it, as it belongs to another user");
    }
    if (System::fchmod(file.number(), mode) != 0) return failure("write it");  // independent of the umask
    while (!text.empty()) {
      ssize_t const size = uninterrupted([&] { return System::write(file.number(), text.data(), text.size()); });
      if (size < 0) return failure("write it");
      text.remove_prefix(static_cast<std::size_t>(size));
    }
    if (uninterrupted([&] { return System::fsync(file.number()); }) != 0) return failure("write it");
    return {};
  }

  std::string path_;  // as the caller spelled it, for messages
  std::string name_;  // in the folder, with links resolved
  descriptor<System> folder_;
  descriptor<System> lock_;
};

}  // namespace geai::inline v0_2::detail
