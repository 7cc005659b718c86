#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/detail/narrow_cast.hpp>
#include <geai/detail/system/files.hpp>
#include <geai/engine/file_error.hpp>
#include <geai/error.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/multipart.hpp>
#include <geai/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The bodies of uploads: files that are read while they are sent.

namespace geai::inline v0_2::detail {

// A regular file, open for reading.
class input_file {
public:
  // The size is that at the time of opening.
  static result<input_file> open(std::string const& path) {
    int const file = open_to_read(path);
    if (file < 0) return file_error(path, "cannot be read", errno);
    input_file opened(file);
    file_status about;
    if (!status_of(file, about)) return file_error(path, "cannot be read", errno);
    if (!about.regular()) return file_error(path, "is not a regular file");
    opened.size_ = about.size();
    if (about.made_while_read())
      if (result<void> read = opened.keep(path); !read) return read.error();
    return opened;
  }

  input_file(input_file&& other) noexcept
      : file_(std::exchange(other.file_, -1)), size_(other.size_), kept_(std::move(other.kept_)) {}
  input_file& operator=(input_file&&) = delete;
  ~input_file() {
    if (file_ >= 0) close_file(file_);
  }

  std::uint64_t size() const noexcept { return size_; }

  // Reads up to `room` bytes at `offset`. Returns 0 at the end, -1 on a failure that errno names.
  std::ptrdiff_t read(char* out, std::size_t room, std::uint64_t offset) const noexcept {
    if (!kept_.empty())
      return static_cast<std::ptrdiff_t>(
          kept_.copy(out, room, static_cast<std::size_t>(std::min<std::uint64_t>(kept_.size(), offset))));
    return read_at(file_, out, room, offset);
  }

private:
  explicit input_file(int file) noexcept : file_(file) {}

  // Reads a file whose contents are generated on reading, so that its reported size is wrong (as in /proc).
  [[gnu::cold, gnu::noinline]] result<void> keep(std::string const& path) {
    constexpr std::size_t most = std::size_t{64} << 20;
    constexpr std::size_t piece = 16384;
    std::string all;
    for (std::ptrdiff_t got = 1; got != 0;) {
      std::size_t const size = all.size();
      all.resize(size + piece);
      got = read(all.data() + size, piece, size);
      if (got < 0) return file_error(path, "cannot be read", errno);
      all.resize(size + static_cast<std::size_t>(got));
      if (all.size() > most) return file_error(path, "has a reported size of 0, but more than 64 MiB");
    }
    kept_ = std::move(all);
    size_ = kept_.size();
    return {};
  }

  int file_;
  std::uint64_t size_ = 0;
  std::string kept_{};  // its bytes, if they are read when it is opened
};

// The bytes of a closed form, whose files it keeps open. Refers to the form.
class multipart_source final : public http::body_source {
public:
  // Call it once.
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

  result<std::size_t> read(char* out, std::size_t room) override {
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
        std::memcpy(out + filled, piece.bytes.data() + offset_, count);
      } else {
        std::ptrdiff_t const got = files_[piece_]->read(out + filled, count, offset_);
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
  static error failed(error failure) {
    failure.phase = phase::send;
    return failure;
  }

  http::multipart_form const* form_ = nullptr;
  std::vector<std::optional<input_file>> files_{};  // one for each piece, set for files
  std::vector<std::uint64_t> sizes_{};              // one for each piece
  std::uint64_t size_ = 0;
  std::size_t piece_ = 0;
  std::uint64_t offset_ = 0;  // within the piece
};

// A source that reports its progress. Progress is a reference type, a callable to be kept, or nullptr_t.
template <class Progress> class reporting_source final : public http::body_source {
public:
  reporting_source(http::body_source& body, Progress&& progress)
      : from_(body), progress_(std::forward<Progress>(progress)) {}

  std::uint64_t size() const noexcept override { return from_.size(); }

  result<void> rewind() override {
    taken_ = 0;
    return from_.rewind();
  }

  result<std::size_t> read(char* out, std::size_t room) override {
    result<std::size_t> const got = from_.read(out, room);
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

// Appends all bytes of a source.
inline result<void> read_all(http::body_source& from, std::string& out) {
  std::size_t used = out.size();
  if (from.size() > out.max_size() - used)
    return error(errc::too_large,
                 "the body is larger than the memory that this program can address; use a transport with "
                 "send() of a body_source");
  out.resize(used + geai::detail::narrow_cast<std::size_t>(from.size()));
  while (used != out.size()) {
    constexpr std::size_t most = 1u << 20;
    result<std::size_t> const got = from.read(out.data() + used, (std::min)(most, out.size() - used));
    if (!got) return got.error();
    if (*got == 0) break;
    used += *got;
  }
  out.resize(used);
  return {};
}

}  // namespace geai::inline v0_2::detail
