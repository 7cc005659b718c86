#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/api/operation.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/detail/file_error.hpp>
#include <geai/error.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/multipart.hpp>
#include <geai/http/request.hpp>
#include <geai/json/model.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Operations with part<> parameters: their body is multipart/form-data, and a file that is given by its path is read
// while it is sent. Client::call() sends them like all others; Client::upload() also tells how far it is:
//
//   client.upload(op, [](std::uint64_t sent, std::uint64_t total) { return sent < total / 2; })
//
// - `progress(sent, total)` is called on the calling thread behind each piece (64 KiB or less with transport::curl) that
//   the transport has taken. Both are bytes of the whole body, of which the files are nearly all. If it returns a bool,
//   false ends the call with errc::cancelled. An exception from it leaves upload(); the request is not sent again.
// - The design: a body is an http::body_source, and a transport that can send one has a send() with it
//   (transport::sends_sources). Over any other transport, geai::transport::mock for one, the whole body is read into
//   memory first, and progress tells of that.
// - The call's timeout (600 s unless set) includes the time that the upload takes: give a big file more.
// - An operation whose repetition is safe begins again with the first byte of its files; a POST is never repeated.
// - Errors before anything is sent: errc::invalid_argument for a file that cannot be read or is no regular file, and as
//   in http/multipart.hpp. A file that becomes shorter while it is sent ends the call with errc::invalid_argument.
// - Over an asynchronous transport all of this holds too (client/awaiting.hpp), send_async() in the place of send(). The
//   operation is copied, bytes that are its `content` included, and files that it names are opened when the call is
//   made; the files are closed when the call has ended. A callback that is an lvalue is borrowed until then, any other
//   is kept, and it is called by the thread that runs the loop. Nothing else of the arguments is looked at later.

namespace geai::inline v0::detail {

// A regular file that is open for reading.
class input_file {
public:
  // The size is that of this moment.
  static result<input_file> open(std::string const& path) {
    int const fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // not to wait for the writer of a FIFO
    if (fd < 0) return file_error(path, "cannot be read", errno);
    input_file opened(fd);
    struct stat about {};
    if (::fstat(fd, &about) != 0) return file_error(path, "cannot be read", errno);
    if (!S_ISREG(about.st_mode)) return file_error(path, "is no regular file");
    opened.size_ = static_cast<std::uint64_t>(about.st_size);
    if (about.st_size == 0 || (about.st_blocks == 0 && about.st_size <= 65536))
      if (result<void> read = opened.keep(path); !read) return read.error();
    return opened;
  }

  input_file(input_file&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), size_(other.size_), kept_(std::move(other.kept_)) {}
  input_file& operator=(input_file&&) = delete;
  ~input_file() {
    if (fd_ >= 0) ::close(fd_);
  }

  std::uint64_t size() const noexcept { return size_; }

  // Up to `room` bytes from there on; 0 is the end, -1 a failure that errno names.
  ssize_t read(char* into, std::size_t room, std::uint64_t from) const noexcept {
    if (!kept_.empty())
      return static_cast<ssize_t>(
          kept_.copy(into, room, static_cast<std::size_t>(std::min<std::uint64_t>(kept_.size(), from))));
    ssize_t got = 0;
    do got = ::pread(fd_, into, room, static_cast<off_t>(from));
    while (got < 0 && errno == EINTR);
    return got;
  }

private:
  explicit input_file(int fd) noexcept : fd_(fd) {}

  // The files of /proc and /sys are made while they are read, and have another size before: they are read now.
  [[gnu::cold, gnu::noinline]] result<void> keep(std::string const& path) {
    constexpr std::size_t most = std::size_t{64} << 20;
    constexpr std::size_t piece = 16384;
    std::string all;
    for (ssize_t got = 1; got != 0;) {
      std::size_t const size = all.size();
      all.resize(size + piece);
      got = read(all.data() + size, piece, size);
      if (got < 0) return file_error(path, "cannot be read", errno);
      all.resize(size + static_cast<std::size_t>(got));
      if (all.size() > most) return file_error(path, "is said to be empty, and has more than 64 MiB");
    }
    kept_ = std::move(all);
    size_ = kept_.size();
    return {};
  }

  int fd_;
  std::uint64_t size_ = 0;
  std::string kept_{};  // its bytes, if they are read when it is opened
};

// The bytes of a closed form, whose files it holds open. Borrows the form.
class multipart_source final : public http::body_source {
public:
  // To be called once.
  result<void> open(http::multipart_form const& form) {
    form_ = &form;
    for (std::size_t i = 0; i != form.pieces(); ++i) {
      auto const piece = form.piece(i);
      files_.emplace_back();
      std::uint64_t size = piece.bytes.size();
      if (!piece.path.empty()) {
        result<input_file> opened = input_file::open(std::string(piece.path));
        if (!opened) return opened.error();
        size = opened->size();
        files_.back().emplace(*std::move(opened));
      }
      sizes_.push_back(size);
      size_ += size;
    }
    return {};
  }

