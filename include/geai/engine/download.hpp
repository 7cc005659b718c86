#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/engine/blocking_stream.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/engine/sinks.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <utility>

// The steps of a call that passes the bytes of its response on; client/download.hpp documents such calls.

namespace geai::inline v0_2::detail {

// Passes the bytes of a response to a sink and holds the state for it. It never waits: the driver reports what was
// read. Sink is a reference type, or a value to be kept. It must not be moved.
template <class Op, class Sink> class download_steps {
  using answer_type = typename Op::answer;

public:
  download_steps(recycled_buffers& pool, Sink&& sink) : buffers(pool), to_(writer_of(std::forward<Sink>(sink))) {}
  download_steps(download_steps&&) = delete;

  // Call it before anything is sent.
  result<void> begin() { return to_.begin(); }

  // Begins an attempt. The body refers to the returned request.
  http::request const& begin_attempt(http::request const& attempt) noexcept { return request_ = attempt; }

  // Takes the headers. Returns false if the body has to be read for the text of an error, see add_refusal().
  static bool is_wanted(http::response const& head) noexcept { return head.status >= 200 && head.status < 300; }

  // Takes the result of a read of an error body. Returns true if more of it is to be read.
  static result<bool> add_refusal(result<std::size_t> const& read, std::string const& body) {
    if (!read) return read.error();
    return *read != 0 && body.size() <= error_body_limit * 16;
  }

  // Call it after the attempts. From here on, only the idle limit and the caller's deadline apply.
  void begin_bytes(bool keep_deadline) noexcept {
    if (!keep_deadline) request_.deadline = http::no_deadline;
    if (buffers->watch != nullptr) buffers->watch->under_way(true);
  }

  std::string& fresh_bytes() noexcept {
    buffers->response.body.clear();
    return buffers->response.body;
  }

  // Takes the result of a read into fresh_bytes(). Returns true if there is more.
  result<bool> take(result<std::size_t> const& read) {
    if (!read) return read.error();
    size_ += *read;
    if (*read != 0)
      if (result<void> written = to_.write(buffers->response.body); !written) return written.error();
    return *read != 0;
  }

  // All bytes have arrived and no transfer is running.
  result<answer_type> finish() {
    fresh_bytes();
    if (result<void> finished = to_.finish(); !finished) return finished.error();
    if (buffers->watch != nullptr) buffers->watch->under_way(false);
    answer_type answer = answer_type::of(buffers->response);
    answer.size = size_;
    return answer;
  }

  buffer_lease buffers;

private:
  static decltype(auto) writer_of(Sink&& sink) {
    if constexpr (!path_like<Sink&>)
      return std::forward<Sink>(sink);
    else if constexpr (std::convertible_to<Sink&, std::string>)
      return static_cast<std::string>(sink);
    else
      return std::string(std::string_view(sink));
  }

  sink_writer<Sink> to_;
  http::request request_{};
  std::uint64_t size_ = 0;
};

}  // namespace geai::inline v0_2::detail
