#pragma once

#include <time.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_life.hpp>
#include <geai/detail/list_node.hpp>
#include <geai/detail/random.hpp>
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

namespace geai::inline v0::auth {

// Keeps those who read something apart from the one who replaces it. Readers are counted in several places, of which a
// thread mostly has one to itself, so that they do not wait for one another.
class light_readers {
public:
  // Calls `use` and returns true; false while it is being replaced.
  template <class Use> bool read(Use&& use) {
    struct presence {
      explicit presence(std::atomic<unsigned>& in) noexcept : count(in) { count.fetch_add(1); }
      presence(presence&&) = delete;
      ~presence() { count.fetch_sub(1, std::memory_order_release); }
      std::atomic<unsigned>& count;
    };
    // Who comes says so before looking, and who replaces does the same: one of the two sees the other.
    presence const here(places_[place()].count);
    if (replacing_.load()) return false;
    use();
    return true;
  }

  // Calls `replace` when nobody reads. One at a time.
  template <class Replace> void replace(Replace&& replace) {
    replacing_.store(true);
    for (counter const& each : places_)
      while (each.count.load() != 0) std::this_thread::yield();
    replace();
    replacing_.store(false, std::memory_order_release);
  }

private:
  struct alignas(64) counter {
    std::atomic<unsigned> count{0};
  };

  // By the thread's stack: threads need no number for that.
  static std::size_t place() noexcept {
    char here;
    auto const stack = reinterpret_cast<std::uintptr_t>(&here) >> 18;
    return static_cast<std::size_t>(std::uint64_t{stack} * 0x9e3779b97f4a7c15 >> 61);
  }

