#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <geai/auth/policy.hpp>
#include <geai/auth/token_life.hpp>
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

namespace geai::auth {

// A token that is renewed by the threads which use it, of which none waits while it lives (see token_life). Copies share
// it. All members may be called from several threads. Clock tells how old the token is.
template <class Clock> class basic_token_slot {
public:
  // Begins with what was granted earlier. Without an access token the refresh token waits for the first refresh().
  void begin(token_grant grant, std::chrono::seconds refresh_before) {
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

  // Makes sure that there is a living token. When it is this thread's turn, calls `obtain(refresh_token)` for a
  // result<token_grant>, without holding a lock; the refresh token is empty when none is known. When there is no living
  // token and another thread is at it, waits for that one, and shares its failure. A failure while the old token lives is
  // kept (last_failure) and no error. Errors: those of `obtain`; timeout and cancelled, phase token, while waiting.
  template <class Obtain>
  result<void> refresh(Obtain&& obtain, std::chrono::seconds refresh_before, http::clock::time_point deadline,
                       std::stop_token const& stop) {
    std::unique_lock lock(state_->mutex);
    for (;;) {
      switch (state_->life.next(Clock::now())) {
        case token_life::step::use: return {};
        case token_life::step::refresh: return renew(lock, obtain, refresh_before);
        case token_life::step::wait: break;
      }
      std::uint64_t const before = state_->finished;
      auto const is_finished = [&] { return state_->finished != before; };
      if (!state_->changed.wait_until(lock, stop, deadline, is_finished)) return not_waited_for(stop);
      if (state_->failure && !state_->life.is_alive(Clock::now())) return *state_->failure;
    }
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
  struct state {
    std::mutex mutex{};
    std::condition_variable_any changed{};
    token_life life{};
    secret token{};
    secret refresh_token{};
    std::optional<error> failure{};
    std::uint64_t finished = 0;  // renewals that ended
  };

  template <class Obtain>
  result<void> renew(std::unique_lock<std::mutex>& lock, Obtain& obtain, std::chrono::seconds refresh_before) {
    // Whatever happens, those who wait are woken: `obtain` may throw.
    struct ending {
      std::unique_lock<std::mutex>& lock;
      state& shared;
      bool succeeded = false;

      ~ending() {
        if (!lock.owns_lock()) lock.lock();
        if (!succeeded) shared.life.failed(Clock::now());
        ++shared.finished;
        shared.changed.notify_all();
      }
    };
    ending end{lock, *state_};

    secret const refresh_token = state_->refresh_token;
    state_->failure.reset();
    lock.unlock();
    auto const asked = Clock::now();
    result<token_grant> grant = obtain(refresh_token);
    if (grant && grant->access_token.empty()) grant = error(errc::decode, "the platform granted an empty access token");
    lock.lock();
    if (!grant) {
      state_->failure = std::move(grant).error();
      if (state_->life.is_alive(Clock::now())) return {};
      return *state_->failure;
    }
    state_->token = std::move(grant->access_token);
    state_->refresh_token = std::move(grant->refresh_token);
    state_->life.succeeded(asked, grant->expires_in, refresh_before, detail::random_bits());
    end.succeeded = true;
    return {};
  }

  static error not_waited_for(std::stop_token const& stop) {
    error what = stop.stop_requested()
                     ? error(errc::cancelled, "cancelled while another thread obtains the access token")
                     : error(errc::timeout, "the deadline passed while another thread obtains the access token");
    what.phase = phase::token;
    return what;
  }

  std::shared_ptr<state> state_ = std::make_shared<state>();
};

using token_slot = basic_token_slot<http::clock>;

}  // namespace geai::auth
