// RAG assistants: search profiles, their documents, and questions to them.

#include <map>

#include "identifiers.hpp"
#include "llm.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

shape free_text() { return is::nullable(is::text()); }

shape llm_options() {
  return is::object(
      {optional("cache", is::boolean()), optional("frequencyPenalty", is::number()),
       optional("maxTokens", is::integer()), optional("modelName", is::text()), optional("n", is::integer()),
       optional("presencePenalty", is::number()), optional("provider", is::text()),
       optional("providerName", is::text()), optional("stream", is::boolean()), optional("temperature", is::number()),
       optional("topP", is::number()), optional("type", free_text()), optional("verbose", is::boolean()),
       optional("uploadFiles", is::boolean()),
       optional("llmOutputGuardrail", is::anything()),  // of unknown type, like the next two
       optional("inputModerationGuardrail", is::anything()), optional("promptInjectionGuardrail", is::anything())});
}

// Variables are {key,value}, or an object whose only member has the variable's name.
shape search_options() {
  auto const search = is::object({optional("k", is::integer()), optional("type", is::one_of({"similarity", "mmr"})),
                                  optional("fetchK", is::number()), optional("lambda", is::number()),
                                  optional("prompt", is::text()), optional("returnSourceDocuments", is::boolean()),
                                  optional("scoreThreshold", is::number()), optional("template", is::text())});
  auto const retriever = is::object(
      {optional("type", is::one_of({"vectorStore", "selfQuery", "hyde", "contextualCompression", "multiQuery"})),
       optional("searchType", is::text()), optional("step", is::text()), optional("prompt", is::text())});
  auto const embeddings = is::object({optional("dimensions", is::integer()), optional("modelName", is::text()),
                                      optional("provider", is::text()), optional("useProxy", is::boolean())});
  auto const ingestion = is::object({optional("provider", is::text()), optional("geaiOptions", is::open_object()),
                                     optional("llamaParseOptions", is::open_object())});
  return is::object({optional("historyCount", is::integer()), optional("llm", llm_options()),
                     optional("search", search), optional("retriever", retriever),
                     optional("chain", is::object({optional("type", is::text())})), optional("embeddings", embeddings),
                     optional("ingestion", ingestion), optional("options", is::open_object()),
                     optional("rerank", is::open_object()), optional("variables", is::array_of(is::open_object())),
                     optional("vectorStore", is::open_object())});
}

shape index_options() {
  members const sizes{optional("chunkOverlap", is::integer()), optional("chunkSize", is::integer())};
  auto const child = is::object(joined(sizes, {optional("contentProcessing", is::one_of({"", "clean"}))}));
  return is::object(
      {optional("chunks", is::object(sizes)), optional("useParentDocument", is::boolean()),
       optional("childDocument", is::object({optional("childK", is::number()), optional("child", child)}))});
}

members profile_fields() {
  return {required("name", is::filled_text()),
          optional("description", is::text()),
          optional("status", is::integer(1, 2)),
          optional("template", is::text()),
          optional("prompt", is::text()),
          optional("welcomeData", is::open_object()),
          optional("searchOptions", search_options()),
          optional("indexOptions", index_options())};
}

shape question() {
  auto const value =
      is::either(is::array_of(is::either(is::number(), is::text())), is::either(is::number(), is::text()));
  auto const filter = is::object(
      {required("key", is::filled_text()), required("operator", is::filled_text()), required("value", value)});
  return is::object({optional("id", is::text()), required("profile", is::filled_text()),
                     required("question", is::filled_text()), optional("variables", is::key_values()),
                     optional("filters", is::array_of(filter))});
}

// Sent as one flat object; returned as a list of texts.
json metadata_of(std::string const& sent) {
  json const given = json::parse(sent, nullptr, false);
  if (!given.is_object()) throw out_of_range("metadata", "one flat JSON object");
  json out = json::array();
  for (auto const& m : given.items()) {
    if (m.value().is_structured()) throw out_of_range("metadata." + m.key(), "a text, a number or a boolean");
    out.push_back({{"key", m.key()}, {"value", m.value().is_string() ? m.value() : json(m.value().dump())}});
  }
  return out;
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
    route("PUT", one + "/document", &rag::renew_metadata);
    route("POST", one + "/log", &rag::log);
    route("GET", one + "/document/{id}", &rag::get_document);
    route("DELETE", one + "/document/{id}", &rag::delete_document);
    route("POST", base + "/execute", &rag::execute);
  }

  void reset() override {
    profiles_.restart();
    documents_.clear();
    polls_left_.clear();
  }

