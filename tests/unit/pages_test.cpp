#include <geai/inline.hpp>
//
#include <geai/client/agents.hpp>
//
#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <ranges>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Lists that are fetched page by page: design section 7. operations_pages_test.cpp has every paged operation.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::transport::mock;

auto client_of(mock const& wire) {
  return geai::agent_client{wire, geai::api_key = "the-key", geai::base_url = "https://h",
                            geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = 0ms}};
}
using client_type = decltype(client_of(mock()));
using listing = geai::paged_range<client_type, geai::api::list_agents>;
static_assert(std::ranges::input_range<listing>);
static_assert(!std::ranges::forward_range<listing>);
static_assert(std::is_nothrow_move_constructible_v<listing> && std::is_nothrow_move_assignable_v<listing>);
static_assert(!std::is_copy_constructible_v<listing>);
static_assert(std::is_same_v<listing::value_type, geai::result<geai::agent>>);

static_assert(geai::api::paged<geai::api::list_agents>);
static_assert(!geai::api::paged<geai::api::get_agent>);

// The items in order: their ids, and an error's message in brackets.
template <class Listing> std::string all_of(Listing&& list) {
  std::string text;
  for (auto const& each : list) {
    CHECK(!text.ends_with(']'));  // an error is the last element
    REQUIRE(text.size() < 1000);  // it ends
    text += each ? each->id + ' ' : '[' + each.error().message + ']';
  }
  return text;
}

std::string page(std::string_view ids) {
  std::string text = R"({"agents":[)";
  for (char const id : ids)
    text.append(text.ends_with('[') ? "" : ",").append(R"({"id":")").append(1, id).append("\"}");
  return text + "]}";
}

std::string queries(mock const& wire) {
  std::string text;
  for (auto const& each : wire.requests()) text.append(each.url.substr(each.url.find('?') + 1)).append(" ");
  return text;
}

}  // namespace

TEST_CASE("pages: fetched when the loop needs them, not before") {
  mock wire;
  wire.reply(200, page("ab")).reply(200, page("cd")).reply(200, page("e")).reply(200, page(""));
  auto const client = client_of(wire);
  auto list = client.all_agents({.status = "active", .count = 2});
  CHECK(wire.requests().empty());
  auto at = list.begin();
  for (std::string const id : {"a", "b", "c", "d", "e"}) {
    CAPTURE(id);
    REQUIRE(at != list.end());
    REQUIRE(at->has_value());
    CHECK((*at)->id == id);
    CHECK(wire.requests().size() == (id < "c" ? 1u : id < "e" ? 2u : 3u));
    ++at;
  }
  CHECK(at == list.end());
  CHECK(queries(wire) ==
        "status=active&start=0&count=2 status=active&start=2&count=2 status=active&start=4&count=2 "
        "status=active&start=5&count=2 ");
  CHECK(list.next() == nullptr);  // and it stays at its end
  CHECK(wire.requests().size() == 4);
}

TEST_CASE("pages: a list begins at the caller's position, in pages of the caller's size or the default one") {
  mock wire;
  wire.reply(200, page("x")).reply(200, page(""));
  auto const client = client_of(wire);
  CHECK(all_of(client.all_agents()) == "x ");
  CHECK(queries(wire) == "start=0&count=100 start=1&count=100 ");
  CHECK(all_of(client.all_agents({.start = 40, .count = 7})).empty());  // an empty list is not an error
  CHECK(queries(wire).ends_with("start=40&count=7 "));
}

TEST_CASE("pages: a last page that is full") {
  mock wire;
  wire.reply(200, page("ab")).reply(200, page("cd")).reply(200, page(""));
  CHECK(all_of(client_of(wire).all_agents({.count = 2})) == "a b c d ");
  CHECK(wire.requests().size() == 3);
}

TEST_CASE("pages: an error is the last element, and nothing is sent after it") {
  mock wire;
  wire.reply(200, page("ab")).reply(403, R"({"errors":[{"id":403,"description":"no"}]})").reply(200, page("c"));
  auto const client = client_of(wire);
  auto list = client.all_agents({.count = 2});
  std::vector<geai::result<geai::agent>> came;
  for (auto const& each : list) came.push_back(each);
  REQUIRE(came.size() == 3);
  REQUIRE(came[2].has_error());
  geai::error const what = came[2].error();
  CHECK(what.code == errc::api_response);
  CHECK(what.http_status == 403);
  CHECK(what.operation == "list_agents");
  CHECK(what.message.starts_with("list_agents: HTTP 403: no"));
  CHECK(list.next() == nullptr);
  CHECK(wire.requests().size() == 2);

  mock silent;  // without an answer
  CHECK(all_of(client_of(silent).all_agents()).starts_with("[list_agents: geai::transport::mock has no answer"));
  CHECK(all_of(client_of(mock().reply(200, "{]")).all_agents()).starts_with("[list_agents: "));
}

