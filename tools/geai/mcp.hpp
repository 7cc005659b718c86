#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "child.hpp"
#include "output.hpp"

namespace tool {

// A program that offers tools by the Model Context Protocol on its standard streams: one JSON-RPC message a line.
class mcp_server {
public:
  struct offered_tool {
    std::string name{};
    std::string description{};
    json input_schema{};
  };
  struct outcome {
    bool failed = false;
    std::string text{};
  };

  // Starts it and asks for its tools. Throws std::runtime_error, which says what went wrong.
  mcp_server(std::string name, std::vector<std::string> words,
             std::vector<std::pair<std::string, std::string>> variables, std::stop_token stop);

  std::string const& name() const noexcept { return name_; }
  std::string const& protocol() const noexcept { return protocol_; }
  std::vector<offered_tool> const& tools() const noexcept { return tools_; }

  // Never throws for what the tool says. Throws std::runtime_error when the server is gone or silent.
  outcome call(std::string const& tool, json const& arguments);

private:
  json request(char const* method, json parameters, std::chrono::seconds patience);
  void notify(char const* method);
  void send(json const& message);
  void answer(json const& asked);
  void list_tools();

  std::string name_;
  std::stop_token stop_;
  child program_;
  std::string protocol_{};
  std::vector<offered_tool> tools_{};
  int last_id_ = 0;
};

}  // namespace tool