  std::uint64_t size() const noexcept override { return size_; }

  result<void> rewind() override {
    piece_ = 0;
    offset_ = 0;
    return {};
  }

  result<std::size_t> read(char* into, std::size_t room) override {
    std::size_t filled = 0;
    while (filled != room && piece_ != sizes_.size()) {
      if (offset_ == sizes_[piece_]) {
        ++piece_;
        offset_ = 0;
        continue;
      }
      auto const piece = form_->piece(piece_);
      std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(room - filled, sizes_[piece_] - offset_));
      if (piece.path.empty()) {
        std::memcpy(into + filled, piece.bytes.data() + offset_, count);
      } else {
        ssize_t const got = files_[piece_]->read(into + filled, count, offset_);
        if (got < 0) return failed(file_error(piece.path, "cannot be read", errno));
        if (got == 0) return failed(file_error(piece.path, "became shorter while it was sent"));
        count = static_cast<std::size_t>(got);
      }
      offset_ += count;
      filled += count;
    }
    return filled;
  }

private:
  static error failed(error what) {
    what.phase = phase::send;
    return what;
  }

  http::multipart_form const* form_ = nullptr;
  std::vector<std::optional<input_file>> files_{};  // one a piece, set for those that are files
  std::vector<std::uint64_t> sizes_{};              // likewise
  std::uint64_t size_ = 0;
  std::size_t piece_ = 0;
  std::uint64_t offset_ = 0;  // in the piece
};

// A source that tells how much of it was taken. Progress is a reference, or a callable to be kept; or nullptr_t.
template <class Progress> class reporting_source final : public http::body_source {
public:
  reporting_source(http::body_source& from, Progress&& progress)
      : from_(from), progress_(std::forward<Progress>(progress)) {}

  std::uint64_t size() const noexcept override { return from_.size(); }

  result<void> rewind() override {
    taken_ = 0;
    return from_.rewind();
  }

  result<std::size_t> read(char* into, std::size_t room) override {
    result<std::size_t> const got = from_.read(into, room);
    if constexpr (!std::is_null_pointer_v<Progress>)
      if (got && *got != 0 && !tell(taken_ += *got)) {
        error what(errc::cancelled, "cancelled by the progress callback (phase: send)");
        what.phase = phase::send;
        return what;
      }
    return got;
  }

private:
  bool tell(std::uint64_t taken) {
    if constexpr (std::is_void_v<decltype(progress_(taken, taken))>) {
      progress_(taken, from_.size());
      return true;
    } else {
      return static_cast<bool>(progress_(taken, from_.size()));
    }
  }

  http::body_source& from_;
  Progress progress_;
  std::uint64_t taken_ = 0;
};

// Appends all of a source.
inline result<void> read_all(http::body_source& from, std::string& into) {
  std::size_t used = into.size();
  into.resize(used + static_cast<std::size_t>(from.size()));
  while (used != into.size()) {
    constexpr std::size_t most = 1u << 20;
    result<std::size_t> const got = from.read(into.data() + used, std::min(most, into.size() - used));
    if (!got) return got.error();
    if (*got == 0) break;
    used += *got;
  }
  into.resize(used);
  return {};
}

// Writes the parts of an operation into a form, which borrows its files.
template <class Op> struct part_writer {
  template <class Json> static result<void> write(Op const& operation, Json& json, http::multipart_form& form) {
    result<void> written;
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (api::in_parts<Parameter>)
        api::detail::with_value(Parameter::get(operation), [&](auto const& value) {
          if constexpr (api::is_raw_file<Parameter>)
            written = form.set_only(Parameter::name, value);
          else if constexpr (requires { Parameter::is_numbered; })
            written = write_files<true>(Parameter::name, value, form);
          else
            written = write(Parameter::name, value, json, form);
        });
      return !written;
    });
    return written;
  }

private:
  template <class Value, class Json>
  static result<void> write(std::string_view name, Value const& value, Json& json, http::multipart_form& form) {
    if constexpr (std::is_same_v<Value, file_upload>) {
      return form.add_file(name, value);
    } else if constexpr (std::is_same_v<Value, std::vector<file_upload>>) {
      return write_files<false>(name, value, form);
    } else if constexpr (requires(api::detail::text_of text) { text(value); }) {
      api::detail::text_of text;
      return form.add_field(name, text(value));
    } else {
      std::string text;
      json.encode(value, text);
      return form.add_field(name, text, "application/json");
    }
  }

  template <bool Numbered>
  static result<void> write_files(std::string_view name, std::vector<file_upload> const& files,
                                  http::multipart_form& form) {
    for (std::size_t i = 0; i != files.size(); ++i) {
      std::string own(name);
      if constexpr (Numbered) own += std::to_string(i);
      if (result<void> added = form.add_file(own, files[i]); !added) return added;
    }
    return {};
  }
};

