#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <geai/detail/random.hpp>
#include <string>

namespace geai::inline v0::detail {

// Makes a file beside `path`, PATH.XXXXXXXX.part, that was not there before, for writing. Its name is in `name`. -1 when that
// is not possible, with the reason in errno.
inline int create_beside(std::string const& path, mode_t mode, std::string& name) {
  for (int tries = 0;; ++tries) {
    name = path;
    name += '.';
    std::uint64_t bits = random_bits();
    for (int i = 0; i != 8; ++i, bits >>= 4) name += "0123456789abcdef"[bits & 15];
    name += ".part";
    int const file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file >= 0 || errno != EEXIST || tries == 16) return file;
  }
}

}  // namespace geai::inline v0::detail
