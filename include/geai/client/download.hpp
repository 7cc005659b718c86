#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <geai/api/operation.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/detail/file_error.hpp>
#include <geai/client/stream.hpp>
#include <geai/config/detail/credentials_store.hpp>
#include <geai/detail/new_file.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// Operations whose answer is bytes. Client::call() has them in memory, at most the client's body limit of them;
// Client::download() hands them on as they come, any number of them:
//
//   client.download(op, "report.pdf")                                     a path (also std::filesystem::path)
//   client.download(op, stream)                                           has write(char const*, size) and operator!
//   client.download(op, [](std::string_view piece) { return true; })      false ends it with errc::cancelled
//
// - A path is written under another name in the same folder, PATH.XXXXXXXX.part, made before anything is sent, and takes
//   its name when all is there: a file of that name is replaced then by one of the same mode and owner, and is as it was after
//   a failure, as is the folder. Of a symbolic link the file is written that it leads to. A name that is taken by
//   something else (a folder, a device) is refused.
// - A failure of the sink is errc::invalid_argument. An exception from a callback leaves download(). Either ends the
//   transfer and closes its connection.
// - Attempts are made again, if the operation is safe to repeat, until a response with status 2xx begins; never
//   afterwards. The sink gets nothing of any other response.
// - The client's timeout is for the beginning; call_options::timeout is for all of it. Between two pieces the idle
//   timeout holds.
// - The answer is that of the operation, with its size, and without the bytes.
// - Over an asynchronous transport all of this holds too (client/awaiting.hpp). A path is copied, and nothing is made in
//   its folder before the call is awaited. A stream or callable that is an lvalue is borrowed until the call has ended,
//   any other is kept; it is used by the thread that runs the loop.

namespace geai::inline v0::detail {

// Writes a file that has its name only when it is complete.
class file_sink {
public:
  explicit file_sink(std::string path) : path_(std::move(path)) {}
  file_sink(file_sink&&) = delete;
  ~file_sink() {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(partial_.c_str());
  }

  result<void> begin() {
    result<std::string> target = follow_links<posix_system>(path_);
    if (!target) return file_error(path_, "cannot be written", ELOOP);
    target_ = *std::move(target);
    exists_ = ::stat(path_.c_str(), &old_) == 0;
    if (exists_ && !S_ISREG(old_.st_mode)) return file_error(path_, "exists and is no regular file");
    fd_ = create_beside(target_, exists_ ? 0600 : 0666, partial_);
    return fd_ < 0 ? file_error(path_, "cannot be written", errno) : result<void>{};
  }

