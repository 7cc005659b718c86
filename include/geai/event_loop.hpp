#pragma once

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <geai/detail/intrusive_node.hpp>
#include <geai/detail/later.hpp>
#include <geai/detail/of_process.hpp>
#include <geai/detail/system/poller.hpp>
#include <geai/task.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

namespace detail {

// Work that the loop does in its next turn. Destroying it first cancels it.
class loop_operation : public intrusive_node {
protected:
  virtual ~loop_operation() = default;

private:
  friend class loop_core;
  virtual void run() = 0;
};

// A point in time at which the loop calls expired().
class loop_timer {
public:
  loop_timer(loop_timer&&) = delete;

protected:
  loop_timer() = default;
  virtual ~loop_timer() = default;

private:
  friend class loop_core;
  static constexpr std::size_t not_queued = static_cast<std::size_t>(-1);

  virtual void expired() = 0;

  std::size_t heap_index_ = not_queued;  // in the heap
};

// Work for the loop's thread that any thread may post.
class remote_operation : public intrusive_node {
protected:
  virtual ~remote_operation() = default;

private:
  friend class loop_core;
  virtual void signalled() = 0;
};

// A handler of the events of a socket.
class fd_handler {
protected:
  virtual ~fd_handler() = default;

private:
  friend class loop_core;
  virtual void ready(int descriptor, std::uint32_t events) = 0;  // `events` are those of poll(2)
  virtual void lost() = 0;  // called in the child of a fork, where none of its sockets is watched any more
};

// The state that an event_loop shares with its users. Use it only on the loop's thread, except for post_remote() and
// cancel_remote().
class loop_core {
public:
  using clock = std::chrono::steady_clock;

  loop_core() { open(); }
  loop_core(loop_core&&) = delete;
  ~loop_core() { poller_.close(); }

  int descriptor() const noexcept { return poller_.descriptor(); }

  // The time of the current turn, which is exact enough for its handlers.
  clock::time_point now() const noexcept { return in_turn_ ? now_ : clock::now(); }

  void post(loop_operation& job) noexcept {
    job.link_into(jobs_);
    interrupt();
  }

  void set(loop_timer& timer, clock::time_point when) {
    clear(timer);
    timer.heap_index_ = timers_.size();
    timers_.push_back({when, &timer});
    sift_up(timer.heap_index_);
    if (timers_.front().what == &timer) interrupt();
  }

  void clear(loop_timer& timer) noexcept {
    std::size_t const at = timer.heap_index_;
    if (at == loop_timer::not_queued) return;
    timer.heap_index_ = loop_timer::not_queued;
    entry const last = timers_.back();
    timers_.pop_back();
    if (at == timers_.size()) return;
    set_slot(at, last);
    sift_up(at);
    sift_down(last.what->heap_index_);
  }

  // True if the calling process made the loop or has run it since.
  bool is_of_this_process() const noexcept { return process_ == ::getpid(); }

  // Sets the events to wait for; 0 means none. A descriptor has one watcher.
  void watch(int descriptor, std::uint32_t events, fd_handler* watcher) {
    watched& one = watched_at(descriptor);
    one.watcher = events != 0 ? watcher : nullptr;
    if (!one.stays || (events != 0 && events != one.events)) ask(descriptor, one, events);
  }

  // Keeps a descriptor registered with the system while nothing waits for it, so that waiting for it again costs no
  // system call. The caller has opened the descriptor and calls forget() before closing it.
  void keep(int descriptor) { watched_at(descriptor) = {.stays = true}; }
  void forget(int descriptor) noexcept {
    auto const at = static_cast<std::size_t>(descriptor);
    if (at >= watched_.size()) return;
    if (watched_[at].events != 0) ask(descriptor, watched_[at], 0);
    watched_[at] = {};
  }

  // True if nothing waits for the kept descriptor and it had no events when this turn began.
  bool is_quiet(int descriptor) const noexcept {
    auto const at = static_cast<std::size_t>(descriptor);
    return at < watched_.size() && watched_[at].stays && watched_[at].events != 0;
  }

  // May be called from any thread.
  void post_remote(remote_operation& signal) noexcept {
    {
      std::lock_guard<std::mutex> const lock(signals_mutex_.own());
      signal.link_into(signals_);
    }
    poller_.wake();
  }

  // May be called from any thread. Afterwards the signal does not arrive any more.
  void cancel_remote(remote_operation& signal) noexcept {
    std::lock_guard<std::mutex> const lock(signals_mutex_.own());
    signal.unlink();
  }

