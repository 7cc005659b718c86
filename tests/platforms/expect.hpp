#pragma once

#include <cstdio>
#include <string>
#include <string_view>

// The checks of the programs that run.py runs on other systems and processors, which have no doctest.
namespace platforms {

inline int failures = 0;

// Reports a failed check with its reason.
inline void expect(std::string_view what, bool good, std::string_view reason = {}) {
  if (good) return;
  ++failures;
  std::puts((std::string(what) + ": no. " + std::string(reason)).c_str());
}

}  // namespace platforms
