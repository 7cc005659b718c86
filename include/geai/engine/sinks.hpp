#pragma once

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <geai/detail/system/files.hpp>
#include <geai/detail/system/locked_file.hpp>
#include <geai/engine/file_error.hpp>
#include <geai/error.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// The targets of a download's bytes: a file, a stream, or a callable.

namespace geai::inline v0_2::detail {

// Writes a file and gives it its name only when it is complete.
class file_sink {
public:
  explicit file_sink(std::string path) : path_(std::move(path)) {}
  file_sink(file_sink&&) = delete;
  ~file_sink() {
    if (file_ < 0) return;
    close_file(file_);
    remove_file(partial_);
  }

  result<void> begin() {
    result<std::string> target = follow_links<native_system>(path_);
    if (!target) return file_error(path_, "cannot be written", ELOOP);
    target_ = *std::move(target);
    exists_ = find_file(path_, old_);
    if (exists_ && !old_.regular()) return file_error(path_, "exists and is not a regular file");
    file_ = create_beside(target_, exists_, partial_);
    return file_ < 0 ? file_error(path_, "cannot be written", errno) : result<void>{};
  }

  result<void> write(std::string_view piece) {
    return write_all(file_, piece) ? result<void>{} : file_error(path_, "cannot be written", errno);
  }

  result<void> finish() {
    bool kept = !exists_ || keep_owner_and_mode(file_, old_);
    kept = close_file(std::exchange(file_, -1)) && kept;
    if (kept && rename_file(partial_, target_)) return {};
    int const number = errno;
    remove_file(partial_);
    return file_error(path_, "cannot be written", number);
  }

private:
  std::string path_;
  std::string target_{};  // with links followed
  std::string partial_{};
  file_status old_{};
  bool exists_ = false;
  int file_ = -1;
};

// Sink is a reference type, or a value to be kept.
template <class Sink> class stream_sink {
public:
  explicit stream_sink(Sink&& sink) : to_(std::forward<Sink>(sink)) {}

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
  explicit callback_sink(Sink&& sink) : to_(std::forward<Sink>(sink)) {}

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

}  // namespace geai::inline v0_2::detail
