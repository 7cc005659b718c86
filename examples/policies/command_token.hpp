#pragma once

#include <chrono>
#include <cstdio>
#include <geai/auth/token_cache.hpp>
#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace policies {

// What the command prints: {"access_token": "...", "expires_in": 3600}.
struct command_answer {
  geai::secret access_token{};
  std::chrono::seconds expires_in{};  // zero: nobody knows
};

}  // namespace policies

template <>
struct geai::model<policies::command_answer>
    : geai::fields<geai::field<"access_token", &policies::command_answer::access_token>,
                   geai::informative<"expires_in", &policies::command_answer::expires_in>> {};

namespace policies {

// An Auth policy whose token is what a command prints, as kubectl's exec credentials and the credential_process of AWS
// are: a vault's or a single sign-on's client, so that the program never holds a password. The command runs when the first
// call needs a token, then before the token expires, and again when the platform refused it. Several threads that need one
// at once run it once, and go on with the old token while that lives.
//
// A command that does not end is ended by its own limits (`timeout 10 vault ...`).
template <geai::json::policy Json> struct command_token {
  std::string command{};  // for the shell
  std::string project_id{};
  std::string organization_id{};
  Json json{};
  geai::auth::token_cache slot{};  // filled by refresh()

  geai::auth_type type() const noexcept { return geai::auth_type::oauth_token; }

  geai::result<void> apply(geai::http::header_list& headers) const {
    slot.visit([&](geai::secret const& token) {
      if (!token.empty()) geai::auth::add_bearer(headers, token.reveal());
    });
    return {};
  }

  bool has_token() const { return slot.is_ready(); }

  template <class Exchange>
  geai::result<void> refresh(Exchange&&, geai::http::clock::time_point deadline, std::stop_token const& stop) {
    return slot.refresh([this](geai::secret const&) { return run(); }, std::chrono::seconds(60), deadline, stop);
  }

  void invalidate(std::string_view refused) { slot.invalidate(refused); }

private:
  // Says what is wrong, but nothing of what the command printed: that may hold the token.
  geai::error failure(std::string const& what) const {
    geai::error made(geai::errc::missing_requirement, "the token command '" + command + "' " + what);
    made.phase = geai::phase::token;
    return made;
  }

  geai::result<geai::auth::token_grant> run() {
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return failure("cannot be run");
    std::string text(std::size_t{1} << 16, '\0');
    std::size_t const size = std::fread(text.data(), 1, text.size() - geai::json::padding, pipe);
    int const status = ::pclose(pipe);
    geai::result<command_answer> answer = json.template decode<command_answer>(std::string_view(text).substr(0, size));
    geai::secret const gone(std::move(text));  // wipes it
    if (status != 0) return failure("ended with status " + std::to_string(status >> 8));
    if (!answer) return failure("printed something else than {\"access_token\": ..., \"expires_in\": ...}");
    if (answer->access_token.empty()) return failure("printed no access_token");
    return geai::auth::token_grant{.access_token = std::move(answer->access_token), .expires_in = answer->expires_in};
  }
};

}  // namespace policies
