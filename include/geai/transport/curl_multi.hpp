#pragma once

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <geai/detail/later.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/curl_failure.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <geai/transport/curl_transfer.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace geai::inline v0::transport {

// What a curl_multi is told when it is made.
struct curl_multi_settings {
  // Exchanges, streams included, that are carried at once; over HTTP/1, and with libcurl before 8.1, each has a connection of its own. More of them wait
  // in line, in the order in which they came and within their own limits; a stream holds its place until it is
  // destroyed. At least 1. As many idle connections are kept.
  std::size_t max_connections = 100;
};

namespace detail {

using geai::detail::list_node;
using geai::detail::loop_core;
using geai::detail::loop_timer;

class multi_core;

// Who waits for something of a transfer: for its end, for its head, or for more of its body.
class multi_waiter {
public:
  virtual void heard_first() = 0;  // the first bytes came
  virtual void advanced() = 0;     // the head is complete, or more of the body is there, or the transfer has ended

protected:
  ~multi_waiter() = default;
};

// The sockets of HTTP/1 connections that were left open, by the local port of each.
class kept_sockets {
public:
  void add(curl_socket_t socket, long port) {
    for (entry& each : entries_)
      if (each.socket == socket || each.port == port) {
        each = {socket, port};
        return;
      }
    entries_.push_back({socket, port});
  }

  // Whether the server has said something unasked on the connection with this local port, which is no answer to what is
  // sent next; libcurl before 8 takes it for one.
  bool is_spoiled(long port) const noexcept {
    for (entry const& each : entries_) {
      if (each.port != port) continue;
      char unasked = 0;
      if (::recv(each.socket, &unasked, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) return false;
      sockaddr_storage address{};  // the number may be another socket's by now
      socklen_t size = sizeof address;
      return ::getsockname(each.socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 && port_of(address) == port;
    }
    return false;
  }

private:
  struct entry {
    curl_socket_t socket;
    long port;
  };

  static long port_of(sockaddr_storage const& address) noexcept {
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
    return -1;
  }

  std::vector<entry> entries_{};
};

// A transfer that is driven by the loop.
class multi_transfer final : public curl_transfer, public list_node {
public:
  unsigned made_with = 0;  // which settings

  // Null when libcurl cannot be set up as these options demand.
  static std::unique_ptr<multi_transfer> make(options const& settings, loop_core const& loop, kept_sockets& kept,
                                              goodbyes& heard) {
    if (!start_curl()) return nullptr;
    auto made = std::make_unique<multi_transfer>(loop, kept, heard);
    return made->set_up(settings) ? std::move(made) : nullptr;
  }

  multi_transfer(loop_core const& loop, kept_sockets& kept, goodbyes& heard) noexcept
      : curl_transfer(heard), loop_(loop), kept_(kept) {}

  CURL* easy() const noexcept { return easy_.get(); }

  using curl_transfer::can_begin_again;
  using curl_transfer::cause;
  using curl_transfer::check;
  using curl_transfer::has_head;
  using curl_transfer::head_outcome;
  using curl_transfer::take_status;

  void wait(multi_waiter* waiter) noexcept { waiter_ = waiter; }

  // The next begin() is that of another exchange.
  void forget_refusals() noexcept { refusals_ = 0; }

  // Hands the request to the multi handle. When that fails the transfer has ended.
  void begin(CURLM* multi, http::request const& rq, http::body_source* body, http::response& rs, bool streams,
             http::clock::time_point started) {
    ahead_.clear();
    streams_ = streams;
    paused_ = added_ = heard_any_ = false;
    if (result<void> ready = get_ready(rq, rs, started); !ready) {
      end(rq.stop.stop_requested() ? cause::stop : cause::deadline);
      return;
    }
    heard_ = started;
    if (spoiled_ || afresh_) curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, static_cast<long>(spoiled_));
    afresh_ = std::exchange(spoiled_, false);
    if (streams) {
      collector_.deliver_to(ahead_, piece_limit);
      collector_.go_stepwise(unpacked_at_once);
    }
    if (!apply(rq, body)) return;
    CURLMcode const fault = curl_multi_add_handle(multi, easy_.get());
    added_ = reusable_ = fault == CURLM_OK;
    if (!added_) end_ = {cause::itself, CURLE_OUT_OF_MEMORY};
  }

  // Takes it out of the multi handle, which ends what is unfinished and closes its connection.
  void detach(CURLM* multi) noexcept {
    waiter_ = nullptr;
    if (!std::exchange(added_, false)) return;
    if (end_ && end_->is_success()) remember_connection();
    curl_multi_remove_handle(multi, easy_.get());
  }

  // In the child of a fork, where connection and handle are the parent's: neither is touched any more.
  void lose() {
    added_ = reusable_ = paused_ = spoiled_ = false;
    end(cause::fork);
    static_cast<void>(easy_.release());
    if (waiter_ != nullptr) waiter_->advanced();
  }

  // Whether nothing was sent, since the connection had been spoiled; begin() takes another one then.
  bool wants_another_connection() const noexcept { return spoiled_; }

  bool has_ended() const noexcept { return end_.has_value(); }

  // Whatever ended it first counts.
  void end(cause by, CURLcode code = CURLE_OK) noexcept {
    if (!end_) end_ = {by, code};
  }
  // libcurl says so.
  void ended(CURLcode code) {
    end(cause::itself, code);
    if (waiter_ != nullptr) waiter_->advanced();
  }

  void finish_body() { collector_.finish(); }
  void end_head() noexcept { collector_.end_head(); }
  std::optional<error> take_source_failure() { return request_.body().take_failure(); }

  // Since when nothing came, at the earliest.
  void listen() noexcept { heard_ = http::clock::now(); }
  // When the silence is too long; for ever, if there is no limit or nothing came yet.
  http::clock::time_point silence_over() const noexcept {
    if (request_of_->idle_timeout.count() <= 0 || !collector_.began()) return http::no_deadline;
    return geai::detail::later(heard_, request_of_->idle_timeout);
  }
  http::clock::time_point limit() const noexcept { return std::min(request_of_->deadline, silence_over()); }
  http::request const& request() const noexcept { return *request_of_; }

  bool has_body() const noexcept { return !ahead_.empty(); }

  // What came of the body, or why nothing comes any more.
  result<std::size_t> take_body(std::string& into) {
    if (ahead_.empty()) return body_outcome();
    std::size_t const size = ahead_.size();
    if (into.empty())
      into.swap(ahead_);
    else
      into.append(ahead_);
    ahead_.clear();
    collector_.deliver_to(ahead_, piece_limit);
    if (collector_.has_coded() && !collector_.unpack()) end_ = {cause::itself, CURLE_WRITE_ERROR};
    if (std::exchange(paused_, false) && !end_) curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
    return size;
  }

private:
  // Of a body that nobody reads, so much is taken; then the server has to wait.
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
    return set.outcome() == CURLE_OK;
  }

  static int on_prepared(void* self, char* to, char* from, int to_port, int from_port) noexcept {
    auto& transfer = *static_cast<multi_transfer*>(static_cast<curl_transfer*>(self));
    transfer.spoiled_ = !transfer.afresh_ && transfer.kept_.is_spoiled(from_port);
    return transfer.spoiled_ ? CURL_PREREQFUNC_ABORT : on_request(self, to, from, to_port, from_port);
  }

  void remember_connection() {
    if (!collector_.is_http_1()) return;
    long port = 0;
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
    curl_easy_getinfo(easy_.get(), CURLINFO_LOCAL_PORT, &port);
    if (socket != CURL_SOCKET_BAD && port > 0) kept_.add(socket, port);
  }

  static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<multi_transfer*>(self);
    std::size_t const taken = curl_collector::on_header(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_ && transfer.has_head());
  }

  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<multi_transfer*>(self);
    if (transfer.streams_ && std::max(transfer.ahead_.size(), transfer.collector_.coded_size()) >= high_water) {
      transfer.paused_ = true;
      return CURL_WRITEFUNC_PAUSE;
    }
    std::size_t const taken = curl_collector::on_body(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_ && !transfer.ahead_.empty());
  }

  std::size_t hear(std::size_t taken, bool advances) {
    bool const first = !std::exchange(heard_any_, true);
    heard_ = loop_.now();
    if (waiter_ != nullptr) {
      if (first) waiter_->heard_first();
      if (advances) waiter_->advanced();
    }
    return taken;
  }

  loop_core const& loop_;
  kept_sockets& kept_;
  multi_waiter* waiter_ = nullptr;
  http::clock::time_point heard_{};
  bool streams_ = false;
  bool spoiled_ = false;
  bool afresh_ = false;  // CURLOPT_FRESH_CONNECT is set
  bool heard_any_ = false;
  bool added_ = false;
  bool paused_ = false;
  std::string ahead_{};  // of a streamed body, what came before it was asked for
};

