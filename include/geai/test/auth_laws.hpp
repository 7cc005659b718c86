#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <geai/auth/policy.hpp>
#include <geai/http/header.hpp>
#include <geai/result.hpp>
#include <geai/test/law.hpp>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2::test {

// The input of auth_laws().
struct auth_law_options {
  // The secrets of the policies. A law searches errors and printed text for them, and for the tokens that refresh()
  // receives: none of these may be there.
  std::vector<std::string> secrets{};
  // The longest time that refresh() may block in a law. Only a policy that breaks such a law takes that long.
  std::chrono::milliseconds patience{5'000};
};

namespace detail {

// Collects the printed text.
struct printed_text {
  std::string text{};

  printed_text& operator<<(std::string_view piece) {
    text += piece;
    return *this;
  }
};

template <auth::policy Auth> class auth_suite {
public:
  auth_suite(std::function<Auth()> make, auth_law_options settings)
      : make_(std::move(make)), secrets_(std::move(settings.secrets)), patience_(settings.patience) {}

  std::vector<broken_law> run() {
    applying();
    sharing();
    secrecy();
    if constexpr (auth::refreshable<Auth>) refreshing();
    return book_.take();
  }

private:
  // A fake of the client's token request: grants token-1, token-2, ...
  struct platform {
    std::atomic<int> calls = 0;
    std::function<result<auth::token_grant>(int number)> answer = [](int number) -> result<auth::token_grant> {
      return auth::token_grant{.access_token = "granted-token-" + std::to_string(number),
                               .expires_in = std::chrono::seconds(3600)};
    };

    auto exchange() {
      return [this](auth::token_request const&) { return answer(++calls); };
    }
  };

  // Lets a refreshable policy request its token.
  result<void> prepare(Auth& policy) {
    if constexpr (auth::refreshable<Auth>)
      if (!policy.has_token()) return policy.refresh(platform_.exchange(), http::no_deadline, std::stop_token{});
    return {};
  }

  // Returns a policy with a token.
  Auth ready() {
    Auth policy = make_();
    book_.expect_success(prepare(policy), "refresh()");
    return policy;
  }

  // Returns the headers that a policy adds to an empty list, one line each.
  std::string applied(Auth const& policy) {
    http::header_list headers;
    result<void> const outcome = policy.apply(headers);
    if (!book_.expect_success(outcome, "apply()")) return {};
    return lines(headers);
  }

  static std::string lines(http::header_list const& headers) {
    std::string text;
    for (http::header const& each : headers) text.append(each.name).append(": ").append(each.value) += '\n';
    return text;
  }

  // Compares headers. They may contain a secret, so the message does not show them.
  void expect_applied(std::string const& found, std::string const& expected, std::string const& when) {
    book_.expect(found == expected, "apply() to add the same headers " + when,
                 found.empty() ? "nothing" : "something else");
  }

  void applying() {
    book_.open("apply() adds headers that can be sent, and none without a credential");
    Auth const policy = ready();
    http::header_list added;
    if (!book_.expect_success(policy.apply(added), "apply()")) return;
    bool const wanted = policy.type() != auth_type::none;
    book_.expect(added.empty() != wanted, wanted ? "a header, as there is a credential" : "none, as type() is none",
                 std::to_string(added.size()));
    for (http::header const& each : added) {
      bool const named = !each.name.empty() && each.name.find_first_of(" \t\r\n:") == std::string_view::npos;
      book_.expect(named, "a name of a header", shown(each.name));
      book_.expect(each.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos,
                   "a value without line breaks and NUL", "one");
    }

    book_.open("headers set by the caller are kept");
    for (http::header const& each : added) {
      std::string name(each.name);
      for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      http::header_list headers;
      headers.append("X-First", "1");
      headers.append(name, "the caller's");
      book_.expect_success(policy.apply(headers), "apply()");
      std::size_t same = 0;
      for (http::header const& one : headers) same += http::same_name(one.name, name) ? 1 : 0;
      book_.expect(headers.get(name) == "the caller's" && same == 1, name + " as the caller set it, once",
                   std::to_string(same) + " of that name, or another value");
      book_.expect(headers[0].name == "X-First" && headers[0].value == "1", "the caller's other headers unchanged",
                   "another one");
    }

    book_.open("apply() always adds the same headers");
    expect_applied(applied(policy), lines(added), "the second time");
    http::header_list twice = added;
    book_.expect_success(policy.apply(twice), "apply()");
    book_.expect(twice.size() == added.size(), "no header twice", std::to_string(twice.size()));
  }

  void sharing() {
    book_.open("a moved policy keeps working");
    Auth before = ready();
    std::string const expected = applied(before);
    Auth const policy = std::move(before);
    expect_applied(applied(policy), expected, "after a move");

    book_.open("several threads may call apply() at the same time");
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number != 4; ++number)
      threads.emplace_back([&] {
        for (int i = 0; i != 200; ++i) {
          http::header_list headers;
          if (!policy.apply(headers) || lines(headers) != expected) ++wrong;
        }
      });
    for (std::thread& each : threads) each.join();
    book_.expect(wrong == 0, "the same headers 800 times in 4 threads",
                 std::to_string(wrong) + " times something else");
  }

  void expect_no_secret(std::string_view text, std::string const& of_what) {
    for (std::string const& each : secrets_)
      book_.expect(each.empty() || text.find(each) == std::string_view::npos, of_what + " without a secret",
                   "one in it");
    book_.expect(text.find("granted-token") == std::string_view::npos, of_what + " without a token", "one in it");
  }

