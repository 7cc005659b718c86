#include <doctest/doctest.h>
#include <signal.h>

#include <cstdint>
#include <geai/transport/curl.hpp>
#include <limits>
#include <string>
#include <thread>

#include "curl_servers.hpp"
#include "support/awaited.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

using geai::errc;
using geai::phase;
using support::answering;
using support::peer;
using support::saying;
using support::seen_request;
using support::server;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

template <class Wire>
geai::result<void> exchange(Wire& wire, std::string const& url, geai::http::response& rs, std::string_view body = {}) {
  geai::http::request rq;
  rq.url = url;
  rq.deadline = geai::http::clock::now() + support::patience;
  if (!body.empty()) rq.method = geai::http::verb::post;
  rq.body = body;
  return wire.send(rq, rs);
}

template <class Wire>
geai::error failure_of(std::string const& url, std::string_view body = {}, geai::transport::options settings = {}) {
  Wire wire(std::move(settings));
  geai::http::response rs;
  auto outcome = exchange(wire, url, rs, body);
  REQUIRE(outcome.has_error());
  return outcome.error();
}

// By default SIGPIPE ends the process, which would fail the test.
class deadly_sigpipe {
public:
  deadly_sigpipe() {
    sigset_t pipe;
    ::sigemptyset(&pipe);
    ::sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_UNBLOCK, &pipe, &mask_);
    action_ = ::signal(SIGPIPE, SIG_DFL);
  }
  deadly_sigpipe(deadly_sigpipe const&) = delete;
  ~deadly_sigpipe() {
    ::signal(SIGPIPE, action_);
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }

private:
  sigset_t mask_{};
  void (*action_)(int) = SIG_DFL;
};

}  // namespace

TEST_CASE_TEMPLATE("curl: no listener", Wire, geai::transport::curl, support::looped_curl) {
  std::string url;
  std::string port;
  {
    support::listener const gone;
    url = gone.url();
    port = std::to_string(gone.port());
  }
  geai::error const error = failure_of<Wire>(url);
  CHECK(error.code == errc::transport);
  CHECK(error.phase == phase::connect);
  CHECK(error.message == "could not connect to 127.0.0.1 port " + port + ": Connection refused");
  CHECK(error.is_transient());
}

TEST_CASE_TEMPLATE("curl: a name that does not exist", Wire, geai::transport::curl, support::looped_curl) {
  geai::error const error = failure_of<Wire>("http://no-such-host.invalid/");
  CHECK(error.code == errc::transport);
  CHECK(error.phase == phase::resolve);
  CHECK(contains(error.message, "no-such-host.invalid"));
}

TEST_CASE_TEMPLATE("curl: URLs that cannot be used", Wire, geai::transport::curl, support::looped_curl) {
  for (std::string const url :
       {"ftp://127.0.0.1/", "file:///etc/hostname", "http://", "http://user:hunter2@127.0.0.1/", "http://a b/"}) {
    CAPTURE(url);
    geai::error const error = failure_of<Wire>(url);
    CHECK(error.code == errc::invalid_argument);
    CHECK(error.phase == phase::prepare);
    CHECK_FALSE(contains(error.message, "hunter2"));
  }
}

TEST_CASE_TEMPLATE("curl: no message shows a proxy's password", Wire, geai::transport::curl, support::looped_curl) {
  for (std::string const& proxy :
       {std::string("http://user:hunter2@127.0.0.1:1"), std::string("http://user:hunter2@[::1"),
        std::string("gopher://user:hunter2@127.0.0.1"), std::string("http://user:hunter2@:x"),
        std::string("http://user:hunter2@no-such-host.invalid"), std::string("user:hunter2")}) {
    CAPTURE(proxy);
    geai::error const error = failure_of<Wire>("http://service.test/", {}, {.proxy = proxy});
    CHECK((error.code == errc::transport || error.code == errc::invalid_argument));
    CHECK_FALSE(contains(error.message, "hunter2"));
  }
}

