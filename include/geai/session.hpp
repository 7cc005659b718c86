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
  none,         // no credential
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

// The data for renewing the access token of a profile, which `geai auth login` writes to the profile.
struct token_renewal {
  secret refresh_token{};
  std::string client_id{};
  std::string expires_at{};  // as in the file: 2026-01-31T12:00:00Z
  std::string file{};        // the path of the file
};

// The parts of a session; config/resolve.hpp and the clients fill them.
struct session_data {
  auth_type type = auth_type::none;  // the kind of the credential in use
  secret api_key{};
  secret access_token{};
  token_renewal renewal{};  // the data for renewing the access token
  std::string project_id{};
  std::string organization_id{};
  std::string base_url{};
  std::string eval_url{};
  std::string alias{};
  std::string ca_file{};           // a PEM file of the certificate authorities to trust; empty: those of the system
  std::string ca_file_place{};     // the place where ca_file was found; empty if it was an argument
  std::string credential_place{};  // the place where the credential was found; empty if it was an argument
  std::vector<warning> warnings{};
};

// The identity of a client and the URLs that it calls. An immutable value; copies are independent. The views are valid
// for as long as the session.
class session {
public:
  // Makes an empty session: no credential, no URL.
  session() = default;

  // Takes the parts without checking them.
  explicit session(session_data data) : data_(std::move(data)) {}

  // Returns the kind of the credential.
  bool is_oauth() const noexcept { return data_.type == auth_type::oauth_token; }
  bool is_api_key() const noexcept { return data_.type == auth_type::api_key; }
  geai::auth_type auth_type() const noexcept { return data_.type; }

  // Returns the token that calls send: the OAuth access token, else the API key. Null if there is none, or if an auth
  // policy (auth::password, or one of your own) holds it.
  secret const* active_token() const noexcept {
    if (!data_.access_token.empty()) return &data_.access_token;
    if (!data_.api_key.empty()) return &data_.api_key;
    return nullptr;
  }

  // Returns the data for renewing the access token. Null unless the token comes from a profile that also has a refresh
  // token and a client id.
  token_renewal const* renewal() const noexcept {
    bool const known = !data_.access_token.empty() && !data_.renewal.refresh_token.empty();
    return known && !data_.renewal.client_id.empty() ? &data_.renewal : nullptr;
  }

  // Returns the value; empty if it is unset.
  std::string_view project_id() const noexcept { return data_.project_id; }
  std::string_view organization_id() const noexcept { return data_.organization_id; }
  std::string_view base_url() const noexcept { return data_.base_url; }
  std::string_view eval_url() const noexcept { return data_.eval_url; }
  std::string_view alias() const noexcept { return data_.alias; }
  std::string_view ca_file() const noexcept { return data_.ca_file; }

  // Returns the place where the credential or ca_file was found: "GEAI_API_KEY", or "[staging] in
  // /home/me/.geai/credentials, line 3". Empty if there is none, or if it was an argument.
  std::string_view credential_place() const noexcept { return data_.credential_place; }
  std::string_view ca_file_place() const noexcept { return data_.ca_file_place; }

  // Returns the warnings about the configuration, in the order in which they were found.
  std::vector<warning> const& warnings() const noexcept { return data_.warnings; }

private:
  session_data data_;
};

}  // namespace geai::inline v0_2
