#pragma once

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/of_process.hpp>
#include <geai/detail/system/files.hpp>
#include <geai/detail/system/process.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/faulty.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/policy.hpp>
#include <geai/transport/recording.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace geai::inline v0_2::transport {

namespace detail {

// The file of a recording. Exchanges are written in the order in which they began, when they and all earlier ones are
// complete.
class recorder {
public:
  recorder(std::string path, recording_rules rules) : path_(std::move(path)), redactor_(std::move(rules)) { open(); }
  recorder(recorder&&) = delete;
  ~recorder() {
    if (file_ >= 0) geai::detail::close_file(file_);
  }

  std::optional<error> failure() const {
    if (process_ != geai::detail::current_process()) [[unlikely]] {
      error what(errc::invalid_argument, "only the process that started a recording writes it, not a fork of it");
      what.phase = phase::prepare;
      return what;
    }
    std::lock_guard<std::mutex> const lock(mutex_);
    return failure_;
  }

  // Returns the number of an exchange that begins.
  std::size_t begin(http::request const& request, std::string_view body, std::size_t body_size) {
    std::lock_guard<std::mutex> const lock(mutex_);
    open_.push_back({redactor_.request(request, body, body_size), false});
    return finished_ + open_.size() - 1;
  }

  void finish(std::size_t number, int status, http::header_list const& headers, std::string_view body,
              std::optional<error> failed) {
    if (process_ != geai::detail::current_process()) [[unlikely]]
      return;
    std::lock_guard<std::mutex> const lock(mutex_);
    entry& mine = open_[number - finished_];
    if (status != 0) redactor_.response(mine.exchange, status, headers, body);
    if (failed) mine.exchange.failure = redactor_.failure(*std::move(failed));
    mine.complete = true;
    while (!open_.empty() && open_.front().complete) {
      write(written(open_.front().exchange));
      open_.erase(open_.begin());
      ++finished_;
    }
  }

private:
  struct entry {
    recorded_exchange exchange;
    bool complete;
  };

  // Writes a new file and renames it, so that a file that others have open, or the target of a link, stays unchanged.
  void open() {
    geai::detail::file_status old;
    if (geai::detail::find_name(path_, old) && !old.regular() && !old.link())
      return fail("it exists and is not a regular file");
    std::string name;
    file_ = geai::detail::create_beside(path_, true, name);
    if (file_ < 0) return fail(std::strerror(errno));
    if (geai::detail::rename_file(name, path_)) return;
    fail(std::strerror(errno));
    geai::detail::remove_file(name);
  }

  void write(std::string_view text) {
    if (file_ >= 0 && !geai::detail::write_all(file_, text)) fail(std::strerror(errno));
  }

  void fail(std::string_view reason) {
    failure_.emplace(errc::invalid_argument, "cannot write the recording " + path_ + ": ");
    failure_->message += reason;
    failure_->phase = phase::prepare;
  }

  geai::detail::process_id process_ = geai::detail::current_process();
  std::string path_;
  mutable std::mutex mutex_{};
  redactor redactor_;
  int file_ = -1;
  std::optional<error> failure_{};
  std::vector<entry> open_{};  // from number finished_ on
  std::size_t finished_ = 0;
};

}  // namespace detail

