#pragma once

#include <cstdint>
#include <cstdlib>
#include <geai/json/policy.hpp>
#include <string>
#include <string_view>

namespace fuzz {

// Ends the program if a condition is false, which libFuzzer reports together with the input.
inline void require(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
  return {reinterpret_cast<char const*>(data), size};
}

// A text followed by exactly the readable bytes that a Json policy requires.
class padded_text {
public:
  explicit padded_text(std::string_view text) : bytes_(text), size_(text.size()) {
    bytes_.append(geai::json::padding, '\0');
    bytes_.shrink_to_fit();
  }
  std::string_view view() const noexcept { return std::string_view(bytes_).substr(0, size_); }

private:
  std::string bytes_;
  std::size_t size_;
};

}  // namespace fuzz
