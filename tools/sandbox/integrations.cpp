// Tool plug-ins and their requests to users. Only their paths are known, some of them by analogy: bodies are any
// object, replies are inferred.

#include "identifiers.hpp"
#include "service.hpp"
#include "shape.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

class integrations final : public service {
public:
  explicit integrations(world& w)
      : plugins_(w, "tool-plugin", {"id", "name"}, api_failure(404, 30, "Plugin not found")),
        interactions_(w, "interaction", {"id"}, api_failure(404, 404, "Interaction not found")) {
    reset();
  }

  void add_routes(router& r) override {
    auto const route = [&](std::string_view method, std::string_view path, reply (integrations::*serve)(call const&)) {
      r.add(method, path, access::project, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("GET", "/v3/tool-plugins", &integrations::list);
    route("GET", "/v3/tool-plugins/inspector/security-scheme", &integrations::security_scheme);
    route("GET", "/v3/tool-plugins/inspector/manifest", &integrations::manifest);
    route("POST", "/v3/tool-plugins/inspector/create-challenge", &integrations::create_challenge);
    route("GET", "/v3/tool-plugins/{IdOrName}", &integrations::get);
    route("PUT", "/v3/tool-plugins/{IdOrName}", &integrations::upsert);
    route("DELETE", "/v3/tool-plugins/{IdOrName}", &integrations::remove);
    route("POST", "/v3/tool-plugins/import", &integrations::import);
    route("POST", "/v3/tool-plugins/{id}/publish-tools", &integrations::publish);
    route("GET", "/v2/user-interactions/tool-plugins/open", &integrations::open_interactions);
    route("PUT", "/v2/user-interactions/tool-plugins/{id}", &integrations::update_interaction);
    route("PUT", "/v2/user-interactions/tool-plugins/{id}/close", &integrations::close_interaction);
  }

  void reset() override {
    plugins_.restart();
    interactions_.restart({{{"id", "sandbox-interaction"}, {"status", "open"}}});
  }

private:
  reply list(call const& c) {
    no_query(c);
    return json_reply({{"toolPlugins", plugins_.all()}});
  }

  reply get(call const& c) {
    no_query(c);
    return json_reply(plugins_.existing(c.slots.front()));
  }

  reply upsert(call const& c) {
    json const d = checked_body(c, is::open_object());
    std::string const& name = c.slots.front();
    return json_reply(plugins_.find(name) == nullptr ? made(name, d) : plugins_.change(name, d));
  }

  reply remove(call const& c) {
    no_query(c);
    no_body(c);
    plugins_.remove(c.slots.front());
    return no_content();
  }

  reply import(call const& c) { return json_reply(made("imported", checked_body(c, is::open_object()))); }

  reply publish(call const& c) {
    checked_body(c, is::open_object());
    return json_reply(plugins_.existing(c.slots.front()));
  }

  json made(std::string const& name, json const& with) {
    json plugin = overlaid({{"id", ""}, {"name", name}}, with);
    plugin["id"] = unique_id();
    return plugins_.add(std::move(plugin));
  }

  // The inspector's parameters are not known: any query is accepted.
  reply security_scheme(call const&) { return json_reply({{"type", "none"}}); }
  reply manifest(call const&) { return json_reply({{"tools", json::array()}}); }

  reply create_challenge(call const& c) {
    checked_body(c, is::open_object());
    return json_reply({{"challenge", unique_id()}});
  }

  reply open_interactions(call const& c) {
    no_query(c);
    auto const open = [](json const& each) { return each.at("status") == "open"; };
    return json_reply({{"interactions", interactions_.page(0, interactions_.items().size(), open)}});
  }

  reply update_interaction(call const& c) {
    json const d = checked_body(c, is::open_object());
    return json_reply(interactions_.change(c.slots.front(), d));
  }

  reply close_interaction(call const& c) {
    no_query(c);
    no_body(c);
    interactions_.change(c.slots.front(), {{"status", "closed"}});
    return no_content();
  }

  shelf plugins_;
  shelf interactions_;
};

}  // namespace

std::unique_ptr<service> make_integrations(world& w) { return std::make_unique<integrations>(w); }

}  // namespace sandbox
