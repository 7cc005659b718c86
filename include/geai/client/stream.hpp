#pragma once

#include <chrono>
#include <cstddef>
#include <geai/api/operation.hpp>
#include <geai/client/answer.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/exchange.hpp>
#include <geai/detail/pull_iterator.hpp>
#include <geai/http/request.hpp>
#include <geai/http/retry_after.hpp>
#include <geai/http/sse.hpp>
#include <geai/json/policy.hpp>
#include <geai/transport/policy.hpp>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Operations whose answer comes bit by bit, as server-sent events. Such an operation says
//
//   static constexpr bool streams = true;
//   using chunk = chat_chunk;                                 // a model: what the data of an event is
//   static chunk as_chunk(answer&& whole);                    // optional: the answer of a server that does not stream
//
// Client::stream() sends it with `"stream": true` in its body, Client::call() without.

namespace geai::api {

template <class Op>
concept streaming_operation = operation<Op> && requires {
  typename Op::chunk;
  requires Op::streams;
};

namespace detail {

template <class Op> struct streamed;

template <class Op, class Parameter> struct streamed_parameter : Parameter {
  using object = streamed<Op>;
  static typename Parameter::type const& get(streamed<Op> const& from) { return Parameter::get(from.operation); }
};

template <class Op> struct stream_flag {
  using object = streamed<Op>;
  using type = bool;
  static constexpr std::string_view name = "stream";
  static constexpr bool written = true;
  static constexpr bool value = true;
  static bool const& get(streamed<Op> const&) noexcept { return value; }
};

template <class Op, class Parameters> struct streamed_parameters;

template <class Op, class... Parameter> struct streamed_parameters<Op, fields<Parameter...>> {
  using type = fields<streamed_parameter<Op, Parameter>..., stream_flag<Op>>;
};

// An operation as it is sent when its answer is to be streamed: an operation of its own.
template <class Op> struct streamed {
  Op const& operation;

  using answer = typename Op::answer;
  using endpoint = typename Op::endpoint;
  using parameters = typename streamed_parameters<Op, typename Op::parameters>::type;
  static constexpr traits of = traits_of<Op>();
  static constexpr api::host host = of.host;
  static constexpr api::repetition repetition = of.repetition;
  static constexpr bool authenticated = of.authenticated;

  result<void> check() const {
    if constexpr (requires { operation.check(); })
      return operation.check();
    else
      return {};
  }
};

}  // namespace detail
}  // namespace geai::api

namespace geai {

namespace detail {

// Stands for the body of a transport that has none to pull, so that only the assertion speaks.
struct no_stream {
  result<std::size_t> read(std::string&) { return std::size_t{0}; }
};

template <class Transport> struct stream_of { using type = no_stream; };
template <transport::streaming Transport> struct stream_of<Transport> {
  using type = typename decltype(std::declval<Transport&>().stream(std::declval<http::request const&>(),
                                                                   std::declval<http::response&>()))::value_type;
};

// A 2xx that is one document after all: an error in the platform's words, or the answer of a server that does not
// stream. A server that does not say what it sends is taken at the client's word.
inline bool is_document(http::response const& head) noexcept {
  for (std::string_view type = head.header("content-type"); type.size() >= 4; type.remove_prefix(1))
    if (http::same_name(type.substr(0, 4), "json") || http::same_name(type.substr(0, 4), "html")) return true;
  return false;
}

// A body that is under way, and all that it works with: it stays at its address.
template <class Chunk, class Transport, class Json> class stream_state {
public:
  stream_state(exchange_pool& pool, Json& json, std::string_view operation)
      : exchange(pool), json_(json), operation_(operation) {}
  stream_state(stream_state&&) = delete;

  // One attempt: like Transport::send(), except that the body of a stream is not read.
  result<void> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    request_ = attempt;
    began_ = http::clock::now();
    result<void> opened = open_body(wire, head);
    if (!opened) {
      note(opened.error().message);
    } else if (head.status < 200 || head.status >= 300) {
      std::string_view token = exchange->headers.get("Authorization");
      if (token.starts_with("Bearer ")) token.remove_prefix(7);
      note(read_failure(json_, head, {token, exchange->secrets}).message);
    }
    return opened;
  }

