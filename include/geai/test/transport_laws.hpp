#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/test/law.hpp>
#include <geai/test/loopback.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace geai::inline v0_2::test {

// The options of transport_laws().
struct transport_law_options {
  // The time for which the server stays silent when a limit, a stop token or a failure must end the exchange. Only a
  // transport that breaks such a law takes that long.
  std::chrono::milliseconds patience{10'000};
};

namespace detail {

// Returns `size` bytes with all values, including NUL, of which no two pieces are equal.
inline std::string all_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i != size; ++i) bytes[i] = static_cast<char>((i + i / 256 * 7 + i / 65536 * 31) & 0xff);
  return bytes;
}

// The server of the laws. The target of a request selects the answer.
class scripted_server {
public:
  explicit scripted_server(std::chrono::milliseconds patience)
      : patience_(patience), http_([this](auto const& asked, auto& with) { return answer(asked, with); }) {}

  loopback& http() noexcept { return http_; }

  void open_gate() { gate_ = true; }
  void close_gate() { gate_ = went_ = false; }
  bool waits_for_gate_and_client_went() const {
    auto const end = std::chrono::steady_clock::now() + patience_;
    while (!went_ && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return went_;
  }

private:
  static std::string whole(std::string_view status, std::string_view body, std::string_view headers = {}) {
    std::string text("HTTP/1.1 ");
    text.append(status).append("\r\n").append(headers);
    return text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  }
  static std::string chunk(std::string_view piece) {
    constexpr char digits[] = "0123456789abcdef";
    std::string size;
    for (std::size_t left = piece.size(); left != 0; left /= 16) size.insert(size.begin(), digits[left % 16]);
    return size.append("\r\n").append(piece).append("\r\n");
  }
  static constexpr std::string_view chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  bool silence(loopback::connection& connection) const {
    connection.wait_for_end(patience_);
    return false;
  }

  bool answer(loopback::request const& asked, loopback::connection& connection) {
    std::string_view const target = asked.target;
    auto const number = [&](std::string_view prefix) {
      return static_cast<std::size_t>(std::strtoull(asked.target.c_str() + prefix.size(), nullptr, 10));
    };
    if (target.starts_with("/status/")) {
      std::string const code(target.substr(8));
      if (code == "204") return connection.send("HTTP/1.1 204 Nothing\r\n\r\n");
      return connection.send(whole(code + " Some Reason", "body of " + code));
    }
    if (target == "/headers")
      return connection.send(whole("200 OK", "x",
                                   "Content-Type: application/json; charset=utf-8\r\nX-Request-Id:no-space\r\n"
                                   "x-lower: a, b: c\r\nX-Repeated: 1\r\nX-Repeated: 2\r\n"));
    if (target == "/echo") return connection.send(whole("200 OK", asked.body));
    if (target.starts_with("/sized/")) return connection.send(whole("200 OK", all_bytes(number("/sized/"))));
    if (target.starts_with("/chunked/")) {
      std::string const body = all_bytes(number("/chunked/"));
      std::string text(chunked);
      std::size_t size = 1;
      for (std::size_t at = 0; at < body.size(); at += size, size = size % 9000 + 1000)
        text += chunk(std::string_view(body).substr(at, size));
      return connection.send(text + "0\r\n\r\n");
    }
    if (target.starts_with("/until-close/")) {
      connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + all_bytes(number("/until-close/")));
      return false;
    }
    if (target == "/silent") return silence(connection);
    if (target == "/half") {
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + std::string(50, 'x'));
      return silence(connection);
    }
    if (target == "/cut-body") {
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + std::string(50, 'x'));
      return false;
    }
    if (target == "/cut-chunk") {
      connection.send(std::string(chunked) + "64\r\n" + std::string(50, 'x'));
      return false;
    }
    if (target == "/cut-end") {
      connection.send(std::string(chunked) + chunk("complete, except for the last chunk"));
      return false;
    }
    if (target == "/cut-head") {
      connection.send("HTTP/1.1 200 OK\r\nContent-Len");
      return false;
    }
    if (target == "/close") return false;
    if (target == "/no-http") {
      connection.send("220 mail.example.com ready\r\n\r\n");
      return false;
    }
    if (target.starts_with("/redirect/"))
      return connection.send(whole(std::string(target.substr(10)) + " Elsewhere", "moved",
                                   "Location: " + http_.url("/redirected") + "\r\n"));
    if (target == "/interim") return connection.send("HTTP/1.1 100 Continue\r\n\r\n" + whole("200 OK", "the answer"));
    if (target == "/cookie") return connection.send(whole("200 OK", "x", "Set-Cookie: session=abc; Path=/\r\n"));
    if (target == "/endless") {
      std::string const piece = chunk(all_bytes(65536));
      bool listening = connection.send(chunked);
      for (int i = 0; listening && i != 1024; ++i) listening = connection.send(piece);
      return false;
    }
    if (target == "/gate") {
      connection.send(std::string(chunked) + chunk("first"));
      auto const end = std::chrono::steady_clock::now() + patience_;
      while (!gate_ && !went_ && std::chrono::steady_clock::now() < end)
        went_ = connection.wait_for_end(std::chrono::milliseconds(20));
      return !went_ && connection.send(chunk("second") + "0\r\n\r\n");
    }
    if (asked.method == "HEAD") return connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    return connection.send(whole("200 OK", "x"));
  }

  std::chrono::milliseconds patience_;
  std::atomic<bool> gate_ = false;
  std::atomic<bool> went_ = false;
  loopback http_;
};

