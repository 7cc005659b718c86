// geai api: any request, with the credentials of the profile.

#include <algorithm>
#include <cctype>
#include <memory>

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
  std::optional<std::string> to{};
  bool evaluation = false;
  bool show_head = false;
  bool show_secret = false;
};

std::pair<std::string, std::string> split_at(std::string const& text, char separator, char const* option) {
  std::size_t const at = text.find(separator);
  if (at == text.npos || at == 0)
    throw usage_error(std::string(option) + " takes NAME" + separator + "VALUE");  // it may be a secret: not quoted
  std::size_t begin = at + 1;
  while (separator == ':' && begin != text.size() && text[begin] == ' ') ++begin;
  return {text.substr(0, at), text.substr(begin)};
}

// The path as it is sent: what cannot stand in a URL is encoded, what is encoded stays.
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
    made.content_type = "application/json";  // a header that is given wins
  }
  return made;
}

int call_api(context& world, api_options const& given) {
  outgoing const what = request_of(world, given);
  sender through(world);
  if (given.to) {
    download_to(world, through, what, *given.to);
    return success;
  }
  reply const answer = through.send(what, {.is_json = false, .may_be_empty = true, .what = std::string(what.name)});
  bool const as_json = world.output == output_format::json;  // one document, in any case
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
      "Send any request, with the credentials of the profile. JSON is shown as such, anything else as it came.",
      "geai api GET /v2/agents --query count=5 --jq '.agents[].name'\n"
      "  geai api POST /v2/agents --body agent.json",
      [given](context& world) { return call_api(world, *given); });
  command.add_option("verb", given->verb, "GET, POST, PUT, PATCH, DELETE or HEAD")->required()->type_name("");
  command.add_option("path", given->path, "behind the base URL, e.g. /v2/agents")->required()->type_name("");
  command.add_option("--query", given->query, "a parameter; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command.add_option("--header", given->headers, "a header; may be repeated")
      ->type_name("NAME:VALUE")
      ->allow_extra_args(false);
  command.add_option("--body", given->body, "what is sent, - for standard input")->type_name("FILE");
  command.add_option("--to", given->to, "where the answer goes, as it comes")->type_name("FILE");
  command.add_flag("--evaluation", given->evaluation, "to the host of evaluations");
  command.add_flag("--include", given->show_head, "show status and headers too");
  command.add_flag("--show-secret", given->show_secret, "show secrets in the answer");
}

command_group const api_group{31, add_api};

}  // namespace
}  // namespace tool
