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
#include <geai/error.hpp>
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
//   its name when all is there: a file of that name is replaced then, and is as it was after a failure, as is the
//   folder. What exists and is no regular file (a folder, a device) is refused.
// - A failure of the sink is errc::invalid_argument. What a callback throws leaves download(). Either ends the transfer
//   and closes its connection.
// - Attempts are made again, if the operation is safe to repeat, until a response with status 2xx begins; never
//   afterwards. The sink gets nothing of any other response.
// - The client's timeout is for the beginning; call_options::timeout is for all of it. Between two pieces the idle
//   timeout holds.
// - The answer is that of the operation, with its size, and without the bytes.

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
    struct stat about {};
    if (::stat(path_.c_str(), &about) == 0 && !S_ISREG(about.st_mode))
      return file_error(path_, "exists and is no regular file");
    for (int tries = 0; fd_ < 0; ++tries) {
      partial_ = path_;
      partial_ += '.';
      std::uint64_t bits = random_bits();
      for (int i = 0; i != 8; ++i, bits >>= 4) partial_ += "0123456789abcdef"[bits & 15];
      partial_ += ".part";
      fd_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd_ < 0 && (errno != EEXIST || tries == 16)) return file_error(path_, "cannot be written", errno);
    }
    return {};
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
    int const closed = ::close(std::exchange(fd_, -1));  // where a full disk may show
    if (closed == 0 && std::rename(partial_.c_str(), path_.c_str()) == 0) return {};
    int const number = errno;
    ::unlink(partial_.c_str());
    return file_error(path_, "cannot be written", number);
  }

private:
  std::string path_;
  std::string partial_{};
  int fd_ = -1;
};

template <class Sink> class stream_sink {
public:
  explicit stream_sink(Sink& to) noexcept : to_(to) {}

  result<void> begin() const { return {}; }
  result<void> write(std::string_view piece) {
    to_.write(piece.data(), static_cast<std::ptrdiff_t>(piece.size()));
    return !to_ ? error(errc::invalid_argument, "the stream cannot be written") : result<void>{};
  }
  result<void> finish() const { return {}; }

private:
  Sink& to_;
};

template <class Sink> class callback_sink {
public:
  explicit callback_sink(Sink& to) noexcept : to_(to) {}

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
  Sink& to_;
};

template <class Sink>
concept path_like = std::convertible_to<Sink, std::string> || std::convertible_to<Sink, std::string_view>;
template <class Sink>
concept stream_like = requires(Sink& to, char const* bytes, std::ptrdiff_t count) {
  to.write(bytes, count);
  { !to } -> std::convertible_to<bool>;
};

template <class Sink> auto adapt_sink(Sink& to) {
  if constexpr (path_like<Sink&>) {
    if constexpr (std::convertible_to<Sink&, std::string>)
      return std::string(static_cast<std::string>(to));
    else
      return std::string(std::string_view(to));
  } else {
    if constexpr (stream_like<Sink>)
      return stream_sink<Sink>(to);
    else
      return callback_sink<Sink>(to);
  }
}

}  // namespace geai::inline v0::detail

namespace geai::inline v0 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Sink>
result<typename Op::answer> basic_client<Self, Needs, Auth, Transport, Json>::download(
    Op const& operation, Sink&& sink, call_options const& options) const {
  using answer_type = typename Op::answer;
  using sink_type = std::remove_reference_t<Sink>;
  constexpr bool is_content = requires(http::response & from) { answer_type::of(from).size; };
  constexpr bool is_sink = detail::path_like<sink_type&> || detail::stream_like<sink_type> ||
                           std::is_invocable_v<sink_type&, std::string_view>;
  static_assert(!transport::asynchronous<Transport>,
                "geai: download() is not there over an asynchronous transport; use a client over transport::curl");
  static_assert(is_content, "geai: the answer of this operation is no bytes to be downloaded; use call()");
  static_assert(is_sink,
                "geai: bytes go to a path, to a stream with write(), or to a callable that takes a string_view");
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  check_host<Op>();
  if constexpr (is_content && is_sink && transport::streaming<Transport>) {
    using adapted =
        std::conditional_t<detail::path_like<sink_type&>, detail::file_sink, decltype(detail::adapt_sink(sink))>;
    auto const failed = [](error what) { return detail::about(api::name_of<Op>(), std::move(what)); };
    adapted to(detail::adapt_sink(sink));
    if (result<void> begun = to.begin(); !begun) return failed(begun.error());

    detail::exchange_lease exchange(engine_->exchanges);
    http::request request;
    std::optional<typename detail::stream_of<Transport>::type> body;  // goes first: it borrows the rest
    auto const carry = [&](http::request const& rq, http::response& rs) -> result<void> {
      body.reset();
      request = rq;
      auto opened = engine_->transport.stream(request, rs);
      if (!opened) return opened.error();
      body.emplace(*std::move(opened));
      if (rs.status >= 200 && rs.status < 300) return {};
      for (;;) {  // a refusal, whose words are wanted
        result<std::size_t> const read = body->read(rs.body);
        bool const enough = !read || *read == 0 || rs.body.size() > detail::error_body_limit * 16;
        if (!enough) continue;
        body.reset();
        return read ? result<void>{} : read.error();
      }
    };
    if (result<void> sent = engine_->send(operation, options, *exchange, detail::accept::success, carry); !sent)
      return failed(sent.error());

    if (!options.timeout) request.deadline = http::no_deadline;
    std::string& piece = exchange->response.body;
    std::uint64_t size = 0;
    for (;;) {
      piece.clear();
      result<std::size_t> const read = body->read(piece);
      if (!read) return failed(read.error());
      if (*read == 0) break;
      size += *read;
      if (result<void> written = to.write(piece); !written) return failed(written.error());
    }
    body.reset();
    piece.clear();
    if (result<void> finished = to.finish(); !finished) return failed(finished.error());
    answer_type answer = answer_type::of(exchange->response);
    answer.size = size;
    return answer;
  } else {
    return error{};  // does not compile: the assertion has said why
  }
}

}  // namespace geai::inline v0
