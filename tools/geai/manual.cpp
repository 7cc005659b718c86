// geai manual: generates manual pages in troff from the tables of help and completions. The build installs them.

#include <geai/version.hpp>
#include <memory>

#include "command_line.hpp"

namespace tool {

namespace {

bool group_is_known(std::string_view name) {
  for (tool::group const& each : groups())
    if (each.name == name) return true;
  return false;
}

// Escapes a text for troff: no line begins with a control character, and hyphens are hyphens.
std::string troff(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool const begins = out.empty() || out.back() == '\n';
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    out += c == '\\' ? std::string("\\e") : c == '-' ? std::string("\\-") : std::string(1, c);
  }
  return out;
}

std::string option_text(option_words const& each) {
  std::string text = ".TP\n";
  std::string names;
  for (std::string const& name : each.names) names += (names.empty() ? "" : ", ") + ("\\fB" + troff(name) + "\\fR");
  text += names + (each.type.empty() ? "" : " \\fI" + troff(each.type) + "\\fR") + "\n";
  return text + (each.description.empty() ? "" : troff(each.description) + "\n");
}

std::string head_of(std::string const& title, std::string const& about) {
  std::string upper = title;
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return ".TH \"" + upper + "\" \"1\" \"\" \"geai " GEAI_VERSION "\" \"Globant Enterprise AI\"\n.SH NAME\n" +
         troff(title) + " \\- " + troff(about) + "\n";
}

std::string main_page(std::vector<command_words> const& all) {
  command_words const& root = all.front();
  std::string text =
      head_of("geai", "the command of Globant Enterprise AI") +
      ".SH SYNOPSIS\n\\fBgeai\\fR [\\fIglobal options\\fR] \\fIcommand\\fR [\\fIoptions\\fR]\n.SH DESCRIPTION\n" +
      troff(root.description) + "\n.SH GLOBAL OPTIONS\n";
  for (option_words const& each : root.options) text += option_text(each);
  text += ".SH COMMANDS\n";
  for (command_words const& each : all) {
    bool const is_platform = group_is_known(each.path.substr(0, each.path.find(' ')));
    if (each.path.empty() || is_platform) continue;
    text += ".SS \"geai " + troff(each.path) + "\"\n" + troff(each.description) + "\n";
    for (option_words const& one : each.options) text += option_text(one);
  }
  text +=
      ".SH THE PLATFORM\nEvery operation of the platform is a command of one of these groups, each of which has a page "
      "of its own.\n";
  for (tool::group const& each : groups())
    text += ".TP\n\\fBgeai " + troff(each.name) + "\\fR\n" + troff(each.about) + ".\n";
  return text +
         ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nwrong usage\n.TP\n2\nwrong configuration\n.TP\n3\nthe service said "
         "no, or something that cannot be "
         "understood\n.TP\n4\nit could not be reached in time\n.TP\n5\nthe model refused, or its answer was "
         "cut\n.TP\n130\ninterrupted\n"
         ".SH FILES\n.TP\n~/.geai/credentials\nthe profiles\n.TP\n~/.geai/history\nthe input of \\fBgeai "
         "chat\\fR\n"
         ".SH ENVIRONMENT\nGEAI_API_KEY, GEAI_OAUTH_ACCESS_TOKEN, GEAI_PROJECT_ID, GEAI_ORGANIZATION_ID, "
         "GEAI_API_BASE_URL, "
         "GEAI_API_EVAL_URL, GEAI_ALIAS, GEAI_CREDENTIALS_FILE, GEAI_CA_FILE, GEAI_PROXY, GEAI_MODEL, NO_COLOR\n";
}

std::string group_page(std::vector<command_words> const& all, std::string const& group) {
  std::string about;
  for (tool::group const& each : groups())
    if (each.name == group) about = each.about;
  std::string text = head_of("geai-" + group, about) + ".SH SYNOPSIS\n\\fBgeai " + troff(group) +
                     "\\fR \\fIcommand\\fR [\\fIoptions\\fR]\n.SH COMMANDS\n";
  for (command_words const& each : all) {
    if (!each.path.starts_with(group + " ")) continue;
    text += ".SS \"geai " + troff(each.path) + "\"\n" + troff(each.description) + "\n";
    for (option_words const& one : each.options) text += option_text(one);
  }
  for (group_extension const& each : group_extensions::all())
    if (each.group == group)
      text += ".SS \"geai " + troff(group + " " + each.name) + "\"\n" + troff(each.about) + ": see \\fBgeai " +
              troff(group + " " + each.name) + " \\-\\-help\\fR\n";
  return text + ".SH SEE ALSO\n.BR geai (1)\n";
}

void add_manual(command_line& line) {
  auto const words = std::make_shared<std::vector<std::string>>();
  line.add_own(
      "manual", "A manual page.", "",
      {.take =
           [words](std::vector<std::string> const& own, common_options const&) {
             *words = own;
             return std::vector<std::string>();
           },
       .run =
           [words, &line](context& world) {
             std::vector<command_words> const all = line.all_commands();
             if (!words->empty() && !group_is_known(words->front())) throw usage_error("there is no such group");
             world.terminal.result(words->empty() ? main_page(all) : group_page(all, words->front()));
             return int{success};
           },
       .help =
           [](std::vector<std::string> const&) { return std::string("geai manual [GROUP]: a manual page in troff\n"); },
       .commands = {}});
}

command_group const manual_group{86, add_manual};

}  // namespace
}  // namespace tool