// A body_source for the laws.
class text_source final : public http::body_source {
public:
  explicit text_source(std::string text, std::optional<error> fails = {}, bool throws = false)
      : text_(std::move(text)), fails_(std::move(fails)), throws_(throws) {}

  std::uint64_t size() const noexcept override { return text_.size(); }
  result<std::size_t> read(char* out, std::size_t room) override {
    asked_for_nothing = asked_for_nothing || room == 0;
    std::size_t const half = text_.size() / 2;
    if (at_ >= half && fails_) return *fails_;
#if defined(__cpp_exceptions)
    if (at_ >= half && throws_) throw 42;
#endif
    std::size_t const end = at_ < half ? half : text_.size();
    std::size_t const size = (std::min)({room, end - at_, std::size_t{7000}});
    std::memcpy(out, text_.data() + at_, size);
    at_ += size;
    return size;
  }
  result<void> rewind() override {
    at_ = 0;
    ++rewound;
    return {};
  }

  bool asked_for_nothing = false;
  int rewound = 0;

private:
  std::string text_;
  std::optional<error> fails_;
  bool throws_;
  std::size_t at_ = 0;
};

// An exchange of a law, with the data to which the request refers.
struct asked_for {
  std::string target{};
  http::verb method = http::verb::get;
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  http::clock::time_point deadline = http::clock::now() + std::chrono::minutes(2);
  std::chrono::milliseconds silence{60'000};
  std::size_t most = 256u << 20;
  std::stop_token stop{};
};

// The request that is passed to the transport; not movable, since it refers to itself.
struct made_request {
  made_request(loopback const& server, asked_for const& what) : url(server.url(what.target)), body(what.body) {
    for (auto const& [name, value] : what.headers) headers.append(name, value);
    rq.method = what.method;
    rq.url = url;
    rq.headers = headers;
    rq.body = body;
    rq.deadline = what.deadline;
    rq.idle_timeout = what.silence;
    rq.body_limit = what.most;
    rq.stop = what.stop;
  }
  made_request(made_request&&) = delete;

