#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/api/streaming.hpp>
#include <geai/call_options.hpp>
#include <geai/engine/answer.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/http/request.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/sse.hpp>
#include <geai/json/policy.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Turns the bytes of a body into the chunks of a stream without waiting.

namespace geai::inline v0_2::detail {

// True if a 2xx is labelled as one document: an error of the platform, or the answer of a server that does not stream.
// Without a label, the body is taken as a stream. The first byte of the body overrides the label.
inline bool is_labelled_document(http::response const& head) noexcept {
  for (std::string_view type = head.header("content-type"); type.size() >= 4; type.remove_prefix(1))
    if (http::same_name(type.substr(0, 4), "json") || http::same_name(type.substr(0, 4), "html")) return true;
  return false;
}

// True if a body that begins with this character is JSON or an HTML page, not an event stream.
constexpr bool begins_document(char first) noexcept { return first == '{' || first == '[' || first == '<'; }

// True if a body is an event stream: it begins with a field or a comment.
[[gnu::cold]] inline bool begins_events(std::string_view body) noexcept {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  body = body.substr((std::min)(body.find_first_not_of(" \t\r\n"), body.size()));
  for (std::string_view field : {"data:", "event:", "id:", "retry:", ":"})
    if (body.starts_with(field)) return true;
  return false;
}

// Records which choices of an answer have begun and which have ended. An answer whose choices have all ended is
// complete, even if the stream does not say so.
class choices_seen {
public:
  template <class Chunk> void add([[maybe_unused]] Chunk const& chunk) noexcept {
    if constexpr (requires {
                    chunk.choices.front().index;
                    chunk.choices.front().finish_reason.has_value();
                  })
      for (auto const& each : chunk.choices) {
        std::uint64_t const bit = std::uint64_t{1} << (static_cast<unsigned>(each.index) % 64);
        begun_ |= bit;
        if (each.finish_reason) ended_ |= bit;
      }
    else if constexpr (requires { chunk.is_last(); })
      if (chunk.is_last()) begun_ = ended_ = 1;
  }

  bool all_ended() const noexcept { return ended_ != 0 && begun_ == ended_; }

private:
  std::uint64_t begun_ = 0;
  std::uint64_t ended_ = 0;
};

// Turns the bytes of a body into chunks and holds the state for it. It must not be moved. It never waits: the driver
// supplies the bytes and calls step().
template <class Chunk, class Json> class chunk_reader {
public:
  enum class step : unsigned char {
    element,          // current() is the next element; an error is the last one
    skip,             // none of the above: the event is not for the caller
    more,             // read into fresh_bytes() and pass the result to feed()
    drain_after_end,  // the last event was read: read into fresh_bytes() until the end or the request's deadline
    end
  };

  chunk_reader(recycled_buffers& pool, Json& json, std::string_view operation)
      : buffers(pool), json_(json), operation_(operation) {}
  chunk_reader(chunk_reader&&) = delete;

  // True if a stream was opened, false if the response was already complete.
  bool is_open() const noexcept { return open_; }

  // Reads a single document that arrived instead of a stream.
  using document_reader = result<Chunk> (*)(Json& json, call_buffers& buffers, promise const& promised);

  // Begins the stream. From here on, only the caller's deadline (if set) and the idle limit apply. The idle limit
  // starts after the first event unless the caller set it, since a model may reason for minutes.
  void begin(bool keep_deadline, bool keep_idle_limit, document_reader read_document) {
    if (!keep_idle_limit) idle_limit_ = std::exchange(request_.idle_timeout, {});
    buffers->keep_secrets();
    read_document_ = read_document;
    if (!keep_deadline) request_.deadline = http::no_deadline;
  }

  // Sets the only element of a response that is not a stream.
  void set_single(Chunk&& only) {
    buffers->watch.reset();
    current_.emplace(std::move(only));
    only_ = true;
  }

  buffer_lease buffers;

protected:
  // Begins an attempt.
  http::request const& begin_attempt(http::request const& attempt) noexcept {
    open_ = false;
    return request_ = attempt;
  }

  // Takes the headers. Returns false if the body is to be read as a whole, see append_error_body().
  bool take_head(http::response const& head) noexcept {
    whole_ = has_begun_ = ended_ = false;
    return open_ = head.status >= 200 && head.status < 300 && !is_labelled_document(head);
  }

  // Takes the result of a read of a whole body; returns true while there is more to read.
  result<bool> append_error_body(result<std::size_t> const& read, http::response& head) {
    if (!read) return read.error();
    if (head.body.size() > request_.body_limit) return over_limit();
    if (head.status >= 200 && head.status < 300 && begins_events(head.body)) {
      open_ = has_begun_ = true;  // the label was wrong
      bytes_.swap(head.body);
      head.body.clear();
      pad<Chunk>(bytes_);
      unread_ = bytes_;
    }
    return *read != 0 && !open_;
  }

  step next_step() {
    if (std::exchange(only_, false)) return step::element;
    http::sse_event event;
    while (open_) {
      if (request_.stop.stop_requested()) return fail(cancelled());
      if (ended_) [[unlikely]]
        return conclude();
      result<bool> const found = events_.next(unread_, event);
      if (!found) return fail(found.error());
      if (!*found) return step::more;
      if (step const next = take(event); next != step::skip) return next;
    }
    return step::end;
  }

  std::string& fresh_bytes() noexcept {
    bytes_.clear();
    unread_ = {};
    return bytes_;
  }

  // Takes the result of a read into fresh_bytes(). Returns false if the stream is over; current() is then the last
  // element, if there is one.
  bool feed(result<std::size_t> const& read) {
    current_.reset();
    if (!read) {
      fail(read.error());
    } else if (*read == 0) {
      take_end();
    } else {
      pad<Chunk>(bytes_);
      unread_ = bytes_;
      if (!has_begun_ || whole_) [[unlikely]]
        take_unlabelled();
    }
    return open_ && !ended_;
  }

  // Returns null if there is no element.
  result<Chunk> const* current() const noexcept { return current_ ? &*current_ : nullptr; }

private:
  // The time limit for the end of the body after the last event, so that the connection can be reused.
  static constexpr std::chrono::milliseconds drain_after_end{20};

  static std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blank = " \t\r\n";
    std::size_t const begin = text.find_first_not_of(blank);
    return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
  }

