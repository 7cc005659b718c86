#include "shape.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "manners.hpp"

namespace sandbox {

namespace {

std::string inside(std::string const& name, std::string const& part) { return name.empty() ? part : name + "." + part; }

std::string shown(std::string const& name) { return name.empty() ? "the body" : name; }

void want(bool ok, std::string const& name, std::string_view what) {
  if (!ok) throw out_of_range(shown(name), what);
}

void make_number(json& v) {
  if (!manners::generous || !v.is_string()) return;
  json const number = json::parse(v.get_ref<std::string const&>(), nullptr, false);
  if (number.is_number()) v = number;
}

}  // namespace

namespace is {

shape anything() {
  return [](json const&, std::string const&) {};
}

shape text() {
  return [](json& v, std::string const& name) { want(v.is_string(), name, "a string"); };
}

shape filled_text() {
  return [](json& v, std::string const& name) {
    want(v.is_string(), name, "a string");
    if (v.get_ref<std::string const&>().empty()) throw field_required(shown(name));
  };
}

shape lab_name() {
  return [](json& v, std::string const& name) {
    filled_text()(v, name);
    if (v.get_ref<std::string const&>().find_first_of(":/") != std::string::npos)
      throw api_failure(400, code::pattern_mismatch,
                        "Field pattern mismatch: " + name + " must have no ':' and no '/'");
  };
}

shape boolean() {
  return [](json& v, std::string const& name) { want(v.is_boolean(), name, "true or false"); };
}

shape integer(long long least, long long most) {
  return [=](json& v, std::string const& name) {
    make_number(v);
    want(v.is_number_integer(), name, "a whole number");
    bool const huge = v.is_number_unsigned() &&
                      v.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<long long>::max());
    want(!huge && v.get<long long>() >= least && v.get<long long>() <= most, name,
         "from " + std::to_string(least) + " to " + std::to_string(most));
  };
}

shape number(double least, double most) {
  return [=](json& v, std::string const& name) {
    make_number(v);
    want(v.is_number(), name, "a number");
    want(v.get<double>() >= least && v.get<double>() <= most, name,
         "from " + json(least).dump() + " to " + json(most).dump());
  };
}

shape one_of(std::initializer_list<std::string_view> allowed) {
  return [all = std::vector<std::string_view>(allowed)](json& v, std::string const& name) {
    std::string wanted = "one of ";
    for (auto const& a : all) wanted.append(wanted.size() > 7 ? ", " : "").append(a);
    want(v.is_string() && std::ranges::find(all, v.get_ref<std::string const&>()) != all.end(), name, wanted);
  };
}

shape array_of(shape item, std::size_t least) {
  return [item = std::move(item), least](json& v, std::string const& name) {
    want(v.is_array(), name, "an array");
    if (v.size() < least) throw field_required(shown(name));
    for (std::size_t i = 0; i < v.size(); ++i) item(v[i], name + "[" + std::to_string(i) + "]");
  };
}

shape open_object() {
  return [](json& v, std::string const& name) { want(v.is_object(), name, "an object"); };
}

shape object(members const& all) {
  return [all](json& v, std::string const& name) {
    want(v.is_object(), name, "an object");
    for (auto const& each : v.items()) {
      auto const it = std::ranges::find(all, each.key(), &member::name);
      if (it == all.end()) throw api_failure(400, code::out_of_range, "Unknown field: " + inside(name, each.key()));
      it->is(each.value(), inside(name, each.key()));
    }
    for (auto const& m : all)
      if (m.required && !v.contains(m.name)) throw field_required(inside(name, m.name));
  };
}

shape either(shape a, shape b) {
  return [a = std::move(a), b = std::move(b)](json& v, std::string const& name) {
    try {
      a(v, name);
    } catch (failure const&) {
      b(v, name);
    }
  };
}

shape nullable(shape s) {
  return [s = std::move(s)](json& v, std::string const& name) {
    if (!v.is_null()) s(v, name);
  };
}

shape key_values() { return array_of(object({required("key", filled_text()), required("value", text())})); }

}  // namespace is

member required(std::string_view name, shape s) { return {std::string(name), std::move(s), true}; }
member optional(std::string_view name, shape s) { return {std::string(name), std::move(s), false}; }

members nothing_required(members all) {
  for (auto& m : all) m.required = false;
  return all;
}

members joined(members a, members const& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

void no_query(call const& c) { query_reader(c.rq.query).finish(); }

void no_body(call const& c) {
  if (!c.rq.body.empty() && parsed_body(c.rq) != json::object())
    throw api_failure(400, code::bad_input, "This takes no body");
}

json checked_body(call const& c, shape const& wanted) {
  no_query(c);
  json body = parsed_body(c.rq);
  wanted(body, "");
  return body;
}

json overlaid(json a, json const& b) {
  for (auto const& [name, value] : b.items()) a[name] = value;
  return a;
}

}  // namespace sandbox
