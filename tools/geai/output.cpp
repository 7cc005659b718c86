#include "output.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "console.hpp"

namespace tool {

namespace {

// In characters; a terminal's cells, but for the few that take two or none.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

void table::add(std::vector<std::string> row) {
  for (std::string& cell : row) cell = printable(cell);
  rows_.push_back(std::move(row));
}

std::string table::text(bool colours) const {
  std::vector<std::size_t> widths;
  auto const measure = [&widths](std::vector<std::string> const& row) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i != row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  };
  measure(header_);
  for (auto const& row : rows_) measure(row);

  auto const line = [&widths](std::vector<std::string> const& row) {
    std::string text;
    for (std::size_t i = 0; i != row.size(); ++i) {
      text += row[i];
      text.append(i + 1 == row.size() ? 0 : widths[i] - width_of(row[i]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  std::string all;
  if (!header_.empty()) all += styled(line(header_), style::bold, colours) + "\n";
  for (auto const& row : rows_) all += line(row) + "\n";
  return all;
}

std::string to_text(json const& document, bool indented) {
  return document.dump(indented ? 2 : -1, ' ', false, json::error_handler_t::replace) + "\n";
}

json parsed(std::string_view text) {
  json document = json::parse(text, nullptr, false);
  return document.is_discarded() ? json() : document;
}

json or_null(std::string_view text) { return text.empty() ? json() : json(text); }

}  // namespace tool
