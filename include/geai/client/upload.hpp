#pragma once

#include <cstdint>
#include <geai/client/basic_client.hpp>
#include <geai/engine/upload.hpp>
#include <geai/transport/policy.hpp>
#include <type_traits>
#include <utility>

// Operations with part<> parameters: their body is multipart/form-data, and a file with a path is read while it is
// sent. Client::call() sends them like all others; Client::upload() reports the progress as well:
//
//   client.upload(op, [](std::uint64_t sent, std::uint64_t total) { return sent < total / 2; })
//
// - `progress(sent, total)` is called on the calling thread after each piece (64 KiB or less with transport::curl)
//   that the transport has taken. Both are bytes of the whole body, nearly all of which are the files. If it returns a
//   bool, false ends the call with errc::cancelled. An exception from it leaves upload(); the request is not sent
//   again.
// - A body is an http::body_source. A transport that can send one has a send() for it (transport::sends_sources). For
//   any other transport, such as geai::transport::mock, the whole body is read into memory first, and progress reports
//   that.
// - The timeout of the call (600 s by default) includes the upload: increase it for a big file.
// - A retry of an operation whose repetition is safe begins with the first byte of its files; a POST is never
//   repeated.
// - Errors before anything is sent: errc::invalid_argument for a file that cannot be read or is not a regular file,
//   and as in http/multipart.hpp. A file that becomes shorter while it is sent ends the call with
//   errc::invalid_argument.
// - Over an asynchronous transport (client/awaiting.hpp) send_async() takes the place of send(). The operation is
//   copied, including bytes in `content`; files are opened when you make the call, and closed when it has ended. A
//   callback that is an lvalue must stay valid until then, any other is moved into the call; the thread of the loop
//   calls it.

namespace geai::inline v0_2 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Progress>
auto basic_client<Self, Needs, Auth, Transport, Json>::upload(Op const& operation, Progress&& progress,
                                                              call_options const& options) const
    -> outcome<typename Op::answer> {
  static_assert(api::detail::has_parts<Op>, "geai: this operation sends no files; use call()");
  static_assert(std::is_invocable_v<Progress&, std::uint64_t, std::uint64_t>,
                "geai: a progress callback is called with two std::uint64_t, the bytes that were sent and all of them");
  check_host<Op>();
  if constexpr (transport::asynchronous<Transport>) {
    return awaiting<Op>::upload(engine_, operation, std::forward<Progress>(progress), options);
  } else {
    detail::buffer_lease buffers(engine_->idle_buffers);
    if (result<void> sent =
            engine_->send_parts(operation, options, *buffers, detail::success_rule::status_2xx, progress);
        !sent)
      return engine_->failed(engine_type::template traits_of<Op>, *buffers, sent);
    return detail::wire_form<Op, Json>::read(engine_->json, *buffers);
  }
}

}  // namespace geai::inline v0_2
