#pragma once

#include <geai/call_options.hpp>
#include <geai/detail/pull_iterator.hpp>
#include <geai/engine/page_items.hpp>
#include <geai/result.hpp>
#include <iterator>
#include <memory>
#include <utility>

namespace geai::inline v0 {

// The items of a list one after another, as Client::all() returns them: an input range of results.
//
//   for (geai::result<geai::agent> const& each : client.all_agents({.status = "active"})) ...
//
// - It sends nothing before begin(). A page is fetched when the loop goes beyond the last item of the former one, as a
//   call with the options that were given: a timeout is for each page.
// - It begins where the operation says, by default at the first item; the operation's page size is how many items a
//   request asks for, by default what the platform documents for the list, or else 100 (by offset) or 20 (by page).
// - An error is the last element, and nothing is fetched after it. The rules for the end of a list are at
//   api::page_walk; no server can keep the loop going by repeating itself.
// - An element is valid until the range goes on. The range is traversed once, by one thread at a time. Leaving the loop
//   costs nothing.
// - It works with its client, which must stay where it is for as long as the range (the range itself may be moved).
template <class Client, class Op> class paged_range {
  class state;

public:
  using value_type = typename detail::page_items<Op>::value_type;
  using iterator = detail::pull_iterator<state, value_type>;

  // Of the client's own, see Client::all().
  paged_range(Client const& client, Op const& operation, call_options const& options)
      : state_(std::make_unique<state>(client, operation, options)) {}

  // Fetches the first page. To be called once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // The next item; null at the end. It does what the iterators do, for other loops.
  value_type const* next() { return state_->next(); }

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, paged_range const&) {
    out << "a paged range";
    return out;
  }

private:
  class state {
  public:
    state(Client const& client, Op const& operation, call_options const& options)
        : client_(client), options_(options), items_(operation) {}

    value_type const* next() {
      if (Op const* const operation = items_.wanted()) items_.take(client_.call(*operation, options_));
      return items_.next();
    }

  private:
    Client const& client_;
    call_options options_;
    detail::page_items<Op> items_;
  };

  std::unique_ptr<state> state_;
};

}  // namespace geai::inline v0
