#pragma once

#include <cstddef>
#include <cstring>
#include <geai/json/policy.hpp>
#include <memory>
#include <string_view>

namespace support {

// A text followed by exactly the readable bytes that a Json policy is promised: the sanitizers detect reads beyond. The
// bytes look like JSON, which must make no difference.
class padded_text {
public:
  explicit padded_text(std::string_view text, char filler = '}')
      : size_(text.size()), bytes_(new char[text.size() + geai::json::padding]) {
    std::memcpy(bytes_.get(), text.data(), size_);
    std::memset(bytes_.get() + size_, filler, geai::json::padding);
  }

  std::string_view view() const noexcept { return {bytes_.get(), size_}; }

private:
  std::size_t size_;
  std::unique_ptr<char[]> bytes_;
};

}  // namespace support
