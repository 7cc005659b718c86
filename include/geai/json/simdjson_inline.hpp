#pragma once

// The functions of json::simdjson. Part of geai/json/simdjson.hpp, unless the program is compiled separately: that form
// has them for all models of the library, and a file with models of its own includes this header too.

#include <simdjson.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <geai/detail/config.hpp>
#include <geai/json/detail/read.hpp>
#include <geai/json/detail/read_again.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/result.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace geai::inline v0_2::json {

namespace detail {

// simdjson's first stage: finds the tokens of a text and validates its UTF-8 and its strings. One for each thread.
class token_finder {
public:
  // Finds the tokens, which are valid until the next call. Returns null on success, otherwise a message.
  char const* find(std::string_view text) {
    if (stage_ == nullptr || text.size() > capacity()) {
      std::size_t const capacity = (std::max)(text.size(), least_capacity);
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

  // Prevents one huge answer from occupying memory (four bytes for each byte) for the thread's lifetime.
  void trim() noexcept {
    if (capacity() > kept_capacity && stage_->set_capacity(least_capacity)) stage_.reset();
    if (scratch.capacity() > kept_capacity) std::string().swap(scratch);
  }

  std::string scratch{};  // buffer for unescaped keys

private:
  static constexpr std::size_t least_capacity = 4096;
  static constexpr std::size_t kept_capacity = std::size_t{1} << 20;

  std::size_t capacity() const noexcept { return stage_ == nullptr ? 0 : stage_->capacity(); }

  std::unique_ptr<::simdjson::internal::dom_parser_implementation> stage_{};
};

// The finder of this thread; null before its first decoding and while the thread ends. The thread-local state is two
// plain words, so that destructors of static and thread-local objects may still make calls.
inline thread_local constinit token_finder* finder_of_thread = nullptr;
inline thread_local constinit bool thread_is_ending = false;

// A finder that an ended thread left for reuse. It is never deleted, since simdjson cannot supply another when the
// program ends.
inline constinit std::atomic<token_finder*> spare_finder{nullptr};

inline std::unique_ptr<token_finder> take_finder() {
  std::unique_ptr<token_finder> spare(spare_finder.exchange(nullptr));
  return spare != nullptr ? std::move(spare) : std::make_unique<token_finder>();
}
inline void leave_finder(std::unique_ptr<token_finder> used) noexcept {
  token_finder* expected = nullptr;
  if (spare_finder.compare_exchange_strong(expected, used.get())) static_cast<void>(used.release());
}

struct finder_owner {
  ~finder_owner() {
    thread_is_ending = true;
    leave_finder(std::unique_ptr<token_finder>(std::exchange(finder_of_thread, nullptr)));
  }
};

[[gnu::cold, gnu::noinline]] inline error decode_error_of(reader const& r) {
  error failure(errc::decode, "$" + r.path + ": " + r.complaint);
  failure.phase = phase::decode;
  return failure;
}

using read_function = cursor (*)(reader& r, cursor at, void* into);

template <class T> cursor read_root(reader& r, cursor position, void* object) {
  if (takes_null<T> && r.head(position) == 'n') return read_literal(r, position, "null");
  return read_value(r, position, *static_cast<T*>(object));
}

template <class T> cursor read_root_again(reader& r, cursor position, void* object) {
  if constexpr (takes_null<T>)
    if (r.head(position) == 'n') return read_item_again(r, position, *static_cast<T*>(object));
  return read_again(r, position, *static_cast<T*>(object), default_instance<T>());
}

// The use of a text: `viewed` if the result refers to it, so that it must not be moved.
enum class text_use : unsigned char { copied, viewed };

inline result<void> read_text(std::string_view text, void* object, read_function read_value, text_use use);

// Reads a failed text once more, with U+FFFD for ill-formed UTF-8, if there is any.
[[gnu::cold, gnu::noinline]] inline result<void> read_repaired(std::string_view text, void* object,
                                                               read_function read_value, char const* words) {
  if (!is_utf8(text)) return read_text(valid_utf8(text), object, read_value, text_use::viewed);
  error failure(errc::decode, std::string("$: not valid JSON (").append(words).append(")"));
  failure.phase = phase::decode;
  return failure;
}

// Returns a finder for a thread without one. The thread keeps it, or gives it back if it is ending.
[[gnu::cold, gnu::noinline]] inline token_finder* begin_finder() {
  std::unique_ptr<token_finder> made = take_finder();
  if (thread_is_ending) return made.release();
  finder_of_thread = made.release();
  thread_local finder_owner const owner{};
  static_cast<void>(owner);
  return finder_of_thread;
}
[[gnu::cold, gnu::noinline]] inline void end_finder(token_finder* used) noexcept {
  if (used != finder_of_thread) leave_finder(std::unique_ptr<token_finder>(used));
}

// Holds this thread's finder while one text is read.
class finder_use {
public:
  finder_use() = default;
  finder_use(finder_use&&) = delete;
  ~finder_use() {
    if (own_ == nullptr) [[unlikely]]
      end_finder(found_);
  }

  token_finder& operator*() const noexcept { return *found_; }

private:
  token_finder* const own_ = finder_of_thread;
  token_finder* const found_ = own_ != nullptr ? own_ : begin_finder();
};

inline result<void> read_text(std::string_view text, void* object, read_function read_value, text_use use) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  char const* words = nullptr;
  {
    finder_use const finder;
    token_finder& tokens = *finder;
    reader r{text.data(), nullptr, text.data(), tokens.scratch};
    words = tokens.find(text);
    if (words == nullptr) [[likely]] {
      r.last = tokens.end();
      cursor const at = read_value(r, tokens.begin(), object);
      if (at != nullptr && at != r.last) r.not_json("unexpected text after the end");
    } else if (use == text_use::viewed) {
      r.not_json(words);
      words = nullptr;
    }
    tokens.trim();
    if (!r.complaint.empty()) return decode_error_of(r);
  }
  if (words != nullptr) [[unlikely]]
    return read_repaired(text, object, read_value, words);
  return {};
}

}  // namespace detail

template <class T> GEAI_KEPT result<T> simdjson::decode(std::string_view text) {
  result<T> decoded(std::in_place);
  if (result<void> done = decode_fresh(text, *decoded); !done) decoded = std::move(done).error();
  return decoded;
}

template <class T> GEAI_KEPT result<void> simdjson::decode_fresh(std::string_view text, T& fresh) {
  static_assert(!geai::detail::holds_view<T>,
                "geai: a model with std::string_view members is valid for as long as the "
                "text only; use Client::call_view() or json::simdjson::decode_view()");
  return detail::read_text(text, std::addressof(fresh), detail::read_root<T>, detail::text_use::copied);
}

template <class T> GEAI_KEPT result<void> simdjson::decode_reuse(std::string_view text, T& out) {
  static_assert(!geai::detail::holds_view<T>,
                "geai: a model with std::string_view members is valid for as long as the "
                "text only; use Client::call_view() or json::simdjson::decode_view()");
  return detail::read_text(text, std::addressof(out), detail::read_root_again<T>, detail::text_use::copied);
}

template <class T> GEAI_KEPT result<void> simdjson::decode_view(std::span<char> text, T& fresh) {
  return detail::read_text({text.data(), text.size()}, std::addressof(fresh), detail::read_root<T>,
                           detail::text_use::viewed);
}

template <class> GEAI_KEPT void simdjson::start() noexcept {
  static_cast<void>(::simdjson::get_active_implementation()->name());
}

template <class T> GEAI_KEPT void simdjson::encode(T const& value, std::string& out) { json::encode(value, out); }

}  // namespace geai::inline v0_2::json
