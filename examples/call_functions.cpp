// Lets a model call functions of the program until it has an answer.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <string>

struct weather_query {
  std::string city{};
  int days = 1;
};
struct weather {
  double celsius = 0;
  std::string sky{};
};

int main() {
  geai::toolbox tools;
  tools.add("get_weather", "The weather of the coming days, at most 7",
            [](weather_query const& q) -> geai::result<weather> {
              if (q.days > 7)
                return geai::error(geai::errc::invalid_argument, "days is at most 7");  // the model receives this text
              return weather{.celsius = 19.5, .sky = "clear"};
            });
  tools.add("now", "The time of day", [] { return std::string("12:00"); });

  geai::chat_client const chat{geai::alias = "staging"};
  geai::conversation talk{chat,
                          {.model = "openai/gpt-4o"},
                          tools,
                          geai::conversation_options{.max_rounds = 5, .on_tool = [](geai::tool_event const& each) {
                                                       std::cout << each.name << each.arguments << " -> " << each.text
                                                                 << "\n";
                                                     }}};
  auto const reply = talk.say("What should I wear in Lima?");
  if (!reply) {
    std::cerr << reply.error() << "\n";
    return 1;
  }
  std::cout << reply->content.value_or("") << "\n";
}
