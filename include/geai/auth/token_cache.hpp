#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_schedule.hpp>
#include <geai/detail/intrusive_node.hpp>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/of_process.hpp>
#include <geai/detail/random.hpp>
#include <geai/detail/system/process.hpp>
#include <geai/http/request.hpp>
#include <geai/result.hpp>
#include <geai/secret.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2::auth {

// A reader-writer lock with which a writer waits until no reader uses the object that it has replaced. Readers are
// counted in several stripes, so that threads rarely contend for a counter.
class striped_rw_lock {
public:
  // Calls `use`, which loads the pointer and reads the object.
  template <class Use> void read(Use&& use) {
    struct read_guard {
      explicit read_guard(std::atomic<unsigned>& in) noexcept : count(in) { count.fetch_add(1); }
      read_guard(read_guard&&) = delete;
      ~read_guard() { count.fetch_sub(1, std::memory_order_release); }
      std::atomic<unsigned>& count;
    };
    // A reader increments the counter before it loads the pointer, and a writer stores the pointer before it reads the
    // counters. A reader that the writer does not see therefore loads the new pointer.
    read_guard const here(stripes_[stripe_index()].count);
    use();
  }

  // Waits until no reader uses an object that was replaced before this call.
  void wait() const {
    for (stripe const& each : stripes_)
      while (each.count.load() != 0) std::this_thread::yield();
  }

private:
  struct alignas(64) stripe {
    std::atomic<unsigned> count{0};
  };

  // Derives the stripe from the address of the thread's stack, so that threads need no number.
  static std::size_t stripe_index() noexcept {
    char here;
    auto const stack = reinterpret_cast<std::uintptr_t>(&here) >> 18;
    return geai::detail::narrow_cast<std::size_t>(std::uint64_t{stack} * 0x9e3779b97f4a7c15 >> 61);
  }

  stripe stripes_[8]{};
};

