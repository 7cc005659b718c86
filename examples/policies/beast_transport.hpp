#pragma once

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string>

namespace policies {

// A Transport policy over Boost.Beast, for plain http. Each exchange has its own connection, and the calling thread
// runs it. Limits and the stop token end it in any phase except name resolution, which the system cannot cancel.
struct beast_transport {
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) { return exchange(rq).run(rs); }

private:
  class exchange {
    using phase = geai::phase;
    using parser = boost::beast::http::response_parser<boost::beast::http::string_body>;

  public:
    explicit exchange(geai::http::request const& rq) : rq_(rq) {}
    geai::result<void> run(geai::http::response& rs) {
      namespace http = boost::beast::http;
      std::string const url(rq_.url);
      std::size_t const slash = std::min(url.find_first_of("/?", 7), url.size());
      std::string const authority = url.starts_with("http://") ? url.substr(7, slash - 7) : "";
      std::size_t const colon = authority.find(':', authority.find(']') + 1);
      if (authority.empty()) return failure(geai::errc::invalid_argument, "no URL of plain http: " + url);
      std::stop_callback const on_stop(rq_.stop, [this] { boost::asio::post(io_, [this] { stream_.cancel(); }); });

      boost::asio::ip::tcp::resolver resolver(io_);
      boost::asio::ip::tcp::resolver::results_type hosts;
      auto const service = colon < authority.size() ? authority.substr(colon + 1) : "80";
      if (!step(phase::resolve, rq_.connect_timeout, [&](auto done) {
            resolver.async_resolve(authority.substr(0, colon), service, [&hosts, done](auto code, auto found) {
              hosts = found;
              done(code, 0);
            });
          }))
        return *failed_;
      if (!step(phase::connect, rq_.connect_timeout, [&](auto done) { stream_.async_connect(hosts, done); }))
        return *failed_;

      http::request<http::string_body> message;
      message.method_string(rq_.method.name());
      message.target(url.substr(slash).starts_with('/') ? url.substr(slash) : "/" + url.substr(slash));
      for (geai::http::header const& each : rq_.headers) message.insert(each.name, each.value);
      if (message.find(http::field::host) == message.end()) message.set(http::field::host, authority);
      message.body() = rq_.body;
      message.prepare_payload();
      if (!step(phase::send, no_limit, [&](auto done) { http::async_write(stream_, message, done); })) return *failed_;

      boost::beast::flat_buffer buffer;
      std::optional<parser> reading;
      do {  // interim responses, then the answer
        reading.emplace().body_limit(rq_.body_limit);
        reading->skip(rq_.method == geai::http::verb::head);
        if (!step(phase::first_byte, no_limit,
                  [&](auto done) { http::async_read_header(stream_, buffer, *reading, done); }))
          return *failed_;
      } while (reading->get().result_int() / 100 == 1);
      while (!reading->is_done())
        if (!step(phase::receive, rq_.idle_timeout,
                  [&](auto done) { http::async_read_some(stream_, buffer, *reading, done); }))
          return *failed_;

      rs.status = static_cast<int>(reading->get().result_int());
      for (auto const& each : reading->get()) rs.add_header(each.name_string(), each.value());
      rs.body += reading->get().body();
      return {};
    }

  private:
    static constexpr geai::http::clock::duration no_limit{};

    // Calls `start` and waits for the operation until the deadline, or for `longest` if that is not zero.
    template <class Start> bool step(phase which, geai::http::clock::duration longest, Start start) {
      auto const now = geai::http::clock::now();
      boost::beast::error_code code = boost::beast::error::timeout;
      step_ = which;
      if (now < rq_.deadline && !rq_.stop.stop_requested()) {
        stream_.expires_at(longest.count() > 0 && rq_.deadline - now > longest ? now + longest : rq_.deadline);
        start([&code](boost::beast::error_code outcome, auto const&) { code = outcome; });
        io_.restart();
        io_.run();
      }
      if (rq_.stop.stop_requested())
        failed_ = failure(geai::errc::cancelled, "cancelled");
      else if (code == boost::beast::error::timeout)
        failed_ = failure(geai::errc::timeout, "not done in time");
      else if (code == boost::beast::http::error::body_limit)
        failed_ = failure(geai::errc::too_large, "the response's body is over the limit");
      else if (code)
        failed_ = failure(geai::errc::transport, code.message());
      return !failed_;
    }

    geai::error failure(geai::errc code, std::string const& what) const {
      geai::error made(code, what + " (phase: " + std::string(geai::to_string(step_)) + ")");
      made.phase = step_;
      return made;
    }

    geai::http::request const& rq_;
    boost::asio::io_context io_{1};
    boost::beast::tcp_stream stream_{io_};
    phase step_ = phase::prepare;
    std::optional<geai::error> failed_{};
  };
};

static_assert(geai::transport::policy<beast_transport>);

}  // namespace policies
