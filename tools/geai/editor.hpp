#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "context.hpp"

namespace tool {

// Reads lines with editing, a history in `~/.geai/history`, completion of /commands, and pasted text as a whole.
// Without libedit, without a terminal, or on a dumb one, it reads plain lines.
class editor {
public:
  editor(context& world, std::vector<std::string> commands);
  ~editor();
  editor(editor const&) = delete;
  editor& operator=(editor const&) = delete;

  // Returns the input: one line, or several if it was pasted or its lines end in a backslash. Returns nothing at the
  // end of the input. Ctrl-C clears the line; on an empty line it throws `interrupted`.
  std::optional<std::string> ask();

private:
  class state;
  context& world_;
  std::unique_ptr<state> state_;
};

}  // namespace tool
