#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <geai/detail/intrusive_node.hpp>
#include <geai/detail/system/process.hpp>
#include <geai/detail/system/sockets.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_failure.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_transfer.hpp>
#include <geai/transport/detail/curl_kept_sockets.hpp>
#include <geai/transport/detail/curl_multi_transfer.hpp>
#include <geai/transport/detail/curl_multi_waits.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace geai::inline v0_2::transport::detail {

// The multi handle on its loop, the idle handles, and the queue of exchanges that wait for one.
class multi_driver final : private geai::detail::fd_handler, private loop_timer {
public:
  multi_driver(event_loop::handle loop, std::size_t max_connections, options of)
      : loop_(std::move(loop)), most_(std::max<std::size_t>(max_connections, 1)), options_(std::move(of)) {
    if (start_curl()) set_up();
  }
  multi_driver(multi_driver&&) = delete;
  ~multi_driver() override {
    if (process_ != geai::detail::current_process()) abandon();
    idle_.clear();
    multi_.reset();
    loop_->clear(*this);
  }

  event_loop::handle const& loop() const noexcept { return loop_; }

  CURLM* multi() const noexcept { return multi_.get(); }

  options const& configured() const noexcept { return options_; }

  void configure(options of) {
    options_ = std::move(of);
    ++settings_;
    if (process_ != geai::detail::current_process()) return;
    idle_.clear();
  }

  void enter(multi_send& exchange) {
    check_process();
    exchange.link_into(line_);
    fill();
  }

  // Ends the transfer if it is still running and starts the next one.
  void release(std::unique_ptr<curl_loop_transfer> transfer) {
    transfer->wait(nullptr);
    check_process();
    transfer->detach(multi_.get());
    transfer->unlink();
    --active_;
    bool const fits = transfer->is_reusable() && transfer->made_with == settings_;
    if (fits && idle_.size() < most_) idle_.push_back(std::move(transfer));
    fill();
  }
  void release(curl_loop_transfer* transfer) { release(std::unique_ptr<curl_loop_transfer>(transfer)); }

private:
  void set_up() {
    multi_.reset(curl_multi_init());
    if (multi_ == nullptr) return;
    // Before 8.1, which has a new HTTP/2 implementation, libcurl loses received data if GOAWAY ends a connection with
    // several streams. With these versions, each exchange has its own connection.
    if (curl_version_info(CURLVERSION_NOW)->version_num < 0x080100)
      curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, long{CURLPIPE_NOTHING});
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(std::min<std::size_t>(most_, 1u << 20)));
  }

  void check_process() {
    if (process_ != geai::detail::current_process()) [[unlikely]]
      leave_parent();
  }

  // In the child of a fork: running exchanges belong to the parent and end; new ones make their own connections.
  [[gnu::cold, gnu::noinline]] void leave_parent() {
    process_ = geai::detail::current_process();
    abandon();
    loop_->clear(*this);
    set_up();
    intrusive_node lost;
    lost.take_all(under_way_);
    while (lost.is_linked()) {
      auto& transfer = static_cast<curl_loop_transfer&>(lost.next());
      transfer.link_into(under_way_);
      transfer.lose();
    }
  }

  // Abandons the copies of the parent's handles, which share its connections.
  void abandon() noexcept {
    for (std::unique_ptr<curl_loop_transfer>& each : idle_) static_cast<void>(each.release());
    idle_.clear();
    kept_ = {};
    static_cast<void>(multi_.release());
  }

  void lost() override { check_process(); }

  void fill() {
    if (std::exchange(filling_, true)) return;
    while (active_ < most_ && line_.is_linked()) {
      auto& first = static_cast<multi_send&>(line_.next());
      first.unlink();
      std::unique_ptr<curl_loop_transfer> transfer;
      if (!idle_.empty()) {
        transfer = std::move(idle_.back());
        idle_.pop_back();
      } else if (multi_ != nullptr) {
        transfer = curl_loop_transfer::make(options_, *loop_, kept_, goodbyes_);
        if (transfer != nullptr) transfer->made_with = settings_;
      }
      ++active_;
      if (transfer != nullptr) transfer->link_into(under_way_);
      first.begin(transfer.release(), multi_.get());
    }
    filling_ = false;
  }

  void act(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, events, &running);
    int left = 0;
    while (CURLMsg const* const message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      char* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      reinterpret_cast<curl_loop_transfer*>(transfer)->ended(message->data.result);
    }
  }

  void ready(int descriptor, std::uint32_t events) override {
    int what = 0;
    if ((events & (geai::detail::readiness::in | geai::detail::readiness::hang_up)) != 0) what |= CURL_CSELECT_IN;
    if ((events & geai::detail::readiness::out) != 0) what |= CURL_CSELECT_OUT;
    if ((events & geai::detail::readiness::error) != 0) what |= CURL_CSELECT_ERR;
    act(geai::detail::socket_of(descriptor), what);
  }

  void expired() override {
    check_process();
    act(CURL_SOCKET_TIMEOUT, 0);
  }

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto& core = *static_cast<multi_driver*>(self);
    std::uint32_t events = 0;
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= geai::detail::readiness::in;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= geai::detail::readiness::out;
    core.loop_->watch(geai::detail::descriptor_of(socket), events, &core);
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* self) {
    auto& core = *static_cast<multi_driver*>(self);
    if (milliseconds < 0)
      core.loop_->clear(core);
    else
      core.loop_->set(core, http::clock::now() + std::chrono::milliseconds(milliseconds));
    return 0;
  }

  event_loop::handle loop_;
  std::size_t most_;
  options options_;
  unsigned settings_ = 0;  // number of changes
  geai::detail::process_id process_ = geai::detail::current_process();
  curl_multi_handle multi_;
  idle_sockets kept_;
  goodbyes goodbyes_;
  std::vector<std::unique_ptr<curl_loop_transfer>> idle_;  // destroyed before multi_
  std::size_t active_ = 0;
  bool filling_ = false;
  intrusive_node line_;
  intrusive_node under_way_;  // the transfers in the multi handle
};

