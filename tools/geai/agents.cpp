// geai agents

#include <geai/client/agents.hpp>

#include "client.hpp"
#include "command_line.hpp"

namespace tool {

namespace {

struct agent_options {
  geai::api::list_agents list{};
  geai::api::get_agent get{};
  std::optional<std::string> project_id{};
};

geai::call_options call_options_of(context const& world, agent_options const& given) {
  geai::call_options options = options_of(world);
  if (given.project_id) options.headers = {{"ProjectId", *given.project_id}, {"project-id", *given.project_id}};
  return options;
}

std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

int list_agents(context& world, agent_options const& given) {
  auto const client = connect<geai::agent_client<>>(world);
  geai::agent_list const agents =
      answer_of(world, "listing agents", [&] { return client.list_agents(given.list, call_options_of(world, given)); });
  world.print(document_of(agents), [&] {
    table rows({"ID", "NAME", "STATUS", "SCOPE", "DRAFT", "REVISION"});
    for (geai::agent const& each : agents)
      rows.add({each.id, each.name, each.status, each.access_scope, yes_or_no(each.is_draft),
                each.revision ? std::to_string(*each.revision) : ""});
    return rows.text(world.terminal.colours_results());
  });
  return success;
}

std::string models_of(geai::agent const& one) {
  std::string names;
  if (one.agent_data && one.agent_data->models)
    for (geai::agent_model const& each : *one.agent_data->models) names += (names.empty() ? "" : ", ") + each.name;
  return names;
}

int get_agent(context& world, agent_options const& given) {
  auto const client = connect<geai::agent_client<>>(world);
  geai::agent const one = answer_of(world, "fetching the agent",
                                    [&] { return client.get_agent(given.get, call_options_of(world, given)); });
  world.print(document_of(one), [&] {
    table rows;
    auto const add = [&](char const* name, std::string value) {
      if (!value.empty()) rows.add({styled(name, style::plain, false), std::move(value)});
    };
    add("id", one.id);
    add("name", one.name);
    add("status", one.status);
    add("access scope", one.access_scope);
    add("public name", one.public_name.value_or(""));
    add("description", one.description.value_or(""));
    add("job description", one.job_description.value_or(""));
    add("draft", yes_or_no(one.is_draft));
    add("read-only", yes_or_no(one.is_readonly));
    add("revision", one.revision ? std::to_string(*one.revision) : "");
    add("strategy", one.agent_data ? one.agent_data->strategy_name.value_or("") : "");
    add("models", models_of(one));
    return rows.text(false);
  });
  return success;
}

// A flag that is on, off, or left to the service. (CLI11 would set it to off.)
void add_choice(CLI::App& to, char const* names, std::optional<bool>& choice, char const* description) {
  to.add_flag_function(
      names, [&choice](std::int64_t count) { choice = count > 0; }, description);
}

void add_agents(command_line& line) {
  auto const given = std::make_shared<agent_options>();
  CLI::App& agents = line.add_group("agents", "The agents of a project.");

  CLI::App& list = line.add(agents, "list", "List the agents of the project.",
                            "geai agents list --status active --count 20\n"
                            "  geai --alias staging --output json agents list",
                            [given](context& world) { return list_agents(world, *given); });
  list.add_option("--status", given->list.status, "active, inactive, pending or draft")->type_name("STATUS");
  list.add_option("--start", given->list.start, "how many to skip")->check(check_count)->type_name("N");
  list.add_option("--count", given->list.count, "how many at most")->check(check_count)->type_name("N");
  list.add_option("--access-scope", given->list.access_scope, "public or private")->type_name("SCOPE");
  add_choice(list, "--allow-drafts,!--no-allow-drafts", given->list.allow_drafts, "drafts too, or none");
  add_choice(list, "--allow-external,!--no-allow-external", given->list.allow_external,
             "agents of other projects too, or none");
  list.add_option("--project-id,--pid", given->project_id, "another project than the profile's")->type_name("ID");

  CLI::App& get = line.add(agents, "get", "Show one agent.", "geai agents get \"Sample\" --output json",
                           [given](context& world) { return get_agent(world, *given); });
  get.add_option("id", given->get.id, "its id or its name")->required()->type_name("");
  get.add_option("--revision", given->get.revision, "this one; 0 is the latest")->check(check_count)->type_name("N");
  get.add_option("--version", given->get.version, "this one; 0 is the latest")->check(check_count)->type_name("N");
  add_choice(get, "--allow-drafts,!--no-allow-drafts", given->get.allow_drafts, "drafts too, or none");
  get.add_option("--project-id,--pid", given->project_id, "another project than the profile's")->type_name("ID");
}

command_group const agents_group{30, add_agents};

}  // namespace
}  // namespace tool
