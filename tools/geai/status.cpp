// geai status

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

#include "calls.hpp"
#include "command_line.hpp"
#include "moment.hpp"
#include "progress.hpp"

namespace tool {

namespace {

struct status_options {
  bool watch = false;
  double interval = 5;
  std::optional<int> count{};
  std::string file{};
};

struct health {
  moment when{};
  bool running = false;
  std::string version{};
  long milliseconds = 0;
  std::string fault{};
};

health look(sender& through, context& world) {
  auto const began = std::chrono::steady_clock::now();
  health found{.when = now()};
  try {
    json const said = call_operation(through, world, "get_health");
    found.running = said.value("running", true);
    found.version = said.value("version", "");
  } catch (geai::exception const& e) {
    if (e.error().code == geai::errc::cancelled) throw;
    found.fault = world.terminal.concealed(in_words_of_the_command(e.what()));
  }
  auto const took = std::chrono::steady_clock::now() - began;
  found.milliseconds = static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  return found;
}

json document_of(health const& of) {
  return {{"time", to_text(of.when)},
          {"running", of.running},
          {"version", or_null(of.version)},
          {"milliseconds", of.milliseconds},
          {"fault", or_null(of.fault)}};
}

std::string line_of(health const& of, bool colours) {
  std::string const state =
      of.running ? styled("running", style::good, colours) : styled("not running", style::bad, colours);
  return to_text(of.when) + "  " + state + "  " + std::to_string(of.milliseconds) + " ms" +
         (of.version.empty() ? "" : "  version " + of.version) + (of.fault.empty() ? "" : "  " + of.fault) + "\n";
}

// Returns false if it was interrupted.
bool pause(context& world, double seconds) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (std::chrono::steady_clock::now() < until) {
    if (world.signals.signal() != 0) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

// Writes a line to the file for each check; disabled without a name.
class check_log {
public:
  explicit check_log(std::string const& name)
      : file_(name.empty() ? nullptr : std::fopen(name.c_str(), "ae"),
              [](std::FILE* of) { return of != nullptr ? std::fclose(of) : 0; }) {
    if (!name.empty() && file_ == nullptr) throw usage_error("--csv: " + name + " cannot be written");
  }

  void add(health const& found) {
    if (file_ == nullptr) return;
    std::fprintf(file_.get(), "%s,%s,%s,%ld\n", to_text(found.when).c_str(), found.running ? "true" : "false",
                 found.version.c_str(), found.milliseconds);
    std::fflush(file_.get());
  }

private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

int watch(context& world, sender& through, status_options const& given, check_log& log) {
  json all = json::array();
  long up = 0, sum = 0;
  auto const began = std::chrono::steady_clock::now();
  double down_seconds = 0;
  auto last = began;
  for (int i = 0; !given.count || i < *given.count; ++i) {
    if (i != 0 && !pause(world, given.interval)) break;
    health found;
    try {
      found = look(through, world);
    } catch (interrupted const&) {
      break;
    } catch (geai::exception const&) {
      break;
    }
    auto const at = std::chrono::steady_clock::now();
    if (!found.running) down_seconds += std::chrono::duration<double>(at - last).count();
    last = at;
    up += found.running ? 1 : 0;
    sum += found.milliseconds;
    all.push_back(document_of(found));
    if (world.output == output_format::table && !world.filter)
      world.terminal.result(line_of(found, world.terminal.colours_results()));
    log.add(found);
  }
  auto const count = static_cast<long>(all.size());
  double const percent = count == 0 ? 0 : 100.0 * static_cast<double>(up) / static_cast<double>(count);
  json const summary{{"checks", all},
                     {"uptime_percent", percent},
                     {"downtime_seconds", down_seconds},
                     {"mean_milliseconds", count == 0 ? 0 : sum / count}};
  if (world.output != output_format::table || world.filter) {
    world.print(summary, [] { return std::string(); });
  } else {
    char text[160];
    std::snprintf(text, sizeof text, "%ld checks: %.1f %% up, %.0f s down, %ld ms on average", count, percent,
                  down_seconds, count == 0 ? 0 : sum / count);
    world.terminal.note(text);
  }
  return up == count ? success : refused;
}

int status(context& world, status_options const& given) {
  sender through(world);
  check_log log(given.file);
  if (given.watch || given.count) return watch(world, through, given, log);
  health const found = look(through, world);
  world.signals.check();
  log.add(found);
  world.print(document_of(found), [&] { return line_of(found, world.terminal.colours_results()); });
  return found.running ? success : refused;
}

void add_status(command_line& line) {
  auto const given = std::make_shared<status_options>();
  CLI::App& command = line.add(line.root(), "status", "Show whether the platform is up, and how fast it answers.",
                               "geai status\n  geai status --watch --interval 10 --csv uptime.csv",
                               [given](context& world) { return status(world, *given); });
  command.add_flag("-w,--watch,-m,--monitor", given->watch, "repeat the check until Ctrl-C");
  command.add_option("-i,--interval", given->interval, "seconds between two checks (5)")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.01, 86400.0));
  command.add_option("-c,--count", given->count, "stop after this many checks")->check(check_count)->type_name("N");
  command.add_option("-f,--csv", given->file, "append a line for each check: time, running, version, milliseconds")
      ->type_name("FILE");
}

command_group const status_group{79, add_status};

}  // namespace
}  // namespace tool
