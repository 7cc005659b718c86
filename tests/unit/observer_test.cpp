#include <geai/geai.hpp>
#include <geai/observer.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

using geai::call_event;
using geai::errc;
using geai::trace_context;
using geai::transport::mock;

namespace {

using namespace std::chrono_literals;

// The event, without durations and ids: "list_agents attempt 1 GET 200, 0 up, 13 down".
std::string text_of(call_event const& event) {
  std::string text = std::string(event.operation) + " " + std::string(to_string(event.what));
  if (event.what == call_event::kind::start) return text;
  text += " " + std::to_string(event.attempt) + " " + std::string(event.method) + " " +
          (event.failure ? std::string(to_string(*event.failure)) + " (" + std::string(to_string(event.phase)) + ") "
                         : std::string()) +
          std::to_string(event.http_status);
  if (event.sent != 0) text += ", " + std::to_string(event.sent) + " up";
  if (event.received != 0) text += ", " + std::to_string(event.received) + " down";
  return text;
}

struct notes {
  std::shared_ptr<std::vector<call_event>> events = std::make_shared<std::vector<call_event>>();

  void observe(call_event const& event) const { events->push_back(event); }

  // The events since the last call.
  std::vector<std::string> take() const {
    std::vector<std::string> texts;
    for (call_event const& each : *events) texts.push_back(text_of(each));
    events->clear();
    return texts;
  }
};

struct tracing : notes {
  std::optional<trace_context> parent = trace_context::of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  std::shared_ptr<std::vector<std::string>> asked = std::make_shared<std::vector<std::string>>();

  std::optional<trace_context> trace(call_event const& event) const {
    asked->push_back(text_of(event));
    return parent ? std::optional(parent->child()) : std::nullopt;
  }
};

struct no_observer {
  int observe = 0;
};

static_assert(geai::call_observer<notes> && !geai::tracing_call_observer<notes>);
static_assert(geai::tracing_call_observer<tracing>);
static_assert(geai::tracing_call_observer<geai::any_observer>);
static_assert(!geai::call_observer<no_observer> && !geai::call_observer<int>);

using texts = std::vector<std::string>;

std::string const none = R"({"agents":[]})";
geai::retry_policy const quick{.base_delay = 0ms, .max_delay = 0ms};

template <class Observer> auto client_over(mock const& wire, Observer const& seen) {
  return geai::ai_lab_client{geai::observer = seen, wire, geai::api_key = "key", geai::base_url = "https://h",
                             geai::retry = quick};
}

// An observer does not change the type of a client.
static_assert(std::is_same_v<decltype(client_over(mock{}, notes{})),
                             geai::ai_lab_client<geai::auth::api_key, mock, geai::json::simdjson>>);

geai::error lost(geai::phase where) {
  geai::error what(errc::transport, "lost");
  what.phase = where;
  return what;
}

}  // namespace

TEST_CASE("observer: gets the start, each attempt and the end of a call with one id") {
  mock wire;
  wire.fail(lost(geai::phase::connect)).reply(503, "later").reply(200, none);
  notes const seen;
  auto const client = client_over(wire, seen);
  REQUIRE(client.list_agents());
  REQUIRE(seen.events->size() == 5);
  std::uint64_t const id = seen.events->front().call;
  CHECK(id != 0);
  std::chrono::nanoseconds attempts{};
  for (call_event const& each : *seen.events) {
    CHECK(each.call == id);
    CHECK((each.duration.count() > 0) == (each.what != call_event::kind::start));
    if (each.what == call_event::kind::attempt) attempts += each.duration;
  }
  CHECK(seen.events->back().duration > attempts);
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 GET transport (connect) 0",
                             "list_agents attempt 2 GET 503, 5 down", "list_agents attempt 3 GET 200, 13 down",
                             "list_agents finish 3 GET 200, 18 down"});
  REQUIRE(client.delete_agent({.id = "1"}));
  CHECK(seen.events->front().call != id);
}

TEST_CASE("observer: a pause is reported when it begins, with its length and reason") {
  mock wire;
  wire.reply(429, "", {{"retry-after-ms", "30"}}).reply(200, none);
  notes const seen;
  auto const client = client_over(wire, seen);
  REQUIRE(client.list_agents());
  REQUIRE(seen.events->size() == 5);
  call_event const& pause = (*seen.events)[2];
  CHECK(pause.what == call_event::kind::pause);
  CHECK(pause.duration == 30ms);
  CHECK(pause.http_status == 429);
  CHECK(pause.failure == errc::api_response);
  CHECK(pause.call == seen.events->front().call);
  CHECK((*seen.events)[3].attempt == 2);
}

