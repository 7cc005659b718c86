#include <geai/auth/policy.hpp>
//
#include <doctest/doctest.h>

#include <geai/auth/api_key.hpp>
#include <geai/auth/mixed.hpp>
#include <geai/auth/none.hpp>
#include <geai/auth/oauth.hpp>
#include <geai/auth/password.hpp>
#include <geai/auth/resolved.hpp>
#include <geai/json/policy.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

// Exemplars: the minimum that satisfies each concept. Negatives: each requirement missing once.

namespace {

using geai::result;
namespace http = geai::http;

struct least_transport {
  result<void> send(http::request const&, http::response&);
};
struct no_send {};
struct send_returns_status {
  int send(http::request const&, http::response&);
};
struct send_takes_value {
  result<void> send(http::request&, http::response&);
};
struct send_is_private {
private:
  result<void> send(http::request const&, http::response&);
};
static_assert(geai::transport::policy<least_transport>);
static_assert(!geai::transport::configurable<least_transport>);
static_assert(geai::transport::policy<geai::transport::curl>);
static_assert(geai::transport::configurable<geai::transport::curl>);
static_assert(geai::transport::policy<geai::transport::mock>);
static_assert(!geai::transport::policy<no_send>);
static_assert(!geai::transport::policy<send_returns_status>);
static_assert(!geai::transport::policy<send_takes_value>);
static_assert(!geai::transport::policy<send_is_private>);
static_assert(!geai::transport::policy<int>);

struct least_json {
  template <class T> result<T> decode(std::string_view);
  template <class T> void encode(T const&, std::string&);
};
struct decode_only {
  template <class T> result<T> decode(std::string_view);
};
struct encode_only {
  template <class T> void encode(T const&, std::string&);
};
struct decode_returns_value {
  template <class T> T decode(std::string_view);
  template <class T> void encode(T const&, std::string&);
};
static_assert(geai::json::policy<least_json>);
static_assert(geai::json::policy<geai::json::simdjson>);
static_assert(!geai::json::policy<decode_only>);
static_assert(!geai::json::policy<encode_only>);
static_assert(!geai::json::policy<decode_returns_value>);
static_assert(!geai::json::policy<least_transport>);

struct least_auth {
  geai::auth_type type() const;
  result<void> apply(http::header_list&) const;
};
struct apply_not_const {
  geai::auth_type type() const;
  result<void> apply(http::header_list&);
};
struct no_type {
  result<void> apply(http::header_list&) const;
};
static_assert(geai::auth::policy<least_auth>);
static_assert(!geai::auth::refreshable<least_auth>);

struct least_turn {
  class waiter {
    virtual void renewed() noexcept = 0;
  };
  geai::auth::token_schedule::step step() const;
  bool wait(waiter&) const;
  void leave(waiter&) const;
  std::optional<geai::error> shared_failure() const;
  geai::error not_waited_for(std::stop_token const&) const;
};
struct no_waiter : least_turn {
  class waiter;
  bool wait(least_turn::waiter&) const;
};
struct no_wait : least_turn {
  void wait(waiter&) const;
};
struct no_leave : least_turn {
  void leave() const;
};
struct no_shared_failure : least_turn {
  bool shared_failure() const;
};
struct no_error_of_its_own : least_turn {
  geai::error not_waited_for() const;
};
struct turn_that_stays : least_turn {
  turn_that_stays(turn_that_stays&&) = delete;
};
static_assert(geai::auth::refresh_ticket<least_turn>);
static_assert(!geai::auth::refresh_ticket<no_waiter>);
static_assert(!geai::auth::refresh_ticket<no_wait>);
static_assert(!geai::auth::refresh_ticket<no_leave>);
static_assert(!geai::auth::refresh_ticket<no_shared_failure>);
static_assert(!geai::auth::refresh_ticket<no_error_of_its_own>);
static_assert(!geai::auth::refresh_ticket<turn_that_stays>);

template <class Turn> struct least_refreshable : least_auth {
  bool has_token() const;
  result<void> refresh(geai::auth::token_fetcher const&, http::clock::time_point, std::stop_token const&);
  void invalidate(std::string_view refused);
  Turn begin_refresh();
  geai::auth::token_request request_for(Turn const&);
  std::optional<result<void>> answer(Turn&, result<geai::auth::token_grant>);
};
struct no_answer : least_refreshable<least_turn> {
  void answer(least_turn&, result<geai::auth::token_grant>);
};
struct no_request : least_refreshable<least_turn> {
  void request_for();
};
static_assert(geai::auth::async_refreshable<least_refreshable<least_turn>>);
static_assert(geai::auth::async_refreshable<geai::auth::password>);
static_assert(geai::auth::refreshable<least_refreshable<no_wait>>);
static_assert(!geai::auth::async_refreshable<least_refreshable<no_wait>>);
static_assert(!geai::auth::async_refreshable<no_answer>);
static_assert(!geai::auth::async_refreshable<no_request>);
static_assert(geai::auth::policy<geai::auth::none>);
static_assert(geai::auth::policy<geai::auth::api_key>);
static_assert(geai::auth::policy<geai::auth::oauth>);
static_assert(geai::auth::policy<geai::auth::mixed>);
static_assert(geai::auth::policy<geai::auth::resolved>);
static_assert(geai::auth::refreshable<geai::auth::password>);
static_assert(!geai::auth::refreshable<geai::auth::oauth>);
static_assert(!geai::auth::policy<apply_not_const>);
static_assert(!geai::auth::policy<no_type>);
static_assert(!geai::auth::policy<geai::transport::mock>);

}  // namespace

TEST_CASE("the built-in auth policies add one bearer header, and keep the caller's") {
  auto const bearer = [](auto const& policy) {
    http::header_list headers;
    REQUIRE(policy.apply(headers));
    CHECK(headers.size() <= 1);
    return std::string(headers.get("authorization"));
  };
  CHECK(bearer(geai::auth::none{}) == "");
  CHECK(bearer(geai::auth::api_key{.api_key = "k"}) == "Bearer k");
  CHECK(bearer(geai::auth::oauth{.access_token = "t", .project_id = "p"}) == "Bearer t");
  CHECK(bearer(geai::auth::mixed{.api_key = "k", .access_token = "t", .project_id = "p"}) == "Bearer t");
  CHECK(bearer(geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"}) == "");
  CHECK(bearer(geai::auth::resolved{}) == "");

  http::header_list headers;
  headers.add("AUTHORIZATION", "Basic x");
  REQUIRE(geai::auth::api_key{.api_key = "k"}.apply(headers));
  CHECK(headers.size() == 1);
  CHECK(headers.get("authorization") == "Basic x");
}
