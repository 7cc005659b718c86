// Ctrl-C during a call.

#include <doctest/doctest.h>
#include <sys/file.h>

#include <fstream>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

TEST_CASE("interruption: Ctrl-C ends a call at once, with 130 and only a note on the terminal") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  for (words const& arguments : {words{"agents", "list"}, {"doctor", "--online"}}) {
    add_fault(sandbox.url(), {{"kind", "delay"}, {"delay_ms", 120'000}});
    terminal screen(at, arguments);
    REQUIRE(screen.wait_for(" ... "));
    screen.type("\x03");
    CHECK(screen.wait() == 130);
    CHECK(screen.echoes());
    CHECK(contains(screen.screen(), "geai: interrupted\n"));
  }
}

TEST_CASE("interruption: SIGTERM too, with 143 and without a terminal") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  add_fault(sandbox.url(), {{"kind", "delay"}, {"delay_ms", 120'000}});
  support::child tool(tool_program(), {"agents", "list"}, at.env);
  for (auto const end = support::clock::now() + std::chrono::seconds(20); requests(sandbox.url()).empty();) {
    REQUIRE(support::clock::now() < end);
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  tool.signal(SIGTERM);
  auto const status = tool.wait(support::clock::now() + std::chrono::seconds(20));
  REQUIRE(status);
  CHECK(WIFEXITED(*status));
  CHECK(WEXITSTATUS(*status) == 128 + SIGTERM);
}

TEST_CASE("interruption: a pause that a server requests is shown with its length and reason, and ends too") {
  support::sandbox const sandbox;
  home const at;
  at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n");
  add_fault(sandbox.url(), {{"kind", "status"}, {"status", 429}, {"headers", {{"Retry-After", "300"}}}});
  terminal screen(at, {"agents", "list"});
  REQUIRE(screen.wait_for("list_agents is retried in 300 s (HTTP 429)"));
  screen.type("\x03");
  CHECK(screen.wait() == 130);
  CHECK(requests(sandbox.url()).size() == 1);
}

TEST_CASE("interruption: a configure that waits for a lock ends too") {
  home const at;
  at.write("[default]\n");
  std::ofstream(at.file().string() + ".lock");
  support::descriptor const lock(::open((at.file().string() + ".lock").c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::flock(lock.get(), LOCK_EX) == 0);
  terminal screen(at, {"configure", "--key", "-", "--url", "h"});
  REQUIRE(screen.wait_for("-> --key: "));
  REQUIRE(screen.is_hidden());
  screen.type("key\n");
  REQUIRE(screen.wait_for("\n"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // long enough that it is probably waiting
  screen.type("\x03");
  CHECK(screen.wait() == 130);
  CHECK(contains(screen.screen(), "geai: interrupted\n"));
  CHECK(at.text() == "[default]\n");
}