// A Transport policy that sends requests over another transport and records the exchanges, which transport::replay
// replays without a network:
//
//   geai::ai_lab_client client{geai::transport::record{geai::transport::curl{}, "agents.recording"}, ...};
//
// The file is a text that you can read and edit (recording.hpp describes its form). It is private to its owner (0600; on
// Windows the permissions of its folder apply). It replaces a file or a link of that name, but not the target of a link.
// Exchanges are in the order in which they began. Secrets are removed (recording_rules): every value that is not known to
// be harmless is ***, and so is the request's credential wherever it occurs. Prompts, messages and files are written
// unchanged: check a recording before you share it.
//
// Of a request body that is neither JSON nor a form, only the size is written. A stream is written when it is destroyed.
//
// Copies share everything, including the other transport, except a client's proxy and ca_file. All members may be called
// from several threads at once if those of the other transport may. If the file cannot be written, and in the child of a
// fork, each exchange fails with errc::invalid_argument.
template <policy Inner> class record {
public:
  // Takes ownership of the other transport. Creates or truncates the file.
  record(Inner inner, std::string path, recording_rules rules = {})
      : inner_(std::move(inner)), file_(std::make_shared<detail::recorder>(std::move(path), std::move(rules))) {}

  // Configures the other transport.
  void configure(options const& settings) requires configurable<Inner> { inner_.configure(settings); }

  // Returns a recorder of the same file over another transport of the same kind; see transport::policy.
  record with(options const& settings) const requires requires(Inner const& inner) { Inner(inner.with(settings)); }
  { return record(inner_->with(settings), file_); }

  // Sends a request over the other transport and writes the response or failure to the file. See transport::policy.
  result<void> send(http::request const& request, http::response& response) {
    return carry(request, request.body, request.body.size(), response, [&] { return inner_->send(request, response); });
  }

  // Sends a request with a body source; only the size of the body is written. See transport::sends_sources.
  result<void> send(http::request const& request, http::body_source& body,
                    http::response& response) requires sends_sources<Inner> {
    auto const size = geai::detail::narrow_cast<std::size_t>(body.size());
    return carry(request, {}, size, response, [&] { return inner_->send(request, body, response); });
  }

  // A body in transfer; see transport::streaming.
  class pulled_body {
    using inner_body = typename detail::body_of<Inner>::type;

  public:
    pulled_body(pulled_body&&) noexcept = default;
    pulled_body& operator=(pulled_body&&) noexcept = default;

    // Reads the next bytes of the body, like the other transport. They are written to the file when the body is
    // destroyed.
    result<std::size_t> read(std::string& out) {
      std::size_t const before = out.size();
      result<std::size_t> got = last_activity_->body.read(out);
      if (got)
        last_activity_->text.append(out, before);
      else
        last_activity_->failure = got.error();
      return got;
    }

  private:
    friend record;

    struct heard {
      heard(std::shared_ptr<detail::recorder> where, std::size_t which, inner_body source,
            http::response const& response)
          : to(std::move(where)),
            number(which),
            body(std::move(source)),
            status(response.status),
            headers(response.headers) {}
      heard(heard&&) = delete;
      ~heard() { to->finish(number, status, headers, text, failure); }

      std::shared_ptr<detail::recorder> to;
      std::size_t number;
      inner_body body;
      int status;
      http::header_list headers;
      std::string text{};
      std::optional<error> failure{};
    };

    explicit pulled_body(std::unique_ptr<heard> what) : last_activity_(std::move(what)) {}

    std::unique_ptr<heard> last_activity_;
  };

  // Opens a stream; see transport::streaming.
  result<pulled_body> stream(http::request const& request, http::response& response) requires streaming<Inner> {
    if (std::optional<error> failed = file_->failure()) return *std::move(failed);
    ending end{*file_, file_->begin(request, request.body, request.body.size())};
    auto opened = inner_->stream(request, response);
    if (!opened) return end.with(opened.error());
    end.open = false;
    return pulled_body(
        std::make_unique<typename pulled_body::heard>(file_, end.number, *std::move(opened), std::as_const(response)));
  }

private:
  // Finishes the exchange even if the other transport throws.
  struct ending {
    detail::recorder& file;
    std::size_t number;
    bool open = true;

    ending(detail::recorder& to, std::size_t which) : file(to), number(which) {}
    ending(ending&&) = delete;
    ~ending() {
      if (open) file.finish(number, 0, {}, {}, error(errc::transport, "the transport threw an exception"));
    }

    error with(error failed) {
      open = false;
      file.finish(number, 0, {}, {}, failed);
      return failed;
    }
  };

  template <class Transfer>
  result<void> carry(http::request const& request, std::string_view body, std::size_t body_size,
                     http::response& response, Transfer const& transfer) {
    if (std::optional<error> failed = file_->failure()) return *std::move(failed);
    ending end{*file_, file_->begin(request, body, body_size)};
    if (result<void> done = transfer(); !done) return end.with(done.error());
    end.open = false;
    file_->finish(end.number, response.status, response.headers, response.body, {});
    return {};
  }

  record(Inner inner, std::shared_ptr<detail::recorder> file) : inner_(std::move(inner)), file_(std::move(file)) {}

  detail::shared_transport<Inner> inner_;
  std::shared_ptr<detail::recorder> file_;
};

// A Transport policy that answers from a recording, without a network:
//
//   geai::ai_lab_client client{geai::transport::replay{"agents.recording"}, geai::api_key = "k", geai::base_url = "https://h"};
//
// A request is answered by the first unused exchange of the recording with the same method, path, query and body, where
// all secrets are equal; headers and host are ignored. If there is none, the exchange fails with errc::invalid_argument,
// which is not retried, and the message names the request. A stream arrives one event at a time. The rules must be those
// of the recording.
//
// Copies share the set of used exchanges. All members may be called from several threads at once.
class replay {
public:
  // Reads the file. If that fails, each exchange fails.
  explicit replay(std::string path, recording_rules rules = {})
      : state_(std::make_shared<state>(std::move(path), std::move(rules))) {
    read();
  }

