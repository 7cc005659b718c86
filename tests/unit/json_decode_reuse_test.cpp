#include <geai/inline.hpp>
//
#include <geai/json/simdjson.hpp>

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/allocation_counter.hpp"
#include "support/json_text.hpp"

namespace {

struct inner {
  std::string text = "a default";
  std::optional<int> number{};
  friend bool operator==(inner const&, inner const&) = default;
};

struct outer {
  std::string id{};
  int count = 7;
  std::optional<std::string> note{};
  inner part{.text = "another default"};
  std::optional<inner> maybe{};
  std::vector<inner> parts{};
  std::vector<std::string> texts{};
  std::vector<bool> flags{};
  std::vector<inner> defaults{{.text = "x", .number = 1}, {}};
  std::map<std::string, inner> named_defaults{{"x", {}}};
  std::map<std::string, inner> named{};
  geai::raw_json raw{};
  geai::secret key{};
  friend bool operator==(outer const&, outer const&) = default;
};

}  // namespace

template <>
struct geai::model<inner> : geai::fields<geai::field<"text", &inner::text>, geai::field<"number", &inner::number>> {};

template <>
struct geai::model<outer>
    : geai::fields<geai::field<"id", &outer::id>, geai::other_name<"identifier", &outer::id>,
                   geai::field<"count", &outer::count>, geai::field<"note", &outer::note>,
                   geai::field<"part", &outer::part>, geai::field<"maybe", &outer::maybe>,
                   geai::field<"parts", &outer::parts>, geai::field<"texts", &outer::texts>,
                   geai::field<"flags", &outer::flags>, geai::field<"defaults", &outer::defaults>,
                   geai::field<"namedDefaults", &outer::named_defaults>, geai::field<"named", &outer::named>,
                   geai::field<"raw", &outer::raw>, geai::field<"key", &outer::key>> {};

namespace {

// An object with some of the members, some of them null, in any order, some twice.
std::string random_document(std::mt19937& random) {
  auto const text = [&random] { return "\"" + std::string(random() % 40, 'x') + (random() % 4 == 0 ? "\\n\"" : "\""); };
  auto const part = [&random, &text] {
    switch (random() % 5) {
      case 0: return std::string("{}");
      case 1: return "{\"text\":" + text() + "}";
      case 2: return std::string(R"({"number":5,"text":null})");
      case 3: return std::string("null");
      default: return "{\"number\":1,\"text\":" + text() + "}";
    }
  };
  auto const list = [&random](auto item) {
    std::string all = "[";
    for (std::size_t n = random() % 5; n != 0; --n) all += item() + (n == 1 ? "" : ",");
    return all + "]";
  };
  std::string document = "{";
  for (std::size_t n = random() % 12; n != 0; --n) {
    switch (random() % 14) {
      case 0: document += "\"id\":" + text(); break;
      case 1: document += "\"identifier\":" + text(); break;
      case 2: document += "\"count\":3"; break;
      case 3: document += "\"note\":" + text(); break;
      case 4: document += "\"part\":" + part(); break;
      case 5: document += "\"maybe\":" + part(); break;
      case 6: document += "\"parts\":" + list(part); break;
      case 7: document += "\"texts\":" + list(text); break;
      case 8:
        document += "\"flags\":" + list([&random] { return random() % 2 == 0 ? std::string("true") : "null"; });
        break;
      case 9: document += R"("defaults":[{"text":"y"}],"namedDefaults":{"y":{}})"; break;
      case 10:
        document += "\"named\":{\"b\":" + part() + ",\"a\":" + part() + ",\"" + "cd"[random() % 2] + "\":{}}";
        break;
      case 11: document += "\"raw\":[1]"; break;
      case 12: document += "\"key\":" + text(); break;
      default: document += std::string("\"") + (random() % 2 == 0 ? "id" : "parts") + "\":null"; break;
    }
    if (n != 1) document += ",";
  }
  return document + "}";
}

}  // namespace

TEST_CASE("decode_reuse: gives the result of a fresh decode for any earlier value") {
  geai::json::simdjson json;
  std::mt19937 random(5);
  outer reused;
  for (int i = 0; i != 30'000; ++i) {
    std::string const document = random_document(random);
    support::padded_text const text(document);
    auto const fresh = json.decode<outer>(text.view());
    REQUIRE_MESSAGE(fresh.has_value(), document);
    REQUIRE_MESSAGE(json.decode_reuse(text.view(), reused).has_value(), document);
    REQUIRE_MESSAGE(reused == *fresh, document);
  }
  support::padded_text const text(R"({"defaults":[{"number":2}],"namedDefaults":{"y":null},"part":{"number":3}})");
  REQUIRE(json.decode_reuse(text.view(), reused).has_value());
  CHECK(reused == outer{.part = {.text = "another default", .number = 3},
                        .defaults = {{.number = 2}},
                        .named_defaults = {{"y", {}}}});
}

TEST_CASE("decode_reuse: the same text again costs no allocation") {
  geai::json::simdjson json;
  std::string const document =
      std::string(R"({"id":"an identifier that is too long to be kept in place","count":1,)") +
      R"("note":"a note that is also too long for that\n and has an escape","part":{"number":1},)"
      R"("maybe":{"text":"some text that needs memory of its own"},"parts":[{},{"text":)"
      R"("some text that needs memory of its own"}],"texts":["some text that needs memory"],)"
      R"("named":{"zulu with a name that is long":{},"alpha":{"number":3}},"raw":{"a":[1,2,3]},)"
      R"("key":"a key that is long enough","unknown":[{},"a\u0041"]})";
  support::padded_text const text(document);
  outer value;
  REQUIRE(json.decode_reuse(text.view(), value).has_value());
  outer const first = value;
  bool good = false;
  std::size_t count = 0;
  {
    support::allocation_counter allocations;
    good = json.decode_reuse(text.view(), value).has_value();
    count = allocations.count();
  }
  CHECK(good);
  CHECK(count == 0);
  CHECK(value == first);
}

TEST_CASE("decode_reuse: vectors shrink and grow, and roots of every kind are replaced") {
  geai::json::simdjson json;
  std::vector<inner> parts;
  auto const read = [&json](auto& into, std::string_view text) {
    return json.decode_reuse(support::padded_text(text).view(), into).has_value();
  };
  REQUIRE(read(parts, R"([{"text":"a"},{"text":"b","number":1}])"));
  REQUIRE(read(parts, R"([{"number":2}])"));
  CHECK(parts == std::vector<inner>{{.number = 2}});
  REQUIRE(read(parts, R"([null,{},{"text":"c"}])"));
  CHECK(parts == std::vector<inner>{{}, {}, {.text = "c"}});
  REQUIRE(read(parts, "[]"));
  CHECK(parts.empty());

  std::optional<int> number = 3;
  REQUIRE(read(number, "null"));
  CHECK(!number);
  CHECK_FALSE(read(number, "{}"));
}
