#include <geai/inline.hpp>
//
#include <geai/auth/token_cache.hpp>
#include <geai/auth/token_schedule.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <compare>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

// Renewal of tokens: the rules alone, the rules under threads, and a client that follows them.

namespace {

using namespace std::chrono_literals;
using geai::auth::token_grant;
using geai::auth::token_request;
using geai::auth::token_schedule;

token_schedule::time_point at(std::chrono::seconds since) { return token_schedule::time_point{} + 1000h + since; }

token_schedule living(std::chrono::seconds life, std::chrono::seconds before = 300s) {
  token_schedule token;
  REQUIRE(token.next(at(0s)) == token_schedule::step::refresh);
  token.succeeded(at(0s), life, before, 0);
  return token;
}

}  // namespace

TEST_CASE(
    "token: the soft limit is the setting before the expiry, or half the lifetime, and up to a tenth of that earlier") {
  using step = token_schedule::step;
  token_schedule hour = living(3600s);
  CHECK(hour.next(at(3299s)) == step::use);
  CHECK(hour.next(at(3300s)) == step::refresh);
  CHECK(hour.next(at(3300s)) == step::use);  // one caller is renewing
  CHECK(hour.next(at(3599s)) == step::use);
  CHECK(hour.next(at(3600s)) == step::wait);

  token_schedule brief = living(10s);
  CHECK(brief.next(at(4s)) == step::use);
  CHECK(brief.next(at(5s)) == step::refresh);

  for (std::uint64_t random : {0ull, 1ull, 123'456'789ull, ~0ull}) {
    token_schedule jittered;
    jittered.succeeded(at(0s), 3600s, 300s, random);
    CHECK(jittered.is_ready(at(3269s)));
    CHECK(!jittered.is_ready(at(3300s)));
  }
  CHECK(living(100s, -1s).is_ready(at(99s)));  // an invalid setting is ignored
  CHECK(living(0s).is_ready(at(1'000'000s)));  // a token of unknown lifetime is used until it is refused
  CHECK(living(-5s).is_ready(at(1'000'000s)));
  CHECK(living(std::chrono::seconds::max()).is_ready(at(1'000'000s)));
}

TEST_CASE("token: a failed early renewal keeps the valid token, with a pause before the next one") {
  using step = token_schedule::step;
  token_schedule token = living(100s, 40s);
  REQUIRE(token.next(at(60s)) == step::refresh);
  token.failed(at(60s));
  CHECK(token.next(at(69s)) == step::use);
  CHECK(token.next(at(70s)) == step::refresh);  // a quarter of the 40 s
  token.failed(at(100s));
  CHECK(token.next(at(100s)) == step::refresh);
  CHECK(token.next(at(100s)) == step::wait);
}

// Three callers that each need the token several times, over all orders of their steps, with every outcome of each
// step, while time passes the soft and the hard limit at any point.
namespace {

struct model {
  static constexpr int actors = 3;
  static constexpr int uses = 2;

  enum class place : unsigned char { outside, using_it, refreshing, waiting };
  struct actor {
    place where = place::outside;
    int left = uses;
    bool current = false;  // true if it uses the present token
    bool woken = false;    // true if the renewal that it waits for has ended

    friend auto operator<=>(actor const&, actor const&) = default;
  };

  token_schedule life{};
  std::array<actor, actors> all{};
  int now = 0;         // seconds
  int born = -1;       // when the present token was obtained
  bool valid = false;  // true if it was never refused
  int failed = -1;     // when the last renewal failed
  int advances = 0;    // how often time passed a soft or hard limit

  bool alive() const { return valid && now < born + 10; }
  bool someone_refreshes() const {
    for (actor const& each : all)
      if (each.where == place::refreshing) return true;
    return false;
  }

  friend auto operator<=>(model const&, model const&) = default;
};

struct exploration {
  std::map<model, double> known{};  // number of ways from a state to the end
  double interleavings = 0;         // from the states seen so far in one go()
  std::uint64_t wrong = 0;

  void expect(bool holds) { wrong += holds ? 0 : 1; }

  void go(model const& from) {
    auto const seen = known.find(from);
    if (seen != known.end()) {
      interleavings += seen->second;
      return;
    }
    double const before = interleavings;
    explore(from);
    known[from] = interleavings - before;
  }

