#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <geai/client/basic_client.hpp>
#include <geai/client/upload.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Shared by the tests of operations. One client has the calls of several services, since each client type costs seconds
// to compile.

namespace geai::test {

template <class Json, template <class> class... Calls>
class client_over : public basic_client<client_over<Json, Calls...>, geai::client_needs::evaluation, auth::none,
                                        transport::mock, Json>,
                    public Calls<client_over<Json, Calls...>>... {
  using base =
      basic_client<client_over<Json, Calls...>, geai::client_needs::evaluation, auth::none, transport::mock, Json>;

public:
  using base::base;
};

template <template <class> class... Calls> using client = client_over<json::simdjson, Calls...>;

// --- tables of requests ---------------------------------------------------------------------------------------------

// The platform is https://api, the evaluation host https://eval.
using wire_client = client<>;

// A text for a path slot with all characters that must be percent-encoded, and its encoded form.
inline constexpr char odd[] = "a b/c?\xc3\xbc";
#define ODD "a%20b%2Fc%3F%C3%BC"

// The body of a multipart request, with B for its boundary and | for a line end.
inline std::string readable_parts(std::string text, std::string_view content_type) {
  auto const replace = [&text](std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
      text.replace(at, what.size(), with);
  };
  replace(content_type.substr(content_type.find("boundary=") + 9), "B");
  replace("\r\n", "|");
  return text;
}

// A row: an operation and its request. Only the constructor knows the operation's type: it lets the client send the
// operation and keeps the request.
class wire_case {
public:
  using headers = std::initializer_list<std::pair<char const*, char const*>>;

  // `target` begins with `/`, or with "eval/" on the evaluation host. `extra` lists all headers besides Accept,
  // User-Agent and Content-Type.
  template <api::operation Op>
  wire_case(Op const& operation, std::string_view method, std::string_view target, std::string_view body = "",
            headers extra = {})
      : wire_case(operation, call_options(), method, target, body, extra) {}

  template <api::operation Op>
  wire_case(Op const& operation, call_options const& options, std::string_view method, std::string_view target,
            std::string_view body = "", headers extra = {})
      : name_(api::name_of<Op>()), method_(method), target_(target), body_(body), extra_(extra.begin(), extra.end()) {
    keep(client().call_raw(operation, options));
  }

  void check() const {
    std::string const request = std::string(name_) + ": " + method_ + " " + target_;
    CAPTURE(request);
    CHECK(refusal_ == "");
    if (!refusal_.empty()) return;
    std::string const host = target_.starts_with("eval/") ? "https://" : "https://api";
    CHECK(sent_.method == method_);
    CHECK(sent_.url == host + target_);
    std::string const type(sent_.header("Content-Type"));
    bool const parts = type.starts_with("multipart/form-data; boundary=");
    CHECK((parts ? readable_parts(sent_.body, type) : sent_.body) == body_);
    std::vector<std::pair<std::string, std::string>> wanted = extra_;
    auto const is_extra = [&wanted](std::string_view name) {
      for (auto const& each : wanted)
        if (http::same_name(each.first, name)) return true;
      return false;
    };
    if (!is_extra("Accept")) wanted.emplace_back("Accept", "application/json");
    if (!body_.empty() && !parts && !is_extra("Content-Type"))
      wanted.emplace_back("Content-Type", body_.front() == '{' || body_.front() == '['
                                              ? "application/json"
                                              : "application/x-www-form-urlencoded");
    for (auto const& [name, value] : wanted) {
      CAPTURE(name);
      CHECK(sent_.header(name) == value);
    }
    CHECK(sent_.headers.size() == wanted.size() + (parts ? 2 : 1));  // User-Agent; of parts, their Content-Type
  }

private:
  static transport::mock& wire() {
    static transport::mock all = transport::mock().reply(200, "{}");
    return all;
  }
  static wire_client const& client() {
    static wire_client const of_all{wire(), auth::none{}, geai::base_url = "https://api",
                                    geai::eval_url = "https://eval"};
    return of_all;
  }

  void keep(result<http::response> const& answer) {
    if (answer)
      sent_ = wire().requests().back();
    else
      refusal_ = answer.error().message;
  }

  std::string_view name_;
  std::string method_;
  std::string target_;
  std::string body_;
  std::vector<std::pair<std::string, std::string>> extra_;
  transport::mock::recorded_request sent_{};
  std::string refusal_{};  // set if nothing was sent
};

// Each operation becomes exactly this request.
inline void check_wire(std::initializer_list<wire_case> rows) {
  for (wire_case const& row : rows) row.check();
}

// --- to be replaced by the tables -----------------------------------------------------------------------------------

template <template <class> class... Calls> struct wire_test {
  transport::mock wire = transport::mock().reply(200, "{}");
  test::client<Calls...> client{wire, auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};

  // Checks that the last request was "VERB host path", with this body and these headers. Its answer, an empty object,
  // may be one that the operation refuses.
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
