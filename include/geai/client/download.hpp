#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/engine/blocking_stream.hpp>
#include <geai/engine/download.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <utility>

// Operations whose answer is a file. Client::call() keeps the bytes in memory, up to the body limit of the client;
// Client::download() passes them on as they arrive, without a limit:
//
//   client.download(op, "report.pdf")                                     a path (also std::filesystem::path)
//   client.download(op, stream)                                           has write(char const*, size) and operator!
//   client.download(op, [](std::string_view piece) { return true; })      false ends it with errc::cancelled
//
// - A file is written under a temporary name in the same folder, PATH.XXXXXXXX.part, which is created before anything
//   is sent and renamed when it is complete. If PATH exists, it is replaced and its mode and owner are kept; after a
//   failure the old file and the folder are unchanged. Symbolic links are followed. If PATH is not a regular file (a
//   folder, a device), the call fails.
// - If the sink fails, the error is errc::invalid_argument. If a callback throws, the exception leaves download(). Both
//   end the transfer and close its connection.
// - An operation that is safe to repeat is retried until a response with status 2xx begins, and never afterwards. The
//   sink receives the bytes of that response only.
// - The timeout of the client limits the time until the response begins, call_options::timeout the whole download, and
//   the idle timeout the time between two pieces.
// - The result is the answer of the operation, with the size of the file but without its bytes.
// - Over an asynchronous transport (client/awaiting.hpp) a path is copied, and nothing is created in its folder before
//   you await the call. A stream or callable passed as an lvalue must exist until the call has ended; an rvalue is
//   moved into the call. The thread of the loop uses it.

namespace geai::inline v0_2 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Sink>
auto basic_client<Self, Needs, Auth, Transport, Json>::download(Op const& operation, Sink&& sink,
                                                                call_options const& options) const
    -> outcome<typename Op::answer> {
  using answer_type = typename Op::answer;
  constexpr bool is_content = requires(http::response & response) { answer_type::of(response).size; };
  static_assert(is_content, "geai: this operation does not return a file to download; use call()");
  static_assert(detail::byte_sink<Sink>,
                "geai: download() takes a path, a stream with write(), or a callable that takes a string_view");
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(transport::streaming_async<Transport> || !transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `stream_async(geai::http::request const&, "
                "geai::http::response&)`, to be awaited for a geai::result<A> (geai/transport/policy.hpp)");
  check_host<Op>();
  if constexpr (!is_content || !detail::byte_sink<Sink>) {
    return error{};  // does not compile: an assertion has reported the reason
  } else if constexpr (transport::streaming_async<Transport>) {
    return awaiting<Op>::download(engine_, operation, std::forward<Sink>(sink), options);
  } else if constexpr (transport::streaming<Transport>) {
    detail::download_steps<Op, Sink&> steps(engine_->idle_buffers, sink);
    auto const failed = [&](error failure) {
      return engine_->failed(engine_type::template traits_of<Op>, *steps.buffers, std::move(failure));
    };
    if (result<void> begun = steps.begin(); !begun) return failed(begun.error());

    std::optional<typename detail::stream_of<Transport>::type> body;  // destroyed first: it refers to the others
    auto const send_attempt = [&](http::request const& request, http::response& response) -> result<void> {
      body.reset();
      auto opened = engine_->transport.stream(steps.begin_attempt(request), response);
      if (!opened) return opened.error();
      body.emplace(*std::move(opened));
      if (steps.is_wanted(response)) return {};
      for (;;) {
        result<bool> const more = steps.add_refusal(body->read(response.body), response.body);
        if (more && *more) continue;
        body.reset();
        return more ? result<void>{} : more.error();
      }
    };
    if (result<void> sent =
            engine_->send(operation, options, *steps.buffers, detail::success_rule::status_2xx, send_attempt);
        !sent)
      return failed(sent.error());

    steps.begin_bytes(options.timeout.has_value());
    for (;;) {
      result<bool> const more = steps.take(body->read(steps.fresh_bytes()));
      if (!more) return failed(more.error());
      if (!*more) break;
    }
    body.reset();
    auto answer = steps.finish();
    if (!answer) return failed(answer.error());
    return answer;
  }
}

}  // namespace geai::inline v0_2
