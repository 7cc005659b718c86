#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

// Retries of failed calls: the decision alone, and a client over the mock transport.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using geai::transport::mock;

geai::error failed(errc code, phase where, int status = 0) {
  geai::error what(code, "it failed");
  what.phase = where;
  what.http_status = status;
  return what;
}

constexpr geai::api::traits safe{.verb = geai::http::verb::get, .repetition = geai::api::repetition::safe};
constexpr geai::api::traits never{.verb = geai::http::verb::post, .repetition = geai::api::repetition::never};

geai::detail::retry_decision decide(geai::api::traits const& operation, geai::error const& failure,
                                    int attempts_done = 1, std::uint64_t random = 0,
                                    std::chrono::milliseconds left = 600s, geai::retry_policy const& policy = {}) {
  auto const now = geai::http::clock::now();
  return geai::detail::decide_retry(operation, policy, attempts_done, failure, now, now + left, random);
}

std::string const ok = R"({"agents":[]})";
geai::retry_policy quick(int attempts = 3, int budget = 100) {
  return {.max_attempts = attempts, .base_delay = 0ms, .max_delay = 0ms, .budget = budget};
}

// A credential that is renewed at once, each time to another one.
struct renewing {
  int* asked;
  geai::auth_type type() const { return geai::auth_type::oauth_token; }
  geai::result<void> apply(geai::http::header_list& headers) const {
    geai::auth::add_bearer(headers, std::to_string(*asked));
    return {};
  }
  bool has_token() const { return has; }
  geai::result<void> refresh(auto&&, geai::http::clock::time_point, std::stop_token const&) {
    has = true;
    ++*asked;
    return {};
  }
  void invalidate(std::string_view) { has = false; }
  bool has = true;
};

}  // namespace

TEST_CASE("retry: the phase of the failure and the operation decide") {
  for (phase where : {phase::resolve, phase::connect, phase::tls}) {
    CHECK(decide(safe, failed(errc::transport, where)).try_again);
    CHECK(decide(never, failed(errc::transport, where)).try_again);  // nothing was sent
    CHECK(decide(never, failed(errc::timeout, where)).try_again);    // connect_timeout
  }
  for (phase where : {phase::send, phase::first_byte, phase::receive}) {
    CHECK(decide(safe, failed(errc::transport, where)).try_again);
    CHECK(!decide(never, failed(errc::transport, where)).try_again);
    CHECK(!decide(safe, failed(errc::timeout, where)).try_again);  // the deadline or the idle limit
  }
  geai::error refused = failed(errc::transport, phase::tls);
  refused.permanent = true;  // a certificate
  CHECK(!refused.is_transient());
  CHECK(!decide(safe, refused).try_again);
  CHECK(!decide(never, refused).try_again);
  CHECK(!decide(safe, failed(errc::cancelled, phase::connect)).try_again);
  CHECK(!decide(safe, failed(errc::too_large, phase::receive)).try_again);
  CHECK(!decide(safe, failed(errc::decode, phase::decode)).try_again);
}

TEST_CASE("retry: statuses and codes that may pass, and no others") {
  for (int status = 300; status != 600; ++status) {
    bool const may_pass =
        status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    CHECK(decide(safe, failed(errc::api_response, phase::receive, status)).try_again == may_pass);
    CHECK(!decide(never, failed(errc::api_response, phase::receive, status)).try_again);
  }
  for (int code : {100, 151, 153}) {
    geai::error busy = failed(errc::api_response, phase::receive, 400);
    busy.faults = {{code, "busy"}};
    CHECK(decide(safe, busy).try_again);
  }
}

TEST_CASE("retry: the pause is random up to a bound that doubles, and Retry-After takes precedence") {
  auto const busy = failed(errc::api_response, phase::receive, 503);
  CHECK(decide(safe, busy, 1, 0).delay == 0ms);
  CHECK(decide(safe, busy, 1, 500).delay == 500ms);
  CHECK(decide(safe, busy, 1, 501).delay == 0ms);
  CHECK(decide(safe, busy, 2, 1000).delay == 1000ms);
  CHECK(!decide(safe, busy, 3).try_again);

  geai::error told = busy;
  told.retry_after = 20s;
  CHECK(decide(safe, told).delay == 20s);
  geai::detail::retry_decision const late = decide(safe, told, 1, 0, 10s);
  CHECK(!late.try_again);
  CHECK(late.reason == "the server asks for a pause that ends after the deadline");
  CHECK(decide(safe, busy, 1, 400, 300ms).reason == "the pause before the next attempt would end after the deadline");
}

