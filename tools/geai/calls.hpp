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

// Calls an operation by name: `call(from, "get_agent", {{"id", "x"}})`. Values are texts; `body` is the JSON body, or
// null. Throws the error of the call.
json call_operation(sender& through, context& world, std::string_view name,
                    std::vector<std::pair<std::string, std::string>> const& members = {}, json const& body = nullptr);

// Returns all items of a list, page by page.
json all_items(sender& through, context& world, std::string_view name,
               std::vector<std::pair<std::string, std::string>> const& members = {});

// Returns how to read the answer of an operation.
reading reading_of(operation const& which);

// Sends a call and returns its answer, null if it is empty. Throws the errors that the library would report.
json send_for_json(sender& through, operation const& which, call_values const& values);

// A page of a list, from `position` on, with at most `size` items.
struct page_place {
  std::int64_t position = 0;
  std::int64_t size = 0;
};

// Joins the answers of all pages. `fetch` returns one page and starts with the requested one. Throws usage_error for an
// operation without pages.
json all_pages(operation const& which, std::optional<std::int64_t> position, std::optional<std::int64_t> size,
               std::function<json(page_place)> const& fetch);

// Joins the answers of all pages of an operation that has pages.
json call_all(sender& through, operation const& which, call_values& values);

// Returns the wire name of the list in an operation's answer; empty for an array and for any other answer.
std::string list_name_of(operation const& which);

// Masks the secrets in a document as ***, and from now on in all output, unless they are to be shown.
void hide_secrets(context& world, json& document, operation const* of);

// Saves the bytes of an answer to a file and reports their number.
void download_to(context& world, sender& through, outgoing const& what, std::string const& path);

// Shows an answer in the selected output format.
void show_answer(context& world, json const& document, operation const* of);

}  // namespace tool
