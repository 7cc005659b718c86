#pragma once

#include <curl/curl.h>

#include <coroutine>
#include <cstddef>
#include <geai/detail/intrusive_node.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/detail/curl_multi_transfer.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0_2::transport::detail {

using geai::detail::loop_timer;

class multi_driver;

// A coroutine's wait for a transfer, within the limits of its request.
class multi_wait : public transfer_listener, private loop_timer {
public:
  multi_wait(multi_wait&&) = delete;

protected:
  explicit multi_wait(loop_core& loop) noexcept : loop_(loop) {}
  ~multi_wait() override { loop_.clear(*this); }

  void begin_wait(std::coroutine_handle<> caller, http::request const& request, http::clock::time_point limit) {
    resume_.coroutine = caller;
    if (limit != http::no_deadline) loop_.set(*this, limit);
    watch_.begin(loop_, request.stop);
  }

  // Resumes the coroutine in the next turn.
  void end_wait() noexcept {
    loop_.clear(*this);
    if (!resume_.is_linked()) loop_.post(resume_);
  }

  // Called when the coroutine resumes.
  void leave() noexcept { watch_.end(); }

  void on_first_byte() override {
    if (transfer_->limit() != http::no_deadline) loop_.set(*this, transfer_->limit());
  }

  void expired() override {
    auto const now = http::clock::now();
    if (transfer_ == nullptr) return on_limit(curl_loop_transfer::cause::deadline);  // while in the queue
    if (now >= transfer_->request().deadline) return on_limit(curl_loop_transfer::cause::deadline);
    if (now >= transfer_->idle_deadline_passed()) return on_limit(curl_loop_transfer::cause::silence);
    loop_.set(*this, transfer_->limit());
  }

  virtual void on_limit(curl_loop_transfer::cause why) = 0;

  loop_core& loop_;
  curl_loop_transfer* transfer_ = nullptr;

private:
  friend geai::detail::stop_subscription<multi_wait>;
  void stop_requested() { on_limit(curl_loop_transfer::cause::stop); }

  geai::detail::resume_operation resume_{};
  geai::detail::stop_subscription<multi_wait> watch_{*this};
};

// The awaiter of curl_multi::send_async(), and the base of that of stream_async().
class multi_send : public multi_wait, private intrusive_node {
public:
  multi_send(multi_driver& core, http::request const& request, http::body_source* body, http::response& response,
             bool streams = false) noexcept;
  ~multi_send() override;

  bool await_ready() {
    started_ = http::clock::now();
    return !settle(curl_loop_transfer::check(request_, started_));
  }
  void await_suspend(std::coroutine_handle<> caller);
  result<void> await_resume();

protected:
  multi_driver& core_;

private:
  friend multi_driver;

  void begin(curl_loop_transfer* transfer, CURLM* multi);
  void send(curl_loop_transfer* transfer, CURLM* multi);
  void advanced() override;
  void on_limit(curl_loop_transfer::cause why) override;
  void complete();

  // True if it is a success.
  bool settle(result<void> outcome) {
    if (!outcome) failed_ = std::make_unique<error>(std::move(outcome).error());
    return failed_ == nullptr;
  }

  http::request const& request_;
  http::body_source* body_;
  http::response& response_;
  bool streams_;
  http::clock::time_point started_{};
  std::unique_ptr<error> failed_{};  // an error is large, and calls in flight are many
};

// The awaiter of a read from curl_multi's stream.
class multi_read final : public multi_wait {
public:
  multi_read(loop_core& loop, curl_loop_transfer& transfer, std::string& out) noexcept : multi_wait(loop), into_(out) {
    transfer_ = &transfer;
  }
  ~multi_read() override { transfer_->wait(nullptr); }

  bool await_ready() noexcept {
    http::request const& rq = transfer_->request();
    if (rq.stop.stop_requested()) transfer_->end(curl_loop_transfer::cause::stop);
    if (http::clock::now() >= rq.deadline) transfer_->end(curl_loop_transfer::cause::deadline);
    return transfer_->has_body() || transfer_->has_ended();
  }
  void await_suspend(std::coroutine_handle<> caller) {
    transfer_->listen();
    transfer_->wait(this);
    begin_wait(caller, transfer_->request(), transfer_->limit());
  }
  result<std::size_t> await_resume() {
    leave();
    transfer_->wait(nullptr);
    return transfer_->take_body(into_);
  }

private:
  void advanced() override { end_wait(); }
  void on_limit(curl_loop_transfer::cause why) override {
    transfer_->end(why);
    end_wait();
  }

  std::string& into_;
};

// The body of a response in transfer; see transport::asynchronous.
class multi_stream {
public:
  multi_stream(multi_driver& core, std::unique_ptr<curl_loop_transfer> transfer) noexcept
      : core_(&core), transfer_(std::move(transfer)) {}
  multi_stream(multi_stream&&) noexcept = default;
  multi_stream& operator=(multi_stream&& other) noexcept {
    std::swap(core_, other.core_);
    std::swap(transfer_, other.transfer_);
    return *this;
  }
  ~multi_stream();

  multi_read read(std::string& out) const noexcept;

private:
  multi_driver* core_;
  std::unique_ptr<curl_loop_transfer> transfer_;
};

class multi_open final : public multi_send {
public:
  multi_open(multi_driver& core, http::request const& request, http::response& response) noexcept
      : multi_send(core, request, nullptr, response, true) {}

  result<multi_stream> await_resume();
};

}  // namespace geai::inline v0_2::transport::detail
