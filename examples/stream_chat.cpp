// Prints the answer of a chat while it arrives.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::chat_client const chat{geai::alias = "staging"};

  auto stream = chat.stream_completion({.model = geai::provider_model_name("openai", "gpt-4o"),
                                        .messages = {{.role = "user", .content = "Hello, how are you?"}}});
  if (!stream) {
    std::cerr << stream.error() << '\n';
    return 1;
  }
  for (geai::result<geai::chat_chunk> const& chunk : *stream) {
    if (!chunk) {
      std::cerr << chunk.error() << '\n';  // the last element: the answer is not complete
      return 1;
    }
    for (auto const& choice : chunk->choices) std::cout << choice.delta.content.value_or("") << std::flush;
    if (chunk->usage) std::cout << "\n" << chunk->usage->total_tokens << " tokens\n";
  }
}