inline multi_send::multi_send(multi_driver& core, http::request const& request, http::body_source* body,
                              http::response& response, bool streams) noexcept
    : multi_wait(*core.loop()), core_(core), request_(request), body_(body), response_(response), streams_(streams) {}

inline multi_send::~multi_send() {
  if (transfer_ != nullptr) core_.release(std::exchange(transfer_, nullptr));
}

inline void multi_send::await_suspend(std::coroutine_handle<> caller) {
  begin_wait(caller, request_, request_.deadline);
  core_.enter(*this);
}

inline result<void> multi_send::await_resume() {
  leave();
  if (body_ != nullptr && transfer_ != nullptr) {
    struct releasing {
      multi_send& self;
      ~releasing() { self.core_.release(std::exchange(self.transfer_, nullptr)); }
    } const end{*this};
    if (std::optional<error> failed = transfer_->take_source_failure()) return *std::move(failed);
  }
  if (failed_ != nullptr) return std::move(*failed_);
  return {};
}

inline void multi_send::begin(curl_loop_transfer* transfer, CURLM* multi) {
  transfer_ = transfer;
  if (transfer == nullptr) {
    settle(set_up_error());
    return end_wait();
  }
  transfer->forget_refusals();
  send(transfer, multi);
}

inline void multi_send::send(curl_loop_transfer* transfer, CURLM* multi) {
  transfer->wait(this);
  transfer->begin(multi, request_, body_, response_, streams_, started_);
  if (transfer->has_ended()) complete();
}

inline void multi_send::advanced() {
  if (streams_ && transfer_->has_head()) {
    // read() reports anything that follows the headers, including a failure.
    settle(transfer_->take_status(response_));
    transfer_->end_head();
    transfer_->wait(nullptr);
    return end_wait();
  }
  if (!transfer_->has_ended()) return;
  if (transfer_->wants_another_connection()) {
    transfer_->detach(core_.multi());
    return send(transfer_, core_.multi());
  }
  complete();
}

inline void multi_send::on_limit(curl_loop_transfer::cause why) {
  if (transfer_ != nullptr) {
    transfer_->end(why);
    return complete();
  }
  unlink();
  if (why == curl_loop_transfer::cause::stop) {
    settle(cancelled_error(phase::connect));
  } else {
    settle(failure(errc::timeout, phase::connect,
                   in_phase("no connection was free within " + allowed_time(request_, started_), phase::connect)));
  }
  end_wait();
}

inline void multi_send::complete() {
  if (settle(transfer_->head_outcome(response_)))
    transfer_->finish_body();
  else if (transfer_->can_begin_again(*failed_, body_)) {
    failed_.reset();
    transfer_->detach(core_.multi());
    return send(transfer_, core_.multi());
  }
  transfer_->wait(nullptr);
  if (body_ == nullptr) core_.release(std::exchange(transfer_, nullptr));
  end_wait();
}

inline result<multi_stream> multi_open::await_resume() {
  result<void> const opened = multi_send::await_resume();
  if (!opened) return opened.error();
  return multi_stream(core_, std::unique_ptr<curl_loop_transfer>(std::exchange(transfer_, nullptr)));
}

inline multi_stream::~multi_stream() {
  if (transfer_ != nullptr) core_->release(std::move(transfer_));
}

inline multi_read multi_stream::read(std::string& out) const noexcept {
  return multi_read(*core_->loop(), *transfer_, out);
}

}  // namespace geai::inline v0_2::transport::detail
