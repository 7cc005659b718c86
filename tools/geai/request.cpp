// Builds a request from the members of a call.

#include "request.hpp"

#include <algorithm>
#include <charconv>
#include <geai/http/url.hpp>

#include "input.hpp"
#include "operation_checks.hpp"

namespace tool {

namespace {

[[noreturn]] void refuse(std::string_view option, std::string_view words) {
  throw usage_error(std::string(option) + " " + std::string(words));
}

bool is_json_place(place where) { return where == place::body || where == place::whole || where == place::spread; }

// Parses a number for the platform; throws if it is not one.
template <class Number> Number number_of(std::string_view text, std::string_view option, std::string_view kind) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number value{};
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || text.empty())
    throw usage_error(std::string(option) + ": expected " + std::string(kind) + ", not '" +
                      printable(text.substr(0, 40)) + "'");
  return value;
}

bool truth_of(std::string_view text, std::string_view option) {
  if (text == "true" || text == "1" || text == "yes") return true;
  if (text == "false" || text == "0" || text == "no") return false;
  refuse(option, "takes true or false, not '" + printable(text.substr(0, 40)) + "'");
}

std::string joined(std::span<std::string_view const> words) {
  std::string text;
  for (std::string_view each : words) text.append(text.empty() ? "" : ", ").append(each);
  return text;
}

// Converts one value to JSON; if any value is allowed, a text that is not JSON is itself.
json value_of(value_type const& type, std::string const& text, std::string_view option) {
  switch (type.base) {
    case base::integer: return number_of<std::int64_t>(text, option, "a whole number");
    case base::number: return number_of<double>(text, option, "a number");
    case base::boolean: return truth_of(text, option);
    case base::any: {
      json document = parsed_or_discarded(text);
      if (!document.is_discarded()) return document;
      std::size_t const first = text.find_first_not_of(" \t\r\n");
      bool const is_broken = first != text.npos && (text[first] == '{' || text[first] == '[');
      if (is_broken || text.find('\n') != text.npos) return parse_document(text, option);
      return text;
    }
    case base::model: {
      tool::model const& of = models()[static_cast<std::size_t>(type.model)];
      if (!of.values.empty()) return text;
      json document = parsed_or_discarded(text);
      if (!document.is_discarded() && document.is_structured()) return document;
      if (!of.text_name.empty()) return text;
      document = parse_document(text, option);
      if (!document.is_structured()) refuse(option, "takes an object, as JSON or YAML (or @FILE)");
      return document;
    }
    default: return text;
  }
}

// Converts a value outside of JSON: in a path, a query, a header, a form.
std::string text_of(value_type const& type, std::string const& text, std::string_view option) {
  char out[64];
  switch (type.base) {
    case base::integer: {
      auto const end =
          std::to_chars(out, out + sizeof out, number_of<std::int64_t>(text, option, "a whole number")).ptr;
      return std::string(out, end);
    }
    case base::number: {
      auto const end = std::to_chars(out, out + sizeof out, number_of<double>(text, option, "a number")).ptr;
      return std::string(out, end);
    }
    case base::boolean: return truth_of(text, option) ? "true" : "false";
    default: return text;
  }
}

// Adds a `key=value` of a map, or all of it as an object.
void add_pairs(json& to, value_type const& type, std::string const& text, std::string_view option) {
  if (!to.is_object()) to = json::object();
  std::size_t const first = text.find_first_not_of(" \t\r\n");
  if (first != text.npos && text[first] == '{') {
    to.update(parse_document(text, option));
    return;
  }
  std::size_t const equals = text.find('=');
  if (equals == text.npos || equals == 0) refuse(option, "takes KEY=VALUE, or an object as JSON");
  to[text.substr(0, equals)] = value_of({shape::one, type.base, false, type.model}, text.substr(equals + 1), option);
}

bool is_empty(json const& value) {
  return value.is_null() || (value.is_string() && value.get_ref<std::string const&>().empty()) ||
         (value.is_structured() && value.empty());
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string out;
  geai::http::append_percent_encoded(out, text);
  return out;
}

