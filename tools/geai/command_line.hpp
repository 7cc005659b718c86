#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "context.hpp"

namespace tool {

// The commands, their options and their help: CLI11's tree, and what each leaf of it runs.
class command_line {
public:
  // Returns the exit code.
  using action = std::function<int(context&)>;

  explicit command_line(context& into);

  CLI::App& root() noexcept { return root_; }

  // A command that only holds others.
  CLI::App& add_group(std::string const& name, std::string const& description);
  // A command. `example` is the end of its help.
  CLI::App& add(CLI::App& parent, std::string const& name, std::string const& description, std::string const& example,
                action run);

  // Runs what the words say (without the program's name). Throws usage_error, geai::exception, interrupted.
  int run(std::vector<std::string> words);

  // The help of a command, "agents list" as {"agents", "list"}.
  std::string help(std::vector<std::string> const& path);

private:
  std::string help_of(CLI::App const& which) const;
  CLI::App const& deepest() const;
  void check_values(std::vector<std::string> const& words) const;
  [[noreturn]] void refuse_extras(CLI::App const& where, std::vector<std::string> const& extras) const;

  context& context_;
  CLI::App root_;
  std::map<CLI::App const*, action> actions_;
  bool version_ = false;
};

// The visible commands below one, and the names of an option ("-k", "--key").
std::vector<CLI::App const*> commands_of(CLI::App const& parent);
std::vector<std::string> names_of(CLI::Option const& option);

bool takes_value(CLI::Option const& option);

// For options that take a whole number from 0 on.
std::string check_count(std::string const& text);

// A command group of a file of its own; being there registers it: `command_group const agents{20, add_agents};`
// Help lists the groups by their numbers.
class command_group {
public:
  using add_function = void (*)(command_line&);

  command_group(int place, add_function add);

  static void add_all(command_line& to);

private:
  static std::multimap<int, add_function>& all();
};

// The best of the candidates for a mistyped word; empty when none is near.
std::string nearest(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace tool
