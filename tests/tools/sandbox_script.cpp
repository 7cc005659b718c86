#include <doctest/doctest.h>
#include <httplib.h>

#include "tool.hpp"

namespace tool_test {

void add_fault(std::string const& url, json const& fault) {
  auto const answer = httplib::Client(url).Post("/_sandbox/faults", fault.dump(), "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

void plan_chats(std::string const& url, json const& steps) {
  auto const answer = httplib::Client(url).Post("/_sandbox/chat", steps.dump(), "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

json requests(std::string const& url) {
  auto const answer = httplib::Client(url).Get("/_sandbox/requests");
  REQUIRE(answer);
  return json::parse(answer->body);
}

void forget_requests(std::string const& url) { REQUIRE(httplib::Client(url).Delete("/_sandbox/requests")); }

void expire_tokens(std::string const& url) { REQUIRE(httplib::Client(url).Post("/_sandbox/expire-tokens")); }

}  // namespace tool_test
