#include <doctest/doctest.h>

#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

// Counts its objects, and throws when it is copied if told so.
struct counted {
  static inline int alive = 0;
  static inline bool throws = false;
  int value = 0;

  counted(int from) : value(from) { ++alive; }
  counted(counted const& other) : value(other.value) {
    if (throws) throw 1;
    ++alive;
  }
  counted(counted&& other) noexcept : value(std::exchange(other.value, -1)) { ++alive; }
  counted& operator=(counted const&) = default;
  counted& operator=(counted&& other) noexcept {
    value = std::exchange(other.value, -1);
    return *this;
  }
  ~counted() { --alive; }
};

using names = geai::optional<std::vector<std::string>>;

struct order {
  geai::optional<std::vector<std::string>> lines{};
  geai::optional<counted> priority{};
};

}  // namespace

TEST_CASE("an optional has a value or none") {
  names none;
  CHECK_FALSE(none);
  CHECK_FALSE(none.has_value());
  CHECK(none == std::nullopt);
  CHECK_THROWS_AS(none.value(), std::bad_optional_access);
  CHECK(none.value_or(std::vector<std::string>{"a"}).size() == 1);

  names some({"a", "b"});
  REQUIRE(some);
  CHECK(some->size() == 2);
  CHECK((*some)[1] == "b");
  CHECK(some.value().front() == "a");
  CHECK(some != std::nullopt);
  CHECK(some == std::vector<std::string>{"a", "b"});
  CHECK(some != none);
}

TEST_CASE("an optional is filled by designated initializers, as std::optional is") {
  order const made{.lines = {{"a", "b"}}, .priority = 3};
  CHECK(made.lines->size() == 2);
  CHECK(made.priority->value == 3);
  order const empty{};
  CHECK_FALSE(empty.lines);
}

TEST_CASE("an optional copies, moves, and destroys its value once") {
  {
    geai::optional<counted> one(3), none;
    geai::optional<counted> copy(one);
    CHECK(counted::alive == 2);
    copy = none;
    CHECK(counted::alive == 1);
    copy = one;
    copy = one;
    CHECK(counted::alive == 2);
    geai::optional<counted> moved(std::move(copy));
    CHECK(moved->value == 3);
    CHECK(copy->value == -1);
    moved.swap(none);
    CHECK_FALSE(moved);
    CHECK(none->value == 3);
    none.emplace(7);
    CHECK(none->value == 7);
    none = 8;
    CHECK(none->value == 8);
    none = std::nullopt;
    none = {};
    CHECK_FALSE(none);
    geai::optional<counted>& same = one;
    one = same;
    CHECK(one->value == 3);
  }
  CHECK(counted::alive == 0);
}

TEST_CASE("a copy that throws leaves no value behind") {
  {
    geai::optional<counted> const one(3);
    geai::optional<counted> other;
    counted::throws = true;
    CHECK_THROWS_AS(other = one, int);
    CHECK_THROWS_AS(geai::optional<counted>{one}, int);
    counted::throws = false;
    CHECK_FALSE(other);
  }
  CHECK(counted::alive == 0);
}

TEST_CASE("an optional converts from and to the standard library's") {
  std::optional<std::string> const text("a");
  geai::optional<std::string> own = text;
  CHECK(own == text);
  std::optional<std::string> back = own;
  CHECK(back == "a");
  back = std::move(own);
  CHECK(back == "a");
  own = std::nullopt;
  back = own;
  CHECK_FALSE(back);
  own = std::optional<std::string>("b");
  CHECK(*own == "b");
  geai::optional<std::string> const wider = geai::optional<char const*>("c");
  CHECK(wider == "c");
}

TEST_CASE("an optional is chained as in C++23") {
  geai::optional<std::string> const text("abc"), none;
  auto const size = [](std::string const& of) { return of.size(); };
  CHECK(text.transform(size) == 3u);
  CHECK_FALSE(none.transform(size));
  auto const first = [](std::string const& of) { return geai::optional<char>(of[0]); };
  CHECK(text.and_then(first) == 'a');
  CHECK_FALSE(none.and_then(first));
  auto const other = [] { return geai::optional<std::string>("other"); };
  CHECK(none.or_else(other) == "other");
  CHECK(text.or_else(other) == "abc");
}

TEST_CASE("an optional is a constant expression") {
  static_assert([] {
    geai::optional<int> value;
    value = 3;
    geai::optional<int> copy = value;
    value.reset();
    return !value && copy == 3;
  }());
}
