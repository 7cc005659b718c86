#include <geai/result.hpp>
//
#include <doctest/doctest.h>

#include <geai/interop/boost_result.hpp>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using geai::errc;
using geai::error;
using geai::result;
using geai::unexpect;

namespace {

error failure(std::string text = "it failed") { return {errc::timeout, std::move(text)}; }

// A type that can neither be copied nor moved.
struct pinned {
  explicit pinned(int from) : value(from) {}
  pinned(pinned const&) = delete;
  pinned& operator=(pinned const&) = delete;
  int value;
};

// Throws if it is constructed, copied or moved from a negative number.
struct picky {
  picky(int from) : value(from) { check(); }
  picky(picky const& other) : value(other.value) { check(); }
  picky& operator=(picky const& other) {
    value = other.value;
    check();
    return *this;
  }
  void check() const {
    if (value < 0) throw value;
  }
  int value;
};

// Records the value category with which it was used.
struct category {
  std::string operator()(int&) const { return "&"; }
  std::string operator()(int const&) const { return "const&"; }
  std::string operator()(int&&) const { return "&&"; }
  std::string operator()(int const&&) const { return "const&&"; }
  std::string operator()(error&) const { return "&"; }
  std::string operator()(error const&) const { return "const&"; }
  std::string operator()(error&&) const { return "&&"; }
  std::string operator()(error const&&) const { return "const&&"; }
};

struct point {
  int x = 0, y = 0;
  int sum() const { return x + y; }
};

}  // namespace

// --- at compile time ---------------------------------------------------------------------------------------------------

static_assert(std::is_same_v<result<int>::value_type, int> && std::is_same_v<result<int>::error_type, error>);
static_assert(std::is_same_v<result<int>::rebind<void>, result<void>>);

static_assert(std::is_convertible_v<int, result<long>> && std::is_convertible_v<error, result<int>>);
static_assert(std::is_convertible_v<error, result<void>> && !std::is_convertible_v<int, result<void>>);
static_assert(std::is_convertible_v<error, result<std::vector<int>>>);
static_assert(!std::is_convertible_v<int, result<std::vector<int>>>, "std::vector's constructor is explicit");
static_assert(std::is_constructible_v<result<std::vector<int>>, int>);
static_assert(!std::is_constructible_v<result<int>, std::string> &&
              !std::is_constructible_v<result<int>, std::in_place_t, point>);
static_assert(!std::is_convertible_v<result<int>, bool> && !std::is_convertible_v<result<int>, int>);
static_assert(std::is_convertible_v<result<int>, result<long>> &&
              !std::is_constructible_v<result<int>, result<std::string>>);
static_assert(!std::is_constructible_v<result<void>, result<int>> &&
              !std::is_constructible_v<result<int>, result<void>>);
static_assert(std::is_convertible_v<result<int>, result<bool>>, "of its value, not of whether it has one");

static_assert(std::is_default_constructible_v<result<int>> && !std::is_default_constructible_v<result<picky>>);
static_assert(std::is_nothrow_move_constructible_v<result<std::string>> &&
              std::is_nothrow_move_assignable_v<result<std::string>>);
static_assert(std::is_nothrow_swappable_v<result<std::string>> && std::is_nothrow_swappable_v<result<void>>);
static_assert(!std::is_nothrow_move_constructible_v<result<picky>>);
static_assert(!std::is_copy_constructible_v<result<std::unique_ptr<int>>> &&
              std::is_move_constructible_v<result<std::unique_ptr<int>>>);
static_assert(!std::is_copy_assignable_v<result<std::unique_ptr<int>>> &&
              std::is_move_assignable_v<result<std::unique_ptr<int>>>);
static_assert(!std::is_move_constructible_v<result<pinned>> && !std::is_move_assignable_v<result<pinned>>);

static_assert(sizeof(result<void>) <= sizeof(error) + alignof(error) && sizeof(result<char>) == sizeof(result<void>));

