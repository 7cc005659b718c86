#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/result.hpp>

namespace geai::inline v0::http {

// The body of a request that is read while it is sent, so that it need not be in memory: what a transport with
// `send(rq, body, rs)` is given (transport/policy.hpp). Belongs to one exchange; used by one thread at a time.
class body_source {
public:
  // Bytes of the whole body: what Content-Length says. Does not change.
  virtual std::uint64_t size() const noexcept = 0;

  // Fills up to `room` bytes (not 0) and says how many; 0 is the end, after size() bytes. After an error the exchange is
  // over and has failed with just that error. It may throw what a callback of the user throws: the transport lets go of
  // the connection and lets the exception through.
  virtual result<std::size_t> read(char* into, std::size_t room) = 0;

  // Begins again with the first byte, for another attempt.
  virtual result<void> rewind() = 0;

protected:
  body_source() = default;
  body_source(body_source const&) = default;
  body_source& operator=(body_source const&) = default;
  ~body_source() = default;
};

}  // namespace geai::inline v0::http
