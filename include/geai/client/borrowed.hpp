#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/json/policy.hpp>
#include <memory>
#include <utility>

namespace geai::inline v0 {

// The result of Client::call_as(): an answer whose texts may be views into the response that it came with, and that
// response.
//
//   geai::result<geai::borrowed<geai::agent_list_view>> agents = client.list_agents_view({.status = "active"});
//   if (agents)
//     for (geai::agent_view const& each : **agents) std::cout << each.name << "\n";
//
// All of it is valid for as long as this object, which may be moved, and may outlive its client; what is needed longer is
// to be copied into a std::string. Under the address sanitizer a view that is read later is caught. Moved-from, it may
// only be destroyed or assigned to.
template <class View> class borrowed {
public:
  borrowed(borrowed&&) noexcept = default;
  borrowed& operator=(borrowed&& from) noexcept {
    if (this == &from) return *this;
    give_back();
    pool_ = std::move(from.pool_);
    exchange_ = std::move(from.exchange_);
    value_ = std::move(from.value_);
    return *this;
  }
  ~borrowed() { give_back(); }

  // The answer. Valid for as long as this object.
  View const& operator*() const& noexcept { return value_; }
  View const* operator->() const& noexcept { return &value_; }

  // A view of a temporary would be gone at the end of the line: keep it in a variable.
  View const& operator*() const&& = delete;
  View const* operator->() const&& = delete;

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, borrowed const&) {
    out << "a borrowed answer";
    return out;
  }

private:
  template <class Self, class Needs, class Auth, class Transport, class Json> friend class basic_client;

  explicit borrowed(detail::recycled_buffers const& pool) : pool_(pool), exchange_(pool_.take()) {}

  void give_back() noexcept {
    if (exchange_ != nullptr) pool_.give_back(std::move(exchange_));
  }

  detail::recycled_buffers pool_;
  std::unique_ptr<detail::exchange> exchange_;
  View value_{};
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class View, api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::call_as(Op const& operation, call_options const& options) const
    -> result<borrowed<View>> {
  check_host<Op>();
  constexpr bool blocks = !transport::asynchronous<Transport>;
  static_assert(blocks,
                "geai: call_as() is not there over an asynchronous transport; use call(operation, into), or a client "
                "over transport::curl");
  static_assert(json::borrowing<Json>,
                "geai: this Json policy cannot lend the text of a response; it lacks "
                "`geai::result<void> decode_borrowed(std::span<char>, T&)`");
  if constexpr (blocks && json::borrowing<Json>) {
    borrowed<View> lent(engine_->exchanges);
    result<void> done = engine_->send(operation, options, *lent.exchange_, detail::accept::success);
    if (done) done = detail::view_form<View, Json>::read(engine_->json, *lent.exchange_, lent.value_);
    if (!done) return engine_->failed(engine_type::template traits_of<Op>, *lent.exchange_, done);
    lent.exchange_->watch.reset();
    return lent;
  } else {
    return error{};
  }
}

}  // namespace geai::inline v0
