// geai tool-proxy: offers the tools of programs on this machine to the agents of the platform.

#include <sys/random.h>

#include <chrono>
#include <memory>
#include <thread>

#include "calls.hpp"
#include "command_line.hpp"
#include "input.hpp"
#include "mcp.hpp"

namespace tool {

namespace {

struct proxy_options {
  std::string file{};
  std::optional<std::string> id{};
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> affinity{};
  bool list = false;
  bool once = false;
};

struct running_server {
  std::unique_ptr<mcp_server> server{};
  std::string public_prefix{};
};

std::string new_uuid() {
  unsigned char bits[16];
  if (::getentropy(bits, sizeof bits) != 0) throw std::runtime_error("the system has no random numbers");
  bits[6] = static_cast<unsigned char>((bits[6] & 0x0f) | 0x40);
  bits[8] = static_cast<unsigned char>((bits[8] & 0x3f) | 0x80);
  std::string text;
  char pair[3];
  for (std::size_t i = 0; i != sizeof bits; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    std::snprintf(pair, sizeof pair, "%02x", bits[i]);
    text += pair;
  }
  return text;
}

std::string text_at(json const& object, char const* name) {
  return object.contains(name) && object.at(name).is_string() ? object.at(name).get<std::string>() : std::string();
}

std::vector<running_server> start_servers(context& world, json const& file) {
  if (file.contains("a2aServers") && !file.at("a2aServers").empty())
    world.terminal.warning("a2aServers are not supported; only programs that use their standard streams are");
  if (!file.contains("mcpServers") || !file.at("mcpServers").is_object())
    throw usage_error("the file has no object mcpServers");
  std::vector<running_server> all;
  for (auto const& [name, how] : file.at("mcpServers").items()) {
    std::string const command = text_at(how, "command");
    if (command.empty()) {
      world.terminal.warning(name + " has no command; only programs that use their standard streams are supported");
      continue;
    }
    std::vector<std::string> words{command};
    std::vector<std::pair<std::string, std::string>> variables;
    if (how.contains("args"))
      for (json const& each : how.at("args")) words.push_back(each.is_string() ? each.get<std::string>() : each.dump());
    if (how.contains("env"))
      for (auto const& [variable, value] : how.at("env").items())
        variables.emplace_back(variable, value.is_string() ? value.get<std::string>() : value.dump());
    try {
      all.push_back({std::make_unique<mcp_server>(name, std::move(words), std::move(variables), world.signals.token()),
                     text_at(how, "public_prefix")});
      world.trace(name + ": " + std::to_string(all.back().server->tools().size()) + " tools, protocol " +
                  all.back().server->protocol());
    } catch (std::runtime_error const& e) {
      world.signals.check();
      world.terminal.error(name + ": " + e.what());
    }
  }
  if (all.empty()) geai::raise(geai::error(geai::errc::invalid_argument, "no server could be started"));
  return all;
}

// Formats the tools for the platform: the schema is the text of a function in OpenAI's form.
json tools_of(std::vector<running_server> const& servers) {
  json all = json::array();
  for (running_server const& each : servers)
    for (mcp_server::offered_tool const& one : each.server->tools()) {
      std::string const name = each.server->name() + "__" + one.name;
      json const function{
          {"type", "function"},
          {"function", {{"name", name}, {"description", one.description}, {"parameters", one.input_schema}}}};
      json tool{{"name", name},
                {"server", each.server->name()},
                {"description", one.description},
                {"inputSchema", function.dump()}};
      if (!each.public_prefix.empty()) tool["publicName"] = each.public_prefix + "." + one.name;
      all.push_back(std::move(tool));
    }
  return all;
}

mcp_server::outcome run_job(std::vector<running_server> const& servers, json const& job) {
  json const input = job.contains("input") && job.at("input").is_string() ? parsed(job.at("input").get<std::string>())
                                                                          : job.value("input", json());
  if (!input.is_object() || !input.contains("function")) return {.failed = true, .text = "the job names no function"};
  json const& function = input.at("function");
  std::string const name = text_at(function, "name");
  json arguments = function.value("arguments", json::object());
  if (arguments.is_string()) arguments = parsed(arguments.get<std::string>());
  if (arguments.is_null()) arguments = json::object();
  for (running_server const& each : servers)
    for (mcp_server::offered_tool const& one : each.server->tools()) {
      bool const is_public = !each.public_prefix.empty() && name == each.public_prefix + "." + one.name;
      if (name != each.server->name() + "__" + one.name && !is_public) continue;
      try {
        return each.server->call(one.name, arguments);
      } catch (std::runtime_error const& e) {
        return {.failed = true, .text = each.server->name() + ": " + e.what()};
      }
    }
  return {.failed = true, .text = "there is no tool " + name};
}

// Continues after transient failures, since the platform may be unavailable for a while.
class proxy_loop {
public:
  proxy_loop(context& world, sender& through, std::vector<running_server> const& servers, std::string id)
      : world_(world), through_(through), servers_(servers), id_(std::move(id)) {}

  // Returns the number of jobs.
  std::size_t poll() {
    json const jobs = call_operation(through_, world_, "dequeue_tool_proxy", {{operation_id(), id_}});
    json const* const list = jobs.is_array() ? &jobs : list_in(jobs);
    if (list == nullptr) return 0;
    for (json const& job : *list) serve(job);
    return list->size();
  }

