// RAG assistants: search profiles, their documents, and questions to them.

#include <map>

#include "identifiers.hpp"
#include "llm.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

shape llm_options() {
  return is::object({optional("cache", is::boolean()), optional("frequencyPenalty", is::number()),
                     optional("maxTokens", is::integer()), optional("modelName", is::text()),
                     optional("n", is::integer()), optional("presencePenalty", is::number()),
                     optional("provider", is::text()), optional("stream", is::boolean()),
                     optional("temperature", is::number()), optional("topP", is::number()),
                     optional("type", is::nullable(is::text())), optional("verbose", is::boolean())});
}

shape search_options() {
  auto const search = is::object({optional("k", is::integer()), optional("type", is::text()),
                                  optional("fetchK", is::number()), optional("lambda", is::number()),
                                  optional("prompt", is::text()), optional("returnSourceDocuments", is::boolean()),
                                  optional("scoreThreshold", is::number()), optional("template", is::text())});
  auto const retriever = is::object(
      {optional("type", is::one_of({"vectorStore", "selfQuery", "hyde", "contextualCompression", "multiQuery"})),
       optional("searchType", is::text()), optional("step", is::text()), optional("prompt", is::text())});
  return is::object({optional("historyCount", is::integer()), optional("llm", llm_options()),
                     optional("search", search), optional("retriever", retriever)});
}

shape index_options() {
  auto const chunks = is::object({optional("chunkOverlap", is::integer()), optional("chunkSize", is::integer())});
  auto const child = is::object({optional("child", chunks), optional("chunkOverlap", is::integer()),
                                 optional("chunkSize", is::integer()), optional("contentProcessing", is::text())});
  return is::object({optional("chunks", chunks), optional("useParentDocument", is::boolean()),
                     optional("childDocument", child)});  // inferred: what a childDocument holds
}

members profile_fields() {
  return {required("name", is::filled_text()),        optional("description", is::text()),
          optional("status", is::integer(1, 2)),      optional("template", is::text()),
          optional("welcomeData", is::open_object()), optional("searchOptions", search_options()),
          optional("indexOptions", index_options())};
}

shape question() {
  auto const filter = is::object({required("key", is::filled_text()),
                                  required("operator", is::one_of({"$eq", "$ne", "$gt", "$gte", "$lt", "$lte"})),
                                  required("value", is::anything())});
  return is::object({optional("id", is::text()), required("profile", is::filled_text()),
                     required("question", is::filled_text()), optional("variables", is::key_values()),
                     optional("filters", is::array_of(filter))});
}

class rag final : public service {
public:
  explicit rag(world& w) : world_(w), profiles_(w, "search profile", {"name"}, profile_missing()) {
    w.directories["profile"] = [this](std::string const& name) { return profiles_.find(name) != nullptr; };
  }

  void add_routes(router& r) override {
    std::string const base = "/v1/search";
    std::string const one = base + "/profile/{name}";
    auto const route = [&](std::string_view method, std::string const& path, reply (rag::*serve)(call const&)) {
      r.add(method, path, access::project, [this, serve](call const& c) { return (this->*serve)(c); });
    };
    route("GET", base + "/profiles", &rag::list);
    route("POST", base + "/profile", &rag::create);
    route("GET", one, &rag::get);
    route("PUT", one, &rag::update);
    route("DELETE", one, &rag::remove);
    route("GET", one + "/documents", &rag::list_documents);
    route("DELETE", one + "/documents", &rag::delete_documents);
    route("POST", one + "/document", &rag::add_document);
    route("GET", one + "/document/{id}", &rag::get_document);
    route("DELETE", one + "/document/{id}", &rag::delete_document);
    route("POST", base + "/execute", &rag::execute);
  }

  void reset() override {
    profiles_.restart();
    documents_.clear();
  }

private:
  static failure profile_missing() { return api_failure(404, 1101, "Search Index Profile not found"); }

  // Blanks of a name may come as plus signs.
  std::string name_of(call const& c) {
    std::string name = c.slots.front();
    if (profiles_.find(name) == nullptr) std::ranges::replace(name, '+', ' ');
    profiles_.existing(name);
    return name;
  }

  shelf& documents_of(call const& c) {
    auto const name = name_of(c);
    auto const missing = api_failure(404, 2021, "Document not found");
    return documents_.try_emplace(name, world_, "document", std::vector<std::string>{"id"}, missing).first->second;
  }

  reply list(call const& c) {
    no_query(c);
    return json_reply({{"searchProfiles", profiles_.all()}});  // inferred
  }

