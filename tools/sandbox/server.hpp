#pragma once
// The HTTP engine: httplib parses and writes; the connections are ours (connection.hpp explains why).

#include <httplib.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "connection.hpp"
#include "http.hpp"

namespace sandbox {

struct tls_files {
  std::string certificate;
  std::string key;
};

// The application's decision about one request.
struct outcome {
  std::optional<reply> answer;  // empty: the connection is closed without a reply
  delivery how{};
};

class server final : private httplib::Server {
public:
  using application = std::function<outcome(request const&, connection&)>;

  server(application app, std::optional<tls_files> const& tls);  // throws std::runtime_error
  ~server() override;

  int bind(int port);  // 0 = any; returns the port; throws std::runtime_error
  void run();          // until stop()
  void stop();         // may be called from any thread, before or during run()

private:
  bool process_and_close_socket(socket_t socket) override;
  void serve(connection& c);
  void install_handlers();
  void handle(httplib::Request const& rq, httplib::Response& rs, std::string body);
  SSL* new_tls(socket_t socket);

  application app_;
  struct free_context {
    void operator()(SSL_CTX* c) const { SSL_CTX_free(c); }
  };
  std::unique_ptr<SSL_CTX, free_context> tls_;
  std::atomic<std::uint64_t> connections_{0};
  std::mutex open_mutex_;
  std::set<socket_t> open_;  // so that stop() can wake threads that wait on one
  bool stopping_ = false;
  std::atomic<bool> finished_{false};
};

}  // namespace sandbox
