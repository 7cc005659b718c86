#include "access.hpp"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

constexpr std::array<std::string_view, 10> single_headers{
    "Authorization",  "ProjectId",    "project-id", "OrganizationId", "organization-id",
    "Content-Length", "Content-Type", "Host",       "User-Agent",     "saia-conversation-id"};

// RFC 6750's b64token, which also matches an API key of the platform.
bool is_token(std::string_view s) {
  auto const fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~+/="}.find(c) != std::string_view::npos;
  };
  return !s.empty() && std::ranges::all_of(s, fits);
}

std::string bearer_token(request const& rq) {
  auto const value = rq.header("Authorization");
  if (!value) throw api_failure(401, code::api_key_not_found, "Api key not found");
  constexpr std::string_view scheme = "Bearer ";
  if (!value->starts_with(scheme) || !is_token(value->substr(scheme.size())))
    throw api_failure(401, code::api_token_not_found, "API token not found or blocked");
  return std::string(value->substr(scheme.size()));
}

// The platform reads two spellings of these headers. If both are present, they must agree.
std::optional<std::string> either_header(request const& rq, std::string_view one, std::string_view other) {
  auto const a = rq.header(one);
  auto const b = rq.header(other);
  if (a && b && *a != *b)
    throw api_failure(400, code::out_of_range,
                      "Field out of range: " + std::string(one) + " and " + std::string(other) + " differ");
  if (!a && !b) return std::nullopt;
  return std::string(a ? *a : *b);
}

}  // namespace

void check_headers(request const& rq) {
  for (auto const name : single_headers)
    if (rq.header_count(name) > 1)
      throw api_failure(400, code::bad_input, "Header given more than once: " + std::string(name));
}

void identify(call& c, access needs, world const& w) {
  auto const project = either_header(c.rq, "ProjectId", "project-id");
  auto const organization = either_header(c.rq, "OrganizationId", "organization-id");
  if (needs == access::open) return;

  c.token = bearer_token(c.rq);
  if (c.token == known::api_key) {
    c.who = identity::api_key;
    c.project = known::project;  // a key belongs to its project
  } else if (std::string of = w.project_of_api_token(c.token); !of.empty()) {
    c.who = identity::api_key;
    c.project = std::move(of);
  } else {
    switch (w.tokens.state(c.token)) {
      case token_state::live: c.who = identity::oauth; break;
      case token_state::expired: throw api_failure(401, code::token_expired, "Token expired");
      case token_state::unknown:
        // A request that names a project is expected to have an OAuth token.
        if (project) throw api_failure(401, code::access_token_not_valid, "Access token not valid");
        throw api_failure(401, code::api_token_not_found, "API token not found or blocked");
    }
  }
  if (needs == access::user && c.who != identity::oauth)
    throw api_failure(401, code::access_token_not_found, "Access token not found");
  if (needs == access::project && c.who == identity::oauth && (!project || project->empty()))
    throw field_required("ProjectId");
  if (project) {
    if (!w.exists("project", *project)) throw api_failure(404, code::project_not_found, "Project Not Found");
    c.project = *project;
  }
  if (organization) {
    if (*organization != known::organization)
      throw api_failure(400, code::invalid_organization, "Invalid organization id");
    c.organization = *organization;
  }
}

}  // namespace sandbox
