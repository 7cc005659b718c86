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

// Keyword arguments: `geai::api_key = "key"` is an object of type argument<keywords::api_key, secret>. A client's
// constructor takes any number of them in any order and looks them up in a Boost.Hana map by their keyword.

namespace geai::inline v0_2 {

// Tags: arguments without a value.
struct allow_mixed_auth_t {};
struct allow_insecure_http_t {};
struct from_environment_t {};

// Permits an API key and an access token together; the access token is used.
inline constexpr allow_mixed_auth_t allow_mixed_auth{};
// Permits credentials over plain http to hosts other than this one.
inline constexpr allow_insecure_http_t allow_insecure_http{};
// `base_url = from_environment` reads that one value from its variable (GEAI_API_BASE_URL). Alone, `from_environment`
// reads all missing arguments from the environment and ignores the credentials file.
inline constexpr from_environment_t from_environment{};

// The names of the keywords and the types of their values.
namespace keywords {

struct api_key {
  using value_type = secret;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: api_key takes a text or a geai::secret");
  }
};
struct access_token {
  using value_type = secret;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword is given a value of another type: access_token takes a text or a geai::secret");
  }
};
struct project_id {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: project_id takes a text");
  }
};
struct organization_id {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: organization_id takes a text");
  }
};
struct base_url {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: base_url takes a text");
  }
};
struct eval_url {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: eval_url takes a text");
  }
};
struct alias {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: alias takes a text");
  }
};
struct credentials_file {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: credentials_file takes a text");
  }
};
struct timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword is given a value of another type: timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct connect_timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword is given a value of another type: connect_timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct idle_timeout {
  using value_type = std::chrono::milliseconds;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword is given a value of another type: idle_timeout takes a std::chrono duration, "
                  "std::chrono::seconds(30) for one");
  }
};
struct body_limit {
  using value_type = std::size_t;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits,
                  "geai: a keyword is given a value of another type: body_limit takes a number of bytes (std::size_t)");
  }
};
struct retry {
  using value_type = retry_policy;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: retry takes a geai::retry_policy");
  }
};
struct on_warning {};  // any callable that takes a geai::warning const&
struct observer {};    // any call_observer; the keyword is in geai/observer.hpp
struct user_agent {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: user_agent takes a text");
  }
};
struct proxy {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: proxy takes a text");
  }
};
struct ca_file {
  using value_type = std::string;
  template <bool Fits> static constexpr void check() {
    static_assert(Fits, "geai: a keyword is given a value of another type: ca_file takes a text");
  }
};

}  // namespace keywords

// A keyword with its value.
template <class Keyword, class Value> struct argument {
  using keyword = Keyword;
  Value value;  // the assigned value
};

// The type of geai::api_key and the other keywords: assigning a value to one makes an argument.
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
          return argument<Keyword, wanted>{};  // does not compile: the assertion has said why
      }
    } else {
      return argument<Keyword, std::decay_t<Value>>{std::forward<Value>(value)};
    }
  }
};

// In a namespace of their own (inline: geai::api_key), since g++'s -Wshadow would otherwise find each of these names
// again in every enumerator of that name.
inline namespace keyword_objects {

// The API key of a project, or of an organization: a text or a secret.
inline constexpr keyword<keywords::api_key> api_key{};
// The OAuth access token of a user: a text or a secret. Requires project_id.
inline constexpr keyword<keywords::access_token> access_token{};
// The project that calls are made for.
inline constexpr keyword<keywords::project_id> project_id{};
// The organization that calls are made for.
inline constexpr keyword<keywords::organization_id> organization_id{};
// The URL of the platform, such as https://api.saia.ai.
inline constexpr keyword<keywords::base_url> base_url{};
// The URL of the evaluation service; evaluation_client requires it.
inline constexpr keyword<keywords::eval_url> eval_url{};
// The profile of the credentials file; default: `default`.
inline constexpr keyword<keywords::alias> alias{};
// The time limit of a whole call, including attempts and pauses; default: 600 s.
inline constexpr keyword<keywords::timeout> timeout{};
// The time limit for making a connection; default: 10 s.
inline constexpr keyword<keywords::connect_timeout> connect_timeout{};
// The longest time without a byte from the server; 0: no limit. Default: 120 s, but no limit before the first event of
// a stream.
inline constexpr keyword<keywords::idle_timeout> idle_timeout{};
// The maximum size of a response body in bytes; default: 256 MiB.
inline constexpr keyword<keywords::body_limit> body_limit{};
// The rules for retries: a retry_policy.
inline constexpr keyword<keywords::retry> retry{};
// A function that receives the warnings of the construction: any callable of a geai::warning const&. By default they
// are printed to stderr.
inline constexpr keyword<keywords::on_warning> on_warning{};
// The User-Agent of requests; default: geai-cpp/VERSION.
inline constexpr keyword<keywords::user_agent> user_agent{};
// The URL of a proxy; default: the variables http_proxy, https_proxy and no_proxy.
inline constexpr keyword<keywords::proxy> proxy{};
// A PEM file of the authorities to trust instead of the system's.
inline constexpr keyword<keywords::ca_file> ca_file{};

}  // namespace keyword_objects

// Not in it, since a class and an object may share a name in one namespace only: geai::credentials_file is the class
// before `::` and after `class`, and this keyword everywhere else: the path of the file.
inline constexpr keyword<keywords::credentials_file> credentials_file{};

}  // namespace geai::inline v0_2
