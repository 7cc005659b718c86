// geai completion, in the installed shells.

#include <doctest/doctest.h>

#include "tool.hpp"

using namespace tool_test;

namespace {

support::run_result run_shell(home const& at, std::string const& shell, words arguments) {
  support::environment env = at.env;
  env["PATH"] = std::filesystem::path(tool_program()).parent_path().string() + ":" + std::getenv("PATH");
  return support::run(shell, arguments, {.env = env});
}

bool is_there(std::string const& shell) {
  bool const found = support::run("sh", {"-c", "command -v " + shell}).exit_code == 0;
  if (!found) MESSAGE(shell << " is not installed: skipped");
  return found;
}

}  // namespace

TEST_CASE("completion bash: commands, options, aliases and values") {
  home const at;
  at.write("[default]\n[staging]\n[stable]\n");
  if (!is_there("bash")) return;
  at.folder.write("geai.bash", at.run({"completion", "bash"}).out);
  std::string const script = (at.folder.path() / "geai.bash").string();
  CHECK(run_shell(at, "bash", {"-n", script}).exit_code == 0);
  auto const completed = [&](std::string const& line) {
    auto const done = run_shell(at, "bash",
                                {"--norc", "-c",
                                 "source \"$1\"; read -ra COMP_WORDS <<<\"$2\"; [[ $2 == *' ' ]] && "
                                 "COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _geai; "
                                 "echo \"${COMPREPLY[*]}\"",
                                 "bash", script, line});
    INFO(done.err);
    CHECK(done.exit_code == 0);
    return done.out.substr(0, done.out.size() - 1);
  };
  CHECK(completed("geai ag") == "agents");
  CHECK(completed("geai agents ").starts_with("list get "));
  CHECK(completed("geai agents l") == "list list-v4 list-versions list-drafts");
  CHECK(completed("geai --alias staging agents list --st") == "--status --start");
  CHECK(completed("geai agents list --output ") == "table json csv tsv");
  CHECK(completed("geai secrets cre") == "create");
  CHECK(completed("geai agents create --agent-data.prompt.instr") == "--agent-data.prompt.instructions");
  CHECK(completed("geai call list_ag") == "list_agents list_agents_v4 list_agent_versions list_agent_drafts");
  CHECK(completed("geai -a st") == "staging stable");
  CHECK(completed("geai configure --remove-alias ") == "default staging stable");
  CHECK(completed("geai configure --key ") == "");
  CHECK(completed("geai auth login --pass") == "--password");
  CHECK(run_shell(at, "bash", {"--norc", "-c", "source \"$1\"; complete -p geai", "bash", script}).out ==
        "complete -F _geai geai\n");
}

TEST_CASE("completion zsh: it loads") {
  home const at;
  if (!is_there("zsh")) return;
  at.folder.write("geai.zsh", at.run({"completion", "zsh"}).out);
  std::string const script = (at.folder.path() / "geai.zsh").string();
  CHECK(run_shell(at, "zsh", {"-n", script}).exit_code == 0);
  auto const loaded = run_shell(
      at, "zsh", {"-f", "-c", "autoload -U compinit; compinit -u -D; source $1; print $_comps[geai]", "zsh", script});
  INFO(loaded.err);
  CHECK(loaded.out == "_geai\n");
}

TEST_CASE("completion fish: it loads and completes") {
  home const at;
  if (!is_there("fish")) return;
  at.folder.write("geai.fish", at.run({"completion", "fish"}).out);
  std::string const script = (at.folder.path() / "geai.fish").string();
  CHECK(run_shell(at, "fish", {"--no-execute", script}).exit_code == 0);
  auto const completed =
      run_shell(at, "fish", {"--no-config", "-c", "source $argv[1]; complete -C 'geai agents '", script});
  INFO(completed.err);
  CHECK(contains(completed.out, "list\t"));
  CHECK(contains(completed.out, "get\t"));
}

TEST_CASE("completion: a shell must be named") {
  home const at;
  CHECK(at.run({"completion"}).exit_code == 1);
  CHECK(at.run({"completion", "tcsh"}).exit_code == 1);
}
