// geai api: sends any request, with the credentials of the profile.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "calls.hpp"
#include "command_line.hpp"
#include "input.hpp"

namespace tool {

namespace {

struct api_options {
  std::string verb{};
  std::string path{};
  std::vector<std::string> query{};
  std::vector<std::string> headers{};
  std::optional<std::string> body{};
  std::vector<std::string> fields{};
  std::vector<std::string> raw_fields{};
  std::vector<std::string> form{};
  bool all = false;
  std::optional<std::string> to{};
  bool evaluation = false;
  bool show_head = false;
  bool show_secret = false;
};

std::pair<std::string, std::string> split_at(std::string const& text, char separator, char const* option) {
  std::size_t const at = text.find(separator);
  if (at == text.npos || at == 0)
    throw usage_error(std::string(option) + " takes NAME" + separator +
                      "VALUE");  // it may be a secret, so it is not quoted
  std::size_t begin = at + 1;
  while (separator == ':' && begin != text.size() && text[begin] == ' ') ++begin;
  return {text.substr(0, at), text.substr(begin)};
}

// Returns the path as it is sent: characters that a URL cannot contain are encoded, encoded ones stay.
std::string target_of(std::string const& path) {
  if (!path.starts_with('/') || path.starts_with("//"))
    throw usage_error("the path begins with one '/', e.g. /v2/agents");
  std::string target;
  for (char c : path) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7f || c == '"' || c == '<' || c == '>' || c == '{' || c == '}')
      target += percent_encoded(std::string_view(&c, 1));
    else
      target += c;
  }
  if (std::size_t const end = target.find('#'); end != target.npos) target.erase(end);
  return target;
}

// Sets a query parameter of a target and replaces any with the same name.
void set_query(std::string& target, std::string const& name, std::string const& value) {
  std::size_t const mark = target.find('?');
  std::string made = target.substr(0, mark);
  std::istringstream rest(mark == target.npos ? "" : target.substr(mark + 1));
  for (std::string each; std::getline(rest, each, '&');)
    if (each.substr(0, each.find('=')) != name) made += (made.find('?') == made.npos ? "?" : "&") + each;
  target = made + (made.find('?') == made.npos ? "?" : "&") + name + "=" + percent_encoded(value);
}

std::optional<std::int64_t> number_in_query(std::string const& target, std::string_view name) {
  std::size_t const mark = target.find('?');
  std::istringstream rest(mark == target.npos ? "" : target.substr(mark + 1));
  for (std::string each; std::getline(rest, each, '&');)
    if (each.substr(0, each.find('=')) == name) {
      char const* const begin = each.c_str() + std::min(each.size(), name.size() + 1);
      char* end = nullptr;
      long long const number = std::strtoll(begin, &end, 10);
      if (end != begin && *end == '\0') return number;
    }
  return std::nullopt;
}

