#pragma once

#include <chrono>
#include <string>

namespace geai::inline v0_2::detail {

// Returns a duration for a sentence: "250 ms", "1 s", "1.5 s", "600 s".
[[gnu::cold, gnu::noinline]] inline std::string duration_text(std::chrono::milliseconds span) {
  auto const count = span.count();
  if (count < 1000) return std::to_string(count) + " ms";
  std::string text = std::to_string(count / 1000);
  if (auto const rest = count % 1000; rest != 0) {
    std::string fraction = std::to_string(1000 + rest);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text.append(".").append(fraction, 1);
  }
  return text + " s";
}

}  // namespace geai::inline v0_2::detail
