#include "command_line.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace tool {

namespace {

constexpr std::string_view global_group = "Global options";
constexpr std::string_view help_words = "show help";

std::string path_of(CLI::App const& which) {
  std::string path = which.get_name();
  for (CLI::App const* above = which.get_parent(); above != nullptr; above = above->get_parent())
    path = above->get_name() + " " + path;
  return path;
}

// Returns the number of edits; exchanging two neighbours counts as one.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::vector<std::size_t>> cost(from.size() + 1, std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= to.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i)
    for (std::size_t j = 1; j <= to.size(); ++j) {
      std::size_t const other = from[i - 1] == to[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[from.size()][to.size()];
}

// Returns the name of an option without a value, which may be a secret: `--key=abc` is `--key`, `-kabc` is `-k`.
std::string option_name(std::string const& word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}

// Formats help readably: `-k, --key KEY`, without CLI11's texts about checks.
class help_formatter final : public CLI::Formatter {
public:
  help_formatter() {
    column_width(34);
    label("SUBCOMMAND", "COMMAND");
  }

  // A list of commands shows only the first sentence.
  std::string make_subcommand(CLI::App const* command) const override {
    std::string about = command->get_description();
    about = about.substr(0, std::min(about.find(". "), about.find('\n')));
    if (about.ends_with('.')) about.pop_back();
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_display_name(true), about, column_width_);
    return out.str();
  }
  std::string make_option_name(CLI::Option const* option, bool is_positional) const override {
    if (is_positional) return CLI::Formatter::make_option_name(option, true);
    std::string names;
    for (std::string const& each : names_of(*option)) names += (names.empty() ? "" : ", ") + each;
    return names;
  }
  std::string make_option_opts(CLI::Option const* option) const override {
    std::string const type = takes_value(*option) ? option->get_type_name() : "";
    std::string const shown = type.substr(0, type.find(':'));
    return shown.empty() ? "" : " " + shown;
  }
};

// Replaces CLI11's messages: an option at the end of the line is "1 required TEXT" missing; "Could not convert" for
// numbers; "At Most 1 required but received 2".
std::string in_our_words(CLI::ParseError const& fault) {
  std::string const text = fault.what();
  static constexpr std::string_view broken = "Could not convert: ";
  if (text.starts_with(broken))
    return text.substr(broken.size(), text.find(" = ") - broken.size()) + ": expected a number";
  if (std::size_t const at = text.find(": At Most 1 required but received "); at != text.npos)
    return text.substr(0, at) + " is given twice";
  std::size_t const at = text.find(": 1 required ");
  return at == text.npos ? text : text.substr(0, at) + " needs a value";
}

std::string joined(std::vector<std::string> const& words, std::string_view between) {
  std::string text;
  for (std::string const& each : words) text.append(text.empty() ? "" : between).append(each);
  return text;
}

}  // namespace

std::string nearest(std::string_view word, std::vector<std::string> const& candidates) {
  std::string best;
  std::size_t least = word.size() < 4 ? 2 : 3;  // fewer edits than this
  for (std::string const& each : candidates) {
    bool const begun = word.size() >= 2 && each.starts_with(word);
    std::size_t const edits = begun ? 0 : distance(word, each);
    if (edits >= least) continue;
    best = each;
    least = edits;
  }
  return best;
}

std::vector<CLI::App const*> commands_of(CLI::App const& parent) {
  return parent.get_subcommands([](CLI::App const* each) { return !each->get_group().empty(); });
}

std::vector<std::string> names_of(CLI::Option const& option) {
  std::vector<std::string> names;
  for (std::string const& each : option.get_snames()) names.push_back("-" + each);
  for (std::string const& each : option.get_lnames()) names.push_back("--" + each);
  return names;
}

bool takes_value(CLI::Option const& option) { return option.get_items_expected_max() != 0; }

std::string check_count(std::string const& text) {
  bool const sound = !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  return sound ? std::string() : "expected a whole number, 0 or more";
}

std::vector<group_extension>& group_extensions::all() {
  static std::vector<group_extension> extensions;
  return extensions;
}

group_extension const* group_extensions::find(std::string_view group, std::string_view name) {
  for (group_extension const& each : all())
    if (each.group == group && each.name == name) return &each;
  return nullptr;
}

command_group::command_group(int place, add_function add) { all().emplace(place, add); }

void command_group::add_all(command_line& to) {
  for (auto const& [place, add] : all()) add(to);
}

std::multimap<int, command_group::add_function>& command_group::all() {
  static std::multimap<int, add_function> groups;
  return groups;
}