// Returns the operation that is a GET of this path, null if there is none.
operation const* operation_at(std::string_view path) {
  auto const segments = [](std::string_view text) {
    std::vector<std::string_view> all;
    text = text.substr(0, text.find('?'));
    for (std::size_t at = 0; at <= text.size();) {
      std::size_t const end = std::min(text.find('/', at), text.size());
      all.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    return all;
  };
  auto const given = segments(path);
  for (operation const& each : operations())
    if (auto const route = segments(each.route); each.verb == "GET" && each.pages.position >= 0 &&
                                                 std::equal(route.begin(), route.end(), given.begin(), given.end(),
                                                            [](std::string_view own, std::string_view there) {
                                                              return own == there ||
                                                                     (own.starts_with('{') && !there.empty());
                                                            }))
      return &each;
  return nullptr;
}

// Returns a member of the body, or of its members: `agentDefinition.name`.
json& member_at(json& body, std::string const& path) {
  json* at = &body;
  std::istringstream names(path);
  for (std::string name; std::getline(names, name, '.');) {
    if (!at->is_object()) *at = json::object();
    at = &(*at)[name];
  }
  return *at;
}

// Converts true, false, null and numbers to JSON; any other value is a text.
json typed(std::string const& text) {
  json const value = parsed_or_discarded(text);
  return value.is_boolean() || value.is_null() || value.is_number() ? value : json(text);
}

void add_fields(context& world, api_options const& given, outgoing& to) {
  bool const in_query = to.verb == "GET" || to.verb == "HEAD" || to.verb == "DELETE";
  json body;
  if (!in_query && given.body) {
    body = parse_document(to.body, "--body");
    if (!body.is_object())
      throw usage_error("--body: --field sets members of an object, but the body is not an object");
  }
  auto const add = [&](std::string const& each, char const* option, bool is_typed) {
    auto const [name, value] = split_at(each, '=', option);
    std::string const text = is_typed ? read_value(world, value, option) : value;
    if (in_query)
      to.target +=
          (to.target.find('?') == to.target.npos ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(text);
    else
      member_at(body, name) = is_typed && text == value ? typed(text) : json(text);
  };
  for (std::string const& each : given.fields) add(each, "--field", true);
  for (std::string const& each : given.raw_fields) add(each, "--raw-field", false);
  if (in_query) return;
  to.body = body.dump();
  to.content_type = "application/json";
}

void add_form(context& world, api_options const& given, outgoing& to) {
  if (given.body || !given.fields.empty() || !given.raw_fields.empty())
    throw usage_error("--form is the whole body; it cannot be combined with --body or --field");
  for (std::string const& each : given.form) {
    auto const [name, value] = split_at(each, '=', "--form");
    bool const is_file = value.starts_with('@') && !value.starts_with("@@");
    if (is_file)
      to.parts.push_back({name, geai::file_upload{.path = value.substr(1)}});
    else
      to.parts.push_back({name, {}, read_value(world, value, "--form")});
  }
}

outgoing request_of(context& world, api_options const& given) {
  std::string verb = given.verb;
  std::transform(verb.begin(), verb.end(), verb.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  static std::string name;
  name = verb + " " + given.path.substr(0, given.path.find('?'));
  outgoing made{.name = name,
                .verb = verb,
                .target = target_of(given.path),
                .safe = verb == "GET" || verb == "HEAD" || verb == "PUT" || verb == "DELETE",
                .evaluation_host = given.evaluation};
  for (std::string const& each : given.query) {
    auto const [key, value] = split_at(each, '=', "--query");
    made.target +=
        (made.target.find('?') == made.target.npos ? "?" : "&") + percent_encoded(key) + "=" + percent_encoded(value);
  }
  for (std::string const& each : given.headers) made.headers.push_back(split_at(each, ':', "--header"));
  if (given.body) {
    made.body = read_input(world, *given.body, "--body");
    made.content_type = "application/json";  // a header that the user gives wins
  }
  if (!given.fields.empty() || !given.raw_fields.empty()) add_fields(world, given, made);
  if (!given.form.empty()) add_form(world, given, made);
  return made;
}

// Shows all pages of a list that the table of operations knows.
int show_all(context& world, api_options const& given, outgoing what) {
  if (given.to || given.show_head) throw usage_error("--all joins pages; it cannot be combined with --to or --include");
  operation const* const which = what.verb == "GET" ? operation_at(what.target) : nullptr;
  if (which == nullptr)
    throw usage_error("--all needs a GET of a list with known paging; for the operations see: geai call --list");
  sender through(world);
  auto const wire = [&](int number) { return std::string(which->members[static_cast<std::size_t>(number)].wire); };
  std::string const position = wire(which->pages.position), size = wire(which->pages.size);
  json document =
      all_pages(*which, number_in_query(what.target, position), number_in_query(what.target, size), [&](page_place at) {
        set_query(what.target, size, std::to_string(at.size));
        set_query(what.target, position, std::to_string(at.position));
        return parsed(through.send(what, reading_of(*which)).body);
      });
  if (!given.show_secret) hide_secrets(world, document, which);
  world.print(document, [&] { return to_text(document); });
  return success;
}

int call_api(context& world, api_options const& given) {
  outgoing const what = request_of(world, given);
  if (given.all) return show_all(world, given, what);
  sender through(world);
  if (given.to) {
    download_to(world, through, what, *given.to);
    return success;
  }
  reply const answer = through.send(what, {.is_json = false, .may_be_empty = true, .what = std::string(what.name)});
  bool const as_json = world.output == output_format::json;  // always a single document
  if (given.show_head && !as_json) {
    std::string head = "HTTP " + std::to_string(answer.status) + "\n";
    for (auto const& [name, value] : answer.headers) head += name + ": " + printable(value) + "\n";
    world.terminal.result(head + "\n");
  }
  json document = parsed_or_discarded(answer.body);
  if (document.is_discarded()) {
    if (answer.body.empty() && !given.show_head)
      world.terminal.note(std::string(what.name) + ": HTTP " + std::to_string(answer.status));
    if (!as_json) {
      world.terminal.bytes(answer.body);
      return success;
    }
    document = or_null(answer.body);
  }
  if (!given.show_secret) hide_secrets(world, document, nullptr);
  if (given.show_head && as_json) {
    json headers = json::array();
    for (auto const& [name, value] : answer.headers) headers.push_back({{"name", name}, {"value", value}});
    document = {{"status", answer.status}, {"headers", std::move(headers)}, {"body", std::move(document)}};
  }
  world.print(document, [&] { return to_text(document); });
  return success;
}

void add_api(command_line& line) {
  auto const given = std::make_shared<api_options>();
  CLI::App& command = line.add(
      line.root(), "api",
      "Send any request with the profile's credentials. JSON is formatted; anything else is shown as received.",
      "geai api GET /v2/agents --all --jq '.agents[].name'\n"
      "  geai api POST /v2/agents --field agentDefinition.name=Helper\n"
      "  geai api POST /v1/files --form file=@report.pdf",
      [given](context& world) { return call_api(world, *given); });
  command.add_option("verb", given->verb, "GET, POST, PUT, PATCH, DELETE or HEAD")->required()->type_name("");
  command.add_option("path", given->path, "the path after the base URL, e.g. /v2/agents")->required()->type_name("");
  command.add_option("--query", given->query, "a query parameter; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("--header", given->headers, "a header, as NAME: VALUE; may be repeated")
      ->type_name("HEADER")
      ->allow_extra_args(false);
  command.add_option("--body", given->body, "the request body, - for standard input")->type_name("FILE");
  command
      .add_option("-F,--field", given->fields,
                  "a member of the body (of the query with GET and DELETE): JSON literals, @FILE, or text")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("-f,--raw-field", given->raw_fields, "like --field, but the value is always a string")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("--form", given->form, "a part of a multipart form, @FILE uploads a file; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_flag("--all,--paginate", given->all, "fetch every page of a list");
  command.add_option("--to", given->to, "save the response to this file")->type_name("FILE");
  command.add_flag("--evaluation", given->evaluation, "send it to the evaluation host");
  command.add_flag("--include", given->show_head, "show the status and headers as well");
  command.add_flag("--show-secret", given->show_secret, "show secrets in the response");
}

command_group const api_group{31, add_api};

}  // namespace
}  // namespace tool