// One wait of a coroutine for a transfer, within the limits of its request.
class multi_wait : public multi_waiter, private loop_timer {
public:
  multi_wait(multi_wait&&) = delete;

protected:
  explicit multi_wait(loop_core& loop) noexcept : loop_(loop) {}
  ~multi_wait() { loop_.clear(*this); }

  void begin_wait(std::coroutine_handle<> caller, http::request const& rq, http::clock::time_point limit) {
    resumption_.coroutine = caller;
    if (limit != http::no_deadline) loop_.set(*this, limit);
    watch_.begin(loop_, rq.stop);
  }

  // The coroutine goes on in the next turn.
  void end_wait() noexcept {
    loop_.clear(*this);
    if (!resumption_.is_linked()) loop_.soon(resumption_);
  }

  // On its way back into the coroutine.
  void leave() noexcept { watch_.end(); }

  void heard_first() override {
    if (transfer_->limit() != http::no_deadline) loop_.set(*this, transfer_->limit());
  }

  void expired() override {
    auto const now = http::clock::now();
    if (transfer_ == nullptr) return gave_up(multi_transfer::cause::deadline);  // in line
    if (now >= transfer_->request().deadline) return gave_up(multi_transfer::cause::deadline);
    if (now >= transfer_->silence_over()) return gave_up(multi_transfer::cause::silence);
    loop_.set(*this, transfer_->limit());
  }

