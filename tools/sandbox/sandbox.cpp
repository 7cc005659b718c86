#include "sandbox.hpp"

#include <exception>

#include "access.hpp"
#include "manners.hpp"
#include "quirks.hpp"

namespace sandbox {

sandbox::sandbox(settings s) : world_(s), services_(make_services(world_)) {
  manners::generous = !s.strict;
  for (auto const& one : services_) one->add_routes(routes_);
  add_control_routes();
}

void sandbox::reset() {
  {
    std::scoped_lock const lock(world_.mutex);
    world_.tokens.clear();
    world_.changes.clear();
    world_.polls = {};
    world_.chat_plan.clear();
    for (auto const& one : services_) one->reset();
  }
  faults_.clear();
  seen_.clear();
}

outcome sandbox::answer(request const& rq, connection& c) {
  if (rq.path == "/_sandbox" || rq.path.starts_with("/_sandbox/")) return {.answer = real_reply(rq, control_, {})};
  seen_.record(rq);
  auto const fault = faults_.take(rq);
  auto const real = [&] { return real_reply(rq, routes_, std::unique_lock(world_.mutex)); };
  if (!fault) return {.answer = real()};

  outcome out{.answer = std::nullopt, .how = fault->how()};
  bool const undone = fault->prevents_handling();
  reply r = undone ? reply{} : real();
  if (!c.pause(fault->before_reply())) return {};  // the caller has disconnected
  bool const silent = undone && (fault->kind == fault_kind::reset || fault->kind == fault_kind::close);
  if (!silent) out.answer = fault->alter(std::move(r));
  return out;
}

reply sandbox::real_reply(request const& seen, router const& from, std::unique_lock<std::mutex> const lock) {
  bool const public_side = lock.owns_lock();
  try {
    request rq = seen;
    check_target(rq.target);
    check_headers(rq);
    auto const question = rq.target.find('?');
    if (question != rq.target.npos) rq.query = form_fields(std::string_view(rq.target).substr(question + 1));
    if (public_side && manners::generous) manners::put_right(rq);
    rq.segments = path_segments(rq.path);
    auto const m = from.find(rq);
    bool const has_body = rq.header("Transfer-Encoding") || rq.header("Content-Length").value_or("0") != "0";
    if (public_side && has_body && rq.method == "GET") throw api_failure(400, code::bad_input, "GET takes no body");
    call c{.rq = rq, .slots = m.slots};
    identify(c, m.found->needs, world_);
    reply out = m.found->serve(c);
    return public_side && world_.options.quirks ? as_in_the_field(*m.found, std::move(out)) : out;
  } catch (failure const& f) {
    return public_side && world_.options.quirks ? complaint_in_the_field(seen.path, f.to_reply()) : f.to_reply();
  } catch (std::exception const& e) {
    return api_failure(500, 500, std::string("The sandbox failed: ") + e.what()).to_reply();
  }
}

}  // namespace sandbox
