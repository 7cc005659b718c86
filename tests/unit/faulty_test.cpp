#include <geai/geai.hpp>
#include <geai/transport/faulty.hpp>
//
#include <doctest/doctest.h>
#include <malloc.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "support/allocation_counter.hpp"
#include "support/temporary_directory.hpp"

// Every step of an exchange fails once, for each shape of operation and each auth policy.
//
// The engine knows of an operation its traits (verb, host, repetition, authenticated), where its parameters go, and how
// its answer is read; two operations that agree in these run through the same code. So there is one for each combination
// that exists, and not each of the two hundred.

namespace {

using namespace std::chrono_literals;
using geai::errc;
using geai::phase;
using geai::transport::faulty;
using geai::transport::mock;

// --- the server's side ------------------------------------------------------------------------------------------------

std::string const key = "api-key-0123456789-abcdefghijklmnop";
std::string const token = "access-token-ZYXWVUTSRQPONMLKJIHG-9876543210";
std::string const refresh = "refresh-token-qazwsxedcrfvtgbyhnujm-555";
std::string const password = "pass-word-poiuytrewqlkjhgfdsa-777";
std::string const own_secret = "value-of-a-secret-mnbvcxz-0192837465";

// Answers what it is asked for, and keeps a ledger of it.
class service {
  struct state {
    std::vector<std::string> asked{};  // "POST /v2/agents"
    std::function<void(geai::http::request const&, std::string_view body, geai::http::response&)> instead{};
    int bodies = 0;  // that are under way
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
    geai::result<std::size_t> read(std::string& into) {
      if (next_ == pieces_.size()) return std::size_t{0};
      into += pieces_[next_];
      return pieces_[next_++].size();
    }

  private:
    std::shared_ptr<state> of_;
    std::vector<std::string> pieces_;
    std::size_t next_ = 0;
  };

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    answer(rq, rq.body, rs);
    return {};
  }
  geai::result<void> send(geai::http::request const& rq, geai::http::body_source& from, geai::http::response& rs) {
    std::string whole;
    if (auto read = geai::detail::read_all(from, whole); !read) return read;
    answer(rq, whole, rs);
    return {};
  }
  geai::result<body> stream(geai::http::request const& rq, geai::http::response& rs) {
    answer(rq, rq.body, rs);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < rs.body.size(); at += 40) pieces.push_back(rs.body.substr(at, 40));
    rs.body.clear();
    return body(state_, std::move(pieces));
  }

  void answers(std::function<void(geai::http::request const&, std::string_view, geai::http::response&)> instead) {
    state_->instead = std::move(instead);
  }
  void forget() { state_->asked.clear(); }
  int bodies() const { return state_->bodies; }
  // How often it was asked for a token, and for something else.
  int tokens() const { return static_cast<int>(std::ranges::count(state_->asked, "POST /oauth/access_token")); }
  int calls() const { return static_cast<int>(state_->asked.size()) - tokens(); }

private:
  void answer(geai::http::request const& rq, std::string_view sent, geai::http::response& rs) {
    std::string_view path = rq.url;
    path.remove_prefix(std::string_view("https://h").size());
    std::string_view const route = path.substr(0, path.find('?'));
    state_->asked.push_back(std::string(rq.method.name()) + " " + std::string(route));
    if (state_->instead) return state_->instead(rq, sent, rs);
    rs.status = 200;
    if (route == "/oauth/access_token") {
      rs.body = R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":3600,"refresh_token":")" +
                refresh + "\"}";
    } else if (rq.method.name() == "DELETE") {
      rs.status = 204;
    } else if (route == "/chat" && sent.find("\"stream\":true") != sent.npos) {
      rs.add_header("Content-Type", "text/event-stream");
      for (char const* word : {"one", "two", "three"})
        rs.body += R"(data: {"id":"c","choices":[{"index":0,"delta":{"content":")" + std::string(word) + "\"}}]}\n\n";
      rs.body += "data: [DONE]\n\n";
    } else if (path.find("start=10") != path.npos) {
      rs.body = R"({"agents":[{"id":"11"}]})";
    } else if (route == "/v2/agents" && rq.method.name() == "GET") {
      rs.body = R"({"agents":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"},{"id":"5"},)"
                R"({"id":"6"},{"id":"7"},{"id":"8"},{"id":"9"},{"id":"10"}]})";
    } else {
      rs.body = R"({"id":"1","name":"n"})";
    }
  }

  std::shared_ptr<state> state_ = std::make_shared<state>();
};

