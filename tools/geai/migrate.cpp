// geai migrate

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "command_line.hpp"
#include "input.hpp"
#include "lab.hpp"
#include "migrate_project.hpp"

namespace tool {

namespace {

struct migrate_options {
  std::string project{};
  std::string to{};
  std::string to_project{};
  std::string to_name{};  // the project, which is created if it does not exist
  std::string administrator{};
  std::string keep_as{};
  bool usage_limits = false;
  bool all = false;
  std::map<std::string, std::string> chosen{};  // by kind: names, or `all`
  std::string resume{};
  bool dry_run = false;
  bool publish = false;
  bool stop = false;
};

// A thing to be copied from one project to the other.
struct item {
  std::string kind{};
  std::string name{};
  std::string id{};  // in the source
  std::string action{};
  std::vector<std::string> changes{};
};

// Records the finished steps, one line each, so that an interrupted migration can be resumed.
class migration_log {
public:
  explicit migration_log(std::string path) : path_(std::move(path)) {
    if (path_.empty()) return;
    std::ifstream from(path_);
    for (std::string line; std::getline(from, line);) {
      json const done = parsed(line);
      if (!done.is_object()) continue;
      done_[done.value("kind", "") + " " + done.value("name", "")] = done.value("target_id", "");
      if (!done.value("source_id", "").empty()) ids_[done.value("source_id", "")] = done.value("target_id", "");
    }
  }

  bool has(item const& which) const { return done_.contains(which.kind + " " + which.name); }
  void add(item const& which, std::string const& target) {
    if (!which.id.empty() && !target.empty()) ids_[which.id] = target;
    if (path_.empty()) return;
    std::ofstream to(path_, std::ios::app);
    to << json{{"kind", which.kind}, {"name", which.name}, {"source_id", which.id}, {"target_id", target}}.dump()
       << "\n";
    if (!to.flush()) throw usage_error("--resume: " + path_ + " cannot be written");
  }

  // Replaces ids of the source with those of the target.
  void rewrite(json& value) const {
    if (value.is_string()) {
      auto const found = ids_.find(value.get_ref<std::string const&>());
      if (found != ids_.end()) value = found->second;
    }
    if (value.is_structured())
      for (json& each : value) rewrite(each);
  }

private:
  std::string path_;
  std::map<std::string, std::string> done_{};
  std::map<std::string, std::string> ids_{};
};

class migration {
public:
  migration(context& world, migrate_options const& given)
      : given_(given), source_world_(world), target_world_(world), log_(given.resume) {
    if (!given.project.empty()) source_world_.project_id = given.project;
    target_world_.project_id = given.to_project.empty() ? std::nullopt : std::optional(given.to_project);
    if (!given.to.empty()) target_world_.alias = given.to;
    source_.emplace(source_world_);
    if (given.to_name.empty()) {
      target_.emplace(target_world_);
    } else {
      project_.emplace(organization_world_.emplace(target_world_), given.to_name);
      if (project_->is_there()) enter_project();
    }
    bool const is_same = target_ && source_->base_url() == target_->base_url() &&
                         source_->project_id() == target_->project_id() &&
                         source_world_.selected_alias() == target_world_.selected_alias();
    if (is_same)
      throw usage_error("the source and the target are the same project; name another with --to or --to-project-id");
  }
  ~migration() {
    if (organization_world_ && organization_world_->after_work) organization_world_->after_work();
    for (context* each : {&source_world_, &target_world_})
      if (each->after_work) each->after_work();
  }

  std::vector<item> plan() {
    std::vector<item> all;
    if (project_)
      all.push_back({.kind = "project", .name = project_->name(), .action = project_->is_there() ? "keep" : "create"});
    for (lab_kind const& kind : lab_kinds())
      for (json const& each : chosen_of(std::string(kind.name), kind.list)) {
        item one = item_of(std::string(kind.name), each);
        if (one.name.empty()) continue;
        if (log_.has(one)) {
          one.action = "done";
        } else if (!target_) {
          one.action = "create";
        } else {
          lab_change const change = change_of(kind, one);
          one.action = change.action();
          one.changes = change.changed;
        }
        all.push_back(std::move(one));
      }
    add_others(all);
    if (given_.usage_limits) add_limit(all);
    return all;
  }

