#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/json/policy.hpp>
#include <memory>
#include <utility>

namespace geai::inline v0_2 {

// The result of Client::call_view(): an answer with views into the response, and the response itself.
//
//   geai::result<geai::response_view<geai::agent_list_view>> agents = client.list_agents_view({.status = "active"});
//   if (agents)
//     for (geai::agent_view const& each : **agents) std::cout << each.name << "\n";
//
// The answer is valid for as long as this object, which you can move and which may outlive its client. If you need a
// text for longer, copy it into a std::string; the address sanitizer reports a view that is read too late. A moved-from
// object may only be destroyed or assigned to.
template <class View> class response_view {
public:
  response_view(response_view&&) noexcept = default;
  response_view& operator=(response_view&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    pool_ = std::move(other.pool_);
    buffers_ = std::move(other.buffers_);
    value_ = std::move(other.value_);
    return *this;
  }
  ~response_view() { give_back(); }

  // Returns the answer. Valid for as long as this object.
  View const& operator*() const& noexcept { return value_; }
  View const* operator->() const& noexcept { return &value_; }

  // Deleted: the view would dangle at the end of the statement. Keep the object in a variable.
  View const& operator*() const&& = delete;
  View const* operator->() const&& = delete;

  // Prints a description. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, response_view const&) {
    out << "a view of a response";
    return out;
  }

private:
  template <class Self, class Needs, class Auth, class Transport, class Json> friend class basic_client;

  explicit response_view(detail::recycled_buffers const& pool) : pool_(pool), buffers_(pool_.take()) {}

  void give_back() noexcept {
    if (buffers_ != nullptr) pool_.give_back(std::move(buffers_));
  }

  detail::recycled_buffers pool_;
  std::unique_ptr<detail::call_buffers> buffers_;
  View value_{};
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class View, api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::call_view(Op const& operation, call_options const& options) const
    -> result<response_view<View>> {
  check_host<Op>();
  constexpr bool blocks = !transport::asynchronous<Transport>;
  static_assert(
      blocks,
      "geai: call_view() is not available over an asynchronous transport; use call(operation, out), or a client "
      "over transport::curl");
  static_assert(json::decodes_views<Json>,
                "geai: this Json policy cannot decode views into a response; it lacks "
                "`geai::result<void> decode_view(std::span<char>, T&)`");
  if constexpr (blocks && json::decodes_views<Json>) {
    response_view<View> view(engine_->idle_buffers);
    result<void> done = engine_->send(operation, options, *view.buffers_, detail::success_rule::status_2xx);
    if (done) done = detail::view_form<View, Json>::read(engine_->json, *view.buffers_, view.value_);
    if (!done) return engine_->failed(engine_type::template traits_of<Op>, *view.buffers_, done);
    view.buffers_->watch.reset();
    return view;
  } else {
    return error{};
  }
}

}  // namespace geai::inline v0_2
