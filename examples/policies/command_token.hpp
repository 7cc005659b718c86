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

// The output of the command: {"access_token": "...", "expires_in": 3600}.
struct command_answer {
  geai::secret access_token{};
  std::chrono::seconds expires_in{};  // zero: unknown
};

}  // namespace policies

template <>
struct geai::model<policies::command_answer>
    : geai::fields<geai::field<"access_token", &policies::command_answer::access_token>,
                   geai::informative<"expires_in", &policies::command_answer::expires_in>> {};

namespace policies {

// An Auth policy that reads its token from the output of a command, like the exec credentials of kubectl and the
// credential_process of AWS. With the client of a vault or of a single sign-on, the program never holds a password.
// The command runs when the first call needs a token, before the token expires, and after the platform refused the
// token. If several threads need a token, the command runs once; they use the old token while it is valid.
//
// Give the command its own time limit (`timeout 10 vault ...`).
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
  // Describes the failure without the output of the command, which may contain the token.
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
