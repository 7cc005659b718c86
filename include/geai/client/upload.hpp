#pragma once

#include <cstdint>
#include <geai/client/basic_client.hpp>
#include <geai/engine/upload.hpp>
#include <geai/transport/policy.hpp>
#include <type_traits>
#include <utility>

// Operations with part<> parameters: the body is multipart/form-data, and a file given by its path is read while it is
// sent. Client::call() sends them like any other operation; Client::upload() also reports the progress:
//
//   client.upload(op, [](std::uint64_t sent, std::uint64_t total) { return sent < total / 2; })
//
// - `progress(sent, total)` is called on the calling thread after each piece that the transport has read (64 KiB or
//   less with transport::curl). Both numbers count the bytes of the whole body, nearly all of which are the files. If
//   it returns a bool, false ends the call with errc::cancelled. If it throws, the exception leaves upload(), and the
//   request is not repeated.
// - The body is an http::body_source, for transports with a send() that takes one (transport::sends_sources). For any
//   other transport, such as geai::transport::mock, the whole body is read into memory first, and the progress is that
//   of reading.
// - The timeout of the call (600 s by default) includes the upload: increase it for big files.
// - If an operation that is safe to repeat is retried, its files are sent again from their first byte. A POST is never
//   repeated.
// - Errors before anything is sent: errc::invalid_argument if a file cannot be read or is not a regular file, and those
//   of http/multipart.hpp. If a file becomes shorter while it is sent, the call ends with errc::invalid_argument.
// - Over an asynchronous transport (client/awaiting.hpp), send_async() is used instead of send(). The operation is
//   copied, including bytes in `content`; files are opened when you make the call and closed when it has ended. A
//   callback passed as an lvalue must exist until then; an rvalue is moved into the call. The thread of the loop calls
//   it.

namespace geai::inline v0_2 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Progress>
auto basic_client<Self, Needs, Auth, Transport, Json>::upload(Op const& operation, Progress&& progress,
                                                              call_options const& options) const
    -> outcome<typename Op::answer> {
  static_assert(api::detail::has_parts<Op>, "geai: this operation sends no files; use call()");
  static_assert(std::is_invocable_v<Progress&, std::uint64_t, std::uint64_t>,
                "geai: a progress callback takes two std::uint64_t: the bytes sent and the bytes in total");
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
