#include "lab.hpp"

#include <algorithm>
#include <cmath>

#include "identifiers.hpp"
#include "llm.hpp"

namespace sandbox {

namespace {

// The newest revision that the caller may and wants to see; none if there is no such revision.
struct revision_choice {
  std::uint64_t revision = 0;  // 0 = the newest
  double version = 0;          // 0 = the newest
  bool drafts = true;

  json const* of(lab_record const& a) const {
    auto const fits = [this](json const& r) {
      return (drafts || !r.at("isDraft").get<bool>()) &&
             (revision == 0 || r.at("revision").get<std::uint64_t>() == revision) &&
             (version <= 0 || r.at("version").get<double>() == version);
    };
    auto const it = std::find_if(a.revisions.rbegin(), a.revisions.rend(), fits);
    return it == a.revisions.rend() ? nullptr : &*it;
  }
};

// The query of a list or of a single item: only the parameters that the kind has.
struct lab_query {
  std::vector<std::pair<std::string, std::string>> equal{};  // required values of members
  std::optional<std::string> status{};
  std::uint64_t start = 0;
  std::optional<std::uint64_t> count{};
  bool external = false;
  revision_choice choice{};

  lab_query(call const& c, std::vector<std::string> const& allowed) {
    query_reader q(c.rq.query);
    for (auto const& name : allowed) read(q, name);
    q.finish();
  }

  void read(query_reader& q, std::string const& name) {
    if (name == "start") {
      start = q.count(name).value_or(0);
    } else if (name == "count") {
      count = q.count(name);
    } else if (name == "status") {
      status = q.one_of(name, {"active", "inactive", "pending", "draft"});
    } else if (name == "revision") {
      choice.revision = q.count(name).value_or(0);
    } else if (name == "version") {
      choice.version = q.number(name).value_or(0);
    } else if (name == "allowDrafts" || name == "allowDraft") {
      choice.drafts = q.boolean(name).value_or(true);
    } else if (name == "allowExternal") {
      external = q.boolean(name).value_or(false);
    } else {
      auto const value = name == "accessScope" ? q.one_of(name, {"public", "private"})
                         : name == "scope"     ? q.one_of(name, {"builtin", "external", "api", "proxied"})
                                               : q.text(name);
      if (value) equal.emplace_back(name, *value);
    }
  }