  void explore(model const& from) {
    bool any = false;
    bool unfinished = false;
    for (int i = 0; i != model::actors; ++i) {
      model::actor const& actor = from.all[static_cast<std::size_t>(i)];
      unfinished |= actor.left != 0;
      any |= move(from, i);
    }
    if (!unfinished) {
      ++interleavings;
      return;
    }
    expect(any);  // no caller is stuck
    if (from.advances < 3 && from.born >= 0 && from.now < from.born + 10) {
      model later = from;  // to the next soft or hard limit
      later.now = from.now < from.born + 5 ? from.born + 5 : from.born + 10;
      ++later.advances;
      go(later);
    }
  }

  bool move(model const& from, int i) {
    using place = model::place;
    auto const index = static_cast<std::size_t>(i);
    model next = from;
    model::actor& actor = next.all[index];
    switch (actor.where) {
      case place::outside: {
        if (actor.left == 0) return false;
        bool const refreshing = from.someone_refreshes();
        bool const ready = next.life.is_ready(at(std::chrono::seconds(from.now)));
        expect(ready ==
               (token_schedule(next.life).next(at(std::chrono::seconds(from.now))) == token_schedule::step::use));
        switch (next.life.next(at(std::chrono::seconds(from.now)))) {
          case token_schedule::step::use:
            expect(from.alive());
            // Otherwise it would have been this caller's turn.
            expect(refreshing || from.now < from.born + 5 || from.now == from.failed);
            actor.where = place::using_it;
            actor.current = true;
            break;
          case token_schedule::step::refresh:
            expect(!refreshing);
            actor.where = place::refreshing;
            break;
          case token_schedule::step::wait:
            expect(refreshing);
            expect(!from.alive());  // no caller waits while a token is valid
            actor.where = place::waiting;
            actor.woken = false;
            break;
        }
        go(next);
        return true;
      }
      case place::using_it: {
        actor.where = place::outside;
        --actor.left;
        bool const current = std::exchange(actor.current, false);
        model refused = next;
        go(next);
        if (current) {  // as the cache compares tokens
          refused.life.invalidate();
          refused.valid = false;
        }
        go(refused);
        return true;
      }
      case place::refreshing: {
        actor.where = place::outside;
        for (model::actor& each : next.all) each.woken = true;
        model failed = next;
        next.life.succeeded(at(std::chrono::seconds(from.now)), 10s, 300s, 0);
        next.born = from.now;
        next.valid = true;
        for (model::actor& each : next.all) each.current = false;
        go(next);
        failed.life.failed(at(std::chrono::seconds(from.now)));
        failed.failed = from.now;
        --failed.all[index].left;  // its call fails, or continues with the valid token
        go(failed);
        return true;
      }
      case place::waiting: {
        if (!actor.woken) {
          expect(from.someone_refreshes());  // a waiting caller waits for another one's renewal
          return false;
        }
        actor.where = place::outside;
        if (!from.alive()) --actor.left;  // shares the failure
        go(next);
        return true;
      }
    }
    return false;
  }
};

}  // namespace

