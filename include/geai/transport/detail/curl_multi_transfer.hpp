#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <geai/detail/intrusive_node.hpp>
#include <geai/detail/later.hpp>
#include <geai/detail/system/sockets.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <geai/transport/curl_transfer.hpp>
#include <geai/transport/detail/curl_kept_sockets.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0_2::transport::detail {

using geai::detail::intrusive_node;

// Waits for the end, the headers or more of the body of a transfer.
class transfer_listener {
public:
  virtual void on_first_byte() = 0;  // the first bytes arrived
  virtual void advanced() = 0;       // the headers are complete, more of the body arrived, or the transfer has ended

protected:
  ~transfer_listener() = default;
};

// A transfer that the loop drives.
class curl_loop_transfer final : public curl_transfer, public intrusive_node {
public:
  unsigned made_with = 0;  // version of the settings it was made with

  // Returns null if libcurl cannot be set up with these options.
  static std::unique_ptr<curl_loop_transfer> make(options const& settings, loop_core& loop, idle_sockets& kept,
                                                  goodbyes& heard) {
    if (!start_curl()) return nullptr;
    auto made = std::make_unique<curl_loop_transfer>(loop, kept, heard);
    return made->set_up(settings) ? std::move(made) : nullptr;
  }

  curl_loop_transfer(loop_core& loop, idle_sockets& kept, goodbyes& heard) noexcept
      : curl_transfer(heard), loop_(loop), kept_(kept) {}

  CURL* easy() const noexcept { return easy_.get(); }

  using curl_transfer::can_begin_again;
  using curl_transfer::cause;
  using curl_transfer::check;
  using curl_transfer::has_head;
  using curl_transfer::head_outcome;
  using curl_transfer::take_status;

  void wait(transfer_listener* waiter) noexcept { waiter_ = waiter; }

  // Call it before the begin() of another exchange.
  void forget_refusals() noexcept { refusals_ = 0; }

  // Passes the request to the multi handle. If that fails, the transfer has ended.
  void begin(CURLM* multi, http::request const& request, http::body_source* body, http::response& response,
             bool streams, http::clock::time_point started) {
    pending_body_.clear();
    streams_ = streams;
    paused_ = added_ = heard_any_ = false;
    if (result<void> ready = get_ready(request, response, started); !ready) {
      end(request.stop.stop_requested() ? cause::stop : cause::deadline);
      return;
    }
    last_activity_ = started;
    if (has_unsolicited_data_ || fresh_connect_set_)
      curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, static_cast<long>(has_unsolicited_data_));
    fresh_connect_set_ = std::exchange(has_unsolicited_data_, false);
    if (streams) {
      collector_.deliver_to(pending_body_, piece_limit);
      collector_.go_stepwise(unpacked_at_once);
    }
    if (!apply(request, body)) return;
    CURLMcode const fault = curl_multi_add_handle(multi, easy_.get());
    added_ = reusable_ = fault == CURLM_OK;
    if (!added_) end_ = {cause::itself, CURLE_OUT_OF_MEMORY};
  }

  // Removes the transfer from the multi handle, which ends an unfinished one and closes its connection.
  void detach(CURLM* multi) noexcept {
    waiter_ = nullptr;
    if (!std::exchange(added_, false)) return;
    if (end_ && end_->is_success()) remember_connection();
    curl_multi_remove_handle(multi, easy_.get());
  }

  // In the child of a fork, connection and handle belong to the parent: leaves both untouched.
  void lose() {
    added_ = reusable_ = paused_ = has_unsolicited_data_ = false;
    end(cause::fork);
    static_cast<void>(easy_.release());
    if (waiter_ != nullptr) waiter_->advanced();
  }

  // True if nothing was sent because the connection was spoiled; begin() then takes another one.
  bool wants_another_connection() const noexcept { return has_unsolicited_data_; }

  bool has_ended() const noexcept { return end_.has_value(); }

  // Ends the transfer; the first cause counts.
  void end(cause by, CURLcode code = CURLE_OK) noexcept {
    if (!end_) end_ = {by, code};
  }
  // Called when libcurl reports the end.
  void ended(CURLcode code) {
    end(cause::itself, code);
    if (waiter_ != nullptr) waiter_->advanced();
  }

  void finish_body() { collector_.finish(); }
  void end_head() noexcept { collector_.end_head(); }
  std::optional<error> take_source_failure() { return request_.body().take_failure(); }

  // Restarts the idle clock.
  void listen() noexcept { last_activity_ = http::clock::now(); }
  // Returns the time at which the idle limit passes; never, if there is no limit or nothing arrived yet.
  http::clock::time_point idle_deadline_passed() const noexcept {
    if (request_of_->idle_timeout.count() <= 0 || !collector_.began()) return http::no_deadline;
    return geai::detail::later(last_activity_, request_of_->idle_timeout);
  }
  http::clock::time_point limit() const noexcept { return (std::min)(request_of_->deadline, idle_deadline_passed()); }
  http::request const& request() const noexcept { return *request_of_; }

  bool has_body() const noexcept { return !pending_body_.empty(); }

  // Takes the received bytes of the body. Errors: the reason why no more arrive.
  result<std::size_t> take_body(std::string& out) {
    if (pending_body_.empty()) return body_outcome();
    std::size_t const size = pending_body_.size();
    if (out.empty())
      out.swap(pending_body_);
    else
      out.append(pending_body_);
    pending_body_.clear();
    collector_.deliver_to(pending_body_, piece_limit);
    if (collector_.has_coded() && !collector_.unpack()) end_ = {cause::itself, CURLE_WRITE_ERROR};
    if (std::exchange(paused_, false) && !end_) curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
    return size;
  }

