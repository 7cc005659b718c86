#pragma once

#include <geai/detail/language.hpp>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>

namespace geai::inline v0_2::auth {

// When a token is used, renewed, and waited for: the rules, without locks, clocks and I/O.
//
// A token lives until its expiry, which is its expiry. From its refresh point on, which is earlier, one caller at a
// time is asked to renew it while all others go on with it. Only past the expiry do callers wait, for that one.
class token_schedule {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // The next step of a caller who needs the token. A caller that is to refresh it must call succeeded() or failed()
  // afterwards.
  enum class step : unsigned char {
    use,      // there is one, and nothing to do
    refresh,  // ask the platform for one
    wait,     // there is none that lives, and another caller is asking
  };

  // To be asked by each caller.
  step next(time_point now) {
    if (is_alive(now)) {
      if (refreshing_ || now < refresh_at_) return step::use;
    } else if (refreshing_) {
      return step::wait;
    }
    refreshing_ = true;
    return step::refresh;
  }

  // Until when next() says `use`, if nothing happens until then.
  time_point ready_until() const noexcept {
    return !has_token_ ? (time_point::min)() : refreshing_ ? expires_at_ : (std::min)(refresh_at_, expires_at_);
  }

  // True if next() would say `use`.
  bool is_ready(time_point now) const noexcept { return now < ready_until(); }

  // True if the token may be used: it came, is not refused, and has not expired.
  bool is_alive(time_point now) const noexcept { return has_token_ && now < expires_at_; }

  // A token came that was asked for at `asked` and lives that long; zero or less: nobody knows, it lives until it is
  // refused. The refresh point is `before` ahead of the hard one, or half the life if that is less, and up to a tenth of
  // that earlier, by `random`, so that many clients do not renew at the same moment.
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

  // No token came. One that lives is used on; a quarter of what is left of its life, at most half a minute, passes
  // before the next attempt.
  void failed(time_point now) {
    refreshing_ = false;
    if (!is_alive(now) || expires_at_ == (time_point::max)()) return;
    refresh_at_ = now + std::min<time_point::duration>((expires_at_ - now) / 4, std::chrono::seconds(30));
  }

  // The platform refused the token.
  void invalidate() noexcept { has_token_ = false; }

  // For tests that look at all its states.
  friend auto operator<=>(token_schedule const&, token_schedule const&) = default;

private:
  static constexpr std::chrono::seconds longest = std::chrono::hours(24) * 365 * 100;

  bool has_token_ = false;
  bool refreshing_ = false;
  time_point refresh_at_ = (time_point::max)();
  time_point expires_at_ = (time_point::max)();
};

}  // namespace geai::inline v0_2::auth
