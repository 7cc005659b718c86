// geai-sandbox: a strict local stand-in for the platform, on the loopback interface.

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stop_token>
#include <thread>

#include "sandbox.hpp"

namespace {

struct arguments {
  int port = 0;
  sandbox::settings settings;
  std::optional<sandbox::tls_files> tls;
  bool exit_with_stdin = false;
};

void wake_main() { ::kill(::getpid(), SIGTERM); }

void watch_stdin(std::stop_token const& stop) {
  std::array<char, 256> ignored{};
  while (!stop.stop_requested()) {
    pollfd p{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (::poll(&p, 1, 200) > 0 && ::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0) return wake_main();
  }
}

int serve(arguments const& a) {
  // Signals are waited for, not handled: every thread created from here on leaves them to this one.
  sigset_t ending{};
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  sandbox::sandbox app(a.settings);
  sandbox::server server([&](auto const& rq, auto& c) { return app.answer(rq, c); }, a.tls);
  int const port = server.bind(a.port);
  std::cout << "listening on " << (a.tls ? "https" : "http") << "://127.0.0.1:" << port << std::endl;

  std::atomic<bool> ended_by_itself = false;
  std::jthread const runner([&] {
    server.run();
    ended_by_itself = true;
    wake_main();
  });
  std::jthread const watcher([&](std::stop_token const& stop) {
    if (a.exit_with_stdin) watch_stdin(stop);
  });
  int signal = 0;
  ::sigwait(&ending, &signal);
  bool const failed = ended_by_itself;
  server.stop();
  return failed ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App cli{"A local stand-in for Globant Enterprise AI, for tests, demos and offline work.", "geai-sandbox"};
  arguments a;
  std::vector<std::string> tls;
  cli.add_option("--port", a.port, "port on 127.0.0.1; 0 selects a free one")->check(CLI::Range(0, 65535));
  cli.add_option("--token-lifetime", a.settings.token_lifetime,
                 "lifetime of an OAuth token in seconds; may have a fraction")
      ->check(CLI::Range(0.0, 1e9));
  cli.add_option("--agents", a.settings.agents, "agents in sandbox-project at the start")
      ->check(CLI::Range(0, 1'000'000));
  cli.add_option("--tls", tls, "serve https with this certificate (chain) and key, both PEM")
      ->expected(2)
      ->type_name("CERT KEY");
  cli.add_flag("--strict", a.settings.strict, "accept only the documented form of requests");
  cli.add_flag("--quirks", a.settings.quirks, "reply in the other shapes seen in the field");
  cli.add_flag("--exit-with-stdin", a.exit_with_stdin, "exit when standard input is closed");
  CLI11_PARSE(cli, argc, argv);
  if (!tls.empty()) a.tls = sandbox::tls_files{tls[0], tls[1]};
  try {
    return serve(a);
  } catch (std::exception const& e) {
    std::cerr << "geai-sandbox: " << e.what() << '\n';
    return 1;
  }
}
