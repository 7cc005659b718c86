#pragma once

#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <span>
#include <string>
#include <string_view>

namespace geai::inline v0_2::json {

// The default Json policy: simdjson finds the tokens, and the field lists of the models are matched against them, in
// one pass for any order of the keys. (Only simdjson's first stage is used: On-Demand does not validate the parts
// that it skips, copies strings twice, and generates several times the code for each model.)
//
// Unknown fields are skipped (but must be well-formed), null counts as absent, the last of repeated keys wins. Other
// forms are read as described in json/rules.hpp. At most 1024 objects and arrays may be nested.
struct simdjson {
  // Reads a T from `text`; see json::policy.
  template <class T> result<T> decode(std::string_view text);

  // Reads into an object that has its defaults; see json::policy. After an error the content of `fresh` is unspecified.
  template <class T> result<void> decode_fresh(std::string_view text, T& fresh);

  // Sets `out` to the result of decode<T>, but reuses its memory (strings, vectors, set optionals, map entries): for
  // similar texts nothing is allocated. After an error its content is unspecified.
  template <class T> result<void> decode_reuse(std::string_view text, T& out);

  // Reads a model with std::string_view members, which are valid for as long as `text`; see json::policy. Escaped
  // strings are unescaped in place, so that `text` is not valid JSON afterwards. A text that is not UTF-8 is an error.
  // After an error the content of both is unspecified.
  template <class T> result<void> decode_view(std::span<char> text, T& fresh);

  // Lets simdjson choose its code for this processor, once per process; see json::policy. A template, so that only
  // programs that make a client compile it.
  template <class = void> static void start() noexcept;

  // Appends the JSON text of `value`; see json::encode.
  template <class T> void encode(T const& value, std::string& out);
};

static_assert(policy<simdjson>);

}  // namespace geai::inline v0_2::json

#ifndef GEAI_SEPARATE_COMPILATION
#include <geai/json/simdjson_inline.hpp>
#endif
