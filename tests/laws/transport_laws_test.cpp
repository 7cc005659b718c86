#include <geai/test/transport_laws.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <future>
#include <geai/transport/curl.hpp>
#include <geai/transport/faulty.hpp>
#include <geai/transport/mock.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using geai::errc;
using geai::error;
using geai::phase;
using geai::result;
using geai::test::report;
using geai::test::transport_laws;
using geai::transport::curl;
namespace http = geai::http;

namespace {

// A mock that gets, for each exchange, the answer of a server to give.
class mock_of_server {
public:
  result<void> send(http::request const& rq, http::response& rs) {
    geai::transport::mock wire;
    http::request changed = rq;
    changed.body_limit = 2 * rq.body_limit;  // so that the mock has a body to refuse
    http::response real;
    if (result<void> const outcome = inner_.send(changed, real); !outcome) {
      wire.fail(outcome.error());
      changed.deadline =
          http::no_deadline;  // the deadline has passed or a stop was requested, which the mock would report first
      changed.stop = {};
      return wire.send(changed, rs);
    }
    std::vector<std::pair<std::string, std::string>> headers;
    for (http::header const& each : real.headers) headers.emplace_back(each.name, each.value);
    wire.reply(real.status, real.body, std::move(headers));
    return wire.send(rq, rs);
  }

private:
  curl inner_{};
};

using exchange = std::function<result<void>(curl&, http::request&, http::response&)>;

// libcurl with one fault; cannot stream.
struct flawed {
  exchange how;
  curl inner{};

