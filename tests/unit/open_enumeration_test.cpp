#include <geai/inline.hpp>
//
#include <doctest/doctest.h>

#include <array>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// Sets of the platform, which keep unknown texts.

namespace {

using geai::agent_status;
using status = geai::open_enumeration<agent_status>;

// Other enumerations and numbers do not convert and do not compare.
static_assert(!std::is_convertible_v<geai::chat_role, status> && !std::is_constructible_v<status, int>);
static_assert(!std::is_constructible_v<status, geai::open_enumeration<geai::chat_role>>);
template <class A, class B>
concept comparable = requires(A const& a, B const& b) {
  a == b;
};
static_assert(comparable<status, status> && comparable<status, agent_status> && comparable<agent_status, status>);
static_assert(comparable<status, char const*> && comparable<std::string, status> &&
              comparable<std::string_view, status>);
static_assert(!comparable<status, geai::chat_role> && !comparable<status, geai::open_enumeration<geai::chat_role>>);

TEST_CASE("an open enumeration is constructed from and compared with values and texts") {
  for (status const& each : {status(agent_status::draft), status("draft"), status(std::string("draft"))}) {
    CHECK(each == agent_status::draft);
    CHECK(each == "draft");
    CHECK("draft" == each);
    CHECK(each == std::string("draft"));
    CHECK(each == std::string_view("draft"));
    CHECK(each == status("draft"));
    CHECK(each != agent_status::active);
    CHECK(each != "active");
    CHECK(each != status("active"));
    CHECK(each.value() == agent_status::draft);
    CHECK(each.text() == "draft");
    CHECK(!each.empty());
  }
}

TEST_CASE("an open enumeration keeps an unknown text") {
  std::string const unknown = "a state that came later, and has a long name";
  status const kept = unknown;
  CHECK(kept == unknown);
  CHECK(kept.text() == unknown);
  CHECK(!kept.value());
  CHECK(!kept.empty());
  for (agent_status const each : {agent_status::active, agent_status::draft}) CHECK(kept != each);
  CHECK(status(static_cast<agent_status>(99)).empty());
}

TEST_CASE("an open enumeration matches in any case and keeps its spelling") {
  status const loud = "ACTIVE";
  CHECK(loud == agent_status::active);
  CHECK(loud.value() == agent_status::active);
  CHECK(loud == "ACTIVE");
  CHECK(loud != "active");
  CHECK(loud != status(agent_status::active));
  CHECK(geai::to_json(loud) == "\"ACTIVE\"");
}

TEST_CASE("a default open enumeration is empty") {
  status const none;
  CHECK(none.empty());
  CHECK(none == "");
  CHECK(none == status(""));
  CHECK(!none.value());
  CHECK(none != agent_status::active);
}

TEST_CASE("an open enumeration is assigned to, also of its own text") {
  status changing = "unknown as yet, and longer than a small string";
  changing = changing.text();
  CHECK(changing == "unknown as yet, and longer than a small string");
  changing = agent_status::pending;
  CHECK(changing == "pending");
  changing = "";
  CHECK(changing.empty());
}

TEST_CASE("an open enumeration is used as a text") {
  geai::agent const one{.status = "active"};
  std::string copied = one.status;
  copied += one.status;
  copied.append(one.status);
  CHECK(copied == "activeactiveactive");
  std::string_view const seen = one.status;
  CHECK(seen == "active");
  std::optional<std::string> const maybe = one.status;
  CHECK(maybe == "active");
  std::ostringstream out;
  out << one.status << ' ' << std::optional(one.status).value_or("");
  CHECK(out.str() == "active active");
  std::map<std::string, int> counted;
  ++counted[one.status];
  CHECK(counted.at("active") == 1);
}

TEST_CASE("closed sets of the platform take literals, values and texts of the program") {
  std::string const given = "active";
  for (geai::api::list_agents const& each :
       {geai::api::list_agents{.status = "active"}, geai::api::list_agents{.status = agent_status::active},
        geai::api::list_agents{.status = given}, geai::api::list_agents{.status = geai::agent{.status = given}.status}})
    CHECK(each.status == agent_status::active);
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"a","status":"Active","accessScope":"galaxy"}]})");
  geai::agent_client const client{wire, geai::api_key = "k", geai::base_url = "https://h"};
  auto const agents =
      client.list_agents({.status = agent_status::draft, .access_scope = geai::access_scope::private_}).value();
  CHECK(wire.requests().at(0).url == "https://h/v2/agents?status=draft&accessScope=private");
  CHECK(agents.agents.at(0).status == agent_status::active);
  CHECK(agents.agents.at(0).access_scope == "galaxy");
}

TEST_CASE("a schema names the texts of an open enumeration and takes others") {
  struct described {
    std::optional<geai::open_enumeration<geai::detail_level>> detail{};
  };
  CHECK(geai::json_schema<geai::open_enumeration<geai::detail_level>>() ==
        R"({"anyOf":[{"type":"string","enum":["summary","full"]},{"type":"string"}]})");
  CHECK(geai::schema_is_strict<described>);
  CHECK(geai::from_json<described>(R"({"detail":"full"})").value().detail == geai::detail_level::full);
  CHECK(geai::from_json<described>(R"({"detail":"more"})").value().detail == "more");
  CHECK(geai::from_json<described>(R"({"detail":7})").error().code == geai::errc::decode);
}

}  // namespace