  // Whether what was opened is a stream, and not a response that is whole already.
  bool is_open() const noexcept { return body_.has_value(); }

  // The stream begins: from here on, only silence and the deadline that the caller set limit it.
  void begin(std::string_view token, bool keep_deadline) noexcept {
    token_ = token;
    if (!keep_deadline) request_.deadline = http::no_deadline;
  }

  // The only element of a stream that was none.
  void set_only(Chunk&& only) {
    current_ = std::move(only);
    only_ = true;
  }

  // Null at the end. An error is the last element.
  result<Chunk> const* next() {
    if (std::exchange(only_, false)) return &current_;
    http::sse_event event;
    while (body_) {
      if (request_.stop.stop_requested()) return fail(cancelled());
      result<bool> const found = events_.next(unread_, event);
      if (!found) return fail(found.error());
      if (!*found) {
        if (error const* const failed = read_more()) return fail(*failed);
        continue;
      }
      std::string_view const data = trimmed(event.data);
      if (data.empty()) continue;
      if (data == "[DONE]") {
        finish();
        break;
      }
      return take(event.type, data);
    }
    return nullptr;
  }

  exchange_lease exchange;

private:
  // How long the end of the body may be in coming after the last event, so that the connection can be used again.
  static constexpr std::chrono::milliseconds farewell{20};

  static std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blank = " \t\r\n";
    std::size_t const begin = text.find_first_not_of(blank);
    return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
  }

  result<void> open_body(Transport& wire, http::response& head) {
    auto opened = wire.stream(request_, head);
    if (!opened) return opened.error();
    body_.emplace(*std::move(opened));
    bool const streams = head.status >= 200 && head.status < 300 && !is_document(head);
    return streams ? result<void>{} : read_whole(head.body);
  }

  // The attempt that began last has failed. Its error is told by basic_client, unless it is of a stream that breaks.
  void note(std::string_view cause) {
    auto const duration = std::chrono::ceil<std::chrono::milliseconds>(http::clock::now() - began_);
    attempts_.push_back({static_cast<int>(attempts_.size()) + 1, duration, std::string(cause)});
  }

  result<void> read_whole(std::string& into) {
    for (;;) {
      result<std::size_t> const read = body_->read(into);
      if (!read || *read == 0) body_.reset();
      if (!read) return read.error();
      if (*read == 0) return {};
      if (into.size() > request_.body_limit) {
        body_.reset();
        error what(errc::too_large,
                   "the response's body is over the limit of " + std::to_string(request_.body_limit) + " bytes");
        what.phase = phase::receive;
        return what;
      }
    }
  }

  // Null when there is more to read.
  error const* read_more() {
    bytes_.clear();
    unread_ = {};
    result<std::size_t> const read = body_->read(bytes_);
    if (!read) {
      failure_ = read.error();
    } else if (*read == 0) {
      failure_ = error(errc::transport, "the stream ended before its last event ([DONE]); what came is not complete");
      failure_.phase = phase::receive;
    } else {
      unread_ = bytes_;
      return nullptr;
    }
    return &failure_;
  }

  // The data of an event is an answer of its own, which may say that it failed.
  result<Chunk> const* take(std::string_view type, std::string_view data) {
    http::response& event = exchange->response;
    event.body = data;
    current_ = read_answer<Chunk>(json_, event, token_);
    if (current_ && type != "error") return &current_;
    return fail(current_ ? response_error(event, {}, token_) : current_.error());
  }

  static error cancelled() {
    error what(errc::cancelled, "cancelled (phase: receive)");
    what.phase = phase::receive;
    return what;
  }

  result<Chunk> const* fail(error what) {
    http::response const& head = exchange->response;
    if (what.http_status == 0) what.http_status = head.status;
    if (what.request_id.empty()) what.request_id = known_secrets(token_).hide(head.header("x-request-id"));
    if (!what.retry_after) what.retry_after = http::retry_after(head.headers, std::chrono::system_clock::now());
    if (what.phase == phase::none) what.phase = phase::receive;
    note(what.message);
    what.attempts = std::move(attempts_);
    what.operation = operation_;
    what.message.insert(0, ": ").insert(0, operation_);
    current_ = std::move(what);
    body_.reset();
    return &current_;
  }

