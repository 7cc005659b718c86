#pragma once

#include <geai/detail/language.hpp>

namespace geai::inline v0_2::detail {

// A node of a list that does not own its nodes. The destructor removes the node from its list.
class intrusive_node {
public:
  intrusive_node() noexcept : before_(this), after_(this) {}
  intrusive_node(intrusive_node&&) = delete;
  ~intrusive_node() { unlink(); }

  bool is_linked() const noexcept { return after_ != this; }

  void unlink() noexcept {
    before_->after_ = after_;
    after_->before_ = before_;
    before_ = after_ = this;
  }

  // Appends the node to the list that begins at `head`.
  void link_into(intrusive_node& head) noexcept {
    unlink();
    before_ = head.before_;
    after_ = &head;
    before_->after_ = this;
    head.before_ = this;
  }

  intrusive_node& next() const noexcept { return *after_; }

  // Moves all nodes of another list to the end of this one.
  void take_all(intrusive_node& other) noexcept {
    while (other.is_linked()) other.next().link_into(*this);
  }

private:
  intrusive_node* before_;
  intrusive_node* after_;
};

}  // namespace geai::inline v0_2::detail
