#pragma once

#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

// For programs that compare several implementations within one process: they alternate, and the time of each turn is
// printed.
namespace bench {

// Processor time of this thread, so that other processes on the machine do not count.
inline double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work> double seconds(Work&& work) {
  double const begin = seconds();
  std::forward<Work>(work)();
  return seconds() - begin;
}

// Prints {"name":[seconds, ...], ...}.
class rounds {
public:
  void add(std::string_view name, double taken) {
    for (auto& [known, all] : ways_)
      if (known == name) return all.push_back(taken);
    ways_.push_back({name, {taken}});
  }

  void print() const {
    char const* before = "{";
    for (auto const& [name, all] : ways_) {
      std::printf("%s\"%.*s\":", before, static_cast<int>(name.size()), name.data());
      char const* comma = "[";
      for (double taken : all) {
        std::printf("%s%.9f", comma, taken);
        comma = ",";
      }
      std::printf("]");
      before = ",";
    }
    std::printf("}\n");
  }

private:
  std::vector<std::pair<std::string_view, std::vector<double>>> ways_;
};

[[noreturn]] inline void fail(char const* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

// Prevents the compiler from removing the computation of this value.
template <class T> void keep(T const& value) { asm volatile("" : : "g"(&value) : "memory"); }

}  // namespace bench
