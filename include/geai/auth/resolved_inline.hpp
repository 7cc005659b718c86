#pragma once

// The definitions of auth::resolved. Part of geai/auth/resolved.hpp, unless the program is compiled separately.

#include <atomic>
#include <chrono>
#include <geai/auth/resolved.hpp>
#include <geai/auth/token_cache.hpp>
#include <geai/config/detail/timestamp.hpp>
#include <geai/config/environment.hpp>
#include <geai/config/profiles.hpp>
#include <geai/detail/of_process.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::auth {

template <class Tag> struct basic_resolved<Tag>::login {
  static constexpr std::chrono::seconds refresh_before{300};

  // Converts a token of the file; its lifetime follows from the system clock.
  static token_grant grant_of(secret access_token, secret refresh_token, std::string_view expires_at) {
    token_grant grant{.refresh_token = std::move(refresh_token)};
    if (auto const expiry = detail::parse_timestamp(expires_at)) {
      // In whole seconds: nanoseconds would overflow, since the year may be 9999.
      grant.expires_in = *expiry - std::chrono::ceil<std::chrono::seconds>(std::chrono::system_clock::now());
      if (grant.expires_in <= std::chrono::seconds::zero()) return grant;
    }
    grant.access_token = std::move(access_token);
    return grant;
  }

  std::string alias{};
  std::string file{};
  std::string client_id{};           // of the latest token request
  std::chrono::sys_seconds asked{};  // the time of the latest token request
  token_cache slot{};

  struct saving {
    secret in_file{};  // the refresh token in the profile, as far as is known
    std::optional<renewed_login> unsaved{};
  };

  // Each change replaces the whole object, so that a fork never leaves a half-changed one in the child.
  class kept_saving {
  public:
    kept_saving() = default;
    kept_saving(kept_saving&&) = delete;
    ~kept_saving() { delete now_.load(); }

    saving get() {
      std::lock_guard<std::mutex> lock(mutex_);
      return *now_.load();
    }
    template <class Change> void change(Change const& change) {
      std::lock_guard<std::mutex> lock(mutex_);
      auto next = std::make_unique<saving>(*now_.load());
      change(*next);
      delete now_.exchange(next.release());
    }
    void inherit(kept_saving& other) { *now_.load() = *other.now_.load(); }

  private:
    std::mutex mutex_{};
    std::atomic<saving*> now_{new saving};
  };

  detail::of_process<kept_saving> savings{};
  kept_saving& kept() {
    return savings.own([](kept_saving& mine, kept_saving& parents) { mine.inherit(parents); });
  }

  static bool is_refusal(error const& failure) { return failure.code == errc::api_response && !failure.is_transient(); }

  // Notes that the platform granted a token for a refresh token and that it is not saved yet.
  void note(token_grant& grant, secret const& refresh_token) {
    if (grant.refresh_token.empty()) grant.refresh_token = refresh_token;  // RFC 6749, 6: the old one remains valid
    kept().change([&](saving& now) {
      now.unsaved.emplace(renewed_login{.file = file, .alias = alias, .replaced = now.in_file, .grant = grant});
      constexpr std::chrono::seconds longest = std::chrono::hours(24) * 365 * 100;
      if (grant.expires_in > std::chrono::seconds::zero() && grant.expires_in < longest)
        now.unsaved->expires_at = asked + grant.expires_in;
    });
  }

  error not_renewed(error failure) const {
    failure.message += "; the access token of alias '" + alias +
                       "' has expired or was refused, and the platform refused to renew it; run: geai auth login "
                       "--alias " +
                       alias;
    return failure;
  }

  // Reads the profile again. Returns its login unless it is the refused one.
  std::optional<token_grant> read_again(secret const& refused) {
    if (file.empty()) return std::nullopt;
    auto const now = profiles<>::load(file);
    if (!now) return std::nullopt;
    auto const refresh_token = now->own(alias, variable::refresh_token);
    auto const access_token = now->own(alias, variable::access_token);
    if (!refresh_token || !access_token || *refresh_token == refused.reveal()) return std::nullopt;
    client_id = now->get(alias, variable::client_id).value_or(client_id);
    kept().change([&](saving& known) {
      known.in_file = *refresh_token;
      known.unsaved.reset();
    });
    return grant_of(*access_token, *refresh_token, now->own(alias, variable::expires_at).value_or(""));
  }
};

