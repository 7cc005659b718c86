#pragma once

#include <geai/detail/language.hpp>

namespace geai::inline v0::detail {

// What a range-based for gets of what is no range: the sentence in From::is_no_range(). It is no iterator for concepts.
template <class From> struct no_iterator {
  template <class Other> bool operator!=(Other const&) const { return From::template is_no_range<Other>(); }
  no_iterator& operator++() { return *this; }
  From& operator*() const;
};

}  // namespace geai::inline v0::detail
