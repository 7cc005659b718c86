#pragma once

#include <concepts>
#include <geai/auth/policy.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::auth {

// Members without a default: a designated initializer that omits one does not compile, and the compiler names its type.
namespace required {

// The id of a project, without a default.
class project_id {
public:
  // Copies a text.
  template <class Text>
    requires(!std::same_as<std::remove_cvref_t<Text>, project_id> && std::convertible_to<Text, std::string_view>)
  project_id(Text&& text) : text_(std::string_view(text)) {}

  // Returns the text.
  operator std::string_view() const noexcept { return text_; }
  std::string const& str() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

private:
  std::string text_;
};

}  // namespace required

// The Auth policy for an OAuth access token, with the project for which it is used; the platform accepts the token only
// with a project.
struct oauth {
  secret access_token{};
  required::project_id project_id;
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::oauth_token; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, access_token.reveal());
    return {};
  }
};

}  // namespace geai::inline v0_2::auth