command_line::command_line(context& into)
    : context_(into),
      root_(
          "The command of Globant Enterprise AI: profiles, access tokens, chats, and every operation of the platform.",
          "geai") {
  root_.fallthrough();
  root_.allow_extras();  // refuse_extras() has a better message that quotes no secret
  root_.require_subcommand(0, 1);
  root_.formatter(std::make_shared<help_formatter>());
  root_.footer(
      "Exit codes: 0 done, 1 wrong usage, 2 wrong configuration, 3 the service said no, 4 it could not be reached,\n"
      "5 the model refused or its answer was cut, 130 interrupted. `geai help COMMAND` shows the help of a command.");

  root_.option_defaults()->group(std::string(global_group));
  root_.set_help_flag("-h,--help", std::string(help_words))->group(std::string(global_group));
  root_.add_option("-a,--alias", context_.alias, "the profile to use (GEAI_ALIAS, else 'default')");
  root_.add_option("--credentials,--creds", context_.credentials_file,
                   "the credentials file (GEAI_CREDENTIALS_FILE, else ~/.geai/credentials)");
  root_
      .add_option("--ca-file", context_.ca_file,
                  "certificate authorities to trust, PEM (GEAI_CA_FILE, the profile, else the system's)")
      ->type_name("FILE");
  root_.add_option("--proxy", context_.proxy, "the proxy to use (GEAI_PROXY, the profile, else https_proxy)")
      ->type_name("URL");
  root_.add_option("--project-id,--pid", context_.project_id, "use this project instead of the profile's")
      ->type_name("ID");
  root_
      .add_option_function<std::string>(
          "-o,--output",
          [this](std::string const& text) {
            static std::map<std::string, output_format> const forms{{"table", output_format::table},
                                                                    {"json", output_format::json},
                                                                    {"csv", output_format::csv},
                                                                    {"tsv", output_format::tsv}};
            auto const found = forms.find(text);
            if (found == forms.end()) throw CLI::ValidationError("--output", "expected table, json, csv or tsv");
            context_.output = found->second;
          },
          "output format")
      ->type_name("table|json|csv|tsv");
  root_.add_option("--jq", context_.filter, "filter the result with jq")->type_name("FILTER");
  root_.add_option("--timeout", context_.timeout, "the time limit of a call in seconds (600)")
      ->check([](std::string const& text) {
        double seconds = 0;
        bool const sound = CLI::detail::lexical_cast(text, seconds) && seconds >= 0.001 && seconds <= 1e6;
        return sound ? std::string() : "expected a number of seconds, at least 0.001";
      })
      ->type_name("SECONDS");
  root_.add_flag("-v,--verbose", context_.verbose, "report each step on stderr");
  root_.add_flag("--version", version_, "show the version");
  root_.option_defaults()->group("Options");
}

CLI::App& command_line::add_group(std::string const& name, std::string const& description) {
  CLI::App& group = *root_.add_subcommand(name, description);
  group.require_subcommand(0, 1);
  group.group("Commands");
  group.footer("`geai help " + name + " COMMAND` shows the help of a command; `geai help` lists the global options.");
  return group;
}

void add_help_text(CLI::App& command, std::string const& example) {
  command.formatter(std::make_shared<help_formatter>());
  command.set_help_flag("-h,--help", std::string(help_words));
  command.footer(
      "Global options: -a,--alias  --credentials  -o,--output table|json|csv|tsv  --jq  --timeout  -v,--verbose\n\n" +
      std::string(example.find('\n') == std::string::npos ? "Example:\n  " : "Examples:\n  ") + example);
}

CLI::App& command_line::add(CLI::App& parent, std::string const& name, std::string const& description,
                            std::string const& example, action run) {
  CLI::App& command = *parent.add_subcommand(name, description);
  command.group("Commands");
  add_help_text(command, example);
  actions_.emplace(&command, std::move(run));
  return command;
}

CLI::App const& command_line::deepest() const {
  CLI::App const* at = &root_;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

// CLI11 would take the next option for the value: `--key --url x`.
void command_line::check_values(std::vector<std::string> const& words) const {
  std::set<std::string> with_value, all;
  std::vector<CLI::App const*> open{&root_};
  while (!open.empty()) {
    CLI::App const* const at = open.back();
    open.pop_back();
    for (CLI::Option const* option : at->get_options())
      for (std::string const& name : names_of(*option)) {
        all.insert(name);
        if (takes_value(*option)) with_value.insert(name);
      }
    for (CLI::App const* below : commands_of(*at)) open.push_back(below);
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    std::string const name = words[i].ends_with('=') ? words[i].substr(0, words[i].size() - 1) : words[i];
    if (with_value.contains(name) && all.contains(words[i + 1])) throw usage_error(name + " needs a value");
  }
}

void command_line::add_own(std::string const& name, std::string const& description, std::string const& section,
                           own_words how) {
  CLI::App& command = *root_.add_subcommand(name, description);
  command.group(section);
  actions_.emplace(&command, how.run);
  own_.emplace(name, std::move(how));
}

command_line::own_words const* command_line::own(std::string_view name) const {
  auto const found = own_.find(name);
  return found == own_.end() ? nullptr : &found->second;
}

common_options command_line::common() const {
  common_options all;
  for (CLI::Option const* each : root_.get_options())
    for (std::string const& name : names_of(*each))
      if (name != "-h" && name != "--help") (takes_value(*each) ? all.with_value : all.flags).insert(name);
  return all;
}

std::vector<command_words> command_line::all_commands() const {
  std::vector<command_words> all;
  auto const collect = [&](auto const& self, CLI::App const& which, std::string const& path) -> void {
    if (own_words const* const found = which.get_parent() == &root_ ? own(path) : nullptr) {
      std::vector<command_words> theirs = found->commands();
      theirs.front().description = which.get_description();
      all.insert(all.end(), theirs.begin(), theirs.end());
      return;
    }
    command_words words{.path = path, .description = which.get_description()};
    for (CLI::Option const* each : which.get_options()) {
      if (each == which.get_help_ptr() && which.get_parent() != nullptr) continue;  // the root has it
      std::string const type = takes_value(*each) ? each->get_type_name() : "";
      std::string const shown = takes_value(*each) && type.empty() ? "TEXT" : type.substr(0, type.find(':'));
      if (auto names = names_of(*each); !names.empty())
        words.options.push_back({std::move(names), shown, each->get_description()});
    }
    for (CLI::App const* each : commands_of(which))
      words.commands.emplace_back(each->get_name(), each->get_description());
    all.push_back(std::move(words));
    for (CLI::App const* each : commands_of(which))
      self(self, *each, (path.empty() ? "" : path + " ") + each->get_name());
  };
  collect(collect, root_, "");
  return all;
}

// Leaves only the words that CLI11 is to read.
void command_line::take_own_words(std::vector<std::string>& words) const {
  common_options const options = common();
  auto const is_option = [](std::string const& word) { return word.size() > 1 && word.front() == '-'; };
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (options.with_value.contains(words[i])) {
      ++i;
      continue;
    }
    if (is_option(words[i])) continue;
    if (own_words const* const found = own(words[i]); found != nullptr) {
      auto const begin = words.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      std::vector<std::string> const theirs = found->take(std::vector<std::string>(begin, words.end()), options);
      words.erase(begin, words.end());
      words.insert(words.end(), theirs.begin(), theirs.end());
    }
    return;
  }
}

