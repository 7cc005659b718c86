#pragma once

#include <curl/curl.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_failure.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string>
#include <string_view>

// One exchange over libcurl, independent of its driver; shared by the transports over libcurl. Not for users.
namespace geai::inline v0_2::transport::detail {

// The HTTP/2 connections that the server is closing (GOAWAY), by local port: requests above the last stream that it
// named were not processed and never will be (RFC 9113, 6.8).
class goodbyes {
public:
  void add(int port, std::uint32_t last_stream) noexcept {
    forget(port);
    said_[next_++ % said_.size()] = {port, last_stream};
  }
  void forget(int port) noexcept {
    for (entry& each : said_)
      if (each.port == port) each = {};
  }
  bool refuse(int port, std::uint32_t stream) const noexcept {
    for (entry const& each : said_)
      if (each.port == port && port != 0) return stream > each.last_stream;
    return false;
  }

private:
  struct entry {
    int port = 0;
    std::uint32_t last_stream = 0;
  };

  std::array<entry, 64> said_{};  // the latest ones
  std::size_t next_ = 0;
};

// The maximum number of times that a request is resent after the server refused it.
inline constexpr int most_refusals = 10;

// An easy handle and its memory. Used for one exchange at a time; must not be moved, since libcurl has its address. It
// never waits.
class curl_transfer {
public:
  explicit curl_transfer(goodbyes& heard) noexcept : goodbyes_(heard) {}
  curl_transfer(curl_transfer&&) = delete;

  // False if a failure of libcurl left the handle's settings unknown.
  bool is_reusable() const noexcept { return reusable_; }

protected:
  enum class cause : unsigned char { itself, deadline, silence, stop, fork };
  struct ended {
    cause by = cause::itself;
    CURLcode code = CURLE_OK;

    bool is_success() const noexcept { return by == cause::itself && code == CURLE_OK; }
  };

  // The maximum size of a streamed body's piece between two reads: usually some 2 MiB arrive.
  static constexpr std::size_t piece_limit = 64u << 20;
  // The maximum decompressed size of a piece, since a small one may expand to any size.
  static constexpr std::size_t unpacked_at_once = 256u << 10;

  bool set_up(options const& settings) noexcept {
    easy_.reset(curl_easy_init());
    if (easy_ == nullptr) return false;
    curl_setter set(easy_.get());
    set(CURLOPT_ERRORBUFFER, text_);
    set(CURLOPT_HEADERFUNCTION, &curl_collector::on_header);
    set(CURLOPT_HEADERDATA, &collector_);
    set(CURLOPT_WRITEFUNCTION, &curl_collector::on_body);
    set(CURLOPT_WRITEDATA, &collector_);
    set(CURLOPT_PREREQFUNCTION, &on_request);
    set(CURLOPT_PREREQDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);  // see CURLOPT_NOPROGRESS
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_DEBUGFUNCTION, &on_text);  // see CURLOPT_VERBOSE
    set(CURLOPT_DEBUGDATA, this);
    proxy_ = settings.proxy;
    return set.outcome() == CURLE_OK && set_fixed_options(easy_.get(), settings) == CURLE_OK;
  }

  // Returns the reason why an exchange need not begin.
  static result<void> check(http::request const& request, http::clock::time_point now) {
    if (request.stop.stop_requested()) return cancelled_error(phase::prepare);
    if (request.deadline <= now) return deadline_over_error();
    if (tls_is_over.load(std::memory_order_relaxed) && !request.url.starts_with("http:")) [[unlikely]]
      return tls_over_error();
    return {};
  }

  // Prepares an exchange that was requested at `started`.
  result<void> get_ready(http::request const& request, http::response& response, http::clock::time_point started) {
    if (result<void> sound = check(request, started); !sound) return sound;
    started_ = started;
    text_[0] = '\0';
    collector_.begin(response, request.body_limit);
    request_of_ = &request;
    times_sent_ = 0;
    stream_ = 0;
    refused_ = handshake_began_ = false;
    gave_up_ = cause::itself;
    end_.reset();
    reusable_ = false;
    return {};
  }

  // Passes the request to the handle. Returns false if that fails; the exchange has then ended. `body`, unless null,
  // replaces request.body. Refers to both.
  bool apply(http::request const& request, http::body_source* body) {
    CURLcode const code = request_.apply(easy_.get(), request, body);
    if (code != CURLE_OK) end_ = {cause::itself, code};
    return code == CURLE_OK;
  }

  int status() const noexcept {
    if (int const said = collector_.status(); said != 0) return said;
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
  }

  // True if the final response's headers are complete, not only those of an interim one (100-continue).
  bool has_head() const noexcept { return collector_.headers_complete() && status() >= 200; }

  // Returns the outcome of a transfer that has ended.
  result<void> head_outcome(http::response& response) {
    if (has_head()) response.status = status();  // also of a response with an incomplete body
    if (!end_->is_success()) return failure_of(*end_);
    if (!has_head()) {  // libcurl accepts this as a complete response without a body
      error what = cut_headers_error(*request_of_);
      what.unprocessed = was_refused();
      return what;
    }
    if (collector_.is_cut()) return cut_encoding_error(*request_of_);
    return {};
  }

  result<void> take_status(http::response& response) const noexcept {
    response.status = status();
    return {};
  }