using text = result<std::string>;
static_assert(std::is_same_v<decltype(std::declval<text&>().value()), std::string&>);
static_assert(std::is_same_v<decltype(std::declval<text const&>().value()), std::string const&>);
static_assert(std::is_same_v<decltype(std::declval<text>().value()), std::string>, "no reference into a temporary");
static_assert(std::is_same_v<decltype(std::declval<text const>().value()), std::string>);
static_assert(std::is_same_v<decltype(*std::declval<text&>()), std::string&>);
static_assert(std::is_same_v<decltype(*std::declval<text const&>()), std::string const&>);
static_assert(std::is_same_v<decltype(*std::declval<text>()), std::string>);
static_assert(std::is_same_v<decltype(std::declval<text&>().error()), error&>);
static_assert(std::is_same_v<decltype(std::declval<text const&>().error()), error const&>);
static_assert(std::is_same_v<decltype(std::declval<text>().error()), error>);

static_assert([] {
  result<int> number(5);
  number.emplace(6);
  result<long> longer = number;
  swap(number, *std::addressof(number));
  return number == 6 && longer == number && number.transform([](int i) { return i + 1; }).value() == 7 &&
         number.and_then([](int i) { return result<int>(i * 2); }).value_or(0) == 12 && result<void>().has_value();
}());

// --- at run time -------------------------------------------------------------------------------------------------------

TEST_CASE("a result is constructed from a value or an error") {
  result<int> const none;
  CHECK(none.value() == 0);
  result<std::string> const value = "abc";
  CHECK(value.has_value());
  CHECK(!value.has_error());
  CHECK(static_cast<bool>(value));
  CHECK(*value == "abc");
  CHECK(value->size() == 3);
  result<std::string> const wrong = failure();
  CHECK(!wrong.has_value());
  CHECK(wrong.has_error());
  CHECK(wrong.error().code == errc::timeout);
  CHECK(wrong.error().message == "it failed");
  CHECK(*result<std::vector<int>>(std::in_place, 2U, 7) == std::vector{7, 7});
  CHECK(*result<std::vector<int>>(std::in_place, {1, 2}) == std::vector{1, 2});
  CHECK(result<int>(unexpect, errc::decode, "text").error().code == errc::decode);
  CHECK(result<void>(unexpect, failure()).error().message == "it failed");
  CHECK(result<void>(std::in_place).has_value());
  CHECK(result<pinned>(3)->value == 3);
  result<point> const braces = {{.x = 1, .y = 2}};
  CHECK(braces->sum() == 3);
  CHECK([]() -> result<point> { return {}; }().has_value());
}

TEST_CASE("a result is constructed from one of another type") {
  result<char const*> const literal = "abc";
  result<std::string> const copied = literal;
  CHECK(*copied == "abc");
  result<std::shared_ptr<int const>> const moved = result<std::unique_ptr<int>>(std::make_unique<int>(3));
  CHECK(**moved == 3);
  CHECK(result<long>(result<int>(failure())).error().message == "it failed");
  CHECK(*result<bool>(result<int>(0)) == false);
  result<std::optional<int>> const wrapped = result<int>(5);
  CHECK(*wrapped == 5);
}

TEST_CASE("value() throws the exception of the code, with the whole error") {
  result<std::string> wrong = failure();
  CHECK_THROWS_AS(wrong.value(), geai::timeout_error);
  CHECK_THROWS_AS(std::as_const(wrong).value(), geai::timeout_error);
  CHECK_THROWS_AS(result<void>(error(errc::transport, "t")).value(), geai::transport_error);
  CHECK(wrong.error().message == "it failed");
  try {
    std::move(wrong).value();
    CHECK(false);
  } catch (geai::exception const& thrown) {
    CHECK(std::string_view(thrown.what()) == "it failed");
    CHECK(thrown.error().code == errc::timeout);
  }
  result<std::string> kept = "abc";
  kept.value() += "d";
  CHECK(std::as_const(kept).value() == "abcd");
  std::string const taken = std::move(kept).value();
  CHECK(taken == "abcd");
  CHECK_NOTHROW(result<void>().value());
}

TEST_CASE("a loop over the value of a temporary is safe") {
  int sum = 0;
  for (int const each : result<std::vector<int>>(std::vector{1, 2, 3}).value()) sum += each;
  CHECK(sum == 6);
}

