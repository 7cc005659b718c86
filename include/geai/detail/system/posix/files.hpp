#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <geai/detail/random.hpp>
#include <string>
#include <string_view>

// If a function fails, the reason is in errno.
namespace geai::inline v0_2::detail {

static_assert(sizeof(off_t) >= 8, "geai: files of 2 GiB and more need -D_FILE_OFFSET_BITS=64 on this platform");

// The status of a file at the moment of the call.
struct file_status {
  struct stat of_system {};

  bool regular() const noexcept { return S_ISREG(of_system.st_mode); }
  bool link() const noexcept { return S_ISLNK(of_system.st_mode); }
  std::uint64_t size() const noexcept { return static_cast<std::uint64_t>(of_system.st_size); }

  // Files of /proc and /sys are generated while they are read, and report another size before.
  bool made_while_read() const noexcept {
    return of_system.st_size == 0 || (of_system.st_blocks == 0 && of_system.st_size <= 65536);
  }
};

// Gets the status of the file at a path, of a symbolic link itself, and of an open file.
inline bool find_file(std::string const& path, file_status& found) noexcept {
  return ::stat(path.c_str(), &found.of_system) == 0;
}
inline bool find_name(std::string const& path, file_status& found) noexcept {
  return ::lstat(path.c_str(), &found.of_system) == 0;
}
inline bool status_of(int file, file_status& found) noexcept { return ::fstat(file, &found.of_system) == 0; }

// Opens a file for read_at(). Returns -1 on failure. Does not wait for the writer of a FIFO.
inline int open_to_read(std::string const& path) noexcept {
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

// Reads up to `room` bytes at `offset` and returns their number; 0 at the end, -1 on failure.
inline std::ptrdiff_t read_at(int file, char* out, std::size_t room, std::uint64_t offset) noexcept {
  ssize_t got = 0;
  do got = ::pread(file, out, room, static_cast<off_t>(offset));
  while (got < 0 && errno == EINTR);
  return got;
}

// Appends the whole contents of a file.
inline bool read_whole(std::string const& path, std::string& text) {
  int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char piece[16384];
  ssize_t got = -1;
  while (file >= 0 && ((got = ::read(file, piece, sizeof piece)) > 0 || (got < 0 && errno == EINTR)))
    if (got > 0) text.append(piece, static_cast<std::size_t>(got));
  int const reason = errno;
  if (file >= 0) ::close(file);
  errno = reason;
  return got == 0;
}

// Creates a new file PATH.XXXXXXXX.part in the folder of `path` for writing, accessible only to its owner or with the
// default mode, and stores its name in `name`. Returns -1 on failure.
inline int create_beside(std::string const& path, bool owners_alone, std::string& name) {
  for (int tries = 0;; ++tries) {
    name = path;
    name += '.';
    append_random_digits(name);
    name += ".part";
    int const file =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owners_alone ? 0600 : 0666);
    if (file >= 0 || errno != EEXIST || tries == 16) return file;
  }
}

inline bool write_all(int file, std::string_view text) noexcept {
  while (!text.empty()) {
    ssize_t const written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Sets the mode, and if possible the owner, of an open file to those of the file that it replaces.
inline bool keep_owner_and_mode(int file, file_status const& replaced) noexcept {
  struct stat const& old = replaced.of_system;
  struct stat made {};
  if (::fstat(file, &made) != 0) return false;
  bool const foreign = made.st_uid != old.st_uid || made.st_gid != old.st_gid;
  if (foreign && ::fchown(file, old.st_uid, old.st_gid) != 0) ::fchown(file, made.st_uid, old.st_gid);
  if (::fstat(file, &made) != 0) return false;
  mode_t const lost = made.st_gid != old.st_gid ? 0070 : 0;  // the new group gets no permissions of the old
  return ::fchmod(file, old.st_mode & 0777 & ~lost) == 0;
}

// Returns false if a full disk is reported only now.
inline bool close_file(int file) noexcept { return ::close(file) == 0; }

// Renames a file, replacing the file at `new_path` if it exists.
inline bool rename_file(std::string const& old_path, std::string const& new_path) noexcept {
  return std::rename(old_path.c_str(), new_path.c_str()) == 0;
}

inline bool remove_file(std::string const& path) noexcept { return ::unlink(path.c_str()) == 0; }

}  // namespace geai::inline v0_2::detail