  // Returns the exit code.
  int run(std::vector<item>& plan, context& world) {
    int status = success;
    for (item& each : plan) {
      world.signals.check();
      if (each.action == "done" || (each.kind == "project" && each.action == "keep")) continue;
      try {
        std::string const target = each.action == "keep" ? there_[each.kind + " " + each.name] : make(each);
        log_.add(each, target);
        if (each.action != "keep") world.terminal.note(each.kind + " " + each.name + ": done");
      } catch (geai::exception const& e) {
        world.signals.check();
        status = std::max(status, status_of(e.error().code));
        each.action = "failed";
        each.changes = {world.terminal.concealed(in_words_of_the_command(e.what()))};
        world.terminal.error(each.kind + " " + each.name + ": " + each.changes.front());
        if (given_.stop || each.kind == "project") break;  // without a project nothing can be created
      }
    }
    return status;
  }

private:
  static item item_of(std::string kind, json const& listed) {
    return {.kind = std::move(kind), .name = listed.value("name", ""), .id = listed.value("id", "")};
  }

  // Returns the chosen items of a list in the source.
  std::vector<json> chosen_of(std::string const& kind, std::string_view list) {
    auto const found = given_.chosen.find(kind);
    bool const is_named = found != given_.chosen.end() && !found->second.empty();
    if (!is_named && (!given_.all || kind == "secret")) return {};
    std::string const names = is_named ? "," + found->second + "," : ",all,";
    std::set<std::string> missing;  // those that were named
    if (names != ",all,") {
      std::istringstream each(names);
      for (std::string name; std::getline(each, name, ',');)
        if (!name.empty()) missing.insert(name);
    }
    std::vector<std::pair<std::string, std::string>> members;
    for (member const& each : operation_named(list).members)
      if (each.name == "allow_drafts") members.emplace_back("allow_drafts", "true");
    std::vector<json> all;
    for (json const& each : all_items(*source_, source_world_, list, members)) {
      if (!each.is_object()) continue;
      bool wanted = names == ",all,";
      for (char const* member : {"name", "id", "fileName"})
        if (std::string const own = each.value(member, ""); names.find("," + own + ",") != names.npos) {
          wanted = true;
          missing.erase(own);
        }
      if (wanted) all.push_back(each);
    }
    if (!missing.empty()) throw usage_error("the source has no " + kind + " '" + printable(*missing.begin()) + "'");
    return all;
  }

  lab_change change_of(lab_kind const& kind, item const& one) {
    std::vector<std::pair<std::string, std::string>> members{{"id", one.id.empty() ? one.name : one.id}};
    for (member const& each : operation_named(kind.get).members)
      if (each.name == "allow_drafts") members.emplace_back("allow_drafts", "true");
    json document = call_operation(*source_, source_world_, kind.get, members);
    if (document.is_object() && document.size() == 1 && document.front().is_object()) document = document.front();
    json definition = definition_of(kind, document);
    definition.erase("id");
    log_.rewrite(definition);
    lab_change change = plan_change(*target_, target_world_, kind, std::move(definition));
    if (!change.id.empty()) there_[one.kind + " " + one.name] = change.id;
    return change;
  }

  void add_others(std::vector<item>& all) {
    auto const add = [&](std::string_view kind, std::string_view list) {
      std::vector<std::string> there;
      auto const chosen = chosen_of(std::string(kind), list);
      if (!chosen.empty() && target_)
        for (json const& each : all_items(*target_, target_world_, list))
          if (each.is_object()) there.push_back(each.value("name", each.value("fileName", "")));
      for (json const& each : chosen) {
        item one = item_of(std::string(kind), each);
        if (one.name.empty()) one.name = each.value("fileName", "");
        bool const is_there = std::find(there.begin(), there.end(), one.name) != there.end();
        one.action = log_.has(one) ? "done" : is_there ? "keep" : "create";
        if (is_there) there_[one.kind + " " + one.name] = "";
        all.push_back(std::move(one));
      }
    };
    add("rag", "list_rag_profiles");
    add("file", "list_files");
    add("secret", "list_secrets");
  }

