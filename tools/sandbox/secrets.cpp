// Secrets API. Lists and the ledger never show secret values.

#include <algorithm>
#include <vector>

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

members const secret_definition{required("name", is::filled_text()), required("secretString", is::filled_text()),
                                optional("description", is::text())};

shape wrapped(shape s) { return is::object({required("secretDefinition", std::move(s))}); }

shape access_list() {
  auto const one =
      is::object({required("accessLevel", is::filled_text()), required("principalType", is::filled_text())});
  return is::object({required("accessList", is::array_of(one))});
}

struct secret {
  json shown;  // without its value
  std::string value;
  json accesses = json::array();
};

class secrets final : public service {
public:
  explicit secrets(world& w) : world_(w) {}

  void add_routes(router& r) override {
    r.add("GET", "/v1/secrets", access::project, [this](call const& c) { return list(c); });
    r.add("POST", "/v1/secrets", access::project, [this](call const& c) { return create(c); });
    r.add("GET", "/v1/secrets/{secretId}", access::project, [this](call const& c) { return get(c); });
    r.add("PUT", "/v1/secrets/{secretId}", access::project, [this](call const& c) { return update(c); });
    r.add("GET", "/v1/secrets/{secretId}/accesses", access::project, [this](call const& c) {
      no_query(c);
      return json_reply({{"accessList", existing(c).accesses}});  // inferred
    });
    r.add("POST", "/v1/secrets/{secretId}/accesses", access::project, [this](call const& c) { return grant(c); });
  }

  void reset() override { all_.clear(); }

private:
  reply list(call const& c) {
    query_reader q(c.rq.query);
    auto const name = q.text("name");
    auto const id = q.text("id");
    auto start = q.count("start").value_or(0);
    auto const count = q.count("count").value_or(10);
    q.finish();
    json page = json::array();
    for (auto const& s : all_) {
      if ((name && s.shown.at("name") != *name) || (id && s.shown.at("id") != *id)) continue;
      if (start > 0)
        --start;
      else if (page.size() < count)
        page.push_back(s.shown);
    }
    return json_reply({{"secrets", std::move(page)}});  // inferred
  }

  // inferred: no reply of this API is documented
  reply create(call const& c) {
    json const d = checked_body(c, wrapped(is::object(secret_definition))).at("secretDefinition");
    refuse_taken(d, nullptr);
    all_.push_back({.shown = {{"id", unique_id()},
                              {"name", d.at("name")},
                              {"description", d.value("description", "")},
                              {"status", "Active"},
                              {"createdAt", iso_now()}},
                    .value = d.at("secretString").get<std::string>()});
    note("created", all_.back());
    return json_reply(all_.back().shown);
  }

  reply get(call const& c) {
    no_query(c);
    auto const& s = existing(c);
    json out = s.shown;
    out["secretString"] = s.value;
    return json_reply(out);
  }

  reply update(call const& c) {
    // inferred: omitted members keep their value
    json d = checked_body(c, wrapped(is::object(nothing_required(secret_definition)))).at("secretDefinition");
    auto& s = existing(c);
    refuse_taken(d, &s);
    if (d.contains("secretString")) s.value = d.at("secretString").get<std::string>();
    d.erase("secretString");
    s.shown = overlaid(s.shown, d);
    note("updated", s);
    return json_reply(s.shown);
  }

  reply grant(call const& c) {
    json const d = checked_body(c, wrapped(access_list())).at("secretDefinition");
    auto& s = existing(c);
    s.accesses = d.at("accessList");
    note("updated", s);
    return json_reply({{"accessList", s.accesses}});
  }

  void refuse_taken(json const& d, secret const* except) const {
    if (!d.contains("name")) return;
    for (auto const& s : all_)
      if (&s != except && s.shown.at("name") == d.at("name"))
        throw api_failure(409, 409, "A secret with this name exists");  // inferred
  }

  secret& existing(call const& c) {
    auto const it = std::ranges::find_if(all_, [&](secret const& s) { return s.shown.at("id") == c.slots.front(); });
    if (it == all_.end()) throw api_failure(404, code::not_found, "Secret not found: " + c.slots.front());
    return *it;
  }

  void note(std::string_view action, secret const& s) {
    world_.changes.note(action, "secret", s.shown.at("id").get<std::string>(), {{"name", s.shown.at("name")}});
  }

  world& world_;
  std::vector<secret> all_;
};

}  // namespace

std::unique_ptr<service> make_secrets(world& w) { return std::make_unique<secrets>(w); }

}  // namespace sandbox
