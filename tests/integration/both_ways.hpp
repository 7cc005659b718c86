#pragma once

#include <doctest/doctest.h>
#include <httplib.h>

#include <geai/client/awaiting.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <string>
#include <utility>

#include "support/await_on.hpp"
#include "support/sandbox.hpp"

// Blocking and awaited clients of a sandbox, for TEST_CASE_TEMPLATE.

namespace geai::test {

// Blocking calls, ...
struct blocking {
  template <template <class, class, class> class Client, class... Argument>
  static auto client(Argument&&... arguments) {
    return Client(std::forward<Argument>(arguments)...);
  }
  template <class T> static T get(T given) { return given; }
};

// ... and awaited calls.
struct awaiting {
  template <template <class, class, class> class Client, class... Argument>
  static auto client(Argument&&... arguments) {
    return Client(geai::transport::curl_multi(loop()), std::forward<Argument>(arguments)...);
  }
  template <class Task> static auto get(Task given) { return support::await_on(loop(), given); }

  static geai::event_loop& loop() {
    static geai::event_loop one;
    return one;
  }
};

inline void post(support::sandbox const& sandbox, std::string const& path, std::string const& body) {
  httplib::Client client(sandbox.url());
  auto const answer = client.Post("/_sandbox/" + path, body, "application/json");
  REQUIRE(answer);
  REQUIRE(answer->status / 100 == 2);
}

template <class Engine, template <class, class, class> class Client> auto client_of(support::sandbox const& sandbox) {
  return Engine::template client<Client>(geai::api_key = "sandbox-key", geai::base_url = sandbox.url());
}

}  // namespace geai::test