using network = faulty<service>;

// --- the shapes of operations -----------------------------------------------------------------------------------------

struct shape {
  char const* name;
  bool safe = true;  // to be sent twice
  bool streams = false;
  bool pages = false;
};

constexpr shape shapes[] = {
    {.name = "GET, a model with a list"},
    {.name = "GET, the pages of a list", .pages = true},
    {.name = "GET, free-form JSON"},
    {.name = "GET, bytes"},
    {.name = "PUT, a JSON body"},
    {.name = "DELETE, no answer"},
    {.name = "POST, a JSON body", .safe = false},
    {.name = "POST, no answer", .safe = false},
    {.name = "POST, a form, without the client's credential",
     .safe = geai::api::traits_of<geai::api::get_oauth2_access_token>().repetition == geai::api::repetition::safe},
    {.name = "POST, files", .safe = false},
    {.name = "POST, a stream of events", .safe = false, .streams = true},
};
constexpr std::size_t shape_count = std::size(shapes);

using outcome = std::optional<geai::error>;

template <class T> outcome outcome_of(geai::result<T> const& from) {
  if (from) return std::nullopt;
  return from.error();
}

template <class Items> outcome outcome_of_all(Items&& items) {
  outcome last;
  for (auto const& each : items) last = outcome_of(each);
  return last;
}

geai::api::chat_completion const hello{.model = "m", .messages = {{.role = "user", .content = "hi"}}};

template <class Client> outcome run(Client const& client, std::size_t shape, std::string const& file) {
  namespace api = geai::api;
  switch (shape) {
    case 0: return outcome_of(client.call(api::list_agents{}));
    case 1: return outcome_of_all(client.all(api::list_agents{.count = 10}));
    case 2: return outcome_of(client.call(api::export_agent{.id = "1"}));
    case 3: return outcome_of(client.call(api::get_file_content{.id = "1"}));
    case 4: return outcome_of(client.call(api::update_agent{.id = "1", .definition = {.name = "n"}}));
    case 5: return outcome_of(client.call(api::delete_agent{.id = "1"}));
    case 6:
      return outcome_of(client.call(api::create_secret{.definition = {.name = "n", .secret_string = own_secret}}));
    case 7: return outcome_of(client.call(api::set_secret_accesses{.id = "1"}));
    case 8:
      return outcome_of(
          client.call(api::get_oauth2_access_token{.client_id = "c", .username = "u", .password = password}));
    case 9: return outcome_of(client.call(api::upload_file{.file = {.path = file}}));
    default: {
      auto stream = client.stream(hello);
      if (!stream) return stream.error();
      return outcome_of_all(*stream);
    }
  }
}

// --- the auth policies ------------------------------------------------------------------------------------------------

// A client of some auth policy, of which only what the sweep needs is left.
using any_client = std::function<outcome(std::size_t shape)>;

struct auth_kind {
  char const* name;
  bool fetches_token;
  std::function<any_client(network)> make;
};

std::vector<auth_kind> const& auth_kinds() {
  static support::temporary_directory const folder;
  static std::string const file = [] {
    folder.write("a.txt", std::string(5000, 'x'));
    folder.write("credentials", "[default]\nGEAI_API_KEY = " + key + "\nGEAI_API_BASE_URL = https://h\n");
    return (folder.path() / "a.txt").string();
  }();
  static std::string const credentials = (folder.path() / "credentials").string();

  constexpr auto erased = [](auto client) -> any_client {
    return [shared = std::make_shared<decltype(client)>(std::move(client))](std::size_t shape) {
      return run(*shared, shape, file);
    };
  };
  static constexpr geai::retry_policy quick{.base_delay = 0ms, .max_delay = 0ms, .budget = 1'000'000};
  constexpr auto quiet = [](geai::warning const&) {};
  static std::vector<auth_kind> const kinds{
      {"none", false,
       [=](network net) {
         return erased(geai::ai_lab_client{geai::auth::none{}, std::move(net), geai::base_url = "https://h",
                                           geai::retry = quick, geai::on_warning = quiet});
       }},
      {"api_key", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::api_key = key, geai::base_url = "https://h",
                                           geai::retry = quick});
       }},
      {"oauth", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::access_token = token, geai::project_id = "p",
                                           geai::base_url = "https://h", geai::retry = quick});
       }},
      {"mixed", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::access_token = token, geai::project_id = "p",
                                           geai::api_key = key, geai::allow_mixed_auth, geai::base_url = "https://h",
                                           geai::retry = quick, geai::on_warning = quiet});
       }},
      {"password", true,
       [=](network net) {
         return erased(geai::ai_lab_client{
             geai::auth::password{.client_id = "c", .username = "u", .password = password, .project_id = "p"},
             std::move(net), geai::base_url = "https://h", geai::retry = quick});
       }},
      {"resolved", false,
       [=](network net) {
         return erased(geai::ai_lab_client{std::move(net), geai::credentials_file = credentials, geai::retry = quick,
                                           geai::on_warning = quiet});
       }},
  };
  return kinds;
}

