#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <geai/observers/fan_out.hpp>
#include <geai/observers/log_calls.hpp>
#include <geai/observers/trace_calls.hpp>
//
#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "support/awaited.hpp"
#include "support/sandbox.hpp"

// Both drivers of the engine notify an observer of the same events of calls over the network.

namespace {

using namespace std::chrono_literals;
using geai::call_event;
using nlohmann::json;
using texts = std::vector<std::string>;
using kind = call_event::kind;

struct looping {
  geai::transport::curl wire() { return {}; }
  template <class T> T run(T outcome) { return outcome; }
};

struct awaiting {
  geai::event_loop loop{};
  geai::transport::curl_multi wire() { return geai::transport::curl_multi{loop}; }
  template <class T> T run(geai::task<T> call) { return support::await_on(loop, std::move(call)); }
};

// The events, without sizes, durations and ids.
std::string text_of(call_event const& event) {
  std::string text = std::string(event.operation) + " " + std::string(to_string(event.what));
  if (event.what != kind::start) text += " " + std::to_string(event.attempt) + " " + std::to_string(event.http_status);
  if (event.failure)
    text += " " + std::string(to_string(*event.failure)) + " (" + std::string(to_string(event.phase)) + ")";
  return text;
}

struct notes {
  std::shared_ptr<std::vector<call_event>> events = std::make_shared<std::vector<call_event>>();

  void observe(call_event const& event) const { events->push_back(event); }
  texts take() const {
    texts all;
    for (call_event const& each : *events) all.push_back(text_of(each));
    events->clear();
    return all;
  }
};

struct spans {
  std::shared_ptr<std::vector<geai::trace_context>> requests = std::make_shared<std::vector<geai::trace_context>>();

  void span(geai::call_span const& ended) const {
    if (ended.what == geai::call_span::kind::client) requests->push_back(ended.context);
  }
};

void fault(support::sandbox const& at, json const& what) {
  httplib::Client client(at.url());
  auto const answer = client.Post("/_sandbox/faults", what.dump(), "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

// The `traceparent` headers of all requests to the sandbox.
texts parents_seen(support::sandbox const& at) {
  httplib::Client client(at.url());
  auto const answer = client.Get("/_sandbox/requests");
  REQUIRE(answer);
  texts all;
  for (json const& each : json::parse(answer->body))
    for (json const& header : each.at("headers"))
      if (header.at(0) == "traceparent") all.push_back(header.at(1));
  return all;
}

geai::retry_policy const quick{.base_delay = 0ms, .max_delay = 0ms};

template <class Driver, class Observer>
auto client_of(Driver& driver, std::string const& url, Observer const& seen, geai::retry_policy how = quick) {
  return geai::ai_lab_client{driver.wire(), geai::api_key = "sandbox-key", geai::base_url = url, geai::observer = seen,
                             geai::retry = how};
}

}  // namespace

TEST_CASE_TEMPLATE("observer: attempts of a call, and the spans that are sent to the platform", Driver, looping,
                   awaiting) {
  support::sandbox const sandbox;
  fault(sandbox, {{"kind", "status"}, {"status", 503}, {"times", 2}});
  Driver driver;
  notes const seen;
  spans const to;
  auto const client = client_of(driver, sandbox.url(), geai::fan_out(seen, geai::trace_calls(to)));

  REQUIRE(driver.run(client.list_agents()));
  for (call_event const& each : *seen.events) CHECK(each.call == seen.events->front().call);
  CHECK(seen.events->back().received > 100);
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 503", "list_agents attempt 2 503",
                             "list_agents attempt 3 200", "list_agents finish 3 200"});

  auto created = client.create_agent({.definition = {.name = "an agent"}});
  REQUIRE(driver.run(std::move(created)));
  CHECK(seen.events->at(1).sent > 10);
  CHECK(seen.take() == texts{"create_agent start", "create_agent attempt 1 200", "create_agent finish 1 200"});
  CHECK(!driver.run(client.get_agent({.id = "nobody"})));
  CHECK(seen.take().back() == "get_agent finish 1 404 api_response (receive)");
  CHECK(!driver.run(client.get_agent({.id = ""})));
  CHECK(seen.take() == texts{"get_agent start", "get_agent finish 0 0 missing_requirement (none)"});
  CHECK(driver.run(client.call_raw(geai::api::get_agent{.id = "nobody"})).has_value());
  CHECK(seen.take().back() == "get_agent finish 1 404");

