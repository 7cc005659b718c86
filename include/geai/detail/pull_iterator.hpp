#pragma once

#include <geai/detail/language.hpp>

#include <cstddef>
#include <iterator>

namespace geai::inline v0_2::detail {

// The iterator of a single-pass range: Source::next() returns one element after another, and null at the end.
template <class Source, class Element> class pull_iterator {
public:
  using iterator_concept = std::input_iterator_tag;
  using value_type = Element;
  using difference_type = std::ptrdiff_t;
  using reference = value_type const&;
  using pointer = value_type const*;

  explicit pull_iterator(Source& from) : from_(&from), element_(from.next()) {}

  reference operator*() const noexcept { return *element_; }
  pointer operator->() const noexcept { return element_; }
  pull_iterator& operator++() {
    element_ = from_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(pull_iterator const& at, std::default_sentinel_t) noexcept { return at.element_ == nullptr; }

private:
  Source* from_;
  pointer element_;
};

}  // namespace geai::inline v0_2::detail