  counter places_[8]{};
  std::atomic<bool> replacing_{false};
};

// A token that is renewed by the threads which use it, of which none waits while it lives (see token_life). Copies share
// it. All members may be called from several threads. Clock tells how old the token is.
template <class Clock> class basic_token_slot {
  struct state {
    std::mutex mutex{};
    std::condition_variable_any changed{};
    token_life life{};
    secret token{};
    secret refresh_token{};
    std::optional<error> failure{};
    std::uint64_t finished = 0;  // renewals that ended
    detail::list_node waiters{};
    light_readers readers{};                                                         // of the token, without the mutex
    std::atomic<token_life::time_point> ready_until{token_life::time_point::min()};  // what `life` says

    // To be called with the mutex, as well as the next one.
    void replace_token(secret by) {
      readers.replace([&] { token = std::move(by); });
    }
    void publish() noexcept { ready_until.store(life.ready_until(), std::memory_order_release); }
  };

public:
  // Begins with what was granted earlier. Without an access token the refresh token waits for the first refresh().
  void start_with(token_grant grant, std::chrono::seconds refresh_before) {
    std::lock_guard lock(state_->mutex);
    state_->refresh_token = std::move(grant.refresh_token);
    if (grant.access_token.empty()) return;
    state_->replace_token(std::move(grant.access_token));
    state_->life.succeeded(Clock::now(), grant.expires_in, refresh_before, detail::random_bits());
    state_->publish();
  }

  // Whether apply() may be called at once: there is a living token, and nothing for this thread to do about its renewal.
  bool is_ready() const { return about_now() < state_->ready_until.load(std::memory_order_acquire); }

  // Calls `use` with the token, which is empty when there is none. `use` may not call the slot.
  template <class Use> void with(Use&& use) const {
    state& of = *state_;
    if (of.readers.read([&] { use(static_cast<secret const&>(of.token)); })) return;
    std::lock_guard lock(of.mutex);
    use(static_cast<secret const&>(of.token));
  }

  // Who waits for another's renewal without blocking.
  class waiter : public detail::list_node {
  public:
    // The renewal has ended. Called once, on the thread that ended it, which holds the slot's lock.
    virtual void renewed() noexcept = 0;

  protected:
    ~waiter() = default;
  };

  // What one caller who needs the token does next. No member waits; movable.
  class turn {
  public:
    using waiter = basic_token_slot::waiter;

    turn(turn&&) noexcept = default;
    turn& operator=(turn&&) = delete;
    // Whoever was told to refresh and does not finish has failed: those who wait take their turn.
    ~turn() {
      if (state_ == nullptr || !mine_) return;
      std::lock_guard lock(state_->mutex);
      end(false);
    }

    // What this caller is to do: use the token, refresh it, or wait for the one who does.
    token_life::step step() const noexcept { return step_; }

    // For `refresh`: what to ask with; empty when none is known, or it was refused.
    secret const& refresh_token() const noexcept { return refresh_token_; }
    void ask_with(secret refresh_token) noexcept { refresh_token_ = std::move(refresh_token); }

    // For `refresh`: what came. A failure while the old token lives is kept (last_failure) and no error.
    result<void> finish(result<token_grant> grant, std::chrono::seconds refresh_before) {
      if (grant && grant->access_token.empty())
        grant = error(errc::decode, "the platform granted an empty access token");
      std::lock_guard lock(state_->mutex);
      if (!grant) {
        state_->failure = std::move(grant).error();
        end(false);
        if (state_->life.is_alive(Clock::now())) return {};
        return *state_->failure;
      }
      state_->replace_token(std::move(grant->access_token));
      state_->refresh_token = std::move(grant->refresh_token);
      state_->life.succeeded(asked_, grant->expires_in, refresh_before, detail::random_bits());
      end(true);
      return {};
    }

    // For `wait`: has `who` told of the end of the renewal under way, until leave(). False when it has ended already.
    bool wait(waiter& who) const {
      std::lock_guard lock(state_->mutex);
      if (state_->finished != before_) return false;
      who.link_into(state_->waiters);
      return true;
    }

    // `who` is not told any more.
    void leave(waiter& who) const {
      std::lock_guard lock(state_->mutex);
      who.unlink();
    }

    // For `wait`, behind it: the failure of the renewal that was waited for. None when there is a token, or when that
    // caller was cancelled, which is nobody else's concern: take another turn.
    std::optional<error> shared_failure() const {
      std::lock_guard lock(state_->mutex);
      if (state_->life.is_alive(Clock::now()) || !state_->failure || state_->failure->code == errc::cancelled)
        return std::nullopt;
      return state_->failure;
    }

    // For `wait`: the error of one who does not wait any longer.
    static error not_waited_for(std::stop_token const& stop) {
      error what = stop.stop_requested()
                       ? error(errc::cancelled, "cancelled while another call obtains the access token")
                       : error(errc::timeout, "the deadline passed while another call obtains the access token");
      what.phase = phase::token;
      return what;
    }

  private:
    friend basic_token_slot;

    explicit turn(std::shared_ptr<state> of) : state_(std::move(of)) {
      std::lock_guard lock(state_->mutex);
      asked_ = Clock::now();
      step_ = state_->life.next(asked_);
      state_->publish();
      before_ = state_->finished;
      mine_ = step_ == token_life::step::refresh;
      if (!mine_) return;
      refresh_token_ = state_->refresh_token;
      state_->failure.reset();
    }

    void end(bool succeeded) {
      mine_ = false;
      if (!succeeded) state_->life.failed(Clock::now());
      state_->publish();
      ++state_->finished;
      state_->changed.notify_all();
      while (state_->waiters.is_linked()) {
        auto& first = static_cast<waiter&>(state_->waiters.next());
        first.unlink();
        first.renewed();
      }
    }

    std::shared_ptr<state> state_;
    token_life::step step_ = token_life::step::use;
    bool mine_ = false;
    std::uint64_t before_ = 0;
    token_life::time_point asked_{};
    secret refresh_token_{};
  };

  // To be asked by each caller who needs the token.
  turn begin() { return turn(state_); }

  // Makes sure that there is a living token. When it is this thread's turn, calls `renew(turn&)`, which finishes it and
  // gives the outcome, without holding a lock. When there is no living token and another one is at it, waits for that one,
  // and shares its failure. Errors: those of `renew`; timeout and cancelled, phase token, while waiting.
  template <class Renew>
  result<void> take_turns(Renew&& renew, http::clock::time_point deadline, std::stop_token const& stop) {
    for (;;) {
      turn mine = begin();
      if (mine.step() == token_life::step::use) return {};
      if (mine.step() == token_life::step::refresh) return renew(mine);
      {
        std::unique_lock lock(state_->mutex);
        auto const is_finished = [&] { return state_->finished != mine.before_; };
        if (!state_->changed.wait_until(lock, stop, deadline, is_finished)) return turn::not_waited_for(stop);
      }
      if (std::optional<error> failed = mine.shared_failure()) return *std::move(failed);
    }
  }

  // The same with `obtain(refresh_token)` for a result<token_grant>; the refresh token is empty when none is known.
  template <class Obtain>
  result<void> refresh(Obtain&& obtain, std::chrono::seconds refresh_before, http::clock::time_point deadline,
                       std::stop_token const& stop) {
    return take_turns([&](turn& mine) { return mine.finish(obtain(mine.refresh_token()), refresh_before); }, deadline,
                      stop);
  }

  // The platform refused this token: it is not used again. Another one, that came in the meantime, is left alone.
  void invalidate(std::string_view refused) {
    std::lock_guard lock(state_->mutex);
    if (state_->token.reveal() != refused) return;
    state_->life.invalidate();
    state_->publish();
  }

  // Why the last renewal failed, if it did.
  std::optional<error> last_failure() const {
    std::lock_guard lock(state_->mutex);
    return state_->failure;
  }

private:
  // Some milliseconds late where that is many times as fast, which is nothing in the life of a token.
  static token_life::time_point about_now() {
#ifdef CLOCK_MONOTONIC_COARSE
    if constexpr (std::is_same_v<Clock, std::chrono::steady_clock>) {
      ::timespec now;
      ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
      return token_life::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
    }
#endif
    return Clock::now();
  }

  std::shared_ptr<state> state_ = std::make_shared<state>();
};

// That of auth::password.
using token_slot = basic_token_slot<http::clock>;

}  // namespace geai::inline v0::auth
