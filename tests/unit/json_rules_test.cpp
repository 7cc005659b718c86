#include <geai/inline.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <geai/json/model.hpp>
#include <geai/json/simdjson.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The rules of json/rules.hpp in json::simdjson, beyond the laws that every policy follows (geai/test/json_laws.hpp).

namespace {

struct call {
  std::string name{};
  std::string arguments{};
  std::optional<std::string> more{};
};

struct item {
  std::string id{};
  int created = -1;
  std::optional<double> cost{};
  std::vector<int> counts{};
  std::chrono::seconds age{};
  std::vector<call> calls{};
  call last_call{};
};

struct item_list {
  std::vector<item> items{};
  std::vector<std::string> notes{};

  auto begin() const noexcept { return items.begin(); }
  auto size() const noexcept { return items.size(); }
};

struct named {
  std::string name{};
  int stars = 0;
  std::map<std::string, geai::raw_json> others{};
};

struct pair {
  std::string key{};
  geai::raw_json value{};
};

struct message {
  std::optional<std::string> content{};
  geai::raw_json parts{};
  std::vector<pair> metadata{};
  named author{};
};

struct item_view {
  std::string_view id{};
  std::string_view arguments{};
};

template <class T> geai::result<T> decode(std::string_view text) {
  std::string const padded = std::string(text) + std::string(geai::json::padding, ' ');
  return geai::json::simdjson{}.decode<T>(std::string_view(padded).substr(0, text.size()));
}

template <class T> std::string complaint(std::string_view text) {
  geai::result<T> const read = decode<T>(text);
  return read ? "" : read.error().message;
}

}  // namespace

template <>
struct geai::model<call>
    : geai::fields<geai::field<"name", &call::name>, geai::json_text<"arguments", &call::arguments>,
                   geai::json_text<"more", &call::more>> {};
template <>
struct geai::model<item>
    : geai::fields<geai::field<"id", &item::id>, geai::informative<"created", &item::created>,
                   geai::informative<"cost", &item::cost>, geai::informative<"counts", &item::counts>,
                   geai::informative<"age", &item::age>, geai::field<"calls", &item::calls>,
                   geai::field<"last_call", &item::last_call>> {
  static constexpr std::string_view wrapper = "item";
};
template <>
struct geai::model<item_list>
    : geai::fields<geai::field<"items", &item_list::items>, geai::field<"notes", &item_list::notes>> {};
template <>
struct geai::model<named> : geai::fields<geai::field<"name", &named::name>, geai::field<"stars", &named::stars>,
                                         geai::other_members<&named::others>> {
  static constexpr std::string_view text_name = "name";
};
template <>
struct geai::model<pair> : geai::fields<geai::field<"key", &pair::key>, geai::field<"value", &pair::value>> {};
template <>
struct geai::model<message>
    : geai::fields<geai::text_or_parts<"content", &message::content, &message::parts>,
                   geai::key_values<"metadata", &message::metadata>, geai::field<"author", &message::author>> {};
template <>
struct geai::model<item_view>
    : geai::fields<geai::field<"id", &item_view::id>, geai::json_text<"arguments", &item_view::arguments>> {};

TEST_CASE("json rules: an object with a wrapper around it is the object") {
  CHECK(decode<item>(R"({"item":{"id":"a","created":1}})")->id == "a");
  CHECK(decode<item>(R"({"Item":{"id":"a"}})")->id.empty());  // the wrapper's name is exact
  CHECK(decode<item>(R"({"x":[1],"item":{"id":"a"},"y":{}})")->id == "a");
  CHECK(decode<item>(R"({"id":"a","item":{"id":"b"}})")->id == "a");  // it has other members, so this one is unknown
  CHECK(decode<item>(R"({"item":"b","id":"a"})")->id == "a");
  CHECK(decode<item>(R"({"item":[{"id":"a"},{"id":"b"}]})")->id == "a");
  CHECK(decode<item>(R"({"item":[]})")->id.empty());
  CHECK(decode<item>(R"({"item":null,"id":"a"})")->id == "a");
  CHECK(decode<item_list>(R"({"items":[{"item":{"id":"a"}},{"id":"b"}]})")->items[0].id == "a");
  // A member beside the wrapper replaces the one in it.
  CHECK(decode<item>(R"({"item":{"last_call":{"name":"a"}},"last_call":{"arguments":"b"}})")->last_call.name.empty());
  CHECK(complaint<item>(R"({"item":{"id":1}})") == "$.item.id: expected a string, found a number");
}

