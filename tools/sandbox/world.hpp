#pragma once
// The state that all services share: settings, the existing people and things, tokens, the ledger of changes.

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
  bool strict = false;  // accept only the documented form of requests
  bool quirks = false;  // reply in the shapes seen in the field
};

// The number of polls before each kind is done.
struct poll_plan {
  std::uint64_t documents = 0;
  std::uint64_t evaluations = 0;
  std::uint64_t assistant_requests = 0;
  std::optional<std::uint64_t> instances{};  // empty: they stay active
  bool failing = false;                      // items end as failed
};

// The credentials of the sandbox. They are not secret: the documentation prints them.
namespace known {
inline constexpr std::string_view api_key = "sandbox-key";
inline constexpr std::string_view client_id = "sandbox-client";
inline constexpr std::string_view username = "user@example.com";
inline constexpr std::string_view password = "sandbox-password";
inline constexpr std::string_view user_guid = "aaaaaaaa-0000-4000-8000-000000000001";
inline constexpr std::string_view project = "sandbox-project";
inline constexpr std::string_view other_project =
    "sandbox-other-project";  // exists, but no credential has access to it
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
  std::optional<issued_token> refresh(std::string const& refresh_token);  // a refresh token can be used once
  token_state state(std::string const& access_token) const;
  std::string scope(std::string const& access_token) const;
  long long announced_lifetime() const;  // whole seconds
  void expire_all();                     // access tokens; refresh tokens stay valid
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

// The created, updated and deleted items, in order.
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
  std::mutex mutex;  // held while a handler runs, never while bytes are transferred
  token_store tokens;
  ledger changes;
  poll_plan polls{};             // for items created from now on
  std::deque<json> chat_plan{};  // the answers of the next chats, see completion.cpp

  // Lookups for other services: "agent", "assistant", "profile", "project" to a function that returns true if one with
  // this name exists.
  std::map<std::string, std::function<bool(std::string const&)>, std::less<>> directories;
  bool exists(std::string_view kind, std::string const& name) const {
    auto const it = directories.find(kind);
    return it != directories.end() && it->second(name);
  }
  std::function<json(std::string const& id)> data_set_rows;                   // throws a 404
  std::function<std::string(std::string const& token)> project_of_api_token;  // empty if the token does not exist
};

}  // namespace sandbox