// The body of an operation with parts. It waits for nothing; its sender rewinds it before each attempt. Both
// types are references, or what is to be kept; Progress may be nullptr_t. It stays at its address.
template <class Op, class Progress> class upload_steps {
public:
  upload_steps(Op&& operation, Progress&& progress)
      : operation_(std::forward<Op>(operation)), reporting_(files_, std::forward<Progress>(progress)) {}
  upload_steps(upload_steps&&) = delete;

  // Before anything is sent: opens the files, and says in the exchange what is to come.
  template <class Json> result<void> begin(Json& json, exchange& with) {
    if (result<void> sound = api::detail::check_parameters(operation_); !sound) return sound;
    if (result<void> made = part_writer<std::remove_cvref_t<Op>>::write(operation_, json, form_); !made) return made;
    if constexpr (constexpr std::string_view named = raw_file_header(); !named.empty()) {
      with.headers.add(named, form_.file_name());
    } else {
      if (result<void> made = form_.close(); !made) return made;
    }
    if (result<void> opened = files_.open(form_); !opened) return opened;
    with.headers.add("Content-Type", form_.content_type());  // wins over the caller's, which has another boundary
    return {};
  }

  std::remove_cvref_t<Op> const& operation() const noexcept { return operation_; }

  // The form of it that a transport takes that sends sources.
  http::body_source& source() noexcept { return reporting_; }

  // The same for one that does not: the request with its whole body, which is read into the exchange.
  result<http::request> whole(http::request const& attempt, exchange& with) {
    with.body.clear();
    if (result<void> read = read_all(reporting_, with.body); !read) return read.error();
    http::request made = attempt;
    made.body = with.body;
    return made;
  }

private:
  // The header that carries the name of a body that is one file; empty when the body is a form.
  static constexpr std::string_view raw_file_header() {
    std::string_view name;
    std::remove_cvref_t<Op>::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (api::is_raw_file<Parameter>) name = Parameter::name;
      return !name.empty();
    });
    return name;
  }

  Op operation_;
  http::multipart_form form_{};
  multipart_source files_{};
  reporting_source<Progress> reporting_;
};

template <class Auth, class Transport, class Json>
template <class Op, class Progress>
result<void> engine<Auth, Transport, Json>::send_parts(Op const& operation, call_options const& options, exchange& with,
                                                       accept accepted, Progress&& progress) {
  upload_steps<Op const&, Progress> steps(operation, std::forward<Progress>(progress));
  if (result<void> begun = steps.begin(json, with); !begun) return begun;
  return send(operation, options, with, accepted, [&](http::request const& rq, http::response& rs) -> result<void> {
    if (result<void> ready = steps.source().rewind(); !ready) return ready;
    if (with.watch != nullptr) with.watch->sending(steps.source().size());
    if constexpr (geai::transport::sends_sources<Transport>) {
      return transport.send(rq, steps.source(), rs);
    } else {
      result<http::request> const whole = steps.whole(rq, with);
      return whole ? transport.send(*whole, rs) : whole.error();
    }
  });
}

}  // namespace geai::inline v0::detail

namespace geai::inline v0 {

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op, class Progress>
auto basic_client<Self, Needs, Auth, Transport, Json>::upload(Op const& operation, Progress&& progress,
                                                              call_options const& options) const
    -> outcome<typename Op::answer> {
  static_assert(api::detail::has_parts<Op>, "geai: this operation sends no files; use call()");
  static_assert(std::is_invocable_v<Progress&, std::uint64_t, std::uint64_t>,
                "geai: a progress callback is called with two std::uint64_t, the bytes that were sent and all of them");
  check_host<Op>();
  if constexpr (transport::asynchronous<Transport>) {
    return awaiting<Op>::upload(engine_, operation, std::forward<Progress>(progress), options);
  } else {
    detail::exchange_lease exchange(engine_->exchanges);
    if (result<void> sent = engine_->send_parts(operation, options, *exchange, detail::accept::success, progress);
        !sent)
      return engine_->failed(engine_type::template traits_of<Op>, *exchange, sent);
    return detail::wire_form<Op, Json>::read(engine_->json, *exchange);
  }
}

}  // namespace geai::inline v0