  bool has_jobs() const noexcept { return jobs_.is_linked(); }

  std::optional<std::chrono::milliseconds> next_timeout() const noexcept {
    if (has_jobs()) return std::chrono::milliseconds(0);
    if (timers_.empty()) return std::nullopt;
    auto const left = std::min<clock::duration>(timers_.front().when - clock::now(), longest_wait);
    return (std::max)(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0));
  }

  // Waits for work, at most until `deadline`, and does it.
  void run_one(clock::time_point deadline) {
    if (!is_of_this_process()) [[unlikely]]
      leave_parent();
    std::optional<std::chrono::milliseconds> wait = next_timeout();
    if (deadline != (clock::time_point::max)()) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(
          std::clamp<clock::duration>(deadline - clock::now(), clock::duration::zero(), longest_wait));
      wait = wait ? (std::min)(*wait, left) : left;
    }
    std::array<ready_descriptor, 128> events;
    int const count =
        poller_.wait(events.data(), static_cast<int>(events.size()), wait ? static_cast<int>(wait->count()) : -1);
    struct ending {
      loop_core& core;
      ~ending() { core.in_turn_ = false; }
    } const end{*this};
    in_turn_ = true;
    now_ = clock::now();
    for (int i = 0; i < count; ++i) {
      auto const& [descriptor, what] = events[static_cast<std::size_t>(i)];
      if (watched& one = watched_at(descriptor); one.watcher != nullptr)
        one.watcher->ready(descriptor, what);
      else if (one.events != 0)
        ask(descriptor, one, 0);  // nothing waits for it now, and it would be reported again and again
    }
    for (std::size_t left = timers_.size(); left != 0 && !timers_.empty() && timers_.front().when <= now_; --left) {
      loop_timer& due = *timers_.front().what;
      clear(due);
      due.expired();
    }
    for (remote_operation* signal = next_signal(); signal != nullptr; signal = next_signal()) signal->signalled();
    intrusive_node jobs;  // those of this turn; new ones are for the next turn
    jobs.take_all(jobs_);
    while (jobs.is_linked()) {
      auto& job = static_cast<loop_operation&>(jobs.next());
      job.unlink();
      job.run();
    }
  }

private:
  struct entry {
    clock::time_point when;
    loop_timer* what;
  };

  struct watched {
    fd_handler* watcher = nullptr;
    std::uint32_t events = 0;  // the events that are registered with the system
    bool stays = false;        // see keep()
  };

  watched& watched_at(int descriptor) {
    auto const at = static_cast<std::size_t>(descriptor);
    if (at >= watched_.size()) watched_.resize(at + 1);
    return watched_[at];
  }

  // Descriptors that do not stay may have been closed and reopened meanwhile.
  void ask(int descriptor, watched& one, std::uint32_t events) {
    poller_.set(descriptor, events, one.stays && one.events == 0);
    one.events = events;
  }

  static constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

  [[noreturn]] static void give_up(char const* why) {
    std::fprintf(stderr, "geai: %s\n", why);
    std::abort();
  }

  void open() {
    if (!poller_.open()) give_up("no descriptors for an event loop");
  }

  // In the child of a fork, the parent's descriptors and everything that they watch belong to the parent.
  [[gnu::cold, gnu::noinline]] void leave_parent() {
    if (in_turn_)
      give_up("another thread ran this event loop when the process was forked; make a new one in the child");
    poller_.abandon();
    open();
    process_ = ::getpid();
    signals_mutex_.own();
    std::vector<fd_handler*> left;
    for (watched const& each : std::exchange(watched_, {})) left.push_back(each.watcher);
    std::sort(left.begin(), left.end());
    left.erase(std::unique(left.begin(), left.end()), left.end());
    for (fd_handler* each : left)
      if (each != nullptr) each->lost();
  }

  // A loop that waits for its descriptor must see operations that are posted outside of a turn.
  void interrupt() noexcept {
    if (!in_turn_) poller_.wake();
  }

  remote_operation* next_signal() noexcept {
    std::lock_guard<std::mutex> const lock(signals_mutex_.last());
    if (!signals_.is_linked()) return nullptr;
    auto& first = static_cast<remote_operation&>(signals_.next());
    first.unlink();
    return &first;
  }

  void set_slot(std::size_t index, entry const& item) noexcept {
    timers_[index] = item;
    item.what->heap_index_ = index;
  }

  void sift_up(std::size_t index) noexcept {
    entry const moving = timers_[index];
    for (; index != 0 && moving.when < timers_[(index - 1) / 2].when; index = (index - 1) / 2)
      set_slot(index, timers_[(index - 1) / 2]);
    set_slot(index, moving);
  }

  void sift_down(std::size_t index) noexcept {
    entry const moving = timers_[index];
    for (;;) {
      std::size_t child = 2 * index + 1;
      if (child >= timers_.size()) break;
      if (child + 1 < timers_.size() && timers_[child + 1].when < timers_[child].when) ++child;
      if (timers_[child].when >= moving.when) break;
      set_slot(index, timers_[child]);
      index = child;
    }
    set_slot(index, moving);
  }

  pid_t process_ = ::getpid();
  poller poller_;
  bool in_turn_ = false;
  clock::time_point now_{};
  intrusive_node jobs_;
  std::vector<entry> timers_;     // a heap with the next timer first
  std::vector<watched> watched_;  // by descriptor
  of_process<std::mutex> signals_mutex_;
  intrusive_node signals_;
};