  // Handles an event.
  step take(http::sse_event const& event) {
    std::string_view const data = trimmed(event.data);
    if (data.empty()) return step::skip;
    bool const is_message = !event.is_named || event.type == "message";
    if (is_message && data == "[DONE]") {
      finish();
      http::clock::time_point const soon = http::clock::now() + drain_after_end;
      if (soon < request_.deadline) request_.deadline = soon;
      return step::drain_after_end;
    }
    if (!is_message) [[unlikely]] {
      if (event.type == "error") return fail(event_error(data));
      if (!reads_event(event.type)) return step::skip;  // a ping
    }
    return take(data);
  }

  // An event's data is an answer of its own, which may report a failure. Data that is not a chunk is skipped.
  step take(std::string_view data) {
    if (idle_limit_.count() != 0) [[unlikely]]
      request_.idle_timeout = std::exchange(idle_limit_, {});
    http::response& head = buffers->response;
    if (data.data() < bytes_.data() ||
        data.data() >= bytes_.data() + bytes_.size()) {  // the data arrived in several reads
      head.body = data;
      pad<Chunk>(head.body);
      data = head.body;
    }
    current_.emplace(std::in_place);
    if (result<void> read = read_answer_fresh(json_, data, head, secrets_of(*buffers), **current_); !read) {
      if (read.error().code == errc::decode && is_foreign(data)) return step::skip;
      return fail(std::move(read).error());
    }
    seen_.add(**current_);
    return step::element;
  }

  // True if data is not JSON, or is an object without any field of a chunk. json::padding readable bytes must follow
  // it.
  [[gnu::cold]] bool is_foreign(std::string_view data) {
    raw_json any;
    if (!decode_fresh(json_, data, any)) return true;
    return first_of(data) != '{' || !has_key(data, names_of<Chunk>);
  }

  // Named events are read only if the chunk's type asks for them.
  static bool reads_event([[maybe_unused]] std::string_view type) noexcept {
    if constexpr (requires { Chunk::reads_event(type); })
      return Chunk::reads_event(type);
    else
      return false;
  }

  // Returns the error that a named event reports, as JSON or as text.
  [[gnu::cold]] error event_error(std::string_view data) {
    std::string text(data);
    text.reserve(text.size() + json::padding);
    std::vector<fault> faults = read_all_faults(json_, std::string_view(text));
    return response_error(buffers->response, text, std::move(faults), secrets_of(*buffers));
  }

  // Handles the first bytes: the body may be a document, whatever its label. All bytes of a document are kept.
  [[gnu::cold]] void take_unlabelled() {
    std::string& whole = buffers->response.body;
    if (!has_begun_) {
      char const first = first_of(unread_.starts_with("\xEF\xBB\xBF") ? unread_.substr(3) : unread_);
      has_begun_ = first != '\0';
      whole_ = begins_document(first);
      whole.clear();
    }
    if (!whole_) return;
    whole += unread_;
    unread_ = {};
    if (whole.size() > request_.body_limit) fail(over_limit());
  }

