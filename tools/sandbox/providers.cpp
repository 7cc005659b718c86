// LLM API: a constant list of providers and models.

#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

json property(std::string_view name, bool value) {
  return {{"id", name}, {"name", name}, {"type", "Boolean"}, {"value", value ? "true" : "false"}};
}

json model(int number, std::string_view provider, std::string_view name, std::string_view type, int context,
           bool able) {
  return {{"id", "dddddddd-0000-4000-8000-00000000000" + std::to_string(number)},
          {"name", name},
          {"fullName", std::string(provider) + "/" + std::string(name)},
          {"description", std::string(name) + " of the sandbox"},
          {"type", type},
          {"contextWindow", context},
          {"maxOutputTokens", context / 8},
          {"priority", 1},
          {"isCustom", false},
          {"properties", json::array({property("streaming", able), property("multimodal", able),
                                      property("toolCalling", able), property("functionCalling", able)})}};
}

json providers_known() {
  return json::array({{{"name", "openai"},
                       {"description", "OpenAI"},
                       {"interfaceType", "OpenAI"},
                       {"models", json::array({model(1, "openai", "gpt-4o", "Chat", 128000, true),
                                               model(2, "openai", "text-embedding-3-small", "Embedding", 8192, false),
                                               model(3, "openai", "gpt-image-1", "Image", 8192, false)})}},
                      {{"name", "cohere"},
                       {"description", "Cohere"},
                       {"interfaceType", "Cohere"},
                       {"models", json::array({model(4, "cohere", "rerank-v3.5", "Rerank", 4096, false)})}}});
}

struct wanted_models {
  std::optional<std::string> type;
  std::vector<std::pair<std::string, bool>> able{};
  bool summary = false;

  explicit wanted_models(query_reader& q) : type(q.one_of("type", {"Chat", "Embedding", "Image", "Rerank"})) {
    for (auto const* name : {"streaming", "multimodal", "toolCalling", "functionCalling"})
      if (auto const value = q.boolean(name)) able.emplace_back(name, *value);
    summary = q.one_of("detail", {"Full", "Summary"}).value_or("Full") == "Summary";
  }

  json of(json const& provider) const {
    json out = json::array();
    for (auto m : provider.at("models")) {
      bool fits = !type || m.at("type") == *type;
      for (auto const& [name, value] : able)
        for (auto const& p : m.at("properties"))
          if (p.at("name") == name && (p.at("value") == "true") != value) fits = false;
      if (!fits) continue;
      if (summary) m.erase("properties");  // inferred
      out.push_back(std::move(m));
    }
    return out;
  }
};

class providers final : public service {
public:
  void add_routes(router& r) override {
    std::string const all = "/v2/llm/providers";
    r.add("GET", all, access::project, [this](call const& c) { return list(c); });
    r.add("GET", all + "/{providerName}", access::project, [this](call const& c) {
      no_query(c);
      return json_reply(existing(c));
    });
    r.add("GET", all + "/{providerName}/models", access::project, [this](call const& c) {
      query_reader q(c.rq.query);
      wanted_models const wanted(q);  // inferred: the parameters of the list of providers
      q.finish();
      return json_reply({{"models", wanted.of(existing(c))}});
    });
    r.add("GET", all + "/{providerName}/models/{nameOrId}", access::project, [this](call const& c) {
      no_query(c);
      for (auto const& m : existing(c).at("models"))
        if (m.at("name") == c.slots.at(1) || m.at("id") == c.slots.at(1)) return json_reply(m);
      throw api_failure(404, code::not_found, "Model not found: " + c.slots.at(1));
    });
    r.add("GET", "/models", access::project, [this](call const& c) {
      no_query(c);
      return json_reply(openai_form());
    });
  }

  void reset() override {}

private:
  reply list(call const& c) const {
    query_reader q(c.rq.query);
    bool const with_models = q.one_of("include", {"models"}).has_value();
    wanted_models const wanted(q);
    q.finish();
    json out = json::array();
    for (auto p : all_) {
      json models = wanted.of(p);
      if (models.empty()) continue;
      if (with_models)
        p["models"] = std::move(models);
      else
        p.erase("models");
      out.push_back(std::move(p));
    }
    return json_reply({{"providers", std::move(out)}});
  }

  json openai_form() const {
    json data = json::array();
    for (auto const& p : all_)
      for (auto const& m : p.at("models"))
        data.push_back(
            {{"id", m.at("fullName")}, {"object", "model"}, {"created", 1735689600}, {"owned_by", p.at("name")}});
    return {{"object", "list"}, {"data", std::move(data)}};
  }

  json const& existing(call const& c) const {
    for (auto const& p : all_)
      if (p.at("name") == c.slots.front()) return p;
    throw api_failure(404, 2, "Provider type not found");
  }

  json const all_ = providers_known();
};

}  // namespace

std::unique_ptr<service> make_providers(world&) { return std::make_unique<providers>(); }

}  // namespace sandbox
