#pragma once
// The state that every service shares: settings, the people and things that exist, tokens, the ledger of changes.

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http.hpp"

namespace sandbox {

struct settings {
  double token_lifetime = 3600;  // seconds
  std::size_t agents = 3;
  bool strict = false;  // requests in the documented form only
  bool quirks = false;  // replies as the field has seen them
};

// How many times each kind is looked at before it is done.
struct poll_plan {
  std::uint64_t documents = 0;
  std::uint64_t evaluations = 0;
  std::uint64_t assistant_requests = 0;
  std::optional<std::uint64_t> instances{};  // none: they stay active
  bool failing = false;                      // what ends meanwhile has failed
};

// Everything there is to know in order to be let in. Not secret: it is printed in the documentation.
namespace known {
inline constexpr std::string_view api_key = "sandbox-key";
inline constexpr std::string_view client_id = "sandbox-client";
inline constexpr std::string_view username = "user@example.com";
inline constexpr std::string_view password = "sandbox-password";
inline constexpr std::string_view user_guid = "aaaaaaaa-0000-4000-8000-000000000001";
inline constexpr std::string_view project = "sandbox-project";
inline constexpr std::string_view other_project = "sandbox-other-project";  // exists, but nobody here may enter
inline constexpr std::string_view organization = "sandbox-organization";
}  // namespace known

enum class token_state { unknown, expired, live };

struct issued_token {
  std::string access;
  std::string refresh;
  std::string scope;
};

class token_store {
public:
  explicit token_store(double lifetime) : lifetime_(lifetime) {}
  issued_token issue(std::string scope);
  std::optional<issued_token> refresh(std::string const& refresh_token);  // a refresh token works once
  token_state state(std::string const& access_token) const;
  std::string scope(std::string const& access_token) const;
  long long announced_lifetime() const;  // whole seconds
  void expire_all();                     // access tokens; refresh tokens live on
  void clear();

private:
  using clock = std::chrono::steady_clock;
  struct grant {
    std::string scope;
    clock::time_point until;
  };
  std::chrono::duration<double> lifetime_;
  std::map<std::string, grant> access_;
  std::map<std::string, std::string> refresh_;  // to its scope
};

// What was created, updated or deleted, in order.
class ledger {
public:
  void note(std::string_view action, std::string_view kind, std::string_view id, json detail = nullptr);
  json list() const { return entries_; }
  void clear() { entries_ = json::array(); }

private:
  json entries_ = json::array();
};

struct world {
  explicit world(settings s) : options(s), tokens(s.token_lifetime) {}
  settings const options;
  std::mutex mutex;  // held while a handler runs, never while bytes move
  token_store tokens;
  ledger changes;
  poll_plan polls{};             // of what is made from now on
  std::deque<json> chat_plan{};  // what the next chats are answered, see completion.cpp

  // What other services may ask: "agent", "assistant", "profile", "project" to a check of whether one so called exists.
  std::map<std::string, std::function<bool(std::string const&)>, std::less<>> directories;
  bool exists(std::string_view kind, std::string const& name) const {
    auto const it = directories.find(kind);
    return it != directories.end() && it->second(name);
  }
  std::function<json(std::string const& id)> data_set_rows;                   // throws a 404
  std::function<std::string(std::string const& token)> project_of_api_token;  // empty for one that there is none of
};

}  // namespace sandbox
