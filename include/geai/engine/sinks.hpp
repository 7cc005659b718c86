#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <geai/config/detail/credentials_store.hpp>
#include <geai/detail/new_file.hpp>
#include <geai/engine/file_error.hpp>
#include <geai/error.hpp>
#include <geai/result.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

// The bytes of a download go to these: a file, a stream, or a callable.

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

}  // namespace geai::inline v0::detail
