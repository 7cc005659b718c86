#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "operation_table.hpp"

namespace tool {

// A step of the path to a value: a member of the operation, then members of models. A list may be followed by the index
// of an element.
struct member_step {
  tool::member const* member = nullptr;
  std::optional<std::size_t> element{};
};
using member_path = std::vector<member_step>;

// `name` and `content-type` of a file are not members in the table.
enum class file_part : unsigned char { path, name, content_type };

struct given_member {
  member_path path{};
  std::string option{};  // as the user wrote it, "--agent-data.prompt.instructions"
  std::string value{};
  file_part part = file_part::path;
};

// The options of all commands, which may also follow an operation unless it has a member of the same name.
struct common_options {
  std::set<std::string> with_value{};
  std::set<std::string> flags{};
};

// The words of a call after `geai call` or the name of a group.
struct call_words {
  operation const* which = nullptr;  // null if none was named
  std::vector<given_member> members{};
  std::vector<std::string> common{};  // options of all commands, with their values
  std::optional<std::string> body{};
  std::optional<std::string> to{};  // the file for the bytes of an answer
  bool all = false;
  bool show_secret = false;
  bool help = false;
  bool list = false;  // `geai call --list`
};

// Parses the words of a call. `group` is empty for `geai call`. Throws usage_error.
call_words parse_call(std::string_view group, std::vector<std::string> const& words, common_options const& common);

// Returns the members that a call takes as positional arguments, in order.
std::vector<member const*> positional_members(operation const& which);

// Returns the member of the body whose own members are flags too; null if there is none.
member const* principal_of(operation const& which);

// An option of a call, with the type that help shows. Nested ones are listed to a depth of `depth` members.
struct call_option {
  std::string name{};  // --agent-data.prompt.instructions
  member const* of = nullptr;
};
std::vector<call_option> options_of(operation const& which, std::size_t depth);

}  // namespace tool
