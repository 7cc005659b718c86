#pragma once

#include <geai/secret.hpp>
#include <geai/warning.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2 {

// The kind of credential that authenticates calls.
enum class auth_type : unsigned char {
  none,         // nothing
  api_key,      // the long-lived key of a project or an organization
  oauth_token,  // the access token of a user
};

constexpr std::string_view to_string(auth_type type) noexcept {
  switch (type) {
    case auth_type::none: return "none";
    case auth_type::api_key: return "api_key";
    case auth_type::oauth_token: return "oauth_token";
  }
  return "unknown";
}

// The renewal of the access token of a profile: the keys that `geai auth login` keeps beside it.
struct token_renewal {
  secret refresh_token{};
  std::string client_id{};
  std::string expires_at{};  // as in the file: 2026-01-31T12:00:00Z
  std::string file{};        // its path
};

// The parts of a session; config/resolve.hpp and the clients fill them.
struct session_data {
  auth_type type = auth_type::none;  // the kind of the credential that is sent
  secret api_key{};
  secret access_token{};
  token_renewal renewal{};  // of the access token
  std::string project_id{};
  std::string organization_id{};
  std::string base_url{};
  std::string eval_url{};
  std::string alias{};
  std::string ca_file{};           // PEM: the certificate authorities to trust; empty: the system's
  std::string ca_file_place{};     // the place where ca_file was found; empty for an argument
  std::string credential_place{};  // the place where the credential was found; empty for an argument
  std::vector<warning> warnings{};
};

// The identity of a client, and the URLs that it calls. An immutable value; copies are independent. The string_views
// are valid for as long as the session.
class session {
public:
  // An empty session: no credential, no URL.
  session() = default;

  // Takes the parts as they are, without checks.
  explicit session(session_data data) : data_(std::move(data)) {}

  // The kind of credential that authenticates calls.
  bool is_oauth() const noexcept { return data_.type == auth_type::oauth_token; }
  bool is_api_key() const noexcept { return data_.type == auth_type::api_key; }
  geai::auth_type auth_type() const noexcept { return data_.type; }

  // Returns the token that calls carry: the OAuth access token, else the API key; null if there is none, or if an auth
  // policy (auth::password, one of your own) holds it.
  secret const* active_token() const noexcept {
    if (!data_.access_token.empty()) return &data_.access_token;
    if (!data_.api_key.empty()) return &data_.api_key;
    return nullptr;
  }

  // Returns the data for the renewal of the access token; null unless the token comes from a profile that has a
  // refresh token and a client id too.
  token_renewal const* renewal() const noexcept {
    bool const known = !data_.access_token.empty() && !data_.renewal.refresh_token.empty();
    return known && !data_.renewal.client_id.empty() ? &data_.renewal : nullptr;
  }

  // Empty when unset.
  std::string_view project_id() const noexcept { return data_.project_id; }
  std::string_view organization_id() const noexcept { return data_.organization_id; }
  std::string_view base_url() const noexcept { return data_.base_url; }
  std::string_view eval_url() const noexcept { return data_.eval_url; }
  std::string_view alias() const noexcept { return data_.alias; }
  std::string_view ca_file() const noexcept { return data_.ca_file; }

  // Returns the place where the credential, or ca_file, was found: "GEAI_API_KEY", or "[staging] in
  // /home/me/.geai/credentials, line 3". Empty if there is none, or if the program passed it.
  std::string_view credential_place() const noexcept { return data_.credential_place; }
  std::string_view ca_file_place() const noexcept { return data_.ca_file_place; }

  // Returns the warnings about the configuration, in the order in which they were found.
  std::vector<warning> const& warnings() const noexcept { return data_.warnings; }

private:
  session_data data_;
};

}  // namespace geai::inline v0_2
