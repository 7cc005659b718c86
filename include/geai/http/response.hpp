#pragma once

#include <geai/http/header.hpp>
#include <string>
#include <string_view>

namespace geai::inline v0_2::http {

// The response of a server. A transport fills it: status, add_header() for each header, and body. It is empty when
// passed to the transport but may have memory from an earlier use, so append to it rather than assign.
struct response {
  int status = 0;  // 200, 404, ...; 0: no response
  header_list headers{};
  std::string body{};

  // Adds a header, even if there is one of that name.
  void add_header(std::string_view name, std::string_view value) { headers.append(name, value); }

  // Returns the value of the first header of that name, in any case; empty if there is none.
  std::string_view header(std::string_view name) const noexcept { return headers.get(name); }

  // Resets to an empty response and keeps the memory.
  void clear() noexcept {
    status = 0;
    headers.clear();
    body.clear();
  }
};

}  // namespace geai::inline v0_2::http