TEST_CASE_TEMPLATE("curl: responses that are truncated or not HTTP", Wire, geai::transport::curl,
                   support::looped_curl) {
  struct row {
    std::string what;
    std::string bytes;
    geai::phase phase;
  };
  for (row const& each :
       {row{"nothing", "", phase::first_byte}, row{"inside the status line", "HTTP/1.1 20", phase::first_byte},
        row{"after the status line", "HTTP/1.1 200 OK\r\n", phase::receive},
        row{"inside a header", "HTTP/1.1 200 OK\r\nContent-Ty", phase::receive},
        row{"after a header", "HTTP/1.1 200 OK\r\nContent-Type: a\r\n", phase::receive},
        row{"before the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", phase::receive},
        row{"inside the body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", phase::receive},
        row{"inside a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhal", phase::receive},
        row{"between chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhal\r\n", phase::receive},
        row{"only 100", "HTTP/1.1 100 Continue\r\n\r\n", phase::receive},
        row{"no HTTP", "220 mail.test ESMTP\r\n", phase::first_byte},
        row{"bad gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x09z",
            phase::receive}}) {
    CAPTURE(each.what);
    server host(saying(each.bytes));
    geai::error const error = failure_of<Wire>(host.url());
    CHECK(error.code == errc::transport);
    CHECK(to_string(error.phase) == to_string(each.phase));
    CHECK(contains(error.message, "127.0.0.1:" + std::to_string(host.port())));
    CHECK(error.http_status == 0);
  }
}