TEST_CASE("a result with a move-only value") {
  result<std::unique_ptr<int>> one = std::make_unique<int>(1);
  result<std::unique_ptr<int>> other = std::move(one);
  one = failure();
  one = std::move(other);
  CHECK(**one == 1);
  std::unique_ptr<int> const out = *std::move(one);
  CHECK(*out == 1);
  CHECK(result<std::unique_ptr<int>>(failure()).value_or(nullptr) == nullptr);
  CHECK(*result<std::unique_ptr<int>>(std::make_unique<int>(2)).transform([](std::unique_ptr<int> p) { return *p; }) ==
        2);
}

TEST_CASE("assignment between values and errors") {
  result<std::string> const value = "value", wrong = failure();
  result<std::string> at;
  for (auto const* from : {&value, &value, &wrong, &wrong, &value}) {
    at = *from;
    CHECK(at == *from);
    result<std::string> moved = *from;
    at = std::move(moved);
    CHECK(at == *from);
  }
  at = "text";
  CHECK(*at == "text");
  at = failure("other");
  CHECK(at.error().message == "other");
  at = {};
  CHECK(*at == "");
  at = *&at;
  CHECK(*at == "");
  result<void> done;
  done = failure();
  done = failure("other");
  CHECK(done.error().message == "other");
  done = result<void>();
  CHECK(done);
  done = failure();
  done.emplace();
  CHECK(done);
}

TEST_CASE("an error survives a value whose constructor throws") {
  result<picky> at = failure();
  result<picky> bad = 1;
  bad->value = -1;
  CHECK_THROWS_AS(at = bad, int);
  CHECK(at.error().message == "it failed");
  CHECK_THROWS_AS(at.emplace(-1), int);
  CHECK(at.error().message == "it failed");
  CHECK(at.emplace(2).value == 2);
  CHECK_THROWS_AS(at.emplace(-2), int);
  CHECK(at.has_error());
  at = failure();
  CHECK_THROWS_AS(swap(at, bad), int);
  CHECK(at.error().message == "it failed");
}

TEST_CASE("emplace replaces the value") {
  result<std::vector<int>> list = failure();
  CHECK(list.emplace(2U, 7) == std::vector{7, 7});
  CHECK(list.emplace({1, 2}) == std::vector{1, 2});
  result<pinned> fixed(1);
  CHECK(fixed.emplace(2).value == 2);
}

TEST_CASE("swap") {
  result<std::string> one = "one", two = "two", wrong = failure(), other = failure("other");
  swap(one, two);
  CHECK(*one == "two");
  CHECK(*two == "one");
  swap(one, wrong);
  CHECK(one.error().message == "it failed");
  CHECK(*wrong == "two");
  one.swap(wrong);
  CHECK(*one == "two");
  one.swap(wrong);
  swap(one, other);
  CHECK(one.error().message == "other");
  CHECK(other.error().message == "it failed");
  result<void> done, undone = failure();
  swap(done, undone);
  CHECK(undone);
  CHECK(done.error().message == "it failed");
}

TEST_CASE("another value, another error") {
  result<std::string> const value = "value", wrong = failure();
  CHECK(value.value_or("other") == "value");
  CHECK(wrong.value_or("other") == "other");
  CHECK(result<std::string>("value").value_or("other") == "value");
  CHECK(result<std::string>(failure()).value_or({}) == "");
  CHECK(value.error_or(failure("other")).message == "other");
  CHECK(wrong.error_or(failure("other")).message == "it failed");
  CHECK(result<std::string>(failure()).error_or({}).message == "it failed");
  CHECK(result<void>().error_or(failure("other")).message == "other");
  CHECK(std::as_const(*std::make_unique<result<void>>(failure())).error_or({}).message == "it failed");
}

TEST_CASE("continuations after a value") {
  auto const half = [](int i) -> result<std::string> {
    if (i % 2 != 0) return failure("odd");
    return std::to_string(i / 2);
  };
  result<int> four = 4, five = 5, wrong = failure();
  CHECK(*four.and_then(half) == "2");
  CHECK(five.and_then(half).error().message == "odd");
  CHECK(wrong.and_then(half).error().message == "it failed");
  CHECK(*four.and_then([](int) { return result<void>(); }).and_then([] { return result<int>(7); }) == 7);
  CHECK(result<void>(failure()).and_then([] { return result<int>(7); }).error().message == "it failed");

  CHECK(*four.transform([](int i) { return i + 1; }) == 5);
  CHECK(wrong.transform([](int i) { return i + 1; }).error().message == "it failed");
  int seen = 0;
  result<void> const done = four.transform([&](int i) { seen = i; });
  CHECK(done);
  CHECK(seen == 4);
  CHECK(*done.transform([] { return 'c'; }) == 'c');
  CHECK(done.transform([] {}).has_value());
  CHECK(four.transform([](int i) { return pinned(i); })->value == 4);  // nothing is moved
  result<point> const at = point{1, 2};
  CHECK(*at.transform(&point::y) == 2);
  CHECK(*at.transform(&point::sum) == 3);
}