  bool fits(json const& r) const {
    if (status && !(*status == "draft" ? r.at("isDraft").get<bool>() : r.at("status") == *status)) return false;
    return std::ranges::all_of(equal, [&](auto const& e) { return r.contains(e.first) && r.at(e.first) == e.second; });
  }
};

double newest_version(lab_record const& one) {
  double v = 0;
  for (auto const& r : one.revisions) v = std::max(v, r.at("version").get<double>());
  return v;
}

json whole_number(double n) { return static_cast<long long>(std::floor(n)); }

}  // namespace

void lab_store::add_routes(router& r) {
  std::string const one = kind_.base + "/{idOrName}";
  r.add("GET", kind_.base, access::project, [this](call const& c) { return list(c); });
  r.add("POST", kind_.base, access::project, [this](call const& c) { return make(c); });
  r.add("GET", one, access::project, [this](call const& c) { return get(c); });
  r.add("PUT", one, access::project, [this](call const& c) {
    bool publish = false;
    json const d = definition_of(c, false, publish);
    return json_reply(shown(update(existing(c, c.slots.front()), d, publish)));
  });
  r.add("PUT", one + "/upsert", access::project, [this](call const& c) { return upsert(c); });
  if (kind_.published_by_revision)
    r.add("POST", one + "/publish-revision", access::project, [this](call const& c) { return publish(c); });
  if (kind_.deletable) r.add("DELETE", one, access::project, [this](call const& c) { return remove(c); });
}

void lab_store::add_v4_routes(router& r, std::string const& base) {
  std::string const one = base + "/{idOrName}";
  r.add("GET", base, access::project, [this](call const& c) { return list(c); });
  r.add("POST", base, access::project, [this](call const& c) { return make(c); });
  r.add("GET", one, access::project, [this](call const& c) { return get(c); });
  r.add("PUT", one + "/upsert", access::project, [this](call const& c) { return upsert(c); });
}

reply lab_store::make(call const& c) {
  bool publish = false;
  json const d = definition_of(c, true, publish);
  return json_reply(shown(create(c, d, publish)));
}

reply lab_store::list(call const& c) const {
  lab_query const q(c, kind_.filters);
  json page = json::array();
  std::uint64_t passed = 0;
  for (auto const& a : all_) {
    if (q.count && page.size() >= *q.count) break;
    if (a.project != c.project && !q.external) continue;
    json const* const r = q.choice.of(a);
    if (r == nullptr || !q.fits(*r)) continue;
    if (passed++ >= q.start) page.push_back(shown(*r));
  }
  return json_reply({{kind_.list_key, std::move(page)}});
}

reply lab_store::get(call const& c) {
  lab_query const q(c, kind_.get_parameters);
  json const* const r = q.choice.of(existing(c, c.slots.front()));
  if (r == nullptr) throw api_failure(404, code::revision_not_found, "Revision not found");
  return json_reply(shown(*r));
}

reply lab_store::upsert(call const& c) {
  bool publish = false;
  auto const& key = c.slots.front();
  lab_record* const known_one = find(c.project, key);
  json d = definition_of(c, false, publish);
  if (known_one != nullptr) return json_reply(shown(update(*known_one, d, publish)));
  if (!d.contains("name") && !is_uuid(key)) d["name"] = key;  // inferred
  is::object(kind_.definition)(d, kind_.wrapper);
  return json_reply(shown(create(c, d, publish, is_uuid(key) ? key : std::string{})));
}

json const& lab_store::create(call const& c, json const& definition, bool publish, std::string id) {
  json whole = overlaid(kind_.born, definition);
  if (definition.contains("id")) id = definition.at("id").get<std::string>();
  whole["id"] = id.empty() ? unique_id() : id;
  whole["isDraft"] = !publish;
  whole["revision"] = 1;
  whole["version"] = publish ? 1 : 0;
  if (kind_.complete) kind_.complete(whole);
  check(whole, publish, nullptr, c.project);
  all_.push_back({c.project, {std::move(whole)}});
  world_.changes.note("created", kind_.noun, all_.back().id(), {{"name", all_.back().name()}});
  return all_.back().newest();
}

json const& lab_store::update(lab_record& one, json const& definition, bool publish) {
  json whole = overlaid(one.newest(), definition);  // inferred: omitted members keep their value
  whole["id"] = one.id();
  whole["isDraft"] = !publish;
  whole["revision"] = one.newest().at("revision").get<int>() + 1;
  if (publish) whole["version"] = whole_number(newest_version(one) + 1);
  if (kind_.complete) kind_.complete(whole);
  check(whole, publish, &one, one.project);
  one.revisions.push_back(std::move(whole));
  world_.changes.note("updated", kind_.noun, one.id(), {{"name", one.name()}});
  return one.newest();
}

reply lab_store::publish(call const& c) {
  json const body = checked_body(c, is::object({required("revision", is::filled_text())}));
  auto& one = existing(c, c.slots.front());
  auto const wanted = body.at("revision").get<std::string>();
  auto const it = std::ranges::find_if(
      one.revisions, [&](json const& r) { return std::to_string(r.at("revision").get<long long>()) == wanted; });
  if (it == one.revisions.end()) throw api_failure(404, code::revision_not_found, "Revision not found");
  if (kind_.check_publish) kind_.check_publish(*it);
  if (it->at("isDraft").get<bool>()) (*it)["version"] = whole_number(newest_version(one) + 1);
  (*it)["isDraft"] = false;
  world_.changes.note("published", kind_.noun, one.id(), {{"name", one.name()}, {"revision", it->at("revision")}});
  return json_reply(shown(*it));
}

reply lab_store::remove(call const& c) {
  no_query(c);
  no_body(c);
  auto const& one = existing(c, c.slots.front());
  world_.changes.note("deleted", kind_.noun, one.id(), {{"name", one.name()}});
  all_.erase(all_.begin() + (&one - all_.data()));
  return no_content();
}

json lab_store::definition_of(call const& c, bool complete, bool& publish) const {
  query_reader q(c.rq.query);
  publish = q.boolean("automaticPublish").value_or(false);
  q.finish();
  json body = parsed_body(c.rq);
  auto const wanted = is::object(complete ? kind_.definition : nothing_required(kind_.definition));
  is::object({required(kind_.wrapper, wanted)})(body, "");
  return std::move(body.at(kind_.wrapper));
}

void lab_store::check(json const& whole, bool publish, lab_record const* itself, std::string const& project) const {
  for (auto const& other : all_) {
    if (&other == itself || other.project != project) continue;
    if (whole.at("name") == other.name() || whole.at("id") == other.id())
      throw api_failure(409, 409, kind_.title + " exists: " + other.name());  // inferred
  }
  if (kind_.check) kind_.check(whole);
  if (publish && kind_.check_publish) kind_.check_publish(whole);
}

lab_record* lab_store::find(std::string_view project, std::string const& id_or_name) {
  auto const it = std::ranges::find_if(all_, [&](lab_record const& a) {
    auto const second = a.newest().find(kind_.key);
    return a.project == project &&
           (a.id() == id_or_name || a.name() == id_or_name || (second != a.newest().end() && *second == id_or_name));
  });
  return it == all_.end() ? nullptr : &*it;
}

lab_record& lab_store::existing(call const& c, std::string const& id_or_name) {
  auto* const found = find(c.project, id_or_name);
  if (found == nullptr) throw api_failure(404, code::not_found, kind_.title + " not found: " + id_or_name);
  return *found;
}

}  // namespace sandbox
