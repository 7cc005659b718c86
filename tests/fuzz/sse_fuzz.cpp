// libFuzzer: an event stream gives the same events for every chunking, and no event exceeds the limit.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <geai/http/sse.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "support.hpp"

namespace {

struct outcome {
  std::vector<std::tuple<std::string, std::string, std::string>> events{};
  bool failed = false;
  std::string last_id{};
  std::optional<std::chrono::milliseconds> retry{};
  friend bool operator==(outcome const&, outcome const&) = default;
};

outcome read(std::string_view text, std::size_t chunk, std::size_t limit) {
  geai::http::sse_parser parser(limit);
  outcome seen;
  for (std::size_t at = 0; at < text.size() && !seen.failed; at += chunk) {
    std::string const piece(text.substr(at, chunk));  // separate memory, so that the sanitizer detects a read past it
    seen.failed = !parser.feed(piece, [&](geai::http::sse_event const& event) {
      fuzz::require(event.data.size() <= limit);
      seen.events.emplace_back(event.type, event.data, event.id);
    });
  }
  seen.last_id = parser.last_event_id();
  seen.retry = parser.retry();
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2) return 0;
  std::string_view const text = fuzz::text_of(data + 2, size - 2);
  std::size_t const limit = data[0] < 128 ? geai::http::sse_parser::default_limit : data[0] - 127u;
  outcome const bytewise = read(text, 1, limit);
  fuzz::require(read(text, text.size() + 1, limit) == bytewise);
  fuzz::require(read(text, data[1] + 1u, limit) == bytewise);
  return 0;
}
