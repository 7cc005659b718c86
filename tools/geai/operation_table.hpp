#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The operations of the platform as data. operations.py generates the tables from docs/operations.json and
// docs/models.json, which are generated from the library's headers: a new operation is added automatically.

namespace tool {

enum class shape : unsigned char { one, list, map };
enum class base : unsigned char { text, integer, number, boolean, secret, date, any, file, model };

struct value_type {
  tool::shape shape = shape::one;
  tool::base base = base::text;
  bool optional = false;
  int model = -1;  // index in models(); -1 for other types
};

// The place of a member in the request.
enum class place : unsigned char {
  path,
  path_rest,  // its slashes are kept
  query,
  secret_query,
  header,
  bearer,
  body,     // a member of the JSON body, or of a model
  whole,    // the whole JSON body
  spread,   // its members are sent beside those of the JSON body
  content,  // the body, unchanged
  form,
  part,
  numbered_part,
  raw_file,  // the body; a header has its name
};

struct member {
  std::string_view name{};  // as in C++: agent_data
  std::string_view wire{};
  std::string_view name_header{};  // for a raw_file
  std::string_view comment{};
  value_type type{};
  tool::place place = place::body;
  bool required = false;
  bool omits_empty = false;
  std::string_view standard{};  // its default value
  std::string_view also{};      // sent under this name too: a header beside a header, otherwise a member of the body
};

struct model {
  std::string_view name{};
  std::string_view comment{};
  std::span<member const> members{};
  std::span<std::string_view const> values{};       // those of a closed set, which has no members
  std::string_view wrapper{};                       // name of an object that the platform may wrap around it
  std::string_view text_name{};                     // the member that takes a bare text
  std::span<std::string_view const> other_names{};  // alternative names of members
  bool tells_failure = false;
};

// The paging of a list.
struct pages {
  bool by_number = false;  // pages are numbered from 1; otherwise by the number of items before
  int position = -1;       // index of the operation's member; -1: no pages
  int size = -1;
  int standard_size = 0;
};

struct operation {
  std::string_view name{};        // list_agents
  std::string_view group{};       // agents
  std::string_view command{};     // list-agents
  std::string_view verb_alone{};  // list, or empty
  std::string_view comment{};
  std::string_view verb{};
  std::string_view route{};
  std::span<member const> members{};
  std::string_view answer{};  // its type in C++
  value_type answer_type{};
  std::string_view accept{};
  bool safe = false;  // may be sent twice
  bool evaluation_host = false;
  bool authenticated = true;
  bool organization_token = false;
  bool may_be_empty = false;
  bool empty_object = false;
  bool streams = false;
  tool::pages pages{};

  std::string_view shortest() const noexcept { return verb_alone.empty() ? command : verb_alone; }
};

struct group {
  std::string_view name{};
  std::string_view about{};
};

std::span<operation const> operations() noexcept;
std::span<model const> models() noexcept;
std::span<group const> groups() noexcept;

// Finds an operation by any of its names, null if there is none: list_agents or list-agents, and in a group also list.
operation const* find_operation(std::string_view name) noexcept;
operation const* find_operation(std::string_view group, std::string_view name) noexcept;

// Returns the operation with that name, which must exist.
operation const& operation_named(std::string_view name);

std::vector<operation const*> operations_of(std::string_view group);

// Returns list_agents as list-agents.
std::string kebab(std::string_view name);

// Returns the type as help shows it: "text", "a list of agent_model".
std::string words_of(value_type const& type);

// Returns the values of a closed set; empty for other types.
std::span<std::string_view const> choices_of(value_type const& type) noexcept;

}  // namespace tool
