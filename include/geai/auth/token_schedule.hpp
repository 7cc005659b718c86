#pragma once

#include <geai/detail/language.hpp>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>

namespace geai::inline v0_2::auth {

// The rules for using, renewing and waiting for a token, without locks, clocks or I/O.
//
// A token is valid until its expiry. From its earlier refresh point on, one caller at a time is told to renew it, while
// all others continue to use it. Callers wait for a renewal only after the expiry.
class token_schedule {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // The next step of a caller that needs the token. A caller that is told to refresh it must call succeeded() or
  // failed() afterwards.
  enum class step : unsigned char {
    use,      // use the token
    refresh,  // request a token from the platform
    wait,     // no token is valid, and another caller is requesting one
  };

  // Returns the next step of a caller.
  step next(time_point now) {
    if (is_alive(now)) {
      if (refreshing_ || now < refresh_at_) return step::use;
    } else if (refreshing_) {
      return step::wait;
    }
    refreshing_ = true;
    return step::refresh;
  }

  // Returns the time until which next() returns `use`, if nothing happens before.
  time_point ready_until() const noexcept {
    return !has_token_ ? (time_point::min)() : refreshing_ ? expires_at_ : (std::min)(refresh_at_, expires_at_);
  }

  // Returns true if next() would return `use`.
  bool is_ready(time_point now) const noexcept { return now < ready_until(); }

  // Returns true if the token may be used: it was granted, is not refused and has not expired.
  bool is_alive(time_point now) const noexcept { return has_token_ && now < expires_at_; }

  // Records that a token with lifetime `life`, requested at `asked`, was granted. A `life` of zero or less is unknown:
  // the token is then used until it is refused. The refresh point is `before` ahead of the expiry, or at half the
  // lifetime if that is later, and by `random` up to a tenth of that earlier, so that many clients do not renew at the
  // same moment.
  void succeeded(time_point asked, std::chrono::seconds life, std::chrono::seconds before, std::uint64_t random) {
    refreshing_ = false;
    has_token_ = true;
    refresh_at_ = expires_at_ = (time_point::max)();
    if (life <= std::chrono::seconds::zero() || life >= longest) return;
    using duration = time_point::duration;
    duration const ahead =
        std::min<duration>(std::clamp(before, std::chrono::seconds::zero(), life), duration(life) / 2);
    expires_at_ = asked + life;
    refresh_at_ = expires_at_ - ahead -
                  duration(static_cast<duration::rep>(random % static_cast<std::uint64_t>(ahead.count() / 10 + 1)));
  }

  // Records that no token was granted. A valid one remains in use; a quarter of its remaining lifetime, at most half a
  // minute, passes before the next attempt.
  void failed(time_point now) {
    refreshing_ = false;
    if (!is_alive(now) || expires_at_ == (time_point::max)()) return;
    refresh_at_ = now + std::min<time_point::duration>((expires_at_ - now) / 4, std::chrono::seconds(30));
  }

  // Records that the platform refused the token.
  void invalidate() noexcept { has_token_ = false; }

  // Compares all members, for tests that visit all states.
  friend auto operator<=>(token_schedule const&, token_schedule const&) = default;

private:
  static constexpr std::chrono::seconds longest = std::chrono::hours(24) * 365 * 100;

  bool has_token_ = false;
  bool refreshing_ = false;
  time_point refresh_at_ = (time_point::max)();
  time_point expires_at_ = (time_point::max)();
};

}  // namespace geai::inline v0_2::auth
