#pragma once

#include <coroutine>
#include <geai/auth/token_schedule.hpp>
#include <geai/event_loop.hpp>
#include <geai/http/request.hpp>
#include <stop_token>

namespace geai::inline v0_2::detail {

// Waits until another call has renewed the token.
template <class Ticket>
class async_token_wait final : private Ticket::waiter, private loop_timer, private remote_operation {
public:
  async_token_wait(loop_core& loop, Ticket const& ticket, http::clock::time_point deadline,
                   std::stop_token const& stop) noexcept
      : loop_(loop), turn_(ticket), deadline_(deadline), stop_(stop) {}
  ~async_token_wait() { leave(); }

  bool await_ready() const noexcept { return stop_.stop_requested() || http::clock::now() >= deadline_; }
  bool await_suspend(std::coroutine_handle<> caller) {
    if (!turn_.wait(*this)) {
      renewed_ = true;
      return false;
    }
    resume_.coroutine = caller;
    if (deadline_ != http::no_deadline) loop_.set(*this, deadline_);
    watch_.begin(loop_, stop_);
    return true;
  }

  // True if the renewal has ended; false if the wait was given up.
  bool await_resume() noexcept {
    leave();
    return renewed_;
  }

private:
  friend stop_subscription<async_token_wait>;

  void leave() noexcept {
    watch_.end();
    turn_.leave(*this);
    loop_.cancel_remote(*this);
    loop_.clear(*this);
  }
  void go_on() noexcept {
    if (!resume_.is_linked()) loop_.post(resume_);
  }

  void renewed() noexcept override { loop_.post_remote(*this); }
  void signalled() override {
    renewed_ = true;
    go_on();
  }
  void expired() override { go_on(); }
  void stop_requested() { go_on(); }

  loop_core& loop_;
  Ticket const& turn_;
  http::clock::time_point deadline_;
  std::stop_token const& stop_;
  bool renewed_ = false;
  resume_operation resume_{};
  stop_subscription<async_token_wait> watch_{*this};
};

}  // namespace geai::inline v0_2::detail
