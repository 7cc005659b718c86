#include <geai/inline.hpp>
//
#include <geai/json/hana.hpp>

#include <doctest/doctest.h>

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>
#include <geai/json/simdjson.hpp>
#include <optional>
#include <string>
#include <vector>

#include "support/json_text.hpp"

namespace {

struct defined {
  BOOST_HANA_DEFINE_STRUCT(defined, (std::string, name), (std::optional<int>, stars));
};

struct adapted {
  std::vector<defined> items;
  bool open = false;
};

struct renamed {
  BOOST_HANA_DEFINE_STRUCT(renamed, (int, number));
};

class neither {
public:
  explicit neither(int);
};

}  // namespace

BOOST_HANA_ADAPT_STRUCT(adapted, items, open);

template <> struct geai::model<renamed> : geai::fields<geai::field<"theNumber", &renamed::number>> {};

static_assert(geai::modelled<defined>);
static_assert(geai::modelled<adapted>);
static_assert(!geai::modelled<neither>);
static_assert(!geai::modelled<int>);

TEST_CASE("hana: an adapted struct is a model, and so are adapted parts") {
  geai::json::simdjson json;
  support::padded_text const text(R"({"open":true,"items":[{"stars":3,"name":"a"},{"name":"b"}]})");
  auto const read = json.decode<adapted>(text.view());
  REQUIRE(read.has_value());
  CHECK(read->open);
  REQUIRE(read->items.size() == 2);
  CHECK(read->items[0].name == "a");
  CHECK(read->items[0].stars == 3);
  CHECK(!read->items[1].stars);

  std::string out;
  json.encode(*read, out);
  CHECK(out == R"({"items":[{"name":"a","stars":3},{"name":"b"}],"open":true})");
}

TEST_CASE("hana: a custom field list takes precedence") {
  std::string out;
  geai::json::encode(renamed{5}, out);
  CHECK(out == R"({"theNumber":5})");
}