  // The body has ended, perhaps inside an event without its empty line.
  [[gnu::cold]] void take_end() {
    ended_ = true;
    if (whole_) return take_document();
    http::sse_event event;
    step const next = events_.finish(event) ? take(event) : step::skip;
    if (next == step::element) return;
    current_.reset();
    if (next == step::skip) conclude();
  }

  // The stream ended without marking its last event.
  [[gnu::cold]] step conclude() {
    if (seen_.all_ended()) {
      finish();
      return step::end;
    }
    error what(errc::transport, "the stream ended before its last event ([DONE]); the answer is incomplete");
    what.phase = phase::receive;
    return fail(std::move(what));
  }

  [[gnu::cold]] void take_document() {
    http::response& head = buffers->response;
    promise const promised(*buffers);
    result<Chunk> whole = read_document_(json_, *buffers, promised);
    if (whole) {
      current_.emplace(*std::move(whole));
      return finish();
    }
    std::vector<fault> faults;
    if (whole.error().code == errc::decode) faults = read_all_faults(json_, std::string_view(head.body));
    if (faults.empty())
      fail(std::move(whole).error());
    else
      fail(response_error(head, head.body, std::move(faults), promised.secrets));
  }

  void finish() noexcept {
    open_ = false;
    buffers->watch.reset();
  }

  error over_limit() const {
    error what(errc::too_large,
               "the response's body is over the limit of " + std::to_string(request_.body_limit) + " bytes");
    what.phase = phase::receive;
    return what;
  }

  static error cancelled() {
    error what(errc::cancelled, "cancelled (phase: receive)");
    what.phase = phase::receive;
    return what;
  }

  step fail(error failure) {
    http::response const& head = buffers->response;
    if (failure.http_status == 0) failure.http_status = head.status;
    if (failure.request_id.empty()) failure.request_id = secrets_of(*buffers).hide_in_line(head.header("x-request-id"));
    if (!failure.retry_after) failure.retry_after = http::retry_after(head.headers, std::chrono::system_clock::now());
    if (failure.phase == phase::none) failure.phase = phase::receive;
    secrets_of(*buffers).hide_in(failure);
    current_.emplace(about(operation_, *buffers, std::move(failure)));
    open_ = false;
    return step::element;
  }

  Json& json_;
  std::string_view operation_;
  http::request request_{};
  http::sse_parser events_{};
  std::string bytes_{};                     // the bytes of the last read ...
  std::string_view unread_{};               // ... and the part that is not parsed yet
  std::chrono::milliseconds idle_limit_{};  // applies from the first event on; zero if it applies already
  document_reader read_document_ = nullptr;
  choices_seen seen_{};
  bool open_ = false;
  bool only_ = false;
  bool has_begun_ = false;                  // a byte other than a blank has arrived
  bool whole_ = false;                      // the body is a document
  bool ended_ = false;                      // no more bytes will arrive
  std::optional<result<Chunk>> current_{};  // constructed for each event, so that nothing is moved
};

// Adds the stream's Accept header unless the caller set one.
inline void accept_events(call_options const& options, call_buffers& buffers) {
  for (name_value const& each : options.headers)
    if (http::same_name(each.name, "Accept")) return;
  buffers.headers.add("Accept", "text/event-stream, application/json");
}

// Reads a single document that arrived instead of a stream, the answer of a server that does not stream, as a chunk.
template <class Op, class Json>
result<typename Op::chunk> read_document(Json& json, call_buffers& buffers, promise const& promised) {
  auto whole = read_answer<typename Op::answer>(json, buffers.response, promised);
  if (!whole) return std::move(whole).error();
  if constexpr (requires { Op::as_chunk(*std::move(whole)); }) {
    return Op::as_chunk(*std::move(whole));
  } else {
    error what(errc::decode, "the platform answered with a single document instead of an event stream");
    what.phase = phase::decode;
    return what;
  }
}

// Called after the attempts: the opened response is a stream, or a complete answer.
template <class Op, class Json, class State>
result<void> begin_stream(Json& json, State& under_way, bool keep_deadline, call_defaults const& defaults) {
  call_buffers& buffers = *under_way.buffers;
  under_way.begin(keep_deadline, defaults.idle_timeout_is_set, read_document<Op, Json>);
  if (under_way.is_open()) return {};
  result<typename Op::chunk> whole = read_document<Op>(json, buffers, buffers);
  if (!whole) return about(api::name_of<Op>(), buffers, std::move(whole).error());
  under_way.set_single(*std::move(whole));
  return {};
}

}  // namespace geai::inline v0_2::detail