call_values::call_values(context& world, call_words const& words) : which_(*words.which) {
  if (words.body) take_body(world, *words.body);
  for (given_member const& each : words.members) take(world, each);
}

void call_values::take_body(context& world, std::string const& from) {
  bool takes_json = false, takes_bytes = false, wants_object = false;
  for (member const& each : which_.members) {
    wants_object = wants_object || each.place == place::body;
    takes_json = takes_json || is_json_place(each.place);
    takes_bytes = takes_bytes || each.place == place::content;
  }
  if (!takes_json && !takes_bytes)
    throw usage_error(std::string(which_.name) + " sends no JSON, so --body cannot be used");
  std::string text = read_input(world, from, "--body");
  if (takes_json) {
    json document = parse_document(text, "--body");
    if (wants_object && !document.is_object()) throw usage_error("--body: expected an object, as JSON or YAML");
    return take_document(std::move(document));
  }
  content_ = std::move(text);
  has_content_ = true;
}

void call_values::take_document(json document) {
  member const* const whole = principal_of(which_);
  if (whole != nullptr && whole->place == place::body && document.is_object() && !document.contains(whole->wire)) {
    body_ = json::object();
    body_[std::string(whole->wire)] = std::move(document);
  } else {
    body_ = std::move(document);
  }
}

// Returns the place of a value in the body, creating the path to it.
json& call_values::slot(given_member const& each) {
  json* at = &body_;
  for (std::size_t i = 0; i != each.path.size(); ++i) {
    member_step const& step = each.path[i];
    if (step.member->place != place::whole || i != 0) {
      if (!at->is_object()) *at = json::object();
      at = &(*at)[std::string(step.member->wire)];
    }
    if (!step.element) continue;
    if (!at->is_array()) *at = json::array();
    if (*step.element > at->size()) refuse(each.option, "skips an element of the list");
    if (*step.element == at->size()) at->push_back(nullptr);
    at = &(*at)[*step.element];
  }
  return *at;
}

void call_values::take(context& world, given_member const& each) {
  member const& first = *each.path.front().member;
  member const& last = *each.path.back().member;
  value_type type = last.type;
  if (each.path.back().element) type.shape = shape::one;
  std::string_view const option = each.option;

  if (type.base == base::file) {
    std::vector<value>& files = values_[&first];
    if (each.part != file_part::path) {
      if (files.empty()) refuse(option, "must follow its file");
      (each.part == file_part::name ? files.back().file.name : files.back().file.content_type) = each.value;
      return;
    }
    if (type.shape == shape::one) files.clear();
    value one;
    if (each.value == "-") {
      one.file.content = read_input(world, "-", option);
      one.file.name = "stdin";
    } else {
      one.file.path = each.value.starts_with('@') ? each.value.substr(1) : each.value;
    }
    files.push_back(std::move(one));
    return;
  }
  if (type.base == base::secret) {
    value one;
    if (each.value.starts_with('@') && !each.value.starts_with("@@")) {
      std::string text = read_value(world, each.value, option);
      text.erase(text.find_last_not_of("\r\n") + 1);
      one.secret = geai::secret(std::move(text));
      world.terminal.conceal(one.secret);
    } else {
      one.secret = world.take_secret(each.value, option);
    }
    if (!is_json_place(first.place)) {
      values_[&first] = {std::move(one)};
      return;
    }
    secrets_.push_back(one.secret);
    slot(each) = one.secret.reveal();
    return;
  }
  std::string text = read_value(world, each.value, option);
  if (auto const choices = choices_of(type);
      !choices.empty() && type.shape == shape::one && std::find(choices.begin(), choices.end(), text) == choices.end())
    world.terminal.warning(each.option + " '" + printable(text.substr(0, 60)) +
                           "' is not one of the known values: " + joined(choices));
  if (first.place == place::content) {
    content_ = std::move(text);
    has_content_ = true;
  } else if (is_json_place(first.place)) {
    json& at = slot(each);
    if (type.shape == shape::map) return add_pairs(at, type, text, option);
    if (type.shape == shape::one) {
      at = value_of(type, text, option);
      return;
    }
    if (!std::exchange(begun_[&last], true) || !at.is_array()) at = json::array();
    std::size_t const begin = text.find_first_not_of(" \t\r\n");
    json whole = begin != text.npos && text[begin] == '[' ? parsed_or_discarded(text) : json();
    if (whole.is_array())
      for (json& element : whole) at.push_back(std::move(element));
    else
      at.push_back(value_of({shape::one, type.base, false, type.model}, text, option));
  } else if (type.shape == shape::map || type.base == base::any || type.base == base::model) {
    std::vector<value>& all = values_[&first];
    if (all.empty()) all.emplace_back();
    if (type.shape == shape::map)
      add_pairs(all.front().document, type, text, option);
    else
      all.front().document = value_of(type, text, option);
  } else {
    std::vector<value>& all = values_[&first];
    if (type.shape == shape::one) all.clear();
    text = text_of(type, text, option);
    all.emplace_back().text = std::move(text);
  }
}

