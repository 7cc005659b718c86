#include "server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "identifiers.hpp"

namespace sandbox {

namespace {

using namespace std::chrono_literals;

// A keep-alive connection occupies its worker, so there must be far more workers than connections in one test.
constexpr std::size_t workers = 128;
constexpr int backlog = 512;
constexpr auto idle_limit = 60s;

// httplib does not pass a request's stream to its handler; one worker serves one connection.
thread_local connection* current = nullptr;

// httplib reads no body for these methods; the bytes that follow cannot be distinguished from the next request.
bool has_unread_body(httplib::Request const& rq) {
  bool const expected = rq.method == "POST" || rq.method == "PUT" || rq.method == "PATCH" || rq.method == "DELETE";
  return !expected && (rq.has_header("Transfer-Encoding") || rq.has_header("Content-Length")) &&
         rq.get_header_value("Content-Length") != "0";
}

// httplib calls these malformed, although the rest of the request may be valid.
bool has_unknown_method(std::string_view head) {
  constexpr std::array<std::string_view, 6> ours{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  auto const line = head.substr(0, head.find("\r\n"));
  auto const method = line.substr(0, line.find(' '));
  bool const word = !method.empty() && std::ranges::all_of(method, [](char c) { return c >= 'A' && c <= 'Z'; });
  return word && std::ranges::find(ours, method) == ours.end() && line.find(" HTTP/1.") != line.npos;
}

void end_connection(httplib::Response& rs) {
  current->close_after_reply();
  rs.set_header("Connection", "close");
}

void set_reply(httplib::Response& out, reply const& in) {
  out.status = in.status;
  for (auto const& [name, value] : in.headers) out.headers.emplace(name, value);
  if (!out.has_header("X-Request-Id")) out.set_header("X-Request-Id", unique_id());  // a fault may set its own
  if (in.stream) {
    auto const produce = [stream = in.stream](std::size_t, httplib::DataSink& sink) {
      stream([&](std::string_view bytes) { return sink.write(bytes.data(), bytes.size()); });
      sink.done();
      return true;
    };
    out.set_chunked_content_provider(in.content_type, produce);
  } else if (in.content_type.empty()) {
    out.body = in.body;
  } else {
    out.set_content(in.body, in.content_type);
  }
}

}  // namespace

server::server(application app, std::optional<tls_files> const& tls) : app_(std::move(app)) {
  new_task_queue = [] { return new httplib::ThreadPool(workers); };
  set_tcp_nodelay(true);
  set_keep_alive_max_count(1'000'000);  // announced in the Keep-Alive header; not enforced
  set_keep_alive_timeout(std::chrono::seconds(idle_limit).count());
  // Not httplib's default, which silently lets two servers share one port.
  set_socket_options([](socket_t s) {
    int const yes = 1;
    ::setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  install_handlers();
  if (!tls) return;
  tls_.reset(SSL_CTX_new(TLS_server_method()));
  if (!tls_ || SSL_CTX_use_certificate_chain_file(tls_.get(), tls->certificate.c_str()) != 1)
    throw std::runtime_error("cannot use the certificate " + tls->certificate);
  if (SSL_CTX_use_PrivateKey_file(tls_.get(), tls->key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(tls_.get()) != 1)
    throw std::runtime_error("cannot use the key " + tls->key);
  SSL_CTX_set_min_proto_version(tls_.get(), TLS1_2_VERSION);
}

server::~server() = default;

void server::install_handlers() {
  // The sandbox does the routing: httplib sees every request as one for "/", with a body that it does not interpret.
  auto const plain = [this](httplib::Request const& rq, httplib::Response& rs) { handle(rq, rs, {}); };
  auto const with_body = [this](httplib::Request const& rq, httplib::Response& rs, httplib::ContentReader const& read) {
    std::string body;
    if (!read([&](char const* data, std::size_t size) { return body.append(data, size), true; })) {
      set_reply(rs, api_failure(400, code::bad_input, "The body is incomplete").to_reply());
      return end_connection(rs);
    }
    handle(rq, rs, std::move(body));
  };
  Get("/", plain).Options("/", plain);
  Post("/", with_body).Put("/", with_body).Patch("/", with_body).Delete("/", with_body);
  // Requests that httplib refuses (a malformed request line, an unknown method) get the common shape too.
  set_error_handler(HandlerWithResponse([](httplib::Request const&, httplib::Response& rs) {
    if (rs.has_header("X-Request-Id")) return HandlerResponse::Unhandled;
    int const status = rs.status == 400 && has_unknown_method(current->head()) ? 405 : rs.status;
    set_reply(rs, api_failure(status, status, "Request not understood").to_reply());
    end_connection(rs);
    return HandlerResponse::Handled;
  }));
}

void server::handle(httplib::Request const& rq, httplib::Response& rs, std::string body) {
  request in;
  in.method = rq.method;
  in.headers = header_lines(current->head());
  in.body = std::move(body);
  in.connection = current->number();
  in.target = current->target();
  in.path = in.target.substr(0, in.target.find('?'));
  auto result = app_(in, *current);
  if (!result.answer) {
    current->abandon(result.how.reset);
    return;
  }
  set_reply(rs, *result.answer);
  if (has_unread_body(rq)) end_connection(rs);
  result.how.body_follows = !rs.body.empty() && rq.method != "HEAD";
  current->deliver(result.how);
}

SSL* server::new_tls(socket_t socket) {
  if (!tls_) return nullptr;
  SSL* const ssl = SSL_new(tls_.get());
  if (ssl != nullptr) SSL_set_fd(ssl, socket);
  return ssl;
}

bool server::process_and_close_socket(socket_t socket) {
  timeval const patience{.tv_sec = 30, .tv_usec = 0};  // limit for a stalled TLS handshake or write
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  int const yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  {
    std::scoped_lock const lock(open_mutex_);
    if (stopping_) ::shutdown(socket, SHUT_RDWR);
    open_.insert(socket);
  }
  {
    connection c(socket, new_tls(socket), ++connections_);
    try {
      if (c.handshake()) serve(c);
    } catch (std::exception const&) {  // out of memory: this connection ends, the others continue
    }
    current = nullptr;
    std::scoped_lock const lock(open_mutex_);
    open_.erase(socket);
  }
  return true;
}

void server::serve(connection& c) {
  current = &c;
  auto const prepare = [&](httplib::Request& rq) {
    rq.ranges.clear();
    rq.headers.erase("Content-Type");  // prevents httplib from parsing forms and multipart
    // httplib would read a POST without a length until the connection ends.
    if (!rq.has_header("Content-Length") && !rq.has_header("Transfer-Encoding")) rq.set_header("Content-Length", "0");
  };
  bool closed = false;
  while (!closed && c.next_request(idle_limit)) {
    bool const ok = process_request(c, false, closed, prepare);
    if (!c.end_reply() || !ok) break;
  }
}

int server::bind(int port) {
  if (port == 0)
    port = bind_to_any_port("127.0.0.1");
  else if (!bind_to_port("127.0.0.1", port))
    port = -1;
  if (port <= 0) throw std::runtime_error("cannot listen on 127.0.0.1: the port is taken or not allowed");
  ::listen(svr_sock_, backlog);  // httplib listens with a backlog of 5; another call raises it
  return port;
}

void server::run() {
  listen_after_bind();
  finished_ = true;
}

void server::stop() {
  while (!is_running() && !finished_) std::this_thread::sleep_for(1ms);  // httplib ignores a stop that comes too early
  {
    std::scoped_lock const lock(open_mutex_);
    stopping_ = true;
    for (auto const s : open_) ::shutdown(s, SHUT_RDWR);
  }
  httplib::Server::stop();
}

}  // namespace sandbox
