#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
//
#include <doctest/doctest.h>
#include <malloc.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "faults_sweep.hpp"
#include "support/allocation_counter.hpp"
#include "support/temporary_directory.hpp"

// Every step of an exchange fails once, for each shape of operation and each auth policy. operations_faults_*_test.cpp
// does so for every operation, over one type of client.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using geai::test::any_call;
using geai::test::key;
using geai::test::leaked;
using geai::test::network;
using geai::test::outcome;
using geai::test::outcome_of;
using geai::test::outcome_of_all;
using geai::test::own_secret;
using geai::test::password;
using geai::test::service;
using geai::test::shape;
using geai::test::tally;
using geai::test::token;
using geai::transport::faulty;
using geai::transport::mock;

// --- the shapes of operations -----------------------------------------------------------------------------------------

constexpr shape shapes[] = {
    {.name = "GET, a model with a list"},
    {.name = "GET, the pages of a list", .pages = true},
    {.name = "GET, free-form JSON"},
    {.name = "GET, bytes"},
    {.name = "PUT, a JSON body"},
    {.name = "DELETE, no answer"},
    {.name = "POST, a JSON body", .safe = false},
    {.name = "POST, no answer", .safe = false},
    {.name = "POST, a form, without the client's credential",
     .safe = geai::api::traits_of<geai::api::get_oauth2_access_token>().repetition == geai::api::repetition::safe},
    {.name = "POST, files", .safe = false},
    {.name = "POST, a stream of events", .safe = false, .streams = true},
};
constexpr std::size_t shape_count = std::size(shapes);

geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};

template <class Client> outcome run(Client const& client, std::size_t shape, std::string const& file) {
  namespace api = geai::api;
  switch (shape) {
    case 0: return outcome_of(client.call(api::list_agents{}));
    case 1: return outcome_of_all(client.all(api::list_agents{.count = 10}));
    case 2: return outcome_of(client.call(api::export_agent{.id = "1"}));
    case 3: return outcome_of(client.call(api::get_file_content{.id = "1"}));
    case 4: return outcome_of(client.call(api::update_agent{.id = "1", .definition = {.name = "n"}}));
    case 5: return outcome_of(client.call(api::delete_agent{.id = "1"}));
    case 6:
      return outcome_of(client.call(api::create_secret{.definition = {.name = "n", .secret_string = own_secret}}));
    case 7: return outcome_of(client.call(api::set_secret_accesses{.id = "1"}));
    case 8:
      return outcome_of(
          client.call(api::get_oauth2_access_token{.client_id = "c", .username = "u", .password = password}));
    case 9: return outcome_of(client.call(api::upload_file{.file = {.path = file}}));
    default: {
      auto stream = client.stream(hello);
      if (!stream) return stream.error();
      return outcome_of_all(*stream);
    }
  }
}

// --- the auth policies ------------------------------------------------------------------------------------------------

// A client of some auth policy, reduced to the interface that the sweep needs.
using any_client = std::function<outcome(std::size_t shape)>;

struct auth_kind {
  char const* name;
  bool fetches_token;
  std::function<any_client(network)> make;
};

