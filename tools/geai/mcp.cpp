#include "mcp.hpp"

#include <algorithm>
#include <array>
#include <geai/version.hpp>
#include <stdexcept>

namespace tool {

namespace {

// The revisions of the protocol that are equal in everything used here; the first one is requested.
constexpr std::array<char const*, 5> revisions{"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05", "2024-10-07"};

// Returns the parts of a result that a model can read.
std::string text_of(json const& content) {
  std::string text;
  for (json const& each : content) {
    std::string const type = each.value("type", "");
    std::string part = type == "text" ? each.value("text", "") : "";
    if (type == "resource" && each.contains("resource"))
      part = each.at("resource").value("text", each.at("resource").value("uri", ""));
    if (type == "resource_link") part = each.value("uri", "");
    if (part.empty() && type != "text") part = "(" + type + ": " + each.value("mimeType", "not shown") + ")";
    text += (text.empty() ? "" : "\n") + part;
  }
  return text;
}

}  // namespace

mcp_server::mcp_server(std::string name, std::vector<std::string> words,
                       std::vector<std::pair<std::string, std::string>> variables, std::stop_token stop)
    : name_(std::move(name)), stop_(std::move(stop)), program_(words, variables) {
  json const said = request("initialize",
                            {{"protocolVersion", revisions.front()},
                             {"capabilities", json::object()},
                             {"clientInfo", {{"name", "geai"}, {"version", GEAI_VERSION}}}},
                            std::chrono::seconds(60));
  protocol_ = said.value("protocolVersion", "");
  if (std::find(revisions.begin(), revisions.end(), protocol_) == revisions.end())
    throw std::runtime_error("it speaks revision '" + protocol_ + "' of the protocol, which is not supported");
  notify("notifications/initialized");
  if (said.contains("capabilities") && said.at("capabilities").contains("tools")) list_tools();
}

void mcp_server::list_tools() {
  json parameters = json::object();
  for (int pages = 0; pages != 1000; ++pages) {
    json const page = request("tools/list", parameters, std::chrono::seconds(60));
    if (page.contains("tools"))
      for (json const& each : page.at("tools"))
        tools_.push_back(
            {each.value("name", ""), each.value("description", ""), each.value("inputSchema", json::object())});
    if (!page.contains("nextCursor") || !page.at("nextCursor").is_string()) return;
    parameters = {{"cursor", page.at("nextCursor")}};
  }
}

mcp_server::outcome mcp_server::call(std::string const& tool, json const& arguments) {
  json const said = request("tools/call", {{"name", tool}, {"arguments", arguments}}, std::chrono::seconds(300));
  if (said.contains("error")) return {.failed = true, .text = said.at("error").value("message", "it failed")};
  std::string text = said.contains("content") && said.at("content").is_array() ? text_of(said.at("content")) : "";
  if (text.empty() && said.contains("structuredContent")) text = said.at("structuredContent").dump();
  return {.failed = said.value("isError", false), .text = std::move(text)};
}

void mcp_server::send(json const& message) {
  std::string const line = message.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  if (!program_.write(line, child::clock::now() + std::chrono::seconds(30), stop_))
    throw std::runtime_error(stop_.stop_requested() ? "interrupted" : "it does not read its input; has it ended?");
}

void mcp_server::notify(char const* method) { send({{"jsonrpc", "2.0"}, {"method", method}}); }

// Answers requests of servers: pings, and features that this client does not have.
void mcp_server::answer(json const& asked) {
  json reply{{"jsonrpc", "2.0"}, {"id", asked.at("id")}};
  if (asked.value("method", "") == "ping")
    reply["result"] = json::object();
  else
    reply["error"] = {{"code", -32601}, {"message", "not offered"}};
  send(reply);
}

// Returns the result. If a tool was called, an error of the protocol is returned as {"error": ...}.
json mcp_server::request(char const* method, json parameters, std::chrono::seconds patience) {
  int const id = ++last_id_;
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(parameters)}});
  auto const until = child::clock::now() + patience;
  for (;;) {
    std::optional<std::string> const line = program_.read_line(until, stop_);
    if (!line) {
      if (stop_.stop_requested()) throw std::runtime_error("interrupted");
      throw std::runtime_error(std::string("no answer to ") + method +
                               (child::clock::now() >= until ? " in time" : "; it has ended"));
    }
    json const message = parsed_or_discarded(*line);
    if (!message.is_object()) continue;  // anything else is log output
    if (message.contains("method")) {
      if (message.contains("id")) answer(message);
      continue;
    }
    if (!message.contains("id") || message.at("id") != id) continue;
    if (message.contains("result")) return message.at("result");
    json const error = message.value("error", json::object());
    if (std::string_view(method) == "tools/call") return {{"error", error}};
    throw std::runtime_error(std::string(method) + ": " + error.value("message", "it failed"));
  }
}

}  // namespace tool
