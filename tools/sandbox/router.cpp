#include "router.hpp"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

bool is_slot(std::string const& part) { return part.size() > 2 && part.front() == '{' && part.back() == '}'; }

constexpr std::string_view rest = "{...}";  // as the last part of a pattern: one segment or more

bool fits(std::vector<std::string> const& pattern, std::vector<std::string> const& segments) {
  if (pattern.back() == rest ? pattern.size() > segments.size() : pattern.size() != segments.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (is_slot(pattern[i]) ? segments[i].empty() : pattern[i] != segments[i]) return false;
  return true;
}

// A literal segment precedes a slot, from the left: /processes/tasks is not a process called "tasks".
bool more_specific(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (is_slot(a[i]) != is_slot(b[i])) return is_slot(b[i]);
  return false;
}

}  // namespace

void router::add(std::string_view method, std::string_view pattern, access needs, handler serve) {
  routes_.push_back({std::string(method), std::string(pattern), path_segments(pattern), needs, std::move(serve)});
}

router::match router::find(request const& rq) const {
  route const* best = nullptr;
  std::set<std::string> allowed;
  for (auto const& r : routes_) {
    if (!fits(r.pattern, rq.segments)) continue;
    allowed.insert(r.method);
    if (r.method == rq.method && (best == nullptr || more_specific(r.pattern, best->pattern))) best = &r;
  }
  if (best != nullptr) {
    match m{best, {}};
    for (std::size_t i = 0; i < best->pattern.size(); ++i)
      if (is_slot(best->pattern[i])) m.slots.push_back(rq.segments[i]);
    if (best->pattern.back() == rest)
      for (std::size_t i = best->pattern.size(); i < rq.segments.size(); ++i) m.slots.back() += "/" + rq.segments[i];
    return m;
  }
  if (allowed.empty()) throw api_failure(404, code::not_found, "Endpoint not found: " + rq.path);
  std::string methods;
  for (auto const& m : allowed) methods.append(methods.empty() ? "" : ", ").append(m);
  auto refused = api_failure(405, code::method_not_allowed, "Method not allowed: " + rq.method);
  throw refused.with_header("Allow", methods);
}

}  // namespace sandbox
