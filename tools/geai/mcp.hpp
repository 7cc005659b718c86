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

// A program that offers tools by the Model Context Protocol on its standard streams: one JSON-RPC message in each line.
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

  // Starts it and requests its tools. Throws std::runtime_error with the reason.
  mcp_server(std::string name, std::vector<std::string> words,
             std::vector<std::pair<std::string, std::string>> variables, std::stop_token stop);

  std::string const& name() const noexcept { return name_; }
  std::string const& protocol() const noexcept { return protocol_; }
  std::vector<offered_tool> const& tools() const noexcept { return tools_; }

  // Calls a tool. A tool's failure is part of the outcome. Throws std::runtime_error if the server has ended or does
  // not answer.
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