  // A plan alone creates no API key.
  void enter_project() {
    if (given_.dry_run && !target_world_.resolve().session.is_oauth() && !keeps_profile()) return;
    project_->enter(target_world_, given_.keep_as);
    target_.emplace(target_world_);
  }
  bool keeps_profile() const {
    return !given_.keep_as.empty() &&
           credentials::load(target_world_.named_credentials()).value().contains(given_.keep_as);
  }

  project_ids ids_of_target() {
    project_ids ids = ids_of(*target_, target_world_);
    if (project_) ids.project = project_->id();
    return ids;
  }

  void add_limit(std::vector<item>& all) {
    limit_ = usage_limit_of(*source_, source_world_, ids_of(*source_, source_world_));
    if (limit_.is_null()) return;
    item one{.kind = "usage-limit", .name = limit_.value("usageUnit", "") + " " + limit_.value("subscriptionType", "")};
    json const there = target_ ? usage_limit_of(*target_, target_world_, ids_of_target()) : json();
    one.action = log_.has(one) ? "done" : there == limit_ ? "keep" : there.is_null() ? "create" : "update";
    if (one.action == "update") one.changes.push_back(there.dump() + " -> " + limit_.dump());
    all.push_back(std::move(one));
  }

  std::string make(item const& one) {
    if (one.kind == "project") {
      project_->create(given_.administrator);
      enter_project();
      return project_->id();
    }
    if (one.kind == "usage-limit") {
      set_usage_limit(*target_, target_world_, ids_of_target(), limit_);
      return "";
    }
    for (lab_kind const& kind : lab_kinds())
      if (kind.name == one.kind) return make_change(*target_, target_world_, change_of(kind, one), given_.publish);
    if (one.kind == "rag") {
      json profile = call_operation(*source_, source_world_, "get_rag_profile", {{"name", one.name}});
      json const answer = call_operation(*target_, target_world_, "create_rag_profile", {}, profile);
      return answer.is_object() ? answer.value("name", one.name) : one.name;
    }
    if (one.kind == "secret") {
      json const secret = call_operation(*source_, source_world_, "get_secret", {{"id", one.id}});
      json definition = json::object();
      for (char const* name : {"name", "secretString", "description"})
        if (secret.contains(name)) definition[name] = secret.at(name);
      source_world_.terminal.conceal(geai::secret(definition.value("secretString", "")));
      json const answer = call_operation(*target_, target_world_, "create_secret", {}, definition);
      return answer.is_object() ? answer.value("id", "") : "";
    }
    return copy_file(one);
  }

  std::string copy_file(item const& one) {
    std::string const parent = std::filesystem::temp_directory_path().string();
    std::string folder = parent + "/geai-migrate-XXXXXX";  // mkdtemp() replaces the X
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot create a folder in " + parent);
    std::string leaf = one.name;
    std::replace(leaf.begin(), leaf.end(), '/', '_');
    std::string const path = folder + "/" + leaf;
    auto const clean = [&] {
      ::unlink(path.c_str());
      ::rmdir(folder.c_str());
    };
    try {
      call_words const words = parse_call({}, {"get_file_content", "--id=" + one.id}, {});
      source_->download(call_values(source_world_, words).request(), path);
      json const answer =
          call_operation(*target_, target_world_, "upload_file", {{"file", path}, {"file_name", one.name}});
      clean();
      return answer.is_object() ? answer.value("dataFileId", answer.value("id", "")) : "";
    } catch (...) {
      clean();
      throw;
    }
  }