TEST_CASE("json rules: a bare array is the list of a model, and one object is a list of one") {
  CHECK(decode<item_list>(R"([{"id":"a"},{"id":"b"}])")->items[1].id == "b");
  CHECK(decode<item_list>("[]")->items.empty());
  CHECK(decode<item_list>(R"({"items":{"id":"a"},"notes":"n"})")->items[0].id == "a");
  CHECK(decode<item_list>(R"({"notes":"n"})")->notes == std::vector<std::string>{"n"});
  CHECK(complaint<item_list>(R"([{"id":1}])") == "$[0].id: expected a string, found a number");
  CHECK(complaint<item_list>(R"({"items":{"id":1}})") == "$.items.id: expected a string, found a number");
  CHECK(complaint<item_list>(R"({"items":{}})") == "$.items: expected an array, found an object");
  CHECK(complaint<item_list>(R"({"items":"a"})") == "$.items: expected an array, found a string");
  CHECK(complaint<item>("[]") == "$: expected an object, found an array");
}

TEST_CASE("json rules: the first letter may differ in case") {
  CHECK(decode<item_list>(R"({"Items":[{"Id":"a","Created":3}]})")->items[0].created == 3);
  CHECK(decode<item>(R"({"id":"a","Id":"b"})")->id == "a");
  CHECK(decode<item>(R"({"Id":"b","id":"a"})")->id == "a");
  CHECK(decode<item>(R"({"\u0049d":"a"})")->id == "a");
  CHECK(complaint<item>(R"({"Id":1})") == "$.id: expected a string, found a number");
}

TEST_CASE("json rules: a bad value for information only is no error") {
  struct {
    std::string_view text;
    int created;
  } const rows[] = {{"7", 7},         {"\"7\"", 7},          {"\" 7.00 \"", 7}, {"1744857525.25", 1744857525},
                    {"-2.5", -2},     {"\"2.5\"", 2},        {"0.5", 0},        {"1e-3", 0},
                    {"\"soon\"", -1}, {"[1,{\"a\":2}]", -1}, {"true", -1},      {"99999999999", -1},
                    {"{}", -1},       {"null", -1}};
  for (auto const& [text, created] : rows) {
    CAPTURE(text);
    geai::result<item> const read = decode<item>(R"({"id":"a","created":)" + std::string(text) + R"(,"calls":[]})");
    REQUIRE(read.has_value());
    CHECK(read->created == created);
  }
  CHECK(decode<item>(R"({"cost":"0.0148325400"})")->cost == 0.01483254);
  CHECK(decode<item>(R"({"cost":"0E-10"})")->cost == 0.0);
  CHECK_FALSE(decode<item>(R"({"cost":{"usd":1}})")->cost.has_value());
  CHECK(decode<item>(R"({"counts":[1,[[2]]],"id":"a"})")->counts.empty());
  CHECK(decode<item>(R"({"counts":[1,[[2]]],"id":"a"})")->id == "a");
  CHECK(decode<item>(R"({"age":"3600"})")->age == std::chrono::seconds(3600));
  CHECK(decode<item>(R"({"age":3599.5})")->age == std::chrono::seconds(3599));
  CHECK(complaint<item>(R"({"created":[1,}})").starts_with("$.created: not valid JSON"));
  CHECK(complaint<item_list>(R"([{"created":"x","id":1}])") == "$[0].id: expected a string, found a number");

  item used{.id = "z", .created = 5, .cost = 2};  // earlier values do not remain
  std::string text = R"({"created":"soon","cost":{}})";
  text.reserve(text.size() + geai::json::padding);
  REQUIRE(geai::json::simdjson{}.decode_reuse(text, used));
  CHECK(used.created == -1);
  CHECK_FALSE(used.cost.has_value());
}

TEST_CASE("json rules: JSON in place of a text is its JSON text") {
  geai::result<item> const read = decode<item>(
      R"({"calls":[{"arguments":"{\"a\":1}","more":"x"},{"arguments": {"a" : [1]} ,"more":[ ]},{"arguments":7}]})");
  REQUIRE(read.has_value());
  CHECK(read->calls[0].arguments == R"({"a":1})");
  CHECK(read->calls[0].more == "x");
  CHECK(read->calls[1].arguments == R"({"a" : [1]})");
  CHECK(read->calls[1].more == "[ ]");
  CHECK(read->calls[2].arguments == "7");
  CHECK_FALSE(read->calls[2].more.has_value());

  std::string text = R"({"id":"a","arguments":{"b":2}})" + std::string(geai::json::padding, ' ');
  item_view view;
  REQUIRE(geai::json::simdjson{}.decode_view(std::span<char>(text.data(), text.size() - geai::json::padding), view));
  CHECK(view.arguments == R"({"b":2})");
}

