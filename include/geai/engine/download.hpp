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

// The steps of a call whose bytes are handed on; client/download.hpp says what they are for.

namespace geai::inline v0_2::detail {

// The way of the bytes to where they go, and all that it works with. It waits for nothing: whoever brings the bytes says
// what came. Sink is a reference, or what is to be kept. It stays at its address.
template <class Op, class Sink> class download_steps {
  using answer_type = typename Op::answer;

public:
  download_steps(recycled_buffers& pool, Sink&& sink) : buffers(pool), to_(writer_of(std::forward<Sink>(sink))) {}
  download_steps(download_steps&&) = delete;

  // Before anything is sent.
  result<void> begin() { return to_.begin(); }

  // An attempt begins. The body borrows the returned request.
  http::request const& begin_attempt(http::request const& attempt) noexcept { return request_ = attempt; }

  // A head came; false when the body has to be read for the words of a refusal, see add_refusal().
  static bool is_wanted(http::response const& head) noexcept { return head.status >= 200 && head.status < 300; }

  // Takes the result of a read of a refusal's body; true if more of it is wanted.
  static result<bool> add_refusal(result<std::size_t> const& read, std::string const& body) {
    if (!read) return read.error();
    return *read != 0 && body.size() <= error_body_limit * 16;
  }

  // The attempts are over, the bytes begin: from here on, only silence and the deadline that the caller set limit them.
  void begin_bytes(bool keep_deadline) noexcept {
    if (!keep_deadline) request_.deadline = http::no_deadline;
    if (buffers->watch != nullptr) buffers->watch->under_way(true);
  }

  std::string& fresh_bytes() noexcept {
    buffers->response.body.clear();
    return buffers->response.body;
  }

  // Takes the result of the read into fresh_bytes(); true if there is more.
  result<bool> take(result<std::size_t> const& read) {
    if (!read) return read.error();
    size_ += *read;
    if (*read != 0)
      if (result<void> written = to_.write(buffers->response.body); !written) return written.error();
    return *read != 0;
  }

  // All of them came, and nothing is under way any more.
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