TEST_CASE("pages: each page is a call, which is retried if that helps") {
  mock wire;
  wire.reply(200, page("a")).reply(503, "").reply(200, page("b")).reply(200, page(""));
  CHECK(all_of(client_of(wire).all_agents()) == "a b ");
  CHECK(queries(wire) == "start=0&count=100 start=1&count=100 start=1&count=100 start=2&count=100 ");
}

TEST_CASE("pages: the options of the call are those of each page") {
  mock wire;
  wire.reply(200, page("a")).reply(200, page("b")).reply(200, page(""));
  std::stop_source source;
  auto const client = client_of(wire);
  auto list = client.all_agents({}, {.headers = {{"X-Trace", "t"}}, .query = {{"q", "1"}}, .stop = source.get_token()});
  REQUIRE(list.next() != nullptr);
  auto const* second = list.next();
  REQUIRE(second != nullptr);
  CHECK((*second)->id == "b");
  for (auto const& each : wire.requests()) {
    CHECK(each.header("x-trace") == "t");
    CHECK(each.url.ends_with("&q=1"));
  }
  source.request_stop();
  auto const* last = list.next();
  REQUIRE(last != nullptr);
  REQUIRE(last->has_error());
  CHECK(last->error().code == errc::cancelled);
  CHECK(list.next() == nullptr);
  CHECK(wire.requests().size() == 2);

  auto late = client.all_agents({}, {.timeout = 0ms});
  auto const* expired = late.next();
  REQUIRE(expired != nullptr);
  CHECK(expired->error().code == errc::timeout);
}

TEST_CASE("pages: a range may be left at any moment, and moved") {
  mock wire;
  wire.reply(200, page("ab")).reply(200, page("c")).reply(200, page(""));
  auto const client = client_of(wire);
  {
    auto unused = client.all_agents();
    for (auto const& each : client.all_agents()) {
      CHECK(each->id == "a");
      break;
    }
  }
  CHECK(wire.requests().size() == 1);

  auto first = client.all_agents({.start = 5});
  auto second = std::move(first);  // before it began
  auto at = second.begin();
  CHECK((*at)->id == "c");
  first = std::move(second);  // during the iteration
  CHECK(++at == first.end());
  CHECK(queries(wire).ends_with("start=5&count=100 start=6&count=100 "));
}

TEST_CASE("pages: invalid sizes and positions are refused before anything is sent") {
  mock wire;
  wire.reply(200, page(""));
  auto const client = client_of(wire);
  CHECK(all_of(client.all_agents({.count = 0})) == "[list_agents: count is less than 1]");
  CHECK(all_of(client.all_agents({.count = -3})) == "[list_agents: count is less than 1]");
  CHECK(all_of(client.all_agents({.start = -1})) == "[list_agents: start is negative]");
  auto refused = client.all_agents({.count = 0});
  CHECK(refused.next()->error().code == errc::invalid_argument);
  CHECK(refused.next() == nullptr);
  CHECK(wire.requests().empty());

  mock full;
  full.reply(200, page("ab"));
  CHECK(all_of(client_of(full).all_agents({.start = 2147483646})) ==
        "a b [list_agents: start of the next page is greater than 2147483647]");
  CHECK(full.requests().size() == 1);
}

TEST_CASE("pages: a page without results is the end") {
  char const* const none = R"({"errors":[{"id":5000,"description":"No results found"}]})";
  mock wire;
  wire.reply(200, page("ab")).reply(404, none);
  CHECK(all_of(client_of(wire).all_agents({.count = 2})) == "a b ");
  CHECK(all_of(client_of(mock().reply(404, none)).all_agents()) ==
        "[list_agents: HTTP 404: No results found (code 5000) [h]]");
  mock gone;
  gone.reply(200, page("ab")).reply(404, R"({"errors":[{"id":404,"description":"gone"}]})");
  CHECK(all_of(client_of(gone).all_agents({.count = 2})) == "a b [list_agents: HTTP 404: gone (code 404) [h]]");
}

