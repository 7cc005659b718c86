#pragma once

#include <cstddef>
#include <geai/engine/chunk_reader.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0_2::detail {

// Replaces the body type of a transport that cannot stream, so that the compiler prints only the assertion.
struct no_stream {
  result<std::size_t> read(std::string&) { return std::size_t{0}; }
};

template <class Transport> struct stream_of { using type = no_stream; };
template <transport::streaming Transport> struct stream_of<Transport> {
  using type = typename decltype(std::declval<Transport&>().stream(std::declval<http::request const&>(),
                                                                   std::declval<http::response&>()))::value_type;
};

// A body in transfer, pulled by blocking reads.
template <class Chunk, class Transport, class Json> class stream_state final : public chunk_reader<Chunk, Json> {
  using reader = chunk_reader<Chunk, Json>;
  using typename reader::step;

public:
  using reader::reader;

  // Makes one attempt. Like Transport::send(), but leaves the body of a stream unread.
  result<void> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    return open_body(wire, this->begin_attempt(attempt), head);
  }

  // Returns null at the end. An error is the last element.
  result<Chunk> const* next() {
    for (;;) switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          return this->current();
        case step::skip:
        case step::end: return nullptr;
        case step::more:
          if (this->feed(body_->read(this->fresh_bytes()))) break;
          body_.reset();
          return this->current();
        case step::drain_after_end:
          for (result<std::size_t> read = 1; read && *read != 0;) read = body_->read(this->fresh_bytes());
          body_.reset();
          return nullptr;
      }
  }

private:
  result<void> open_body(Transport& wire, http::request const& attempt, http::response& head) {
    auto opened = wire.stream(attempt, head);
    if (!opened) return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) return {};
    for (;;) {
      result<bool> const more = this->append_error_body(body_->read(head.body), head);
      if (more && *more) continue;
      if (!this->is_open()) body_.reset();
      return more ? result<void>{} : more.error();
    }
  }

  std::optional<typename stream_of<Transport>::type> body_{};  // destroyed first: it refers to the members above
};

}  // namespace geai::inline v0_2::detail
