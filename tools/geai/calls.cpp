// The answer of a call: reads it, joins its pages, masks secrets, shows it.

#include "calls.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <geai/json/rules.hpp>

#include "progress.hpp"

namespace tool {

namespace {

tool::model const* answer_model(operation const& which) {
  int const number = which.answer_type.model;
  return number < 0 ? nullptr : &models()[static_cast<std::size_t>(number)];
}

// Describes a running call: list_agents as "listing agents".
std::string doing(operation const& which) {
  static constexpr std::pair<std::string_view, std::string_view> verbs[] = {
      {"list", "listing"}, {"get", "fetching"}, {"create", "creating"}, {"update", "updating"}, {"delete", "deleting"}};
  std::string text(which.name);
  std::replace(text.begin(), text.end(), '_', ' ');
  for (auto const& [verb, words] : verbs)
    if (text.starts_with(std::string(verb) + " ")) return text.replace(0, verb.size(), words);
  return text;
}

constexpr std::array<std::string_view, 6> complaint_names{"errors",   "error",  "message",
                                                          "messages", "result", "success"};

// True for the names of members that hold secrets, in models and in answers without a model.
bool is_secret_name(std::string_view name) {
  static constexpr std::array<std::string_view, 14> known{
      "token",    "apiToken", "api_token",    "accessToken",   "access_token", "refreshToken", "refresh_token",
      "password", "secret",   "clientSecret", "client_secret", "apiKey",       "api_key",      "authorization"};
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  for (tool::model const& each : models())
    for (member const& one : each.members)
      if (one.type.base == base::secret && one.wire == name) return true;
  return false;
}

void hide_in(context& world, json& value, bool hides_ids) {
  if (value.is_array())
    for (json& each : value) hide_in(world, each, hides_ids);
  if (!value.is_object()) return;
  for (auto const& [name, member] : value.items()) {
    bool const is_secret = is_secret_name(name) || (hides_ids && name == "id");
    if (!is_secret || !member.is_string()) {
      hide_in(world, member, hides_ids);
      continue;
    }
    geai::secret const hidden(member.get<std::string>());
    if (hidden.empty()) continue;
    world.terminal.conceal(hidden);
    member = hides_ids && name == "id" ? masked(hidden) : "***";
  }
}

std::size_t width_of_terminal() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  char const* const columns = std::getenv("COLUMNS");
  std::size_t const width = columns != nullptr ? std::strtoul(columns, nullptr, 10) : 0;
  return width > 20 ? width : 100;
}

call_words words_for(operation const& which, std::vector<std::pair<std::string, std::string>> const& members) {
  std::vector<std::string> words{std::string(which.name)};
  for (auto const& [name, value] : members)
    words.push_back("--" + kebab(name) + "=" + (value.starts_with('@') || value == "-" ? "@" + value : value));
  return parse_call({}, words, {});
}

}  // namespace

std::string list_name_of(operation const& which) {
  tool::model const* const of = answer_model(which);
  if (of == nullptr || which.answer_type.shape != shape::one) return {};
  member const* found = nullptr;
  for (member const& each : of->members) {
    if (each.name == "id" || each.name == "name" || each.type.shape == shape::map) return {};
    if (each.type.shape == shape::one && (each.type.base == base::model || each.type.base == base::any)) return {};
    if (each.type.shape != shape::list) continue;
    if (found != nullptr) return {};
    found = &each;
  }
  return found != nullptr ? std::string(found->wire) : std::string();
}

reading reading_of(operation const& which) {
  reading how{.may_be_empty = which.may_be_empty || which.answer == "void", .what = doing(which)};
  how.is_json = which.accept.empty();
  if (tool::model const* const of = answer_model(which)) {
    how.tells_failure = of->tells_failure;
    for (member const& each : of->members)
      if (std::find(complaint_names.begin(), complaint_names.end(), each.wire) != complaint_names.end())
        how.own.emplace_back(each.wire);
  }
  return how;
}

