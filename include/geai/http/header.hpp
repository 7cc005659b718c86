#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <geai/detail/secure_zero.hpp>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2::http {

// A header in a header_list: views into the list, valid until the list changes.
struct header {
  std::string_view name{};
  std::string_view value{};
};

// Compares header names without regard to case (RFC 9110, 5.1).
constexpr bool same_name(std::string_view left, std::string_view right) noexcept {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

// An ordered list of headers in one block of memory, which can be cleared and filled again without an allocation. The
// block is overwritten with zeros before it is released, since it contains the Authorization header. A contiguous
// range, so it converts to std::span<header const>.
class header_list {
public:
  header_list() = default;
  header_list(header_list&& other) noexcept { swap(other); }
  header_list(header_list const& other) { copy_from(other); }
  header_list& operator=(header_list other) noexcept {
    swap(other);
    return *this;
  }
  ~header_list() { detail::secure_zero(text_.get(), size_); }

  // Adds a header unless there is one of that name, so headers set by the caller win. The pieces of the value are
  // concatenated. Returns true if the header was added.
  template <class... Piece> bool add(std::string_view name, Piece const&... value) {
    if (contains(name)) return false;
    append(name, value...);
    return true;
  }

  // Adds a header even if there is one of that name (a response may repeat headers). The pieces of the value are
  // concatenated.
  template <class... Piece> void append(std::string_view name, Piece const&... value) {
    std::size_t const value_size = (std::string_view(value).size() + ... + 0);
    char* const begin = begin_line(name, value_size);
    char* at = begin + name.size() + separator.size();
    ((at = put(at, std::string_view(value))), ...);
    *at = '\0';
    headers_.push_back({{begin, name.size()}, {at - value_size, value_size}});
  }

  // Returns true if there is a header of that name, in any case.
  bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }

  // Returns the value of the first header of that name; empty if there is none.
  std::string_view get(std::string_view name) const noexcept {
    header const* found = find(name);
    return found != nullptr ? found->value : std::string_view{};
  }

  // Returns the value of the first header of that name; empty if there is none.
  std::string_view operator[](std::string_view name) const noexcept { return get(name); }

  // Returns the first header of that name, in any case; null if there is none.
  header const* find(std::string_view name) const noexcept {
    for (header const& each : headers_)
      if (same_name(each.name, name)) return &each;
    return nullptr;
  }

  std::size_t size() const noexcept { return headers_.size(); }
  bool empty() const noexcept { return headers_.empty(); }
  auto begin() const noexcept { return headers_.begin(); }
  auto end() const noexcept { return headers_.end(); }

  // Returns the header at this index, which must exist.
  header const& operator[](std::size_t index) const noexcept { return headers_[index]; }

  // Removes all headers, overwriting them with zeros, and keeps the memory.
  void clear() noexcept {
    detail::secure_zero(text_.get(), size_);
    size_ = 0;
    headers_.clear();
  }

  // Removes the headers from index `count` on.
  void truncate(std::size_t count) noexcept {
    if (count >= headers_.size()) return;
    auto const kept = static_cast<std::size_t>(headers_[count].name.data() - text_.get());
    detail::secure_zero(text_.get() + kept, size_ - kept);
    size_ = kept;
    headers_.resize(count);
  }

  // Returns a header as the line `Name: value`, followed by a NUL, for C libraries.
  static char const* line(header const& each) noexcept { return each.name.data(); }

private:
  static constexpr std::string_view separator = ": ";

  // Reserves a line and writes the name and the separator.
  char* begin_line(std::string_view name, std::size_t value_size) {
    std::size_t const end = size_ + name.size() + separator.size() + value_size + 1;  // includes the NUL
    if (end > capacity_) reserve(end);
    char* const begin = text_.get() + size_;
    size_ = end;
    put(put(begin, name), separator);
    return begin;
  }

  static char* put(char* position, std::string_view piece) noexcept {
    if (!piece.empty()) std::memcpy(position, piece.data(), piece.size());
    return position + piece.size();
  }

  // Grows by moving to a new block, so that the old one can be wiped, and updates the views of the headers.
  void reserve(std::size_t size) {
    std::size_t const capacity = (std::max)(size, 2 * capacity_ + 512);
    std::unique_ptr<char[]> grown(new char[capacity]);
    if (size_ != 0) std::memcpy(grown.get(), text_.get(), size_);
    rebase(text_.get(), grown.get());
    detail::secure_zero(text_.get(), size_);
    text_ = std::move(grown);
    capacity_ = capacity;
  }

  void rebase(char const* old_text, char const* new_text) noexcept {
    for (header& each : headers_) {
      each.name = {new_text + (each.name.data() - old_text), each.name.size()};
      each.value = {new_text + (each.value.data() - old_text), each.value.size()};
    }
  }

  void copy_from(header_list const& other) {
    headers_ = other.headers_;
    if (other.size_ == 0) return;
    text_.reset(new char[other.size_]);
    size_ = capacity_ = other.size_;
    std::memcpy(text_.get(), other.text_.get(), size_);
    rebase(other.text_.get(), text_.get());
  }

  void swap(header_list& other) noexcept {
    std::swap(text_, other.text_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(headers_, other.headers_);
  }

  std::unique_ptr<char[]> text_{};  // not a std::vector, which would initialise the memory first
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::vector<header> headers_{};
};

}  // namespace geai::inline v0_2::http