  virtual void gave_up(multi_transfer::cause why) = 0;

  loop_core& loop_;
  multi_transfer* transfer_ = nullptr;

private:
  friend geai::detail::stop_watch<multi_wait>;
  void stop_requested() { gave_up(multi_transfer::cause::stop); }

  geai::detail::resumption resumption_{};
  geai::detail::stop_watch<multi_wait> watch_{*this};
};

// What curl_multi::send_async() returns, and what stream_async() begins with.
class multi_send : public multi_wait, private list_node {
public:
  multi_send(multi_core& core, http::request const& rq, http::body_source* body, http::response& rs,
             bool streams = false) noexcept;
  ~multi_send();

  bool await_ready() {
    started_ = http::clock::now();
    return !settle(multi_transfer::check(request_, started_));
  }
  void await_suspend(std::coroutine_handle<> caller);
  result<void> await_resume();

protected:
  multi_core& core_;

private:
  friend multi_core;

  void begin(multi_transfer* transfer, CURLM* multi);
  void send(multi_transfer* transfer, CURLM* multi);
  void advanced() override;
  void gave_up(multi_transfer::cause why) override;
  void complete();

  // Whether it is a success.
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

// What curl_multi's stream reads with.
class multi_read final : public multi_wait {
public:
  multi_read(loop_core& loop, multi_transfer& transfer, std::string& into) noexcept : multi_wait(loop), into_(into) {
    transfer_ = &transfer;
  }
  ~multi_read() { transfer_->wait(nullptr); }

  bool await_ready() noexcept {
    http::request const& rq = transfer_->request();
    if (rq.stop.stop_requested()) transfer_->end(multi_transfer::cause::stop);
    if (http::clock::now() >= rq.deadline) transfer_->end(multi_transfer::cause::deadline);
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
  void gave_up(multi_transfer::cause why) override {
    transfer_->end(why);
    end_wait();
  }

  std::string& into_;
};

// The body of a response that is still coming; see transport::asynchronous.
class multi_stream {
public:
  multi_stream(multi_core& core, std::unique_ptr<multi_transfer> transfer) noexcept
      : core_(&core), transfer_(std::move(transfer)) {}
  multi_stream(multi_stream&&) noexcept = default;
  multi_stream& operator=(multi_stream&& other) noexcept {
    std::swap(core_, other.core_);
    std::swap(transfer_, other.transfer_);
    return *this;
  }
  ~multi_stream();

