#pragma once

#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

// For the programs that compare several ways within one process: they take turns, and each turn's time is printed.
namespace bench {

// Of processor time of this thread: what others do on the machine does not count.
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

// Keeps the compiler from leaving out what makes this value.
template <class T> void keep(T const& value) { asm volatile("" : : "g"(&value) : "memory"); }

}  // namespace bench
