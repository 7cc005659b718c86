#pragma once

#include <geai/call_options.hpp>
#include <geai/detail/pull_iterator.hpp>
#include <geai/engine/page_items.hpp>
#include <geai/result.hpp>
#include <iterator>
#include <memory>
#include <utility>

namespace geai::inline v0_2 {

// The items of a list, as returned by Client::all(): an input range of result<item>.
//
//   for (geai::result<geai::agent> const& each : client.all_agents({.status = "active"})) ...
//
// - Nothing is sent before begin(). When you advance past the last item of a page, the next page is fetched by a call
//   with the same options; options.timeout limits each page.
// - The range starts at the offset or page set in the operation, by default at the first item. The page size is that of
//   the operation; by default it is the one that the platform documents for the list, else 100 (paging by offset) or 20
//   (by page number).
// - An error is the last element; nothing is fetched after it. api::page_walk decides when a list ends; a server that
//   repeats a page cannot make the loop endless.
// - An element is valid until the range advances. You can traverse the range once, by one thread at a time. Leaving the
//   loop early costs nothing.
// - The client must outlive the range and must not be moved; the range may be moved.
template <class Client, class Op> class paged_range {
  class state;

public:
  using value_type = typename detail::page_items<Op>::value_type;
  using iterator = detail::pull_iterator<state, value_type>;

  // Called by Client::all().
  paged_range(Client const& client, Op const& operation, call_options const& options)
      : state_(std::make_unique<state>(client, operation, options)) {}

  // Fetches the first page. Call it once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // Returns the next item, or null at the end. May fetch a page. Use it in loops without iterators.
  value_type const* next() { return state_->next(); }

  // Prints a description. Test frameworks print the results that they compare.
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
      if (Op const* const operation = items_.next_request()) items_.accept_page(client_.call(*operation, options_));
      return items_.next();
    }

  private:
    Client const& client_;
    call_options options_;
    detail::page_items<Op> items_;
  };

  std::unique_ptr<state> state_;
};

}  // namespace geai::inline v0_2
