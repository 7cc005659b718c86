#pragma once

#include <chrono>
#include <condition_variable>
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
#include <utility>

namespace geai::inline v0::auth {

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
  };

public:
  // Begins with what was granted earlier. Without an access token the refresh token waits for the first refresh().
  void start_with(token_grant grant, std::chrono::seconds refresh_before) {
    std::lock_guard lock(state_->mutex);
    state_->refresh_token = std::move(grant.refresh_token);
    if (grant.access_token.empty()) return;
    state_->token = std::move(grant.access_token);
    state_->life.succeeded(Clock::now(), grant.expires_in, refresh_before, detail::random_bits());
  }

  // Whether apply() may be called at once: there is a living token, and nothing for this thread to do about its renewal.
  bool is_ready() const {
    std::lock_guard lock(state_->mutex);
    return state_->life.is_ready(Clock::now());
  }

  // Calls `use` with the token, which is empty when there is none.
  template <class Use> void with(Use&& use) const {
    std::lock_guard lock(state_->mutex);
    use(state_->token);
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
      state_->token = std::move(grant->access_token);
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
      before_ = state_->finished;
      mine_ = step_ == token_life::step::refresh;
      if (!mine_) return;
      refresh_token_ = state_->refresh_token;
      state_->failure.reset();
    }

    void end(bool succeeded) {
      mine_ = false;
      if (!succeeded) state_->life.failed(Clock::now());
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
    if (state_->token.reveal() == refused) state_->life.invalidate();
  }

  // Why the last renewal failed, if it did.
  std::optional<error> last_failure() const {
    std::lock_guard lock(state_->mutex);
    return state_->failure;
  }

private:
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

// That of auth::password.
using token_slot = basic_token_slot<http::clock>;

}  // namespace geai::inline v0::auth
