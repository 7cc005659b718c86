// geai: the command of Globant Enterprise AI.

#include <fcntl.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "command_line.hpp"

namespace {

// Determines the output format before the command line is parsed: errors in it are reported in that format too.
bool wants_json(std::vector<std::string> const& words) {
  for (std::size_t i = 0; i != words.size(); ++i) {
    if (words[i] == "--output=json" || words[i] == "-ojson") return true;
    if ((words[i] == "--output" || words[i] == "-o") && i + 1 != words.size() && words[i + 1] == "json") return true;
  }
  return false;
}

// If a standard stream is closed, the next opened file would get its number, and output would go into that file.
void open_standard_streams() {
  for (int stream : {0, 1, 2})
    if (::fcntl(stream, F_GETFD) == -1 && ::open("/dev/null", O_RDWR) == -1) return;
}

void report(tool::failure const& what, tool::console const& terminal, bool verbose, bool as_json) {
  geai::error const& details = what.error;
  if (what.message.empty()) return;
  if (what.code == "interrupted")
    terminal.note(what.message);
  else
    terminal.error(what.message);
  if (verbose)
    for (geai::attempt const& each : details.attempts)
      terminal.note("attempt " + std::to_string(each.number) + ", " + std::to_string(each.duration.count()) +
                    " ms: " + tool::in_words_of_the_command(each.cause));
  if (!as_json) return;
  tool::json faults = tool::json::array();
  for (geai::fault const& each : details.faults)
    faults.push_back({{"code", each.code}, {"description", terminal.concealed(each.description)}});
  tool::json error{{"code", what.code}, {"message", terminal.concealed(what.message)}, {"exit_code", what.status}};
  if (!details.operation.empty()) error["operation"] = details.operation;
  if (details.http_status != 0) error["http_status"] = details.http_status;
  if (!details.request_id.empty()) error["request_id"] = terminal.concealed(details.request_id);
  if (!faults.empty()) error["faults"] = faults;
  std::string text = tool::to_text({{"error", std::move(error)}}, false);
  text.pop_back();  // line() adds the line end
  terminal.line(text);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> const words(argv + (argc > 0 ? 1 : 0), argv + argc);
  open_standard_streams();
  tool::interruption signals;
  tool::console terminal(signals);
  tool::context context{.signals = signals, .terminal = terminal, .arguments = {argv, static_cast<std::size_t>(argc)}};
  int status = tool::success;
  tool::failure what;
  try {
    tool::command_line line(context);
    tool::command_group::add_all(line);
    status = line.run(words);
  } catch (...) {
    what = tool::current_failure();
    status = what.status;
  }
  if (context.after_work) context.after_work();
  report(what, terminal, context.verbose, wants_json(words));  // last, as CLI11's documentation requires
  return status;
}