void call_values::set(member const& which, std::int64_t number) {
  if (is_json_place(which.place))
    body_[std::string(which.wire)] = number;
  else
    values_[&which].assign(1, value{.text = std::to_string(number)});
}

std::optional<std::int64_t> call_values::number(member const& which) const {
  if (is_json_place(which.place)) {
    if (!body_.is_object() || !body_.contains(which.wire)) return std::nullopt;
    json const& found = body_.at(std::string(which.wire));
    return found.is_number_integer() ? std::optional(found.get<std::int64_t>()) : std::nullopt;
  }
  auto const found = values_.find(&which);
  if (found == values_.end()) return std::nullopt;
  return number_of<std::int64_t>(found->second.front().text, which.name, "a whole number");
}

void call_values::check_required() const {
  for (member const& each : which_.members) {
    if (!each.required) continue;
    bool missing = false;
    if (each.place == place::whole)
      missing = body_.is_null();
    else if (each.place == place::body)
      missing = !body_.is_object() || !body_.contains(each.wire) || is_empty(body_.at(std::string(each.wire)));
    else if (each.place != place::content && each.place != place::spread) {
      auto const found = values_.find(&each);
      missing = found == values_.end() || found->second.empty();
      if (!missing && each.type.base != base::file && each.type.base != base::secret &&
          found->second.front().document.is_null())
        missing = found->second.front().text.empty() && each.type.base == base::text;
    }
    if (!missing) continue;
    std::string const command = "geai " + std::string(which_.group) + " " + std::string(which_.shortest());
    std::string const what = principal_of(which_) == &each ? "--body FILE, or one of its members," : kebab(each.name);
    throw usage_error(command + ": " + what + " is required; see: " + command + " --help");
  }
}

void call_values::check_values(std::string const& body) const {
  checked_values given;
  json const document = parsed(body);
  for (member const& each : which_.members) {
    auto const found = values_.find(&each);
    std::string const name(each.wire);
    if (each.place == place::whole)
      given.documents[""] = body;
    else if (is_json_place(each.place) && document.is_object() && document.contains(name))
      given.documents[name] = document.at(name).dump();
    else if (found != values_.end() && !found->second.empty())
      given.texts[name] = found->second.front().text;
  }
  auto sound = check_operation(static_cast<std::size_t>(&which_ - operations().data()), std::move(given));
  if (sound) return;
  geai::error what = std::move(sound).error();
  what.message.insert(0, std::string(which_.name) + ": ");
  what.operation = which_.name;
  geai::raise(std::move(what));
}