private:
  // The maximum number of body bytes that are buffered without a reader; then the server has to wait.
  static constexpr std::size_t high_water = 256u << 10;

  bool set_up(options const& settings) noexcept {
    if (!curl_transfer::set_up(settings)) return false;
    curl_setter set(easy_.get());
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_PREREQFUNCTION, &on_prepared);
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, &loop_);
    set(CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
    set(CURLOPT_CLOSESOCKETDATA, &loop_);
    return set.outcome() == CURLE_OK;
  }

  // A connection outlives the handle that opened it, but not the loop.
  static curl_socket_t open_socket(void* loop, curlsocktype purpose, curl_sockaddr* address) noexcept {
    curl_socket_t const made = open_curl_socket(nullptr, purpose, address);
    if (made != CURL_SOCKET_BAD) static_cast<loop_core*>(loop)->keep(geai::detail::descriptor_of(made));
    return made;
  }
  static int close_socket(void* loop, curl_socket_t socket) noexcept {
    static_cast<loop_core*>(loop)->forget(geai::detail::descriptor_of(socket));
    return geai::detail::close_socket(socket);
  }

  static int on_prepared(void* self, char* remote, char* local, int remote_port, int local_port) noexcept {
    auto& transfer = *static_cast<curl_loop_transfer*>(static_cast<curl_transfer*>(self));
    transfer.has_unsolicited_data_ =
        !transfer.fresh_connect_set_ && transfer.kept_.is_spoiled(local_port, transfer.loop_);
    return transfer.has_unsolicited_data_ ? CURL_PREREQFUNC_ABORT
                                          : on_request(self, remote, local, remote_port, local_port);
  }

  void remember_connection() {
    if (!collector_.is_http_1()) return;
    long port = 0;
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
    curl_easy_getinfo(easy_.get(), CURLINFO_LOCAL_PORT, &port);
    if (socket != CURL_SOCKET_BAD && port > 0) kept_.add(socket, port, loop_.now());
  }

  static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<curl_loop_transfer*>(self);
    std::size_t const taken = curl_collector::on_header(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_ && transfer.has_head());
  }

  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<curl_loop_transfer*>(self);
    if (transfer.streams_ &&
        (std::max)(transfer.pending_body_.size(), transfer.collector_.coded_size()) >= high_water) {
      transfer.paused_ = true;
      return CURL_WRITEFUNC_PAUSE;
    }
    std::size_t const taken = curl_collector::on_body(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_ && !transfer.pending_body_.empty());
  }

  std::size_t hear(std::size_t taken, bool advances) {
    bool const first = !std::exchange(heard_any_, true);
    last_activity_ = loop_.now();
    if (waiter_ != nullptr) {
      if (first) waiter_->on_first_byte();
      if (advances) waiter_->advanced();
    }
    return taken;
  }

  loop_core& loop_;
  idle_sockets& kept_;
  transfer_listener* waiter_ = nullptr;
  http::clock::time_point last_activity_{};
  bool streams_ = false;
  bool has_unsolicited_data_ = false;
  bool fresh_connect_set_ = false;  // CURLOPT_FRESH_CONNECT is set
  bool heard_any_ = false;
  bool added_ = false;
  bool paused_ = false;
  std::string pending_body_{};  // body bytes that arrived before they were requested
};

}  // namespace geai::inline v0_2::transport::detail
