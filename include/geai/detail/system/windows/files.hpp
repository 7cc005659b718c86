#pragma once

#include <io.h>
#include <stdio.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <geai/detail/random.hpp>
#include <geai/detail/system/windows/api.hpp>
#include <string>
#include <string_view>

// If a function fails, the reason is in errno. Files may be renamed and deleted while they are open, as on other
// systems.
namespace geai::inline v0_2::detail {

// The status of a file at the moment of the call.
struct file_status {
  struct _stat64 of_system {};

  bool regular() const noexcept { return (of_system.st_mode & _S_IFMT) == _S_IFREG; }
  bool link() const noexcept { return false; }
  std::uint64_t size() const noexcept { return static_cast<std::uint64_t>(of_system.st_size); }
  bool made_while_read() const noexcept { return false; }
};

// Gets the status of the file at a path, of a symbolic link itself, and of an open file.
inline bool find_file(std::string const& path, file_status& found) {
  return ::_wstat64(windows::wide(path).c_str(), &found.of_system) == 0;
}
inline bool find_name(std::string const& path, file_status& found) { return find_file(path, found); }
inline bool status_of(int file, file_status& found) noexcept { return ::_fstat64(file, &found.of_system) == 0; }

// Opens a file for read_at(). Returns -1 on failure.
inline int open_to_read(std::string const& path) {
  return windows::open(path, windows::generic_read, windows::open_existing);
}

// Reads up to `room` bytes at `offset` and returns their number; 0 at the end, -1 on failure. Moves the position of the
// file.
inline std::ptrdiff_t read_at(int file, char* out, std::size_t room, std::uint64_t offset) noexcept {
  constexpr std::size_t most = std::size_t{1} << 20;
  if (::_lseeki64(file, static_cast<std::int64_t>(offset), SEEK_SET) == -1) return -1;
  return ::_read(file, out, static_cast<unsigned>((std::min)(room, most)));
}

inline bool close_file(int file) noexcept { return ::_close(file) == 0; }

// Appends the whole contents of a file.
inline bool read_whole(std::string const& path, std::string& text) {
  int const file = open_to_read(path);
  char piece[16384];
  int got = -1;
  while (file >= 0 && (got = ::_read(file, piece, sizeof piece)) > 0) text.append(piece, static_cast<std::size_t>(got));
  int const reason = errno;
  if (file >= 0) close_file(file);
  errno = reason;
  return got == 0;
}

// Creates a new file PATH.XXXXXXXX.part in the folder of `path` for writing, with the permissions of the folder, and
// stores its name in `name`. Returns -1 on failure.
inline int create_beside(std::string const& path, bool /*owners_alone*/, std::string& name) {
  for (int tries = 0;; ++tries) {
    name = path;
    name += '.';
    append_random_digits(name);
    name += ".part";
    int const file = windows::open(name, windows::generic_write, windows::create_new);
    if (file >= 0 || errno != EEXIST || tries == 16) return file;
  }
}

inline bool write_all(int file, std::string_view text) noexcept {
  constexpr std::size_t most = std::size_t{1} << 20;
  while (!text.empty()) {
    int const written = ::_write(file, text.data(), static_cast<unsigned>((std::min)(text.size(), most)));
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Does nothing: the folder determines the owner and the permissions of a file.
inline bool keep_owner_and_mode(int /*file*/, file_status const& /*replaced*/) noexcept { return true; }

// Renames a file, replacing the file at `new_path` if it exists.
inline bool rename_file(std::string const& old_path, std::string const& new_path) {
  if (::MoveFileExW(windows::wide(old_path).c_str(), windows::wide(new_path).c_str(),
                    windows::replace_existing | windows::write_through) != 0)
    return true;
  windows::set_errno();
  return false;
}

inline bool remove_file(std::string const& path) { return ::_wunlink(windows::wide(path).c_str()) == 0; }

}  // namespace geai::inline v0_2::detail
