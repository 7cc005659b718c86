#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "call_words.hpp"
#include "context.hpp"
#include "sender.hpp"

namespace tool {

// Calls of the command's own to operations, by name: `call(from, "get_agent", {{"id", "x"}})`. Values are texts; `body` is the JSON body,
// or null. Throws what the call fails with.
json call_operation(sender& through, context& world, std::string_view name,
                    std::vector<std::pair<std::string, std::string>> const& members = {}, json const& body = nullptr);

// All items of a list, page by page.
json all_items(sender& through, context& world, std::string_view name,
               std::vector<std::pair<std::string, std::string>> const& members = {});

// How the answer of an operation is read.
reading reading_of(operation const& which);

// Sends a call and reads its answer, null when it is empty. Throws what the library would throw.
json send_for_json(sender& through, operation const& which, call_values const& values);

// A page of a list, from `position` on, with at most `size` items.
struct page_place {
  std::int64_t position = 0;
  std::int64_t size = 0;
};

// The answers of all pages as one: `fetch` answers each, from the one that is asked for on. Throws usage_error for an operation
// without pages.
json all_pages(operation const& which, std::optional<std::int64_t> position, std::optional<std::int64_t> size,
               std::function<json(page_place)> const& fetch);

// The answers of all pages as one, for an operation that has pages.
json call_all(sender& through, operation const& which, call_values& values);

// The name on the wire of the list that an operation answers; empty for an array, and for what is no list.
std::string list_name_of(operation const& which);

// Has no secret any more, unless it is to be shown: they are *** here and in all that is shown from now on.
void hide_secrets(context& world, json& document, operation const* of);

// Puts the bytes of an answer into a file, and says how many they are.
void download_to(context& world, sender& through, outgoing const& what, std::string const& path);

// Shows an answer in the form that is asked for.
void show_answer(context& world, json const& document, operation const* of);

}  // namespace tool
