#include <geai/inline.hpp>
//
#include <geai/json/simdjson.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "json_test_suite.hpp"
#include "support/nlohmann_json.hpp"

// Third-party documents, with both kinds of Json policies: one that reads tokens, and one over a tree.

namespace {

struct known {
  std::string id{};
};

template <class T> geai::result<T> read(auto policy, std::string text) {
  text.reserve(text.size() + geai::json::padding);
  return policy.template decode<T>(std::string_view(text));
}

std::string_view const mark = "\xEF\xBB\xBF";

}  // namespace

template <> struct geai::model<known> : geai::fields<geai::field<"id", &known::id>> {};

TEST_CASE_TEMPLATE("json suite: accepts the texts that RFC 8259 allows, and no others", Policy, geai::json::simdjson,
                   support::nlohmann_json) {
  int forbidden = 0;
  for (tests::json_case const& each : tests::json_test_suite) {
    CAPTURE(each.name);
    bool const is_read = read<geai::raw_json>(Policy(), each.text()).has_value();
    forbidden += each.name.starts_with("n_");
    if (each.name.starts_with("y_")) CHECK(is_read);
    if (std::is_same_v<Policy, support::nlohmann_json> && each.text().ends_with('\0'))
      continue;  // it treats this as the end of a text
    if (each.name.starts_with("n_")) CHECK_FALSE(is_read);
  }
  CHECK(forbidden > 180);
}

TEST_CASE_TEMPLATE("json suite: within skipped members", Policy, geai::json::simdjson, support::nlohmann_json) {
  for (tests::json_case const& each : tests::json_test_suite) {
    CAPTURE(each.name);
    std::string const text = each.text();
    if (text.starts_with(mark)) continue;  // allowed only at the beginning
    for (std::string const& whole : {R"({"more":)" + text + R"(,"id":"a"})", R"({"id":"a","more":)" + text + "}"}) {
      auto const found = read<known>(Policy(), whole);
      if (each.name.starts_with("y_")) CHECK((found && found->id == "a"));
      if (each.name.starts_with("n_")) CHECK_FALSE(found.has_value());
    }
  }
}

TEST_CASE("json suite: texts are UTF-8 for any input") {
  int repaired = 0;
  for (tests::json_case const& each : tests::json_test_suite) {
    CAPTURE(each.name);
    std::string const text = each.text();
    auto const texts = read<std::vector<std::string>>(geai::json::simdjson(), text);
    if (!texts) continue;
    for (std::string const& one : *texts) CHECK(geai::json::is_utf8(one));
    repaired += !geai::json::is_utf8(text);
  }
  CHECK(repaired > 5);
}
