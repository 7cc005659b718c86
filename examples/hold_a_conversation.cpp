// Holds a conversation, saves it, and continues it later.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <string>

int main() {
  geai::chat_client const chat{geai::alias = "staging"};

  std::string saved;
  {
    geai::conversation talk{chat,
                            {.model = geai::agent_model_name("Sample"),
                             .messages = {{.role = "system", .content = "Answer in one sentence."}}},
                            geai::conversation_options{.max_total_tokens = 10'000}};
    for (char const* text : {"Hello!", "Where is Lima?"}) {
      auto const reply = talk.say(text);
      if (!reply) {
        std::cerr << reply.error() << "\n";  // the messages are unchanged: you can say it again
        return 1;
      }
      std::cout << reply->content.value_or("") << "\n";
    }
    std::cout << talk.usage().total_tokens << " tokens\n";
    saved = talk.to_json();
  }

  auto talk = geai::conversation<geai::chat_client<>>::from_json(chat, saved);
  if (!talk) {
    std::cerr << talk.error() << "\n";
    return 1;
  }
  auto const reply = talk->say("And Cusco?");
  if (reply) std::cout << reply->content.value_or("") << ", " << talk->messages().size() << " messages\n";
}
