#pragma once

#include <geai/error.hpp>
#include <geai/result.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The law suites check that a policy of yours keeps the rules of its concept: transport_laws.hpp, json_laws.hpp,
// auth_laws.hpp. They need no test framework. Each returns the list of broken laws, which you check like this:
//
//   CHECK(geai::test::report(geai::test::json_laws([] { return my_json{}; })) == "");   // doctest, Catch2
//   EXPECT_EQ(geai::test::report(geai::test::json_laws([] { return my_json{}; })), ""); // GoogleTest
namespace geai::inline v0_2::test {

// A law that a policy breaks.
struct broken_law {
  std::string law{};       // the name of the law, "transport: deadline" for example
  std::string expected{};  // the required behaviour
  std::string found{};     // the observed behaviour
};

// Returns one line for each broken law; empty if there is none.
inline std::string report(std::vector<broken_law> const& broken) {
  std::string text;
  for (broken_law const& each : broken)
    text.append(each.law).append(": expected ").append(each.expected).append(", found ").append(each.found) += '\n';
  return text;
}

// Prints the line of its report. A template, so that this header does not need <ostream>.
template <class Stream>
  requires requires(Stream& stream, std::string const& text) { stream << text; }
Stream& operator<<(Stream& stream, broken_law const& each) {
  stream << report({each});
  return stream;
}

namespace detail {

// The list to which the suites add their findings.
class law_book {
public:
  explicit law_book(std::string subject) : subject_(std::move(subject)) {}

  // Names the law to which the next findings belong.
  void open(std::string_view law) { law_ = subject_ + ": " + std::string(law); }

  bool expect(bool holds, std::string expected, std::string found) {
    if (!holds) broken_.push_back({law_, std::move(expected), std::move(found)});
    return holds;
  }

  template <class T> bool expect_success(result<T> const& outcome, std::string const& of_what) {
    return outcome.has_value() || expect(false, of_what + " to succeed", describe(outcome.error()));
  }

  // Expects a failure with this code, in one of these phases; without phases, in any phase but `none`.
  template <class T>
  bool expect_failure(result<T> const& outcome, errc code, std::initializer_list<phase> phases,
                      std::string const& of_what) {
    std::string wanted = std::string(to_string(code)) + (phases.size() == 0 ? " with a phase" : " in phase");
    char const* separator = " ";
    for (phase each : phases) wanted.append(std::exchange(separator, " or ")).append(to_string(each));
    wanted.append(" when ").append(of_what);
    if (outcome) return expect(false, std::move(wanted), "success");
    error const& failed = outcome.error();
    bool known = phases.size() == 0 && failed.phase != phase::none;
    for (phase each : phases) known = known || failed.phase == each;
    return expect(failed.code == code && known, std::move(wanted), describe(failed));
  }

  std::vector<broken_law> take() { return std::move(broken_); }

  static std::string describe(error const& failed) {
    std::string text(to_string(failed.code));
    return text.append(" in phase ").append(to_string(failed.phase)).append(" (").append(failed.message).append(")");
  }

private:
  std::string subject_;
  std::string law_{};
  std::vector<broken_law> broken_{};
};

// Returns a text for a message: short, and without control characters.
inline std::string shown(std::string_view text) {
  std::string printable = "'";
  for (char c : text.substr(0, 60)) {
    bool const plain = static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f;
    constexpr char digits[] = "0123456789abcdef";
    if (plain)
      printable += c;
    else
      printable.append("\\x").append(1, digits[static_cast<unsigned char>(c) >> 4]).append(1, digits[c & 15]);
  }
  printable += "'";
  if (text.size() > 60) printable.append("... (").append(std::to_string(text.size())).append(" bytes)");
  return printable;
}

// Describes the first difference between two texts, which matters most in long ones.
inline std::string difference(std::string_view found, std::string_view expected) {
  std::size_t at = 0;
  while (at != found.size() && at != expected.size() && found[at] == expected[at]) ++at;
  if (at == 0) return shown(found);
  return "a difference at byte " + std::to_string(at) + " of " + std::to_string(found.size()) + ": " +
         shown(found.substr(at));
}

}  // namespace detail
}  // namespace geai::inline v0_2::test