TEST_CASE("pages: a server that answers the same page again") {
  char const* const dishonoured =
      "[list_agents: start is ignored by the platform: it returned its first page again; the list is incomplete]";
  mock full;
  full.reply(200, page("ab"));
  CHECK(all_of(client_of(full).all_agents({.count = 2})) == std::string("a b ") + dishonoured);
  CHECK(full.requests().size() == 2);
  auto const client = client_of(full);
  auto list = client.all_agents({.count = 2});
  geai::error what;
  for (auto const& each : list)
    if (!each) what = each.error();
  CHECK(what.code == errc::decode);
  CHECK(what.operation == "list_agents");

  mock whole;  // it ignores both start and count, and returns everything
  whole.reply(200, page("abc"));
  CHECK(all_of(client_of(whole).all_agents({.count = 2})) == "a b c ");
  CHECK(all_of(client_of(whole).all_agents({.count = 5})) == "a b c ");

  mock clamped;  // past the end it returns the last page
  clamped.reply(200, page("ab")).reply(200, page("cd"));
  CHECK(all_of(client_of(clamped).all_agents({.count = 2})) == "a b c d ");

  mock cyclic;
  cyclic.reply(200, page("ab")).reply(200, page("cd")).reply(200, page("ef")).reply(200, page("ab"));
  CHECK(all_of(client_of(cyclic).all_agents({.count = 2})) == "a b c d e f ");

  mock similar;  // all members of a page's items distinguish it, not only their ids
  similar.reply(200, R"({"agents":[{"id":"a","revision":1}]})").reply(200, R"({"agents":[{"id":"a","revision":2}]})");
  similar.reply(200, R"({"agents":[{"id":"a","agentData":{"prompt":{"context":"c"}}}]})").reply(200, page(""));
  CHECK(all_of(client_of(similar).all_agents({.count = 1})) == "a a a ");
}

// --- every server that there may be, against what it has --------------------------------------------------------------

namespace {

struct habits {
  int items = 0;
  int most = 1000;            // in a page
  bool honours_start = true;  // otherwise it begins at the first item
  bool honours_count = true;
  enum { empty, last_page, first_page } behind_the_end = empty;
};

// A transport that replies like such a server, with a wrong total.
class server {
public:
  explicit server(habits const& of, int* requests) : of_(of), requests_(requests) {}

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    ++*requests_;
    int const count = std::clamp(of_.honours_count ? number(rq.url, "count=") : of_.items, 1, of_.most);
    int start = of_.honours_start ? number(rq.url, "start=") : 0;
    if (start >= of_.items && of_.behind_the_end == habits::last_page)
      start = std::max(0, (of_.items - 1) / count * count);
    if (start >= of_.items && of_.behind_the_end == habits::first_page) start = 0;
    std::string ids;
    for (int i = start; i < of_.items && i - start < count; ++i) ids += static_cast<char>('a' + i);
    rs.status = 200;
    rs.body = page(ids);
    rs.body.pop_back();
    rs.body += R"(,"total":1000000,"count":0})";
    return {};
  }

private:
  static int number(std::string_view url, std::string_view name) {
    std::string_view const text = url.substr(url.find(name) + name.size());
    int value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  habits of_;
  int* requests_;
};

}  // namespace

TEST_CASE("pages: for any server, the list ends, and is complete or reports that it is not") {
  int walked = 0;
  auto const walk = [&](habits const& of, int size) {
    ++walked;
    CAPTURE(of.items);
    CAPTURE(of.most);
    CAPTURE(of.honours_start);
    CAPTURE(of.honours_count);
    CAPTURE(static_cast<int>(of.behind_the_end));
    CAPTURE(size);
    int requests = 0;
    std::string ids;
    bool failed = false;
    geai::agent_client const client{server(of, &requests), geai::api_key = "the-key", geai::base_url = "https://h"};
    for (geai::result<geai::agent> const& each : client.all_agents({.count = size})) {
      REQUIRE(!failed);
      REQUIRE(requests <= 12);
      failed = !each;
      if (each) ids += each->id;
    }
    std::string complete;
    for (int i = 0; i < of.items; ++i) complete += static_cast<char>('a' + i);
    int const first_page = std::min({of.items, of.most, of.honours_count ? size : of.items});
    CHECK((ids == complete || failed));
    CHECK(complete.starts_with(ids));  // no item twice
    if (of.honours_start && of.behind_the_end == habits::empty) CHECK(!failed);
    if (failed) CHECK(first_page == size);
    CHECK(requests <= (of.items == 0 ? 1 : (of.items - 1) / first_page + 2));
  };
  for (int items = 0; items <= 9; ++items)
    for (int size = 1; size <= 10; ++size)
      for (bool const honours_count : {true, false})
        for (auto const behind : {habits::empty, habits::last_page, habits::first_page}) {
          for (int const most : {1, 2, 3, 5, 1000})
            walk({.items = items, .most = most, .honours_count = honours_count, .behind_the_end = behind}, size);
          walk({.items = items, .honours_start = false, .honours_count = honours_count, .behind_the_end = behind},
               size);
        }
  CHECK(walked == 3600);
}

