#pragma once

#include <io.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/detail/later.hpp>
#include <geai/detail/system/file_failure.hpp>
#include <geai/detail/system/windows/files.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

// Small files on disk: read as a whole, locked, and replaced as a whole, independent of their contents. Their
// permissions are those of the folder.
namespace geai::inline v0_2::detail {

struct windows_system {
  static std::chrono::steady_clock::time_point now() noexcept { return std::chrono::steady_clock::now(); }
  static void pause(std::chrono::milliseconds duration) noexcept { std::this_thread::sleep_for(duration); }
};

using native_system = windows_system;

struct file_contents {
  bool exists = false;
  secret text{};  // at most `limit` + 1 bytes

  unsigned permissions() const noexcept { return 0; }
};

// Repeats a call for up to a second while another program that reads, replaces or examines the file blocks it, which
// errno reports as EAGAIN or `as_well`.
template <class System, class Call> int when_free(Call call, int as_well = EAGAIN) {
  auto const deadline = System::now() + std::chrono::seconds(1);
  for (;;) {
    int const done = call();
    if (done >= 0 || (errno != EAGAIN && errno != as_well) || System::now() >= deadline) return done;
    System::pause(std::chrono::milliseconds(1));
  }
}

// Reads a file. If the file or its folder is missing, `exists` is false and no error is returned.
template <class System> result<file_contents> read_file(std::string const& path, std::size_t limit) {
  int const file = when_free<System>([&] { return open_to_read(path); });
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return file_contents{};
  if (file < 0) return file_failure(path, "read it", errno);
  file_contents contents{.exists = true};
  std::string text(limit + 1, '\0');  // full size at once: growing would leave copies of secrets behind
  std::size_t size = 0;
  int count = 1;
  while (count > 0 && size != text.size()) {
    count = ::_read(file, text.data() + size, static_cast<unsigned>(text.size() - size));
    if (count > 0) size += static_cast<std::size_t>(count);
  }
  int const reason = errno;
  close_file(file);
  contents.text = secret(std::string_view(text).substr(0, size));
  secure_zero(text.data(), size);
  if (count < 0) return file_failure(path, "read it", reason);
  return contents;
}

// Resolves a path whose last part is a symbolic link.
template <class System> result<std::string> follow_links(std::string const& path) {
  std::wstring const name = windows::wide(path);
  unsigned long const attributes = ::GetFileAttributesW(name.c_str());
  if (attributes == windows::no_attributes || (attributes & windows::attribute_link) == 0) return path;
  void* const handle = ::CreateFileW(name.c_str(), 0, windows::share_all, nullptr, windows::open_existing,
                                     windows::folders_too, nullptr);
  if (reinterpret_cast<std::intptr_t>(handle) == -1) {
    windows::set_errno();
    return file_failure(path, "follow its link", errno);
  }
  std::wstring target(32768, L'\0');
  target.resize(::GetFinalPathNameByHandleW(handle, target.data(), 32768, 0));
  ::CloseHandle(handle);
  return target.empty() ? file_failure(path, "follow its link", EIO) : result<std::string>(windows::narrow(target));
}

// Exclusive access to one file, from construction to destruction, among all processes and threads that use this class.
// The lock is on a file in the same folder, NAME.lock, which remains: the system releases the lock when a process ends
// for any reason. The lock file cannot be removed while it is open.
template <class System> class locked_file {
public:
  // Follows links, creates a missing folder (the last level only), and waits for the lock.
  static result<locked_file> acquire(std::string const& path, std::chrono::milliseconds patience,
                                     std::stop_token const& stop = {}) {
    if (path.empty() || path.find('\0') != std::string::npos) return no_path_to_write();
    auto target = follow_links<System>(path);
    if (!target) return std::move(target).error();
    locked_file file(path, *std::move(target));
    std::size_t const separator = file.target_.find_last_of("/\\:");
    if (separator + 1 == file.target_.size()) return file.failure("write it", EISDIR);
    file_status status;
    if (separator != std::string::npos && !find_file(file.target_.substr(0, separator), status) && errno == ENOENT) {
      std::wstring const folder = windows::wide(file.target_.substr(0, separator));
      if (::_wmkdir(folder.c_str()) != 0 && errno != EEXIST) return file.failure("make its folder", errno);
    }
    if (find_file(file.target_, status) && !status.regular()) return irregular_file_to_write(path);
    if (auto done = file.wait_for_lock(patience, stop); !done) return std::move(done).error();
    return file;
  }

  locked_file(locked_file&& other) noexcept
      : path_(std::move(other.path_)), target_(std::move(other.target_)), lock_(std::exchange(other.lock_, -1)) {}
  locked_file& operator=(locked_file&&) = delete;
  ~locked_file() {
    if (lock_ < 0) return;
    ::UnlockFile(windows::handle_of(lock_), 0, 0, 1, 0);  // explicit, since closing the file may release it later
    close_file(lock_);
  }

  result<file_contents> read(std::size_t limit) const { return read_file<System>(target_, limit); }

  // Replaces the contents that read() returned by `text`, atomically: a reader finds the old text or the new one, even
  // after a crash. After an error the file is unchanged.
  result<void> replace(std::string_view text, file_contents const& /*old*/) const {
    std::string const temporary = target_ + ".geai-new";
    // Left by a process that was killed: this process holds the lock, so no other one is writing it.
    if (!remove_file(temporary) && errno != ENOENT) return failure("write it", errno);
    int const file = windows::open(temporary, windows::generic_write, windows::create_new);
    if (file < 0) return failure("write it", errno);
    bool written = write_all(file, text) && ::_commit(file) == 0;
    int reason = errno;
    if (!close_file(file) && written) {
      written = false;
      reason = errno;
    }
    if (written && when_free<System>([&] { return rename_file(temporary, target_) ? 0 : -1; }, EACCES) == 0) return {};
    error what = written ? failure("put the new file in its place", errno) : failure("write it", reason);
    remove_file(temporary);
    return what;
  }

private:
  locked_file(std::string path, std::string target) : path_(std::move(path)), target_(std::move(target)) {}

  error failure(std::string_view doing, int reason) const { return file_failure(path_, doing, reason); }

  // Polls, since a blocking wait could not be cancelled.
  result<void> wait_for_lock(std::chrono::milliseconds patience, std::stop_token const& stop) {
    std::string const name = target_.substr(target_.find_last_of("/\\:") + 1) + ".lock";
    auto const deadline = later(System::now(), patience);
    int const file = windows::open(target_ + ".lock", windows::generic_read | windows::generic_write,
                                   windows::open_always, windows::share_read_write);
    if (file < 0) return failure("lock it by " + name, errno);
    result<void> done;
    while (::LockFile(windows::handle_of(file), 0, 0, 1, 0) == 0) {
      windows::set_errno();
      if (errno != EAGAIN)
        done = failure("lock it", errno);
      else if (stop.stop_requested())
        done = lock_not_awaited(path_, name);
      else if (System::now() >= deadline)
        done = lock_not_to_be_had(path_, name);
      if (!done) {
        close_file(file);
        return done;
      }
      System::pause(std::chrono::milliseconds(1));
    }
    lock_ = file;
    return {};
  }

  std::string path_;    // as the caller spelled it, for messages
  std::string target_;  // with links resolved
  int lock_ = -1;
};

}  // namespace geai::inline v0_2::detail