// A token that is renewed by the threads that use it. No thread waits while the token is valid (see token_schedule).
// Copies share the token. All members may be called from several threads. Clock measures the age of the token.
//
// The child of a fork has a state of its own, which begins with the current token (docs/decisions/processes.md). In the
// parent's state, a thread that does not exist in the child may hold a lock or be renewing the token.
template <class Clock> class basic_token_cache {
  // A granted token. Only `refused` ever changes, so that a fork at any moment leaves it intact.
  struct granted {
    secret token{};
    secret refresh_token{};
    token_schedule::time_point asked{};
    std::chrono::seconds expires_in{};
    std::chrono::seconds refresh_before{};
    bool refused = false;
  };

  // The state of one process.
  struct state {
    state() = default;
    state(state&&) = delete;
    ~state() { delete grant.load(); }

    std::mutex mutex{};
    std::condition_variable_any changed{};
    token_schedule life{};
    std::atomic<granted*> grant{new granted};
    std::optional<error> failure{};
    std::uint64_t finished = 0;  // the number of renewals that have ended
    detail::intrusive_node waiters{};
    striped_rw_lock readers{};  // of the grant; readers do not lock the mutex
    std::atomic<token_schedule::time_point> ready_until{
        (token_schedule::time_point::min)()};  // `life` allows the token until then

    // Requires the mutex, like the next two functions.
    void replace(std::unique_ptr<granted> by) {
      std::unique_ptr<granted> const old(grant.exchange(by.release()));
      readers.wait();
    }
    void begin_life(granted const& token) {
      life.succeeded(token.asked, token.expires_in, token.refresh_before, detail::random_bits());
    }
    void publish() noexcept { ready_until.store(life.ready_until(), std::memory_order_release); }
  };

  struct states : geai::detail::of_process<state> {
    state& own() {
      return geai::detail::of_process<state>::own([](state& mine, state& parents) {
        mine.finished = parents.finished + 1;
        auto copy = std::make_unique<granted>(*parents.grant.load());
        if (!copy->token.empty() && !copy->refused) mine.begin_life(*copy);
        mine.publish();
        mine.replace(std::move(copy));
      });
    }
  };

public:
  // Starts with a token that was granted earlier. Without an access token, the first refresh() uses the refresh token.
  void seed(token_grant grant, std::chrono::seconds refresh_before) {
    state& of = states_->own();
    std::lock_guard<std::mutex> lock(of.mutex);
    auto made = grant_of(std::move(grant), Clock::now(), refresh_before);
    if (!made->token.empty()) of.begin_life(*made);
    of.replace(std::move(made));
    of.publish();
  }

  // Returns true if apply() may be called at once: there is a valid token, and this thread does not have to renew it.
  bool is_ready() const { return coarse_now() < states_->last().ready_until.load(std::memory_order_acquire); }

  // Calls `use` with the token, which is empty if there is none. `use` must not call the cache.
  template <class Use> void visit(Use&& use) const {
    state& of = states_->last();
    of.readers.read([&] { use(std::as_const(of.grant.load()->token)); });
  }

  // A caller that waits, without blocking, for the renewal by another caller.
  class waiter : public detail::intrusive_node {
  public:
    // Called once when the renewal has ended, on the thread that ended it and while that thread holds the lock of the
    // cache.
    virtual void renewed() noexcept = 0;

  protected:
    ~waiter() = default;
  };

  // The steps of one caller that needs the token. No member waits. Movable.
  class ticket {
  public:
    using waiter = basic_token_cache::waiter;

    ticket(ticket&&) noexcept = default;
    ticket& operator=(ticket&&) = delete;
    // If a caller was told to refresh and does not finish, its refresh has failed, and one of the waiting callers takes
    // over.
    ~ticket() {
      if (states_ == nullptr || !is_refresher_) return;
      state& of = states_->own();
      std::lock_guard<std::mutex> lock(of.mutex);
      end(of, false);
    }

    // Returns the next step of this caller: use the token, refresh it, or wait for the caller that does.
    token_schedule::step step() const noexcept { return step_; }

    // For `refresh`: returns or sets the refresh token to use; empty if none is known or if it was refused.
    secret const& refresh_token() const noexcept { return refresh_token_; }
    void set_refresh_token(secret refresh_token) noexcept { refresh_token_ = std::move(refresh_token); }

    // For `refresh`: stores the result of the token request. If it is an error while the old token is still valid, the
    // error is kept for last_failure() and success is returned.
    result<void> finish(result<token_grant> grant, std::chrono::seconds refresh_before) {
      if (grant && grant->access_token.empty())
        grant = error(errc::decode, "the platform granted an empty access token");
      state& of = states_->own();
      std::lock_guard<std::mutex> lock(of.mutex);
      if (!grant) {
        of.failure = std::move(grant).error();
        end(of, false);
        if (of.life.is_alive(Clock::now())) return {};
        return *of.failure;
      }
      auto made = grant_of(*std::move(grant), requested_at_, refresh_before);
      of.begin_life(*made);
      of.replace(std::move(made));
      end(of, true);
      return {};
    }

    // For `wait`: calls who.renewed() when the current renewal ends, unless leave() is called before. Returns false if
    // it has ended already.
    bool wait(waiter& who) const {
      state& of = states_->own();
      std::lock_guard<std::mutex> lock(of.mutex);
      if (of.finished != generation_) return false;
      who.link_into(of.waiters);
      return true;
    }

    // Cancels wait(): who.renewed() is not called afterwards.
    void leave(waiter& who) const {
      std::lock_guard<std::mutex> lock(states_->own().mutex);
      who.unlink();
    }

    // For `wait`, after the renewal: returns its error. Returns none if there is a token, or if the other caller was
    // cancelled, which does not concern this one: take another ticket.
    std::optional<error> shared_failure() const {
      state& of = states_->own();
      std::lock_guard<std::mutex> lock(of.mutex);
      if (of.life.is_alive(Clock::now()) || !of.failure || of.failure->code == errc::cancelled) return std::nullopt;
      return of.failure;
    }

    // For `wait`: returns the error of a caller that stops waiting.
    static error not_waited_for(std::stop_token const& stop) {
      error what = stop.stop_requested()
                       ? error(errc::cancelled, "cancelled while another call obtains the access token")
                       : error(errc::timeout, "the deadline passed while another call obtains the access token");
      what.phase = phase::token;
      return what;
    }

  private:
    friend basic_token_cache;

    explicit ticket(std::shared_ptr<states> of) : states_(std::move(of)) {
      state& in = states_->own();
      std::lock_guard<std::mutex> lock(in.mutex);
      requested_at_ = Clock::now();
      step_ = in.life.next(requested_at_);
      in.publish();
      generation_ = in.finished;
      is_refresher_ = step_ == token_schedule::step::refresh;
      if (!is_refresher_) return;
      refresh_token_ = in.grant.load()->refresh_token;
      in.failure.reset();
    }

    void end(state& of, bool succeeded) {
      is_refresher_ = false;
      if (!succeeded) of.life.failed(Clock::now());
      of.publish();
      ++of.finished;
      of.changed.notify_all();
      while (of.waiters.is_linked()) {
        auto& first = static_cast<waiter&>(of.waiters.next());
        first.unlink();
        first.renewed();
      }
    }

    std::shared_ptr<states> states_;
    token_schedule::step step_ = token_schedule::step::use;
    bool is_refresher_ = false;
    std::uint64_t generation_ = 0;
    token_schedule::time_point requested_at_{};
    secret refresh_token_{};
  };

  // Returns a ticket for a caller that needs the token.
  ticket begin() { return ticket(states_); }

  // Ensures a valid token. If this thread has to request it, calls `renew(ticket&)`, which finishes the ticket and
  // returns the outcome; no lock is held meanwhile. If no token is valid and another thread is requesting one, waits
  // for that thread and shares its error. Errors: those of `renew`; timeout and cancelled, phase token, while waiting.
  template <class Renew>
  result<void> ensure_token(Renew&& renew, http::clock::time_point deadline, std::stop_token const& stop) {
    for (;;) {
      ticket mine = begin();
      if (mine.step() == token_schedule::step::use) return {};
      if (mine.step() == token_schedule::step::refresh) return renew(mine);
      {
        state& of = states_->own();
        std::unique_lock<std::mutex> lock(of.mutex);
        auto const is_finished = [&] { return of.finished != mine.generation_; };
        if (!of.changed.wait_until(lock, stop, deadline, is_finished)) return ticket::not_waited_for(stop);
      }
      if (std::optional<error> failed = mine.shared_failure()) return *std::move(failed);
    }
  }

  // Ensures a token like ensure_token(), with a function `obtain(refresh_token)` that returns a result<token_grant>.
  // The refresh token is empty if none is known.
  template <class Obtain>
  result<void> refresh(Obtain&& obtain, std::chrono::seconds refresh_before, http::clock::time_point deadline,
                       std::stop_token const& stop) {
    return ensure_token([&](ticket& mine) { return mine.finish(obtain(mine.refresh_token()), refresh_before); },
                        deadline, stop);
  }

  // Discards the token if it is the one that the platform refused; a newer token is kept.
  void invalidate(std::string_view refused) {
    state& of = states_->own();
    std::lock_guard<std::mutex> lock(of.mutex);
    granted& now = *of.grant.load();
    if (now.token.reveal() != refused) return;
    now.refused = true;
    of.life.invalidate();
    of.publish();
  }

  // Returns the error of the last renewal, if it failed.
  std::optional<error> last_failure() const {
    state& of = states_->own();
    std::lock_guard<std::mutex> lock(of.mutex);
    return of.failure;
  }

private:
  static std::unique_ptr<granted> grant_of(token_grant grant, token_schedule::time_point asked,
                                           std::chrono::seconds refresh_before) {
    auto made = std::make_unique<granted>();
    made->token = std::move(grant.access_token);
    made->refresh_token = std::move(grant.refresh_token);
    made->asked = asked;
    made->expires_in = grant.expires_in;
    made->refresh_before = refresh_before;
    return made;
  }

  // Returns the time, some milliseconds late where that is much faster; tokens live much longer than that.
  static token_schedule::time_point coarse_now() {
    if constexpr (std::is_same_v<Clock, std::chrono::steady_clock>)
      return geai::detail::coarse_now();
    else
      return Clock::now();
  }

  std::shared_ptr<states> states_ = std::make_shared<states>();
};

// The token cache of auth::password.
using token_cache = basic_token_cache<http::clock>;

}  // namespace geai::inline v0_2::auth
