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

// What came back, with a status of 2xx unless any status was asked for.
struct reply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
  std::uint64_t size = 0;  // of the bytes that went to a file

  std::string_view header(std::string_view name) const;
};

// How a reply is read.
struct reading {
  std::vector<std::string> own{};  // of the names under which failures are told, those that the answer has as members
  bool tells_failure = false;      // `messages` and `result` of the answer tell of failures nevertheless
  bool is_json = true;
  bool may_be_empty = false;
  bool any_status = false;  // whatever came is returned
  std::string what{};       // the sign of life, "listing agents"
};

// The one place of the command that sends requests: through the library's engine, with its credentials, attempts and errors. All
// calls of a run share it, and so their connection.
class sender {
public:
  // Throws when the configuration cannot be used, has no credential, or has one that has expired and cannot be renewed.
  explicit sender(context& world);
  ~sender();
  sender(sender const&) = delete;
  sender& operator=(sender const&) = delete;

  // Throws geai::exception, and `interrupted`. A body of more than 64 KiB that is sent from files shows its progress.
  reply send(outgoing const& what, reading const& how);

  // The bytes of a reply with a status of 2xx go to the file, which has its name only when it is complete.
  reply download(outgoing const& what, std::string const& file);

  // The pieces of a body with a status of 2xx as they come; false from `take` ends the transfer.
  void stream(outgoing const& what, std::function<bool(std::string_view)> const& take);

  std::string base_url() const;
  std::string project_id() const;

private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace tool
