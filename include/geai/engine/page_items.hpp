#pragma once

#include <cstddef>
#include <geai/api/paging.hpp>
#include <geai/error.hpp>
#include <geai/result.hpp>
#include <utility>

namespace geai::inline v0_2::detail {

// The items of the received pages, one after another. It sends nothing: the driver sends next_request().
template <class Op> class page_items {
  using walk = api::page_walk<Op>;

public:
  using value_type = result<typename walk::items::value_type>;

  explicit page_items(Op const& operation) : walk_(operation) {}

  // Returns the operation whose answer is needed before next(); null if there is nothing to send.
  Op const* next_request() {
    if (at_ != page_.size()) return nullptr;
    page_.clear();
    at_ = 0;
    result<Op const*> const operation = walk_.next();
    if (operation) return *operation;
    fail(operation.error());
    return nullptr;
  }

  void accept_page(result<typename Op::answer> answer) {
    result<typename walk::items> taken = walk_.take(std::move(answer));
    if (taken)
      page_ = *std::move(taken);
    else
      fail(std::move(taken).error());
  }

  // Returns null at the end. An error is the last item.
  value_type const* next() {
    if (std::exchange(failed_, false)) return &current_;
    if (at_ == page_.size()) return nullptr;
    current_ = std::move(page_[at_++]);
    return &current_;
  }

private:
  void fail(error failure) {
    current_ = std::move(failure);
    failed_ = true;
  }

  walk walk_;
  typename walk::items page_{};
  std::size_t at_ = 0;
  bool failed_ = false;
  value_type current_{typename walk::items::value_type{}};
};

}  // namespace geai::inline v0_2::detail
