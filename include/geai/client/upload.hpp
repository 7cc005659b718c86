#pragma once

#include <cstdint>
#include <geai/client/basic_client.hpp>
#include <geai/engine/upload.hpp>
#include <geai/transport/policy.hpp>
#include <type_traits>
#include <utility>

// Operations with part<> parameters: their body is multipart/form-data, and a file that is given by its path is read
// while it is sent. Client::call() sends them like all others; Client::upload() also tells how far it is:
//
//   client.upload(op, [](std::uint64_t sent, std::uint64_t total) { return sent < total / 2; })
//
// - `progress(sent, total)` is called on the calling thread behind each piece (64 KiB or less with transport::curl) that
//   the transport has taken. Both are bytes of the whole body, of which the files are nearly all. If it returns a bool,
//   false ends the call with errc::cancelled. An exception from it leaves upload(); the request is not sent again.
// - The design: a body is an http::body_source, and a transport that can send one has a send() with it
//   (transport::sends_sources). Over any other transport, geai::transport::mock for one, the whole body is read into
//   memory first, and progress tells of that.
// - The call's timeout (600 s unless set) includes the time that the upload takes: give a big file more.
// - An operation whose repetition is safe begins again with the first byte of its files; a POST is never repeated.
// - Errors before anything is sent: errc::invalid_argument for a file that cannot be read or is no regular file, and as
//   in http/multipart.hpp. A file that becomes shorter while it is sent ends the call with errc::invalid_argument.
// - Over an asynchronous transport all of this holds too (client/awaiting.hpp), send_async() instead of send(). The
//   operation is copied, bytes that are its `content` included, and files that it names are opened when the call is
//   made; the files are closed when the call has ended. A callback that is an lvalue is borrowed until then, any other
//   is kept, and it is called by the thread that runs the loop. Nothing else of the arguments is looked at later.

namespace geai::inline v0 {

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

}  // namespace geai::inline v0