  reply create(call const& c) {
    json const d = checked_body(c, is::object(profile_fields()));
    if (profiles_.find(d.at("name").get<std::string>()) != nullptr) throw api_failure(400, 2020, "RAG exists");
    return json_reply(profiles_.add(overlaid({{"name", ""}, {"description", ""}, {"status", 1}}, d)));
  }

  reply get(call const& c) {
    no_query(c);
    return json_reply(profiles_.existing(name_of(c)));
  }

  reply update(call const& c) {
    json const d = checked_body(c, is::object(nothing_required(profile_fields())));
    auto const name = name_of(c);
    auto const now = d.value("name", name);
    if (now != name && profiles_.find(now) != nullptr) throw api_failure(400, 2020, "RAG exists");
    json const changed = profiles_.change(name, d);
    if (now != name && documents_.contains(name)) {
      auto node = documents_.extract(name);
      node.key() = now;
      documents_.insert(std::move(node));
    }
    return json_reply(changed);
  }

  reply remove(call const& c) {
    no_query(c);
    no_body(c);
    auto const name = name_of(c);
    profiles_.remove(name);
    documents_.erase(name);
    return json_reply(json::object());  // inferred
  }

  reply list_documents(call const& c) {
    query_reader q(c.rq.query);
    auto const skip = q.count("skip").value_or(0);
    auto const count = q.count("count").value_or(10);
    q.finish();
    auto& docs = documents_of(c);
    return json_reply(
        {{"documents", docs.page(skip, count, [](json const&) { return true; })}, {"count", docs.items().size()}});
  }

  reply delete_documents(call const& c) {
    no_query(c);
    no_body(c);
    auto& docs = documents_of(c);
    while (!docs.items().empty()) docs.remove(docs.items().front().at("id").get<std::string>());
    return json_reply(json::object());  // inferred
  }

  reply add_document(call const& c) {
    no_query(c);
    auto& docs = documents_of(c);
    std::string name(c.rq.header("filename").value_or(""));
    json metadata = json::array();
    if (is_multipart(c.rq)) {
      bool found = false;
      for (auto const& p : multipart_parts(c.rq)) {
        if (p.name == "file") {
          name = p.filename.value_or("");
          found = true;
        } else if (p.name == "metadata") {
          metadata = json::parse(p.body, nullptr, false);
          if (metadata.is_discarded()) throw out_of_range("metadata", "JSON");
        } else {
          throw api_failure(400, code::out_of_range, "Unknown field: " + p.name);
        }
      }
      if (!found) throw field_required("file");
    } else if (c.rq.body.empty()) {
      throw api_failure(400, 2028, "The document is empty");
    }
    if (name.empty()) throw api_failure(400, 2025, "Document name missing");
    auto const dot = name.rfind('.');
    if (dot == name.npos || dot + 1 == name.size()) throw api_failure(400, 2027, "Bad document extension");
    auto const id = unique_id();
    return json_reply(docs.add({{"id", id},
                                {"name", name.substr(0, dot)},
                                {"extension", name.substr(dot + 1)},
                                {"keyName", id + name.substr(dot)},
                                {"url", "https://files.example.com/" + id},
                                {"timestamp", iso_now()},
                                {"indexStatus", "Success"},
                                {"indexDetail", ""},
                                {"metadata", std::move(metadata)}}));
  }

  reply get_document(call const& c) {
    no_query(c);
    return json_reply(documents_of(c).existing(c.slots.back()));
  }

  reply delete_document(call const& c) {
    no_query(c);
    no_body(c);
    documents_of(c).remove(c.slots.back());
    return json_reply(json::object());  // inferred
  }

  // A refusal comes with 200 here.
  reply execute(call const& c) {
    json const d = checked_body(c, question());
    auto const profile = d.at("profile").get<std::string>();
    if (profiles_.find(profile) == nullptr)
      return json_reply({{"error", {{"code", 1101}, {"message", "Search Index Profile not found"}}},
                         {"status", "failed"},
                         {"success", false},
                         {"text", ""}});
    json found = json::array();
    if (auto const it = documents_.find(profile); it != documents_.end())
      for (auto const& doc : it->second.items())
        found.push_back({{"pageContent", "What " + doc.at("name").get<std::string>() + " says"},
                         {"score", 0.5},
                         {"metadata", {{"id", doc.at("id")}, {"name", doc.at("name")}}}});
    return json_reply({{"id", unique_id()},
                       {"requestId", unique_id()},
                       {"text", "You asked: " + d.at("question").get<std::string>()},
                       {"documents", std::move(found)},
                       {"result", {{"success", true}, {"messages", json::array()}}}});
  }

  world& world_;
  shelf profiles_;
  std::map<std::string, shelf> documents_;
};

}  // namespace

std::unique_ptr<service> make_rag(world& w) { return std::make_unique<rag>(w); }

}  // namespace sandbox
