#include "output.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>

#ifdef GEAI_HAS_JQ
extern "C" {
#include <jq.h>
}
#endif

#include "console.hpp"
#include "failure.hpp"

namespace tool {

namespace {

// Returns the number of cells of a character on a terminal: two for East Asian ones and pictures, none for combining
// marks.
std::size_t cells_of(char32_t c) noexcept {
  static constexpr char32_t wide[][2] = {{0x1100, 0x115F},   {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                                         {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                                         {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  for (auto const& [first, last] : wide)
    if (c >= first && c <= last) return 2;
  return 1;
}

// Takes the first character of a text.
char32_t take_character(std::string_view& text) noexcept {
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const size = std::min<std::size_t>(text.size(), lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
  char32_t c = size == 1 ? lead : lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
  text.remove_prefix(size);
  return c;
}

// Returns the width in cells of a terminal.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += cells_of(take_character(text));
  return width;
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

json parsed_or_discarded(std::string_view text) {
  bool too_deep = false;
  auto const check_depth = [&too_deep](int depth, json::parse_event_t, json&) {
    too_deep = too_deep || depth > depth_limit;
    return !too_deep;
  };
  json document = json::parse(text, check_depth, false);
  return too_deep ? json(json::value_t::discarded) : document;
}

json parsed(std::string_view text) {
  json document = parsed_or_discarded(text);
  return document.is_discarded() ? json() : document;
}

json or_null(std::string_view text) { return text.empty() ? json() : json(text); }

namespace {

// Formats a value for one cell; abbreviates objects and lists.
std::string cell_of(json const& value) {
  if (value.is_null()) return "";
  if (value.is_string()) {
    std::string text = value.get<std::string>();
    if (std::size_t const end = text.find_first_of("\r\n"); end != text.npos) text.replace(end, text.npos, " ...");
    return text;
  }
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (!value.is_array()) return value.dump(-1, ' ', false, json::error_handler_t::replace);
  std::string text;
  for (json const& each : value) {
    if (each.is_array()) return std::to_string(value.size()) + " lists";
    json const* shown = &each;
    if (each.is_object())
      for (char const* name : {"name", "key", "id", "description"})
        if (each.contains(name) && each.at(name).is_string()) {
          shown = &each.at(name);
          break;
        }
    if (shown->is_object()) return std::to_string(value.size()) + (value.size() == 1 ? " entry" : " entries");
    text += (text.empty() ? "" : ", ") + cell_of(*shown);
  }
  return text;
}

// Formats accessScope as ACCESS SCOPE.
std::string heading_of(std::string_view name) {
  std::string text;
  bool lower = false;
  for (char c : name) {
    auto const byte = static_cast<unsigned char>(c);
    if (lower && std::isupper(byte) != 0) text += ' ';
    lower = std::islower(byte) != 0 || std::isdigit(byte) != 0;
    text += c == '_' || c == '-' ? ' ' : static_cast<char>(std::toupper(byte));
  }
  return text;
}

// Returns the common prefix of all names, up to a capital: dataSetId, dataSetName have dataSet.
std::size_t common_prefix(std::vector<std::string> const& names) {
  if (names.size() < 2) return 0;
  std::size_t size = names.front().size();
  for (std::string const& each : names) {
    std::size_t same = 0;
    while (same < std::min(size, each.size()) && each[same] == names.front()[same]) ++same;
    size = same;
  }
  auto const ends_word = [&](std::string const& name) {
    return size < name.size() && std::isupper(static_cast<unsigned char>(name[size])) != 0;
  };
  while (size != 0 && !std::all_of(names.begin(), names.end(), ends_word)) --size;
  return size;
}

// Removes the common prefix from a name.
std::string without_prefix(std::string const& name, std::size_t size) {
  std::string text = name.substr(size);
  if (size != 0 && !text.empty())
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

// Returns the priority of a column, the most important first.
std::size_t rank_of(std::string_view name) {
  static constexpr std::array<std::string_view, 14> first{"id",     "name",  "key",         "status",  "state",
                                                          "type",   "model", "accessScope", "isDraft", "revision",
                                                          "active", "value", "createdAt",   "email"};
  auto const found = std::find(first.begin(), first.end(), name);
  if (found != first.end()) return static_cast<std::size_t>(found - first.begin());
  bool const is_id = name.size() > 2 && name.ends_with("Id");
  bool const is_long = name == "description" || name == "avatarImage" || name == "icon" || name == "jobDescription";
  return is_long ? 200 : is_id ? 20 : 30;
}

// Returns the names of all values of a list that are not objects, in order of appearance.
std::vector<std::string> columns_of(json const& list) {
  std::vector<std::string> names;
  for (json const& each : list) {
    if (!each.is_object()) continue;
    for (auto const& [name, value] : each.items()) {
      bool const fits = value.is_primitive() && !value.is_null();
      bool const is_plain_list = value.is_array() && !value.empty() && value.front().is_primitive();
      if ((fits || is_plain_list) && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

// Shortens a text to a number of cells.
std::string cut(std::string const& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::string_view rest = text;
  std::size_t shown = 0, size = 0;
  while (!rest.empty()) {
    shown += cells_of(take_character(rest));
    if (shown + 1 > width) break;
    size = text.size() - rest.size();
  }
  return text.substr(0, size) + "\u2026";
}

std::string list_as_table(json const& list, std::size_t width, bool colours) {
  std::vector<std::string> names = columns_of(list);
  if (names.empty()) {
    table rows;
    for (json const& each : list) rows.add({cut(printable(cell_of(each)), width)});
    return rows.text(false);
  }
  std::size_t const prefix = common_prefix(names);
  auto const heading = [prefix](std::string const& name) { return heading_of(without_prefix(name, prefix)); };
  std::vector<std::pair<std::size_t, std::string>> ranked;  // equal ranks keep their order
  for (std::string const& name : names)
    ranked.emplace_back(rank_of(without_prefix(name, prefix)) * 1000 + ranked.size(), name);
  std::sort(ranked.begin(), ranked.end());
  std::transform(ranked.begin(), ranked.end(), names.begin(), [](auto const& each) { return each.second; });
  std::vector<std::vector<std::string>> cells(list.size());
  std::vector<std::size_t> widths;
  std::size_t used = 0;
  constexpr std::size_t most_columns = 8;
  for (std::string const& name : names) {
    std::size_t own = width_of(heading(name));
    std::vector<std::string> column;
    for (json const& each : list) {
      column.push_back(each.is_object() && each.contains(name) ? printable(cell_of(each.at(name))) : "");
      own = std::max(own, width_of(column.back()));
    }
    // Later columns must fit; a long text may be shortened.
    std::size_t const least = own <= 36 ? own : 24;  // show ids in full
    if (!widths.empty() && (used + least > width || widths.size() == most_columns)) break;
    for (std::size_t i = 0; i != column.size(); ++i) cells[i].push_back(std::move(column[i]));
    widths.push_back(own);
    used += least + 2;
  }
  names.resize(widths.size());
  auto const total = [&] {
    std::size_t sum = 2 * (widths.size() - 1);
    for (std::size_t each : widths) sum += each;
    return sum;
  };
  while (total() > width) {
    auto const widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= 8) break;
    --*widest;
  }
  std::vector<std::string> header;
  for (std::size_t i = 0; i != names.size(); ++i)
    header.push_back(cut(heading(names[i]), std::max<std::size_t>(widths[i], 3)));
  table rows(header);
  for (std::vector<std::string>& row : cells) {
    for (std::size_t i = 0; i != row.size(); ++i) row[i] = cut(row[i], widths[i]);
    rows.add(std::move(row));
  }
  return rows.text(colours);
}

void flatten(json const& object, std::string const& before, std::vector<std::pair<std::string, json const*>>& into) {
  for (auto const& [name, value] : object.items()) {
    if (value.is_object() && !value.empty())
      flatten(value, before + name + ".", into);
    else if (!value.is_null() && !(value.is_structured() && value.empty()))
      into.emplace_back(before + name, &value);
  }
}

std::string object_as_table(json const& object, std::size_t width) {
  std::vector<std::pair<std::string, json const*>> values;
  flatten(object, "", values);
  std::erase_if(values, [](auto const& each) { return *each.second == ""; });
  std::size_t names = 0;
  for (auto const& [name, value] : values) names = std::max(names, width_of(name));
  table rows;
  for (auto const& [name, value] : values)
    rows.add({name, cut(printable(cell_of(*value)), width > names + 12 ? width - names - 2 : 10)});
  return rows.text(false);
}

std::string delimited_cell(json const& value, char separator) {
  std::string text = value.is_string() ? value.get<std::string>()
                     : value.is_null() ? std::string()
                     : value.is_array() && !value.empty() && value.front().is_primitive()
                         ? cell_of(value)
                         : value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (separator == '\t') {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
  }
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

json const* list_in(json const& document) {
  if (document.is_array()) return &document;
  if (!document.is_object()) return nullptr;
  json const* found = nullptr;
  for (auto const& [name, value] : document.items()) {
    if (value.is_object()) return nullptr;
    if (!value.is_array()) continue;
    if (found != nullptr) return nullptr;
    found = &value;
  }
  bool const has_name = document.contains("id") || document.contains("name");
  return found != nullptr && !has_name ? found : nullptr;
}

std::string to_lines(json const& document, char separator) {
  json const* const found = list_in(document);
  json const list = found != nullptr ? *found : json::array({document});
  std::vector<std::vector<std::pair<std::string, json const*>>> rows;
  std::vector<std::string> names;
  for (json const& each : list) {
    auto& row = rows.emplace_back();
    if (each.is_object())
      flatten(each, "", row);
    else
      row.emplace_back("value", &each);
    for (auto const& [name, value] : row)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (std::string const& name : names)
    text.append(text.empty() ? "" : std::string(1, separator)).append(delimited_cell(name, separator));
  if (!names.empty()) text += '\n';
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t i = 0; i != names.size(); ++i) {
      auto const value = std::find_if(row.begin(), row.end(), [&](auto const& each) { return each.first == names[i]; });
      line.append(i == 0 ? "" : std::string(1, separator));
      if (value != row.end()) line += delimited_cell(*value->second, separator);
    }
    text += line + '\n';
  }
  return text;
}

std::string to_table(json const& document, json const* list, std::size_t width, bool colours) {
  if (list == nullptr) list = list_in(document);
  if (list != nullptr) return list->empty() ? std::string() : list_as_table(*list, width, colours);
  if (document.is_object()) return object_as_table(document, width);
  return document.is_string() ? document.get<std::string>() + "\n" : to_text(document);
}

#ifdef GEAI_HAS_JQ
std::vector<json> filtered(json const& document, std::string const& filter) {
  struct errors {
    std::string text{};
    static void add(void* to, jv message) {
      message = jq_format_error(message);
      static_cast<errors*>(to)->text.append(jv_string_value(message)).append(" ");
      jv_free(message);
    }
  } said;
  struct closer {
    void operator()(jq_state* state) const { jq_teardown(&state); }
  };
  std::unique_ptr<jq_state, closer> const state(jq_init());
  if (state == nullptr) throw std::runtime_error("jq cannot be initialised");
  jq_set_error_cb(state.get(), errors::add, &said);
  auto const refuse = [&said, &filter](std::string text) {
    text = said.text.empty() ? text : said.text;
    throw usage_error("--jq '" + filter + "': " + text.substr(0, text.find('\n')));
  };
  if (jq_compile(state.get(), filter.c_str()) == 0) refuse("it is not a jq filter");
  std::string const text = document.dump(-1, ' ', false, json::error_handler_t::replace);
  jq_start(state.get(), jv_parse_sized(text.data(), static_cast<int>(text.size())), 0);
  std::vector<json> results;
  jv each = jq_next(state.get());
  for (; jv_is_valid(each) != 0; each = jq_next(state.get())) {
    jv const dumped = jv_dump_string(each, 0);
    results.push_back(json::parse(jv_string_value(dumped), nullptr, false));
    jv_free(dumped);
  }
  if (jv_invalid_has_msg(jv_copy(each)) != 0) {
    jv const message = jv_invalid_get_msg(each);
    std::string const why = jv_get_kind(message) == JV_KIND_STRING ? jv_string_value(message) : "it failed";
    jv_free(message);
    refuse(why);
  } else {
    jv_free(each);
  }
  return results;
}
#else
std::vector<json> filtered(json const&, std::string const&) {
  throw usage_error("--jq: this geai was built without libjq");
}
#endif

}  // namespace tool
