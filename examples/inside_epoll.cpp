// Awaited calls inside of a loop that the program has already, here one around epoll: to it, geai's loop is one
// descriptor more. What is awaited is a chat, which is printed as it is written.
#include <sys/epoll.h>
#include <unistd.h>

#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <iostream>

using chat_client = geai::chat_client<geai::auth::resolved, geai::transport::curl_multi>;

geai::task<void> talk(chat_client const& chat) {
  auto call = chat.stream_completion(
      {.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "Hello, how are you?"}}});
  auto stream = co_await call;
  if (!stream) {
    std::cerr << stream.error() << "\n";
    co_return;
  }
  while (geai::result<geai::chat_chunk> const* chunk = co_await stream->next()) {  // null: that was all
    if (!*chunk) {
      std::cerr << chunk->error() << "\n";  // the last one: the answer is not complete
      co_return;
    }
    for (auto const& choice : (*chunk)->choices) std::cout << choice.delta.content.value_or("") << std::flush;
  }
  std::cout << "\n";
}

int main() {
  geai::event_loop loop;
  chat_client const chat{geai::transport::curl_multi{loop}, geai::alias = "staging"};

  int const epoll = ::epoll_create1(EPOLL_CLOEXEC);  // the loop of your program
  epoll_event mine{.events = EPOLLIN, .data = {.fd = loop.native_handle()}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, loop.native_handle(), &mine);

  loop.spawn(talk(chat));
  for (bool all_ended = false; !all_ended;) {
    auto const limit = loop.next_timeout();  // asked anew each time; nothing: wait as long as you like
    epoll_event ready{};
    ::epoll_wait(epoll, &ready, 1, limit ? static_cast<int>(limit->count()) : -1);
    all_ended = loop.poll();  // does what there is to do, and never waits
  }
  ::close(epoll);
}
