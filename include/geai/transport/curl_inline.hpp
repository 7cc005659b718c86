#pragma once

// The functions of transport::curl. Part of geai/transport/curl.hpp, unless the program is compiled separately.

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <geai/detail/config.hpp>
#include <geai/detail/later.hpp>
#include <geai/detail/system/process.hpp>
#include <geai/detail/system/sockets.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_failure.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <geai/transport/curl_transfer.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace geai::inline v0_2::transport {

namespace detail {

// A transfer with its own multi handle, which drives it and holds its connections.
//
// curl_easy_perform() creates such a multi handle internally. An own one gives exact limits and a wake-up call.
class curl_blocking_transfer : private goodbyes, private curl_transfer {
public:
  // Returns null if libcurl cannot be set up with these options.
  static std::unique_ptr<curl_blocking_transfer> make(options const& settings) {
    if (!start_curl()) return nullptr;
    auto made = std::make_unique<curl_blocking_transfer>();
    return made->set_up(settings) ? std::move(made) : nullptr;
  }

  curl_blocking_transfer() noexcept : curl_transfer(static_cast<goodbyes&>(*this)) {}
  curl_blocking_transfer(curl_blocking_transfer&&) = delete;
  ~curl_blocking_transfer() {
    attached_.reset();
    easy_.reset();  // destroyed before multi_, and removed from it first
  }

  using curl_transfer::is_reusable;

  unsigned made_with = 0;  // version of the settings it was made with

  bool is_of_this_process() const noexcept { return process_ == geai::detail::current_process(); }

  // Sends a request. `body`, unless null, replaces request.body. Rethrows exceptions of the body.
  result<void> run(http::request const& request, http::body_source* body, http::response& response) {
    for (refusals_ = 0;;) {
      if (result<void> begun = begin(request, body, response); !begun) return begun;
      transfer([] { return false; });
      result<void> const outcome = head_outcome(response);
      if (outcome) collector_.finish();
      detach();
      if (std::optional<error> failed = request_.body().take_failure()) return *std::move(failed);
      if (outcome || !can_begin_again(outcome.error(), body)) return outcome;
    }
  }

  // Sends the request and returns at the end of the headers; read() returns the body. `request` must stay valid until
  // detach().
  result<void> open(http::request const& request, http::response& response) {
    for (refusals_ = 0;;) {
      if (result<void> begun = begin(request, nullptr, response); !begun) return begun;
      pending_body_.clear();
      collector_.deliver_to(pending_body_, piece_limit);
      collector_.go_stepwise(unpacked_at_once);
      transfer([this] { return has_head(); });
      // read() reports anything that follows the headers, including a failure.
      result<void> const outcome = has_head() ? take_status(response) : head_outcome(response);
      collector_.end_head();
      if (!outcome) detach();
      if (outcome || !can_begin_again(outcome.error(), nullptr)) return outcome;
    }
  }

  // See transport::streaming.
  result<std::size_t> read(std::string& out) {
    std::size_t const before = out.size();
    if (!end_ && request_of_->stop.stop_requested()) end_ = {cause::stop, CURLE_OK};
    if (!end_ && http::clock::now() >= request_of_->deadline) end_ = {cause::deadline, CURLE_OK};
    if (!pending_body_.empty()) {
      out.append(pending_body_);
      pending_body_.clear();
      return out.size() - before;
    }
    collector_.deliver_to(out, piece_limit);
    if (collector_.has_coded() && !collector_.unpack()) end_ = {cause::itself, CURLE_WRITE_ERROR};
    if (out.size() == before) transfer([&] { return out.size() != before; });
    collector_.deliver_to(pending_body_, piece_limit);
    if (out.size() != before) return out.size() - before;
    return body_outcome();
  }

  // Ends an unfinished transfer and closes its connection; keeps the connection of a finished one.
  void detach() noexcept {
    if (!attached_) return;
    kept_ = CURL_SOCKET_BAD;
    if (collector_.is_http_1()) curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &kept_);
    attached_.reset();
  }

private:
  // Keeps the easy handle in the multi handle. Removing it ends an unfinished transfer and keeps a finished connection.
  class attachment {
  public:
    attachment(CURLM* multi, CURL* easy) noexcept
        : multi_(multi), easy_(easy), outcome_(curl_multi_add_handle(multi, easy)) {}
    attachment(attachment&&) = delete;
    ~attachment() { curl_multi_remove_handle(multi_, easy_); }

    CURLMcode outcome() const noexcept { return outcome_; }

  private:
    CURLM* multi_;
    CURL* easy_;
    CURLMcode outcome_;
  };

