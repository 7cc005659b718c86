#include <geai/chat.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <geai/client/evaluation.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// wait_for() and the ready-made waits.

namespace {

using geai::errc;
using geai::transport::mock;
using namespace std::chrono_literals;

auto client_of(mock const& wire) { return geai::rag_client{wire, geai::api_key = "k", geai::base_url = "https://h"}; }

std::string document(std::string const& state) { return R"({"id":"1","name":"a","indexStatus":")" + state + "\"}"; }

geai::api::get_rag_document const asked{.name = "A", .id = "1"};
auto const indexed = [](auto const& d) { return d.is_indexed(); };
constexpr std::chrono::milliseconds at_once{0};

}  // namespace

TEST_CASE("wait: polls until the condition is true") {
  mock wire;
  wire.reply(200, document("Unknown")).reply(200, document("Pending")).reply(200, document("Success"));
  std::vector<std::string> states;
  auto const done =
      client_of(wire).wait_for(asked, indexed, {.interval = at_once, .on_poll = [&](geai::wait_progress const& seen) {
                                                  CHECK(seen.polls == static_cast<int>(states.size()) + 1);
                                                  states.emplace_back(seen.state);
                                                }});
  REQUIRE(done);
  CHECK(done->index_status == "Success");
  CHECK(states == std::vector<std::string>{"Unknown", "Pending", "Success"});
  CHECK(wire.requests().size() == 3);
}

TEST_CASE("wait: a timeout ends it") {
  mock wire;
  wire.reply(200, document("Starting"));
  auto const done = client_of(wire).wait_for(asked, indexed, {.interval = 1ms, .timeout = 20ms});
  REQUIRE(!done);
  CHECK(done.error().code == errc::timeout);
  CHECK(done.error().message.find("20 ms") != std::string::npos);
  CHECK(done.error().operation == "get_rag_document");
}

TEST_CASE("wait: a timeout names the last state") {
  using steps = geai::detail::wait_steps<geai::rag_document, decltype(indexed)>;
  steps of("get_rag_document", indexed, {.timeout = 1ms}, {});
  geai::rag_document polled;
  polled.index_status = geai::index_status::starting;
  CHECK(!of.take(std::move(polled)));
  std::this_thread::sleep_for(2ms);
  auto const ended = of.ended(true);
  REQUIRE(ended);
  CHECK(ended->code == errc::timeout);
  CHECK(ended->message.find("after 1 poll the last state is \"Starting\"") != std::string::npos);
}

TEST_CASE("wait: the pauses grow by half, up to the longest") {
  using steps = geai::detail::wait_steps<geai::rag_document, decltype(indexed)>;
  steps of("x", indexed, {.interval = 100ms, .max_interval = 200ms, .timeout = std::chrono::milliseconds::max()}, {});
  std::vector<long> pauses;
  for (int i = 0; i != 4; ++i) {
    auto const now = steps::clock::now();
    pauses.push_back(std::chrono::round<std::chrono::milliseconds>(of.wake() - now).count() / 50);
  }
  CHECK(pauses == std::vector<long>{2, 3, 4, 4});
  CHECK(!of.of_call().timeout);  // no limit
}

TEST_CASE("wait: a stop token ends it") {
  mock wire;
  wire.reply(200, document("Starting"));
  std::stop_source stop;
  auto const done = client_of(wire).wait_for(
      asked, indexed, {.interval = 1h, .stop = stop.get_token(), .on_poll = [&](auto const&) { stop.request_stop(); }});
  REQUIRE(!done);
  CHECK(done.error().code == errc::cancelled);
  CHECK(done.error().message.find("\"Starting\"") != std::string::npos);
}

TEST_CASE("wait: an error of a poll and one of `until` end it") {
  mock wire;
  wire.reply(404, "{}");
  CHECK(client_of(wire).wait_for(asked, indexed).error().http_status == 404);
  wire.reply(200, document("Pending"));
  auto const refused = [](auto const&) -> geai::result<bool> { return geai::error(errc::invalid_argument, "no more"); };
  auto const done = client_of(wire).wait_for(asked, refused, {.interval = at_once});
  CHECK(done.error().message == "no more");
  CHECK(done.error().operation == "get_rag_document");
}

TEST_CASE("wait: documents, evaluations, instances, requests") {
  mock wire;
  geai::wait_options const quick{.interval = at_once};
  wire.reply(200, document("Pending")).reply(200, document("success"));
  CHECK(client_of(wire).wait_until_indexed({.name = "A", .id = "1"}, quick)->is_indexed());
  wire.reply(200, R"({"id":"1","indexStatus":"Failed","indexDetail":"no text"})");
  auto const failed = client_of(wire).wait_until_indexed(asked, quick);
  CHECK(failed.error().code == errc::api_response);
  CHECK(failed.error().message == "document 1 has failed: its state is \"Failed\" (no text)");

  geai::evaluation_client const evaluations{wire, geai::api_key = "k", geai::base_url = "https://h",
                                            geai::eval_url = "https://e"};
  wire.reply(200, R"({"evaluationResultId":"r","evaluationResultStatus":"R"})")
      .reply(200, R"({"evaluationResultId":"r","evaluationResultStatus":"F"})");
  CHECK(evaluations.wait_for_result({.result_id = "r"}, quick)->status == "F");

  geai::process_client const processes{wire, geai::api_key = "k", geai::base_url = "https://h"};
  wire.reply(200, R"({"id":"i","status":"active"})").reply(200, R"({"id":"i","status":"aborted"})");
  CHECK(processes.wait_for_instance({.id = "i"}, quick).error().message ==
        "instance i has failed: its state is \"aborted\"");
}
