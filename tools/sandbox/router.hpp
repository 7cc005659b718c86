#pragma once
// Finds the handler of a request and its requirements of the caller.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http.hpp"

namespace sandbox {

enum class access {
  open,          // no credential
  user,          // an OAuth token; no project
  organization,  // an API key or an OAuth token; no project. The only key is valid for both
  project,       // an API key, or an OAuth token with its project
};

enum class identity { nobody, api_key, oauth };

struct call {
  request const& rq;
  std::vector<std::string> slots{};  // the values of the slots in the path
  identity who = identity::nobody;
  std::string token{};
  std::string project{};
  std::string organization{};
};

using handler = std::function<reply(call const&)>;

class router {
public:
  struct route {
    std::string method;
    std::string path;  // as it was added
    std::vector<std::string> pattern;
    access needs = access::project;
    handler serve;
  };
  struct match {
    route const* found;
    std::vector<std::string> slots;
  };

  void add(std::string_view method, std::string_view pattern, access needs, handler serve);
  match find(request const& rq) const;  // throws 404 or 405

private:
  std::vector<route> routes_;
};

}  // namespace sandbox
