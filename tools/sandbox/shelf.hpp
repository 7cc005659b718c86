#pragma once
// A list of JSON objects that are created, found by one of their members, changed and removed, with entries in the
// ledger.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "http.hpp"
#include "shape.hpp"
#include "world.hpp"

namespace sandbox {

constexpr std::uint64_t everything = 1'000'000;  // as the page size: no limit

class shelf {
public:
  // keys: the members that identify an object, its id first. missing: thrown for an object that does not exist.
  shelf(world& w, std::string noun, std::vector<std::string> keys, failure missing)
      : world_(w), noun_(std::move(noun)), keys_(std::move(keys)), missing_(std::move(missing)) {}

  json* find(std::string const& key) {
    auto const it = std::ranges::find_if(items_, [&](json const& item) {
      return std::ranges::any_of(keys_, [&](auto const& k) { return item.contains(k) && item.at(k) == key; });
    });
    return it == items_.end() ? nullptr : &*it;
  }

  json& existing(std::string const& key) {
    json* const found = find(key);
    if (found == nullptr) throw failure(missing_);
    return *found;
  }

  json& add(json item) {
    items_.push_back(std::move(item));
    note("created", items_.back());
    return items_.back();
  }

  json& change(std::string const& key, json const& members_given) {
    json& item = existing(key);
    item = overlaid(std::move(item), members_given);
    note("updated", item);
    return item;
  }

  void remove(std::string const& key) {
    json const& item = existing(key);
    note("deleted", item);
    items_.erase(items_.begin() + (&item - items_.data()));
  }

  json page(std::uint64_t start, std::uint64_t count, std::function<bool(json const&)> const& wanted) const {
    json out = json::array();
    for (auto const& item : items_) {
      if (!wanted(item)) continue;
      if (start > 0)
        --start;
      else if (out.size() < count)
        out.push_back(item);
    }
    return out;
  }
  json all() const { return items_; }
  std::vector<json>& items() { return items_; }
  void restart(std::vector<json> with = {}) { items_ = std::move(with); }

private:
  void note(std::string_view action, json const& item) {
    json const& id = item.at(keys_.front());
    world_.changes.note(action, noun_, id.is_string() ? id.get<std::string>() : id.dump());
  }

  world& world_;
  std::string noun_;
  std::vector<std::string> keys_;
  failure missing_;
  std::vector<json> items_;
};

}  // namespace sandbox
