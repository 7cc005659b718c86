#pragma once

#include <cstddef>
#include <geai/arguments.hpp>
#include <geai/client/exchange.hpp>
#include <geai/config/environment.hpp>
#include <geai/config/options.hpp>
#include <geai/transport/policy.hpp>
#include <geai/version.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace geai::inline v0::detail {

// The values of the keyword arguments of a constructor, out of their types.
struct given_arguments {
  session_options options{};
  call_defaults defaults{.user_agent = "geai-cpp/" GEAI_VERSION};
  transport::options settings{};
  std::optional<error> unset{};  // a variable that is asked for and is not set
};

// One overload a keyword: where its value goes.
inline void put(given_arguments& to, argument<keywords::api_key, secret>&& from) {
  to.options.api_key = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::access_token, secret>&& from) {
  to.options.access_token = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::project_id, std::string>&& from) {
  to.options.project_id = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::organization_id, std::string>&& from) {
  to.options.organization_id = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::base_url, std::string>&& from) {
  to.options.base_url = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::eval_url, std::string>&& from) {
  to.options.eval_url = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::alias, std::string>&& from) {
  to.options.alias = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::credentials_file, std::string>&& from) {
  to.options.credentials_file = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::timeout, std::chrono::milliseconds>&& from) {
  to.defaults.timeout = from.value;
}
inline void put(given_arguments& to, argument<keywords::connect_timeout, std::chrono::milliseconds>&& from) {
  to.defaults.connect_timeout = from.value;
}
inline void put(given_arguments& to, argument<keywords::idle_timeout, std::chrono::milliseconds>&& from) {
  to.defaults.idle_timeout = from.value;
  to.defaults.idle_timeout_is_set = true;
}
inline void put(given_arguments& to, argument<keywords::body_limit, std::size_t>&& from) {
  to.defaults.body_limit = from.value;
}
inline void put(given_arguments& to, argument<keywords::retry, retry_policy>&& from) { to.defaults.retry = from.value; }
inline void put(given_arguments& to, argument<keywords::user_agent, std::string>&& from) {
  to.defaults.user_agent = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::proxy, std::string>&& from) {
  to.settings.proxy = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::ca_file, std::string>&& from) {
  to.options.ca_file = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::observer, std::unique_ptr<call_listener>>&& from) {
  to.defaults.listener = std::move(from.value);
}
inline void put(given_arguments& to, allow_mixed_auth_t) { to.options.allow_mixed_auth = true; }
inline void put(given_arguments& to, allow_insecure_http_t) { to.options.allow_insecure_http = true; }

// `keyword = geai::from_environment`: the value of the keyword's variable.
template <class Value> void put_variable(given_arguments& to, std::optional<Value>& into, std::string_view name) {
  if (std::optional<std::string> value = environment::of_process().get(name))
    into = *std::move(value);
  else
    to.unset.emplace(errc::missing_requirement,
                     std::string(name) + " is not set, and geai::from_environment asks for it");
}
inline void put(given_arguments& to, argument<keywords::api_key, from_environment_t>&&) {
  put_variable(to, to.options.api_key, variable::api_key);
}
inline void put(given_arguments& to, argument<keywords::access_token, from_environment_t>&&) {
  put_variable(to, to.options.access_token, variable::access_token);
}
inline void put(given_arguments& to, argument<keywords::project_id, from_environment_t>&&) {
  put_variable(to, to.options.project_id, variable::project_id);
}
inline void put(given_arguments& to, argument<keywords::organization_id, from_environment_t>&&) {
  put_variable(to, to.options.organization_id, variable::organization_id);
}
inline void put(given_arguments& to, argument<keywords::base_url, from_environment_t>&&) {
  put_variable(to, to.options.base_url, variable::base_url);
}
inline void put(given_arguments& to, argument<keywords::eval_url, from_environment_t>&&) {
  put_variable(to, to.options.eval_url, variable::eval_url);
}
inline void put(given_arguments& to, argument<keywords::alias, from_environment_t>&&) {
  put_variable(to, to.options.alias, variable::alias);
}
inline void put(given_arguments& to, argument<keywords::credentials_file, from_environment_t>&&) {
  put_variable(to, to.options.credentials_file, variable::credentials_file);
}

// Policies and callables stay in the argument map.
template <class Other> void put(given_arguments&, Other&&) {}

}  // namespace geai::inline v0::detail