// --- what must hold ---------------------------------------------------------------------------------------------------

// The texts of an error that somebody may see.
std::vector<std::string> texts_of(geai::error const& what) {
  std::vector<std::string> texts{what.message, std::string(what.operation), what.request_id, what.body};
  for (auto const& each : what.faults) texts.push_back(each.description);
  for (auto const& each : what.attempts) texts.push_back(each.cause);
  texts.emplace_back(geai::exception(what).what());
  return texts;
}

// A secret of which twelve characters in a row are in the error; empty when there is none.
std::string leaked(geai::error const& what) {
  for (std::string const& text : texts_of(what))
    for (std::string const* secret : {&key, &token, &refresh, &password, &own_secret})
      for (std::size_t at = 0; at + 12 <= secret->size(); ++at)
        if (text.find(secret->substr(at, 12)) != text.npos) return *secret + " in: " + text;
  return {};
}

bool nothing_sent(phase where) { return where == phase::resolve || where == phase::connect || where == phase::tls; }

// One error, as it must be whatever failed.
std::string wrong_about(geai::error const& what, errc code, phase where, shape const& of, int failures) {
  if (what.code != code) return "the code is " + std::string(to_string(what.code));
  if (what.phase != where) return "the phase is " + std::string(to_string(what.phase));
  if (what.operation.empty() || !what.message.starts_with(what.operation)) return "the operation is not named";
  if (std::string text = leaked(what); !text.empty()) return text;
  bool const began_to_stream = of.streams && what.attempts.empty() && where == phase::receive;
  if (began_to_stream) return {};
  int const listed = static_cast<int>(what.attempts.size());
  if (listed != failures) return std::to_string(listed) + " attempts are listed";
  for (int i = 0; i != listed; ++i) {
    geai::attempt const& each = what.attempts[static_cast<std::size_t>(i)];
    if (each.number != i + 1 || each.cause.find("failed step") == each.cause.npos) return "attempt " + each.cause;
  }
  return {};
}

struct tally {
  int steps = 0;
  int survived = 0;
  int failed = 0;
};

