#include <geai/inline.hpp>
//
#include <geai/client/ai_lab.hpp>
//
#include <doctest/doctest.h>

#include <geai/json/simdjson.hpp>
#include <string_view>

#include "support/allocation_counter.hpp"

// The library's own allocations in a call, without those of the answer and of libcurl.

namespace {

struct fixed_transport {
  std::string_view body;

  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 200;
    rs.add_header("content-type", "application/json");
    rs.add_header("x-request-id", "0123456789");
    rs.body.append(body);
    return {};
  }
};

}  // namespace

TEST_CASE("a call in steady state allocates nothing") {
  geai::ai_lab_client client{fixed_transport{R"({"agents":[]})"}, geai::access_token = "a token of some length",
                             geai::project_id = "11111111-1111-1111-1111-111111111111",
                             geai::organization_id = "22222222-2222-2222-2222-222222222222",
                             geai::base_url = "https://api.saia.ai"};
  geai::api::list_agents const operation{.status = "active", .count = 20, .allow_drafts = true};
  for (int i = 0; i < 2; ++i) REQUIRE(client.call(operation).has_value());

  support::allocation_counter const counter;
  bool good = true;
  for (int i = 0; i < 10; ++i) good = good && client.call(operation).has_value();
  CHECK(counter.count() == 0);
  CHECK(good);
}

TEST_CASE("a call allocates its answer and nothing else") {
  // One vector with one agent; every text is short enough to be stored within its string.
  geai::ai_lab_client client{fixed_transport{R"({"agents":[{"id":"1","name":"n","status":"active"}]})"},
                             geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  for (int i = 0; i < 2; ++i) REQUIRE(client.list_agents().has_value());

  support::allocation_counter const counter;
  bool const good = client.list_agents().has_value();
  CHECK(counter.count() == 1);
  CHECK(good);
}
