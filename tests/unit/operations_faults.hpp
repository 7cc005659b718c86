#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <geai/auth/api_key.hpp>
#include <geai/auth/mixed.hpp>
#include <geai/auth/none.hpp>
#include <geai/auth/oauth.hpp>
#include <geai/auth/password.hpp>
#include <geai/client/awaiting.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>
#include <geai/date.hpp>
#include <geai/event_loop.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/task.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "faults_sweep.hpp"
#include "operations_lists.hpp"
#include "support/await_on.hpp"

// The sweep over every operation: the properties of an operation are derived from its type; the code that uses them is
// compiled once (operations_faults.cpp). tests/coverage checks that no operation is forgotten.

namespace geai::test {

// Any of the auth policies: with a single type of client, each operation is compiled once.
class any_auth {
public:
  using policies = std::variant<auth::none, auth::api_key, auth::oauth, auth::mixed, auth::password>;

  any_auth(policies chosen) : policy_(std::move(chosen)) {}

  auth_type type() const {
    return std::visit([](auto const& policy) { return policy.type(); }, policy_);
  }
  result<void> apply(http::header_list& headers) const {
    return std::visit([&](auto const& policy) { return policy.apply(headers); }, policy_);
  }
  bool has_token() const {
    auto const* const login = std::get_if<auth::password>(&policy_);
    return login == nullptr || login->has_token();
  }
  template <class Fetch>
  result<void> refresh(Fetch&& fetch, http::clock::time_point deadline, std::stop_token const& stop) {
    return std::get<auth::password>(policy_).refresh(fetch, deadline, stop);
  }
  void invalidate(std::string_view refused) {
    if (auto* const login = std::get_if<auth::password>(&policy_)) login->invalidate(refused);
  }
  auto begin_refresh() { return std::get<auth::password>(policy_).begin_refresh(); }
  template <class Turn> auth::token_request request_for(Turn const& turn) {
    return std::get<auth::password>(policy_).request_for(turn);
  }
  template <class Turn> auto answer(Turn& turn, result<auth::token_grant> came) {
    return std::get<auth::password>(policy_).answer(turn, std::move(came));
  }

private:
  policies policy_;
};

static_assert(auth::async_refreshable<any_auth>);

// The network as an asynchronous transport: each reply arrives in a later turn of a loop that all share.
class awaited_network {
public:
  explicit awaited_network(network from) : from_(std::move(from)) {}

  static event_loop& loop_of_all() {
    static event_loop all;
    return all;
  }
  event_loop::handle loop() const { return loop_of_all().share(); }

  task<result<void>> send_async(http::request const& rq, http::response& rs) {
    co_await loop_of_all().sleep_for(std::chrono::milliseconds(0));
    co_return from_.send(rq, rs);
  }
  task<result<void>> send_async(http::request const& rq, http::body_source& body, http::response& rs) {
    co_await loop_of_all().sleep_for(std::chrono::milliseconds(0));
    co_return from_.send(rq, body, rs);
  }

  class pulled_body {
  public:
    explicit pulled_body(network::pulled_body from) : from_(std::move(from)) {}
    task<result<std::size_t>> read(std::string& into) {
      co_await loop_of_all().sleep_for(std::chrono::milliseconds(0));
      co_return from_.read(into);
    }

  private:
    network::pulled_body from_;
  };
  task<result<pulled_body>> stream_async(http::request const& rq, http::response& rs) {
    co_await loop_of_all().sleep_for(std::chrono::milliseconds(0));
    auto opened = from_.stream(rq, rs);
    if (!opened) co_return opened.error();
    co_return pulled_body(*std::move(opened));
  }

private:
  network from_;
};

static_assert(transport::sends_sources_async<awaited_network> && transport::streaming_async<awaited_network>);

template <class Network>
class swept_client_over : public basic_client<swept_client_over<Network>, geai::client_needs::evaluation, any_auth,
                                              Network, json::simdjson> {
public:
  using swept_client_over::basic_client::basic_client;
};

using swept_client = swept_client_over<network>;
using awaited_swept_client = swept_client_over<awaited_network>;

// The result of a call, awaited if it is a task.
template <class Called> auto come(Called&& called) {
  if constexpr (requires { called.await_resume(); })
    return support::await_on(awaited_network::loop_of_all(), called);
  else
    return std::forward<Called>(called);
}
template <class Chunk, class Engine> outcome outcome_of_all(async_stream<Chunk, Engine>& items) {
  outcome last;
  while (auto const* const each = come(items.next())) last = outcome_of(*each);
  return last;
}

// The name of a member in its struct.
template <auto Member> consteval std::string_view name_of_member() {
  std::string_view text = __PRETTY_FUNCTION__;  // "... [Member = &geai::agent::id]"; g++ adds more
  text = text.substr(text.find("Member = "));
  text = text.substr(0, text.find_first_of(";])"));
  return text.substr(text.rfind(':') + 1);
}
template <geai::detail::fixed_string Name, auto Member>
consteval std::string_view name_of_member(field<Name, Member> const&) {
  return name_of_member<Member>();
}

// Gives every member a value that passes the operations' own checks and identifies the member: a text is the member's
// name, a number is derived from it. Each optional is set, each list has an element, each secret is `own_secret`, each
// file is `file`. So a field list that names the wrong member shows in filled_requests.txt.
class filled {
public:
  explicit filled(std::string const& file) : file_(file) {}