TEST_CASE_TEMPLATE("curl: a body that ends with the connection is complete", Wire, geai::transport::curl,
                   support::looped_curl) {
  std::string const body(100'000, 'b');
  server host(saying("HTTP/1.1 200 OK\r\n\r\n" + body));
  Wire wire;
  geai::http::response rs;
  REQUIRE(exchange(wire, host.url(), rs).has_value());
  CHECK(rs.body == body);
  CHECK(rs.body.capacity() >= body.size() + 64);
}

TEST_CASE_TEMPLATE("curl: a response that arrives before the body is sent is accepted", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host([](peer& client) {
    client.read_head();
    client.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!");
    client.finish_sending();
    client.drain();
  });
  Wire wire;
  geai::http::response rs;
  std::string const body(8u << 20, 'x');
  REQUIRE(exchange(wire, host.url(), rs, body).has_value());
  CHECK(rs.status == 413);
  CHECK(rs.body == "no!");
}

TEST_CASE_TEMPLATE("curl: a server that closes while the request is sent raises no SIGPIPE", Wire,
                   geai::transport::curl, support::looped_curl) {
  deadly_sigpipe const guard;
  server host([](peer& client) {
    client.read_head();
    client.reset();
  });
  std::string const body(32u << 20, 'x');
  for (int i = 0; i < 5; ++i) {
    geai::error const error = failure_of<Wire>(host.url(), body);
    CHECK(error.code == errc::transport);
    CHECK(to_string(error.phase) == "send");
  }
}

#if defined(__cpp_exceptions)
TEST_CASE("curl: an exception in a callback does not pass through libcurl") {
  geai::http::response rs;
  geai::transport::detail::curl_collector collector;
  collector.begin(rs, std::numeric_limits<std::size_t>::max());
  char byte = 'x';
  std::size_t const absurd = std::numeric_limits<std::size_t>::max() / 2 + 1;
  CHECK(geai::transport::detail::curl_collector::on_body(&byte, 1, absurd, &collector) != absurd);
  CHECK(collector.refused() == geai::transport::detail::curl_collector::refusal::memory);
}
#endif

namespace {

// A certificate authority, a certificate for `localhost` signed by it, and openssl's server with that certificate.
class tls_server {
public:
  explicit tls_server(std::vector<std::string> const& more = {}) {
    std::string const folder = folder_.path().string();
    auto const openssl = [&](std::vector<std::string> arguments) {
      auto const done = support::run("openssl", arguments);
      INFO(done.err);
      REQUIRE(done.exit_code == 0);
    };
    folder_.write("extensions", "subjectAltName=DNS:localhost\n");
    openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=test authority", "-keyout", folder + "/ca.key", "-out", folder + "/ca.pem"});
    openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
             "-keyout", folder + "/key", "-out", folder + "/request"});
    openssl({"x509", "-req", "-in", folder + "/request", "-CA", folder + "/ca.pem", "-CAkey", folder + "/ca.key",
             "-CAcreateserial", "-days", "2", "-extfile", folder + "/extensions", "-out", folder + "/certificate"});
    std::vector<std::string> arguments{"s_server", "-accept",       "127.0.0.1:0", "-cert", folder + "/certificate",
                                       "-key",     folder + "/key", "-www"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    process_.emplace("openssl", arguments, support::environment{}, support::child::streams::all);
    port_ = read_port();
  }

  std::string ca_file() const { return (folder_.path() / "ca.pem").string(); }
  std::string url(std::string_view host) const {
    return "https://" + std::string(host) + ":" + std::to_string(port_) + "/";
  }
  std::uint16_t port() const { return port_; }

private:
  std::uint16_t read_port() const {  // from `ACCEPT 127.0.0.1:12345`
    std::string said;
    while (!contains(said, "ACCEPT ") || said.back() != '\n') {
      pollfd fd{process_->out.get(), POLLIN, 0};
      REQUIRE(::poll(&fd, 1, std::chrono::milliseconds(support::patience).count()) == 1);
      char buffer[256];
      auto const got = ::recv(process_->out.get(), buffer, sizeof buffer, 0);
      REQUIRE(got > 0);
      said.append(buffer, static_cast<std::size_t>(got));
    }
    return static_cast<std::uint16_t>(std::stoi(said.substr(said.rfind(':') + 1)));
  }

  support::temporary_directory folder_{};
  std::optional<support::child> process_{};
  std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE_TEMPLATE("curl: certificates are checked", Wire, geai::transport::curl, support::looped_curl) {
  tls_server const host;
  SUBCASE("by a known authority, for this host") {
    Wire wire({.ca_file = host.ca_file()});
    geai::http::response rs;
    auto const outcome = exchange(wire, host.url("localhost"), rs);
    REQUIRE((outcome ? "" : outcome.error().message) == "");
    CHECK(rs.status == 200);
    CHECK(contains(rs.body, "TLSv1."));
  }
  SUBCASE("for another host") {
    geai::error const error = failure_of<Wire>(host.url("127.0.0.1"), {}, {.ca_file = host.ca_file()});
    CHECK(error.code == errc::transport);
    CHECK(error.phase == phase::tls);
  }
  SUBCASE("by an unknown authority") {
    geai::error const error = failure_of<Wire>(host.url("localhost"));
    CHECK(error.code == errc::transport);
    CHECK(error.phase == phase::tls);
    CHECK(contains(error.message, "certificate"));
  }
  SUBCASE("with a missing file of authorities") {
    geai::error const error = failure_of<Wire>(host.url("localhost"), {}, {.ca_file = host.ca_file() + ".gone"});
    CHECK(error.code == errc::transport);
    CHECK(error.phase == phase::tls);
  }
  SUBCASE("and two transports do not see each other's authorities") {
    Wire trusting({.ca_file = host.ca_file()});
    Wire other;
    geai::http::response rs;
    CHECK(exchange(trusting, host.url("localhost"), rs).has_value());
    CHECK(exchange(other, host.url("localhost"), rs).has_error());
    trusting.configure({});
    CHECK(exchange(trusting, host.url("localhost"), rs).has_error());
  }
}

TEST_CASE_TEMPLATE("curl: TLS 1.1 is not supported", Wire, geai::transport::curl, support::looped_curl) {
  tls_server const host({"-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"});
  geai::error const error = failure_of<Wire>(host.url("localhost"), {}, {.ca_file = host.ca_file()});
  CHECK(error.code == errc::transport);
  CHECK(error.phase == phase::tls);
}

TEST_CASE_TEMPLATE("curl: https to a server that speaks plain HTTP", Wire, geai::transport::curl,
                   support::looped_curl) {
  server host([](peer& client) {
    client.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    client.finish_sending();
    client.drain();
  });
  geai::error const error = failure_of<Wire>(host.url("/", "https"));
  CHECK(error.code == errc::transport);
  CHECK(error.phase == phase::tls);
}

TEST_CASE_TEMPLATE("curl: a TLS server that closes while the request is sent raises no SIGPIPE", Wire,
                   geai::transport::curl, support::looped_curl) {
  deadly_sigpipe const guard;
  tls_server const host;
  server relay([&](peer& client) { client.relay_to(host.port(), 100'000); });
  geai::transport::options const settings{.ca_file = host.ca_file()};
  std::string const url = "https://localhost:" + std::to_string(relay.port()) + "/";
  std::string const body(8u << 20, 'x');
  for (int i = 0; i < 5; ++i) {
    geai::error const error = failure_of<Wire>(url, body, settings);
    CHECK(error.code == errc::transport);
    CHECK(to_string(error.phase) == "send");
  }
}
