#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <geai/error.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/faulty.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A server that records requests, and the rules for a call of which each step fails once (transport/faulty.hpp).
// Independent of clients and operations.

namespace geai::test {

inline std::string const key = "api-key-0123456789-abcdefghijklmnop";
inline std::string const token = "access-token-ZYXWVUTSRQPONMLKJIHG-9876543210";
inline std::string const refresh = "refresh-token-qazwsxedcrfvtgbyhnujm-555";
inline std::string const password = "pass-word-poiuytrewqlkjhgfdsa-777";
inline std::string const own_secret = "value-of-a-secret-mnbvcxz-0192837465";

// Replies to requests and keeps a ledger of them.
class service {
  struct state {
    std::vector<std::string> asked{};  // "POST /v2/agents"
    std::function<void(http::request const&, std::string_view body, http::response&)> instead{};
    std::optional<std::string> text{};
    int bodies = 0;  // that are in transfer
  };

public:
  class body {
  public:
    body(std::shared_ptr<state> of, std::vector<std::string> pieces) : of_(std::move(of)), pieces_(std::move(pieces)) {
      ++of_->bodies;
    }
    body(body&& other) noexcept : of_(std::move(other.of_)), pieces_(std::move(other.pieces_)), next_(other.next_) {}
    body& operator=(body&& other) noexcept {
      std::swap(of_, other.of_);
      std::swap(pieces_, other.pieces_);
      std::swap(next_, other.next_);
      return *this;
    }
    ~body() {
      if (of_) --of_->bodies;
    }
    result<std::size_t> read(std::string& into) {
      if (next_ == pieces_.size()) return std::size_t{0};
      into += pieces_[next_];
      return pieces_[next_++].size();
    }

  private:
    std::shared_ptr<state> of_;
    std::vector<std::string> pieces_;
    std::size_t next_ = 0;
  };

  result<void> send(http::request const& rq, http::response& rs) {
    answer(rq, rq.body, rs);
    return {};
  }
  result<void> send(http::request const& rq, http::body_source& from, http::response& rs) {
    std::string whole;
    if (auto read = detail::read_all(from, whole); !read) return read;
    answer(rq, whole, rs);
    return {};
  }
  result<body> stream(http::request const& rq, http::response& rs) {
    answer(rq, rq.body, rs);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < rs.body.size(); at += 40) pieces.push_back(rs.body.substr(at, 40));
    rs.body.clear();
    return body(state_, std::move(pieces));
  }

  void answers(std::function<void(http::request const&, std::string_view, http::response&)> instead) {
    state_->instead = std::move(instead);
  }
  // Sets the reply, unless a token or a stream is requested.
  void says(std::string text) { state_->text = std::move(text); }
  void forget() { state_->asked.clear(); }
  int bodies() const { return state_->bodies; }
  // The number of requests for a token, and of other requests.
  int tokens() const { return static_cast<int>(std::ranges::count(state_->asked, "POST /oauth/access_token")); }
  int calls() const { return static_cast<int>(state_->asked.size()) - tokens(); }
  int all() const { return static_cast<int>(state_->asked.size()); }

private:
  void answer(http::request const& rq, std::string_view sent, http::response& rs) {
    std::string_view path = rq.url;
    path.remove_prefix(std::string_view("https://h").size());
    std::string_view const route = path.substr(0, path.find('?'));
    state_->asked.push_back(std::string(rq.method.name()) + " " + std::string(route));
    if (state_->instead) return state_->instead(rq, sent, rs);
    rs.status = 200;
    if (route == "/oauth/access_token") {
      rs.body = R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":3600,"refresh_token":")" +
                refresh + "\"}";
    } else if (sent.ends_with("\"stream\":true}")) {
      rs.add_header("Content-Type", "text/event-stream");
      for (char const* word : {"one", "two", "three"})
        rs.body += R"(data: {"id":"c","choices":[{"index":0,"delta":{"content":")" + std::string(word) + "\"}}]}\n\n";
      rs.body += "data: [DONE]\n\n";
    } else if (state_->text) {
      rs.body = *state_->text;
    } else if (rq.method.name() == "DELETE") {
      rs.status = 204;
    } else if (path.find("start=10") != path.npos) {
      rs.body = R"({"agents":[{"id":"11"}]})";
    } else if (route == "/v2/agents" && rq.method.name() == "GET") {
      rs.body = R"({"agents":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"},{"id":"5"},)"
                R"({"id":"6"},{"id":"7"},{"id":"8"},{"id":"9"},{"id":"10"}]})";
    } else {
      rs.body = R"({"id":"1","name":"n","dataFileId":"f"})";
    }
  }

  std::shared_ptr<state> state_ = std::make_shared<state>();
};

using network = transport::faulty<service>;

// The properties of a call that the sweep needs.
struct shape {
  char const* name;
  bool safe = true;  // may be sent twice
  bool streams = false;
  bool pages = false;
  bool fetches_token = false;  // with an exchange of its own, before the first
};

using outcome = std::optional<error>;

// Runs the call; it owns the client.
using any_call = std::function<outcome()>;

template <class T> outcome outcome_of(result<T> const& from) {
  if (from) return std::nullopt;
  return from.error();
}

template <class Items> outcome outcome_of_all(Items&& items) {
  outcome last;
  for (auto const& each : items) last = outcome_of(each);
  return last;
}

