#pragma once
// Faults that a test sets for later requests.

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "connection.hpp"
#include "http.hpp"

namespace sandbox {

enum class fault_kind {
  status,
  delay,
  reset,
  close,
  truncate,
  garbage,
  wrong_type,
  body,
  slow,
  html,
  empty,
  stream_error
};

struct fault {
  fault_kind kind = fault_kind::status;
  std::string match;   // prefix of the path
  std::string method;  // empty: any
  std::size_t left = 1;
  bool forever = false;
  double probability = 1;  // the probability that it applies to a matching request
  std::minstd_rand random{1};
  std::optional<int> status;
  std::chrono::milliseconds delay{0};  // before the reply; slow: between two bytes of its body
  text_pairs headers;                  // replace those of the reply
  std::optional<std::string> body;
  std::optional<std::size_t> after_bytes;
  json source;  // the request that set it

  bool meets(request const& rq);
  // reset and close without after_bytes send no reply and leave the request unprocessed.
  bool prevents_handling() const;
  std::chrono::milliseconds before_reply() const;
  reply alter(reply real) const;  // returns the reply with this fault
  delivery how() const;           // the way to send it
};

class fault_queue {
public:
  void add(json const& order);  // takes an object or an array of them; throws a 400 and adds nothing if any is invalid
  std::optional<fault> take(request const& rq);
  json list() const;
  void clear();

private:
  mutable std::mutex mutex_;
  std::list<fault> waiting_;
};

}  // namespace sandbox
