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

namespace geai::inline v0::detail {

inline constexpr char path_separators[] = "/";

using process_id = pid_t;

// Costs a system call.
inline process_id current_process() noexcept { return ::getpid(); }

// Fills bytes, at most 256, that nobody can foresee. False when the system has none to give.
inline bool fill_random(unsigned char* bytes, std::size_t size) noexcept { return ::getentropy(bytes, size) == 0; }

// A variable of the environment; nothing when it is unset.
inline std::optional<std::string> environment_variable(char const* name) {
  char const* const text = std::getenv(name);
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

// The home that the user database has for this process's user; empty when it has none.
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

// Some milliseconds late where that is many times as fast.
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

}  // namespace geai::inline v0::detail
