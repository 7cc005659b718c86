#pragma once

#include <atomic>
#include <cstddef>
#include <geai/detail/narrow_cast.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2::transport {

namespace detail {

// Replaces the body type of a transport that cannot stream.
struct no_body {
  result<std::size_t> read(std::string&) { return std::size_t{0}; }
};

template <class Transport> struct body_of { using type = no_body; };
template <streaming Transport> struct body_of<Transport> {
  using type = typename decltype(std::declval<Transport&>().stream(std::declval<http::request const&>(),
                                                                   std::declval<http::response&>()))::value_type;
};

}  // namespace detail

// A Transport policy for tests: sends requests over another transport and fails where the test says. So you can take a
// program through every possible failure, one after another:
//
//   geai::transport::mock wire;
//   wire.reply(200, R"({"agents":[]})");
//   geai::transport::faulty network{wire};
//   geai::ai_lab_client client{network, geai::api_key = "k", geai::base_url = "https://h"};
//   for (int step = 1;; ++step) {
//     network.fail_at(step);
//     auto agents = client.list_agents();
//     if (network.failures() == 0) break;  // the call has no more steps
//     ...                                  // assert what holds after a retry or a failure
//   }
//
// The steps of an exchange. They are counted over all exchanges since fail_at() or fail_from():
//
// | phase of the error | failure                                                      | the other transport              |
// |--------------------|--------------------------------------------------------------|----------------------------------|
// | resolve            | resolving the host's name                                    | is not called                    |
// | connect            | connecting                                                   | is not called                    |
// | tls                | the handshake                                                | is not called                    |
// | send               | sending, after half of the request                           | is not called                    |
// | first_byte         | waiting: the request was sent, the response is lost          | has done the exchange            |
// | receive            | the body: half of it has arrived                             | has done the exchange            |
// | receive            | the end of the body: all bytes arrived, but not their end    | has done the exchange            |
//
// In a stream, each read() is a step; a failing one delivers half of its bytes. An exchange that fails in the other
// transport has no further steps.
//
// Copies share everything, including the other transport, except a client's proxy and ca_file. All members may be
// called from several threads at once if those of the other transport may.
template <policy Inner> class faulty {
public:
  // Takes ownership of the other transport. Nothing fails until you call fail_at() or fail_from().
  explicit faulty(Inner inner) : inner_(std::move(inner)) {}

  // Restarts the count. The step with this number, from 1, fails with this code: errc::transport, timeout or cancelled.
  void fail_at(int step, errc code = errc::transport) { plan(step, step, code); }

  // Fails this step and all later ones: the network is down and stays down.
  void fail_from(int step, errc code = errc::transport) { plan(step, (std::numeric_limits<int>::max)(), code); }

  // Stops failing.
  void recover() { plan(0, 0, errc::transport); }

  // The number of steps since fail_at() or fail_from(), the number of those that failed, and the phase of the last
  // failure.
  int steps() const { return state_->steps; }
  int failures() const { return state_->failures; }
  phase failed_in() const { return state_->failed_in; }

  // Configures the other transport and restarts its steps; see transport::policy.
  void configure(options const& settings) requires configurable<Inner> { inner_.configure(settings); }

  // Returns this plan of failures over another transport of the same kind; see transport::policy.
  faulty with(options const& settings) const requires requires(Inner const& inner) { Inner(inner.with(settings)); }
  {
    faulty other(inner_->with(settings));
    other.state_ = state_;
    return other;
  }

  // Sends a request; see transport::policy.
  result<void> send(http::request const& request, http::response& response) {
    return carry(response, nullptr, [&] { return inner_->send(request, response); });
  }

  // Sends a request with a body source; see transport::sends_sources.
  result<void> send(http::request const& request, http::body_source& body,
                    http::response& response) requires sends_sources<Inner> {
    return carry(response, &body, [&] { return inner_->send(request, body, response); });
  }

  // A body in transfer; see transport::streaming.
  class pulled_body {
    using inner_body = typename detail::body_of<Inner>::type;

  public:
    pulled_body(pulled_body&&) = default;
    pulled_body& operator=(pulled_body&&) = default;

    // Reads like the other transport until it is this step's turn to fail.
    result<std::size_t> read(std::string& out) {
      if (failure_) return *failure_;
      std::size_t const before = out.size();
      result<std::size_t> const got = body_->read(out);
      if (!got) return got;
      failure_ = from_.step(phase::receive);
      if (!failure_) return got;
      body_.reset();
      out.resize(before + *got / 2);
      if (out.size() == before) return *failure_;
      return out.size() - before;
    }

  private:
    friend faulty;
    pulled_body(faulty other, inner_body body) : from_(std::move(other)), body_(std::move(body)) {}

    faulty from_;
    std::optional<inner_body> body_;
    std::optional<error> failure_{};
  };

  // Opens a stream; see transport::streaming.
  result<pulled_body> stream(http::request const& request, http::response& response) requires streaming<Inner> {
    if (std::optional<error> failed = before_answer(nullptr)) return *std::move(failed);
    auto opened = inner_->stream(request, response);
    if (!opened) return opened.error();
    if (std::optional<error> failed = step(phase::first_byte)) {
      response.clear();
      return *std::move(failed);
    }
    return pulled_body(*this, *std::move(opened));
  }

private:
  struct state {
    std::atomic<int> first{0};  // the steps that fail
    std::atomic<int> last{0};
    std::atomic<errc> code{errc::transport};
    std::atomic<int> steps{0};
    std::atomic<int> failures{0};
    std::atomic<phase> failed_in{phase::none};
  };

  void plan(int first, int last, errc code) {
    state_->first = first;
    state_->last = last;
    state_->code = code;
    state_->steps = 0;
    state_->failures = 0;
    state_->failed_in = phase::none;
  }

  // Counts the next step; returns an error if it is one that fails.
  std::optional<error> step(phase where) {
    int const number = ++state_->steps;
    if (number < state_->first || number > state_->last) return std::nullopt;
    ++state_->failures;
    state_->failed_in = where;
    std::string sentence("geai::transport::faulty failed step ");
    sentence.append(std::to_string(number)).append(" (phase: ").append(to_string(where)).append(")");
    error made(state_->code, std::move(sentence));
    made.phase = where;
    return made;
  }

  std::optional<error> before_answer(http::body_source* body) {
    for (phase where : {phase::resolve, phase::connect, phase::tls})
      if (std::optional<error> failed = step(where)) return failed;
    std::optional<error> failed = step(phase::send);
    if (failed && body != nullptr)
      if (result<void> taken = take_half(*body); !taken) return taken.error();
    return failed;
  }

  static result<void> take_half(http::body_source& body) {
    char piece[4096];
    for (auto left = body.size() / 2; left != 0;) {
      result<std::size_t> const got =
          body.read(piece, left < sizeof piece ? geai::detail::narrow_cast<std::size_t>(left) : sizeof piece);
      if (!got) return got.error();
      if (*got == 0) break;
      left -= *got;
    }
    return {};
  }

  template <class Transfer>
  result<void> carry(http::response& response, http::body_source* body, Transfer const& transfer) {
    if (std::optional<error> failed = before_answer(body)) return *std::move(failed);
    if (result<void> done = transfer(); !done) return done;
    std::size_t const whole = response.body.size();
    if (std::optional<error> failed = step(phase::first_byte)) return lose(response, 0, *std::move(failed));
    if (std::optional<error> failed = step(phase::receive)) return lose(response, whole / 2, *std::move(failed));
    if (std::optional<error> failed = step(phase::receive)) return lose(response, whole, *std::move(failed));
    return {};
  }

  static error lose(http::response& response, std::size_t left, error failed) {
    response.body.resize(left);
    response.status = 0;
    if (failed.phase == phase::first_byte) response.headers.clear();
    return failed;
  }

  detail::shared_transport<Inner> inner_;
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

}  // namespace geai::inline v0_2::transport
