#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Usage limits of organizations and projects: rest-api.md section 15 (docs.globant.ai wiki 802). Requires an
// organization's token.

namespace geai::inline v0_2 {

// The period after which a limit is reset.
enum class subscription_type : unsigned char { freemium, daily, weekly, monthly };
template <>
struct model<subscription_type>
    : enumerators<enumerator<"Freemium", subscription_type::freemium>, enumerator<"Daily", subscription_type::daily>,
                  enumerator<"Weekly", subscription_type::weekly>, enumerator<"Monthly", subscription_type::monthly>> {
};

// The quantity that is limited.
enum class usage_unit : unsigned char { requests, cost };
template <>
struct model<usage_unit>
    : enumerators<enumerator<"Requests", usage_unit::requests>, enumerator<"Cost", usage_unit::cost>> {};

// The renewal of a limit at the end of its period.
enum class renewal_status : unsigned char { renewable, non_renewable };
template <>
struct model<renewal_status> : enumerators<enumerator<"Renewable", renewal_status::renewable>,
                                           enumerator<"NonRenewable", renewal_status::non_renewable>> {};

// The body of the operation that sets a limit.
struct usage_limit_definition {
  optional<open_enumeration<geai::subscription_type>> subscription_type{};
  optional<open_enumeration<geai::usage_unit>> usage_unit{};
  std::optional<double> soft_limit{};
  std::optional<double> hard_limit{};
  optional<open_enumeration<geai::renewal_status>> renewal_status{};  // "Freemium" requires "NonRenewable"
};

// A limit on the usage of an organization or a project.
struct usage_limit {
  std::string id{};
  open_enumeration<geai::subscription_type> subscription_type{};
  open_enumeration<geai::usage_unit> usage_unit{};
  std::optional<double> soft_limit{};
  std::optional<double> hard_limit{};
  optional<open_enumeration<geai::renewal_status>> renewal_status{};
  std::optional<std::string> related_entity_name{};
  std::optional<double> remaining_usage{};
  std::optional<double> used_amount{};
  std::optional<int> status{};              // 1: active, 2: expired, 3: empty, 4: cancelled
  std::optional<std::string> valid_from{};  // ISO 8601
  std::optional<std::string> valid_until{};
};

// The limits of an organization or a project.
struct usage_limit_list {
  std::vector<usage_limit> usage_limits;

  std::size_t size() const noexcept { return usage_limits.size(); }
  usage_limit const* begin() const noexcept { return usage_limits.data(); }
  usage_limit const* end() const noexcept { return usage_limits.data() + usage_limits.size(); }
};

template <>
struct model<usage_limit_definition> : fields<field<"subscriptionType", &usage_limit_definition::subscription_type>,
                                              field<"usageUnit", &usage_limit_definition::usage_unit>,
                                              field<"softLimit", &usage_limit_definition::soft_limit>,
                                              field<"hardLimit", &usage_limit_definition::hard_limit>,
                                              field<"renewalStatus", &usage_limit_definition::renewal_status>> {};
template <>
struct model<usage_limit>
    : fields<field<"id", &usage_limit::id>, field<"subscriptionType", &usage_limit::subscription_type>,
             field<"usageUnit", &usage_limit::usage_unit>, field<"softLimit", &usage_limit::soft_limit>,
             field<"hardLimit", &usage_limit::hard_limit>, field<"renewalStatus", &usage_limit::renewal_status>,
             field<"relatedEntityName", &usage_limit::related_entity_name>,
             field<"remainingUsage", &usage_limit::remaining_usage>, field<"usedAmount", &usage_limit::used_amount>,
             field<"status", &usage_limit::status>, field<"validFrom", &usage_limit::valid_from>,
             field<"validUntil", &usage_limit::valid_until>> {
  static constexpr std::string_view wrapper = "usageLimits";  // a list with one element, where a single limit is
                                                              // requested
};
template <>
struct model<usage_limit_list> : fields<field<"usageLimits", &usage_limit_list::usage_limits>,
                                        other_name<"limits", &usage_limit_list::usage_limits>> {};

namespace api {

// Creates a usage limit of an organization.
struct create_organization_usage_limit {
  std::string organization_id{};
  usage_limit_definition definition = usage_limit_definition();

  using answer = usage_limit;
  using endpoint = post<"/v2/usageLimits/organizations/{organization_id}/limits">;
  using parameters = fields<path<"organization_id", &create_organization_usage_limit::organization_id>,
                            body<&create_organization_usage_limit::definition>>;

