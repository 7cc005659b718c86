#pragma once

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
#include <geai/detail/system/process.hpp>
#include <geai/task.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

namespace detail {

// An operation that the loop runs in its next turn. Destroying it cancels it.
class loop_operation : public intrusive_node {
protected:
  virtual ~loop_operation() = default;

private:
  friend class loop_core;
  virtual void run() = 0;
};

// A timer of the loop.
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

  std::size_t heap_index_ = not_queued;
};

// An operation that any thread may post to the loop's thread.
class remote_operation : public intrusive_node {
protected:
  virtual ~remote_operation() = default;

private:
  friend class loop_core;
  virtual void signalled() = 0;
};

// A handler of socket events.
class fd_handler {
protected:
  virtual ~fd_handler() = default;

private:
  friend class loop_core;
  virtual void ready(int descriptor, std::uint32_t events) = 0;  // the descriptor is ready for `events`
  virtual void lost() = 0;  // this process is the child of a fork, in which the loop no longer watches the descriptor
};

// The state that an event_loop shares with the objects that use it. All of it belongs to the loop's thread, except
// post_remote() and cancel_remote().
class loop_core {
public:
  using clock = std::chrono::steady_clock;

  loop_core() { open(); }
  loop_core(loop_core&&) = delete;
  ~loop_core() { poller_.close(); }

  int descriptor() const noexcept { return poller_.descriptor(); }

  // Returns the time at which the current turn began, which is exact enough within a turn.
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

  // Returns true if the calling process created the loop or has run it since.
  bool is_of_this_process() const noexcept { return process_ == current_process(); }

  // Sets the events to wait for; 0: none. A descriptor has one handler.
  void watch(int descriptor, std::uint32_t events, fd_handler* watcher) {
    watched& one = watched_at(descriptor);
    one.watcher = events != 0 ? watcher : nullptr;
    if (!one.stays || (events != 0 && events != one.events)) ask(descriptor, one, events);
  }

  // Keeps a descriptor registered with the system while no handler waits for it, so that waiting for it again needs no
  // system call. The caller owns the descriptor and calls forget() before closing it.
  void keep(int descriptor) { watched_at(descriptor) = {.stays = true}; }
  void forget(int descriptor) noexcept {
    auto const at = static_cast<std::size_t>(descriptor);
    if (at >= watched_.size()) return;
    if (watched_[at].events != 0) ask(descriptor, watched_[at], 0);
    watched_[at] = {};
  }

  // Returns true if a kept descriptor without a handler had no event when this turn began.
  bool is_quiet(int descriptor) const noexcept {
    auto const at = static_cast<std::size_t>(descriptor);
    return at < watched_.size() && watched_[at].stays && watched_[at].events != 0;
  }

  // Posts an operation. Any thread may call it.
  void post_remote(remote_operation& signal) noexcept {
    {
      std::lock_guard<std::mutex> const lock(signals_mutex_.own());
      signal.link_into(signals_);
    }
    poller_.wake();
  }

  // Cancels an operation: signalled() is not called afterwards. Any thread may call it.
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

  // Waits for events until `deadline` at most, and handles them.
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
        ask(descriptor, one, 0);  // without a handler the system would report it again and again
    }
    for (std::size_t left = timers_.size(); left != 0 && !timers_.empty() && timers_.front().when <= now_; --left) {
      loop_timer& due = *timers_.front().what;
      clear(due);
      due.expired();
    }
    for (remote_operation* signal = next_signal(); signal != nullptr; signal = next_signal()) signal->signalled();
    intrusive_node jobs;  // those of this turn; the ones that they add belong to the next turn
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

  // A descriptor that is not kept may have been closed and opened again in the meantime, so it is registered anew.
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
    if (!poller_.open()) give_up("an event loop could not be opened: the system has no file descriptors left");
  }

  // Leaves the descriptors to the parent, in the child of a fork.
  [[gnu::cold, gnu::noinline]] void leave_parent() {
    if (in_turn_)
      give_up("another thread ran this event loop when the process was forked; make a new one in the child");
    poller_.abandon();
    open();
    process_ = current_process();
    signals_mutex_.own();
    std::vector<fd_handler*> left;
    for (watched const& each : std::exchange(watched_, {})) left.push_back(each.watcher);
    std::sort(left.begin(), left.end());
    left.erase(std::unique(left.begin(), left.end()), left.end());
    for (fd_handler* each : left)
      if (each != nullptr) each->lost();
  }

  // A job that is added between turns must wake a loop that waits for the descriptor.
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

  process_id process_ = current_process();
  poller poller_;
  bool in_turn_ = false;
  clock::time_point now_{};
  intrusive_node jobs_;
  std::vector<entry> timers_;     // a binary heap, the next timer first
  std::vector<watched> watched_;  // indexed by descriptor
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

