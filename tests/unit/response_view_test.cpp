#include <geai/inline.hpp>
//
#include <geai/client/ai_lab.hpp>
//
#include <doctest/doctest.h>

#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/allocation_counter.hpp"

// client.list_agents_view(), client.call_view<View>(): answers whose texts are views into the response.

namespace {

using client_type = geai::ai_lab_client<geai::auth::api_key, geai::transport::mock>;

client_type client_of(geai::transport::mock const& wire) {
  return geai::ai_lab_client{geai::transport::mock(wire), geai::api_key = "key", geai::base_url = "https://h"};
}

template <class Text> std::string shown(std::optional<Text> const& text) {
  return text ? "=" + std::string(*text) : "unset";
}

// The common members of an agent and an agent_view.
std::vector<std::string> common(auto const& list) {
  std::vector<std::string> all;
  for (auto const& each : list) {
    for (std::string_view text : {std::string_view(each.id), std::string_view(each.name), std::string_view(each.status),
                                  std::string_view(each.access_scope)})
      all.emplace_back(text);
    all.push_back(shown(each.public_name));
    all.push_back(shown(each.description));
    all.push_back(shown(each.job_description));
    all.push_back(shown(each.avatar_image));
    all.push_back(shown(each.sharing_scope));
    all.push_back(std::to_string(each.is_draft) + std::to_string(each.is_readonly) +
                  std::to_string(each.revision.value_or(-1)) + " " + std::to_string(each.version.value_or(-1)));
  }
  return all;
}

// With all characters that a string may contain.
std::vector<std::string> hostile_strings() {
  std::vector<std::string> all = {
      "",
      "a",
      R"(\")",
      R"(\\)",
      R"(\\\\\\\")",
      R"(\/\b\f\n\r\t)",
      R"(\u0000)",
      R"(\u00e9 \u20ac \ud83d\ude00)",
      R"(\ud83d)",
      R"(\ude00\ud83d x)",
      R"(\ud83d\u0041)",
      "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
      R"(the end is an escape \n)",
      R"(\n the beginning is one)",
      R"({\"agents\":[{\"id\":\"x\"}]})",
      std::string(70'000, 'x'),
      std::string(70'000, 'x') + R"(\u20ac)",
  };
  std::string only_escapes;
  for (int i = 0; i != 5'000; ++i) only_escapes += R"(\\)";
  all.push_back(only_escapes);
  for (std::size_t before = 0; before != 20; ++before)
    for (std::size_t after = 0; after < 20; after += 3)
      all.push_back(std::string(before, 'a') + R"(\u00e9)" + std::string(after, 'b') + R"(\")");
  return all;
}

}  // namespace

// A custom view with all kinds of members.
struct my_part {
  std::string_view text = "a default";
  std::string_view other_text{};
};
struct mine {
  std::string_view name{};
  std::string owned{};
  my_part one{};
  std::optional<my_part> maybe{};
  std::vector<std::string_view> texts{};
  std::map<std::string, std::string_view> named{};
  geai::raw_json raw{};
  int number = 7;
};
template <>
struct geai::model<my_part>
    : geai::fields<geai::field<"text", &my_part::text>, geai::field<"otherText", &my_part::other_text>> {};
template <>
struct geai::model<mine> : geai::fields<geai::field<"name", &mine::name>, geai::field<"owned", &mine::owned>,
                                        geai::field<"one", &mine::one>, geai::field<"maybe", &mine::maybe>,
                                        geai::field<"texts", &mine::texts>, geai::field<"named", &mine::named>,
                                        geai::field<"raw", &mine::raw>, geai::field<"number", &mine::number>> {};

TEST_CASE("response_view: equals an answer that owns its texts") {
  std::string all = R"({"agents":[)";
  std::vector<std::string> const strings = hostile_strings();
  for (std::size_t i = 0; i != strings.size(); ++i) {
    auto const one = [&](std::size_t which) { return '"' + strings[(i + which) % strings.size()] + '"'; };
    all += (i == 0 ? "{\"id\":" : ",{\"id\":") + one(0) + ",\"description\":" + one(1) + ",\"name\":" + one(2) +
           ",\"isDraft\":true,\"unknown\":[{\"id\":" + one(3) + "}],\"version\":1.5,\"publicName\":" + one(4) +
           ",\"agentData\":{\"strategyName\":" + one(5) + "},\"status\":null,\"sharingScope\":null}";
  }
  all += "]}";
  geai::transport::mock wire;
  wire.reply(200, all);
  auto const client = client_of(wire);
  auto const owned = client.list_agents().value();
  auto const view = client.list_agents_view({.status = "active"}).value();
  REQUIRE(view->size() == strings.size());
  CHECK(common(*view) == common(owned));
  CHECK(wire.requests().at(1).url == "https://h/v2/agents?status=active");
}

TEST_CASE("response_view: views into the response, without allocations") {
  std::string const text = std::string(1000, 'x');
  std::string const body = R"({"agents":[{"id":")" + text + R"(","name":"an escape \" and )" + text + R"("}]})";
  struct transport {
    std::string const& body;
    geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
      rs.status = 200;
      rs.add_header("content-type", "application/json");
      rs.body.append(body);
      return {};
    }
  };
  geai::ai_lab_client client{transport{body}, geai::api_key = "key", geai::base_url = "https://h"};
  for (int i = 0; i != 2; ++i) REQUIRE(client.list_agents_view());
  support::allocation_counter const counter;
  auto const view = client.list_agents_view();
  std::size_t const allocated = counter.count();
  REQUIRE(view);
  CHECK((*view)->agents[0].id == text);
  CHECK(allocated == 1);  // the vector
}