TEST_CASE("json rules: unknown members can be kept and are written again") {
  std::string const text = R"({"x\"":null,"name":"n","*":[1, 2],"z":{"name":"no"},"stars":2})";
  geai::result<named> const read = decode<named>(text);
  REQUIRE(read.has_value());
  CHECK(read->name == "n");
  CHECK(read->stars == 2);
  CHECK(read->others.size() == 3);
  std::string written;
  geai::json::simdjson{}.encode(*read, written);
  CHECK(written == R"({"name":"n","stars":2,"*":[1, 2],"x\"":null,"z":{"name":"no"}})");
  written.clear();
  geai::json::simdjson{}.encode(named{}, written);
  CHECK(written == R"({"name":"","stars":0})");

  named used = *read;
  std::string other = R"({"y":1,"w":2})" + std::string(geai::json::padding, ' ');
  REQUIRE(geai::json::simdjson{}.decode_reuse(std::string_view(other).substr(0, 13), used));
  CHECK(used.name.empty());
  CHECK(used.others.size() == 2);
}

TEST_CASE("json rules: a text or parts, a text or an object, an object or pairs") {
  struct {
    std::string_view text;
    std::string_view written;
    std::string_view content;
  } const rows[] = {
      {R"({"content":"a"})", R"({"content":"a","metadata":[],"author":{"name":"","stars":0}})", "a"},
      {R"({"content":null})", R"({"metadata":[],"author":{"name":"","stars":0}})", "unset"},
      {R"({"content":[{"type":"text","text":"a"},{"type":"image"},"b",{"text":{}},{"text":"c"}],"author":"me"})",
       R"({"content":[{"type":"text","text":"a"},{"type":"image"},"b",{"text":{}},{"text":"c"}],"metadata":[],"author":{"name":"me","stars":0}})",
       "abc"},
      {R"({"metadata":{"type":"test","year":2023,"n":null}})",
       R"({"metadata":[{"key":"n"},{"key":"type","value":"test"},{"key":"year","value":2023}],"author":{"name":"","stars":0}})",
       "unset"},
      {R"({"metadata":[{"key":"k","value":"v"}],"content":[]})",
       R"({"content":[],"metadata":[{"key":"k","value":"v"}],"author":{"name":"","stars":0}})", ""},
      {R"({"metadata":{"key":"k","value":"v"}})",
       R"({"metadata":[{"key":"k","value":"v"}],"author":{"name":"","stars":0}})", "unset"},
  };
  message used;
  for (auto const& [text, written, content] : rows) {
    CAPTURE(text);
    std::string again(text);
    again.reserve(text.size() + geai::json::padding);
    geai::result<message> const read = decode<message>(text);
    REQUIRE(read.has_value());
    CHECK(read->content.value_or("unset") == content);
    REQUIRE(geai::json::simdjson{}.decode_reuse(again, used));
    for (message const& each : {*read, used}) {
      std::string out;
      geai::json::simdjson{}.encode(each, out);
      CHECK(out == written);
    }
  }
  CHECK(complaint<message>(R"({"content":{"a":1}})") == "$.content: expected a string, found an object");
  CHECK(complaint<message>(R"({"author":1})") == "$.author: expected an object, found a number");
}

TEST_CASE("json rules: ill-formed UTF-8 becomes U+FFFD") {
  CHECK(decode<item>("{\"id\":\"a\xc3\"}")->id == "a\xef\xbf\xbd");
  CHECK(decode<item>("{\"id\":\"\xf0\x9f\x98z\xff\"}")->id == "\xef\xbf\xbdz\xef\xbf\xbd");
  CHECK(decode<item>("{\"id\":\"\xe2\x82\xac\xff\"}")->id == "\xe2\x82\xac\xef\xbf\xbd");
  for (std::size_t size = 0; size != 300; ++size) {  // a parser that reads ahead stays within the buffer
    std::string const valid = geai::json::valid_utf8(std::string(size, '\xff'));
    CHECK(valid.size() == 3 * size);
    CHECK(valid.capacity() >= valid.size() + geai::json::padding);
  }
}

TEST_CASE("json rules: a used object becomes equal to a fresh one") {
  item_list used;
  for (std::string text : {R"({"items":[{"id":"a","created":2,"calls":[{"name":"n"}]},{"id":"b"}],"notes":["x","y"]})",
                           R"([{"item":{"id":"c"}}])", R"({"items":{"id":"d","created":"7"}})", R"({"Notes":"z"})"}) {
    CAPTURE(text);
    geai::result<item_list> const fresh = decode<item_list>(text);
    text.reserve(text.size() + geai::json::padding);
    REQUIRE(geai::json::simdjson{}.decode_reuse(text, used));
    REQUIRE(fresh.has_value());
    CHECK(used.notes == fresh->notes);
    REQUIRE(used.items.size() == fresh->items.size());
    for (std::size_t i = 0; i != used.items.size(); ++i) {
      CHECK(used.items[i].id == fresh->items[i].id);
      CHECK(used.items[i].created == fresh->items[i].created);
      CHECK(used.items[i].calls.size() == fresh->items[i].calls.size());
    }
  }
}
