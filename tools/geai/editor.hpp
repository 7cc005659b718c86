#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "context.hpp"

namespace tool {

// Lines that a person types, with editing, a history that is kept in `~/.geai/history`, completion of /commands, and pasted text
// taken whole. Where there is no editing (no libedit, no terminal, a dumb one), plain lines.
class editor {
public:
  editor(context& world, std::vector<std::string> commands);
  ~editor();
  editor(editor const&) = delete;
  editor& operator=(editor const&) = delete;

  // What was typed: one line, or more when it was pasted or its lines end in a backslash. Nothing at the end of the input. Ctrl-C
  // clears the line; where there is nothing to clear it throws `interrupted`.
  std::optional<std::string> ask();

private:
  class state;
  context& world_;
  std::unique_ptr<state> state_;
};

}  // namespace tool