  // Returns the outcome of a streamed body that has ended.
  result<std::size_t> body_outcome() const {
    if (end_->is_success() && collector_.is_cut()) return cut_encoding_error(*request_of_);
    if (end_->is_success()) return std::size_t{0};
    if (end_->by == cause::itself && collector_.refused() == curl_collector::refusal::body)
      return failure(errc::too_large, phase::receive, "too much of the response's body arrived at once");
    return failure_of(*end_);
  }

  error failure_of(ended const& end) const {
    curl_failure const failed{easy_.get(), *request_of_,    collector_, text_, request_.body_size(*request_of_),
                              proxy_,      handshake_began_};
    switch (end.code == CURLE_ABORTED_BY_CALLBACK && gave_up_ != cause::itself ? gave_up_ : end.by) {
      case cause::deadline: return deadline_error(failed, started_);
      case cause::silence: return idle_error(*request_of_);
      case cause::stop: return cancelled_error(reached_phase(failed));
      case cause::fork: return forked_error();
      case cause::itself: break;
    }
    bool const is_again = end.code == CURLE_ABORTED_BY_CALLBACK && times_sent_ > 1;
    error what = is_again ? not_repeated_error(*request_of_) : curl_error(end.code, failed);
    what.unprocessed = was_refused();
    return what;
  }

  // True if the server certainly did not process the request. libcurl resends such a request up to five times if it
  // notices; after a GOAWAY it does not always.
  bool was_refused() const noexcept {
    if (collector_.began()) return false;
    return refused_ || goodbyes_.refuse(port_, stream_) ||
           (request_.only_if_refused() && std::string_view(text_).starts_with("Connection died, tried"));
  }

  // True if an exchange that ended in this way is to be repeated: its body can be sent from the beginning, and the
  // number of repetitions is below most_refusals.
  bool can_begin_again(error const& failure, http::body_source* body) {
    if (!failure.unprocessed || end_->by != cause::itself || refusals_ == most_refusals) return false;
    ++refusals_;
    return body == nullptr || body->rewind().has_value();
  }

  // Called before each time that libcurl sends the request. libcurl resends it if the server refused it, or if a kept
  // connection ends before a byte of the response arrived; in the latter case the server may have processed it. If a
  // resend is not allowed, port_ and stream_ keep the values of the first time, for was_refused().
  static int on_request(void* self, char*, char*, int, int local_port) noexcept {
    auto& transfer = *static_cast<curl_transfer*>(self);
    bool const again = transfer.times_sent_++ != 0;
    bool const may = transfer.request_of_->repeatable || transfer.request_.only_if_refused();
    if (again && (!may || transfer.collector_.began())) return CURL_PREREQFUNC_ABORT;
    transfer.port_ = local_port;
    transfer.stream_ = 0;
    transfer.refused_ = false;
    return CURL_PREREQFUNC_OK;
  }

  // Receives libcurl's informational messages, the only source about streams and handshakes.
  static int on_text(CURL*, curl_infotype type, char* text, std::size_t size, void* self) noexcept {
    if (type == CURLINFO_TEXT) static_cast<curl_transfer*>(self)->hear({text, size});
    return 0;
  }

  void hear(std::string_view text) noexcept {
    auto const number_behind = [&](std::string_view mark) -> std::optional<std::uint32_t> {
      std::size_t const at = text.find(mark);
      std::uint32_t number = 0;
      if (at == text.npos) return std::nullopt;
      if (std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number).ec != std::errc{})
        return std::nullopt;
      return number;
    };
    std::optional<std::uint32_t> opened;
    if (text.starts_with("Using Stream ID: ")) opened = number_behind("ID: ");  // libcurl 7.88
    if (text.starts_with("[HTTP/2] [") && text.find("] OPENED stream") != text.npos) opened = number_behind("/2] [");
    if (opened) {
      stream_ = *opened;
      if (stream_ == 1) goodbyes_.forget(port_);  // of a new connection, once
    } else if (text.starts_with("rec") && text.find(" GOAWAY, ") != text.npos) {
      if (auto const last = number_behind("last_stream=")) goodbyes_.add(port_, *last);
    } else if (text.starts_with("REFUSED_STREAM, retrying")) {
      refused_ = true;
    } else if (text.starts_with("ALPN: ")) {
      handshake_began_ = true;
    }
  }

  // Called while libcurl is busy without calling us otherwise: a proxy's response to CONNECT.
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept {
    auto& transfer = *static_cast<curl_transfer*>(self);
    http::request const& rq = *transfer.request_of_;
    if (rq.stop.stop_requested())
      transfer.gave_up_ = cause::stop;
    else if (http::clock::now() >= rq.deadline)
      transfer.gave_up_ = cause::deadline;
    return transfer.gave_up_ == cause::itself ? 0 : 1;
  }

private:
  char text_[CURL_ERROR_SIZE] = {};

protected:
  bool reusable_ = false;
  curl_collector collector_;
  curl_request request_;
  curl_easy easy_;

  // The request of the current exchange.
  http::request const* request_of_ = nullptr;
  http::clock::time_point started_{};
  std::optional<ended> end_{};

private:
  goodbyes& goodbyes_;
  int port_ = 0;              // local port of the connection
  std::uint32_t stream_ = 0;  // of HTTP/2; 0 if unknown
  int times_sent_ = 0;
  bool refused_ = false;  // the server refused the stream, and libcurl is about to resend
  bool handshake_began_ = false;

protected:
  int refusals_ = 0;

private:
  cause gave_up_ = cause::itself;  // set in on_progress()
  std::string proxy_{};            // from the options
};

}  // namespace geai::inline v0_2::transport::detail