  // Returns the recorded requests that were not used so far, one line each, such as "GET /v2/agents".
  std::vector<std::string> unused() const {
    std::lock_guard<std::mutex> const lock(state_->mutex.own());
    std::vector<std::string> lines;
    for (entry const& each : state_->entries)
      if (!each.used) lines.push_back(each.exchange.method + " " + each.exchange.target);
    return lines;
  }

  // Answers a request from the recording. Honours the request's stop token, deadline and body limit without waiting.
  result<void> send(http::request const& request, http::response& response) {
    result<mock> scripted = script(request, request.body, request.body.size());
    return scripted ? scripted->send(request, response) : scripted.error();
  }

  // Replays a request with a body source; only the size of the body is compared.
  result<void> send(http::request const& request, http::body_source& body, http::response& response) {
    result<mock> scripted = script(request, {}, geai::detail::narrow_cast<std::size_t>(body.size()));
    return scripted ? scripted->send(request, response) : scripted.error();
  }

  // Replays a request as a stream. See transport::streaming.
  result<mock::pulled_body> stream(http::request const& request, http::response& response) {
    result<mock> scripted = script(request, request.body, request.body.size());
    return scripted ? scripted->stream(request, response) : scripted.error();
  }

private:
  struct entry {
    recorded_exchange exchange{};
    bool used = false;
  };

  struct state {
    state(std::string file, recording_rules rules) : path(std::move(file)), redactor(std::move(rules)) {}

    std::string path;
    geai::detail::of_process<std::mutex> mutex{};
    detail::redactor redactor;
    std::vector<entry> entries{};
    std::optional<error> failure{};
  };

  void read() {
    std::string text;
    if (!geai::detail::read_whole(state_->path, text))
      state_->failure = refusal("cannot read the recording " + state_->path + ": " + std::strerror(errno));
    for (recorded_exchange& each : detail::read_recording(text)) state_->entries.push_back({std::move(each)});
  }

  static error refusal(std::string text) {
    error made(errc::invalid_argument, std::move(text));
    made.phase = phase::prepare;
    return made;
  }

  // Returns a mock with the recorded answer.
  result<mock> script(http::request const& request, std::string_view body, std::size_t body_size) {
    std::lock_guard<std::mutex> const lock(state_->mutex.own());
    if (state_->failure) return *state_->failure;
    recorded_exchange const asked = state_->redactor.request(request, body, body_size);
    int used = 0;
    bool other_body = false;
    for (entry& each : state_->entries) {
      bool const same = same_request(each.exchange, asked);
      used += same ? 1 : 0;
      other_body = other_body || (each.exchange.method == asked.method && each.exchange.target == asked.target);
      if (!same || each.used) continue;
      each.used = true;
      return mock_of(each.exchange);
    }
    std::string text = "the recording " + state_->path + " has no answer to " + asked.method + " " + asked.target;
    if (used != 0)
      text.append(": it was recorded ").append(std::to_string(used)).append(" times and was requested once more");
    else if (other_body)
      text.append(" with this body: ").append(asked.body.substr(0, 400));
    return refusal(std::move(text));
  }

  static mock mock_of(recorded_exchange const& exchange) {
    mock made;
    if (exchange.status == 0) {
      made.fail(exchange.failure ? *exchange.failure
                                 : refusal("the recording has neither a response nor a failure here"));
      return made;
    }
    std::vector<std::string> chunks;
    std::string_view left = exchange.response_body;
    while (!left.empty()) {  // one piece for each event, if there are events
      std::size_t const gap = left.find("\n\n");
      std::size_t const size = gap == std::string_view::npos ? left.size() : gap + 2;
      chunks.emplace_back(left.substr(0, size));
      left.remove_prefix(size);
    }
    made.reply_stream(exchange.status, std::move(chunks), exchange.response_headers, exchange.failure);
    return made;
  }

  std::shared_ptr<state> state_;
};

static_assert(policy<replay> && streaming<replay> && sends_sources<replay>);
static_assert(streaming<record<mock>> && !configurable<record<mock>>);

}  // namespace geai::inline v0_2::transport
