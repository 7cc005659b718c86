// Awaits a streamed chat inside the existing event loop of a program, here a loop around epoll. The loop of geai is one
// more file descriptor.
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
  while (geai::result<geai::chat_chunk> const* chunk = co_await stream->next()) {  // null: the end
    if (!*chunk) {
      std::cerr << chunk->error() << "\n";  // the last element: the answer is not complete
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
    auto const limit = loop.next_timeout();  // ask each time; empty: no limit
    epoll_event ready{};
    ::epoll_wait(epoll, &ready, 1, limit ? static_cast<int>(limit->count()) : -1);
    all_ended = loop.poll();  // does the pending work and never waits
  }
  ::close(epoll);
}