TEST_CASE("observer: the end of a call has the result of its caller") {
  mock wire;
  notes const seen;
  auto const client = client_over(wire, seen);

  CHECK(!client.get_agent({.id = ""}));  // nothing is sent
  CHECK(seen.take() == texts{"get_agent start", "get_agent finish 0 GET missing_requirement (none) 0"});

  CHECK(!client.list_agents({}, {.headers = {{"X-A", "b\nc"}}}));
  CHECK(seen.take() == texts{"list_agents start", "list_agents finish 0 GET invalid_argument (none) 0"});

  wire.reply(404, "nobody");
  CHECK(!client.get_agent({.id = "1"}));
  CHECK(seen.take() == texts{"get_agent start", "get_agent attempt 1 GET 404, 6 down",
                             "get_agent finish 1 GET api_response (receive) 404, 6 down"});
  CHECK(client.call_raw(geai::api::get_agent{.id = "1"}).has_value());
  CHECK(seen.take() ==
        texts{"get_agent start", "get_agent attempt 1 GET 404, 6 down", "get_agent finish 1 GET 404, 6 down"});

  wire.reply(200, "[");
  CHECK(!client.list_agents());
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 GET 200, 1 down",
                             "list_agents finish 1 GET decode (decode) 200, 1 down"});
  wire.reply(200, R"({"errors":[{"id":1,"description":"d"}]})");
  CHECK(!client.list_agents());
  CHECK(seen.take().back() == "list_agents finish 1 GET api_response (receive) 200, 39 down");

  wire.reply(503, "");
  CHECK(!client.list_agents());
  CHECK(seen.take().back() == "list_agents finish 3 GET api_response (receive) 503");

  std::stop_source stop;
  stop.request_stop();
  CHECK(!client.list_agents({}, {.stop = stop.get_token()}));
  CHECK(seen.take() == texts{"list_agents start", "list_agents attempt 1 GET cancelled (prepare) 0",
                             "list_agents finish 1 GET cancelled (prepare) 0"});
}

TEST_CASE("observer: a call that is stopped in a pause fails there") {
  mock wire;
  wire.reply(503, "", {{"Retry-After", "100"}});
  std::stop_source stop;
  struct stopping : notes {
    std::stop_source* stop;

    void observe(call_event const& event) const {
      notes::observe(event);
      if (event.what == call_event::kind::attempt) stop->request_stop();
    }
  };
  stopping const seen{{}, &stop};
  CHECK(!client_over(wire, seen).list_agents({}, {.stop = stop.get_token()}));
  CHECK(seen.take().back() == "list_agents finish 1 GET cancelled (back-off) 503");
}

TEST_CASE("observer: each page of a list is a call") {
  mock wire;
  wire.reply(200, R"({"agents":[{"id":"1","name":"a"}]})").reply(200, R"({"agents":[{"id":"2","name":"b"}]})");
  wire.reply(200, none);
  notes const seen;
  auto const client = client_over(wire, seen);
  std::size_t items = 0;
  for (auto const& each : client.all_agents({.count = 1})) {
    REQUIRE(each);
    ++items;
  }
  std::size_t calls = 0;
  for (call_event const& each : *seen.events) calls += each.what == call_event::kind::finish ? 1 : 0;
  CHECK(items == 2);
  CHECK(calls == 3);
  CHECK(wire.requests().size() == 3);
}