  void finish() {
    http::clock::time_point const soon = http::clock::now() + farewell;
    if (soon < request_.deadline) request_.deadline = soon;
    for (bool more = true; more;) {
      bytes_.clear();
      result<std::size_t> const read = body_->read(bytes_);
      more = read && *read != 0;
    }
    body_.reset();
  }

  Json& json_;
  std::string_view operation_;
  std::string_view token_{};  // of the request, for keeping it out of errors
  http::request request_{};
  http::clock::time_point began_{};  // the attempt under way
  std::vector<attempt> attempts_{};  // those before it
  http::sse_parser events_{};
  std::string bytes_{};        // what was read last ...
  std::string_view unread_{};  // ... and of it, what was not parsed yet
  error failure_{};
  bool only_ = false;
  result<Chunk> current_{Chunk{}};
  std::optional<typename stream_of<Transport>::type> body_{};  // goes first: it borrows the rest
};

}  // namespace detail

// What Client::stream() returns: the chunks of an answer as they come, an input range of result<Chunk>.
//
//   for (geai::result<geai::chat_chunk> const& each : chat.stream_completion({...}).value()) ...
//
// - To go on waits for the next chunk. An error is the last element: a stream that simply ends was complete.
// - To leave the loop, by whatever way, and destroy the range stops the transfer and closes its connection at once;
//   nothing is ever sent again.
// - An error lists the attempts of the call, of which the last is the stream that broke. (One that was not sent, since
//   there was no token for it, is not among them.)
// - An element is valid until the range goes on. The range is traversed once, by one thread at a time.
// - The range works with the memory and the connections of its client, which must outlive it (it may be moved).
template <class Chunk, class Transport, class Json> class event_stream {
  using state = detail::stream_state<Chunk, Transport, Json>;

public:
  using value_type = result<Chunk>;
  using iterator = detail::pull_iterator<state, value_type>;

  explicit event_stream(std::unique_ptr<state> under_way) noexcept : state_(std::move(under_way)) {}

  // Waits for the first chunk. To be called once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // The next chunk; null at the end. What the iterators do, for other loops.
  result<Chunk> const* next() { return state_->next(); }

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, event_stream const&) {
    out << "an event stream";
    return out;
  }

private:
  std::unique_ptr<state> state_;
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::stream(Op const& operation, call_options const& options) const {
  check_host<Op>();
  static_assert(transport::streaming<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(api::streaming_operation<Op>, "geai: this operation does not stream; use call()");
  if constexpr (transport::streaming<Transport> && api::streaming_operation<Op>) {
    using chunk = typename Op::chunk;
    using stream_type = event_stream<chunk, Transport, Json>;
    auto const failed = [](error what) -> result<stream_type> {
      return detail::about(api::name_of<Op>(), std::move(what));
    };
    auto under_way = std::make_unique<detail::stream_state<chunk, Transport, Json>>(engine_->exchanges, engine_->json,
                                                                                    api::name_of<Op>());
    detail::exchange& exchange = *under_way->exchange;
    bool own_accept = false;
    for (name_value const& each : options.headers) own_accept |= http::same_name(each.name, "Accept");
    if (!own_accept) exchange.headers.add("Accept", "text/event-stream, application/json");
    auto const carry = [&](http::request const& rq, http::response& rs) {
      return under_way->open(engine_->transport, rq, rs);
    };
    result<void> const sent =
        engine_->send(api::detail::streamed<Op>{operation}, options, exchange, detail::accept::success, carry);
    if (!sent) return failed(sent.error());
    under_way->begin(detail::token_of(exchange.headers), options.timeout.has_value());
    if (!under_way->is_open()) {
      auto whole = detail::read_answer<typename Op::answer>(
          engine_->json, exchange.response,
          detail::known_secrets(detail::token_of(exchange.headers), exchange.secrets));
      if (!whole) return failed(whole.error());
      if constexpr (requires { Op::as_chunk(*std::move(whole)); }) {
        under_way->set_only(Op::as_chunk(*std::move(whole)));
      } else {
        error what(errc::decode, "the platform answered with one document, where an event stream was promised");
        what.phase = phase::decode;
        return failed(std::move(what));
      }
    }
    return result<stream_type>(stream_type(std::move(under_way)));
  }
}

}  // namespace geai
