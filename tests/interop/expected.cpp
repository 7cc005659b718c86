// Converts between std::expected and geai::result, and compares them: generic code gets the same results from both.
#include <cstdio>
#include <expected>
#include <geai/interop/expected.hpp>
#include <memory>
#include <string>

namespace {

int failed = 0, passed = 0;

void check(bool good, char const* what) {
  good ? ++passed : ++failed;
  if (!good) std::printf("FAILED: %s\n", what);
}

geai::error failure() { return {geai::errc::timeout, "it failed"}; }

// Uses only the common interface.
template <class Result> std::string told(Result made) {
  Result copy = made;
  copy = made;
  swap(copy, made);
  std::string text = made ? "value " + *made : "error " + made.error().message;
  text += made.has_value() ? " " + made.value() : "";
  text += " " + made.value_or("other") + " " + std::move(copy).value_or("other");
  text += (made == copy) ? "" : "!";
  if (made) text += " " + std::to_string(made->size()) + (made == *made ? " same" : " not the same");
  made.emplace(std::string("emplaced"));
  return text + " " + *made;
}

}  // namespace

int main() {
  using expected = std::expected<std::string, geai::error>;
  geai::result<std::string> const value = "abc", wrong = failure();
  check(to_expected(value) == expected("abc"), "a value becomes a value");
  check(to_expected(wrong) == expected(std::unexpect, failure()), "an error becomes an error");
  check(geai::to_result(to_expected(value)) == value, "a value comes back");
  check(geai::to_result(to_expected(wrong)) == wrong, "an error comes back");
  check(to_expected(geai::result<void>()).has_value(), "success becomes success");
  check(geai::to_result(to_expected(geai::result<void>(failure()))) == failure(), "a result<void> comes back");
  check(*to_expected(geai::result<std::unique_ptr<int>>(std::make_unique<int>(2))).value() == 2,
        "a value may only move");
  check(told(value) == told(to_expected(value)), "generic code is right about a value");
  check(told(wrong) == told(to_expected(wrong)), "generic code is right about an error");
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
