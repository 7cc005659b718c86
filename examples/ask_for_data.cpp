// Asks a model for data. The answer is a struct, or an error with the reason.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

struct day {
  std::string date{};
  double celsius = 0;
};
struct forecast {
  std::string city{};
  std::vector<day> days{};
  std::optional<std::string> advice{};  // the model may answer null
};

int main() {
  geai::chat_client const chat{geai::alias = "staging"};

  auto const answer = chat.completion_as<forecast>({
      .model = "openai/gpt-4o",
      .messages = {{.role = "user", .content = "The weather in Lima, for the next days?"}},
  });
  if (!answer) {
    switch (answer.error().code) {
      case geai::errc::refused: std::cerr << "the model declined: " << answer.error() << "\n"; break;
      case geai::errc::incomplete: std::cerr << "the answer was cut: " << answer.error() << "\n"; break;
      default: std::cerr << answer.error() << "\n";
    }
    return 1;
  }
  std::cout << answer->value.city << "\n";
  for (day const& each : answer->value.days) std::cout << each.date << ": " << each.celsius << " C\n";
  std::cout << answer->value.advice.value_or("no advice") << "\n";
}