// Resumes a coroutine in the next turn of the loop.
class resume_operation final : public loop_operation {
public:
  std::coroutine_handle<> coroutine{};

private:
  void run() override { std::exchange(coroutine, nullptr).resume(); }
};

// Notifies the loop's thread of a stop request from any thread.
template <class Owner> class stop_subscription final : private remote_operation {
public:
  explicit stop_subscription(Owner& owner) noexcept : owner_(owner) {}

  void begin(loop_core& core, std::stop_token const& stop) {
    if (!stop.stop_possible()) return;
    core_ = &core;
    callback_.emplace(stop, raiser{*this});
  }

  void end() noexcept {
    if (core_ == nullptr) return;
    callback_.reset();  // waits for a callback that runs on another thread
    core_->cancel_remote(*this);
    core_ = nullptr;
  }

  ~stop_subscription() override { end(); }

private:
  struct raiser {
    stop_subscription& watch;
    void operator()() const noexcept { watch.core_->post_remote(watch); }
  };

  void signalled() override { owner_.stop_requested(); }

  Owner& owner_;
  loop_core* core_ = nullptr;
  std::optional<std::stop_callback<raiser>> callback_{};
};

// Waits for a point in time or for a stop request.
class sleep_awaiter final : private loop_timer {
public:
  sleep_awaiter(std::shared_ptr<loop_core> core, loop_core::clock::time_point when, std::stop_token stop) noexcept
      : core_(std::move(core)), when_(when), stop_(std::move(stop)) {}
  ~sleep_awaiter() override { core_->clear(*this); }

  bool await_ready() const noexcept { return stop_.stop_requested(); }
  void await_suspend(std::coroutine_handle<> caller) {
    resume_.coroutine = caller;
    core_->set(*this, when_);
    watch_.begin(*core_, stop_);
  }

  // True if it was not stopped.
  bool await_resume() noexcept {
    watch_.end();
    return !stop_.stop_requested();
  }

private:
  friend stop_subscription<sleep_awaiter>;

  void expired() override { core_->post(resume_); }
  void stop_requested() {
    core_->clear(*this);
    core_->post(resume_);
  }

  std::shared_ptr<loop_core> core_;
  loop_core::clock::time_point when_;
  std::stop_token stop_;
  resume_operation resume_;
  stop_subscription<sleep_awaiter> watch_{*this};
};

}  // namespace detail

// A loop that runs tasks on the thread that calls it; it has no threads of its own. Asynchronous transports belong to
// a loop.
//
//   geai::event_loop loop;
//   geai::ai_lab_client client{geai::transport::curl_multi{loop}, geai::api_key = "k", geai::base_url = url};
//   loop.spawn(work(client));
//   loop.run();
//
// One thread at a time may use the loop and everything that belongs to it; only stop tokens may be triggered by other
// threads. Clients may outlive the loop but cannot make calls without it. Aborts if the system has no file descriptors
// left.
class event_loop {
public:
  using clock = std::chrono::steady_clock;

  // The part of a loop that a transport keeps; see transport::asynchronous.
  using handle = std::shared_ptr<detail::loop_core>;

  // Opens two descriptors.
  event_loop() : core_(std::make_shared<detail::loop_core>()) {}
  event_loop(event_loop&&) = delete;

  // Destroys the tasks that have not ended. Exceptions that run() has not thrown are lost.
  ~event_loop() {
    while (spawned_.is_linked()) static_cast<spawned_promise&>(spawned_.next()).destroy();
  }

