// /_sandbox/*: lets a test inspect the sandbox and script its replies. No credential, not recorded, no faults.

#include "sandbox.hpp"
#include "shape.hpp"

namespace sandbox {

void sandbox::add_control_routes() {
  control_.add("GET", "/_sandbox/requests", access::open, [this](call const&) { return json_reply(seen_.list()); });
  control_.add("DELETE", "/_sandbox/requests", access::open, [this](call const&) {
    seen_.clear();
    return no_content();
  });
  control_.add("GET", "/_sandbox/faults", access::open, [this](call const&) { return json_reply(faults_.list()); });
  control_.add("POST", "/_sandbox/faults", access::open, [this](call const& c) {
    json const order = json::parse(c.rq.body, nullptr, false);
    if (order.is_discarded()) throw api_failure(400, code::bad_input, "The body is not valid JSON");
    faults_.add(order);
    return json_reply(faults_.list());
  });
  control_.add("DELETE", "/_sandbox/faults", access::open, [this](call const&) {
    faults_.clear();
    return no_content();
  });
  control_.add("GET", "/_sandbox/ledger", access::open, [this](call const&) {
    std::scoped_lock const lock(world_.mutex);
    return json_reply(world_.changes.list());
  });
  control_.add("POST", "/_sandbox/expire-tokens", access::open, [this](call const&) {
    std::scoped_lock const lock(world_.mutex);
    world_.tokens.expire_all();
    return no_content();
  });
  control_.add("POST", "/_sandbox/polls", access::open, [this](call const& c) {
    json order = json::parse(c.rq.body, nullptr, false);
    auto const times = is::integer(0);
    is::object({optional("documents", times), optional("evaluations", times), optional("assistant_requests", times),
                optional("instances", times), optional("failing", is::boolean())})(order, "");
    std::scoped_lock const lock(world_.mutex);
    poll_plan& p = world_.polls;
    p = {.documents = order.value("documents", p.documents),
         .evaluations = order.value("evaluations", p.evaluations),
         .assistant_requests = order.value("assistant_requests", p.assistant_requests),
         .instances = order.contains("instances") ? order.at("instances").get<std::uint64_t>() : p.instances,
         .failing = order.value("failing", p.failing)};
    return no_content();
  });
  control_.add("GET", "/_sandbox/chat", access::open, [this](call const&) {
    std::scoped_lock const lock(world_.mutex);
    return json_reply(json(world_.chat_plan));
  });
  control_.add("POST", "/_sandbox/chat", access::open, [this](call const& c) {
    json order = json::parse(c.rq.body, nullptr, false);
    if (!order.is_array()) order = json::array({order});
    auto const one_call = is::object(
        {required("name", is::filled_text()), optional("arguments", is::either(is::open_object(), is::text()))});
    auto const step = is::object({optional("calls", is::array_of(one_call, 1)), optional("content", is::text()),
                                  optional("refusal", is::text()), optional("finish", is::filled_text())});
    is::array_of(step)(order, "plan");
    std::scoped_lock const lock(world_.mutex);
    for (auto const& each : order) world_.chat_plan.push_back(each);
    return json_reply(json(world_.chat_plan));
  });
  control_.add("DELETE", "/_sandbox/chat", access::open, [this](call const&) {
    std::scoped_lock const lock(world_.mutex);
    world_.chat_plan.clear();
    return no_content();
  });
  control_.add("POST", "/_sandbox/reset", access::open, [this](call const&) {
    reset();
    return no_content();
  });
}

}  // namespace sandbox
