#pragma once

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <geai/transport/policy.hpp>
#include <mutex>
#include <string>
#include <thread>

namespace policies {

// A Transport policy over cpp-httplib. Each exchange has its own connection, and a second thread ends it at the
// deadline or when a stop is requested. Headers with the same name keep their order; other headers do not.
struct httplib_transport {
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    using namespace std::chrono;
    auto const failure = [](geai::errc code, geai::phase where, std::string const& what) {
      geai::error made(code, what + " (phase: " + std::string(geai::to_string(where)) + ")");
      made.phase = where;
      return made;
    };
    if (rq.stop.stop_requested()) return failure(geai::errc::cancelled, geai::phase::prepare, "cancelled");
    auto const left = duration_cast<milliseconds>(std::min<nanoseconds>(rq.deadline - geai::http::clock::now(), 24h));
    if (left <= 0ms) return failure(geai::errc::timeout, geai::phase::prepare, "the deadline is over");
    std::string const url(rq.url);
    std::size_t const host = url.starts_with("http://") ? 7 : url.starts_with("https://") ? 8 : url.size();
    std::size_t const target = std::min(url.find_first_of("/?", host), url.size());
    if (target == host) return failure(geai::errc::invalid_argument, geai::phase::prepare, "no URL of http: " + url);
    httplib::Client client(url.substr(0, target));
    client.set_connection_timeout(std::min(rq.connect_timeout, left));
    client.set_read_timeout(left + seconds(1));  // the guard ends it earlier
    client.set_write_timeout(left + seconds(1));
    client.set_url_encode(false);  // it is already encoded

    httplib::Request message;
    message.method = rq.method.name();
    message.path = url.substr(target);
    if (!message.path.starts_with('/')) message.path.insert(0, "/");
    for (geai::http::header const& each : rq.headers)
      message.headers.emplace(std::string(each.name), std::string(each.value));
    message.body = rq.body;
    std::atomic<geai::http::clock::time_point> heard = geai::http::clock::time_point::max();
    bool too_large = false;
    message.response_handler = [&](httplib::Response const&) {
      heard = geai::http::clock::now();
      return true;
    };
    message.content_receiver = [&](char const* piece, std::size_t size, std::uint64_t, std::uint64_t) {
      heard = geai::http::clock::now();
      too_large = size > rq.body_limit - rs.body.size();
      if (!too_large) rs.body.append(piece, size);
      return !too_large;
    };

    httplib::Response answer;
    httplib::Error outcome = httplib::Error::Success;
    guard watching(rq, heard, client);
    bool const done = client.send(message, answer, outcome);
    geai::errc const ended = watching.finish();
    if (done) {
      rs.status = answer.status;
      for (auto const& [name, value] : answer.headers) rs.add_header(name, value);
      return {};
    }
    bool const began = heard.load() != geai::http::clock::time_point::max();
    geai::phase const where = outcome == httplib::Error::Connection || outcome == httplib::Error::ConnectionTimeout
                                  ? geai::phase::connect
                              : outcome == httplib::Error::Write ? geai::phase::send
                              : began                            ? geai::phase::receive
                                                                 : geai::phase::first_byte;
    if (too_large) return failure(geai::errc::too_large, where, "the response's body is over the limit");
    if (outcome == httplib::Error::ConnectionTimeout)
      return failure(geai::errc::timeout, where, "not connected in time");
    return failure(ended, where, httplib::to_string(outcome));
  }

private:
  // Ends the exchange from another thread. It tries repeatedly, because it cannot end an exchange between two steps.
  class guard {
  public:
    guard(geai::http::request const& rq, std::atomic<geai::http::clock::time_point> const& heard, httplib::Client& of)
        : thread_([this, &rq, &heard, &of](std::stop_token finished) {
            std::unique_lock lock(mutex_);
            while (!finished.stop_requested()) {
              auto const now = geai::http::clock::now();
              auto const last = std::min(heard.load(), now);
              bool const silent = rq.idle_timeout.count() > 0 && now - last >= rq.idle_timeout;
              if (rq.stop.stop_requested())
                cause_ = geai::errc::cancelled;
              else if (silent || now >= rq.deadline)
                cause_ = geai::errc::timeout;
              if (cause_ != geai::errc::transport) of.stop();
              changed_.wait_for(lock, finished, std::chrono::milliseconds(10), [] { return false; });
            }
          }) {}

    // The reason for the end; errc::transport if the exchange ended by itself.
    geai::errc finish() {
      thread_.request_stop();
      thread_.join();
      return cause_;
    }

  private:
    std::mutex mutex_{};
    std::condition_variable_any changed_{};
    geai::errc cause_ = geai::errc::transport;
    std::jthread thread_;
  };
};

static_assert(geai::transport::policy<httplib_transport>);

}  // namespace policies
