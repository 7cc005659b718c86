#pragma once

#include <geai/detail/language.hpp>

#include <pwd.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#if __has_include(<sys/random.h>)
#include <sys/random.h>
#endif

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace geai::inline v0_2::detail {

inline constexpr char path_separators[] = "/";

using process_id = pid_t;

// Costs a system call.
inline process_id current_process() noexcept { return ::getpid(); }

// Fills at most 256 bytes with unpredictable data. Returns false if the system provides none.
inline bool fill_random(unsigned char* bytes, std::size_t size) noexcept { return ::getentropy(bytes, size) == 0; }

// Returns an environment variable; an empty optional if it is unset.
inline std::optional<std::string> environment_variable(char const* name) {
  char const* const text = std::getenv(name);
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

// Returns the home folder of this process's user in the user database; empty if it has none.
inline std::string home_of_user() {
  std::vector<char> buffer(1024);
  passwd entry{};
  passwd* found = nullptr;
  int status = ERANGE;
  while ((status = ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < (std::size_t{1} << 20))
    buffer.resize(buffer.size() * 2);
  return status == 0 && found != nullptr && found->pw_dir != nullptr ? found->pw_dir : "";
}

// Returns the time, some milliseconds late where that is much faster.
inline std::chrono::steady_clock::time_point coarse_now() noexcept {
#ifdef CLOCK_MONOTONIC_COARSE
  ::timespec now;
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::chrono::steady_clock::time_point(std::chrono::seconds(now.tv_sec) +
                                               std::chrono::nanoseconds(now.tv_nsec));
#else
  return std::chrono::steady_clock::now();
#endif
}

}  // namespace geai::inline v0_2::detail