// Runs one call for each of its steps, which fails; says what is wrong, or nothing.
std::string sweep(auth_kind const& auth, std::size_t index, errc code, bool outage, tally& counts) {
  shape const& of = shapes[index];
  int exchanges = 1;  // apart from those for a token
  int all_steps = 0;
  {
    service host;
    network net(host);
    if (outcome const failed = auth.make(net)(index)) return "it fails by itself: " + failed->message;
    exchanges = index == 8 ? host.tokens() : host.calls();
    all_steps = net.steps();
  }
  for (int step = 1; step < 1000; ++step) {
    service host;
    network net(host);
    any_client const call = auth.make(net);
    if (outage)
      net.fail_from(step, code);
    else
      net.fail_at(step, code);
    outcome const failed = call(index);
    if (host.bodies() != 0) return "a body is still open";
    if (net.failures() == 0) {
      if (failed) return "it fails by itself: " + failed->message;
      return step > all_steps && step > 7 ? std::string{} : "it has too few steps";
    }
    if (of.streams && step == all_steps) continue;  // behind [DONE]: the stream was complete, whatever follows
    ++counts.steps;
    ++(failed ? counts.failed : counts.survived);

    std::string const place = "step " + std::to_string(step) + ": ";
    // An exchange for the token comes first, where there is one: it is safe to repeat, and costs seven steps.
    bool const in_token = auth.fetches_token && index != 8 && step <= 7;
    phase const last = net.failed_in();
    bool const safe = of.safe || in_token;  // a token that was lost is asked for again
    if (!outage) {
      bool const again =
          code != errc::cancelled && (nothing_sent(last) || in_token || (safe && code == errc::transport));
      bool const under_way = of.streams && step > (auth.fetches_token ? 12 : 5);
      if (again && !under_way) {
        if (failed) return place + "it is not tried again: " + failed->message;
      } else {
        if (!failed) return place + "it succeeds in spite of " + std::string(to_string(last));
        if (std::string wrong = wrong_about(*failed, code, in_token ? phase::token : last, of, 1); !wrong.empty())
          return place + wrong;
      }
      int const calls = host.calls() + (index == 8 ? host.tokens() : 0);
      if (!safe && calls > 1) return place + "it is sent " + std::to_string(calls) + " times";
      if (!safe && !in_token && last == phase::send && calls != 0) return place + "it is sent after a half";
      if (calls > exchanges + 1 || host.tokens() > 2) return place + "it is sent too often";
    } else {
      if (!failed) return place + "it succeeds without a network";
      int const tries = net.failures();
      bool const may_repeat = of.streams ? step <= (auth.fetches_token ? 10 : 3) : true;
      int const expected = code == errc::cancelled ? 1 : may_repeat ? tries : 1;
      bool const first_page_came = of.pages && host.calls() > 0;
      if (!in_token && !first_page_came && code != errc::cancelled && !of.streams) {
        // The first failure decides whether there is a second; from then on nothing is sent.
        int const at = (step - 1) % 7;
        bool const repeats = at < 3 || (of.safe && code == errc::transport);
        if (tries != (repeats ? 3 : 1)) return place + std::to_string(tries) + " attempts";
      }
      if (std::string wrong = wrong_about(*failed, code, in_token ? phase::token : last, of, expected); !wrong.empty())
        return place + wrong;
      int const calls = host.calls() + (index == 8 ? host.tokens() : 0);
      if (calls > exchanges) return place + "it is sent again";
    }
  }
  return "it has no end";
}

}  // namespace

TEST_CASE("faulty: carries what it is given, and counts the steps") {
  mock wire;
  wire.reply(200, R"({"agents":[]})");
  faulty network{wire};
  geai::ai_lab_client client{network, geai::api_key = "k", geai::base_url = "https://h"};
  CHECK(client.list_agents());
  CHECK(network.steps() == 7);
  CHECK(network.failures() == 0);
  CHECK(network.failed_in() == phase::none);

  geai::http::response rs;
  geai::http::request rq;
  rq.url = "https://h/";
  phase const expected[] = {phase::resolve,    phase::connect, phase::tls,    phase::send,
                            phase::first_byte, phase::receive, phase::receive};
  std::size_t const left[] = {0, 0, 0, 0, 0, 6, 13};
  for (int step = 1; step <= 7; ++step) {
    CAPTURE(step);
    std::size_t const before = wire.requests().size();
    network.fail_at(step, errc::timeout);
    rs.clear();
    auto const outcome = network.send(rq, rs);
    REQUIRE(!outcome);
    auto const index = static_cast<std::size_t>(step - 1);
    CHECK(outcome.error().code == errc::timeout);
    CHECK(outcome.error().phase == expected[index]);
    CHECK(network.failed_in() == expected[index]);
    CHECK(network.steps() == step);
    CHECK(network.failures() == 1);
    CHECK(rs.body.size() == left[index]);
    CHECK(rs.status == 0);
    CHECK(wire.requests().size() - before == (step > 4 ? 1 : 0));
    rs.clear();
    CHECK(network.send(rq, rs));  // one step alone
  }
  network.fail_from(1);
  for (int i = 1; i <= 3; ++i) CHECK(!network.send(rq, rs));
  CHECK(network.failures() == 3);
  network.recover();
  rs.clear();
  CHECK(network.send(rq, rs));
  CHECK(rs.body.size() == 13);
}