void call_values::write_body(outgoing& to) const {
  bool has_json = false;
  json beside = json::object();  // members of the body that are sent elsewhere too
  for (member const& each : which_.members) {
    has_json = has_json || is_json_place(each.place);
    auto const found = values_.find(&each);
    if (each.place == place::path && !each.also.empty() && found != values_.end())
      beside[std::string(each.also)] = found->second.front().text;
  }
  if (has_json || !beside.empty()) {
    json body = body_.is_null() ? json::object() : body_;
    if (body.is_object()) body.update(beside);
    for (member const& each : which_.members)
      if (each.place == place::spread && body.is_object() && body.contains("")) {
        json const others = body.at("");  // it has no wire name
        body.erase("");
        if (others.is_object())
          for (auto const& [name, other] : others.items())
            if (!body.contains(name)) body[name] = other;
      } else if (each.place == place::body && !each.standard.empty() && body.is_object() && !body.contains(each.wire)) {
        body[std::string(each.wire)] = value_of(each.type, std::string(each.standard), each.name);
      }
    to.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    to.content_type = "application/json";
  } else if (has_content_) {
    to.body = content_;
    if (!to.body.empty()) to.content_type = "application/octet-stream";
  } else if (which_.empty_object) {
    to.body = "{}";
    to.content_type = "application/json";
  }
}

outgoing call_values::request() const {
  check_required();
  outgoing made{.name = which_.name,
                .verb = std::string(which_.verb),
                .safe = which_.safe,
                .evaluation_host = which_.evaluation_host,
                .authenticated = which_.authenticated,
                .organization_token = which_.organization_token,
                .secrets = secrets_,
                .accept = std::string(which_.accept)};
  std::string query;
  std::string form;
  std::string path(which_.route);
  write_body(made);
  check_values(made.body);
  for (member const& each : which_.members) {
    auto const found = values_.find(&each);
    std::vector<value> const own = found != values_.end() ? found->second : std::vector<value>();
    std::string const text = !own.empty() ? own.front().text : std::string(each.standard);
    if (own.empty() && text.empty()) continue;
    std::string const name(each.wire);
    switch (each.place) {
      case place::path:
      case place::path_rest: {
        std::string encoded;
        std::size_t begin = 0;
        for (std::size_t slash; each.place == place::path_rest && (slash = text.find('/', begin)) != text.npos;
             begin = slash + 1)
          encoded += percent_encoded(std::string_view(text).substr(begin, slash - begin)) + "/";
        encoded += percent_encoded(std::string_view(text).substr(begin));
        std::string const slot = "{" + name + "}";
        if (std::size_t const at = path.find(slot); at != path.npos) path.replace(at, slot.size(), encoded);
        break;
      }
      case place::query:
        for (value const& one : own) query += (query.empty() ? "?" : "&") + name + "=" + percent_encoded(one.text);
        if (own.empty()) query += (query.empty() ? "?" : "&") + name + "=" + percent_encoded(text);
        break;
      case place::secret_query: made.secret_query.emplace_back(name, own.front().secret); break;
      case place::header:
        made.headers.emplace_back(name, text);
        if (!each.also.empty()) made.headers.emplace_back(each.also, text);
        break;
      case place::bearer: made.bearer = own.front().secret; break;
      case place::form: {
        std::string encoded;
        if (!own.empty() && each.type.base == base::secret) {
          encoded = percent_encoded(own.front().secret.reveal());
          made.secrets.push_back(own.front().secret);
          made.secrets.emplace_back(encoded);
        } else {
          encoded = percent_encoded(text);
        }
        form += (form.empty() ? "" : "&") + name + "=" + encoded;
        break;
      }
      case place::part:
      case place::numbered_part:
      case place::raw_file: {
        std::size_t number = 0;
        for (value const& one : own) {
          std::string own_name = name;
          if (std::size_t const at = own_name.find("{n}"); at != own_name.npos)
            own_name.replace(at, 3, std::to_string(number++));
          if (each.place == place::raw_file) own_name = each.name_header;
          if (each.type.base == base::file)
            made.parts.push_back({own_name, one.file});
          else if (!one.document.is_null())
            made.parts.push_back({own_name, {}, one.document.dump(), "application/json"});
          else
            made.parts.push_back({own_name, {}, one.text});
        }
        made.only_file = made.only_file || each.place == place::raw_file;
        break;
      }
      case place::body:
      case place::whole:
      case place::spread:
      case place::content: break;
    }
  }
  made.target = path + query;
  if (!form.empty()) {
    made.body = form;
    made.content_type = "application/x-www-form-urlencoded";
  }
  return made;
}

}  // namespace tool