// The texts of an error that a user may see.
inline std::vector<std::string> texts_of(error const& what) {
  std::vector<std::string> texts{what.message, std::string(what.operation), what.request_id, what.body};
  for (auto const& each : what.faults) texts.push_back(each.description);
  for (auto const& each : what.attempts) texts.push_back(each.cause);
  texts.emplace_back(exception(what).what());
  return texts;
}

// The secret of which twelve characters in a row are in the error; empty if there is none.
inline std::string leaked(error const& what) {
  for (std::string const& text : texts_of(what))
    for (std::string const* secret : {&key, &token, &refresh, &password, &own_secret})
      for (std::size_t at = 0; at + 12 <= secret->size(); ++at)
        if (text.find(secret->substr(at, 12)) != text.npos) return *secret + " in: " + text;
  return {};
}

inline bool nothing_sent(phase where) {
  return where == phase::resolve || where == phase::connect || where == phase::tls;
}

// Checks an error for the rules that apply to every failure.
inline std::string wrong_about(error const& what, errc code, phase where, int failures) {
  if (what.code != code) return "the code is " + std::string(to_string(what.code));
  if (what.phase != where) return "the phase is " + std::string(to_string(what.phase));
  if (what.operation.empty() || !what.message.starts_with(what.operation)) return "the operation is not named";
  if (std::string text = leaked(what); !text.empty()) return text;
  int const listed = static_cast<int>(what.attempts.size());
  if (listed != failures) return std::to_string(listed) + " attempts are listed";
  for (int i = 0; i != listed; ++i) {
    attempt const& each = what.attempts[static_cast<std::size_t>(i)];
    if (each.number != i + 1 || each.cause.find("failed step") == each.cause.npos) return "attempt " + each.cause;
  }
  return {};
}

struct tally {
  int steps = 0;
  int survived = 0;
  int failed = 0;
};

// Runs a call, which `make` creates anew over its own network, once for each of its steps, and lets that step fail. The
// server sends this answer, if there is one. Returns the violations, or an empty text.
inline std::string sweep(shape const& of, std::function<any_call(network)> const& make,
                         std::optional<std::string> const& answer, errc code, bool outage, tally& counts) {
  int exchanges = 1;  // without those for a token
  int all_steps = 0;
  {
    service host;
    if (answer) host.says(*answer);
    network net(host);
    if (outcome const failed = make(net)()) return "it fails by itself: " + failed->message;
    exchanges = of.fetches_token ? host.calls() : host.all();
    all_steps = net.steps();
    if (of.fetches_token && host.tokens() != 1) return "it fetches no token";
  }
  for (int step = 1; step < 1000; ++step) {
    service host;
    if (answer) host.says(*answer);
    network net(host);
    any_call const call = make(net);
    if (outage)
      net.fail_from(step, code);
    else
      net.fail_at(step, code);
    outcome const failed = call();
    if (host.bodies() != 0) return "a body is still open";
    if (net.failures() == 0) {
      if (failed) return "it fails by itself: " + failed->message;
      return step > all_steps && step > 7 ? std::string{} : "it has too few steps";
    }
    if (of.streams && step == all_steps) continue;  // after [DONE]: the stream was complete, whatever follows
    ++counts.steps;
    ++(failed ? counts.failed : counts.survived);

    std::string const place = "step " + std::to_string(step) + ": ";
    // An exchange for the token comes first, if there is one: it is safe to repeat, and has seven steps.
    bool const in_token = of.fetches_token && step <= 7;
    phase const last = net.failed_in();
    bool const safe = of.safe || in_token;  // a lost token is requested again
    if (!outage) {
      bool const again =
          code != errc::cancelled && (nothing_sent(last) || in_token || (safe && code == errc::transport));
      bool const under_way = of.streams && step > (of.fetches_token ? 12 : 5);
      if (again && !under_way) {
        if (failed) return place + "it is not tried again: " + failed->message;
      } else {
        if (!failed) return place + "it succeeds in spite of " + std::string(to_string(last));
        if (std::string wrong = wrong_about(*failed, code, in_token ? phase::token : last, 1); !wrong.empty())
          return place + wrong;
      }
      int const calls = of.fetches_token ? host.calls() : host.all();
      if (!safe && calls > 1) return place + "it is sent " + std::to_string(calls) + " times";
      if (!safe && !in_token && last == phase::send && calls != 0) return place + "it is sent after a half";
      if (calls > exchanges + 1 || host.tokens() > 2) return place + "it is sent too often";
    } else {
      if (!failed) return place + "it succeeds without a network";
      int const tries = net.failures();
      bool const may_repeat = of.streams ? step <= (of.fetches_token ? 10 : 3) : true;
      int const expected = code == errc::cancelled ? 1 : may_repeat ? tries : 1;
      bool const first_page_came = of.pages && host.calls() > 0;
      if (!in_token && !first_page_came && code != errc::cancelled && !of.streams) {
        // The first failure decides whether there is a second; afterwards nothing is sent.
        int const at = (step - 1) % 7;
        bool const repeats = at < 3 || (of.safe && code == errc::transport);
        if (tries != (repeats ? 3 : 1)) return place + std::to_string(tries) + " attempts";
      }
      if (std::string wrong = wrong_about(*failed, code, in_token ? phase::token : last, expected); !wrong.empty())
        return place + wrong;
      int const calls = of.fetches_token ? host.calls() : host.all();
      if (calls > exchanges) return place + "it is sent again";
    }
  }
  return "it has no end";
}

}  // namespace geai::test