TEST_CASE("retry: a Retry-After beyond the deadline fails at once, and the error says so") {
  mock wire;
  wire.reply(503, "{}", {{"Retry-After", "86400"}});
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::timeout = 30s};
  auto const began = geai::http::clock::now();
  auto const refused = client.list_agents();
  REQUIRE(!refused);
  CHECK(geai::http::clock::now() - began < 10s);
  CHECK(wire.requests().size() == 1);
  CHECK(refused.error().message.find("the server asks for a pause that ends after the deadline") != std::string::npos);
  CHECK(refused.error().retry_after == std::chrono::milliseconds(86400s));
}

TEST_CASE("retry: the attempts are listed, and their number is bounded") {
  mock wire;
  wire.reply(503, "{}");
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick(4)};
  auto const refused = client.list_agents();
  REQUIRE(!refused);
  CHECK(wire.requests().size() == 4);
  REQUIRE(refused.error().attempts.size() == 4);
  for (int i = 0; i != 4; ++i) {
    CHECK(refused.error().attempts[static_cast<std::size_t>(i)].number == i + 1);
    CHECK(refused.error().attempts[static_cast<std::size_t>(i)].cause.find("HTTP 503") != std::string::npos);
  }
}

TEST_CASE("retry: a header of the caller's is the same in every attempt") {
  mock wire;
  wire.reply(503, "{}").fail(failed(errc::transport, phase::first_byte)).reply(200, ok);
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick()};
  REQUIRE(client.list_agents({}, {.headers = {{"Idempotency-Key", "0b1c"}}}));
  REQUIRE(wire.requests().size() == 3);
  for (auto const& each : wire.requests()) {
    CHECK(each.header("idempotency-key") == "0b1c");
    CHECK(each.header("authorization") == "Bearer k");
    CHECK(each.headers.size() == wire.requests()[0].headers.size());
  }
}

TEST_CASE("retry: an outage spends the client's budget, and successes earn it back") {
  mock wire;
  wire.reply(503, "{}");
  geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick(3, 5)};
  for (int i = 0; i != 20; ++i) CHECK(!client.list_agents());
  CHECK(wire.requests().size() == 20 + 5);
  auto const refused = client.list_agents();
  REQUIRE(!refused);
  CHECK(refused.error().message.find("retry budget is spent") != std::string::npos);

  geai::detail::retry_budget budget(2);
  CHECK(budget.spend());
  CHECK(budget.spend());
  CHECK(!budget.spend());
  for (int i = 0; i != 4; ++i) budget.earn();
  CHECK(!budget.spend());
  budget.earn();
  CHECK(budget.spend());
  for (int i = 0; i != 1000; ++i) budget.earn();
  CHECK((budget.spend() && budget.spend() && !budget.spend()));  // no more than it began with

  geai::detail::retry_budget none(0);
  CHECK(!none.spend());
  for (int i = 0; i != 5; ++i) none.earn();
  CHECK(none.spend());
}

TEST_CASE("retry: a chat is repeated only if it was certainly not processed") {
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  for (phase where : {phase::connect, phase::send, phase::first_byte, phase::receive}) {
    mock wire;
    wire.fail(failed(errc::transport, where));
    wire.reply(200, R"({"choices":[]})");
    geai::chat_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick()};
    CHECK(client.completion(hello).has_value() == (where == phase::connect));
    CHECK(wire.requests().size() == (where == phase::connect ? 2 : 1));
  }
}