template <class Tag>
basic_resolved<Tag>::basic_resolved(session const& configuration) : type_(configuration.auth_type()) {
  secret const* const token = configuration.active_token();
  if (token == nullptr) return;
  token_renewal const* const how = configuration.renewal();
  if (how == nullptr) {
    token_ = *token;
    return;
  }
  login_ = std::make_shared<login>();
  login_->alias = configuration.alias();
  login_->file = how->file;
  login_->client_id = how->client_id;
  login_->kept().change([&](auto& now) { now.in_file = how->refresh_token; });
  login_->slot.seed(login::grant_of(*token, how->refresh_token, how->expires_at), login::refresh_before);
}

template <class Tag> result<void> basic_resolved<Tag>::apply(http::header_list& headers) const {
  auto const add = [&](secret const& token) {
    if (!token.empty()) add_bearer(headers, token.reveal());
  };
  login_ == nullptr ? add(token_) : login_->slot.visit(add);
  return {};
}

template <class Tag> bool basic_resolved<Tag>::has_token() const {
  return login_ == nullptr || login_->slot.is_ready();
}

template <class Tag>
template <class Fetch>
result<void> basic_resolved<Tag>::refresh(Fetch&& fetch, http::clock::time_point deadline,
                                          std::stop_token const& stop) {
  if (login_ == nullptr) return {};
  auto const renew = [&](token_cache::ticket& ticket) {
    for (;;)
      if (std::optional<result<void>> done = answer(ticket, fetch(request_for(ticket)))) return *std::move(done);
  };
  return login_->slot.ensure_token(renew, deadline, stop);
}

template <class Tag> token_cache::ticket basic_resolved<Tag>::begin_refresh() { return login_->slot.begin(); }

template <class Tag> token_request basic_resolved<Tag>::request_for(token_cache::ticket const& ticket) {
  login_->asked = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {.client_id = login_->client_id, .refresh_token = ticket.refresh_token()};
}

template <class Tag>
std::optional<result<void>> basic_resolved<Tag>::answer(token_cache::ticket& ticket, result<token_grant> came) {
  if (came && !came->access_token.empty()) login_->note(*came, ticket.refresh_token());
  if (!came && login::is_refusal(came.error())) {
    std::optional<token_grant> other = login_->read_again(ticket.refresh_token());
    if (other && other->access_token.empty()) {
      ticket.set_refresh_token(std::move(other->refresh_token));
      return std::nullopt;
    }
    came = other ? result<token_grant>(*std::move(other)) : login_->not_renewed(std::move(came).error());
  }
  return ticket.finish(std::move(came), login::refresh_before);
}

template <class Tag> void basic_resolved<Tag>::invalidate(std::string_view refused) {
  if (login_ != nullptr) login_->slot.invalidate(refused);
}

template <class Tag> std::optional<renewed_login> basic_resolved<Tag>::renewed() const {
  if (login_ == nullptr) return std::nullopt;
  return login_->kept().get().unsaved;
}

template <class Tag> void basic_resolved<Tag>::saved(renewed_login const& which) const {
  login_->kept().change([&](auto& now) {
    now.in_file = which.grant.refresh_token;
    if (!now.unsaved) return;
    if (now.unsaved->grant.access_token == which.grant.access_token)
      now.unsaved.reset();
    else
      now.unsaved->replaced = now.in_file;
  });
}

}  // namespace geai::inline v0_2::auth