TEST_CASE("faulty: a stream fails in each of its reads, after half of what came") {
  mock wire;
  wire.reply_stream(200, {"abcd", "efgh"});
  faulty network{wire};
  geai::http::request rq;
  rq.url = "https://h/";
  std::string const expected[] = {"ab", "abcdef", "abcdefgh"};
  for (int read = 0; read != 3; ++read) {
    CAPTURE(read);
    network.fail_at(6 + read);
    geai::http::response head;
    auto body = network.stream(rq, head);
    REQUIRE(body.has_value());
    std::string text;
    geai::result<std::size_t> got = 1;
    while (got && *got != 0) got = body->read(text);
    REQUIRE(!got);
    CHECK(got.error().phase == phase::receive);
    CHECK(text == expected[read]);
    CHECK(!body->read(text));  // and again
    CHECK(wire.open_streams() == 0);
  }
  network.fail_at(9);
  geai::http::response head;
  auto body = network.stream(rq, head);
  std::string text;
  while (*body->read(text) != 0) continue;
  CHECK(network.failures() == 0);
  CHECK(text == "abcdefgh");
}

TEST_CASE("faults: each step of each shape of operation fails once, under each auth policy") {
  tally counts;
  for (auth_kind const& auth : auth_kinds())
    for (std::size_t index = 0; index != shape_count; ++index)
      for (errc code : {errc::transport, errc::timeout, errc::cancelled})
        for (bool outage : {false, true}) {
          std::string const wrong = sweep(auth, index, code, outage, counts);
          INFO(auth.name, ", ", shapes[index].name, ", ", to_string(code), outage ? ", from then on" : "");
          CHECK(wrong == "");
        }
  MESSAGE(counts.steps, " faults: ", counts.survived, " survived, ", counts.failed, " reported");
}

TEST_CASE("faults: nothing is lost or kept, whatever failed") {
  // No assertion in here, since assertions allocate.
  for (auth_kind const& auth : auth_kinds()) {
    service host;
    network net(host);
    any_client const call = auth.make(net);
    for (std::size_t index = 0; index != shape_count; ++index) {
      auto const every_step = [&] {
        int step = 1;
        for (bool more = true; more && step < 1000; ++step) {
          net.fail_at(step);
          static_cast<void>(call(index));
          more = net.failures() != 0;
          host.forget();
        }
        return step;
      };
      auto const allocations = [&] {
        host.forget();
        net.recover();
        support::allocation_counter const counter;
        bool const good = !call(index).has_value();
        return good ? counter.count() : std::size_t{0};
      };
      every_step();
      allocations();
      std::size_t const per_call = allocations();
      // A leak grows with each sweep; what is kept for later does not.
      int steps = 0;
      std::size_t in_use = 0;
      bool grows = true;
      for (int sweeps = 0; grows && sweeps != 4; ++sweeps) {
        in_use = ::mallinfo2().uordblks;
        steps = every_step();
        grows = ::mallinfo2().uordblks > in_use;
      }
      std::size_t const per_call_after = allocations();
      INFO(auth.name, ", ", shapes[index].name);
      CHECK(steps > 7);
      CHECK(per_call != 0);
      CHECK(per_call_after == per_call);  // a lost exchange would have to be made anew
      CHECK(!grows);
      CHECK(host.bodies() == 0);
    }
  }
}

TEST_CASE("faults: a server that echoes what it was sent puts no secret into an error") {
  int echoes = 0;
  for (auth_kind const& auth : auth_kinds())
    for (std::size_t index = 0; index != shape_count; ++index)
      for (int status : {200, 302, 400, 401, 403, 429, 500})
        for (std::size_t padding : {0u, 4060u, 4075u})
          for (bool as_fault : {false, true}) {
            service host;
            host.answers([&](geai::http::request const& rq, std::string_view sent, geai::http::response& rs) {
              rs.status = status;
              rs.add_header("Retry-After", "0");
              std::string echo(padding, '.');
              for (auto const& each : rq.headers)
                if (each.name == "Authorization") echo += each.value;
              echo += ' ';
              for (char c : sent.substr(0, 1000))
                if (c != '"' && c != '\\' && c != '\r' && c != '\n') echo += c;
              rs.body = as_fault ? R"({"errors":[{"id":8,"description":")" + echo + "\"}]}" : "[\"" + echo;
            });
            network net(host);
            any_client const call = auth.make(net);
            outcome const failed = call(index);
            INFO(auth.name, ", ", shapes[index].name, ", ", status, ", ", padding, as_fault ? ", a fault" : "");
            if (!failed) continue;
            ++echoes;
            CHECK(leaked(*failed) == "");
          }
  CHECK(echoes > 1000);
}