  void secrecy() {
    book_.open("no secret is shown");
    Auth const policy = ready();
    if constexpr (requires(printed_text & to) { to << policy; }) {
      printed_text printed;
      printed << policy;
      expect_no_secret(printed.text, "the printed text");
    }
    http::header_list headers;
    if (result<void> const outcome = policy.apply(headers); !outcome)
      expect_no_secret(outcome.error().message + outcome.error().body, "the error");
  }

  static std::string token_in(std::string const& headers) {
    constexpr std::string_view start = "Bearer ";
    std::size_t const at = headers.find(start);
    if (at == std::string::npos) return {};
    return headers.substr(at + start.size(), headers.find('\n', at) - at - start.size());
  }

  void refreshing() {
    book_.open("a refused token is not used again; another one is");
    Auth policy = ready();
    std::string const first = applied(policy);
    policy.invalidate("another-token");
    book_.expect(policy.has_token(), "has_token() when another token was refused", "false");
    expect_applied(applied(policy), first, "when another token was refused");
    policy.invalidate(token_in(first));
    book_.expect(!policy.has_token(), "has_token() to be false when its token was refused", "true");
    book_.expect_success(prepare(policy), "refresh() after that");
    book_.expect(policy.has_token(), "has_token() to be true after refresh()", "false");
    std::string const second = applied(policy);
    book_.expect(!second.empty(), "apply() to add a token after refresh()", "nothing");
    if (first.find("granted-token") != std::string::npos)
      book_.expect(second != first, "the token that refresh() was granted", "the refused one");

    failing();
    one_of_many();
    waiting();
  }

  void failing() {
    book_.open("refresh() fails with the error of the token request");
    platform refusing;
    refusing.answer = [&](int) -> result<auth::token_grant> {
      error made(errc::api_response, "no such user");
      made.http_status = 401;
      return made;
    };
    Auth policy = make_();
    if (policy.has_token()) return;
    result<void> const outcome = policy.refresh(refusing.exchange(), http::no_deadline, std::stop_token{});
    if (refusing.calls == 0) return;  // it obtains its token in another way
    bool const same = !outcome && outcome.error().code == errc::api_response && outcome.error().http_status == 401;
    book_.expect(same, "api_response with 401", outcome ? "success" : book_.describe(outcome.error()));
    if (!outcome) expect_no_secret(outcome.error().message, "the error");
    book_.expect(!policy.has_token(), "has_token() to be false after a failure", "true");
    book_.expect_success(prepare(policy), "the next refresh()");
    book_.expect(!applied(policy).empty(), "apply() to add a token after the next refresh()", "nothing");
  }

  void one_of_many() {
    book_.open("if several threads need a token, one of them requests it");
    platform slow;
    slow.answer = [](int) -> result<auth::token_grant> {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      return auth::token_grant{.access_token = "granted-token-of-all", .expires_in = std::chrono::seconds(3600)};
    };
    Auth policy = make_();
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number != 6; ++number)
      threads.emplace_back([&] {
        http::header_list headers;
        if (!policy.refresh(slow.exchange(), http::no_deadline, std::stop_token{}) || !policy.apply(headers)) ++failed;
      });
    for (std::thread& each : threads) each.join();
    book_.expect(failed == 0, "6 threads to have the token", std::to_string(failed) + " have not");
    book_.expect(slow.calls <= 1, "at most one exchange", std::to_string(slow.calls));
  }

  void waiting() {
    book_.open("waiting for another thread's token request ends at the deadline and at a stop");
    std::mutex mutex;
    std::condition_variable changed;
    bool entered = false;
    bool left = false;
    bool open = false;
    platform stuck;
    stuck.answer = [&](int number) -> result<auth::token_grant> {
      std::unique_lock<std::mutex> lock(mutex);
      entered = true;
      changed.notify_all();
      changed.wait_for(lock, patience_, [&] { return open; });
      return auth::token_grant{.access_token = "granted-token-" + std::to_string(number)};
    };
    Auth policy = make_();
    std::thread obtaining([&] {
      static_cast<void>(policy.refresh(stuck.exchange(), http::no_deadline, std::stop_token{}));
      std::lock_guard<std::mutex> const lock(mutex);
      left = true;
      changed.notify_all();
    });
    bool in_exchange = false;
    {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [&] { return entered || left; });
      in_exchange = entered;
    }
    if (in_exchange) {
      platform other;
      auto const soon = http::clock::now() + std::chrono::milliseconds(50);
      book_.expect_failure(policy.refresh(other.exchange(), soon, std::stop_token{}), errc::timeout, {},
                           "the deadline passes while another thread requests the token");
      std::stop_source stop;
      stop.request_stop();
      book_.expect_failure(policy.refresh(other.exchange(), http::no_deadline, stop.get_token()), errc::cancelled, {},
                           "the stop is requested while another thread requests the token");
    }
    {
      std::lock_guard<std::mutex> const lock(mutex);
      open = true;
      changed.notify_all();
    }
    obtaining.join();
  }

  std::function<Auth()> make_;
  std::vector<std::string> secrets_;
  std::chrono::milliseconds patience_;
  law_book book_{"auth"};
  platform platform_{};
};

}  // namespace detail

// Returns the laws of auth/policy.hpp that the policies made by `make()` break; an empty list means that they keep all
// laws. `make` is called many times; its policies must not share a token. If the policy is refreshable, the laws of
// auth::refreshable are tested too, with a fake platform. Needs no network.
template <class Make>
  requires auth::policy<std::remove_cvref_t<std::invoke_result_t<Make const&>>> std::vector<broken_law> auth_laws(
      Make const& make, auth_law_options settings = {}) {
    return detail::auth_suite<std::remove_cvref_t<std::invoke_result_t<Make const&>>>(make, std::move(settings)).run();
  }

}  // namespace geai::inline v0_2::test