namespace {

// Returns the items of an answer that is a list.
json* items_in(json& document, operation const& which) {
  if (document.is_array()) return &document;
  std::string const name = list_name_of(which);
  if (!name.empty() && document.is_object() && document.contains(name) && document.at(name).is_array())
    return &document.at(name);
  return const_cast<json*>(list_in(document));
}

std::optional<std::int64_t> number_in(json const& document, char const* name) {
  if (!document.is_object() || !document.contains(name)) return std::nullopt;
  json const& value = document.at(name);
  if (value.is_number_integer()) return value.get<std::int64_t>();
  return std::nullopt;
}

// True if the answer says that the list ends before the page at `next`.
bool has_ended(json const& document, pages const& how, std::int64_t next, bool is_first_and_full) {
  if (how.by_number) {
    auto const count = number_in(document, "pages");
    return count && *count >= 1 && *count < next;
  }
  return number_in(document, "count") == next && !is_first_and_full;
}

}  // namespace

namespace {

[[noreturn]] void fail_to_decode(operation const& which, reply const& from, std::string const& words) {
  geai::error what(geai::errc::decode, std::string(which.name) + ": " + words);
  what.operation = which.name;
  what.phase = geai::phase::decode;
  what.http_status = from.status;
  what.request_id = from.header("x-request-id");
  geai::raise(std::move(what));
}

char const* kind_of(json const& value) {
  return value.is_object()   ? "an object"
         : value.is_array()  ? "an array"
         : value.is_string() ? "a text"
                             : "a number or a bool";
}

// Refuses the answers that the library would refuse: a value that is not the expected list or object, an object without
// any of its members.
void check_answer(operation const& which, json const& document, reply const& from) {
  tool::model const* const of = answer_model(which);
  if (of == nullptr || of->members.empty() || document.is_array()) return;
  if (which.answer_type.shape == shape::list) {
    if (!document.is_object())
      fail_to_decode(which, from, std::string("$: expected a list, found ") + kind_of(document) + " came");
    return;
  }
  if (!document.is_object()) {
    if (document.is_null() && which.may_be_empty) return;
    fail_to_decode(which, from, std::string("$: expected an object, found ") + kind_of(document) + " came");
  }
  json const& object =
      !of->wrapper.empty() && document.contains(of->wrapper) && document.at(std::string(of->wrapper)).is_object()
          ? document.at(std::string(of->wrapper))
          : document;
  bool found = which.may_be_empty;
  for (member const& each : of->members) {
    std::string spelled;
    for (auto const& [key, value] : object.items())
      if (key == each.wire || geai::json::is_other_spelling(key, each.wire)) spelled = key;
    if (spelled.empty()) continue;
    found = true;
    json const& value = object.at(spelled);
    bool const wants_structure = each.type.base == base::model &&
                                 models()[static_cast<std::size_t>(each.type.model)].text_name.empty() &&
                                 models()[static_cast<std::size_t>(each.type.model)].values.empty();
    if (value.is_primitive() && !value.is_null() && wants_structure)
      fail_to_decode(which, from,
                     "$." + spelled + ": " + (each.type.shape == shape::list ? "a list" : "an object") +
                         " was promised, and " + kind_of(value) + " came");
  }
  for (std::string_view each : of->other_names) found = found || object.contains(each);
  if (found) return;
  std::string words = "found none of the expected fields, only an ";
  if (object.empty()) fail_to_decode(which, from, words + "empty object");
  std::string names;
  for (auto const& [name, value] : object.items())
    if (names.size() < 100) names.append(names.empty() ? "\"" : ", \"").append(name).append("\"");
  fail_to_decode(which, from, words + "object with " + names);
}

}  // namespace

json send_for_json(sender& through, operation const& which, call_values const& values) {
  reply const answer = through.send(values.request(), reading_of(which));
  json document = parsed(answer.body);
  check_answer(which, document, answer);
  return document;
}

