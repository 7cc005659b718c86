#pragma once

#include <geai/detail/language.hpp>

#include <string_view>

namespace geai::inline v0_2::http {

// A request method. Comparable with its name: `request.method == "GET"`.
class verb {
public:
  // All methods.
  enum kind : unsigned char {
    get,      // GET
    post,     // POST
    put,      // PUT
    delete_,  // DELETE; `delete` is a keyword of C++
    patch,    // PATCH
    head,     // HEAD
  };

  // Converts from a method: verb method = verb::get.
  constexpr verb(kind which) noexcept : kind_(which) {}

  // Returns the name on the wire: "GET".
  constexpr std::string_view name() const noexcept {
    constexpr std::string_view names[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"};
    return names[kind_];
  }

  // Returns the name on the wire: "GET".
  constexpr explicit operator std::string_view() const noexcept { return name(); }

  friend constexpr bool operator==(verb left, verb right) noexcept = default;
  friend constexpr bool operator==(verb left, std::string_view right) noexcept { return left.name() == right; }

  kind kind_;  // public only because a template argument must have public members
};

// Returns the name on the wire.
constexpr std::string_view to_string(verb which) noexcept { return which.name(); }

}  // namespace geai::inline v0_2::http
