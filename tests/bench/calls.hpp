#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <geai/api/agents.hpp>
#include <geai/json/encode.hpp>
#include <string>
#include <string_view>
#include <vector>

// The common parts of the programs that list agents. Usage: PROGRAM URL CALLS [count]. Each lists the agents CALLS
// times over one connection, and prints {"seconds", "p50", "p99", "answer"}: the time of all calls, quantiles of one
// call, the last answer. With `count` it reads no clock, so that callgrind counts only the calls.
namespace bench {

using clock = std::chrono::steady_clock;

inline double seconds_since(clock::time_point begin) {
  return std::chrono::duration<double>(clock::now() - begin).count();
}

inline void print(double seconds, std::vector<double>& each, geai::agent_list const& answer) {
  std::sort(each.begin(), each.end());
  auto const at = [&each](std::size_t percent) { return each.empty() ? 0 : each[(each.size() - 1) * percent / 100]; };
  std::string text;
  geai::json::encode(answer, text);
  std::printf("{\"seconds\":%.9f,\"p50\":%.9f,\"p99\":%.9f,\"answer\":%s}\n", seconds, at(50), at(99), text.c_str());
}

// `list()` makes a call and returns its geai::agent_list.
template <class List> int run(int argc, char** argv, List&& list) {
  if (argc < 3) return 2;
  long const calls = std::atol(argv[2]);
  geai::agent_list last;
  std::vector<double> each;
  if (argc > 3 && argv[3] == std::string_view("count")) {
    for (long i = 0; i != calls; ++i) last = list();
    print(0, each, last);
    return 0;
  }
  each.reserve(static_cast<std::size_t>(calls));
  last = list();  // connects
  clock::time_point const begin = clock::now();
  for (long i = 0; i != calls; ++i) {
    clock::time_point const one = clock::now();
    last = list();
    each.push_back(seconds_since(one));
  }
  print(seconds_since(begin), each, last);
  return 0;
}

}  // namespace bench
