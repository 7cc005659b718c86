#pragma once
// multipart/form-data, read strictly.

#include <optional>
#include <string>
#include <vector>

#include "http.hpp"

namespace sandbox {

struct part {
  std::string name;
  std::optional<std::string> filename{};
  std::string content_type{};
  std::string body{};
};

bool is_multipart(request const& rq);
std::vector<part> multipart_parts(request const& rq);  // throws a 400

}  // namespace sandbox