  texts told;
  for (geai::trace_context const& each : *to.requests) told.push_back(each.traceparent());
  CHECK(told.size() == 6);
  CHECK(parents_seen(sandbox) == told);
}

TEST_CASE_TEMPLATE("observer: timeouts and unreachable servers", Driver, looping, awaiting) {
  support::sandbox const sandbox;
  Driver driver;
  notes const seen;
  {
    auto const client = client_of(driver, sandbox.url(), seen);
    fault(sandbox, {{"kind", "delay"}, {"delay_ms", 5000}});
    CHECK(!driver.run(client.list_agents({}, {.timeout = 100ms})));
    CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 0 timeout (first byte)",
                               "list_agents finish 1 0 timeout (first byte)"});
    std::stop_source stop;
    stop.request_stop();
    CHECK(!driver.run(client.list_agents({}, {.stop = stop.get_token()})));
    CHECK(seen.take().back().starts_with("list_agents finish 1 0 cancelled"));
  }
  auto const nobody = client_of(driver, "http://127.0.0.1:1", seen, {.max_attempts = 1});
  CHECK(!driver.run(nobody.list_agents()));
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 0 transport (connect)",
                             "list_agents finish 1 0 transport (connect)"});
}

TEST_CASE_TEMPLATE("observer: token requests, and a refused token", Driver, looping, awaiting) {
  support::sandbox const sandbox;
  Driver driver;
  notes const seen;
  geai::ai_lab_client const client{driver.wire(), geai::observer = seen, geai::base_url = sandbox.url(),
                                   geai::auth::password{.client_id = "sandbox-client",
                                                        .username = "user@example.com",
                                                        .password = "sandbox-password",
                                                        .project_id = "sandbox-project"}};
  REQUIRE(driver.run(client.list_agents()));
  std::uint64_t const outer = seen.events->front().call;
  CHECK(seen.events->at(1).call != outer);
  CHECK(seen.events->at(4).call == outer);
  CHECK(seen.take() == texts{"list_agents start", "get_oauth2_access_token start",
                             "get_oauth2_access_token attempt 1 200", "get_oauth2_access_token finish 1 200",
                             "list_agents refresh 1 0", "list_agents attempt 1 200", "list_agents finish 1 200"});

  httplib::Client control(sandbox.url());
  REQUIRE(control.Post("/_sandbox/expire-tokens"));
  REQUIRE(driver.run(client.list_agents()));
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 401", "refresh_oauth2_access_token start",
                             "refresh_oauth2_access_token attempt 1 200", "refresh_oauth2_access_token finish 1 200",
                             "list_agents refresh 2 0", "list_agents attempt 2 200", "list_agents finish 2 200"});
}

TEST_CASE_TEMPLATE("observer: a stream that ends, one that is destroyed and one that breaks", Driver, looping,
                   awaiting) {
  support::sandbox const sandbox;
  Driver driver;
  notes const seen;
  geai::chat_client const client{driver.wire(), geai::api_key = "sandbox-key", geai::base_url = sandbox.url(),
                                 geai::observer = seen};
  geai::api::chat_completion const asked{.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "hi"}}};
  {
    auto stream = driver.run(client.stream_completion(asked));
    REQUIRE(stream.has_value());
    CHECK(seen.take() == texts{"chat_completion start", "chat_completion attempt 1 200"});
    while (driver.run(stream->next()) != nullptr) CHECK(seen.events->empty());
    CHECK(seen.take() == texts{"chat_completion finish 1 200"});
  }
  CHECK(seen.take().empty());
  {
    auto stream = driver.run(client.stream_completion(asked));
    REQUIRE(stream.has_value());
    REQUIRE(driver.run(stream->next()) != nullptr);
    seen.take();
  }
  CHECK(seen.take() == texts{"chat_completion finish 1 200"});
  fault(sandbox, {{"kind", "truncate"}, {"after_bytes", 200}});
  auto stream = driver.run(client.stream_completion(asked));
  REQUIRE(stream.has_value());
  seen.take();
  while (auto const* each = driver.run(stream->next()))
    if (!*each) break;
  CHECK(seen.take() == texts{"chat_completion finish 1 200 transport (receive)"});
}

