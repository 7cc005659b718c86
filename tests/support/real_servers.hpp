#pragma once

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "integration/curl_servers.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

// Third-party servers: openssl's, and nginx with HTTP/2. They listen on the loopback address and end with their
// objects.
namespace support {

using namespace std::chrono_literals;

inline void openssl(std::vector<std::string> const& arguments) {
  auto const done = run("openssl", arguments);
  INFO(done.err);
  REQUIRE(done.exit_code == 0);
}

// A certificate authority of the test and the certificates that it signs.
class authority {
public:
  authority() {
    openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=test authority", "-keyout", file("ca.key"), "-out", ca_file()});
  }

  std::string file(std::string const& name) const { return (folder_.path() / name).string(); }
  std::string ca_file() const { return file("ca.pem"); }
  std::string folder() const { return folder_.path().string(); }
  void write(std::string const& name, std::string const& text) const { folder_.write(name, text); }

  // Creates NAME.pem and NAME.key.
  void sign(std::string const& name, std::string const& host, std::string const& days) const {
    request(name, host);
    openssl({"x509", "-req", "-in", file(name + ".req"), "-CA", ca_file(), "-CAkey", file("ca.key"), "-CAcreateserial",
             "-days", days, "-extfile", file(name + ".ext"), "-out", file(name + ".pem")});
  }
  void self_sign(std::string const& name, std::string const& host) const {
    request(name, host);
    openssl({"x509", "-req", "-in", file(name + ".req"), "-signkey", file(name + ".key"), "-days", "2", "-extfile",
             file(name + ".ext"), "-out", file(name + ".pem")});
  }

private:
  void request(std::string const& name, std::string const& host) const {
    folder_.write(name + ".ext", "subjectAltName=DNS:" + host + "\n");
    openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + host,
             "-keyout", file(name + ".key"), "-out", file(name + ".req")});
  }

  temporary_directory folder_{};
};

// Runs some test cases of this program over a libcurl that a file of tests/field changes. Returns nothing, with a
// message, if the file cannot be compiled.
inline std::optional<run_result> run_with_changed_curl(std::string const& file, std::string const& test_cases) {
  char const* const given = std::getenv("GEAI_FIELD");
  std::filesystem::path const folder =
      given != nullptr ? given : std::filesystem::path(__FILE__).parent_path().parent_path() / "field";
  temporary_directory const out;
  std::string const library = (out.path() / "changed.so").string();
  auto const built = run("cc", {"-shared", "-fPIC", "-o", library, (folder / file).string(), "-ldl"});
  if (built.exit_code != 0) {
    MESSAGE("not tested: " << file << " cannot be compiled: " << built.err);
    return std::nullopt;
  }
  return run(std::filesystem::read_symlink("/proc/self/exe").string(), {"-tc=" + test_cases, "--no-skip"},
             {.env = {{"LD_PRELOAD", library}}, .limit = 5min});
}

// A free port, which another program may take: callers retry.
inline std::string free_port() { return std::to_string(listener().port()); }

inline bool accepts(std::string const& port) {
  descriptor const fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in const address = loopback(static_cast<std::uint16_t>(std::stoi(port)));
  return ::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
}

// Starts a program that listens on a port; returns null if it does not start.
inline std::unique_ptr<child> started(std::string const& program, std::vector<std::string> const& arguments,
                                      std::string const& port) {
  auto process = std::make_unique<child>(program, arguments, environment{});
  for (auto const end = clock::now() + 10s; clock::now() < end;) {
    if (process->wait(clock::now())) return nullptr;
    if (accepts(port)) return process;
    std::this_thread::sleep_for(5ms);
  }
  return nullptr;
}

// openssl's server with a certificate from the authority's folder; it replies to a GET with an HTML page.
class tls_host {
public:
  tls_host(authority const& with, std::string const& name) {
    for (int attempt = 0; attempt != 3 && !process_; ++attempt) {
      port_ = free_port();
      process_ = started("openssl",
                         {"s_server", "-accept", "127.0.0.1:" + port_, "-cert", with.file(name + ".pem"), "-key",
                          with.file(name + ".key"), "-www", "-quiet"},
                         port_);
    }
    REQUIRE(process_);
  }

  std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(port_)); }
  std::string url() const { return "https://localhost:" + port_; }

private:
  std::string port_{};
  std::unique_ptr<support::child> process_{};
};

// nginx, speaking HTTP/2 over TLS in front of a server of the test.
class http2_front {
public:
  http2_front(authority const& signing, server const& behind, std::string const& settings)
      : http2_front(signing, settings +
                                 "\n  location / { proxy_pass http://127.0.0.1:" + std::to_string(behind.port()) +
                                 "; proxy_buffering off; proxy_http_version 1.1; proxy_set_header Connection \"\"; "
                                 "proxy_next_upstream off; }") {}

  // Without a server behind it: `settings` has the locations.
  http2_front(authority const& signing, std::string const& settings, std::string const& in_http = "access_log off;") {
    for (int attempt = 0; attempt != 3 && !process_; ++attempt) {
      port_ = free_port();
      signing.write("nginx.conf", "daemon off; master_process off; pid " + signing.file("nginx.pid") + "; error_log " +
                                      signing.file("nginx.log") + " info;\nevents {}\nhttp {\n " + in_http +
                                      "\n client_body_temp_path " + signing.file("body") + "; proxy_temp_path " +
                                      signing.file("proxy") + "; fastcgi_temp_path " + signing.file("fastcgi") +
                                      "; uwsgi_temp_path " + signing.file("uwsgi") + "; scgi_temp_path " +
                                      signing.file("scgi") + ";\n server {\n  listen 127.0.0.1:" + port_ +
                                      " ssl http2; ssl_certificate " + signing.file("good.pem") +
                                      "; ssl_certificate_key " + signing.file("good.key") + ";\n  " + settings +
                                      "\n }\n}\n");
      process_ =
          started(program(),
                  {"-p", signing.folder(), "-c", signing.file("nginx.conf"), "-e", signing.file("nginx.log")}, port_);
    }
  }

  static std::string program() {
    for (char const* path : {"/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"})
      if (::access(path, X_OK) == 0) return path;
    return {};
  }

  explicit operator bool() const { return process_ != nullptr; }
  std::string url() const { return "https://localhost:" + port_; }
  void end() { process_.reset(); }

private:
  std::string port_{};
  std::unique_ptr<child> process_{};
};

}  // namespace support
