#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "operation_table.hpp"

namespace tool {

// The way to a value: a member of the operation, then members of models. A list may be followed by the number of an element.
struct member_step {
  tool::member const* member = nullptr;
  std::optional<std::size_t> element{};
};
using member_path = std::vector<member_step>;

// `name` and `content-type` of a file are no members of the table.
enum class file_part : unsigned char { path, name, content_type };

struct given_member {
  member_path path{};
  std::string option{};  // as it was given, "--agent-data.prompt.instructions"
  std::string value{};
  file_part part = file_part::path;
};

// The options of all commands, which may also stand behind an operation unless a member is called like them.
struct common_options {
  std::set<std::string> with_value{};
  std::set<std::string> flags{};
};

// The words of a call behind `geai call` or the name of a group.
struct call_words {
  operation const* which = nullptr;  // null: none was named
  std::vector<given_member> members{};
  std::vector<std::string> common{};  // options of all commands, with their values
  std::optional<std::string> body{};
  std::optional<std::string> to{};  // a file for bytes
  bool all = false;
  bool show_secret = false;
  bool help = false;
  bool list = false;  // `geai call --list`
};

// Group is empty for `geai call`. Throws usage_error.
call_words parse_call(std::string_view group, std::vector<std::string> const& words, common_options const& common);

// The members that a call takes as bare words, in their order.
std::vector<member const*> positional_members(operation const& which);

// The member of the body whose own members are flags too; null when there is none.
member const* principal_of(operation const& which);

// Every option that a call takes, with the type that help shows. Nested ones to a depth of `depth` members.
struct call_option {
  std::string name{};  // --agent-data.prompt.instructions
  member const* of = nullptr;
};
std::vector<call_option> options_of(operation const& which, std::size_t depth);

}  // namespace tool
