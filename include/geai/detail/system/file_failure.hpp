#pragma once

#include <cerrno>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace geai::inline v0_2::detail {

// Makes the error `PATH: cannot DOING: REASON; REMEDY`, with the reason of an errno.
inline error file_failure(std::string_view path, std::string_view doing, int reason) {
  std::string message(path);
  message += ": cannot ";
  message += doing;
  message += ": ";
  message += std::generic_category().message(reason);
  switch (reason) {
    case EACCES:
    case EPERM: message += "; check who owns the file and its folder, and their permissions"; break;
    case EISDIR: message += "; name a file"; break;
    case ENOENT:
    case ENOTDIR: message += "; create its folder first, or name another file"; break;
    case ENOSPC:
#ifdef EDQUOT  // not on Windows
    case EDQUOT:
#endif
      message += "; free some space and try again";
      break;
    case EROFS: message += "; name a file on a disk that can be written to"; break;
    case EBUSY:
      message +=
          "; it is mounted by itself, so it cannot be replaced: mount its folder instead, or edit it where it is";
      break;
    case ELOOP:
      message += "; its symbolic links form a loop, or the lock file or the temporary file is a symbolic link";
      break;
    case ENOLCK:
    case EOPNOTSUPP: message += "; its file system has no locks, so name a file elsewhere"; break;
    default: message += "; try again"; break;
  }
  error what(errc::credentials_file, std::move(message));
  what.permanent = true;
  return what;
}

inline error no_path_to_write() {
  return {errc::credentials_file, "credentials: cannot write them: there is no path; name a file"};
}

inline error irregular_file_to_write(std::string const& path) {
  error what(errc::credentials_file, path + ": cannot write it: it is not a regular file; name another file");
  what.permanent = true;
  return what;
}

// Makes the error of a lock on the file `name` that was not acquired, because the wait was stopped or took too long.
inline error lock_not_awaited(std::string const& path, std::string const& name) {
  return {errc::cancelled, path + ": not written: the wait for " + name + " was cancelled"};
}
inline error lock_not_to_be_had(std::string const& path, std::string const& name) {
  return {errc::credentials_file,
          path + ": cannot lock it: another process holds " + name + "; wait for it to end and try again"};
}

}  // namespace geai::inline v0_2::detail
