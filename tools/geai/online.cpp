// The part of `geai doctor --online` that calls.

#include <chrono>

#include "calls.hpp"
#include "doctor.hpp"

namespace tool {

reach try_to_reach(context& world) {
  auto const began = std::chrono::steady_clock::now();
  reach found;
  try {
    sender through(world);
    call_operation(through, world, "list_agents", {{"count", "1"}});
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
