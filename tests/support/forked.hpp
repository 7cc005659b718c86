#pragma once

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "support/process.hpp"

// Runs work in the child of a fork.
namespace support {

/// Returns the exit status of a child that runs `work`, which returns it; nothing if it does not end in time, in which
/// case it is killed. `forked` is called in the parent, once the child exists.
template <class Work, class Forked>
std::optional<int> status_in_child(Work&& work, Forked&& forked,
                                   std::chrono::seconds limit = std::chrono::seconds(60)) {
  pid_t const child = ::fork();
  if (child == 0) ::_exit(work());
  forked();
  auto const end = std::chrono::steady_clock::now() + limit;
  for (int tries = 0;; ++tries) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    if (std::chrono::steady_clock::now() >= end) break;
    std::this_thread::sleep_for(std::chrono::microseconds(tries < 50 ? 100 : 2000));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return std::nullopt;
}
template <class Work> std::optional<int> status_in_child(Work&& work) {
  return status_in_child(std::forward<Work>(work), [] {});
}

/// Returns the output of a child that runs `work(say)` and ends normally, by exit(): that of the handlers and
/// destructors that it has set up, too. The last word is "end" if the child got there.
template <class Work> std::string said_until_exit(Work&& work) {
  int pair[2];
  if (::pipe(pair) != 0) return "no pipe";
  descriptor const in(pair[0]);
  descriptor out(pair[1]);
  std::cout.flush();
  std::fflush(stdout);
  pid_t const child = ::fork();
  if (child == 0) {
    static int to = -1;
    to = out.get();
    auto const say = [](std::string const& word) {
      static_cast<void>(!::write(to, (word + " ").data(), word.size() + 1));
    };
    std::atexit([] {  // runs after the later ones
      static_cast<void>(!::write(to, "end", 3));
      ::_exit(0);
    });
    ::alarm(60);
    work(say);
    std::exit(0);  // NOLINT: no other thread runs
  }
  out.reset();
  std::string said;
  char piece[512];
  for (ssize_t got = 0; (got = ::read(in.get(), piece, sizeof piece)) > 0;)
    said.append(piece, static_cast<std::size_t>(got));
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) said += "signal " + std::to_string(WTERMSIG(status));
  return said;
}

}  // namespace support
