#pragma once

#include <geai/event_loop.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_multi.hpp>
#include <memory>
#include <string>
#include <utility>

#include "support/await_on.hpp"

namespace support {

// transport::curl_multi with the interface of transport::curl: each exchange runs on a loop of its own. The tests of
// one apply to the other. Used by one thread at a time.
class looped_curl {
  struct state {
    explicit state(geai::transport::options of) : wire(loop, {}, std::move(of)) {}

    geai::event_loop loop{};
    geai::transport::curl_multi wire;
  };

public:
  class stream_type {
  public:
    stream_type(state& of, geai::transport::detail::multi_stream from) : state_(&of), from_(std::move(from)) {}
    geai::result<std::size_t> read(std::string& into) { return await_on(state_->loop, from_.read(into)); }

  private:
    state* state_;
    geai::transport::detail::multi_stream from_;
  };

  looped_curl() : looped_curl(geai::transport::options{}) {}
  explicit looped_curl(geai::transport::options of) : state_(std::make_unique<state>(std::move(of))) {}

  void configure(geai::transport::options of) { state_->wire.configure(std::move(of)); }

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    return await_on(state_->loop, state_->wire.send_async(rq, rs));
  }
  geai::result<void> send(geai::http::request const& rq, geai::http::body_source& body, geai::http::response& rs) {
    return await_on(state_->loop, state_->wire.send_async(rq, body, rs));
  }
  geai::result<stream_type> stream(geai::http::request const& rq, geai::http::response& rs) {
    auto opened = await_on(state_->loop, state_->wire.stream_async(rq, rs));
    if (!opened) return opened.error();
    return stream_type(*state_, *std::move(opened));
  }

private:
  std::unique_ptr<state> state_;
};

static_assert(geai::transport::streaming<looped_curl> && geai::transport::sends_sources<looped_curl>);

}  // namespace support