TEST_CASE("token: all interleavings of three callers obey the rules") {
  exploration explored;
  explored.go(model{});
  MESSAGE("interleavings: ", explored.interleavings, ", states: ", explored.known.size());
  CHECK(explored.wrong == 0);
  CHECK(explored.interleavings > 100'000);
}

// --- under threads ---------------------------------------------------------------------------------------------------

namespace {

// A clock that the test advances.
struct manual_clock {
  static inline std::atomic<std::int64_t> milliseconds{0};
  static token_schedule::time_point now() { return at(0s) + std::chrono::milliseconds(milliseconds.load()); }
  // Never back, whichever thread comes last.
  static void advance_to(std::int64_t moment) {
    for (std::int64_t is = milliseconds; is < moment && !milliseconds.compare_exchange_weak(is, moment);) continue;
  }
};
using manual_cache = geai::auth::basic_token_cache<manual_clock>;

constexpr auto patience = 20s;
auto soon() { return geai::http::clock::now() + patience; }

bool wait_for(std::function<bool()> const& condition) {
  for (auto const end = soon(); !condition();) {
    if (geai::http::clock::now() > end) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

}  // namespace

TEST_CASE("token: 64 threads use it a million times, and none waits while it is valid") {
  manual_clock::milliseconds = 0;
  manual_cache slot;
  constexpr int threads = 64;
  constexpr std::int64_t uses = 1'000'000;
  std::atomic<std::int64_t> used{0};
  std::atomic<std::int64_t> asked{0};  // when the token was requested, or a little earlier
  std::atomic<int> obtaining{0}, refreshes{0}, most_at_once{0}, blocked{0}, failures{0};

  // While one thread renews, the others continue: it returns only after they have used the old token 1,000 times more,
  // or after it has expired, if this thread was not scheduled until then.
  auto const obtain = [&](std::int64_t now) -> geai::result<token_grant> {
    most_at_once = std::max(most_at_once.load(), ++obtaining);
    std::int64_t const from = used;
    auto const went_on = [&] { return from == 0 || used >= std::min(from + 1000, uses); };
    bool const ended = wait_for([&] { return went_on() || !slot.is_ready(); });
    if (!ended || (!went_on() && manual_clock::milliseconds < asked + 100'000)) ++blocked;
    asked = now;
    --obtaining;
    return token_grant{.access_token = geai::secret("t" + std::to_string(++refreshes)), .expires_in = 100s};
  };
  {
    std::vector<std::jthread> all;
    for (int i = 0; i != threads; ++i)
      all.emplace_back([&] {
        while (used < uses) {
          std::int64_t const now = manual_clock::milliseconds;
          auto const obtain_now = [&](geai::secret const&) { return obtain(now); };
          if (!slot.is_ready() && !slot.refresh(obtain_now, 50s, soon(), {})) ++failures;
          slot.visit([&](geai::secret const& token) { failures += token.empty() ? 1 : 0; });
          manual_clock::advance_to(++used);  // a millisecond for each use
        }
      });
  }
  // A window is 45 to 50 s long, or longer if the renewing thread is not scheduled: 22 on a quiet machine. It is never
  // longer than the token's lifetime, since the clock stands still while all threads wait.
  MESSAGE("refreshes: ", refreshes.load(), ", uses: ", used.load(), ", blocked: ", blocked.load());
  CHECK(blocked == 0);
  CHECK(failures == 0);
  CHECK(most_at_once == 1);
  CHECK(refreshes >= 1000 / 100);
  CHECK(refreshes <= 1 + 1000 / 45);
}

// Changes of the system time do not affect the clock of auth::password's tokens.
static_assert(std::is_same_v<geai::auth::token_cache, geai::auth::basic_token_cache<geai::http::clock>>);
static_assert(geai::http::clock::is_steady);

TEST_CASE("token: the old one is used while it is valid, even if its renewal fails") {
  manual_clock::milliseconds = 0;
  manual_cache slot;
  int calls = 0;
  auto const obtain = [&](geai::secret const&) -> geai::result<token_grant> {
    if (++calls == 1) return token_grant{.access_token = "old", .expires_in = 100s};
    return geai::error(geai::errc::transport, "the platform is away");
  };
  REQUIRE(slot.refresh(obtain, 50s, soon(), {}));
  CHECK(slot.is_ready());
  manual_clock::milliseconds = 60'000;
  CHECK(!slot.is_ready());
  CHECK(slot.refresh(obtain, 50s, soon(), {}));  // it failed, but no caller needs to know
  CHECK(calls == 2);
  CHECK(slot.is_ready());
  slot.visit([](geai::secret const& token) { CHECK(token == geai::secret("old")); });
  REQUIRE(slot.last_failure());
  CHECK(slot.last_failure()->message == "the platform is away");
  manual_clock::milliseconds = 100'000;
  CHECK(!slot.refresh(obtain, 50s, soon(), {}));  // now it has expired
}

TEST_CASE("token: past its hard limit, callers wait for one renewal and share its failure") {
  manual_clock::milliseconds = 0;
  manual_cache slot;
  std::atomic<int> calls{0}, failed{0};
  std::atomic<bool> open{false};
  auto const obtain = [&](geai::secret const&) -> geai::result<token_grant> {
    ++calls;
    wait_for([&] { return open.load(); });
    return geai::error(geai::errc::transport, "the platform is away");
  };
  {
    std::vector<std::jthread> all;
    for (int i = 0; i != 8; ++i)
      all.emplace_back([&] {
        geai::result<void> const done = slot.refresh(obtain, 0s, soon(), {});
        if (!done && done.error().message == "the platform is away") ++failed;
      });
    REQUIRE(wait_for([&] { return calls == 1; }));
    std::this_thread::sleep_for(20ms);  // so that most of the others wait
    CHECK(calls == 1);
    open = true;
  }
  CHECK(failed == 8);
  REQUIRE(slot.last_failure());
  CHECK(slot.last_failure()->message == "the platform is away");
}

TEST_CASE("token: no caller waits past its own deadline or stop token") {
  manual_cache slot;
  std::atomic<bool> open{false}, begun{false};
  auto const blocked = [&](geai::secret const&) -> geai::result<token_grant> {
    begun = true;
    wait_for([&] { return open.load(); });
    return token_grant{.access_token = "t"};
  };
  std::jthread slow([&] { CHECK(slot.refresh(blocked, 0s, soon(), {})); });
  REQUIRE(wait_for([&] { return begun.load(); }));

  auto const late = slot.refresh(blocked, 0s, geai::http::clock::now() + 10ms, {});
  REQUIRE(!late);
  CHECK(late.error().code == geai::errc::timeout);
  CHECK(late.error().phase == geai::phase::token);

  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(10ms);
    stop.request_stop();
  });
  auto const stopped = slot.refresh(blocked, 0s, soon(), stop.get_token());
  REQUIRE(!stopped);
  CHECK(stopped.error().code == geai::errc::cancelled);
  CHECK(stopped.error().phase == geai::phase::token);
  open = true;
}

TEST_CASE("token: obtaining it may throw, and the next caller tries again") {
  manual_cache slot;
  auto const thrower = [](geai::secret const&) -> geai::result<token_grant> { throw std::runtime_error("no memory"); };
  CHECK_THROWS(slot.refresh(thrower, 0s, soon(), {}));
  auto const good = [](geai::secret const&) -> geai::result<token_grant> { return token_grant{.access_token = "t"}; };
  REQUIRE(slot.refresh(good, 0s, soon(), {}));
  CHECK(slot.is_ready());
}

TEST_CASE("token: only the token that was refused is forgotten") {
  manual_clock::milliseconds = 0;
  manual_cache slot;
  std::string next = "one";
  auto const obtain = [&](geai::secret const&) -> geai::result<token_grant> {
    return token_grant{.access_token = geai::secret(next)};
  };
  REQUIRE(slot.refresh(obtain, 0s, soon(), {}));
  slot.invalidate("another");
  CHECK(slot.is_ready());
  slot.invalidate("one");
  CHECK(!slot.is_ready());
  next = "two";
  REQUIRE(slot.refresh(obtain, 0s, soon(), {}));
  slot.invalidate("one");  // a late 401 of the old token
  CHECK(slot.is_ready());
}

// --- a client --------------------------------------------------------------------------------------------------------

namespace {

// A platform that grants tokens t1, t2, ... and accepts only the last one.
struct platform {
  struct state {
    std::mutex mutex{};
    int granted = 0;
    std::set<std::string> accepted{};
    std::vector<std::string> token_bodies{};
    std::vector<std::string> bearers{};
    std::function<void(std::string_view bearer)> before_refusal = [](std::string_view) {};
    std::function<int(std::string const& body)> token_status = [](std::string const&) { return 200; };
    int expires_in = 3600;
  };
  std::shared_ptr<state> shared = std::make_shared<state>();

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    rs.add_header("content-type", "application/json");
    if (rq.url.ends_with("/oauth/access_token")) {
      std::lock_guard lock(shared->mutex);
      shared->token_bodies.emplace_back(rq.body);
      rs.status = shared->token_status(std::string(rq.body));
      if (rs.status != 200) {
        rs.body.append(R"({"error":{"code":"101","message":"Refresh token error"}})");
        return {};
      }
      std::string const token = "t" + std::to_string(++shared->granted);
      shared->accepted = {token};
      rs.body.append(R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
                     std::to_string(shared->expires_in) + R"(,"refresh_token":"r-)" + token + R"("})");
      return {};
    }
    std::string bearer;
    for (auto const& each : rq.headers)
      if (geai::http::same_name(each.name, "Authorization")) bearer = each.value.substr(7);
    bool good = false;
    {
      std::lock_guard lock(shared->mutex);
      shared->bearers.push_back(bearer);
      good = shared->accepted.contains(bearer);
    }
    if (!good) shared->before_refusal(bearer);
    rs.status = good ? 200 : 401;
    rs.body.append(good ? R"({"agents":[],"choices":[]})" : R"({"errors":[{"id":103,"description":"Token expired"}]})");
    return {};
  }
};

auto credentials() {
  return geai::auth::password{.client_id = "c", .username = "u", .password = "pw", .project_id = "p"};
}

}  // namespace

TEST_CASE("password: sixteen simultaneous 401s are one renewal, and every call succeeds") {
  platform server;
  geai::ai_lab_client client{server, credentials(), geai::base_url = "https://h"};
  REQUIRE(client.list_agents());
  {
    std::lock_guard lock(server.shared->mutex);
    server.shared->accepted = {};  // revoked
  }
  std::barrier together(16);
  server.shared->before_refusal = [&](std::string_view bearer) {
    if (bearer == "t1") together.arrive_and_wait();  // all of them have sent the old token
  };
  std::atomic<int> good{0};
  {
    std::vector<std::jthread> all;
    for (int i = 0; i != 16; ++i) all.emplace_back([&] { good += client.list_agents().has_value() ? 1 : 0; });
  }
  CHECK(good == 16);
  CHECK(server.shared->token_bodies.size() == 2);
  CHECK(server.shared->bearers.size() == 1 + 16 + 16);
}

namespace {

// A custom policy whose tokens come from a function.
struct provided {
  std::function<geai::secret()> provide{};
  geai::secret token{};

  geai::auth_type type() const noexcept { return geai::auth_type::oauth_token; }
  geai::result<void> apply(geai::http::header_list& headers) const {
    geai::auth::add_bearer(headers, token.reveal());
    return {};
  }
  bool has_token() const { return !token.empty(); }
  template <class Exchange>
  geai::result<void> refresh(Exchange&&, geai::http::clock::time_point, std::stop_token const&) {
    token = provide();
    return {};
  }
  void invalidate(std::string_view refused) {
    if (token.reveal() == refused) token = {};
  }
};

}  // namespace

TEST_CASE("a custom policy gets its tokens from a function, and a new one when the platform refuses a token") {
  platform server;
  server.shared->accepted = {"t2"};
  int provided_so_far = 0;
  geai::ai_lab_client client{provided{.provide = [&] { return geai::secret("t" + std::to_string(++provided_so_far)); }},
                             server, geai::base_url = "https://h"};
  CHECK(provided_so_far == 0);
  REQUIRE(client.list_agents());
  REQUIRE(client.list_agents());
  CHECK(provided_so_far == 2);
  CHECK(server.shared->bearers == std::vector<std::string>{"t1", "t2", "t2"});
  CHECK(server.shared->token_bodies.empty());
}

TEST_CASE("password: the refresh token renews, and the password when that one is refused") {
  platform server;
  geai::ai_lab_client client{server, credentials(), geai::base_url = "https://h"};
  REQUIRE(client.list_agents());
  server.shared->accepted = {};
  REQUIRE(client.list_agents());
  REQUIRE(server.shared->token_bodies.size() == 2);
  CHECK(server.shared->token_bodies[0].find("password=pw") != std::string::npos);
  CHECK(server.shared->token_bodies[1] == "grant_type=refresh_token&client_id=c&refresh_token=r-t1");

  server.shared->accepted = {};
  server.shared->token_status = [](std::string const& body) {
    return body.find("refresh_token") == std::string::npos ? 200 : 401;
  };
  REQUIRE(client.list_agents());
  REQUIRE(server.shared->token_bodies.size() == 4);
  CHECK(server.shared->token_bodies[2] == "grant_type=refresh_token&client_id=c&refresh_token=r-t2");
  CHECK(server.shared->token_bodies[3].find("password=pw") != std::string::npos);
}

TEST_CASE("password: a token that is refused again ends the call") {
  struct refusing {
    platform inner;
    geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
      if (!rq.url.ends_with("/oauth/access_token")) {
        std::lock_guard lock(inner.shared->mutex);
        inner.shared->accepted = {};
      }
      return inner.send(rq, rs);
    }
  };
  platform strict;
  geai::ai_lab_client refused{refusing{strict}, credentials(), geai::base_url = "https://h"};
  auto const answer = refused.list_agents();
  REQUIRE(!answer);
  CHECK(answer.error().is_authentication());
  CHECK(strict.shared->bearers == std::vector<std::string>{"t1", "t2"});
}

TEST_CASE("password: after a 401, which means that nothing was done, a chat is sent again with another token") {
  platform server;
  geai::chat_client client{server, credentials(), geai::base_url = "https://h"};
  REQUIRE(client.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
  server.shared->accepted = {};
  REQUIRE(client.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
  CHECK(server.shared->bearers == std::vector<std::string>{"t1", "t1", "t2"});
}

TEST_CASE("password: obtaining a token obeys the call's deadline and stop token, and its error names the step") {
  struct slow {
    geai::result<void> send(geai::http::request const& rq, geai::http::response&) {
      CHECK(rq.url.ends_with("/oauth/access_token"));
      CHECK(rq.deadline - geai::http::clock::now() <= 80ms);
      CHECK(rq.stop.stop_possible());
      geai::error what(geai::errc::timeout, "no answer within the deadline");
      what.phase = geai::phase::first_byte;
      return what;
    }
  };
  geai::ai_lab_client client{slow{}, credentials(), geai::base_url = "https://h"};
  std::stop_source stop;
  auto const late = client.list_agents({}, {.timeout = 80ms, .stop = stop.get_token()});
  REQUIRE(!late);
  CHECK(late.error().code == geai::errc::timeout);
  CHECK(late.error().phase == geai::phase::token);
  CHECK(late.error().message.find("get_oauth2_access_token") != std::string::npos);
}

TEST_CASE("password: a transient failure of a login is retried by the call that needs it") {
  platform server;
  server.shared->token_status = [tries = 0](std::string const&) mutable { return ++tries < 3 ? 503 : 200; };
  geai::retry_policy const quick{.max_attempts = 3, .base_delay = 0ms};
  geai::chat_client client{server, credentials(), geai::base_url = "https://h", geai::retry = quick};
  REQUIRE(client.completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}}));
  CHECK(server.shared->token_bodies.size() == 3);
  CHECK(server.shared->bearers == std::vector<std::string>{"t1"});
}