TEST_CASE("continuations after an error") {
  result<int> four = 4, wrong = failure();
  CHECK(*wrong.or_else([](error const& what) -> result<int> { return static_cast<int>(what.message.size()); }) == 9);
  CHECK(wrong.or_else([](error what) -> result<int> { return what; }).error().message == "it failed");
  CHECK(*four.or_else([](error const&) -> result<int> { return 0; }) == 4);
  auto const longer = [](error what) {
    what.message += " again";
    return what;
  };
  CHECK(wrong.transform_error(longer).error().message == "it failed again");
  CHECK(*four.transform_error(longer) == 4);
  CHECK(result<void>(failure()).transform_error(longer).error().message == "it failed again");
  CHECK(result<void>(failure()).or_else([](error const&) { return result<void>(); }));
  CHECK(result<void>().or_else([](error&& what) -> result<void> { return std::move(what); }));
}

TEST_CASE("a function gets the value or the error with the value category of the result") {
  result<int> value = 1, wrong = failure();
  auto const& same = value;
  CHECK(*value.transform(category()) == "&");
  CHECK(*same.transform(category()) == "const&");
  CHECK(*std::move(value).transform(category()) == "&&");
  CHECK(*std::move(same).transform(category()) == "const&&");
  auto const chained = [](auto&& it) { return result<std::string>(category()(std::forward<decltype(it)>(it))); };
  CHECK(*value.and_then(chained) == "&");
  CHECK(*same.and_then(chained) == "const&");
  CHECK(*std::move(value).and_then(chained) == "&&");
  CHECK(*std::move(same).and_then(chained) == "const&&");
  auto const as_message = [](auto&& it) { return failure(category()(std::forward<decltype(it)>(it))); };
  auto const& just_as_wrong = wrong;
  CHECK(wrong.transform_error(as_message).error().message == "&");
  CHECK(just_as_wrong.transform_error(as_message).error().message == "const&");
  CHECK(std::move(wrong).transform_error(as_message).error().message == "&&");
  CHECK(std::move(just_as_wrong).transform_error(as_message).error().message == "const&&");
  auto const recovered = [&](auto&& it) -> result<int> { return as_message(std::forward<decltype(it)>(it)); };
  CHECK(wrong.or_else(recovered).error().message == "&");
  CHECK(just_as_wrong.or_else(recovered).error().message == "const&");
  CHECK(std::move(wrong).or_else(recovered).error().message == "&&");
  CHECK(std::move(just_as_wrong).or_else(recovered).error().message == "const&&");
}

TEST_CASE("equality") {
  result<int> const one = 1, wrong = failure();
  CHECK(one == 1);
  CHECK(1 == one);
  CHECK(one != 2);
  CHECK(one == result<long>(1));
  CHECK(one != wrong);
  CHECK(wrong != 1);
  CHECK(wrong == failure());
  CHECK(wrong == result<long>(failure()));
  CHECK(wrong != failure("other"));
  CHECK(one != failure());
  CHECK(result<void>() == result<void>());
  CHECK(result<void>() != result<void>(failure()));
  CHECK(result<void>(failure()) == failure());
}

TEST_CASE("from and to boost::system::result") {
  boost::system::result<std::string, error> const there = to_boost_result(result<std::string>("abc"));
  CHECK(there.value() == "abc");
  CHECK(geai::to_result(there) == "abc");
  boost::system::result<void, error> const wrong = to_boost_result(result<void>(failure()));
  CHECK_THROWS_AS(wrong.value(), geai::timeout_error);
  CHECK(geai::to_result(wrong) == failure());
  CHECK(geai::to_result(boost::system::result<void, error>()).has_value());
  CHECK(**geai::to_result(to_boost_result(result<std::unique_ptr<int>>(std::make_unique<int>(2)))) == 2);
}
