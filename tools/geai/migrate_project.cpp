// Part of geai migrate: creates the target project and copies usage limits.

#include "migrate_project.hpp"

#include "profile.hpp"

namespace tool {

namespace {

std::string text_in(json const& object, char const* name) {
  return object.is_object() && object.contains(name) && object.at(name).is_string() ? object.at(name).get<std::string>()
                                                                                    : std::string();
}

}  // namespace

named_project::named_project(context& world, std::string name)
    : world_(world), organization_(world), name_(std::move(name)) {
  for (json const& each : all_items(organization_, world_, "list_projects", {{"name", name_}}))
    if (text_in(each, "projectName") == name_) id_ = text_in(each, "projectId");
}

void named_project::create(std::string const& administrator) {
  json const made = call_operation(organization_, world_, "create_project", {},
                                   {{"name", name_}, {"administratorUserEmail", administrator}});
  id_ = text_in(made, "projectId");
}

void named_project::enter(context& world, std::string const& keep_as) {
  geai::session const session = world.resolve().session;
  if (session.is_oauth()) {
    world.project_id = id_;
    return;
  }
  if (!keep_as.empty() && credentials::load(world.named_credentials()).value().contains(keep_as)) {
    world.alias = keep_as;
    return;
  }
  json const made = call_operation(organization_, world_, "create_project_api_token", {{"project_id", id_}},
                                   {{"name", "geai migrate"}, {"description", "made by geai migrate"}});
  geai::secret const key(text_in(made, "id"));
  world.terminal.conceal(key);
  std::string const alias = keep_as.empty() ? "project" : keep_as;
  std::vector<std::pair<std::string_view, std::string>> const values{
      {geai::variable::api_key, std::string(key.reveal())},
      {geai::variable::base_url, std::string(session.base_url())},
      {geai::variable::eval_url, std::string(session.eval_url())},
      {geai::variable::ca_file, std::string(session.ca_file())},
      {proxy_variable, world.own_setting(proxy_variable)}};
  if (!keep_as.empty()) {
    world.update_credentials([&](credentials& file) -> geai::result<void> {
      for (auto const& [variable, value] : values)
        if (!value.empty())
          if (auto done = file.set(alias, variable, value); !done) return done;
      return {};
    });
    world.terminal.note("the profile '" + alias + "' has the API key of the project " + name_);
  } else {
    std::string text = "[" + alias + "]\n";
    for (auto const& [variable, value] : values)
      if (!value.empty()) text += std::string(variable) + " = " + value + "\n";
    world.read_instead(text);
  }
  world.alias = alias;
}

project_ids ids_of(sender& through, context& world) {
  geai::session const session = world.resolve().session;
  project_ids ids{std::string(session.organization_id()), through.project_id()};
  if (!ids.organization.empty() && !ids.project.empty()) return ids;
  json const scope = call_operation(through, world, "validate_api_token");
  if (ids.organization.empty()) ids.organization = text_in(scope, "organizationId");
  if (ids.project.empty()) ids.project = text_in(scope, "projectId");
  return ids;
}

json usage_limit_of(sender& through, context& world, project_ids const& of) {
  try {
    json const there = call_operation(through, world, "get_active_project_usage_limit",
                                      {{"organization_id", of.organization}, {"project_id", of.project}});
    json limit = json::object();
    for (char const* name : {"subscriptionType", "usageUnit", "softLimit", "hardLimit", "renewalStatus"})
      if (there.is_object() && there.contains(name) && !there.at(name).is_null()) limit[name] = there.at(name);
    return limit.empty() ? json() : limit;
  } catch (geai::exception const& e) {
    if (!e.error().is_not_found()) throw;
    return nullptr;
  }
}

void set_usage_limit(sender& through, context& world, project_ids const& of, json const& limit) {
  call_operation(through, world, "create_project_usage_limit",
                 {{"organization_id", of.organization}, {"project_id", of.project}}, limit);
}

}  // namespace tool
