// The part of `geai doctor --online` that calls.

#include <geai/client/agents.hpp>

#include "client.hpp"
#include "doctor.hpp"

namespace tool {

reach try_to_reach(context& world) {
  auto const began = std::chrono::steady_clock::now();
  reach found;
  try {
    auto const client = connect<geai::agent_client<>>(world);
    answer_of(world, "calling the service", [&] { return client.list_agents({.count = 1}, options_of(world)); });
    found.text = "the service answers and takes the credentials";
    found.http_status = 200;
  } catch (geai::exception const& e) {
    found.status = status_of(e.error().code);
    found.text = world.terminal.concealed(in_words_of_the_command(e.what()));
    found.http_status = e.error().http_status;
  }
  auto const took = std::chrono::steady_clock::now() - began;
  found.milliseconds = static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  return found;
}

}  // namespace tool
