#pragma once
// The common parts of agents, tools, strategies, processes and tasks: a name and an id, revisions, drafts, publishing.

#include <functional>
#include <string>
#include <vector>

#include "shape.hpp"
#include "world.hpp"

namespace sandbox {

struct lab_record {
  std::string project;
  std::vector<json> revisions;  // whole objects, oldest first, never empty

  json const& newest() const { return revisions.back(); }
  std::string id() const { return newest().at("id").get<std::string>(); }
  std::string name() const { return newest().at("name").get<std::string>(); }
};

struct lab_kind {
  std::string noun;                         // "agent": in the ledger
  std::string title;                        // "Agent": in messages
  std::string base;                         // path
  std::string wrapper;                      // of definitions
  std::string list_key;                     // of the list
  members definition;                       // the members of a create; an update may omit some
  json born;                                // defaults, in the documented order of the members
  std::vector<std::string> filters;         // query parameters of the list
  std::vector<std::string> get_parameters;  // those of a single item
  bool published_by_revision = true;        // it has publish-revision
  bool deletable = true;
  std::string key = "name";                        // a second name: processes have a key, agents and tools a publicName
  std::function<void(json const& whole)> check{};  // throws a 400
  std::function<void(json const& whole)> check_publish{};  // throws a 400
  std::function<void(json& whole)> complete{};             // adds members that replies always have
  std::function<json(json shown)> shown{};                 // the form in replies, if it differs
};

class lab_store {
public:
  lab_store(world& w, lab_kind kind) : world_(w), kind_(std::move(kind)) {}

  void add_routes(router& r);
  void add_v4_routes(router& r, std::string const& base);  // alternative paths of list, create, get and upsert
  void restart(std::vector<lab_record> with) { all_ = std::move(with); }
  lab_record& existing(call const& c, std::string const& id_or_name);  // throws a 404
  lab_record* find(std::string_view project, std::string const& id_or_name);
  std::vector<lab_record>& all() { return all_; }
  json const& create(call const& c, json const& definition, bool publish, std::string id = {});
  json const& update(lab_record& one, json const& definition, bool publish);
  lab_kind const& kind() const { return kind_; }
  json shown(json const& one) const { return kind_.shown ? kind_.shown(one) : one; }

private:
  reply list(call const& c) const;
  reply make(call const& c);
  reply get(call const& c);
  reply upsert(call const& c);
  reply publish(call const& c);
  reply remove(call const& c);
  json definition_of(call const& c, bool complete, bool& publish) const;
  void check(json const& whole, bool publish, lab_record const* itself, std::string const& project) const;

  world& world_;
  lab_kind kind_;
  std::vector<lab_record> all_;
};

// Defined with the agents; tasks have prompts and tools have public names too.
shape prompt_data();
shape public_name();

}  // namespace sandbox