  std::string url;
  std::string body;
  http::header_list headers{};
  http::request rq{};
};

template <transport::policy Transport, class Make> class transport_suite {
public:
  transport_suite(Make const& make, transport_law_options settings)
      : make_(make), patience_(settings.patience), server_(settings.patience) {}

  std::vector<broken_law> run() {
    requests();
    responses();
    limits();
    failures();
    sharing();
    if constexpr (transport::sends_sources<Transport>) sources();
    if constexpr (transport::streaming<Transport>) streams();
    return book_.take();
  }

private:
  struct answered {
    result<void> outcome{};
    http::response rs{};
  };

  answered send(Transport& over, asked_for const& what) {
    made_request const made(server_.http(), what);
    answered got;
    got.outcome = over.send(made.rq, got.rs);
    return got;
  }
  answered send(asked_for const& what) {
    Transport over = make_();
    return send(over, what);
  }

  // Returns the only request for this target, as the server received it.
  loopback::request seen(std::string_view target) {
    std::vector<loopback::request> const all = server_.http().requests();
    for (auto each = all.rbegin(); each != all.rend(); ++each)
      if (each->target == target) return *each;
    book_.expect(false, "a request for " + shown(target), std::to_string(all.size()) + " others");
    return {};
  }

  void expect_same(std::string_view found, std::string_view expected, std::string const& of_what) {
    book_.expect(found == expected, of_what + " to be " + shown(expected), difference(found, expected));
  }

  void expect_answer(answered const& got, int status, std::string_view body, std::string const& of_what) {
    if (!book_.expect_success(got.outcome, of_what)) return;
    book_.expect(got.rs.status == status, "status " + std::to_string(status) + " of " + of_what,
                 std::to_string(got.rs.status));
    expect_same(got.rs.body, body, "the body of " + of_what);
  }

  void requests() {
    book_.open("the request line has the method and the target");
    std::string const target = "/a%2Fb%20c/%C3%A9;v=1?x=%26&y=a+b&empty=";
    for (auto verb : {http::verb::get, http::verb::post, http::verb::put, http::verb::delete_, http::verb::patch,
                      http::verb::head}) {
      answered const got = send({.target = target, .method = verb});
      http::verb const method = verb;
      expect_answer(got, 200, method == "HEAD" ? "" : "x", std::string(method.name()));
      expect_same(seen(target).method, method.name(), "the method");
    }

    book_.open("each header is sent once and unchanged");
    send({.target = "/sent-headers",
          .method = http::verb::post,
          .body = "{}",
          .headers = {{"Authorization", "Bearer t0k3n"},
                      {"Content-Type", "application/json"},
                      {"user-agent", "mine/1"},
                      {"Accept", "text/event-stream"},
                      {"X-Text", "a: b, \"c\"; d=\xc3\xa9"}}});
    loopback::request const headers = seen("/sent-headers");
    for (auto const& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"authorization", "Bearer t0k3n"},
             {"content-type", "application/json"},
             {"user-agent", "mine/1"},
             {"accept", "text/event-stream"},
             {"x-text", "a: b, \"c\"; d=\xc3\xa9"},
             {"host", "127.0.0.1:" + std::to_string(server_.http().port())}}) {
      expect_same(headers.header(name), value, "the header " + name);
      book_.expect(headers.count(name) == 1, "the header " + name + " once", std::to_string(headers.count(name)));
    }

