// geai completion: scripts with which a shell asks this command for completions.

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>

#include "command_line.hpp"

namespace tool {

namespace {

constexpr std::string_view bash_script = R"sh(# bash completion of geai: eval "$(geai completion bash)"
_geai() {
  local line current=${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) mapfile -t COMPREPLY < <(compgen -f -- "$current"); compopt -o filenames 2>/dev/null; return ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <(geai complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
complete -F _geai geai
)sh";

constexpr std::string_view zsh_script = R"sh(#compdef geai
# zsh completion of geai: eval "$(geai completion zsh)", or this text as the file _geai in a folder of $fpath
_geai() {
  local line
  local -a found
  for line in "${(@f)$(geai complete "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
    [[ $line == :files ]] && { _files; return }
    [[ -n $line ]] && found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done
  _describe 'geai' found
}
if [[ ${funcstack[1]-} == _geai ]]; then _geai "$@"; else compdef _geai geai; fi
)sh";

constexpr std::string_view fish_script = R"sh(# fish completion of geai: geai completion fish | source
function __geai_complete
  set -l found (geai complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null </dev/null)
  if test "$found[1]" = ":files"
    __fish_complete_path (commandline -ct)
  else
    string join \n -- $found
  end
end
complete -c geai -f -a '(__geai_complete)'
)sh";

// Finds the completions, one line each: the word, a tab, its description. `:files` alone stands for file names.
class candidates {
public:
  candidates(context const& world, std::vector<command_words> const& all) : world_(world), all_(all) {}

  std::string after(std::vector<std::string> words) {
    std::string const current = words.empty() ? "" : words.back();
    if (!words.empty()) words.pop_back();
    option_words const* waiting = nullptr;  // the option whose value is next
    for (std::string const& word : words) {
      if (waiting != nullptr) {
        waiting = nullptr;
        continue;
      }
      if (word.starts_with('-'))
        waiting = option(word);
      else if (command_words const* const below = find(at_->path.empty() ? word : at_->path + " " + word))
        at_ = below;
    }
    if (waiting != nullptr) return values(*waiting, current);
    std::string text;
    auto const add = [&](std::string const& name, std::string const& about) {
      if (name.starts_with(current)) text += name + "\t" + about.substr(0, about.find('\n')) + "\n";
    };
    for (auto const& [name, about] : at_->commands) add(name, about);
    if (at_ != &all_.front())
      for (option_words const& each : at_->options)
        for (std::string const& name : each.names) add(name, each.description);
    if (current.starts_with('-') || at_->commands.empty() || at_ == &all_.front())
      for (option_words const& each : all_.front().options)
        for (std::string const& name : each.names) add(name, each.description);
    return text;
  }

private:
  command_words const* find(std::string const& path) const {
    auto const found = std::find_if(all_.begin(), all_.end(), [&](auto const& each) { return each.path == path; });
    return found == all_.end() ? nullptr : &*found;
  }

  // Returns the option with that name, if it takes a value.
  option_words const* option(std::string const& name) const {
    for (command_words const* from : {at_, &all_.front()})
      for (option_words const& each : from->options)
        if (!each.type.empty() && std::find(each.names.begin(), each.names.end(), name) != each.names.end())
          return &each;
    return nullptr;
  }

  std::string values(option_words const& of, std::string const& current) const {
    std::string const& name = of.names.back();
    std::vector<std::string> found = of.choices;
    if (name == "--alias" || name == "--pa" || name == "--ra") {
      auto const file = credentials::load(world_.credentials_path());
      if (file) found = file->aliases();
    } else if (found.empty() && of.type.find('|') != of.type.npos) {
      for (std::size_t begin = 0, end = 0; end != of.type.npos; begin = end + 1) {
        end = of.type.find('|', begin);
        found.push_back(of.type.substr(begin, end - begin));
      }
    } else if (found.empty() &&
               (of.type == "FILE" || of.type == "JSON" || current.starts_with('@') || name == "--creds")) {
      return ":files\n";
    }
    std::string text;
    for (std::string const& each : found)
      if (each.starts_with(current)) text += each + "\n";
    return text;
  }

  context const& world_;
  std::vector<command_words> const& all_;
  command_words const* at_ = &all_.front();
};

void add_completion(command_line& line) {
  struct shell {
    char const* name;
    char const* example;
    std::string_view script;
  };
  constexpr std::array shells{
      shell{"bash", "eval \"$(geai completion bash)\"          # in ~/.bashrc", bash_script},
      shell{"zsh", "eval \"$(geai completion zsh)\"           # in ~/.zshrc, after compinit", zsh_script},
      shell{"fish", "geai completion fish | source           # in ~/.config/fish/config.fish", fish_script}};
  CLI::App& completion = line.add_group("completion", "Print a completion script for a shell.");
  for (shell const& each : shells)
    line.add(completion, each.name, std::string("For ") + each.name + ".", each.example, [each](context& world) {
      world.print({{"shell", each.name}, {"script", each.script}}, [&] { return std::string(each.script); });
      return int{success};
    });

  // Called by the scripts; help does not list it.
  auto const words = std::make_shared<std::vector<std::string>>();
  line.add_own("complete", "Print completions.", "",
               {.take =
                    [words](std::vector<std::string> const& own, common_options const&) {
                      *words = own;
                      return std::vector<std::string>();
                    },
                .run =
                    [words, &line](context& world) {
                      std::vector<command_words> const all = line.all_commands();
                      world.terminal.result(candidates(world, all).after(*words));
                      return int{success};
                    },
                .help = [](std::vector<std::string> const&) { return std::string(); },
                .commands = {}});
}

command_group const completion_group{85, add_completion};

}  // namespace
}  // namespace tool
