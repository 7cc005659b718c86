#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
//
#include <doctest/doctest.h>

#include <string>

#include "support/allocation_counter.hpp"
#include "support/sandbox.hpp"

// The library's allocations in a call over its own transport and the sandbox. (libcurl uses malloc(), which is not
// counted.)

namespace {

std::string text_of(geai::agent_list const& value) {
  std::string text;
  geai::json::encode(value, text);
  return text;
}

}  // namespace

TEST_CASE("sandbox: a call into an answer that is used again allocates nothing") {
  support::sandbox const sandbox({"--agents", "30"});
  geai::ai_lab_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  geai::api::list_agents const operation{.status = "active", .count = 20};
  geai::agent_list into;
  for (int i = 0; i != 2; ++i) REQUIRE(client.list_agents(operation, into));
  std::string const before = text_of(into);
  REQUIRE(into.size() != 0);
  REQUIRE(before == text_of(client.list_agents(operation).value()));

  bool good = true;
  std::size_t allocated = 0;
  {
    support::allocation_counter const counter;
    for (int i = 0; i != 20; ++i) good = good && client.list_agents(operation, into).has_value();
    allocated = counter.count();
  }
  CHECK(allocated == 0);
  CHECK(good);
  CHECK(text_of(into) == before);

  std::size_t fresh = 0;
  {
    support::allocation_counter const counter;
    good = client.list_agents(operation).has_value();
    fresh = counter.count();
  }
  CHECK(fresh > into.size());  // the counter counts
  CHECK(good);
}

TEST_CASE("sandbox: a response_view allocates its lists") {
  support::sandbox const sandbox({"--agents", "30"});
  geai::ai_lab_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
  for (int i = 0; i != 2; ++i) REQUIRE(client.list_agents_view());
  std::size_t allocated = 0;
  std::size_t seen = 0;
  {
    support::allocation_counter const counter;
    auto const lent = client.list_agents_view();
    allocated = counter.count();
    if (lent) seen = (*lent)->size();
  }
  CHECK(seen == client.list_agents().value().size());
  CHECK(allocated <= 7);  // a std::vector grows by doubling
}
