#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <geai/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::http {

// An event of an event stream. The views are valid until the parser is called again, and only while the chunk exists.
struct sse_event {
  std::string_view type = "message";  // the value of `event:`
  std::string_view data{};            // the lines of `data:`, joined by LF
  bool is_named = false;              // true: the event has an `event:` line
  std::string_view id{};              // the last `id:` in the stream so far, from this event or an earlier one
};

// Parses text/event-stream (WHATWG HTML, 9.2.6) as it arrives, in chunks that may end anywhere: inside a line, a line
// end, a UTF-8 character or the byte order mark. Each byte is examined once. A line that is complete in its chunk is
// not copied, nor is the data of an event with a single `data:` line that ends in the same chunk.
//
// Beyond the standard: invalid UTF-8 is passed on unchanged, and `limit` bounds the memory. An event ends with an empty
// line. If the stream ends inside an event, the event is dropped as the standard requires, unless you call finish().
class sse_parser {
public:
  // The default limit, in bytes.
  static constexpr std::size_t default_limit = 16u << 20;

  // `limit` is the maximum size in bytes of the data of an event together with the current line; more is
  // errc::too_large.
  explicit sse_parser(std::size_t limit = default_limit) noexcept : limit_(limit) {}

  // Parses the next event and removes the parsed bytes from the front of `chunk`. Returns true if `event` is set; the
  // rest of the chunk may contain more events. Returns false if the chunk is used up: call again with the next chunk.
  // After an error, each call returns that error.
  result<bool> next(std::string_view& chunk, sse_event& event) {
    if (find(chunk, event)) return true;
    if (too_large_) return limit_error();
    return false;
  }

  // Calls `sink` with each sse_event that ends in this chunk. Errors: those of next().
  template <class Sink> result<void> feed(std::string_view chunk, Sink&& sink) {
    sse_event event;
    while (find(chunk, event)) sink(static_cast<sse_event const&>(event));
    if (too_large_) return limit_error();
    return {};
  }

  // Call it when the stream has ended. Sets `event` to the unfinished last event, whose last line may be truncated.
  // Returns false if there is none with data.
  bool finish(sse_event& event) {
    if (dispatched_) forget_event();
    if (too_large_) return false;
    if (!line_.empty()) {
      std::string const last = std::exchange(line_, {});
      take_line(last, true);
    }
    return dispatch(event);
  }

  // Returns the last valid `retry:`, and the last event id, which the server wants in the header Last-Event-ID after a
  // reconnect.
  std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }
  std::string_view last_event_id() const noexcept { return last_id_; }

