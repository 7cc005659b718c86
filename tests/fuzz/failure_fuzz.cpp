// libFuzzer: any reply with any status becomes an error that does not contain the token.
#include <cstddef>
#include <cstdint>
#include <geai/api/agents.hpp>
#include <geai/engine/answer.hpp>
#include <geai/json/simdjson.hpp>
#include <string>

#include "support.hpp"

namespace {

constexpr std::string_view token = "toke";

void check(geai::error const& what) {
  auto const clean = [](std::string_view text) { fuzz::require(text.find(token) == text.npos); };
  fuzz::require(!what.message.empty());
  fuzz::require(what.body.size() <= geai::detail::error_body_limit);
  clean(what.message);
  clean(what.body);
  for (auto const& each : what.faults) clean(each.description);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  geai::json::simdjson json;
  std::string_view const text = fuzz::text_of(data, size);
  geai::http::response response;
  response.body.append(text);
  response.status = 400 + static_cast<int>(size % 200);
  check(geai::detail::read_failure(json, response, token));

  response.body.assign(text);
  response.status = 200;
  if (auto const answer = geai::detail::read_answer<geai::agent_list>(json, response, geai::detail::promise(token));
      !answer)
    check(answer.error());
  response.body.assign(text);
  if (auto const answer = geai::detail::read_answer<void>(json, response, geai::detail::promise(token)); !answer)
    check(answer.error());
  return 0;
}
