#pragma once

#include <cerrno>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace geai::inline v0::detail {

// `PATH: cannot DOING: REASON; REMEDY`, with the reason of an errno.
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
    case ELOOP: message += "; its symbolic links lead in a circle, or one is in the place of a file of ours"; break;
    case ENOLCK:
    case EOPNOTSUPP: message += "; its file system has no locks, so name a file elsewhere"; break;
    default: message += "; try again"; break;
  }
  error what(errc::credentials_file, std::move(message));
  what.permanent = true;
  return what;
}

}  // namespace geai::inline v0::detail
