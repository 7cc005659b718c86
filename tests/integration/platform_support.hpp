#pragma once

#include <doctest/doctest.h>

#include <geai/error.hpp>
#include <string>
#include <vector>

#include "support/sandbox.hpp"

namespace support {

/// Returns the value of a call that must succeed.
template <class T> T done(geai::result<T> call) {
  std::string const why = call ? std::string() : call.error().message;
  INFO(why);
  REQUIRE(call.has_value());
  if constexpr (!std::is_void_v<T>) return *std::move(call);
}

/// Runs a test against a sandbox with documented answers, one with the answers of the field, and one that accepts only
/// documented requests.
template <class Test> void every_way(Test const& test) {
  for (std::string const& option : {std::string(), std::string("--quirks"), std::string("--strict")}) {
    CAPTURE(option);
    sandbox const one(option.empty() ? std::vector<std::string>{} : std::vector<std::string>{option});
    test(one);
  }
}

}  // namespace support