// Notifies the loop's thread when a stop is requested, on any thread.
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

// Suspends a coroutine until a time or until a stop is requested.
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

  // Returns true unless a stop was requested.
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

// A loop that runs tasks on the calling thread; it has no threads of its own. An asynchronous transport belongs to one
// loop.
//
//   geai::event_loop loop;
//   geai::ai_lab_client client{geai::transport::curl_multi{loop}, geai::api_key = "k", geai::base_url = url};
//   loop.spawn(work(client));
//   loop.run();
//
// One thread at a time may use the loop and everything that belongs to it; other threads may only request stops.
// Clients may outlive the loop but cannot make calls without it. The constructor aborts if the system has no file
// descriptors left.
class event_loop {
public:
  using clock = std::chrono::steady_clock;

  // The part of a loop that a transport stores; see transport::asynchronous.
  using handle = std::shared_ptr<detail::loop_core>;

  // Opens two file descriptors.
  event_loop() : core_(std::make_shared<detail::loop_core>()) {}
  event_loop(event_loop&&) = delete;

  // Destroys the tasks that have not ended. Exceptions that run() has not thrown yet are lost.
  ~event_loop() {
    while (spawned_.is_linked()) static_cast<spawned_promise&>(spawned_.next()).destroy();
  }

  // Takes ownership of a task and starts it in the next turn of the loop. run() throws an exception that leaves the
  // task. Call it on the loop's thread only.
  void spawn(task<void> work) {
    spawned_promise& promise = run_detached(std::move(work)).promise;
    promise.loop = this;
    promise.link_into(spawned_);
    promise.start.coroutine = promise.self();
    core_->post(promise.start);
    if (on_spawn_ != nullptr) on_spawn_(on_spawn_data_);
  }

  // Returns true if there are spawned tasks that have not ended.
  bool has_tasks() const noexcept { return spawned_.is_linked(); }

  // Runs until all spawned tasks have ended. If a task throws, run() throws its exception as soon as the task has
  // ended; call run() again to continue the others. If several tasks throw, each call of run() throws one exception.
  void run() {
    while (advance((clock::time_point::max)())) continue;
  }

  // Runs for at most `span`. Returns true if all spawned tasks have ended. It may overrun by one turn. Throws like
  // run().
  template <class Rep, class Period> bool run_for(std::chrono::duration<Rep, Period> span) {
    return run_until(detail::later(clock::now(), span));
  }

  // Runs until `end` at most. Returns true if all spawned tasks have ended. It may overrun by one turn. Throws like
  // run().
  bool run_until(clock::time_point end) {
    while (advance(end))
      if (clock::now() >= end) return false;
    return true;
  }

  // Runs one turn without waiting. Returns true if all spawned tasks have ended. Throws like run().
  bool poll() {
    advance(clock::time_point{});
    return !spawned_.is_linked();
  }

  // Returns a descriptor with which you can run this loop inside another one: call poll() when the descriptor becomes
  // readable and when next_timeout() has elapsed, and call next_timeout() again after each poll(). It is empty if no
  // timer runs. spawn() makes the descriptor readable too. transport/asio.hpp is an example. Where the loop is built on
  // poll(2), there is no such descriptor and native_handle() returns -1.
  int native_handle() const noexcept { return core_->descriptor(); }
  std::optional<std::chrono::milliseconds> next_timeout() const noexcept { return core_->next_timeout(); }

  // Sets a function that is called after each spawn(), for a program that watches the loop only while the loop has
  // tasks. Null removes the function.
  void on_spawn(void (*what)(void*), void* self) noexcept {
    on_spawn_ = what;
    on_spawn_data_ = self;
  }

  // Returns an awaiter that resumes at `when` or when a stop is requested. Its result is true unless a stop was
  // requested.
  //
  //   bool const came = co_await loop.sleep_for(std::chrono::seconds(1), stop);
  detail::sleep_awaiter sleep_until(clock::time_point when, std::stop_token stop = {}) const {
    return {core_, when, std::move(stop)};
  }

  // Returns an awaiter that resumes after `span`; see sleep_until().
  template <class Rep, class Period>
  detail::sleep_awaiter sleep_for(std::chrono::duration<Rep, Period> span, std::stop_token stop = {}) const {
    return sleep_until(detail::later(clock::now(), span), std::move(stop));
  }

  // Returns the part of this loop that a transport stores.
  handle const& share() const noexcept { return core_; }

private:
  struct spawned_promise;
  struct spawned {
    using promise_type = spawned_promise;
    spawned_promise& promise;
  };

  // The coroutine that owns a spawned task and is destroyed when the task ends.
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

  // Runs one turn. Returns true if there is more to do before `end`.
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
