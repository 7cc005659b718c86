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

// The file of a recording: exchanges are written in the order in which they began, when they and those before them are
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
      error what(errc::invalid_argument,
                 "a recording is written by the process that began it, of which this is a fork");
      what.phase = phase::prepare;
      return what;
    }
    std::lock_guard<std::mutex> const lock(mutex_);
    return failure_;
  }

  // The number of an exchange that begins.
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

  // A new file takes the name: what others have open, or a link leads to, is not what is written to.
  void open() {
    geai::detail::file_status old;
    if (geai::detail::find_name(path_, old) && !old.regular() && !old.link())
      return fail("it exists and is no regular file");
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

// A Transport policy that has another one carry the requests and writes down what was said, for transport::replay to
// say it again without a network:
//
//   geai::ai_lab_client client{geai::transport::record{geai::transport::curl{}, "agents.recording"}, ...};
//
// The file is a text that people can read and edit (recording.hpp has its form), private to its owner (0600; on Windows
// its folder says who may read it), and new: a file of that name is replaced, and so is a link, but not what it leads to.
// Exchanges stand in the order in which they began. Those that hold a secret are written without it (recording_rules):
// what is not known to be harmless is ***, and so is the credential of the request wherever it is. Prompts, messages and files are written as they are: look at a recording before you share it.
//
// A body of a request that is neither JSON nor a form is written as its size alone. A stream is written when it is
// destroyed.
//
// Copies share everything, the other transport included; but a client's proxy and ca_file are its own. All members may be
// called from several threads at once if those of the other transport may. When the file cannot be written, and in the
// child of a fork, each exchange fails with errc::invalid_argument.
template <policy Inner> class record {
public:
  // Owns the other one. Creates or empties the file.
  record(Inner inner, std::string path, recording_rules rules = {})
      : inner_(std::move(inner)), file_(std::make_shared<detail::recorder>(std::move(path), std::move(rules))) {}

  // That of the other transport.
  void configure(options const& settings) requires configurable<Inner> { inner_.configure(settings); }

  // Returns a recorder of the same file over another transport of the same kind; see transport::policy.
  record with(options const& settings) const requires requires(Inner const& inner) { Inner(inner.with(settings)); }
  { return record(inner_->with(settings), file_); }

  // That of the other transport; what came, or failed, is written to the file. See transport::policy.
  result<void> send(http::request const& request, http::response& response) {
    return carry(request, request.body, request.body.size(), response, [&] { return inner_->send(request, response); });
  }

  // Sends a request whose body is not in memory; the file gets the size of the body only. See
  // transport::sends_sources.
  result<void> send(http::request const& request, http::body_source& body,
                    http::response& response) requires sends_sources<Inner> {
    auto const size = geai::detail::narrow_cast<std::size_t>(body.size());
    return carry(request, {}, size, response, [&] { return inner_->send(request, body, response); });
  }

  // A body that is under way; see transport::streaming.
  class pulled_body {
    using inner_body = typename detail::body_of<Inner>::type;

  public:
    pulled_body(pulled_body&&) noexcept = default;
    pulled_body& operator=(pulled_body&&) noexcept = default;

    // Reads the next bytes of the body, as the other transport does. They are written to the file when the body is
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

  // See transport::streaming.
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
  // Whatever happens, an exchange that began is finished: the other transport may throw.
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
// A request is answered by the first exchange of the recording that was not used before and has the same method, path,
// query and body, where secrets count as equal; headers and host do not matter. When there is none, the exchange fails
// with errc::invalid_argument, which is not tried again, and the message names the request. A stream comes in the pieces
// of its events. The rules are those of the recording.
//
// Copies share what was used. All members may be called from several threads at once.
class replay {
public:
  // Reads the file; when that fails, so does each exchange.
  explicit replay(std::string path, recording_rules rules = {})
      : state_(std::make_shared<state>(std::move(path), std::move(rules))) {
    read();
  }

  // The recorded requests that nobody asked for so far: a line each, e.g. "GET /v2/agents".
  std::vector<std::string> unused() const {
    std::lock_guard<std::mutex> const lock(state_->mutex.own());
    std::vector<std::string> lines;
    for (entry const& each : state_->entries)
      if (!each.used) lines.push_back(each.exchange.method + " " + each.exchange.target);
    return lines;
  }

  // Honours the request's stop token, deadline and body limit, without ever waiting.
  result<void> send(http::request const& request, http::response& response) {
    result<mock> scripted = script(request, request.body, request.body.size());
    return scripted ? scripted->send(request, response) : scripted.error();
  }

  // Replays a request whose body is not in memory; only the size of the body is compared.
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

  // A mock that gives the recorded answer.
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
      text.append(": it was recorded ").append(std::to_string(used)).append(" times and is asked for once more");
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
    while (!left.empty()) {  // the events, if it has some
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
