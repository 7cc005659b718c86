// Uses a model: answers as data, functions that the model can call, a conversation.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <optional>
#include <string>

// Plain aggregates are models: the names of the members are the names in JSON.
struct forecast {
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};
struct weather_query {
  std::string city{};
};
enum class mood { calm, rough };
template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"rough", mood::rough>> {};

struct note {
  std::string id{};
  mood sea = mood::calm;
};
template <>
struct geai::model<note>
    : geai::fields<geai::field<"noteId", &note::id, "What the note is known by">, geai::field<"sea", &note::sea>> {};

geai::result<void> show() {
  // Models as text.
  geai::result<note> const n = geai::from_json<note>(R"({"noteId":"7","sea":"rough"})");
  if (!n) return n.error();
  std::cout << geai::to_json(*n) << "\n" << geai::json_schema<forecast>() << "\n";
  std::cout << geai::from_json<note>(R"({"noteId":7})").error().message << "\n";

  geai::chat_client chat{geai::alias = "staging"};

  // An answer as data.
  geai::result<geai::parsed<forecast>> p =
      chat.completion_as<forecast>({.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "Lima?"}}});
  if (!p) return p.error();
  std::cout << p->value.city << ", " << p->value.celsius << " C, " << p->answer.usage->total_tokens << " tokens\n";

  // Functions that the model can call.
  geai::toolbox tools;
  tools.add("get_weather", "The weather of the coming days",
            [&](weather_query const& q) -> geai::result<forecast> { return forecast{.city = q.city, .celsius = 19}; });
  tools.add("now", "The time of day", [] { return std::string("12:00"); });

  geai::conversation talk{chat,
                          {.model = "saia:agent:Sample", .tools = tools.definitions()},
                          tools,
                          geai::conversation_options{.max_rounds = 10}};
  geai::result<geai::chat_reply> r = talk.say("What should I wear in Lima?");
  if (!r) return r.error();
  std::cout << r->content.value_or("") << "\n";

  auto s = talk.stream("And tomorrow?");
  if (!s) return s.error();
  geai::chat_accumulator whole;
  for (geai::result<geai::chat_chunk> const& each : *s) {
    if (!each) return each.error();
    whole.add(*each);
  }
  std::cout << whole.reply().content.value_or("") << " (" << whole.finish_reason().value_or("") << ")\n";

  auto q = talk.say_as<forecast>("As data, please.");
  if (!q) return q.error();
  std::cout << q->value.city << "\n" << talk.messages().size() << " messages\n";

  auto back = geai::conversation<decltype(chat)>::from_json(chat, talk.to_json(), tools);
  if (!back) return back.error();
  std::cout << (back->usage().total_tokens == talk.usage().total_tokens ? "the same" : "another") << " conversation\n";
  return {};
}

int main() {
  if (geai::result<void> const shown = show(); !shown) {
    std::cerr << shown.error() << "\n";
    return 1;
  }
}