TEST_CASE("response_view: it may be moved, be replaced, and outlive its client and other calls") {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"first"}]})");  // short enough to be within a std::string
  wire.reply(200, R"({"agents":[{"id":"second, which is longer than sixteen bytes"}]})");
  std::optional<client_type> client(client_of(wire));
  auto first = client->list_agents_view().value();
  auto second = client->list_agents_view().value();
  CHECK(first->agents.at(0).id == "first");
  auto moved = std::move(first);
  CHECK(moved->agents.at(0).id == "first");
  client.reset();
  CHECK(moved->agents.at(0).id == "first");
  moved = std::move(second);
  CHECK(moved->agents.at(0).id == "second, which is longer than sixteen bytes");
  auto& same = moved;
  moved = std::move(same);
  CHECK((*moved).agents.at(0).id == "second, which is longer than sixteen bytes");
}

TEST_CASE("response_view: the client gets the memory back") {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"an id of more than sixteen bytes"}]})");
  auto const client = client_of(wire);
  char const* before = nullptr;
  for (int i = 0; i != 3; ++i) {
    auto const view = client.list_agents_view().value();
    char const* const at = view->agents.at(0).id.data();
    if (before != nullptr) CHECK(at == before);
    before = at;
  }
}

TEST_CASE("response_view: custom views with all kinds of members") {
  geai::transport::mock wire;
  wire.reply(200, R"({"name":"n","owned":"o\"o","one":{"otherText":"x\ty"},"maybe":{"text":"m"},"texts":["a","\u0062"],
"named":{"k\"":"v\\"},"raw":{"a":"\n"},"one":{"text":"again"}})");
  wire.reply(200, R"({"name":"m"})");
  auto const client = client_of(wire);
  auto const view = client.call_view<mine>(geai::api::list_agents{}).value();
  CHECK(view->name == "n");
  CHECK(view->owned == "o\"o");
  CHECK(view->one.text == "again");
  CHECK(view->one.other_text.empty());
  CHECK(view->maybe->text == "m");
  CHECK(view->texts == std::vector<std::string_view>{"a", "b"});
  CHECK(view->named.at("k\"") == "v\\");
  CHECK(view->raw.text == R"({"a":"\n"})");
  CHECK(view->number == 7);
  auto const none = client.call_view<mine>(geai::api::list_agents{}).value();
  CHECK(none->one.text == "a default");
  std::string text;
  geai::json::encode(*view, text);
  CHECK(text.find(R"("texts":["a","b"])") != std::string::npos);
}

TEST_CASE("response_view: a list that is not an object") {
  geai::transport::mock wire;
  wire.reply(200, R"(["a","\u0062"])");
  wire.reply(200, R"({"errors":[{"id":1,"description":"no"}]})");
  auto const client = client_of(wire);
  auto const view = client.call_view<std::vector<std::string_view>>(geai::api::list_agents{}).value();
  CHECK(*view == std::vector<std::string_view>{"a", "b"});
  auto const failed = client.call_view<std::vector<std::string_view>>(geai::api::list_agents{});
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == geai::errc::api_response);
}

TEST_CASE("response_view: errors are those of a call that owns its answer") {
  geai::transport::mock wire;
  struct {
    int status;
    char const* body;
  } const cases[] = {
      {404, R"({"errors":[{"id":1,"description":"none"}]})"},
      {200, R"({"agents":[],"errors":[{"id":1,"description":"a\"b"}]})"},
      {200, R"({"agents":[{"id":"4"},{"id":5}]})"},
      {200, ""},
      {200, R"({"agents":[{"id":"4"})"},
      {200, R"({"agents":[{"id":"\x"}]})"},
      {200, R"({"agents":[{"id":"\ud83"}]})"},
      {200, "{\"agents\":[{\"id\":\"\xff\",\"name\":7}]}"},
      {200, "{}"},
  };
  for (auto const& each : cases) wire.reply(each.status, each.body).reply(each.status, each.body);
  auto const client = client_of(wire);
  for (auto const& each : cases) {
    CAPTURE(each.body);
    auto const owned = client.list_agents();
    auto const view = client.list_agents_view();
    REQUIRE_FALSE(view);
    CHECK(view.error().code == owned.error().code);
    CHECK(view.error().message == owned.error().message);
    CHECK(view.error().operation == "list_agents");
  }
}

TEST_CASE("response_view: ill-formed UTF-8 becomes U+FFFD") {
  geai::transport::mock wire;
  wire.reply(200, "{\"agents\":[{\"id\":\"\xff\\n\"}]}");
  auto const view = client_of(wire).list_agents_view();
  REQUIRE(view);
  CHECK((*view)->agents.at(0).id == "\xef\xbf\xbd\n");
}

TEST_CASE("response_view: is not copied") {
  using view = geai::response_view<geai::agent_list_view>;
  static_assert(!std::is_copy_constructible_v<view> && !std::is_copy_assignable_v<view>);
  static_assert(std::is_nothrow_move_constructible_v<view> && std::is_nothrow_move_assignable_v<view>);
  CHECK(std::is_same_v<decltype(*std::declval<view const&>()), geai::agent_list_view const&>);
}
