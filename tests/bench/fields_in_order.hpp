#pragma once

#include <simdjson.h>

#include <string_view>

namespace by_hand {

namespace ondemand = simdjson::ondemand;

// Reads the fields of an object in an expected order: a field is compared with the expected name instead of
// with all names. Repeated rounds find fields in another order too and skip unknown ones:
//
//   for (fields_in_order from(object); from.more(); from.end_round()) {
//     if (from.is_at("id")) ..., from.next();
//     if (from.is_at("name")) ..., from.next();
//   }
class fields_in_order {
public:
  explicit fields_in_order(ondemand::object from) : at_(from.begin()) { look(); }

  bool more() const noexcept { return more_; }
  bool is_at(std::string_view name) noexcept { return more_ && field_.key().unsafe_is_equal(name); }
  ondemand::value& value() noexcept { return field_.value(); }
  void next() {
    ++at_;
    found_ = true;
    look();
  }
  void end_round() {
    if (!found_) next();
    found_ = false;
  }

private:
  void look() {
    more_ = at_ != ondemand::object_iterator();
    if (more_) field_ = *at_;
  }

  ondemand::object_iterator at_;
  ondemand::field field_{};
  bool more_ = false;
  bool found_ = false;
};

}  // namespace by_hand
