#pragma once

#include <geai/api/streaming.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/detail/pull_iterator.hpp>
#include <geai/engine/blocking_stream.hpp>
#include <geai/engine/chunk_reader.hpp>
#include <geai/transport/policy.hpp>
#include <iterator>
#include <memory>
#include <utility>

namespace geai::inline v0_2 {

// The chunks of a streamed answer, as returned by Client::stream(): an input range of result<Chunk>.
//
//   for (geai::result<geai::chat_chunk> const& each : chat.stream_completion({...}).value()) ...
//
// - Advancing waits for the next chunk. An error is the last element; a stream that ends without an error is complete.
// - Destroying the range before its end stops the transfer and closes its connection at once. The request is not
//   repeated.
// - An error lists the attempts of the call; the last one is the interrupted stream.
// - An element is valid until the range advances. You can traverse the range once, by one thread at a time.
// - The client must outlive the range; you can move the range.
template <class Chunk, class Transport, class Json> class event_stream {
  using state = detail::stream_state<Chunk, Transport, Json>;

public:
  using value_type = result<Chunk>;
  using iterator = detail::pull_iterator<state, value_type>;

  explicit event_stream(std::unique_ptr<state> under_way) noexcept : state_(std::move(under_way)) {}

  // Waits for the first chunk. Call it once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // Waits for the next chunk and returns it, or null at the end. Use it in loops without iterators.
  result<Chunk> const* next() { return state_->next(); }

  // Prints a description. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, event_stream const&) {
    out << "an event stream";
    return out;
  }

private:
  std::unique_ptr<state> state_;
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::stream(Op const& operation, call_options const& options) const {
  check_host<Op>();
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(transport::streaming_async<Transport> || !transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `stream_async(geai::http::request const&, "
                "geai::http::response&)`, to be awaited for a geai::result<A> (geai/transport/policy.hpp)");
  static_assert(api::streaming_operation<Op>, "geai: this operation does not stream; use call()");
  if constexpr (transport::streaming<Transport> && api::streaming_operation<Op>) {
    using chunk = typename Op::chunk;
    using stream_type = event_stream<chunk, Transport, Json>;
    auto under_way = std::make_unique<detail::stream_state<chunk, Transport, Json>>(engine_->idle_buffers,
                                                                                    engine_->json, api::name_of<Op>());
    detail::call_buffers& buffers = *under_way->buffers;
    detail::accept_events(options, buffers);
    auto const send_attempt = [&](http::request const& request, http::response& response) {
      return under_way->open(engine_->transport, request, response);
    };
    using asked = api::detail::streamed<Op>;
    if (result<void> sent =
            engine_->send(asked{operation}, options, buffers, detail::success_rule::status_2xx, send_attempt);
        !sent)
      return result<stream_type>(engine_->failed(engine_type::template traits_of<asked>, buffers, sent));
    if (result<void> begun =
            detail::begin_stream<Op>(engine_->json, *under_way, options.timeout.has_value(), engine_->defaults);
        !begun)
      return result<stream_type>(begun.error());
    return result<stream_type>(stream_type(std::move(under_way)));
  } else if constexpr (transport::streaming_async<Transport> && api::streaming_operation<Op>) {
    return awaiting<Op>::stream(engine_, operation, options);
  }
}

}  // namespace geai::inline v0_2
