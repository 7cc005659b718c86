#pragma once

#include <geai/detail/language.hpp>

#include <pwd.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#if __has_include(<sys/random.h>)
#include <sys/random.h>
#endif

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace geai::inline v0_2::detail {

inline constexpr char path_separators[] = "/";

using process_id = pid_t;

#if defined(__linux__) && defined(MADV_WIPEONFORK)

// The process id in memory that the kernel clears in the child of a fork; 0 until it is stored there.
using kept_process_id = std::atomic<process_id>;

// Stands for memory that the kernel does not clear.
inline constinit kept_process_id never_kept{0};
inline constinit std::atomic<kept_process_id*> process_of_memory{nullptr};

[[gnu::cold, gnu::noinline]] inline kept_process_id* keep_process_id() noexcept {
  auto const size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* const page = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  kept_process_id* made = &never_kept;
  if (page != MAP_FAILED) {
    // Emulators of Linux may accept every advice and do nothing; the second one does not exist.
    bool const is_cleared = ::madvise(page, size, MADV_WIPEONFORK) == 0 && ::madvise(page, size, -1) != 0;
    if (is_cleared) made = ::new (page) kept_process_id(0);
  }
  kept_process_id* found = nullptr;
  if (process_of_memory.compare_exchange_strong(found, made)) found = made;
  if (page != MAP_FAILED && found != page) ::munmap(page, size);
  return found;
}

// Costs no system call on Linux 4.14 and newer: a call over libcurl asks twice.
inline process_id current_process() noexcept {
  kept_process_id* kept = process_of_memory.load(std::memory_order_acquire);
  if (kept == nullptr) [[unlikely]]
    kept = keep_process_id();
  process_id id = kept->load(std::memory_order_relaxed);
  if (id == 0) [[unlikely]] {
    id = ::getpid();
    if (kept != &never_kept) kept->store(id, std::memory_order_relaxed);
  }
  return id;
}

#else

// Costs a system call.
inline process_id current_process() noexcept { return ::getpid(); }

#endif

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
