#pragma once

#include <doctest/doctest.h>

#include <geai/error.hpp>
#include <string>
#include <vector>

#include "support/sandbox.hpp"

namespace support {

/// The value of a call that must work.
template <class T> T done(geai::result<T> call) {
  std::string const why = call ? std::string() : call.error().message;
  INFO(why);
  REQUIRE(call.has_value());
  if constexpr (!std::is_void_v<T>) return *std::move(call);
}

/// The same against a sandbox that answers in the documented shapes, one that answers as the field does, and one that
/// takes requests in their documented form only.
template <class Test> void every_way(Test const& test) {
  for (std::string const& option : {std::string(), std::string("--quirks"), std::string("--strict")}) {
    CAPTURE(option);
    sandbox const one(option.empty() ? std::vector<std::string>{} : std::vector<std::string>{option});
    test(one);
  }
}

}  // namespace support
