// The part of `geai doctor --online` that makes calls.

#include <chrono>
#include <geai/http/retry_after.hpp>

#include "calls.hpp"
#include "doctor.hpp"

namespace tool {

namespace {

// Compares the clock of a reply with ours and ignores the latency.
std::optional<long> skew_of(reply const& from) {
  auto const now = std::chrono::system_clock::now();
  auto const date = geai::http::parse_date(from.header("date"), now);
  if (!date) return std::nullopt;
  return static_cast<long>((*date - std::chrono::floor<std::chrono::seconds>(now)).count());
}

// Detects the software at the base URL by its health report, whatever the status.
void look_at_platform(sender& through, context& world, reach& found) {
  operation const& which = operation_named("get_health");
  reply const answer =
      through.send(call_values(world, {.which = &which}).request(), {.is_json = false, .any_status = true});
  if (!found.skew) found.skew = skew_of(answer);
  json const health = parsed(answer.body);
  bool const is_platform =
      answer.status == 200 && health.is_object() && (health.contains("running") || health.contains("version"));
  found.platform = is_platform ? "the server at the base URL is the platform"
                               : "the server at the base URL is not the platform: " + std::string(which.route) +
                                     " returned HTTP " + std::to_string(answer.status);
}

}  // namespace

reach try_to_reach(context& world) {
  auto const began = std::chrono::steady_clock::now();
  reach found;
  std::optional<sender> through;
  try {
    through.emplace(world);
    operation const& which = operation_named("list_agents");
    call_words const words = parse_call({}, {"list_agents", "--count=1"}, {});
    reply const answer = through->send(call_values(world, words).request(), reading_of(which));
    found.text = "the service responds and accepts the credentials";
    found.http_status = answer.status;
    found.skew = skew_of(answer);
  } catch (geai::exception const& e) {
    found.status = status_of(e.error().code);
    found.text = world.terminal.concealed(in_words_of_the_command(e.what()));
    found.http_status = e.error().http_status;
  }
  auto const took = std::chrono::steady_clock::now() - began;
  found.milliseconds = static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  if (found.status == refused && through) try {
      look_at_platform(*through, world, found);
    } catch (geai::exception const&) {
      // the first failure is enough
    }
  return found;
}

}  // namespace tool