TEST_CASE_TEMPLATE("observer: files, and one whose sink throws", Driver, looping, awaiting) {
  support::sandbox const sandbox;
  Driver driver;
  notes const seen;
  geai::files_client const client{driver.wire(), geai::api_key = "sandbox-key", geai::base_url = sandbox.url(),
                                  geai::observer = seen};
  auto up = client.upload_file({.file = {.content = "some bytes", .name = "some.txt"}});
  auto const stored = driver.run(std::move(up));
  REQUIRE(stored.has_value());
  CHECK(seen.events->back().sent > 10);
  CHECK(seen.take() == texts{"upload_file start", "upload_file attempt 1 200", "upload_file finish 1 200"});

  std::string bytes;
  auto down = client.download_file({.id = stored->id}, [&bytes](std::string_view piece) { bytes += piece; });
  CHECK(driver.run(std::move(down)).has_value());
  CHECK(bytes == "some bytes");
  CHECK(seen.take() ==
        texts{"get_file_content start", "get_file_content attempt 1 200", "get_file_content finish 1 200"});

  auto const throwing = [&] {
    auto broken = client.download_file({.id = stored->id}, [](std::string_view) { throw std::runtime_error("mine"); });
    static_cast<void>(driver.run(std::move(broken)));
  };
  CHECK_THROWS_WITH(throwing(), "mine");
  CHECK(seen.take() == texts{"get_file_content start", "get_file_content attempt 1 200",
                             "get_file_content finish 1 200 cancelled (none)"});
}

TEST_CASE("observer: awaited calls, of which one renews the token for all and one is destroyed") {
  support::sandbox const sandbox;
  awaiting driver;
  notes const seen;
  std::ostringstream log;
  geai::ai_lab_client const client{driver.wire(), geai::observer = geai::fan_out(seen, geai::log_calls(log)),
                                   geai::base_url = sandbox.url(),
                                   geai::auth::password{.client_id = "sandbox-client",
                                                        .username = "user@example.com",
                                                        .password = "sandbox-password",
                                                        .project_id = "sandbox-project"}};
  auto const work = [](auto const& by) -> geai::task<void> { static_cast<void>(co_await by.list_agents()); };
  for (int i = 0; i != 5; ++i) driver.loop.spawn(work(client));
  REQUIRE(driver.loop.run_for(20s));
  std::vector<int> counts(4);
  for (call_event const& each : *seen.events)
    if (each.operation == "list_agents" && each.what != call_event::kind::pause)
      ++counts[static_cast<std::size_t>(each.what)];
  CHECK(counts == std::vector<int>{5, 5, 1, 5});  // start, attempt, refresh, finish
  CHECK(log.str().find("event=refresh") != std::string::npos);
  CHECK(log.str().find("sandbox-password") == std::string::npos);
  seen.take();

  fault(sandbox, {{"kind", "status"}, {"status", 503}, {"headers", {{"Retry-After", "60"}}}});
  {
    auto call = client.list_agents();
    CHECK(call.await_suspend(std::noop_coroutine()));
    auto const limit = geai::http::clock::now() + 20s;
    while (seen.events->size() < 3 && geai::http::clock::now() < limit) {
      driver.loop.poll();
      std::this_thread::sleep_for(1ms);
    }
    CHECK(seen.events->back().duration == 60s);
    CHECK(seen.take() ==
          texts{"list_agents start", "list_agents attempt 1 503", "list_agents pause 1 503 api_response (receive)"});
  }
  CHECK(seen.take() == texts{"list_agents finish 1 503 cancelled (none)"});

  fault(sandbox, {{"kind", "delay"}, {"delay_ms", 1000}});
  {
    auto call = client.list_agents();
    CHECK(seen.take().empty());  // it is not awaited yet
    CHECK(call.await_suspend(std::noop_coroutine()));
    driver.loop.poll();
    CHECK(seen.take() == texts{"list_agents start"});
  }
  CHECK(seen.take() == texts{"list_agents finish 0 0 cancelled (none)"});

  auto done = client.list_agents();
  auto const await = [](geai::task<geai::result<geai::agent_list>>& call) -> geai::task<bool> {
    geai::result<geai::agent_list> const listed = co_await call;
    co_return listed.has_value();
  };
  CHECK(driver.run(await(done)));
  CHECK(seen.take().back() == "list_agents finish 1 200");  // although the task still exists
}