int command_line::run(std::vector<std::string> words) {
  bool const nothing = words.empty();
  take_own_words(words);
  check_values(words);
  std::reverse(words.begin(), words.end());  // the order that CLI11 expects
  try {
    root_.parse(std::move(words));
  } catch (CLI::CallForHelp const&) {
    std::string const text = help_of(deepest());
    context_.print({{"help", text}}, [&] { return text; });
    return success;
  } catch (CLI::ParseError const& e) {
    throw usage_error(in_our_words(e) + "; see: " + path_of(deepest()) + " --help");
  }
  CLI::App const& chosen = deepest();
  if (auto const extras = root_.remaining(); !extras.empty()) refuse_extras(chosen, extras);
  if (&chosen == &root_ && version_) return actions_.at(root_.get_subcommand("version"))(context_);
  if (&chosen == &root_ && nothing) {
    context_.terminal.result(help_of(root_));
    return success;
  }
  auto const found = actions_.find(&chosen);
  if (found == actions_.end()) {
    std::vector<std::string> names;
    for (CLI::App const* each : commands_of(chosen)) names.push_back(each->get_name());
    throw usage_error(path_of(chosen) + ": no command is named; there are: " + joined(names, ", "));
  }
  return found->second(context_);
}

void refuse_extras(CLI::App const& where, std::vector<std::string> const& extras) {
  std::string const& first = extras.front();
  bool const is_option = first.starts_with('-') && first.size() > 1;
  std::vector<std::string> candidates;
  if (is_option) {
    for (CLI::App const* at = &where; at != nullptr; at = at->get_parent())
      for (CLI::Option const* option : at->get_options())
        for (std::string const& name : names_of(*option)) candidates.push_back(name);
  } else {
    for (CLI::App const* each : commands_of(where)) {
      candidates.push_back(each->get_name());
      for (std::string const& name : each->get_aliases()) candidates.push_back(name);
    }
  }
  std::string const shown = is_option ? option_name(first) : first;
  std::string const help = "; see: " + path_of(where) + " --help";
  if (!is_option && candidates.empty()) throw usage_error(path_of(where) + " does not take this argument" + help);
  std::string const guess = nearest(shown, candidates);
  throw usage_error((is_option ? "unknown option '" : "unknown command '") + printable(shown) + "'" +
                    (guess.empty() ? "" : "; did you mean '" + guess + "'?") +
                    (guess.empty() && !is_option ? "; there are: " + joined(candidates, ", ") : "") + help);
}

std::string command_line::help_of(CLI::App const& which) const {
  std::string const path = path_of(which);
  std::string text = which.get_formatter()->make_help(&which, path, CLI::AppFormatMode::Normal);
  text.erase(text.find_last_not_of('\n') + 1);
  return text + "\n";
}

std::string command_line::help(std::vector<std::string> const& path) {
  if (!path.empty())
    if (own_words const* const found = own(path.front()); found != nullptr)
      return found->help(std::vector<std::string>(path.begin() + 1, path.end()));
  CLI::App const* at = &root_;
  for (std::string const& word : path) {
    auto const below = commands_of(*at);
    auto const found =
        std::find_if(below.begin(), below.end(), [&](CLI::App const* each) { return each->check_name(word); });
    if (found == below.end()) refuse_extras(*at, {word});
    at = *found;
  }
  return help_of(*at);
}

}  // namespace tool
