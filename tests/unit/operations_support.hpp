#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <geai/client/basic_client.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the tests of operations share. The client has the calls of several services, since each client type costs
// seconds to compile.

namespace geai::test {

template <template <class> class... Calls>
class client : public basic_client<client<Calls...>, geai::detail::evaluation_needs, auth::none, transport::mock,
                                   json::simdjson>,
               public Calls<client<Calls...>>... {
  using base =
      basic_client<client<Calls...>, geai::detail::evaluation_needs, auth::none, transport::mock, json::simdjson>;

public:
  using base::base;
};

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

// --- models -----------------------------------------------------------------------------------------------------------

inline std::string json_of(auto const& value) {
  std::string text;
  json::encode(value, text);
  return text;
}

template <class T> result<T> decoded(std::string text) {
  text.reserve(text.size() + json::padding);
  return json::simdjson().decode<T>(text);
}

// Fills a value of any type that models are made of.
class filler {
public:
  explicit filler(std::uint64_t seed) : random_(seed) {}

  template <class T> void operator()(T& value) {
    if constexpr (modelled<T>) {
      model<T>::for_each([&]<class Field>(Field) {
        if constexpr (Field::written) (*this)(Field::get(value));
      });
    } else if constexpr (std::is_same_v<T, bool>) {
      value = below(2) == 0;
    } else if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>((static_cast<double>(below(2001)) - 1000) / (std::is_integral_v<T> ? 1 : 8));
    } else if constexpr (std::is_same_v<T, raw_json>) {
      static constexpr char const* texts[] = {"1", "\"a\\u0000\"", "[1, {}]", "{\"a\": null}", "false"};
      value.text = texts[below(5)];
    } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, secret>) {
      static constexpr char const* pieces[] = {"a", "\"", "\\", "/", "\n", "\x01", "\xc3\xa9", "\xf0\x9f\x98\x80", " "};
      std::string text;
      for (std::size_t left = below(12); left != 0; --left) text += pieces[below(9)];
      value = T(text);
    } else if constexpr (requires { value.has_value(); }) {
      value.reset();
      if (below(3) != 0) (*this)(value.emplace());
    } else {
      value.resize(below(4));
      for (auto& each : value) (*this)(each);
    }
  }

private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

  std::mt19937_64 random_;
};

// JSON that no member of this type is.
template <class T> constexpr char const* wrong_json() {
  if constexpr (requires(T value) { value.has_value(); })
    return wrong_json<typename T::value_type>();
  else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, secret>)
    return "1";
  else if constexpr (std::is_arithmetic_v<T>)
    return "\"1\"";
  else if constexpr (modelled<T>)
    return "[]";
  else
    return "{}";
}

// A model is written and read without loss, whatever it holds; it is open, and strict about types.
template <class T> void check_model() {
  std::string const fresh = json_of(T{});
  CAPTURE(fresh);
  std::string nulls = "{";
  model<T>::for_each([&]<class Field>(Field) {
    nulls.append(nulls.size() == 1 ? "\"" : ",\"").append(Field::name).append("\":null");
  });
  CHECK(json_of(decoded<T>("{}").value()) == fresh);
  CHECK(json_of(decoded<T>(nulls + "}").value()) == fresh);

  filler fill(model<T>::size);
  for (int round = 0; round != 10; ++round) {
    T value{};
    fill(value);
    std::string const text = json_of(value);
    CAPTURE(text);
    CHECK(json_of(decoded<T>(text).value()) == text);
    std::string const more = R"({"~unknown":[{"id":1}])" + std::string(text == "{}" ? "" : ",") + text.substr(1);
    CHECK(json_of(decoded<T>(more).value()) == text);
  }

  model<T>::for_each([&]<class Field>(Field) {
    if constexpr (!std::is_same_v<typename Field::type, raw_json> &&
                  !std::is_same_v<typename Field::type, std::optional<raw_json>>) {
      std::string const name(Field::name);
      auto const read = decoded<T>("{\"" + name + "\":" + wrong_json<typename Field::type>() + "}");
      CAPTURE(name);
      REQUIRE(read.has_error());
      CHECK(read.error().code == errc::decode);
      CHECK(read.error().message.find(name) != std::string::npos);
    }
  });
}

template <class... T> void check_models() { (check_model<T>(), ...); }

}  // namespace geai::test
