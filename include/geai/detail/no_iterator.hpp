#pragma once

#include <geai/detail/language.hpp>

namespace geai::inline v0_2::detail {

// The iterator of a type that is not a range: a range-based for triggers the message in From::is_no_range(). Concepts
// do not see a range.
template <class From> struct no_iterator {
  template <class Other> bool operator!=(Other const&) const { return From::template is_no_range<Other>(); }
  no_iterator& operator++() { return *this; }
  From& operator*() const;
};

}  // namespace geai::inline v0_2::detail
