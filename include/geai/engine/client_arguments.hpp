#pragma once

#include <cstddef>
#include <geai/arguments.hpp>
#include <geai/config/environment.hpp>
#include <geai/config/options.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/transport/policy.hpp>
#include <geai/version.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0_2::detail {

// The values of a constructor's keyword arguments, with their types erased.
struct client_arguments {
  session_options options{};
  call_defaults defaults{.user_agent = "geai-cpp/" GEAI_VERSION};
  transport::options settings{};
  std::optional<error> unset{};  // set if a requested environment variable is not set
};

// Stores the value of a keyword; one overload for each keyword.
inline void store(client_arguments& arguments, argument<keywords::api_key, secret>&& keyword) {
  arguments.options.api_key = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::access_token, secret>&& keyword) {
  arguments.options.access_token = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::project_id, std::string>&& keyword) {
  arguments.options.project_id = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::organization_id, std::string>&& keyword) {
  arguments.options.organization_id = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::base_url, std::string>&& keyword) {
  arguments.options.base_url = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::eval_url, std::string>&& keyword) {
  arguments.options.eval_url = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::alias, std::string>&& keyword) {
  arguments.options.alias = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::credentials_file, std::string>&& keyword) {
  arguments.options.credentials_file = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::timeout, std::chrono::milliseconds>&& keyword) {
  arguments.defaults.timeout = keyword.value;
}
inline void store(client_arguments& arguments,
                  argument<keywords::connect_timeout, std::chrono::milliseconds>&& keyword) {
  arguments.defaults.connect_timeout = keyword.value;
}
inline void store(client_arguments& arguments, argument<keywords::idle_timeout, std::chrono::milliseconds>&& keyword) {
  arguments.defaults.idle_timeout = keyword.value;
  arguments.defaults.idle_timeout_is_set = true;
}
inline void store(client_arguments& arguments, argument<keywords::body_limit, std::size_t>&& keyword) {
  arguments.defaults.body_limit = keyword.value;
}
inline void store(client_arguments& arguments, argument<keywords::retry, retry_policy>&& keyword) {
  arguments.defaults.retry = keyword.value;
}
inline void store(client_arguments& arguments, argument<keywords::user_agent, std::string>&& keyword) {
  arguments.defaults.user_agent = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::proxy, std::string>&& keyword) {
  arguments.settings.proxy = std::move(keyword.value);
}
inline void store(client_arguments& arguments, argument<keywords::ca_file, std::string>&& keyword) {
  arguments.options.ca_file = std::move(keyword.value);
}
inline void store(client_arguments& arguments,
                  argument<keywords::observer, std::unique_ptr<call_tracker_factory>>&& keyword) {
  arguments.defaults.listener = std::move(keyword.value);
}
inline void store(client_arguments& arguments, allow_mixed_auth_t) { arguments.options.allow_mixed_auth = true; }
inline void store(client_arguments& arguments, allow_insecure_http_t) { arguments.options.allow_insecure_http = true; }

// Handles `keyword = geai::from_environment`: reads the keyword's variable.
template <class Value>
void store_variable(client_arguments& arguments, std::optional<Value>& out, std::string_view name) {
  if (std::optional<std::string> value = environment::of_process().get(name))
    out = *std::move(value);
  else
    arguments.unset.emplace(errc::missing_requirement,
                            std::string(name) + " is not set, but geai::from_environment requires it");
}
inline void store(client_arguments& arguments, argument<keywords::api_key, from_environment_t>&&) {
  store_variable(arguments, arguments.options.api_key, variable::api_key);
}
inline void store(client_arguments& arguments, argument<keywords::access_token, from_environment_t>&&) {
  store_variable(arguments, arguments.options.access_token, variable::access_token);
}
inline void store(client_arguments& arguments, argument<keywords::project_id, from_environment_t>&&) {
  store_variable(arguments, arguments.options.project_id, variable::project_id);
}
inline void store(client_arguments& arguments, argument<keywords::organization_id, from_environment_t>&&) {
  store_variable(arguments, arguments.options.organization_id, variable::organization_id);
}
inline void store(client_arguments& arguments, argument<keywords::base_url, from_environment_t>&&) {
  store_variable(arguments, arguments.options.base_url, variable::base_url);
}
inline void store(client_arguments& arguments, argument<keywords::eval_url, from_environment_t>&&) {
  store_variable(arguments, arguments.options.eval_url, variable::eval_url);
}
inline void store(client_arguments& arguments, argument<keywords::alias, from_environment_t>&&) {
  store_variable(arguments, arguments.options.alias, variable::alias);
}
inline void store(client_arguments& arguments, argument<keywords::credentials_file, from_environment_t>&&) {
  store_variable(arguments, arguments.options.credentials_file, variable::credentials_file);
}

// Policies and callables stay in the argument map.
template <class Other> void store(client_arguments&, Other&&) {}

}  // namespace geai::inline v0_2::detail