  result<void> send(http::request const& rq, http::response& rs) {
    http::request changed = rq;
    return how(inner, changed, rs);
  }
};

// The names of the broken laws, without details.
std::set<std::string> broken(std::vector<geai::test::broken_law> const& found) {
  std::set<std::string> laws;
  for (geai::test::broken_law const& each : found) {
    CHECK_FALSE(each.expected.empty());
    CHECK_FALSE(each.found.empty());
    laws.insert(each.law.substr(std::string("transport: ").size()));
  }
  return laws;
}

constexpr geai::test::transport_law_options impatient{.patience = std::chrono::milliseconds(400)};

error failed(errc code, phase where) {
  error made(code, "so says the flaw");
  made.phase = where;
  return made;
}

http::header_list with_header(http::request const& rq, std::string_view name, std::string_view value) {
  http::header_list list;
  for (http::header const& each : rq.headers) list.append(each.name, each.value);
  list.append(name, value);
  return list;
}

struct flaw {
  std::string breaks;
  exchange how;
};

std::vector<flaw> const flaws{
    {"the request line has the method and the target",
     [](curl& inner, http::request& rq, http::response& rs) {
       std::string url(rq.url);
       if (auto const at = url.find("%2F"); at != url.npos) url.replace(at, 3, "/");
       rq.url = url;
       return inner.send(rq, rs);
     }},
    {"each header is sent once and unchanged",
     [](curl& inner, http::request& rq, http::response& rs) {
       http::header_list const doubled = with_header(rq, "Content-Type", "application/json");
       rq.headers = doubled;
       return inner.send(rq, rs);
     }},
    {"the request's body arrives byte for byte",
     [](curl& inner, http::request& rq, http::response& rs) {
       std::string const text(rq.body.substr(0, rq.body.find('\0')));
       rq.body = text;
       return inner.send(rq, rs);
     }},
    {"every status is a success and is delivered",
     [](curl& inner, http::request& rq, http::response& rs) -> result<void> {
       result<void> const outcome = inner.send(rq, rs);
       if (outcome && rs.status >= 400) return failed(errc::api_response, phase::receive);
       return outcome;
     }},
    {"the response's headers are delivered, repeated ones too",
     [](curl& inner, http::request& rq, http::response& rs) {
       http::response real;
       result<void> const outcome = inner.send(rq, real);
       for (http::header const& each : real.headers) rs.headers.add(each.name, each.value);  // drops repeated ones
       rs.status = real.status;
       rs.body = real.body;
       return outcome;
     }},
    {"the response's body is delivered byte for byte",
     [](curl& inner, http::request& rq, http::response& rs) {
       result<void> const outcome = inner.send(rq, rs);
       if (!rq.url.ends_with("/echo") && rs.body.size() > 9000) rs.body.pop_back();
       return outcome;
     }},
    {"an interim response is skipped",
     [](curl& inner, http::request& rq, http::response& rs) {
       result<void> const outcome = inner.send(rq, rs);
       if (rq.url.ends_with("/interim")) rs.status = 100;
       return outcome;
     }},
    {"a redirect is not followed",
     [](curl& inner, http::request& rq, http::response& rs) {
       result<void> const outcome = inner.send(rq, rs);
       if (!outcome || rs.status < 301 || rs.status > 308) return outcome;
       std::string const url(rs.header("location"));
       rq.url = url;
       rs.clear();
       return inner.send(rq, rs);
     }},
    {"the deadline ends the exchange",
     [](curl& inner, http::request& rq, http::response& rs) {
       rq.deadline = http::no_deadline;
       return inner.send(rq, rs);
     }},
    {"idle_timeout ends a response that has stopped",
     [](curl& inner, http::request& rq, http::response& rs) {
       rq.idle_timeout = std::chrono::minutes(1);
       return inner.send(rq, rs);
     }},
    {"the stop token ends the exchange",
     [](curl& inner, http::request& rq, http::response& rs) -> result<void> {
       if (rq.stop.stop_requested()) return failed(errc::cancelled, phase::prepare);
       rq.stop = {};  // checked before, but not while waiting for the response
       return inner.send(rq, rs);
     }},
    {"body_limit bounds the response's body",
     [](curl& inner, http::request& rq, http::response& rs) {
       ++rq.body_limit;
       return inner.send(rq, rs);
     }},
    {"a missing server is a failure to connect",
     [](curl& inner, http::request& rq, http::response& rs) -> result<void> {
       result<void> outcome = inner.send(rq, rs);
       if (!outcome && outcome.error().phase == phase::connect) return error(errc::transport, "no phase");
       return outcome;
     }},
    {"a URL that cannot be used is an invalid argument",
     [](curl& inner, http::request& rq, http::response& rs) -> result<void> {
       result<void> outcome = inner.send(rq, rs);
       if (!outcome && outcome.error().code == errc::invalid_argument) return failed(errc::transport, phase::prepare);
       return outcome;
     }},
    {"a truncated or malformed answer is a failure after the sending",
     [](curl& inner, http::request& rq, http::response& rs) -> result<void> {
       result<void> outcome = inner.send(rq, rs);
       if (rq.url.ends_with("/cut-end")) return {};  // all of the body has arrived, or seems to have
       return outcome;
     }},
    {"a POST is sent once",
     [](curl& inner, http::request& rq, http::response& rs) {
       result<void> const outcome = inner.send(rq, rs);
       if (outcome || rq.method != http::verb::post) return outcome;
       rs.clear();
       return inner.send(rq, rs);
     }},
    {"no data of an exchange is left in the next one",
     [cookie = std::make_shared<std::string>()](curl& inner, http::request& rq, http::response& rs) {
       http::header_list const list = with_header(rq, "Cookie", *cookie);
       if (rq.url.ends_with("/then")) rq.headers = list;
       result<void> const outcome = inner.send(rq, rs);
       if (rq.url.ends_with("/cookie")) *cookie = rs.header("set-cookie");
       return outcome;
     }},
    {"several threads may send at the same time",
     [kept = std::make_shared<std::pair<std::mutex, std::string>>()](curl& inner, http::request& rq,
                                                                     http::response& rs) {
       result<void> const outcome = inner.send(rq, rs);
       if (!rq.url.ends_with("/echo") || rq.body.size() < 5000 || rq.body.size() > 6000) return outcome;
       std::lock_guard const lock(kept->first);
       std::swap(kept->second, rs.body);  // the response of an earlier exchange
       return outcome;
     }},
};

// Like faulty without failures, but with one fault; streams and reads sources.
enum class streaming_flaw {
  none,
  unheld_source,
  lost_reason,
  all_at_once,
  no_end,
  left_open,
  fixed_limits,
  cut_is_end
};

class flawed_streams {
public:
  explicit flawed_streams(streaming_flaw which) : which_(which) {}

  result<void> send(http::request const& rq, http::response& rs) { return inner_->send(rq, rs); }

  result<void> send(http::request const& rq, http::body_source& body, http::response& rs) {
    if (which_ == streaming_flaw::unheld_source) {
      std::string text(static_cast<std::size_t>(body.size() / 2), '\0');
      http::request changed = rq;
      static_cast<void>(body.read(text.data(), text.size()));
      changed.body = text;
      return inner_->send(changed, rs);
    }
    result<void> outcome = inner_->send(rq, body, rs);
    if (which_ == streaming_flaw::lost_reason && !outcome) return failed(errc::transport, phase::send);
    return outcome;
  }

  class pulled {
    using inner_body = geai::transport::detail::body_of<curl>::type;