  multi_read read(std::string& into) const noexcept;

private:
  multi_core* core_;
  std::unique_ptr<multi_transfer> transfer_;
};

class multi_open final : public multi_send {
public:
  multi_open(multi_core& core, http::request const& rq, http::response& rs) noexcept
      : multi_send(core, rq, nullptr, rs, true) {}

  result<multi_stream> await_resume();
};

// The multi handle on its loop, the handles that are not in use, and the line of those who wait for one.
class multi_core final : private geai::detail::loop_watcher, private loop_timer {
public:
  multi_core(event_loop::handle loop, curl_multi_settings const& settings, options of)
      : loop_(std::move(loop)), most_(std::max<std::size_t>(settings.max_connections, 1)), options_(std::move(of)) {
    if (start_curl()) set_up();
  }
  multi_core(multi_core&&) = delete;
  ~multi_core() {
    if (process_ != ::getpid()) abandon();
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
    if (process_ != ::getpid()) return;
    idle_.clear();
  }

  void enter(multi_send& exchange) {
    check_process();
    exchange.link_into(line_);
    fill();
  }

  // Has the transfer end, if it has not, and lets the next one begin.
  void release(std::unique_ptr<multi_transfer> transfer) {
    transfer->wait(nullptr);
    check_process();
    transfer->detach(multi_.get());
    transfer->unlink();
    --active_;
    bool const fits = transfer->is_reusable() && transfer->made_with == settings_;
    if (fits && idle_.size() < most_) idle_.push_back(std::move(transfer));
    fill();
  }
  void release(multi_transfer* transfer) { release(std::unique_ptr<multi_transfer>(transfer)); }

private:
  void set_up() {
    multi_.reset(curl_multi_init());
    if (multi_ == nullptr) return;
    // Before 8.1, which has another HTTP/2, libcurl loses what it has of the answers when a connection with several streams
    // is ended by GOAWAY. There each exchange has a connection of its own.
    if (curl_version_info(CURLVERSION_NOW)->version_num < 0x080100)
      curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(std::min<std::size_t>(most_, 1u << 20)));
  }

  void check_process() {
    if (process_ != ::getpid()) [[unlikely]]
      leave_parent();
  }

  // In the child of a fork: what is under way is the parent's and ends, what begins has connections of its own.
  [[gnu::cold, gnu::noinline]] void leave_parent() {
    process_ = ::getpid();
    abandon();
    loop_->clear(*this);
    set_up();
    list_node lost;
    lost.take_all(under_way_);
    while (lost.is_linked()) {
      auto& transfer = static_cast<multi_transfer&>(lost.next());
      transfer.link_into(under_way_);
      transfer.lose();
    }
  }

  // Gives up the copies of the parent's handles, which share its connections.
  void abandon() noexcept {
    for (std::unique_ptr<multi_transfer>& each : idle_) static_cast<void>(each.release());
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
      std::unique_ptr<multi_transfer> transfer;
      if (!idle_.empty()) {
        transfer = std::move(idle_.back());
        idle_.pop_back();
      } else if (multi_ != nullptr) {
        transfer = multi_transfer::make(options_, *loop_, kept_, goodbyes_);
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
      reinterpret_cast<multi_transfer*>(transfer)->ended(message->data.result);
    }
  }