  template <class = void> result<void> check() const { return detail::check_limits(definition); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the usage limits of an organization.
struct list_organization_usage_limits {
  std::string organization_id{};

  using answer = usage_limit_list;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/limits">;
  using parameters = fields<path<"organization_id", &list_organization_usage_limits::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns the latest usage limit of an organization.
struct get_latest_organization_usage_limit {
  std::string organization_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/limits/latest">;
  using parameters = fields<path<"organization_id", &get_latest_organization_usage_limit::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Deletes a usage limit of an organization.
struct delete_organization_usage_limit {
  std::string organization_id{};
  std::string limit_id{};

  using answer = usage_limit;  // the deleted limit; empty if the platform returns nothing
  using endpoint = delete_<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}">;
  using parameters = fields<path<"organization_id", &delete_organization_usage_limit::organization_id>,
                            path<"limit_id", &delete_organization_usage_limit::limit_id>>;
  static constexpr bool may_be_empty = true;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the hard limit of an organization.
struct set_organization_hard_limit {
  std::string organization_id{};
  std::string limit_id{};
  double hard_limit = 0;

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/hardLimit">;
  using parameters = fields<path<"organization_id", &set_organization_hard_limit::organization_id>,
                            path<"limit_id", &set_organization_hard_limit::limit_id>,
                            field<"hardLimit", &set_organization_hard_limit::hard_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the soft limit of an organization.
struct set_organization_soft_limit {
  std::string organization_id{};
  std::string limit_id{};
  double soft_limit = 0;

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/softLimit">;
  using parameters = fields<path<"organization_id", &set_organization_soft_limit::organization_id>,
                            path<"limit_id", &set_organization_soft_limit::limit_id>,
                            field<"softLimit", &set_organization_soft_limit::soft_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the renewal of a usage limit of an organization.
struct set_organization_renewal_status {
  std::string organization_id{};
  std::string limit_id{};
  open_enumeration<geai::renewal_status> renewal_status{};

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/renewalStatus">;
  using parameters = fields<path<"organization_id", &set_organization_renewal_status::organization_id>,
                            path<"limit_id", &set_organization_renewal_status::limit_id>,
                            field<"renewalStatus", &set_organization_renewal_status::renewal_status>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Creates a usage limit of a project.
struct create_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};
  usage_limit_definition definition = usage_limit_definition();

  using answer = usage_limit;
  using endpoint = post<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits">;
  using parameters = fields<path<"organization_id", &create_project_usage_limit::organization_id>,
                            path<"project_id", &create_project_usage_limit::project_id>,
                            body<&create_project_usage_limit::definition>>;

  template <class = void> result<void> check() const { return detail::check_limits(definition); }
  static constexpr auto token_level = api::token_level::organization;
};

// Lists the usage limits of a project.
struct list_project_usage_limits {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit_list;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits">;
  using parameters = fields<path<"organization_id", &list_project_usage_limits::organization_id>,
                            path<"project_id", &list_project_usage_limits::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns the latest usage limit of a project.
struct get_latest_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/latest">;
  using parameters = fields<path<"organization_id", &get_latest_project_usage_limit::organization_id>,
                            path<"project_id", &get_latest_project_usage_limit::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Returns the usage limit of a project that is in force.
struct get_active_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/active">;
  using parameters = fields<path<"organization_id", &get_active_project_usage_limit::organization_id>,
                            path<"project_id", &get_active_project_usage_limit::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Deletes a usage limit of a project.
struct delete_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};

  using answer = usage_limit;  // the deleted limit; empty if the platform returns nothing
  using endpoint = delete_<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}">;
  using parameters = fields<path<"organization_id", &delete_project_usage_limit::organization_id>,
                            path<"project_id", &delete_project_usage_limit::project_id>,
                            path<"limit_id", &delete_project_usage_limit::limit_id>>;
  static constexpr bool may_be_empty = true;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the hard limit of a project.
struct set_project_hard_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  double hard_limit = 0;

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/hardLimit">;
  using parameters = fields<path<"organization_id", &set_project_hard_limit::organization_id>,
                            path<"project_id", &set_project_hard_limit::project_id>,
                            path<"limit_id", &set_project_hard_limit::limit_id>,
                            field<"hardLimit", &set_project_hard_limit::hard_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the soft limit of a project.
struct set_project_soft_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  double soft_limit = 0;

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/softLimit">;
  using parameters = fields<path<"organization_id", &set_project_soft_limit::organization_id>,
                            path<"project_id", &set_project_soft_limit::project_id>,
                            path<"limit_id", &set_project_soft_limit::limit_id>,
                            field<"softLimit", &set_project_soft_limit::soft_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Sets the renewal of a usage limit of a project.
struct set_project_renewal_status {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  open_enumeration<geai::renewal_status> renewal_status{};

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/renewalStatus">;
  using parameters = fields<path<"organization_id", &set_project_renewal_status::organization_id>,
                            path<"project_id", &set_project_renewal_status::project_id>,
                            path<"limit_id", &set_project_renewal_status::limit_id>,
                            field<"renewalStatus", &set_project_renewal_status::renewal_status>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0_2
