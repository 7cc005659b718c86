#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/json/open_enumeration.hpp>
#include <optional>
#include <string>
#include <vector>

// Secrets of a project: rest-api.md section 6 (PyGEAI's secret client; docs.globant.ai wiki 1020 for the statuses).

namespace geai::inline v0_2 {

// The states of a secret.
enum class secret_status : unsigned char { active, inactive, revoked };
template <>
struct model<secret_status>
    : enumerators<enumerator<"Active", secret_status::active>, enumerator<"Inactive", secret_status::inactive>,
                  enumerator<"Revoked", secret_status::revoked>> {};

// The permission for a secret.
enum class secret_access_level : unsigned char { read, write };
template <>
struct model<secret_access_level>
    : enumerators<enumerator<"read", secret_access_level::read>, enumerator<"write", secret_access_level::write>> {};

// The kind of account that has access.
enum class principal_type : unsigned char { service, user };
template <>
struct model<principal_type>
    : enumerators<enumerator<"service", principal_type::service>, enumerator<"user", principal_type::user>> {};

// A secret on the platform. Lists may omit its value.
struct stored_secret {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  secret secret_string{};  // the value
  open_enumeration<secret_status> status{};
};

// The secrets of a list, without their values.
struct secret_list {
  std::vector<stored_secret> secrets;

  std::size_t size() const noexcept { return secrets.size(); }
  stored_secret const* begin() const noexcept { return secrets.data(); }
  stored_secret const* end() const noexcept { return secrets.data() + secrets.size(); }
};

// Body of the create and update operations.
struct secret_definition {
  std::string name{};
  secret secret_string{};  // the value
  std::optional<std::string> description{};
};

// An account that may use a secret, and its permission.
struct secret_access {
  open_enumeration<secret_access_level> access_level{};
  open_enumeration<geai::principal_type> principal_type{};
};

// The accounts that may use a secret.
struct secret_access_list {
  std::vector<secret_access> access_list{};

  std::size_t size() const noexcept { return access_list.size(); }
  secret_access const* begin() const noexcept { return access_list.data(); }
  secret_access const* end() const noexcept { return access_list.data() + access_list.size(); }
};

template <>
struct model<stored_secret>
    : fields<field<"id", &stored_secret::id>, field<"name", &stored_secret::name>,
             field<"description", &stored_secret::description>, field<"secretString", &stored_secret::secret_string>,
             field<"status", &stored_secret::status>> {};
template <> struct model<secret_list> : fields<field<"secrets", &secret_list::secrets>> {};
template <>
struct model<secret_definition>
    : fields<field<"name", &secret_definition::name>, field<"secretString", &secret_definition::secret_string>,
             field<"description", &secret_definition::description>> {};
template <>
struct model<secret_access> : fields<field<"accessLevel", &secret_access::access_level>,
                                     field<"principalType", &secret_access::principal_type>> {};
template <> struct model<secret_access_list> : fields<field<"accessList", &secret_access_list::access_list>> {};

namespace api {

// Lists the secrets of the project.
struct list_secrets {
  std::optional<std::string> name{};
  std::optional<std::string> id{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size; the platform's default is 10

  using answer = secret_list;
  using endpoint = get<"/v1/secrets">;
  using paging = by_offset<&list_secrets::start, &list_secrets::count, 10>;
  using parameters = fields<query<"name", &list_secrets::name>, query<"id", &list_secrets::id>,
                            query<"start", &list_secrets::start>, query<"count", &list_secrets::count>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Returns a secret.
struct get_secret {
  std::string id{};

  using answer = stored_secret;
  using endpoint = get<"/v1/secrets/{id}">;
  using parameters = fields<path<"id", &get_secret::id>>;
};

// Creates a secret.
struct create_secret {
  secret_definition definition = secret_definition();

  using answer = stored_secret;
  using endpoint = post<"/v1/secrets">;
  using parameters = fields<field<"secretDefinition", &create_secret::definition>>;

  template <class = void> result<void> check() const { return detail::check_required(definition); }
};

// Updates a secret. Both the name and the value are sent.
struct update_secret {
  std::string id{};
  secret_definition definition = secret_definition();

  using answer = stored_secret;
  using endpoint = put<"/v1/secrets/{id}">;
  using parameters = fields<path<"id", &update_secret::id>, field<"secretDefinition", &update_secret::definition>>;

  template <class = void> result<void> check() const { return detail::check_required(definition); }
};

// Replaces the list of users and entities that may use the secret.
struct set_secret_accesses {
  std::string id{};
  secret_access_list definition{};

  using answer = void;
  using endpoint = post<"/v1/secrets/{id}/accesses">;
  using parameters =
      fields<path<"id", &set_secret_accesses::id>, field<"secretDefinition", &set_secret_accesses::definition>>;

  template <class = void> result<void> check() const {
    for (secret_access const& each : definition)
      if (result<void> sound = detail::check_required(each); !sound) return sound;
    return {};
  }
};

// Returns the users and entities that may use the secret.
struct get_secret_accesses {
  std::string id{};

  using answer = secret_access_list;
  using endpoint = get<"/v1/secrets/{id}/accesses">;
  using parameters = fields<path<"id", &get_secret_accesses::id>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
