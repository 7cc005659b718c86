#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_failure.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string_view>

// One exchange over libcurl, apart from who drives it; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0::transport::detail {

// An easy handle and the memory that it works with. Used for one exchange at a time; stays at its address, which libcurl
// knows. It never waits.
class curl_transfer {
public:
  curl_transfer() = default;
  curl_transfer(curl_transfer&&) = delete;

  // False when libcurl said something that leaves it open what the handle remembers.
  bool is_reusable() const noexcept { return reusable_; }

protected:
  enum class cause : unsigned char { itself, deadline, silence, stop, fork };
  struct ended {
    cause by = cause::itself;
    CURLcode code = CURLE_OK;

    bool is_success() const noexcept { return by == cause::itself && code == CURLE_OK; }
  };

  // Of a streamed body, from one read to the next: some 2 MiB, unless a small piece unpacks to a huge one.
  static constexpr std::size_t piece_limit = 64u << 20;

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
    return set.outcome() == CURLE_OK && set_fixed_options(easy_.get(), settings) == CURLE_OK;
  }

  // Why an exchange need not begin.
  static result<void> check(http::request const& rq, http::clock::time_point now) {
    if (rq.stop.stop_requested()) return cancelled_error(phase::prepare);
    if (rq.deadline <= now) return deadline_over_error();
    return {};
  }

  // For an exchange that was asked for at `started`.
  result<void> get_ready(http::request const& rq, http::response& rs, http::clock::time_point started) {
    if (result<void> sound = check(rq, started); !sound) return sound;
    started_ = started;
    text_[0] = '\0';
    collector_.begin(rs, rq.body_limit);
    request_of_ = &rq;
    times_sent_ = 0;
    end_.reset();
    reusable_ = false;
    return {};
  }

  // False when the handle does not take it, in which case it has ended. `body`, unless it is null, is sent in the place of
  // rq.body. Both are borrowed.
  bool apply(http::request const& rq, http::body_source* body) {
    CURLcode const code = request_.apply(easy_.get(), rq, body);
    if (code != CURLE_OK) end_ = {cause::itself, code};
    return code == CURLE_OK;
  }

  int status() const noexcept {
    if (int const said = collector_.status(); said != 0) return said;
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
  }

  // Whether the response's own headers are complete, which are not those of an interim one (100-continue).
  bool has_head() const noexcept { return collector_.headers_complete() && status() >= 200; }

  // Of a transfer that has ended.
  result<void> head_outcome(http::response& rs) {
    if (!end_->is_success()) return failure_of(*end_);
    if (!has_head())
      return cut_headers_error(*request_of_);  // which libcurl takes for a complete answer without a body
    return take_status(rs);
  }

  result<void> take_status(http::response& rs) const noexcept {
    rs.status = status();
    return {};
  }

  // Of a streamed body of which no more comes.
  result<std::size_t> body_outcome() const {
    if (end_->is_success()) return std::size_t{0};
    if (end_->by == cause::itself && collector_.refused() == curl_collector::refusal::body)
      return failure(errc::too_large, phase::receive, "too much of the response's body came at once");
    return failure_of(*end_);
  }

  error failure_of(ended const& end) const {
    curl_failure const failed{easy_.get(), *request_of_, collector_, text_, request_.body_size(*request_of_)};
    switch (end.by) {
      case cause::deadline: return deadline_error(failed, started_);
      case cause::silence: return idle_error(*request_of_);
      case cause::stop: return cancelled_error(reached_phase(failed));
      case cause::fork: return forked_error();
      case cause::itself: break;
    }
    if (end.code == CURLE_ABORTED_BY_CALLBACK && times_sent_ > 1) return not_repeated_error(*request_of_);
    return curl_error(end.code, failed);
  }

  // Before each time that libcurl sends the request. It does so again by itself when a kept connection ends before a byte
  // of the answer came; the server may have done by then what a POST or a PATCH asks for.
  static int on_request(void* self, char*, char*, int, int) noexcept {
    auto& transfer = *static_cast<curl_transfer*>(self);
    std::string_view const method = transfer.request_of_->method.name();
    bool const again = transfer.times_sent_++ != 0;
    return again && (method == "POST" || method == "PATCH") ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
  }

private:
  char text_[CURL_ERROR_SIZE] = {};

protected:
  bool reusable_ = false;
  curl_collector collector_;
  curl_request request_;
  curl_easy easy_;

  // Of the exchange under way.
  http::request const* request_of_ = nullptr;
  http::clock::time_point started_{};
  std::optional<ended> end_{};

private:
  int times_sent_ = 0;
};

}  // namespace geai::inline v0::transport::detail
