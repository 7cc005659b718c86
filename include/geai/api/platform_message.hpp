#pragma once

#include <geai/json/model.hpp>
#include <string>

// Remarks of the platform, in replies to create and update: rest-api.md sections 2.1, 3.2 and 4.

namespace geai::inline v0_2 {

// A remark of the platform's validation, in replies to create and update.
struct platform_message {
  std::string description{};
  std::string type{};
};

template <>
struct model<platform_message>
    : fields<field<"description", &platform_message::description>, field<"type", &platform_message::type>> {};

}  // namespace geai::inline v0_2