  public:
    pulled(streaming_flaw which, inner_body body, std::shared_ptr<curl> inner)
        : which_(which), inner_(std::move(inner)), body_(std::make_unique<inner_body>(std::move(body))) {}
    pulled(pulled&&) = default;
    pulled& operator=(pulled&&) = default;
    ~pulled() {
      if (which_ == streaming_flaw::left_open && body_ != nullptr) left().emplace_back(inner_, std::move(body_));
    }

    result<std::size_t> read(std::string& into) {
      if (ended_ && which_ == streaming_flaw::no_end) return failed(errc::transport, phase::receive);
      std::size_t const before = into.size();
      for (;;) {
        result<std::size_t> const got = body_->read(into);
        if (!got && got.error().code == errc::transport && which_ == streaming_flaw::cut_is_end) return std::size_t{0};
        if (!got) return got;
        ended_ = *got == 0;
        if (which_ != streaming_flaw::all_at_once || ended_) return into.size() - before;
      }
    }

    using open_stream = std::pair<std::shared_ptr<curl>, std::unique_ptr<inner_body>>;
    static std::vector<open_stream>& left() {  // for one suite only
      static std::vector<open_stream> all;
      return all;
    }

  private:
    streaming_flaw which_;
    bool ended_ = false;
    std::shared_ptr<curl> inner_;
    std::unique_ptr<inner_body> body_;
  };

  result<pulled> stream(http::request const& rq, http::response& rs) {
    auto const kept = std::make_shared<http::request>(rq);  // its limits are those of the start
    if (which_ == streaming_flaw::fixed_limits) kept_.push_back(kept);
    auto body = inner_->stream(which_ == streaming_flaw::fixed_limits ? *kept : rq, rs);
    if (!body) return body.error();
    return pulled(which_, *std::move(body), inner_);
  }

private:
  streaming_flaw which_;
  std::vector<std::shared_ptr<http::request>> kept_{};
  std::shared_ptr<curl> inner_ = std::make_shared<curl>();
};
static_assert(geai::transport::streaming<flawed_streams> && geai::transport::sends_sources<flawed_streams>);

}  // namespace

TEST_CASE("transport laws: the transports of the library obey them") {
  CHECK(report(transport_laws([] { return curl{}; })) == "");
  CHECK(report(transport_laws([] { return geai::transport::faulty{curl{}}; })) == "");
  CHECK(report(transport_laws([] { return mock_of_server{}; })) == "");
}

TEST_CASE("transport laws: each flaw is found, and no other") {
  std::vector<std::future<std::vector<geai::test::broken_law>>> found;
  for (flaw const& each : flaws)
    found.push_back(std::async(std::launch::async,
                               [&each] { return transport_laws([&each] { return flawed{each.how}; }, impatient); }));
  for (std::size_t i = 0; i != flaws.size(); ++i) {
    std::vector<geai::test::broken_law> const laws = found[i].get();
    INFO("the flaw: " << flaws[i].breaks << "\nthe report:\n" << report(laws));
    CHECK(broken(laws) == std::set{flaws[i].breaks});
  }
}

TEST_CASE("transport laws: each flaw of streams and of body sources is found") {
  using laws = std::set<std::string>;
  std::vector<std::pair<streaming_flaw, laws>> const all{
      {streaming_flaw::none, {}},
      {streaming_flaw::unheld_source,
       {"a body that is read while it is sent arrives byte for byte", "an exchange fails with the error of its body"}},
      {streaming_flaw::lost_reason, {"an exchange fails with the error of its body"}},
      {streaming_flaw::no_end, {"a streamed body is delivered byte for byte, and its end repeatedly"}},
      {streaming_flaw::all_at_once,
       {"stream() returns with the headers, and read() with the available bytes",
        "the end of a stream ends the exchange", "each read() checks the limits of a stream"}},
      {streaming_flaw::cut_is_end, {"a truncated stream fails, and continues to fail"}},
      {streaming_flaw::fixed_limits, {"each read() checks the limits of a stream"}},
      {streaming_flaw::left_open, {"the end of a stream ends the exchange"}},
  };
  std::vector<std::future<std::vector<geai::test::broken_law>>> found;
  for (auto const& each : all)
    found.push_back(std::async(std::launch::async, [which = each.first] {
      return transport_laws([which] { return flawed_streams(which); }, impatient);
    }));
  for (std::size_t i = 0; i != all.size(); ++i) {
    std::vector<geai::test::broken_law> const broken_laws = found[i].get();
    INFO("flaw " << i << "; the report:\n" << report(broken_laws));
    CHECK(broken(broken_laws) == all[i].second);
  }
  flawed_streams::pulled::left().clear();
}
