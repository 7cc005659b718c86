#include <geai/inline.hpp>
//
#include <geai/client/ai_lab.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/files.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <string>
#include <utility>

// client.list_agents(operation, into): replaces an existing answer.

namespace {

constexpr char everything[] =
    R"({"agents":[{"id":"1","name":"a name that is longer than sixteen bytes","status":"active",
"accessScope":"public","publicName":"p","description":"d","jobDescription":"j","avatarImage":"i","isDraft":true,
"isReadonly":true,"revision":3,"version":1.5,"sharingScope":"s","permissions":{"chatSharing":"none"},
"effectivePermissions":{"externalExecution":"none"},"agentData":{"strategyName":"s","models":[{"name":"m"}]},
"messages":[{"description":"m"}]},{"id":"2"}]})";

geai::ai_lab_client<geai::auth::api_key, geai::transport::mock> client_of(geai::transport::mock const& wire) {
  return geai::ai_lab_client{geai::transport::mock(wire), geai::api_key = "key", geai::base_url = "https://h"};
}

std::string text_of(auto const& value) {
  std::string text;
  geai::json::encode(value, text);
  return text;
}

// Reads only by value, the minimum of json::policy.
struct plain_json {
  template <class T> geai::result<T> decode(std::string_view text) { return geai::json::simdjson().decode<T>(text); }
  template <class T> void encode(T const& value, std::string& out) { geai::json::encode(value, out); }
};

template <class Client, class... Argument>
concept listable = requires(Client const& client, Argument&&... argument) {
  client.list_agents(std::forward<Argument>(argument)...);
};
template <class Client, class... Argument>
concept callable = requires(Client const& client, Argument&&... argument) {
  client.call(std::forward<Argument>(argument)...);
};

}  // namespace

TEST_CASE("into: omitted members get their default, whatever the earlier value") {
  geai::transport::mock wire;
  wire.reply(200, everything);
  wire.reply(200, R"({"agents":[{"id":"3"},{"name":"n"},{}]})");
  wire.reply(200, R"({"agents":null})");
  wire.reply(200, R"({"agents":[]})");
  wire.reply(200, everything);
  auto const client = client_of(wire);
  geai::agent_list into;
  std::string all;
  for (char const* expected : {"", R"({"agents":[{"id":"3"},{"name":"n"},{}]})", "{}", "{}"}) {
    geai::result<void> const done = client.list_agents({.count = 3}, into);
    REQUIRE(done);
    if (*expected == '\0') {
      all = text_of(into);
      CHECK(into.agents.at(0).agent_data->models->size() == 1);
      continue;
    }
    std::string padded = expected;
    padded.reserve(padded.size() + geai::json::padding);
    CHECK(text_of(into) == text_of(geai::json::simdjson().decode<geai::agent_list>(padded).value()));
  }
  CHECK(into.size() == 0);
  REQUIRE(client.list_agents({.count = 3}, into));
  CHECK(text_of(into) == all);
  CHECK(wire.requests().at(0).url == "https://h/v2/agents?count=3");
}

TEST_CASE("into: the memory is reused") {
  geai::transport::mock wire;
  wire.reply(200, everything);
  auto const client = client_of(wire);
  geai::agent_list into;
  REQUIRE(client.call(geai::api::list_agents{}, into));
  geai::agent const* const first = into.agents.data();
  char const* const name = into.agents[0].name.data();
  REQUIRE(client.list_agents({}, into, geai::call_options{.headers = {{"X-Trace", "1"}}}));
  CHECK(into.agents.data() == first);
  CHECK(into.agents[0].name.data() == name);
  CHECK(wire.requests().at(1).header("X-Trace") == "1");
}

TEST_CASE("into: errors are those of a call that returns its answer, and the object can be reused") {
  geai::transport::mock wire;
  struct {
    int status;
    char const* body;
    geai::errc code;
  } const cases[] = {
      {404, R"({"errors":[{"id":1,"description":"none"}]})", geai::errc::api_response},
      {200, R"({"agents":[],"errors":[{"id":1,"description":"none"}]})", geai::errc::api_response},
      {200, R"({"agents":[{"id":"4"},{"id":5}]})", geai::errc::decode},
      {200, "", geai::errc::decode},
      {200, R"({"agents":[{"id":"4"})", geai::errc::decode},
  };
  for (auto const& each : cases)
    wire.reply(each.status, each.body).reply(each.status, each.body).reply(200, everything);
  auto const client = client_of(wire);
  geai::agent_list into;
  for (auto const& each : cases) {
    CAPTURE(each.body);
    geai::result<geai::agent_list> const by_value = client.list_agents();
    geai::result<void> const done = client.list_agents({}, into);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == each.code);
    CHECK(done.error().message == by_value.error().message);
    CHECK(done.error().operation == "list_agents");
    CHECK(done.error().body == by_value.error().body);
    REQUIRE(client.list_agents({}, into));
    CHECK(into.size() == 2);
    CHECK(into.agents[1].id == "2");
    CHECK_FALSE(into.agents[1].description);
  }
}

TEST_CASE("into: a Json policy that only returns values suffices") {
  geai::transport::mock wire;
  wire.reply(200, everything);
  wire.reply(200, R"({"agents":[{"id":"3"}]})");
  wire.reply(200, R"({"agents":[{"id":3}]})");
  geai::ai_lab_client client{geai::transport::mock(wire), plain_json{}, geai::api_key = "key",
                             geai::base_url = "https://h"};
  geai::agent_list into;
  REQUIRE(client.list_agents({}, into));
  CHECK(into.size() == 2);
  REQUIRE(client.list_agents({}, into));
  REQUIRE(into.size() == 1);
  CHECK(into.agents[0].id == "3");
  CHECK(into.agents[0].name.empty());
  CHECK_FALSE(client.list_agents({}, into));
  CHECK(into.size() == 1);
}

TEST_CASE("into: answers that are not models, or not JSON") {
  geai::transport::mock wire;
  wire.reply(200, R"([{"id":"a"}])");
  wire.reply(200, R"({"errors":["no"]})");
  auto const client = client_of(wire);
  geai::raw_json into{"old"};
  struct any {
    using answer = geai::raw_json;
    using endpoint = geai::api::get<"/x">;
    using parameters = geai::fields<>;
  };
  REQUIRE(client.call(any{}, into));
  CHECK(into.text == R"([{"id":"a"}])");
  CHECK_FALSE(client.call(any{}, into));
}

TEST_CASE("into: accepts only an lvalue of the operation's answer") {
  using client = decltype(client_of(std::declval<geai::transport::mock const&>()));
  using list = geai::api::list_agents;
  static_assert(listable<client, list, geai::agent_list&>);
  static_assert(!listable<client, list, geai::agent_list>);
  static_assert(!listable<client, list, geai::agent_list const&>);
  static_assert(!listable<client, list, geai::agent&>);
  static_assert(callable<client, list, geai::agent_list&>);
  static_assert(!callable<client, list, geai::agent_list>);
  static_assert(!callable<client, list, geai::agent_list const&>);
  static_assert(!callable<client, list, geai::agent&>);
  static_assert(callable<client, list, geai::call_options&>);
  static_assert(callable<client, geai::api::delete_agent, geai::call_options&>);
  static_assert(!callable<client, geai::api::delete_agent, int&>);
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[]})");
  CHECK(client_of(wire).list_agents({}, {}).has_value());
  CHECK(client_of(wire).list_agents({}, {.timeout = std::chrono::seconds(5)}).has_value());
}
