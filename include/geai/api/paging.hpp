#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Paged lists. A paged operation names the members with the position and the size of a page, in one of the two dialects
// of the platform (rest-api.md 1.6):
//
//   using paging = by_offset<&list_agents::start, &list_agents::count>;               // start/count, skip/count
//   using paging = by_page<&list_roles::start_page, &list_roles::page_size>;          // startPage/pageSize, from 1
//
// The third argument is the default page size. The items are the first list among the members of the answer, the answer
// itself if it is a std::vector, or the array in a raw_json.

namespace geai::inline v0_2::api {

// The totals of the whole list in an answer.
struct page_totals {
  std::optional<std::int64_t> count{};  // the number of items
  std::optional<std::int64_t> pages{};  // the number of pages
};

// Paging by offset: positions count items, from 0.
template <auto Position, auto Size, int DefaultSize = 100> struct by_offset {
  static constexpr auto position = Position;        // the member with the position of the page
  static constexpr auto size = Size;                // the member with the page size
  static constexpr int default_size = DefaultSize;  // used if the request sets none
  static constexpr int first = 0;                   // the position of the first page
  // Returns the distance to the next position after a page with this many items.
  static constexpr std::int64_t step(std::size_t received) noexcept { return static_cast<std::int64_t>(received); }
  // Returns true if the list ends before `next`, according to the total count in the answer. A full first page does not
  // end the list, since the count might be that of the page.
  static constexpr bool ends_before(std::int64_t next, page_totals const& said, bool is_first_and_full) noexcept {
    return said.count == next && !is_first_and_full;
  }
};

// Paging by page number: positions count pages, from 1.
template <auto Position, auto Size, int DefaultSize = 20> struct by_page {
  static constexpr auto position = Position;        // the member with the position of the page
  static constexpr auto size = Size;                // the member with the page size
  static constexpr int default_size = DefaultSize;  // used if the request sets none
  static constexpr int first = 1;                   // the position of the first page
  // Returns the distance to the next position after a page.
  static constexpr std::int64_t step(std::size_t) noexcept { return 1; }
  // Returns true if the list ends before `next`, according to the number of pages in the answer, which is at least one.
  static constexpr bool ends_before(std::int64_t next, page_totals const& said, bool) noexcept {
    return said.pages && *said.pages >= 1 && *said.pages < next;
  }
};

namespace detail {

// The first field of a model that is a list.
template <class Fields> struct first_list;
template <class First, class... Rest>
struct first_list<fields<First, Rest...>>
    : std::conditional_t<is_vector<typename First::type>, std::type_identity<First>, first_list<fields<Rest...>>> {};

// Returns the index of the next separator, or of the bracket that closes the current object or array.
inline std::size_t end_of_part(std::string_view text, std::size_t index, char separator) noexcept {
  std::size_t depth = 0;
  for (bool quoted = false; index < text.size(); ++index) {
    char const c = text[index];
    if (quoted) {
      index += c == '\\';
      quoted = c != '"';
    } else if (depth == 0 && (c == separator || c == ']' || c == '}')) {
      return index;
    } else {
      quoted = c == '"';
      depth += c == '[' || c == '{';
      depth -= c == ']' || c == '}';
    }
  }
  return text.size();
}

inline std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r\n";
  std::size_t const begin = text.find_first_not_of(blank);
  return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

// Returns the array in an answer: the answer itself, or its first member that is an array, error members aside. Empty
// if there is none.
inline std::string_view find_array(std::string_view text) noexcept {
  text = without_blanks(text);
  if (!text.starts_with('{')) return text.starts_with('[') ? text : std::string_view{};
  for (std::size_t at = 1; at < text.size();) {
    std::size_t const colon = end_of_part(text, at, ':');
    std::size_t const end = end_of_part(text, colon + 1, ',');
    std::string_view const key = without_blanks(text.substr(at, colon - at));
    std::string_view const value =
        colon < end ? without_blanks(text.substr(colon + 1, end - colon - 1)) : std::string_view{};
    if (value.starts_with('[') && key != "\"errors\"" && key != "\"message\"" && key != "\"messages\"") return value;
    at = end + 1;
  }
  return {};
}

inline result<std::vector<raw_json>> elements_of(raw_json const& answer) {
  std::string_view const array = find_array(answer.text);
  if (array.empty()) return error(errc::decode, "the answer contains no array; the items of a list were expected");
  std::vector<raw_json> elements;
  for (std::size_t at = 1; at < array.size();) {
    std::size_t const end = end_of_part(array, at, ',');
    std::string_view const element = without_blanks(array.substr(at, end - at));
    if (!element.empty()) elements.push_back({std::string(element)});
    at = end + 1;
  }
  return elements;
}

// Moves the items of a page out of its answer.
template <class Answer> auto items_of(Answer&& answer) {
  if constexpr (std::is_same_v<Answer, raw_json>) {
    return elements_of(answer);
  } else if constexpr (is_vector<Answer>) {
    return result<Answer>(std::forward<Answer>(answer));
  } else {
    using list = typename first_list<typename model<Answer>::list>::type;
    return result<typename list::type>(std::move(list::get(answer)));
  }
}

// A hash of a page, to recognise a repeated one; model.hpp prints the page into it.
class fingerprint {
public:
  fingerprint& operator<<(std::string_view text) noexcept {
    for (char const c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3u;  // FNV-1a
    return *this;
  }
  template <class Number>
  requires std::is_arithmetic_v<Number> fingerprint& operator<<(Number value) noexcept {
    text_of text;
    return *this << text(value);
  }
  fingerprint& operator<<(char value) noexcept { return *this << std::string_view(&value, 1); }

  std::uint64_t value() const noexcept { return value_; }

private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

}  // namespace detail

// An operation whose answer is a page of a list.
template <class Op>
concept paged = operation<Op> && requires(Op& operation) {
  operation.*Op::paging::position = Op::paging::first;
  operation.*Op::paging::size = Op::paging::default_size;
};

// The rules for fetching the pages of a list. It sends nothing: the caller (Client::all, see client/pages.hpp)
// alternately calls next() for the next request and take() with its response.
//
// The list ends when
// - the number of pages or of items in the answer is reached; or
// - a page is empty, or a page after the first is refused with code 5000 ("No results found"); or
// - a page repeats an earlier one, because the server ignores the position, at least beyond the last page. The items
//   are not returned again. If the repeated page is the first one and it was full, further items may be unreachable,
//   and this is an error.
//
// A page that is shorter than requested does not end the list, because a server may have its own limit; neither does a
// longer page, nor a count that differs from the number of items. Without totals, the last request therefore returns an
// empty page. If the list changes meanwhile, an item may appear twice or not at all.
template <paged Op> class page_walk {
  using paging = typename Op::paging;
  using answer = typename Op::answer;

public:
  using items = typename decltype(detail::items_of(std::declval<answer>()))::value_type;

  // Starts at the position in the operation, with its page size.
  explicit page_walk(Op const& operation) : operation_(operation) {
    auto& size = operation_.*paging::size;
    if (!size) size = paging::default_size;
    auto& position = operation_.*paging::position;
    if (!position) position = paging::first;
    position_ = *position;
  }

  // Returns the operation whose answer is the next page; null after the last page and after an error. Errors:
  // invalid_argument for a page size below 1 or an invalid position.
  result<Op const*> next() {
    if (ended_) return nothing;
    if (*(operation_.*paging::size) < 1) return fail(errc::invalid_argument, name_at(paging::size), " is less than 1");
    if (position_ < paging::first)
      return fail(errc::invalid_argument, name_at(paging::position),
                  paging::first == 0 ? " is negative" : " is less than 1");
    if (position_ > (std::numeric_limits<int>::max)())
      return fail(errc::invalid_argument, name_at(paging::position), " of the next page is greater than 2147483647");
    operation_.*paging::position = static_cast<int>(position_);
    return &operation_;
  }

  // Returns the items of the page that was requested; empty at the end of the list. Errors: the error of the answer, or
  // decode.
  result<items> take(result<answer>&& page) {
    if (!page) {
      ended_ = true;
      if (!pages_.empty() && is_no_results(page.error())) return items{};
      return std::move(page).error();
    }
    page_totals const said = totals_of(*page);
    result<items> taken = detail::items_of(*std::move(page));
    if (!taken) return fail(errc::decode, {}, taken.error().message);
    if (taken->empty()) {
      ended_ = true;
      return taken;
    }
    detail::fingerprint seen;
    geai::detail::print(seen, *taken);
    for (std::uint64_t const former : pages_) ended_ |= former == seen.value();
    if (!ended_) {
      pages_.push_back(seen.value());
      position_ += paging::step(taken->size());
      bool const is_full = taken->size() >= static_cast<std::size_t>(*(operation_.*paging::size));
      ended_ = paging::ends_before(position_, said, pages_.size() == 1 && is_full);
      return taken;
    }
    if (pages_.size() == 1 && taken->size() == static_cast<std::size_t>(*(operation_.*paging::size)))
      return fail(errc::decode, name_at(paging::position),
                  " is ignored by the platform: it returned its first page again; the list is incomplete");
    return items{};
  }

private:
  static constexpr Op const* nothing = nullptr;

  static page_totals totals_of(answer const& page) {
    page_totals said;
    if constexpr (requires { page.count.value_or(0); }) said.count = page.count;
    if constexpr (requires { page.pages.value_or(0); }) said.pages = page.pages;
    return said;
  }

  static bool is_no_results(error const& failure) noexcept {
    for (fault const& each : failure.faults)
      if (each.code == 5000) return true;
    return false;
  }

  // Returns the name on the wire of a member of the operation.
  template <class Member> std::string_view name_at(Member member) const {
    std::string_view name;
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (std::is_same_v<decltype(operation_.*member), typename Parameter::type const&>)
        if (&Parameter::get(operation_) == &(operation_.*member)) name = Parameter::name;
      return !name.empty();
    });
    return name;
  }

  [[gnu::cold]] error fail(errc code, std::string_view subject, std::string_view words) {
    ended_ = true;
    error what(code, std::string(name_of<Op>()).append(": ").append(subject).append(words));
    what.operation = name_of<Op>();
    if (code == errc::decode) what.phase = phase::decode;
    return what;
  }

  Op operation_;
  std::int64_t position_ = 0;
  bool ended_ = false;
  std::vector<std::uint64_t> pages_{};  // the fingerprints of the pages so far
};

}  // namespace geai::inline v0_2::api