TEST_CASE("observer: a stream finishes with its end, its error, or its destruction") {
  mock wire;
  notes const seen;
  geai::chat_client const client{wire, geai::observer = seen, geai::api_key = "key", geai::base_url = "https://h",
                                 geai::retry = quick};
  geai::api::chat_completion const asked{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  std::string const event = "data: {\"id\":\"c\"}\n\n";

  wire.reply_stream(200, {event, event, "data: [DONE]\n\n"});
  {
    auto stream = client.stream_completion(asked);
    REQUIRE(stream);
    CHECK(seen.take() == texts{"chat_completion start", "chat_completion attempt 1 POST 200, 71 up"});
    REQUIRE(stream->next() != nullptr);
    REQUIRE(stream->next() != nullptr);
    CHECK(seen.take().empty());
    CHECK(stream->next() == nullptr);
    CHECK(seen.take() == texts{"chat_completion finish 1 POST 200, 71 up"});
  }
  CHECK(seen.take().empty());
  {
    auto stream = client.stream_completion(asked);
    REQUIRE(stream);
    REQUIRE(stream->next() != nullptr);
    seen.take();
  }
  CHECK(seen.take() == texts{"chat_completion finish 1 POST 200, 71 up"});

  wire.reply_stream(200, {event}, {}, lost(geai::phase::receive));
  {
    auto stream = client.stream_completion(asked);
    REQUIRE(stream);
    seen.take();
    CHECK(stream->next()->has_value());
    CHECK(!stream->next()->has_value());
    CHECK(seen.take() == texts{"chat_completion finish 1 POST transport (receive) 200, 71 up"});
  }
  CHECK(seen.take().empty());

  wire.reply(200, R"({"choices":[]})", {{"Content-Type", "application/json"}});  // from a server that does not stream
  CHECK(client.stream_completion(asked)->next() != nullptr);
  CHECK(seen.take().back() == "chat_completion finish 1 POST 200, 71 up, 14 down");
  wire.reply(200, "{", {{"Content-Type", "application/json"}});
  CHECK(!client.stream_completion(asked));
  CHECK(seen.take().back() == "chat_completion finish 1 POST decode (decode) 200, 71 up, 1 down");
  wire.reply(400, "no");
  CHECK(!client.stream_completion(asked));
  CHECK(seen.take() == texts{"chat_completion start", "chat_completion attempt 1 POST 400, 71 up, 2 down",
                             "chat_completion finish 1 POST api_response (receive) 400, 71 up, 2 down"});
  CHECK(!client.stream_completion({}));
  CHECK(seen.take() == texts{"chat_completion start", "chat_completion finish 0 POST missing_requirement (none) 0"});
}

TEST_CASE("observer: files are calls too, with their size on the way up, and an exception of a callback ends them") {
  mock wire;
  wire.reply(200, R"({"dataFileId":"1"})");
  notes const seen;
  geai::files_client const client{wire, geai::observer = seen, geai::api_key = "key", geai::base_url = "https://h"};
  geai::api::upload_file const asked{.file = {.content = std::string(1000, 'x'), .name = "a.txt"}};

  REQUIRE(client.upload_file(asked));
  std::string const size = std::to_string(wire.requests().back().body.size());
  CHECK(seen.take() == texts{"upload_file start", "upload_file attempt 1 POST 200, " + size + " up, 18 down",
                             "upload_file finish 1 POST 200, " + size + " up, 18 down"});
  CHECK(!client.upload_file({.file = {.path = "/nowhere/at/all"}}));
  CHECK(seen.take() == texts{"upload_file start", "upload_file finish 0 POST invalid_argument (none) 0"});
  auto const throwing = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("enough"); };
  CHECK_THROWS_AS((void)client.upload_file(asked, throwing), std::runtime_error);
  CHECK(seen.take() == texts{"upload_file start", "upload_file finish 0 POST cancelled (none) 0"});

  std::string content;
  REQUIRE(client.download_file({.id = "1"}, [&](std::string_view piece) { content += piece; }));
  CHECK(content.size() == 18);
  CHECK(seen.take() ==
        texts{"get_file_content start", "get_file_content attempt 1 GET 200", "get_file_content finish 1 GET 200"});
  CHECK(!client.download_file({.id = "1"}, [](std::string_view) { return false; }));
  CHECK(seen.take().back() == "get_file_content finish 1 GET cancelled (receive) 200");
  CHECK(!client.download_file({.id = "1"}, "/nowhere/at/all"));
  CHECK(seen.take().back() == "get_file_content finish 0 GET invalid_argument (none) 0");
  CHECK_THROWS_AS((void)client.download_file({.id = "1"}, [](std::string_view) { throw std::runtime_error("no"); }),
                  std::runtime_error);
  CHECK(seen.take().back() == "get_file_content finish 1 GET cancelled (none) 200");
}

TEST_CASE("observer: a token request is a call of its own, and the call that needs it reports a refresh") {
  mock wire;
  std::string const token = R"({"access_token":"secret-token","expires_in":3600,"refresh_token":"r"})";
  wire.reply(500, "").reply(200, token).reply(200, none);
  wire.reply(401, "").reply(200, token).reply(200, none);
  notes const seen;
  geai::ai_lab_client const client{
      wire, geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      geai::base_url = "https://h", geai::retry = quick, geai::observer = seen};

  REQUIRE(client.list_agents());
  std::vector<call_event> const events = *seen.events;
  texts const told = seen.take();
  REQUIRE(told.size() == 12);
  CHECK(told[0] == "list_agents start");
  CHECK(told[1] == "get_oauth2_access_token start");
  CHECK(told[2].starts_with("get_oauth2_access_token attempt 1 POST 500"));
  CHECK(told[3].starts_with("get_oauth2_access_token finish 1 POST api_response (receive) 500"));
  CHECK(told[4] == "list_agents refresh 1 GET api_response (token) 500");
  CHECK(told[5] == "list_agents attempt 1 GET api_response (token) 0");
  CHECK(told[6] == "get_oauth2_access_token start");
  CHECK(told[9] == "list_agents refresh 2 GET 0");
  CHECK(told[10] == "list_agents attempt 2 GET 200, 13 down");
  CHECK(told[11] == "list_agents finish 2 GET 200, 13 down");
  CHECK(events[4].call == events[0].call);
  CHECK(events[4].duration >= events[3].duration);
  CHECK(events[1].call != events[0].call);
  CHECK(events[6].call != events[1].call);

  REQUIRE(client.list_agents());  // with a token that is refused
  texts const renewed = seen.take();
  REQUIRE(renewed.size() == 8);
  CHECK(renewed[1] == "list_agents attempt 1 GET 401");
  CHECK(renewed[2] == "refresh_oauth2_access_token start");
  CHECK(renewed[5] == "list_agents refresh 2 GET 0");
  CHECK(renewed[6] == "list_agents attempt 2 GET 200, 13 down");
}