  migrate_options const& given_;
  context source_world_;
  context target_world_;
  std::optional<context> organization_world_{};  // of the target, before it is switched to the project
  std::optional<named_project> project_{};
  json limit_{};  // from the source
  std::optional<sender> source_{};
  std::optional<sender> target_{};
  migration_log log_;
  std::map<std::string, std::string> there_{};  // ids in the target
};

json document_of(std::vector<item> const& plan) {
  json all = json::array();
  for (item const& each : plan)
    all.push_back({{"action", each.action}, {"kind", each.kind}, {"name", each.name}, {"changes", each.changes}});
  return all;
}

int migrate(context& world, migrate_options const& given) {
  if (given.to.empty() && given.to_project.empty() && given.to_name.empty())
    throw usage_error("geai migrate needs a target: --to ALIAS, --to-project-id ID, --to-project-name NAME");
  if (!given.to_project.empty() && !given.to_name.empty())
    throw usage_error("geai migrate takes only one of --to-project-id and --to-project-name");
  bool const any =
      std::any_of(given.chosen.begin(), given.chosen.end(), [](auto const& each) { return !each.second.empty(); });
  if (!given.all && !any && !given.usage_limits)
    throw usage_error("nothing is selected to migrate; give --all, or --agents, --tools, ... with names or `all`");
  migration from(world, given);
  std::vector<item> plan = from.plan();
  if (!given.dry_run && given.administrator.empty() && !plan.empty() && plan.front().kind == "project" &&
      plan.front().action == "create")
    throw usage_error("there is no project '" + printable(given.to_name) +
                      "'; to create it, name its administrator: --admin-email EMAIL");
  bool const is_table = world.output == output_format::table && !world.filter;
  if (is_table) {
    table rows({"ACTION", "KIND", "NAME", "CHANGES"});
    for (item const& each : plan)
      rows.add(
          {each.action, each.kind, each.name,
           each.changes.empty()
               ? ""
               : each.changes.front() +
                     (each.changes.size() > 1 ? ", and " + std::to_string(each.changes.size() - 1) + " more" : "")});
    world.terminal.result(rows.text(world.terminal.colours_results()));
  }
  int const status = given.dry_run ? int{success} : from.run(plan, world);
  if (!is_table) world.print(document_of(plan), [] { return std::string(); });
  auto const count = [&](std::string_view action) {
    return std::to_string(
        std::count_if(plan.begin(), plan.end(), [action](item const& each) { return each.action == action; }));
  };
  world.terminal.note(count("create") + " created, " + count("update") + " updated, " + count("keep") +
                      " up to date, " + count("done") + " done before, " + count("failed") + " failed" +
                      (given.dry_run ? " (plan only: nothing was changed)" : ""));
  return status;
}

void add_migrate(command_line& line) {
  auto const given = std::make_shared<migrate_options>();
  CLI::App& command = line.add(
      line.root(), "migrate",
      "Copy the contents of a project into another one: plan, run, resume. Items are matched by name, and references\n"
      "by id are rewritten. Secrets and usage limits are copied only on request.",
      "geai migrate --to other-profile --all --dry-run\n"
      "  geai --alias a migrate --to b --agents Helper,Writer --tools all --resume migration.jsonl\n"
      "  geai migrate --to organization --to-project-name Copy --admin-email me@example.com --keep-as copy --all",
      [given](context& world) { return migrate(world, *given); });
  command.add_option("project", given->project, "the source project (default: the profile's)")->type_name("");
  command.add_option("--to", given->to, "the profile of the target")->type_name("ALIAS");
  command
      .add_option("--to-project-id", given->to_project, "the target project (default: that of the target's profile)")
      ->type_name("ID");
  command
      .add_option("--to-project-name", given->to_name, "the target project by name; it is created if it does not exist")
      ->type_name("NAME");
  command.add_option("--admin-email", given->administrator, "the administrator of a project that is created")
      ->type_name("EMAIL");
  command
      .add_option("--keep-as", given->keep_as, "save the new project's API key in this profile, and use it next time")
      ->type_name("ALIAS");
  command.add_flag("--all", given->all, "everything except secrets and usage limits");
  auto const choose = [&](std::string const& option, std::string const& kind) {
    command.add_option(option, given->chosen[kind], "names or ids, separated by commas, or `all`")->type_name("NAMES");
  };
  choose("--tools", "tool");
  choose("--strategies", "strategy");
  choose("--tasks", "task");
  choose("--agents", "agent");
  choose("--processes,--agentic-processes", "process");
  choose("--rag,--rag-assistants", "rag");
  choose("--files", "file");
  choose("--secrets", "secret");
  command.add_flag("--usage-limits", given->usage_limits, "copy the project's usage limit");
  command.add_option("--resume", given->resume, "record finished items in this file, and skip those it already has")
      ->type_name("FILE");
  command.add_flag("--dry-run", given->dry_run, "show the plan and change nothing");
  command.add_flag("--publish", given->publish, "publish instead of leaving drafts");
  command.add_flag("--stop-on-error,--soe", given->stop, "stop at the first failure");
}

command_group const migrate_group{55, add_migrate};

}  // namespace
}  // namespace tool
