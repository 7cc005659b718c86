#pragma once

#include <chrono>
#include <cstdint>
#include <geai/json/model.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/secret.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace geai::inline v0_2::test::detail {

// The models of the laws, with a member of each kind.
struct law_item {
  std::string name{};
  std::optional<int> stars{};

  friend bool operator==(law_item const&, law_item const&) = default;
};

struct law_list {
  std::vector<law_item> items{};
  std::vector<std::string> notes{};

  auto begin() const noexcept { return items.begin(); }
  auto end() const noexcept { return items.end(); }
  auto size() const noexcept { return items.size(); }
};

// The alternative forms in which a model may arrive.
struct law_forms {
  std::string id = "unset";
  int created = -1;
  std::optional<double> cost{};
  std::string arguments{};
  std::optional<std::string> content{};
  raw_json parts{};
  std::vector<law_list> lists{};
  std::map<std::string, raw_json> others{};
};

struct law_model {
  std::string text = "unset";
  bool flag = true;
  int number = 7;
  std::int64_t large = 0;
  std::uint64_t unsigned_large = 0;
  double real = 0.5;
  std::optional<std::string> maybe{};
  std::optional<law_item> maybe_item{};
  law_item item{};
  std::vector<law_item> items{};
  std::vector<std::string> texts{};
  std::map<std::string, int> counts{};
  std::chrono::seconds duration{};
  geai::secret hidden{};
  raw_json free{};

  friend bool operator==(law_model const&, law_model const&) = default;
};

// A model without a field list.
struct law_plain {
  std::string name = "unset";
  std::optional<double> share{};
  std::vector<law_item> items{};
  std::map<std::string, int> counts{};
  bool open = false;

  friend bool operator==(law_plain const&, law_plain const&) = default;
};

enum class law_colour : unsigned char { red, green };

struct law_circle {
  double radius = 0;
};
struct law_square {
  double side = 0;
  std::optional<law_colour> colour{};
};
using law_shape = std::variant<law_circle, law_square>;

// A model that is read strictly.
struct law_strict {
  law_colour colour{};
  std::optional<int> stars{};
  law_plain plain{};
  std::vector<law_shape> shapes{};
  std::variant<int, std::string> number_or_text{};
  int percent = 0;
  raw_json free{};
};

}  // namespace geai::inline v0_2::test::detail

template <>
struct geai::model<geai::test::detail::law_item>
    : geai::fields<geai::field<"name", &geai::test::detail::law_item::name>,
                   geai::field<"stars", &geai::test::detail::law_item::stars>> {};

template <>
struct geai::model<geai::test::detail::law_list>
    : geai::fields<geai::field<"items", &geai::test::detail::law_list::items>,
                   geai::field<"notes", &geai::test::detail::law_list::notes>> {};

template <>
struct geai::model<geai::test::detail::law_forms>
    : geai::fields<geai::field<"id", &geai::test::detail::law_forms::id>,
                   geai::informative<"created", &geai::test::detail::law_forms::created>,
                   geai::informative<"cost", &geai::test::detail::law_forms::cost>,
                   geai::json_text<"arguments", &geai::test::detail::law_forms::arguments>,
                   geai::text_or_parts<"content", &geai::test::detail::law_forms::content,
                                       &geai::test::detail::law_forms::parts>,
                   geai::field<"lists", &geai::test::detail::law_forms::lists>,
                   geai::other_members<&geai::test::detail::law_forms::others>> {
  static constexpr std::string_view wrapper = "form";
  static constexpr std::string_view text_name = "id";
};

template <>
struct geai::model<geai::test::detail::law_model>
    : geai::fields<geai::field<"text", &geai::test::detail::law_model::text>,
                   geai::field<"flag", &geai::test::detail::law_model::flag>,
                   geai::field<"number", &geai::test::detail::law_model::number>,
                   geai::field<"large", &geai::test::detail::law_model::large>,
                   geai::field<"unsignedLarge", &geai::test::detail::law_model::unsigned_large>,
                   geai::field<"real", &geai::test::detail::law_model::real>,
                   geai::field<"maybe", &geai::test::detail::law_model::maybe>,
                   geai::field<"maybeItem", &geai::test::detail::law_model::maybe_item>,
                   geai::field<"item", &geai::test::detail::law_model::item>,
                   geai::field<"items", &geai::test::detail::law_model::items>,
                   geai::field<"texts", &geai::test::detail::law_model::texts>,
                   geai::field<"counts", &geai::test::detail::law_model::counts>,
                   geai::field<"duration", &geai::test::detail::law_model::duration>,
                   geai::field<"hidden", &geai::test::detail::law_model::hidden>,
                   geai::field<"free", &geai::test::detail::law_model::free>> {};

template <>
struct geai::model<geai::test::detail::law_colour>
    : geai::enumerators<geai::enumerator<"red", geai::test::detail::law_colour::red>,
                        geai::enumerator<"green", geai::test::detail::law_colour::green>> {};

template <> struct geai::model<geai::test::detail::law_shape> : geai::tagged<"kind", "circle", "square"> {};

template <>
struct geai::model<geai::test::detail::law_strict>
    : geai::fields<geai::field<"colour", &geai::test::detail::law_strict::colour>,
                   geai::field<"stars", &geai::test::detail::law_strict::stars>,
                   geai::field<"plain", &geai::test::detail::law_strict::plain>,
                   geai::field<"shapes", &geai::test::detail::law_strict::shapes>,
                   geai::field<"numberOrText", &geai::test::detail::law_strict::number_or_text>,
                   geai::bounded<"percent", &geai::test::detail::law_strict::percent, 0, 100>,
                   geai::field<"free", &geai::test::detail::law_strict::free>> {};
