#pragma once

#include <cstddef>
#include <geai/engine/chunk_reader.hpp>
#include <geai/engine/download.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <optional>
#include <string>
#include <utility>

// Streams and downloads whose reads are awaited.

namespace geai::inline v0_2::detail {

template <class Transport>
using async_stream_of =
    typename decltype(std::declval<Transport&>()
                          .stream_async(std::declval<http::request const&>(), std::declval<http::response&>())
                          .await_resume())::value_type;

// A body in transfer, pulled by awaited reads.
template <class Chunk, class Transport, class Json>
class awaiting_stream_state final : public chunk_reader<Chunk, Json> {
  using reader = chunk_reader<Chunk, Json>;
  using typename reader::step;

public:
  using reader::reader;

  // See stream_state.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    return open_body(wire, this->begin_attempt(attempt), head);
  }

  task<result<Chunk> const*> next() {
    for (;;) {
      switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          co_return this->current();
        case step::skip:
        case step::end: co_return nullptr;
        case step::more: {
          result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
          if (this->feed(read)) break;
          body_.reset();
          co_return this->current();
        }
        case step::drain_after_end:
          for (;;) {
            result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
            if (!read || *read == 0) break;
          }
          body_.reset();
          co_return nullptr;
      }
    }
  }

private:
  task<result<void>> open_body(Transport& wire, http::request const& attempt, http::response& head) {
    auto opened = co_await wire.stream_async(attempt, head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->append_error_body(read, head);
      if (more && *more) continue;
      if (!this->is_open()) body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  std::optional<async_stream_of<Transport>> body_{};  // destroyed first: it refers to the members above
};

// A download in transfer, with awaited reads.
template <class Op, class Sink, class Transport> class awaiting_download final : public download_steps<Op, Sink> {
public:
  using download_steps<Op, Sink>::download_steps;

  // Makes one attempt. Like Transport::send(), but leaves the body of a success unread.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    auto opened = co_await wire.stream_async(this->begin_attempt(attempt), head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->is_wanted(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_refusal(read, head.body);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  // Reads the bytes after the attempts.
  task<result<void>> read_all() {
    for (;;) {
      result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
      result<bool> const more = this->take(read);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

private:
  std::optional<async_stream_of<Transport>> body_{};  // destroyed first: it refers to the members above
};

}  // namespace geai::inline v0_2::detail