TEST_CASE("observer: a tracing observer adds a traceparent to each attempt, unless the caller set one") {
  mock wire;
  wire.reply(503, "").reply(200, none);
  tracing seen;
  auto client = client_over(wire, seen);
  REQUIRE(client.list_agents());
  REQUIRE(wire.requests().size() == 2);
  std::string const first(wire.requests()[0].header("traceparent"));
  std::string const second(wire.requests()[1].header("traceparent"));
  CHECK(first.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
  CHECK(second.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
  CHECK(first != second);
  CHECK(wire.requests()[0].headers.size() == wire.requests()[1].headers.size());
  CHECK(wire.requests()[1].header("Authorization") == "Bearer key");
  CHECK(*seen.asked == texts{"list_agents attempt 1 GET 0", "list_agents attempt 2 GET 0"});

  wire.reply(503, "").reply(200, none);
  geai::call_options const own{.headers = {{"TraceParent", "mine"}, {"Authorization", "Bearer mine"}}};
  REQUIRE(client.list_agents({}, own));
  CHECK(wire.requests().back().header("traceparent") == "mine");
  CHECK(seen.asked->size() == 2);

  wire.reply(503, "").reply(200, none);
  REQUIRE(client.list_agents({}, {.headers = {{"Authorization", "Bearer mine"}}}));
  std::size_t parents = 0;
  mock::recorded_request const last = wire.requests().back();
  for (auto const& each : last.headers) parents += each.name == "traceparent" ? 1 : 0;
  CHECK(parents == 1);

  seen.parent.reset();
  REQUIRE(client_over(wire, seen).list_agents());
  CHECK(wire.requests().back().header("traceparent") == "");
}

TEST_CASE("observer: several clients can share one, which may be null") {
  mock wire;
  wire.reply(200, none);
  notes const seen;
  geai::any_observer const shared(seen);
  auto const one = client_over(wire, shared);
  auto const other = client_over(wire, shared);
  REQUIRE(one.list_agents());
  REQUIRE(other.list_agents());
  CHECK(seen.events->size() == 6);
  CHECK(seen.events->front().call != seen.events->back().call);
  CHECK(client_over(wire, geai::any_observer{}).list_agents());
  CHECK(seen.events->size() == 6);
  CHECK(client_over(wire, geai::any_observer(tracing{})).list_agents());
  CHECK(wire.requests().back().header("traceparent").size() == 55);

  for (auto kind : {call_event::kind::start, call_event::kind::attempt, call_event::kind::refresh,
                    call_event::kind::pause, call_event::kind::finish})
    CHECK(to_string(kind) != "unknown");
}

TEST_CASE("trace context: is written and read by the W3C format") {
  std::set<std::string> all;
  for (int i = 0; i != 100; ++i) {
    trace_context const one = trace_context::make();
    std::string const text = one.traceparent();
    CHECK(text.size() == 55);
    CHECK(trace_context::of(text) == one);
    CHECK(all.insert(text).second);
    trace_context const child = one.child();
    CHECK(child.span != one.span);
    CHECK((child.trace_high == one.trace_high && child.trace_low == one.trace_low));
  }
  auto const read = trace_context::of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
  REQUIRE(read);
  CHECK(read->trace_high == 0x4bf92f3577b34da6u);
  CHECK(read->trace_low == 0xa3ce929d0e0e4736u);
  CHECK(read->span == 0x00f067aa0ba902b7u);
  CHECK(!read->sampled);
  CHECK(trace_context::of("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
  for (char const* wrong : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                            "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                            "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    CHECK_MESSAGE(!trace_context::of(wrong), wrong);
}