// --- answers of other shapes ------------------------------------------------------------------------------------------

namespace {

struct note {
  std::string id{};
};

struct list_notes {
  std::optional<int> skip{};
  std::optional<int> count{};

  using answer = std::vector<note>;
  using endpoint = geai::api::get<"/notes">;
  using paging = geai::api::by_offset<&list_notes::skip, &list_notes::count, 2>;
  using parameters =
      geai::fields<geai::api::query<"skip", &list_notes::skip>, geai::api::query<"count", &list_notes::count>>;
};

// A shape that is not documented.
struct list_things {
  std::optional<int> start_page{};
  std::optional<int> page_size{};

  using answer = geai::raw_json;
  using endpoint = geai::api::get<"/things">;
  using paging = geai::api::by_page<&list_things::start_page, &list_things::page_size>;
  using parameters = geai::fields<geai::api::query<"startPage", &list_things::start_page>,
                                  geai::api::query<"pageSize", &list_things::page_size>>;
};

std::string things(mock const& wire) {
  std::string text;
  auto const client = client_of(wire);
  for (geai::result<geai::raw_json> const& each : client.all(list_things{}))
    text += each ? each->text + ';' : '[' + each.error().message + ']';
  return text;
}

}  // namespace

template <> struct geai::model<note> : geai::fields<geai::field<"id", &note::id>> {};

TEST_CASE("pages: of a custom operation whose answer is an array") {
  mock wire;
  wire.reply(200, R"([{"id":"a"},{"id":"b"}])").reply(200, R"([{"id":"c"}])").reply(200, "[]");
  auto const client = client_of(wire);
  CHECK(all_of(client.all(list_notes{})) == "a b c ");
  CHECK(queries(wire) == "skip=0&count=2 skip=2&count=2 skip=3&count=2 ");
}

TEST_CASE("pages: numbered pages") {
  mock wire;
  wire.reply(200, R"({"things":[1,2]})").reply(200, R"({"things":[3]})").reply(200, R"({"things":[]})");
  CHECK(things(wire) == "1;2;3;");
  CHECK(queries(wire) == "startPage=1&pageSize=20 startPage=2&pageSize=20 startPage=3&pageSize=20 ");

  auto const client = client_of(wire);
  auto refused = client.all(list_things{.start_page = 0});
  CHECK(refused.next()->error().message == "list_things: startPage is less than 1");
  auto further = client.all(list_things{.start_page = 4, .page_size = 1});
  CHECK(further.next() == nullptr);
  CHECK(queries(wire).ends_with("startPage=4&pageSize=1 "));
}

TEST_CASE("pages: the items of an answer whose shape is not documented") {
  auto const once = [](std::string const& body) { return things(mock().reply(200, body).reply(200, "[]")); };
  CHECK(once(R"([1, "a,]\"[" , {"b":[1,2],"c":{"d":"}"}},[ ],null ])") ==
        R"(1;"a,]\"[";{"b":[1,2],"c":{"d":"}"}};[ ];null;)");
  CHECK(once(" { \"count\" : 2 , \"of\" : {\"x\":[9]}, \"s\": \"[7]\", \"a:[\\\"\" : [ 1 , 2 ] , \"z\" : [ 3 ] } ") ==
        "1;2;");
  CHECK(once(R"({"errors":[],"message":[],"messages":[],"items":[1]})") == "1;");
  CHECK(once(R"({"items":[]})").empty());
  char const* const none = "[list_things: the answer contains no array; the items of a list were expected]";
  CHECK(once("{}") == none);
  CHECK(once(R"({"a":{"b":[1]},"c":"[1]"})") == none);
  CHECK(once("\"[1]\"") == none);
  CHECK(
      once("{\"errors\":[{\"id\":5,\"description\":\"no\"}],\"items\":[1]}").starts_with("[list_things: HTTP 200: no"));
}

TEST_CASE("pages: invalid JSON is not read beyond its end") {
  // A custom Json policy may accept it.
  std::string const whole = R"({"a":"b\\","c":[1,{"d":"\""}],"e":[]})";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    std::string const cut = whole.substr(0, length);
    std::vector<char> exact(cut.begin(), cut.end());  // the sanitizers detect reads past its end
    std::string_view const array = geai::api::detail::find_array({exact.data(), exact.size()});
    CHECK(array.size() <= length);
    (void)geai::api::detail::elements_of({cut});
  }
  for (char const* text : {"]", "}", "{]", "{,:", "[,,]", "{:[", "[\"\\", "{\"a\":[}]"})
    (void)geai::api::detail::elements_of({text});
}
