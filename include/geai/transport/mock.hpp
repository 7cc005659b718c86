#pragma once

#include <atomic>
#include <cstddef>
#include <geai/fwd.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2::transport {

// A Transport policy for tests: answers from a script and records the requests. Copies share the script and the
// recording, so that a test keeps one copy and passes another to the client. All members may be called from several threads.
//
//   geai::transport::mock wire;
//   wire.reply(200, R"({"agents":[]})");
//   geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h"};
template <class> class basic_mock {
  struct answer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::vector<std::string> chunks{};
    std::optional<error> failure{};  // after the chunks
  };

public:
  // A header of a request, owned.
  struct recorded_header {
    std::string name{};
    std::string value{};
  };

  // A request as it was sent, with owned strings.
  struct recorded_request {
    std::string method{};  // "GET"
    std::string url{};
    std::vector<recorded_header> headers{};
    std::string body{};

    // Returns the value of the first header with that name, in any case; empty if there is none.
    std::string_view header(std::string_view name) const noexcept {
      for (recorded_header const& each : headers)
        if (http::same_name(each.name, name)) return each.value;
      return {};
    }
  };

  // Creates a mock without a script; every request fails until you add an answer.
  basic_mock() : state_(std::make_shared<state>()) {}

  // Adds an answer to the script. Answers are given in order; the last one repeats.
  basic_mock& reply(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return add({status, std::move(headers), {std::move(body)}, std::nullopt});
  }

  // Adds an answer. If it is streamed, each read() returns one of the chunks, and after the last one it fails with
  // `then`, if set. send() returns the chunks joined.
  basic_mock& reply_stream(int status, std::vector<std::string> chunks,
                           std::vector<std::pair<std::string, std::string>> headers = {},
                           std::optional<error> then = {}) {
    return add({status, std::move(headers), std::move(chunks), std::move(then)});
  }

  // Adds a failure to the script.
  basic_mock& fail(error failure) { return add({no_answer, {}, {}, std::move(failure)}); }

  // Returns all requests so far, in order of arrival.
  std::vector<recorded_request> requests() const {
    std::vector<recorded_request> all;
    for (auto const* each = state_->requests.next.load(); each != nullptr; each = each->next.load())
      all.push_back(each->value);
    return all;
  }

  // Answers a request from the script. Honours the request's stop token, deadline and body limit without waiting.
  result<void> send(http::request const& request, http::response& rs) {
    result<answer> const given = take(request, rs);
    if (!given) return given.error();
    if (given->failure) return *given->failure;
    for (std::string const& chunk : given->chunks) rs.body.append(chunk);
    if (rs.body.size() > request.body_limit) {
      rs.body.clear();
      return failed(errc::too_large, phase::receive,
                    "the response's body is over the limit of " + std::to_string(request.body_limit) + " bytes");
    }
    return {};
  }

  // A body in transfer; see transport::streaming.
  class pulled_body {
  public:
    pulled_body(pulled_body&&) noexcept = default;
    pulled_body& operator=(pulled_body&&) noexcept = default;

    // Returns the next chunk. Honours stop token and deadline without waiting.
    result<std::size_t> read(std::string& out) {
      if (request_->stop.stop_requested()) return failed(errc::cancelled, phase::receive, "cancelled (phase: receive)");
      if (request_->deadline != http::no_deadline && request_->deadline <= http::clock::now())
        return failed(errc::timeout, phase::receive, "answer not complete within the deadline");
      while (next_ != given_.chunks.size()) {
        std::string const& chunk = given_.chunks[next_++];
        out.append(chunk);
        if (!chunk.empty()) return chunk.size();
      }
      if (given_.failure) return *given_.failure;
      return std::size_t{0};
    }

  private:
    friend basic_mock;
    pulled_body(answer given, http::request const& request, std::shared_ptr<void> open)
        : given_(std::move(given)), request_(&request), open_(std::move(open)) {}

    answer given_;
    http::request const* request_;
    std::size_t next_ = 0;
    std::shared_ptr<void> open_;
  };

  // Streams any answer of the script; that of a reply() arrives in one chunk.
  result<pulled_body> stream(http::request const& request, http::response& response) {
    result<answer> given = take(request, response);
    if (!given) return given.error();
    if (given->status == no_answer) return *given->failure;
    return pulled_body(*std::move(given), request, state_->open);
  }

  // Returns the number of bodies of stream() that are not destroyed yet.
  std::size_t open_streams() const noexcept { return static_cast<std::size_t>(state_->open.use_count()) - 1; }

private:
  static constexpr int no_answer = -1;

  // A list that only grows and takes no lock, so that it is consistent in the child of a fork.
  template <class T> struct node {
    T value{};
    std::atomic<node*> next{nullptr};
  };
  template <class T> static void append(node<T>& head, T value) {
    auto* const added = new node<T>{std::move(value)};
    for (node<T>* at = &head;;) {
      node<T>* after = nullptr;
      if (at->next.compare_exchange_strong(after, added)) return;
      at = after;
    }
  }
  template <class T> static void clear(node<T>& head) {
    for (node<T>* at = head.next.load(); at != nullptr;) delete std::exchange(at, at->next.load());
  }

  struct state {
    state() = default;
    state(state&&) = delete;
    ~state() {
      clear(script);
      clear(requests);
    }

    node<answer> script{};  // a sentinel before the first answer
    std::atomic<node<answer>*> given{&script};
    node<recorded_request> requests{};
    std::atomic<node<recorded_request>*> last{&requests};  // or one before it
    std::shared_ptr<void> open = std::make_shared<int>();  // each open stream owns a copy
  };

  // Takes the next answer of the script, sets its status and headers, and records the request. A request past its
  // deadline is not recorded, since a real one would not have been sent.
  result<answer> take(http::request const& rq, http::response& response) {
    if (rq.stop.stop_requested()) return failed(errc::cancelled, phase::prepare, "cancelled (phase: prepare)");
    if (rq.deadline != http::no_deadline && rq.deadline <= http::clock::now())
      return failed(errc::timeout, phase::prepare, "the deadline passed before the request was sent");

    append(*state_->last.load(), record(rq));
    if (node<recorded_request>* const more = state_->last.load()->next.load()) state_->last.store(more);
    node<answer> const* const mine = next_answer();
    if (mine == nullptr)
      return failed(errc::transport, phase::connect,
                    "geai::transport::mock has no answer to give: script one with reply() or fail()");

    answer given = mine->value;
    if (given.status == no_answer) return given;
    response.status = given.status;
    for (auto const& [name, value] : given.headers) response.add_header(name, value);
    return given;
  }

  // Returns the answer after the last one given, or the last one again; null if there is none.
  node<answer> const* next_answer() {
    node<answer>* last = state_->given.load();
    for (;;) {
      node<answer>* const next = last->next.load();
      if (next == nullptr) return last != &state_->script ? last : nullptr;
      if (state_->given.compare_exchange_weak(last, next)) return next;
    }
  }

  basic_mock& add(answer scripted) {
    append(state_->script, std::move(scripted));
    return *this;
  }

  static recorded_request record(http::request const& request) {
    recorded_request seen{std::string(request.method.name()), std::string(request.url), {}, std::string(request.body)};
    for (http::header const& each : request.headers)
      seen.headers.push_back({std::string(each.name), std::string(each.value)});
    return seen;
  }

  static error failed(errc code, phase where, std::string text) {
    error made(code, std::move(text));
    made.phase = where;
    return made;
  }

  std::shared_ptr<state> state_;
};

}  // namespace geai::inline v0_2::transport
