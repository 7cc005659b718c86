// geai apply

#include <algorithm>
#include <memory>

#include "command_line.hpp"
#include "input.hpp"
#include "lab.hpp"

namespace tool {

namespace {

struct apply_options {
  std::vector<std::string> files{};
  std::string kind{};
  bool dry_run = false;
  bool publish = false;
};

std::vector<std::pair<lab_kind const*, json>> read_definitions(context& world, apply_options const& given) {
  std::vector<std::pair<lab_kind const*, json>> all;
  for (std::string const& file : given.files)
    for (json& each : parse_documents(read_input(world, file, "--file"), file)) {
      try {
        lab_kind const& kind = given.kind.empty() ? kind_of(each) : lab_kind_named(given.kind);
        each.erase("kind");
        json known = definition_of(kind, each);
        for (auto const& [name, value] : each.items())
          if (!known.contains(name) && !value.is_null() && name != "id" && name != "apiVersion")
            world.terminal.warning(file + ": the " + std::string(kind.name) + " has no member '" + printable(name) +
                                   "'; it is not sent");
        check_name(kind, known);
        all.emplace_back(&kind, std::move(known));
      } catch (usage_error const& e) {
        throw usage_error(file + ": " + e.what());
      }
    }
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  return all;
}

int apply(context& world, apply_options const& given) {
  auto const definitions = read_definitions(world, given);  // read everything before the first request
  if (definitions.empty()) throw usage_error("the files contain no definitions");
  sender through(world);
  std::vector<lab_change> plan;
  for (auto const& [kind, definition] : definitions) plan.push_back(plan_change(through, world, *kind, definition));
  json document = document_of(plan);
  bool const is_table = world.output == output_format::table && !world.filter;
  if (is_table) world.terminal.result(shown_plan(world, plan));
  int status = success;
  for (std::size_t i = 0; i != plan.size() && !given.dry_run; ++i) {
    lab_change const& each = plan[i];
    if (!each.is_needed()) continue;
    try {
      document[i]["id"] = make_change(through, world, each, given.publish);
      if (is_table)
        world.terminal.note(std::string(each.kind->name) + " " + each.name +
                            (each.id.empty() ? ": created" : ": updated"));
    } catch (geai::exception const& e) {
      world.signals.check();
      status = std::max(status, status_of(e.error().code));
      document[i]["error"] = e.what();
      world.terminal.error(std::string(each.kind->name) + " " + each.name + ": " + in_words_of_the_command(e.what()));
    }
  }
  if (!is_table) world.print(document, [] { return std::string(); });
  return status;
}

void add_apply(command_line& line) {
  auto const given = std::make_shared<apply_options>();
  CLI::App& command =
      line.add(line.root(), "apply",
               "Create or update agents, tools, tasks, processes and strategies from files. The files are JSON or "
               "YAML, with one\n"
               "definition or many. An existing item is found by its name and updated if it differs.",
               "geai apply -f agents.yaml --dry-run\n  geai apply -f tools.json -f agents.yaml --publish",
               [given](context& world) { return apply(world, *given); });
  command.add_option("-f,--file", given->files, "definitions, - for standard input; may be repeated")
      ->required()
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--kind", given->kind, "the kind of definitions that do not name one")
      ->type_name("agent|tool|task|process|strategy");
  command.add_flag("--dry-run", given->dry_run, "show the plan and change nothing");
  command.add_flag("--publish", given->publish, "publish instead of leaving drafts");
}

command_group const apply_group{50, add_apply};

}  // namespace
}  // namespace tool
