#pragma once

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <geai/json/detail/read.hpp>
#include <geai/json/detail/read_again.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/policy.hpp>
#include <geai/result.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace geai::json {

namespace detail {

// simdjson's first stage: finds the tokens of a text and checks its UTF-8 and its strings. One for each thread.
class token_finder {
public:
  // The tokens are valid until the next call. null is success.
  char const* find(std::string_view text) {
    if (stage_ == nullptr || text.size() > capacity()) {
      std::size_t const capacity = std::max(text.size(), least_capacity);
      ::simdjson::error_code const failed =
          stage_ == nullptr
              ? ::simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stage_)
              : stage_->set_capacity(capacity);
      if (failed) {
        stage_.reset();
        return ::simdjson::error_message(failed);
      }
    }
    ::simdjson::error_code const failed = stage_->stage1(reinterpret_cast<std::uint8_t const*>(text.data()),
                                                         text.size(), ::simdjson::stage1_mode::regular);
    return failed ? ::simdjson::error_message(failed) : nullptr;
  }

  cursor begin() const noexcept { return stage_->structural_indexes.get(); }
  cursor end() const noexcept { return begin() + stage_->n_structural_indexes; }

  // So that one huge answer does not occupy memory (four bytes for each of its own) as long as the thread lives.
  void trim() noexcept {
    if (capacity() > kept_capacity) stage_.reset();
    if (scratch.capacity() > kept_capacity) std::string().swap(scratch);
  }

  std::string scratch{};  // where keys are unescaped

private:
  static constexpr std::size_t least_capacity = 4096;
  static constexpr std::size_t kept_capacity = std::size_t{1} << 20;

  std::size_t capacity() const noexcept { return stage_ == nullptr ? 0 : stage_->capacity(); }

  std::unique_ptr<::simdjson::internal::dom_parser_implementation> stage_{};
};

inline token_finder& thread_token_finder() {
  thread_local token_finder finder;
  return finder;
}

[[gnu::cold, gnu::noinline]] inline error decode_error_of(reader const& r) {
  error failure(errc::decode, "$" + r.path + ": " + r.complaint);
  failure.phase = phase::decode;
  return failure;
}

using read_function = cursor (*)(reader& r, cursor at, void* into);

template <class T> inline constexpr bool may_be_null = is_optional<T> || std::is_same_v<T, raw_json>;

template <class T> cursor read_root(reader& r, cursor at, void* into) {
  if (may_be_null<T> && r.head(at) == 'n') return read_literal(r, at, "null");
  return read_value(r, at, *static_cast<T*>(into));
}

template <class T> cursor read_root_again(reader& r, cursor at, void* into) {
  if constexpr (may_be_null<T>)
    if (r.head(at) == 'n') return read_item_again(r, at, *static_cast<T*>(into));
  return read_again(r, at, *static_cast<T*>(into), default_instance<T>());
}

}  // namespace detail

// The default Json policy: simdjson finds the tokens, and the field lists of the models say what becomes of them, in
// one pass over them whatever the order of the keys. (Only simdjson's first stage is used: On-Demand does not look at
// what it skips, copies strings twice, and its templates make several times the code for each model.)
//
// Unknown fields are skipped (but must be well-formed), null is as good as absent, the last of repeated keys wins.
// Integers may be written with a fraction of zeros. At most 1024 objects and arrays may be nested.
struct simdjson {
  // See json::policy.
  template <class T> result<T> decode(std::string_view text) {
    result<T> decoded(boost::system::in_place_value);
    if (result<void> done = decode_to(text, *decoded); !done) decoded = std::move(done).error();
    return decoded;
  }

  // See json::policy. After an error the content of `fresh` is unspecified.
  template <class T> result<void> decode_to(std::string_view text, T& fresh) {
    return read(text, std::addressof(fresh), detail::read_root<T>);
  }

  // Makes `into` what decode<T> returns, but uses the memory that it has (strings, vectors, optionals that are set,
  // entries of maps): for texts that are alike nothing is allocated. After an error its content is unspecified.
  template <class T> result<void> decode_into(std::string_view text, T& into) {
    return read(text, std::addressof(into), detail::read_root_again<T>);
  }

  // Appends; see json::encode.
  template <class T> void encode(T const& value, std::string& out) { json::encode(value, out); }

private:
  [[gnu::noinline]] static result<void> read(std::string_view text, void* into, detail::read_function read_value) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    detail::token_finder& tokens = detail::thread_token_finder();
    detail::reader r{text.data(), nullptr, text.data(), tokens.scratch};
    if (char const* const words = tokens.find(text)) {
      r.not_json(words);
    } else {
      r.last = tokens.end();
      detail::cursor const at = read_value(r, tokens.begin(), into);
      if (at != nullptr && at != r.last) r.not_json("there is more behind the end");
    }
    tokens.trim();
    if (!r.complaint.empty()) return detail::decode_error_of(r);
    return {};
  }
};

static_assert(policy<simdjson>);

}  // namespace geai::json