json all_pages(operation const& which, std::optional<std::int64_t> position, std::optional<std::int64_t> size,
               std::function<json(page_place)> const& fetch) {
  pages const& how = which.pages;
  if (how.position < 0) throw usage_error(std::string(which.name) + " has no pages, so --all cannot be used");
  page_place at{.position = position.value_or(how.by_number ? 1 : 0), .size = size.value_or(how.standard_size)};
  json whole;
  for (bool first = true;; first = false) {
    json page = fetch(at);
    json* const items = items_in(page, which);
    std::size_t const received = items == nullptr ? 0 : items->size();
    at.position += how.by_number ? 1 : static_cast<std::int64_t>(received);
    bool const is_full = first && received == static_cast<std::size_t>(at.size);
    bool const ended = received == 0 || has_ended(page, how, at.position, is_full);
    if (first) {
      whole = std::move(page);
    } else if (json* const all = items_in(whole, which); all != nullptr && items != nullptr) {
      // A platform without paging returns the first page again.
      if (!items->empty() && !all->empty() && items->front() == all->front()) break;
      for (json& each : *items) all->push_back(std::move(each));
    }
    if (ended) break;
  }
  return whole;
}

json call_all(sender& through, operation const& which, call_values& values) {
  pages const& how = which.pages;
  auto const member_at = [&](int number) {
    return number < 0 ? nullptr : &which.members[static_cast<std::size_t>(number)];
  };
  member const *const position = member_at(how.position), *const size = member_at(how.size);
  auto const given = [&](member const* of) { return of != nullptr ? values.number(*of) : std::nullopt; };
  return all_pages(which, given(position), given(size), [&](page_place at) {
    values.set(*size, at.size);
    values.set(*position, at.position);
    return send_for_json(through, which, values);
  });
}

json call_operation(sender& through, context& world, std::string_view name,
                    std::vector<std::pair<std::string, std::string>> const& members, json const& body) {
  operation const& which = operation_named(name);
  call_values values(world, words_for(which, members));
  if (!body.is_null()) values.take_document(body);
  return send_for_json(through, which, values);
}

json all_items(sender& through, context& world, std::string_view name,
               std::vector<std::pair<std::string, std::string>> const& members) {
  operation const& which = operation_named(name);
  call_values values(world, words_for(which, members));
  json document = which.pages.position >= 0 ? call_all(through, which, values) : send_for_json(through, which, values);
  json* const items = items_in(document, which);
  return items != nullptr ? *items : json::array();
}

void hide_secrets(context& world, json& document, operation const* of) {
  bool const hides_ids = of != nullptr && of->answer.starts_with("project_api_token");
  hide_in(world, document, hides_ids);
}

void download_to(context& world, sender& through, outgoing const& what, std::string const& path) {
  reply const answer = through.download(what, path);
  if (world.output == output_format::json)
    world.print({{"file", path}, {"size", answer.size}, {"content_type", answer.header("content-type")}}, {});
  else
    world.terminal.note(path + ": " + transfer_progress::in_units(static_cast<double>(answer.size)));
}

void show_answer(context& world, json const& document, operation const* of) {
  world.print(document, [&] {
    json const* list = nullptr;
    tool::model const* const answer = of != nullptr ? answer_model(*of) : nullptr;
    if (answer != nullptr && !answer->wrapper.empty() && document.is_object() && document.size() == 1 &&
        document.contains(answer->wrapper))  // a single object in a wrapper: show the object
      return to_table(document.front(), nullptr, world.terminal.results_to_terminal() ? width_of_terminal() : 1000,
                      false);
    if (of != nullptr) {
      std::string const name = list_name_of(*of);
      if (!name.empty() && document.is_object() && document.contains(name) && document.at(name).is_array())
        list = &document.at(name);
    }
    bool const is_list = list != nullptr || list_in(document) != nullptr;
    std::size_t const width = world.terminal.results_to_terminal() ? width_of_terminal() : 1000;
    std::string const text = to_table(document, list, width, world.terminal.colours_results());
    if (is_list && text.empty()) world.terminal.note("the list is empty");
    return text;
  });
}

}  // namespace tool
