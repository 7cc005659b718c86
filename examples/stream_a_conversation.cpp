// Prints the answer of a conversation while it arrives. On the way, the model calls tools.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <string>

int main() {
  geai::toolbox tools;
  tools.add("now", "The time of day", [] { return std::string("12:00"); });

  geai::chat_client const chat{geai::alias = "staging"};
  geai::conversation talk{chat, {.model = "openai/gpt-4o"}, tools};

  auto stream = talk.stream("What time is it?");
  if (!stream) {
    std::cerr << stream.error() << "\n";
    return 1;
  }
  for (geai::result<geai::chat_chunk> const& each : *stream) {
    if (!each) {
      std::cerr << each.error() << "\n";  // the last element: the answer is not complete
      return 1;
    }
    for (auto const& choice : each->choices) std::cout << choice.delta.content.value_or("") << std::flush;
  }
  std::cout << "\n" << stream->whole().finish_reason().value_or("") << ", " << talk.messages().size() << " messages\n";
}
