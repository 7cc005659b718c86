// The tool proxy, as the vendor's client uses it; the status of the platform; the assistants that plug-ins see.

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

shape uuid() {
  return [](json& v, std::string const& name) {
    if (!v.is_string() || !is_uuid(v.get_ref<std::string const&>())) throw out_of_range(name, "a UUID");
  };
}

// inputSchema: a text that contains {"type":"function","function":{..}}.
shape function_text() {
  return [](json& v, std::string const& name) {
    is::filled_text()(v, name);
    json const schema = json::parse(v.get_ref<std::string const&>(), nullptr, false);
    if (!schema.is_object() || !schema.contains("function"))
      throw out_of_range(name, "the JSON of a function, in a string");
  };
}

shape server() {
  auto const tool = is::object({required("name", is::filled_text()), optional("publicName", is::text()),
                                required("server", is::text()), optional("description", is::text()),
                                required("inputSchema", function_text())});
  return is::object({required("id", uuid()), required("name", is::filled_text()), optional("description", is::text()),
                     optional("affinity", uuid()), optional("tools", is::array_of(tool))});
}

shape job_result() {
  auto const job =
      is::object({required("id", is::filled_text()), optional("jobStatus", is::text()), optional("output", is::text()),
                  optional("proxyId", is::text()), optional("proxyStatus", is::text()), optional("input", is::text()),
                  optional("server", is::text())});
  return is::object({required("success", is::boolean()), required("job", job)});
}

json plugin() {
  return {{"pluginId", "12121212-0000-4000-8000-000000000001"},
          {"pluginName", "Sandbox Plugin"},
          {"pluginType", "Assistant"},
          {"pluginDescription", "A seeded plug-in"},
          {"pluginIcon", ""},
          {"shareScope", "organization"},
          {"streams", true},
          {"canRegenerateAnswer", true},
          {"canShowPreview", false},
          {"fullConversation", true},
          {"mustTriggerInitialMessage", false},
          {"supportsRawHtml", false},
          {"supportsMultimodal", true},
          {"supportsFunctionCalling", true},
          {"supportsToolCalling", true},
          {"uploadFiles", true},
          {"uploadMaxFileCount", 5},
          {"uploadMaxFileSize", 10485760},
          {"maxOutputTokens", 4096},
          {"maxTokenSendLimit", 100000},
          {"temperature", 0.1},
          {"modelId", "dddddddd-0000-4000-8000-000000000001"},
          {"modelName", "gpt-4o"},
          {"providerName", "openai"},
          {"inputModeration", false},
          {"llmOutput", false},
          {"promptInjection", false},
          {"supportedCategories", "text,image"},
          {"supportedFileExtensions", ".txt,.pdf"}};
}

class proxies final : public service {
public:
  explicit proxies(world& w) : proxies_(w, "tool-proxy", {"id"}, api_failure(404, 404, "Proxy not found")) {}

  void add_routes(router& r) override {
    auto const route = [&](std::string_view method, std::string_view path, access who,
                           reply (proxies::*serve)(call const&)) {
      r.add(method, path, who, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("GET", "/", access::open, &proxies::root);  // hearsay
    route("GET", "/v1/system/status", access::open, &proxies::status);
    route("GET", "/v1/plugins", access::project, &proxies::plugins);
    route("POST", "/v2/tool-proxy/register", access::project, &proxies::enrol);
    route("GET", "/v2/tool-proxy/dequeue/{proxyId}", access::project, &proxies::dequeue);
    route("POST", "/v2/tool-proxy/result/{proxyId}", access::project, &proxies::result);
  }

  void reset() override { proxies_.restart(); }

private:
  reply root(call const& c) {
    no_query(c);
    return json_reply({{"running", true}, {"timestamp", iso_now()}, {"version", "sandbox"}});
  }

  reply status(call const& c) {
    no_query(c);
    return json_reply({{"running", true}, {"version", "sandbox"}});
  }

  reply plugins(call const& c) {
    query_reader q(c.rq.query);
    auto const organization = q.text("organization");
    auto const project = q.text("project");
    q.finish();
    if (organization && *organization != known::organization)
      throw api_failure(400, code::invalid_organization, "Invalid organization id");
    if (project && *project != known::project) throw api_failure(404, code::project_not_found, "Project Not Found");
    return json_reply({{"plugins", json::array({plugin()})}});
  }

  // Identified by the id that the client chose. One job is waiting: for its first tool, or for one named echo.
  reply enrol(call const& c) {
    json const server_given = checked_body(c, is::object({required("server", server())})).at("server");
    auto const id = server_given.at("id").get<std::string>();
    json arguments{{"text", "hello"}};
    std::string name = "sandbox__echo";
    std::string server_name = "sandbox";
    if (server_given.contains("tools") && !server_given.at("tools").empty()) {
      json const& tool = server_given.at("tools").front();
      name = tool.at("name").get<std::string>();
      server_name = tool.at("server").get<std::string>();
      json const schema = json::parse(tool.at("inputSchema").get<std::string>());
      if (schema.at("function").contains("parameters")) arguments = example_of(schema.at("function").at("parameters"));
    }
    json const input{{"function", {{"name", name}, {"arguments", arguments.dump()}}}};
    json const job{{"id", unique_id()},       {"proxyId", id},
                   {"proxyStatus", "Active"}, {"jobStatus", "InProgress"},
                   {"input", input.dump()},   {"server", server_name}};  // inferred: the states
    if (proxies_.find(id) != nullptr) proxies_.remove(id);
    proxies_.add({{"id", id}, {"server", server_given}, {"jobs", json::array({job})}});
    return json_reply({{"Messages", json::array({{{"Description", "The proxy was registered"}, {"Type", 2}}})}});
  }

  reply dequeue(call const& c) {
    no_query(c);
    json const jobs = proxies_.existing(c.slots.front()).at("jobs");
    if (!jobs.empty()) proxies_.change(c.slots.front(), {{"jobs", json::array()}});
    return json_reply(jobs);  // a bare array
  }

  reply result(call const& c) {
    json const d = checked_body(c, is::object({required("jobResult", job_result())}));
    proxies_.change(c.slots.front(), {{"lastResult", d.at("jobResult")}});
    return json_reply({{"Messages", json::array()}});  // inferred: the members; not that it is JSON
  }

  shelf proxies_;
};

}  // namespace

std::unique_ptr<service> make_proxies(world& w) { return std::make_unique<proxies>(w); }

}  // namespace sandbox
