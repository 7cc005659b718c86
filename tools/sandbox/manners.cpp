#include "manners.hpp"

#include <algorithm>
#include <array>

namespace sandbox::manners {

namespace {

// Routes whose token comes without a scheme. Those of tools are not among them.
constexpr std::array<std::string_view, 7> bare_token_paths{
    "/v2/agents",  "/v4/agents",       "/v2/processes",           "/v2/reasoning-strategies",
    "/v2/threads", "/v1/agent-studio", "/oauth/gam/v2.0/userinfo"};

void put_token_right(request& rq) {
  constexpr std::string_view documented = "Bearer ";
  for (auto& [name, value] : rq.headers) {
    if (same_name(name, "Saia-Auth") && !rq.header("Authorization")) {
      name = "Authorization";
      if (!same_name(std::string_view(value).substr(0, documented.size()), documented)) value.insert(0, documented);
    }
    if (!same_name(name, "Authorization")) continue;
    if (same_name(std::string_view(value).substr(0, documented.size()), documented))
      value.replace(0, documented.size(), documented);  // schemes are case-insensitive
    else if (value.find(' ') == value.npos &&
             std::ranges::any_of(bare_token_paths, [&](auto const p) { return rq.path.starts_with(p); }))
      value.insert(0, documented);
  }
}

// Removes empty filters and converts Python's booleans.
void put_query_right(text_pairs& query) {
  std::erase_if(query, [](auto const& pair) { return pair.second.empty(); });
  for (auto& [name, value] : query) {
    if (value == "True") value = "true";
    if (value == "False") value = "false";
  }
}

// null counts as absent.
void drop_nulls(json& v) {
  if (v.is_object())
    for (auto it = v.begin(); it != v.end();) it = it->is_null() ? v.erase(it) : std::next(it);
  if (v.is_structured())
    for (auto& each : v) drop_nulls(each);
}

void put_body_right(request& rq) {
  if (rq.body.find("null") == rq.body.npos) return;
  json body = json::parse(rq.body, nullptr, false);
  if (!body.is_structured()) return;
  drop_nulls(body);
  rq.body = body.dump();
}

}  // namespace

void put_right(request& rq) {
  put_token_right(rq);
  put_query_right(rq.query);
  put_body_right(rq);
  // The vendor's client has one route with a double slash, which servers fold.
  constexpr std::string_view slip = "/v1//";
  if (rq.path.starts_with(slip)) rq.path.erase(slip.size() - 1, 1);
}

}  // namespace sandbox::manners