TEST_CASE("token: a reader during a replacement sees the old or the new one, and never an older one later") {
  geai::auth::token_cache slot;
  auto const granted = [](int number) {
    return geai::auth::token_grant{geai::secret(std::string(200, static_cast<char>('a' + number % 26))), {}, 0s};
  };
  slot.seed(granted(0), 0s);
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> reads = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i != 3; ++i)
    threads.emplace_back([&] {
      while (!done) {
        if (slot.is_ready())
          slot.visit([&](geai::secret const& token) {
            std::string_view const text = token.reveal();
            if (text.size() != 200 || text.find_first_not_of(text.front()) != text.npos) ++wrong;
            ++reads;
          });
      }
    });
  CHECK(wait_for([&] { return reads > 0; }));  // threads may take their time to begin
  int const earlier = reads;
  auto const end = soon();
  for (int i = 1; i < 500 || (reads == earlier && geai::http::clock::now() < end); ++i) {
    std::string before;
    slot.visit([&](geai::secret const& token) { before = token.reveal(); });
    if (before.front() != 'a' + (i - 1) % 26) ++wrong;
    slot.invalidate(before);
    CHECK_FALSE(slot.is_ready());
    CHECK(slot.refresh([&](geai::secret const&) -> geai::result<geai::auth::token_grant> { return granted(i); }, 0s,
                       geai::http::no_deadline, {}));
    CHECK(slot.is_ready());
  }
  done = true;
  for (std::thread& each : threads) each.join();
  CHECK(wrong == 0);
  CHECK(reads > earlier);  // while it was replaced
}
