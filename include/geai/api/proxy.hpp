#pragma once

#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/http/response.hpp>
#include <string>
#include <string_view>
#include <utility>

// The platform's proxy to the providers of models: /proxy/{provider}/..., followed by the provider's own route, with
// the token of the platform. Used by programs of third parties. The reply is that of the provider. Pass the query in
// call_options::query and further headers in call_options::headers.

namespace geai::inline v0_2 {

// The bytes of a provider's answer.
struct proxied_answer {
  std::string content{};       // any bytes
  std::string content_type{};  // as sent by the platform

  // Moves the bytes out of a response.
  static proxied_answer of(http::response& response) {
    return {std::move(response.body), std::string(response.header("content-type"))};
  }
  friend bool operator==(proxied_answer const&, proxied_answer const&) = default;

  // Prints the size and the type, not the bytes. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, proxied_answer const& printed) {
    out << printed.content.size() << " bytes of " << printed.content_type;
    return out;
  }
};

namespace api {

namespace detail {

// Checks that the path stays below /proxy/{provider}/.
inline result<void> check_proxied(std::string_view path) {
  if (path.starts_with('/')) return refused("path", "begins with a '/'; leave it out");
  for (std::string_view rest = path; !rest.empty();) {
    std::string_view const segment = rest.substr(0, rest.find('/'));
    if (segment == "." || segment == "..") return refused("path", "contains a segment '.' or '..'");
    rest.remove_prefix(segment.size() == rest.size() ? segment.size() : segment.size() + 1);
  }
  return {};
}

}  // namespace detail

// Sends a GET to a provider.
struct proxy_get {
  std::string provider{};  // "openai"
  std::string path{};      // "v1/models", without a leading slash

  using answer = proxied_answer;
  using endpoint = get<"/proxy/{provider}/{path}">;  // client
  using parameters = fields<api::path<"provider", &proxy_get::provider>, path_rest<"path", &proxy_get::path>>;
  static constexpr std::string_view accept = "*/*";

  template <class = void> result<void> check() const { return detail::check_proxied(path); }
};

// Sends a POST to a provider.
struct proxy_post {
  std::string provider{};                         // "openai"
  std::string path{};                             // "v1/models", without a leading slash
  std::string content{};                          // any bytes
  std::string content_type = "application/json";  // of the content

  using answer = proxied_answer;
  using endpoint = post<"/proxy/{provider}/{path}">;  // client
  using parameters = fields<api::path<"provider", &proxy_post::provider>, path_rest<"path", &proxy_post::path>,
                            header<"Content-Type", &proxy_post::content_type>, api::content<&proxy_post::content>>;
  static constexpr std::string_view accept = "*/*";

  template <class = void> result<void> check() const { return detail::check_proxied(path); }
};

// Sends a PUT to a provider.
struct proxy_put {
  std::string provider{};                         // "openai"
  std::string path{};                             // "v1/models", without a leading slash
  std::string content{};                          // any bytes
  std::string content_type = "application/json";  // of the content

  using answer = proxied_answer;
  using endpoint = put<"/proxy/{provider}/{path}">;  // client
  using parameters = fields<api::path<"provider", &proxy_put::provider>, path_rest<"path", &proxy_put::path>,
                            header<"Content-Type", &proxy_put::content_type>, api::content<&proxy_put::content>>;
  static constexpr std::string_view accept = "*/*";

  template <class = void> result<void> check() const { return detail::check_proxied(path); }
};

// Sends a PATCH to a provider.
struct proxy_patch {
  std::string provider{};                         // "openai"
  std::string path{};                             // "v1/models", without a leading slash
  std::string content{};                          // any bytes
  std::string content_type = "application/json";  // of the content

  using answer = proxied_answer;
  using endpoint = patch<"/proxy/{provider}/{path}">;  // client
  using parameters = fields<api::path<"provider", &proxy_patch::provider>, path_rest<"path", &proxy_patch::path>,
                            header<"Content-Type", &proxy_patch::content_type>, api::content<&proxy_patch::content>>;
  static constexpr std::string_view accept = "*/*";

  template <class = void> result<void> check() const { return detail::check_proxied(path); }
};

// Sends a DELETE to a provider.
struct proxy_delete {
  std::string provider{};  // "openai"
  std::string path{};      // "v1/models", without a leading slash

  using answer = proxied_answer;
  using endpoint = delete_<"/proxy/{provider}/{path}">;  // client
  using parameters = fields<api::path<"provider", &proxy_delete::provider>, path_rest<"path", &proxy_delete::path>>;
  static constexpr std::string_view accept = "*/*";

  template <class = void> result<void> check() const { return detail::check_proxied(path); }
};

}  // namespace api
}  // namespace geai::inline v0_2