  struct waker {
    CURLM* multi;
    void operator()() const noexcept { curl_multi_wakeup(multi); }  // the only call that another thread may make
  };

  bool set_up(options const& settings) noexcept {
    multi_.reset(curl_multi_init());
    // A client usually uses one or two hosts.
    if (multi_ != nullptr) curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 4L);
    return multi_ != nullptr && curl_transfer::set_up(settings);
  }

  // Passes the request to libcurl; nothing is sent yet.
  result<void> begin(http::request const& request, http::body_source* body, http::response& response) {
    if (result<void> ready = get_ready(request, response, http::clock::now()); !ready) return ready;
    // Unsolicited bytes on the kept connection are not a response to this request; libcurl before 8 reads them as one.
    bool const spoiled = kept_ != CURL_SOCKET_BAD && geai::detail::has_bytes(kept_);
    if (spoiled || fresh_connect_set_) curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, static_cast<long>(spoiled));
    fresh_connect_set_ = spoiled;
    if (apply(request, body)) attached_.emplace(multi_.get(), easy_.get());
    return {};
  }

  // Runs until the transfer has ended, which sets end_, or until enough().
  template <class Enough> void transfer(Enough enough) {
    if (end_) return;
    end_ = go_on(enough);
  }

  template <class Enough> std::optional<ended> go_on(Enough& enough) {
    http::request const& rq = *request_of_;
    std::optional<std::stop_callback<waker>> on_stop;
    if (rq.stop.stop_possible()) on_stop.emplace(rq.stop, waker{multi_.get()});

    CURLMcode fault = attached_->outcome();
    int running = 1;
    http::clock::time_point heard = http::clock::now();
    while (fault == CURLM_OK) {
      fault = curl_multi_perform(multi_.get(), &running);
      if (running == 0 || fault != CURLM_OK) break;

      reusable_ = true;
      if (enough()) return std::nullopt;
      if (rq.stop.stop_requested()) return ended{cause::stop, CURLE_OK};
      http::clock::time_point const now = http::clock::now();
      if (now >= rq.deadline) return ended{cause::deadline, CURLE_OK};
      http::clock::duration left = rq.deadline - now;
      if (rq.idle_timeout.count() > 0 && collector_.began()) {
        if (collector_.take_moved()) heard = now;
        http::clock::duration const silence_left = geai::detail::later(heard, rq.idle_timeout) - now;
        if (silence_left.count() <= 0) return ended{cause::silence, CURLE_OK};
        left = (std::min)(left, silence_left);
      }
      fault = curl_multi_poll(multi_.get(), nullptr, 0, milliseconds_up(left), nullptr);
    }
    reusable_ = fault == CURLM_OK;
    return ended{cause::itself, fault == CURLM_OK ? verdict() : CURLE_OUT_OF_MEMORY};
  }

  CURLcode verdict() const noexcept {
    int left = 0;
    CURLMsg const* const message = curl_multi_info_read(multi_.get(), &left);
    return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
  }

  static constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

  // Rounds up, so that a wait never ends too early.
  static int milliseconds_up(http::clock::duration left) noexcept {
    return static_cast<int>(
        std::chrono::ceil<std::chrono::milliseconds>(std::min<http::clock::duration>(left, longest_wait)).count());
  }

  geai::detail::process_id process_ = geai::detail::current_process();
  curl_multi_handle multi_;
  curl_socket_t kept_ = CURL_SOCKET_BAD;  // socket of the last HTTP/1 connection, if it is still open
  bool fresh_connect_set_ = false;        // CURLOPT_FRESH_CONNECT is set
  std::string pending_body_{};            // body bytes that arrived before they were requested
  std::optional<attachment> attached_{};
};

// A pool of idle transfers. It takes no lock: a thread that finds none creates one, and a fork cannot interrupt a
// critical section. The lowest slot is taken and filled first, so that few threads use few connections.
class curl_pool {
public:
  curl_pool() = default;
  curl_pool(curl_pool&&) = delete;
  ~curl_pool() { clear(); }

  // Returns null if the pool is empty.
  std::unique_ptr<curl_blocking_transfer> take() noexcept {
    for (std::atomic<curl_blocking_transfer*>& slot : idle_) {
      if (slot.load(std::memory_order_relaxed) == nullptr) continue;
      curl_blocking_transfer* const found = slot.exchange(nullptr, std::memory_order_acquire);
      if (found == nullptr) continue;
      if (found->is_of_this_process()) return std::unique_ptr<curl_blocking_transfer>(found);
      abandon(found);
    }
    return nullptr;
  }

  // Called after the settings have changed: transfers with the old settings are not reused.
  void change_settings() noexcept {
    ++settings_;
    clear();
  }