  // Takes ownership of a task and starts it in the next turn of the loop. An exception that leaves the task is thrown
  // by run(). Call it only on the loop's thread.
  void spawn(task<void> work) {
    spawned_promise& promise = run_detached(std::move(work)).promise;
    promise.loop = this;
    promise.link_into(spawned_);
    promise.start.coroutine = promise.self();
    core_->post(promise.start);
    if (on_spawn_ != nullptr) on_spawn_(on_spawn_data_);
  }

  // True if there are spawned tasks that have not ended.
  bool has_tasks() const noexcept { return spawned_.is_linked(); }

  // Runs until all spawned tasks have ended. Throws the exception of a spawned task as soon as the task has ended;
  // call run() again to continue the others. If several tasks throw, each run() throws one exception.
  void run() {
    while (advance((clock::time_point::max)())) continue;
  }

  // Runs for at most `span`. Returns true if all spawned tasks have ended. It may overrun by one turn. Throws as
  // run().
  template <class Rep, class Period> bool run_for(std::chrono::duration<Rep, Period> span) {
    return run_until(detail::later(clock::now(), span));
  }

  // Runs until `end` at most. Returns true if all spawned tasks have ended. It may overrun by one turn. Throws as
  // run().
  bool run_until(clock::time_point end) {
    while (advance(end))
      if (clock::now() >= end) return false;
    return true;
  }

  // Runs one turn without waiting. Returns true if all spawned tasks have ended. Throws as run().
  bool poll() {
    advance(clock::time_point{});
    return !spawned_.is_linked();
  }

  // To run this loop inside another one, call poll() when the descriptor native_handle() becomes readable and when
  // next_timeout() has elapsed; call next_timeout() after each poll(). It is empty if no timer runs. spawn() makes the
  // descriptor readable too. transport/asio.hpp is an example. native_handle() returns -1 where the loop is built on
  // poll(2), which has no such descriptor.
  int native_handle() const noexcept { return core_->descriptor(); }
  std::optional<std::chrono::milliseconds> next_timeout() const noexcept { return core_->next_timeout(); }

  // Sets a function that is called after each spawn(), for a program that watches the loop only while it has tasks.
  // Null removes it.
  void on_spawn(void (*what)(void*), void* self) noexcept {
    on_spawn_ = what;
    on_spawn_data_ = self;
  }

  // Returns an awaiter that resumes at `when` or when a stop is requested. Its result is true unless it was stopped.
  //
  //   bool const came = co_await loop.sleep_for(std::chrono::seconds(1), stop);
  detail::sleep_awaiter sleep_until(clock::time_point when, std::stop_token stop = {}) const {
    return {core_, when, std::move(stop)};
  }

  // Returns an awaiter that resumes after `span`, see sleep_until().
  template <class Rep, class Period>
  detail::sleep_awaiter sleep_for(std::chrono::duration<Rep, Period> span, std::stop_token stop = {}) const {
    return sleep_until(detail::later(clock::now(), span), std::move(stop));
  }

  // The part of this loop that its transports keep.
  handle const& share() const noexcept { return core_; }

private:
  struct spawned_promise;
  struct spawned {
    using promise_type = spawned_promise;
    spawned_promise& promise;
  };

  // The coroutine that owns a spawned task. It is destroyed when the task ends.
  struct spawned_promise : detail::intrusive_node {
    event_loop* loop = nullptr;
    detail::resume_operation start{};

    spawned get_return_object() noexcept { return {*this}; }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() { loop->thrown_.push_back(std::current_exception()); }
    std::coroutine_handle<spawned_promise> self() noexcept {
      return std::coroutine_handle<spawned_promise>::from_promise(*this);
    }
    void destroy() noexcept { self().destroy(); }
  };

  static spawned run_detached(task<void> work) { co_await work; }

  // Runs one turn. Returns true if there is another one before `end`.
  bool advance(clock::time_point end) {
    rethrow();
    if (end != clock::time_point{} && !spawned_.is_linked()) return false;
    core_->run_one(end);
    rethrow();
    return spawned_.is_linked();
  }

  void rethrow() {
    if (thrown_.empty()) return;
    std::exception_ptr const first = std::move(thrown_.front());
    thrown_.erase(thrown_.begin());
    std::rethrow_exception(first);
  }

  handle core_;
  detail::intrusive_node spawned_;
  void (*on_spawn_)(void*) = nullptr;
  void* on_spawn_data_ = nullptr;
  std::vector<std::exception_ptr> thrown_;
};

}  // namespace geai::inline v0_2
