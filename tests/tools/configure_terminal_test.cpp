// geai configure on a terminal.

#include <doctest/doctest.h>

#include "terminal.hpp"

using namespace tool_test;

TEST_CASE("terminal: the seed's dialogue; only the key is not shown") {
  home const at;
  terminal screen(at, {"configure"});
  REQUIRE(screen.wait_for("(Leave empty to use 'default'): "));
  CHECK(screen.echoes());
  screen.type("default\n");
  REQUIRE(screen.wait_for("-> Insert your GEAI_API_KEY: "));
  CHECK(screen.is_hidden());
  screen.type("your_api_key_here\n");
  REQUIRE(screen.wait_for("-> Insert your GEAI API BASE URL: "));
  CHECK(screen.echoes());
  screen.type("https://api.saia.ai\n");
  CHECK(screen.wait() == 0);
  CHECK(screen.screen() ==
        "-> Select an alias (Leave empty to use 'default'): default\n"
        "-> Insert your GEAI_API_KEY: \n"
        "GEAI API KEY for alias 'default' saved successfully!\n"
        "-> Insert your GEAI API BASE URL: https://api.saia.ai\n"
        "GEAI API BASE URL for alias 'default' saved successfully!\n");
  CHECK(screen.echoes());
  CHECK(at.text() == "[default]\nGEAI_API_KEY = your_api_key_here\nGEAI_API_BASE_URL = https://api.saia.ai\n");
}

TEST_CASE("terminal: a wrong answer is prompted for again, three times in total") {
  home const at;
  terminal screen(at, {"configure", "--alias", "x"});
  REQUIRE(screen.wait_for("GEAI_API_KEY: "));
  REQUIRE(screen.is_hidden());
  screen.type("key\n");
  for (char const* answer : {"ftp://h\n", "a b\n", "https://h\n"}) {
    REQUIRE(screen.wait_for("BASE URL: "));
    screen.type(answer);
  }
  CHECK(screen.wait() == 0);
  CHECK(contains(screen.screen(), "GEAI_API_BASE_URL has a scheme other than https and http"));
  CHECK(at.text() == "[x]\nGEAI_API_KEY = key\nGEAI_API_BASE_URL = https://h\n");
}

TEST_CASE("terminal: --key - prompts without echo") {
  home const at;
  terminal screen(at, {"configure", "--key", "-", "--url", "h"});
  REQUIRE(screen.wait_for("-> --key: "));
  REQUIRE(screen.is_hidden());
  screen.type("an unseen key\n");
  CHECK(screen.wait() == 0);
  CHECK(leak(screen.screen(), "an unseen key") == "");
  CHECK(screen.echoes());
  CHECK(contains(at.text(), "an unseen key"));
}

TEST_CASE("terminal: Ctrl-C at a prompt exits with 130, restores the terminal and leaves no incomplete profile") {
  home const at;
  for (bool hidden : {false, true}) {
    terminal screen(at, {"configure"});
    REQUIRE(screen.wait_for("'default'): "));
    if (hidden) {
      screen.type("default\n");
      REQUIRE(screen.wait_for("GEAI_API_KEY: "));
      REQUIRE(screen.is_hidden());
      screen.type("half a key");
    }
    screen.type("\x03");
    CHECK(screen.wait() == 130);
    CHECK(screen.echoes());
    CHECK(contains(screen.screen(), "geai: interrupted"));
    CHECK(!std::filesystem::exists(at.file()));
  }
}

TEST_CASE("terminal: Ctrl-C after the key was saved restores the profile") {
  home const at;
  at.write("[default]\nGEAI_API_KEY = old\n");
  terminal screen(at, {"configure"});
  REQUIRE(screen.wait_for("'default'): "));
  screen.type("\n");
  REQUIRE(screen.wait_for("GEAI_API_KEY: "));
  REQUIRE(screen.is_hidden());
  screen.type("new\n");
  REQUIRE(screen.wait_for("BASE URL: "));
  CHECK(contains(at.text(), "GEAI_API_KEY = new"));
  screen.type("\x03");
  CHECK(screen.wait() == 130);
  CHECK(contains(screen.screen(), "alias 'default' is unchanged"));
  CHECK(at.text() == "[default]\nGEAI_API_KEY = old\n");
}

TEST_CASE("terminal: Ctrl-D and SIGTERM at a prompt without echo restore the terminal") {
  home const at;
  for (bool by_signal : {false, true}) {
    terminal screen(at, {"configure", "--alias", "x"});
    REQUIRE(screen.wait_for("GEAI_API_KEY: "));
    REQUIRE(screen.is_hidden());
    if (by_signal)
      ::kill(screen.pid(), SIGTERM);
    else
      screen.type("\x04");
    CHECK(screen.wait() == (by_signal ? 128 + SIGTERM : 1));
    CHECK(screen.echoes());
  }
}

TEST_CASE("terminal: a prompt without echo survives being stopped and continued") {
  home const at;
  terminal screen(at, {"configure", "--alias", "x"});
  REQUIRE(screen.wait_for("GEAI_API_KEY: "));
  REQUIRE(screen.is_hidden());
  ::kill(screen.pid(), SIGSTOP);
  ::kill(screen.pid(), SIGCONT);
  REQUIRE(screen.wait_for("GEAI_API_KEY: "));  // shown again
  screen.type("key\n");
  REQUIRE(screen.wait_for("BASE URL: "));
  screen.type("h\n");
  CHECK(screen.wait() == 0);
  CHECK(contains(at.text(), "GEAI_API_KEY = key\n"));
}

TEST_CASE("terminal: colours, unless NO_COLOR is set or the terminal is dumb") {
  home at;
  auto const shown = [&] {
    terminal screen(at, {"nonsense"});
    CHECK(screen.wait() == 1);
    return screen.screen();
  };
  CHECK(contains(shown(), "\033[31merror: \033[0m"));
  at.env["NO_COLOR"] = "1";
  CHECK(!contains(shown(), "\033"));
  at.env["NO_COLOR"] = std::nullopt;
  at.env["TERM"] = "dumb";
  CHECK(!contains(shown(), "\033"));
  CHECK(!contains(at.run({"nonsense"}).err, "\033"));
}
