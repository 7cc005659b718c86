#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <geai/client/basic_client.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <initializer_list>
#include <string>
#include <utility>

// What the tests of operations share. The client has the calls of several services, since each client type costs
// seconds to compile.

namespace geai::test {

template <class Json, template <class> class... Calls>
class client_over : public basic_client<client_over<Json, Calls...>, geai::detail::evaluation_needs, auth::none,
                                        transport::mock, Json>,
                    public Calls<client_over<Json, Calls...>>... {
  using base =
      basic_client<client_over<Json, Calls...>, geai::detail::evaluation_needs, auth::none, transport::mock, Json>;

public:
  using base::base;
};

template <template <class> class... Calls> using client = client_over<json::simdjson, Calls...>;

template <template <class> class... Calls> struct wire_test {
  transport::mock wire = transport::mock().reply(200, "{}");
  test::client<Calls...> client{wire, auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};

  // The last request was "VERB host path", with this body and these headers. Its answer, an empty object, may be one
  // that the operation refuses.
  template <class Result>
  void check(Result const& answer, std::string const& request, std::string const& body,
             std::initializer_list<std::pair<char const*, char const*>> headers = {}) {
    CAPTURE(request);
    if (!answer) CHECK_MESSAGE(answer.error().code == errc::decode, answer.error().message);
    auto const all = wire.requests();
    REQUIRE(all.size() == ++count);
    auto const& last = all.back();
    std::string const url(last.url);
    REQUIRE(url.starts_with("https://"));
    std::size_t const path = url.find('/', 8);
    CHECK(std::string(last.method) + " " + url.substr(8, path - 8) + " " + url.substr(path) == request);
    CHECK(last.body == body);
    std::string const type = body.empty() ? "" : body.front() == '{' || body.front() == '[' ? "json" : "form";
    std::string const sent(last.header("content-type"));
    CHECK((type.empty() ? sent.empty() : sent.find(type) != std::string::npos));
    for (auto const& [name, value] : headers) CHECK(last.header(name) == value);
    CHECK(last.headers.size() == headers.size() + (body.empty() ? 2 : 3));  // Accept, User-Agent, Content-Type
  }

  std::size_t count = 0;
};

}  // namespace geai::test
