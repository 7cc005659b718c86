#pragma once

#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0_2::json {

// The default Json policy: simdjson finds the tokens, and the field lists of the models say what becomes of them, in
// one pass over them whatever the order of the keys. (Only simdjson's first stage is used: On-Demand does not look at
// what it skips, copies strings twice, and its templates make several times the code for each model.)
//
// Unknown fields are skipped (but must be well-formed), null is as good as absent, the last of repeated keys wins. Other
// forms are read as json/rules.hpp says. At most 1024 objects and arrays may be nested.
struct simdjson {
  // See json::policy.
  template <class T> result<T> decode(std::string_view text);

  // See json::policy. After an error the content of `fresh` is unspecified.
  template <class T> result<void> decode_fresh(std::string_view text, T& fresh);

  // Makes `out` what decode<T> returns, but uses the memory that it has (strings, vectors, optionals that are set,
  // entries of maps): for texts that are alike nothing is allocated. After an error its content is unspecified.
  template <class T> result<void> decode_reuse(std::string_view text, T& out);

  // See json::policy: for models with std::string_view members, which are valid for as long as `text`. Strings with
  // escapes are unescaped where they stand, so that `text` is no JSON afterwards. A text that is not UTF-8 is refused.
  // After an error the content of both is unspecified.
  template <class T> result<void> decode_view(std::span<char> text, T& fresh);

  // Appends; see json::encode.
  template <class T> void encode(T const& value, std::string& out);
};

static_assert(policy<simdjson>);

}  // namespace geai::inline v0_2::json

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/json/simdjson_inline.hpp>
#endif
