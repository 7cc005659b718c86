#pragma once

#include <chrono>
#include <cstdint>
#include <geai/json/model.hpp>
#include <geai/secret.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Twenty types whose schema, values and reading are compared with an independent validator.

enum class mood { calm, rough, quoted };

struct forecast {
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};

struct every_kind {
  bool flag = false;
  int number = 0;
  std::int64_t large = 0;
  std::uint64_t large_unsigned = 0;
  std::int8_t small = 0;
  std::uint8_t small_unsigned = 0;
  std::int16_t medium = 0;
  float real = 0;
  std::chrono::seconds duration{};
  std::chrono::duration<double> exact{};
  geai::secret key{};
  std::string text{};
};

struct optionals {
  std::optional<bool> flag{};
  std::optional<int> number{};
  std::optional<forecast> model{};
  std::optional<std::vector<int>> list{};
  std::optional<mood> choice{};
  std::vector<std::optional<int>> holes{};
};

struct lists {
  std::vector<int> numbers{};
  std::vector<bool> flags{};
  std::vector<std::vector<std::string>> texts{};
  std::vector<forecast> models{};
  std::vector<mood> choices{};
};

struct maps {
  std::map<std::string, int> numbers{};
  std::map<std::string, forecast> models{};
  std::map<std::string, std::optional<std::string>> holes{};
};

struct free_form {
  geai::raw_json anything{};
  std::string text{};
};

struct bounds {
  int stars = 1;
  double share = 0;
  std::optional<unsigned> count{};
  std::vector<std::int8_t> digits{};
};

struct commented {
  std::string id{};
  forecast first{};
  std::optional<forecast> second{};
  std::vector<int> numbers{};
  mood sea{};
  geai::open_enumeration<mood> last{};
};

struct other_fields {
  std::string made{};
  int cost = 0;
  std::string arguments{};
};

struct tree {
  int value = 0;
  std::vector<tree> below{};
};

struct folder;  // a list of it has no initializer while the type is incomplete
struct file {
  std::string name{};
  std::vector<folder> links;
};
struct folder {
  std::vector<file> files{};
  std::map<std::string, folder> folders;
};
struct disk {
  folder root{};
  std::optional<file> boot{};
};

struct circle {
  double radius = 0;
};
struct square {
  double side = 0;
  std::optional<std::string> text{};
};
struct group;
struct drawing {
  std::vector<group> groups;
};
using shape = std::variant<circle, square, drawing>;
struct group {
  shape first{};
  std::vector<shape> more{};
};

using scalar = std::variant<bool, int, std::string>;
using choice = std::variant<std::vector<int>, circle, square, forecast>;
struct choices {
  scalar plain{};
  std::optional<scalar> maybe{};
  std::vector<choice> list{};
};

struct nothing {};
struct holds_nothing {
  nothing a{};
  std::vector<nothing> b{};
};

template <class T> struct page {
  std::vector<T> items{};
  std::optional<std::string> next{};
};

struct large {
  int m01{}, m02{}, m03{}, m04{}, m05{}, m06{}, m07{}, m08{}, m09{}, m10{}, m11{}, m12{}, m13{}, m14{}, m15{}, m16{};
  std::string s17{}, s18{}, s19{}, s20{}, s21{}, s22{}, s23{}, s24{}, s25{}, s26{}, s27{}, s28{}, s29{}, s30{}, s31{},
      s32{};
  std::optional<bool> o33{}, o34{}, o35{}, o36{};
};

template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"rough", mood::rough>,
                        geai::enumerator<"with \"quotes\" \\ and\ttabs", mood::quoted>> {
  static constexpr std::string_view comment = "How the sea is";
};

template <>
struct geai::model<bounds>
    : geai::fields<geai::bounded<"stars", &bounds::stars, 1, 5, "How good it is">,
                   geai::bounded<"share", &bounds::share, -1, 36>, geai::bounded<"count", &bounds::count, 2, 20>,
                   geai::bounded<"digits", &bounds::digits, -9, 9>> {};

template <>
struct geai::model<commented>
    : geai::fields<geai::field<"noteId", &commented::id, "A \"quoted\" comment, with \\ and \n">,
                   geai::field<"first", &commented::first, "The first one">,
                   geai::field<"second", &commented::second, "The second one">,
                   geai::field<"numbers", &commented::numbers, "Some numbers">, geai::field<"the sea", &commented::sea>,
                   geai::field<"last", &commented::last, "How it was">> {
  static constexpr std::string_view comment = "What is commented";
};

template <>
struct geai::model<other_fields>
    : geai::fields<geai::field<"made", &other_fields::made>, geai::other_name<"madeAt", &other_fields::made>,
                   geai::informative<"cost", &other_fields::cost, "In cents">,
                   geai::json_text<"arguments", &other_fields::arguments>> {
  static constexpr std::string_view wrapper = "fields";
};

template <> struct geai::model<shape> : geai::tagged<"kind", "circle", "square", "drawing"> {};
