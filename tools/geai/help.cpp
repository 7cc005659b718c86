// geai help, geai version

#include <geai/version.hpp>
#include <nlohmann/json.hpp>

#include "command_line.hpp"

namespace tool {

namespace {

void add_help(command_line& line) {
  line.add(line.root(), "version", "Show the version.", "geai version",
           [](context& world) {
             world.print({{"name", "geai"}, {"version", GEAI_VERSION}}, [] { return "geai " GEAI_VERSION "\n"; });
             return int{success};
           })
      .alias("v");

  auto const path = std::make_shared<std::vector<std::string>>();
  CLI::App& help = line.add(line.root(), "help", "Show the help of a command.", "geai help agents list",
                            [path, &line](context& world) {
                              std::string const text = line.help(*path);
                              world.print({{"help", text}}, [&] { return text; });
                              return int{success};
                            });
  help.alias("h");
  help.add_option("command", *path, "the command (default: all of them)")->type_name("");
}

command_group const help_group{90, add_help};

}  // namespace
}  // namespace tool
