#include <bit>
#include <cstdint>
#include <cstdio>
#include <geai/geai.hpp>
#include <limits>
#include <string>
#include <string_view>

// A program compiled with -ffast-math, whose compiler assumes that neither infinity nor NaN exists. Numbers that JSON
// cannot represent are still null, and missing limits stay missing.

namespace {

int passed = 0, failed = 0;

void check(bool good, std::string_view what) {
  good ? ++passed : ++failed;
  if (!good) std::printf("FAILED: %.*s\n", static_cast<int>(what.size()), what.data());
}

struct metric {
  double x = 0;
  float y = 0;
};

std::string encoded(double x, float y) {
  std::string out;
  geai::json::encode(metric{x, y}, out);
  return out;
}

// Made from its bits, which the compiler cannot see through.
double number(std::uint64_t bits) {
  std::uint64_t volatile const hidden = bits;
  return std::bit_cast<double>(std::uint64_t{hidden});
}
float number(std::uint32_t bits) {
  std::uint32_t volatile const hidden = bits;
  return std::bit_cast<float>(std::uint32_t{hidden});
}

}  // namespace

template <> struct geai::model<metric> : geai::fields<geai::field<"x", &metric::x>, geai::field<"y", &metric::y>> {};

int main() {
  struct {
    std::uint64_t x;
    std::uint32_t y;
  } const no_numbers[] = {
      {0x7ff0000000000000, 0x7f800000}, {0xfff0000000000000, 0xff800000},  // infinity
      {0x7ff8000000000000, 0x7fc00000}, {0xfff8000000000000, 0xffc00000},  // NaN
      {0x7ff0000000000001, 0x7f800001}, {0x7fffffffffffffff, 0x7fffffff},
  };
  for (auto const& each : no_numbers) {
    std::string const text = encoded(number(each.x), number(each.y));
    check(text == R"({"x":null,"y":null})", text);
  }
  std::string const zeros = encoded(number(std::uint64_t{0}), number(std::uint32_t{0}));
  check(zeros == R"({"x":0,"y":0})", zeros);
  std::string const largest = encoded(std::numeric_limits<double>::max(), std::numeric_limits<float>::max());
  check(largest == R"({"x":1.7976931348623157e+308,"y":3.4028235e+38})", largest);

  auto const now = std::chrono::steady_clock::now();
  std::chrono::duration<double> const for_ever(number(std::uint64_t{0x7ff0000000000000}));
  check(geai::detail::later(now, for_ever) == std::chrono::steady_clock::time_point::max(), "a span that is infinite");

  geai::http::header_list headers;
  for (std::string_view word : {"inf", "nan", "-inf", "1e999"}) {
    headers.clear();
    headers.append("Retry-After", word);
    check(geai::http::retry_after(headers, std::chrono::system_clock::now()) == std::nullopt, word);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
