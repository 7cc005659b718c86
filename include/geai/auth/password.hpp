#pragma once

#include <geai/auth/oauth.hpp>
#include <memory>
#include <mutex>
#include <string>

namespace geai::auth {

// The token that a policy obtained, shared by the threads that use the client. Copies share it.
class token_slot {
public:
  bool has_token() const {
    std::lock_guard lock(state_->mutex);
    return !state_->token.empty();
  }
  void set(secret token) {
    std::lock_guard lock(state_->mutex);
    state_->token = std::move(token);
  }
  template <class Use> void with(Use&& use) const {
    std::lock_guard lock(state_->mutex);
    use(state_->token);
  }
  // Held by the one thread that obtains a token.
  std::mutex& refreshing() const { return state_->refreshing; }

private:
  struct state {
    std::mutex mutex;
    std::mutex refreshing;
    secret token;
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

// Logs in by itself: obtains an access token with the first call that needs one, and again after the platform refused
// it. Nothing is sent when the client is made.
struct password {
  std::string client_id{};
  std::string username{};
  secret password{};
  required_text project_id;
  std::string organization_id{};  // optional
  std::string scope = "gam_user_data gam_user_roles";
  token_slot slot{};  // filled by refresh()

  auth_type type() const noexcept { return auth_type::oauth_token; }

  result<void> apply(http::header_list& headers) const {
    slot.with([&](secret const& token) {
      if (!token.empty()) add_bearer(headers, token.reveal());
    });
    return {};
  }

  bool has_token() const { return slot.has_token(); }

  template <class Exchange> result<void> refresh(Exchange&& exchange) {
    std::lock_guard lock(slot.refreshing());
    if (has_token()) return {};  // another thread was here first
    result<token_grant> grant =
        exchange(token_request{.client_id = client_id, .username = username, .password = password, .scope = scope});
    if (!grant) return grant.error();
    slot.set(std::move(grant->access_token));
    return {};
  }

  void invalidate() { slot.set({}); }
};

}  // namespace geai::auth
