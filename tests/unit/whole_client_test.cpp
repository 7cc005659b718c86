#include <geai/client/client.hpp>
//
#include <doctest/doctest.h>

#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <type_traits>

// geai::client: every service in one.

TEST_CASE("client: calls of several services, over one session") {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[]})").reply(200, R"({"choices":[]})").reply(200, R"({"documents":[]})");
  geai::client const all{wire, geai::api_key = "k", geai::base_url = "https://h"};
  static_assert(std::is_same_v<decltype(all), geai::client<geai::auth::api_key, geai::transport::mock> const>);
  CHECK(all.list_agents());
  CHECK(all.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
  CHECK(all.list_rag_documents({.name = "A"}));
  CHECK(wire.requests().size() == 3);
}

TEST_CASE("client: evaluations need their host") {
  geai::transport::mock wire;
  wire.reply(200, R"({"evaluationResultId":"r"})");
  geai::client const without{wire, geai::api_key = "k", geai::base_url = "https://h"};
  auto const refused = without.get_evaluation_result({.result_id = "r"});
  REQUIRE(!refused);
  CHECK(refused.error().code == geai::errc::missing_requirement);
  CHECK(refused.error().message.find("eval_url is missing") != std::string::npos);
  CHECK(wire.requests().empty());

  geai::client const with{wire, geai::api_key = "k", geai::base_url = "https://h", geai::eval_url = "https://e"};
  CHECK(with.get_evaluation_result({.result_id = "r"}));
  CHECK(wire.requests().at(0).url == "https://e/evaluationResultApi/evaluationResult/r");
}
