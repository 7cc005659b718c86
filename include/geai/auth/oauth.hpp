#pragma once

#include <concepts>
#include <geai/auth/policy.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0::auth {

// A text that has no default: leaving it out of a designated initializer does not compile.
class required_text {
public:
  // From whatever is a text.
  template <class Text>
    requires(!std::same_as<std::remove_cvref_t<Text>, required_text> && std::convertible_to<Text, std::string_view>)
  required_text(Text&& text) : text_(std::string_view(text)) {}

  // The text.
  operator std::string_view() const noexcept { return text_; }
  std::string const& str() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

private:
  std::string text_;
};

// An OAuth access token and the project it is used for; the platform accepts neither alone.
struct oauth {
  secret access_token{};
  required_text project_id;
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::oauth_token; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, access_token.reveal());
    return {};
  }
};

}  // namespace geai::inline v0::auth
