// libFuzzer: the output for a string of any bytes is valid JSON, and valid UTF-8 is read back unchanged.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/json/simdjson.hpp>
#include <map>
#include <string>
#include <vector>

#include "support.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  geai::json::simdjson json;
  std::string const text(fuzz::text_of(data, size));
  std::map<std::string, std::vector<std::string>> const value{{text, {text, text.substr(size / 2)}}};
  std::string written;
  json.encode(value, written);

  fuzz::padded_text const padded(written);
  auto const read = json.decode<std::map<std::string, std::vector<std::string>>>(padded.view());
  fuzz::require(read.has_value() && read->size() == 1);
  std::string rewritten;
  json.encode(*read, rewritten);
  fuzz::require(rewritten == written);
  if (simdjson::validate_utf8(text)) fuzz::require(read->begin()->first == text);

  double number = 0;
  std::memcpy(&number, data, std::min(size, sizeof number));
  std::string digits;
  json.encode(number, digits);
  fuzz::padded_text const padded_digits(digits);
  auto const same = json.decode<double>(padded_digits.view());
  fuzz::require(digits == "null" ||
                (same && std::bit_cast<std::uint64_t>(*same) == std::bit_cast<std::uint64_t>(number)));
  return 0;
}