std::vector<auth_kind> const& auth_kinds() {
  static support::temporary_directory const folder;
  static std::string const file = [] {
    folder.write("a.txt", std::string(5000, 'x'));
    folder.write("credentials", "[default]\nGEAI_API_KEY = " + key + "\nGEAI_API_BASE_URL = https://h\n");
    return (folder.path() / "a.txt").string();
  }();
  static std::string const credentials = (folder.path() / "credentials").string();

  constexpr auto erased = [](auto client) -> any_client {
    return [shared = std::make_shared<decltype(client)>(std::move(client))](std::size_t shape) {
      return run(*shared, shape, file);
    };
  };
  static constexpr geai::retry_policy quick{.base_delay = 0ms, .max_delay = 0ms, .budget = 1'000'000};
  constexpr auto quiet = [](geai::warning const&) {};
  static std::vector<auth_kind> const kinds{
      {"none", false,
       [=](network net) {
         return erased(geai::ai_lab_client{geai::auth::none{}, std::move(net), geai::base_url = "https://h",
                                           geai::retry = quick, geai::on_warning = quiet});
       }},
      {"api_key", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::api_key = key, geai::base_url = "https://h",
                                           geai::retry = quick});
       }},
      {"oauth", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::access_token = token, geai::project_id = "p",
                                           geai::base_url = "https://h", geai::retry = quick});
       }},
      {"mixed", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::access_token = token, geai::project_id = "p",
                                           geai::api_key = key, geai::allow_mixed_auth, geai::base_url = "https://h",
                                           geai::retry = quick, geai::on_warning = quiet});
       }},
      {"password", true,
       [=](network net) {
         return erased(geai::ai_lab_client{
             geai::auth::password{.client_id = "c", .username = "u", .password = password, .project_id = "p"},
             std::move(net), geai::base_url = "https://h", geai::retry = quick});
       }},
      {"resolved", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::credentials_file = credentials, geai::retry = quick,
                                           geai::on_warning = quiet});
       }},
  };
  return kinds;
}

}  // namespace

TEST_CASE("faulty: passes requests on and counts the steps") {
  mock wire;
  wire.reply(200, R"({"agents":[]})");
  faulty network{wire};
  geai::ai_lab_client client{network, geai::api_key = "k", geai::base_url = "https://h"};
  CHECK(client.list_agents());
  CHECK(network.steps() == 7);
  CHECK(network.failures() == 0);
  CHECK(network.failed_in() == phase::none);

  geai::http::response rs;
  geai::http::request rq;
  rq.url = "https://h/";
  phase const expected[] = {phase::resolve,    phase::connect, phase::tls,    phase::send,
                            phase::first_byte, phase::receive, phase::receive};
  std::size_t const left[] = {0, 0, 0, 0, 0, 6, 13};
  for (int step = 1; step <= 7; ++step) {
    CAPTURE(step);
    std::size_t const before = wire.requests().size();
    network.fail_at(step, errc::timeout);
    rs.clear();
    auto const outcome = network.send(rq, rs);
    REQUIRE(!outcome);
    auto const index = static_cast<std::size_t>(step - 1);
    CHECK(outcome.error().code == errc::timeout);
    CHECK(outcome.error().phase == expected[index]);
    CHECK(network.failed_in() == expected[index]);
    CHECK(network.steps() == step);
    CHECK(network.failures() == 1);
    CHECK(rs.body.size() == left[index]);
    CHECK(rs.status == 0);
    CHECK(wire.requests().size() - before == (step > 4 ? 1 : 0));
    rs.clear();
    CHECK(network.send(rq, rs));  // only one step
  }
  network.fail_from(1);
  for (int i = 1; i <= 3; ++i) CHECK(!network.send(rq, rs));
  CHECK(network.failures() == 3);
  network.recover();
  rs.clear();
  CHECK(network.send(rq, rs));
  CHECK(rs.body.size() == 13);
}

TEST_CASE("faulty: a stream fails in each of its reads, after half of the bytes") {
  mock wire;
  wire.reply_stream(200, {"abcd", "efgh"});
  faulty network{wire};
  geai::http::request rq;
  rq.url = "https://h/";
  std::string const expected[] = {"ab", "abcdef", "abcdefgh"};
  for (int read = 0; read != 3; ++read) {
    CAPTURE(read);
    network.fail_at(6 + read);
    geai::http::response head;
    auto body = network.stream(rq, head);
    REQUIRE(body.has_value());
    std::string text;
    geai::result<std::size_t> got = 1;
    while (got && *got != 0) got = body->read(text);
    REQUIRE(!got);
    CHECK(got.error().phase == phase::receive);
    CHECK(text == expected[read]);
    CHECK(!body->read(text));  // and again
    CHECK(wire.open_streams() == 0);
  }
  network.fail_at(9);
  geai::http::response head;
  auto body = network.stream(rq, head);
  std::string text;
  while (*body->read(text) != 0) continue;
  CHECK(network.failures() == 0);
  CHECK(text == "abcdefgh");
}

