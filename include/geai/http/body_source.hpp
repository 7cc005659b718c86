#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/result.hpp>

namespace geai::inline v0_2::http {

// A request body that is read while it is sent, so that it need not be in memory: the argument of a transport's
// `send(rq, body, rs)` (transport/policy.hpp). Belongs to one exchange. One thread at a time may use it.
class body_source {
public:
  // Returns the size of the whole body in bytes: the value of Content-Length. It is constant.
  virtual std::uint64_t size() const noexcept = 0;

  // Copies up to `room` (> 0) bytes to `out` and returns their number; returns 0 only at the end, after size() bytes.
  // An error ends the exchange with that error. If a callback throws, read() passes the exception on; the transport
  // closes the connection and passes it on too.
  virtual result<std::size_t> read(char* out, std::size_t room) = 0;

  // Returns to the first byte, for another attempt.
  virtual result<void> rewind() = 0;

protected:
  body_source() = default;
  body_source(body_source const&) = default;
  body_source& operator=(body_source const&) = default;
  ~body_source() = default;
};

}  // namespace geai::inline v0_2::http
