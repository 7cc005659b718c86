#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <geai/detail/wipe.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0::http {

// A header as seen in a header_list: views into the list, valid until the list changes.
struct header {
  std::string_view name{};
  std::string_view value{};
};

// Header names (RFC 9110, 5.1) compare without regard to case.
constexpr bool same_name(std::string_view left, std::string_view right) noexcept {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

// An ordered list of headers in one block of memory, meant to be cleared and filled again without allocating. The
// block is wiped when it is given up, since it holds the Authorization header. Converts to std::span<header const>,
// being a contiguous range.
class header_list {
public:
  header_list() = default;
  header_list(header_list&&) noexcept = default;
  header_list(header_list const& other) { copy_from(other); }
  header_list& operator=(header_list other) noexcept {
    std::swap(text_, other.text_);
    std::swap(headers_, other.headers_);
    return *this;
  }
  ~header_list() { detail::wipe(text_.data(), text_.size()); }

  // Adds a header unless one of that name is there already: the first one wins, so that what the caller set stays.
  // Says whether it was added.
  template <class... Piece> bool add(std::string_view name, Piece const&... value) {
    if (contains(name)) return false;
    append(name, value...);
    return true;
  }

  // Adds a header even if there is one of that name (a response may repeat them). The value may come in pieces, which
  // are put together without a separator.
  template <class... Piece> void append(std::string_view name, Piece const&... value) {
    append_pieces(name, {std::string_view(value)...});
  }

  // Whether there is a header of that name, in any case.
  bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }

  // The value of the first header of that name; empty when there is none.
  std::string_view get(std::string_view name) const noexcept {
    header const* found = find(name);
    return found != nullptr ? found->value : std::string_view{};
  }

  // The same.
  std::string_view operator[](std::string_view name) const noexcept { return get(name); }

  // The first header of that name, in any case; null when there is none.
  header const* find(std::string_view name) const noexcept {
    for (header const& each : headers_)
      if (same_name(each.name, name)) return &each;
    return nullptr;
  }

  std::size_t size() const noexcept { return headers_.size(); }
  bool empty() const noexcept { return headers_.empty(); }
  auto begin() const noexcept { return headers_.begin(); }
  auto end() const noexcept { return headers_.end(); }

  // The header of that number, from 0, which must be there.
  header const& operator[](std::size_t index) const noexcept { return headers_[index]; }

  // Forgets (and wipes) the headers, keeps the memory.
  void clear() noexcept {
    detail::wipe(text_.data(), text_.size());
    text_.clear();
    headers_.clear();
  }

  // Forgets the headers from number `count` on.
  void truncate(std::size_t count) noexcept {
    if (count >= headers_.size()) return;
    auto const kept = static_cast<std::size_t>(headers_[count].name.data() - text_.data());
    detail::wipe(text_.data() + kept, text_.size() - kept);
    text_.resize(kept);
    headers_.resize(count);
  }

  // Each header stands in the block as the line `Name: value`, followed by a NUL: what C libraries want.
  static char const* line(header const& each) noexcept { return each.name.data(); }

private:
  static constexpr std::string_view separator = ": ";

  void append_pieces(std::string_view name, std::initializer_list<std::string_view> pieces) {
    std::size_t value_size = 0;
    for (std::string_view piece : pieces) value_size += piece.size();
    reserve(text_.size() + name.size() + separator.size() + value_size + 1);

    std::size_t const begin = text_.size();
    text_.resize(begin + name.size() + separator.size() + value_size + 1);  // ends with the NUL
    char* at = put(text_.data() + begin, name);
    at = put(at, separator);
    for (std::string_view piece : pieces) at = put(at, piece);
    headers_.push_back(
        {{text_.data() + begin, name.size()}, {text_.data() + begin + name.size() + separator.size(), value_size}});
  }

  static char* put(char* at, std::string_view piece) noexcept {
    if (!piece.empty()) std::memcpy(at, piece.data(), piece.size());
    return at + piece.size();
  }

  // Grows by moving to a new block, so that the old one can be wiped, and points the headers at the new one.
  void reserve(std::size_t size) {
    if (size <= text_.capacity()) return;
    std::vector<char> grown;
    grown.reserve(std::max(size, 2 * text_.capacity() + 512));
    grown.assign(text_.begin(), text_.end());
    rebase(headers_, text_.data(), grown.data());
    detail::wipe(text_.data(), text_.size());
    text_ = std::move(grown);
  }

  static void rebase(std::vector<header>& headers, char const* from, char const* to) {
    for (header& each : headers) {
      each.name = {to + (each.name.data() - from), each.name.size()};
      each.value = {to + (each.value.data() - from), each.value.size()};
    }
  }

  void copy_from(header_list const& other) {
    text_ = other.text_;
    headers_ = other.headers_;
    rebase(headers_, other.text_.data(), text_.data());
  }

  std::vector<char> text_;
  std::vector<header> headers_;
};

}  // namespace geai::inline v0::http
