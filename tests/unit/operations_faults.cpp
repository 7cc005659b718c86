#include <geai/inline.hpp>
//
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>
#include <malloc.h>

#include "support/allocation_counter.hpp"
#include "support/temporary_directory.hpp"

namespace geai::test {

namespace {

using namespace std::chrono_literals;

struct auth_kind {
  char const* name;
  bool fetches_token;
  std::function<any_auth()> make;
};

std::vector<auth_kind> const& auth_kinds() {
  static std::vector<auth_kind> const kinds{
      {"none", false, [] { return any_auth(auth::none{}); }},
      {"api_key", false, [] { return any_auth(auth::api_key{.api_key = key}); }},
      {"oauth", false, [] { return any_auth(auth::oauth{.access_token = token, .project_id = "p"}); }},
      {"mixed", false, [] { return any_auth(auth::mixed{.api_key = key, .access_token = token, .project_id = "p"}); }},
      {"password", true,
       [] {
         return any_auth(
             auth::password{.client_id = "c", .username = "u", .password = test::password, .project_id = "p"});
       }},
  };
  return kinds;
}

template <class Client> Client client_of(auth_kind const& auth, network net) {
  return Client{auth.make(),
                typename Client::transport_policy(std::move(net)),
                geai::project_id = "p",
                geai::base_url = "https://h",
                geai::eval_url = "https://h",
                geai::retry = retry_policy{.base_delay = 0ms, .max_delay = 0ms, .budget = 1'000'000},
                geai::on_warning = [](warning const&) {}};
}

// Describes the leftovers of a sweep over all steps with one client; empty if there are none.
template <class Client> std::string leftover(auth_kind const& auth, swept_operation<Client> const& operation) {
  // No assertions in here, since they allocate.
  service host;
  host.says(operation.answer);
  network net(host);
  Client const client = client_of<Client>(auth, net);
  auto const every_step = [&] {
    for (int step = 1; step < 1000; ++step) {
      net.fail_at(step);
      static_cast<void>(operation.call(client));
      host.forget();
      if (net.failures() == 0) break;
    }
  };
  bool all_good = true;
  auto const allocations = [&] {
    host.forget();
    net.recover();
    support::allocation_counter const counter;
    all_good = !operation.call(client).has_value() && all_good;
    return counter.count();
  };
  every_step();
  allocations();
  std::size_t const per_call = allocations();
  // A leak grows with each sweep; memory that is kept for reuse does not.
  bool grows = true;
  for (int sweeps = 0; grows && sweeps != 4; ++sweeps) {
    std::size_t const in_use = ::mallinfo2().uordblks;
    every_step();
    grows = ::mallinfo2().uordblks > in_use;
  }
  std::size_t const per_call_after = allocations();
  if (!all_good) return "it fails without a fault";
  if (grows) return "memory grows";
  if (per_call_after != per_call)  // a lost exchange would have to be created again
    return "a call makes " + std::to_string(per_call) + " allocations at first, and " + std::to_string(per_call_after) +
           " later";
  if (host.bodies() != 0) return "a body is still open";
  return {};
}

// The secret that an error shows if the server echoes the whole request.
template <class Client>
std::string echoed(auth_kind const& auth, swept_operation<Client> const& operation, int status, bool as_fault) {
  service host;
  host.answers([&](http::request const& rq, std::string_view sent, http::response& rs) {
    rs.status = status;
    rs.add_header("Retry-After", "0");
    std::string echo(rq.url);
    echo += ' ';
    for (auto const& each : rq.headers)
      if (each.name == "Authorization") echo += each.value;
    echo += ' ';
    for (char c : sent.substr(0, 4000))
      if (c != '"' && c != '\\' && c != '\r' && c != '\n') echo += c;
    rs.add_header("X-Request-Id", echo);
    rs.body = as_fault ? R"({"errors":[{"id":8,"description":")" + echo + "\"}]}" : "[\"" + echo;
  });
  outcome const failed = operation.call(client_of<Client>(auth, network(host)));
  return failed ? leaked(*failed) : std::string{};
}

}  // namespace

std::string const& file_to_send() {
  static support::temporary_directory const folder;
  static std::string const path = [] {
    folder.write("a.txt", std::string(5000, 'x'));
    return (folder.path() / "a.txt").string();
  }();
  return path;
}

template <class Client> void sweep_operations(std::vector<swept_operation<Client>> const& operations) {
  tally counts;
  for (swept_operation<Client> const& operation : operations)
    for (auth_kind const& auth : auth_kinds()) {
      std::string const what = std::string(operation.name) + (operation.streams ? ", a stream, " : ", ") + auth.name;
      CAPTURE(what);
      shape const of{.name = "",
                     .safe = operation.safe,
                     .streams = operation.streams,
                     .fetches_token = auth.fetches_token && operation.uses_client_token};
      auto const make = [&](network net) -> any_call {
        return [&call = operation.call, client = std::make_shared<Client>(client_of<Client>(auth, std::move(net)))] {
          return call(*client);
        };
      };
      for (errc code : {errc::transport, errc::timeout, errc::cancelled})
        for (bool outage : {false, true}) {
          std::string const wrong = sweep(of, make, operation.answer, code, outage, counts);
          CAPTURE(to_string(code));
          CAPTURE(outage);
          CHECK(wrong == "");
        }
      std::string const left = leftover(auth, operation);
      CHECK(left == "");
      for (int status : {200, 400, 401, 500})
        for (bool as_fault : {false, true}) {
          std::string const shown = echoed(auth, operation, status, as_fault);
          CAPTURE(status);
          CAPTURE(as_fault);
          CHECK(shown == "");
        }
    }
  MESSAGE(operations.size(), " operations, ", counts.steps, " faults: ", counts.survived, " survived, ", counts.failed,
          " reported");
}

template void sweep_operations(std::vector<swept_operation<swept_client>> const& operations);
template void sweep_operations(std::vector<swept_operation<awaited_swept_client>> const& operations);

}  // namespace geai::test
