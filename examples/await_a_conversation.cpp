// Holds two conversations at once on one thread. The tools are slow; the tools of one reply run at the same time.
#include <chrono>
#include <geai/async.hpp>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <string>

struct city_query {
  std::string city{};
};

using chat_client = geai::chat_client<geai::auth::resolved, geai::transport::curl_multi>;

geai::task<std::string> ask(chat_client const& chat, geai::async_toolbox const& tools, std::string question) {
  geai::conversation talk{chat, {.model = "openai/gpt-4o"}, tools};
  geai::result<geai::chat_reply> const reply = co_await talk.say(question);
  co_return reply ? reply->content.value_or("") : reply.error().message;
}

geai::task<void> work(chat_client const& chat, geai::async_toolbox const& tools) {
  auto [lima, cusco] = co_await geai::when_all(ask(chat, tools, "Lima?"), ask(chat, tools, "Cusco?"));
  std::cout << lima << "\n" << cusco << "\n";
}

int main() {
  geai::event_loop loop;
  chat_client const chat{geai::transport::curl_multi{loop}, geai::alias = "staging"};

  geai::async_toolbox tools;
  tools.add("population", "How many people live in a city", [&](city_query q) -> geai::task<geai::result<std::string>> {
    co_await loop.sleep_for(std::chrono::milliseconds(20));  // a database query, or a call to another service
    co_return q.city + " has ten million";
  });

  loop.spawn(work(chat, tools));
  loop.run();
}