    book_.open("the request's body arrives byte for byte");
    for (std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{300}, std::size_t{1} << 20}) {
      std::string const body = all_bytes(size);
      answered const got = send({.target = "/echo", .method = http::verb::post, .body = body});
      expect_answer(got, 200, body, "an echo of " + std::to_string(size) + " bytes");
      expect_same(seen("/echo").body, body, "the body that was sent");
    }
  }

  void responses() {
    book_.open("every status is a success and is delivered");
    for (int status : {200, 201, 400, 401, 404, 429, 500, 503}) {
      std::string const code = std::to_string(status);
      expect_answer(send({.target = "/status/" + code}), status, "body of " + code, "an answer with " + code);
    }
    expect_answer(send({.target = "/status/204"}), 204, "", "an answer with 204");

    book_.open("the response's headers are delivered, repeated ones too");
    answered const got = send({.target = "/headers"});
    expect_same(got.rs.header("CONTENT-TYPE"), "application/json; charset=utf-8", "Content-Type");
    expect_same(got.rs.header("x-request-id"), "no-space", "X-Request-Id");
    expect_same(got.rs.header("X-Lower"), "a, b: c", "x-lower");
    std::string repeated;
    for (http::header const& each : got.rs.headers)
      if (http::same_name(each.name, "x-repeated")) repeated.append(each.value) += ';';
    expect_same(repeated, "1;2;", "X-Repeated, which comes twice,");

    book_.open("the response's body is delivered byte for byte");
    for (char const* const how : {"/sized/", "/chunked/", "/until-close/"})
      for (std::size_t size : {std::size_t{0}, std::size_t{300}, std::size_t{1} << 20}) {
        std::string const target = how + std::to_string(size);
        expect_answer(send({.target = target}), 200, all_bytes(size), "GET " + target);
      }

    book_.open("an interim response is skipped");
    expect_answer(send({.target = "/interim"}), 200, "the answer", "an answer behind 100 Continue");

    book_.open("a redirect is not followed");
    for (int status : {301, 302, 303, 307, 308}) {
      std::string const code = std::to_string(status);
      answered const moved = send({.target = "/redirect/" + code, .headers = {{"Authorization", "Bearer t0k3n"}}});
      expect_answer(moved, status, "moved", "an answer with " + code);
      expect_same(moved.rs.header("location"), server_.http().url("/redirected"), "Location");
    }
    book_.expect(server_.http().count("/redirected") == 0, "no request to its location", "one");
  }

  void limits() {
    using std::chrono::milliseconds;
    book_.open("the deadline ends the exchange");
    Transport over = make_();
    auto const soon = [] { return http::clock::now() + milliseconds(150); };
    book_.expect_failure(send(over, {.target = "/late", .deadline = http::clock::now() - milliseconds(1)}).outcome,
                         errc::timeout, {}, "the deadline was over before");
    book_.expect(server_.http().count("/late") == 0, "nothing to be sent after the deadline", "a request");
    book_.expect_failure(send(over, {.target = "/silent", .deadline = soon()}).outcome, errc::timeout, {},
                         "no answer came until the deadline");
    book_.expect_failure(send(over, {.target = "/half", .deadline = soon()}).outcome, errc::timeout, {phase::receive},
                         "the body was not complete at the deadline");

    book_.open("idle_timeout ends a response that has stopped");
    book_.expect_failure(send(over, {.target = "/half", .silence = milliseconds(100)}).outcome, errc::timeout,
                         {phase::receive}, "the body stopped for longer than idle_timeout");

    book_.open("the stop token ends the exchange");
    std::stop_source stopped;
    stopped.request_stop();
    book_.expect_failure(send(over, {.target = "/stopped", .stop = stopped.get_token()}).outcome, errc::cancelled, {},
                         "the stop had been requested before");
    book_.expect(server_.http().count("/stopped") == 0, "nothing to be sent after the stop", "a request");
    for (std::string const target : {"/silent", "/half"}) {
      std::stop_source stop;
      std::size_t const before = server_.http().count(target);
      std::thread stopper([&] {
        server_.http().wait_for(target, before + 1, patience_);
        stop.request_stop();
      });
      answered const got = send(over, {.target = target, .stop = stop.get_token()});
      stopper.join();
      book_.expect_failure(got.outcome, errc::cancelled, {}, "the stop is requested while the answer is waited for");
    }
    expect_answer(send(over, {.target = "/echo", .method = http::verb::post, .body = "b"}), 200, "b",
                  "the next exchange of the same transport");

    book_.open("body_limit bounds the response's body");
    for (std::string const how : {"/sized/", "/chunked/", "/until-close/"}) {
      expect_answer(send({.target = how + "5000", .most = 5000}), 200, all_bytes(5000), "a body of just the limit");
      book_.expect_failure(send({.target = how + "5001", .most = 5000}).outcome, errc::too_large, {},
                           "the body is a byte over the limit");
    }
    book_.expect_failure(send({.target = "/endless", .most = 100'000}).outcome, errc::too_large, {},
                         "the body does not end");
  }

  void failures() {
    book_.open("a missing server is a failure to connect");
    std::string nobody;
    {
      loopback const gone([](auto const&, auto&) { return false; });
      nobody = gone.url("/");
    }
    asked_for const what{};
    made_request made(server_.http(), what);
    made.rq.url = nobody;
    Transport over = make_();
    http::response rs;
    book_.expect_failure(over.send(made.rq, rs), errc::transport, {phase::connect}, "no server listens there");

    book_.open("a URL that cannot be used is an invalid argument");
    for (std::string const url : {"nothing://127.0.0.1/", "http://"}) {
      made.rq.url = url;
      rs.clear();
      book_.expect_failure(over.send(made.rq, rs), errc::invalid_argument, {}, "the URL is " + url);
    }

    // The engine repeats an exchange that failed in an earlier phase, even a POST, so the phase must not claim that
    // nothing was sent.
    book_.open("a truncated or malformed answer is a failure after the sending");
    for (std::string const target : {"/close", "/cut-head", "/cut-body", "/cut-chunk", "/cut-end", "/no-http"})
      book_.expect_failure(send({.target = target}).outcome, errc::transport,
                           {phase::send, phase::first_byte, phase::receive}, "the server says " + target.substr(1));

    book_.open("a POST is sent once");
    for (bool kept : {false, true}) {
      server_.http().forget();
      Transport fresh = make_();
      if (kept) send(fresh, {.target = "/sized/1"});
      answered const lost = send(fresh, {.target = "/close", .method = http::verb::post, .body = "once"});
      book_.expect_failure(lost.outcome, errc::transport, {phase::send, phase::first_byte, phase::receive},
                           "the connection ends before the answer");
      std::size_t const times = server_.http().count("/close");
      book_.expect(times == 1, "one request", std::to_string(times));
    }
  }

  void sharing() {
    book_.open("no data of an exchange is left in the next one");
    Transport over = make_();
    http::response rs;
    asked_for const steps[] = {
        {.target = "/sized/1000"},
        {.target = "/cut-body"},
        {.target = "/cookie"},
        {.target = "/echo", .method = http::verb::post, .body = "b", .headers = {{"X-Mine", "1"}, {"Cookie", "mine"}}},
        {.target = "/then"}};
    for (asked_for const& each : steps) {
      made_request const made(server_.http(), each);
      rs.clear();
      static_cast<void>(over.send(made.rq, rs));
    }
    expect_same(rs.body, "x", "the body of the last answer");
    book_.expect(rs.headers.size() == 1, "the one header of the last answer", std::to_string(rs.headers.size()));
    loopback::request const last = seen("/then");
    expect_same(last.method, "GET", "the method of a GET behind a POST");
    expect_same(last.header("cookie"), "", "Cookie");
    expect_same(last.header("x-mine"), "", "a header of the request before");
    expect_same(last.body, "", "the body of a GET behind a POST");

    book_.open("a moved transport keeps working");
    Transport moved = std::move(over);
    expect_answer(send(moved, {.target = "/sized/10"}), 200, all_bytes(10), "an exchange after a move");

    book_.open("several threads may send at the same time");
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int number = 0; number != 4; ++number)
      threads.emplace_back([&, number] {
        for (int i = 0; i != 10; ++i) {
          std::string const mine = std::to_string(number) + "/" + std::to_string(i) + std::string(5000, 'x');
          answered const got = send(moved, {.target = "/echo", .method = http::verb::post, .body = mine});
          if (!got.outcome || got.rs.body != mine) ++wrong;
        }
      });
    for (std::thread& each : threads) each.join();
    book_.expect(wrong == 0, "each of 40 exchanges in 4 threads to have its own answer",
                 std::to_string(wrong) + " have not");
  }

  result<void> send_source(text_source& source, http::response& response) {
    asked_for const what{.target = "/echo", .method = http::verb::post};
    made_request const made(server_.http(), what);
    Transport over = make_();
    return over.send(made.rq, source, response);
  }

  void sources() {
    book_.open("a body that is read while it is sent arrives byte for byte");
    for (std::size_t size : {std::size_t{0}, std::size_t{300}, std::size_t{1} << 20}) {
      text_source source(all_bytes(size));
      answered got;
      got.outcome = send_source(source, got.rs);
      expect_answer(got, 200, all_bytes(size), "an echo of " + std::to_string(size) + " bytes");
      expect_same(seen("/echo").header("content-length"), std::to_string(size), "Content-Length");
      book_.expect(!source.asked_for_nothing, "read() with some room", "one with none");
      book_.expect(source.rewound == 0, "no rewind(), which is the client's", "one");
    }

    book_.open("an exchange fails with the error of its body");
    error reason(errc::cancelled, "the file is gone");
    reason.phase = phase::send;
    text_source failing(all_bytes(1 << 20), reason);
    http::response rs;
    result<void> const failed = send_source(failing, rs);
    if (book_.expect_failure(failed, errc::cancelled, {phase::send}, "the body fails with it"))
      expect_same(failed.error().message, reason.message, "the message");
#if defined(__cpp_exceptions)
    text_source throwing(all_bytes(1 << 20), {}, true);
    int thrown = 0;
    try {
      rs.clear();
      static_cast<void>(send_source(throwing, rs));
    } catch (int number) {
      thrown = number;
    }
    book_.expect(thrown == 42, "the exception of a body to come through", "none");
#endif
  }

  // Reads up to the end or an error, and returns that outcome.
  template <class Stream> static result<std::size_t> read_all(Stream& body, std::string& out) {
    for (;;) {
      result<std::size_t> const got = body.read(out);
      if (!got || *got == 0) return got;
    }
  }

  // Opens a stream and calls `use(stream, request)`.
  template <class Use> void stream(asked_for const& what, Use const& use) {
    made_request made(server_.http(), what);
    Transport over = make_();
    http::response rs;
    auto body = over.stream(made.rq, rs);
    if (!book_.expect_success(body, "the stream of " + what.target)) return;
    book_.expect(rs.status == 200, "status 200 of " + what.target, std::to_string(rs.status));
    use(*body, made.rq);
    book_.expect(rs.body.empty(), "an empty body in the response of a stream", shown(rs.body));
  }

  void streams() {
    using std::chrono::milliseconds;
    book_.open("a streamed body is delivered byte for byte, and its end repeatedly");
    for (char const* const how : {"/sized/", "/chunked/", "/until-close/"})
      for (std::size_t size : {std::size_t{0}, std::size_t{1} << 20})
        stream({.target = how + std::to_string(size)}, [&](auto& body, auto&) {
          std::string text;
          book_.expect_success(read_all(body, text), "the streamed body");
          expect_same(text, all_bytes(size), "the streamed body");
          result<std::size_t> const again = body.read(text);
          book_.expect(again && *again == 0, "0 at the end again", again ? "more" : book_.describe(again.error()));
        });

    book_.open("stream() returns with the headers, and read() with the available bytes");
    server_.close_gate();
    stream({.target = "/gate"}, [&](auto& body, auto&) {
      std::string text;
      book_.expect_success(body.read(text), "the first piece");
      expect_same(text, "first", "the first piece, while the second waits for it to be read,");
      server_.open_gate();
      text.clear();
      book_.expect_success(read_all(body, text), "the rest");
      expect_same(text, "second", "the rest");
    });

    book_.open("the end of a stream ends the exchange");
    server_.close_gate();
    stream({.target = "/gate"}, [&](auto& body, auto&) {
      std::string text;
      book_.expect_success(body.read(text), "the first piece");
      auto const given_up = std::move(body);
    });
    book_.expect(server_.waits_for_gate_and_client_went(), "the connection to be closed with the stream", "it open");

    book_.open("a status outside 2xx is streamed");
    {
      made_request const made(server_.http(), {.target = "/status/503"});
      Transport over = make_();
      http::response rs;
      auto body = over.stream(made.rq, rs);
      std::string text;
      if (book_.expect_success(body, "the stream of a 503")) {
        book_.expect_success(read_all(*body, text), "its body");
        book_.expect(rs.status == 503, "status 503", std::to_string(rs.status));
        expect_same(text, "body of 503", "its body");
      }
    }

    book_.open("a truncated stream fails, and continues to fail");
    for (std::string const target : {"/cut-body", "/cut-chunk", "/cut-end"})
      stream({.target = target}, [&](auto& body, auto&) {
        std::string text;
        book_.expect_failure(read_all(body, text), errc::transport, {phase::receive}, "the server says " + target);
        book_.expect_failure(body.read(text), errc::transport, {phase::receive}, "it is read on");
      });
    for (std::string const target : {"/close", "/cut-head"}) {
      made_request const made(server_.http(), {.target = target});
      Transport over = make_();
      http::response rs;
      book_.expect_failure(over.stream(made.rq, rs), errc::transport, {phase::send, phase::first_byte, phase::receive},
                           "the server says " + target);
    }

    book_.open("each read() checks the limits of a stream");
    stream({.target = "/half"}, [&](auto& body, http::request& request) {
      std::string text;
      book_.expect_success(body.read(text), "the first half");
      request.deadline = http::clock::now() + milliseconds(100);
      book_.expect_failure(read_all(body, text), errc::timeout, {phase::receive}, "the deadline was moved and is over");
    });
    stream({.target = "/half", .silence = milliseconds(100)}, [&](auto& body, auto&) {
      std::string text;
      book_.expect_failure(read_all(body, text), errc::timeout, {phase::receive}, "nothing comes within idle_timeout");
    });
    std::stop_source stop;
    stream({.target = "/half", .stop = stop.get_token()}, [&](auto& body, auto&) {
      std::string text;
      book_.expect_success(body.read(text), "the first half");
      std::thread stopper([&] { stop.request_stop(); });
      book_.expect_failure(read_all(body, text), errc::cancelled, {phase::receive}, "the stop is requested");
      stopper.join();
    });
    made_request const made(server_.http(), {.target = "/silent", .deadline = http::clock::now() + milliseconds(100)});
    Transport over = make_();
    http::response rs;
    book_.expect_failure(over.stream(made.rq, rs), errc::timeout, {}, "no headers come until the deadline");
  }

  Make const& make_;
  std::chrono::milliseconds patience_;
  law_book book_{"transport"};
  scripted_server server_;
};

}  // namespace detail

// Returns the laws of transport/policy.hpp that the transports made by `make()` break; an empty list means that they
// keep all laws. `make` is called many times, by the calling thread. The exchanges use a server on 127.0.0.1 that
// exists during the call, over plain http: TLS, proxies and connect_timeout are not tested. Optional abilities are
// tested if the transport has them. Takes about two seconds with a transport that keeps the laws.
template <class Make>
  requires transport::policy<std::remove_cvref_t<std::invoke_result_t<Make const&>>> std::vector<broken_law>
  transport_laws(Make const& make, transport_law_options settings = {}) {
    return detail::transport_suite<std::remove_cvref_t<std::invoke_result_t<Make const&>>, Make>(make, settings).run();
  }

}  // namespace geai::inline v0_2::test