private:
  static failure profile_missing() { return api_failure(404, 1101, "Search Index Profile not found"); }

  // Blanks of a name may be plus signs.
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
    bool const all = c.rq.header("include-all").value_or("false") == "true";
    json shown = json::array();
    for (auto const& p : profiles_.all())
      if (all || p.at("status") == 1)  // inferred: that a disabled profile is a hidden one
        shown.push_back({{"name", p.at("name")}, {"description", p.at("description")}});
    return json_reply({{"projectId", known::project},
                       {"projectName", "Sandbox Project"},
                       {"projectDescription", "The key of the sandbox"},
                       {"projectActive", true},
                       {"projectStatus", 0},
                       {"searchProfiles", std::move(shown)}});
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

  // name and indexOptions cannot be changed.
  reply update(call const& c) {
    json d = checked_body(c, is::object(nothing_required(profile_fields())));
    auto const name = name_of(c);
    for (auto const* kept : {"name", "indexOptions"}) d.erase(kept);
    return json_reply(profiles_.change(name, d));
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
    json shown = docs.page(skip, count, [](json const&) { return true; });
    for (auto& one : shown) {
      one = as_polled(one);
      one.erase("keyName");  // only in a single profile
    }
    return json_reply({{"count", docs.items().size()}, {"documents", std::move(shown)}});
  }

  // Unknown right after the upload, then in progress for the configured number of polls.
  json as_polled(json one) {
    auto const it = polls_left_.find(one.at("id").get<std::string>());
    bool const under_way = it != polls_left_.end();
    if (under_way && it->second > 0)
      one["indexStatus"] = it->second-- > 1 ? "Starting" : "Pending";
    else if (world_.polls.failing)
      one.update({{"indexStatus", "Failed"}, {"indexDetail", "as it was ordered"}});
    else
      one.update({{"indexStatus", "Success"}, {"chunks", "1"}});
    return one;
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
    std::string type(c.rq.header("Content-Type").value_or(""));
    if (is_multipart(c.rq)) {
      bool found = false;
      for (auto const& p : multipart_parts(c.rq)) {
        if (p.name == "file") {
          name = p.filename.value_or("");
          found = true;
        } else if (p.name == "metadata") {
          metadata = metadata_of(p.body);
        } else {
          throw api_failure(400, code::out_of_range, "Unknown field: " + p.name);
        }
      }
      if (!found) throw field_required("file");
    } else {
      if (type.empty()) throw field_required("Content-Type");
      if (c.rq.body.empty()) throw api_failure(400, 2028, "The document is empty");
    }
    if (name.empty()) throw api_failure(400, 2025, "Document name missing");
    auto const dot = name.rfind('.');
    if (dot == name.npos || dot + 1 == name.size()) throw api_failure(400, 2027, "Bad document extension");
    auto const id = unique_id();
    polls_left_[id] = world_.polls.documents;
    return json_reply(docs.add({{"id", id},
                                {"name", name.substr(0, dot)},
                                {"extension", name.substr(dot + 1)},
                                {"keyName", id + name.substr(dot)},
                                {"url", "https://files.example.com/" + id},
                                {"timestamp", iso_now()},
                                {"indexStatus", "Unknown"},
                                {"indexDetail", ""},
                                {"chunks", "0"},
                                {"metadata", std::move(metadata)}}));
  }

  reply get_document(call const& c) {
    no_query(c);
    return json_reply(as_polled(documents_of(c).existing(c.slots.back())));
  }

  // Without the file: the document is indexed again.
  reply renew_metadata(call const& c) {
    no_query(c);
    auto& docs = documents_of(c);
    auto const id = c.rq.header("documentId");
    if (!id || id->empty()) throw field_required("documentId");
    auto const parts = multipart_parts(c.rq);
    if (parts.size() != 1 || parts.front().name != "metadata") throw field_required("metadata");
    docs.change(std::string(*id), {{"metadata", metadata_of(parts.front().body)}});
    polls_left_[std::string(*id)] = world_.polls.documents;
    return json_reply({{"id", *id}, {"indexStatus", "Unknown"}});
  }

  // Its body and answer are not known.
  reply log(call const& c) {
    no_query(c);
    name_of(c);
    if (!c.rq.body.empty()) parsed_body(c.rq);
    return json_reply({{"log", json::array()}});
  }

  reply delete_document(call const& c) {
    no_query(c);
    no_body(c);
    documents_of(c).remove(c.slots.back());
    return json_reply(json::object());  // inferred
  }

  // A refusal has status 200 here.
  reply execute(call const& c) {
    json const d = checked_body(c, question());
    auto const profile = d.at("profile").get<std::string>();
    if (profiles_.find(profile) == nullptr)
      return json_reply(
          {{"error", {{"code", 1101}, {"message", "Search Index Profile not found"}}},
           {"status", "failed"},
           {"success", false},
           {"text", ""},
           {"documents", json::array()},
           {"result",
            {{"success", false}, {"messages", json::array({{{"description", "Search Index Profile not found"}}})}}}});
    json found = json::array();
    if (auto const it = documents_.find(profile); it != documents_.end())
      for (auto const& doc : it->second.items())
        found.push_back({{"pageContent", "What " + doc.at("name").get<std::string>() + " says"},
                         {"score", 0.5},
                         {"metadata", {{"id", doc.at("id")}, {"name", doc.at("name")}}}});
    return json_reply({{"id", unique_id()},
                       {"requestId", unique_id()},
                       {"status", "succeeded"},
                       {"success", true},
                       {"timestamp", iso_now()},
                       {"text", "You asked: " + d.at("question").get<std::string>()},
                       {"documents", std::move(found)},
                       {"result", {{"success", true}, {"messages", json::array()}}}});
  }

  world& world_;
  shelf profiles_;
  std::map<std::string, shelf> documents_;
  std::map<std::string, std::uint64_t> polls_left_;  // of documents
};

}  // namespace

std::unique_ptr<service> make_rag(world& w) { return std::make_unique<rag>(w); }

}  // namespace sandbox