TEST_CASE("faults: each step of each shape of operation fails once, under each auth policy") {
  tally counts;
  for (auth_kind const& auth : auth_kinds())
    for (std::size_t index = 0; index != shape_count; ++index)
      for (errc code : {errc::transport, errc::timeout, errc::cancelled})
        for (bool outage : {false, true}) {
          shape of = shapes[index];
          of.fetches_token = auth.fetches_token && index != 8;
          auto const make = [&](network net) -> any_call {
            return [call = auth.make(std::move(net)), index] { return call(index); };
          };
          std::string const wrong = geai::test::sweep(of, make, std::nullopt, code, outage, counts);
          INFO(auth.name, ", ", shapes[index].name, ", ", to_string(code), outage ? ", from then on" : "");
          CHECK(wrong == "");
        }
  MESSAGE(counts.steps, " faults: ", counts.survived, " survived, ", counts.failed, " reported");
}

TEST_CASE("faults: no failure leaks memory") {
  // No assertions in here, since they allocate.
  for (auth_kind const& auth : auth_kinds()) {
    service host;
    network net(host);
    any_client const call = auth.make(net);
    for (std::size_t index = 0; index != shape_count; ++index) {
      auto const every_step = [&] {
        int step = 1;
        for (bool more = true; more && step < 1000; ++step) {
          net.fail_at(step);
          static_cast<void>(call(index));
          more = net.failures() != 0;
          host.forget();
        }
        return step;
      };
      auto const allocations = [&] {
        host.forget();
        net.recover();
        support::allocation_counter const counter;
        bool const good = !call(index).has_value();
        return good ? counter.count() : std::size_t{0};
      };
      every_step();
      allocations();
      std::size_t const per_call = allocations();
      // A leak grows with each sweep; memory that is kept for reuse does not.
      int steps = 0;
      std::size_t in_use = 0;
      bool grows = true;
      for (int sweeps = 0; grows && sweeps != 4; ++sweeps) {
        in_use = ::mallinfo2().uordblks;
        steps = every_step();
        grows = ::mallinfo2().uordblks > in_use;
      }
      std::size_t const per_call_after = allocations();
      INFO(auth.name, ", ", shapes[index].name);
      CHECK(steps > 7);
      CHECK(per_call != 0);
      CHECK(per_call_after == per_call);  // a lost exchange would have to be created again
      CHECK(!grows);
      CHECK(host.bodies() == 0);
    }
  }
}

TEST_CASE("faults: a server that echoes requests puts no secret into an error") {
  int echoes = 0;
  for (auth_kind const& auth : auth_kinds())
    for (std::size_t index = 0; index != shape_count; ++index)
      for (int status : {200, 302, 400, 401, 403, 429, 500})
        for (std::size_t padding : {0u, 4060u, 4075u})
          for (bool as_fault : {false, true}) {
            service host;
            host.answers([&](geai::http::request const& rq, std::string_view sent, geai::http::response& rs) {
              rs.status = status;
              rs.add_header("Retry-After", "0");
              std::string echo(padding, '.');
              for (auto const& each : rq.headers)
                if (each.name == "Authorization") echo += each.value;
              echo += ' ';
              for (char c : sent.substr(0, 1000))
                if (c != '"' && c != '\\' && c != '\r' && c != '\n') echo += c;
              rs.body = as_fault ? R"({"errors":[{"id":8,"description":")" + echo + "\"}]}" : "[\"" + echo;
            });
            network net(host);
            any_client const call = auth.make(net);
            outcome const failed = call(index);
            INFO(auth.name, ", ", shapes[index].name, ", ", status, ", ", padding, as_fault ? ", a fault" : "");
            if (!failed) continue;
            ++echoes;
            CHECK(leaked(*failed) == "");
          }
  CHECK(echoes > 1000);
}
