#pragma once

#include <geai/detail/language.hpp>

namespace geai::inline v0_2::detail {

// The iterator of a type that is no range: a range-based for meets the sentence in From::is_no_range(). Concepts see
// none.
template <class From> struct no_iterator {
  template <class Other> bool operator!=(Other const&) const { return From::template is_no_range<Other>(); }
  no_iterator& operator++() { return *this; }
  From& operator*() const;
};

}  // namespace geai::inline v0_2::detail
