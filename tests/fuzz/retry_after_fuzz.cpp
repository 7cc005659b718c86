// libFuzzer: a Retry-After is ignored, or a pause of up to 24 days; only one form of a date is read.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/http/retry_after.hpp>

#include "support.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace std::chrono;
  std::string_view const text = fuzz::text_of(data, size);
  for (std::string_view name : {"Retry-After", "retry-after-ms"}) {
    geai::http::header_list headers;
    headers.add(name, text);
    auto const pause = geai::http::retry_after(headers, system_clock::time_point{sys_days{2026y / 11 / 24}});
    if (pause) fuzz::require(*pause >= 0ms && *pause <= milliseconds(2'000'000'000));
  }
  if (auto const date = geai::http::parse_date(text, std::chrono::system_clock::time_point{})) {
    fuzz::require(text.size() == 24 || text.ends_with(" GMT"));
    fuzz::require(*date >= sys_days{0y / 1 / 1} && *date <= sys_days{10'000y / 1 / 1});
  }
  return 0;
}
