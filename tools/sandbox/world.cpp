#include "world.hpp"

#include <cmath>

#include "identifiers.hpp"

namespace sandbox {

issued_token token_store::issue(std::string scope) {
  issued_token t{.access = unique_token("at-"), .refresh = unique_token("rt-"), .scope = std::move(scope)};
  access_[t.access] = {t.scope, clock::now() + std::chrono::duration_cast<clock::duration>(lifetime_)};
  refresh_[t.refresh] = t.scope;
  return t;
}

std::optional<issued_token> token_store::refresh(std::string const& refresh_token) {
  auto node = refresh_.extract(refresh_token);
  if (node.empty()) return std::nullopt;
  return issue(std::move(node.mapped()));
}

token_state token_store::state(std::string const& access_token) const {
  auto const it = access_.find(access_token);
  if (it == access_.end()) return token_state::unknown;
  return clock::now() < it->second.until ? token_state::live : token_state::expired;
}

std::string token_store::scope(std::string const& access_token) const {
  auto const it = access_.find(access_token);
  return it == access_.end() ? std::string{} : it->second.scope;
}

// Rounded up: a lifetime of half a second must not be announced as zero.
long long token_store::announced_lifetime() const { return static_cast<long long>(std::ceil(lifetime_.count())); }

void token_store::expire_all() {
  for (auto& [token, g] : access_) g.until = clock::time_point::min();
}

void token_store::clear() {
  access_.clear();
  refresh_.clear();
}

void ledger::note(std::string_view action, std::string_view kind, std::string_view id, json detail) {
  json entry{{"action", action}, {"kind", kind}, {"id", id}};
  if (!detail.is_null()) entry["detail"] = std::move(detail);
  entries_.push_back(std::move(entry));
}

}  // namespace sandbox
