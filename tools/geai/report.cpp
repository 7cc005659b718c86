// geai analytics report: every figure of the analytics that needs only a period, on one page. The figures and their
// names are derived from the table of operations.

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>

#include "calls.hpp"
#include "command_line.hpp"

namespace tool {

namespace {

struct report_options {
  std::string start{};
  std::string end{};
  std::string agent{};
  std::string csv{};
  std::string svg{};
};

struct figure {
  std::string label{};
  json value{};
};

// Values by name: days in order, or a ranking.
struct chart {
  std::string title{};
  bool is_series = false;
  std::vector<std::pair<std::string, double>> values{};
};

struct report {
  std::string start{}, end{};
  std::vector<figure> figures{};
  std::vector<chart> charts{};
  json faults = json::array();
};

std::string date_text(std::chrono::year_month_day day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

// Returns the previous month.
std::pair<std::string, std::string> last_month() {
  using namespace std::chrono;
  year_month_day const today{floor<days>(system_clock::now())};
  year_month const month = today.year() / today.month() - months(1);
  return {date_text(month / day(1)), date_text(year_month_day(month / last))};
}

bool is_day(std::string const& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return false;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
}

// Returns get_total_cost_per_day as "total cost per day".
std::string label_of(operation const& which) {
  std::string text(which.name.substr(which.name.starts_with("get_") ? 4 : 0));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

// Returns totalInputTokens as "total input tokens".
std::string spaced(std::string_view name) {
  std::string text;
  for (char c : name) {
    bool const is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && !text.empty()) text += ' ';
    text += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

bool needs_only_a_period(operation const& which) {
  return which.group == "analytics" && std::all_of(which.members.begin(), which.members.end(), [](member const& each) {
           return !each.required || each.name == "start_date" || each.name == "end_date";
         });
}

std::string number_text(double value) {
  char text[40];
  std::snprintf(text, sizeof text, value == static_cast<double>(static_cast<long long>(value)) ? "%.0f" : "%.4g",
                value);
  return text;
}

// Returns the name and the number of an item of a list.
std::optional<std::pair<std::string, double>> pair_of(json const& item) {
  std::optional<double> number;
  std::string name;
  for (auto const& [key, value] : item.items()) {
    if (value.is_number() && (!number || key == "totalTokens")) number = value.get<double>();
    if (value.is_string() && (name.empty() || key.ends_with("Name") || key == "date")) name = value.get<std::string>();
  }
  return number ? std::optional(std::pair(name, *number)) : std::nullopt;
}

void take(report& to, operation const& which, json const& answer) {
  json const* const list = list_in(answer);
  bool const is_series = which.name.ends_with("_per_day");
  if (list == nullptr) {
    std::size_t numbers = 0;
    for (auto const& [name, value] : answer.items()) numbers += value.is_number() ? 1 : 0;
    for (auto const& [name, value] : answer.items())
      if (value.is_number()) to.figures.push_back({label_of(which) + (numbers > 1 ? ": " + spaced(name) : ""), value});
    return;
  }
  if (!is_series && which.name.find("_top_") == which.name.npos) return;
  chart made{.title = label_of(which), .is_series = is_series};
  for (json const& each : *list)
    if (auto const pair = pair_of(each)) made.values.push_back(*pair);
  if (!made.values.empty()) to.charts.push_back(std::move(made));
}

json document_of(report const& of) {
  json figures = json::object(), charts = json::object();
  for (figure const& each : of.figures) figures[each.label] = each.value;
  for (chart const& each : of.charts) {
    json values = json::object();
    for (auto const& [name, value] : each.values) values[name] = value;
    charts[each.title] = values;
  }
  return {
      {"start_date", of.start}, {"end_date", of.end}, {"figures", figures}, {"charts", charts}, {"faults", of.faults}};
}

std::string bar_of(double value, double most, std::size_t width) {
  static constexpr char const* eighths[] = {"", "\u258F", "\u258E", "\u258D", "\u258C", "\u258B", "\u258A", "\u2589"};
  auto const units = most <= 0 ? 0 : static_cast<std::size_t>(value / most * static_cast<double>(width * 8));
  std::string bar;
  for (std::size_t i = 0; i != units / 8; ++i) bar += "\u2588";
  return bar + eighths[units % 8];
}

std::string shown(report const& of, bool colours) {
  std::string text = styled("Analytics from " + of.start + " to " + of.end, style::bold, colours) + "\n\n";
  table figures;
  for (figure const& each : of.figures) figures.add({each.label, number_text(each.value.get<double>())});
  text += figures.text(false);
  for (chart const& each : of.charts) {
    text += "\n" + styled(each.title, style::bold, colours) + "\n";
    double most = 0;
    for (auto const& [name, value] : each.values) most = std::max(most, value);
    table rows;
    for (auto const& [name, value] : each.values) rows.add({"  " + name, number_text(value), bar_of(value, most, 40)});
    text += rows.text(false);
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text)
    out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

std::string coordinate(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

// Draws a line over the days, or bars side by side.
std::string svg_of(chart const& of) {
  constexpr double width = 800, left = 220, right = 70, top = 50, row = 26, height_of_line = 240;
  double most = 0;
  for (auto const& [name, value] : of.values) most = std::max(most, value);
  if (most <= 0) most = 1;
  auto const count = static_cast<double>(of.values.size());
  double const height = of.is_series ? top + height_of_line + 50 : top + row * count + 20;
  std::string text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"" + coordinate(height) +
      "\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
      "<text x=\"20\" y=\"28\" font-size=\"18\">" +
      escaped(of.title) + "</text>\n";
  if (!of.is_series) {
    double y = top;
    for (auto const& [name, value] : of.values) {
      double const length = value / most * (width - left - right);
      text += "<text x=\"" + coordinate(left - 8) + "\" y=\"" + coordinate(y + 15) + "\" text-anchor=\"end\">" +
              escaped(name) + "</text>" + "<rect x=\"" + coordinate(left) + "\" y=\"" + coordinate(y) + "\" width=\"" +
              coordinate(length) + "\" height=\"18\" fill=\"#2f7d5b\"/><text x=\"" + coordinate(left + length + 6) +
              "\" y=\"" + coordinate(y + 15) + "\">" + number_text(value) + "</text>\n";
      y += row;
    }
    return text + "</svg>\n";
  }
  double const room = width - 80 - 20;
  std::string points, dots;
  double x = 80;
  for (auto const& [name, value] : of.values) {
    double const y = top + height_of_line - value / most * height_of_line;
    points += (points.empty() ? "" : " ") + coordinate(x) + "," + coordinate(y);
    dots += "<circle cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) + "\" r=\"3\" fill=\"#2f7d5b\"><title>" +
            escaped(name) + ": " + number_text(value) + "</title></circle>\n";
    x += count > 1 ? room / (count - 1) : 0;
  }
  std::string const bottom = coordinate(top + height_of_line);
  text += "<line x1=\"80\" y1=\"" + bottom + "\" x2=\"780\" y2=\"" + bottom +
          "\" stroke=\"#999\"/>\n<text x=\"72\" y=\"" + coordinate(top + 5) + "\" text-anchor=\"end\">" +
          number_text(most) + "</text><text x=\"72\" y=\"" + bottom +
          "\" text-anchor=\"end\">0</text>\n<polyline fill=\"none\" stroke=\"#2f7d5b\" stroke-width=\"2\" points=\"" +
          points + "\"/>\n" + dots + "<text x=\"80\" y=\"" + coordinate(top + height_of_line + 22) + "\">" +
          escaped(of.values.front().first) + "</text><text x=\"780\" y=\"" + coordinate(top + height_of_line + 22) +
          "\" text-anchor=\"end\">" + escaped(of.values.back().first) + "</text>\n";
  return text + "</svg>\n";
}

void write_file(std::string const& path, std::string const& text) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(
      std::fopen(path.c_str(), "we"), [](std::FILE* of) { return of != nullptr ? std::fclose(of) : 0; });
  if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size())
    throw usage_error(path + " cannot be written: " + std::strerror(errno));
}

void write_svg(context& world, report const& of, std::string const& folder) {
  ::mkdir(folder.c_str(), 0777);
  for (chart const& each : of.charts) {
    std::string name = each.title;
    std::replace(name.begin(), name.end(), ' ', '-');
    write_file(folder + "/" + name + ".svg", svg_of(each));
  }
  world.terminal.note(std::to_string(of.charts.size()) + " charts are in " + folder);
}

void write_csv(report const& of, std::string const& path) {
  json rows = json::array();
  for (figure const& each : of.figures) rows.push_back({{"figure", each.label}, {"name", ""}, {"value", each.value}});
  for (chart const& each : of.charts)
    for (auto const& [name, value] : each.values)
      rows.push_back({{"figure", each.title}, {"name", name}, {"value", value}});
  write_file(path, to_lines(rows, ','));
}

int make_report(context& world, report_options const& given) {
  report made;
  auto const [start, end] = last_month();
  made.start = given.start.empty() ? start : given.start;
  made.end = given.end.empty() ? end : given.end;
  if (!is_day(made.start) || !is_day(made.end)) throw usage_error("expected a date as YYYY-MM-DD");
  if (made.end < made.start) throw usage_error("the last day, " + made.end + ", is before the first, " + made.start);
  sender through(world);
  int status = success;
  for (operation const& each : operations()) {
    if (!needs_only_a_period(each)) continue;
    std::vector<std::pair<std::string, std::string>> members{{"start_date", made.start}, {"end_date", made.end}};
    bool const has_agent = std::any_of(each.members.begin(), each.members.end(),
                                       [](member const& one) { return one.name == "agent_name"; });
    if (!given.agent.empty() && has_agent) members.emplace_back("agent_name", given.agent);
    try {
      take(made, each, call_operation(through, world, each.name, members));
    } catch (geai::exception const& e) {  // skip this figure
      world.signals.check();
      int const own = status_of(e.error().code);
      if (own != refused) throw;
      if (made.faults.empty()) world.terminal.warning(in_words_of_the_command(e.what()));
      made.faults.push_back({{"operation", each.name}, {"message", world.terminal.concealed(e.what())}});
      status = own;
    }
  }
  if (made.faults.size() > 1) world.terminal.warning(std::to_string(made.faults.size()) + " figures are not available");
  if (!given.csv.empty()) write_csv(made, given.csv);
  if (!given.svg.empty()) write_svg(world, made, given.svg);
  world.print(document_of(made), [&] { return shown(made, world.terminal.colours_results()); });
  return made.figures.empty() ? status : int{success};
}

report_options report_given;

group_extensions const analytics_report(
    {"analytics", "report", "Show all figures of a period on one page.",
     "geai analytics report --start-date 2026-01-01 --end-date 2026-01-31 --csv report.csv",
     [](CLI::App& app) {
       app.add_option("-s,--start-date", report_given.start, "the first day (default: of last month)")
           ->type_name("YYYY-MM-DD");
       app.add_option("-e,--end-date", report_given.end, "the last day (default: of last month)")
           ->type_name("YYYY-MM-DD");
       app.add_option("--agent-name", report_given.agent, "only this agent, if the platform can filter by it")
           ->type_name("NAME");
       app.add_option("--csv", report_given.csv, "also write the figures to this file")->type_name("FILE");
       app.add_option("--svg", report_given.svg, "also draw a chart of each into this folder")->type_name("DIR");
     },
     [](context& world) { return make_report(world, report_given); }});

}  // namespace
}  // namespace tool
