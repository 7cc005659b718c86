#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "call_words.hpp"
#include "context.hpp"

namespace tool {

// An option or a command, for completions and manual pages.
struct option_words {
  std::vector<std::string> names{};
  std::string type{};  // the type of its value; empty if it takes none
  std::string description{};
  std::vector<std::string> choices{};
};
struct command_words {
  std::string path{};  // "agents list"; empty for the root
  std::string description{};
  std::vector<std::pair<std::string, std::string>> commands{};  // name, description
  std::vector<option_words> options{};
};

// The commands, their options and their help: CLI11's tree, with an action for each leaf.
class command_line {
public:
  // Returns the exit code.
  using action = std::function<int(context&)>;

  explicit command_line(context& into);

  CLI::App& root() noexcept { return root_; }

  // Adds a command that only has subcommands.
  CLI::App& add_group(std::string const& name, std::string const& description);
  // Adds a command. `example` is shown at the end of its help.
  CLI::App& add(CLI::App& parent, std::string const& name, std::string const& description, std::string const& example,
                action run);

  // A command that parses the words after its name. `take` keeps them and returns the options of all commands among
  // them; `help` is the help of its own subcommands.
  struct own_words {
    std::function<std::vector<std::string>(std::vector<std::string> const&, common_options const&)> take;
    action run;
    std::function<std::string(std::vector<std::string> const&)> help;
    std::function<std::vector<command_words>()> commands;  // for completions and pages
  };
  void add_own(std::string const& name, std::string const& description, std::string const& section, own_words how);
  own_words const* own(std::string_view name) const;

  // Returns the options of all commands.
  common_options common() const;

  // Returns every command with its options, the root first.
  std::vector<command_words> all_commands() const;

  // Runs the command line (without the program's name). Throws usage_error, geai::exception, interrupted.
  int run(std::vector<std::string> words);

  // Returns the help of a command, "agents list" as {"agents", "list"}.
  std::string help(std::vector<std::string> const& path);

private:
  std::string help_of(CLI::App const& which) const;
  CLI::App const& deepest() const;
  void take_own_words(std::vector<std::string>& words) const;
  void check_values(std::vector<std::string> const& words) const;

  context& context_;
  CLI::App root_;
  std::map<CLI::App const*, action> actions_;
  std::map<std::string, own_words, std::less<>> own_;
  bool version_ = false;
};

// Sets the common format of a command's help, with its example at the end.
void add_help_text(CLI::App& command, std::string const& example);

// Throws usage_error for words that no option or command took. Quotes only the first word and the names of options,
// since the others may contain a secret.
[[noreturn]] void refuse_extras(CLI::App const& where, std::vector<std::string> const& extras);

// Returns the visible subcommands, and the names of an option ("-k", "--key").
std::vector<CLI::App const*> commands_of(CLI::App const& parent);
std::vector<std::string> names_of(CLI::Option const& option);

bool takes_value(CLI::Option const& option);

// Checks options that take a whole number, from 0 on.
std::string check_count(std::string const& text);

// Registers a command group from a file of its own: `command_group const agents{20, add_agents};` Help lists the groups
// in the order of their numbers.
class command_group {
public:
  using add_function = void (*)(command_line&);

  command_group(int place, add_function add);

  static void add_all(command_line& to);

private:
  static std::multimap<int, add_function>& all();
};

// Registers a command of a group that is not an operation, like `geai analytics report`.
struct group_extension {
  std::string group{};
  std::string name{};
  std::string about{};
  std::string example{};
  std::function<void(CLI::App&)> add_options{};
  command_line::action run{};
};
class group_extensions {
public:
  explicit group_extensions(group_extension one) { all().push_back(std::move(one)); }

  static std::vector<group_extension>& all();
  // Returns null if there is none.
  static group_extension const* find(std::string_view group, std::string_view name);
};

// Returns the candidate closest to a mistyped word; empty if none is close.
std::string nearest(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace tool
