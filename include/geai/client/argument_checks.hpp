#pragma once

#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/type.hpp>
#include <concepts>
#include <geai/arguments.hpp>
#include <geai/auth/policy.hpp>
#include <geai/auth/resolved.hpp>
#include <geai/client/argument_keys.hpp>
#include <geai/json/policy.hpp>
#include <geai/transport/policy.hpp>
#include <type_traits>
#include <utility>

// The checks of the arguments of a constructor. Each has its own message.

namespace geai::inline v0_2::detail {

template <class T>
concept complete = requires {
  sizeof(T);
};

// Checks the policies of a client. The condition of each assertion is the concept itself, so the compiler also prints
// the concept's own reason.
template <class Auth, class Transport, class Json> struct check_policies {
  static_assert(complete<Transport>,
                "geai: the default Transport is not included; include geai/transport/curl.hpp, or pass your own");
  static_assert(complete<Json>,
                "geai: the default Json is not included; include geai/json/simdjson.hpp, or pass your own");
  static_assert(!complete<Transport> || transport::policy<Transport>,
                "geai: Transport is not a geai::transport::policy; it lacks "
                "`geai::result<void> send(geai::http::request const&, geai::http::response&)`");
  static_assert(!complete<Json> || json::policy<Json>,
                "geai: Json is not a geai::json::policy; it lacks `template <class T> geai::result<T> "
                "decode(std::string_view)` or `template <class T> void encode(T const&, std::string&)`");
  static_assert(auth::policy<Auth>,
                "geai: Auth is not a geai::auth::policy; it lacks `geai::auth_type type() const` or "
                "`geai::result<void> apply(geai::http::header_list&) const`");

  static constexpr bool value =
      complete<Transport> && complete<Json> && transport::policy<Transport> && json::policy<Json> && auth::policy<Auth>;
};

// Checks one argument: a keyword, a tag or a policy. For a type that looks like a policy the assertion names the
// missing member.
template <class Argument> struct check_argument {
  using key = key_of<Argument>;
  using type = std::decay_t<Argument>;
  static constexpr bool unknown = std::same_as<key, unknown_argument>;
  static constexpr bool like_transport = unknown && requires { &type::send; };
  static constexpr bool like_auth = unknown && !like_transport && requires { &type::apply; };
  static constexpr bool value = !unknown && !std::same_as<key, positional_text>;

  static_assert(!std::same_as<key, positional_text>,
                "geai: arguments are keywords; write geai::base_url = \"...\", not the bare text");
  static_assert(!like_transport || transport::policy<type>,
                "geai: this argument is not a geai::transport::policy; it lacks "
                "`geai::result<void> send(geai::http::request const&, geai::http::response&)`");
  static_assert(!like_auth || auth::policy<type>,
                "geai: this argument is not a geai::auth::policy; it lacks `geai::auth_type type() const` or "
                "`geai::result<void> apply(geai::http::header_list&) const`");
  static_assert(!unknown || like_transport || like_auth,
                "geai: this argument is neither a keyword (geai::alias = ...) nor a policy: it lacks `send` for "
                "geai::transport::policy, `decode<T>` and `encode` for geai::json::policy, `type` and `apply` for "
                "geai::auth::policy");
};

// Checks all arguments of one constructor call, for a client of these policies. Each mistake produces one message: an
// assertion does not repeat a mistake that an earlier one has reported.
template <class Needs, class Auth, class Transport, class Json, class... Argument> struct check_arguments {
  template <class Key> static constexpr bool has = has_argument<Key, Argument...>;

  static constexpr bool known = (check_argument<Argument>::value && ... && true);
  static constexpr bool once = ((count_of<key_of<Argument>, Argument...> == 1) && ... && true);
  static_assert(!known || once, "geai: an argument is given twice; keep one of them");

  static constexpr bool sound = known && once;
  static constexpr bool key_given = has<keywords::api_key>;
  static constexpr bool token_given = has<keywords::access_token>;
  static constexpr bool policy_given = has<auth_slot>;
  static constexpr bool explicit_credentials = key_given || token_given || policy_given;

  static constexpr bool one_way = !(policy_given && (key_given || token_given));
  static_assert(!sound || one_way, "geai: an auth policy and api_key or access_token given together; keep one of them");

  static constexpr bool unmixed = !(key_given && token_given) || has<allow_mixed_auth_t>;
  static_assert(!sound || unmixed,
                "geai: api_key and access_token given together; keep one, or add geai::allow_mixed_auth (the access "
                "token is used then)");

  static constexpr bool token_complete = !token_given || has<keywords::project_id>;
  static_assert(!sound || token_complete, "geai: access_token requires project_id; add geai::project_id = \"...\"");

  static constexpr bool alias_apart =
      !explicit_credentials || !(has<keywords::alias> || has<keywords::credentials_file>);
  static_assert(!sound || alias_apart || !has<keywords::alias>,
                "geai: alias cannot be combined with explicit credentials; a profile has its own");
  static_assert(!sound || alias_apart || has<keywords::alias>,
                "geai: credentials_file cannot be combined with explicit credentials; the file has its own");

  static constexpr bool located =
      !explicit_credentials || has<keywords::base_url> || has<from_environment_t> || !alias_apart;
  static_assert(!sound || located,
                "geai: base_url is missing; explicit credentials need geai::base_url = \"...\" or "
                "geai::base_url = geai::from_environment");

  static constexpr bool evaluation_located =
      !Needs::eval_url || !explicit_credentials || has<keywords::eval_url> || has<from_environment_t> || !alias_apart;
  static_assert(!sound || !located || evaluation_located,
                "geai: eval_url is missing; evaluations have a host of their own: add geai::eval_url = \"...\"");

  // Compares the policies in the type of the client with those of the arguments.
  static constexpr bool same_types =
      std::same_as<Auth, typename in_slot<auth_slot, Auth, Argument...>::type> &&
      std::same_as<Transport, typename in_slot<transport_slot, Transport, Argument...>::type> &&
      std::same_as<Json, typename in_slot<json_slot, Json, Argument...>::type>;
  static_assert(!sound || same_types, "geai: a policy argument does not have the policy type that the client names");

  static constexpr bool keywords_fit =
      policy_given || std::same_as<Auth, auth::resolved> ||
      (std::same_as<Auth, auth::api_key> ? key_given && !token_given
       : std::same_as<Auth, auth::oauth> ? token_given && !key_given
       : std::same_as<Auth, auth::mixed> ? token_given && key_given
                                         : !key_given && !token_given && std::default_initializable<Auth>);
  static_assert(!sound || keywords_fit || !unmixed || !token_complete,
                "geai: the arguments do not make the client's Auth policy; pass the policy object, or the keywords "
                "that it consists of (auth::api_key: api_key; auth::oauth: access_token and project_id)");

  static constexpr bool transport_made = has<transport_slot> || std::default_initializable<Transport>;
  static_assert(!sound || transport_made, "geai: pass a Transport object; the type has no default constructor");
  static constexpr bool json_made = has<json_slot> || std::default_initializable<Json>;
  static_assert(!sound || json_made, "geai: pass a Json object; the type has no default constructor");

  static constexpr bool configurable =
      !(has<keywords::proxy> || has<keywords::ca_file>) || transport::configurable<Transport>;
  static_assert(!sound || configurable,
                "geai: proxy and ca_file need a Transport with `configure(geai::transport::options "
                "const&)`; configure your own transport directly");

  static constexpr bool value = sound && one_way && unmixed && token_complete && alias_apart && located &&
                                evaluation_located && same_types && keywords_fit && transport_made && json_made &&
                                configurable;
};

// Returns the arguments as a Boost.Hana map with their keys. Requires arguments that check_arguments accepts.
template <class... Argument> auto argument_map(Argument&&... given) {
  namespace hana = boost::hana;
  return hana::make_map(hana::make_pair(hana::type_c<key_of<Argument>>, std::forward<Argument>(given))...);
}

template <class Key, class Map>
inline constexpr bool in_map = decltype(boost::hana::contains(std::declval<Map&>(), boost::hana::type_c<Key>))::value;

// Returns the policy object of a slot, or a default-constructed one.
template <class Slot, class Policy, class Map> Policy take_policy(Map& arguments) {
  if constexpr (in_map<Slot, Map>)
    return std::move(boost::hana::at_key(arguments, boost::hana::type_c<Slot>));
  else
    return Policy{};
}

}  // namespace geai::inline v0_2::detail
