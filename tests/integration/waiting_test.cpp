#include <geai/inline.hpp>
//
#include <geai/chat.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <geai/client/assistants.hpp>
#include <geai/client/awaiting.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "both_ways.hpp"
#include "support/sandbox.hpp"

// Waiting for slow results, over connections to the sandbox, blocking and awaited: success, failure, and timeout.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::test::awaiting;
using geai::test::blocking;
using geai::test::client_of;
using geai::test::post;

geai::wait_options const quick{.interval = 1ms, .max_interval = 20ms, .timeout = 1min};
geai::wait_options const short_wait{.interval = 1ms, .max_interval = 10ms, .timeout = 500ms};

// The polled item never ends, or ends in this state.
constexpr char never[] =
    R"({"documents": 1000000, "evaluations": 1000000, "assistant_requests": 1000000, "instances": 1000000})";
constexpr char soon[] =
    R"({"documents": 2, "evaluations": 2, "assistant_requests": 2, "instances": 2, "failing": false})";
constexpr char failing[] =
    R"({"documents": 2, "evaluations": 2, "assistant_requests": 2, "instances": 2, "failing": true})";

template <class Answer> void check_timed_out(geai::result<Answer> const& waited, std::string const& state) {
  REQUIRE(waited.has_error());
  CHECK(waited.error().code == errc::timeout);
  CHECK(waited.error().message.find("the last state is \"" + state + "\"") != std::string::npos);
}

template <class Answer> void check_failed(geai::result<Answer> const& waited, std::string const& message) {
  REQUIRE(waited.has_error());
  CHECK(waited.error().code == errc::api_response);
  CHECK(waited.error().message.find(message) != std::string::npos);
}

}  // namespace

TEST_CASE_TEMPLATE("waiting: documents", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const rag = client_of<Engine, geai::rag_client>(sandbox);
  REQUIRE(Engine::get(rag.create_rag_profile({.profile = {.name = "A"}})));
  auto const added = [&](char const* polls) {
    post(sandbox, "polls", polls);
    auto const made = Engine::get(rag.upload_rag_document({.name = "A", .file = {.content = "text", .name = "a.txt"}}));
    REQUIRE(made);
    return made->id;
  };

  std::vector<std::string> states;
  std::string const id = added(R"({"documents": 3})");
  auto const doc = Engine::get(rag.wait_for(
      geai::api::get_rag_document{.name = "A", .id = id}, [](auto const& d) { return d.is_indexed(); },
      {.interval = 1ms, .timeout = 1min, .on_poll = [&](auto const& seen) { states.emplace_back(seen.state); }}));
  REQUIRE(doc);
  CHECK(doc->index_status == geai::index_status::success);
  CHECK(states.size() > 2);
  CHECK(states.back() == "Success");

  CHECK(Engine::get(rag.wait_until_indexed({.name = "A", .id = added(soon)}, quick)).value().is_indexed());
  CHECK(Engine::get(rag.wait_until_indexed({.name = "A", .id = "none"}, quick)).error().is_not_found());
  check_timed_out(Engine::get(rag.wait_until_indexed({.name = "A", .id = added(never)}, short_wait)), "Starting");
  std::string const bad = added(failing);
  check_failed(Engine::get(rag.wait_until_indexed({.name = "A", .id = bad}, quick)),
               "document " + bad + " has failed: its state is \"Failed\" (as it was ordered)");

  std::stop_source stop;
  stop.request_stop();
  auto const stopped =
      Engine::get(rag.wait_until_indexed({.name = "A", .id = id}, {.interval = 1ms, .stop = stop.get_token()}));
  REQUIRE(stopped.has_error());
  CHECK(stopped.error().code == errc::cancelled);
}

TEST_CASE_TEMPLATE("waiting: evaluations", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const client = Engine::template client<geai::evaluation_client>(
      geai::api_key = "sandbox-key", geai::base_url = sandbox.url(), geai::eval_url = sandbox.url());
  auto const set = Engine::get(
      client.create_data_set({.definition = {.name = "s", .rows = {{{.input = "2+2?", .expected_answer = "4"}}}}}));
  REQUIRE(set);
  auto const plan = Engine::get(client.create_evaluation_plan(
      {.definition = {.name = "p",
                      .type = "TextPromptAssistant",
                      .data_set_id = set->id,
                      .system_metrics = {{{.system_metric_id = "accuracy", .system_metric_weight = 1.0}}}}}));
  REQUIRE(plan);
  auto const run = [&](char const* polls) {
    post(sandbox, "polls", polls);
    auto const made = Engine::get(client.execute_evaluation_plan({.plan_id = plan->id}));
    REQUIRE(made);
    return made->evaluation_result_id;
  };

  auto const result = Engine::get(client.wait_for_result({.result_id = run(soon)}, quick));
  REQUIRE(result);
  CHECK(result->is_finished());
  CHECK(result->rows.size() == 1);
  check_timed_out(Engine::get(client.wait_for_result({.result_id = run(never)}, short_wait)), "R");
  std::string const bad = run(failing);
  check_failed(Engine::get(client.wait_for_result({.result_id = bad}, quick)),
               "evaluation " + bad + " has failed: its state is \"E\"");
}

TEST_CASE_TEMPLATE("waiting: instances of processes", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const client = client_of<Engine, geai::process_client>(sandbox);
  REQUIRE(Engine::get(client.create_process({.definition = {.key = "k", .name = "process"}})));
  auto const started = [&](char const* polls) {
    post(sandbox, "polls", polls);
    auto const made = Engine::get(client.start_instance({.definition = {.process = "process", .subject = "s"}}));
    REQUIRE(made);
    return made->id;
  };

  auto const instance = Engine::get(client.wait_for_instance({.id = started(soon)}, quick));
  REQUIRE(instance);
  CHECK(instance->is_finished());
  check_timed_out(Engine::get(client.wait_for_instance({.id = started(never)}, short_wait)), "active");
  std::string const bad = started(failing);
  check_failed(Engine::get(client.wait_for_instance({.id = bad}, quick)),
               "instance " + bad + " has failed: its state is \"failed\"");
  std::string const aborted = started(never);
  REQUIRE(Engine::get(client.abort_instance({.id = aborted})));
  check_failed(Engine::get(client.wait_for_instance({.id = aborted}, quick)), "instance " + aborted + " has failed");
}

TEST_CASE_TEMPLATE("waiting: requests to assistants", Engine, blocking, awaiting) {
  support::sandbox const sandbox;
  auto const client = client_of<Engine, geai::assistant_client>(sandbox);
  auto const begun = [&](char const* polls) {
    post(sandbox, "polls", polls);
    auto const made =
        Engine::get(client.begin_text_to_assistant({.assistant = "Sandbox Assistant", .prompt = "Hello"}));
    REQUIRE(made);
    return made->request_id.value_or("");
  };

  auto const answered = Engine::get(client.wait_for_request({.id = begun(soon)}, quick));
  REQUIRE(answered);
  CHECK(answered->text == "You said: Hello");
  check_timed_out(Engine::get(client.wait_for_request({.id = begun(never)}, short_wait)), "pending");
  // With that state the sandbox sends "success": false, like the platform, so the poll itself is an error.
  check_failed(Engine::get(client.wait_for_request({.id = begun(failing)}, quick)), "");
}