  void ready(int descriptor, std::uint32_t events) override {
    int what = 0;
    if ((events & (EPOLLIN | EPOLLHUP)) != 0) what |= CURL_CSELECT_IN;
    if ((events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
    if ((events & EPOLLERR) != 0) what |= CURL_CSELECT_ERR;
    act(descriptor, what);
  }

  void expired() override {
    check_process();
    act(CURL_SOCKET_TIMEOUT, 0);
  }

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto& core = *static_cast<multi_core*>(self);
    std::uint32_t events = 0;
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= EPOLLIN;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= EPOLLOUT;
    core.loop_->watch(socket, events, &core);
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* self) {
    auto& core = *static_cast<multi_core*>(self);
    if (milliseconds < 0)
      core.loop_->clear(core);
    else
      core.loop_->set(core, http::clock::now() + std::chrono::milliseconds(milliseconds));
    return 0;
  }

  event_loop::handle loop_;
  std::size_t most_;
  options options_;
  unsigned settings_ = 0;  // how often they were changed
  pid_t process_ = ::getpid();
  curl_multi_handle multi_;
  kept_sockets kept_;
  goodbyes goodbyes_;
  std::vector<std::unique_ptr<multi_transfer>> idle_;  // go before multi_
  std::size_t active_ = 0;
  bool filling_ = false;
  list_node line_;
  list_node under_way_;  // the transfers in the multi handle
};

inline multi_send::multi_send(multi_core& core, http::request const& rq, http::body_source* body, http::response& rs,
                              bool streams) noexcept
    : multi_wait(*core.loop()), core_(core), request_(rq), body_(body), response_(rs), streams_(streams) {}

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

inline void multi_send::begin(multi_transfer* transfer, CURLM* multi) {
  transfer_ = transfer;
  if (transfer == nullptr) {
    settle(set_up_error());
    return end_wait();
  }
  transfer->forget_refusals();
  send(transfer, multi);
}

inline void multi_send::send(multi_transfer* transfer, CURLM* multi) {
  transfer->wait(this);
  transfer->begin(multi, request_, body_, response_, streams_, started_);
  if (transfer->has_ended()) complete();
}

inline void multi_send::advanced() {
  if (streams_ && transfer_->has_head()) {
    // What comes right behind the headers, be it a failure, is for read().
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

inline void multi_send::gave_up(multi_transfer::cause why) {
  if (transfer_ != nullptr) {
    transfer_->end(why);
    return complete();
  }
  unlink();
  if (why == multi_transfer::cause::stop) {
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
  return multi_stream(core_, std::unique_ptr<multi_transfer>(std::exchange(transfer_, nullptr)));
}

inline multi_stream::~multi_stream() {
  if (transfer_ != nullptr) core_->release(std::move(transfer_));
}

inline multi_read multi_stream::read(std::string& into) const noexcept {
  return multi_read(*core_->loop(), *transfer_, into);
}

}  // namespace detail

// The asynchronous Transport policy over libcurl, on a loop that the caller owns. A client over it returns geai::task
// where it would return a result; client/awaiting.hpp has to be included with it.
//
// - It sends what transport::curl sends, and says of a failure what that says: the two share all but who drives libcurl.
// - All of it, its construction excepted, is for the thread that runs the loop. A stop token may be triggered by any
//   thread and acts at once, in every phase and while waiting in line.
// - To destroy an awaiter or a stream ends its exchange and closes its connection.
// - Awaiters and streams must not outlive it. It may outlive its loop, and then only be destroyed.
// - In the child of a fork what is under way ends with errc::transport, and what begins has connections of its own; the
//   parent's are not touched (docs/decisions/processes.md).
// - Movable; a moved-from object can be destroyed or assigned to.
class curl_multi {
public:
  using settings = curl_multi_settings;

  // On this loop. Errors of libcurl's set-up are those of the first exchange.
  explicit curl_multi(event_loop& loop, settings const& how = {}, options of = {})
      : core_(std::make_unique<detail::multi_core>(loop.share(), how, std::move(of))) {}

  // Takes effect for exchanges that begin afterwards; idle connections are closed.
  void configure(options of) { core_->configure(std::move(of)); }

  // Those of exchanges that begin now.
  options const& configured() const noexcept { return core_->configured(); }

  // The loop that it lives on.
  event_loop::handle const& loop() const noexcept { return core_->loop(); }

  // An awaiter of the result<void>: sends `rq` when it is awaited, and fills `rs`. It borrows both until it is
  // destroyed. Failures: see transport::policy.
  detail::multi_send send_async(http::request const& rq, http::response& rs) const noexcept {
    return {*core_, rq, nullptr, rs};
  }

  // The same with a body that is not in memory. See transport::sends_sources_async.
  detail::multi_send send_async(http::request const& rq, http::body_source& body, http::response& rs) const noexcept {
    return {*core_, rq, &body, rs};
  }

  // An awaiter of the result of a stream: `rs` has status and headers then, and the stream's read(into) is an awaiter of
  // what comes next of the body. See transport::policy.
  detail::multi_open stream_async(http::request const& rq, http::response& rs) const noexcept {
    return {*core_, rq, rs};
  }

private:
  std::unique_ptr<detail::multi_core> core_;
};

static_assert(configurable<curl_multi> && streaming_async<curl_multi> && sends_sources_async<curl_multi>);

}  // namespace geai::inline v0::transport