  result<void> write(std::string_view piece) {
    while (!piece.empty()) {
      ssize_t const written = ::write(fd_, piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return file_error(path_, "cannot be written", errno);
      piece.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  result<void> finish() {
    bool kept = keep_mode();
    kept = ::close(std::exchange(fd_, -1)) == 0 && kept;  // where a full disk may show
    if (kept && std::rename(partial_.c_str(), target_.c_str()) == 0) return {};
    int const number = errno;
    ::unlink(partial_.c_str());
    return file_error(path_, "cannot be written", number);
  }

private:
  // Gives it the owner, where that is possible, and the mode of the file that it replaces.
  bool keep_mode() const {
    if (!exists_) return true;
    struct stat made {};
    if (::fstat(fd_, &made) != 0) return false;
    bool const foreign = made.st_uid != old_.st_uid || made.st_gid != old_.st_gid;
    if (foreign && ::fchown(fd_, old_.st_uid, old_.st_gid) != 0) ::fchown(fd_, made.st_uid, old_.st_gid);
    if (::fstat(fd_, &made) != 0) return false;
    mode_t const lost = made.st_gid != old_.st_gid ? 0070 : 0;  // another group may not do what that one might
    return ::fchmod(fd_, old_.st_mode & 0777 & ~lost) == 0;
  }

  std::string path_;
  std::string target_{};  // links followed
  std::string partial_{};
  struct stat old_ {};
  bool exists_ = false;
  int fd_ = -1;
};

// The others are references, or what is to be kept.
template <class Sink> class stream_sink {
public:
  explicit stream_sink(Sink&& to) : to_(std::forward<Sink>(to)) {}

  result<void> begin() const { return {}; }
  result<void> write(std::string_view piece) {
    to_.write(piece.data(), static_cast<std::ptrdiff_t>(piece.size()));
    return !to_ ? error(errc::invalid_argument, "the stream cannot be written") : result<void>{};
  }
  result<void> finish() const { return {}; }

private:
  Sink to_;
};

template <class Sink> class callback_sink {
public:
  explicit callback_sink(Sink&& to) : to_(std::forward<Sink>(to)) {}

  result<void> begin() const { return {}; }
  result<void> write(std::string_view piece) {
    if constexpr (std::is_void_v<decltype(to_(piece))>) {
      to_(piece);
    } else if (!to_(piece)) {
      error what(errc::cancelled, "cancelled by the sink (phase: receive)");
      what.phase = phase::receive;
      return what;
    }
    return {};
  }
  result<void> finish() const { return {}; }

private:
  Sink to_;
};

template <class Sink>
concept path_like = std::convertible_to<Sink, std::string> || std::convertible_to<Sink, std::string_view>;
template <class Sink>
concept stream_like = requires(Sink& to, char const* bytes, std::ptrdiff_t count) {
  to.write(bytes, count);
  { !to } -> std::convertible_to<bool>;
};

template <class Sink>
concept byte_sink =
    path_like<Sink&> || stream_like<std::remove_reference_t<Sink>> || std::is_invocable_v<Sink&, std::string_view>;

// The type that writes to a byte_sink.
template <class Sink>
using sink_writer = std::conditional_t<
    path_like<Sink&>, file_sink,
    std::conditional_t<stream_like<std::remove_reference_t<Sink>>, stream_sink<Sink>, callback_sink<Sink>>>;

// The way of the bytes to where they go, and all that it works with. It waits for nothing: whoever brings the bytes says
// what came. Sink is a reference, or what is to be kept. It stays at its address.
template <class Op, class Sink> class download_steps {
  using answer_type = typename Op::answer;

public:
  download_steps(exchange_pool& pool, Sink&& to) : exchange(pool), to_(writer_of(std::forward<Sink>(to))) {}
  download_steps(download_steps&&) = delete;

  // Before anything is sent.
  result<void> begin() { return to_.begin(); }

  // An attempt begins. The body borrows the returned request.
  http::request const& begin_attempt(http::request const& attempt) noexcept { return request_ = attempt; }

  // A head came; false when the body has to be read for the words of a refusal, see add_refusal().
  static bool is_wanted(http::response const& head) noexcept { return head.status >= 200 && head.status < 300; }

  // Takes the result of a read of a refusal's body; true if more of it is wanted.
  static result<bool> add_refusal(result<std::size_t> const& read, std::string const& into) {
    if (!read) return read.error();
    return *read != 0 && into.size() <= error_body_limit * 16;
  }

  // The attempts are over, the bytes begin: from here on, only silence and the deadline that the caller set limit them.
  void begin_bytes(bool keep_deadline) noexcept {
    if (!keep_deadline) request_.deadline = http::no_deadline;
    if (exchange->watch != nullptr) exchange->watch->under_way(true);
  }

  std::string& fresh_bytes() noexcept {
    exchange->response.body.clear();
    return exchange->response.body;
  }

  // Takes the result of the read into fresh_bytes(); true if there is more.
  result<bool> take(result<std::size_t> const& read) {
    if (!read) return read.error();
    size_ += *read;
    if (*read != 0)
      if (result<void> written = to_.write(exchange->response.body); !written) return written.error();
    return *read != 0;
  }

  // All of them came, and nothing is under way any more.
  result<answer_type> finish() {
    fresh_bytes();
    if (result<void> finished = to_.finish(); !finished) return finished.error();
    if (exchange->watch != nullptr) exchange->watch->under_way(false);
    answer_type answer = answer_type::of(exchange->response);
    answer.size = size_;
    return answer;
  }

  exchange_lease exchange;

private:
  static decltype(auto) writer_of(Sink&& to) {
    if constexpr (!path_like<Sink&>)
      return std::forward<Sink>(to);
    else if constexpr (std::convertible_to<Sink&, std::string>)
      return static_cast<std::string>(to);
    else
      return std::string(std::string_view(to));
  }

  sink_writer<Sink> to_;
  http::request request_{};
  std::uint64_t size_ = 0;
};

}  // namespace geai::inline v0::detail

namespace geai::inline v0 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Sink>
auto basic_client<Self, Needs, Auth, Transport, Json>::download(Op const& operation, Sink&& sink,
                                                                call_options const& options) const
    -> outcome<typename Op::answer> {
  using answer_type = typename Op::answer;
  constexpr bool is_content = requires(http::response & from) { answer_type::of(from).size; };
  static_assert(is_content, "geai: the answer of this operation is no bytes to be downloaded; use call()");
  static_assert(detail::byte_sink<Sink>,
                "geai: bytes go to a path, to a stream with write(), or to a callable that takes a string_view");
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(transport::streaming_async<Transport> || !transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `stream_async(geai::http::request const&, "
                "geai::http::response&)`, to be awaited for a geai::result<A> (geai/transport/policy.hpp)");
  check_host<Op>();
  if constexpr (!is_content || !detail::byte_sink<Sink>) {
    return error{};  // does not compile: the assertion has said why
  } else if constexpr (transport::streaming_async<Transport>) {
    return awaiting<Op>::download(engine_, operation, std::forward<Sink>(sink), options);
  } else if constexpr (transport::streaming<Transport>) {
    detail::download_steps<Op, Sink&> steps(engine_->exchanges, sink);
    auto const failed = [&](error what) {
      return engine_->failed(engine_type::template traits_of<Op>, *steps.exchange, std::move(what));
    };
    if (result<void> begun = steps.begin(); !begun) return failed(begun.error());

    std::optional<typename detail::stream_of<Transport>::type> body;  // goes first: it borrows the rest
    auto const carry = [&](http::request const& rq, http::response& rs) -> result<void> {
      body.reset();
      auto opened = engine_->transport.stream(steps.begin_attempt(rq), rs);
      if (!opened) return opened.error();
      body.emplace(*std::move(opened));
      if (steps.is_wanted(rs)) return {};
      for (;;) {
        result<bool> const more = steps.add_refusal(body->read(rs.body), rs.body);
        if (more && *more) continue;
        body.reset();
        return more ? result<void>{} : more.error();
      }
    };
    if (result<void> sent = engine_->send(operation, options, *steps.exchange, detail::accept::success, carry); !sent)
      return failed(sent.error());

    steps.begin_bytes(options.timeout.has_value());
    for (;;) {
      result<bool> const more = steps.take(body->read(steps.fresh_bytes()));
      if (!more) return failed(more.error());
      if (!*more) break;
    }
    body.reset();
    auto answer = steps.finish();
    if (!answer) return failed(answer.error());
    return answer;
  }
}

}  // namespace geai::inline v0
