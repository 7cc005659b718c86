#pragma once

#include <cstddef>
#include <geai/client/awaiting.hpp>
#include <geai/client/chat.hpp>
#include <geai/event_loop.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/task.hpp>
#include <geai/transport/mock.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/await_on.hpp"

namespace support {

// transport::mock as an asynchronous transport: each answer arrives with a turn of the loop.
class awaited_mock {
public:
  awaited_mock(geai::event_loop& loop, geai::transport::mock wire) : loop_(&loop), wire_(std::move(wire)) {}

  geai::event_loop::handle loop() const { return loop_->share(); }

  geai::task<geai::result<void>> send_async(geai::http::request const& rq, geai::http::response& rs) {
    co_await loop_->sleep_for(std::chrono::milliseconds(0));
    co_return wire_.send(rq, rs);
  }

  class body {
  public:
    body(geai::event_loop& loop, geai::transport::mock::pulled_body from) : loop_(&loop), from_(std::move(from)) {}
    geai::task<geai::result<std::size_t>> read(std::string& into) {
      co_await loop_->sleep_for(std::chrono::milliseconds(0));
      co_return from_.read(into);
    }

  private:
    geai::event_loop* loop_;
    geai::transport::mock::pulled_body from_;
  };

  geai::task<geai::result<body>> stream_async(geai::http::request const& rq, geai::http::response& rs) {
    auto opened = wire_.stream(rq, rs);
    if (!opened) co_return opened.error();
    co_return body(*loop_, *std::move(opened));
  }

private:
  geai::event_loop* loop_;
  geai::transport::mock wire_;
};

// A chat over a script with blocking calls, ...
struct blocking_chat {
  using client_type = geai::chat_client<geai::auth::api_key, geai::transport::mock, geai::json::simdjson>;

  geai::transport::mock wire{};
  client_type client{wire, geai::api_key = "k", geai::base_url = "https://h"};

  template <class T> T get(T given) { return given; }
  template <class Stream> auto next(Stream& stream) { return stream.next(); }
};

// ... and one with awaited calls: get() awaits them.
struct awaited_chat {
  using client_type = geai::chat_client<geai::auth::api_key, awaited_mock, geai::json::simdjson>;

  geai::event_loop loop{};
  geai::transport::mock wire{};
  client_type client{awaited_mock(loop, wire), geai::api_key = "k", geai::base_url = "https://h"};

  template <class Task> auto get(Task given) { return await_on(loop, given); }
  template <class Stream> auto next(Stream& stream) { return await_on(loop, stream.next()); }
};

}  // namespace support
