#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "context.hpp"
#include "request.hpp"

namespace tool {

// A reply, with a status of 2xx unless any status was requested.
struct reply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  std::uint64_t size = 0;  // number of bytes that went to a file

  std::string_view header(std::string_view name) const;
};

// Options for reading a reply.
struct reading {
  std::vector<std::string> own{};  // the answer's own members among the names that report failures
  bool tells_failure = false;      // `messages` and `result` of the answer report failures nevertheless
  bool is_json = true;
  bool may_be_empty = false;
  bool any_status = false;  // return a reply with any status
  std::string what{};       // for the progress display, "listing agents"
};

// Sends all requests of the command: through the library's engine, with its credentials, attempts and errors. All calls
// of a run share it and its connection.
class sender {
public:
  // Throws if the configuration is invalid, has no credential, or has an expired one that cannot be renewed.
  explicit sender(context& world);
  ~sender();
  sender(sender const&) = delete;
  sender& operator=(sender const&) = delete;

  // Throws geai::exception, and `interrupted`. Shows progress while it sends files of more than 64 KiB.
  reply send(outgoing const& what, reading const& how);

  // Saves the bytes of a 2xx reply to the file, which gets its name only when it is complete.
  reply download(outgoing const& what, std::string const& file);

  // Passes the pieces of a 2xx body to `take` as they arrive; false from `take` ends the transfer.
  void stream(outgoing const& what, std::function<bool(std::string_view)> const& take);

  std::string base_url() const;
  std::string project_id() const;

private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace tool