  void run() {
    int failures = 0;
    while (world_.signals.signal() == 0) {
      std::chrono::seconds pause(1);
      try {
        poll();
        failures = 0;
      } catch (geai::exception const& e) {
        world_.signals.check();
        if (e.error().is_authentication() || ++failures > 10) throw;
        world_.terminal.warning(in_words_of_the_command(e.what()) + std::string("; the next try is in 15 s"));
        pause = std::chrono::seconds(15);
      }
      auto const until = std::chrono::steady_clock::now() + pause;
      while (world_.signals.signal() == 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    world_.signals.check();
  }

private:
  static std::string operation_id() { return std::string(operation_named("dequeue_tool_proxy").members.front().name); }

  void serve(json const& job) {
    std::string const id = text_at(job, "id");
    mcp_server::outcome const done = run_job(servers_, job);
    world_.signals.check();
    world_.terminal.note("job " + id + ": " + (done.failed ? "failed: " + done.text : "done"));
    json const result{{"jobResult",
                       {{"success", !done.failed},
                        {"job", {{"id", id}, {"jobStatus", text_at(job, "jobStatus")}, {"output", done.text}}}}}};
    call_operation(through_, world_, "send_tool_proxy_result",
                   {{std::string(operation_named("send_tool_proxy_result").members.front().name), id_}}, result);
  }

  context& world_;
  sender& through_;
  std::vector<running_server> const& servers_;
  std::string id_;
};

// Returns the id from the options or the profile; a new id is saved in the profile.
std::string id_of_proxy(context& world, proxy_options const& given) {
  if (given.id) return *given.id;
  std::string id = world.own_setting("PROXY_ID");
  if (!id.empty()) return id;
  id = new_uuid();
  std::string const alias = world.selected_alias();
  auto const kept = world.try_update([&](credentials& file) { return file.set(alias, "PROXY_ID", id); });
  world.terminal.note("the id of this proxy is " + id + (kept ? ", saved in the profile as PROXY_ID" : ""));
  return id;
}

int serve(context& world, proxy_options const& given) {
  json const file = parse_document(read_input(world, given.file, "FILE"), given.file);
  std::vector<running_server> const servers = start_servers(world, file);
  json const tools = tools_of(servers);
  if (given.list) {
    world.print(tools, [&] {
      table rows({"NAME", "DESCRIPTION"});
      for (json const& each : tools) rows.add({each.at("name"), each.at("description")});
      return rows.text(world.terminal.colours_results());
    });
    return success;
  }
  sender through(world);
  auto const setting = [&](std::optional<std::string> const& from, std::string_view variable, std::string otherwise) {
    std::string const kept = from ? *from : world.own_setting(variable);
    return kept.empty() ? otherwise : kept;
  };
  std::string const id = id_of_proxy(world, given);
  json server{{"id", id},
              {"name", setting(given.name, "PROXY_NAME", "geai")},
              {"description", setting(given.description, "PROXY_DESCRIPTION", "geai tool-proxy")},
              {"tools", tools}};
  if (std::string const affinity = setting(given.affinity, "PROXY_AFFINITY", ""); !affinity.empty())
    server["affinity"] = affinity;
  call_operation(through, world, "register_tool_proxy", {}, {{"server", server}});
  world.terminal.note(std::to_string(tools.size()) + " tools are registered; Ctrl-C ends");
  proxy_loop loop(world, through, servers, id);
  if (given.once)
    loop.poll();
  else
    loop.run();
  return success;
}

void add_tool_proxy(command_line& line) {
  auto const given = std::make_shared<proxy_options>();
  CLI::App& command =
      line.add(line.root(), "tool-proxy",
               "Let agents of the platform use the tools of local MCP servers. Starts the servers of a file\n"
               "({\"mcpServers\":{NAME:{\"command\",\"args\",\"env\",\"public_prefix\"}}}), registers their tools\n"
               "with the platform, and runs the calls of its agents, until Ctrl-C.",
               "geai tool-proxy servers.json\n  geai tool-proxy servers.yaml --list-tools",
               [given](context& world) { return serve(world, *given); });
  command.add_option("file", given->file, "the servers, JSON or YAML; - for standard input")->required()->type_name("");
  command.add_option("--proxy-id,--id", given->id, "its id (PROXY_ID, the profile, else a new one)")->type_name("UUID");
  command.add_option("--proxy-name,--name", given->name, "its name on the platform (PROXY_NAME, the profile)")
      ->type_name("NAME");
  command
      .add_option("--proxy-desc,--description", given->description, "its description (PROXY_DESCRIPTION, the profile)")
      ->type_name("TEXT");
  command.add_option("--proxy-affinity,--affinity", given->affinity, "its affinity (PROXY_AFFINITY, the profile)")
      ->type_name("UUID");
  command.add_flag("--list-tools", given->list, "only list the tools");
  command.add_flag("--once", given->once, "run the waiting jobs, then exit");
}

command_group const tool_proxy_group{60, add_tool_proxy};

}  // namespace
}  // namespace tool
