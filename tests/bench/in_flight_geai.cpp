// Lists the agents with many concurrent calls through the library: in_flight_geai URL CALLS IN_FLIGHT. See
// in_flight_by_hand.cpp.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <geai/client/ai_lab.hpp>
#include <geai/client/awaiting.hpp>
#include <geai/event_loop.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/task.hpp>
#include <geai/transport/curl_multi.hpp>

namespace {

template <class Client> geai::task<void> list(Client const& client, long& left, std::size_t& seen) {
  while (left > 0) {
    --left;
    geai::result<geai::agent_list> const agents = co_await client.list_agents();
    for (geai::agent const& each : agents.value()) seen += each.id.size() + each.name.size();
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  long const calls = std::atol(argv[2]);
  long const in_flight = std::atol(argv[3]);
  geai::event_loop loop;
  geai::ai_lab_client client{geai::transport::curl_multi{loop}, geai::api_key = "sandbox-key",
                             geai::base_url = argv[1]};
  std::size_t seen = 0;
  auto const run = [&](long left) {
    for (long i = 0; i != in_flight; ++i) loop.spawn(list(client, left, seen));
    loop.run();
  };
  run(in_flight);
  auto const begin = std::chrono::steady_clock::now();
  run(calls);
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"seconds\":%.9f,\"seen\":%zu}\n", seconds, seen);
}