  template <class T> void operator()(T& value, std::string_view member) const {
    if constexpr (modelled<T>) {
      members<model<T>>(value);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = true;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(number_of(member));
    } else if constexpr (std::is_floating_point_v<T>) {
      value = static_cast<T>(number_of(member)) / 128;  // at most 1, since weights have that limit
    } else if constexpr (geai::detail::is_duration<T>) {
      value = T(number_of(member));
    } else if constexpr (std::is_same_v<T, raw_json>) {
      value.text = R"({"raw":")" + std::string(member) + "\"}";
    } else if constexpr (std::is_same_v<T, std::string> || geai::detail::is_open_enumeration<T>) {
      value = member.substr(0, 20);  // the limit of an artifact variable key
    } else if constexpr (std::is_same_v<T, secret>) {
      value = secret(own_secret);
    } else if constexpr (std::is_same_v<T, geai::file_upload>) {
      value.path = file_;
    } else if constexpr (std::is_same_v<T, date>) {
      value = std::chrono::sys_days(std::chrono::days(number_of(member)));
    } else if constexpr (geai::detail::is_optional<T>) {
      (*this)(value.emplace(), member);
    } else if constexpr (geai::detail::is_map<T>) {
      (*this)(value["key"], member);
    } else {
      value.resize(1);
      (*this)(value.front(), member);
    }
  }

  template <class Fields, class T> void members(T& value) const {
    std::string_view before;  // of two members with one name, only the first
    Fields::for_each([&]<class Field>(Field each) {
      if constexpr (Field::written)
        if (Field::name != before) (*this)(Field::get(value), name_of_member(each));
      before = Field::name;
    });
  }

private:
  // From 2 to 98, so that soft_limit is below hard_limit.
  static int number_of(std::string_view member) {
    if (member == "score") return 1;  // an answer's score is 1 or 2
    unsigned sum = 0;
    for (char const c : member) sum = sum * 7 + static_cast<unsigned char>(c);
    return static_cast<int>(sum % 97) + 2;
  }

  std::string const& file_;
};

// An operation with its type erased.
template <class Client> struct swept_operation {
  std::string_view name;
  bool safe = false;
  bool streams = false;
  bool uses_client_token = false;
  std::string required{};  // the parameters without which nothing is sent
  std::string answer{};
  std::function<outcome(Client const&)> call;
};

// A valid answer.
template <class Answer> std::string answer_text() {
  if constexpr (std::is_void_v<Answer>)
    return "";
  else if constexpr (geai::detail::is_vector<Answer>)
    return "[]";
  else if constexpr (std::is_same_v<Answer, std::string>)
    return "\"v\"";
  std::string first;
  if constexpr (modelled<Answer>)
    model<Answer>::any_of([&]<class Field>(Field) {
      first = "\"" + std::string(Field::name) + "\":null";  // an answer without any field would be an error
      return true;
    });
  return "{" + first + "}";
}

// The parameters without which an operation is refused, if all others are set.
template <class Op> std::string required_by(Op const& operation) {
  std::string names;
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    Op lacking = operation;
    Parameter::get(lacking) = typename Parameter::type();
    std::string_view const name = api::detail::missing_parameter(lacking);
    if (!names.ends_with(name)) names.append(names.empty() ? "" : ", ").append(name);
  });
  return names;
}

// The path of a file of some thousand bytes.
std::string const& file_to_send();

template <class Op, class Client> void add_swept(std::vector<swept_operation<Client>>& to) {
  Op operation{};
  filled(file_to_send()).template members<typename Op::parameters>(operation);
  constexpr bool has_own_token =
      Op::parameters::any_of([](auto parameter) { return api::is_bearer<decltype(parameter)>; });
  static constexpr api::traits traits = api::traits_of<Op>();
  swept_operation<Client> made{
      .name = traits.name,
      .safe = traits.repetition == api::repetition::safe,
      .uses_client_token = traits.authenticated && !has_own_token,
      .required = required_by(operation),
      .answer = answer_text<typename Op::answer>(),
      .call = [operation](Client const& client) { return outcome_of(come(client.call(operation))); }};
  if constexpr (api::streaming_operation<Op>) {
    swept_operation<Client> stream = made;
    stream.streams = true;
    stream.call = [operation](Client const& client) -> outcome {
      auto opened = come(client.stream(operation));
      if (!opened) return opened.error();
      return outcome_of_all(*opened);
    };
    to.push_back(std::move(stream));
  }
  to.push_back(std::move(made));
}

// Compares the request of each operation, with all members set, with filled_requests.txt; operations_filled.cpp
// describes how to write that file.
void check_filled(std::vector<swept_operation<swept_client>> const& operations);

// Lets every step of each operation fail, under each auth policy, and looks for leaks, requests sent twice, and secrets
// shown. Reports to doctest.
template <class Client> void sweep_operations(std::vector<swept_operation<Client>> const& operations);

// With both engines.
template <class... Op> void sweep_operations(operations<Op...>) {
  std::vector<swept_operation<swept_client>> blocking;
  (add_swept<Op>(blocking), ...);
  check_filled(blocking);
  sweep_operations(blocking);
  std::vector<swept_operation<awaited_swept_client>> awaited;
  (add_swept<Op>(awaited), ...);
  sweep_operations(awaited);
}

}  // namespace geai::test
