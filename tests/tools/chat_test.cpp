// geai chat: one answer, a conversation, and Ctrl-C in both.

#include <doctest/doctest.h>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

namespace {

struct place {
  place() { at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n"); }

  json last_request() const { return json::parse(requests(sandbox.url()).back()["body"].get<std::string>()); }

  support::sandbox const sandbox;
  home at;
};

words const chat{"chat", "--model", "openai/gpt-4o"};

words with(words more) {
  words all = chat;
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

TEST_CASE("chat: the answer goes to stdout, the token usage to stderr") {
  place const here;
  auto const told = here.at.run(with({"--system", "be brief", "--max-tokens", "100", "hello", "there"}));
  CHECK(told.exit_code == 0);
  CHECK(told.out == "You said: hello there\n");
  CHECK(contains(told.err, " tokens"));
  json const sent = here.last_request();
  CHECK(sent["model"] == "openai/gpt-4o");
  CHECK(sent["stream"] == true);
  CHECK(sent["messages"] ==
        json::parse(R"([{"role":"system","content":"be brief"},{"role":"user","content":"hello there"}])"));

  CHECK(here.at.run({"chat", "--agent", "Sample", "hi"}).out == "You said: hi\n");
  CHECK(here.last_request()["model"] == "saia:agent:Sample");
}

TEST_CASE("chat: without a message, all of a pipe is the message") {
  place const here;
  auto const told = here.at.run(chat, "one\n\ttwo");
  CHECK(told.exit_code == 0);
  CHECK(contains(told.out, "two"));
  CHECK(here.last_request()["messages"][0]["content"] == "one\n\ttwo");
  CHECK(here.at.run(chat, " \n").exit_code == 1);
}

TEST_CASE("chat: --output json is one document") {
  place const here;
  auto const told = here.at.run(with({"--output", "json", "hello"}));
  CHECK(told.exit_code == 0);
  CHECK(json::parse(told.out)["choices"][0]["message"]["content"] == "You said: hello");
}

TEST_CASE("chat: each kind of failure has its exit code") {
  place const here;
  CHECK(here.at.run({"chat", "hello"}).exit_code == 1);
  CHECK(here.at.run({"chat", "--model", "m", "--agent", "a", "hello"}).exit_code == 1);
  add_fault(here.sandbox.url(), {{"kind", "status"}, {"status", 400}});
  auto const refused = here.at.run(with({"hello"}));
  CHECK(refused.exit_code == 3);
  CHECK(refused.out == "");
  add_fault(here.sandbox.url(), {{"kind", "stream_error"}});
  auto const broken = here.at.run(with({"hello", "one", "two", "three", "four"}));
  CHECK(broken.exit_code == 3);
  CHECK(contains(broken.out, "You said:"));
  home nowhere;
  nowhere.write("[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = http://127.0.0.1:1\n");
  CHECK(nowhere.run(with({"hello"})).exit_code == 4);
}

TEST_CASE("chat: a secret in the model's answer is not shown, even word by word") {
  place const here;
  auto const told = here.at.run(with({"the key is sandbox-key is it"}));
  CHECK(told.exit_code == 0);
  CHECK(told.out == "You said: the key is *** is it\n");
}

TEST_CASE("chat: on a terminal it is a conversation with a history") {
  place const here;
  terminal screen(here.at, chat);
  REQUIRE(screen.wait_for("> "));
  screen.type("first\n");
  REQUIRE(screen.wait_for("You said: first"));
  REQUIRE(screen.wait_for("tokens"));
  REQUIRE(screen.wait_for("> "));
  screen.type("\n");
  REQUIRE(screen.wait_for("> "));
  screen.type("second\n");
  REQUIRE(screen.wait_for("You said: second"));
  REQUIRE(screen.wait_for("> "));
  CHECK(here.last_request()["messages"] == json::parse(R"([{"role":"user","content":"first"},)"
                                                       R"({"role":"assistant","content":"You said: first"},)"
                                                       R"({"role":"user","content":"second"}])"));
  add_fault(here.sandbox.url(), {{"kind", "status"}, {"status", 400}});
  screen.type("third\n");
  REQUIRE(screen.wait_for("error: "));
  REQUIRE(screen.wait_for("> "));
  screen.type("fourth\n");
  REQUIRE(screen.wait_for("You said: fourth"));
  CHECK(here.last_request()["messages"].size() == 5);  // nothing of the third
  screen.type("/exit\n");
  CHECK(screen.wait() == 0);
}

TEST_CASE("chat: Ctrl-C stops the answer, or the program if there is no answer") {
  place const here;
  terminal screen(here.at, chat);
  REQUIRE(screen.wait_for("> "));
  add_fault(here.sandbox.url(), {{"kind", "slow"}, {"delay_ms", 5}});
  screen.type("a slow one, of which " + std::string(300, 'x') + " the end is not seen\n");
  REQUIRE(screen.wait_for("You said: a"));
  screen.type("\x03");
  REQUIRE(screen.wait_for("stopped"));
  REQUIRE(screen.wait_for("> "));
  screen.type("again\n");
  REQUIRE(screen.wait_for("You said: again"));
  CHECK(here.last_request()["messages"].size() == 3);
  REQUIRE(screen.wait_for("> "));
  screen.type("\x03");
  CHECK(screen.wait() == 130);
  CHECK(screen.echoes());
}

TEST_CASE("chat: Ctrl-C before the first word, Ctrl-D, and control characters of the model") {
  place const here;
  terminal screen(here.at, chat);
  REQUIRE(screen.wait_for("> "));
  add_fault(here.sandbox.url(), {{"kind", "delay"}, {"delay_ms", 20000}});
  screen.type("hello\n");
  REQUIRE(screen.wait_for(" ... 0."));
  screen.type("\x03");
  REQUIRE(screen.wait_for("stopped"));
  REQUIRE(screen.wait_for("> "));
  add_fault(here.sandbox.url(), {{"kind", "body"},
                                 {"headers", {{"Content-Type", "text/event-stream"}}},
                                 {"body",
                                  "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\u001b[2Jb\"}}]}\n\n"
                                  "data: [DONE]\n\n"}});
  screen.type("hello\n");
  REQUIRE(screen.wait_for("a?[2Jb"));
  REQUIRE(screen.wait_for("> "));
  screen.type("\x04");
  CHECK(screen.wait() == 0);
}

TEST_CASE("chat: an incomplete or refused answer is reported, with its exit code") {
  place const here;
  auto const cut = here.at.run(with({"--max-tokens", "3", "one two three four"}));
  CHECK(cut.exit_code == 5);
  CHECK(cut.out == "You said: one\n");
  CHECK(contains(cut.err, "the answer was cut at its limit of tokens; see --max-tokens"));
  CHECK(here.at.run(with({"--output", "json", "--max-tokens", "3", "one two three four"})).exit_code == 5);

  json const refusal{{"refusal", "I cannot help with that"}};
  plan_chats(here.sandbox.url(), json::array({refusal, refusal}));
  auto const refused = here.at.run(with({"hello"}));
  CHECK(refused.exit_code == 5);
  CHECK(refused.out == "");
  CHECK(contains(refused.err, "the model refused: I cannot help with that"));
  auto const as_json = here.at.run(with({"--output", "json", "hello"}));
  CHECK(as_json.exit_code == 5);
  CHECK(json::parse(as_json.out)["choices"][0]["message"]["refusal"] == "I cannot help with that");
}

TEST_CASE("chat: an empty answer is an error") {
  place const here;
  add_fault(here.sandbox.url(), {{"kind", "body"},
                                 {"headers", {{"Content-Type", "text/event-stream"}}},
                                 {"body", "data: {\"id\":\"1\",\"choices\":[]}\n\ndata: [DONE]\n\n"}});
  auto const streamed = here.at.run(with({"hello"}));
  CHECK(streamed.exit_code == 3);
  CHECK(contains(streamed.err, "the answer contains no choices"));
  add_fault(
      here.sandbox.url(),
      {{"kind", "body"}, {"headers", {{"Content-Type", "application/json"}}}, {"body", R"({"id":"1","choices":[]})"}});
  auto const whole = here.at.run(with({"--output", "json", "hello"}));
  CHECK(whole.exit_code == 3);
  CHECK(contains(whole.out + whole.err, "the answer contains no choice"));
}
