#pragma once

#include <boost/hana/type.hpp>
#include <concepts>
#include <cstddef>
#include <geai/arguments.hpp>
#include <geai/auth/api_key.hpp>
#include <geai/auth/mixed.hpp>
#include <geai/auth/none.hpp>
#include <geai/auth/oauth.hpp>
#include <geai/auth/policy.hpp>
#include <geai/auth/resolved.hpp>
#include <geai/fwd.hpp>
#include <geai/json/policy.hpp>
#include <geai/transport/policy.hpp>
#include <string_view>
#include <type_traits>

// The arguments of a constructor at compile time: their kinds, and the policies that follow from them.

namespace geai::inline v0_2 {

// The requirements of a kind of client: the second template argument of basic_client.
namespace client_needs {

// Requires a base URL, credentials, and with an access token also a project.
struct platform {
  static constexpr bool credentials = true;  // an API key or an access token, as an argument or from the configuration
  static constexpr bool eval_url = false;    // the URL of the evaluation host
};

// Requires the URL of the evaluation host as well.
struct evaluation {
  static constexpr bool credentials = true;  // an API key or an access token, as an argument or from the configuration
  static constexpr bool eval_url = true;     // the URL of the evaluation host
};

// Requires a base URL only.
struct authorization {
  static constexpr bool credentials = false;  // an API key or an access token, as an argument or from the configuration
  static constexpr bool eval_url = false;     // the URL of the evaluation host
};

}  // namespace client_needs

namespace detail {

// The keys of policy arguments in the argument map.
struct auth_slot {};
struct transport_slot {};
struct json_slot {};
// The keys of arguments that are not allowed.
struct positional_text {};
struct unknown_argument {};

template <class T> inline constexpr bool is_keyword_argument = false;
template <class Keyword, class Value> inline constexpr bool is_keyword_argument<argument<Keyword, Value>> = true;

template <class T> constexpr auto key_for() {
  namespace hana = boost::hana;
  if constexpr (is_keyword_argument<T>)
    return hana::type_c<typename T::keyword>;
  else if constexpr (std::same_as<T, allow_mixed_auth_t> || std::same_as<T, allow_insecure_http_t> ||
                     std::same_as<T, from_environment_t>)
    return hana::type_c<T>;
  else if constexpr (std::convertible_to<T, std::string_view>)
    return hana::type_c<positional_text>;
  else if constexpr (transport::policy<T>)
    return hana::type_c<transport_slot>;
  else if constexpr (auth::policy<T>)
    return hana::type_c<auth_slot>;
  else if constexpr (json::policy<T>)
    return hana::type_c<json_slot>;
  else
    return hana::type_c<unknown_argument>;
}

// The key of a constructor argument of type Argument: a keyword, a tag or a slot.
template <class Argument> using key_of = typename decltype(key_for<std::decay_t<Argument>>())::type;

template <class Key, class... Argument>
inline constexpr std::size_t count_of = (std::size_t{std::same_as<Key, key_of<Argument>>} + ... + 0);

template <class Key, class... Argument> inline constexpr bool has_argument = count_of<Key, Argument...> != 0;

// The type of the argument in a slot, or Default if there is none.
template <class Slot, class Default, class... Argument> struct in_slot { using type = Default; };
template <class Slot, class Default, class First, class... Rest>
struct in_slot<Slot, Default, First, Rest...>
    : std::conditional_t<std::same_as<Slot, key_of<First>>, std::type_identity<std::decay_t<First>>,
                         in_slot<Slot, Default, Rest...>> {};

template <class Needs, class... Argument> constexpr auto default_auth() {
  if constexpr (has_argument<keywords::access_token, Argument...>) {
    if constexpr (has_argument<keywords::api_key, Argument...>)
      return std::type_identity<auth::mixed>{};
    else
      return std::type_identity<auth::oauth>{};
  } else if constexpr (has_argument<keywords::api_key, Argument...>) {
    return std::type_identity<auth::api_key>{};
  } else if constexpr (!Needs::credentials && has_argument<keywords::base_url, Argument...> &&
                       !has_argument<keywords::alias, Argument...>) {
    return std::type_identity<auth::none>{};
  } else {
    return std::type_identity<auth::resolved>{};
  }
}

}  // namespace detail

// The Auth policy that follows from these arguments; for deduction guides.
template <class Needs, class... Argument>
using deduced_auth =
    typename detail::in_slot<detail::auth_slot, typename decltype(detail::default_auth<Needs, Argument...>())::type,
                             Argument...>::type;

// The Transport policy that follows from these arguments; for deduction guides.
template <class... Argument>
using deduced_transport = typename detail::in_slot<detail::transport_slot, transport::curl, Argument...>::type;

// The Json policy that follows from these arguments; for deduction guides.
template <class... Argument>
using deduced_json = typename detail::in_slot<detail::json_slot, json::simdjson, Argument...>::type;

}  // namespace geai::inline v0_2
