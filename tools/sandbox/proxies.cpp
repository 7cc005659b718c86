// What PyGEAI knows and nobody documents: the tool proxy, the status, the assistants that plug-ins see. All is inferred
// but the paths of the tool proxy and the members of its requests.

#include "identifiers.hpp"
#include "service.hpp"
#include "shape.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

class proxies final : public service {
public:
  explicit proxies(world& w) : proxies_(w, "tool-proxy", {"id"}, api_failure(404, 404, "Proxy not found")) {}

  void add_routes(router& r) override {
    auto const route = [&](std::string_view method, std::string_view path, access who,
                           reply (proxies::*serve)(call const&)) {
      r.add(method, path, who, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("GET", "/v1/status", access::open, &proxies::status);
    route("GET", "/v1/plugins/assistants", access::project, &proxies::assistants);
    route("POST", "/v2/tool-proxy/register", access::project, &proxies::enrol);
    route("GET", "/v2/tool-proxy/dequeue/{proxyId}", access::project, &proxies::dequeue);
    route("POST", "/v2/tool-proxy/result/{proxyId}", access::project, &proxies::result);
  }

  void reset() override { proxies_.restart(); }

private:
  reply status(call const& c) {
    no_query(c);
    return json_reply({{"running", true}, {"version", "sandbox"}});
  }

  reply assistants(call const& c) {
    query_reader q(c.rq.query);
    q.text("organizationId");
    q.text("projectId");
    q.finish();
    return json_reply({{"assistants", json::array()}});
  }

  // One job waits for each proxy.
  reply enrol(call const& c) {
    json const d = checked_body(c, is::object({required("server", is::open_object())}));
    json const job{{"id", unique_id()}, {"tool", "echo"}, {"arguments", {{"text", "hello"}}}};
    return json_reply(proxies_.add({{"id", unique_id()}, {"server", d.at("server")}, {"jobs", json::array({job})}}));
  }

  reply dequeue(call const& c) {
    no_query(c);
    json const jobs = proxies_.existing(c.slots.front()).at("jobs");
    proxies_.change(c.slots.front(), {{"jobs", json::array()}});
    return json_reply({{"jobs", jobs}});
  }

  reply result(call const& c) {
    json const d = checked_body(c, is::object({required("jobResult", is::open_object())}));
    proxies_.change(c.slots.front(), {{"lastResult", d.at("jobResult")}});
    return no_content();
  }

  shelf proxies_;
};

}  // namespace

std::unique_ptr<service> make_proxies(world& w) { return std::make_unique<proxies>(w); }

}  // namespace sandbox