  unsigned settings() const noexcept { return settings_; }

  // Deletes the transfer if the pool is full or its settings are old.
  void put(std::unique_ptr<curl_blocking_transfer> transfer) noexcept {
    if (transfer->made_with != settings_) return;
    for (std::atomic<curl_blocking_transfer*>& slot : idle_) {
      curl_blocking_transfer* expected = nullptr;
      if (slot.load(std::memory_order_relaxed) != nullptr) continue;
      if (!slot.compare_exchange_strong(expected, transfer.get(), std::memory_order_release)) continue;
      static_cast<void>(transfer.release());
      return;
    }
  }

  void clear() noexcept {
    while (take() != nullptr) continue;
  }

  // A child process shares the sockets and TLS state of its parent, so it must not even close the connection properly.
  // It leaks its copy of the memory on purpose.
  static void abandon(curl_blocking_transfer*) noexcept {}

private:
  static constexpr std::size_t most_idle = 64;

  unsigned settings_ = 0;  // number of changes
  std::array<std::atomic<curl_blocking_transfer*>, most_idle> idle_{};
};

GEAI_INLINE curl_stream::curl_stream(std::unique_ptr<curl_blocking_transfer> transfer, curl_pool& pool) noexcept
    : transfer_(std::move(transfer)), pool_(&pool) {}
GEAI_INLINE curl_stream::curl_stream(curl_stream&&) noexcept = default;
GEAI_INLINE curl_stream& curl_stream::operator=(curl_stream&& other) noexcept {
  std::swap(transfer_, other.transfer_);
  std::swap(pool_, other.pool_);
  return *this;
}
GEAI_INLINE curl_stream::~curl_stream() {
  if (transfer_ == nullptr) return;
  if (!transfer_->is_of_this_process()) {
    curl_pool::abandon(transfer_.release());
    return;
  }
  transfer_->detach();
  if (transfer_->is_reusable()) pool_->put(std::move(transfer_));
}

GEAI_INLINE result<std::size_t> curl_stream::read(std::string& out) { return transfer_->read(out); }

}  // namespace detail

struct curl::state {
  options settings{};
  detail::curl_pool pool{};
};

// Starts libcurl here instead of in the first exchange, for two reasons: a fork during exchanges does not find it half
// initialised, and the TLS library, which shuts itself down at exit, does so after the destructor of a static client.
GEAI_INLINE curl::curl() : state_(std::make_unique<state>()) { detail::start_curl(); }
GEAI_INLINE curl::curl(options settings) : curl() { configure(std::move(settings)); }
GEAI_INLINE curl::curl(curl&&) noexcept = default;
GEAI_INLINE curl& curl::operator=(curl&&) noexcept = default;
GEAI_INLINE curl::~curl() = default;

GEAI_INLINE options const& curl::configured() const noexcept { return state_->settings; }

GEAI_INLINE void curl::configure(options settings) {
  state_->settings = std::move(settings);
  state_->pool.change_settings();
}

GEAI_INLINE result<void> curl::send(http::request const& request, http::response& response) {
  return run(request, nullptr, response);
}

GEAI_INLINE result<void> curl::send(http::request const& request, http::body_source& body, http::response& response) {
  return run(request, &body, response);
}

GEAI_INLINE result<detail::curl_stream> curl::stream(http::request const& request, http::response& response) {
  std::unique_ptr<detail::curl_blocking_transfer> transfer = take();
  if (transfer == nullptr) return detail::set_up_error();
  result<void> const opened = transfer->open(request, response);
  if (opened) return detail::curl_stream(std::move(transfer), state_->pool);
  if (transfer->is_reusable()) state_->pool.put(std::move(transfer));
  return opened.error();
}

GEAI_INLINE result<void> curl::run(http::request const& request, http::body_source* body, http::response& response) {
  std::unique_ptr<detail::curl_blocking_transfer> transfer = take();
  if (transfer == nullptr) return detail::set_up_error();
  result<void> outcome = transfer->run(request, body, response);
  if (transfer->is_reusable()) state_->pool.put(std::move(transfer));
  return outcome;
}

GEAI_INLINE std::unique_ptr<detail::curl_blocking_transfer> curl::take() {
  std::unique_ptr<detail::curl_blocking_transfer> idle = state_->pool.take();
  if (idle != nullptr) return idle;
  std::unique_ptr<detail::curl_blocking_transfer> made = detail::curl_blocking_transfer::make(state_->settings);
  if (made != nullptr) made->made_with = state_->pool.settings();
  return made;
}

}  // namespace geai::inline v0_2::transport