TEST_CASE("retry: unprocessed requests are repeated for every operation, and the policy can forbid or widen that") {
  geai::error limited = failed(errc::api_response, phase::receive, 429);
  limited.retry_after = 1s;
  geai::error away = failed(errc::api_response, phase::receive, 503);
  away.retry_after = 0s;
  geai::error refused = failed(errc::transport, phase::first_byte);
  refused.unprocessed = true;
  geai::error broken = failed(errc::api_response, phase::receive, 500);
  broken.retry_after = 1s;
  geai::error const lost = failed(errc::transport, phase::first_byte);
  auto const try_again = [](geai::api::traits const& operation, geai::error const& what, geai::resend unsafe) {
    return decide(operation, what, 1, 0, 600s, {.unsafe = unsafe}).try_again;
  };
  for (auto how : {geai::resend::never, geai::resend::refused, geai::resend::always}) {
    for (geai::error const& what : {limited, away, refused, broken, lost}) CHECK(try_again(safe, what, how));
    for (geai::error const& what : {limited, away, refused})
      CHECK(try_again(never, what, how) == (how != geai::resend::never));
    for (geai::error const& what : {broken, lost}) CHECK(try_again(never, what, how) == (how == geai::resend::always));
    CHECK(try_again(never, failed(errc::transport, phase::connect), how));
    CHECK(!try_again(never, failed(errc::timeout, phase::receive), how));
    CHECK(!try_again(never, failed(errc::api_response, phase::receive, 400), how));
    for (int spent : {152, 154, 3200, 3201, 3202, 3203, 3204, 3205, 3206}) {
      geai::error quota = limited;
      quota.faults = {{spent, "spent"}};
      CHECK(quota.is_quota_exceeded());
      CHECK(!try_again(safe, quota, how));
      CHECK(!try_again(never, quota, how));
    }
  }
  CHECK(!decide(never, failed(errc::api_response, phase::receive, 429)).try_again);  // without a time
}

TEST_CASE("retry: a chat that is refused with Retry-After succeeds later, within the budget") {
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  for (int status : {429, 503}) {
    mock wire;
    wire.reply(status, "{}", {{"Retry-After", "0"}})
        .reply(200, R"({"choices":[{"index":0,"message":{"content":"x"}}]})");
    geai::chat_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick()};
    CHECK(client.completion(hello));
    CHECK(wire.requests().size() == 2);
  }
  mock wire;
  wire.reply(429, "{}", {{"Retry-After", "0"}});
  geai::chat_client client{wire, geai::api_key = "k", geai::base_url = "https://h", geai::retry = quick(3, 3)};
  for (int i = 0; i != 5; ++i) CHECK(!client.completion(hello));
  CHECK(wire.requests().size() == 5 + 3);
}

TEST_CASE("retry: 401 is retried once with another token for every operation, and a key is sent once") {
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  int asked = 0;
  mock wire;
  wire.reply(401, "{}").reply(200, R"({"choices":[{"index":0,"message":{"content":"x"}}]})").reply(401, "{}");
  geai::chat_client client{wire, renewing{&asked}, geai::base_url = "https://h", geai::retry = quick(1)};
  CHECK(client.completion(hello));
  CHECK(wire.requests().size() == 2);
  CHECK(asked == 1);
  CHECK(!client.completion(hello));  // the next one is refused too: no third attempt
  CHECK(wire.requests().size() == 4);
  CHECK(asked == 2);

  // A code other than 401 may be in the answer to a processed request.
  mock doubtful;
  doubtful.reply(400, R"({"errors":[{"id":101,"description":"session"}]})");
  geai::chat_client careful{doubtful, renewing{&asked}, geai::base_url = "https://h", geai::retry = quick()};
  CHECK(!careful.completion(hello));
  CHECK(doubtful.requests().size() == 1);

  mock refusing;
  refusing.reply(401, "{}");
  geai::auth::resolved const key(geai::load_session({.api_key = "k", .base_url = "https://h"}).value());
  geai::ai_lab_client fixed{refusing, key, geai::base_url = "https://h", geai::retry = quick()};
  CHECK(!fixed.list_agents());
  CHECK(refusing.requests().size() == 1);
}

TEST_CASE("retry: the head of a response counts even if its body is lost") {
  struct broken {  // complete headers, and a body that fails
    int status;
    int* sent;
    geai::result<void> send(geai::http::request const&, geai::http::response& rs) const {
      ++*sent;
      rs.status = status;
      rs.add_header("Retry-After", "0");
      rs.add_header("X-Request-Id", "r-1");
      return failed(errc::transport, phase::receive);
    }
  };
  geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  for (int status : {429, 401, 200}) {
    CAPTURE(status);
    int sent = 0;
    geai::chat_client client{broken{status, &sent}, geai::api_key = "k", geai::base_url = "https://h",
                             geai::retry = quick()};
    auto const lost = client.completion(hello);
    REQUIRE(!lost);
    CHECK(sent == (status == 429 ? 3 : 1));
    CHECK(lost.error().http_status == status);
    CHECK(lost.error().request_id == "r-1");
    CHECK(lost.error().retry_after == 0ms);
    CHECK(lost.error().code == (status == 200 ? errc::transport : errc::api_response));
  }
}
