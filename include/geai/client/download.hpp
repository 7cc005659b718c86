#pragma once

#include <geai/client/basic_client.hpp>
#include <geai/engine/blocking_stream.hpp>
#include <geai/engine/download.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <utility>

// Operations whose answer is bytes. Client::call() keeps them in memory, up to the body limit of the client;
// Client::download() passes them on as they arrive, without a limit:
//
//   client.download(op, "report.pdf")                                     a path (also std::filesystem::path)
//   client.download(op, stream)                                           has write(char const*, size) and operator!
//   client.download(op, [](std::string_view piece) { return true; })      false ends it with errc::cancelled
//
// - A file is written under a temporary name in the same folder, PATH.XXXXXXXX.part, created before anything is sent,
//   and renamed when it is complete. It replaces a file of that name and keeps its mode and owner; after a failure the
//   old file and the folder are unchanged. A symbolic link is followed. A name of something else (a folder, a device)
//   is an error.
// - A failure of the sink is errc::invalid_argument. An exception from a callback leaves download(). Either ends the
//   transfer and closes its connection.
// - If the operation is safe to repeat, it is retried until a response with status 2xx begins; never afterwards. The
//   sink gets the bytes of that response only.
// - The timeout of the client limits the time to the response, call_options::timeout all of the download, and the idle
//   timeout the time between two pieces.
// - The answer is that of the operation, with its size, but without the bytes.
// - Over an asynchronous transport (client/awaiting.hpp) a path is copied, and its folder is not touched before the
//   call is awaited. A stream or callable that is an lvalue must stay valid until the call has ended, any other is
//   moved into the call; the thread of the loop uses it.

namespace geai::inline v0_2 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Sink>
auto basic_client<Self, Needs, Auth, Transport, Json>::download(Op const& operation, Sink&& sink,
                                                                call_options const& options) const
    -> outcome<typename Op::answer> {
  using answer_type = typename Op::answer;
  constexpr bool is_content = requires(http::response & response) { answer_type::of(response).size; };
  static_assert(is_content, "geai: the answer of this operation is no bytes to be downloaded; use call()");
  static_assert(detail::byte_sink<Sink>,
                "geai: bytes go to a path, to a stream with write(), or to a callable that takes a string_view");
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(transport::streaming_async<Transport> || !transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `stream_async(geai::http::request const&, "
                "geai::http::response&)`, to be awaited for a geai::result<A> (geai/transport/policy.hpp)");
  check_host<Op>();
  if constexpr (!is_content || !detail::byte_sink<Sink>) {
    return error{};  // does not compile: the assertion has said why
  } else if constexpr (transport::streaming_async<Transport>) {
    return awaiting<Op>::download(engine_, operation, std::forward<Sink>(sink), options);
  } else if constexpr (transport::streaming<Transport>) {
    detail::download_steps<Op, Sink&> steps(engine_->idle_buffers, sink);
    auto const failed = [&](error failure) {
      return engine_->failed(engine_type::template traits_of<Op>, *steps.buffers, std::move(failure));
    };
    if (result<void> begun = steps.begin(); !begun) return failed(begun.error());

    std::optional<typename detail::stream_of<Transport>::type> body;  // goes first: it borrows the rest
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
