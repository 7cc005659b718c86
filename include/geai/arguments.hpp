#pragma once

#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/type.hpp>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <geai/detail/later.hpp>
#include <geai/error.hpp>
#include <geai/retry.hpp>
#include <geai/secret.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// Keyword arguments: `geai::api_key = "key"` is an object of type argument<keywords::api_key, secret>. The constructor
// of a client takes any number of them in any order and stores them in a Boost.Hana map with their keywords as keys.

namespace geai::inline v0_2 {

// Tags: arguments without a value.
struct allow_mixed_auth_t {};
struct allow_insecure_http_t {};
struct from_environment_t {};

// Permits an API key and an access token together; the access token is used.
inline constexpr allow_mixed_auth_t allow_mixed_auth{};
// Permits credentials over plain http to hosts other than this one.
inline constexpr allow_insecure_http_t allow_insecure_http{};
// `base_url = from_environment` reads only the base URL from its variable (GEAI_API_BASE_URL). Alone,
// `from_environment` reads all missing arguments from the environment and ignores the credentials file.
inline constexpr from_environment_t from_environment{};

// The names of the keywords and the types of their values.
namespace keywords {

struct api_key {
  using value_type = secret;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: api_key takes a text or a geai::secret");
  }
};
struct access_token {
  using value_type = secret;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: access_token takes a text or a geai::secret");
  }
};
struct project_id {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: project_id takes a text");
  }
};
struct organization_id {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: organization_id takes a text");
  }
};
struct base_url {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: base_url takes a text");
  }
};
struct eval_url {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: eval_url takes a text");
  }
};
struct alias {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: alias takes a text");
  }
};
struct credentials_file {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: credentials_file takes a text");
  }
};
struct timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword has a value of the wrong type: timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct connect_timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword has a value of the wrong type: connect_timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct idle_timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword has a value of the wrong type: idle_timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct body_limit {
  using value_type = std::size_t;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword has a value of the wrong type: body_limit takes a number of bytes (std::size_t)");
  }
};
struct retry {
  using value_type = retry_policy;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: retry takes a geai::retry_policy");
  }
};
struct on_warning {};  // a callable that takes a geai::warning const&
struct observer {};    // a call_observer; the keyword is in geai/observer.hpp
struct user_agent {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: user_agent takes a text");
  }
};
struct proxy {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: proxy takes a text");
  }
};
struct ca_file {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword has a value of the wrong type: ca_file takes a text");
  }
};

}  // namespace keywords

// A keyword and the value assigned to it.
template <class Keyword, class Value> struct argument {
  using keyword = Keyword;
  Value value;  // the value
};

// The type of geai::api_key and the other keywords. Assigning a value to a keyword makes an argument.
template <class Keyword> struct keyword {
  constexpr keyword() = default;

  template <class Value> constexpr auto operator=(Value&& value) const {
    using given = std::remove_cvref_t<Value>;
    if constexpr (std::same_as<given, from_environment_t>) {
      return argument<Keyword, from_environment_t>{};
    } else if constexpr (requires { typename Keyword::value_type; }) {
      using wanted = typename Keyword::value_type;
      if constexpr (std::constructible_from<wanted, std::string_view> && std::convertible_to<Value, std::string_view> &&
                    !std::same_as<given, secret>) {
        return argument<Keyword, wanted>{wanted(std::forward<Value>(value))};
      } else if constexpr (std::same_as<wanted, std::chrono::milliseconds> && requires { typename given::period; }) {
        return argument<Keyword, wanted>{detail::in_milliseconds(value)};
      } else {
        constexpr bool fits = std::convertible_to<Value, wanted>;
        Keyword::template check<fits>();
        if constexpr (fits)
          return argument<Keyword, wanted>{static_cast<wanted>(std::forward<Value>(value))};
        else
          return argument<Keyword, wanted>{};  // does not compile: the assertion above has reported the reason
      }
    } else {
      return argument<Keyword, std::decay_t<Value>>{std::forward<Value>(value)};
    }
  }
};

// In a nested inline namespace (so geai::api_key still works): otherwise g++'s -Wshadow reports each enumerator that
// has the name of a keyword.
inline namespace keyword_objects {

// The API key of a project, or of an organization: a text or a secret.
inline constexpr keyword<keywords::api_key> api_key{};
// The OAuth access token of a user: a text or a secret. Requires project_id.
inline constexpr keyword<keywords::access_token> access_token{};
// The id of the project for which calls are made.
inline constexpr keyword<keywords::project_id> project_id{};
// The id of the organization for which calls are made.
inline constexpr keyword<keywords::organization_id> organization_id{};
// The URL of the platform, such as https://api.saia.ai.
inline constexpr keyword<keywords::base_url> base_url{};
// The URL of the evaluation service; evaluation_client requires it.
inline constexpr keyword<keywords::eval_url> eval_url{};
// The name of the profile in the credentials file; default: `default`.
inline constexpr keyword<keywords::alias> alias{};
// The time limit of a whole call, including retries and the pauses between them; default: 600 s.
inline constexpr keyword<keywords::timeout> timeout{};
// The time limit for establishing a connection; default: 10 s.
inline constexpr keyword<keywords::connect_timeout> connect_timeout{};
// The longest time without a byte from the server; 0: no limit. Default: 120 s, and no limit before the first event of
// a stream.
inline constexpr keyword<keywords::idle_timeout> idle_timeout{};
// The maximum size of a response body in bytes; default: 256 MiB.
inline constexpr keyword<keywords::body_limit> body_limit{};
// The rules for retries: a geai::retry_policy.
inline constexpr keyword<keywords::retry> retry{};
// A callable that takes a geai::warning const&. It receives the warnings that the constructor raises; by default they
// are printed to stderr.
inline constexpr keyword<keywords::on_warning> on_warning{};
// The User-Agent header of requests; default: geai-cpp/VERSION.
inline constexpr keyword<keywords::user_agent> user_agent{};
// The URL of a proxy; default: the variables http_proxy, https_proxy and no_proxy.
inline constexpr keyword<keywords::proxy> proxy{};
// A PEM file of the certificate authorities to trust instead of those of the system.
inline constexpr keyword<keywords::ca_file> ca_file{};

}  // namespace keyword_objects

// The path of the credentials file. Outside of keyword_objects, because a class and an object may share a name only in
// the same namespace: geai::credentials_file names the class before `::` and after `class`, and this keyword everywhere
// else.
inline constexpr keyword<keywords::credentials_file> credentials_file{};

}  // namespace geai::inline v0_2
