// geai completion: scripts made of the same tree that the command line is parsed with.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "command_line.hpp"

namespace tool {

namespace {

struct option_words {
  std::vector<std::string> names;
  std::string description;
  bool takes_value = false;
  bool repeats = false;
};

// A command as the words after `geai`, with what may follow it.
struct command_words {
  std::string path;                                             // "agents list"; empty for the root
  std::vector<std::pair<std::string, std::string>> commands{};  // name, description
  std::vector<option_words> options{};
};

std::vector<option_words> options_of(CLI::App const& which) {
  std::vector<option_words> all;
  for (CLI::Option const* each : which.get_options()) {
    if (each == which.get_help_ptr() && which.get_parent() != nullptr) continue;  // the root has it
    auto names = names_of(*each);
    if (!names.empty()) all.push_back({std::move(names), each->get_description(), takes_value(*each)});
  }
  return all;
}

void collect(CLI::App const& which, std::string const& path, std::vector<command_words>& into) {
  command_words words{.path = path, .options = options_of(which)};
  for (CLI::App const* each : commands_of(which))
    words.commands.emplace_back(each->get_name(), each->get_description());
  into.push_back(std::move(words));
  for (CLI::App const* each : commands_of(which)) {
    std::string const below = path.empty() ? each->get_name() : path + " " + each->get_name();
    collect(*each, below, into);
  }
}

// For '...' in a shell: an apostrophe ends, is escaped, and begins again.
std::string shell_quoted(std::string_view text) {
  std::string out;
  for (char c : text) c == '\'' ? out += "'\\''" : out += c;
  return "'" + out + "'";
}

std::string all_names(std::vector<option_words> const& options) {
  std::string names;
  for (option_words const& each : options)
    for (std::string const& name : each.names) names += (names.empty() ? "" : " ") + name;
  return names;
}

// The patterns of the options whose next word is a value, as in `-a|--alias`.
std::string value_pattern(std::vector<command_words> const& all) {
  std::vector<std::string> names;
  for (command_words const& each : all)
    for (option_words const& option : each.options)
      if (option.takes_value) names.insert(names.end(), option.names.begin(), option.names.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string pattern;
  for (std::string const& each : names) pattern += (pattern.empty() ? "" : "|") + each;
  return pattern;
}

constexpr std::string_view list_aliases = "geai configure --list 2>/dev/null </dev/null | sed 's/  .*//'";

std::string bash_script(std::vector<command_words> const& all) {
  std::string script =
      "# bash completion of geai: eval \"$(geai completion bash)\"\n"
      "_geai() {\n"
      "  local word path='' skip='' i current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    if [[ $skip ]]; then skip=''; continue; fi\n"
      "    case $word in\n"
      "      " +
      value_pattern(all) +
      ") skip=1 ;;\n"
      "      -*) ;;\n"
      "      *) path+=\"${path:+ }$word\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case $before in\n"
      "    -a|--alias|--profile-alias|--pa|--remove-alias|--ra)\n"
      "      mapfile -t COMPREPLY < <(compgen -W \"$(" +
      std::string(list_aliases) +
      ")\" -- \"$current\"); return ;;\n"
      "    --credentials|--creds|--ca-file) mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); return ;;\n"
      "    -o|--output) mapfile -t COMPREPLY < <(compgen -W 'table json' -- \"$current\"); return ;;\n"
      "  esac\n"
      "  [[ $skip ]] && return\n"
      "  local words\n"
      "  case $path in\n";
  std::string const global = all_names(all.front().options);
  for (command_words const& each : all) {
    std::string words;
    for (auto const& [name, description] : each.commands) words += name + " ";
    std::string const own = each.path.empty() ? "" : all_names(each.options) + " ";
    script += "    " + shell_quoted(each.path) + ") words=" + shell_quoted(words + own + global) + " ;;\n";
  }
  return script + "    *) words=" + shell_quoted(global) +
         " ;;\n"
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -F _geai geai\n";
}

// For `name:description`, where a colon ends the name.
std::string described(std::string_view name, std::string_view description) {
  std::string text;
  for (char c : name) c == ':' ? text += "\\:" : text += c;
  return shell_quoted(text + ":" + std::string(description));
}

std::string zsh_script(std::vector<command_words> const& all) {
  std::string script =
      "#compdef geai\n"
      "# zsh completion of geai: eval \"$(geai completion zsh)\", or this text as the file _geai in a folder of "
      "$fpath\n"
      "_geai() {\n"
      "  local word before=${words[CURRENT-1]} skip='' where='' i\n"
      "  local -a found\n"
      "  for ((i = 2; i < CURRENT; ++i)); do\n"
      "    word=${words[i]}\n"
      "    if [[ -n $skip ]]; then skip=''; continue; fi\n"
      "    case $word in\n"
      "      (" +
      value_pattern(all) +
      ") skip=1 ;;\n"
      "      (-*) ;;\n"
      "      (*) where+=\"${where:+ }$word\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case $before in\n"
      "    (-a|--alias|--profile-alias|--pa|--remove-alias|--ra)\n"
      "      found=(${(f)\"$(" +
      std::string(list_aliases) +
      ")\"}); compadd -a found; return ;;\n"
      "    (--credentials|--creds|--ca-file) _files; return ;;\n"
      "    (-o|--output) compadd table json; return ;;\n"
      "  esac\n"
      "  [[ -n $skip ]] && return\n"
      "  case $where in\n";
  auto const describe = [](std::vector<option_words> const& options) {
    std::string text;
    for (option_words const& each : options)
      for (std::string const& name : each.names) text += " " + described(name, each.description);
    return text;
  };
  std::string const global = describe(all.front().options);
  for (command_words const& each : all) {
    script += "    (" + shell_quoted(each.path) + ") found=(";
    for (auto const& [name, description] : each.commands) script += " " + described(name, description);
    script += (each.path.empty() ? "" : describe(each.options)) + global + ") ;;\n";
  }
  return script + "    (*) found=(" + global +
         ") ;;\n"
         "  esac\n"
         // Options when one is begun, or where there is nothing else.
         "  local -a commands=(${found:#-*})\n"
         "  [[ ${words[CURRENT]} != -* && -n $commands ]] && found=($commands)\n"
         "  _describe 'geai' found\n"
         "}\n"
         "if [[ ${funcstack[1]-} == _geai ]]; then _geai \"$@\"; else compdef _geai geai; fi\n";
}

std::string fish_script(std::vector<command_words> const& all) {
  std::string script =
      "# fish completion of geai: geai completion fish | source\n"
      "function __geai_path\n"
      "  set -l path\n"
      "  set -l skip 0\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    if test $skip = 1\n"
      "      set skip 0\n"
      "    else if string match -qr -- " +
      shell_quoted("^(" + value_pattern(all) + ")$") +
      " $word\n"
      "      set skip 1\n"
      "    else if not string match -q -- '-*' $word\n"
      "      set -a path $word\n"
      "    end\n"
      "  end\n"
      "  string join ' ' -- $path\n"
      "end\n"
      "function __geai_at\n"
      "  test (__geai_path | string collect --allow-empty) = \"$argv\"\n"
      "end\n"
      "complete -c geai -f\n";
  auto const add = [&script](std::string const& when, option_words const& each) {
    script += "complete -c geai" + when;
    bool is_alias = false;
    bool is_file = false;
    for (std::string const& name : each.names) {
      script += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      is_alias = is_alias || name == "--alias" || name == "--profile-alias" || name == "--remove-alias";
      is_file = is_file || name == "--credentials" || name == "--ca-file";
    }
    if (each.takes_value) script += is_file ? " -r -F" : " -x";
    if (is_alias) script += " -a " + shell_quoted("(" + std::string(list_aliases) + ")");
    if (each.names.back() == "--output") script += " -a 'table json'";
    script += " -d " + shell_quoted(each.description) + "\n";
  };
  for (option_words const& each : all.front().options) add("", each);
  for (command_words const& each : all) {
    std::string const when = " -n " + shell_quoted("__geai_at " + each.path);
    for (auto const& [name, description] : each.commands)
      script += "complete -c geai" + when + " -a " + name + " -d " + shell_quoted(description) + "\n";
    if (each.path.empty()) continue;
    for (option_words const& option : each.options) add(when, option);
  }
  return script;
}

void add_completion(command_line& line) {
  struct shell {
    char const* name;
    char const* example;
    std::string (*script)(std::vector<command_words> const&);
  };
  constexpr std::array shells{
      shell{"bash", "eval \"$(geai completion bash)\"          # in ~/.bashrc", bash_script},
      shell{"zsh", "eval \"$(geai completion zsh)\"           # in ~/.zshrc, after compinit", zsh_script},
      shell{"fish", "geai completion fish | source           # in ~/.config/fish/config.fish", fish_script}};
  CLI::App& completion = line.add_group("completion", "Print a script that completes geai's words in a shell.");
  for (shell const& each : shells)
    line.add(completion, each.name, std::string("For ") + each.name + ".", each.example, [&line, each](context& world) {
      std::vector<command_words> all;
      collect(line.root(), "", all);
      std::string const script = each.script(all);
      world.print({{"shell", each.name}, {"script", script}}, [&] { return script; });
      return int{success};
    });
}

command_group const completion_group{85, add_completion};

}  // namespace
}  // namespace tool