private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

  // Like next(), but reports an error in too_large_.
  bool find(std::string_view& chunk, sse_event& event) {
    if (dispatched_) forget_event();
    while (!chunk.empty() && !too_large_) {
      if (after_cr_) {
        after_cr_ = false;
        if (chunk.front() == '\n') {
          chunk.remove_prefix(1);
          continue;
        }
      }
      if (mark_seen_ != byte_order_mark.size()) {
        skip_byte_order_mark(chunk);
        continue;
      }
      std::size_t const end = line_end(chunk);
      std::string_view line = chunk.substr(0, end);
      too_large_ = line.size() > limit_ - data_size_ - line_.size();  // the two never exceed the limit together
      if (too_large_) return false;
      if (end == chunk.size()) {
        line_.append(line);
        chunk = {};
        break;
      }
      after_cr_ = chunk[end] == '\r';
      chunk.remove_prefix(end + 1);
      bool const kept = !line_.empty();
      if (kept) line = line_.append(line);
      if (line.empty()) {
        if (dispatch(event)) return true;
      } else {
        take_line(line, kept);
        if (kept) line_.clear();
      }
    }
    keep_data();
    cr_left_ = lf_left_ = unknown;
    return false;
  }

  // Returns the position of the first CR or LF; the size of the chunk if there is none. Each of the two characters is
  // searched for separately and its position is remembered until the parser reaches it, since nothing is as fast as
  // memchr.
  std::size_t line_end(std::string_view chunk) noexcept {
    auto const left_from = [chunk](char wanted) {
      std::size_t const found = chunk.find(wanted);
      return found == chunk.npos ? 0 : chunk.size() - found;
    };
    if (cr_left_ > chunk.size()) cr_left_ = left_from('\r');
    if (lf_left_ > chunk.size()) lf_left_ = left_from('\n');
    return chunk.size() - (std::max)(cr_left_, lf_left_);
  }

  // Skips a byte order mark. Bytes that turn out not to be one begin the first line.
  void skip_byte_order_mark(std::string_view& chunk) {
    if (chunk.front() == byte_order_mark[mark_seen_]) {
      chunk.remove_prefix(1);
      ++mark_seen_;
      return;
    }
    line_ = byte_order_mark.substr(0, mark_seen_);
    too_large_ = line_.size() > limit_;
    mark_seen_ = byte_order_mark.size();
  }

  // Handles a line that is not empty. `kept`: the line is in a buffer of the parser that will be reused.
  void take_line(std::string_view line, bool kept) {
    constexpr std::string_view usual = "data: ";
    if (line.starts_with(usual)) return take_data(line.substr(usual.size()), kept);
    std::size_t const colon = line.find(':');
    if (colon == 0) return;  // a comment
    std::string_view const name = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);

    if (name == "data") {
      take_data(value, kept);
    } else if (name == "event") {
      type_ = value;
    } else if (name == "id") {
      if (value.find('\0') != std::string_view::npos) return;
      id_ = value;
      has_id_ = true;
    } else if (name == "retry") {
      take_retry(value);
    }
  }

  void take_data(std::string_view value, bool kept) {
    keep_data();
    if (has_data_) {
      data_.push_back('\n');
      data_.append(value);
    } else if (kept) {
      data_ = value;
    } else {
      data_in_chunk_ = value;
    }
    has_data_ = true;
    data_size_ = (std::min)(limit_, data_size_ + value.size() + 1);
  }

  void take_retry(std::string_view value) noexcept {
    std::chrono::milliseconds::rep count = 0;
    if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) return;
    if (std::from_chars(value.data(), value.data() + value.size(), count).ec == std::errc{})
      retry_ = std::chrono::milliseconds(count);
  }

  // Copies the data that is still in a chunk.
  void keep_data() {
    if (data_in_chunk_.data() == nullptr) return;
    data_ = data_in_chunk_;
    data_in_chunk_ = {};
  }

  bool dispatch(sse_event& event) {
    dispatched_ = true;
    if (has_id_) last_id_ = id_;
    has_id_ = false;
    if (!has_data_) {
      forget_event();
      return false;
    }
    event.is_named = !type_.empty();
    event.type = event.is_named ? std::string_view(type_) : std::string_view("message");
    event.data = data_in_chunk_.data() != nullptr ? data_in_chunk_ : std::string_view(data_);
    event.id = last_id_;
    return true;
  }

  void forget_event() noexcept {
    dispatched_ = has_data_ = false;
    data_in_chunk_ = {};
    data_.clear();
    data_size_ = 0;
    type_.clear();
  }

  error limit_error() const {
    error what(errc::too_large, "an event of the stream is over the limit of " + std::to_string(limit_) + " bytes");
    what.phase = phase::receive;
    return what;
  }

  std::size_t limit_;
  std::size_t mark_seen_ = 0;  // bytes of the byte order mark that were seen; all of them also if there was none
  // The number of bytes left in the chunk at the position of the next CR or LF; 0 if there is none, `unknown` if it was
  // not searched for.
  std::size_t cr_left_ = unknown;
  std::size_t lf_left_ = unknown;
  std::string line_{};                // the beginning of an incomplete line
  std::string data_{};                // of the current event ...
  std::string_view data_in_chunk_{};  // ... or this view, if it is not null
  std::size_t data_size_ = 0;
  std::string type_{};
  std::string id_{};
  std::string last_id_{};  // id_ at the last empty line
  std::optional<std::chrono::milliseconds> retry_{};
  bool has_data_ = false;
  bool has_id_ = false;  // last_id_ is to become id_
  bool after_cr_ = false;
  bool dispatched_ = false;  // the event was returned and its memory is in use until the next call
  bool too_large_ = false;
};

}  // namespace geai::inline v0_2::http
