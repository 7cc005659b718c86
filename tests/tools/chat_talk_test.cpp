// geai chat: saved conversations, tools, attachments, schemas, and line editing.

#include <doctest/doctest.h>

#include <filesystem>
#include <thread>

#include "support/sandbox.hpp"
#include "terminal.hpp"

using namespace tool_test;

namespace {

struct place {
  place() { at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n"); }

  json last_request() const { return json::parse(requests(sandbox.url()).back()["body"].get<std::string>()); }
  std::string path(std::string const& name) const { return (at.folder.path() / name).string(); }

  support::sandbox const sandbox;
  home at;
};

words chat(words more) {
  words all{"chat", "--model", "openai/gpt-4o"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

json tool_call(std::string const& name, std::string const& arguments) {
  return {{"calls", json::array({{{"name", name}, {"arguments", arguments}}})}};
}

}  // namespace

TEST_CASE("chat: the profile's model is the default") {
  place const here;
  CHECK(here.at.run({"configure", "--model", "openai/gpt-4o-mini"}).exit_code == 0);
  CHECK(here.at.run({"chat", "hello"}).exit_code == 0);
  CHECK(here.last_request()["model"] == "openai/gpt-4o-mini");
  CHECK(here.at.run({"chat", "--iris", "hello"}).exit_code == 0);
  CHECK(here.last_request()["model"] == "saia:agent:com.globant.iris");
  CHECK(json::parse(here.at.run({"doctor", "-o", "json"}).out).at("model") == "openai/gpt-4o-mini");
}

TEST_CASE("chat: a conversation is saved and resumed") {
  place const here;
  CHECK(here.at.run(chat({"--save", here.path("talk.json"), "first"})).exit_code == 0);
  CHECK(
      here.at.run({"chat", "--resume", here.path("talk.json"), "--save", here.path("talk.json"), "second"}).exit_code ==
      0);
  CHECK(here.last_request()["model"] == "openai/gpt-4o");
  CHECK(here.last_request()["messages"].size() == 3);
  json const kept = json::parse(here.at.folder.read("talk.json"));
  CHECK(kept.at("messages").size() == 4);
  CHECK(kept.at("messages")[3].at("content") == "You said: second");
  for (char const* wrong : {"[1]", R"({"messages":5})", R"({"messages":[5]})",
                            R"({"messages":[{"role":"user","content":{}}]})", R"({"model":1,"messages":[]})"}) {
    here.at.folder.write("other.json", wrong);
    auto const refused = here.at.run(chat({"--resume", here.path("other.json"), "x"}));
    CAPTURE(wrong);
    CHECK(refused.exit_code == 1);
    CHECK(contains(refused.err, "is not a conversation saved with --save"));
  }
}

TEST_CASE("chat: a tool runs if that is allowed, and the model gets its output") {
  place const here;
  plan_chats(here.sandbox.url(),
             json::array({tool_call("weather", R"({"city":"Lima"})"), json{{"content", "It is mild."}}}));
  auto const told = here.at.run(chat({"--yes", "--tool", "weather=cat; echo ' 20 degrees'", "Lima?"}));
  INFO(told.err);
  CHECK(told.exit_code == 0);
  CHECK(told.out == "It is mild.\n");
  CHECK(contains(told.err, "the model asks for weather"));
  json const sent = here.last_request();
  CHECK(sent["tools"][0]["function"]["name"] == "weather");
  CHECK(sent["messages"][2]["role"] == "tool");
  CHECK(sent["messages"][2]["content"] == "{\"city\":\"Lima\"} 20 degrees\n");

  plan_chats(here.sandbox.url(), json::array({tool_call("weather", "{}"), json{{"content", "Well."}}}));
  CHECK(here.at.run(chat({"--tool", "weather=touch " + here.path("ran"), "Lima?"})).exit_code == 0);
  CHECK(!std::filesystem::exists(here.path("ran")));
  CHECK(contains(here.last_request()["messages"][2]["content"].get<std::string>(), "does not allow"));

  plan_chats(here.sandbox.url(), json::array({tool_call("weather", "{}"), json{{"content", "Well."}}}));
  CHECK(here.at.run(chat({"--yes", "--tool", "weather=exit 3", "Lima?"})).exit_code == 0);
  CHECK(contains(here.last_request()["messages"][2]["content"].get<std::string>(), "status 3"));
  CHECK(here.at.run(chat({"--tool", "=x", "Lima?"})).exit_code == 1);

  plan_chats(here.sandbox.url(), json::array({tool_call("weather", "{}"), json{{"content", "Long."}}}));
  auto const much = here.at.run(chat({"--yes", "--tool", "weather=yes | head -c 6000000", "Lima?"}));
  CHECK(much.out == "Long.\n");
  CHECK(here.last_request()["messages"][2]["content"].get<std::string>().size() == 4 << 20);
}

TEST_CASE("chat: a call of a missing tool is reported") {
  place const here;
  plan_chats(here.sandbox.url(), json::array({tool_call("weather", "{}")}));
  auto const told = here.at.run(chat({"Lima?"}));
  CHECK(told.exit_code == 5);
  CHECK(told.out == "");
  CHECK(contains(told.err, "the model asked for a tool, but there is none; see --tool"));
}

TEST_CASE("chat: --output json is the last answer, after the rounds of tools") {
  place const here;
  plan_chats(here.sandbox.url(), json::array({tool_call("clock", "{}"), json{{"content", "Noon."}}}));
  auto const told = here.at.run(chat(
      {"--yes", "--tool", "clock=echo 12:00", "--save", here.path("talk.json"), "-o", "json", "What time is it?"}));
  INFO(told.err);
  json const answer = json::parse(told.out);
  CHECK(answer["choices"][0]["message"]["content"] == "Noon.");
  CHECK(!answer["id"].get<std::string>().empty());
  CHECK(json::parse(here.at.folder.read("talk.json"))["messages"].size() == 4);
}

TEST_CASE("chat: saved files are private and complete, and links are followed") {
  place const here;
  namespace fs = std::filesystem;
  here.at.folder.write("kept/talk.json", "{}");
  fs::permissions(here.path("kept/talk.json"), fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  fs::create_symlink(here.path("kept/talk.json"), here.path("link.json"));
  CHECK(here.at.run(chat({"--save", here.path("link.json"), "one"})).exit_code == 0);
  CHECK(json::parse(here.at.folder.read("kept/talk.json"))["messages"].size() == 2);
  CHECK(fs::is_symlink(here.path("link.json")));
  CHECK((fs::status(here.path("kept/talk.json")).permissions() & fs::perms::group_read) != fs::perms::none);
  CHECK(here.at.run(chat({"--save", here.path("new.json"), "one"})).exit_code == 0);
  CHECK(fs::status(here.path("new.json")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(here.at.run(chat({"--save", here.path("no/folder.json"), "one"})).exit_code == 1);
}

TEST_CASE("chat: files are attached, and a schema is sent") {
  place const here;
  here.at.folder.write("cat.png", "\x89PNG");
  here.at.folder.write("notes.txt", "some notes");
  here.at.folder.write("schema.yaml", "type: object\nproperties:\n  city: {type: string}\n");
  CHECK(here.at
            .run(chat({"--attach", here.path("cat.png"), "--attach", here.path("notes.txt"), "--schema",
                       here.path("schema.yaml"), "What is this?"}))
            .exit_code == 0);
  json const sent = here.last_request();
  CHECK(sent["messages"][0]["content"].size() == 3);
  CHECK(sent["messages"][0]["content"][1]["type"] == "image_url");
  CHECK(sent["response_format"]["json_schema"]["schema"]["properties"]["city"]["type"] == "string");
  CHECK(here.at.run(chat({"--attach", here.path("none.xyz"), "x"})).exit_code == 2);
}

TEST_CASE("chat: a pasted text is one message, a backslash continues the line, Tab completes, Ctrl-C clears the line") {
  place const here;
  terminal screen(here.at, chat({}));
  REQUIRE(screen.wait_for("> "));
  screen.type("\033[200~one\ntwo\n\033[201~");
  REQUIRE(screen.wait_for("two"));
  screen.type("\n");
  REQUIRE(screen.wait_for("You said: one"));
  CHECK(here.last_request()["messages"][0]["content"] == "one\ntwo");
  REQUIRE(screen.wait_for("> "));
  screen.type("three\\\nfour\n");
  REQUIRE(screen.wait_for("You said: three"));
  CHECK(here.last_request()["messages"][2]["content"] == "three\nfour");
  REQUIRE(screen.wait_for("> "));
  screen.type("never sent");
  REQUIRE(screen.wait_for("never sent"));
  screen.type("\x03");
  REQUIRE(screen.wait_for("> "));
  screen.type("/us\t\n");
  REQUIRE(screen.wait_for("tokens"));
  screen.type("/modle\n");
  REQUIRE(screen.wait_for("did you mean '/model'?"));
  screen.type("/model saia:agent:Sample\n");
  screen.type("/retry\n");
  REQUIRE(screen.wait_for("You said: three"));
  CHECK(here.last_request()["model"] == "saia:agent:Sample");
  CHECK(here.last_request()["messages"].size() == 3);
  screen.type("/exit\n");
  CHECK(screen.wait() == 0);
  CHECK(screen.echoes());
  CHECK(contains(here.at.folder.read(".geai/history"), "three"));
}

TEST_CASE("chat: a person is asked before a tool runs") {
  place const here;
  plan_chats(here.sandbox.url(), json::array({tool_call("clock", "{}"), json{{"content", "Noon."}}}));
  terminal screen(here.at, chat({"--tool", "clock=echo 12:00"}));
  REQUIRE(screen.wait_for("> "));
  screen.type("What time is it?\n");
  REQUIRE(screen.wait_for("[y/N] "));
  screen.type("y\n");
  REQUIRE(screen.wait_for("Noon."));
  CHECK(here.last_request()["messages"][2]["content"] == "12:00\n");
  REQUIRE(screen.wait_for("> "));
  screen.type("\x04");
  CHECK(screen.wait() == 0);
}

TEST_CASE("chat: Ctrl-C stops a tool and withdraws the message") {
  place const here;
  plan_chats(here.sandbox.url(),
             json::array({tool_call("slow", "{}"), json{{"content", "Late."}}, json{{"content", "Hi."}}}));
  terminal screen(here.at, chat({"--yes", "--tool", "slow=touch " + here.path("begun") + "; exec sleep 60"}));
  REQUIRE(screen.wait_for("> "));
  screen.type("first\n");
  REQUIRE(screen.wait_for("asks for slow"));
  for (int tries = 0; tries != 500 && !std::filesystem::exists(here.path("begun")); ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  screen.type("\x03");
  REQUIRE(screen.wait_for("stopped"));
  REQUIRE(screen.wait_for("> "));
  screen.type("second\n");
  REQUIRE(screen.wait_for("Late."));
  json const sent = here.last_request();
  CHECK(sent["messages"].size() == 1);
  CHECK(sent["messages"][0]["content"] == "second");
  screen.type("/exit\n");
  CHECK(screen.wait() == 0);
}

TEST_CASE("chat: Ctrl-D typed during an answer ends the conversation after it") {
  place const here;
  terminal screen(here.at, chat({}));
  REQUIRE(screen.wait_for("> "));
  add_fault(here.sandbox.url(), {{"kind", "delay"}, {"delay_ms", 1000}});
  screen.type("hello\n");
  REQUIRE(screen.wait_for("waiting for the answer"));
  screen.type("\x04");
  REQUIRE(screen.wait_for("You said: hello"));
  CHECK(screen.wait() == 0);
}
