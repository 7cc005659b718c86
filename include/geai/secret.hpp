#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <geai/detail/secure_zero.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

class secret;

namespace detail {

template <class Text>
concept secret_text =
    !std::same_as<std::remove_cvref_t<Text>, secret> && std::convertible_to<Text const&, std::string_view>;

}  // namespace detail

// A key, a token or a password. Owns its bytes on the heap (a move leaves no copy behind), overwrites them with zeros
// before releasing them, and prints as `***`. Only `reveal()` returns the text.
class secret {
public:
  secret() noexcept = default;

  // Copies the text. If the argument is an rvalue std::string, it is overwritten with zeros.
  template <detail::secret_text Text> secret(Text&& text) : secret(from_view, std::string_view(text)) {
    if constexpr (std::is_same_v<Text, std::string>) detail::secure_zero(text.data(), text.size());
  }

  secret(secret const& other) : secret(from_view, other.view()) {}
  secret(secret&& other) noexcept
      : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  secret& operator=(secret other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~secret() {
    if (bytes_ == nullptr) return;
    detail::secure_zero(bytes_, size_);
    delete[] bytes_;
  }

  // Returns the text. Valid until this object is assigned to, moved from or destroyed.
  std::string_view reveal() const noexcept { return view(); }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  // Compares in constant time: the duration depends on the sizes, not on the position of a difference.
  friend bool operator==(secret const& left, secret const& right) noexcept {
    if (left.size_ != right.size_) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i != left.size_; ++i)
      difference |= static_cast<unsigned>(static_cast<unsigned char>(left.bytes_[i] ^ right.bytes_[i]));
    return difference == 0;
  }

  // Prints `***`. A template, so that this header does not need <ostream>.
  template <class Stream>
    requires requires(Stream& stream) { stream << "***"; }
  friend Stream& operator<<(Stream& stream, secret const&) {
    stream << "***";
    return stream;
  }

private:
  struct from_view_t {};
  static constexpr from_view_t from_view{};

  secret(from_view_t, std::string_view text) : size_(text.size()) {
    if (size_ == 0) return;
    bytes_ = new char[size_];
    std::copy(text.begin(), text.end(), bytes_);
  }

  std::string_view view() const noexcept { return {bytes_, size_}; }

  char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

inline std::string_view to_string(secret const&) noexcept { return "***"; }

}  // namespace geai::inline v0_2
