#pragma once

#include <geai/detail/language.hpp>

#include <process.h>
#include <stdlib.h>
#include <chrono>
#include <cstddef>
#include <geai/detail/system/windows/api.hpp>
#include <optional>
#include <string>

namespace geai::inline v0_2::detail {

inline constexpr char path_separators[] = "/\\";

using process_id = int;

inline process_id current_process() noexcept { return ::_getpid(); }

// Fills at most 256 bytes with unpredictable data. Returns false if the system provides none.
inline bool fill_random(unsigned char* bytes, std::size_t size) noexcept {
  return ::SystemFunction036(bytes, static_cast<unsigned long>(size)) != 0;
}

// Returns an environment variable as UTF-8; an empty optional if it is unset.
inline std::optional<std::string> environment_variable(char const* name) {
  wchar_t const* const text = ::_wgetenv(windows::wide(name).c_str());
  return text == nullptr ? std::nullopt : std::optional<std::string>(windows::narrow(text));
}

// Returns the home folder of this process's user; empty if it has none.
inline std::string home_of_user() { return environment_variable("USERPROFILE").value_or(std::string()); }

inline std::chrono::steady_clock::time_point coarse_now() noexcept { return std::chrono::steady_clock::now(); }

}  // namespace geai::inline v0_2::detail
