// geai in one file, made by scripts/single_include from include/geai; edit those.
//
// MIT License
//
// Copyright (c) 2025 the geai authors
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in all
// copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
// SOFTWARE.

// clang-format off

#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/map.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/type.hpp>
#include <boost/system/result.hpp>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <compare>
#include <concepts>
#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <pwd.h>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <time.h>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

#ifndef GEAI_CORE_ONLY
#include <climits>
#include <curl/curl.h>
#include <netinet/in.h>
#include <simdjson.h>
#include <sys/socket.h>
#endif

// --- geai/detail/wipe.hpp ---

namespace geai::inline v0::detail {

// Overwrites memory so that the optimiser cannot drop it: the empty assembly "reads" what was written.
inline void wipe(void* memory, std::size_t size) noexcept {
  if (size == 0) return;
  std::memset(memory, 0, size);
  __asm__ __volatile__("" : : "r"(memory) : "memory");
}

}  // namespace geai::inline v0::detail

// --- geai/http/header.hpp ---

namespace geai::inline v0::http {

// A header as seen in a header_list: views into the list, valid until the list changes.
struct header {
  std::string_view name{};
  std::string_view value{};
};

// Header names (RFC 9110, 5.1) compare without regard to case.
constexpr bool same_name(std::string_view left, std::string_view right) noexcept {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), [&](char a, char b) { return lower(a) == lower(b); });
}

// An ordered list of headers in one block of memory, meant to be cleared and filled again without allocating. The
// block is wiped when it is given up, since it holds the Authorization header. Converts to std::span<header const>,
// being a contiguous range.
class header_list {
public:
  header_list() = default;
  header_list(header_list&& other) noexcept { swap(other); }
  header_list(header_list const& other) { copy_from(other); }
  header_list& operator=(header_list other) noexcept {
    swap(other);
    return *this;
  }
  ~header_list() { detail::wipe(text_.get(), size_); }

  // Adds a header unless one of that name is there already: the first one wins, so that what the caller set stays.
  // Says whether it was added.
  template <class... Piece> bool add(std::string_view name, Piece const&... value) {
    if (contains(name)) return false;
    append(name, value...);
    return true;
  }

  // Adds a header even if there is one of that name (a response may repeat them). The value may come in pieces, which
  // are put together without a separator.
  template <class... Piece> void append(std::string_view name, Piece const&... value) {
    std::size_t const value_size = (std::string_view(value).size() + ... + 0);
    char* const begin = begin_line(name, value_size);
    char* at = begin + name.size() + separator.size();
    ((at = put(at, std::string_view(value))), ...);
    *at = '\0';
    headers_.push_back({{begin, name.size()}, {at - value_size, value_size}});
  }

  // Whether there is a header of that name, in any case.
  bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }

  // The value of the first header of that name; empty when there is none.
  std::string_view get(std::string_view name) const noexcept {
    header const* found = find(name);
    return found != nullptr ? found->value : std::string_view{};
  }

  // The same.
  std::string_view operator[](std::string_view name) const noexcept { return get(name); }

  // The first header of that name, in any case; null when there is none.
  header const* find(std::string_view name) const noexcept {
    for (header const& each : headers_)
      if (same_name(each.name, name)) return &each;
    return nullptr;
  }

  std::size_t size() const noexcept { return headers_.size(); }
  bool empty() const noexcept { return headers_.empty(); }
  auto begin() const noexcept { return headers_.begin(); }
  auto end() const noexcept { return headers_.end(); }

  // The header of that number, from 0, which must be there.
  header const& operator[](std::size_t index) const noexcept { return headers_[index]; }

  // Forgets (and wipes) the headers, keeps the memory.
  void clear() noexcept {
    detail::wipe(text_.get(), size_);
    size_ = 0;
    headers_.clear();
  }

  // Forgets the headers from number `count` on.
  void truncate(std::size_t count) noexcept {
    if (count >= headers_.size()) return;
    auto const kept = static_cast<std::size_t>(headers_[count].name.data() - text_.get());
    detail::wipe(text_.get() + kept, size_ - kept);
    size_ = kept;
    headers_.resize(count);
  }

  // Each header stands in the block as the line `Name: value`, followed by a NUL: what C libraries want.
  static char const* line(header const& each) noexcept { return each.name.data(); }

private:
  static constexpr std::string_view separator = ": ";

  // Makes room for a line, in which the name and the separator stand already.
  char* begin_line(std::string_view name, std::size_t value_size) {
    std::size_t const end = size_ + name.size() + separator.size() + value_size + 1;  // with the NUL
    if (end > capacity_) reserve(end);
    char* const begin = text_.get() + size_;
    size_ = end;
    put(put(begin, name), separator);
    return begin;
  }

  static char* put(char* at, std::string_view piece) noexcept {
    if (!piece.empty()) std::memcpy(at, piece.data(), piece.size());
    return at + piece.size();
  }

  // Grows by moving to a new block, so that the old one can be wiped, and points the headers at the new one.
  void reserve(std::size_t size) {
    std::size_t const capacity = std::max(size, 2 * capacity_ + 512);
    std::unique_ptr<char[]> grown(new char[capacity]);
    if (size_ != 0) std::memcpy(grown.get(), text_.get(), size_);
    rebase(text_.get(), grown.get());
    detail::wipe(text_.get(), size_);
    text_ = std::move(grown);
    capacity_ = capacity;
  }

  void rebase(char const* from, char const* to) noexcept {
    for (header& each : headers_) {
      each.name = {to + (each.name.data() - from), each.name.size()};
      each.value = {to + (each.value.data() - from), each.value.size()};
    }
  }

  void copy_from(header_list const& other) {
    headers_ = other.headers_;
    if (other.size_ == 0) return;
    text_.reset(new char[other.size_]);
    size_ = capacity_ = other.size_;
    std::memcpy(text_.get(), other.text_.get(), size_);
    rebase(other.text_.get(), text_.get());
  }

  void swap(header_list& other) noexcept {
    std::swap(text_, other.text_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(headers_, other.headers_);
  }

  std::unique_ptr<char[]> text_{};  // no std::vector, which would fill it before it is written
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::vector<header> headers_{};
};

}  // namespace geai::inline v0::http

// --- geai/http/verb.hpp ---

namespace geai::inline v0::http {

// A request method. Compares with its name: `request.method == "GET"`.
class verb {
public:
  // All there are.
  enum kind : unsigned char {
    get,      // GET
    post,     // POST
    put,      // PUT
    delete_,  // DELETE; `delete` is a word of C++
    patch,    // PATCH
    head,     // HEAD
  };

  // From one of these: verb method = verb::get.
  constexpr verb(kind which) noexcept : kind_(which) {}

  // As on the wire: "GET".
  constexpr std::string_view name() const noexcept {
    constexpr std::string_view names[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"};
    return names[kind_];
  }

  // The same.
  constexpr explicit operator std::string_view() const noexcept { return name(); }

  friend constexpr bool operator==(verb left, verb right) noexcept = default;
  friend constexpr bool operator==(verb left, std::string_view right) noexcept { return left.name() == right; }

  kind kind_;  // public only so that a verb can be a template argument
};

// As on the wire.
constexpr std::string_view to_string(verb which) noexcept { return which.name(); }

}  // namespace geai::inline v0::http

// --- geai/http/request.hpp ---

namespace geai::inline v0::http {

// What deadlines are given in.
using clock = std::chrono::steady_clock;

// A request that may take any time.
inline constexpr clock::time_point no_deadline = clock::time_point::max();

// One exchange as a transport sees it. Everything in it is borrowed and stays valid until send() returns.
struct request {
  verb method = verb::get;                            // what is asked of the URL
  std::string_view url{};                             // absolute, percent-encoded, followed by a NUL byte
  std::span<header const> headers{};                  // in order, no name twice; each is a line of a header_list
  std::string_view body{};                            // empty: none
  clock::time_point deadline = no_deadline;           // end of the whole call, attempts and pauses included
  std::chrono::milliseconds connect_timeout{10'000};  // longest time for name, connection and TLS together
  std::chrono::milliseconds idle_timeout{60'000};     // longest silence between two bytes of the response; 0 is none
  std::size_t body_limit = 256u << 20;                // bytes; a longer response body is errc::too_large
  std::stop_token stop{};                             // when it asks, the exchange ends at once: errc::cancelled
};

}  // namespace geai::inline v0::http

// --- geai/error.hpp ---

namespace geai::inline v0 {

// What kind of thing went wrong. Each value has an exception type of the same name below.
enum class errc : unsigned char {
  missing_requirement = 1,  // token without project, no base URL, unknown alias, no eval URL, empty required value
  mixed_authentication,     // API key and access token together, at run time, without permission
  invalid_argument,         // a value that must not reach the wire: CR/LF/NUL, a bad URL, bearer over plain http
  credentials_file,         // unreadable or malformed: path, line, reason
  transport,                // name resolution, connect, TLS, send, receive: see error::phase
  timeout,                  // the deadline or the idle limit: see error::phase
  cancelled,                // the stop token asked for it
  api_response,             // a status outside 2xx, or a 2xx whose body says that it failed
  decode,                   // the body is not what the operation promises: JSON path, expected, found
  too_large,                // the body is over the limit
};

// How far an exchange had come when it failed.
enum class phase : unsigned char {
  none,        // no exchange was under way
  prepare,     // building the request
  token,       // obtaining or refreshing the access token
  resolve,     // name resolution
  connect,     // TCP (or proxy) connect
  tls,         // TLS handshake
  send,        // sending the request
  first_byte,  // waiting for the response to begin
  receive,     // receiving the response
  decode,      // reading the response
  back_off,    // waiting before the next attempt
};

constexpr std::string_view to_string(errc code) noexcept {
  switch (code) {
    case errc::missing_requirement: return "missing_requirement";
    case errc::mixed_authentication: return "mixed_authentication";
    case errc::invalid_argument: return "invalid_argument";
    case errc::credentials_file: return "credentials_file";
    case errc::transport: return "transport";
    case errc::timeout: return "timeout";
    case errc::cancelled: return "cancelled";
    case errc::api_response: return "api_response";
    case errc::decode: return "decode";
    case errc::too_large: return "too_large";
  }
  return "unknown";
}

constexpr std::string_view to_string(phase where) noexcept {
  switch (where) {
    case phase::none: return "none";
    case phase::prepare: return "prepare";
    case phase::token: return "token";
    case phase::resolve: return "resolve";
    case phase::connect: return "connect";
    case phase::tls: return "tls";
    case phase::send: return "send";
    case phase::first_byte: return "first byte";
    case phase::receive: return "receive";
    case phase::decode: return "decode";
    case phase::back_off: return "back-off";
  }
  return "unknown";
}

// One complaint of the platform, from any of the error shapes it documents (rest-api.md 1.4).
struct fault {
  int code = 0;               // 0 when the platform's code is no number
  std::string description{};  // what it says

  friend bool operator==(fault const&, fault const&) = default;
};

// One try of a call, as told by the error of the last one.
struct attempt {
  int number = 0;                        // from 1
  std::chrono::milliseconds duration{};  // how long it took
  std::string cause{};                   // why it failed
};

// Why a call or a construction failed: a value, complete enough to be logged and acted on. Never holds a secret.
// No aggregate: result<T> must be able to tell it from every T.
class error {
public:
  errc code{};                            // what kind of thing went wrong
  geai::phase phase = geai::phase::none;  // how far the exchange had come
  int http_status = 0;                    // 0 when there was no response
  std::string message{};                  // one sentence: the thing, the place, the remedy
  std::string_view operation{};           // static text, e.g. "list_agents"; empty outside of a call
  std::vector<fault> faults{};            // what the platform said
  std::string request_id{};               // what to quote to support; empty when the platform sent none
  std::optional<std::chrono::milliseconds> retry_after{};  // the pause that the server asks for
  std::vector<attempt> attempts{};                         // all tries of the call, the last one included
  std::string body{};                                      // the response's body, bounded to its first 4 KiB
  bool permanent = false;  // of a failure to connect that time does not heal: a certificate that is not accepted

  error() = default;
  error(errc what, std::string text) : code(what), message(std::move(text)) {}
  error(error const&) = default;
  error(error&&) = default;
  error& operator=(error const&) = default;
  error& operator=(error&&) = default;
  // Out of line: every call has several of them in its way.
  [[gnu::cold, gnu::noinline]] ~error() {}

  // 401, or a platform code that asks for a new login.
  bool is_authentication() const noexcept {
    return http_status == 401 || has_fault({5, 6, 21, 101, 102, 103, 112, 114, 122, 401});
  }
  // 403, or a code of the platform for it: the credential is not good for this.
  bool is_permission() const noexcept { return http_status == 403 || has_fault({7, 403}); }
  // 404, or a code of the platform for something that does not exist.
  bool is_not_found() const noexcept {
    return http_status == 404 ||
           has_fault({1, 2, 3, 30, 33, 34, 36, 48, 404, 1010, 1101, 1103, 2004, 2005, 2014, 2021, 5000});
  }
  // 429, or a code of the platform for too many calls.
  bool is_rate_limited() const noexcept { return http_status == 429 || has_fault({151}); }

  // Whether the same call may succeed later with nothing changed. Says nothing on whether repeating it is safe.
  bool is_transient() const noexcept {
    if (permanent) return false;
    if (code == errc::transport || code == errc::timeout) return true;
    switch (http_status) {
      case 408:
      case 429:
      case 500:
      case 502:
      case 503:
      case 504: return true;
      default: return has_fault({100, 151, 153});
    }
  }

private:
  bool has_fault(std::initializer_list<int> codes) const noexcept {
    for (fault const& each : faults)
      for (int candidate : codes)
        if (each.code == candidate) return true;
    return false;
  }
};

// Prints the message. A template, so that this header needs no <ostream>.
template <class Stream>
  requires requires(Stream& stream, std::string const& text) { stream << text; }
Stream& operator<<(Stream& stream, error const& what) {
  stream << what.message;
  return stream;
}

// Base of all exceptions; thrown by result<T>::value() and by the throwing constructors, by nothing else.
class exception : public std::runtime_error {
public:
  // The error is shared, since copying an exception must not throw.
  explicit exception(geai::error what)
      : std::runtime_error(what.message), error_(std::make_shared<geai::error const>(std::move(what))) {}

  // All that is known. Valid for as long as the exception or a copy of it.
  geai::error const& error() const noexcept { return *error_; }

private:
  std::shared_ptr<geai::error const> error_;
};

// The exception of errc::missing_requirement.
struct missing_requirement_error : exception {
  using exception::exception;
};
// The exception of errc::mixed_authentication.
struct mixed_authentication_error : exception {
  using exception::exception;
};
// The exception of errc::invalid_argument.
struct invalid_argument_error : exception {
  using exception::exception;
};
// The exception of errc::credentials_file.
struct credentials_file_error : exception {
  using exception::exception;
};
// The exception of errc::transport.
struct transport_error : exception {
  using exception::exception;
};
// The exception of errc::timeout.
struct timeout_error : exception {
  using exception::exception;
};
// The exception of errc::cancelled.
struct cancelled_error : exception {
  using exception::exception;
};
// The exception of errc::api_response.
struct api_response_error : exception {
  using exception::exception;
};
// The exception of errc::decode.
struct decode_error : exception {
  using exception::exception;
};
// The exception of errc::too_large.
struct too_large_error : exception {
  using exception::exception;
};

}  // namespace geai::inline v0

// --- geai/result.hpp ---

namespace geai::inline v0 {

// A value or the error that stands in its place. `value()` throws the typed exception of the error's code.
template <class T> using result = boost::system::result<T, error>;

// Throws the exception type that belongs to `what.code`. Without exceptions: prints the message and aborts, as
// calling value() on an error is then a broken precondition; test the result first.
[[noreturn]] inline void raise(error what) {
#if defined(__cpp_exceptions)
  switch (what.code) {
    case errc::missing_requirement: throw missing_requirement_error(std::move(what));
    case errc::mixed_authentication: throw mixed_authentication_error(std::move(what));
    case errc::invalid_argument: throw invalid_argument_error(std::move(what));
    case errc::credentials_file: throw credentials_file_error(std::move(what));
    case errc::transport: throw transport_error(std::move(what));
    case errc::timeout: throw timeout_error(std::move(what));
    case errc::cancelled: throw cancelled_error(std::move(what));
    case errc::api_response: throw api_response_error(std::move(what));
    case errc::decode: throw decode_error(std::move(what));
    case errc::too_large: throw too_large_error(std::move(what));
  }
  throw exception(std::move(what));
#else
  std::fprintf(stderr, "geai: %s\n", what.message.c_str());
  std::abort();
#endif
}

// How Boost.System finds the exception for our error (argument-dependent lookup).
[[noreturn]] inline void throw_exception_from_error(error const& what, boost::source_location const&) { raise(what); }

}  // namespace geai::inline v0

// --- geai/secret.hpp ---

namespace geai::inline v0 {

class secret;

namespace detail {

template <class Text>
concept secret_text =
    !std::same_as<std::remove_cvref_t<Text>, secret> && std::convertible_to<Text const&, std::string_view>;

}  // namespace detail

// A key, a token, a password. Owns its bytes on the heap (so that a move leaves nothing behind), wipes them when they
// are given up, and prints as `***`. Only `reveal()` shows it.
class secret {
public:
  secret() noexcept = default;

  // Copies. A std::string given as an rvalue is wiped: nobody needs it any more.
  template <detail::secret_text Text> secret(Text&& text) : secret(from_view, std::string_view(text)) {
    if constexpr (std::is_same_v<Text, std::string>) detail::wipe(text.data(), text.size());
  }

  secret(secret const& other) : secret(from_view, other.view()) {}
  secret(secret&& other) noexcept
      : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  secret& operator=(secret other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~secret() {
    if (bytes_ == nullptr) return;
    detail::wipe(bytes_, size_);
    delete[] bytes_;
  }

  // The text itself, valid for as long as this object is not assigned to, moved from or destroyed.
  std::string_view reveal() const noexcept { return view(); }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  // Takes the same time wherever the texts differ; only their sizes show.
  friend bool operator==(secret const& left, secret const& right) noexcept {
    if (left.size_ != right.size_) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i != left.size_; ++i)
      difference |= static_cast<unsigned>(static_cast<unsigned char>(left.bytes_[i] ^ right.bytes_[i]));
    return difference == 0;
  }

  // Prints `***`, whatever it holds. A template, so that this header needs no <ostream>.
  template <class Stream>
    requires requires(Stream& stream) { stream << "***"; }
  friend Stream& operator<<(Stream& stream, secret const&) {
    stream << "***";
    return stream;
  }

private:
  struct from_view_t {};
  static constexpr from_view_t from_view{};

  secret(from_view_t, std::string_view text) : size_(text.size()) {
    if (size_ == 0) return;
    bytes_ = new char[size_];
    std::copy(text.begin(), text.end(), bytes_);
  }

  std::string_view view() const noexcept { return {bytes_, size_}; }

  char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

inline std::string_view to_string(secret const&) noexcept { return "***"; }

}  // namespace geai::inline v0

// --- geai/warning.hpp ---

namespace geai::inline v0 {

// What is odd; the first four are those of PyGEAI.
enum class warning_code : unsigned char {
  project_id_without_access_token,  // the platform needs a project with OAuth only
  no_authentication,                // neither an API key nor an access token was found
  missing_base_url,                 // calls cannot be sent
  mixed_authentication,             // a source has both credentials; the access token is used
  credentials_file_permissions,     // other users can read or write the file
};

constexpr std::string_view to_string(warning_code code) noexcept {
  switch (code) {
    case warning_code::project_id_without_access_token: return "project_id_without_access_token";
    case warning_code::no_authentication: return "no_authentication";
    case warning_code::missing_base_url: return "missing_base_url";
    case warning_code::mixed_authentication: return "mixed_authentication";
    case warning_code::credentials_file_permissions: return "credentials_file_permissions";
  }
  return "unknown";
}

// Something in the configuration that is allowed and probably not meant. Never an error, never holds a secret.
struct warning {
  warning_code code{};  // which one
  std::string message{};
};

}  // namespace geai::inline v0

// --- geai/session.hpp ---

namespace geai::inline v0 {

// What calls are authenticated with.
enum class auth_type : unsigned char {
  none,         // nothing
  api_key,      // the long-lived key of a project or an organization
  oauth_token,  // the access token of a user
};

constexpr std::string_view to_string(auth_type type) noexcept {
  switch (type) {
    case auth_type::none: return "none";
    case auth_type::api_key: return "api_key";
    case auth_type::oauth_token: return "oauth_token";
  }
  return "unknown";
}

// How the access token of a profile is renewed: what `geai auth login` keeps beside it.
struct token_renewal {
  secret refresh_token{};
  std::string client_id{};
  std::string expires_at{};  // as the file has it: 2026-01-31T12:00:00Z
  std::string file{};        // its path
};

// What a session is made of; config/resolve.hpp and the clients fill it.
struct session_data {
  auth_type type = auth_type::none;  // which of the two is sent
  secret api_key{};
  secret access_token{};
  token_renewal renewal{};  // of the access token
  std::string project_id{};
  std::string organization_id{};
  std::string base_url{};
  std::string eval_url{};
  std::string alias{};
  std::vector<warning> warnings{};
};

// Who a client is and where it talks to. A value: it never changes, and copies know nothing of each other. The
// string_views are valid for as long as the session is.
class session {
public:
  // Nobody, nowhere.
  session() = default;

  // One that is made of this; nothing is looked for or checked.
  explicit session(session_data data) : data_(std::move(data)) {}

  // What calls are authenticated with.
  bool is_oauth() const noexcept { return data_.type == auth_type::oauth_token; }
  bool is_api_key() const noexcept { return data_.type == auth_type::api_key; }
  geai::auth_type auth_type() const noexcept { return data_.type; }

  // The token that calls carry: the OAuth access token, else the API key; null when there is none, or when an auth
  // policy (auth::password, one of your own) keeps it to itself.
  secret const* active_token() const noexcept {
    if (!data_.access_token.empty()) return &data_.access_token;
    if (!data_.api_key.empty()) return &data_.api_key;
    return nullptr;
  }

  // How the access token is renewed; null when it cannot be: it is none of a profile's own that has a refresh token and a
  // client id too.
  token_renewal const* renewal() const noexcept {
    bool const known = !data_.access_token.empty() && !data_.renewal.refresh_token.empty();
    return known && !data_.renewal.client_id.empty() ? &data_.renewal : nullptr;
  }

  // Empty when unset.
  std::string_view project_id() const noexcept { return data_.project_id; }
  std::string_view organization_id() const noexcept { return data_.organization_id; }
  std::string_view base_url() const noexcept { return data_.base_url; }
  std::string_view eval_url() const noexcept { return data_.eval_url; }
  std::string_view alias() const noexcept { return data_.alias; }

  // What was odd about the configuration, in the order in which it was found.
  std::vector<warning> const& warnings() const noexcept { return data_.warnings; }

private:
  session_data data_;
};

}  // namespace geai::inline v0

// --- geai/auth/policy.hpp ---

namespace geai::inline v0::auth {

// An Auth policy adds to each request what proves who is calling.
//
// | expression       | returns      | meaning                                                                          |
// |------------------|--------------|----------------------------------------------------------------------------------|
// | a.type()         | auth_type    | what kind of credential it carries; const                                        |
// | a.apply(headers) | result<void> | headers.add("Authorization", ...) and the like; const. add() leaves alone what   |
// |                  |              | the caller set. ProjectId and OrganizationId are added by the client             |
//
// apply() may be called from several threads at once. An auth policy is movable. A public member `project_id` or
// `organization_id`, when there is one, tells the client these ids.
template <class Auth>
concept policy = requires(Auth const& auth, http::header_list& headers) {
  { auth.type() } -> std::same_as<auth_type>;
  { auth.apply(headers) } -> std::same_as<result<void>>;
};

// What a policy that obtains its own token asks the platform with: a refresh token, or a name and a password.
struct token_request {
  std::string_view client_id{};
  std::string_view username{};
  secret password{};
  std::string_view scope{};
  secret refresh_token{};
};

// What the platform gives for it.
struct token_grant {
  secret access_token{};
  secret refresh_token{};
  std::chrono::seconds expires_in{};  // from when it was asked for; zero: nobody knows
};

// Stands for the client in the concept below: turns a token_request into a token_grant with one call of the platform,
// within the deadline and the stop token of the call that needs the token.
struct token_exchange {
  // Errors: those of the call.
  result<token_grant> operator()(token_request const& request) const;
};

// A policy whose credential is obtained and renewed by itself.
//
// | expression                            | returns      | meaning                                                     |
// |---------------------------------------|--------------|-------------------------------------------------------------|
// | a.has_token()                         | bool         | false: refresh() is called before the request is sent       |
// | a.refresh(exchange, deadline, stop)   | result<void> | makes sure that apply() has a token that lives;             |
// |                                       |              | `exchange(token_request)` returns result<token_grant>.      |
// |                                       |              | Called by several threads at once; one of them does the     |
// |                                       |              | work, and nobody waits past `deadline` or `stop`            |
// | a.invalidate(refused)                 | (any)        | the platform refused this token (std::string_view): forget  |
// |                                       |              | it, but not another one that came since                     |
template <class Auth>
concept refreshable = policy<Auth> && requires(Auth& auth, token_exchange const& exchange, std::string_view refused,
                                               http::clock::time_point deadline, std::stop_token const& stop) {
  { auth.has_token() } -> std::same_as<bool>;
  { auth.refresh(exchange, deadline, stop) } -> std::same_as<result<void>>;
  auth.invalidate(refused);
};

// A refreshable policy that an asynchronous transport can be used with, since its refresh can be done in steps that do not
// wait. Those who keep their token in a token_slot have a Turn: token_slot::turn.
//
// | expression                            | returns      | meaning                                                     |
// |---------------------------------------|--------------|-------------------------------------------------------------|
// | a.begin_refresh()                     | Turn         | what this call does next: turn.step() is use, refresh, wait |
// | a.request_for(turn)                   | token_request| for `refresh`: what to ask the platform                     |
// | a.answer(turn, result<token_grant>)   | optional<    | what came of it: the outcome of refresh(), or nothing if    |
// |                                       | result<void>>| request_for() has another question                          |
template <class Auth>
concept refreshable_in_steps = refreshable<Auth> && requires(Auth& auth, result<token_grant> came) {
  auth.begin_refresh().step();
  auth.request_for(auth.begin_refresh());
  auth.begin_refresh().shared_failure();
};

// The one way in which a token stands in a request, API key and OAuth alike.
inline void add_bearer(http::header_list& headers, std::string_view token) {
  headers.add("Authorization", "Bearer ", token);
}

}  // namespace geai::inline v0::auth

// --- geai/auth/oauth.hpp ---

namespace geai::inline v0::auth {

// A text that has no default: leaving it out of a designated initializer does not compile.
class required_text {
public:
  // From whatever is a text.
  template <class Text>
    requires(!std::same_as<std::remove_cvref_t<Text>, required_text> && std::convertible_to<Text, std::string_view>)
  required_text(Text&& text) : text_(std::string_view(text)) {}

  // The text.
  operator std::string_view() const noexcept { return text_; }
  std::string const& str() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }

private:
  std::string text_;
};

// An OAuth access token and the project it is used for; the platform accepts neither alone.
struct oauth {
  secret access_token{};
  required_text project_id;
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::oauth_token; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, access_token.reveal());
    return {};
  }
};

}  // namespace geai::inline v0::auth

// --- geai/auth/token_life.hpp ---

namespace geai::inline v0::auth {

// When a token is used, renewed, and waited for: the rules, without locks, clocks and I/O.
//
// A token lives until its hard point, which is its expiry. From its soft point on, which is earlier, one caller at a
// time is asked to renew it while all others go on with it. Only past the hard point do callers wait, for that one.
class token_life {
public:
  using time_point = std::chrono::steady_clock::time_point;

  // What a caller who needs the token does. Whoever is told to refresh must call succeeded() or failed() afterwards.
  enum class step : unsigned char {
    use,      // there is one, and nothing to do
    refresh,  // ask the platform for one
    wait,     // there is none that lives, and another caller is asking
  };

  // To be asked by each caller.
  step next(time_point now) {
    if (is_alive(now)) {
      if (refreshing_ || now < soft_) return step::use;
    } else if (refreshing_) {
      return step::wait;
    }
    refreshing_ = true;
    return step::refresh;
  }

  // Until when next() says `use`, if nothing happens until then.
  time_point ready_until() const noexcept {
    return !has_token_ ? time_point::min() : refreshing_ ? hard_ : std::min(soft_, hard_);
  }

  // Whether next() would say `use`.
  bool is_ready(time_point now) const noexcept { return now < ready_until(); }

  // Whether the token may be used: it came, is not refused, and has not expired.
  bool is_alive(time_point now) const noexcept { return has_token_ && now < hard_; }

  // A token came that was asked for at `asked` and lives that long; zero or less: nobody knows, it lives until it is
  // refused. The soft point is `before` ahead of the hard one, or half the life if that is less, and up to a tenth of
  // that earlier, by `random`, so that many clients do not renew at the same moment.
  void succeeded(time_point asked, std::chrono::seconds life, std::chrono::seconds before, std::uint64_t random) {
    refreshing_ = false;
    has_token_ = true;
    soft_ = hard_ = time_point::max();
    if (life <= std::chrono::seconds::zero() || life >= longest) return;
    using duration = time_point::duration;
    duration const ahead = std::min<duration>(std::max(before, std::chrono::seconds::zero()), duration(life) / 2);
    hard_ = asked + life;
    soft_ = hard_ - ahead -
            duration(static_cast<duration::rep>(random % static_cast<std::uint64_t>(ahead.count() / 10 + 1)));
  }

  // No token came. One that lives is used on; a quarter of what is left of its life, at most half a minute, passes
  // before the next attempt.
  void failed(time_point now) {
    refreshing_ = false;
    if (!is_alive(now) || hard_ == time_point::max()) return;
    soft_ = now + std::min<time_point::duration>((hard_ - now) / 4, std::chrono::seconds(30));
  }

  // The platform refused the token.
  void invalidate() noexcept { has_token_ = false; }

  // For tests that look at all its states.
  friend auto operator<=>(token_life const&, token_life const&) = default;

private:
  static constexpr std::chrono::seconds longest = std::chrono::hours(24) * 365 * 100;

  bool has_token_ = false;
  bool refreshing_ = false;
  time_point soft_ = time_point::max();
  time_point hard_ = time_point::max();
};

}  // namespace geai::inline v0::auth

// --- geai/detail/list_node.hpp ---

namespace geai::inline v0::detail {

// A member of a list that does not own its members; leaves it when it goes.
class list_node {
public:
  list_node() noexcept : before_(this), after_(this) {}
  list_node(list_node&&) = delete;
  ~list_node() { unlink(); }

  bool is_linked() const noexcept { return after_ != this; }

  void unlink() noexcept {
    before_->after_ = after_;
    after_->before_ = before_;
    before_ = after_ = this;
  }

  // At the end of the list that begins at `head`.
  void link_into(list_node& head) noexcept {
    unlink();
    before_ = head.before_;
    after_ = &head;
    before_->after_ = this;
    head.before_ = this;
  }

  list_node& next() const noexcept { return *after_; }

  // Moves all members of another list behind the own ones.
  void take_all(list_node& from) noexcept {
    while (from.is_linked()) from.next().link_into(*this);
  }

private:
  list_node* before_;
  list_node* after_;
};

}  // namespace geai::inline v0::detail

// --- geai/detail/random.hpp ---

namespace geai::inline v0::detail {

// A random number for jitter: not for secrets.
inline std::uint64_t random_bits() noexcept {
  thread_local std::uint64_t state =
      static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count()) ^
      reinterpret_cast<std::uintptr_t>(&state);
  std::uint64_t bits = state += 0x9e3779b97f4a7c15u;  // splitmix64
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

}  // namespace geai::inline v0::detail

// --- geai/auth/token_slot.hpp ---

namespace geai::inline v0::auth {

// Keeps those who read something apart from the one who replaces it. Readers are counted in several places, of which a
// thread mostly has one to itself, so that they do not wait for one another.
class light_readers {
public:
  // Calls `use` and returns true; false while it is being replaced.
  template <class Use> bool read(Use&& use) {
    struct presence {
      explicit presence(std::atomic<unsigned>& in) noexcept : count(in) { count.fetch_add(1); }
      presence(presence&&) = delete;
      ~presence() { count.fetch_sub(1, std::memory_order_release); }
      std::atomic<unsigned>& count;
    };
    // Who comes says so before looking, and who replaces does the same: one of the two sees the other.
    presence const here(places_[place()].count);
    if (replacing_.load()) return false;
    use();
    return true;
  }

  // Calls `replace` when nobody reads. One at a time.
  template <class Replace> void replace(Replace&& replace) {
    replacing_.store(true);
    for (counter const& each : places_)
      while (each.count.load() != 0) std::this_thread::yield();
    replace();
    replacing_.store(false, std::memory_order_release);
  }

private:
  struct alignas(64) counter {
    std::atomic<unsigned> count{0};
  };

  // By the thread's stack: threads need no number for that.
  static std::size_t place() noexcept {
    char here;
    auto const stack = reinterpret_cast<std::uintptr_t>(&here) >> 18;
    return static_cast<std::size_t>(std::uint64_t{stack} * 0x9e3779b97f4a7c15 >> 61);
  }

  counter places_[8]{};
  std::atomic<bool> replacing_{false};
};

// A token that is renewed by the threads which use it, of which none waits while it lives (see token_life). Copies share
// it. All members may be called from several threads. Clock tells how old the token is.
template <class Clock> class basic_token_slot {
  struct state {
    std::mutex mutex{};
    std::condition_variable_any changed{};
    token_life life{};
    secret token{};
    secret refresh_token{};
    std::optional<error> failure{};
    std::uint64_t finished = 0;  // renewals that ended
    detail::list_node waiters{};
    light_readers readers{};                                                         // of the token, without the mutex
    std::atomic<token_life::time_point> ready_until{token_life::time_point::min()};  // what `life` says

    // To be called with the mutex, as well as the next one.
    void replace_token(secret by) {
      readers.replace([&] { token = std::move(by); });
    }
    void publish() noexcept { ready_until.store(life.ready_until(), std::memory_order_release); }
  };

public:
  // Begins with what was granted earlier. Without an access token the refresh token waits for the first refresh().
  void start_with(token_grant grant, std::chrono::seconds refresh_before) {
    std::lock_guard lock(state_->mutex);
    state_->refresh_token = std::move(grant.refresh_token);
    if (grant.access_token.empty()) return;
    state_->replace_token(std::move(grant.access_token));
    state_->life.succeeded(Clock::now(), grant.expires_in, refresh_before, detail::random_bits());
    state_->publish();
  }

  // Whether apply() may be called at once: there is a living token, and nothing for this thread to do about its renewal.
  bool is_ready() const { return about_now() < state_->ready_until.load(std::memory_order_acquire); }

  // Calls `use` with the token, which is empty when there is none. `use` may not call the slot.
  template <class Use> void with(Use&& use) const {
    state& of = *state_;
    if (of.readers.read([&] { use(static_cast<secret const&>(of.token)); })) return;
    std::lock_guard lock(of.mutex);
    use(static_cast<secret const&>(of.token));
  }

  // Who waits for another's renewal without blocking.
  class waiter : public detail::list_node {
  public:
    // The renewal has ended. Called once, on the thread that ended it, which holds the slot's lock.
    virtual void renewed() noexcept = 0;

  protected:
    ~waiter() = default;
  };

  // What one caller who needs the token does next. No member waits; movable.
  class turn {
  public:
    using waiter = basic_token_slot::waiter;

    turn(turn&&) noexcept = default;
    turn& operator=(turn&&) = delete;
    // Whoever was told to refresh and does not finish has failed: those who wait take their turn.
    ~turn() {
      if (state_ == nullptr || !mine_) return;
      std::lock_guard lock(state_->mutex);
      end(false);
    }

    // What this caller is to do: use the token, refresh it, or wait for the one who does.
    token_life::step step() const noexcept { return step_; }

    // For `refresh`: what to ask with; empty when none is known, or it was refused.
    secret const& refresh_token() const noexcept { return refresh_token_; }
    void ask_with(secret refresh_token) noexcept { refresh_token_ = std::move(refresh_token); }

    // For `refresh`: what came. A failure while the old token lives is kept (last_failure) and no error.
    result<void> finish(result<token_grant> grant, std::chrono::seconds refresh_before) {
      if (grant && grant->access_token.empty())
        grant = error(errc::decode, "the platform granted an empty access token");
      std::lock_guard lock(state_->mutex);
      if (!grant) {
        state_->failure = std::move(grant).error();
        end(false);
        if (state_->life.is_alive(Clock::now())) return {};
        return *state_->failure;
      }
      state_->replace_token(std::move(grant->access_token));
      state_->refresh_token = std::move(grant->refresh_token);
      state_->life.succeeded(asked_, grant->expires_in, refresh_before, detail::random_bits());
      end(true);
      return {};
    }

    // For `wait`: has `who` told of the end of the renewal under way, until leave(). False when it has ended already.
    bool wait(waiter& who) const {
      std::lock_guard lock(state_->mutex);
      if (state_->finished != before_) return false;
      who.link_into(state_->waiters);
      return true;
    }

    // `who` is not told any more.
    void leave(waiter& who) const {
      std::lock_guard lock(state_->mutex);
      who.unlink();
    }

    // For `wait`, behind it: the failure of the renewal that was waited for. None when there is a token, or when that
    // caller was cancelled, which is nobody else's concern: take another turn.
    std::optional<error> shared_failure() const {
      std::lock_guard lock(state_->mutex);
      if (state_->life.is_alive(Clock::now()) || !state_->failure || state_->failure->code == errc::cancelled)
        return std::nullopt;
      return state_->failure;
    }

    // For `wait`: the error of one who does not wait any longer.
    static error not_waited_for(std::stop_token const& stop) {
      error what = stop.stop_requested()
                       ? error(errc::cancelled, "cancelled while another call obtains the access token")
                       : error(errc::timeout, "the deadline passed while another call obtains the access token");
      what.phase = phase::token;
      return what;
    }

  private:
    friend basic_token_slot;

    explicit turn(std::shared_ptr<state> of) : state_(std::move(of)) {
      std::lock_guard lock(state_->mutex);
      asked_ = Clock::now();
      step_ = state_->life.next(asked_);
      state_->publish();
      before_ = state_->finished;
      mine_ = step_ == token_life::step::refresh;
      if (!mine_) return;
      refresh_token_ = state_->refresh_token;
      state_->failure.reset();
    }

    void end(bool succeeded) {
      mine_ = false;
      if (!succeeded) state_->life.failed(Clock::now());
      state_->publish();
      ++state_->finished;
      state_->changed.notify_all();
      while (state_->waiters.is_linked()) {
        auto& first = static_cast<waiter&>(state_->waiters.next());
        first.unlink();
        first.renewed();
      }
    }

    std::shared_ptr<state> state_;
    token_life::step step_ = token_life::step::use;
    bool mine_ = false;
    std::uint64_t before_ = 0;
    token_life::time_point asked_{};
    secret refresh_token_{};
  };

  // To be asked by each caller who needs the token.
  turn begin() { return turn(state_); }

  // Makes sure that there is a living token. When it is this thread's turn, calls `renew(turn&)`, which finishes it and
  // gives the outcome, without holding a lock. When there is no living token and another one is at it, waits for that one,
  // and shares its failure. Errors: those of `renew`; timeout and cancelled, phase token, while waiting.
  template <class Renew>
  result<void> take_turns(Renew&& renew, http::clock::time_point deadline, std::stop_token const& stop) {
    for (;;) {
      turn mine = begin();
      if (mine.step() == token_life::step::use) return {};
      if (mine.step() == token_life::step::refresh) return renew(mine);
      {
        std::unique_lock lock(state_->mutex);
        auto const is_finished = [&] { return state_->finished != mine.before_; };
        if (!state_->changed.wait_until(lock, stop, deadline, is_finished)) return turn::not_waited_for(stop);
      }
      if (std::optional<error> failed = mine.shared_failure()) return *std::move(failed);
    }
  }

  // The same with `obtain(refresh_token)` for a result<token_grant>; the refresh token is empty when none is known.
  template <class Obtain>
  result<void> refresh(Obtain&& obtain, std::chrono::seconds refresh_before, http::clock::time_point deadline,
                       std::stop_token const& stop) {
    return take_turns([&](turn& mine) { return mine.finish(obtain(mine.refresh_token()), refresh_before); }, deadline,
                      stop);
  }

  // The platform refused this token: it is not used again. Another one, that came in the meantime, is left alone.
  void invalidate(std::string_view refused) {
    std::lock_guard lock(state_->mutex);
    if (state_->token.reveal() != refused) return;
    state_->life.invalidate();
    state_->publish();
  }

  // Why the last renewal failed, if it did.
  std::optional<error> last_failure() const {
    std::lock_guard lock(state_->mutex);
    return state_->failure;
  }

private:
  // Some milliseconds late where that is many times as fast, which is nothing in the life of a token.
  static token_life::time_point about_now() {
#ifdef CLOCK_MONOTONIC_COARSE
    if constexpr (std::is_same_v<Clock, std::chrono::steady_clock>) {
      ::timespec now;
      ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
      return token_life::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
    }
#endif
    return Clock::now();
  }

  std::shared_ptr<state> state_ = std::make_shared<state>();
};

// That of auth::password.
using token_slot = basic_token_slot<http::clock>;

}  // namespace geai::inline v0::auth

// --- geai/auth/password.hpp ---

namespace geai::inline v0::auth {

// Logs in by itself: obtains an access token with the first call that needs one, renews it before it expires, and again
// after the platform refused it. Nothing is sent when the client is made.
//
// A token is renewed with the refresh token that came with it, and with the password when there is none or the platform
// refuses it (refreshing is not documented: rest-api.md section 2).
struct password {
  std::string client_id{};
  std::string username{};
  secret password{};
  required_text project_id;
  std::string organization_id{};  // optional
  std::string scope = "gam_user_data gam_user_roles";
  std::chrono::seconds refresh_before{300};  // ahead of the expiry, or half the token's life if that is less
  token_slot slot{};                         // filled by refresh()

  auth_type type() const noexcept { return auth_type::oauth_token; }

  result<void> apply(http::header_list& headers) const {
    slot.with([&](secret const& token) {
      if (!token.empty()) add_bearer(headers, token.reveal());
    });
    return {};
  }

  // See auth::refreshable, also for the next two.
  bool has_token() const { return slot.is_ready(); }

  // With the refresh token, else with the password.
  template <class Exchange>
  result<void> refresh(Exchange&& exchange, http::clock::time_point deadline, std::stop_token const& stop) {
    auto const renew = [&](token_slot::turn& turn) {
      for (;;)
        if (std::optional<result<void>> done = answer(turn, exchange(request_for(turn)))) return *std::move(done);
    };
    return slot.take_turns(renew, deadline, stop);
  }

  // The first of three steps that do what refresh() does without ever waiting. See auth::refreshable_in_steps.
  token_slot::turn begin_refresh() { return slot.begin(); }

  // The second one: what to ask the platform.
  token_request request_for(token_slot::turn const& turn) const {
    if (!turn.refresh_token().empty()) return {.client_id = client_id, .refresh_token = turn.refresh_token()};
    return {.client_id = client_id, .username = username, .password = password, .scope = scope};
  }

  // The third one: keeps what came. Nothing when the refresh token was refused: ask once more, with the password.
  std::optional<result<void>> answer(token_slot::turn& turn, result<token_grant> came) const {
    bool const refused = !came && !came.error().is_transient() && came.error().code != errc::cancelled;
    if (refused && !turn.refresh_token().empty()) {
      turn.ask_with({});
      return std::nullopt;
    }
    return turn.finish(std::move(came), refresh_before);
  }

  // The platform refused this token.
  void invalidate(std::string_view refused) { slot.invalidate(refused); }
};

}  // namespace geai::inline v0::auth

// --- geai/detail/fixed_string.hpp ---

namespace geai::inline v0::detail {

// A string literal as a template argument.
template <std::size_t Size> struct fixed_string {
  char text[Size]{};

  // Implicit, so that a literal can stand where a fixed_string is wanted.
  consteval fixed_string(char const (&literal)[Size]) {
    for (std::size_t i = 0; i != Size; ++i) text[i] = literal[i];
  }

  constexpr std::string_view view() const { return {text, Size - 1}; }
};

}  // namespace geai::inline v0::detail

// --- geai/http/url.hpp ---

namespace geai::inline v0::http {

// Appends `text` with every byte outside of RFC 3986's unreserved set percent-encoded: safe as one path segment, query
// name or value, or form field. A segment of only dots is encoded too, since `..` would climb out of the path.
inline void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  bool const only_dots = text == "." || text == "..";
  for (char c : text) {
    bool const unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '_' || c == '~' || (c == '.' && !only_dots);
    if (unreserved) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
}

// The parts of a base URL, as views into it.
struct url_parts {
  std::string_view scheme{};  // "https"
  std::string_view host{};    // without port; an IPv6 address keeps its brackets
};

// Splits a URL that normalize_base_url() returned.
inline url_parts split_url(std::string_view url) noexcept {
  url_parts parts;
  std::size_t const colon = url.find("://");
  if (colon == std::string_view::npos) return parts;
  parts.scheme = url.substr(0, colon);
  std::string_view authority = url.substr(colon + 3);
  authority = authority.substr(0, authority.find('/'));
  std::size_t const end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  parts.host = authority.substr(0, end);
  return parts;
}

// 127.0.0.0/8, ::1 and localhost: the hosts that plain http may carry a credential to.
inline bool is_loopback(std::string_view host) noexcept {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  int dots = 0;
  for (char c : host) {
    if (c == '.')
      ++dots;
    else if (c < '0' || c > '9')
      return false;
  }
  return dots == 3;
}

// Brings a base URL to the form that paths are appended to: a missing scheme becomes https, the scheme and host are
// lowered, trailing slashes go. Refused, with errc::invalid_argument and `what` (e.g. "base_url") named: anything but
// http and https, credentials, a query, a fragment, control characters, spaces, and `..` segments.
inline result<std::string> normalize_base_url(std::string_view text, std::string_view what) {
  auto const refuse = [&](std::string_view reason) -> error {
    std::string message(what);
    message += ' ';
    message += reason;
    message += "; give something like https://api.saia.ai";
    return {errc::invalid_argument, std::move(message)};
  };

  for (char c : text)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '\\' || c == '"' || c == '<' || c == '>')
      return refuse("contains a space or a character that no URL may hold");

  std::string url;
  std::size_t const mark = text.find("://");
  std::string_view rest = text;
  if (mark == std::string_view::npos) {
    url = "https://";
  } else {
    for (char c : text.substr(0, mark)) url += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (url != "https" && url != "http") return refuse("has a scheme other than https and http");
    url += "://";
    rest = text.substr(mark + 3);
  }
  if (rest.find_first_of("?#") != std::string_view::npos) return refuse("has a query or a fragment");

  std::string_view const authority = rest.substr(0, rest.find('/'));
  std::string_view path = rest.substr(authority.size());
  if (authority.find('@') != std::string_view::npos) return refuse("has credentials in it");

  std::size_t host_size = authority.size();
  if (authority.starts_with('[')) {
    std::size_t const bracket = authority.find(']');
    if (bracket == std::string_view::npos) return refuse("has an unclosed [ in its host");
    host_size = bracket + 1;
    if (authority.substr(1, bracket - 1).find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos)
      return refuse("has a host that is no IPv6 address");
  } else if (std::size_t const colon = authority.find(':'); colon != std::string_view::npos) {
    host_size = colon;
  }
  std::string_view const host = authority.substr(0, host_size);
  std::string_view const port = authority.substr(host_size);
  if (host.empty()) return refuse("has no host");
  if (!port.empty()) {
    unsigned number = 0;
    auto const [end, fault] = std::from_chars(port.data() + 1, port.data() + port.size(), number);
    if (port[0] != ':' || fault != std::errc{} || end != port.data() + port.size() || number == 0 || number > 65535)
      return refuse("has a port that is no number from 1 to 65535");
  }

  while (path.ends_with('/')) path.remove_suffix(1);
  for (std::size_t at = 0; at < path.size();) {
    std::size_t const end = std::min(path.find('/', at + 1), path.size());
    std::string_view const segment = path.substr(at + 1, end - at - 1);
    if (segment == "." || segment == "..") return refuse("has a . or .. segment in its path");
    at = end;
  }

  for (char c : host) url += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  url += port;
  url += path;
  return url;
}

}  // namespace geai::inline v0::http

// --- geai/json/model.hpp ---

namespace geai::inline v0 {

class secret;

namespace detail {

template <class Member> struct member_pointer;

template <class Class, class Type> struct member_pointer<Type Class::*> {
  using object = Class;
  using type = Type;
};

// What kind of a member a type is.
template <class T> inline constexpr bool is_optional = false;
template <class T> inline constexpr bool is_optional<std::optional<T>> = true;

template <class T> inline constexpr bool is_vector = false;
template <class T> inline constexpr bool is_vector<std::vector<T>> = true;

// A std::map, without its header.
template <class T>
concept is_map = requires {
  typename T::mapped_type;
  requires std::is_same_v<typename T::key_type, std::string>;
};

}  // namespace detail

// One member of a model and its name on the wire.
template <detail::fixed_string Name, auto Member> struct field {
  using object = typename detail::member_pointer<decltype(Member)>::object;
  using type = typename detail::member_pointer<decltype(Member)>::type;

  static constexpr std::string_view name = Name.view();  // on the wire
  static constexpr bool written = true;                  // and not only read

  // Inlined even in unoptimised programs, which are compiled faster for it: there are many fields.
  [[gnu::always_inline]] static type& get(object& from) noexcept { return from.*Member; }
  [[gnu::always_inline]] static type const& get(object const& from) noexcept { return from.*Member; }
};

// Another wire name under which the same member is read, but never written (the platform has names in two spellings).
template <detail::fixed_string Name, auto Member> struct other_name : field<Name, Member> {
  static constexpr bool written = false;  // it is read only
};

// The members of a model, in the order in which they are written.
template <class... Field> struct fields {
  using list = fields;
  static constexpr std::size_t size = sizeof...(Field);  // how many there are

  // Calls `visit` with an object of each Field's type, in order.
  template <class Visitor> static constexpr void for_each(Visitor&& visit) { (visit(Field{}), ...); }

  // Calls `visit` for one Field after another until it returns true; returns whether one did.
  template <class Visitor> static constexpr bool any_of(Visitor&& visit) { return (visit(Field{}) || ...); }
};

// How a struct stands in JSON. To describe one of your own, specialise it as a field list:
//
//   template <> struct geai::model<note>
//       : geai::fields<geai::field<"noteId", &note::id>, geai::field<"stars", &note::stars>> {};
//
// A member may be: bool, an integer, a floating-point number, std::string, geai::secret, geai::raw_json,
// std::chrono::seconds, another model, and std::optional, std::vector or std::map<std::string, ...> of these.
// Models are open: unknown fields are skipped; absent and null ones leave the member as it is.
//
// A model may have std::string_view members as well, which are views into the text that it was read from: such a model
// is read by Client::call_as() only, which keeps that text, and by json::simdjson::decode_borrowed().
template <class T> struct model {
  static constexpr bool undescribed = true;  // nobody has specialised it for T
};

// A type that has a field list.
template <class T>
concept modelled = requires {
  requires !requires { model<T>::undescribed; };
};

namespace detail {

// What is somewhere within a value of a type.
struct contents {
  bool secrets = false;  // its JSON must not be shown
  bool views = false;    // it must not outlive its JSON
};

// Within: the models that it is a part of. A model may have itself as a part.
template <class T, class... Within> constexpr contents contents_of() {
  contents found;
  if constexpr (std::is_same_v<T, secret>) {
    found.secrets = true;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    found.views = true;
  } else if constexpr (is_map<T>) {
    found = contents_of<typename T::mapped_type, Within...>();
  } else if constexpr (requires { typename T::value_type; } && !std::is_same_v<T, std::string>) {
    found = contents_of<typename T::value_type, Within...>();
  } else if constexpr (modelled<T> && !(std::is_same_v<T, Within> || ...)) {
    model<T>::for_each([&found]<class Field>(Field) {
      using type = typename Field::type;
      if constexpr (!std::is_same_v<type, std::string> && !std::is_arithmetic_v<type>) {
        constexpr contents within = contents_of<type, T, Within...>();
        found.secrets = found.secrets || within.secrets;
        found.views = found.views || within.views;
      }
    });
  }
  return found;
}

template <class T> inline constexpr bool holds_secret = contents_of<T>().secrets;
template <class T> inline constexpr bool holds_view = contents_of<T>().views;

}  // namespace detail

// A free-form part of an answer or a request: JSON text, kept as it came. Empty means absent.
struct raw_json {
  std::string text{};  // as it stands in the document

  bool empty() const noexcept { return text.empty(); }
  friend bool operator==(raw_json const&, raw_json const&) = default;
};

namespace detail {

// For logs and test reports, not for the wire: json/encode.hpp writes that.
template <class Stream, class T> void print(Stream& stream, T const& value) {
  if constexpr (requires { model<T>::size; }) {
    char const* separator = "{";
    model<T>::for_each([&]<class Field>(Field) {
      stream << separator << Field::name << ": ";
      print(stream, Field::get(value));
      separator = ", ";
    });
    stream << "}";
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
    stream << '"' << value << '"';
  } else if constexpr (std::is_same_v<T, raw_json>) {
    stream << value.text;
  } else if constexpr (requires { value.has_value(); }) {
    value ? print(stream, *value) : static_cast<void>(stream << "unset");
  } else if constexpr (requires { value.first; }) {
    print(stream, value.first);
    stream << ": ";
    print(stream, value.second);
  } else if constexpr (requires { value.begin(); }) {
    char const* separator = "[";
    for (auto const& each : value) {
      stream << separator;
      print(stream, each);
      separator = ", ";
    }
    stream << (value.empty() ? "[]" : "]");
  } else if constexpr (requires { value.count(); }) {
    stream << value.count();
  } else {
    stream << value;  // a number, a bool, or a secret, which prints as ***
  }
}

}  // namespace detail

// Prints a model of ours readably, secrets as ***. A template, so that this header needs no <ostream>.
template <class Stream, class T>
  requires((modelled<T> || std::is_same_v<T, raw_json>)&&requires(Stream& stream, std::string_view text) {
    stream << text;
  })
Stream& operator<<(Stream& stream, T const& value) {
  detail::print(stream, value);
  return stream;
}

}  // namespace geai::inline v0

// --- geai/api/operation.hpp ---

// An operation is one endpoint of the platform: a plain aggregate whose members are what the caller may say, and which
// states where each of them goes:
//
//   struct get_agent {
//     std::string id{};
//     std::optional<bool> allow_drafts{};
//
//     using answer = agent;
//     using endpoint = get<"/v2/agents/{id}">;
//     using parameters = fields<path<"id", &get_agent::id>, query<"allowDrafts", &get_agent::allow_drafts>>;
//   };
//
// A member that is no std::optional is required: an empty one is refused before anything is sent. An unset optional is
// not sent. `answer` is a model, a std::vector of models, raw_json, or void when nothing is promised. What else an
// operation requires of its parameters is its `result<void> check() const` (api/checks.hpp). One that has no parameters
// in its body but sends `{}` says `static constexpr bool empty_object = true`. An answer that is no JSON has a
// `static answer of(http::response& from)`, which takes what it needs of a response with status 2xx; such an operation
// says what it accepts: `static constexpr std::string_view accept = "*/*"`. `view` is the model of those who borrow its
// answer (client/borrowed.hpp), if there is one.

namespace geai::inline v0::api {

// The wire position of a parameter. A plain geai::field is a member of the JSON body.
template <detail::fixed_string Name, auto Member> struct path : field<Name, Member> {
  static constexpr bool in_path = true;
};

// A parameter of the URL's query.
template <detail::fixed_string Name, auto Member> struct query : field<Name, Member> {
  static constexpr bool in_query = true;
};

// A header of the request.
template <detail::fixed_string Name, auto Member> struct header : field<Name, Member> {
  static constexpr bool in_header = true;
};

// A field of an application/x-www-form-urlencoded body.
template <detail::fixed_string Name, auto Member> struct form : field<Name, Member> {
  static constexpr bool in_form = true;
};

// A part of a multipart/form-data body. A file_upload is a file, a std::vector of them are several files of that name; a
// text, a number or a bool is a field, and so is any other type that a model may have, as its JSON.
template <detail::fixed_string Name, auto Member> struct part : field<Name, Member> {
  static constexpr bool in_parts = true;
};

// The same for a std::vector of file_upload whose names on the wire are numbered: file0, file1, ...
template <detail::fixed_string Name, auto Member> struct numbered_part : part<Name, Member> {
  static constexpr bool is_numbered = true;
};

// A token for this one call, in the place of the client's own. A set optional or a non-empty secret is used.
template <auto Member> struct bearer : field<"access_token", Member> {
  static constexpr bool is_bearer = true;  // by this it is recognised
};

// The body is the JSON of this one member, with nothing around it.
template <auto Member> struct body : field<"body", Member> {
  static constexpr bool is_body = true;  // by this it is recognised
};

// Where a parameter goes, for those who write requests.
template <class Parameter> inline constexpr bool in_path = requires { Parameter::in_path; };
template <class Parameter> inline constexpr bool in_query = requires { Parameter::in_query; };
template <class Parameter> inline constexpr bool in_header = requires { Parameter::in_header; };
template <class Parameter> inline constexpr bool in_form = requires { Parameter::in_form; };
template <class Parameter> inline constexpr bool in_parts = requires { Parameter::in_parts; };
template <class Parameter> inline constexpr bool is_bearer = requires { Parameter::is_bearer; };
template <class Parameter> inline constexpr bool is_body = requires { Parameter::is_body; };
// A plain field: it goes into the JSON body.
template <class Parameter>
inline constexpr bool in_json =
    !in_path<Parameter> && !in_query<Parameter> && !in_header<Parameter> && !in_form<Parameter> &&
    !in_parts<Parameter> && !is_bearer<Parameter> && !is_body<Parameter>;

// Verb and route of an operation; a {slot} of the route takes the path<> parameter of its name.
template <http::verb::kind Verb, detail::fixed_string Route> struct endpoint {
  static constexpr http::verb verb = Verb;                 // http::verb::get
  static constexpr std::string_view route = Route.view();  // "/v2/agents/{id}"
};

// endpoint with the verb that the name says; delete_ is DELETE.
template <detail::fixed_string Route> using get = endpoint<http::verb::get, Route>;
template <detail::fixed_string Route> using post = endpoint<http::verb::post, Route>;
template <detail::fixed_string Route> using put = endpoint<http::verb::put, Route>;
template <detail::fixed_string Route> using delete_ = endpoint<http::verb::delete_, Route>;

// Which server an operation goes to.
enum class host : unsigned char {
  platform,    // geai::base_url
  evaluation,  // geai::eval_url
};

// Whether sending an operation twice does the same as sending it once.
enum class repetition : unsigned char {
  safe,   // a retry may follow whatever failed
  never,  // only one that certainly did not arrive is sent again
};

// What the credential must be good for.
enum class token_level : unsigned char {
  project,       // a project's API token, or an OAuth token with the project's id
  organization,  // the organization's API token, or an OAuth token of an administrator
};

// An aggregate that says what it answers, where it goes, and where its members go.
template <class Op>
concept operation = requires {
  typename Op::answer;
  typename Op::parameters;
  { Op::endpoint::route } -> std::convertible_to<std::string_view>;
  { Op::endpoint::verb } -> std::convertible_to<http::verb>;
};

// The name of an operation's type: what errors call it.
template <class Op> consteval std::string_view name_of() {
  std::string_view text = __PRETTY_FUNCTION__;
  text = text.substr(text.find("Op = ") + 5);
  text = text.substr(0, text.find_first_of(";]"));
  return text.substr(text.rfind(':') + 1);
}

// What the engine has to know of an operation besides how to write and read it.
struct traits {
  std::string_view name{};                                   // that of its type, for errors
  http::verb verb = http::verb::get;                         // of its endpoint
  api::host host = api::host::platform;                      // where it goes
  api::repetition repetition = api::repetition::never;       // whether it may be sent twice
  bool authenticated = true;                                 // whether the client's credential goes with it
  api::token_level token_level = api::token_level::project;  // what that must be good for
};

// The traits that follow from an operation's endpoint; it may state others as static members of the same names, or all of
// them as one, `traits`.
template <class Op> constexpr traits traits_of() {
  if constexpr (requires { requires std::same_as<decltype(Op::traits), traits const>; }) return Op::traits;
  constexpr http::verb verb = Op::endpoint::verb;
  traits of{.name = name_of<Op>(), .verb = verb};
  of.repetition = verb == http::verb::post || verb == http::verb::patch ? repetition::never : repetition::safe;
  if constexpr (requires { Op::host; }) of.host = Op::host;
  if constexpr (requires { Op::repetition; }) of.repetition = Op::repetition;
  if constexpr (requires { Op::authenticated; }) of.authenticated = Op::authenticated;
  if constexpr (requires { Op::token_level; }) of.token_level = Op::token_level;
  return of;
}

namespace detail {

using namespace geai::detail;

enum class route_fault : unsigned char {
  none,
  no_leading_slash,
  unbalanced_brace,
  slot_without_member,
  member_without_slot,
};

template <class Parameters> struct parameter_list;

template <class... Parameter> struct parameter_list<fields<Parameter...>> {
  static constexpr bool has_slot([[maybe_unused]] std::string_view name) {
    return ((in_path<Parameter> && Parameter::name == name) || ...);
  }

  static constexpr route_fault check(std::string_view route) {
    if (!route.starts_with('/')) return route_fault::no_leading_slash;
    std::size_t slots = 0;
    for (std::size_t at = 0; at < route.size(); ++at) {
      if (route[at] == '}') return route_fault::unbalanced_brace;
      if (route[at] != '{') continue;
      std::size_t const end = route.find_first_of("{}", at + 1);
      if (end == std::string_view::npos || route[end] == '{') return route_fault::unbalanced_brace;
      if (!has_slot(route.substr(at + 1, end - at - 1))) return route_fault::slot_without_member;
      ++slots;
      at = end;
    }
    return slots == (std::size_t{in_path<Parameter>} + ... + 0) ? route_fault::none : route_fault::member_without_slot;
  }

  static constexpr bool has_json = (in_json<Parameter> || ...);
  static constexpr bool has_form = (in_form<Parameter> || ...);
  static constexpr bool has_parts = (in_parts<Parameter> || ...);
  static constexpr bool has_body = (is_body<Parameter> || ...);
  static constexpr bool secret_in_url =
      (((in_path<Parameter> || in_query<Parameter>)&&(std::same_as<typename Parameter::type, secret> ||
                                                      std::same_as<typename Parameter::type, std::optional<secret>>)) ||
       ...);
};

// A parameter's value as text, in `scratch` when it has none of its own.
struct text_of {
  char scratch[32];

  std::string_view operator()(std::string const& value) { return value; }
  std::string_view operator()(secret const& value) { return value.reveal(); }
  std::string_view operator()(bool value) { return value ? "true" : "false"; }
  template <class Number>
    requires(std::integral<Number> || std::floating_point<Number>)
  std::string_view operator()(Number value) {
    auto const end = std::to_chars(scratch, scratch + sizeof scratch, value).ptr;
    return {scratch, static_cast<std::size_t>(end - scratch)};
  }
};

// Calls `use` with a parameter's value, unless it is an optional that is unset.
template <class Value, class Use> void with_value(Value const& value, Use&& use) {
  if constexpr (is_optional<Value>) {
    if (value) use(*value);
  } else {
    use(value);
  }
}

template <class Op> constexpr bool check_operation() {
  using list = parameter_list<typename Op::parameters>;
  constexpr route_fault fault = list::check(Op::endpoint::route);
  static_assert(fault != route_fault::no_leading_slash, "geai: an operation's route begins with /");
  static_assert(fault != route_fault::unbalanced_brace, "geai: an operation's route has a brace without its partner");
  static_assert(fault != route_fault::slot_without_member,
                "geai: an operation's route has a {slot} for which there is no path<> parameter");
  static_assert(fault != route_fault::member_without_slot,
                "geai: an operation has a path<> parameter for which its route has no {slot}");
  static_assert(!list::secret_in_url, "geai: a secret may not be a path<> or query<> parameter: URLs are logged");
  static_assert(list::has_json + list::has_form + list::has_parts + list::has_body <= 1,
                "geai: an operation has one kind of body: fields, form<>, part<>, or body<>");
  return true;
}

// The first required parameter that is empty; empty when all are there.
template <class Op> std::string_view missing_parameter(Op const& operation) {
  std::string_view missing;
  Op::parameters::any_of([&]<class Parameter>(Parameter) {
    using type = typename Parameter::type;
    if constexpr (requires(type const& value) { value.empty(); } && !is_bearer<Parameter>)
      if (Parameter::get(operation).empty()) missing = Parameter::name;
    return !missing.empty();
  });
  return missing;
}

[[gnu::cold, gnu::noinline]] inline error empty_parameter(std::string_view name) {
  return error(errc::missing_requirement, std::string(name) + " is empty; the operation requires it");
}

// What can be said of an operation before it is sent.
template <class Op> result<void> check_parameters(Op const& operation) {
  if (std::string_view missing = missing_parameter(operation); !missing.empty()) return empty_parameter(missing);
  if constexpr (requires { operation.check(); }) return operation.check();
  return {};
}

template <class Op> inline constexpr bool has_parts = parameter_list<typename Op::parameters>::has_parts;

// Whether a route that is only known at run time can take the operation's own one's place.
template <class Op> [[gnu::cold, gnu::noinline]] result<void> check_route(std::string_view route) {
  bool sound = parameter_list<typename Op::parameters>::check(route) == route_fault::none;
  for (char c : route) sound = sound && c > ' ' && c < 0x7f && c != '?' && c != '#';
  if (sound) return {};
  return error(errc::invalid_argument,
               std::string("call_options::route is no path with the slots of ").append(Op::endpoint::route));
}

// Appends the path and the query, percent-encoded.
template <class Op>
void write_target(Op const& operation, std::string& out, std::string_view route = Op::endpoint::route) {
  for (std::size_t open = route.find('{'); open != std::string_view::npos; open = route.find('{')) {
    out += route.substr(0, open);
    std::size_t const close = route.find('}', open);
    std::string_view const slot = route.substr(open + 1, close - open - 1);
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (in_path<Parameter>) {
        if (Parameter::name == slot) {
          text_of text;
          with_value(Parameter::get(operation),
                     [&](auto const& value) { http::append_percent_encoded(out, text(value)); });
          return true;
        }
      }
      return false;
    });
    route.remove_prefix(close + 1);
  }
  out += route;

  char separator = '?';
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_query<Parameter>) {
      with_value(Parameter::get(operation), [&](auto const& value) {
        text_of text;
        out += separator;
        separator = '&';
        out += Parameter::name;
        out += '=';
        http::append_percent_encoded(out, text(value));
      });
    }
  });
}

// Adds the headers that are parameters, and the token of this one call.
template <class Op> void write_headers(Op const& operation, http::header_list& headers) {
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (in_header<Parameter> || is_bearer<Parameter>) {
      with_value(Parameter::get(operation), [&](auto const& value) {
        text_of text;
        if constexpr (is_bearer<Parameter>) {
          if (!value.empty()) headers.add("Authorization", "Bearer ", text(value));
        } else {
          headers.add(Parameter::name, text(value));
        }
      });
    }
  });
}

// The parameters of an operation that make up its JSON body, seen as a model.
template <class Op> struct json_body { Op const& operation; };

template <class Parameter, class Op> struct json_body_field {
  using object = json_body<Op>;
  using type = typename Parameter::type;
  static constexpr std::string_view name = Parameter::name;
  static constexpr bool written = in_json<Parameter>;

  static type const& get(json_body<Op> const& from) noexcept { return Parameter::get(from.operation); }
};

template <class Op, class Parameters> struct json_body_fields;

template <class Op, class... Parameter> struct json_body_fields<Op, fields<Parameter...>> {
  using type = fields<json_body_field<Parameter, Op>...>;
};

// Appends the body; returns its content type, empty when there is no body. Parts are not written here but while they
// are sent (client/upload.hpp).
template <class Op, class Json> std::string_view write_body(Op const& operation, Json& json, std::string& out) {
  using list = parameter_list<typename Op::parameters>;
  if constexpr (list::has_json) {
    json.encode(json_body<Op>{operation}, out);
    return "application/json";
  } else if constexpr (list::has_body) {
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (is_body<Parameter>) json.encode(Parameter::get(operation), out);
    });
    return "application/json";
  } else if constexpr (list::has_form) {
    // In one piece from the beginning: growing would leave a password behind in memory that is given back.
    std::size_t most = 0;
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (in_form<Parameter>)
        with_value(Parameter::get(operation), [&](auto const& value) {
          text_of text;
          most += Parameter::name.size() + 2 + 3 * text(value).size();
        });
    });
    out.reserve(out.size() + most);
    Op::parameters::for_each([&]<class Parameter>(Parameter) {
      if constexpr (in_form<Parameter>) {
        with_value(Parameter::get(operation), [&](auto const& value) {
          text_of text;
          if (!out.empty()) out += '&';
          out += Parameter::name;
          out += '=';
          http::append_percent_encoded(out, text(value));
        });
      }
    });
    return "application/x-www-form-urlencoded";
  } else if constexpr (requires { requires Op::empty_object; }) {
    out += "{}";
    return "application/json";
  } else {
    return {};
  }
}

}  // namespace detail
}  // namespace geai::inline v0::api

template <class Op>
struct geai::model<geai::api::detail::json_body<Op>>
    : geai::api::detail::json_body_fields<Op, typename Op::parameters>::type {};

// --- geai/api/admin.hpp ---

// What a token may see: rest-api.md section 2.1 (docs.globant.ai wiki 22) and pygeai.md section 5.3.

namespace geai::inline v0 {

// What an API token stands for.
struct api_token_scope {
  std::string organization_id{};
  std::string organization_name{};
  std::string project_id{};
  std::string project_name{};
};

// The API token of a project.
struct project_token {
  secret api_token{};
};

// Whether the platform runs, and which version.
struct platform_health {
  raw_json running{};  // of no documented type, as the version
  raw_json version{};
};

template <>
struct model<api_token_scope>
    : fields<field<"organizationId", &api_token_scope::organization_id>,
             field<"organizationName", &api_token_scope::organization_name>,
             field<"projectId", &api_token_scope::project_id>, field<"projectName", &api_token_scope::project_name>> {};
template <> struct model<project_token> : fields<field<"apiToken", &project_token::api_token>> {};
template <>
struct model<platform_health>
    : fields<field<"running", &platform_health::running>, field<"version", &platform_health::version>> {};

namespace api {

// Who an API token belongs to; without one, the client's own. The prefix of the path is PyGEAI's.
struct validate_api_token {
  std::optional<secret> api_token{};

  using answer = api_token_scope;
  using endpoint = get<"/v1/accessControl/apitoken/validate">;  // inferred
  using parameters = fields<bearer<&validate_api_token::api_token>>;
};

// PyGEAI knows this and the next three, but neither their paths nor their replies are documented.
struct get_authorized_organizations {
  using answer = raw_json;
  using endpoint = get<"/v2/admin/authorizedOrganizations">;  // inferred
  using parameters = fields<>;
};

struct get_authorized_projects {
  std::string organization{};

  using answer = raw_json;
  using endpoint = get<"/v2/admin/authorizedProjects">;  // inferred
  using parameters = fields<query<"organization", &get_authorized_projects::organization>>;
};

// PyGEAI puts the access token into the URL; here it travels as the call's bearer token.
struct get_project_visibility {
  std::string organization{};
  std::string project{};
  std::optional<secret> access_token{};

  using answer = raw_json;
  using endpoint = get<"/v2/admin/projectVisibility">;  // inferred
  using parameters =
      fields<query<"organization", &get_project_visibility::organization>,
             query<"project", &get_project_visibility::project>, bearer<&get_project_visibility::access_token>>;
};

// A token for the project, of whoever the access token belongs to. It travels as the call's bearer token.
struct get_project_token {
  std::string organization{};
  std::string project{};
  std::optional<secret> access_token{};

  using answer = project_token;
  using endpoint = get<"/v2/admin/projectApiToken">;  // inferred
  using parameters = fields<query<"organization", &get_project_token::organization>,
                            query<"project", &get_project_token::project>, bearer<&get_project_token::access_token>>;
};

// PyGEAI's HealthClient; the path is not documented.
struct get_health {
  using answer = platform_health;
  using endpoint = get<"/v1/status">;  // inferred
  using parameters = fields<>;
};

// The assistants that plug-ins see; neither path nor reply is documented.
struct list_plugin_assistants {
  std::optional<std::string> organization_id{};
  std::optional<std::string> project_id{};

  using answer = raw_json;
  using endpoint = get<"/v1/plugins/assistants">;  // inferred
  using parameters = fields<query<"organizationId", &list_plugin_assistants::organization_id>,
                            query<"projectId", &list_plugin_assistants::project_id>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/retry.hpp ---

namespace geai::inline v0 {

// When a call that failed is tried again: an operation that is safe to repeat, after whatever may pass; another one, only
// when nothing of it was sent. Never past the deadline.
struct retry_policy {
  int max_attempts = 3;                       // the first one included; 1 never tries again
  std::chrono::milliseconds base_delay{500};  // upper bound of the first pause; doubles with each attempt
  std::chrono::milliseconds max_delay{8000};  // upper bound of any pause that the server did not ask for
  // So that an outage is not made worse by its retries: how many of them all calls of a client together have, beyond one
  // for every five calls that succeed. 0 leaves only those.
  int budget = 100;
};

}  // namespace geai::inline v0

// --- geai/client/call_options.hpp ---

namespace geai::inline v0 {

// A name and its value, owned.
struct name_value {
  std::string name{};
  std::string value{};
};

// What one call does differently from its client.
struct call_options {
  std::optional<std::chrono::milliseconds> timeout{};  // of the whole call, attempts and pauses included
  std::vector<name_value> headers{};                   // win over the headers that the client would send
  std::vector<name_value> query{};                     // appended to the operation's own, percent-encoded
  std::stop_token stop{};                              // ends the call with errc::cancelled
  std::optional<retry_policy> retry{};                 // instead of the client's; its budget is the client's
  // Empty, or the path template to use in the place of the operation's, with the same {slots}: for the routes that the
  // platform does not document (docs/api-coverage.md names them), should they be elsewhere.
  std::string route{};
};

}  // namespace geai::inline v0

// --- geai/arguments.hpp ---

// Keyword arguments: `geai::api_key = "key"` is an object of type argument<keywords::api_key, secret>. A client's
// constructor takes any number of them in any order and looks them up in a Boost.Hana map by their keyword.

namespace geai::inline v0 {

// Tags: given as they are.
struct allow_mixed_auth_t {};
struct allow_insecure_http_t {};
struct from_environment_t {};

// Permits an API key and an access token together; the access token is used.
inline constexpr allow_mixed_auth_t allow_mixed_auth{};
// Permits credentials over plain http to hosts other than this one.
inline constexpr allow_insecure_http_t allow_insecure_http{};
// `base_url = from_environment` takes that one value from its variable (GEAI_API_BASE_URL). On its own, it lets
// everything that is not given come from the environment and nothing from the credentials file.
inline constexpr from_environment_t from_environment{};

// The names of the keywords and the types of their values.
namespace keywords {

struct api_key {
  using value_type = secret;
};
struct access_token {
  using value_type = secret;
};
struct project_id {
  using value_type = std::string;
};
struct organization_id {
  using value_type = std::string;
};
struct base_url {
  using value_type = std::string;
};
struct eval_url {
  using value_type = std::string;
};
struct alias {
  using value_type = std::string;
};
struct credentials_file {
  using value_type = std::string;
};
struct timeout {
  using value_type = std::chrono::milliseconds;
};
struct connect_timeout {
  using value_type = std::chrono::milliseconds;
};
struct idle_timeout {
  using value_type = std::chrono::milliseconds;
};
struct body_limit {
  using value_type = std::size_t;
};
struct retry {
  using value_type = retry_policy;
};
struct on_warning {};  // any callable that takes a geai::warning const&
struct observer {};    // any call_observer; the keyword is in geai/observer.hpp
struct user_agent {
  using value_type = std::string;
};
struct proxy {
  using value_type = std::string;
};
struct ca_file {
  using value_type = std::string;
};

}  // namespace keywords

// A keyword with its value.
template <class Keyword, class Value> struct argument {
  using keyword = Keyword;
  Value value;  // what was assigned
};

// What is assigned to: geai::api_key and the like are objects of it.
template <class Keyword> struct keyword {
  constexpr keyword() = default;

  template <class Value> constexpr auto operator=(Value&& value) const {
    using given = std::remove_cvref_t<Value>;
    if constexpr (std::same_as<given, from_environment_t>) {
      return argument<Keyword, from_environment_t>{};
    } else if constexpr (requires { typename Keyword::value_type; }) {
      using wanted = typename Keyword::value_type;
      if constexpr (std::constructible_from<wanted, std::string_view> && std::convertible_to<Value, std::string_view> &&
                    !std::same_as<given, secret>) {
        return argument<Keyword, wanted>{wanted(std::forward<Value>(value))};
      } else if constexpr (std::same_as<wanted, std::chrono::milliseconds> && requires { typename given::period; }) {
        return argument<Keyword, wanted>{std::chrono::ceil<std::chrono::milliseconds>(value)};
      } else {
        static_assert(
            std::convertible_to<Value, wanted>,
            "geai: this keyword does not take a value of that type; geai::keywords::NAME::value_type says which");
        return argument<Keyword, wanted>{static_cast<wanted>(std::forward<Value>(value))};
      }
    } else {
      return argument<Keyword, std::decay_t<Value>>{std::forward<Value>(value)};
    }
  }
};

// In a namespace of their own (inline: geai::api_key), since g++'s -Wshadow would otherwise find each of these names
// again in every enumerator of that name.
inline namespace keyword_objects {

// The API key of a project, or of an organization: a text or a secret.
inline constexpr keyword<keywords::api_key> api_key{};
// The OAuth access token of a user: a text or a secret. Requires project_id.
inline constexpr keyword<keywords::access_token> access_token{};
// The project that calls are made for.
inline constexpr keyword<keywords::project_id> project_id{};
// The organization that calls are made for.
inline constexpr keyword<keywords::organization_id> organization_id{};
// Where the platform is: https://api.saia.ai or the like.
inline constexpr keyword<keywords::base_url> base_url{};
// Where evaluations are done; evaluation_client requires it.
inline constexpr keyword<keywords::eval_url> eval_url{};
// The profile of the credentials file; `default` unless given.
inline constexpr keyword<keywords::alias> alias{};
// The limit of a whole call, attempts and pauses included: 600 s unless given.
inline constexpr keyword<keywords::timeout> timeout{};
// The limit of a connection's set-up: 10 s unless given.
inline constexpr keyword<keywords::connect_timeout> connect_timeout{};
// The longest silence of the server: 60 s unless given; 0 is none.
inline constexpr keyword<keywords::idle_timeout> idle_timeout{};
// The bytes that a response may have: 256 MiB unless given.
inline constexpr keyword<keywords::body_limit> body_limit{};
// When a call that failed is tried again: a retry_policy.
inline constexpr keyword<keywords::retry> retry{};
// Takes the warnings of the construction, which go to stderr otherwise: any callable of a geai::warning const&.
inline constexpr keyword<keywords::on_warning> on_warning{};
// The User-Agent of requests: geai-cpp/VERSION unless given.
inline constexpr keyword<keywords::user_agent> user_agent{};
// The URL of a proxy; unless given, what http_proxy, https_proxy and no_proxy say.
inline constexpr keyword<keywords::proxy> proxy{};
// A PEM file of the authorities to trust in the place of the system's.
inline constexpr keyword<keywords::ca_file> ca_file{};

}  // namespace keyword_objects

// Not in it, since a class and an object may share a name in one namespace only: geai::credentials_file is the class
// before `::` and after `class`, and this keyword everywhere else: the path of the file.
inline constexpr keyword<keywords::credentials_file> credentials_file{};

}  // namespace geai::inline v0

// --- geai/auth/api_key.hpp ---

namespace geai::inline v0::auth {

// The long-lived key of a project or an organization.
struct api_key {
  secret api_key{};
  std::string project_id{};       // optional
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::api_key; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, api_key.reveal());
    return {};
  }
};

}  // namespace geai::inline v0::auth

// --- geai/auth/mixed.hpp ---

namespace geai::inline v0::auth {

// Both credentials, on purpose (geai::allow_mixed_auth). The access token is used.
struct mixed {
  secret api_key{};
  secret access_token{};
  required_text project_id;
  std::string organization_id{};  // optional

  auth_type type() const noexcept { return auth_type::oauth_token; }
  result<void> apply(http::header_list& headers) const {
    add_bearer(headers, access_token.reveal());
    return {};
  }
};

}  // namespace geai::inline v0::auth

// --- geai/auth/none.hpp ---

namespace geai::inline v0::auth {

// No credential: for auth_client, and for servers that want none.
struct none {
  auth_type type() const noexcept { return auth_type::none; }
  result<void> apply(http::header_list&) const { return {}; }
};

}  // namespace geai::inline v0::auth

// --- geai/auth/resolved.hpp ---

namespace geai::inline v0::auth {

// A token that came in the place of a profile's; auth/save_login.hpp saves it.
struct renewed_login {
  std::string file{};  // the path
  std::string alias{};
  secret replaced{};                                     // the refresh token that the profile had
  token_grant grant{};                                   // what came
  std::optional<std::chrono::sys_seconds> expires_at{};  // nothing: nobody knows
};

// Whatever the environment and the credentials file have, found when the client is made: an access token, an API key,
// or nothing.
//
// The token of a profile that `geai auth login` made renews itself, like that of auth::password: ahead of the expiry that
// the profile names, and after the platform refused it. When the refresh token is refused too, the profile is read once
// more: another process, or a new login, may have changed it. A call never writes the file. What is in the environment
// or given, or has no refresh token and client id, is used as it is. Copies share the token.
//
// A template (as resolved, below) only so that programs which give their credentials themselves do not compile it.
template <class = void> class basic_resolved {
public:
  // Without a credential: nothing is added to a request.
  basic_resolved() = default;

  // With what the session has.
  explicit basic_resolved(session const& from);

  auth_type type() const noexcept { return type_; }
  result<void> apply(http::header_list& headers) const;

  // Whether apply() may be called at once. See auth::refreshable.
  bool has_token() const;

  // Makes sure that there is a living token, if it is one that renews itself: with the refresh token of the profile.
  // Errors: those of the exchange, and timeout or cancelled while another thread is at it. See auth::refreshable.
  template <class Exchange>
  result<void> refresh(Exchange&& exchange, http::clock::time_point deadline, std::stop_token const& stop);

  // refresh() in steps that do not wait. See auth::refreshable_in_steps.
  token_slot::turn begin_refresh();
  token_request request_for(token_slot::turn const& turn);
  std::optional<result<void>> answer(token_slot::turn& turn, result<token_grant> came);

  // The platform refused this token: it is not used again.
  void invalidate(std::string_view refused);

  // The token that came in the place of the profile's, until it is said to be saved; nothing when the profile is as it
  // should be. Any thread may ask.
  std::optional<renewed_login> renewed() const;

  // The file has this one now, or one that is none of ours: nothing of it is left to save.
  void saved(renewed_login const& which) const;

private:
  struct login;

  auth_type type_ = auth_type::none;
  secret token_{};                  // one that is not renewed
  std::shared_ptr<login> login_{};  // or else
};

// The Auth policy of clients that are given no credentials. See basic_resolved.
class resolved : public basic_resolved<> {
public:
  // See basic_resolved.
  using basic_resolved::basic_resolved;
};

}  // namespace geai::inline v0::auth

// --- geai/config/detail/timestamp.hpp ---

namespace geai::inline v0::detail {

// A time as the credentials file has it, RFC 3339 in UTC and whole seconds: 2026-01-31T12:00:00Z.
inline std::string timestamp_of(std::chrono::sys_seconds when) {
  using namespace std::chrono;
  auto const day_of = floor<days>(when);
  year_month_day const date(day_of);
  long long const second = (when - day_of).count();
  char text[64];
  int const size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02lld:%02lld:%02lldZ",
                                 static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                 static_cast<unsigned>(date.day()), second / 3600, second / 60 % 60, second % 60);
  return {text, static_cast<std::size_t>(size)};
}

inline std::optional<std::chrono::sys_seconds> parse_timestamp(std::string_view text) noexcept {
  using namespace std::chrono;
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t at = 0; at != form.size(); ++at) {
    bool const digit = text[at] >= '0' && text[at] <= '9';
    if (form[at] == '0' ? !digit : text[at] != form[at]) return std::nullopt;
  }
  auto const number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (char c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  year_month_day const date{year{number(0, 4)}, month{static_cast<unsigned>(number(5, 2))},
                            day{static_cast<unsigned>(number(8, 2))}};
  int const hour = number(11, 2);
  int const minute = number(14, 2);
  int const second = number(17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

}  // namespace geai::inline v0::detail

// --- geai/config/environment.hpp ---

namespace geai::inline v0 {

// The names of the variables, which are also the keys of the credentials file.
namespace variable {

inline constexpr std::string_view api_key = "GEAI_API_KEY";                  // an API key
inline constexpr std::string_view api_token = "GEAI_APITOKEN";               // another name of GEAI_API_KEY, which wins
inline constexpr std::string_view access_token = "GEAI_OAUTH_ACCESS_TOKEN";  // an access token; needs a project
inline constexpr std::string_view project_id = "GEAI_PROJECT_ID";            // the project of the calls
inline constexpr std::string_view organization_id = "GEAI_ORGANIZATION_ID";  // the organization of the calls
inline constexpr std::string_view base_url = "GEAI_API_BASE_URL";            // where the platform is
inline constexpr std::string_view eval_url = "GEAI_API_EVAL_URL";            // where its evaluation service is
inline constexpr std::string_view alias = "GEAI_ALIAS";                      // only in the environment
inline constexpr std::string_view credentials_file = "GEAI_CREDENTIALS_FILE";  // only in the environment
inline constexpr std::string_view home = "HOME";                               // only in the environment

// Keys of a profile beside them, which `geai auth login` keeps there: how its access token is renewed.
inline constexpr std::string_view refresh_token = "GEAI_OAUTH_REFRESH_TOKEN";  // what it is renewed with
inline constexpr std::string_view expires_at = "GEAI_OAUTH_EXPIRES_AT";        // RFC 3339 in UTC: 2026-01-31T12:00:00Z
inline constexpr std::string_view client_id = "GEAI_OAUTH_CLIENT_ID";          // the application that logged in

// What is read from the environment.
inline constexpr std::array all{api_key,  api_token, access_token, project_id,       organization_id,
                                base_url, eval_url,  alias,        credentials_file, home};

}  // namespace variable

// The variables that configuration is read from, as a value: what resolves a configuration is a pure function of it.
// A variable that is set to nothing counts as unset. Immutable, so it may be read from several threads at once.
class environment {
public:
  // No variable is set.
  environment() = default;

  // Copies what it is given; any names, the last one of a name counts: environment({{"GEAI_API_KEY", "key"}}).
  explicit environment(std::initializer_list<std::pair<std::string_view, std::string_view>> variables) {
    for (auto const& [name, text] : variables) add(name, text);
  }

  // The same of a std::map<std::string, std::string> or the like. A template, since a map in braces could be made from
  // two strings in a way that nobody means.
  template <class Map>
    requires requires { typename Map::mapped_type; }
  explicit environment(Map const& variables) {
    for (auto const& [name, text] : variables) add(name, text);
  }

  // A copy of what the process has now, of the names in `variable::all` only. Must not run at the same time as setenv
  // or putenv in another thread, like all that calls getenv.
  static environment of_process() {
    environment copy;
    for (std::string_view name : variable::all)  // literals, so they end in NUL
      if (char const* text = std::getenv(name.data())) copy.add(name, text);
    return copy;
  }

  // The text of a variable; nothing when it is unset or empty. Cost: linear in the number of variables.
  std::optional<std::string> get(std::string_view name) const {
    for (auto each = variables_.rbegin(); each != variables_.rend(); ++each)
      if (each->name == name) return each->text.empty() ? std::nullopt : std::optional(each->text);
    return std::nullopt;
  }

private:
  struct entry {
    std::string name;
    std::string text;
  };

  void add(std::string_view name, std::string_view text) {
    variables_.push_back({std::string(name), std::string(text)});
  }

  std::vector<entry> variables_;
};

namespace detail {

// The home that the user database has for this process's user; empty when it has none.
inline std::string home_of_user() {
  std::vector<char> buffer(1024);
  passwd entry{};
  passwd* found = nullptr;
  int status = ERANGE;
  while ((status = ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < (std::size_t{1} << 20))
    buffer.resize(buffer.size() * 2);
  return status == 0 && found != nullptr && found->pw_dir != nullptr ? found->pw_dir : "";
}

}  // namespace detail

// `~/.geai/credentials`, of HOME or else of the user database. Empty when neither knows a home.
inline std::string default_credentials_path(environment const& variables) {
  std::string path = variables.get(variable::home).value_or(std::string());
  if (path.empty()) path = detail::home_of_user();
  if (path.empty()) return path;
  if (!path.ends_with('/')) path += '/';
  return path += ".geai/credentials";
}

// The same with the variables that the process has now.
inline std::string default_credentials_path() { return default_credentials_path(environment::of_process()); }

// The file that GEAI_CREDENTIALS_FILE names, or else the default one.
inline std::string credentials_path(environment const& variables) {
  if (auto named = variables.get(variable::credentials_file)) return *std::move(named);
  return default_credentials_path(variables);
}

}  // namespace geai::inline v0

// --- geai/config/detail/credentials_store.hpp ---

// Small files on disk: read whole, locked, replaced whole. Knows nothing of what is in them.
//
// Every function takes the system calls as a template parameter: the tests put one in that fails or ends the process at
// a chosen call. With the default there is nothing between the caller and the system.
namespace geai::inline v0::detail {

struct posix_system {
  static int openat(int folder, char const* path, int flags, mode_t mode) noexcept {
    return ::openat(folder, path, flags, mode);
  }
  static int close(int file) noexcept { return ::close(file); }
  static ssize_t read(int file, void* bytes, std::size_t size) noexcept { return ::read(file, bytes, size); }
  static ssize_t write(int file, void const* bytes, std::size_t size) noexcept { return ::write(file, bytes, size); }
  static int fsync(int file) noexcept { return ::fsync(file); }
  static int fstat(int file, struct stat* status) noexcept { return ::fstat(file, status); }
  static int fstatat(int folder, char const* path, struct stat* status, int flags) noexcept {
    return ::fstatat(folder, path, status, flags);
  }
  static int fchmod(int file, mode_t mode) noexcept { return ::fchmod(file, mode); }
  static int fchown(int file, uid_t owner, gid_t group) noexcept { return ::fchown(file, owner, group); }
  static int flock(int file, int operation) noexcept { return ::flock(file, operation); }
  static int mkdirat(int folder, char const* path, mode_t mode) noexcept { return ::mkdirat(folder, path, mode); }
  static ssize_t readlinkat(int folder, char const* path, char* text, std::size_t size) noexcept {
    return ::readlinkat(folder, path, text, size);
  }
  static int renameat(int old_folder, char const* old_path, int new_folder, char const* new_path) noexcept {
    return ::renameat(old_folder, old_path, new_folder, new_path);
  }
  static int unlinkat(int folder, char const* path, int flags) noexcept { return ::unlinkat(folder, path, flags); }

  static std::chrono::steady_clock::time_point now() noexcept { return std::chrono::steady_clock::now(); }
  static void pause(std::chrono::nanoseconds duration) noexcept {
    timespec const wait{.tv_sec = static_cast<time_t>(duration.count() / 1'000'000'000),
                        .tv_nsec = static_cast<long>(duration.count() % 1'000'000'000)};
    ::nanosleep(&wait, nullptr);
  }
};

// Repeats a call for as long as signals interrupt it.
template <class Call> auto uninterrupted(Call call) noexcept {
  auto status = call();
  while (status == -1 && errno == EINTR) status = call();
  return status;
}

// Owns a descriptor. Keeps errno, so that what failed can still be told.
template <class System> class descriptor {
public:
  explicit descriptor(int number = -1) noexcept : number_(number) {}
  descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  descriptor& operator=(descriptor other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~descriptor() {
    int const kept = errno;
    close();
    errno = kept;
  }

  explicit operator bool() const noexcept { return number_ != -1; }
  int number() const noexcept { return number_; }

  // Never again after EINTR: the descriptor is gone then, and its number may be somebody else's.
  int close() noexcept { return number_ == -1 ? 0 : System::close(std::exchange(number_, -1)); }

private:
  int number_;
};

template <class System> descriptor<System> open_at(int folder, char const* path, int flags, mode_t mode = 0) noexcept {
  return descriptor<System>(uninterrupted([&] { return System::openat(folder, path, flags | O_CLOEXEC, mode); }));
}

// `PATH: cannot DOING: REASON; REMEDY`, with the reason of an errno.
inline error file_failure(std::string_view path, std::string_view doing, int reason) {
  std::string message(path);
  message += ": cannot ";
  message += doing;
  message += ": ";
  message += std::generic_category().message(reason);
  switch (reason) {
    case EACCES:
    case EPERM: message += "; check who owns the file and its folder, and their permissions"; break;
    case EISDIR: message += "; name a file"; break;
    case ENOENT:
    case ENOTDIR: message += "; create its folder first, or name another file"; break;
    case ENOSPC:
    case EDQUOT: message += "; free some space and try again"; break;
    case EROFS: message += "; name a file on a disk that can be written to"; break;
    case ELOOP: message += "; its symbolic links lead in a circle, or one is in the place of a file of ours"; break;
    case ENOLCK:
    case EOPNOTSUPP: message += "; its file system has no locks, so name a file elsewhere"; break;
    default: message += "; try again"; break;
  }
  return {errc::credentials_file, std::move(message)};
}

struct file_contents {
  bool exists = false;
  struct stat status {};
  secret text{};  // at most `limit` + 1 bytes
};

// Reads at most `limit` + 1 bytes of an open file.
template <class System>
result<file_contents> read_open_file(descriptor<System> const& file, std::string_view path, std::size_t limit) {
  file_contents contents{.exists = true};
  if (System::fstat(file.number(), &contents.status) != 0) return file_failure(path, "read it", errno);
  if (S_ISDIR(contents.status.st_mode)) return file_failure(path, "read it", EISDIR);

  // The size is a hint: pipes and some file systems tell none, and a file may grow. No buffer is left with a secret.
  auto const told = static_cast<std::size_t>(contents.status.st_size > 0 ? contents.status.st_size : 0);
  std::string text(std::min(told, limit) + 1, '\0');
  std::size_t size = 0;
  ssize_t count = 0;
  do {
    if (size == text.size()) {
      std::string larger(std::min(size * 2 + 4096, limit + 1), '\0');
      larger.replace(0, size, text);
      wipe(text.data(), size);
      text.swap(larger);
    }
    count = uninterrupted([&] { return System::read(file.number(), text.data() + size, text.size() - size); });
    if (count > 0) size += static_cast<std::size_t>(count);
  } while (count > 0 && size <= limit);
  int const reason = errno;
  contents.text = secret(std::string_view(text).substr(0, size));
  wipe(text.data(), size);
  if (count < 0) return file_failure(path, "read it", reason);
  return contents;
}

// A missing file, or one in a missing folder, is no error: `exists` tells. `path` is an absolute or relative path.
template <class System> result<file_contents> read_file(std::string const& path, std::size_t limit) {
  descriptor<System> const file = open_at<System>(AT_FDCWD, path.c_str(), O_RDONLY);
  if (file) return read_open_file<System>(file, path, limit);
  if (errno == ENOENT || errno == ENOTDIR) return file_contents{};
  return file_failure(path, "read it", errno);
}

// Where a path leads when its last part is a symbolic link, or a chain of them; the end need not exist.
template <class System> result<std::string> follow_links(std::string const& path) {
  std::string target = path;
  for (int links = 0; links != 40; ++links) {
    char text[4096];
    ssize_t const size = System::readlinkat(AT_FDCWD, target.c_str(), text, sizeof text);
    if (size < 0) return target;  // no link, or nothing there: opening it will tell
    if (static_cast<std::size_t>(size) == sizeof text) return file_failure(path, "follow its link", ENAMETOOLONG);
    std::string_view const link(text, static_cast<std::size_t>(size));
    if (link.starts_with('/')) target.clear();
    target.resize(target.rfind('/') + 1);  // npos + 1 is 0
    target += link;
  }
  return file_failure(path, "follow its link", ELOOP);
}

// Exclusive access to one file, from construction to destruction, among all processes and threads that use this class.
// The lock lies in a file beside it, NAME.lock, which stays: the system gives the lock up when a process ends, however
// it ends, and removing the file would let two processes lock two different ones.
template <class System> class locked_file {
public:
  // Follows links, makes the folder (0700, the last one only) when it is missing, and waits for the lock.
  static result<locked_file> acquire(std::string const& path, std::chrono::milliseconds patience,
                                     std::stop_token const& stop = {}) {
    locked_file file(path);
    if (path.empty() || path.find('\0') != std::string::npos)
      return error(errc::credentials_file, "credentials: cannot write them: there is no path; name a file");
    auto target = follow_links<System>(path);
    if (!target) return std::move(target).error();
    std::size_t const slash = target->rfind('/');
    std::string const folder = slash == std::string::npos ? "." : target->substr(0, slash + 1);
    file.name_ = target->substr(slash + 1);
    if (file.name_.empty()) return file_failure(path, "write it", EISDIR);
    if (auto done = file.open_folder(folder); !done) return std::move(done).error();
    // Before anything is made beside it: /dev/null.lock is nobody's wish.
    struct stat status {};
    if (System::fstatat(file.folder_.number(), file.name_.c_str(), &status, 0) == 0 && !S_ISREG(status.st_mode))
      return file.irregular();
    if (auto done = file.wait_for_lock(patience, stop); !done) return std::move(done).error();
    return file;
  }

  locked_file(locked_file&&) noexcept = default;
  locked_file& operator=(locked_file&&) = delete;
  ~locked_file() {
    // Said aloud, since a child forked in the meantime may still have the descriptor.
    if (lock_) System::flock(lock_.number(), LOCK_UN);
  }

  result<file_contents> read(std::size_t limit) const {
    descriptor<System> const file = open_at<System>(folder_.number(), name_.c_str(), O_RDONLY | O_NONBLOCK);
    if (!file && errno == ENOENT) return file_contents{};
    if (!file) return file_failure(path_, "read it", errno);
    auto contents = read_open_file<System>(file, path_, limit);
    if (contents && !S_ISREG(contents->status.st_mode)) return irregular();
    return contents;
  }

  // Puts `text` in the place of what read() gave: whoever reads the file, and whatever happens meanwhile, finds the old
  // text or the new one. Private to its owner, who stays the owner. On an error the file is what it was.
  result<void> replace(std::string_view text, file_contents const& old) const {
    std::string const temporary = name_ + ".geai-new";
    // Left by a process that was killed: the lock is ours, so nobody is writing it.
    if (System::unlinkat(folder_.number(), temporary.c_str(), 0) != 0 && errno != ENOENT) return failure("write it");
    descriptor<System> file =
        open_at<System>(folder_.number(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!file) return failure("write it");

    auto done = fill(file, text, old);
    if (done && file.close() != 0) done = failure("write it");
    if (done && uninterrupted([&] {
                  return System::renameat(folder_.number(), temporary.c_str(), folder_.number(), name_.c_str());
                }) != 0)
      done = failure("put the new file in its place");
    if (!done) {
      System::unlinkat(folder_.number(), temporary.c_str(), 0);
      return done;
    }
    // Some file systems cannot, and say so; then there is nothing more to do.
    if (uninterrupted([&] { return System::fsync(folder_.number()); }) != 0 && errno != EINVAL && errno != EOPNOTSUPP)
      return failure("be sure that the new file, which is in its place, outlasts a power failure");
    return {};
  }

private:
  explicit locked_file(std::string path) : path_(std::move(path)) {}

  error failure(std::string_view doing) const { return file_failure(path_, doing, errno); }

  error irregular() const {
    return {errc::credentials_file, path_ + ": cannot write it: it is no regular file; name another file"};
  }

  result<void> open_folder(std::string const& folder) {
    auto const open = [&] { return open_at<System>(AT_FDCWD, folder.c_str(), O_RDONLY | O_DIRECTORY); };
    folder_ = open();
    if (!folder_ && errno == ENOENT) {
      if (System::mkdirat(AT_FDCWD, folder.c_str(), 0700) != 0 && errno != EEXIST) return failure("make its folder");
      folder_ = open();
      // The name of the new folder must outlast a power failure as well; where that cannot be had, it is not worth an error.
      if (folder_)
        if (auto const above = open_at<System>(folder_.number(), "..", O_RDONLY | O_DIRECTORY))
          System::fsync(above.number());
    }
    if (!folder_) return failure("open its folder");
    return {};
  }

  // Polls, since a blocking flock knows no time limit and a signal is not a library's to use. Often, since a process
  // that writes again and again leaves the lock free for a moment only.
  result<void> wait_for_lock(std::chrono::milliseconds patience, std::stop_token const& stop) {
    std::string const name = name_ + ".lock";
    auto const deadline = System::now() + patience;
    for (;;) {
      lock_ = open_at<System>(folder_.number(), name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
      if (!lock_) return failure("lock it");
      while (System::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) return give_up("lock it");
        if (stop.stop_requested()) {
          lock_ = descriptor<System>();
          return error(errc::cancelled, path_ + ": not written: the wait for " + name + " was cancelled");
        }
        if (System::now() >= deadline) {
          lock_ = descriptor<System>();
          return error(errc::credentials_file, path_ + ": cannot lock it: another process holds " + name +
                                                   "; wait for it to end and try again");
        }
        System::pause(std::chrono::milliseconds(1));
      }
      // Whoever removed the lock file while we waited left us with a lock that nobody else will meet.
      struct stat ours {};
      struct stat named {};
      if (System::fstat(lock_.number(), &ours) != 0) return give_up("lock it");
      if (System::fstatat(folder_.number(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0) {
        if (ours.st_ino == named.st_ino && ours.st_dev == named.st_dev) return {};
      } else if (errno != ENOENT) {
        return give_up("lock it");
      }
    }
  }

  // What was not locked must not be unlocked.
  error give_up(std::string_view doing) {
    error what = failure(doing);
    lock_ = descriptor<System>();
    return what;
  }

  result<void> fill(descriptor<System> const& file, std::string_view text, file_contents const& old) const {
    mode_t const owners = old.status.st_mode & 0777;
    mode_t const mode = !old.exists || (owners & 0077) != 0 ? 0600 : owners;
    if (old.exists) {
      struct stat created {};
      if (System::fstat(file.number(), &created) != 0) return failure("write it");
      bool const others = created.st_uid != old.status.st_uid || created.st_gid != old.status.st_gid;
      // A group that cannot be kept may not read the file anyway; an owner must not lose it.
      if (others && System::fchown(file.number(), old.status.st_uid, old.status.st_gid) != 0 &&
          created.st_uid != old.status.st_uid)
        return failure("write it, as it belongs to another user");
    }
    if (System::fchmod(file.number(), mode) != 0) return failure("write it");  // whatever the umask took away
    while (!text.empty()) {
      ssize_t const size = uninterrupted([&] { return System::write(file.number(), text.data(), text.size()); });
      if (size < 0) return failure("write it");
      text.remove_prefix(static_cast<std::size_t>(size));
    }
    if (uninterrupted([&] { return System::fsync(file.number()); }) != 0) return failure("write it");
    return {};
  }

  std::string path_;  // as the caller named it, for messages
  std::string name_;  // in the folder, links followed
  descriptor<System> folder_;
  descriptor<System> lock_;
};

}  // namespace geai::inline v0::detail

// --- geai/config/detail/credentials_syntax.hpp ---

// The syntax of the credentials file: text -> where its sections, keys and values are. Pure; no file is touched here.
// The rules are those of Python's configparser (which PyGEAI reads the same file with), less what it guesses at.
namespace geai::inline v0::detail::ini {

inline constexpr std::size_t size_limit = std::size_t{1} << 20;
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
inline constexpr std::string_view default_section = "DEFAULT";  // inherited by every alias, no alias itself

// A piece of the text, by offsets: it stays right when the text is moved.
struct span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::string_view of(std::string_view text) const noexcept { return text.substr(begin, end - begin); }
};

struct entry {
  std::size_t line = 0;  // from 1
  span whole{};          // the line with its terminator
  span key{};
  span value{};
};

struct section {
  std::size_t line = 0;  // of the header
  span header{};         // the line with its terminator
  span name{};
  std::vector<entry> entries{};
};

// PATH:LINE: TEXT, where line 0 stands for the whole file. `text` never quotes a value.
inline error failure(std::string_view path, std::size_t line, std::string_view text) {
  std::string message(path.empty() ? std::string_view("credentials") : path);
  if (line != 0) {
    message += ':';
    message += std::to_string(line);
  }
  message += ": ";
  message += text;
  return {errc::credentials_file, std::move(message)};
}

inline char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Orders keys, which are the same in any (ASCII) case.
struct less_without_case {
  bool operator()(std::string_view left, std::string_view right) const noexcept {
    for (std::size_t i = 0; i != left.size() && i != right.size(); ++i)
      if (lower(left[i]) != lower(right[i])) return lower(left[i]) < lower(right[i]);
    return left.size() < right.size();
  }
};

inline bool same_key(std::string_view left, std::string_view right) noexcept {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i != left.size(); ++i)
    if (lower(left[i]) != lower(right[i])) return false;
  return true;
}

// The bytes that the code point at the start of `text` takes; 0 when that is no UTF-8. `text` is not empty.
inline std::size_t code_point_size(std::string_view text) noexcept {
  auto const byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto const follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  unsigned const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    bool const too_long = lead == 0xE0 && byte(1) < 0xA0;
    bool const surrogate = lead == 0xED && byte(1) > 0x9F;
    return follows(1) && follows(2) && !too_long && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    bool const too_long = lead == 0xF0 && byte(1) < 0x90;
    bool const too_large = lead == 0xF4 && byte(1) > 0x8F;
    return follows(1) && follows(2) && follows(3) && !too_long && !too_large ? 4 : 0;
  }
  return 0;
}

// What makes a line unfit for a text file, as the end of "the line has"; empty when it is fit.
inline std::string_view unfit(std::string_view line) noexcept {
  for (std::size_t i = 0; i != line.size();) {
    auto const byte = static_cast<unsigned char>(line[i]);
    std::size_t const size = code_point_size(line.substr(i));
    if (byte == 0) return "a NUL byte";
    if (byte == '\n') return "a line break";
    if (byte == '\r') return "a carriage return inside of it";
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return "a control character";
    if (size == 0) return "bytes that are no UTF-8";
    if (byte == 0xC2 && static_cast<unsigned char>(line[i + 1]) < 0xA0) return "a control character";
    i += size;
  }
  return {};
}

// The bytes of the blank that `text` begins with; 0 when it begins with none. Blank is what Python strips.
inline std::size_t blank_size(std::string_view text) noexcept {
  using namespace std::string_view_literals;
  if (text.starts_with(' ') || text.starts_with('\t')) return 1;
  if (text.starts_with("\xC2\xA0"sv)) return 2;
  if (text.starts_with("\xE2\x80"sv) && text.size() > 2) {
    auto const last = static_cast<unsigned char>(text[2]);
    return (last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
  }
  bool const other =
      text.starts_with("\xE1\x9A\x80"sv) || text.starts_with("\xE2\x81\x9F"sv) || text.starts_with("\xE3\x80\x80"sv);
  return other ? 3 : 0;
}

// The same piece without the blanks at both ends.
inline span trimmed(std::string_view text, span piece) noexcept {
  while (std::size_t const size = blank_size(piece.of(text))) piece.begin += size;
  for (std::size_t size = 1; size <= 3 && size <= piece.end - piece.begin;) {
    bool const blank = blank_size(text.substr(piece.end - size, size)) == size;
    if (blank) piece.end -= size;
    size = blank ? 1 : size + 1;
  }
  return piece;
}

// One line: `whole` with its terminator (LF or CRLF), `content` without.
struct text_line {
  span whole{};
  span content{};
};

inline text_line line_at(std::string_view text, std::size_t begin) noexcept {
  std::size_t const newline = text.find('\n', begin);
  if (newline == std::string_view::npos) return {{begin, text.size()}, {begin, text.size()}};
  std::size_t const end = newline > begin && text[newline - 1] == '\r' ? newline - 1 : newline;
  return {{begin, newline + 1}, {begin, end}};
}

inline bool is_comment(std::string_view text, span line) noexcept {
  std::string_view const content = trimmed(text, line).of(text);
  return content.starts_with('#') || content.starts_with(';');
}

// Why `name` cannot be an alias, as the end of "the alias"; empty when it can.
inline std::string_view unfit_alias(std::string_view name) noexcept {
  if (name.empty()) return "is empty";
  if (!unfit(name).empty()) return "has a line break, a control character or bytes that are no UTF-8";
  if (trimmed(name, {0, name.size()}).of(name).size() != name.size()) return "begins or ends with a blank";
  if (name.find(']') != std::string_view::npos) return "has a ] in it";
  return {};
}

// Why `name` cannot be a new key, as the end of "the key"; empty when it can.
inline std::string_view unfit_key(std::string_view name) noexcept {
  if (name.empty()) return "is empty";
  for (char c : name)
    if (c < ' ' || c > '~' || c == '=' || c == ':') return "has a character other than printable ASCII without = and :";
  if (name.starts_with(' ') || name.ends_with(' ')) return "begins or ends with a blank";
  if (name.starts_with('[') || name.starts_with('#') || name.starts_with(';')) return "begins with [, # or ;";
  return {};
}

// Reads a text line by line; one use each. A template, so that programs which read no such file do not compile it.
template <class = void> class reader {
public:
  reader(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  // The sections in the order of the text, or the first thing that is wrong with it.
  result<std::vector<section>> read() {
    if (text_.size() > size_limit) return failure(path_, 0, "is larger than 1 MiB; it is no credentials file");
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF"))
      return failure(path_, 1, "the file is UTF-16; save it as UTF-8");

    std::size_t begin = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    while (begin != text_.size()) {
      ++number_;
      text_line const line = line_at(text_, begin);
      begin = line.whole.end;
      if (auto done = take(line); !done) return std::move(done).error();
    }
    return std::move(sections_);
  }

private:
  error refuse(std::string_view text) const { return failure(path_, number_, text); }

  result<void> take(text_line const& line) {
    if (std::string_view const reason = unfit(line.content.of(text_)); !reason.empty())
      return refuse(std::string("the line has ").append(reason).append("; save the file as plain text in UTF-8"));

    span const content = trimmed(text_, line.content);
    if (content.begin == content.end || is_comment(text_, content)) return {};
    if (text_[content.begin] == '[') return take_header(line, content);
    if (sections_.empty()) return refuse("text before the first section; put a line like [default] above it");
    return take_entry(line, content);
  }

  result<void> take_header(text_line const& line, span content) {
    if (content.begin != line.content.begin)
      return refuse("the line is indented; a section begins in the first column, and a value is one line");
    std::size_t const bracket = text_.substr(0, content.end).find(']', content.begin);
    if (bracket == std::string_view::npos) return refuse("the section has no closing ]; write it as [alias]");
    if (bracket + 1 != content.end)
      return refuse(
          "there is text after the ] of the section; write it as [alias], and comments on lines of their own");

    span const name{content.begin + 1, bracket};
    if (std::string_view const reason = unfit_alias(name.of(text_)); !reason.empty())
      return refuse(std::string("the alias ").append(reason).append("; write it as [alias]"));
    if (auto const [first, is_new] = names_.emplace(name.of(text_), number_); !is_new)
      return refuse(std::string("the section [")
                        .append(name.of(text_))
                        .append("] is already at line ")
                        .append(std::to_string(first->second))
                        .append("; keep one of the two"));

    sections_.push_back({.line = number_, .header = line.whole, .name = name});
    keys_.clear();
    return {};
  }

  result<void> take_entry(text_line const& line, span content) {
    // Columns, since Python counts so: a blank may have several bytes.
    std::size_t column = 0;
    for (std::size_t i = line.content.begin; i != content.begin; i += code_point_size(text_.substr(i))) ++column;
    if (!sections_.back().entries.empty() && column > column_)
      return refuse("the line is indented, as if it continued the value above; a value is one line");
    column_ = column;

    std::size_t const delimiter = text_.substr(0, content.end).find_first_of("=:", content.begin);
    if (delimiter == std::string_view::npos) return refuse("the line has no = or :; write it as KEY = value");
    span const key = trimmed(text_, {content.begin, delimiter});
    if (key.begin == key.end) return refuse("there is no key before the = or :; write it as KEY = value");
    if (auto const [first, is_new] = keys_.emplace(key.of(text_), number_); !is_new)
      return refuse(std::string("the key of this line is already at line ")
                        .append(std::to_string(first->second))
                        .append(" (keys are the same in any case); keep one of the two"));

    span const value = trimmed(text_, {delimiter + 1, content.end});
    sections_.back().entries.push_back({.line = number_, .whole = line.whole, .key = key, .value = value});
    return {};
  }

  std::string_view text_;
  std::string_view path_;
  std::size_t number_ = 0;  // of the line at hand
  std::size_t column_ = 0;  // of the last key
  std::vector<section> sections_;
  std::map<std::string_view, std::size_t> names_;                    // section -> line
  std::map<std::string_view, std::size_t, less_without_case> keys_;  // of the section at hand -> line
};

}  // namespace geai::inline v0::detail::ini

// --- geai/config/profiles.hpp ---

namespace geai::inline v0 {

// What a credentials file says (config/credentials_file.hpp has its syntax), for reading: its text, and where its
// aliases, keys and values are. Owns its text, which is wiped at the end. Const members may be called from several
// threads at once. A template only so that programs which read no such file do not compile it.
template <class = void> class profiles {
public:
  // Without text, as of a file that does not exist.
  profiles() = default;

  // Reads a text. `path` serves the messages only. Errors: errc::credentials_file.
  static result<profiles> read(secret text, std::string path) {
    auto sections = detail::ini::reader<>(text.reveal(), path).read();
    if (!sections) return std::move(sections).error();
    profiles all;
    all.text_ = std::move(text);
    all.sections_ = *std::move(sections);
    all.path_ = std::move(path);
    all.exists_ = true;
    return all;
  }

  // Reads a file. One that is missing, or in a folder that is missing, is empty with exists() == false. Never writes,
  // creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::posix_system> static result<profiles> load(std::string path) {
    if (path.find('\0') != std::string::npos)
      return error(errc::credentials_file, "credentials: cannot read them: the path holds a NUL byte; name a file");
    auto contents = detail::read_file<System>(path, detail::ini::size_limit);
    if (!contents) return std::move(contents).error();
    return of(*std::move(contents), std::move(path));
  }

  // Whether load() found a file; true after read().
  bool exists() const noexcept { return exists_; }

  // As given to read() or load().
  std::string const& path() const noexcept { return path_; }

  // The aliases in the order of the file.
  std::vector<std::string> aliases() const {
    std::vector<std::string> names;
    for (section const& each : sections_)
      if (name_of(each) != detail::ini::default_section) names.emplace_back(name_of(each));
    return names;
  }

  // Whether the file has that alias. [DEFAULT] is none.
  bool contains(std::string_view profile) const noexcept { return find(profile) != nullptr; }

  // The value of a key (any case) of an alias, its own or else the inherited one; nothing when there is none, or it is
  // empty (an empty value of its own hides the inherited one). A view into this object, valid until it is changed.
  std::optional<std::string_view> get(std::string_view profile, std::string_view key) const noexcept {
    return value_of(find(profile, key));
  }

  // The same without what is inherited.
  std::optional<std::string_view> own(std::string_view profile, std::string_view key) const noexcept {
    section const* const found = find(profile);
    return found == nullptr ? std::nullopt : value_of(find_in(*found, key));
  }

  // The value of a key of [DEFAULT], which every alias inherits that has no such key of its own.
  std::optional<std::string_view> inherited(std::string_view key) const noexcept {
    section const* const found = defaults();
    return found == nullptr ? std::nullopt : value_of(find_in(*found, key));
  }

  // The keys of an alias as the file spells them: its own in order, then the inherited ones.
  std::vector<std::string> keys(std::string_view profile) const {
    std::vector<std::string> names = own_keys(profile);
    section const* const found = find(profile);
    section const* const all = found == nullptr ? nullptr : defaults();
    if (all != nullptr)
      for (entry const& each : all->entries)
        if (find_in(*found, each.key.of(text())) == nullptr) names.emplace_back(each.key.of(text()));
    return names;
  }

  // The same without those that are inherited.
  std::vector<std::string> own_keys(std::string_view profile) const {
    std::vector<std::string> names;
    if (section const* const found = find(profile))
      for (entry const& each : found->entries) names.emplace_back(each.key.of(text()));
    return names;
  }

  // The line, from 1, that get() takes a value from, even an empty one.
  std::optional<std::size_t> line_of(std::string_view profile, std::string_view key) const noexcept {
    entry const* const found = find(profile, key);
    if (found == nullptr) return std::nullopt;
    return found->line;
  }

  // A warning when the loaded file could be read or written by other users than its owner.
  std::optional<warning> permissions_warning() const {
    if (!S_ISREG(mode_) || (mode_ & 0066) == 0) return std::nullopt;
    constexpr char digits[] = "01234567";
    std::string message = path_;
    message += ": other users can ";
    message += (mode_ & 0044) != 0 ? "read it" : "write it";
    message += " (mode 0";
    for (unsigned shift : {6u, 3u, 0u}) message += digits[(mode_ >> shift) & 7u];
    message += "); run: chmod 600 ";
    message += path_;
    return warning{warning_code::credentials_file_permissions, std::move(message)};
  }

  // The text, byte for byte what was read but for what was edited. A view, valid until this object is changed.
  std::string_view serialize() const noexcept { return text(); }

protected:
  using span = detail::ini::span;
  using entry = detail::ini::entry;
  using section = detail::ini::section;

  static result<profiles> of(detail::file_contents contents, std::string path) {
    auto all = read(std::move(contents.text), std::move(path));
    if (all) {
      all->exists_ = contents.exists;
      all->mode_ = contents.status.st_mode;
    }
    return all;
  }

  // Takes the text of the other, and stays the file that it is.
  void take_text(profiles&& other) noexcept {
    text_ = std::move(other.text_);
    sections_ = std::move(other.sections_);
  }

  std::string_view text() const noexcept { return text_.reveal(); }
  secret const& secret_text() const noexcept { return text_; }

  section const* find(std::string_view profile) const noexcept {
    return profile == detail::ini::default_section ? nullptr : find_section(profile);
  }
  entry const* find_in(section const& where, std::string_view key) const noexcept {
    for (entry const& each : where.entries)
      if (detail::ini::same_key(each.key.of(text()), key)) return &each;
    return nullptr;
  }
  // The one below it, or null.
  section const* next(section const& which) const noexcept {
    return &which == &sections_.back() ? nullptr : &which + 1;
  }

private:
  std::string_view name_of(section const& which) const noexcept { return which.name.of(text()); }

  section const* find_section(std::string_view name) const noexcept {
    for (section const& each : sections_)
      if (name_of(each) == name) return &each;
    return nullptr;
  }
  section const* defaults() const noexcept { return find_section(detail::ini::default_section); }
  entry const* find(std::string_view profile, std::string_view key) const noexcept {
    section const* const found = find(profile);
    if (found == nullptr) return nullptr;
    if (entry const* const own = find_in(*found, key)) return own;
    section const* const all = defaults();
    return all == nullptr ? nullptr : find_in(*all, key);
  }
  std::optional<std::string_view> value_of(entry const* which) const noexcept {
    if (which == nullptr || which->value.begin == which->value.end) return std::nullopt;
    return which->value.of(text());
  }

  secret text_;
  std::vector<section> sections_;
  std::string path_;
  bool exists_ = false;
  mode_t mode_ = 0;  // of the loaded file
};

}  // namespace geai::inline v0

// --- geai/auth/resolved_inline.hpp ---

// What the functions of auth::resolved do. Part of geai/auth/resolved.hpp, unless the program uses the compiled form.

namespace geai::inline v0::auth {

template <class Tag> struct basic_resolved<Tag>::login {
  static constexpr std::chrono::seconds refresh_before{300};

  // A token of the file, for as long as it lives by the clock on the wall.
  static token_grant grant_of(secret access_token, secret refresh_token, std::string_view expires_at) {
    token_grant grant{.refresh_token = std::move(refresh_token)};
    if (auto const expiry = detail::parse_timestamp(expires_at)) {
      // Whole seconds first: nanoseconds would overflow, since the year may be 9999.
      grant.expires_in = *expiry - std::chrono::ceil<std::chrono::seconds>(std::chrono::system_clock::now());
      if (grant.expires_in <= std::chrono::seconds::zero()) return grant;
    }
    grant.access_token = std::move(access_token);
    return grant;
  }

  std::string alias{};
  std::string file{};
  std::string client_id{};           // of the call that renews
  std::chrono::sys_seconds asked{};  // likewise
  token_slot slot{};

  std::mutex mutex{};  // for what follows
  secret in_file{};    // the refresh token that the profile has, as far as is known
  std::optional<renewed_login> unsaved{};

  static bool is_refusal(error const& what) { return what.code == errc::api_response && !what.is_transient(); }

  // What the platform granted for a refresh token is to be saved.
  void note(token_grant& grant, secret const& refresh_token) {
    if (grant.refresh_token.empty()) grant.refresh_token = refresh_token;  // RFC 6749, 6: the old one stays
    std::lock_guard lock(mutex);
    unsaved.emplace(renewed_login{.file = file, .alias = alias, .replaced = in_file, .grant = grant});
    constexpr std::chrono::seconds longest = std::chrono::hours(24) * 365 * 100;
    if (grant.expires_in > std::chrono::seconds::zero() && grant.expires_in < longest)
      unsaved->expires_at = asked + grant.expires_in;
  }

  error not_renewed(error what) const {
    what.message += "; the access token of alias '" + alias +
                    "' has expired or was refused, and the platform does not renew it; run: geai auth login "
                    "--alias " +
                    alias;
    return what;
  }

  // What the profile has now, when that is another login than the one that was refused.
  std::optional<token_grant> read_again(secret const& refused) {
    if (file.empty()) return std::nullopt;
    auto const now = profiles<>::load(file);
    if (!now) return std::nullopt;
    auto const refresh_token = now->own(alias, variable::refresh_token);
    auto const access_token = now->own(alias, variable::access_token);
    if (!refresh_token || !access_token || *refresh_token == refused.reveal()) return std::nullopt;
    client_id = now->get(alias, variable::client_id).value_or(client_id);
    std::lock_guard lock(mutex);
    in_file = *refresh_token;
    unsaved.reset();
    return grant_of(*access_token, *refresh_token, now->own(alias, variable::expires_at).value_or(""));
  }
};

template <class Tag> basic_resolved<Tag>::basic_resolved(session const& from) : type_(from.auth_type()) {
  secret const* const token = from.active_token();
  if (token == nullptr) return;
  token_renewal const* const how = from.renewal();
  if (how == nullptr) {
    token_ = *token;
    return;
  }
  login_ = std::make_shared<login>();
  login_->alias = from.alias();
  login_->file = how->file;
  login_->client_id = how->client_id;
  login_->in_file = how->refresh_token;
  login_->slot.start_with(login::grant_of(*token, how->refresh_token, how->expires_at), login::refresh_before);
}

template <class Tag> result<void> basic_resolved<Tag>::apply(http::header_list& headers) const {
  auto const add = [&](secret const& token) {
    if (!token.empty()) add_bearer(headers, token.reveal());
  };
  login_ == nullptr ? add(token_) : login_->slot.with(add);
  return {};
}

template <class Tag> bool basic_resolved<Tag>::has_token() const {
  return login_ == nullptr || login_->slot.is_ready();
}

template <class Tag>
template <class Exchange>
result<void> basic_resolved<Tag>::refresh(Exchange&& exchange, http::clock::time_point deadline,
                                          std::stop_token const& stop) {
  if (login_ == nullptr) return {};
  auto const renew = [&](token_slot::turn& turn) {
    for (;;)
      if (std::optional<result<void>> done = answer(turn, exchange(request_for(turn)))) return *std::move(done);
  };
  return login_->slot.take_turns(renew, deadline, stop);
}

template <class Tag> token_slot::turn basic_resolved<Tag>::begin_refresh() { return login_->slot.begin(); }

template <class Tag> token_request basic_resolved<Tag>::request_for(token_slot::turn const& turn) {
  login_->asked = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return {.client_id = login_->client_id, .refresh_token = turn.refresh_token()};
}

template <class Tag>
std::optional<result<void>> basic_resolved<Tag>::answer(token_slot::turn& turn, result<token_grant> came) {
  if (came && !came->access_token.empty()) login_->note(*came, turn.refresh_token());
  if (!came && login::is_refusal(came.error())) {
    std::optional<token_grant> other = login_->read_again(turn.refresh_token());
    if (other && other->access_token.empty()) {
      turn.ask_with(std::move(other->refresh_token));
      return std::nullopt;
    }
    came = other ? result<token_grant>(*std::move(other)) : login_->not_renewed(std::move(came).error());
  }
  return turn.finish(std::move(came), login::refresh_before);
}

template <class Tag> void basic_resolved<Tag>::invalidate(std::string_view refused) {
  if (login_ != nullptr) login_->slot.invalidate(refused);
}

template <class Tag> std::optional<renewed_login> basic_resolved<Tag>::renewed() const {
  if (login_ == nullptr) return std::nullopt;
  std::lock_guard lock(login_->mutex);
  return login_->unsaved;
}

template <class Tag> void basic_resolved<Tag>::saved(renewed_login const& which) const {
  std::lock_guard lock(login_->mutex);
  login_->in_file = which.grant.refresh_token;
  if (!login_->unsaved) return;
  if (login_->unsaved->grant.access_token == which.grant.access_token)
    login_->unsaved.reset();
  else
    login_->unsaved->replaced = login_->in_file;
}

}  // namespace geai::inline v0::auth

// --- geai/fwd.hpp ---

// Names only, for headers that mention the library without using it.

namespace geai::inline v0 {

class event_loop;
template <class T> class task;

class error;
class secret;
class session;
struct warning;
struct retry_policy;
struct call_options;

namespace http {
struct request;
struct response;
class header_list;
}  // namespace http

namespace auth {
struct none;
struct api_key;
struct oauth;
struct mixed;
struct password;
class resolved;
}  // namespace auth

namespace transport {
class curl;
class curl_multi;
class mock;
}  // namespace transport

namespace json {
struct simdjson;
}  // namespace json

template <class Auth, class Transport, class Json> class auth_client;
template <class Auth, class Transport, class Json> class ai_lab_client;
template <class Auth, class Transport, class Json> class agent_client;
template <class Auth, class Transport, class Json> class tool_client;
template <class Auth, class Transport, class Json> class reasoning_strategy_client;
template <class Auth, class Transport, class Json> class process_client;
template <class Auth, class Transport, class Json> class secret_client;
template <class Auth, class Transport, class Json> class evaluation_client;
template <class Auth, class Transport, class Json> class organization_client;
template <class Auth, class Transport, class Json> class usage_limit_client;
template <class Auth, class Transport, class Json> class admin_client;
template <class Auth, class Transport, class Json> class embeddings_client;
template <class Auth, class Transport, class Json> class rerank_client;
template <class Auth, class Transport, class Json> class files_client;
template <class Auth, class Transport, class Json> class llm_client;
template <class Auth, class Transport, class Json> class rag_client;
template <class Auth, class Transport, class Json> class assistant_client;
template <class Auth, class Transport, class Json> class feedback_client;
template <class Auth, class Transport, class Json> class gam_client;
template <class Auth, class Transport, class Json> class chat_client;

template <class Chunk, class Transport, class Json> class event_stream;
template <class Client, class Op> class listing;

}  // namespace geai::inline v0

// --- geai/json/policy.hpp ---

namespace geai::inline v0::json {

// How many readable bytes follow the text that a policy is asked to decode (simdjson reads past the end).
inline constexpr std::size_t padding = 64;

namespace detail {

struct probe {
  std::string text{};
};

struct borrowing_probe {
  std::string_view text{};
};

}  // namespace detail
}  // namespace geai::inline v0::json

template <>
struct geai::model<geai::json::detail::probe> : geai::fields<geai::field<"text", &geai::json::detail::probe::text>> {};
template <>
struct geai::model<geai::json::detail::borrowing_probe>
    : geai::fields<geai::field<"text", &geai::json::detail::borrowing_probe::text>> {};

namespace geai::inline v0::json {

// A Json policy turns text into models and models into text.
//
// | expression            | returns     | meaning                                                                     |
// |-----------------------|-------------|-----------------------------------------------------------------------------|
// | j.template decode<T>(text) | result<T> | `text` is one whole JSON document, followed by `padding` readable bytes;  |
// |                       |             | anything else is errc::decode with a message that names path, expected,     |
// |                       |             | found. T is any type that geai::model's comment lists                       |
// | j.encode(value, out)  | (any)       | appends the JSON text of `value` to the std::string `out`                   |
//
// | optional extension             | returns      | meaning                                                           |
// |--------------------------------|--------------|-------------------------------------------------------------------|
// | j.decode_to(text, fresh)       | result<void> | the same into a T& that has its defaults, with which fewer          |
// |                                |              | instantiations are compiled                                       |
// | j.decode_into(text, used)      | result<void> | the same into a T& that was decoded into before, and whose memory |
// |                                |              | is used again; after an error it is valid, whatever it has          |
// | j.decode_borrowed(text, fresh) | result<void> | as decode_to, where T has std::string_view members: they are views |
// |                                |              | into `text`, a std::span<char>, in which escapes are replaced     |
//
// All may be called from several threads at once.
template <class Json>
concept policy = requires(Json& json, std::string_view text, std::string& out, detail::probe const& value) {
  { json.template decode<detail::probe>(text) } -> std::same_as<result<detail::probe>>;
  json.encode(value, out);
};

// Policies with the optional extensions.
template <class Json>
concept decodes_in_place = requires(Json& json, std::string_view text, detail::probe& fresh) {
  { json.decode_to(text, fresh) } -> std::same_as<result<void>>;
};

// Reads into what was read into before, see decode_into.
template <class Json>
concept decodes_again = decodes_in_place<Json> && requires(Json& json, std::string_view text, detail::probe& used) {
  { json.decode_into(text, used) } -> std::same_as<result<void>>;
};

// Lends the text that it reads, see decode_borrowed.
template <class Json>
concept borrowing = decodes_in_place<Json> &&
    requires(Json& json, std::span<char> text, detail::borrowing_probe& fresh) {
  { json.decode_borrowed(text, fresh) } -> std::same_as<result<void>>;
};

}  // namespace geai::inline v0::json

// --- geai/http/response.hpp ---

namespace geai::inline v0::http {

// What came back. A transport fills it: status, add_header() for each header, body. It is handed in empty and may have
// memory from an earlier use, so append rather than assign.
struct response {
  int status = 0;  // 200, 404, ...; 0: none came
  header_list headers{};
  std::string body{};

  // Adds a header, even if there is one of that name.
  void add_header(std::string_view name, std::string_view value) { headers.append(name, value); }

  // The value of the first header of that name, in any case; empty when there is none.
  std::string_view header(std::string_view name) const noexcept { return headers.get(name); }

  // Forgets all, keeps the memory.
  void clear() noexcept {
    status = 0;
    headers.clear();
    body.clear();
  }
};

}  // namespace geai::inline v0::http

// --- geai/transport/policy.hpp ---

namespace geai::inline v0::http {
class body_source;
}

namespace geai::inline v0::transport {

// What a client tells its transport once, when it is made. Limits of a single call travel in http::request instead.
struct options {
  std::string proxy{};    // URL of a proxy; empty: what the environment says (http_proxy, https_proxy, no_proxy)
  std::string ca_file{};  // PEM file of the certificate authorities to trust; empty: the system's
};

// A Transport policy carries one request to the server and brings the response back.
//
// | expression       | returns      | meaning                                                                           |
// |------------------|--------------|-----------------------------------------------------------------------------------|
// | t.send(rq, rs)   | result<void> | does the exchange within rq.deadline and the other limits of rq; any HTTP status  |
// |                  |              | is a success. Failures: errc::transport, timeout, cancelled, too_large, and       |
// |                  |              | invalid_argument for a URL or proxy that cannot be used, with error::phase set.   |
// |                  |              | `rs` comes in empty. Redirects are not followed                                   |
//
// Optional, found by their presence:
//
// | t.configure(options) | (any)    | takes the client's proxy and ca_file; a client that is given these keywords with  |
// |                      |          | a transport that has no configure() does not compile                              |
//
// | t.send(rq,body,rs)   | result<void> | send(rq, rs) with what the http::body_source& `body` brings in the place of   |
// |                      |          | rq.body, so that it is never in memory as a whole. Once something was read from   |
// |                      |          | `body`, the transport does not begin again by itself. A client whose transport    |
// |                      |          | lacks this reads the body into memory and calls send(rq, rs)                      |
//
// | t.stream(rq, rs)     | result<S>| begins an exchange whose body is pulled: returns when status and headers are      |
// |                      |          | complete in `rs`; its body stays empty. Same failures as send(). All that `rq`    |
// |                      |          | borrows, and `rq` itself, stays in place while the S lives. Its limits are looked |
// |                      |          | at anew by each read(), so that the deadline can be moved; body_limit is left to  |
// |                      |          | the caller                                                                        |
//
// S is movable and not copyable, is used by one thread at a time, and must not outlive its transport. Its destructor
// ends the exchange at once: a connection whose body is not finished is closed (in HTTP/2, the stream is reset).
//
// | s.read(into)     | result<size_t> | appends what came next of the body to the std::string `into`, at least one byte;  |
// |                  |                | waits for it within rq.deadline and rq.idle_timeout (which counts only time that  |
// |                  |                | is spent in read()). 0: the body is complete. Once it has failed or ended, the    |
// |                  |                | same again                                                                        |
//
// send() and stream() may be called from several threads at once. A transport is movable.
//
// An asynchronous Transport policy has these instead; a client over it returns geai::task where it would return a result:
//
// | t.loop()               | event_loop::handle | the loop that it lives on, shared (geai/event_loop.hpp). All of the      |
// |                        |                    | transport is used by the thread that runs that loop                     |
// | t.send_async(rq, rs)   | an awaiter         | begins nothing yet. Awaited, it does what send() does and gives the      |
// |                        |                    | result<void>. Borrows `rq` and all that `rq` borrows, and `rs`, until it |
// |                        |                    | is destroyed, which ends an exchange under way at once                   |
//
// An awaiter has the members await_ready(), await_suspend() and await_resume() itself, as a geai::task does. It resumes
// its coroutine on the loop's thread, never from inside of await_suspend(). Optional:
//
// | t.send_async(rq,body,rs) | an awaiter       | as send(rq, body, rs)                                                    |
// | t.stream_async(rq, rs)   | an awaiter       | as stream(): gives a result<A>. A is as S, except that s.read(into) is   |
// |                          |                  | an awaiter of the result<size_t>; destroying that only ends the wait     |
template <class Transport>
concept synchronous = requires(Transport& transport, http::request const& request, http::response& response) {
  { transport.send(request, response) } -> std::same_as<result<void>>;
};

// What is awaited for a Result.
template <class Awaiter, class Result>
concept gives = requires(Awaiter& awaiter) {
  { awaiter.await_ready() } -> std::same_as<bool>;
  { awaiter.await_resume() } -> std::same_as<Result>;
};

// A transport whose calls are awaited; see synchronous.
template <class Transport>
concept asynchronous =
    !synchronous<Transport> && requires(Transport & transport, http::request const& request, http::response& response) {
  { transport.send_async(request, response) } -> gives<result<void>>;
  transport.loop();
};

// A Transport policy: one of the two kinds, whose tables are at synchronous.
template <class Transport>
concept policy = synchronous<Transport> || asynchronous<Transport>;

// A transport that takes the client's proxy and ca_file.
template <class Transport>
concept configurable = policy<Transport> && requires(Transport& transport, options const& settings) {
  transport.configure(settings);
};

// A transport that sends bodies which are not in memory.
template <class Transport>
concept sends_sources = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send(request, body, response) } -> std::same_as<result<void>>;
};

// What stream() makes: the body of a response, to be pulled.
template <class Stream>
concept body_stream = std::movable<Stream> && !std::copyable<Stream> && requires(Stream & stream, std::string& into) {
  { stream.read(into) } -> std::same_as<result<std::size_t>>;
};

// A transport whose bodies can be pulled.
template <class Transport>
concept streaming = policy<Transport> &&
    requires(Transport& transport, http::request const& request, http::response& head) {
  requires body_stream<typename decltype(transport.stream(request, head))::value_type>;
  requires std::same_as<decltype(transport.stream(request, head)),
                        result<typename decltype(transport.stream(request, head))::value_type>>;
};

// The same of an asynchronous transport.
template <class Transport>
concept sends_sources_async = asynchronous<Transport> &&
    requires(Transport& transport, http::request const& request, http::body_source& body, http::response& response) {
  { transport.send_async(request, body, response) } -> gives<result<void>>;
};

// What stream_async() makes.
template <class Stream>
concept async_body_stream =
    std::movable<Stream> && !std::copyable<Stream> && requires(Stream & stream, std::string& into) {
  { stream.read(into) } -> gives<result<std::size_t>>;
};

// A transport with stream_async().
template <class Transport>
concept streaming_async = asynchronous<Transport> &&
    requires(Transport& transport, http::request const& request, http::response& head) {
  requires async_body_stream<typename decltype(transport.stream_async(request, head).await_resume())::value_type>;
};

}  // namespace geai::inline v0::transport

// --- geai/client/construction.hpp ---

// What a client's constructor makes of its arguments, at compile time: which is which, what they say about the
// policies, and what is wrong with them.

namespace geai::inline v0::detail {

// Keys under which the arguments that are no keywords stand in the argument map.
struct auth_slot {};
struct transport_slot {};
struct json_slot {};
// What has no place in it.
struct positional_text {};
struct unknown_argument {};

template <class T> inline constexpr bool is_keyword_argument = false;
template <class Keyword, class Value> inline constexpr bool is_keyword_argument<argument<Keyword, Value>> = true;

template <class T> constexpr auto key_for() {
  namespace hana = boost::hana;
  if constexpr (is_keyword_argument<T>)
    return hana::type_c<typename T::keyword>;
  else if constexpr (std::same_as<T, allow_mixed_auth_t> || std::same_as<T, allow_insecure_http_t> ||
                     std::same_as<T, from_environment_t>)
    return hana::type_c<T>;
  else if constexpr (std::convertible_to<T, std::string_view>)
    return hana::type_c<positional_text>;
  else if constexpr (transport::policy<T>)
    return hana::type_c<transport_slot>;
  else if constexpr (auth::policy<T>)
    return hana::type_c<auth_slot>;
  else if constexpr (json::policy<T>)
    return hana::type_c<json_slot>;
  else
    return hana::type_c<unknown_argument>;
}

// The key of a constructor argument of type Argument: a keyword, a tag, or a slot.
template <class Argument> using key_of = typename decltype(key_for<std::decay_t<Argument>>())::type;

template <class Key, class... Argument>
inline constexpr std::size_t count_of = (std::size_t{std::same_as<Key, key_of<Argument>>} + ... + 0);

template <class Key, class... Argument> inline constexpr bool has_argument = count_of<Key, Argument...> != 0;

// The type of the argument in a slot, or Default.
template <class Slot, class Default, class... Argument> struct in_slot { using type = Default; };
template <class Slot, class Default, class First, class... Rest>
struct in_slot<Slot, Default, First, Rest...>
    : std::conditional_t<std::same_as<Slot, key_of<First>>, std::type_identity<std::decay_t<First>>,
                         in_slot<Slot, Default, Rest...>> {};

// What a kind of client cannot do without.
struct platform_needs {
  static constexpr bool credentials = true;
  static constexpr bool eval_url = false;
};
struct evaluation_needs {
  static constexpr bool credentials = true;
  static constexpr bool eval_url = true;
};
struct authorization_needs {
  static constexpr bool credentials = false;
  static constexpr bool eval_url = false;
};

template <class Needs, class... Argument> constexpr auto default_auth() {
  if constexpr (has_argument<keywords::access_token, Argument...>) {
    if constexpr (has_argument<keywords::api_key, Argument...>)
      return std::type_identity<auth::mixed>{};
    else
      return std::type_identity<auth::oauth>{};
  } else if constexpr (has_argument<keywords::api_key, Argument...>) {
    return std::type_identity<auth::api_key>{};
  } else if constexpr (!Needs::credentials && has_argument<keywords::base_url, Argument...> &&
                       !has_argument<keywords::alias, Argument...>) {
    return std::type_identity<auth::none>{};
  } else {
    return std::type_identity<auth::resolved>{};
  }
}

// What the deduction guides of all clients deduce.
template <class Needs, class... Argument>
using deduced_auth =
    typename in_slot<auth_slot, typename decltype(default_auth<Needs, Argument...>())::type, Argument...>::type;
template <class... Argument>
using deduced_transport = typename in_slot<transport_slot, transport::curl, Argument...>::type;
template <class... Argument> using deduced_json = typename in_slot<json_slot, json::simdjson, Argument...>::type;

template <class T>
concept complete = requires {
  sizeof(T);
};

// The slots of a client. Each assertion is repeated by the concept's own reason, since it is the condition.
template <class Auth, class Transport, class Json> struct check_policies {
  static_assert(complete<Transport>,
                "geai: the default Transport is not here; include geai/transport/curl.hpp, or bring your own");
  static_assert(complete<Json>,
                "geai: the default Json is not here; include geai/json/simdjson.hpp, or bring your own");
  static_assert(!complete<Transport> || transport::policy<Transport>,
                "geai: Transport is no geai::transport::policy; it lacks "
                "`geai::result<void> send(geai::http::request const&, geai::http::response&)`");
  static_assert(!complete<Json> || json::policy<Json>,
                "geai: Json is no geai::json::policy; it lacks `template <class T> geai::result<T> "
                "decode(std::string_view)` or `template <class T> void encode(T const&, std::string&)`");
  static_assert(auth::policy<Auth>,
                "geai: Auth is no geai::auth::policy; it lacks `geai::auth_type type() const` or "
                "`geai::result<void> apply(geai::http::header_list&) const`");

  static constexpr bool value =
      complete<Transport> && complete<Json> && transport::policy<Transport> && json::policy<Json> && auth::policy<Auth>;
};

// One argument: a keyword, a tag or a policy. A type that looks like a policy is told what it lacks to be one.
template <class Argument> struct check_argument {
  using key = key_of<Argument>;
  using type = std::decay_t<Argument>;
  static constexpr bool unknown = std::same_as<key, unknown_argument>;
  static constexpr bool like_transport = unknown && requires { &type::send; };
  static constexpr bool like_auth = unknown && !like_transport && requires { &type::apply; };
  static constexpr bool value = !unknown && !std::same_as<key, positional_text>;

  static_assert(!std::same_as<key, positional_text>,
                "geai: arguments are keywords; write geai::base_url = \"...\", not the bare text");
  static_assert(!like_transport || transport::policy<type>,
                "geai: this argument is no geai::transport::policy; it lacks "
                "`geai::result<void> send(geai::http::request const&, geai::http::response&)`");
  static_assert(!like_auth || auth::policy<type>,
                "geai: this argument is no geai::auth::policy; it lacks `geai::auth_type type() const` or "
                "`geai::result<void> apply(geai::http::header_list&) const`");
  static_assert(!unknown || like_transport || like_auth,
                "geai: this argument is neither a keyword (geai::alias = ...) nor a policy: it lacks `send` for "
                "geai::transport::policy, `decode<T>` and `encode` for geai::json::policy, `type` and `apply` for "
                "geai::auth::policy");
};

// All arguments of one constructor call, for a client of these policies. Each mistake has one sentence; a later
// assertion is silent about what an earlier one has said.
template <class Needs, class Auth, class Transport, class Json, class... Argument> struct check_arguments {
  template <class Key> static constexpr bool has = has_argument<Key, Argument...>;

  static constexpr bool known = (check_argument<Argument>::value && ... && true);
  static constexpr bool once = ((count_of<key_of<Argument>, Argument...> == 1) && ... && true);
  static_assert(!known || once, "geai: an argument is given twice; keep one of them");

  static constexpr bool sound = known && once;
  static constexpr bool key_given = has<keywords::api_key>;
  static constexpr bool token_given = has<keywords::access_token>;
  static constexpr bool policy_given = has<auth_slot>;
  static constexpr bool explicit_credentials = key_given || token_given || policy_given;

  static constexpr bool one_way = !(policy_given && (key_given || token_given));
  static_assert(!sound || one_way, "geai: an auth policy and api_key or access_token given together; keep one of them");

  static constexpr bool unmixed = !(key_given && token_given) || has<allow_mixed_auth_t>;
  static_assert(!sound || unmixed,
                "geai: api_key and access_token given together; keep one, or add geai::allow_mixed_auth (the access "
                "token is used then)");

  static constexpr bool token_complete = !token_given || has<keywords::project_id>;
  static_assert(!sound || token_complete, "geai: access_token requires project_id; add geai::project_id = \"...\"");

  static constexpr bool alias_apart =
      !explicit_credentials || !(has<keywords::alias> || has<keywords::credentials_file>);
  static_assert(!sound || alias_apart || !has<keywords::alias>,
                "geai: alias cannot be combined with explicit credentials; a profile brings its own");
  static_assert(!sound || alias_apart || has<keywords::alias>,
                "geai: credentials_file cannot be combined with explicit credentials; the file brings its own");

  static constexpr bool located =
      !explicit_credentials || has<keywords::base_url> || has<from_environment_t> || !alias_apart;
  static_assert(!sound || located,
                "geai: base_url is missing; explicit credentials need geai::base_url = \"...\" or "
                "geai::base_url = geai::from_environment");

  static constexpr bool evaluation_located =
      !Needs::eval_url || !explicit_credentials || has<keywords::eval_url> || has<from_environment_t> || !alias_apart;
  static_assert(!sound || !located || evaluation_located,
                "geai: eval_url is missing; evaluations have a host of their own: add geai::eval_url = \"...\"");

  // The policies that the client's type names against those that the arguments bring.
  static constexpr bool same_types =
      std::same_as<Auth, typename in_slot<auth_slot, Auth, Argument...>::type> &&
      std::same_as<Transport, typename in_slot<transport_slot, Transport, Argument...>::type> &&
      std::same_as<Json, typename in_slot<json_slot, Json, Argument...>::type>;
  static_assert(!sound || same_types, "geai: a policy is given that is not of the type that the client names");

  static constexpr bool keywords_fit =
      policy_given || std::same_as<Auth, auth::resolved> ||
      (std::same_as<Auth, auth::api_key> ? key_given && !token_given
       : std::same_as<Auth, auth::oauth> ? token_given && !key_given
       : std::same_as<Auth, auth::mixed> ? token_given && key_given
                                         : !key_given && !token_given && std::default_initializable<Auth>);
  static_assert(!sound || keywords_fit || !unmixed || !token_complete,
                "geai: the arguments do not make the client's Auth policy; give the object itself, or the keywords "
                "that it consists of (auth::api_key: api_key; auth::oauth: access_token and project_id)");

  static constexpr bool transport_made = has<transport_slot> || std::default_initializable<Transport>;
  static_assert(!sound || transport_made, "geai: give the Transport object; it has no default constructor");
  static constexpr bool json_made = has<json_slot> || std::default_initializable<Json>;
  static_assert(!sound || json_made, "geai: give the Json object; it has no default constructor");

  static constexpr bool configurable =
      !(has<keywords::proxy> || has<keywords::ca_file>) || transport::configurable<Transport>;
  static_assert(!sound || configurable,
                "geai: proxy and ca_file are given, but the Transport has no `configure(geai::transport::options "
                "const&)`; set them on your own transport");

  static constexpr bool value = sound && one_way && unmixed && token_complete && alias_apart && located &&
                                evaluation_located && same_types && keywords_fit && transport_made && json_made &&
                                configurable;
};

// The arguments in a Boost.Hana map, by their keys. Only for arguments that check_arguments accepts.
template <class... Argument> auto argument_map(Argument&&... given) {
  namespace hana = boost::hana;
  return hana::make_map(hana::make_pair(hana::type_c<key_of<Argument>>, std::forward<Argument>(given))...);
}

template <class Key, class Map>
inline constexpr bool in_map = decltype(boost::hana::contains(std::declval<Map&>(), boost::hana::type_c<Key>))::value;

// The policy object of a slot, or a new one.
template <class Slot, class Policy, class Map> Policy take_policy(Map& arguments) {
  if constexpr (in_map<Slot, Map>)
    return std::move(boost::hana::at_key(arguments, boost::hana::type_c<Slot>));
  else
    return Policy{};
}

}  // namespace geai::inline v0::detail

// --- geai/client/exchange.hpp ---

#if defined(__SANITIZE_ADDRESS__)
#define GEAI_POISONS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GEAI_POISONS
#endif
#endif
#ifdef GEAI_POISONS
#include <sanitizer/asan_interface.h>
#endif

// The parts of a call that depend neither on the operation's type nor on the policies.

namespace geai::inline v0::detail {

struct course;

// Who is told of one call, from its start until this is destroyed; see geai/observer.hpp, which defines the only kind.
class call_watch {
public:
  virtual ~call_watch() = default;

  // A request is about to be sent: adds the headers that it is to have besides, in the place of an earlier attempt's.
  virtual void requesting(course const& call, http::header_list& headers) noexcept = 0;
  // Its body is not in the request, and has that size.
  virtual void sending(std::uint64_t size) noexcept = 0;
  virtual void attempted(course const& call, http::response const& response, result<void> const& sent) noexcept = 0;
  // Whether what was attempted last is not the end of the call: there is to be another attempt, or bytes are to come.
  virtual void under_way(bool is) noexcept = 0;
  virtual void refreshing() noexcept = 0;
  virtual void refreshed(error const* failure) noexcept = 0;
  virtual void failed(error const& what) noexcept = 0;
};

// Who is told of the calls of a client.
class call_listener {
public:
  virtual ~call_listener() = default;
  virtual std::unique_ptr<call_watch> begin(api::traits const& of) = 0;
};

// What a client says about all of its calls.
struct call_defaults {
  std::chrono::milliseconds timeout{600'000};
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds idle_timeout{60'000};
  std::size_t body_limit = 256u << 20;
  retry_policy retry{};
  std::string user_agent{};
  std::unique_ptr<call_listener> listener{};  // null: nobody is told
};

// The memory of one call: cleared and used again, so that calls in steady state allocate nothing.
struct exchange {
  std::string url{};
  http::header_list headers{};
  std::string body{};
  http::response response{};
  std::vector<std::string_view> secrets{};  // of the operation
  std::string kept_secrets{};               // see keep_secrets()
  std::unique_ptr<call_watch> watch{};      // null: nobody is told, or the call is over

  // Has them live as long as the exchange, which the operation does not when the call is awaited.
  void keep_secrets() {
    std::size_t size = 0;
    for (std::string_view each : secrets) size += each.size();
    if (size == 0) return;
    kept_secrets.reserve(size);
    for (std::string_view& each : secrets) {
      std::size_t const begin = kept_secrets.size();
      kept_secrets += each;
      each = std::string_view(kept_secrets).substr(begin);
    }
  }

  // The call is over, without an answer.
  [[gnu::cold]] void fail(error const& what) noexcept {
    if (watch != nullptr) watch->failed(what);
    watch.reset();
  }

  void clear() noexcept {
    watch.reset();
    secrets.clear();
    wipe(kept_secrets.data(), kept_secrets.size());
    kept_secrets.clear();
    wipe(body.data(), body.size());  // it may hold a password
    url.clear();
    headers.clear();
    body.clear();
    response.clear();
  }
};

// Exchanges that are not in use. Any thread may take one and give it back. Copies share them, and one that was taken
// may outlive all other copies. (Under the address sanitizer, what reads the body of a response that was given back is
// caught.)
class exchange_pool {
public:
  std::unique_ptr<exchange> take() {
    {
      std::lock_guard lock(shared_->mutex);
      std::vector<std::unique_ptr<exchange>>& idle = shared_->idle;
      if (!idle.empty()) {
        std::unique_ptr<exchange> taken = std::move(idle.back());
        idle.pop_back();
        let_use(taken->response.body);
        return taken;
      }
    }
    return std::make_unique<exchange>();
  }

  void give_back(std::unique_ptr<exchange> used) {
    used->clear();
    // One huge answer must not pin its memory for the client's life.
    if (used->response.body.capacity() > kept_memory) std::string().swap(used->response.body);
    if (used->body.capacity() > kept_memory) std::string().swap(used->body);
    if (used->kept_secrets.capacity() > kept_memory) std::string().swap(used->kept_secrets);
    std::lock_guard lock(shared_->mutex);
    if (shared_->idle.size() == kept_exchanges) return;
    forbid_use(used->response.body);
    shared_->idle.push_back(std::move(used));
  }

private:
  static constexpr std::size_t kept_memory = 1u << 20;
  static constexpr std::size_t kept_exchanges = 64;

#ifdef GEAI_POISONS
  static void let_use(std::string const& text) { ASAN_UNPOISON_MEMORY_REGION(text.data(), text.capacity()); }
  static void forbid_use(std::string const& text) { ASAN_POISON_MEMORY_REGION(text.data(), text.capacity()); }
#else
  static void let_use(std::string const&) {}
  static void forbid_use(std::string const&) {}
#endif

  struct state {
    state() = default;
    state(state&&) = delete;
    ~state() {
      for (std::unique_ptr<exchange> const& each : idle) let_use(each->response.body);
    }

    std::mutex mutex{};
    std::vector<std::unique_ptr<exchange>> idle{};
  };

  std::shared_ptr<state> shared_{new state};
};

// An exchange for the time of one call.
class exchange_lease {
public:
  explicit exchange_lease(exchange_pool& pool) : pool_(pool), exchange_(pool.take()) {}
  exchange_lease(exchange_lease&&) noexcept = default;
  exchange_lease& operator=(exchange_lease&&) = delete;
  ~exchange_lease() {
    if (exchange_ != nullptr) pool_.give_back(std::move(exchange_));
  }

  exchange& operator*() const noexcept { return *exchange_; }
  exchange* operator->() const noexcept { return exchange_.get(); }

private:
  exchange_pool& pool_;
  std::unique_ptr<exchange> exchange_;
};

// The headers that say on whose behalf a call is made. The platform reads two spellings; a caller who set either of
// them meant both.
inline void add_context(http::header_list& headers, std::string_view project_id, std::string_view organization_id) {
  auto const add_both = [&](std::string_view name, std::string_view hyphenated, std::string_view value) {
    if (value.empty() || headers.contains(name) || headers.contains(hyphenated)) return;
    headers.append(name, value);
    headers.append(hyphenated, value);
  };
  add_both("ProjectId", "project-id", project_id);
  add_both("OrganizationId", "organization-id", organization_id);
}

enum class byte_kind : unsigned char { in_name = 1, in_value = 2 };

// What each byte may be part of: a header's name (RFC 9110, 5.6.2), a header's value (5.5; obs-text is let through).
inline constexpr auto byte_kinds = [] {
  std::array<unsigned char, 256> kinds{};
  for (int byte = 0; byte != 256; ++byte) {
    bool const in_value = (byte >= ' ' && byte != 0x7f) || byte == '\t';
    bool const separator =
        std::string_view("()<>@,;:\\\"/[]?={}").find(static_cast<char>(byte)) != std::string_view::npos;
    bool const in_name = byte > ' ' && byte < 0x7f && !separator;
    kinds[static_cast<std::size_t>(byte)] =
        static_cast<unsigned char>(static_cast<int>(in_name) * static_cast<int>(byte_kind::in_name) +
                                   static_cast<int>(in_value) * static_cast<int>(byte_kind::in_value));
  }
  return kinds;
}();

inline bool all_of_kind(std::string_view text, byte_kind kind) noexcept {
  unsigned all = static_cast<unsigned char>(kind);
  for (char c : text) all &= byte_kinds[static_cast<unsigned char>(c)];
  return all != 0;
}

// Whether all bytes are from the space on and none is DEL, eight at a time: a value is long, and hardly ever has a tab.
inline bool is_plain(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  // The high bit of each byte says whether it is that much.
  auto const at_least = [](std::uint64_t least, std::uint64_t word) {
    return ((word & ones * 0x7f) + ones * (0x80 - least)) | word;
  };
  std::uint64_t good = ones * 0x80;
  auto const look = [&](std::uint64_t word) { good &= at_least(' ', word) & at_least(1, word ^ ones * 0x7f); };
  std::uint64_t word;
  char const* at = text.data();
  std::size_t left = text.size();
  for (; left >= sizeof word; left -= sizeof word, at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    look(word);
  }
  word = ones * ' ';
  if (left != 0) std::memcpy(&word, at, left);
  look(word);
  return good == ones * 0x80;
}

// Refuses what would end one header and begin another.
inline result<void> check_headers(http::header_list const& headers) {
  auto const refuse = [](std::string_view name, std::string_view reason) -> error {
    error what(errc::invalid_argument, "header '");
    for (char c : name) what.message += static_cast<unsigned char>(c) > ' ' && c != 0x7f ? c : '?';
    what.message += "' ";
    what.message += reason;
    return what;
  };
  for (http::header const& each : headers) {
    if (each.name.empty()) return refuse(each.name, "has no name");
    if (!all_of_kind(each.name, byte_kind::in_name))
      return refuse(each.name, "is no header name; it may hold letters, digits and hyphens");
    if (!is_plain(each.value) && !all_of_kind(each.value, byte_kind::in_value))
      return refuse(each.name, "has a line break or another control character in its value; remove it");
  }
  return {};
}

// The retries that a client has left (retry_policy::budget). Any thread may spend and earn.
class retry_budget {
public:
  explicit retry_budget(int retries) noexcept
      : most_(std::clamp(retries, 1, 1'000'000) * price), left_(std::clamp(retries, 0, 1'000'000) * price) {}

  bool spend() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    do {
      if (left < price) return false;
    } while (!left_.compare_exchange_weak(left, left - price, std::memory_order_relaxed));
    return true;
  }

  void earn() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    while (left < most_ && !left_.compare_exchange_weak(left, left + 1, std::memory_order_relaxed)) {}
  }

private:
  static constexpr int price = 5;  // successes

  int most_;
  std::atomic<int> left_;
};

// What the engine does after an attempt that failed: another one after `pause`, or none, for a reason that is worth
// telling, or for none that is.
struct verdict {
  bool try_again = false;
  std::chrono::milliseconds pause{};
  std::string_view reason{};
};

// Decides that: pure, and the same for every transport. A server's Retry-After is obeyed; one beyond the deadline gives
// up at once.
inline verdict decide(api::traits const& operation, retry_policy const& policy, int attempts_done, error const& failure,
                      http::clock::time_point now, http::clock::time_point deadline, std::uint64_t random) {
  using std::chrono::milliseconds;
  bool const is_connecting =
      failure.phase == phase::resolve || failure.phase == phase::connect || failure.phase == phase::tls;
  bool const nothing_was_sent = is_connecting || failure.phase == phase::token;
  bool const may_pass = failure.code == errc::transport || (failure.code == errc::timeout && nothing_was_sent) ||
                        (failure.code == errc::api_response && failure.is_transient());
  if (!may_pass || failure.permanent || attempts_done >= policy.max_attempts) return {};
  if (operation.repetition != api::repetition::safe && !nothing_was_sent) return {};
  verdict next{.try_again = true};
  if (failure.retry_after) {
    next.pause = *failure.retry_after;
  } else {
    milliseconds most = policy.base_delay;
    for (int i = 1; i < attempts_done && most < policy.max_delay; ++i) most *= 2;
    most = std::clamp(most, milliseconds{0}, std::max(policy.max_delay, milliseconds{0}));
    next.pause = milliseconds{static_cast<long long>(random % static_cast<std::uint64_t>(most.count() + 1))};
  }
  if (deadline - now > next.pause) return next;
  return {.reason = failure.retry_after ? "the server asks for a pause that ends after the deadline"
                                        : "the pause before the next attempt would end after the deadline"};
}

// Which statuses end the attempts as a success.
enum class accept : unsigned char { success, anything };

// Where a call stands: what it asks for, what has been tried, what follows. The steps over it are the engine's; none of them
// waits, so that a driver that loops and one that awaits share them.
struct course {
  enum class step : unsigned char { finished, again, pause };

  course(api::traits const& of, call_options const& options, call_defaults const& defaults, exchange const& from,
         accept accepting)
      : traits(of),
        retry(options.retry ? *options.retry : defaults.retry),
        accepted(accepting),
        own_credential(of.authenticated && !from.headers.contains("Authorization")),
        listener(defaults.listener.get()),
        before_credential(from.headers.size()),
        timeout_of(options.timeout.value_or(defaults.timeout)),
        request{.method = of.verb,
                .url = from.url,
                .body = from.body,
                .connect_timeout = defaults.connect_timeout,
                .idle_timeout = defaults.idle_timeout,
                .body_limit = defaults.body_limit,
                .stop = options.stop} {}

  // Before each attempt. The time counts from the first one.
  void begin_attempt(exchange& with) {
    attempt_began = http::clock::now();
    if (number++ == 0) {
      request.deadline = attempt_began + timeout_of;
      if (listener != nullptr) [[unlikely]]
        with.watch = listener->begin(traits);
    }
    with.response.clear();
    if (own_credential) with.headers.truncate(before_credential);
  }

  // The error of a call that was stopped in a pause.
  [[gnu::cold]] error stopped() {
    error what(errc::cancelled, "cancelled while waiting before the next attempt");
    what.phase = phase::back_off;
    what.attempts = std::move(attempts);
    return what;
  }

  api::traits const& traits;
  retry_policy retry;
  accept accepted;
  bool own_credential;  // the client authenticates it, not the caller
  bool renewed = false;
  call_listener* listener;
  int number = 0;  // of the attempt under way
  std::size_t before_credential;
  std::chrono::milliseconds timeout_of;  // the whole call
  http::clock::time_point attempt_began{};
  http::clock::time_point wake{};  // the end of the pause
  http::request request;
  std::vector<attempt> attempts{};
};

// The token that a request carries, for keeping it out of errors.
inline std::string_view token_of(http::header_list const& headers) noexcept {
  std::string_view value = headers.get("Authorization");
  if (value.starts_with("Bearer ")) value.remove_prefix(7);
  return value;
}

// An error as the caller of an operation gets it. The call is over.
[[gnu::cold, gnu::noinline]] inline error about(std::string_view operation, exchange& with, error what) {
  with.fail(what);
  what.operation = operation;
  what.message.insert(0, ": ").insert(0, operation);
  return what;
}

}  // namespace geai::inline v0::detail

// --- geai/config/options.hpp ---

namespace geai::inline v0 {

// What is said explicitly; everything else is looked for.
struct session_options {
  std::optional<std::string> alias{};             // the profile
  std::optional<std::string> credentials_file{};  // a path
  std::optional<secret> api_key{};                // one credential
  std::optional<secret> access_token{};           // the other one; it needs a project
  std::optional<std::string> project_id{};        // of the calls
  std::optional<std::string> organization_id{};   // of the calls
  std::optional<std::string> base_url{};          // where the platform is
  std::optional<std::string> eval_url{};          // where its evaluation service is
  bool allow_mixed_auth = false;                  // both credentials are meant; the access token is used
  bool allow_insecure_http = false;               // credentials may travel over plain http
};

namespace detail {

// What a client needs of the configuration besides what is said.
struct requirements {
  bool credentials = true;                 // warn when there are none
  bool eval_url = false;                   // fail when there is none
  std::optional<auth_type> from_policy{};  // an auth policy keeps a credential of this type to itself
};

}  // namespace detail
}  // namespace geai::inline v0

// --- geai/version.hpp ---

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 1
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.1.0"

// All names are in the inline namespace geai::v0 as well, which counts the versions that do not go together in memory: of
// two such in one program each part keeps its own, and handing objects from one to the other does not link.

// --- geai/client/given.hpp ---

namespace geai::inline v0::detail {

// What the keyword arguments of a constructor say, out of their types.
struct given_arguments {
  session_options options{};
  call_defaults defaults{.user_agent = "geai-cpp/" GEAI_VERSION};
  transport::options settings{};
  std::optional<error> unset{};  // a variable that is asked for and is not set
};

// One overload a keyword: where its value goes.
inline void put(given_arguments& to, argument<keywords::api_key, secret>&& from) {
  to.options.api_key = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::access_token, secret>&& from) {
  to.options.access_token = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::project_id, std::string>&& from) {
  to.options.project_id = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::organization_id, std::string>&& from) {
  to.options.organization_id = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::base_url, std::string>&& from) {
  to.options.base_url = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::eval_url, std::string>&& from) {
  to.options.eval_url = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::alias, std::string>&& from) {
  to.options.alias = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::credentials_file, std::string>&& from) {
  to.options.credentials_file = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::timeout, std::chrono::milliseconds>&& from) {
  to.defaults.timeout = from.value;
}
inline void put(given_arguments& to, argument<keywords::connect_timeout, std::chrono::milliseconds>&& from) {
  to.defaults.connect_timeout = from.value;
}
inline void put(given_arguments& to, argument<keywords::idle_timeout, std::chrono::milliseconds>&& from) {
  to.defaults.idle_timeout = from.value;
}
inline void put(given_arguments& to, argument<keywords::body_limit, std::size_t>&& from) {
  to.defaults.body_limit = from.value;
}
inline void put(given_arguments& to, argument<keywords::retry, retry_policy>&& from) { to.defaults.retry = from.value; }
inline void put(given_arguments& to, argument<keywords::user_agent, std::string>&& from) {
  to.defaults.user_agent = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::proxy, std::string>&& from) {
  to.settings.proxy = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::ca_file, std::string>&& from) {
  to.settings.ca_file = std::move(from.value);
}
inline void put(given_arguments& to, argument<keywords::observer, std::unique_ptr<call_listener>>&& from) {
  to.defaults.listener = std::move(from.value);
}
inline void put(given_arguments& to, allow_mixed_auth_t) { to.options.allow_mixed_auth = true; }
inline void put(given_arguments& to, allow_insecure_http_t) { to.options.allow_insecure_http = true; }

// `keyword = geai::from_environment`: the value of the keyword's variable.
template <class Value> void put_variable(given_arguments& to, std::optional<Value>& into, std::string_view name) {
  if (std::optional<std::string> value = environment::of_process().get(name))
    into = *std::move(value);
  else
    to.unset.emplace(errc::missing_requirement,
                     std::string(name) + " is not set, and geai::from_environment asks for it");
}
inline void put(given_arguments& to, argument<keywords::api_key, from_environment_t>&&) {
  put_variable(to, to.options.api_key, variable::api_key);
}
inline void put(given_arguments& to, argument<keywords::access_token, from_environment_t>&&) {
  put_variable(to, to.options.access_token, variable::access_token);
}
inline void put(given_arguments& to, argument<keywords::project_id, from_environment_t>&&) {
  put_variable(to, to.options.project_id, variable::project_id);
}
inline void put(given_arguments& to, argument<keywords::organization_id, from_environment_t>&&) {
  put_variable(to, to.options.organization_id, variable::organization_id);
}
inline void put(given_arguments& to, argument<keywords::base_url, from_environment_t>&&) {
  put_variable(to, to.options.base_url, variable::base_url);
}
inline void put(given_arguments& to, argument<keywords::eval_url, from_environment_t>&&) {
  put_variable(to, to.options.eval_url, variable::eval_url);
}
inline void put(given_arguments& to, argument<keywords::alias, from_environment_t>&&) {
  put_variable(to, to.options.alias, variable::alias);
}
inline void put(given_arguments& to, argument<keywords::credentials_file, from_environment_t>&&) {
  put_variable(to, to.options.credentials_file, variable::credentials_file);
}

// Policies and callables stay in the argument map.
template <class Other> void put(given_arguments&, Other&&) {}

}  // namespace geai::inline v0::detail

// --- geai/client/engine.hpp ---

// What all clients of the same policies share, whatever their own type.

namespace geai::inline v0::detail {

template <class Op> struct part_writer;  // client/upload.hpp

// What carries an attempt: Transport::send(), or does as if. Refers to a callable.
class carrier {
public:
  template <class Carry>
    requires(!std::same_as<Carry, carrier>)
  carrier(Carry const& carry)
  noexcept
      : carry_(&carry), call_([](void const* to, http::request const& rq, http::response& rs) -> result<void> {
          return (*static_cast<Carry const*>(to))(rq, rs);
        }) {}

  result<void> operator()(http::request const& rq, http::response& rs) const { return call_(carry_, rq, rs); }

private:
  void const* carry_;
  result<void> (*call_)(void const*, http::request const&, http::response&);
};

// Who hears the warnings of a session. Refers to a callable.
class warning_listener {
public:
  warning_listener() = default;  // stderr does
  template <class Listen>
    requires(!std::same_as<Listen, warning_listener>)
  explicit warning_listener(Listen& listen) noexcept
      : listen_(&listen), call_([](void* to, warning const& what) { (*static_cast<Listen*>(to))(what); }) {}

  void operator()(warning const& what) const;

private:
  void* listen_ = nullptr;
  void (*call_)(void*, warning const&) = nullptr;
};

// Where a client may look for its credentials.
enum class credentials_from : unsigned char { arguments, environment, everywhere };

// How an operation is written into an exchange, and its answer read.
template <class Op, class Json> struct wire_form {
  // All of it, the credential excepted; neither the operation nor the options are looked at again.
  static result<void> write(Op const& operation, call_options const& options, session const& caller,
                            call_defaults const& defaults, Json& json, exchange& into);

  // The answer that is in the exchange, whose status is 2xx.
  static result<typename Op::answer> read(Json& json, exchange& from);
};

// How the same answer is read into one that was there before.
template <class Op, class Json> struct into_form {
  static result<void> read(Json& json, exchange& from, typename Op::answer& into);
};

// How it is read as a View, whose texts may be views into the exchange.
template <class View, class Json> struct view_form {
  static result<void> read(Json& json, exchange& from, View& fresh);
};

template <class T, class... Of> inline constexpr bool is_one_of = (std::same_as<T, Of> || ...);

// Whether the compiled form has the engine over these policies (tools/compiled/policies.cpp).
template <class Auth, class Transport, class Json>
concept is_compiled = std::same_as<Json, json::simdjson> && is_one_of<Transport, transport::curl, transport::mock> &&
    is_one_of<Auth, auth::none, auth::api_key, auth::oauth, auth::mixed, auth::password, auth::resolved>;

// The state of a client, and the steps of a call. None of these waits, so that a driver that loops (attempt) and one that
// awaits (client/awaiting.hpp) share them.
template <class Auth, class Transport, class Json> struct engine {
  using auth_policy = Auth;
  using transport_policy = Transport;
  using json_policy = Json;

  // Errors: those of resolve(), and missing_requirement for a variable that is asked for and not set.
  template <credentials_from From>
  static result<std::unique_ptr<engine>> make(given_arguments&& given, requirements const& needs, Auth&& auth,
                                              Transport&& transport, Json&& json, warning_listener const& listener);

  // One call over a transport that blocks.
  template <class Op> result<typename Op::answer> call(Op const& operation, call_options const& options) {
    exchange_lease exchange(exchanges);
    if (result<void> sent = send(operation, options, *exchange, accept::success); !sent)
      return failed(traits_of<Op>, *exchange, sent);
    return wire_form<Op, Json>::read(json, *exchange);
  }

  template <class Op> result<void> call(Op const& operation, typename Op::answer& into, call_options const& options) {
    exchange_lease exchange(exchanges);
    result<void> done = send(operation, options, *exchange, accept::success);
    if (done) done = into_form<Op, Json>::read(json, *exchange, into);
    if (!done) return failed(traits_of<Op>, *exchange, done);
    return done;
  }

  // Writes the operation into the exchange and has it sent.
  template <class Op>
  result<void> send(Op const& operation, call_options const& options, exchange& with, accept accepted) {
    if constexpr (api::detail::has_parts<Op>) {
      constexpr bool defined = requires { sizeof(part_writer<Op>); };
      static_assert(defined, "geai: this operation sends files; include <geai/client/upload.hpp>");
      if constexpr (defined) return send_parts(operation, options, with, accepted, nullptr);
    } else {
      auto const carry = [this](http::request const& rq, http::response& rs) { return transport.send(rq, rs); };
      return send(operation, options, with, accepted, carry);
    }
  }

  // The same by a carrier of the caller's.
  template <class Op>
  result<void> send(Op const& operation, call_options const& options, exchange& with, accept accepted,
                    carrier const& carry) {
    if (result<void> ready = wire_form<Op, Json>::write(operation, options, session, defaults, json, with); !ready)
      return ready;
    return send_written(traits_of<Op>, options, with, accepted, carry);
  }

  // Has sent what is written into the exchange.
  result<void> send_written(api::traits const& traits, call_options const& options, exchange& with, accept accepted,
                            carrier const& carry);

  // The same for an operation that sends files; see client/upload.hpp, where it is defined. `progress` may be nullptr.
  template <class Op, class Progress>
  result<void> send_parts(Op const& operation, call_options const& options, exchange& with, accept accepted,
                          Progress&& progress);

  template <class Op> static constexpr api::traits traits_of = api::traits_of<Op>();

  // Sends the exchange until it succeeds or nothing speaks for trying again. The driver that loops.
  result<void> attempt(course& under_way, exchange& with, carrier const& carry);

  // Sees to it that a policy which obtains its own token has one, by asking the platform for it.
  result<void> obtain_token(course& under_way, exchange& with);

  // Adds the credential, which comes last, so that it can be replaced.
  result<void> authenticate(course& under_way, exchange& with);

  // What follows from an attempt. `sent` is what became of it, and of the call when it is finished.
  course::step judge(course& under_way, exchange& with, result<void>& sent);
  [[gnu::cold]] course::step judge_failure(course& under_way, exchange& with, result<void>& sent);

  // The error of a call as its caller gets it. The call is over.
  [[gnu::cold]] error failed(api::traits const& of, exchange& with, result<void> const& sent);

  geai::session session;
  Auth auth;
  Transport transport;
  Json json;
  call_defaults defaults;
  retry_budget budget{defaults.retry.budget};
  exchange_pool exchanges{};
};

}  // namespace geai::inline v0::detail

// --- geai/api/authorization.hpp ---

// The Security API: rest-api.md section 2 (docs.globant.ai wiki 2916).

namespace geai::inline v0 {

// An access token, and what came with it.
struct oauth_token {
  secret access_token{};
  std::string token_type{};  // "Bearer"
  std::chrono::seconds expires_in{};
  secret refresh_token{};
  std::string scope{};
  std::string user_guid{};
};

// Only `sub`, `guid` and `username` are documented; the others are what GAM's scopes usually give.
struct user_profile {
  std::string sub{};
  std::string guid{};
  std::string username{};
  std::optional<std::string> email{};
  std::optional<std::string> first_name{};
  std::optional<std::string> last_name{};
};

template <>
struct model<oauth_token>
    : fields<field<"access_token", &oauth_token::access_token>, field<"token_type", &oauth_token::token_type>,
             field<"expires_in", &oauth_token::expires_in>, field<"refresh_token", &oauth_token::refresh_token>,
             field<"scope", &oauth_token::scope>, field<"user_guid", &oauth_token::user_guid>> {};
template <>
struct model<user_profile>
    : fields<field<"sub", &user_profile::sub>, field<"guid", &user_profile::guid>,
             field<"username", &user_profile::username>, field<"email", &user_profile::email>,
             field<"first_name", &user_profile::first_name>, field<"last_name", &user_profile::last_name>> {};

namespace api {

// An access token for a user. The credentials travel in the form body, never in the URL (PyGEAI puts them there).
struct get_oauth2_access_token {
  std::string client_id{};
  std::string username{};
  secret password{};
  std::string scope = "gam_user_data gam_user_roles";

  using answer = oauth_token;
  using endpoint = post<"/oauth/access_token">;
  using parameters =
      fields<form<"client_id", &get_oauth2_access_token::client_id>,
             form<"username", &get_oauth2_access_token::username>, form<"password", &get_oauth2_access_token::password>,
             form<"scope", &get_oauth2_access_token::scope>>;
  static constexpr bool authenticated = false;
};

// Another access token for the refresh token that came with one. [inferred] The platform does not document it.
struct refresh_oauth2_access_token {
  std::string client_id{};
  secret refresh_token{};
  std::string grant_type = "refresh_token";

  using answer = oauth_token;
  using endpoint = post<"/oauth/access_token">;
  using parameters = fields<form<"grant_type", &refresh_oauth2_access_token::grant_type>,
                            form<"client_id", &refresh_oauth2_access_token::client_id>,
                            form<"refresh_token", &refresh_oauth2_access_token::refresh_token>>;
  static constexpr bool authenticated = false;
};

// Who a token belongs to; without one, whom the client acts for.
struct get_user_profile_information {
  std::optional<secret> access_token{};
  std::optional<std::string> project_id{};

  using answer = user_profile;
  using endpoint = get<"/openid/userinfo">;
  using parameters = fields<bearer<&get_user_profile_information::access_token>,
                            header<"ProjectId", &get_user_profile_information::project_id>,
                            header<"project-id", &get_user_profile_information::project_id>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/http/retry_after.hpp ---

namespace geai::inline v0::http {

// A date in the form that HTTP prefers (RFC 9110, 5.6.7), like "Sun, 06 Nov 1994 08:49:37 GMT".
inline std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) noexcept {
  using namespace std::chrono;
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  bool sound = true;
  auto const number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    char const* const end = text.data() + at + size;
    auto const [stop, fault] = std::from_chars(text.data() + at, end, value);
    if (fault != std::errc{} || stop != end || value < 0) sound = false;
    return value;
  };
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::size_t const month_at = months.find(text.substr(8, 3));
  if (month_at == std::string_view::npos || month_at % 3 != 0) return std::nullopt;
  year_month_day const date{year{number(12, 4)}, month{static_cast<unsigned>(month_at / 3 + 1)},
                            day{static_cast<unsigned>(number(5, 2))}};
  int const hour = number(17, 2);
  int const minute = number(20, 2);
  int const second = number(23, 2);
  if (!sound || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

// How long the server asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date. Nothing when it does not
// say, or says something else. A date in the past is no wait; the wait is at most 24 days, whatever the server says.
inline std::optional<std::chrono::milliseconds> retry_after(header_list const& headers,
                                                            std::chrono::system_clock::time_point now) noexcept {
  using namespace std::chrono;
  constexpr double most = 2e9;  // milliseconds
  auto const number = [](std::string_view text) -> std::optional<double> {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;  // no "inf", no "nan"
    double value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  auto const bounded = [&](double value) { return milliseconds{static_cast<long long>(value < most ? value : most)}; };

  if (auto const value = number(headers.get("retry-after-ms"))) return bounded(*value);
  std::string_view const text = headers.get("retry-after");
  if (auto const value = number(text)) return bounded(*value * 1000);
  if (auto const date = parse_date(text)) {
    using span = duration<double, std::milli>;  // nanoseconds would overflow: the year may be 9999
    double const wait = (span(date->time_since_epoch()) - span(now.time_since_epoch())).count();
    return bounded(wait > 0 ? wait : 0);
  }
  return std::nullopt;
}

}  // namespace geai::inline v0::http

// --- geai/client/answer.hpp ---

// Reading a response: the answer an operation promises, or what the platform says against it (rest-api.md 1.4). The
// platform reports failures in several shapes, some of them with status 200; all are read here and nowhere else.

namespace geai::inline v0::detail {

// One complaint. Free-form, since the platform sends codes as numbers and as strings.
struct fault_body {
  raw_json id{};
  raw_json code{};
  raw_json description{};
  raw_json message{};
  raw_json type{};
};

// The places of a top-level object where complaints are found.
struct failure_body {
  raw_json errors{};             // an array of complaints, or one of them
  raw_json error{};              // one complaint, or a text
  raw_json error_description{};  // RFC 6749, beside a textual `error`
  raw_json message{};            // an array of complaints that have type "error", or a text
  raw_json success{};
};

// An answer together with what the platform may put beside it.
template <class Answer> struct envelope {
  Answer value{};
  failure_body failure{};
};

// The same of an answer that is elsewhere, so that it need not be moved.
template <class Answer> struct envelope_of {
  Answer& value;
  failure_body& failure;

  static envelope_of const& referred_defaults() {
    static Answer value{};
    static failure_body failure{};
    static envelope_of const both{value, failure};
    return both;
  }
};

template <class Envelope, class Field> struct envelope_field {
  using object = Envelope;
  using type = typename Field::type;
  static constexpr std::string_view name = Field::name;
  static constexpr bool written = false;

  [[gnu::always_inline]] static type& get(Envelope& from) noexcept { return Field::get(part(from)); }
  [[gnu::always_inline]] static type const& get(Envelope const& from) noexcept { return Field::get(part(from)); }

private:
  [[gnu::always_inline]] static auto& part(auto& from) noexcept {
    if constexpr (std::is_same_v<typename Field::object, failure_body>)
      return from.failure;
    else
      return from.value;
  }
};

// A name that the answer has as a field of its own belongs to the answer.
template <class Answer, class Field>
inline constexpr bool has_field = model<Answer>::any_of([](auto candidate) {
  return decltype(candidate)::name == Field::name;
});

template <class... Left, class... Right> fields<Left..., Right...> join(fields<Left...>, fields<Right...>);

template <class Envelope, class... Field> fields<envelope_field<Envelope, Field>...> all_of(fields<Field...>);

template <class Envelope, class Answer, class Field>
using unless_present = std::conditional_t<has_field<Answer, Field>, fields<>, fields<envelope_field<Envelope, Field>>>;

template <class Envelope, class Answer> auto fields_for_envelope() {
  using own = decltype(all_of<Envelope>(std::declval<model<Answer>>()));
  using errors = unless_present<Envelope, Answer, field<"errors", &failure_body::errors>>;
  using error = unless_present<Envelope, Answer, field<"error", &failure_body::error>>;
  using message = unless_present<Envelope, Answer, field<"message", &failure_body::message>>;
  using success = unless_present<Envelope, Answer, field<"success", &failure_body::success>>;
  return join(own{}, join(join(errors{}, error{}), decltype(join(message{}, success{})){}));
}

}  // namespace geai::inline v0::detail

template <>
struct geai::model<geai::detail::fault_body>
    : geai::fields<geai::field<"id", &geai::detail::fault_body::id>,
                   geai::field<"code", &geai::detail::fault_body::code>,
                   geai::field<"description", &geai::detail::fault_body::description>,
                   geai::field<"message", &geai::detail::fault_body::message>,
                   geai::field<"type", &geai::detail::fault_body::type>> {};

template <>
struct geai::model<geai::detail::failure_body>
    : geai::fields<geai::field<"errors", &geai::detail::failure_body::errors>,
                   geai::field<"error", &geai::detail::failure_body::error>,
                   geai::field<"error_description", &geai::detail::failure_body::error_description>,
                   geai::field<"message", &geai::detail::failure_body::message>,
                   geai::field<"success", &geai::detail::failure_body::success>> {};

template <class Answer>
struct geai::model<geai::detail::envelope<Answer>>
    : decltype(geai::detail::fields_for_envelope<geai::detail::envelope<Answer>, Answer>()) {};
template <class Answer>
struct geai::model<geai::detail::envelope_of<Answer>>
    : decltype(geai::detail::fields_for_envelope<geai::detail::envelope_of<Answer>, Answer>()) {};

namespace geai::inline v0::detail {

// How much of a body an error keeps.
inline constexpr std::size_t error_body_limit = 4096;

// Decodes into an object that has its defaults. A result<T> of each type would cost more to compile than its reading.
template <class Json, class T> result<void> decode_to(Json& json, std::string_view text, T& fresh) {
  if constexpr (json::decodes_in_place<Json>) {
    return json.decode_to(text, fresh);
  } else {
    result<T> decoded = json.template decode<T>(text);
    if (!decoded) return std::move(decoded).error();
    fresh = *std::move(decoded);
    return {};
  }
}

// The same of a text that has no padding behind it yet; false when it is none.
template <class Json, class T> bool decode_text(Json& json, std::string text, T& fresh) {
  text.reserve(text.size() + json::padding);
  return decode_to(json, text, fresh).has_value();
}

// A free-form value as text: a string without its quotes, anything else as it stands.
template <class Json> std::string plain_text(Json& json, raw_json const& value) {
  if (!value.text.starts_with('"')) return value.text;
  std::string text;
  return decode_text(json, value.text, text) ? text : std::string{};
}

template <class Json> fault read_fault(Json& json, raw_json const& text) {
  fault read;
  if (!text.text.starts_with('{')) {
    read.description = plain_text(json, text);
    return read;
  }
  fault_body body;
  if (!decode_text(json, text.text, body)) {
    read.description = text.text;
    return read;
  }
  std::string const code = plain_text(json, body.id.empty() ? body.code : body.id);
  int number = 0;
  auto const [end, fault] = std::from_chars(code.data(), code.data() + code.size(), number);
  bool const numeric = fault == std::errc{} && end == code.data() + code.size() && !code.empty();
  if (numeric) read.code = number;
  read.description = plain_text(json, body.description.empty() ? body.message : body.description);
  if (!numeric && !code.empty()) read.description = read.description.empty() ? code : code + ": " + read.description;
  return read;
}

// Every complaint that a body carries.
template <class Json> std::vector<fault> read_faults(Json& json, failure_body const& body) {
  std::vector<fault> faults;
  auto const read_array = [&](raw_json const& text, bool only_errors) {
    std::vector<raw_json> elements;
    if (!decode_text(json, text.text, elements)) return;
    for (raw_json const& element : elements) {
      if (only_errors) {
        fault_body detail;
        if (!decode_text(json, element.text, detail) || plain_text(json, detail.type) != "error") continue;
      }
      faults.push_back(read_fault(json, element));
    }
  };

  if (body.errors.text.starts_with('['))
    read_array(body.errors, false);
  else if (!body.errors.empty() && body.errors.text != "{}")
    faults.push_back(read_fault(json, body.errors));

  if (!body.error.empty() && body.error.text != "{}" && body.error.text != "\"\"" && body.error.text != "false") {
    fault read = read_fault(json, body.error);
    if (std::string const more = plain_text(json, body.error_description); !more.empty())
      read.description += (read.description.empty() ? "" : ": ") + more;
    faults.push_back(std::move(read));
  }

  if (body.message.text.starts_with('[')) read_array(body.message, true);
  return faults;
}

// Whether a body that came with a 2xx says that the operation failed. Empty lists, `{}`, `""` and null are no failures.
inline bool may_have_failed(failure_body const& body) noexcept {
  return (!body.errors.empty() && body.errors.text != "[]") || !body.error.empty() || body.success.text == "false" ||
         body.message.text.starts_with('[');
}

// What a server must not have us show though it may echo it: the credential of the request, and secrets in it.
class known_secrets {
public:
  known_secrets(std::string_view credential) noexcept : token_(credential) {}
  known_secrets(std::string_view credential, std::vector<std::string_view> const& in_request) noexcept
      : token_(credential), others_(in_request) {}

  // The first `limit` bytes of a text without them, and without pieces of them that are long enough to be of use.
  [[gnu::cold]] std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    std::size_t const end = std::min(limit, text.size());
    std::string shown;
    for (std::size_t at = 0; at < end;) {
      std::size_t hidden = common(text.substr(at), token_);
      for (std::string_view each : others_) hidden = std::max(hidden, common(text.substr(at), each));
      if (hidden == 0)
        shown += text[at++];
      else
        shown += "***";
      at += hidden;
    }
    return shown;
  }

private:
  // How much of a secret, twelve bytes or all of it, a text begins with. One of less than four bytes hides nothing: it
  // would be found in every other word.
  static std::size_t common(std::string_view text, std::string_view secret) {
    std::size_t const shortest = std::min<std::size_t>(12, secret.size());
    if (shortest < 4 || text.size() < shortest) return 0;
    std::size_t const found = secret.find(text.substr(0, shortest));
    if (found == secret.npos) return 0;
    secret.remove_prefix(found);
    return static_cast<std::size_t>(std::mismatch(text.begin(), text.end(), secret.begin(), secret.end()).first -
                                    text.begin());
  }

  std::string_view token_;
  std::span<std::string_view const> others_{};
};

// Those of a call.
inline known_secrets secrets_of(exchange const& of) noexcept { return {token_of(of.headers), of.secrets}; }

// The secrets that a value has in it, as views.
template <class T> void collect_secrets(T const& value, std::vector<std::string_view>& into) {
  if constexpr (!holds_secret<T>) {
    return;
  } else if constexpr (std::is_same_v<T, secret>) {
    into.push_back(value.reveal());
  } else if constexpr (modelled<T>) {
    model<T>::for_each([&]<class Field>(Field) { collect_secrets(Field::get(value), into); });
  } else if constexpr (is_optional<T>) {
    if (value) collect_secrets(*value, into);
  } else if constexpr (is_map<T>) {
    for (auto const& each : value) collect_secrets(each.second, into);
  } else {
    for (auto const& each : value) collect_secrets(each, into);
  }
}

// The error of a response that is no success, or of an event that tells of one.
[[gnu::cold]] inline error response_error(http::response const& response, std::string_view body,
                                          std::vector<fault> faults, known_secrets const& secrets) {
  error what(errc::api_response, {});
  what.phase = phase::receive;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.retry_after = http::retry_after(response.headers, std::chrono::system_clock::now());
  what.body = secrets.hide(body);
  what.faults = std::move(faults);
  for (fault& each : what.faults) each.description = secrets.hide(each.description);

  what.message = "HTTP " + std::to_string(response.status);
  for (fault const& each : what.faults) {
    what.message += ": " + each.description;
    if (each.code != 0) what.message += " (code " + std::to_string(each.code) + ")";
  }
  if (what.faults.empty()) {
    if (response.status >= 300 && response.status < 400)
      what.message += ": a redirect, which is not followed; correct base_url";
    else
      what.message += ": the platform gave no reason";
  }
  if (!what.request_id.empty()) what.message += " [request " + what.request_id + "]";
  return what;
}

// The error of a response with a status outside 2xx.
template <class Json>
[[gnu::cold]] error read_failure(Json& json, http::response& response, known_secrets const& secrets) {
  std::vector<fault> faults;
  response.body.reserve(response.body.size() + json::padding);
  failure_body body;
  if (response.body.find('{') != std::string::npos && decode_to(json, response.body, body)) {
    faults = read_faults(json, body);
    if (faults.empty() && body.message.text.starts_with('"')) faults.push_back(read_fault(json, body.message));
  }
  return response_error(response, response.body, std::move(faults), secrets);
}

[[gnu::cold]] inline error empty_answer() {
  error what(errc::decode, "the response has no body, where an answer was promised; the reply was probably cut off");
  what.phase = phase::decode;
  return what;
}

// Makes room for a parser that reads ahead, as std::string::reserve does, and leaves nothing in the memory it gives back.
inline void pad_secret(std::string& text) {
  if (text.capacity() - text.size() >= json::padding) return;
  std::string padded;
  padded.reserve(text.size() + json::padding);
  padded.append(text);
  wipe(text.data(), text.size());
  text = std::move(padded);
}

// Makes room for a parser that reads ahead behind a body, which may hold a secret if an Answer may.
template <class Answer> void pad(std::string& body) {
  if constexpr (holds_secret<Answer>)
    pad_secret(body);
  else
    body.reserve(body.size() + json::padding);
}

inline bool is_blank(std::string_view text) noexcept { return text.find_first_not_of(" \t\r\n") == text.npos; }

// The error of a 2xx whose body is not what was promised. `shown` is as much of it as may be shown.
[[gnu::cold, gnu::noinline]] inline error not_decoded(error what, std::string_view shown,
                                                      http::response const& response, known_secrets const& secrets) {
  what.phase = phase::decode;
  what.http_status = response.status;
  what.request_id = secrets.hide(response.header("x-request-id"));
  what.message = secrets.hide(what.message);
  what.body = secrets.hide(shown);
  return what;
}

// What a body that came with a 2xx, and may_have_failed(), says against it.
template <class Json>
[[gnu::cold, gnu::noinline]] result<void> read_complaints(Json& json, failure_body const& body, std::string_view text,
                                                          http::response const& response,
                                                          known_secrets const& secrets) {
  std::vector<fault> faults = read_faults(json, body);
  if (faults.empty() && body.success.text != "false") return {};
  return response_error(response, text, std::move(faults), secrets);
}

// The same of a body that is read as something else, if it is an object.
template <class Json>
result<void> read_complaints(Json& json, std::string_view text, http::response const& response,
                             known_secrets const& secrets) {
  failure_body body;
  bool const is_object = !is_blank(text) && text[text.find_first_not_of(" \t\r\n")] == '{';
  if (is_object && decode_to(json, text, body) && may_have_failed(body))
    return read_complaints(json, body, text, response, secrets);
  return {};
}

// How an answer gets into an object: one that has its defaults, one that was read into before, and one whose views are to
// be into the text.
struct into_fresh {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_to(text, into);
  }
};
struct into_used {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_into(text, into);
  }
};
struct into_borrowed {
  template <class Json, class T> static result<void> decode(Json& json, std::string_view text, T& into) {
    return json.decode_borrowed(std::span<char>(const_cast<char*>(text.data()), text.size()), into);  // our own buffer
  }
};

// The answer in the text of a response with status 2xx, behind which there are json::padding readable bytes.
template <class Into, class Answer, class Json>
result<void> read_answer_to(Json& json, std::string_view text, http::response const& response,
                            known_secrets const& secrets, Answer& into) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if constexpr (modelled<Answer>) {
    if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
    failure_body failure;
    envelope_of<Answer> whole{into, failure};
    if (result<void> done = Into::decode(json, text, whole); !done)
      return not_decoded(std::move(done).error(), shown, response, secrets);
    if (may_have_failed(failure)) return read_complaints(json, failure, text, response, secrets);
  } else {
    if (result<void> done = read_complaints(json, text, response, secrets); !done) return done;
    if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
    if (result<void> done = Into::decode(json, text, into); !done)
      return not_decoded(std::move(done).error(), shown, response, secrets);
  }
  return {};
}

// The same by a policy that can do no more than return it.
template <class Answer, class Json>
result<Answer> read_answer_whole(Json& json, std::string_view text, http::response const& response,
                                 known_secrets const& secrets) {
  std::string_view const shown = holds_secret<Answer> ? std::string_view{} : text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  using decoded = std::conditional_t<modelled<Answer>, envelope<Answer>, Answer>;
  if constexpr (!modelled<Answer>)
    if (result<void> done = read_complaints(json, text, response, secrets); !done) return std::move(done).error();
  if (is_blank(text)) return not_decoded(empty_answer(), shown, response, secrets);
  result<decoded> read = json.template decode<decoded>(text);
  if (!read) return not_decoded(std::move(read).error(), shown, response, secrets);
  if constexpr (modelled<Answer>) {
    if (may_have_failed(read->failure))
      if (result<void> done = read_complaints(json, read->failure, text, response, secrets); !done)
        return std::move(done).error();
    return std::move(read->value);
  } else {
    return read;
  }
}

// The same into an answer that has its defaults.
template <class Answer, class Json>
result<void> read_answer_fresh(Json& json, std::string_view text, http::response const& response,
                               known_secrets const& secrets, Answer& fresh) {
  if constexpr (json::decodes_in_place<Json>) {
    return read_answer_to<into_fresh>(json, text, response, secrets, fresh);
  } else {
    result<Answer> read = read_answer_whole<Answer>(json, text, response, secrets);
    if (!read) return std::move(read).error();
    fresh = *std::move(read);
    return {};
  }
}

// The answer in the text of a response with status 2xx.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, std::string_view text, http::response const& response,
                           known_secrets const& secrets) {
  if constexpr (std::is_void_v<Answer>) {
    return read_complaints(json, text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text, response, secrets);
  } else if constexpr (json::decodes_in_place<Json>) {
    result<Answer> answer(boost::system::in_place_value);
    if (result<void> done = read_answer_to<into_fresh>(json, text, response, secrets, *answer); !done)
      answer = std::move(done).error();
    return answer;
  } else {
    return read_answer_whole<Answer>(json, text, response, secrets);
  }
}

// The answer of a response with status 2xx.
template <class Answer, class Json>
result<Answer> read_answer(Json& json, http::response& response, known_secrets const& secrets) {
  pad<Answer>(response.body);
  return read_answer<Answer>(json, response.body, response, secrets);
}

// The same into an answer that was there, whose memory is used again if the policy can do that.
template <class Answer, class Json>
result<void> read_answer_into(Json& json, http::response& response, known_secrets const& secrets, Answer& into) {
  if constexpr (json::decodes_again<Json>) {
    pad<Answer>(response.body);
    return read_answer_to<into_used>(json, response.body, response, secrets, into);
  } else {
    result<Answer> fresh = read_answer<Answer>(json, response, secrets);
    if (!fresh) return std::move(fresh).error();
    into = *std::move(fresh);
    return {};
  }
}

}  // namespace geai::inline v0::detail

// --- geai/config/settings.hpp ---

// What a session is made of and by which rules; where its settings are looked for is in config/resolve.hpp.

namespace geai::inline v0 {

// Where a setting was found.
enum class source : unsigned char {
  nowhere,      // it is not set
  argument,     // a keyword
  environment,  // a variable
  file,         // the credentials file
};

constexpr std::string_view to_string(source from) noexcept {
  switch (from) {
    case source::nowhere: return "nowhere";
    case source::argument: return "argument";
    case source::environment: return "environment";
    case source::file: return "file";
  }
  return "unknown";
}

// Where one setting comes from, and why it comes neither from the environment nor the file if these are asked before.
// Never holds a secret.
struct origin {
  std::string_view setting{};                   // "api_key", "base_url", ...
  geai::source source = geai::source::nowhere;  // which kind of place
  std::string place{};                 // e.g. "GEAI_API_KEY", or "[staging] in /home/me/.geai/credentials, line 3"
  std::string value{};                 // as it was found; "***" for a credential
  std::vector<std::string> skipped{};  // e.g. "GEAI_API_KEY is not set"
};

// One for each setting, in this order: api_key, access_token, project_id, organization_id, base_url, eval_url.
using origin_list = std::array<origin, 6>;

// That of a setting by its name, which must be one of the six.
inline origin const& origin_of(origin_list const& all, std::string_view setting) noexcept {
  std::size_t at = 0;
  while (at + 1 != all.size() && all[at].setting != setting) ++at;
  return all[at];
}

// Why none of these settings comes from anywhere, as a list: "GEAI_API_KEY is not set, [staging] in f has no
// geai_api_key". What is true of several is said once.
inline std::string reasons(std::initializer_list<origin const*> settings) {
  std::vector<std::string_view> said;
  std::string text;
  for (origin const* each : settings)
    for (std::string const& reason : each->skipped) {
      bool repeated = false;
      for (std::string_view before : said) repeated = repeated || before == reason;
      if (repeated) continue;
      said.push_back(reason);
      (text += text.empty() ? "" : ", ") += reason;
    }
  return text;
}

// The alias of those who name none.
inline constexpr std::string_view default_alias = "default";

namespace detail {

// The settings as the sources have them, before anybody has judged them.
struct findings {
  session_data data{};
  origin_list origins{{{.setting = "api_key"},
                       {.setting = "access_token"},
                       {.setting = "project_id"},
                       {.setting = "organization_id"},
                       {.setting = "base_url"},
                       {.setting = "eval_url"}}};
  std::optional<error> wrong_alias{};

  origin& api_key() { return origins[0]; }
  origin& access_token() { return origins[1]; }
  origin& project_id() { return origins[2]; }
  origin& organization_id() { return origins[3]; }
  origin& base_url() { return origins[4]; }
  origin& eval_url() { return origins[5]; }
};

inline error missing(std::string message) { return {errc::missing_requirement, std::move(message)}; }

// A value that goes into a header: not empty, no control characters.
inline result<void> check_header_value(std::string_view setting, std::string_view value) {
  if (value.empty()) return missing(std::string(setting) + " is empty; leave it out or give a value");
  for (char c : value)
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f)
      return error(errc::invalid_argument, std::string(setting) +
                                               " has a line break or another control character in it, which no header "
                                               "may carry; remove it");
  return {};
}

// Credentials travel over https, or to this machine.
inline result<void> check_secure(std::string_view setting, std::string_view url, bool allow_insecure_http) {
  http::url_parts const parts = http::split_url(url);
  if (allow_insecure_http || parts.scheme == "https" || http::is_loopback(parts.host)) return {};
  return error(errc::invalid_argument, std::string(setting) + " is plain http to " + std::string(parts.host) +
                                           ", which would show the credentials to the network; use https, or add "
                                           "geai::allow_insecure_http");
}

// What the explanation shows of a value: credentials are none of its business, those in a URL neither.
inline std::string shown(std::string_view value) {
  return std::string(value.find('@') == std::string_view::npos ? value : std::string_view("***"));
}

// The end of an error: all places without what is missing.
inline std::string looked_for(std::initializer_list<origin const*> settings) {
  std::string text;
  for (origin const* each : settings)
    text.append(text.empty() ? "; looked for: " : ", ").append(each->setting).append(" is not given");
  std::string const others = reasons(settings);
  return others.empty() ? text : text + ", " + others;
}

// What an error calls a setting: by its own name, and that of the source's place.
inline std::string name_of(origin const& found) {
  std::string name(found.setting);
  if (found.source != source::argument) name.append(" (").append(found.place).append(")");
  return name;
}

inline void found_at(source from, std::string place, std::string value, origin& found) {
  found.source = from;
  found.place = std::move(place);
  found.value = std::move(value);
}

inline void take_argument(std::optional<secret> const& given, secret& into, origin& found) {
  if (!given) return;
  into = *given;
  found_at(source::argument, "an argument", "***", found);
}
inline void take_argument(std::optional<std::string> const& given, std::string& into, origin& found) {
  if (!given) return;
  into = *given;
  found_at(source::argument, "an argument", shown(into), found);
}

// The settings of the arguments alone: no other source is asked.
inline findings find_in_arguments(session_options const& options) {
  findings all;
  all.data.alias = options.alias.value_or(std::string(default_alias));
  take_argument(options.api_key, all.data.api_key, all.api_key());
  take_argument(options.access_token, all.data.access_token, all.access_token());
  take_argument(options.project_id, all.data.project_id, all.project_id());
  take_argument(options.organization_id, all.data.organization_id, all.organization_id());
  take_argument(options.base_url, all.data.base_url, all.base_url());
  take_argument(options.eval_url, all.data.eval_url, all.eval_url());
  return all;
}

// Makes a session of what was found, or says what is wrong with it: the rules, each in one place. One use each.
class judge {
public:
  judge(session_options const& options, requirements const& needs, findings const& found)
      : options_(options), needs_(needs), found_(found), data_(found.data) {}

  result<session> decide() && {
    if (found_.wrong_alias) return *found_.wrong_alias;
    for (auto step : {&judge::check_credentials, &judge::check_ids, &judge::check_urls})
      if (result<void> done = (this->*step)(); !done) return done.error();
    return session(std::move(data_));
  }

private:
  result<void> check_credentials() {
    origin const& key = found_.origins[0];
    origin const& token = found_.origins[1];
    if (auto sound = check_value(key, data_.api_key.reveal()); !sound) return sound;
    if (auto sound = check_value(token, data_.access_token.reveal()); !sound) return sound;
    if (!data_.api_key.empty() && !data_.access_token.empty()) {
      if (key.source != source::argument)
        warn(warning_code::mixed_authentication,
             key.place + " and " + token.place + " are both set; the OAuth access token is used, the API key is not");
      else if (!options_.allow_mixed_auth)
        return error(errc::mixed_authentication,
                     "api_key and access_token given together; keep one, or set allow_mixed_auth (the access token is "
                     "used then)");
    }
    data_.type = !data_.access_token.empty() ? auth_type::oauth_token
                 : !data_.api_key.empty()    ? auth_type::api_key
                                             : needs_.from_policy.value_or(auth_type::none);
    if (data_.type == auth_type::none && needs_.credentials && !needs_.from_policy)
      warn(warning_code::no_authentication,
           "no authentication is configured: calls are sent without a token" + looked_for({&key, &token}));
    return {};
  }

  result<void> check_ids() {
    origin const& project = found_.origins[2];
    if (auto sound = check_value(project, data_.project_id); !sound) return sound;
    if (auto sound = check_value(found_.origins[3], data_.organization_id); !sound) return sound;
    if (!data_.access_token.empty() && data_.project_id.empty())
      return missing("access_token requires project_id: the token comes from " + found_.origins[1].place +
                     ", a project id from nowhere" + looked_for({&project}));
    if (data_.type != auth_type::oauth_token && !needs_.from_policy && !data_.project_id.empty())
      warn(warning_code::project_id_without_access_token,
           "project_id is set (" + project.place +
               ") without an OAuth access token; the platform needs it with OAuth only");
    return {};
  }

  result<void> check_urls() {
    origin const& base = found_.origins[4];
    origin const& evaluation = found_.origins[5];
    if (base.source == source::nowhere)
      warn(warning_code::missing_base_url, "base_url is missing: calls cannot be sent" + looked_for({&base}));
    if (auto sound = check_url(base, data_.base_url); !sound) return sound;
    if (evaluation.source == source::nowhere && needs_.eval_url)
      return missing("eval_url is missing: evaluations have a host of their own" + looked_for({&evaluation}));
    return check_url(evaluation, data_.eval_url);
  }

  static result<void> check_value(origin const& found, std::string_view value) {
    if (found.source == source::nowhere) return {};
    return check_header_value(name_of(found), value);
  }

  // Brings it into the form that requests begin with.
  result<void> check_url(origin const& found, std::string& url) const {
    if (found.source == source::nowhere) return {};
    if (url.empty()) return missing(std::string(found.setting) + " is empty; give a URL");
    result<std::string> normal = http::normalize_base_url(url, name_of(found));
    if (!normal) return normal.error();
    url = *std::move(normal);
    return check_secure(name_of(found), url, options_.allow_insecure_http);
  }

  void warn(warning_code code, std::string message) { data_.warnings.push_back({code, std::move(message)}); }

  session_options const& options_;
  requirements const& needs_;
  findings const& found_;
  session_data data_;
};

}  // namespace detail
}  // namespace geai::inline v0

// --- geai/config/detail/sources.hpp ---

namespace geai::inline v0::detail {

// Finds the settings in their sources, arguments > environment > file, and says for each why it is not elsewhere. A
// template of the file's type, so that only programs which read one compile this and the file. One use each.
template <class File> class sources {
public:
  sources(session_options const& options, environment const& variables, File const& file)
      : options_(options), variables_(variables), file_(file), found_(find_in_arguments(options)) {}

  findings find() && {
    if (auto permissions = file_.permissions_warning()) found_.data.warnings.push_back(*std::move(permissions));
    if (!options_.alias) found_.data.alias = variables_.get(variable::alias).value_or(std::string(default_alias));
    check_alias();
    find_credentials();
    find_text(variable::project_id, found_.data.project_id, found_.project_id());
    find_text(variable::organization_id, found_.data.organization_id, found_.organization_id());
    find_text(variable::base_url, found_.data.base_url, found_.base_url());
    find_text(variable::eval_url, found_.data.eval_url, found_.eval_url());
    return std::move(found_);
  }

private:
  std::string const& alias() const { return found_.data.alias; }

  void check_alias() {
    if (alias().empty()) {
      found_.wrong_alias = missing("alias is empty; leave it out or name a profile");
    } else if (alias() != default_alias && !file_.contains(alias())) {
      std::string names;
      for (std::string const& each : file_.aliases()) (names += names.empty() ? "" : ", ") += each;
      std::string message = "alias '" + alias() + "' does not exist";
      if (file_.path().empty())
        message += ": no credentials file is read";
      else
        message += " in " + file_.path() + "; it has " + (names.empty() ? "none" : names);
      if (names.empty()) message += "; run: geai configure --profile-alias " + alias();
      found_.wrong_alias = missing(std::move(message));
    }
  }

  // As a unit, of the highest source that has any.
  void find_credentials() {
    origin& key = found_.api_key();
    origin& token = found_.access_token();
    if (key.source != source::nowhere || token.source != source::nowhere)
      return as_a_unit("the environment and the credentials file are not asked: an argument gives a credential");
    bool const with_key = take(from_environment({variable::api_key, variable::api_token}, key), found_.data.api_key);
    bool const with_token = take(from_environment({variable::access_token}, token), found_.data.access_token);
    if (with_key || with_token) return as_a_unit("the credentials file is not asked: the environment has a credential");
    take(from_file({variable::api_key, variable::api_token}, key), found_.data.api_key);
    if (take(from_file({variable::access_token}, token), found_.data.access_token)) find_renewal();
  }

  // What belongs to a token of the profile's own. One in [DEFAULT] is shared by several aliases, and nobody's to renew.
  void find_renewal() {
    if (!file_.own(alias(), variable::access_token)) return;
    auto const own = [&](std::string_view name) { return file_.own(alias(), name).value_or(std::string_view()); };
    found_.data.renewal = {.refresh_token = own(variable::refresh_token),
                           .client_id = std::string(file_.get(alias(), variable::client_id).value_or("")),
                           .expires_at = std::string(own(variable::expires_at)),
                           .file = std::string(file_.path())};
  }

  // Why the credential that is not there is not looked for any further.
  void as_a_unit(std::string_view reason) {
    for (origin* each : {&found_.api_key(), &found_.access_token()})
      if (each->source == source::nowhere) each->skipped.emplace_back(reason);
  }

  static bool take(std::optional<std::string> text, secret& into) {
    if (!text) return false;
    into = secret(std::move(*text));  // the text is wiped
    return true;
  }

  void find_text(std::string_view name, std::string& into, origin& found) {
    if (found.source != source::nowhere) return;
    auto value = from_environment({name}, found);
    if (!value) value = from_file({name}, found);
    if (!value) return;
    into = *std::move(value);
    found.value = shown(into);
  }

  // Of the first variable that is set; they are the setting's names, best first.
  std::optional<std::string> from_environment(std::initializer_list<std::string_view> names, origin& found) const {
    for (std::string_view name : names) {
      std::optional<std::string> value = variables_.get(name);
      if (!value) {
        found.skipped.push_back(std::string(name) + " is not set");
      } else if (alias() != default_alias) {
        found.skipped.push_back(std::string(name) + " does not count: the environment serves the default alias only");
        wipe(value->data(), value->size());
      } else {
        return at(source::environment, std::string(name), *std::move(value), found);
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> from_file(std::initializer_list<std::string_view> keys, origin& found) const {
    std::string const path(file_.path());
    std::string const section = "[" + alias() + "] in " + path;
    for (std::string_view key : keys)
      if (auto value = file_.get(alias(), key))
        return at(source::file, section + ", line " + std::to_string(file_.line_of(alias(), key).value_or(0)),
                  std::string(*value), found);
    if (path.empty())
      found.skipped.push_back("no credentials file is read");
    else if (!file_.exists())
      found.skipped.push_back(path + " does not exist");
    else if (!file_.contains(alias()))
      found.skipped.push_back(path + " has no [" + alias() + "]");
    else
      found.skipped.push_back(section + " has no " + lowered(*keys.begin()));
    return std::nullopt;
  }

  static std::string at(source from, std::string place, std::string value, origin& found) {
    found_at(from, std::move(place), "***", found);
    return value;
  }

  static std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
  }

  session_options const& options_;
  environment const& variables_;
  File const& file_;
  findings found_;
};

// The file that the options name, or else the variables.
inline std::string path_of_file(session_options const& options, environment const& variables) {
  return options.credentials_file ? *options.credentials_file : credentials_path(variables);
}

template <class File>
result<session> session_of(session_options const& options, environment const& variables, File const& file,
                           requirements const& needs) {
  findings const found = sources<File>(options, variables, file).find();
  return judge(options, needs, found).decide();
}

// With the file read too.
template <class File>
result<session> configured_session(session_options const& options, environment const& variables,
                                   requirements const& needs = {}) {
  auto const file = File::load(path_of_file(options, variables));
  if (!file) return file.error();
  return session_of(options, variables, *file, needs);
}

}  // namespace geai::inline v0::detail

// --- geai/detail/pause.hpp ---

namespace geai::inline v0::detail {

// Sleeps until `wake`; ends at once when `stop` asks for it, and says so with false.
inline bool pause_until(std::chrono::steady_clock::time_point wake, std::stop_token const& stop) {
  if (!stop.stop_possible()) {
    std::this_thread::sleep_until(wake);
    return true;
  }
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any stopped;
  stopped.wait_until(lock, stop, wake, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace geai::inline v0::detail

// --- geai/client/engine_inline.hpp ---

// What the functions of the engine do. Part of geai/client/engine.hpp, unless the program uses the compiled form.

namespace geai::inline v0::detail {

inline void warning_listener::operator()(warning const& what) const {
  if (call_ != nullptr)
    call_(listen_, what);
  else
    std::fprintf(stderr, "geai: warning: %s\n", what.message.c_str());
}

// --- making it ------------------------------------------------------------------------------------------------------

// The session that the arguments ask for. Explicit credentials stand alone: nothing of another account may slip in
// from the environment or the file, and a client that has them does not compile what reads these.
template <credentials_from From> result<session> make_session(given_arguments const& given, requirements const& needs) {
  if (given.unset) return *given.unset;
  if (auto sound = check_header_value("user_agent", given.defaults.user_agent); !sound) return sound.error();
  if constexpr (From == credentials_from::environment)
    return session_of(given.options, environment::of_process(), profiles<>(), needs);
  else if constexpr (From == credentials_from::arguments)
    return judge(given.options, needs, find_in_arguments(given.options)).decide();
  else
    return configured_session<profiles<>>(given.options, environment::of_process(), needs);
}

template <class Auth, class Transport, class Json>
template <credentials_from From>
auto engine<Auth, Transport, Json>::make(given_arguments&& given, requirements const& needs, Auth&& auth,
                                         Transport&& transport, Json&& json, warning_listener const& listener)
    -> result<std::unique_ptr<engine>> {
  result<geai::session> made = make_session<From>(given, needs);
  if (!made) return made.error();
  if constexpr (std::is_same_v<Auth, auth::resolved>)
    if (!needs.from_policy)
      auth = Auth(*made);  // Auth, a dependent name, so that only clients which need it compile it
  if constexpr (transport::configurable<Transport>) transport.configure(given.settings);
  for (warning const& each : made->warnings()) listener(each);
  return std::unique_ptr<engine>(
      new engine{*std::move(made), std::move(auth), std::move(transport), std::move(json), std::move(given.defaults)});
}

// --- a request and its answer ---------------------------------------------------------------------------------------

// Adds what does not depend on the operation's type.
[[gnu::noinline]] inline result<void> complete_request(api::traits const& traits, call_options const& options,
                                                       session const& caller, call_defaults const& defaults,
                                                       std::string_view content_type, exchange& into) {
  if (traits.host == api::host::platform && caller.base_url().empty()) {
    error what(errc::missing_requirement, "base_url is missing");
    for (warning const& each : caller.warnings())
      if (each.code == warning_code::missing_base_url) what.message = each.message;
    what.message += "; give geai::base_url, set GEAI_API_BASE_URL, or run: geai configure";
    return what;
  }
  for (name_value const& each : options.query) {
    into.url += into.url.find('?') == std::string::npos ? '?' : '&';
    http::append_percent_encoded(into.url, each.name);
    into.url += '=';
    http::append_percent_encoded(into.url, each.value);
  }
  add_context(into.headers, caller.project_id(), caller.organization_id());
  if (!content_type.empty()) into.headers.add("Content-Type", content_type);
  into.headers.add("Accept", "application/json");
  into.headers.add("User-Agent", defaults.user_agent);
  return {};
}

template <class Op, class Json>
result<void> wire_form<Op, Json>::write(Op const& operation, call_options const& options, session const& caller,
                                        call_defaults const& defaults, Json& json, exchange& into) {
  static_assert(api::detail::check_operation<Op>());
  static constexpr api::traits traits = api::traits_of<Op>();

  if (result<void> sound = api::detail::check_parameters(operation); !sound) return sound;
  Op::parameters::for_each([&]<class Parameter>(Parameter) {
    if constexpr (holds_secret<typename Parameter::type>) collect_secrets(Parameter::get(operation), into.secrets);
  });
  into.url = traits.host == api::host::evaluation ? caller.eval_url() : caller.base_url();
  if (options.route.empty()) {
    api::detail::write_target(operation, into.url);
  } else {
    if (result<void> sound = api::detail::check_route<Op>(options.route); !sound) return sound;
    api::detail::write_target(operation, into.url, options.route);
  }
  for (name_value const& each : options.headers) into.headers.add(each.name, each.value);
  api::detail::write_headers(operation, into.headers);
  if constexpr (requires { Op::accept; }) into.headers.add("Accept", Op::accept);
  std::string_view const content_type = api::detail::write_body(operation, json, into.body);
  return complete_request(traits, options, caller, defaults, content_type, into);
}

// What several operations have in common.
template <class Answer, class Json>
[[gnu::noinline]] result<Answer> read_promised(Json& json, exchange& from, std::string_view operation) {
  result<Answer> answer = read_answer<Answer>(json, from.response, secrets_of(from));
  if constexpr (holds_secret<Answer>) wipe(from.response.body.data(), from.response.body.size());
  if (!answer) answer = about(operation, from, std::move(answer).error());
  return answer;
}

template <class Op, class Json> result<typename Op::answer> wire_form<Op, Json>::read(Json& json, exchange& from) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(from.response); }) {
    return answer_type::of(from.response);
  } else {
    return read_promised<answer_type>(json, from, api::name_of<Op>());
  }
}

template <class Op, class Json>
result<void> into_form<Op, Json>::read(Json& json, exchange& from, typename Op::answer& into) {
  using answer_type = typename Op::answer;
  if constexpr (requires { answer_type::of(from.response); }) {
    result<answer_type> fresh = answer_type::of(from.response);
    if (!fresh) return std::move(fresh).error();
    into = *std::move(fresh);
    return {};
  } else {
    result<void> done = read_answer_into(json, from.response, secrets_of(from), into);
    if constexpr (holds_secret<answer_type>) wipe(from.response.body.data(), from.response.body.size());
    return done;
  }
}

template <class View, class Json> result<void> view_form<View, Json>::read(Json& json, exchange& from, View& fresh) {
  pad<View>(from.response.body);
  return read_answer_to<into_borrowed>(json, from.response.body, from.response, secrets_of(from), fresh);
}

// --- a token --------------------------------------------------------------------------------------------------------

// Calls `call` with the operation that asks for it, and with options for that, on behalf of the call that needs it.
template <class Call>
auto ask_for_token(auth::token_request const& request, course const& under_way, exchange& with, Call const& call) {
  if (with.watch != nullptr) with.watch->refreshing();
  auto const left = under_way.request.deadline - http::clock::now();
  call_options const options{.timeout = std::chrono::ceil<std::chrono::milliseconds>(left),
                             .stop = under_way.request.stop,
                             .retry = retry_policy{.max_attempts = 1}};  // the call that needs the token tries again
  return request.refresh_token.empty()
             ? call(api::get_oauth2_access_token{.client_id = std::string(request.client_id),
                                                 .username = std::string(request.username),
                                                 .password = request.password,
                                                 .scope = std::string(request.scope)},
                    options)
             : call(api::refresh_oauth2_access_token{.client_id = std::string(request.client_id),
                                                     .refresh_token = request.refresh_token},
                    options);
}

// What the platform says to it.
inline result<auth::token_grant> token_granted(exchange& with, result<oauth_token> token) {
  if (token) {
    if (with.watch != nullptr) with.watch->refreshed(nullptr);
    return auth::token_grant{std::move(token->access_token), std::move(token->refresh_token), token->expires_in};
  }
  error what = std::move(token).error();
  what.phase = phase::token;
  if (with.watch != nullptr) with.watch->refreshed(&what);
  return what;
}

// --- one call -------------------------------------------------------------------------------------------------------

template <class Auth, class Transport, class Json>
[[gnu::noinline]] result<void> engine<Auth, Transport, Json>::send_written(api::traits const& traits,
                                                                           call_options const& options, exchange& with,
                                                                           accept accepted, carrier const& carry) {
  course under_way(traits, options, defaults, with, accepted);
  return attempt(under_way, with, carry);
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::attempt(course& under_way, exchange& with, carrier const& carry) {
  for (;;) {
    under_way.begin_attempt(with);
    result<void> sent;
    if (under_way.own_credential) sent = obtain_token(under_way, with);
    if (sent) sent = authenticate(under_way, with);
    if (!sent && sent.error().phase == phase::none) return sent;  // nothing that another attempt would change
    if (sent) sent = carry(under_way.request, with.response);
    switch (judge(under_way, with, sent)) {
      case course::step::finished: return sent;
      case course::step::again: break;
      case course::step::pause:
        if (!pause_until(under_way.wake, under_way.request.stop)) return under_way.stopped();
    }
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::obtain_token(course& under_way, exchange& with) {
  if constexpr (auth::refreshable<Auth>) {
    if (auth.has_token()) return {};
    auto const by_calling = [this](auto const& operation, call_options const& options) {
      return this->call(operation, options);
    };
    auto const fetch = [&](auth::token_request const& request) {
      return token_granted(with, ask_for_token(request, under_way, with, by_calling));
    };
    return auth.refresh(fetch, under_way.request.deadline, under_way.request.stop);
  } else {
    return {};
  }
}

template <class Auth, class Transport, class Json>
result<void> engine<Auth, Transport, Json>::authenticate(course& under_way, exchange& with) {
  if (with.watch != nullptr) [[unlikely]]
    with.watch->requesting(under_way, with.headers);
  if (under_way.own_credential)
    if (result<void> applied = auth.apply(with.headers); !applied) return applied;
  under_way.request.headers = with.headers;
  return check_headers(with.headers);
}

template <class Auth, class Transport, class Json>
course::step engine<Auth, Transport, Json>::judge(course& under_way, exchange& with, result<void>& sent) {
  if (with.watch != nullptr) [[unlikely]]
    with.watch->attempted(under_way, with.response, sent);
  int const status = with.response.status;
  if (!sent || status < 200 || status >= 300) return judge_failure(under_way, with, sent);
  budget.earn();
  return course::step::finished;
}

template <class Auth, class Transport, class Json>
course::step engine<Auth, Transport, Json>::judge_failure(course& under_way, exchange& with, result<void>& sent) {
  using step = course::step;
  error failure = sent ? read_failure(json, with.response, secrets_of(with)) : sent.error();
  if (failure.is_permission() && under_way.traits.token_level == api::token_level::organization)
    failure.message += "; this operation takes a token of the organization, not of a project";
  auto const now = http::clock::now();
  under_way.attempts.push_back(
      {under_way.number, std::chrono::ceil<std::chrono::milliseconds>(now - under_way.attempt_began), failure.message});

  // A token that the platform refuses is not used again; the call is repeated with another one, once.
  if constexpr (auth::refreshable<Auth>) {
    if (sent && under_way.own_credential && failure.is_authentication()) {
      auth.invalidate(token_of(with.headers));
      if (!under_way.renewed && under_way.traits.repetition == api::repetition::safe) {
        under_way.renewed = true;
        if (with.watch != nullptr) with.watch->under_way(true);
        return step::again;
      }
    }
  }
  verdict next = decide(under_way.traits, under_way.retry, under_way.number, failure, now, under_way.request.deadline,
                        random_bits());
  if (next.try_again && !budget.spend())
    next = {.reason = "the client's budget of retries is spent (retry_policy::budget)"};
  if (next.try_again) {
    under_way.wake = now + next.pause;
    if (with.watch != nullptr) with.watch->under_way(true);
    return step::pause;
  }
  if (sent && under_way.accepted == accept::anything) return step::finished;
  if (!next.reason.empty()) failure.message.append("; not tried again: ").append(next.reason);
  failure.attempts = std::move(under_way.attempts);
  sent = std::move(failure);
  return step::finished;
}

template <class Auth, class Transport, class Json>
error engine<Auth, Transport, Json>::failed(api::traits const& of, exchange& with, result<void> const& sent) {
  if (with.watch == nullptr && defaults.listener != nullptr) with.watch = defaults.listener->begin(of);
  return about(of.name, with, sent.error());
}

}  // namespace geai::inline v0::detail

// --- geai/api/paging.hpp ---

// Lists that come page by page. Such an operation says which of its members place the page and which limit it, in one
// of the two dialects of the platform (rest-api.md 1.6):
//
//   using paging = by_offset<&list_agents::start, &list_agents::count>;               // start/count, skip/count
//   using paging = by_page<&list_roles::start_page, &list_roles::page_size>;          // startPage/pageSize, from 1
//
// The third argument is the page size of a caller who names none. The items are the first list among the members of the
// answer; the answer itself, if it is a std::vector; and of a raw_json the array that it is, or that it has.

namespace geai::inline v0::api {

// Positions count items, from 0.
template <auto Position, auto Size, int DefaultSize = 100> struct by_offset {
  static constexpr auto position = Position;        // the member that places the page
  static constexpr auto size = Size;                // the one that limits it
  static constexpr int default_size = DefaultSize;  // of a caller who names none
  static constexpr int first = 0;                   // where lists begin
  // How far the position goes on behind a page of so many items.
  static constexpr std::int64_t step(std::size_t received) noexcept { return static_cast<std::int64_t>(received); }
};

// Positions count pages, from 1.
template <auto Position, auto Size, int DefaultSize = 20> struct by_page {
  static constexpr auto position = Position;        // the member that places the page
  static constexpr auto size = Size;                // the one that limits it
  static constexpr int default_size = DefaultSize;  // of a caller who names none
  static constexpr int first = 1;                   // where lists begin
  // How far the position goes on behind a page.
  static constexpr std::int64_t step(std::size_t) noexcept { return 1; }
};

namespace detail {

// The first field of a model that is a list.
template <class Fields> struct first_list;
template <class First, class... Rest>
struct first_list<fields<First, Rest...>>
    : std::conditional_t<is_vector<typename First::type>, std::type_identity<First>, first_list<fields<Rest...>>> {};

// Where a JSON document has this separator, or the bracket that closes what `at` is in.
inline std::size_t end_of_part(std::string_view text, std::size_t at, char separator) noexcept {
  std::size_t depth = 0;
  for (bool quoted = false; at < text.size(); ++at) {
    char const c = text[at];
    if (quoted) {
      at += c == '\\';
      quoted = c != '"';
    } else if (depth == 0 && (c == separator || c == ']' || c == '}')) {
      return at;
    } else {
      quoted = c == '"';
      depth += c == '[' || c == '{';
      depth -= c == ']' || c == '}';
    }
  }
  return text.size();
}

inline std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r\n";
  std::size_t const begin = text.find_first_not_of(blank);
  return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

// The array that an answer is, or the first one that it has as a member, complaints aside. Empty when there is none.
inline std::string_view find_array(std::string_view text) noexcept {
  text = without_blanks(text);
  if (!text.starts_with('{')) return text.starts_with('[') ? text : std::string_view{};
  for (std::size_t at = 1; at < text.size();) {
    std::size_t const colon = end_of_part(text, at, ':');
    std::size_t const end = end_of_part(text, colon + 1, ',');
    std::string_view const key = without_blanks(text.substr(at, colon - at));
    std::string_view const value =
        colon < end ? without_blanks(text.substr(colon + 1, end - colon - 1)) : std::string_view{};
    if (value.starts_with('[') && key != "\"errors\"" && key != "\"message\"" && key != "\"messages\"") return value;
    at = end + 1;
  }
  return {};
}

inline result<std::vector<raw_json>> elements_of(raw_json const& answer) {
  std::string_view const array = find_array(answer.text);
  if (array.empty()) return error(errc::decode, "the answer has no array, where the items of a list were expected");
  std::vector<raw_json> elements;
  for (std::size_t at = 1; at < array.size();) {
    std::size_t const end = end_of_part(array, at, ',');
    std::string_view const element = without_blanks(array.substr(at, end - at));
    if (!element.empty()) elements.push_back({std::string(element)});
    at = end + 1;
  }
  return elements;
}

// The items of one page, taken out of its answer.
template <class Answer> auto items_of(Answer&& answer) {
  if constexpr (std::is_same_v<Answer, raw_json>) {
    return elements_of(answer);
  } else if constexpr (is_vector<Answer>) {
    return result<Answer>(std::forward<Answer>(answer));
  } else {
    using list = typename first_list<typename model<Answer>::list>::type;
    return result<typename list::type>(std::move(list::get(answer)));
  }
}

// What model.hpp prints a page into, to know it again.
class fingerprint {
public:
  fingerprint& operator<<(std::string_view text) noexcept {
    for (char const c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3u;  // FNV-1a
    return *this;
  }
  template <class Number>
  requires std::is_arithmetic_v<Number> fingerprint& operator<<(Number value) noexcept {
    text_of text;
    return *this << text(value);
  }
  fingerprint& operator<<(char value) noexcept { return *this << std::string_view(&value, 1); }

  std::uint64_t value() const noexcept { return value_; }

private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

}  // namespace detail

// An operation whose answer is a page of a list.
template <class Op>
concept paged = operation<Op> && requires(Op& operation) {
  operation.*Op::paging::position = Op::paging::first;
  operation.*Op::paging::size = Op::paging::default_size;
};

// The way through the pages of a list. It sends nothing: whoever does (Client::all, see client/pages.hpp) asks what to
// send with next() and hands over what came to take(), in turns.
//
// The list is at its end when
// - a page is empty, or is refused with code 5000 ("No results found") though it is not the first; or
// - a page is one that was here before, which is not given again: the server does not honour the position, or not
//   beyond the last page. If this happens to the first page, and it was full, then there may be items that cannot be
//   reached, and this is an error.
// Nothing else ends it, so a server that is wrong about sizes or totals costs no items: not a page shorter than was asked
// for (a server may have a limit of its own), nor a longer one, nor a count beside the items. It is therefore one request
// more than there are pages. A list that is changed meanwhile may give an item twice or leave one out.
template <paged Op> class page_walk {
  using paging = typename Op::paging;
  using answer = typename Op::answer;

public:
  using items = typename decltype(detail::items_of(std::declval<answer>()))::value_type;

  // Begins where the operation says, in its page size.
  explicit page_walk(Op const& from) : operation_(from) {
    auto& size = operation_.*paging::size;
    if (!size) size = paging::default_size;
    auto& position = operation_.*paging::position;
    if (!position) position = paging::first;
    position_ = *position;
  }

  // The operation whose answer is the next page; null behind the last one, and after an error. Error: invalid_argument
  // for a page size under 1 or a position that is none.
  result<Op const*> next() {
    if (ended_) return nothing;
    if (*(operation_.*paging::size) < 1) return fail(errc::invalid_argument, name_at(paging::size), " is under 1");
    if (position_ < paging::first)
      return fail(errc::invalid_argument, name_at(paging::position),
                  paging::first == 0 ? " is negative" : " is under 1");
    if (position_ > std::numeric_limits<int>::max())
      return fail(errc::invalid_argument, name_at(paging::position), " of the next page is over 2147483647");
    operation_.*paging::position = static_cast<int>(position_);
    return &operation_;
  }

  // The items of the page that came for it; none at the end of the list. Error: the answer's own, or decode.
  result<items> take(result<answer>&& page) {
    if (!page) {
      ended_ = true;
      if (!pages_.empty() && is_no_results(page.error())) return items{};
      return std::move(page).error();
    }
    result<items> taken = detail::items_of(*std::move(page));
    if (!taken) return fail(errc::decode, {}, taken.error().message);
    if (taken->empty()) {
      ended_ = true;
      return taken;
    }
    detail::fingerprint seen;
    geai::detail::print(seen, *taken);
    for (std::uint64_t const former : pages_) ended_ |= former == seen.value();
    if (!ended_) {
      pages_.push_back(seen.value());
      position_ += paging::step(taken->size());
      return taken;
    }
    if (pages_.size() == 1 && taken->size() == static_cast<std::size_t>(*(operation_.*paging::size)))
      return fail(errc::decode, name_at(paging::position),
                  " is not honoured: the platform answered with its first page again; the list is not complete");
    return items{};
  }

private:
  static constexpr Op const* nothing = nullptr;

  static bool is_no_results(error const& what) noexcept {
    for (fault const& each : what.faults)
      if (each.code == 5000) return true;
    return false;
  }

  // The name on the wire of one of the operation's members.
  template <class Member> std::string_view name_at(Member member) const {
    std::string_view name;
    Op::parameters::any_of([&]<class Parameter>(Parameter) {
      if constexpr (std::is_same_v<decltype(operation_.*member), typename Parameter::type const&>)
        if (&Parameter::get(operation_) == &(operation_.*member)) name = Parameter::name;
      return !name.empty();
    });
    return name;
  }

  [[gnu::cold]] error fail(errc code, std::string_view subject, std::string_view words) {
    ended_ = true;
    error what(code, std::string(name_of<Op>()).append(": ").append(subject).append(words));
    what.operation = name_of<Op>();
    if (code == errc::decode) what.phase = phase::decode;
    return what;
  }

  Op operation_;
  std::int64_t position_ = 0;
  bool ended_ = false;
  std::vector<std::uint64_t> pages_{};  // the fingerprints of those that were here
};

}  // namespace geai::inline v0::api

// --- geai/detail/pull_iterator.hpp ---

namespace geai::inline v0::detail {

// The iterator of a single-pass range: Source::next() gives one element after another, and null at the end.
template <class Source, class Element> class pull_iterator {
public:
  using iterator_concept = std::input_iterator_tag;
  using value_type = Element;
  using difference_type = std::ptrdiff_t;
  using reference = value_type const&;
  using pointer = value_type const*;

  explicit pull_iterator(Source& from) : from_(&from), element_(from.next()) {}

  reference operator*() const noexcept { return *element_; }
  pointer operator->() const noexcept { return element_; }
  pull_iterator& operator++() {
    element_ = from_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(pull_iterator const& at, std::default_sentinel_t) noexcept { return at.element_ == nullptr; }

private:
  Source* from_;
  pointer element_;
};

}  // namespace geai::inline v0::detail

// --- geai/client/pages.hpp ---

namespace geai::inline v0 {

namespace detail {

// The items of the pages that came, one after another. It sends nothing: whoever does asks what is wanted.
template <class Op> class page_items {
  using walk = api::page_walk<Op>;

public:
  using value_type = result<typename walk::items::value_type>;

  explicit page_items(Op const& operation) : walk_(operation) {}

  // The operation whose answer is to be taken before next(); null when there is nothing to send.
  Op const* wanted() {
    if (at_ != page_.size()) return nullptr;
    page_.clear();
    at_ = 0;
    result<Op const*> const operation = walk_.next();
    if (operation) return *operation;
    fail(operation.error());
    return nullptr;
  }

  void take(result<typename Op::answer> answer) {
    result<typename walk::items> taken = walk_.take(std::move(answer));
    if (taken)
      page_ = *std::move(taken);
    else
      fail(std::move(taken).error());
  }

  // Null at the end. An error is the last one.
  value_type const* next() {
    if (std::exchange(failed_, false)) return &current_;
    if (at_ == page_.size()) return nullptr;
    current_ = std::move(page_[at_++]);
    return &current_;
  }

private:
  void fail(error what) {
    current_ = std::move(what);
    failed_ = true;
  }

  walk walk_;
  typename walk::items page_{};
  std::size_t at_ = 0;
  bool failed_ = false;
  value_type current_{typename walk::items::value_type{}};
};

}  // namespace detail

// What Client::all() returns: the items of a list one after another, an input range of results.
//
//   for (geai::result<geai::agent> const& each : client.all_agents({.status = "active"})) ...
//
// - It sends nothing before begin(). A page is fetched when the loop goes beyond the last item of the former one, as a
//   call with the options that were given: a timeout is for each page.
// - It begins where the operation says, by default at the first item; the operation's page size is how many items a
//   request asks for, by default what the platform documents for the list, or else 100 (by offset) or 20 (by page).
// - An error is the last element, and nothing is fetched after it. What ends a list is said at api::page_walk; no server
//   can keep the loop going by repeating itself.
// - An element is valid until the range goes on. The range is traversed once, by one thread at a time. Leaving the loop
//   costs nothing.
// - It works with its client, which must stay where it is for as long as the range (the range itself may be moved).
template <class Client, class Op> class listing {
  class state;

public:
  using value_type = typename detail::page_items<Op>::value_type;
  using iterator = detail::pull_iterator<state, value_type>;

  // Of the client's own, see Client::all().
  listing(Client const& client, Op const& operation, call_options const& options)
      : state_(std::make_unique<state>(client, operation, options)) {}

  // Fetches the first page. To be called once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // The next item; null at the end. What the iterators do, for other loops.
  value_type const* next() { return state_->next(); }

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, listing const&) {
    out << "a listing";
    return out;
  }

private:
  class state {
  public:
    state(Client const& client, Op const& operation, call_options const& options)
        : client_(client), options_(options), items_(operation) {}

    value_type const* next() {
      if (Op const* const operation = items_.wanted()) items_.take(client_.call(*operation, options_));
      return items_.next();
    }

  private:
    Client const& client_;
    call_options options_;
    detail::page_items<Op> items_;
  };

  std::unique_ptr<state> state_;
};

}  // namespace geai::inline v0

// --- geai/client/basic_client.hpp ---

namespace geai::inline v0 {

namespace detail {

template <class Engine> struct awaiting;  // client/awaiting.hpp

// What an operation that promises something answers. Not deduced from: no second argument of call() is taken for it.
template <class Op>
  requires(!std::is_void_v<typename Op::answer>)
using answer_of = typename Op::answer;

}  // namespace detail

template <class View> class borrowed;  // client/borrowed.hpp

// What all clients have. Self is the client's own type, Needs what it cannot do without; the work is done by the engine.
//
// A client owns its session and its connections and shares neither. It may be moved, and used by several threads at
// once; moved-from, it may only be destroyed or assigned to. Making one sends nothing.
//
// Over an asynchronous transport (transport::asynchronous) every function here that returns a result<T> returns a
// task<result<T>> instead, see client/awaiting.hpp; and the client is used by the thread of its loop only.
template <class Self, class Needs, class Auth, class Transport, class Json> class basic_client {
  static_assert(detail::check_policies<Auth, Transport, Json>::value);
#if defined(GEAI_COMPILED) && !defined(GEAI_COMPILES_ITSELF)
  static_assert(detail::is_compiled<Auth, Transport, Json>,
                "geai: the compiled form has the library's own policies only; include <geai/inline.hpp> before all "
                "other headers of the library");
#endif

public:
  using auth_policy = Auth;
  using transport_policy = Transport;
  using json_policy = Json;

  // What a call returns whose answer is a T.
  template <class T> using outcome = std::conditional_t<transport::asynchronous<Transport>, task<result<T>>, result<T>>;

  // Takes keywords (geai::api_key = "..."), tags and policy objects in any order; what may be combined is checked by the
  // compiler (client/construction.hpp). Throws what create() returns as an error. (No client is made of another client's
  // type, nor of an error: result<Self> has to tell them apart.)
  template <class... Argument>
    requires(!((std::is_base_of_v<basic_client, std::remove_cvref_t<Argument>> ||
                std::is_same_v<error, std::remove_cvref_t<Argument>>) ||
               ...))
  explicit basic_client(Argument&&... arguments)
      : basic_client(assemble(std::forward<Argument>(arguments)...).value()) {}

  // The same without exceptions. Errors: those of resolve(), and missing_requirement for a variable that
  // geai::from_environment names and that is not set.
  template <class... Argument> [[nodiscard]] static result<Self> create(Argument&&... arguments) {
    result<assembled> made = assemble(std::forward<Argument>(arguments)...);
    if (!made) return made.error();
    return Self(std::move(*made));
  }

  // Who the client is. Valid for as long as the client.
  geai::session const& session() const noexcept { return engine_->session; }

  // The auth policy as it is now. Valid for as long as the client.
  Auth const& auth() const noexcept { return engine_->auth; }

  // Sends an operation (geai::api::...) and reads its answer. Errors: errc::missing_requirement and invalid_argument
  // before anything is sent; transport, timeout, cancelled, too_large; api_response; decode.
  template <api::operation Op>
  [[nodiscard]] outcome<typename Op::answer> call(Op const& operation,
                                                  call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>)
      return awaiting<Op>::call(engine_, operation, options);
    else
      return engine_->call(operation, options);
  }

  // The same into an answer that was there, all of which is replaced: what the platform leaves out has its default. Its
  // memory is used again if the Json policy can do that, as json::simdjson can (json::policy's decode_into): to call again
  // for an answer that is alike allocates nothing. After an error, `into` is valid and has whatever it has.
  //
  // Over an asynchronous transport `into` has to stay where it is until the task is done.
  template <api::operation Op>
  [[nodiscard]] outcome<void> call(Op const& operation, detail::answer_of<Op>& into,
                                   call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>)
      return awaiting<Op>::call(engine_, operation, into, options);
    else
      return engine_->call(operation, into, options);
  }

  // The same read as a model of the caller's choice, whose std::string_view members are views into the response: no text is
  // copied. See borrowed and client/borrowed.hpp, where it is defined.
  template <class View, api::operation Op>
  [[nodiscard]] result<borrowed<View>> call_as(Op const& operation, call_options const& options = call_options()) const;

  // The same for an operation that sends files, telling how far it is; see client/upload.hpp, where it is defined.
  template <api::operation Op, class Progress>
  [[nodiscard]] outcome<typename Op::answer> upload(Op const& operation, Progress&& progress,
                                                    call_options const& options = call_options()) const;

  // Hands the bytes that an operation asks for to a sink as they come; see client/download.hpp, where it is defined.
  template <api::operation Op, class Sink>
  [[nodiscard]] outcome<typename Op::answer> download(Op const& operation, Sink&& sink,
                                                      call_options const& options = call_options()) const;

  // Sends an operation and gives its answer bit by bit, see event_stream and client/stream.hpp, where it is defined.
  // Errors: as call(), until the stream begins; from then on they are its last element. There is no other attempt once it has begun. The client's timeout is for the
  // beginning; call_options::timeout is for the whole stream.
  template <api::operation Op>
  [[nodiscard]] auto stream(Op const& operation, call_options const& options = call_options()) const;

  // The items of a list, whose pages are fetched as the loop goes on; see listing. Errors: as call(), as the last element.
  template <api::operation Op>
  [[nodiscard]] auto all(Op const& operation, call_options const& options = call_options()) const {
    static_assert(api::paged<Op>, "geai: this operation does not page; use call()");
    if constexpr (api::paged<Op> && transport::asynchronous<Transport>)
      return awaiting<Op>::all(engine_, operation, options);
    else if constexpr (api::paged<Op>)
      return listing<Self, Op>(static_cast<Self const&>(*this), operation, options);
  }

  // The response as it came, whatever its status. Errors: as call(), without api_response and decode.
  template <api::operation Op>
  [[nodiscard]] outcome<http::response> call_raw(Op const& operation,
                                                 call_options const& options = call_options()) const {
    check_host<Op>();
    if constexpr (transport::asynchronous<Transport>) {
      return awaiting<Op>::call_raw(engine_, operation, options);
    } else {
      detail::exchange_lease exchange(engine_->exchanges);
      if (result<void> sent = engine_->send(operation, options, *exchange, detail::accept::anything); !sent)
        return engine_->failed(engine_type::template traits_of<Op>, *exchange, sent);
      return std::move(exchange->response);
    }
  }

private:
  using engine_type = detail::engine<Auth, Transport, Json>;
  using engine_pointer = std::unique_ptr<engine_type>;

  // What a client is made of. A type of its own, so that no argument can be taken for it.
  struct assembled {
    engine_pointer made;
  };

  friend Self;

  // The driver that awaits. Op makes the name depend on what is known only when a call is compiled.
  template <class Op> static constexpr auto awaiting_driver() {
    using driver = std::conditional_t<std::is_void_v<Op>, void, detail::awaiting<engine_type>>;
    static_assert(detail::complete<driver>,
                  "geai: this Transport is asynchronous; include geai/client/awaiting.hpp as well");
    return std::type_identity<driver>{};
  }
  template <class Op> using awaiting = typename decltype(awaiting_driver<Op>())::type;

  explicit basic_client(assembled&& parts) : engine_(std::move(parts.made)) {}

  template <class... Argument> static result<assembled> assemble(Argument&&... arguments) {
    if constexpr (detail::check_arguments<Needs, Auth, Transport, Json, Argument...>::value)
      return assemble_from(detail::argument_map(std::forward<Argument>(arguments)...));
    else
      return error{};  // does not compile: the assertion in check_arguments has said why
  }

  template <class Map> static result<assembled> assemble_from(Map map);
  template <class Map> static Auth auth_of(Map& map, session_options const& options);
  static auth_type adopt(Auth const& given, session_options& options);

  template <class Op> static constexpr void check_host() {
    static_assert(Needs::eval_url || api::traits_of<Op>().host != api::host::evaluation,
                  "geai: this operation goes to the evaluation host; use evaluation_client");
  }

  // A call under way keeps it alive; one that blocks needs nothing for that.
  std::conditional_t<transport::asynchronous<Transport>, std::shared_ptr<engine_type>, engine_pointer> engine_;
};

// --- making a client ------------------------------------------------------------------------------------------------

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Map>
auto basic_client<Self, Needs, Auth, Transport, Json>::assemble_from(Map map) -> result<assembled> {
  using detail::in_map;
  detail::given_arguments given;
  boost::hana::for_each(map, [&given](auto& pair) { detail::put(given, std::move(boost::hana::second(pair))); });

  detail::requirements needs{.credentials = Needs::credentials, .eval_url = Needs::eval_url};
  if constexpr (in_map<detail::auth_slot, Map>)
    needs.from_policy = adopt(boost::hana::at_key(map, boost::hana::type_c<detail::auth_slot>), given.options);
  constexpr auto from = in_map<from_environment_t, Map> ? detail::credentials_from::environment
                        : in_map<detail::auth_slot, Map> || in_map<keywords::api_key, Map> ||
                                in_map<keywords::access_token, Map> || !std::is_same_v<Auth, auth::resolved>
                            ? detail::credentials_from::arguments
                            : detail::credentials_from::everywhere;
  detail::warning_listener listener;
  if constexpr (in_map<keywords::on_warning, Map>)
    listener = detail::warning_listener(boost::hana::at_key(map, boost::hana::type_c<keywords::on_warning>).value);

  Auth auth = auth_of(map, given.options);
  result<engine_pointer> made = engine_type::template make<from>(
      std::move(given), needs, std::move(auth), detail::take_policy<detail::transport_slot, Transport>(map),
      detail::take_policy<detail::json_slot, Json>(map), listener);
  if (!made) return made.error();
  return assembled{*std::move(made)};
}

// The policy object among the arguments, or what they say. (That of auth::resolved is made of the session.)
template <class Self, class Needs, class Auth, class Transport, class Json>
template <class Map>
Auth basic_client<Self, Needs, Auth, Transport, Json>::auth_of(Map& map, session_options const& options) {
  if constexpr (detail::in_map<detail::auth_slot, Map>)
    return detail::take_policy<detail::auth_slot, Auth>(map);
  else if constexpr (std::is_same_v<Auth, auth::api_key>)
    return {.api_key = options.api_key.value_or(secret{})};
  else if constexpr (std::is_same_v<Auth, auth::oauth>)
    return {.access_token = options.access_token.value_or(secret{}), .project_id = options.project_id.value_or("")};
  else if constexpr (std::is_same_v<Auth, auth::mixed>)
    return {.api_key = options.api_key.value_or(secret{}),
            .access_token = options.access_token.value_or(secret{}),
            .project_id = options.project_id.value_or("")};
  else
    return Auth{};
}

// A policy object says by its members who it acts for, unless a keyword does; the session shows it.
template <class Self, class Needs, class Auth, class Transport, class Json>
auth_type basic_client<Self, Needs, Auth, Transport, Json>::adopt(Auth const& given, session_options& options) {
  auto const take = [](auto const& member, std::optional<std::string>& into) {
    std::string_view const text(member);
    if (!into && !text.empty()) into = text;
  };
  if constexpr (requires { std::string_view(given.project_id); }) take(given.project_id, options.project_id);
  if constexpr (requires { std::string_view(given.organization_id); })
    take(given.organization_id, options.organization_id);
  if constexpr (requires { given.api_key.reveal(); }) options.api_key = given.api_key;
  if constexpr (requires { given.access_token.reveal(); }) options.access_token = given.access_token;
  if constexpr (std::is_same_v<Auth, auth::mixed>) options.allow_mixed_auth = true;
  return given.type();
}

}  // namespace geai::inline v0

// --- geai/client/admin.hpp ---

namespace geai::inline v0 {

// The calls of what a token may see, for the clients that have them.
template <class Client> class admin_calls {
public:
  [[nodiscard]] auto validate_api_token(api::validate_api_token const& operation = api::validate_api_token(),
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_organizations(
      api::get_authorized_organizations const& operation = api::get_authorized_organizations(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_organizations(api::get_authorized_organizations const& operation,
                                                  api::get_authorized_organizations::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_authorized_projects(api::get_authorized_projects const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_authorized_projects(api::get_authorized_projects const& operation,
                                             api::get_authorized_projects::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_project_visibility(api::get_project_visibility const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_visibility(api::get_project_visibility const& operation,
                                            api::get_project_visibility::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_project_token(api::get_project_token const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_token(api::get_project_token const& operation, api::get_project_token::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_health(api::get_health const& operation = api::get_health(),
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_health(api::get_health const& operation, api::get_health::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_plugin_assistants(
      api::list_plugin_assistants const& operation = api::list_plugin_assistants(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plugin_assistants(api::list_plugin_assistants const& operation,
                                            api::list_plugin_assistants::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// What a token stands for, and what it may see.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class admin_client
    : public basic_client<admin_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public admin_calls<admin_client<Auth, Transport, Json>> {
public:
  using admin_client::basic_client::basic_client;
};

template <class... Argument>
admin_client(Argument&&...) -> admin_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/checks.hpp ---

// What an operation checks of its own parameters before it is sent: member functions `result<void> check() const` call
// these. An error names the member as the platform does.

namespace geai::inline v0::api::detail {

[[gnu::cold]] inline error refused(std::string_view member, std::string_view words) {
  return error(errc::invalid_argument, std::string(member).append(" ").append(words));
}

[[gnu::cold]] inline error missing(std::string_view member) {
  return error(errc::missing_requirement, std::string(member) + " is empty; the operation requires it");
}

// Offsets, page sizes, revisions: of the operation's queries that are integers, none is negative.
template <class Op> result<void> check_not_negative(Op const& operation) {
  std::string_view negative;
  Op::parameters::any_of([&]<class Parameter>(Parameter) {
    if constexpr (in_query<Parameter> && std::same_as<typename Parameter::type, std::optional<int>>)
      if (auto const& value = Parameter::get(operation); value && *value < 0) negative = Parameter::name;
    return !negative.empty();
  });
  if (!negative.empty()) return refused(negative, "is negative");
  return {};
}

// Of a definition's members that are no optionals: texts and secrets are not empty.
template <class Model> result<void> check_required(Model const& definition) {
  std::string_view empty;
  model<Model>::any_of([&]<class Field>(Field) {
    using type = typename Field::type;
    if constexpr (std::same_as<type, std::string> || std::same_as<type, secret>)
      if (Field::get(definition).empty()) empty = Field::name;
    return !empty.empty();
  });
  if (!empty.empty()) return missing(empty);
  return {};
}

// The weight of a metric in an evaluation plan. NaN is no weight either.
inline result<void> check_weight(double weight) {
  if (!(weight >= 0 && weight <= 1)) return refused("systemMetricWeight", "is not from 0 to 1");
  return {};
}

// What an embedding is made of: texts, none of them blank.
template <class Op> result<void> check_embeddings(Op const& operation) {
  for (std::string const& text : operation.input)
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return refused("input", "has a text that is blank");
  if (operation.dimensions && *operation.dimensions <= 0) return refused("dimensions", "is not positive");
  return {};
}

// A usage limit, or what is changed of one.
template <class Definition> result<void> check_limits(Definition const& definition) {
  if (definition.soft_limit && !(*definition.soft_limit >= 0)) return refused("softLimit", "is negative");
  if (definition.hard_limit && !(*definition.hard_limit >= 0)) return refused("hardLimit", "is negative");
  if (definition.soft_limit && definition.hard_limit && *definition.soft_limit > *definition.hard_limit)
    return refused("softLimit", "is over hardLimit");
  return {};
}

// Names that may stand in a path in the place of an id.
inline result<void> check_name(std::string_view member, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return missing(member);
  if (text.find_first_of(":/") != std::string_view::npos) return refused(member, "has a ':' or a '/'");
  return {};
}

inline result<void> check_public_name(std::string_view text) {
  for (char const c : text) {
    bool const allowed =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (!allowed) return refused("publicName", "has a character that is no letter, digit, '.', '_' or '-'");
  }
  return {};
}

// What a definition of a lab entity says: its name, its public name, the names of its resource pools.
template <class Definition> result<void> check_changed(Definition const& definition) {
  if (definition.name)
    if (auto sound = check_name("name", *definition.name); !sound) return sound;
  if constexpr (requires { definition.public_name; })
    if (definition.public_name)
      if (auto sound = check_public_name(*definition.public_name); !sound) return sound;
  if constexpr (requires { definition.agent_data->resource_pools; }) {
    if (!definition.agent_data || !definition.agent_data->resource_pools) return {};
    auto const& pools = *definition.agent_data->resource_pools;
    for (std::size_t i = 0; i != pools.size(); ++i) {
      if (auto sound = check_name("agentData.resourcePools.name", pools[i].name); !sound) return sound;
      for (std::size_t j = 0; j != i; ++j)
        if (pools[i].name == pools[j].name) return refused("agentData.resourcePools.name", "is used by two pools");
    }
  }
  if constexpr (requires { definition.artifact_types->front().artifact_variable_key; }) {
    if (!definition.artifact_types) return {};
    for (auto const& each : *definition.artifact_types)
      if (each.artifact_variable_key && each.artifact_variable_key->size() > 20)
        return refused("artifactTypes.artifactVariableKey", "has more than 20 characters");
  }
  return {};
}

// The same, of an entity that is not there yet: it has a name (and a key, if
// its kind has one), a public name when it is public, and an API when it calls one.
template <class Definition> result<void> check_created(Definition const& definition) {
  if (!definition.name) return missing("name");
  if constexpr (requires { definition.key->empty(); })
    if (definition.key.value_or("").empty()) return missing("key");
  if constexpr (requires { definition.public_name; })
    if (definition.access_scope == "public" && definition.public_name.value_or("").empty())
      return refused("publicName", "is empty; what is public needs one");
  if constexpr (requires { definition.open_api_json; })
    if (definition.scope == "api" && definition.open_api.value_or("").empty() &&
        definition.open_api_json.value_or("").empty())
      return refused("openApi", "is empty, and so is openApiJson; an api tool needs one of them");
  return check_changed(definition);
}

}  // namespace geai::inline v0::api::detail

// --- geai/api/platform_message.hpp ---

// What the platform remarks, in replies to create and update: rest-api.md sections 2.1, 3.2 and 4.

namespace geai::inline v0 {

// A remark of the platform's validation, in replies to create and update.
struct platform_message {
  std::string description{};
  std::string type{};
};

template <>
struct model<platform_message>
    : fields<field<"description", &platform_message::description>, field<"type", &platform_message::type>> {};

}  // namespace geai::inline v0

// --- geai/api/agents.hpp ---

// Agents of the lab: rest-api.md section 3 (docs.globant.ai wiki 967).

namespace geai::inline v0 {

// Who may share or run an agent: "none", "organization" or "project".
struct agent_permissions {
  std::string chat_sharing{};
  std::string external_execution{};
};

// How a model samples its answer.
struct sampling {
  std::optional<double> temperature{};
  std::optional<int> top_k{};
  std::optional<double> top_p{};
};

// How a model is run.
struct llm_config {
  std::optional<int> max_tokens{};
  std::optional<int> timeout{};  // seconds; 0 is none
  std::optional<geai::sampling> sampling{};
};

// A value that an agent is to give.
struct prompt_output {
  std::string key{};
  std::string description{};
};

// An example of what an agent is to answer.
struct prompt_example {
  std::string input_data{};
  std::string output{};  // a string that holds JSON
};

// What an agent is told, and what it is to take and give.
struct agent_prompt {
  std::optional<std::string> instructions{};  // needed to publish
  std::optional<std::string> context{};       // accepted by the platform, not implemented there
  std::optional<std::vector<std::string>> inputs{};
  std::optional<std::vector<prompt_output>> outputs{};
  std::optional<std::vector<prompt_example>> examples{};
};

// A language model that an agent may use, like "openai/gpt-4o", with what it overrides.
struct agent_model {
  std::string name{};
  std::optional<geai::llm_config> llm_config{};
  std::optional<agent_prompt> prompt{};
};

// A tool or an agent in a resource pool.
struct pool_resource {
  std::string name{};
  std::optional<int> revision{};
};

// Tools and agents that an agent may use.
struct resource_pool {
  std::string name{};  // unique within the agent
  std::optional<std::vector<pool_resource>> tools{};
  std::optional<std::vector<pool_resource>> agents{};
};

// A setting of an agent that has no member of its own.
struct agent_property {
  std::string data_type{};
  std::string key{};
  std::string value{};
};

// What an agent does: how it reasons, with which models, tools and other agents.
struct agent_data {
  std::optional<std::string> strategy_name{};  // "Dynamic Prompting", "Chain of Thought", "Question Refinement", ...
  std::optional<agent_prompt> prompt{};
  std::optional<geai::llm_config> llm_config{};
  std::optional<std::vector<agent_model>> models{};  // at least one is needed to publish
  std::optional<std::vector<resource_pool>> resource_pools{};
  std::optional<std::vector<agent_property>> properties{};
};

// An agent of the lab.
struct agent {
  std::string id{};            // a UUID, given by the platform
  std::string name{};          // unique in its project; has no `:` and no `/`
  std::string status{};        // "active", "inactive", "pending"
  std::string access_scope{};  // "public", "private"
  std::optional<std::string> public_name{};
  std::optional<std::string> description{};
  std::optional<std::string> job_description{};
  std::optional<std::string> avatar_image{};  // a URL
  bool is_draft = false;
  bool is_readonly = false;
  std::optional<int> revision{};
  std::optional<double> version{};  // the platform sends integers and fractions
  std::optional<std::string> sharing_scope{};
  std::optional<agent_permissions> permissions{};
  std::optional<agent_permissions> effective_permissions{};
  std::optional<geai::agent_data> agent_data{};  // whether lists carry it is not documented
  std::vector<platform_message> messages{};
};

// The agents of a list, in the order of the platform.
struct agent_list {
  std::vector<agent> agents{};

  std::size_t size() const noexcept { return agents.size(); }
  auto begin() const noexcept { return agents.begin(); }
  auto end() const noexcept { return agents.end(); }
};

// An agent of the lab without what it does, whose texts are views into the response, see borrowed.
struct agent_view {
  std::string_view id{};
  std::string_view name{};
  std::string_view status{};
  std::string_view access_scope{};
  std::optional<std::string_view> public_name{};
  std::optional<std::string_view> description{};
  std::optional<std::string_view> job_description{};
  std::optional<std::string_view> avatar_image{};
  bool is_draft = false;
  bool is_readonly = false;
  std::optional<int> revision{};
  std::optional<double> version{};
  std::optional<std::string_view> sharing_scope{};
};

// The agents of a list, in the order of the platform.
struct agent_list_view {
  std::vector<agent_view> agents{};

  std::size_t size() const noexcept { return agents.size(); }
  auto begin() const noexcept { return agents.begin(); }
  auto end() const noexcept { return agents.end(); }
};

// What creating and updating send; what is unset is not sent.
struct agent_definition {
  std::optional<std::string> name{};          // needed to create; has no `:` and no `/`
  std::optional<std::string> access_scope{};  // "public", "private"
  std::optional<std::string> public_name{};   // needed when public; letters, digits, `.`, `_`, `-`
  std::optional<std::string> description{};
  std::optional<std::string> job_description{};
  std::optional<std::string> avatar_image{};  // a URL
  std::optional<std::string> sharing_scope{};
  std::optional<agent_permissions> permissions{};
  std::optional<geai::agent_data> agent_data{};
};

// A link under which anyone may chat with the agent, on the token's account.
struct sharing_link {
  std::string agent_id{};
  secret api_token{};
  std::string shared_link{};
};

template <>
struct model<agent_permissions> : fields<field<"chatSharing", &agent_permissions::chat_sharing>,
                                         field<"externalExecution", &agent_permissions::external_execution>> {};
template <>
struct model<sampling> : fields<field<"temperature", &sampling::temperature>, field<"topK", &sampling::top_k>,
                                field<"topP", &sampling::top_p>> {};
template <>
struct model<llm_config> : fields<field<"maxTokens", &llm_config::max_tokens>, field<"timeout", &llm_config::timeout>,
                                  field<"sampling", &llm_config::sampling>> {};
template <>
struct model<prompt_output>
    : fields<field<"key", &prompt_output::key>, field<"description", &prompt_output::description>> {};
template <>
struct model<prompt_example>
    : fields<field<"inputData", &prompt_example::input_data>, field<"output", &prompt_example::output>> {};
template <>
struct model<agent_prompt>
    : fields<field<"instructions", &agent_prompt::instructions>, field<"context", &agent_prompt::context>,
             field<"inputs", &agent_prompt::inputs>, field<"outputs", &agent_prompt::outputs>,
             field<"examples", &agent_prompt::examples>> {};
template <>
struct model<agent_model> : fields<field<"name", &agent_model::name>, field<"llmConfig", &agent_model::llm_config>,
                                   field<"prompt", &agent_model::prompt>> {};
template <>
struct model<pool_resource> : fields<field<"name", &pool_resource::name>, field<"revision", &pool_resource::revision>> {
};
template <>
struct model<resource_pool> : fields<field<"name", &resource_pool::name>, field<"tools", &resource_pool::tools>,
                                     field<"agents", &resource_pool::agents>> {};
template <>
struct model<agent_property> : fields<field<"dataType", &agent_property::data_type>, field<"key", &agent_property::key>,
                                      field<"value", &agent_property::value>> {};
template <>
struct model<agent_data>
    : fields<field<"strategyName", &agent_data::strategy_name>, field<"prompt", &agent_data::prompt>,
             field<"llmConfig", &agent_data::llm_config>, field<"models", &agent_data::models>,
             field<"resourcePools", &agent_data::resource_pools>, field<"properties", &agent_data::properties>> {};
template <>
struct model<agent>
    : fields<field<"id", &agent::id>, field<"name", &agent::name>, field<"status", &agent::status>,
             field<"accessScope", &agent::access_scope>, field<"publicName", &agent::public_name>,
             field<"description", &agent::description>, field<"jobDescription", &agent::job_description>,
             field<"avatarImage", &agent::avatar_image>, field<"isDraft", &agent::is_draft>,
             field<"isReadonly", &agent::is_readonly>, field<"revision", &agent::revision>,
             field<"version", &agent::version>, field<"sharingScope", &agent::sharing_scope>,
             field<"permissions", &agent::permissions>, field<"effectivePermissions", &agent::effective_permissions>,
             field<"agentData", &agent::agent_data>, field<"messages", &agent::messages>> {};
template <> struct model<agent_list> : fields<field<"agents", &agent_list::agents>> {};
template <>
struct model<agent_view>
    : fields<field<"id", &agent_view::id>, field<"name", &agent_view::name>, field<"status", &agent_view::status>,
             field<"accessScope", &agent_view::access_scope>, field<"publicName", &agent_view::public_name>,
             field<"description", &agent_view::description>, field<"jobDescription", &agent_view::job_description>,
             field<"avatarImage", &agent_view::avatar_image>, field<"isDraft", &agent_view::is_draft>,
             field<"isReadonly", &agent_view::is_readonly>, field<"revision", &agent_view::revision>,
             field<"version", &agent_view::version>, field<"sharingScope", &agent_view::sharing_scope>> {};
template <> struct model<agent_list_view> : fields<field<"agents", &agent_list_view::agents>> {};
template <>
struct model<agent_definition>
    : fields<field<"name", &agent_definition::name>, field<"accessScope", &agent_definition::access_scope>,
             field<"publicName", &agent_definition::public_name>, field<"description", &agent_definition::description>,
             field<"jobDescription", &agent_definition::job_description>,
             field<"avatarImage", &agent_definition::avatar_image>,
             field<"sharingScope", &agent_definition::sharing_scope>,
             field<"permissions", &agent_definition::permissions>, field<"agentData", &agent_definition::agent_data>> {
};
template <>
struct model<sharing_link>
    : fields<field<"agentId", &sharing_link::agent_id>, field<"apiToken", &sharing_link::api_token>,
             field<"sharedLink", &sharing_link::shared_link>> {};

namespace api {

// Agents of the project. The platform does not document a total or a next page.
struct list_agents {
  std::optional<std::string> status{};        // "active", "inactive", "pending", "draft"
  std::optional<int> start{};                 // offset
  std::optional<int> count{};                 // page size
  std::optional<std::string> access_scope{};  // "public", "private"
  std::optional<bool> allow_drafts{};
  std::optional<bool> allow_external{};  // agents of other projects too

  using answer = agent_list;
  using view = agent_list_view;
  using endpoint = get<"/v2/agents">;
  using paging = by_offset<&list_agents::start, &list_agents::count>;
  using parameters =
      fields<query<"status", &list_agents::status>, query<"start", &list_agents::start>,
             query<"count", &list_agents::count>, query<"accessScope", &list_agents::access_scope>,
             query<"allowDrafts", &list_agents::allow_drafts>, query<"allowExternal", &list_agents::allow_external>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

// One agent, by its id or its name.
struct get_agent {
  std::string id{};
  std::optional<int> revision{};  // 0 is the latest
  std::optional<int> version{};   // 0 is the latest
  std::optional<bool> allow_drafts{};

  using answer = agent;
  using endpoint = get<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &get_agent::id>, query<"revision", &get_agent::revision>,
                            query<"version", &get_agent::version>, query<"allowDrafts", &get_agent::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct create_agent {
  agent_definition definition{};
  std::optional<bool> automatic_publish{};  // validate and publish at once; otherwise it is a draft

  using answer = agent;
  using endpoint = post<"/v2/agents">;
  using parameters = fields<field<"agentDefinition", &create_agent::definition>,
                            query<"automaticPublish", &create_agent::automatic_publish>>;

  result<void> check() const { return detail::check_created(definition); }
};

struct update_agent {
  std::string id{};
  agent_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = agent;
  using endpoint = put<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &update_agent::id>, field<"agentDefinition", &update_agent::definition>,
                            query<"automaticPublish", &update_agent::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

// Updates the agent of this id or name, or creates it.
struct upsert_agent {
  std::string id{};
  agent_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = agent;
  using endpoint = put<"/v2/agents/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_agent::id>, field<"agentDefinition", &upsert_agent::definition>,
                            query<"automaticPublish", &upsert_agent::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

struct delete_agent {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/agents/{id}">;
  using parameters = fields<path<"id", &delete_agent::id>>;
};

struct publish_agent_revision {
  std::string id{};
  std::string revision{};  // a number, which travels as a text

  using answer = agent;
  using endpoint = post<"/v2/agents/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_agent_revision::id>, field<"revision", &publish_agent_revision::revision>>;
};

// A package that import_agent takes; its content is not documented.
struct export_agent {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/agents/{id}/export">;
  using parameters = fields<path<"id", &export_agent::id>>;
};

// Creates an agent from a package that export_agent made, unchanged. The reply is not documented.
struct import_agent {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v2/agents/import">;
  using parameters = fields<body<&import_agent::package>>;
};

// The path is not documented. PyGEAI reads it with GET, so it counts as safe to repeat.
struct create_sharing_link {
  std::string id{};

  using answer = sharing_link;
  using endpoint = get<"/v2/agents/{id}/sharing-link">;  // inferred
  using parameters = fields<path<"id", &create_sharing_link::id>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/borrowed.hpp ---

namespace geai::inline v0 {

// What Client::call_as() gives: an answer whose texts may be views into the response that it came with, and that response.
//
//   geai::result<geai::borrowed<geai::agent_list_view>> agents = client.list_agents_view({.status = "active"});
//   if (agents)
//     for (geai::agent_view const& each : **agents) std::cout << each.name << "\n";
//
// All of it is valid for as long as this object, which may be moved, and may outlive its client; what is needed longer is
// to be copied into a std::string. Under the address sanitizer a view that is read later is caught. Moved-from, it may
// only be destroyed or assigned to.
template <class View> class borrowed {
public:
  borrowed(borrowed&&) noexcept = default;
  borrowed& operator=(borrowed&& from) noexcept {
    if (this == &from) return *this;
    give_back();
    pool_ = std::move(from.pool_);
    exchange_ = std::move(from.exchange_);
    value_ = std::move(from.value_);
    return *this;
  }
  ~borrowed() { give_back(); }

  // The answer. Valid for as long as this object.
  View const& operator*() const& noexcept { return value_; }
  View const* operator->() const& noexcept { return &value_; }

  // What a temporary gives would be gone at the end of the line: keep it in a variable.
  View const& operator*() const&& = delete;
  View const* operator->() const&& = delete;

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, borrowed const&) {
    out << "a borrowed answer";
    return out;
  }

private:
  template <class Self, class Needs, class Auth, class Transport, class Json> friend class basic_client;

  explicit borrowed(detail::exchange_pool const& pool) : pool_(pool), exchange_(pool_.take()) {}

  void give_back() noexcept {
    if (exchange_ != nullptr) pool_.give_back(std::move(exchange_));
  }

  detail::exchange_pool pool_;
  std::unique_ptr<detail::exchange> exchange_;
  View value_{};
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <class View, api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::call_as(Op const& operation, call_options const& options) const
    -> result<borrowed<View>> {
  check_host<Op>();
  constexpr bool blocks = !transport::asynchronous<Transport>;
  static_assert(blocks,
                "geai: call_as() is not there over an asynchronous transport; use call(operation, into), or a client "
                "over transport::curl");
  static_assert(json::borrowing<Json>,
                "geai: this Json policy cannot lend the text of a response; it lacks "
                "`geai::result<void> decode_borrowed(std::span<char>, T&)`");
  if constexpr (blocks && json::borrowing<Json>) {
    borrowed<View> lent(engine_->exchanges);
    result<void> done = engine_->send(operation, options, *lent.exchange_, detail::accept::success);
    if (done) done = detail::view_form<View, Json>::read(engine_->json, *lent.exchange_, lent.value_);
    if (!done) return engine_->failed(engine_type::template traits_of<Op>, *lent.exchange_, done);
    lent.exchange_->watch.reset();
    return lent;
  } else {
    return error{};
  }
}

}  // namespace geai::inline v0

// --- geai/client/agents.hpp ---

namespace geai::inline v0 {

// The calls of the lab's agents, for the clients that have them.
template <class Client> class agent_calls {
public:
  [[nodiscard]] auto list_agents(api::list_agents const& operation = api::list_agents(),
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_agents(api::list_agents const& operation, api::list_agents::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_agents_view(api::list_agents const& operation = api::list_agents(),
                                      call_options const& options = call_options()) const {
    return self().template call_as<api::list_agents::view>(operation, options);
  }
  [[nodiscard]] auto all_agents(api::list_agents const& operation = api::list_agents(),
                                call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_agent(api::get_agent const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_agent(api::get_agent const& operation, api::get_agent::answer& into,
                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_agent(api::create_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_agent(api::update_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_agent(api::upsert_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_agent(api::delete_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_agent_revision(api::publish_agent_revision const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto export_agent(api::export_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_agent(api::import_agent const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_sharing_link(api::create_sharing_link const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The agents of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class agent_client
    : public basic_client<agent_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public agent_calls<agent_client<Auth, Transport, Json>> {
public:
  using agent_client::basic_client::basic_client;
};

template <class... Argument>
agent_client(Argument&&...) -> agent_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/processes.hpp ---

// Agentic processes of the lab: rest-api.md section 5.2 (docs.globant.ai wiki 3432).

namespace geai::inline v0 {

// The knowledge base of a process.
struct process_knowledge_base {
  std::string name{};
  std::vector<std::string> artifact_type_names{};
};

// A step of a process that an agent does.
struct agentic_activity {
  std::string key{};
  std::string name{};
  std::string task_name{};
  std::string agent_name{};
  std::optional<int> agent_revision_id{};  // 0 is the latest
};

// A signal about artifacts of these types.
struct artifact_signal {
  std::string key{};
  std::string name{};
  std::string handling_type = "C";
  std::vector<std::string> artifact_type_names{};
};

// A signal that a user gives.
struct user_signal {
  std::string key{};
  std::string name{};
};

// Where a process begins or ends.
struct process_event {
  std::string key{};
  std::string name{};
};

// What comes after what in a process.
struct sequence_flow {
  std::string key{};
  std::string source_key{};
  std::string target_key{};
};

// A variable of a process, and its value.
struct process_variable {
  std::string key{};
  std::string value{};
};

// What creating and updating send; what is unset is not sent.
struct process_definition {
  std::optional<std::string> key{};   // needed to create, as the name is
  std::optional<std::string> name{};  // has no `:` and no `/`
  std::optional<std::string> description{};
  std::optional<process_knowledge_base> knowledge_base{};
  std::optional<std::vector<agentic_activity>> agentic_activities{};
  std::optional<std::vector<artifact_signal>> artifact_signals{};
  std::optional<std::vector<user_signal>> user_signals{};
  std::optional<process_event> start_event{};
  std::optional<process_event> end_event{};
  std::optional<std::vector<sequence_flow>> sequence_flows{};
  std::optional<std::vector<process_variable>> variables{};
};

// A process of the lab: activities, signals and events, and the flows between them.
struct agentic_process {
  std::string id{};
  std::string key{};
  std::string name{};
  std::string status{};
  raw_json version{};  // a number or a text
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<std::string> description{};
  std::optional<process_knowledge_base> knowledge_base{};
  std::vector<agentic_activity> agentic_activities{};
  std::vector<artifact_signal> artifact_signals{};
  std::vector<user_signal> user_signals{};
  std::optional<process_event> start_event{};
  std::optional<process_event> end_event{};
  std::vector<sequence_flow> sequence_flows{};
  std::vector<process_variable> variables{};
  std::optional<process_definition> definition{};  // PyGEAI also expects a reply that holds the members above in here
};

// The processes of a list.
struct agentic_process_list {
  std::vector<agentic_process> processes{};

  std::size_t size() const noexcept { return processes.size(); }
  auto begin() const noexcept { return processes.begin(); }
  auto end() const noexcept { return processes.end(); }
};

template <>
struct model<process_knowledge_base> : fields<field<"name", &process_knowledge_base::name>,
                                              field<"artifactTypeName", &process_knowledge_base::artifact_type_names>> {
};
template <>
struct model<agentic_activity>
    : fields<field<"key", &agentic_activity::key>, field<"name", &agentic_activity::name>,
             field<"taskName", &agentic_activity::task_name>, field<"agentName", &agentic_activity::agent_name>,
             field<"agentRevisionId", &agentic_activity::agent_revision_id>> {};
template <>
struct model<artifact_signal> : fields<field<"key", &artifact_signal::key>, field<"name", &artifact_signal::name>,
                                       field<"handlingType", &artifact_signal::handling_type>,
                                       field<"artifactTypeName", &artifact_signal::artifact_type_names>> {};
template <> struct model<user_signal> : fields<field<"key", &user_signal::key>, field<"name", &user_signal::name>> {};
template <>
struct model<process_event> : fields<field<"key", &process_event::key>, field<"name", &process_event::name>> {};
template <>
struct model<sequence_flow> : fields<field<"key", &sequence_flow::key>, field<"sourceKey", &sequence_flow::source_key>,
                                     field<"targetKey", &sequence_flow::target_key>> {};
template <>
struct model<process_variable>
    : fields<field<"key", &process_variable::key>, field<"value", &process_variable::value>> {};
template <>
struct model<process_definition>
    : fields<field<"key", &process_definition::key>, field<"name", &process_definition::name>,
             field<"description", &process_definition::description>, field<"kb", &process_definition::knowledge_base>,
             field<"agenticActivities", &process_definition::agentic_activities>,
             field<"artifactSignals", &process_definition::artifact_signals>,
             field<"userSignals", &process_definition::user_signals>,
             field<"startEvent", &process_definition::start_event>, field<"endEvent", &process_definition::end_event>,
             field<"sequenceFlows", &process_definition::sequence_flows>,
             field<"variables", &process_definition::variables>> {};
template <>
struct model<agentic_process>
    : fields<
          field<"id", &agentic_process::id>, field<"key", &agentic_process::key>, field<"name", &agentic_process::name>,
          field<"status", &agentic_process::status>, other_name<"Status", &agentic_process::status>,
          field<"versionId", &agentic_process::version>, other_name<"VersionId", &agentic_process::version>,
          field<"isDraft", &agentic_process::is_draft>, field<"revision", &agentic_process::revision>,
          field<"description", &agentic_process::description>, field<"kb", &agentic_process::knowledge_base>,
          field<"agenticActivities", &agentic_process::agentic_activities>,
          field<"artifactSignals", &agentic_process::artifact_signals>,
          field<"userSignals", &agentic_process::user_signals>, field<"startEvent", &agentic_process::start_event>,
          field<"endEvent", &agentic_process::end_event>, field<"sequenceFlows", &agentic_process::sequence_flows>,
          field<"variables", &agentic_process::variables>, field<"processDefinition", &agentic_process::definition>> {};
template <> struct model<agentic_process_list> : fields<field<"processes", &agentic_process_list::processes>> {};

namespace api {

// Processes of the project.
struct list_processes {
  std::optional<std::string> id{};
  std::optional<std::string> name{};
  std::optional<std::string> status{};
  std::optional<int> start{};          // offset
  std::optional<int> count{};          // page size
  std::optional<bool> allow_drafts{};  // singular on the wire, unlike in the lab's other lists

  using answer = agentic_process_list;
  using endpoint = get<"/v2/processes">;
  using paging = by_offset<&list_processes::start, &list_processes::count>;
  using parameters = fields<query<"id", &list_processes::id>, query<"name", &list_processes::name>,
                            query<"status", &list_processes::status>, query<"start", &list_processes::start>,
                            query<"count", &list_processes::count>, query<"allowDraft", &list_processes::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

// One process, by its id or its name.
struct get_process {
  std::string id{};
  std::optional<int> revision{};  // 0 is the latest
  std::optional<int> version{};   // 0 is the latest
  std::optional<bool> allow_drafts{};

  using answer = agentic_process;
  using endpoint = get<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &get_process::id>, query<"revision", &get_process::revision>,
                            query<"version", &get_process::version>, query<"allowDrafts", &get_process::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct create_process {
  process_definition definition{};
  std::optional<bool> automatic_publish{};  // validate and publish at once; otherwise it is a draft

  using answer = agentic_process;
  using endpoint = post<"/v2/processes">;
  using parameters = fields<field<"processDefinition", &create_process::definition>,
                            query<"automaticPublish", &create_process::automatic_publish>>;

  result<void> check() const { return detail::check_created(definition); }
};

struct update_process {
  std::string id{};
  process_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = agentic_process;
  using endpoint = put<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &update_process::id>, field<"processDefinition", &update_process::definition>,
                            query<"automaticPublish", &update_process::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

// Updates the process of this id or name, or creates it.
struct upsert_process {
  std::string id{};
  process_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = agentic_process;
  using endpoint = put<"/v2/processes/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_process::id>, field<"processDefinition", &upsert_process::definition>,
                            query<"automaticPublish", &upsert_process::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

struct delete_process {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/processes/{id}">;
  using parameters = fields<path<"id", &delete_process::id>>;
};

struct publish_process_revision {
  std::string id{};
  std::string revision{};  // a number, which travels as a text

  using answer = agentic_process;
  using endpoint = post<"/v2/processes/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_process_revision::id>, field<"revision", &publish_process_revision::revision>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/http/multipart.hpp ---

#if defined(__linux__)
#include <sys/random.h>
#else
#include <unistd.h>
#endif

namespace geai::inline v0 {

// A file to be sent: one that is read from `path` while it is sent, or one whose bytes are `content`.
//
//   {.path = "reports/may.pdf"}
//   {.content = "a,b\n1,2\n", .name = "table.csv", .content_type = "text/csv"}
struct file_upload {
  std::string path{};          // of a regular file, which must stay as it is until it has been sent
  std::string content{};       // any bytes
  std::string name{};          // what the platform is told; empty: the last segment of `path`
  std::string content_type{};  // empty: application/octet-stream

  bool empty() const noexcept { return path.empty() && content.empty() && name.empty(); }
  friend bool operator==(file_upload const&, file_upload const&) = default;
};

}  // namespace geai::inline v0

namespace geai::inline v0::http {

// 128 bits that nobody can foresee, so that no file can hold them on purpose. Empty when the system has none to give.
inline std::string random_boundary() {
  constexpr char digits[] = "0123456789abcdef";
  unsigned char bits[16];
  if (::getentropy(bits, sizeof bits) != 0) return {};
  std::string text = "geai-";
  for (unsigned char byte : bits) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

// Appends a name as it stands between the quotes of a Content-Disposition header: bytes as they are (UTF-8), but `"`, CR
// and LF percent-encoded (WHATWG HTML, 4.10.21.8, which refines RFC 7578, 2). A backslash is an ordinary character.
inline void append_multipart_name(std::string& out, std::string_view name) {
  for (char c : name) {
    switch (c) {
      case '"': out += "%22"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      default: out += c;
    }
  }
}

// A multipart/form-data body (RFC 7578): fields and files in the order in which they were added. It does no I/O: files
// that have a path stand in it as pieces to be read by whoever sends it.
//
//   multipart_form form;
//   form.add_field("purpose", "user");
//   form.add_file("file", {.path = "a.pdf"});
//   if (auto closed = form.close(); !closed) ...
//   for (std::size_t i = 0; i != form.pieces(); ++i) use(form.piece(i));
class multipart_form {
public:
  using boundary_maker = std::string (*)();

  // Some bytes of the body, or a file that stands in their place. Valid until the form is changed, moved or destroyed.
  struct piece_view {
    std::string_view bytes{};  // of the body
    std::string_view path{};   // not empty: the whole of that file
  };

  // Copies what it is given. Errors: errc::invalid_argument for a NUL in the name, or for a control character in the
  // content type; errc::missing_requirement for an empty name.
  result<void> add_field(std::string_view name, std::string_view value, std::string_view content_type = {}) {
    part made;
    if (result<void> sound = begin(made, name); !sound) return sound;
    if (result<void> sound = end(made, name, content_type); !sound) return sound;
    made.value = value;
    parts_.push_back(std::move(made));
    return {};
  }

  // Borrows `file`, whose content is not copied, until the form is gone. Errors: the same, and a file without a name or
  // with both a path and content.
  result<void> add_file(std::string_view name, file_upload const& file) {
    if (!file.path.empty() && !file.content.empty())
      return refused(name, "has both a path and content; keep one of them");
    if (file.path.find('\0') != std::string::npos) return refused(name, "has a NUL in its path");
    std::string_view filename = file.name;
    if (filename.empty()) filename = std::string_view(file.path).substr(file.path.rfind('/') + 1);
    if (filename.empty()) return missing(name, "has no name; the platform needs one");
    if (filename.find('\0') != std::string_view::npos) return refused(name, "has a NUL in its name");

    part made;
    if (result<void> sound = begin(made, name); !sound) return sound;
    made.head += "; filename=\"";
    append_multipart_name(made.head, filename);
    made.head += '"';
    std::string_view type = file.content_type;
    if (type.empty()) type = "application/octet-stream";
    if (result<void> sound = end(made, name, type); !sound) return sound;
    made.is_file = true;
    made.content = file.content;
    made.path = file.path;
    parts_.push_back(std::move(made));
    return {};
  }

  // Chooses a boundary that occurs in nothing that is in memory, asking `make` again when it does, and fixes the body.
  // To be called once, behind the last part. Errors: errc::invalid_argument when sixteen boundaries all occur or are
  // none.
  result<void> close(boundary_maker make = random_boundary) {
    for (int tries = 0; tries != 16 && boundary_.empty(); ++tries) {
      std::string candidate = make();
      if (!candidate.empty() && candidate.size() <= 70 && !occurs(candidate)) boundary_ = std::move(candidate);
    }
    if (boundary_.empty())
      return error(errc::invalid_argument, "no boundary was found that does not occur in the form");

    std::size_t all = boundary_.size() + 8;
    for (part const& each : parts_) all += boundary_.size() + each.head.size() + each.value.size() + 12;
    text_.reserve(all);
    for (part const& each : parts_) {
      text_.append("--").append(boundary_).append("\r\n").append(each.head).append("\r\n\r\n").append(each.value);
      if (each.is_file) {
        close_text();
        pieces_.push_back({text_begin_, text_begin_, each.content, each.path});
      }
      text_ += "\r\n";
    }
    text_.append("--").append(boundary_).append("--\r\n");
    close_text();
    return {};
  }

  // The rest is for a form that is closed.

  // What stands between the parts.
  std::string_view boundary() const noexcept { return boundary_; }

  // The value of the Content-Type header.
  std::string content_type() const { return "multipart/form-data; boundary=" + boundary_; }

  // What the body consists of, in order: bytes that are in memory, and files that are not.
  std::size_t pieces() const noexcept { return pieces_.size(); }
  // One of them.
  piece_view piece(std::size_t index) const noexcept {
    stored_piece const& it = pieces_[index];
    if (it.begin != it.end) return {std::string_view(text_).substr(it.begin, it.end - it.begin), {}};
    return {it.content, it.path};
  }

  // Bytes of the whole body; unset when it has a file that is given by its path.
  std::optional<std::uint64_t> size() const noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i != pieces(); ++i) {
      if (!piece(i).path.empty()) return std::nullopt;
      sum += piece(i).bytes.size();
    }
    return sum;
  }

private:
  struct part {
    std::string head{};  // the headers, without the last line end
    std::string value{};
    bool is_file = false;
    std::string_view content{};
    std::string_view path{};
  };

  struct stored_piece {
    std::size_t begin = 0;  // of text_; a part of it unless it is empty
    std::size_t end = 0;
    std::string_view content{};
    std::string_view path{};
  };

  static result<void> begin(part& made, std::string_view name) {
    if (name.empty()) return missing("a part", "has no name");
    if (name.find('\0') != std::string_view::npos) return refused("a part", "has a NUL in its name");
    made.head = "Content-Disposition: form-data; name=\"";
    append_multipart_name(made.head, name);
    made.head += '"';
    return {};
  }

  static result<void> end(part& made, std::string_view name, std::string_view content_type) {
    if (content_type.empty()) return {};
    for (char c : content_type)
      if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f)
        return refused(name, "has a line break or another control character in its content type");
    made.head.append("\r\nContent-Type: ").append(content_type);
    return {};
  }

  bool occurs(std::string_view candidate) const noexcept {
    for (part const& each : parts_)
      for (std::string_view text : {std::string_view(each.head), std::string_view(each.value), each.content})
        if (text.find(candidate) != std::string_view::npos) return true;
    return false;
  }

  // What was added to the text since the last piece is a piece.
  void close_text() {
    pieces_.push_back({text_begin_, text_.size(), {}, {}});
    text_begin_ = text_.size();
  }

  [[gnu::cold]] static error refused(std::string_view name, std::string_view reason) {
    return error(errc::invalid_argument, std::string(name).append(" ").append(reason));
  }
  [[gnu::cold]] static error missing(std::string_view name, std::string_view reason) {
    return error(errc::missing_requirement, std::string(name).append(" ").append(reason));
  }

  std::vector<part> parts_{};
  std::string boundary_{};
  std::string text_{};  // of the body, what the form says itself
  std::size_t text_begin_ = 0;
  std::vector<stored_piece> pieces_{};
};

}  // namespace geai::inline v0::http

// --- geai/api/instances.hpp ---

// Running processes, and their threads: rest-api.md section 5.3 (docs.globant.ai wiki 3433).

namespace geai::inline v0 {

// The process that an instance is of.
struct instance_process {
  std::string id{};
  std::string name{};
  bool is_draft = false;
};

// A process that was started.
struct process_instance {
  std::string id{};
  std::optional<std::string> created_at{};
  std::optional<std::string> subject{};
  std::optional<std::string> status{};
  raw_json variables{};  // an object in the documentation, an array of {key, value} in PyGEAI
  std::optional<instance_process> process{};
};

// The instances of a list.
struct process_instance_list {
  std::vector<process_instance> instances{};

  std::size_t size() const noexcept { return instances.size(); }
  auto begin() const noexcept { return instances.begin(); }
  auto end() const noexcept { return instances.end(); }
};

// What starting a process sends.
struct instance_definition {
  std::string process{};  // the name of the process
  std::optional<std::string> subject{};
  std::optional<std::vector<process_variable>> variables{};
  std::optional<int> revision{};
};

template <>
struct model<instance_process> : fields<field<"id", &instance_process::id>, field<"name", &instance_process::name>,
                                        field<"isDraft", &instance_process::is_draft>> {};
template <>
struct model<process_instance>
    : fields<field<"id", &process_instance::id>, field<"createdAt", &process_instance::created_at>,
             field<"subject", &process_instance::subject>, field<"status", &process_instance::status>,
             field<"variables", &process_instance::variables>, field<"process", &process_instance::process>> {};
template <> struct model<process_instance_list> : fields<field<"instances", &process_instance_list::instances>> {};
template <>
struct model<instance_definition>
    : fields<field<"process", &instance_definition::process>, field<"subject", &instance_definition::subject>,
             field<"variables", &instance_definition::variables>, field<"revision", &instance_definition::revision>> {};

namespace api {

// Instances of a process, by its id or its name.
struct list_process_instances {
  std::string id{};
  std::optional<bool> is_active{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size

  using answer = process_instance_list;
  using endpoint = get<"/v2/processes/{id}/instances">;
  using paging = by_offset<&list_process_instances::start, &list_process_instances::count, 10>;
  using parameters =
      fields<path<"id", &list_process_instances::id>, query<"isActive", &list_process_instances::is_active>,
             query<"start", &list_process_instances::start>, query<"count", &list_process_instances::count>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct start_instance {
  instance_definition definition{};

  using answer = process_instance;
  using endpoint = post<"/v2/processes/instances">;
  using parameters = fields<field<"instanceDefinition", &start_instance::definition>>;

  result<void> check() const { return detail::check_required(definition); }
};

struct get_instance {
  std::string id{};

  using answer = process_instance;
  using endpoint = get<"/v2/processes/instances/{id}">;
  using parameters = fields<path<"id", &get_instance::id>>;
};

// What has happened in an instance; the shape of the reply is not documented.
struct get_instance_history {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/processes/instances/{id}/trace">;
  using parameters = fields<path<"id", &get_instance_history::id>>;
};

// The body is inferred. The reply is not documented, as those of the next three: call_raw() shows it.
struct set_instance_subject {
  std::string id{};
  std::string subject{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/subject">;
  using parameters = fields<path<"id", &set_instance_subject::id>, field<"subject", &set_instance_subject::subject>>;
};

// The body is inferred.
struct set_instance_variables {
  std::string id{};
  std::vector<process_variable> variables{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/variables">;
  using parameters =
      fields<path<"id", &set_instance_variables::id>, field<"variables", &set_instance_variables::variables>>;
};

// Sends a user's signal, by its name.
struct send_user_signal {
  std::string id{};
  std::string name{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/signal">;
  using parameters = fields<path<"id", &send_user_signal::id>, field<"name", &send_user_signal::name>>;
};

struct abort_instance {
  std::string id{};

  using answer = void;
  using endpoint = post<"/v2/processes/instances/{id}/abort">;
  using parameters = fields<path<"id", &abort_instance::id>>;
  static constexpr bool empty_object = true;
};

// Sends files as artifacts. The name of the parts is inferred; the shape of the reply is not documented.
struct upload_artifacts {
  std::vector<file_upload> files{};

  using answer = raw_json;
  using endpoint = post<"/process/instance/artifacts/upload">;
  using parameters = fields<part<"file", &upload_artifacts::files>>;
};

// The shape of the reply is not documented.
struct get_thread_information {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/threads/{id}">;
  using parameters = fields<path<"id", &get_thread_information::id>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/knowledge_bases.hpp ---

// Artifact types, knowledge bases and jobs of the lab: rest-api.md section 5.4 (docs.globant.ai wiki 3432; PyGEAI
// for the rest, whose routes are not documented).

namespace geai::inline v0 {

// A store of the artifacts of processes.
struct knowledge_base {
  std::string id{};
  std::string name{};
  std::vector<std::string> artifact_type_names{};
  std::vector<std::string> artifacts{};
  std::vector<std::string> metadata{};
  std::optional<std::string> created_at{};
};

// The knowledge bases of a list.
struct knowledge_base_list {
  std::vector<knowledge_base> knowledge_bases{};

  std::size_t size() const noexcept { return knowledge_bases.size(); }
  auto begin() const noexcept { return knowledge_bases.begin(); }
  auto end() const noexcept { return knowledge_bases.end(); }
};

// What creating a knowledge base sends.
struct knowledge_base_definition {
  std::string name{};
  std::optional<std::vector<std::string>> artifacts{};
  std::optional<std::vector<std::string>> metadata{};
};

// A parameter of a job.
struct job_parameter {
  std::string name{};
  std::string value{};
};

// Work that the platform does in the background.
struct job {
  std::string name{};
  std::optional<std::string> caption{};
  std::optional<std::string> request{};
  std::optional<std::string> token{};
  std::optional<std::string> topic{};
  std::optional<std::string> info{};
  std::vector<job_parameter> parameters{};
};

// The jobs of a list.
struct job_list {
  std::vector<job> jobs{};

  std::size_t size() const noexcept { return jobs.size(); }
  auto begin() const noexcept { return jobs.begin(); }
  auto end() const noexcept { return jobs.end(); }
};

template <>
struct model<knowledge_base>
    : fields<field<"id", &knowledge_base::id>, field<"name", &knowledge_base::name>,
             field<"artifactTypeName", &knowledge_base::artifact_type_names>,
             field<"artifacts", &knowledge_base::artifacts>, field<"metadata", &knowledge_base::metadata>,
             field<"createdAt", &knowledge_base::created_at>> {};
template <>
struct model<knowledge_base_list> : fields<field<"knowledgeBases", &knowledge_base_list::knowledge_bases>> {};
template <>
struct model<knowledge_base_definition>
    : fields<field<"name", &knowledge_base_definition::name>, field<"artifacts", &knowledge_base_definition::artifacts>,
             field<"metadata", &knowledge_base_definition::metadata>> {};
template <>
struct model<job_parameter> : fields<field<"Name", &job_parameter::name>, field<"Value", &job_parameter::value>> {};
template <>
struct model<job> : fields<field<"name", &job::name>, field<"caption", &job::caption>, field<"request", &job::request>,
                           field<"token", &job::token>, field<"topic", &job::topic>, field<"info", &job::info>,
                           field<"parameters", &job::parameters>> {};
template <> struct model<job_list> : fields<field<"jobs", &job_list::jobs>> {};

namespace api {

// The shape of artifact types is not documented, neither in requests nor in replies.
struct list_artifact_types {
  using answer = raw_json;
  using endpoint = get<"/agentic-process-definition/artifact-types">;
  using parameters = fields<>;
};

struct get_artifact_type {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/agentic-process-definition/artifact-types/{id}">;
  using parameters = fields<path<"id", &get_artifact_type::id>>;
};

struct create_artifact_type {
  raw_json definition{};

  using answer = raw_json;
  using endpoint = post<"/agentic-process-definition/artifact-types">;
  using parameters = fields<body<&create_artifact_type::definition>>;
};

struct update_artifact_type {
  std::string id{};
  raw_json definition{};

  using answer = raw_json;
  using endpoint = put<"/agentic-process-definition/artifact-types/{id}">;
  using parameters = fields<path<"id", &update_artifact_type::id>, body<&update_artifact_type::definition>>;
};

struct delete_artifact_type {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/agentic-process-definition/artifact-types/{id}">;
  using parameters = fields<path<"id", &delete_artifact_type::id>>;
};

struct list_knowledge_bases {
  std::optional<std::string> name{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size

  using answer = knowledge_base_list;
  using endpoint = get<"/v1/knowledge-bases">;  // inferred
  using parameters = fields<query<"name", &list_knowledge_bases::name>, query<"start", &list_knowledge_bases::start>,
                            query<"count", &list_knowledge_bases::count>>;
  using paging = by_offset<&list_knowledge_bases::start, &list_knowledge_bases::count>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct get_knowledge_base {
  std::string id{};

  using answer = knowledge_base;
  using endpoint = get<"/v1/knowledge-bases/{id}">;  // inferred
  using parameters = fields<path<"id", &get_knowledge_base::id>>;
};

struct create_knowledge_base {
  knowledge_base_definition definition{};

  using answer = knowledge_base;
  using endpoint = post<"/v1/knowledge-bases">;  // inferred
  using parameters = fields<field<"KBDefinition", &create_knowledge_base::definition>>;

  result<void> check() const { return detail::check_required(definition); }
};

struct delete_knowledge_base {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/knowledge-bases/{id}">;  // inferred
  using parameters = fields<path<"id", &delete_knowledge_base::id>>;
};

struct list_jobs {
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<std::string> topic{};
  std::optional<std::string> token{};
  std::optional<std::string> name{};

  using answer = job_list;
  using endpoint = get<"/v1/jobs">;  // inferred
  using parameters =
      fields<query<"start", &list_jobs::start>, query<"count", &list_jobs::count>, query<"topic", &list_jobs::topic>,
             query<"token", &list_jobs::token>, query<"name", &list_jobs::name>>;
  using paging = by_offset<&list_jobs::start, &list_jobs::count>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/tasks.hpp ---

// Tasks of agentic processes: rest-api.md section 5.2 (docs.globant.ai wiki 3432).

namespace geai::inline v0 {

// A kind of artifact that a task takes or gives.
struct task_artifact_type {
  std::string name{};
  std::string description{};
  bool is_required = false;
  std::string usage_type{};                            // "input", "output"
  std::optional<std::string> artifact_variable_key{};  // at most 20 characters
};

// A task of a process.
struct process_task {
  std::string id{};
  std::string name{};
  std::string status{};
  raw_json version{};  // a number or a text
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<std::string> description{};
  std::optional<std::string> title_template{};
  std::optional<agent_prompt> prompt_data{};
  std::vector<task_artifact_type> artifact_types{};
};

// The tasks of a list.
struct process_task_list {
  std::vector<process_task> tasks{};

  std::size_t size() const noexcept { return tasks.size(); }
  auto begin() const noexcept { return tasks.begin(); }
  auto end() const noexcept { return tasks.end(); }
};

// What creating and updating send; what is unset is not sent.
struct process_task_definition {
  std::optional<std::string> id{};    // honoured when the task is created
  std::optional<std::string> name{};  // needed to create; unique; has no `:` and no `/`
  std::optional<std::string> description{};
  std::optional<std::string> title_template{};
  std::optional<agent_prompt> prompt_data{};
  std::optional<std::vector<task_artifact_type>> artifact_types{};
};

template <>
struct model<task_artifact_type>
    : fields<field<"name", &task_artifact_type::name>, field<"description", &task_artifact_type::description>,
             field<"isRequired", &task_artifact_type::is_required>, field<"usageType", &task_artifact_type::usage_type>,
             field<"artifactVariableKey", &task_artifact_type::artifact_variable_key>> {};
template <>
struct model<process_task>
    : fields<field<"id", &process_task::id>, field<"name", &process_task::name>, field<"status", &process_task::status>,
             other_name<"Status", &process_task::status>, field<"versionId", &process_task::version>,
             other_name<"VersionId", &process_task::version>, other_name<"version", &process_task::version>,
             field<"isDraft", &process_task::is_draft>, field<"revision", &process_task::revision>,
             field<"description", &process_task::description>, field<"titleTemplate", &process_task::title_template>,
             field<"promptData", &process_task::prompt_data>, field<"artifactTypes", &process_task::artifact_types>> {};
template <> struct model<process_task_list> : fields<field<"tasks", &process_task_list::tasks>> {};
template <>
struct model<process_task_definition>
    : fields<field<"id", &process_task_definition::id>, field<"name", &process_task_definition::name>,
             field<"description", &process_task_definition::description>,
             field<"titleTemplate", &process_task_definition::title_template>,
             field<"promptData", &process_task_definition::prompt_data>,
             field<"artifactTypes", &process_task_definition::artifact_types>> {};

namespace api {

// Tasks of the project.
struct list_tasks {
  std::optional<std::string> id{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<bool> allow_drafts{};

  using answer = process_task_list;
  using endpoint = get<"/v2/processes/tasks">;
  using paging = by_offset<&list_tasks::start, &list_tasks::count>;
  using parameters = fields<query<"id", &list_tasks::id>, query<"start", &list_tasks::start>,
                            query<"count", &list_tasks::count>, query<"allowDrafts", &list_tasks::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

// One task, by its id or its name.
struct get_task {
  std::string id{};

  using answer = process_task;
  using endpoint = get<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &get_task::id>>;
};

struct create_task {
  process_task_definition definition{};
  std::optional<bool> automatic_publish{};  // validate and publish at once; otherwise it is a draft

  using answer = process_task;
  using endpoint = post<"/v2/processes/tasks">;
  using parameters = fields<field<"taskDefinition", &create_task::definition>,
                            query<"automaticPublish", &create_task::automatic_publish>>;

  result<void> check() const { return detail::check_created(definition); }
};

struct update_task {
  std::string id{};
  process_task_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = process_task;
  using endpoint = put<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &update_task::id>, field<"taskDefinition", &update_task::definition>,
                            query<"automaticPublish", &update_task::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

// Updates the task of this id or name, or creates it.
struct upsert_task {
  std::string id{};
  process_task_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = process_task;
  using endpoint = put<"/v2/processes/tasks/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_task::id>, field<"taskDefinition", &upsert_task::definition>,
                            query<"automaticPublish", &upsert_task::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

struct delete_task {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/processes/tasks/{id}">;
  using parameters = fields<path<"id", &delete_task::id>>;
};

struct publish_task_revision {
  std::string id{};
  std::string revision{};  // a number, which travels as a text

  using answer = process_task;
  using endpoint = post<"/v2/processes/tasks/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_task_revision::id>, field<"revision", &publish_task_revision::revision>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/detail/file_error.hpp ---

namespace geai::inline v0::detail {

// What is wrong with a file that is sent or received; `number` is that of errno, or 0.
[[gnu::cold]] inline error file_error(std::string_view path, std::string_view what, int number = 0) {
  std::string text("file '");
  text.append(path).append("' ").append(what);
  if (number != 0) text.append(": ").append(std::generic_category().message(number));
  return error(errc::invalid_argument, std::move(text));
}

}  // namespace geai::inline v0::detail

// --- geai/http/body_source.hpp ---

namespace geai::inline v0::http {

// The body of a request that is read while it is sent, so that it need not be in memory: what a transport with
// `send(rq, body, rs)` is given (transport/policy.hpp). Belongs to one exchange; used by one thread at a time.
class body_source {
public:
  // Bytes of the whole body: what Content-Length says. Does not change.
  virtual std::uint64_t size() const noexcept = 0;

  // Fills up to `room` bytes (not 0) and says how many; 0 is the end, after size() bytes. After an error the exchange is
  // over and has failed with just that error. It may throw what a callback of the user throws: the transport lets go of
  // the connection and lets the exception through.
  virtual result<std::size_t> read(char* into, std::size_t room) = 0;

  // Begins again with the first byte, for another attempt.
  virtual result<void> rewind() = 0;

protected:
  body_source() = default;
  body_source(body_source const&) = default;
  body_source& operator=(body_source const&) = default;
  ~body_source() = default;
};

}  // namespace geai::inline v0::http

// --- geai/client/upload.hpp ---

// Operations with part<> parameters: their body is multipart/form-data, and a file that is given by its path is read
// while it is sent. Client::call() sends them like all others; Client::upload() also tells how far it is:
//
//   client.upload(op, [](std::uint64_t sent, std::uint64_t total) { return sent < total / 2; })
//
// - `progress(sent, total)` is called on the calling thread behind each piece (64 KiB or less with transport::curl) that
//   the transport has taken. Both are bytes of the whole body, of which the files are nearly all. If it returns a bool,
//   false ends the call with errc::cancelled. What it throws leaves upload(); the request is not sent again.
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
    return opened;
  }

  input_file(input_file&& other) noexcept : fd_(std::exchange(other.fd_, -1)), size_(other.size_) {}
  input_file& operator=(input_file&&) = delete;
  ~input_file() {
    if (fd_ >= 0) ::close(fd_);
  }

  std::uint64_t size() const noexcept { return size_; }

  // Up to `room` bytes from there on; 0 is the end, -1 a failure that errno names.
  ssize_t read(char* into, std::size_t room, std::uint64_t from) const noexcept {
    ssize_t got = 0;
    do got = ::pread(fd_, into, room, static_cast<off_t>(from));
    while (got < 0 && errno == EINTR);
    return got;
  }

private:
  explicit input_file(int fd) noexcept : fd_(fd) {}

  int fd_;
  std::uint64_t size_ = 0;
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
          if constexpr (requires { Parameter::is_numbered; })
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

// What an operation with parts sends. It waits for nothing: whoever sends it has it rewound before each attempt. Both
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
    if (result<void> made = form_.close(); !made) return made;
    if (result<void> opened = files_.open(form_); !opened) return opened;
    with.headers.add("Content-Type", form_.content_type());  // wins over the caller's, which has another boundary
    return {};
  }

  std::remove_cvref_t<Op> const& operation() const noexcept { return operation_; }

  // What a transport takes that sends sources.
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

// --- geai/client/processes.hpp ---

namespace geai::inline v0 {

// The calls of agentic processes, for the clients that have them.
template <class Client> class process_calls {
public:
  [[nodiscard]] auto list_processes(api::list_processes const& operation = api::list_processes(),
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_processes(api::list_processes const& operation, api::list_processes::answer& into,
                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_processes(api::list_processes const& operation = api::list_processes(),
                                   call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_process(api::get_process const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_process(api::get_process const& operation, api::get_process::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_process(api::create_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_process(api::update_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_process(api::upsert_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_process(api::delete_process const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_process_revision(api::publish_process_revision const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of the tasks of processes.
template <class Client> class task_calls {
public:
  [[nodiscard]] auto list_tasks(api::list_tasks const& operation = api::list_tasks(),
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tasks(api::list_tasks const& operation, api::list_tasks::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_tasks(api::list_tasks const& operation = api::list_tasks(),
                               call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_task(api::get_task const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_task(api::get_task const& operation, api::get_task::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_task(api::create_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_task(api::update_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_task(api::upsert_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_task(api::delete_task const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_task_revision(api::publish_task_revision const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of running processes and their threads.
template <class Client> class instance_calls {
public:
  [[nodiscard]] auto list_process_instances(api::list_process_instances const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_process_instances(api::list_process_instances const& operation,
                                            api::list_process_instances::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_process_instances(api::list_process_instances const& operation,
                                           call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto start_instance(api::start_instance const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance(api::get_instance const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance(api::get_instance const& operation, api::get_instance::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_instance_history(api::get_instance_history const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_instance_history(api::get_instance_history const& operation,
                                          api::get_instance_history::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto set_instance_subject(api::set_instance_subject const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_instance_variables(api::set_instance_variables const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_user_signal(api::send_user_signal const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto abort_instance(api::abort_instance const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_artifacts(api::upload_artifacts const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_thread_information(api::get_thread_information const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_thread_information(api::get_thread_information const& operation,
                                            api::get_thread_information::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of artifact types, knowledge bases and jobs.
template <class Client> class knowledge_base_calls {
public:
  [[nodiscard]] auto list_artifact_types(api::list_artifact_types const& operation = api::list_artifact_types(),
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_artifact_types(api::list_artifact_types const& operation,
                                         api::list_artifact_types::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_artifact_type(api::get_artifact_type const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_artifact_type(api::get_artifact_type const& operation, api::get_artifact_type::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_artifact_type(api::create_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_artifact_type(api::update_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_artifact_type(api::delete_artifact_type const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_knowledge_bases(api::list_knowledge_bases const& operation = api::list_knowledge_bases(),
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_knowledge_bases(api::list_knowledge_bases const& operation,
                                          api::list_knowledge_bases::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_knowledge_bases(api::list_knowledge_bases const& operation = api::list_knowledge_bases(),
                                         call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_knowledge_base(api::get_knowledge_base const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_knowledge_base(api::get_knowledge_base const& operation, api::get_knowledge_base::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_knowledge_base(api::create_knowledge_base const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_knowledge_base(api::delete_knowledge_base const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_jobs(api::list_jobs const& operation = api::list_jobs(),
                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_jobs(api::list_jobs const& operation, api::list_jobs::answer& into,
                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_jobs(api::list_jobs const& operation = api::list_jobs(),
                              call_options const& options = call_options()) const {
    return self().all(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The agentic processes of a project, what they consist of, and what runs.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class process_client
    : public basic_client<process_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public process_calls<process_client<Auth, Transport, Json>>,
      public task_calls<process_client<Auth, Transport, Json>>,
      public instance_calls<process_client<Auth, Transport, Json>>,
      public knowledge_base_calls<process_client<Auth, Transport, Json>> {
public:
  using process_client::basic_client::basic_client;
};

template <class... Argument>
process_client(Argument&&...)
    -> process_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                      detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/reasoning_strategies.hpp ---

// Reasoning strategies of the lab: rest-api.md section 5.1 (PyGEAI lab/strategies; no wiki page is known). All
// routes are inferred from those of the lab's other kinds.

namespace geai::inline v0 {

// A description in one language.
struct localized_description {
  std::string language{};
  std::string description{};
};

// How agents think: a system prompt with a name.
struct reasoning_strategy {
  std::string id{};
  std::string name{};
  std::optional<std::string> system_prompt{};
  std::string access_scope{};  // "public", "private"
  std::string type{};          // "addendum"
  std::vector<localized_description> localized_descriptions{};
};

// The reasoning strategies of a list.
struct reasoning_strategy_list {
  std::vector<reasoning_strategy> strategies{};

  std::size_t size() const noexcept { return strategies.size(); }
  auto begin() const noexcept { return strategies.begin(); }
  auto end() const noexcept { return strategies.end(); }
};

// What creating and updating send; what is unset is not sent.
struct reasoning_strategy_definition {
  std::optional<std::string> name{};  // needed to create
  std::optional<std::string> system_prompt{};
  std::optional<std::string> access_scope{};  // "public", "private"
  std::optional<std::string> type{};          // "addendum"
  std::optional<std::vector<localized_description>> localized_descriptions{};
};

template <>
struct model<localized_description> : fields<field<"language", &localized_description::language>,
                                             field<"description", &localized_description::description>> {};
template <>
struct model<reasoning_strategy>
    : fields<field<"id", &reasoning_strategy::id>, field<"name", &reasoning_strategy::name>,
             field<"systemPrompt", &reasoning_strategy::system_prompt>,
             field<"accessScope", &reasoning_strategy::access_scope>, field<"type", &reasoning_strategy::type>,
             field<"localizedDescriptions", &reasoning_strategy::localized_descriptions>> {};
template <>
struct model<reasoning_strategy_list> : fields<field<"strategies", &reasoning_strategy_list::strategies>> {};
template <>
struct model<reasoning_strategy_definition>
    : fields<field<"name", &reasoning_strategy_definition::name>,
             field<"systemPrompt", &reasoning_strategy_definition::system_prompt>,
             field<"accessScope", &reasoning_strategy_definition::access_scope>,
             field<"type", &reasoning_strategy_definition::type>,
             field<"localizedDescriptions", &reasoning_strategy_definition::localized_descriptions>> {};

namespace api {

struct list_reasoning_strategies {
  std::optional<std::string> name{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size
  std::optional<bool> allow_external{};
  std::optional<std::string> access_scope{};  // "public", "private"

  using answer = reasoning_strategy_list;
  using endpoint = get<"/v2/reasoning-strategies">;  // inferred
  using parameters =
      fields<query<"name", &list_reasoning_strategies::name>, query<"start", &list_reasoning_strategies::start>,
             query<"count", &list_reasoning_strategies::count>,
             query<"allowExternal", &list_reasoning_strategies::allow_external>,
             query<"accessScope", &list_reasoning_strategies::access_scope>>;
  using paging = by_offset<&list_reasoning_strategies::start, &list_reasoning_strategies::count>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

// One strategy, by its id or its name.
struct get_reasoning_strategy {
  std::string id{};

  using answer = reasoning_strategy;
  using endpoint = get<"/v2/reasoning-strategies/{id}">;  // inferred
  using parameters = fields<path<"id", &get_reasoning_strategy::id>>;
};

struct create_reasoning_strategy {
  reasoning_strategy_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = post<"/v2/reasoning-strategies">;  // inferred
  using parameters = fields<field<"strategyDefinition", &create_reasoning_strategy::definition>,
                            query<"automaticPublish", &create_reasoning_strategy::automatic_publish>>;

  result<void> check() const { return detail::check_created(definition); }
};

struct update_reasoning_strategy {
  std::string id{};
  reasoning_strategy_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = put<"/v2/reasoning-strategies/{id}">;  // inferred
  using parameters = fields<path<"id", &update_reasoning_strategy::id>,
                            field<"strategyDefinition", &update_reasoning_strategy::definition>,
                            query<"automaticPublish", &update_reasoning_strategy::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

// Updates the strategy of this id or name, or creates it.
struct upsert_reasoning_strategy {
  std::string id{};
  reasoning_strategy_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = reasoning_strategy;
  using endpoint = put<"/v2/reasoning-strategies/{id}/upsert">;  // inferred
  using parameters = fields<path<"id", &upsert_reasoning_strategy::id>,
                            field<"strategyDefinition", &upsert_reasoning_strategy::definition>,
                            query<"automaticPublish", &upsert_reasoning_strategy::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/reasoning_strategies.hpp ---

namespace geai::inline v0 {

// The calls of the lab's reasoning strategies, for the clients that have them.
template <class Client> class reasoning_strategy_calls {
public:
  [[nodiscard]] auto list_reasoning_strategies(
      api::list_reasoning_strategies const& operation = api::list_reasoning_strategies(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_reasoning_strategies(api::list_reasoning_strategies const& operation,
                                               api::list_reasoning_strategies::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_reasoning_strategies(
      api::list_reasoning_strategies const& operation = api::list_reasoning_strategies(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_reasoning_strategy(api::get_reasoning_strategy const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_reasoning_strategy(api::get_reasoning_strategy const& operation,
                                            api::get_reasoning_strategy::answer& into,
                                            call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_reasoning_strategy(api::create_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_reasoning_strategy(api::update_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_reasoning_strategy(api::upsert_reasoning_strategy const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The reasoning strategies of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class reasoning_strategy_client : public basic_client<reasoning_strategy_client<Auth, Transport, Json>,
                                                      detail::platform_needs, Auth, Transport, Json>,
                                  public reasoning_strategy_calls<reasoning_strategy_client<Auth, Transport, Json>> {
public:
  using reasoning_strategy_client::basic_client::basic_client;
};

template <class... Argument>
reasoning_strategy_client(Argument&&...)
    -> reasoning_strategy_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                 detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/tools.hpp ---

// Tools of the lab: rest-api.md section 4 (docs.globant.ai wiki 1349).

namespace geai::inline v0 {

// A parameter of a tool, and its value or where that comes from.
struct tool_parameter {
  std::string key{};        // as in the OpenAPI document, in the same case
  std::string data_type{};  // "String", ...
  std::string description{};
  bool is_required = false;
  std::optional<std::string> type{};  // "app" (the default), "config", "context"
  std::optional<bool> from_secret{};  // of a config parameter: `value` is the name of a secret
  std::optional<std::string>
      value{};  // of a config parameter: its value; of a context parameter: a variable such as USER_EMAIL
};

// The parameters of a tool.
struct tool_parameter_list {
  std::vector<tool_parameter> parameters{};

  std::size_t size() const noexcept { return parameters.size(); }
  auto begin() const noexcept { return parameters.begin(); }
  auto end() const noexcept { return parameters.end(); }
};

// A tool that agents may use.
struct tool {
  std::string id{};
  std::string name{};
  std::string status{};
  std::string access_scope{};  // "public", "private"
  std::optional<std::string> public_name{};
  std::optional<std::string> description{};
  std::string scope{};  // "builtin", "external", "api"
  std::optional<std::string> icon{};
  std::optional<std::string> open_api{};       // the URL of the OpenAPI document
  raw_json open_api_json{};                    // the document itself: an object, or a text that holds one
  std::optional<std::string> report_events{};  // "None", "All", "Start", "Finish", "Progress"
  std::vector<tool_parameter> parameters{};
  bool is_draft = false;
  std::optional<int> revision{};
  std::optional<double> version{};
  std::vector<platform_message> messages{};
};

// The tools of a list.
struct tool_list {
  std::vector<tool> tools{};

  std::size_t size() const noexcept { return tools.size(); }
  auto begin() const noexcept { return tools.begin(); }
  auto end() const noexcept { return tools.end(); }
};

// What creating and updating send; what is unset is not sent.
struct tool_definition {
  std::optional<std::string> name{};  // needed to create; of an api tool: operationId_httpmethod
  std::optional<std::string> description{};
  std::optional<std::string> scope{};         // "builtin", "external", "api"
  std::optional<std::string> access_scope{};  // "public", "private"
  std::optional<std::string> public_name{};   // needed when public
  std::optional<std::string> icon{};
  std::optional<std::string>
      open_api{};  // the URL of the OpenAPI document; an api tool needs it or the document itself
  std::optional<std::string> open_api_json{};  // the document's JSON, as a text
  std::optional<std::string> report_events{};  // "None", "All", "Start", "Finish", "Progress"
  std::optional<std::vector<tool_parameter>> parameters{};
};

template <>
struct model<tool_parameter>
    : fields<field<"key", &tool_parameter::key>, field<"dataType", &tool_parameter::data_type>,
             field<"description", &tool_parameter::description>, field<"isRequired", &tool_parameter::is_required>,
             field<"type", &tool_parameter::type>, field<"fromSecret", &tool_parameter::from_secret>,
             field<"value", &tool_parameter::value>> {};
template <> struct model<tool_parameter_list> : fields<field<"parameters", &tool_parameter_list::parameters>> {};
template <>
struct model<tool>
    : fields<field<"id", &tool::id>, field<"name", &tool::name>, field<"status", &tool::status>,
             field<"accessScope", &tool::access_scope>, field<"publicName", &tool::public_name>,
             field<"description", &tool::description>, field<"scope", &tool::scope>, field<"icon", &tool::icon>,
             field<"openApi", &tool::open_api>, field<"openApiJson", &tool::open_api_json>,
             field<"reportEvents", &tool::report_events>, field<"parameters", &tool::parameters>,
             field<"isDraft", &tool::is_draft>, field<"revision", &tool::revision>, field<"version", &tool::version>,
             field<"messages", &tool::messages>> {};
template <> struct model<tool_list> : fields<field<"tools", &tool_list::tools>> {};
template <>
struct model<tool_definition>
    : fields<field<"name", &tool_definition::name>, field<"description", &tool_definition::description>,
             field<"scope", &tool_definition::scope>, field<"accessScope", &tool_definition::access_scope>,
             field<"publicName", &tool_definition::public_name>, field<"icon", &tool_definition::icon>,
             field<"openApi", &tool_definition::open_api>, field<"openApiJson", &tool_definition::open_api_json>,
             field<"reportEvents", &tool_definition::report_events>,
             field<"parameters", &tool_definition::parameters>> {};

namespace api {

// Tools of the project.
struct list_tools {
  std::optional<std::string> id{};
  std::optional<int> count{};                 // page size; there is no documented offset
  std::optional<std::string> access_scope{};  // "public", "private"
  std::optional<bool> allow_drafts{};
  std::optional<std::string> scope{};    // "builtin", "external", "api"
  std::optional<bool> allow_external{};  // tools of other projects too

  using answer = tool_list;
  using endpoint = get<"/v2/tools">;
  using parameters =
      fields<query<"id", &list_tools::id>, query<"count", &list_tools::count>,
             query<"accessScope", &list_tools::access_scope>, query<"allowDrafts", &list_tools::allow_drafts>,
             query<"scope", &list_tools::scope>, query<"allowExternal", &list_tools::allow_external>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

// One tool, by its id or its name.
struct get_tool {
  std::string id{};
  std::optional<int> revision{};  // 0 is the latest
  std::optional<int> version{};   // 0 is the latest
  std::optional<bool> allow_drafts{};

  using answer = tool;
  using endpoint = get<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &get_tool::id>, query<"revision", &get_tool::revision>,
                            query<"version", &get_tool::version>, query<"allowDrafts", &get_tool::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct create_tool {
  tool_definition definition{};
  std::optional<bool> automatic_publish{};  // validate and publish at once; otherwise it is a draft

  using answer = tool;
  using endpoint = post<"/v2/tools">;
  using parameters =
      fields<field<"tool", &create_tool::definition>, query<"automaticPublish", &create_tool::automatic_publish>>;

  result<void> check() const { return detail::check_created(definition); }
};

struct update_tool {
  std::string id{};
  tool_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = tool;
  using endpoint = put<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &update_tool::id>, field<"tool", &update_tool::definition>,
                            query<"automaticPublish", &update_tool::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

// Updates the tool of this id or name, or creates it.
struct upsert_tool {
  std::string id{};
  tool_definition definition{};
  std::optional<bool> automatic_publish{};

  using answer = tool;
  using endpoint = put<"/v2/tools/{id}/upsert">;
  using parameters = fields<path<"id", &upsert_tool::id>, field<"tool", &upsert_tool::definition>,
                            query<"automaticPublish", &upsert_tool::automatic_publish>>;

  result<void> check() const { return detail::check_changed(definition); }
};

struct delete_tool {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/tools/{id}">;
  using parameters = fields<path<"id", &delete_tool::id>>;
};

struct publish_tool_revision {
  std::string id{};
  std::string revision{};  // a number, which travels as a text

  using answer = tool;
  using endpoint = post<"/v2/tools/{id}/publish-revision">;
  using parameters =
      fields<path<"id", &publish_tool_revision::id>, field<"revision", &publish_tool_revision::revision>>;
};

// The parameters of a tool that are configured in the project, by its id or public name. The wrapper of the reply is
// inferred.
struct get_tool_parameters {
  std::string id{};
  std::optional<int> revision{};  // 0 is the latest
  std::optional<int> version{};   // 0 is the latest
  std::optional<bool> allow_drafts{};

  using answer = tool_parameter_list;
  using endpoint = get<"/v2/tools/{id}/config">;
  using parameters =
      fields<path<"id", &get_tool_parameters::id>, query<"revision", &get_tool_parameters::revision>,
             query<"version", &get_tool_parameters::version>, query<"allowDrafts", &get_tool_parameters::allow_drafts>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct set_tool_parameters {
  std::string id{};
  tool_parameter_list definition{};

  using answer = void;
  using endpoint = post<"/v2/tools/{id}/config">;
  using parameters =
      fields<path<"id", &set_tool_parameters::id>, field<"parameterDefinition", &set_tool_parameters::definition>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/integrations.hpp ---

// Tool plug-ins and the tool proxy: rest-api.md section 4.1 (docs.globant.ai wiki 3959: a table of paths only) and
// PyGEAI's ProxyClient. No shapes are documented: bodies and replies are JSON as it is.

namespace geai::inline v0 {

namespace api {

struct list_tool_plugins {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins">;
  using parameters = fields<>;
};

struct get_tool_plugin {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &get_tool_plugin::id>>;
};

// Updates the plug-in of this id or name, or creates it.
struct upsert_tool_plugin {
  std::string id{};
  raw_json definition{};

  using answer = raw_json;
  using endpoint = put<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &upsert_tool_plugin::id>, body<&upsert_tool_plugin::definition>>;
};

struct delete_tool_plugin {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/tool-plugins/{id}">;
  using parameters = fields<path<"id", &delete_tool_plugin::id>>;
};

// The documentation names version 3, not where it stands in the path.
struct import_tool_plugin {
  raw_json package{};

  using answer = raw_json;
  using endpoint = post<"/v3/tool-plugins/import">;  // inferred
  using parameters = fields<body<&import_tool_plugin::package>>;
};

struct publish_tool_plugin_tools {
  std::string id{};
  raw_json selection{};

  using answer = raw_json;
  using endpoint = post<"/tool-plugins/{id}/publish-tools">;
  using parameters = fields<path<"id", &publish_tool_plugin_tools::id>, body<&publish_tool_plugin_tools::selection>>;
};

// What a plug-in's server asks for and offers. Their queries are not documented: give them as call_options::query.
struct inspect_tool_plugin_security_scheme {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins/inspector/security-scheme">;
  using parameters = fields<>;
};

struct inspect_tool_plugin_manifest {
  using answer = raw_json;
  using endpoint = get<"/tool-plugins/inspector/manifest">;
  using parameters = fields<>;
};

struct create_tool_plugin_challenge {
  raw_json request{};

  using answer = raw_json;
  using endpoint = post<"/tool-plugins/inspector/create-challenge">;
  using parameters = fields<body<&create_tool_plugin_challenge::request>>;
};

// What plug-ins are waiting for a user to do.
struct list_tool_plugin_interactions {
  using answer = raw_json;
  using endpoint = get<"/user-interactions/tool-plugins/open">;
  using parameters = fields<>;
};

// The documentation names version 2, not where it stands in the path.
struct update_tool_plugin_interaction {
  std::string id{};
  raw_json outcome{};

  using answer = raw_json;
  using endpoint = put<"/v2/user-interactions/tool-plugins/{id}">;  // inferred
  using parameters =
      fields<path<"id", &update_tool_plugin_interaction::id>, body<&update_tool_plugin_interaction::outcome>>;
};

// The exact path is unclear in the documentation.
struct close_tool_plugin_interaction {
  std::string id{};

  using answer = void;
  using endpoint = put<"/user-interactions/tool-plugins/{id}/close">;  // inferred
  using parameters = fields<path<"id", &close_tool_plugin_interaction::id>>;
  static constexpr bool empty_object = true;
};

// Tells the platform of a server whose tools this program runs for it.
struct register_tool_proxy {
  raw_json server{};

  using answer = raw_json;
  using endpoint = post<"/v2/tool-proxy/register">;
  using parameters = fields<field<"server", &register_tool_proxy::server>>;
};

// The next jobs for the tools of a proxy. Taken from a queue: never repeated by the engine.
struct dequeue_tool_proxy {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v2/tool-proxy/dequeue/{id}">;
  using parameters = fields<path<"id", &dequeue_tool_proxy::id>>;
  static constexpr auto repetition = api::repetition::never;
};

struct send_tool_proxy_result {
  std::string id{};
  raw_json job_result{};

  using answer = void;
  using endpoint = post<"/v2/tool-proxy/result/{id}">;
  using parameters =
      fields<path<"id", &send_tool_proxy_result::id>, field<"jobResult", &send_tool_proxy_result::job_result>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/integrations.hpp ---

namespace geai::inline v0 {

// The calls of tool plug-ins and of the tool proxy, for the clients that have them.
template <class Client> class integration_calls {
public:
  [[nodiscard]] auto list_tool_plugins(api::list_tool_plugins const& operation = api::list_tool_plugins(),
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugins(api::list_tool_plugins const& operation, api::list_tool_plugins::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_tool_plugin(api::get_tool_plugin const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_plugin(api::get_tool_plugin const& operation, api::get_tool_plugin::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto upsert_tool_plugin(api::upsert_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_tool_plugin(api::delete_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto import_tool_plugin(api::import_tool_plugin const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_tool_plugin_tools(api::publish_tool_plugin_tools const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto inspect_tool_plugin_security_scheme(
      api::inspect_tool_plugin_security_scheme const& operation = api::inspect_tool_plugin_security_scheme(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto inspect_tool_plugin_manifest(
      api::inspect_tool_plugin_manifest const& operation = api::inspect_tool_plugin_manifest(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_tool_plugin_challenge(api::create_tool_plugin_challenge const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugin_interactions(
      api::list_tool_plugin_interactions const& operation = api::list_tool_plugin_interactions(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tool_plugin_interactions(api::list_tool_plugin_interactions const& operation,
                                                   api::list_tool_plugin_interactions::answer& into,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_tool_plugin_interaction(api::update_tool_plugin_interaction const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto close_tool_plugin_interaction(api::close_tool_plugin_interaction const& operation,
                                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto register_tool_proxy(api::register_tool_proxy const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto dequeue_tool_proxy(api::dequeue_tool_proxy const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_tool_proxy_result(api::send_tool_proxy_result const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0

// --- geai/client/tools.hpp ---

namespace geai::inline v0 {

// The calls of the lab's tools, for the clients that have them.
template <class Client> class tool_calls {
public:
  [[nodiscard]] auto list_tools(api::list_tools const& operation = api::list_tools(),
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_tools(api::list_tools const& operation, api::list_tools::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_tool(api::get_tool const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool(api::get_tool const& operation, api::get_tool::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_tool(api::create_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_tool(api::update_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upsert_tool(api::upsert_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_tool(api::delete_tool const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto publish_tool_revision(api::publish_tool_revision const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_parameters(api::get_tool_parameters const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_tool_parameters(api::get_tool_parameters const& operation,
                                         api::get_tool_parameters::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto set_tool_parameters(api::set_tool_parameters const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The tools of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class tool_client
    : public basic_client<tool_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public tool_calls<tool_client<Auth, Transport, Json>>,
      public integration_calls<tool_client<Auth, Transport, Json>> {
public:
  using tool_client::basic_client::basic_client;
};

template <class... Argument>
tool_client(Argument&&...) -> tool_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/client/ai_lab.hpp ---

namespace geai::inline v0 {

// Everything of the lab.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class ai_lab_client
    : public basic_client<ai_lab_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public agent_calls<ai_lab_client<Auth, Transport, Json>>,
      public tool_calls<ai_lab_client<Auth, Transport, Json>>,
      public integration_calls<ai_lab_client<Auth, Transport, Json>>,
      public reasoning_strategy_calls<ai_lab_client<Auth, Transport, Json>>,
      public process_calls<ai_lab_client<Auth, Transport, Json>>,
      public task_calls<ai_lab_client<Auth, Transport, Json>>,
      public instance_calls<ai_lab_client<Auth, Transport, Json>>,
      public knowledge_base_calls<ai_lab_client<Auth, Transport, Json>> {
public:
  using ai_lab_client::basic_client::basic_client;
};

template <class... Argument>
ai_lab_client(Argument&&...)
    -> ai_lab_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                     detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/assistants.hpp ---

// Assistants: rest-api.md section 8.6 (docs.globant.ai wiki 35, PyGEAI assistant/). The platform reports failures of
// these calls with status 200; they are errors here all the same.

namespace geai::inline v0 {

// One message of a conversation with an assistant.
struct assistant_message {
  std::string role{};  // "user", "assistant", "system"
  std::string content{};
};

// A variable of an assistant's prompt, and its value.
struct assistant_variable {
  std::string key{};
  std::string value{};
};

// What an assistant answers, or how far it is.
struct assistant_reply {
  std::optional<std::string> request_id{};
  std::optional<std::string> status{};
  raw_json progress{};  // a number or a text
  std::optional<std::string> timestamp{};
  std::string text{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> provider_response{};  // a text that holds JSON
};

template <>
struct model<assistant_message>
    : fields<field<"role", &assistant_message::role>, field<"content", &assistant_message::content>> {};
template <>
struct model<assistant_variable>
    : fields<field<"key", &assistant_variable::key>, field<"value", &assistant_variable::value>> {};
template <>
struct model<assistant_reply>
    : fields<field<"requestId", &assistant_reply::request_id>, field<"status", &assistant_reply::status>,
             field<"progress", &assistant_reply::progress>, field<"timestamp", &assistant_reply::timestamp>,
             field<"text", &assistant_reply::text>, field<"providerName", &assistant_reply::provider_name>,
             field<"providerResponse", &assistant_reply::provider_response>> {};

namespace api {

// The shapes of assistants are not documented.
struct get_assistant {
  std::string id{};
  std::optional<std::string> detail{};  // "summary", "full"

  using answer = raw_json;
  using endpoint = get<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &get_assistant::id>, query<"detail", &get_assistant::detail>>;
};

// The body is PyGEAI's.
struct create_assistant {
  std::string type{};
  std::string name{};
  std::string prompt{};
  std::optional<std::string> description{};
  std::optional<raw_json> llm_settings{};
  std::optional<raw_json> welcome_data{};

  using answer = raw_json;
  using endpoint = post<"/v1/assistant">;
  using parameters =
      fields<field<"type", &create_assistant::type>, field<"name", &create_assistant::name>,
             field<"prompt", &create_assistant::prompt>, field<"description", &create_assistant::description>,
             field<"llmSettings", &create_assistant::llm_settings>,
             field<"welcomeData", &create_assistant::welcome_data>>;
};

// The body is PyGEAI's, which always sends a status and an action.
struct update_assistant {
  std::string id{};
  std::optional<int> status{};               // 1 is enabled, 2 is disabled
  std::optional<std::string> action{};       // "save", "saveNewRevision", "savePublishNewRevision"
  std::optional<std::string> revision_id{};  // which revision to "save"
  std::optional<std::string> name{};
  std::optional<std::string> prompt{};
  std::optional<std::string> description{};
  std::optional<raw_json> llm_settings{};
  std::optional<raw_json> welcome_data{};

  using answer = raw_json;
  using endpoint = put<"/v1/assistant/{id}">;
  using parameters =
      fields<path<"id", &update_assistant::id>, field<"status", &update_assistant::status>,
             field<"action", &update_assistant::action>, field<"revisionId", &update_assistant::revision_id>,
             field<"name", &update_assistant::name>, field<"prompt", &update_assistant::prompt>,
             field<"description", &update_assistant::description>,
             field<"llmSettings", &update_assistant::llm_settings>,
             field<"welcomeData", &update_assistant::welcome_data>>;
  static constexpr auto repetition = api::repetition::never;  // it may make a revision
};

struct delete_assistant {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/assistant/{id}">;
  using parameters = fields<path<"id", &delete_assistant::id>>;
};

struct chat_with_assistant {
  std::string assistant{};  // its name
  std::vector<assistant_message> messages{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};
  std::optional<std::vector<assistant_variable>> variables{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/chat">;
  using parameters =
      fields<field<"assistant", &chat_with_assistant::assistant>, field<"messages", &chat_with_assistant::messages>,
             field<"revision", &chat_with_assistant::revision>,
             field<"revisionName", &chat_with_assistant::revision_name>,
             field<"variables", &chat_with_assistant::variables>>;
};

// Deprecated by the platform.
struct send_text_to_assistant {
  std::string assistant{};  // its name
  std::string prompt{};
  std::optional<int> revision{};
  std::optional<std::string> revision_name{};

  using answer = assistant_reply;
  using endpoint = post<"/v1/assistant/text">;
  using parameters =
      fields<field<"assistant", &send_text_to_assistant::assistant>, field<"prompt", &send_text_to_assistant::prompt>,
             field<"revision", &send_text_to_assistant::revision>,
             field<"revisionName", &send_text_to_assistant::revision_name>>;
};

struct get_assistant_request_status {
  std::string id{};

  using answer = assistant_reply;
  using endpoint = get<"/v1/assistant/request/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_request_status::id>>;
};

struct cancel_assistant_request {
  std::string id{};  // of the request; travels in the path and, as PyGEAI has it, in the body

  using answer = void;
  using endpoint = post<"/v1/assistant/request/{id}/cancel">;
  using parameters =
      fields<path<"id", &cancel_assistant_request::id>, field<"requestId", &cancel_assistant_request::id>>;
};

struct get_assistant_status {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v1/assistant/{id}/status">;
  using parameters = fields<path<"id", &get_assistant_status::id>>;
};

// Adds data to a data-analyst assistant; neither body nor reply is documented.
struct extend_assistant_data_set {
  std::string id{};
  raw_json content{};

  using answer = raw_json;
  using endpoint = post<"/v1/assistant/{id}/datasets/extend">;
  using parameters = fields<path<"id", &extend_assistant_data_set::id>, body<&extend_assistant_data_set::content>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/assistants.hpp ---

namespace geai::inline v0 {

// The calls of assistants, for the clients that have them.
template <class Client> class assistant_calls {
public:
  [[nodiscard]] auto get_assistant(api::get_assistant const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant(api::get_assistant const& operation, api::get_assistant::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_assistant(api::create_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_assistant(api::update_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_assistant(api::delete_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto chat_with_assistant(api::chat_with_assistant const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_text_to_assistant(api::send_text_to_assistant const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_request_status(api::get_assistant_request_status const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_request_status(api::get_assistant_request_status const& operation,
                                                  api::get_assistant_request_status::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto cancel_assistant_request(api::cancel_assistant_request const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_status(api::get_assistant_status const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_status(api::get_assistant_status const& operation,
                                          api::get_assistant_status::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto extend_assistant_data_set(api::extend_assistant_data_set const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Assistants.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class assistant_client
    : public basic_client<assistant_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public assistant_calls<assistant_client<Auth, Transport, Json>> {
public:
  using assistant_client::basic_client::basic_client;
};

template <class... Argument>
assistant_client(Argument&&...)
    -> assistant_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/usage_limits.hpp ---

// Usage limits of organizations and projects: rest-api.md section 15 (docs.globant.ai wiki 802). Needs an
// organization's token.

namespace geai::inline v0 {

// What setting a limit sends.
struct usage_limit_definition {
  std::optional<std::string> subscription_type{};  // "Freemium", "Daily", "Weekly", "Monthly"
  std::optional<std::string> usage_unit{};         // "Requests", "Cost"
  std::optional<double> soft_limit{};
  std::optional<double> hard_limit{};
  std::optional<std::string> renewal_status{};  // "Renewable", "NonRenewable"
};

// A limit of what an organization or a project may spend.
struct usage_limit {
  std::string id{};
  std::string subscription_type{};
  std::string usage_unit{};
  std::optional<double> soft_limit{};
  std::optional<double> hard_limit{};
  std::optional<std::string> renewal_status{};
  std::optional<std::string> related_entity_name{};
  std::optional<double> remaining_usage{};
  std::optional<double> used_amount{};
  std::optional<int> status{};
  std::optional<std::string> valid_from{};  // ISO 8601
  std::optional<std::string> valid_until{};
};

// PyGEAI's tests have the list under another name; both are read.
struct usage_limit_list {
  std::vector<usage_limit> usage_limits{};

  std::size_t size() const noexcept { return usage_limits.size(); }
  auto begin() const noexcept { return usage_limits.begin(); }
  auto end() const noexcept { return usage_limits.end(); }
};

template <>
struct model<usage_limit_definition> : fields<field<"subscriptionType", &usage_limit_definition::subscription_type>,
                                              field<"usageUnit", &usage_limit_definition::usage_unit>,
                                              field<"softLimit", &usage_limit_definition::soft_limit>,
                                              field<"hardLimit", &usage_limit_definition::hard_limit>,
                                              field<"renewalStatus", &usage_limit_definition::renewal_status>> {};
template <>
struct model<usage_limit>
    : fields<field<"id", &usage_limit::id>, field<"subscriptionType", &usage_limit::subscription_type>,
             field<"usageUnit", &usage_limit::usage_unit>, field<"softLimit", &usage_limit::soft_limit>,
             field<"hardLimit", &usage_limit::hard_limit>, field<"renewalStatus", &usage_limit::renewal_status>,
             field<"relatedEntityName", &usage_limit::related_entity_name>,
             field<"remainingUsage", &usage_limit::remaining_usage>, field<"usedAmount", &usage_limit::used_amount>,
             field<"status", &usage_limit::status>, field<"validFrom", &usage_limit::valid_from>,
             field<"validUntil", &usage_limit::valid_until>> {};
template <>
struct model<usage_limit_list> : fields<field<"usageLimits", &usage_limit_list::usage_limits>,
                                        other_name<"limits", &usage_limit_list::usage_limits>> {};

namespace api {

struct create_organization_usage_limit {
  std::string organization_id{};
  usage_limit_definition definition{};

  using answer = usage_limit;
  using endpoint = post<"/v2/usageLimits/organizations/{organization_id}/limits">;
  using parameters = fields<path<"organization_id", &create_organization_usage_limit::organization_id>,
                            body<&create_organization_usage_limit::definition>>;

  result<void> check() const { return detail::check_limits(definition); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_organization_usage_limits {
  std::string organization_id{};

  using answer = usage_limit_list;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/limits">;
  using parameters = fields<path<"organization_id", &list_organization_usage_limits::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_latest_organization_usage_limit {
  std::string organization_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/limits/latest">;
  using parameters = fields<path<"organization_id", &get_latest_organization_usage_limit::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct delete_organization_usage_limit {
  std::string organization_id{};
  std::string limit_id{};

  using answer = void;
  using endpoint = delete_<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}">;
  using parameters = fields<path<"organization_id", &delete_organization_usage_limit::organization_id>,
                            path<"limit_id", &delete_organization_usage_limit::limit_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_organization_hard_limit {
  std::string organization_id{};
  std::string limit_id{};
  double hard_limit = 0;

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/hardLimit">;
  using parameters = fields<path<"organization_id", &set_organization_hard_limit::organization_id>,
                            path<"limit_id", &set_organization_hard_limit::limit_id>,
                            field<"hardLimit", &set_organization_hard_limit::hard_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_organization_soft_limit {
  std::string organization_id{};
  std::string limit_id{};
  double soft_limit = 0;

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/softLimit">;
  using parameters = fields<path<"organization_id", &set_organization_soft_limit::organization_id>,
                            path<"limit_id", &set_organization_soft_limit::limit_id>,
                            field<"softLimit", &set_organization_soft_limit::soft_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_organization_renewal_status {
  std::string organization_id{};
  std::string limit_id{};
  std::string renewal_status{};

  using answer = void;
  using endpoint = put<"/v2/usageLimits/organizations/{organization_id}/limits/{limit_id}/renewalStatus">;
  using parameters = fields<path<"organization_id", &set_organization_renewal_status::organization_id>,
                            path<"limit_id", &set_organization_renewal_status::limit_id>,
                            field<"renewalStatus", &set_organization_renewal_status::renewal_status>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct create_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};
  usage_limit_definition definition{};

  using answer = usage_limit;
  using endpoint = post<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits">;
  using parameters = fields<path<"organization_id", &create_project_usage_limit::organization_id>,
                            path<"project_id", &create_project_usage_limit::project_id>,
                            body<&create_project_usage_limit::definition>>;

  result<void> check() const { return detail::check_limits(definition); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_project_usage_limits {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit_list;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits">;
  using parameters = fields<path<"organization_id", &list_project_usage_limits::organization_id>,
                            path<"project_id", &list_project_usage_limits::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_latest_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/latest">;
  using parameters = fields<path<"organization_id", &get_latest_project_usage_limit::organization_id>,
                            path<"project_id", &get_latest_project_usage_limit::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_active_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};

  using answer = usage_limit;
  using endpoint = get<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/active">;
  using parameters = fields<path<"organization_id", &get_active_project_usage_limit::organization_id>,
                            path<"project_id", &get_active_project_usage_limit::project_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct delete_project_usage_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};

  using answer = void;
  using endpoint = delete_<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}">;
  using parameters = fields<path<"organization_id", &delete_project_usage_limit::organization_id>,
                            path<"project_id", &delete_project_usage_limit::project_id>,
                            path<"limit_id", &delete_project_usage_limit::limit_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_project_hard_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  double hard_limit = 0;

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/hardLimit">;
  using parameters = fields<path<"organization_id", &set_project_hard_limit::organization_id>,
                            path<"project_id", &set_project_hard_limit::project_id>,
                            path<"limit_id", &set_project_hard_limit::limit_id>,
                            field<"hardLimit", &set_project_hard_limit::hard_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_project_soft_limit {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  double soft_limit = 0;

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/softLimit">;
  using parameters = fields<path<"organization_id", &set_project_soft_limit::organization_id>,
                            path<"project_id", &set_project_soft_limit::project_id>,
                            path<"limit_id", &set_project_soft_limit::limit_id>,
                            field<"softLimit", &set_project_soft_limit::soft_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct set_project_renewal_status {
  std::string organization_id{};
  std::string project_id{};
  std::string limit_id{};
  std::string renewal_status{};

  using answer = void;
  using endpoint =
      put<"/v2/usageLimits/organizations/{organization_id}/projects/{project_id}/limits/{limit_id}/renewalStatus">;
  using parameters = fields<path<"organization_id", &set_project_renewal_status::organization_id>,
                            path<"project_id", &set_project_renewal_status::project_id>,
                            path<"limit_id", &set_project_renewal_status::limit_id>,
                            field<"renewalStatus", &set_project_renewal_status::renewal_status>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/organization.hpp ---

// Organizations, their projects and what belongs to them: rest-api.md section 16 (docs.globant.ai wiki 22). Needs an
// organization's token, or an OAuth token; what begins with /v2/admin, that of a System Administrator.

namespace geai::inline v0 {

// A search profile of a project.
struct search_profile_summary {
  std::string name{};
  std::string description{};
};

// A token of a project, as replies show it. Ids look like `default_...`: treat them as secrets where you print them.
struct project_api_token {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  std::string status{};  // "active", "blocked", "revoked"
  std::optional<std::string> scope{};
  std::optional<std::string> timestamp{};
  std::vector<platform_message> messages{};
};

// The API tokens of a project.
struct project_api_token_list {
  std::vector<project_api_token> tokens{};

  std::size_t size() const noexcept { return tokens.size(); }
  auto begin() const noexcept { return tokens.begin(); }
  auto end() const noexcept { return tokens.end(); }
};

// A project of an organization.
struct project {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  std::optional<bool> active{};
  std::optional<int> status{};  // 0 active, 1 deleted, 2 hidden
  std::optional<std::string> organization_id{};
  std::optional<std::string> organization_name{};
  std::vector<search_profile_summary> search_profiles{};
  std::vector<project_api_token> tokens{};  // of a project that was just created
};

// The projects of a list.
struct project_list {
  std::vector<project> projects{};

  std::size_t size() const noexcept { return projects.size(); }
  auto begin() const noexcept { return projects.begin(); }
  auto end() const noexcept { return projects.end(); }
};

// The members of an assistant in this list are not documented.
struct organization_assistants {
  std::vector<raw_json> assistants{};
  std::optional<std::string> project_id{};
  std::optional<std::string> project_name{};
};

// One request of the past.
struct exported_request {
  std::string assistant{};
  raw_json intent{};
  std::string timestamp{};
  raw_json prompt{};
  raw_json output{};
  raw_json input_text{};
  raw_json status{};
};

// Requests of the past, as the platform exports them.
struct exported_requests {
  std::vector<exported_request> items{};

  std::size_t size() const noexcept { return items.size(); }
  auto begin() const noexcept { return items.begin(); }
  auto end() const noexcept { return items.end(); }
};

template <>
struct model<search_profile_summary>
    : fields<field<"name", &search_profile_summary::name>, field<"description", &search_profile_summary::description>> {
};
template <>
struct model<project_api_token>
    : fields<field<"id", &project_api_token::id>, field<"name", &project_api_token::name>,
             field<"description", &project_api_token::description>, field<"status", &project_api_token::status>,
             field<"scope", &project_api_token::scope>, field<"timestamp", &project_api_token::timestamp>,
             field<"messages", &project_api_token::messages>> {};
template <> struct model<project_api_token_list> : fields<field<"tokens", &project_api_token_list::tokens>> {};
template <>
struct model<project>
    : fields<field<"projectId", &project::id>, field<"projectName", &project::name>,
             field<"projectDescription", &project::description>, field<"projectActive", &project::active>,
             field<"projectStatus", &project::status>, field<"organizationId", &project::organization_id>,
             field<"organizationName", &project::organization_name>, field<"searchProfiles", &project::search_profiles>,
             field<"tokens", &project::tokens>> {};
template <> struct model<project_list> : fields<field<"projects", &project_list::projects>> {};
template <>
struct model<organization_assistants> : fields<field<"assistants", &organization_assistants::assistants>,
                                               field<"projectId", &organization_assistants::project_id>,
                                               field<"projectName", &organization_assistants::project_name>> {};
template <>
struct model<exported_request>
    : fields<field<"assistant", &exported_request::assistant>, field<"intent", &exported_request::intent>,
             field<"timestamp", &exported_request::timestamp>, field<"prompt", &exported_request::prompt>,
             field<"output", &exported_request::output>, field<"inputText", &exported_request::input_text>,
             field<"status", &exported_request::status>> {};
template <> struct model<exported_requests> : fields<field<"items", &exported_requests::items>> {};

namespace api {

struct list_organization_assistants {
  std::optional<std::string> detail{};  // "summary", "full"

  using answer = organization_assistants;
  using endpoint = get<"/v1/organization/assistants">;
  using parameters = fields<query<"detail", &list_organization_assistants::detail>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct list_projects {
  std::optional<std::string> detail{};  // "summary", "full"
  std::optional<std::string> name{};

  using answer = project_list;
  using endpoint = get<"/v1/organization/projects">;
  using parameters = fields<query<"detail", &list_projects::detail>, query<"name", &list_projects::name>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_project {
  std::string id{};

  using answer = project;
  using endpoint = get<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &get_project::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct create_project {
  std::string name{};
  std::string administrator_user_email{};
  std::optional<std::string> description{};
  std::optional<usage_limit_definition> usage_limit{};

  using answer = project;
  using endpoint = post<"/v1/organization/project">;
  using parameters =
      fields<field<"name", &create_project::name>,
             field<"administratorUserEmail", &create_project::administrator_user_email>,
             field<"description", &create_project::description>, field<"usageLimit", &create_project::usage_limit>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct update_project {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};

  using answer = project;
  using endpoint = put<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &update_project::id>, field<"name", &update_project::name>,
                            field<"description", &update_project::description>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct delete_project {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/organization/project/{id}">;
  using parameters = fields<path<"id", &delete_project::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// The wrapper of the reply is inferred.
struct list_project_tokens {
  std::string id{};

  using answer = project_api_token_list;
  using endpoint = get<"/v1/organization/project/{id}/tokens">;
  using parameters = fields<path<"id", &list_project_tokens::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// The requests that assistants have served.
struct export_requests {
  std::optional<std::string> assistant_name{};
  std::optional<std::string> status{};
  std::optional<int> skip{};   // offset
  std::optional<int> count{};  // page size

  using answer = exported_requests;
  using endpoint = get<"/v1/organization/request/export">;
  using paging = by_offset<&export_requests::skip, &export_requests::count>;
  using parameters =
      fields<query<"assistantName", &export_requests::assistant_name>, query<"status", &export_requests::status>,
             query<"skip", &export_requests::skip>, query<"count", &export_requests::count>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// The shapes of organizations are not documented.
struct list_organizations {
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};        // only "name"
  std::optional<std::string> order_direction{};  // "asc", "desc"
  std::optional<std::string> filter_key{};       // only "name"
  std::optional<std::string> filter_value{};

  using answer = raw_json;
  using endpoint = get<"/v2/admin/organizations">;
  using paging = by_page<&list_organizations::start_page, &list_organizations::page_size>;
  using parameters = fields<
      query<"startPage", &list_organizations::start_page>, query<"pageSize", &list_organizations::page_size>,
      query<"orderKey", &list_organizations::order_key>, query<"orderDirection", &list_organizations::order_direction>,
      query<"filterKey", &list_organizations::filter_key>, query<"filterValue", &list_organizations::filter_value>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct create_organization {
  std::string name{};
  std::string administrator_user_email{};

  using answer = raw_json;
  using endpoint = post<"/v2/admin/organizations">;
  using parameters = fields<field<"name", &create_organization::name>,
                            field<"administratorUserEmail", &create_organization::administrator_user_email>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct delete_organization {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/admin/organizations/{id}">;
  using parameters = fields<path<"id", &delete_organization::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/project_tokens.hpp ---

// API tokens of projects: rest-api.md section 2.1 (docs.globant.ai wiki 22; the prefix /v2 is inferred from PyGEAI).
// Needs an organization's token, or an OAuth token: a project's token cannot manage tokens.

namespace geai::inline v0 {

namespace api {

struct create_project_api_token {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::string name{};
  std::optional<std::string> description{};

  using answer = project_api_token;
  using endpoint = post<"/v2/projects/tokens">;  // inferred
  using parameters = fields<header<"project-id", &create_project_api_token::project_id>,
                            field<"name", &create_project_api_token::name>,
                            field<"description", &create_project_api_token::description>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_project_api_token {
  std::string id{};

  using answer = project_api_token;
  using endpoint = get<"/v2/projects/tokens/{id}">;  // inferred
  using parameters = fields<path<"id", &get_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

// The reply is an array of remarks.
struct update_project_api_token {
  std::string id{};
  std::optional<std::string> description{};
  std::optional<std::string> status{};  // "active", "blocked"

  using answer = std::vector<platform_message>;
  using endpoint = put<"/v2/projects/tokens/{id}">;  // inferred
  using parameters =
      fields<path<"id", &update_project_api_token::id>, field<"description", &update_project_api_token::description>,
             field<"status", &update_project_api_token::status>>;
  static constexpr auto token_level = api::token_level::organization;
};

// Its status becomes "revoked".
struct delete_project_api_token {
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v2/projects/tokens/{id}">;  // inferred
  using parameters = fields<path<"id", &delete_project_api_token::id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/project_tokens.hpp ---

namespace geai::inline v0 {

// The calls of projects' API tokens, for the clients that have them.
template <class Client> class project_token_calls {
public:
  [[nodiscard]] auto create_project_api_token(api::create_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_api_token(api::get_project_api_token const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_api_token(api::get_project_api_token const& operation,
                                           api::get_project_api_token::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_project_api_token(api::update_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_project_api_token(api::delete_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0

// --- geai/client/authorization.hpp ---

namespace geai::inline v0 {

// The calls of the Security API, for the clients that have them.
template <class Client> class authorization_calls {
public:
  [[nodiscard]] auto get_oauth2_access_token(api::get_oauth2_access_token const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_oauth2_access_token(api::get_oauth2_access_token const& operation,
                                             api::get_oauth2_access_token::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto refresh_oauth2_access_token(api::refresh_oauth2_access_token const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_user_profile_information(
      api::get_user_profile_information const& operation = api::get_user_profile_information(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_user_profile_information(api::get_user_profile_information const& operation,
                                                  api::get_user_profile_information::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Obtains access tokens, and manages those of projects. Needs a base URL only; a project's tokens need a token of
// its organization too.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class auth_client
    : public basic_client<auth_client<Auth, Transport, Json>, detail::authorization_needs, Auth, Transport, Json>,
      public authorization_calls<auth_client<Auth, Transport, Json>>,
      public project_token_calls<auth_client<Auth, Transport, Json>> {
public:
  using auth_client::basic_client::basic_client;
};

template <class... Argument>
auth_client(Argument&&...) -> auth_client<detail::deduced_auth<detail::authorization_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/chat.hpp ---

// Chat, responses and images: rest-api.md sections 8 and 12 (docs.globant.ai wiki 34, 1180, 1183).

namespace geai::inline v0 {

// --- names of models --------------------------------------------------------------------------------------------------

// Who answers a chat: an agent of the lab, by its name, id or public name.
inline std::string agent_model_name(std::string_view agent) { return std::string("saia:agent:").append(agent); }
// A standard assistant, by its name, which may have spaces.
inline std::string assistant_model_name(std::string_view assistant) {
  return std::string("saia:assistant:").append(assistant);
}
// A RAG assistant, by the name of its search profile.
inline std::string search_model_name(std::string_view profile) { return std::string("saia:search:").append(profile); }
// A flow, by its bot id.
inline std::string flow_model_name(std::string_view bot_id) { return std::string("saia:flow:").append(bot_id); }
// A model itself: provider_model_name("openai", "gpt-4o").
inline std::string provider_model_name(std::string_view provider, std::string_view model) {
  return std::string(provider).append("/").append(model);
}

// --- what is said -----------------------------------------------------------------------------------------------------

// The function that a model wants to be called, and its arguments.
struct chat_function_call {
  std::string name{};
  std::string arguments{};  // a string that holds JSON
};

// A tool that the model wants to be called. In a chunk, the parts of one call have the same index: its id and name come
// once, its arguments in pieces.
struct chat_tool_call {
  std::optional<int> index{};  // only in chunks
  std::optional<std::string> id{};
  std::optional<std::string> type{};  // "function"
  std::optional<chat_function_call> function{};
};

// A message of a request. Has either `content` or `content_parts`.
struct chat_message {
  std::string role{};  // "system", "developer", "user", "assistant", "tool"
  std::optional<std::string> content{};
  raw_json content_parts{};  // in its place: an array of parts like {"type":"image_url","image_url":{"url":"..."}}
  std::optional<std::string> name{};
  std::optional<std::vector<chat_tool_call>> tool_calls{};  // of an assistant's message that is sent back
  std::optional<std::string> tool_call_id{};                // of a tool's message
};

// A message of an answer. Converts to what is sent back in the next request.
struct chat_reply {
  std::string role{};
  std::optional<std::string> content{};  // null beside tool calls
  std::optional<std::string> refusal{};
  std::vector<chat_tool_call> tool_calls{};
  raw_json function_call{};  // OpenAI's older form of tool_calls

  // As a message of the next request: the conversation goes on with it.
  operator chat_message() const {
    chat_message sent{.role = role, .content = content};
    if (!tool_calls.empty()) sent.tool_calls = tool_calls;
    return sent;
  }
};

// A value for a variable of an assistant or agent.
struct chat_variable {
  std::string key{};
  std::string value{};
};

// What the tokens of a usage were spent on.
struct token_details {
  std::optional<std::int64_t> reasoning_tokens{};
  std::optional<std::int64_t> cached_tokens{};
};

// What a chat used, in tokens and in money.
struct chat_usage {
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t total_tokens = 0;
  std::optional<double> prompt_cost{};
  std::optional<double> completion_cost{};
  std::optional<double> total_cost{};
  std::optional<std::string> currency{};  // "USD"
  std::optional<token_details> prompt_tokens_details{};
  std::optional<token_details> completion_tokens_details{};
};

// One of the answers of a chat; there is one unless more are asked for.
struct chat_choice {
  int index = 0;
  chat_reply message{};
  std::optional<std::string> finish_reason{};  // "stop", "length", "tool_calls", "content_filter", ...
  raw_json logprobs{};
};

// The whole answer.
struct chat_completion_answer {
  std::string id{};
  std::string object{};      // "chat.completion"
  std::int64_t created = 0;  // seconds since 1970
  std::string model{};
  std::vector<chat_choice> choices{};
  std::optional<chat_usage> usage{};
  std::optional<std::string> service_tier{};
  std::optional<std::string> system_fingerprint{};
};

// What a chunk adds to a message.
struct chat_delta {
  std::optional<std::string> role{};  // in the first chunk of a choice
  std::optional<std::string> content{};
  std::optional<std::string> refusal{};
  std::vector<chat_tool_call> tool_calls{};
  raw_json function_call{};
};

// What a bit of a stream adds to one of the answers.
struct chat_chunk_choice {
  int index = 0;
  chat_delta delta{};
  std::optional<std::string> finish_reason{};  // in the last chunk of a choice
  raw_json logprobs{};
};

// A piece of a streamed answer. Which of the choices are in it, if any, is the platform's to say.
struct chat_chunk {
  std::string id{};
  std::string object{};  // "chat.completion.chunk"
  std::int64_t created = 0;
  std::string model{};
  std::vector<chat_chunk_choice> choices{};
  std::optional<chat_usage> usage{};  // in the last chunk, where the platform counts
  std::optional<std::string> service_tier{};
  std::optional<std::string> system_fingerprint{};
};

// --- the Responses API ------------------------------------------------------------------------------------------------

// A part of an answer: a text, or a refusal.
struct response_content {
  std::string type{};  // "output_text", ...
  std::string text{};
  raw_json annotations{};
};

// Something that the model did: it said something ("message"), thought ("reasoning"), or wants a tool to be called
// ("function_call").
struct response_item {
  std::string type{};
  std::string id{};
  std::optional<std::string> status{};
  std::optional<std::string> role{};
  std::vector<response_content> content{};
  raw_json summary{};  // of "reasoning"
  std::optional<std::string> call_id{};
  std::optional<std::string> name{};
  std::optional<std::string> arguments{};  // a string that holds JSON
};

// What a model answers to get_response.
struct model_response {
  std::string id{};
  double created_at = 0;  // seconds since 1970
  std::string model{};
  std::optional<std::string> status{};
  std::vector<response_item> output{};
  std::optional<chat_usage> usage{};
  std::optional<std::string> previous_response_id{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<std::string> truncation{};
  std::optional<bool> parallel_tool_calls{};
  raw_json instructions{};
  raw_json metadata{};
  raw_json reasoning{};
  raw_json tools{};
  raw_json tool_choice{};
  raw_json incomplete_details{};
  raw_json text{};

  // All that was said, without what lies between.
  std::string output_text() const {
    std::string said;
    for (response_item const& item : output)
      for (response_content const& part : item.content)
        if (part.type == "output_text") said += part.text;
    return said;
  }
};

// --- images -----------------------------------------------------------------------------------------------------------

// Has the one or the other.
struct image {
  std::optional<std::string> url{};
  std::optional<std::string> b64_json{};
};

// Inferred from OpenAI's API; the platform shows no sample.
struct image_list {
  std::int64_t created = 0;  // seconds since 1970
  std::vector<image> data{};

  std::size_t size() const noexcept { return data.size(); }
  auto begin() const noexcept { return data.begin(); }
  auto end() const noexcept { return data.end(); }
};

// --- on the wire ------------------------------------------------------------------------------------------------------

template <>
struct model<chat_function_call>
    : fields<field<"name", &chat_function_call::name>, field<"arguments", &chat_function_call::arguments>> {};
template <>
struct model<chat_tool_call>
    : fields<field<"index", &chat_tool_call::index>, field<"id", &chat_tool_call::id>,
             field<"type", &chat_tool_call::type>, field<"function", &chat_tool_call::function>> {};
// Written only: one name is that of two members, of which one is set.
template <>
struct model<chat_message>
    : fields<field<"role", &chat_message::role>, field<"content", &chat_message::content>,
             field<"content", &chat_message::content_parts>, field<"name", &chat_message::name>,
             field<"tool_calls", &chat_message::tool_calls>, field<"tool_call_id", &chat_message::tool_call_id>> {};
template <>
struct model<chat_reply> : fields<field<"role", &chat_reply::role>, field<"content", &chat_reply::content>,
                                  field<"refusal", &chat_reply::refusal>, field<"tool_calls", &chat_reply::tool_calls>,
                                  field<"function_call", &chat_reply::function_call>> {};
template <>
struct model<chat_variable> : fields<field<"key", &chat_variable::key>, field<"value", &chat_variable::value>> {};
template <>
struct model<token_details> : fields<field<"reasoning_tokens", &token_details::reasoning_tokens>,
                                     field<"cached_tokens", &token_details::cached_tokens>> {};
// The Responses API counts under the other names.
template <>
struct model<chat_usage>
    : fields<field<"prompt_tokens", &chat_usage::prompt_tokens>, other_name<"input_tokens", &chat_usage::prompt_tokens>,
             field<"completion_tokens", &chat_usage::completion_tokens>,
             other_name<"output_tokens", &chat_usage::completion_tokens>,
             field<"total_tokens", &chat_usage::total_tokens>, field<"prompt_cost", &chat_usage::prompt_cost>,
             field<"completion_cost", &chat_usage::completion_cost>, field<"total_cost", &chat_usage::total_cost>,
             field<"currency", &chat_usage::currency>,
             field<"prompt_tokens_details", &chat_usage::prompt_tokens_details>,
             field<"completion_tokens_details", &chat_usage::completion_tokens_details>> {};
template <>
struct model<chat_choice>
    : fields<field<"index", &chat_choice::index>, field<"message", &chat_choice::message>,
             field<"finish_reason", &chat_choice::finish_reason>, field<"logprobs", &chat_choice::logprobs>> {};
template <>
struct model<chat_completion_answer>
    : fields<field<"id", &chat_completion_answer::id>, field<"object", &chat_completion_answer::object>,
             field<"created", &chat_completion_answer::created>, field<"model", &chat_completion_answer::model>,
             field<"choices", &chat_completion_answer::choices>, field<"usage", &chat_completion_answer::usage>,
             field<"service_tier", &chat_completion_answer::service_tier>,
             field<"system_fingerprint", &chat_completion_answer::system_fingerprint>> {};
template <>
struct model<chat_delta> : fields<field<"role", &chat_delta::role>, field<"content", &chat_delta::content>,
                                  field<"refusal", &chat_delta::refusal>, field<"tool_calls", &chat_delta::tool_calls>,
                                  field<"function_call", &chat_delta::function_call>> {};
template <>
struct model<chat_chunk_choice>
    : fields<field<"index", &chat_chunk_choice::index>, field<"delta", &chat_chunk_choice::delta>,
             field<"finish_reason", &chat_chunk_choice::finish_reason>,
             field<"logprobs", &chat_chunk_choice::logprobs>> {};
template <>
struct model<chat_chunk>
    : fields<field<"id", &chat_chunk::id>, field<"object", &chat_chunk::object>, field<"created", &chat_chunk::created>,
             field<"model", &chat_chunk::model>, field<"choices", &chat_chunk::choices>,
             field<"usage", &chat_chunk::usage>, field<"service_tier", &chat_chunk::service_tier>,
             field<"system_fingerprint", &chat_chunk::system_fingerprint>> {};

template <>
struct model<response_content> : fields<field<"type", &response_content::type>, field<"text", &response_content::text>,
                                        field<"annotations", &response_content::annotations>> {};
template <>
struct model<response_item>
    : fields<field<"type", &response_item::type>, field<"id", &response_item::id>,
             field<"status", &response_item::status>, field<"role", &response_item::role>,
             field<"content", &response_item::content>, field<"summary", &response_item::summary>,
             field<"call_id", &response_item::call_id>, field<"name", &response_item::name>,
             field<"arguments", &response_item::arguments>> {};
template <>
struct model<model_response>
    : fields<field<"id", &model_response::id>, field<"created_at", &model_response::created_at>,
             field<"model", &model_response::model>, field<"status", &model_response::status>,
             field<"output", &model_response::output>, field<"usage", &model_response::usage>,
             field<"previous_response_id", &model_response::previous_response_id>,
             field<"temperature", &model_response::temperature>, field<"top_p", &model_response::top_p>,
             field<"truncation", &model_response::truncation>,
             field<"parallel_tool_calls", &model_response::parallel_tool_calls>,
             field<"instructions", &model_response::instructions>, field<"metadata", &model_response::metadata>,
             field<"reasoning", &model_response::reasoning>, field<"tools", &model_response::tools>,
             field<"tool_choice", &model_response::tool_choice>,
             field<"incomplete_details", &model_response::incomplete_details>, field<"text", &model_response::text>> {};
template <> struct model<image> : fields<field<"url", &image::url>, field<"b64_json", &image::b64_json>> {};
template <>
struct model<image_list> : fields<field<"created", &image_list::created>, field<"data", &image_list::data>> {};

namespace api {

// One answer to a conversation, whole (Client::call) or bit by bit (Client::stream). Never sent twice: it costs.
struct chat_completion {
  std::string model{};  // see agent_model_name() and its neighbours
  std::vector<chat_message> messages{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<double> frequency_penalty{};
  std::optional<double> presence_penalty{};
  std::optional<int> max_tokens{};  // of the answer; on the wire, max_completion_tokens
  std::optional<std::vector<std::string>> stop{};
  std::optional<std::int64_t> seed{};
  std::optional<std::string> user{};
  std::optional<bool> store{};
  std::optional<raw_json> metadata{};
  std::optional<bool> logprobs{};
  std::optional<int> top_logprobs{};
  std::optional<raw_json> stream_options{};  // {"include_usage":true}
  std::optional<raw_json> response_format{};
  std::optional<raw_json> tools{};
  std::optional<raw_json> tool_choice{};
  std::optional<std::string> reasoning_effort{};          // "low", "medium", "high"
  std::optional<std::vector<chat_variable>> variables{};  // of the assistant or agent
  std::optional<int> revision{};                          // of the assistant
  // The conversation. Flows: any text, forgotten after 10 minutes. Agents: a UUID that is not in use; all messages must
  // be sent still.
  std::optional<std::string> thread_id{};
  std::optional<bool> cache{};  // whether the platform may answer from its cache

  using answer = chat_completion_answer;
  using chunk = chat_chunk;
  static constexpr bool streams = true;

  using endpoint = post<"/chat">;
  using parameters =
      fields<field<"model", &chat_completion::model>, field<"messages", &chat_completion::messages>,
             field<"temperature", &chat_completion::temperature>, field<"top_p", &chat_completion::top_p>,
             field<"frequency_penalty", &chat_completion::frequency_penalty>,
             field<"presence_penalty", &chat_completion::presence_penalty>,
             field<"max_completion_tokens", &chat_completion::max_tokens>, field<"stop", &chat_completion::stop>,
             field<"seed", &chat_completion::seed>, field<"user", &chat_completion::user>,
             field<"store", &chat_completion::store>, field<"metadata", &chat_completion::metadata>,
             field<"logprobs", &chat_completion::logprobs>, field<"top_logprobs", &chat_completion::top_logprobs>,
             field<"stream_options", &chat_completion::stream_options>,
             field<"response_format", &chat_completion::response_format>, field<"tools", &chat_completion::tools>,
             field<"tool_choice", &chat_completion::tool_choice>,
             field<"reasoning_effort", &chat_completion::reasoning_effort>,
             field<"variables", &chat_completion::variables>, field<"revision", &chat_completion::revision>,
             header<"saia-conversation-id", &chat_completion::thread_id>,
             header<"X-Saia-Cache-Enabled", &chat_completion::cache>>;

  result<void> check() const {
    for (chat_message const& each : messages) {
      if (each.role.empty()) return error(errc::missing_requirement, "messages.role is empty; each message needs one");
      if (each.content && !each.content_parts.empty())
        return error(errc::invalid_argument, "messages.content and content_parts are both set; keep one of them");
    }
    return {};
  }

  // A whole answer as the only chunk of a stream.
  static chat_chunk as_chunk(chat_completion_answer&& whole) {
    chat_chunk made{.id = std::move(whole.id),
                    .object = std::move(whole.object),
                    .created = whole.created,
                    .model = std::move(whole.model),
                    .usage = std::move(whole.usage),
                    .service_tier = std::move(whole.service_tier),
                    .system_fingerprint = std::move(whole.system_fingerprint)};
    for (chat_choice& each : whole.choices) {
      chat_reply& said = each.message;
      made.choices.push_back({.index = each.index,
                              .delta = {.role = std::move(said.role),
                                        .content = std::move(said.content),
                                        .refusal = std::move(said.refusal),
                                        .tool_calls = std::move(said.tool_calls),
                                        .function_call = std::move(said.function_call)},
                              .finish_reason = std::move(each.finish_reason),
                              .logprobs = std::move(each.logprobs)});
    }
    return made;
  }
};

// One answer of the Responses API, which serves OpenAI's models only. Without streaming, whose events the platform does
// not document.
struct get_response {
  std::string model{};                    // "openai/..."
  std::optional<std::string> input{};     // either this ...
  std::optional<raw_json> input_items{};  // ... or an array of items
  std::optional<std::string> instructions{};
  std::optional<int> max_output_tokens{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<raw_json> tools{};
  std::optional<raw_json> tool_choice{};
  std::optional<raw_json> reasoning{};  // {"effort":"low"}
  std::optional<std::string> truncation{};
  std::optional<bool> parallel_tool_calls{};
  std::optional<bool> store{};
  std::optional<raw_json> metadata{};
  std::optional<std::string> user{};

  using answer = model_response;
  using endpoint = post<"/responses">;
  using parameters =
      fields<field<"model", &get_response::model>, field<"input", &get_response::input>,
             field<"input", &get_response::input_items>, field<"instructions", &get_response::instructions>,
             field<"max_output_tokens", &get_response::max_output_tokens>,
             field<"temperature", &get_response::temperature>, field<"top_p", &get_response::top_p>,
             field<"tools", &get_response::tools>, field<"tool_choice", &get_response::tool_choice>,
             field<"reasoning", &get_response::reasoning>, field<"truncation", &get_response::truncation>,
             field<"parallel_tool_calls", &get_response::parallel_tool_calls>, field<"store", &get_response::store>,
             field<"metadata", &get_response::metadata>, field<"user", &get_response::user>>;

  result<void> check() const {
    if (!input && !input_items) return error(errc::missing_requirement, "input is empty; the operation requires it");
    if (input && input_items)
      return error(errc::invalid_argument, "input and input_items are both set; keep one of them");
    return {};
  }
};

// The same with files, which makes it multipart/form-data: what is neither a text nor a number is sent as its JSON (inferred).
struct get_response_with_files {
  std::string model{};  // "openai/..."
  std::vector<file_upload> files{};
  std::optional<std::string> input{};     // either this ...
  std::optional<raw_json> input_items{};  // ... or an array of items
  std::optional<std::string> instructions{};
  std::optional<int> max_output_tokens{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<raw_json> tools{};
  std::optional<raw_json> tool_choice{};
  std::optional<raw_json> reasoning{};  // {"effort":"low"}
  std::optional<std::string> truncation{};
  std::optional<bool> parallel_tool_calls{};
  std::optional<bool> store{};
  std::optional<raw_json> metadata{};
  std::optional<std::string> user{};

  using answer = model_response;
  using endpoint = post<"/responses">;
  using parameters =
      fields<part<"model", &get_response_with_files::model>, numbered_part<"file", &get_response_with_files::files>,
             part<"input", &get_response_with_files::input>, part<"input", &get_response_with_files::input_items>,
             part<"instructions", &get_response_with_files::instructions>,
             part<"max_output_tokens", &get_response_with_files::max_output_tokens>,
             part<"temperature", &get_response_with_files::temperature>, part<"top_p", &get_response_with_files::top_p>,
             part<"tools", &get_response_with_files::tools>, part<"tool_choice", &get_response_with_files::tool_choice>,
             part<"reasoning", &get_response_with_files::reasoning>,
             part<"truncation", &get_response_with_files::truncation>,
             part<"parallel_tool_calls", &get_response_with_files::parallel_tool_calls>,
             part<"store", &get_response_with_files::store>, part<"metadata", &get_response_with_files::metadata>,
             part<"user", &get_response_with_files::user>>;

  result<void> check() const {
    if (!input && !input_items) return error(errc::missing_requirement, "input is empty; the operation requires it");
    if (input && input_items)
      return error(errc::invalid_argument, "input and input_items are both set; keep one of them");
    return {};
  }
};

struct generate_image {
  std::string model{};
  std::string prompt{};
  std::optional<int> n{};             // how many
  std::optional<std::string> size{};  // "1024x1024"
  std::optional<std::string> quality{};
  std::optional<std::string> aspect_ratio{};  // "16:9"

  using answer = image_list;
  using endpoint = post<"/images/generations">;
  using parameters =
      fields<field<"model", &generate_image::model>, field<"prompt", &generate_image::prompt>,
             field<"n", &generate_image::n>, field<"size", &generate_image::size>,
             field<"quality", &generate_image::quality>, field<"aspectRatio", &generate_image::aspect_ratio>>;
};

struct edit_image {
  std::string model{};
  std::string prompt{};
  std::string image{};  // a URL
  std::optional<int> n{};
  std::optional<std::string> size{};
  std::optional<std::string> quality{};

  using answer = image_list;
  using endpoint = post<"/images/edits">;
  using parameters = fields<field<"model", &edit_image::model>, field<"prompt", &edit_image::prompt>,
                            field<"image", &edit_image::image>, field<"n", &edit_image::n>,
                            field<"size", &edit_image::size>, field<"quality", &edit_image::quality>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/http/sse.hpp ---

namespace geai::inline v0::http {

// An event of an event stream. Views, valid until the parser is called again and as long as the chunk is where it was.
struct sse_event {
  std::string_view type = "message";  // what `event:` says
  std::string_view data{};            // the lines of `data:`, joined by LF
  std::string_view id{};              // the last `id:` of the stream so far, this event's or an earlier one's
};

// Reads text/event-stream (WHATWG HTML, 9.2.6) as it arrives, in chunks that may end anywhere: inside of a line, of a
// line end, of a UTF-8 character, of the byte order mark. Each byte is looked at once. A line that is whole in its chunk
// is not copied, nor is the data of an event whose last line is in the chunk of its only `data:` line.
//
// Beyond the standard: what is not UTF-8 is handed on as it is; `limit` bounds the memory. An event that the stream's
// end cuts off is never seen, as the standard wants: an event ends with an empty line.
class sse_parser {
public:
  // Bytes of an event.
  static constexpr std::size_t default_limit = 16u << 20;

  // `limit`: bytes of all `data:` lines of an event together with any one line of it; more is errc::too_large.
  explicit sse_parser(std::size_t limit = default_limit) noexcept : limit_(limit) {}

  // Looks for the next event in `chunk` and takes from its front what it has read. True: `event` is set, and there may
  // be another one in what is left of the chunk. False: the chunk is used up; call again with the next one. After an
  // error, always that error.
  result<bool> next(std::string_view& chunk, sse_event& event) {
    if (find(chunk, event)) return true;
    if (too_large_) return limit_error();
    return false;
  }

  // Calls `sink` with each sse_event that ends in this chunk.
  template <class Sink> result<void> feed(std::string_view chunk, Sink&& sink) {
    sse_event event;
    while (find(chunk, event)) sink(static_cast<sse_event const&>(event));
    if (too_large_) return limit_error();
    return {};
  }

  // The last valid `retry:`; after a reconnect, the server wants last_event_id() in the header Last-Event-ID.
  std::optional<std::chrono::milliseconds> retry() const noexcept { return retry_; }
  std::string_view last_event_id() const noexcept { return last_id_; }

private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

  // next(), for which too_large_ says that there was an error.
  bool find(std::string_view& chunk, sse_event& event) {
    if (dispatched_) forget_event();
    while (!chunk.empty() && !too_large_) {
      if (after_cr_) {
        after_cr_ = false;
        if (chunk.front() == '\n') {
          chunk.remove_prefix(1);
          continue;
        }
      }
      if (mark_seen_ != byte_order_mark.size()) {
        skip_byte_order_mark(chunk);
        continue;
      }
      std::size_t const end = line_end(chunk);
      std::string_view line = chunk.substr(0, end);
      too_large_ = line.size() > limit_ - data_size_ - line_.size();  // which never are more than the limit together
      if (too_large_) return false;
      if (end == chunk.size()) {
        line_.append(line);
        chunk = {};
        break;
      }
      after_cr_ = chunk[end] == '\r';
      chunk.remove_prefix(end + 1);
      bool const kept = !line_.empty();
      if (kept) line = line_.append(line);
      if (line.empty()) {
        if (dispatch(event)) return true;
      } else {
        take_line(line, kept);
        if (kept) line_.clear();
      }
    }
    keep_data();
    cr_left_ = lf_left_ = unknown;
    return false;
  }

  // Where the first CR or LF stands; the size when there is none. Each is searched for on its own, past lines that end with
  // the other one, and remembered until the chunk gets there: nothing is as fast as memchr.
  std::size_t line_end(std::string_view chunk) noexcept {
    auto const left_from = [chunk](char wanted) {
      std::size_t const found = chunk.find(wanted);
      return found == chunk.npos ? 0 : chunk.size() - found;
    };
    if (cr_left_ > chunk.size()) cr_left_ = left_from('\r');
    if (lf_left_ > chunk.size()) lf_left_ = left_from('\n');
    return chunk.size() - std::max(cr_left_, lf_left_);
  }

  // What turns out to be no mark after all is the beginning of the first line.
  void skip_byte_order_mark(std::string_view& chunk) {
    if (chunk.front() == byte_order_mark[mark_seen_]) {
      chunk.remove_prefix(1);
      ++mark_seen_;
      return;
    }
    line_ = byte_order_mark.substr(0, mark_seen_);
    too_large_ = line_.size() > limit_;
    mark_seen_ = byte_order_mark.size();
  }

  // A line that is not empty. `kept`: it is in memory of ours that will be used again.
  void take_line(std::string_view line, bool kept) {
    constexpr std::string_view usual = "data: ";
    if (line.starts_with(usual)) return take_data(line.substr(usual.size()), kept);
    std::size_t const colon = line.find(':');
    if (colon == 0) return;  // a comment
    std::string_view const name = line.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);

    if (name == "data") {
      take_data(value, kept);
    } else if (name == "event") {
      type_ = value;
    } else if (name == "id") {
      if (value.find('\0') != std::string_view::npos) return;
      id_ = value;
      has_id_ = true;
    } else if (name == "retry") {
      take_retry(value);
    }
  }

  void take_data(std::string_view value, bool kept) {
    keep_data();
    if (has_data_) {
      data_.push_back('\n');
      data_.append(value);
    } else if (kept) {
      data_ = value;
    } else {
      data_in_chunk_ = value;
    }
    has_data_ = true;
    data_size_ = std::min(limit_, data_size_ + value.size() + 1);
  }

  void take_retry(std::string_view value) noexcept {
    std::chrono::milliseconds::rep count = 0;
    if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) return;
    if (std::from_chars(value.data(), value.data() + value.size(), count).ec == std::errc{})
      retry_ = std::chrono::milliseconds(count);
  }

  // Takes over what still is in a chunk.
  void keep_data() {
    if (data_in_chunk_.data() == nullptr) return;
    data_ = data_in_chunk_;
    data_in_chunk_ = {};
  }

  bool dispatch(sse_event& event) {
    dispatched_ = true;
    if (has_id_) last_id_ = id_;
    has_id_ = false;
    if (!has_data_) {
      forget_event();
      return false;
    }
    event.type = type_.empty() ? std::string_view("message") : std::string_view(type_);
    event.data = data_in_chunk_.data() != nullptr ? data_in_chunk_ : std::string_view(data_);
    event.id = last_id_;
    return true;
  }

  void forget_event() noexcept {
    dispatched_ = has_data_ = false;
    data_in_chunk_ = {};
    data_.clear();
    data_size_ = 0;
    type_.clear();
  }

  error limit_error() const {
    error what(errc::too_large, "an event of the stream is over the limit of " + std::to_string(limit_) + " bytes");
    what.phase = phase::receive;
    return what;
  }

  std::size_t limit_;
  std::size_t mark_seen_ = 0;  // bytes of the byte order mark; all of them also when there was none
  // How much of the chunk is left where the next one stands: 0 when there is none, too much when it was not searched for.
  std::size_t cr_left_ = unknown;
  std::size_t lf_left_ = unknown;
  std::string line_{};                // the beginning of a line that is not complete
  std::string data_{};                // of the event under way ...
  std::string_view data_in_chunk_{};  // ... or this, when not null
  std::size_t data_size_ = 0;
  std::string type_{};
  std::string id_{};
  std::string last_id_{};  // id_ as of the last empty line
  std::optional<std::chrono::milliseconds> retry_{};
  bool has_data_ = false;
  bool has_id_ = false;  // last_id_ is to become id_
  bool after_cr_ = false;
  bool dispatched_ = false;  // the event was handed out and its memory is in use until the next call
  bool too_large_ = false;
};

}  // namespace geai::inline v0::http

// --- geai/client/stream.hpp ---

// Operations whose answer comes bit by bit, as server-sent events. Such an operation says
//
//   static constexpr bool streams = true;
//   using chunk = chat_chunk;                                 // a model: what the data of an event is
//   static chunk as_chunk(answer&& whole);                    // optional: the answer of a server that does not stream
//
// Client::stream() sends it with `"stream": true` in its body, Client::call() without.

namespace geai::inline v0::api {

// An operation whose answer may come bit by bit.
template <class Op>
concept streaming_operation = operation<Op> && requires {
  typename Op::chunk;
  requires Op::streams;
};

namespace detail {

template <class Op> struct streamed;

template <class Op, class Parameter> struct streamed_parameter : Parameter {
  using object = streamed<Op>;
  static typename Parameter::type const& get(streamed<Op> const& from) { return Parameter::get(from.operation); }
};

template <class Op> struct stream_flag {
  using object = streamed<Op>;
  using type = bool;
  static constexpr std::string_view name = "stream";
  static constexpr bool written = true;
  static constexpr bool value = true;
  static bool const& get(streamed<Op> const&) noexcept { return value; }
};

template <class Op, class Parameters> struct streamed_parameters;

template <class Op, class... Parameter> struct streamed_parameters<Op, fields<Parameter...>> {
  using type = fields<streamed_parameter<Op, Parameter>..., stream_flag<Op>>;
};

// An operation as it is sent when its answer is to be streamed: an operation of its own.
template <class Op> struct streamed {
  Op const& operation;

  using answer = typename Op::answer;
  using endpoint = typename Op::endpoint;
  using parameters = typename streamed_parameters<Op, typename Op::parameters>::type;
  static constexpr api::traits traits = traits_of<Op>();

  result<void> check() const {
    if constexpr (requires { operation.check(); })
      return operation.check();
    else
      return {};
  }
};

}  // namespace detail
}  // namespace geai::inline v0::api

namespace geai::inline v0 {

namespace detail {

// Stands for the body of a transport that has none to pull, so that only the assertion speaks.
struct no_stream {
  result<std::size_t> read(std::string&) { return std::size_t{0}; }
};

template <class Transport> struct stream_of { using type = no_stream; };
template <transport::streaming Transport> struct stream_of<Transport> {
  using type = typename decltype(std::declval<Transport&>().stream(std::declval<http::request const&>(),
                                                                   std::declval<http::response&>()))::value_type;
};

// A 2xx that is one document after all: an error in the platform's words, or the answer of a server that does not
// stream. A server that does not say what it sends is taken at the client's word.
inline bool is_document(http::response const& head) noexcept {
  for (std::string_view type = head.header("content-type"); type.size() >= 4; type.remove_prefix(1))
    if (http::same_name(type.substr(0, 4), "json") || http::same_name(type.substr(0, 4), "html")) return true;
  return false;
}

// The way from the bytes of a body to its chunks, and all that it works with: it stays at its address. It waits for
// nothing; whoever brings the bytes asks for the next step().
template <class Chunk, class Json> class chunk_reader {
public:
  enum class step : unsigned char {
    element,   // current() is the next one; an error is the last
    more,      // read into fresh_bytes(), and feed() what the read said
    farewell,  // the last event was there: read on into fresh_bytes() until the end, but not past the request's deadline
    end
  };

  chunk_reader(exchange_pool& pool, Json& json, std::string_view operation)
      : exchange(pool), json_(json), operation_(operation) {}
  chunk_reader(chunk_reader&&) = delete;

  // Whether what was opened is a stream, and not a response that is whole already.
  bool is_open() const noexcept { return open_; }

  // The stream begins: from here on, only silence and the deadline that the caller set limit it.
  void begin(std::string_view token, bool keep_deadline) noexcept {
    token_ = token;
    if (!keep_deadline) request_.deadline = http::no_deadline;
  }

  // The only element of a stream that was none.
  void set_only(Chunk&& only) {
    exchange->watch.reset();
    current_.emplace(std::move(only));
    only_ = true;
  }

  exchange_lease exchange;

protected:
  // An attempt begins.
  http::request const& begin_attempt(http::request const& attempt) noexcept {
    open_ = false;
    began_ = http::clock::now();
    return request_ = attempt;
  }

  // What became of it. The error of one that failed is told by the engine, unless it is that of a stream that breaks.
  result<void> end_attempt(result<void> opened, http::response& head) {
    if (!opened)
      note(opened.error().message);
    else if (head.status < 200 || head.status >= 300)
      note(read_failure(json_, head, secrets_of(*exchange)).message);
    return opened;
  }

  // A head came; false when its body is to be read as a whole, see add_to_whole().
  bool take_head(http::response const& head) noexcept {
    return open_ = head.status >= 200 && head.status < 300 && !is_document(head);
  }

  // What a read of a whole body said: whether there is more.
  result<bool> add_to_whole(result<std::size_t> const& read, std::string const& into) const {
    if (!read) return read.error();
    if (into.size() <= request_.body_limit) return *read != 0;
    error what(errc::too_large,
               "the response's body is over the limit of " + std::to_string(request_.body_limit) + " bytes");
    what.phase = phase::receive;
    return what;
  }

  step next_step() {
    if (std::exchange(only_, false)) return step::element;
    http::sse_event event;
    while (open_) {
      if (request_.stop.stop_requested()) return fail(cancelled());
      result<bool> const found = events_.next(unread_, event);
      if (!found) return fail(found.error());
      if (!*found) return step::more;
      std::string_view const data = trimmed(event.data);
      if (data.empty()) continue;
      if (data == "[DONE]") {
        open_ = false;
        exchange->watch.reset();
        http::clock::time_point const soon = http::clock::now() + farewell;
        if (soon < request_.deadline) request_.deadline = soon;
        return step::farewell;
      }
      return take(event.type, data);
    }
    return step::end;
  }

  std::string& fresh_bytes() noexcept {
    bytes_.clear();
    unread_ = {};
    return bytes_;
  }

  // What the read into fresh_bytes() said; false when current() is the error that ends the stream.
  bool feed(result<std::size_t> const& read) {
    if (!read) {
      fail(read.error());
    } else if (*read == 0) {
      error what(errc::transport, "the stream ended before its last event ([DONE]); what came is not complete");
      what.phase = phase::receive;
      fail(std::move(what));
    } else {
      pad<Chunk>(bytes_);
      unread_ = bytes_;
    }
    return open_;
  }

  result<Chunk> const* current() const noexcept { return &*current_; }

private:
  // How long the end of the body may be in coming after the last event, so that the connection can be used again.
  static constexpr std::chrono::milliseconds farewell{20};

  static std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blank = " \t\r\n";
    std::size_t const begin = text.find_first_not_of(blank);
    return begin == text.npos ? std::string_view{} : text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
  }

  // The data of an event is an answer of its own, which may say that it failed.
  step take(std::string_view type, std::string_view data) {
    http::response& head = exchange->response;
    if (data.data() < bytes_.data() || data.data() >= bytes_.data() + bytes_.size()) {  // it has come in several reads
      head.body = data;
      pad<Chunk>(head.body);
      data = head.body;
    }
    current_.emplace(boost::system::in_place_value);
    if (result<void> read = read_answer_fresh(json_, data, head, known_secrets(token_), **current_); !read)
      return fail(std::move(read).error());
    return type == "error" ? fail(response_error(head, data, {}, token_)) : step::element;
  }

  static error cancelled() {
    error what(errc::cancelled, "cancelled (phase: receive)");
    what.phase = phase::receive;
    return what;
  }

  void note(std::string_view cause) {
    auto const duration = std::chrono::ceil<std::chrono::milliseconds>(http::clock::now() - began_);
    attempts_.push_back({static_cast<int>(attempts_.size()) + 1, duration, std::string(cause)});
  }

  step fail(error what) {
    http::response const& head = exchange->response;
    if (what.http_status == 0) what.http_status = head.status;
    if (what.request_id.empty()) what.request_id = known_secrets(token_).hide(head.header("x-request-id"));
    if (!what.retry_after) what.retry_after = http::retry_after(head.headers, std::chrono::system_clock::now());
    if (what.phase == phase::none) what.phase = phase::receive;
    exchange->fail(what);
    note(what.message);
    what.attempts = std::move(attempts_);
    what.operation = operation_;
    what.message.insert(0, ": ").insert(0, operation_);
    current_.emplace(std::move(what));
    open_ = false;
    return step::element;
  }

  Json& json_;
  std::string_view operation_;
  std::string_view token_{};  // of the request, for keeping it out of errors
  http::request request_{};
  http::clock::time_point began_{};  // the attempt under way
  std::vector<attempt> attempts_{};  // those before it
  http::sse_parser events_{};
  std::string bytes_{};        // what was read last ...
  std::string_view unread_{};  // ... and of it, what was not parsed yet
  bool open_ = false;
  bool only_ = false;
  std::optional<result<Chunk>> current_{};  // made anew for each event: nothing is moved
};

// A body that is under way, pulled by reads that block.
template <class Chunk, class Transport, class Json> class stream_state final : public chunk_reader<Chunk, Json> {
  using reader = chunk_reader<Chunk, Json>;
  using typename reader::step;

public:
  using reader::reader;

  // One attempt: like Transport::send(), except that the body of a stream is not read.
  result<void> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    return this->end_attempt(open_body(wire, this->begin_attempt(attempt), head), head);
  }

  // Null at the end. An error is the last element.
  result<Chunk> const* next() {
    for (;;) switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          return this->current();
        case step::end: return nullptr;
        case step::more:
          if (this->feed(body_->read(this->fresh_bytes()))) break;
          body_.reset();
          return this->current();
        case step::farewell:
          for (result<std::size_t> read = 1; read && *read != 0;) read = body_->read(this->fresh_bytes());
          body_.reset();
          return nullptr;
      }
  }

private:
  result<void> open_body(Transport& wire, http::request const& attempt, http::response& head) {
    auto opened = wire.stream(attempt, head);
    if (!opened) return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) return {};
    for (;;) {
      result<bool> const more = this->add_to_whole(body_->read(head.body), head.body);
      if (more && *more) continue;
      body_.reset();
      return more ? result<void>{} : more.error();
    }
  }

  std::optional<typename stream_of<Transport>::type> body_{};  // goes first: it borrows the rest
};

// A stream's own header, unless the caller has one.
inline void accept_events(call_options const& options, exchange& into) {
  for (name_value const& each : options.headers)
    if (http::same_name(each.name, "Accept")) return;
  into.headers.add("Accept", "text/event-stream, application/json");
}

// Behind the attempts: what was opened is a stream, or an answer that is whole.
template <class Op, class Json, class State>
result<void> begin_stream(Json& json, State& under_way, bool keep_deadline) {
  exchange& with = *under_way.exchange;
  under_way.begin(token_of(with.headers), keep_deadline);
  if (under_way.is_open()) return {};
  auto whole = read_answer<typename Op::answer>(json, with.response, secrets_of(with));
  if (!whole) return about(api::name_of<Op>(), with, whole.error());
  if constexpr (requires { Op::as_chunk(*std::move(whole)); }) {
    under_way.set_only(Op::as_chunk(*std::move(whole)));
    return {};
  } else {
    error what(errc::decode, "the platform answered with one document, where an event stream was promised");
    what.phase = phase::decode;
    return about(api::name_of<Op>(), with, std::move(what));
  }
}

}  // namespace detail

// What Client::stream() returns: the chunks of an answer as they come, an input range of result<Chunk>.
//
//   for (geai::result<geai::chat_chunk> const& each : chat.stream_completion({...}).value()) ...
//
// - To go on waits for the next chunk. An error is the last element: a stream that simply ends was complete.
// - To leave the loop, by whatever way, and destroy the range stops the transfer and closes its connection at once;
//   nothing is ever sent again.
// - An error lists the attempts of the call, of which the last is the stream that broke. (One that was not sent, since
//   there was no token for it, is not among them.)
// - An element is valid until the range goes on. The range is traversed once, by one thread at a time.
// - The range works with the memory and the connections of its client, which must outlive it (it may be moved).
template <class Chunk, class Transport, class Json> class event_stream {
  using state = detail::stream_state<Chunk, Transport, Json>;

public:
  using value_type = result<Chunk>;
  using iterator = detail::pull_iterator<state, value_type>;

  explicit event_stream(std::unique_ptr<state> under_way) noexcept : state_(std::move(under_way)) {}

  // Waits for the first chunk. To be called once.
  iterator begin() { return iterator(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }

  // The next chunk; null at the end. What the iterators do, for other loops.
  result<Chunk> const* next() { return state_->next(); }

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, event_stream const&) {
    out << "an event stream";
    return out;
  }

private:
  std::unique_ptr<state> state_;
};

template <class Self, class Needs, class Auth, class Transport, class Json>
template <api::operation Op>
auto basic_client<Self, Needs, Auth, Transport, Json>::stream(Op const& operation, call_options const& options) const {
  check_host<Op>();
  static_assert(transport::streaming<Transport> || transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `geai::result<S> stream(geai::http::request const&, "
                "geai::http::response&)` with `geai::result<std::size_t> S::read(std::string&)`");
  static_assert(transport::streaming_async<Transport> || !transport::asynchronous<Transport>,
                "geai: this Transport cannot stream; it lacks `stream_async(geai::http::request const&, "
                "geai::http::response&)`, to be awaited for a geai::result<A> (geai/transport/policy.hpp)");
  static_assert(api::streaming_operation<Op>, "geai: this operation does not stream; use call()");
  if constexpr (transport::streaming<Transport> && api::streaming_operation<Op>) {
    using chunk = typename Op::chunk;
    using stream_type = event_stream<chunk, Transport, Json>;
    auto under_way = std::make_unique<detail::stream_state<chunk, Transport, Json>>(engine_->exchanges, engine_->json,
                                                                                    api::name_of<Op>());
    detail::exchange& exchange = *under_way->exchange;
    detail::accept_events(options, exchange);
    auto const carry = [&](http::request const& rq, http::response& rs) {
      return under_way->open(engine_->transport, rq, rs);
    };
    using asked = api::detail::streamed<Op>;
    if (result<void> sent = engine_->send(asked{operation}, options, exchange, detail::accept::success, carry); !sent)
      return result<stream_type>(engine_->failed(engine_type::template traits_of<asked>, exchange, sent));
    if (result<void> begun = detail::begin_stream<Op>(engine_->json, *under_way, options.timeout.has_value()); !begun)
      return result<stream_type>(begun.error());
    return result<stream_type>(stream_type(std::move(under_way)));
  } else if constexpr (transport::streaming_async<Transport> && api::streaming_operation<Op>) {
    return awaiting<Op>::stream(engine_, operation, options);
  }
}

}  // namespace geai::inline v0

// --- geai/client/chat.hpp ---

namespace geai::inline v0 {

// The calls of the chat, for the clients that have them.
template <class Client> class chat_calls {
public:
  [[nodiscard]] auto completion(api::chat_completion const& operation,
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // The answer bit by bit: result<event_stream>, an input range of result<chat_chunk>. The client must outlive it.
  [[nodiscard]] auto stream_completion(api::chat_completion const& operation,
                                       call_options const& options = call_options()) const {
    return self().stream(operation, options);
  }

  [[nodiscard]] auto get_response(api::get_response const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_response(api::get_response const& operation, api::get_response::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_response_with_files(api::get_response_with_files const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_response_with_files(api::get_response_with_files const& operation,
                                             api::get_response_with_files::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto generate_image(api::generate_image const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto edit_image(api::edit_image const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Conversations with agents, assistants, flows and models.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class chat_client
    : public basic_client<chat_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public chat_calls<chat_client<Auth, Transport, Json>> {
public:
  using chat_client::basic_client::basic_client;
};

template <class... Argument>
chat_client(Argument&&...) -> chat_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/base64.hpp ---

namespace geai::inline v0 {

// The 32-bit floats, little-endian, whose bytes are given in base64. Errors: errc::decode, when they are none.
inline result<std::vector<float>> unpack_floats(std::string_view base64) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (int padding = 0; padding != 2 && base64.ends_with('='); ++padding) base64.remove_suffix(1);

  std::vector<float> values;
  values.reserve(base64.size() * 3 / 16);
  std::uint64_t bits = 0;  // the first byte of a float is the lowest
  unsigned bytes = 0;
  std::uint32_t group = 0;
  unsigned group_bits = 0;
  for (char const c : base64) {
    std::size_t const digit = digits.find(c);
    if (digit == std::string_view::npos) return error(errc::decode, "a character in base64 text is no digit of base64");
    group = group << 6 | static_cast<std::uint32_t>(digit);
    group_bits += 6;
    if (group_bits < 8) continue;
    group_bits -= 8;
    bits |= std::uint64_t{group >> group_bits & 0xff} << (8 * bytes);
    if (++bytes != 4) continue;
    values.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    bits = 0;
    bytes = 0;
  }
  if (bytes != 0 || group_bits >= 6) return error(errc::decode, "base64 text holds no whole number of 32-bit floats");
  return values;
}

}  // namespace geai::inline v0

// --- geai/api/embeddings.hpp ---

// Embeddings of texts: rest-api.md section 9 (docs.globant.ai wiki 422).

namespace geai::inline v0 {

// What the embedding has cost.
struct embedding_usage {
  std::int64_t prompt_tokens = 0;
  std::int64_t total_tokens = 0;
  std::optional<double> prompt_cost{};
  std::optional<double> total_cost{};
  std::optional<std::string> currency{};
};

// The vector of one text.
struct embedding {
  int index = 0;
  std::vector<float> values{};
};

// The vectors, in the order of the texts.
struct embedding_list {
  std::string model{};
  std::vector<embedding> data{};
  std::optional<embedding_usage> usage{};

  std::size_t size() const noexcept { return data.size(); }
  auto begin() const noexcept { return data.begin(); }
  auto end() const noexcept { return data.end(); }
};

// The bytes of an embedding in base64: 32-bit floats, little-endian.
struct packed_embedding {
  int index = 0;
  std::string base64{};

  // Errors: errc::decode, when it holds no floats.
  result<std::vector<float>> values() const { return unpack_floats(base64); }
};

// The vectors as they travel, in base64 (see unpack_floats).
struct packed_embedding_list {
  std::string model{};
  std::vector<packed_embedding> data{};
  std::optional<embedding_usage> usage{};

  std::size_t size() const noexcept { return data.size(); }
  auto begin() const noexcept { return data.begin(); }
  auto end() const noexcept { return data.end(); }
};

template <>
struct model<embedding_usage>
    : fields<field<"prompt_tokens", &embedding_usage::prompt_tokens>,
             field<"total_tokens", &embedding_usage::total_tokens>, field<"prompt_cost", &embedding_usage::prompt_cost>,
             field<"total_cost", &embedding_usage::total_cost>, field<"currency", &embedding_usage::currency>> {};
template <>
struct model<embedding> : fields<field<"index", &embedding::index>, field<"embedding", &embedding::values>> {};
template <>
struct model<embedding_list> : fields<field<"model", &embedding_list::model>, field<"data", &embedding_list::data>,
                                      field<"usage", &embedding_list::usage>> {};
template <>
struct model<packed_embedding>
    : fields<field<"index", &packed_embedding::index>, field<"embedding", &packed_embedding::base64>> {};
template <>
struct model<packed_embedding_list>
    : fields<field<"model", &packed_embedding_list::model>, field<"data", &packed_embedding_list::data>,
             field<"usage", &packed_embedding_list::usage>> {};

namespace api {

// Turns each text into a vector.
struct generate_embeddings {
  std::string model{};               // provider/model, like "openai/text-embedding-3-small"
  std::vector<std::string> input{};  // no text may be blank
  std::optional<int> dimensions{};   // of models that can be shortened
  std::optional<std::string> user{};
  std::optional<std::string> input_type{};  // of the provider, like "search_query" and "search_document"
  std::optional<int> timeout{};             // seconds, at the platform
  std::optional<bool> cache{};              // whether the platform may answer from its cache; off by default

  using answer = embedding_list;
  using endpoint = post<"/embeddings">;
  using parameters =
      fields<field<"model", &generate_embeddings::model>, field<"input", &generate_embeddings::input>,
             field<"dimensions", &generate_embeddings::dimensions>, field<"user", &generate_embeddings::user>,
             field<"input_type", &generate_embeddings::input_type>, field<"timeout", &generate_embeddings::timeout>,
             header<"X-Saia-Cache-Enabled", &generate_embeddings::cache>>;

  result<void> check() const { return detail::check_embeddings(*this); }
};

// The same with each vector as base64, which is a quarter of the size on the wire: values() decodes one.
struct generate_packed_embeddings {
  std::string model{};
  std::vector<std::string> input{};
  std::string encoding_format = "base64";
  std::optional<int> dimensions{};
  std::optional<std::string> user{};
  std::optional<std::string> input_type{};
  std::optional<int> timeout{};
  std::optional<bool> cache{};

  using answer = packed_embedding_list;
  using endpoint = post<"/embeddings">;
  using parameters =
      fields<field<"model", &generate_packed_embeddings::model>, field<"input", &generate_packed_embeddings::input>,
             field<"encoding_format", &generate_packed_embeddings::encoding_format>,
             field<"dimensions", &generate_packed_embeddings::dimensions>,
             field<"user", &generate_packed_embeddings::user>,
             field<"input_type", &generate_packed_embeddings::input_type>,
             field<"timeout", &generate_packed_embeddings::timeout>,
             header<"X-Saia-Cache-Enabled", &generate_packed_embeddings::cache>>;

  result<void> check() const { return detail::check_embeddings(*this); }
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/embeddings.hpp ---

namespace geai::inline v0 {

// The calls of embeddings, for the clients that have them.
template <class Client> class embeddings_calls {
public:
  [[nodiscard]] auto generate_embeddings(api::generate_embeddings const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto generate_packed_embeddings(api::generate_packed_embeddings const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Turns texts into vectors.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class embeddings_client
    : public basic_client<embeddings_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public embeddings_calls<embeddings_client<Auth, Transport, Json>> {
public:
  using embeddings_client::basic_client::basic_client;
};

template <class... Argument>
embeddings_client(Argument&&...)
    -> embeddings_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                         detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/evaluation.hpp ---

// Data sets, plans and results of evaluations, on a host of their own: rest-api.md section 7 (docs.globant.ai wiki
// 839, 849, 856). Names that the platform misspells are kept; where there are two spellings, both are read.

namespace geai::inline v0 {

// A document that an answer is expected to rest on.
struct expected_source {
  std::string id{};
  std::string name{};
  std::string value{};
  std::string extension{};
};

// A condition on the metadata of documents.
struct filter_variable {
  std::string id{};
  std::string metadata_type{};  // "V", "F"
  std::string key{};
  std::string operation{};
  std::string value{};
};

// One question of a data set, with the answer that is expected.
struct data_set_row {
  std::string id{};
  std::string input{};
  std::string expected_answer{};
  std::string context_document{};
  std::vector<expected_source> expected_sources{};
  std::vector<filter_variable> filter_variables{};
};

// A data set that assistants are evaluated with.
struct data_set {
  std::string id{};
  std::string name{};
  std::string description{};
  std::string type{};  // "T" is a test; others are not documented
  bool active = false;
  std::string create_date{};  // YYYY-MM-DD
  std::string update_date{};
  std::vector<data_set_row> rows{};
};

// What creating and updating send; what is unset is not sent.
struct expected_source_definition {
  std::optional<std::string> name{};
  std::optional<std::string> value{};
  std::optional<std::string> extension{};
};

// What creating and updating a condition send.
struct filter_variable_definition {
  std::optional<std::string> metadata_type{};
  std::optional<std::string> key{};
  std::optional<std::string> operation{};
  std::optional<std::string> value{};
};

// What creating and updating a row send.
struct data_set_row_definition {
  std::optional<std::string> input{};
  std::optional<std::string> expected_answer{};
  std::optional<std::string> context_document{};
  std::optional<std::vector<expected_source_definition>> expected_sources{};
  std::optional<std::vector<filter_variable_definition>> filter_variables{};
};

// What creating and updating a data set send.
struct data_set_definition {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> type{};
  std::optional<bool> active{};
  std::optional<std::vector<data_set_row_definition>> rows{};
};

template <>
struct model<expected_source> : fields<field<"dataSetExpectedSourceId", &expected_source::id>,
                                       field<"dataSetExpectedSourceName", &expected_source::name>,
                                       field<"dataSetExpectedSourceValue", &expected_source::value>,
                                       field<"dataSetExpectedSourceExtension", &expected_source::extension>,
                                       other_name<"dataSetexpectedSourceExtention", &expected_source::extension>> {};
template <>
struct model<filter_variable> : fields<field<"dataSetRowFilterVarId", &filter_variable::id>,
                                       field<"dataSetMetadataType", &filter_variable::metadata_type>,
                                       field<"dataSetRowFilterKey", &filter_variable::key>,
                                       field<"dataSetRowFilterOperator", &filter_variable::operation>,
                                       field<"dataSetRowFilterValue", &filter_variable::value>> {};
template <>
struct model<data_set_row>
    : fields<field<"dataSetRowId", &data_set_row::id>, field<"dataSetRowInput", &data_set_row::input>,
             field<"dataSetRowExpectedAnswer", &data_set_row::expected_answer>,
             field<"dataSetRowContextDocument", &data_set_row::context_document>,
             field<"expectedSources", &data_set_row::expected_sources>,
             field<"filterVariables", &data_set_row::filter_variables>> {};
template <>
struct model<data_set>
    : fields<field<"dataSetId", &data_set::id>, field<"dataSetName", &data_set::name>,
             field<"dataSetDescription", &data_set::description>, field<"dataSetType", &data_set::type>,
             field<"dataSetActive", &data_set::active>, field<"dataSetCreateDate", &data_set::create_date>,
             field<"dataSetUpdateDate", &data_set::update_date>, field<"rows", &data_set::rows>> {};
template <>
struct model<expected_source_definition>
    : fields<field<"dataSetExpectedSourceName", &expected_source_definition::name>,
             field<"dataSetExpectedSourceValue", &expected_source_definition::value>,
             field<"dataSetExpectedSourceExtension", &expected_source_definition::extension>> {};
template <>
struct model<filter_variable_definition>
    : fields<field<"dataSetMetadataType", &filter_variable_definition::metadata_type>,
             field<"dataSetRowFilterKey", &filter_variable_definition::key>,
             field<"dataSetRowFilterOperator", &filter_variable_definition::operation>,
             field<"dataSetRowFilterValue", &filter_variable_definition::value>> {};
template <>
struct model<data_set_row_definition>
    : fields<field<"dataSetRowInput", &data_set_row_definition::input>,
             field<"dataSetRowExpectedAnswer", &data_set_row_definition::expected_answer>,
             field<"dataSetRowContextDocument", &data_set_row_definition::context_document>,
             field<"expectedSources", &data_set_row_definition::expected_sources>,
             field<"filterVariables", &data_set_row_definition::filter_variables>> {};
template <>
struct model<data_set_definition>
    : fields<field<"dataSetName", &data_set_definition::name>,
             field<"dataSetDescription", &data_set_definition::description>,
             field<"dataSetType", &data_set_definition::type>, field<"dataSetActive", &data_set_definition::active>,
             field<"rows", &data_set_definition::rows>> {};

namespace api {

struct list_data_sets {
  using answer = std::vector<data_set>;
  using endpoint = get<"/dataSetApi/dataSets">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

struct get_data_set {
  std::string data_set_id{};

  using answer = data_set;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &get_data_set::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct create_data_set {
  data_set_definition definition{};

  using answer = data_set;
  using endpoint = post<"/dataSetApi/dataSet">;
  using parameters = fields<body<&create_data_set::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// A data set from the JSON text of a file; the shape of the reply is not documented.
struct create_data_set_from_file {
  raw_json content{};  // the file's JSON text

  using answer = raw_json;
  using endpoint = post<"/dataSetApi/dataSet/FileUpload">;
  using parameters = fields<body<&create_data_set_from_file::content>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_data_set {
  std::string data_set_id{};
  data_set_definition definition{};

  using answer = data_set;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &update_data_set::data_set_id>, body<&update_data_set::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct delete_data_set {
  std::string data_set_id{};

  using answer = void;
  using endpoint = delete_<"/dataSetApi/dataSet/{data_set_id}">;
  using parameters = fields<path<"data_set_id", &delete_data_set::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

// The rows as a bare array, like the data sets (inferred; so are the lists below it).
struct list_data_set_rows {
  std::string data_set_id{};

  using answer = std::vector<data_set_row>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRows">;
  using parameters = fields<path<"data_set_id", &list_data_set_rows::data_set_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct get_data_set_row {
  std::string data_set_id{};
  std::string row_id{};

  using answer = data_set_row;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters =
      fields<path<"data_set_id", &get_data_set_row::data_set_id>, path<"row_id", &get_data_set_row::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct create_data_set_row {
  std::string data_set_id{};
  data_set_row_definition definition{};

  using answer = data_set_row;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow">;
  using parameters =
      fields<path<"data_set_id", &create_data_set_row::data_set_id>, body<&create_data_set_row::definition>>;
  static constexpr auto host = api::host::evaluation;
};

// Rows from the JSON text of a file; the shape of the reply is not documented.
struct upload_data_set_rows {
  std::string data_set_id{};
  raw_json content{};  // the file's JSON text

  using answer = raw_json;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/FileUpload">;
  using parameters =
      fields<path<"data_set_id", &upload_data_set_rows::data_set_id>, body<&upload_data_set_rows::content>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_data_set_row {
  std::string data_set_id{};
  std::string row_id{};
  data_set_row_definition definition{};

  using answer = data_set_row;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters = fields<path<"data_set_id", &update_data_set_row::data_set_id>,
                            path<"row_id", &update_data_set_row::row_id>, body<&update_data_set_row::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct delete_data_set_row {
  std::string data_set_id{};
  std::string row_id{};

  using answer = void;
  using endpoint = delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_data_set_row::data_set_id>, path<"row_id", &delete_data_set_row::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct list_expected_sources {
  std::string data_set_id{};
  std::string row_id{};

  using answer = std::vector<expected_source>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSources">;
  using parameters =
      fields<path<"data_set_id", &list_expected_sources::data_set_id>, path<"row_id", &list_expected_sources::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct get_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};

  using answer = expected_source;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &get_expected_source::data_set_id>, path<"row_id", &get_expected_source::row_id>,
             path<"source_id", &get_expected_source::source_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct create_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  expected_source_definition definition{};

  using answer = expected_source;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource">;
  using parameters = fields<path<"data_set_id", &create_expected_source::data_set_id>,
                            path<"row_id", &create_expected_source::row_id>, body<&create_expected_source::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};
  expected_source_definition definition{};

  using answer = expected_source;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &update_expected_source::data_set_id>, path<"row_id", &update_expected_source::row_id>,
             path<"source_id", &update_expected_source::source_id>, body<&update_expected_source::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct delete_expected_source {
  std::string data_set_id{};
  std::string row_id{};
  std::string source_id{};

  using answer = void;
  using endpoint =
      delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowExpectedSource/{source_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_expected_source::data_set_id>, path<"row_id", &delete_expected_source::row_id>,
             path<"source_id", &delete_expected_source::source_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct list_filter_variables {
  std::string data_set_id{};
  std::string row_id{};

  using answer = std::vector<filter_variable>;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariables">;
  using parameters =
      fields<path<"data_set_id", &list_filter_variables::data_set_id>, path<"row_id", &list_filter_variables::row_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct get_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};

  using answer = filter_variable;
  using endpoint = get<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &get_filter_variable::data_set_id>, path<"row_id", &get_filter_variable::row_id>,
             path<"variable_id", &get_filter_variable::variable_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct create_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  filter_variable_definition definition{};

  using answer = filter_variable;
  using endpoint = post<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable">;
  using parameters = fields<path<"data_set_id", &create_filter_variable::data_set_id>,
                            path<"row_id", &create_filter_variable::row_id>, body<&create_filter_variable::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};
  filter_variable_definition definition{};

  using answer = filter_variable;
  using endpoint = put<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &update_filter_variable::data_set_id>, path<"row_id", &update_filter_variable::row_id>,
             path<"variable_id", &update_filter_variable::variable_id>, body<&update_filter_variable::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct delete_filter_variable {
  std::string data_set_id{};
  std::string row_id{};
  std::string variable_id{};

  using answer = void;
  using endpoint =
      delete_<"/dataSetApi/dataSet/{data_set_id}/dataSetRow/{row_id}/dataSetRowFilterVariable/{variable_id}">;
  using parameters =
      fields<path<"data_set_id", &delete_filter_variable::data_set_id>, path<"row_id", &delete_filter_variable::row_id>,
             path<"variable_id", &delete_filter_variable::variable_id>>;
  static constexpr auto host = api::host::evaluation;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/api/evaluation_plans.hpp ---

// Evaluation plans, their metrics and results: rest-api.md sections 7.2 and 7.3 (docs.globant.ai wiki 849, 856).
// Names that the platform misspells are kept; where there are two spellings, both are read.

namespace geai::inline v0 {

// A metric of a plan. The platform gives the weight, 0 to 1, as a number or as a text that is one.
struct plan_metric {
  std::string system_metric_id{};
  raw_json system_metric_weight{};
};

// Which assistant is evaluated, with which data and by which measures.
struct evaluation_plan {
  std::string id{};
  std::string name{};
  std::string type{};  // "TextPromptAssistant", "RAG Assistant"
  std::optional<std::string> assistant_id{};
  std::optional<std::string> assistant_name{};
  raw_json assistant_revision{};  // a number or a text
  std::optional<std::string> profile_name{};
  std::string data_set_id{};
  std::vector<plan_metric> system_metrics{};
};

// A measure that a plan is to use.
struct plan_metric_definition {
  std::string system_metric_id{};
  double system_metric_weight = 0;  // 0 to 1
};

// What creating and updating send; what is unset is not sent.
struct evaluation_plan_definition {
  std::optional<std::string> name{};
  std::optional<std::string> type{};
  std::optional<std::string> assistant_id{};  // of text assistants, as the next two
  std::optional<std::string> assistant_name{};
  std::optional<std::string> assistant_revision{};
  std::optional<std::string> profile_name{};  // of RAG assistants
  std::optional<std::string> data_set_id{};
  std::optional<std::vector<plan_metric_definition>> system_metrics{};
};

// A piece of a document that an answer was made from.
struct evaluation_context {
  std::string id{};
  std::optional<std::string> link{};
  raw_json chunk{};  // as the four below: of no documented type
  raw_json precision{};
  raw_json name{};
  raw_json document_id{};
  raw_json extension{};
};

// One statement of an answer.
struct evaluation_statement {
  std::string id{};
  std::string description{};
  raw_json is_inferred{};  // a boolean, or a text that is one
};

// The rating of a row by one measure.
struct evaluation_row_metric {
  std::string system_metric_id{};
  raw_json score{};  // a number or a text
  raw_json result{};
  raw_json feedback{};
};

// How one row of the data set was answered, and how that was rated.
struct evaluation_result_row {
  std::string data_set_row_id{};
  raw_json cost{};  // a number or a text
  std::optional<std::string> output{};
  std::optional<std::string> start_date{};
  std::optional<std::string> end_date{};
  std::optional<std::string> status{};
  std::vector<evaluation_context> contexts{};
  std::vector<evaluation_statement> statements{};
  std::vector<evaluation_row_metric> data_metrics{};
};

// A complaint of the evaluation's service.
struct evaluation_fault {
  raw_json id{};  // a number or a text
  std::string description{};
};

// The result of one execution of a plan. The platform gives some numbers as texts: these members are raw.
struct evaluation_result {
  std::string id{};
  std::string evaluation_plan_id{};
  std::string data_set_id{};
  std::optional<std::string> assistant_name{};
  std::optional<std::string> profile_name{};
  raw_json assistant_revision{};
  std::optional<std::string> provider_name{};
  std::optional<std::string> model_name{};
  std::optional<std::string> prompt{};
  raw_json chunk_count{};
  raw_json chunk_size{};
  raw_json temperature{};
  raw_json max_tokens{};
  std::optional<std::string> retrieval_method{};
  raw_json vector{};
  std::optional<std::string> start_date{};  // ISO 8601
  std::optional<std::string> end_date{};
  raw_json cost{};
  raw_json duration{};
  raw_json score_average{};
  std::optional<std::string> description{};
  std::string status{};  // "F" has been seen
  std::optional<bool> upload_files{};
  std::vector<evaluation_result_row> rows{};
  std::vector<evaluation_fault> errors{};  // of the evaluation, not of the call
};

template <>
struct model<plan_metric> : fields<field<"systemMetricId", &plan_metric::system_metric_id>,
                                   field<"systemMetricWeight", &plan_metric::system_metric_weight>> {};
template <>
struct model<evaluation_plan>
    : fields<field<"evaluationPlanId", &evaluation_plan::id>, field<"evaluationPlanName", &evaluation_plan::name>,
             field<"evaluationPlanType", &evaluation_plan::type>,
             field<"evaluationPlanAssistantId", &evaluation_plan::assistant_id>,
             field<"evaluationPlanAssistantName", &evaluation_plan::assistant_name>,
             field<"evaluationPlanAssistantRevision", &evaluation_plan::assistant_revision>,
             field<"evaluationPlanProfileName", &evaluation_plan::profile_name>,
             field<"dataSetId", &evaluation_plan::data_set_id>,
             field<"systemMetrics", &evaluation_plan::system_metrics>> {};
template <>
struct model<plan_metric_definition>
    : fields<field<"systemMetricId", &plan_metric_definition::system_metric_id>,
             field<"systemMetricWeight", &plan_metric_definition::system_metric_weight>> {};
template <>
struct model<evaluation_plan_definition>
    : fields<field<"evaluationPlanName", &evaluation_plan_definition::name>,
             field<"evaluationPlanType", &evaluation_plan_definition::type>,
             field<"evaluationPlanAssistantId", &evaluation_plan_definition::assistant_id>,
             field<"evaluationPlanAssistantName", &evaluation_plan_definition::assistant_name>,
             field<"evaluationPlanAssistantRevision", &evaluation_plan_definition::assistant_revision>,
             field<"evaluationPlanProfileName", &evaluation_plan_definition::profile_name>,
             field<"dataSetId", &evaluation_plan_definition::data_set_id>,
             field<"systemMetrics", &evaluation_plan_definition::system_metrics>> {};
template <>
struct model<evaluation_context> : fields<field<"evaluationResultRowContextId", &evaluation_context::id>,
                                          field<"evaluationResultRowContextLink", &evaluation_context::link>,
                                          field<"evaluationResultRowContextChunk", &evaluation_context::chunk>,
                                          other_name<"evaluationResultRowChunk", &evaluation_context::chunk>,
                                          field<"evaluationResultRowContextPrecision", &evaluation_context::precision>,
                                          other_name<"evaluationResultRowPrecision", &evaluation_context::precision>,
                                          field<"evaluationResultRowContextName", &evaluation_context::name>,
                                          other_name<"evaluationResultRowName", &evaluation_context::name>,
                                          field<"evaluationResultRowContextDocId", &evaluation_context::document_id>,
                                          other_name<"evaluationResultRowDocId", &evaluation_context::document_id>,
                                          field<"evaluationResultRowContextExtention", &evaluation_context::extension>,
                                          other_name<"evaluationResultRowExtention", &evaluation_context::extension>> {
};
template <>
struct model<evaluation_statement>
    : fields<field<"evalResultRowStatementId", &evaluation_statement::id>,
             field<"evalResultRowStatementDescription", &evaluation_statement::description>,
             field<"evalResultRowStatementIsInfered", &evaluation_statement::is_inferred>> {};
template <>
struct model<evaluation_row_metric>
    : fields<field<"systemMetricId", &evaluation_row_metric::system_metric_id>,
             field<"evaluationResultRowMetricScore", &evaluation_row_metric::score>,
             field<"evaluationResultRowMetricResult", &evaluation_row_metric::result>,
             field<"evaluationResultRowMetricFeedback", &evaluation_row_metric::feedback>> {};
template <>
struct model<evaluation_result_row> : fields<field<"dataSetRowId", &evaluation_result_row::data_set_row_id>,
                                             field<"evaluationResultRowCost", &evaluation_result_row::cost>,
                                             field<"evaluationResultRowOutput", &evaluation_result_row::output>,
                                             field<"evaluationResultRowStartDate", &evaluation_result_row::start_date>,
                                             field<"evaluationResultRowEndDate", &evaluation_result_row::end_date>,
                                             field<"evaluationResultRowStatus", &evaluation_result_row::status>,
                                             field<"contexts", &evaluation_result_row::contexts>,
                                             field<"statements", &evaluation_result_row::statements>,
                                             field<"dataMetrics", &evaluation_result_row::data_metrics>> {};
template <>
struct model<evaluation_fault>
    : fields<field<"id", &evaluation_fault::id>, field<"description", &evaluation_fault::description>> {};
template <>
struct model<evaluation_result>
    : fields<field<"evaluationResultId", &evaluation_result::id>,
             field<"evaluationPlanId", &evaluation_result::evaluation_plan_id>,
             field<"dataSetId", &evaluation_result::data_set_id>,
             field<"evaluationPlanAssistantName", &evaluation_result::assistant_name>,
             field<"evaluationPlanProfileName", &evaluation_result::profile_name>,
             field<"evaluationResultAssitantRevision", &evaluation_result::assistant_revision>,
             other_name<"evaluationResultAssistantRevision", &evaluation_result::assistant_revision>,
             field<"evaluationResultProviderName", &evaluation_result::provider_name>,
             field<"evaluationResultModelName", &evaluation_result::model_name>,
             field<"evaluationResultPrompt", &evaluation_result::prompt>,
             field<"evaluationResultChunckCount", &evaluation_result::chunk_count>,
             other_name<"evaluationResultChunkCount", &evaluation_result::chunk_count>,
             field<"evaluationResultChunckSize", &evaluation_result::chunk_size>,
             other_name<"evaluationResultChunkSize", &evaluation_result::chunk_size>,
             field<"evaluationResultTemperature", &evaluation_result::temperature>,
             field<"evaluationResultMaxTokens", &evaluation_result::max_tokens>,
             other_name<"evaluationResultaMaxTokens", &evaluation_result::max_tokens>,
             field<"evaluationResultRetrievalMethod", &evaluation_result::retrieval_method>,
             other_name<"evaluationResultaRetrievalMethod", &evaluation_result::retrieval_method>,
             field<"evaluationResultVector", &evaluation_result::vector>,
             field<"evaluationResultStartDate", &evaluation_result::start_date>,
             field<"evaluationResultEndDate", &evaluation_result::end_date>,
             field<"evaluationResultCost", &evaluation_result::cost>,
             field<"evaluationResultDuration", &evaluation_result::duration>,
             field<"evaluationResultScoreAverage", &evaluation_result::score_average>,
             field<"evaluationResultDescription", &evaluation_result::description>,
             field<"evaluationResultStatus", &evaluation_result::status>,
             field<"evaluationResultUploadFiles", &evaluation_result::upload_files>,
             field<"rows", &evaluation_result::rows>, field<"errors", &evaluation_result::errors>> {};

namespace api {

struct list_evaluation_plans {
  using answer = std::vector<evaluation_plan>;
  using endpoint = get<"/evaluationPlanApi/evaluationPlans">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

struct get_evaluation_plan {
  std::string plan_id{};

  using answer = evaluation_plan;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &get_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct create_evaluation_plan {
  evaluation_plan_definition definition{};

  using answer = evaluation_plan;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan">;
  using parameters = fields<body<&create_evaluation_plan::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_evaluation_plan {
  std::string plan_id{};
  evaluation_plan_definition definition{};

  using answer = evaluation_plan;
  using endpoint = put<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters =
      fields<path<"plan_id", &update_evaluation_plan::plan_id>, body<&update_evaluation_plan::definition>>;
  static constexpr auto host = api::host::evaluation;
};

struct delete_evaluation_plan {
  std::string plan_id{};

  using answer = void;
  using endpoint = delete_<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &delete_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// Starts an evaluation. Never repeated by the engine; the shape of the reply is not documented.
struct execute_evaluation_plan {
  std::string plan_id{};

  using answer = raw_json;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan/{plan_id}">;
  using parameters = fields<path<"plan_id", &execute_evaluation_plan::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

// The metrics of a plan, as a bare array (inferred from the other lists).
struct list_plan_metrics {
  std::string plan_id{};

  using answer = std::vector<plan_metric>;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetrics">;
  using parameters = fields<path<"plan_id", &list_plan_metrics::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct add_plan_metric {
  std::string plan_id{};
  std::string system_metric_id{};
  double weight = 0;  // 0 to 1

  using answer = plan_metric;
  using endpoint = post<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric">;
  using parameters =
      fields<path<"plan_id", &add_plan_metric::plan_id>, field<"systemMetricId", &add_plan_metric::system_metric_id>,
             field<"systemMetricWeight", &add_plan_metric::weight>>;
  static constexpr auto host = api::host::evaluation;

  result<void> check() const { return detail::check_weight(weight); }
};

struct get_plan_metric {
  std::string plan_id{};
  std::string metric_id{};

  using answer = plan_metric;
  using endpoint = get<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters = fields<path<"plan_id", &get_plan_metric::plan_id>, path<"metric_id", &get_plan_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct update_plan_metric {
  std::string plan_id{};
  std::string metric_id{};
  double weight = 0;  // 0 to 1

  using answer = plan_metric;
  using endpoint = put<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters =
      fields<path<"plan_id", &update_plan_metric::plan_id>, path<"metric_id", &update_plan_metric::metric_id>,
             field<"systemMetricWeight", &update_plan_metric::weight>>;
  static constexpr auto host = api::host::evaluation;

  result<void> check() const { return detail::check_weight(weight); }
};

struct delete_plan_metric {
  std::string plan_id{};
  std::string metric_id{};

  using answer = void;
  using endpoint = delete_<"/evaluationPlanApi/evaluationPlan/{plan_id}/evaluationPlanSystemMetric/{metric_id}">;
  using parameters =
      fields<path<"plan_id", &delete_plan_metric::plan_id>, path<"metric_id", &delete_plan_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

// The catalogue of metrics; its shape is not documented, nor is that of one metric.
struct list_system_metrics {
  using answer = raw_json;
  using endpoint = get<"/evaluationPlanApi/systemMetrics">;
  using parameters = fields<>;
  static constexpr auto host = api::host::evaluation;
};

struct get_system_metric {
  std::string metric_id{};

  using answer = raw_json;
  using endpoint = get<"/evaluationPlanApi/systemMetric/{metric_id}">;
  using parameters = fields<path<"metric_id", &get_system_metric::metric_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct list_evaluation_results {
  std::string plan_id{};

  using answer = std::vector<evaluation_result>;
  using endpoint = get<"/evaluationResultApi/evaluationResults/{plan_id}">;
  using parameters = fields<path<"plan_id", &list_evaluation_results::plan_id>>;
  static constexpr auto host = api::host::evaluation;
};

struct get_evaluation_result {
  std::string result_id{};

  using answer = evaluation_result;
  using endpoint = get<"/evaluationResultApi/evaluationResult/{result_id}">;
  using parameters = fields<path<"result_id", &get_evaluation_result::result_id>>;
  static constexpr auto host = api::host::evaluation;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/evaluation.hpp ---

namespace geai::inline v0 {

// The calls of evaluations, for clients that know the evaluation host.
template <class Client> class evaluation_calls {
public:
  [[nodiscard]] auto list_data_sets(api::list_data_sets const& operation = api::list_data_sets(),
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_sets(api::list_data_sets const& operation, api::list_data_sets::answer& into,
                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_data_set(api::get_data_set const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_data_set(api::get_data_set const& operation, api::get_data_set::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_data_set(api::create_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_data_set_from_file(api::create_data_set_from_file const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_data_set(api::update_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_data_set(api::delete_data_set const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_set_rows(api::list_data_set_rows const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_data_set_rows(api::list_data_set_rows const& operation, api::list_data_set_rows::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_data_set_row(api::get_data_set_row const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_data_set_row(api::get_data_set_row const& operation, api::get_data_set_row::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_data_set_row(api::create_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_data_set_rows(api::upload_data_set_rows const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_data_set_row(api::update_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_data_set_row(api::delete_data_set_row const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_expected_sources(api::list_expected_sources const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_expected_sources(api::list_expected_sources const& operation,
                                           api::list_expected_sources::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_expected_source(api::get_expected_source const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_expected_source(api::get_expected_source const& operation,
                                         api::get_expected_source::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_expected_source(api::create_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_expected_source(api::update_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_expected_source(api::delete_expected_source const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_filter_variables(api::list_filter_variables const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_filter_variables(api::list_filter_variables const& operation,
                                           api::list_filter_variables::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_filter_variable(api::get_filter_variable const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_filter_variable(api::get_filter_variable const& operation,
                                         api::get_filter_variable::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_filter_variable(api::create_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_filter_variable(api::update_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_filter_variable(api::delete_filter_variable const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_plans(api::list_evaluation_plans const& operation = api::list_evaluation_plans(),
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_plans(api::list_evaluation_plans const& operation,
                                           api::list_evaluation_plans::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_evaluation_plan(api::get_evaluation_plan const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_evaluation_plan(api::get_evaluation_plan const& operation,
                                         api::get_evaluation_plan::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_evaluation_plan(api::create_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_evaluation_plan(api::update_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_evaluation_plan(api::delete_evaluation_plan const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto execute_evaluation_plan(api::execute_evaluation_plan const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plan_metrics(api::list_plan_metrics const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_plan_metrics(api::list_plan_metrics const& operation, api::list_plan_metrics::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto add_plan_metric(api::add_plan_metric const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plan_metric(api::get_plan_metric const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plan_metric(api::get_plan_metric const& operation, api::get_plan_metric::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_plan_metric(api::update_plan_metric const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_plan_metric(api::delete_plan_metric const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_system_metrics(api::list_system_metrics const& operation = api::list_system_metrics(),
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_system_metrics(api::list_system_metrics const& operation,
                                         api::list_system_metrics::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_system_metric(api::get_system_metric const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_system_metric(api::get_system_metric const& operation, api::get_system_metric::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_evaluation_results(api::list_evaluation_results const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_evaluation_results(api::list_evaluation_results const& operation,
                                             api::list_evaluation_results::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_evaluation_result(api::get_evaluation_result const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_evaluation_result(api::get_evaluation_result const& operation,
                                           api::get_evaluation_result::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Data sets, plans and results of evaluations. Needs the evaluation host: eval_url.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class evaluation_client
    : public basic_client<evaluation_client<Auth, Transport, Json>, detail::evaluation_needs, Auth, Transport, Json>,
      public evaluation_calls<evaluation_client<Auth, Transport, Json>> {
public:
  using evaluation_client::basic_client::basic_client;
};

template <class... Argument>
evaluation_client(Argument&&...)
    -> evaluation_client<detail::deduced_auth<detail::evaluation_needs, Argument...>,
                         detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/feedback.hpp ---

// What users think of answers: rest-api.md section 14 (PyGEAI core/feedback; the path is not documented).

namespace geai::inline v0 {

namespace api {

struct send_feedback {
  std::string request_id{};
  std::string origin = "user-feedback";
  int score = 0;  // 1 good, 2 bad
  std::optional<std::string> comments{};

  using answer = void;
  using endpoint = post<"/v1/feedback/request/{request_id}">;  // inferred
  using parameters = fields<path<"request_id", &send_feedback::request_id>, field<"origin", &send_feedback::origin>,
                            field<"answerScore", &send_feedback::score>, field<"comments", &send_feedback::comments>>;

  result<void> check() const {
    if (score != 1 && score != 2) return detail::refused("answerScore", "is neither 1 nor 2");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/feedback.hpp ---

namespace geai::inline v0 {

// The calls of feedback, for the clients that have them.
template <class Client> class feedback_calls {
public:
  [[nodiscard]] auto send_feedback(api::send_feedback const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// What users think of answers.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class feedback_client
    : public basic_client<feedback_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public feedback_calls<feedback_client<Auth, Transport, Json>> {
public:
  using feedback_client::basic_client::basic_client;
};

template <class... Argument>
feedback_client(Argument&&...)
    -> feedback_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                       detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/files.hpp ---

// Files that the platform keeps: rest-api.md section 11 (docs.globant.ai wiki 450).

namespace geai::inline v0 {

// A file that the platform keeps.
struct stored_file {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> purpose{};
  raw_json size{};  // a number or a text
  std::optional<std::string> url{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> project_id{};
};

template <>
struct model<stored_file>
    : fields<field<"dataFileId", &stored_file::id>, field<"dataFileName", &stored_file::name>,
             field<"dataFileExtension", &stored_file::extension>, field<"dataFilePurpose", &stored_file::purpose>,
             field<"dataFileSize", &stored_file::size>, field<"dataFileUrl", &stored_file::url>,
             field<"organizationId", &stored_file::organization_id>, field<"projectId", &stored_file::project_id>> {};

// The bytes of a file.
struct file_content {
  std::string content{};       // empty when they went elsewhere (client/download.hpp)
  std::string content_type{};  // as the platform says it
  std::uint64_t size = 0;      // bytes, wherever they went

  // Takes them out of a response.
  static file_content of(http::response& from) {
    std::uint64_t const size = from.body.size();
    return {std::move(from.body), std::string(from.header("content-type")), size};
  }
  friend bool operator==(file_content const&, file_content const&) = default;

  // For test reports, which print a result.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, file_content const& printed) {
    out << printed.size << " bytes of " << printed.content_type;
    return out;
  }
};

namespace api {

// Sends a file to be kept. Of the answer, `id` and `url` are documented.
struct upload_file {
  file_upload file{};
  std::optional<std::string> file_name{};     // if it is not to be called as `file` is
  std::optional<std::string> folder{};        // unset: temporary storage
  std::optional<std::string> organization{};  // with an organization's token
  std::optional<std::string> project{};       // with an organization's token

  using answer = stored_file;
  using endpoint = post<"/v1/files">;
  using parameters =
      fields<part<"file", &upload_file::file>, header<"fileName", &upload_file::file_name>,
             header<"folder", &upload_file::folder>, header<"OrganizationId", &upload_file::organization>,
             header<"ProjectId", &upload_file::project>>;
};

// The bytes of a file, whatever they are: a response with status 2xx is not looked into for complaints.
struct get_file_content {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = file_content;
  using endpoint = get<"/v1/files/{id}/content">;
  using parameters = fields<path<"id", &get_file_content::id>, query<"organization", &get_file_content::organization>,
                            query<"project", &get_file_content::project>>;
  static constexpr std::string_view accept = "*/*";
};

// The files of a project. What wraps the list is not documented.
struct list_files {
  std::optional<std::string> organization{};  // with an organization's token
  std::optional<std::string> project{};       // with an organization's token

  using answer = raw_json;
  using endpoint = get<"/v1/files/all">;
  using parameters = fields<query<"organization", &list_files::organization>, query<"project", &list_files::project>>;
};

// What is known of a file.
struct get_file {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = stored_file;
  using endpoint = get<"/v1/files/{id}">;
  using parameters = fields<path<"id", &get_file::id>, query<"organization", &get_file::organization>,
                            query<"project", &get_file::project>>;
};

struct delete_file {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = void;
  using endpoint = delete_<"/v1/files/{id}">;
  using parameters = fields<path<"id", &delete_file::id>, query<"organization", &delete_file::organization>,
                            query<"project", &delete_file::project>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/download.hpp ---

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

// What writes to it.
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

  // An attempt begins. What is returned is borrowed by the body.
  http::request const& begin_attempt(http::request const& attempt) noexcept { return request_ = attempt; }

  // A head came; false when the body has to be read for the words of a refusal, see add_refusal().
  static bool is_wanted(http::response const& head) noexcept { return head.status >= 200 && head.status < 300; }

  // What a read of a refusal's body said: whether more of it is wanted.
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

  // What the read into fresh_bytes() said: whether there is more.
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

// --- geai/client/files.hpp ---

namespace geai::inline v0 {

// The calls of files, for the clients that have them.
template <class Client> class files_calls {
public:
  [[nodiscard]] auto list_files(api::list_files const& operation = api::list_files(),
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_files(api::list_files const& operation, api::list_files::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_file(api::get_file const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_file(api::get_file const& operation, api::get_file::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto upload_file(api::upload_file const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // `progress(sent, total)` may return false to cancel; see client/upload.hpp.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] auto upload_file(api::upload_file const& operation, Progress&& progress,
                                 call_options const& options = call_options()) const {
    return self().upload(operation, std::forward<Progress>(progress), options);
  }

  // In memory, at most the client's body limit of it.
  [[nodiscard]] auto get_file_content(api::get_file_content const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_file_content(api::get_file_content const& operation, api::get_file_content::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

  // To a path, a stream or a callable, in memory only piece by piece; see client/download.hpp.
  template <class Sink>
  [[nodiscard]] auto download_file(api::get_file_content const& operation, Sink&& to,
                                   call_options const& options = call_options()) const {
    return self().download(operation, std::forward<Sink>(to), options);
  }

  [[nodiscard]] auto delete_file(api::delete_file const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The files that the platform keeps.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class files_client
    : public basic_client<files_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public files_calls<files_client<Auth, Transport, Json>> {
public:
  using files_client::basic_client::basic_client;
};

template <class... Argument>
files_client(Argument&&...) -> files_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/gam.hpp ---

// GeneXus Access Manager, the older way to obtain tokens: rest-api.md section 2, pygeai.md section 5.2.

namespace geai::inline v0 {

namespace api {

struct get_gam_access_token {
  std::string grant_type = "password";
  std::string authentication_type_name = "local";
  std::string scope = "gam_user_data";
  std::string request_token_type = "OAuth";
  std::string client_id{};
  std::optional<secret> client_secret{};
  std::string username{};
  secret password{};
  std::optional<std::string> initial_properties{};
  std::optional<std::string> repository{};

  using answer = oauth_token;
  using endpoint = post<"/oauth/gam/v2.0/access_token">;
  using parameters =
      fields<form<"grant_type", &get_gam_access_token::grant_type>,
             form<"authentication_type_name", &get_gam_access_token::authentication_type_name>,
             form<"scope", &get_gam_access_token::scope>,
             form<"request_token_type", &get_gam_access_token::request_token_type>,
             form<"client_id", &get_gam_access_token::client_id>,
             form<"client_secret", &get_gam_access_token::client_secret>,
             form<"username", &get_gam_access_token::username>, form<"password", &get_gam_access_token::password>,
             form<"initial_properties", &get_gam_access_token::initial_properties>,
             form<"repository", &get_gam_access_token::repository>>;
  static constexpr bool authenticated = false;
};

struct refresh_gam_access_token {
  std::string grant_type = "refresh_token";
  std::string client_id{};
  std::optional<secret> client_secret{};
  secret refresh_token{};

  using answer = oauth_token;
  using endpoint = post<"/oauth/gam/v2.0/access_token">;
  using parameters = fields<form<"grant_type", &refresh_gam_access_token::grant_type>,
                            form<"client_id", &refresh_gam_access_token::client_id>,
                            form<"client_secret", &refresh_gam_access_token::client_secret>,
                            form<"refresh_token", &refresh_gam_access_token::refresh_token>>;
  static constexpr bool authenticated = false;
};

// Where a user signs in with a browser. It is not sent: gam_client makes a URL of it.
struct gam_signing_url {
  std::string response_type = "code";
  std::string client_id{};
  std::string redirect_uri{};
  std::string state{};
  std::string scope = "gam_user_data";

  using answer = std::string;
  using endpoint = get<"/oauth/gam/signin">;
  using parameters =
      fields<query<"response_type", &gam_signing_url::response_type>, query<"client_id", &gam_signing_url::client_id>,
             query<"redirect_uri", &gam_signing_url::redirect_uri>, query<"state", &gam_signing_url::state>,
             query<"scope", &gam_signing_url::scope>>;
};

// Who a token belongs to; without one, whom the client acts for.
struct get_gam_user_info {
  std::optional<secret> access_token{};

  using answer = user_profile;
  using endpoint = get<"/oauth/gam/v2.0/userinfo">;
  using parameters = fields<bearer<&get_gam_user_info::access_token>>;
};

// PyGEAI asks the token endpoint by mistake; this is the path that its list of endpoints has. The reply is not
// documented.
struct get_gam_authentication_types {
  using answer = raw_json;
  using endpoint = get<"/v1/gam/authentication-types">;  // inferred
  using parameters = fields<>;
  static constexpr bool authenticated = false;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/gam.hpp ---

namespace geai::inline v0 {

// The calls of the GeneXus Access Manager, for the clients that have them.
template <class Client> class gam_calls {
public:
  [[nodiscard]] auto get_gam_access_token(api::get_gam_access_token const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_access_token(api::get_gam_access_token const& operation,
                                          api::get_gam_access_token::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto refresh_gam_access_token(api::refresh_gam_access_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_user_info(api::get_gam_user_info const& operation = api::get_gam_user_info(),
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_user_info(api::get_gam_user_info const& operation, api::get_gam_user_info::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_gam_authentication_types(
      api::get_gam_authentication_types const& operation = api::get_gam_authentication_types(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_gam_authentication_types(api::get_gam_authentication_types const& operation,
                                                  api::get_gam_authentication_types::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

  // The URL where a user signs in with a browser; sends nothing. Errors: errc::missing_requirement.
  [[nodiscard]] result<std::string> generate_signing_url(api::gam_signing_url const& operation) const {
    if (std::string_view const name = api::detail::missing_parameter(operation); !name.empty())
      return error(errc::missing_requirement, "generate_signing_url: " + std::string(name) + " is empty");
    if (self().session().base_url().empty())
      return error(errc::missing_requirement, "generate_signing_url: base_url is missing");
    std::string url(self().session().base_url());
    api::detail::write_target(operation, url);
    return url;
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Obtains access tokens in the older way. Needs a base URL only.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class gam_client
    : public basic_client<gam_client<Auth, Transport, Json>, detail::authorization_needs, Auth, Transport, Json>,
      public gam_calls<gam_client<Auth, Transport, Json>> {
public:
  using gam_client::basic_client::basic_client;
};

template <class... Argument>
gam_client(Argument&&...) -> gam_client<detail::deduced_auth<detail::authorization_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/llm.hpp ---

// Language models and who provides them: rest-api.md section 18 (docs.globant.ai wiki 663).

namespace geai::inline v0 {

// A setting of a model or a provider.
struct llm_property {
  raw_json id{};  // a number or a text
  std::string name{};
  raw_json type{};
  raw_json value{};
};

// A language model of a provider.
struct llm_model {
  std::string id{};
  std::string name{};
  std::optional<std::string> full_name{};
  std::optional<std::string> description{};
  std::optional<std::string> type{};  // "Chat", "Embedding", "Image", "Rerank"
  std::optional<std::int64_t> context_window{};
  std::optional<std::int64_t> max_output_tokens{};
  std::optional<int> priority{};
  bool is_custom = false;
  std::vector<llm_property> properties{};
};

// The models of a provider.
struct llm_model_list {
  std::vector<llm_model> models{};

  std::size_t size() const noexcept { return models.size(); }
  auto begin() const noexcept { return models.begin(); }
  auto end() const noexcept { return models.end(); }
};

// Who has language models: OpenAI and others.
struct llm_provider {
  std::string name{};
  std::optional<std::string> description{};
  raw_json interface_type{};        // of no documented type
  std::vector<llm_model> models{};  // when asked for
};

// The providers of a list.
struct llm_provider_list {
  std::vector<llm_provider> providers{};

  std::size_t size() const noexcept { return providers.size(); }
  auto begin() const noexcept { return providers.begin(); }
  auto end() const noexcept { return providers.end(); }
};

template <>
struct model<llm_property> : fields<field<"id", &llm_property::id>, field<"name", &llm_property::name>,
                                    field<"type", &llm_property::type>, field<"value", &llm_property::value>> {};
template <>
struct model<llm_model>
    : fields<field<"id", &llm_model::id>, field<"name", &llm_model::name>, field<"fullName", &llm_model::full_name>,
             field<"description", &llm_model::description>, field<"type", &llm_model::type>,
             field<"contextWindow", &llm_model::context_window>,
             field<"maxOutputTokens", &llm_model::max_output_tokens>, field<"priority", &llm_model::priority>,
             field<"isCustom", &llm_model::is_custom>, field<"properties", &llm_model::properties>> {};
template <> struct model<llm_model_list> : fields<field<"models", &llm_model_list::models>> {};
template <>
struct model<llm_provider>
    : fields<field<"name", &llm_provider::name>, field<"description", &llm_provider::description>,
             field<"interfaceType", &llm_provider::interface_type>, field<"models", &llm_provider::models>> {};
template <> struct model<llm_provider_list> : fields<field<"providers", &llm_provider_list::providers>> {};

namespace api {

struct list_llm_providers {
  std::optional<std::string> include{};  // "models"
  std::optional<std::string> type{};     // "Chat", "Embedding", "Image", "Rerank"
  std::optional<bool> streaming{};
  std::optional<bool> multimodal{};
  std::optional<bool> tool_calling{};
  std::optional<bool> function_calling{};
  std::optional<std::string> detail{};  // "Full", "Summary"
  std::optional<std::string> accept_language{};

  using answer = llm_provider_list;
  using endpoint = get<"/v2/llm/providers">;
  using parameters =
      fields<query<"include", &list_llm_providers::include>, query<"type", &list_llm_providers::type>,
             query<"streaming", &list_llm_providers::streaming>, query<"multimodal", &list_llm_providers::multimodal>,
             query<"toolCalling", &list_llm_providers::tool_calling>,
             query<"functionCalling", &list_llm_providers::function_calling>,
             query<"detail", &list_llm_providers::detail>,
             header<"Accept-Language", &list_llm_providers::accept_language>>;
};

struct get_llm_provider {
  std::string provider{};
  std::optional<std::string> accept_language{};

  using answer = llm_provider;
  using endpoint = get<"/v2/llm/providers/{provider}">;
  using parameters = fields<path<"provider", &get_llm_provider::provider>,
                            header<"Accept-Language", &get_llm_provider::accept_language>>;
};

struct list_llm_models {
  std::string provider{};
  std::optional<std::string> accept_language{};

  using answer = llm_model_list;
  using endpoint = get<"/v2/llm/providers/{provider}/models">;
  using parameters = fields<path<"provider", &list_llm_models::provider>,
                            header<"Accept-Language", &list_llm_models::accept_language>>;
};

// One model of a provider, by its id or its name.
struct get_llm_model {
  std::string provider{};
  std::string id{};
  std::optional<std::string> accept_language{};

  using answer = llm_model;
  using endpoint = get<"/v2/llm/providers/{provider}/models/{id}">;
  using parameters = fields<path<"provider", &get_llm_model::provider>, path<"id", &get_llm_model::id>,
                            header<"Accept-Language", &get_llm_model::accept_language>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/llm.hpp ---

namespace geai::inline v0 {

// The calls of language models, for the clients that have them.
template <class Client> class llm_calls {
public:
  [[nodiscard]] auto list_llm_providers(api::list_llm_providers const& operation = api::list_llm_providers(),
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_llm_providers(api::list_llm_providers const& operation, api::list_llm_providers::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_llm_provider(api::get_llm_provider const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_llm_provider(api::get_llm_provider const& operation, api::get_llm_provider::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_llm_models(api::list_llm_models const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_llm_models(api::list_llm_models const& operation, api::list_llm_models::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_llm_model(api::get_llm_model const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_llm_model(api::get_llm_model const& operation, api::get_llm_model::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Language models and who provides them.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class llm_client
    : public basic_client<llm_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public llm_calls<llm_client<Auth, Transport, Json>> {
public:
  using llm_client::basic_client::basic_client;
};

template <class... Argument>
llm_client(Argument&&...) -> llm_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/access_control.hpp ---

// Who may do what in organizations and projects: rest-api.md section 16 (docs.globant.ai wiki 2871). The shapes of
// the replies are not documented.

namespace geai::inline v0 {

namespace api {

// The organizations that a user belongs to.
struct list_memberships {
  std::optional<std::string> email{};
  std::optional<int> start_page{};               // from 1
  std::optional<int> page_size{};                // the platform's default is 20
  std::optional<std::string> order_key{};        // only "organizationName"
  std::optional<std::string> order_direction{};  // "asc", "desc"
  std::optional<std::string> role_types{};       // a comma between them: "backend", "frontend"

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/memberships">;
  using paging = by_page<&list_memberships::start_page, &list_memberships::page_size>;
  using parameters =
      fields<query<"email", &list_memberships::email>, query<"startPage", &list_memberships::start_page>,
             query<"pageSize", &list_memberships::page_size>, query<"orderKey", &list_memberships::order_key>,
             query<"orderDirection", &list_memberships::order_direction>,
             query<"roleTypes", &list_memberships::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// The projects of an organization that a user belongs to.
struct list_project_memberships {
  std::optional<std::string> organization_id{};  // in the place of the client's own
  std::optional<std::string> user_email{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "projectName"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/memberships">;
  using paging = by_page<&list_project_memberships::start_page, &list_project_memberships::page_size>;
  using parameters = fields<header<"organization-id", &list_project_memberships::organization_id>,
                            query<"userEmail", &list_project_memberships::user_email>,
                            query<"startPage", &list_project_memberships::start_page>,
                            query<"pageSize", &list_project_memberships::page_size>,
                            query<"orderKey", &list_project_memberships::order_key>,
                            query<"orderDirection", &list_project_memberships::order_direction>,
                            query<"roleTypes", &list_project_memberships::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_project_roles {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/roles">;
  using paging = by_page<&list_project_roles::start_page, &list_project_roles::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_roles::project_id>, query<"startPage", &list_project_roles::start_page>,
             query<"pageSize", &list_project_roles::page_size>, query<"orderKey", &list_project_roles::order_key>,
             query<"orderDirection", &list_project_roles::order_direction>,
             query<"roleTypes", &list_project_roles::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_project_members {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::optional<int> start_page{};          // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "name"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/projects/members">;
  using paging = by_page<&list_project_members::start_page, &list_project_members::page_size>;
  using parameters =
      fields<header<"project-id", &list_project_members::project_id>,
             query<"startPage", &list_project_members::start_page>, query<"pageSize", &list_project_members::page_size>,
             query<"orderKey", &list_project_members::order_key>,
             query<"orderDirection", &list_project_members::order_direction>,
             query<"roleTypes", &list_project_members::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

struct list_organization_members {
  std::optional<std::string> organization_id{};
  std::optional<int> start_page{};  // from 1
  std::optional<int> page_size{};
  std::optional<std::string> order_key{};  // only "email"
  std::optional<std::string> order_direction{};
  std::optional<std::string> role_types{};  // only "backend"

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/organizations/members">;
  using paging = by_page<&list_organization_members::start_page, &list_organization_members::page_size>;
  using parameters = fields<query<"organizationId", &list_organization_members::organization_id>,
                            query<"startPage", &list_organization_members::start_page>,
                            query<"pageSize", &list_organization_members::page_size>,
                            query<"orderKey", &list_organization_members::order_key>,
                            query<"orderDirection", &list_organization_members::order_direction>,
                            query<"roleTypes", &list_organization_members::role_types>>;

  result<void> check() const { return detail::check_not_negative(*this); }
  static constexpr auto token_level = api::token_level::organization;
};

// Sends an invitation.
struct add_project_member {
  std::optional<std::string> project_id{};  // in the place of the client's own
  std::string user_email{};
  std::vector<std::string> roles{};  // names or GUIDs

  using answer = void;
  using endpoint = post<"/v2/accessControl/projects/members">;
  using parameters =
      fields<header<"project-id", &add_project_member::project_id>, field<"userEmail", &add_project_member::user_email>,
             field<"roles", &add_project_member::roles>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct remove_project_member {
  std::string project_id{};
  std::string user_id{};

  using answer = void;
  using endpoint = delete_<"/v2/accessControl/projects/{project_id}/members/{user_id}">;
  using parameters =
      fields<path<"project_id", &remove_project_member::project_id>, path<"user_id", &remove_project_member::user_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

struct get_plugin_runtime_policies {
  std::optional<std::string> organization_id{};  // in the place of the client's own

  using answer = raw_json;
  using endpoint = get<"/v2/accessControl/organization/plugin-runtime-policies">;
  using parameters = fields<header<"organization-id", &get_plugin_runtime_policies::organization_id>>;
  static constexpr auto token_level = api::token_level::organization;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/organization.hpp ---

namespace geai::inline v0 {

// The calls of organizations and their projects, for the clients that have them.
template <class Client> class organization_calls {
public:
  [[nodiscard]] auto list_organization_assistants(
      api::list_organization_assistants const& operation = api::list_organization_assistants(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_assistants(api::list_organization_assistants const& operation,
                                                  api::list_organization_assistants::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto list_projects(api::list_projects const& operation = api::list_projects(),
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_projects(api::list_projects const& operation, api::list_projects::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_project(api::get_project const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project(api::get_project const& operation, api::get_project::answer& into,
                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_project(api::create_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_project(api::update_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_project(api::delete_project const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_tokens(api::list_project_tokens const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_tokens(api::list_project_tokens const& operation,
                                         api::list_project_tokens::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto export_requests(api::export_requests const& operation = api::export_requests(),
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto all_exported_requests(api::export_requests const& operation = api::export_requests(),
                                           call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_organizations(api::list_organizations const& operation = api::list_organizations(),
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organizations(api::list_organizations const& operation, api::list_organizations::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_organizations(api::list_organizations const& operation = api::list_organizations(),
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto create_organization(api::create_organization const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_organization(api::delete_organization const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The calls of memberships, members and roles.
template <class Client> class access_control_calls {
public:
  [[nodiscard]] auto list_memberships(api::list_memberships const& operation = api::list_memberships(),
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_memberships(api::list_memberships const& operation, api::list_memberships::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_memberships(api::list_memberships const& operation = api::list_memberships(),
                                     call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_memberships(
      api::list_project_memberships const& operation = api::list_project_memberships(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_memberships(api::list_project_memberships const& operation,
                                              api::list_project_memberships::answer& into,
                                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_memberships(
      api::list_project_memberships const& operation = api::list_project_memberships(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_roles(api::list_project_roles const& operation = api::list_project_roles(),
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_roles(api::list_project_roles const& operation, api::list_project_roles::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_roles(api::list_project_roles const& operation = api::list_project_roles(),
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_project_members(api::list_project_members const& operation = api::list_project_members(),
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_members(api::list_project_members const& operation,
                                          api::list_project_members::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_project_members(api::list_project_members const& operation = api::list_project_members(),
                                         call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto list_organization_members(
      api::list_organization_members const& operation = api::list_organization_members(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_members(api::list_organization_members const& operation,
                                               api::list_organization_members::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_organization_members(
      api::list_organization_members const& operation = api::list_organization_members(),
      call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto add_project_member(api::add_project_member const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto remove_project_member(api::remove_project_member const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plugin_runtime_policies(
      api::get_plugin_runtime_policies const& operation = api::get_plugin_runtime_policies(),
      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_plugin_runtime_policies(api::get_plugin_runtime_policies const& operation,
                                                 api::get_plugin_runtime_policies::answer& into,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Organizations, their projects, members and tokens.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class organization_client
    : public basic_client<organization_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public organization_calls<organization_client<Auth, Transport, Json>>,
      public access_control_calls<organization_client<Auth, Transport, Json>>,
      public project_token_calls<organization_client<Auth, Transport, Json>> {
public:
  using organization_client::basic_client::basic_client;
};

template <class... Argument>
organization_client(Argument&&...)
    -> organization_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                           detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/rag.hpp ---

// Assistants over documents: rest-api.md section 17 (docs.globant.ai wiki 29, 33).

namespace geai::inline v0 {

// The model that answers, and how it is run.
struct rag_llm {
  std::optional<bool> cache{};
  std::optional<double> frequency_penalty{};
  std::optional<int> max_tokens{};
  std::optional<std::string> model_name{};
  std::optional<int> n{};
  std::optional<double> presence_penalty{};
  std::optional<std::string> provider{};
  std::optional<bool> stream{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  raw_json type{};  // of no documented type
  std::optional<bool> verbose{};
};

// How passages are looked for and given to the model.
struct rag_search {
  std::optional<int> k{};
  std::optional<std::string> type{};
  std::optional<int> fetch_k{};
  std::optional<double> lambda{};
  std::optional<std::string> prompt{};
  std::optional<bool> return_source_documents{};
  std::optional<double> score_threshold{};
  std::optional<std::string> template_text{};
};

// How passages are fetched.
struct rag_retriever {
  std::optional<std::string> type{};  // "vectorStore", "selfQuery", "hyde", "contextualCompression", "multiQuery"
  std::optional<std::string> search_type{};
  raw_json step{};  // of no documented type
  std::optional<std::string> prompt{};
};

// How a search profile answers.
struct rag_search_options {
  std::optional<int> history_count{};
  std::optional<rag_llm> llm{};
  std::optional<rag_search> search{};
  std::optional<rag_retriever> retriever{};
};

// How documents are cut into pieces.
struct rag_chunks {
  std::optional<int> chunk_overlap{};
  std::optional<int> chunk_size{};
};

// How documents are put into the index.
struct rag_index_options {
  std::optional<rag_chunks> chunks{};
  std::optional<bool> use_parent_document{};
  raw_json child_document{};  // of no documented shape
};

// A profile: what is searched, and how. Of updates, what is unset is not sent.
struct rag_profile {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<int> status{};  // 1 enabled, 2 disabled
  std::optional<std::string> template_text{};
  raw_json welcome_data{};
  std::optional<rag_search_options> search_options{};
  std::optional<rag_index_options> index_options{};
};

// The wrapper of the list is inferred.
struct rag_profile_list {
  std::vector<rag_profile> profiles{};

  std::size_t size() const noexcept { return profiles.size(); }
  auto begin() const noexcept { return profiles.begin(); }
  auto end() const noexcept { return profiles.end(); }
};

// A property of a document.
struct rag_metadata {
  std::string key{};
  raw_json value{};
};

// A document of a search profile.
struct rag_document {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> key_name{};
  std::optional<std::string> url{};
  std::optional<std::string> timestamp{};
  std::optional<std::string> index_status{};  // "Unknown", "Starting", "Failed", "Pending", "Success"
  std::optional<std::string> index_detail{};
  std::vector<rag_metadata> metadata{};
};

// The documents of a list.
struct rag_document_list {
  std::vector<rag_document> documents{};
  std::optional<int> count{};

  std::size_t size() const noexcept { return documents.size(); }
  auto begin() const noexcept { return documents.begin(); }
  auto end() const noexcept { return documents.end(); }
};

// A variable of a search profile's prompt, and its value.
struct rag_variable {
  std::string key{};
  std::string value{};
};

// A condition on the metadata of documents.
struct rag_filter {
  std::string key{};
  std::string operation = "$eq";  // "$eq", "$ne", "$gt", "$gte", "$lt", "$lte"
  std::string value{};
};

// A piece of a document that was found.
struct rag_passage {
  std::string page_content{};
  std::optional<double> score{};
  raw_json metadata{};
};

// What the platform says of something that was done.
struct rag_outcome {
  bool success = false;
  raw_json messages{};
};

// The answer of a search, and the documents that it rests on.
struct rag_answer {
  raw_json id{};  // a number or a text
  std::optional<std::string> request_id{};
  std::string text{};
  std::vector<rag_passage> documents{};
  std::optional<rag_outcome> result{};
};

template <>
struct model<rag_llm> : fields<field<"cache", &rag_llm::cache>, field<"frequencyPenalty", &rag_llm::frequency_penalty>,
                               field<"maxTokens", &rag_llm::max_tokens>, field<"modelName", &rag_llm::model_name>,
                               field<"n", &rag_llm::n>, field<"presencePenalty", &rag_llm::presence_penalty>,
                               field<"provider", &rag_llm::provider>, field<"stream", &rag_llm::stream>,
                               field<"temperature", &rag_llm::temperature>, field<"topP", &rag_llm::top_p>,
                               field<"type", &rag_llm::type>, field<"verbose", &rag_llm::verbose>> {};
template <>
struct model<rag_search>
    : fields<field<"k", &rag_search::k>, field<"type", &rag_search::type>, field<"fetchK", &rag_search::fetch_k>,
             field<"lambda", &rag_search::lambda>, field<"prompt", &rag_search::prompt>,
             field<"returnSourceDocuments", &rag_search::return_source_documents>,
             field<"scoreThreshold", &rag_search::score_threshold>, field<"template", &rag_search::template_text>> {};
template <>
struct model<rag_retriever>
    : fields<field<"type", &rag_retriever::type>, field<"searchType", &rag_retriever::search_type>,
             field<"step", &rag_retriever::step>, field<"prompt", &rag_retriever::prompt>> {};
template <>
struct model<rag_search_options>
    : fields<field<"historyCount", &rag_search_options::history_count>, field<"llm", &rag_search_options::llm>,
             field<"search", &rag_search_options::search>, field<"retriever", &rag_search_options::retriever>> {};
template <>
struct model<rag_chunks>
    : fields<field<"chunkOverlap", &rag_chunks::chunk_overlap>, field<"chunkSize", &rag_chunks::chunk_size>> {};
template <>
struct model<rag_index_options> : fields<field<"chunks", &rag_index_options::chunks>,
                                         field<"useParentDocument", &rag_index_options::use_parent_document>,
                                         field<"childDocument", &rag_index_options::child_document>> {};
template <>
struct model<rag_profile>
    : fields<field<"name", &rag_profile::name>, field<"description", &rag_profile::description>,
             field<"status", &rag_profile::status>, field<"template", &rag_profile::template_text>,
             field<"welcomeData", &rag_profile::welcome_data>, field<"searchOptions", &rag_profile::search_options>,
             field<"indexOptions", &rag_profile::index_options>> {};
template <> struct model<rag_profile_list> : fields<field<"profiles", &rag_profile_list::profiles>> {};
template <>
struct model<rag_metadata> : fields<field<"key", &rag_metadata::key>, field<"value", &rag_metadata::value>> {};
template <>
struct model<rag_document>
    : fields<field<"id", &rag_document::id>, field<"name", &rag_document::name>,
             field<"extension", &rag_document::extension>, field<"keyName", &rag_document::key_name>,
             field<"url", &rag_document::url>, field<"timestamp", &rag_document::timestamp>,
             field<"indexStatus", &rag_document::index_status>, field<"indexDetail", &rag_document::index_detail>,
             field<"metadata", &rag_document::metadata>> {};
template <>
struct model<rag_document_list>
    : fields<field<"documents", &rag_document_list::documents>, field<"count", &rag_document_list::count>> {};
template <>
struct model<rag_variable> : fields<field<"key", &rag_variable::key>, field<"value", &rag_variable::value>> {};
template <>
struct model<rag_filter> : fields<field<"key", &rag_filter::key>, field<"operator", &rag_filter::operation>,
                                  field<"value", &rag_filter::value>> {};
template <>
struct model<rag_passage> : fields<field<"pageContent", &rag_passage::page_content>,
                                   field<"score", &rag_passage::score>, field<"metadata", &rag_passage::metadata>> {};
template <>
struct model<rag_outcome> : fields<field<"success", &rag_outcome::success>, field<"messages", &rag_outcome::messages>> {
};
template <>
struct model<rag_answer> : fields<field<"id", &rag_answer::id>, field<"requestId", &rag_answer::request_id>,
                                  field<"text", &rag_answer::text>, field<"documents", &rag_answer::documents>,
                                  field<"result", &rag_answer::result>> {};

namespace api {

struct list_rag_profiles {
  using answer = rag_profile_list;
  using endpoint = get<"/v1/search/profiles">;
  using parameters = fields<>;
};

struct get_rag_profile {
  std::string name{};

  using answer = rag_profile;
  using endpoint = get<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &get_rag_profile::name>>;
};

struct create_rag_profile {
  rag_profile profile{};

  using answer = rag_profile;
  using endpoint = post<"/v1/search/profile">;
  using parameters = fields<body<&create_rag_profile::profile>>;

  result<void> check() const {
    if (!profile.name) return detail::missing("name");
    return {};
  }
};

struct update_rag_profile {
  std::string name{};
  rag_profile profile{};

  using answer = rag_profile;
  using endpoint = put<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &update_rag_profile::name>, body<&update_rag_profile::profile>>;
};

struct delete_rag_profile {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &delete_rag_profile::name>>;
};

struct list_rag_documents {
  std::string name{};
  std::optional<int> skip{};   // offset
  std::optional<int> count{};  // page size; the platform's default is 10

  using answer = rag_document_list;
  using endpoint = get<"/v1/search/profile/{name}/documents">;
  using paging = by_offset<&list_rag_documents::skip, &list_rag_documents::count, 10>;
  using parameters = fields<path<"name", &list_rag_documents::name>, query<"skip", &list_rag_documents::skip>,
                            query<"count", &list_rag_documents::count>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct delete_all_rag_documents {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/documents">;
  using parameters = fields<path<"name", &delete_all_rag_documents::name>>;
};

// Adds a document, which is indexed later: its index_status says how far that is. The name must have an extension.
struct upload_rag_document {
  std::string name{};  // of the profile
  file_upload file{};
  std::optional<std::vector<rag_metadata>> metadata{};

  using answer = rag_document;
  using endpoint = post<"/v1/search/profile/{name}/document">;
  using parameters = fields<path<"name", &upload_rag_document::name>, part<"file", &upload_rag_document::file>,
                            part<"metadata", &upload_rag_document::metadata>>;
};

struct get_rag_document {
  std::string name{};
  std::string id{};

  using answer = rag_document;
  using endpoint = get<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &get_rag_document::name>, path<"id", &get_rag_document::id>>;
};

struct delete_rag_document {
  std::string name{};
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &delete_rag_document::name>, path<"id", &delete_rag_document::id>>;
};

// Answers a question from the documents of a profile. The platform reports failures of this call with status 200;
// they are errors here all the same.
struct execute_rag {
  std::optional<std::string> id{};  // of a conversation
  std::string profile{};
  std::string question{};
  std::optional<std::vector<rag_variable>> variables{};
  std::optional<std::vector<rag_filter>> filters{};
  std::optional<bool> cache{};

  using answer = rag_answer;
  using endpoint = post<"/v1/search/execute">;
  using parameters =
      fields<field<"id", &execute_rag::id>, field<"profile", &execute_rag::profile>,
             field<"question", &execute_rag::question>, field<"variables", &execute_rag::variables>,
             field<"filters", &execute_rag::filters>, header<"X-Saia-Cache-Enabled", &execute_rag::cache>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/rag.hpp ---

namespace geai::inline v0 {

// The calls of assistants over documents, for the clients that have them.
template <class Client> class rag_calls {
public:
  [[nodiscard]] auto list_rag_profiles(api::list_rag_profiles const& operation = api::list_rag_profiles(),
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_profiles(api::list_rag_profiles const& operation, api::list_rag_profiles::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_rag_profile(api::get_rag_profile const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_profile(api::get_rag_profile const& operation, api::get_rag_profile::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_rag_profile(api::create_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_rag_profile(api::update_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_rag_profile(api::delete_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_documents(api::list_rag_documents const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_documents(api::list_rag_documents const& operation, api::list_rag_documents::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_rag_documents(api::list_rag_documents const& operation,
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto delete_all_rag_documents(api::delete_all_rag_documents const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_rag_document(api::upload_rag_document const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // `progress(sent, total)` may return false to cancel; see client/upload.hpp.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] auto upload_rag_document(api::upload_rag_document const& operation, Progress&& progress,
                                         call_options const& options = call_options()) const {
    return self().upload(operation, std::forward<Progress>(progress), options);
  }

  [[nodiscard]] auto get_rag_document(api::get_rag_document const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_document(api::get_rag_document const& operation, api::get_rag_document::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_rag_document(api::delete_rag_document const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto execute_rag(api::execute_rag const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Assistants over documents.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class rag_client
    : public basic_client<rag_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public rag_calls<rag_client<Auth, Transport, Json>> {
public:
  using rag_client::basic_client::basic_client;
};

template <class... Argument>
rag_client(Argument&&...) -> rag_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/rerank.hpp ---

// Sorting texts by how well they answer a query: rest-api.md section 10 (docs.globant.ai wiki 625).

namespace geai::inline v0 {

// A document's place in the list that was sent, and how relevant it is.
struct reranked {
  int index = 0;  // into the documents of the request
  double relevance_score = 0;
  raw_json document{};  // a text or an object; optional
};

// The version of the service that has answered.
struct rerank_api_version {
  std::string version{};
};

// What is billed.
struct rerank_billed_units {
  std::optional<double> search_units{};
};

// What the service says besides the result.
struct rerank_meta {
  std::optional<rerank_api_version> api_version{};
  std::optional<rerank_billed_units> billed_units{};
};

// Documents in the order of their relevance.
struct rerank_result {
  std::string id{};
  std::vector<reranked> results{};  // the best first
  std::optional<rerank_meta> meta{};

  std::size_t size() const noexcept { return results.size(); }
  auto begin() const noexcept { return results.begin(); }
  auto end() const noexcept { return results.end(); }
};

template <>
struct model<reranked> : fields<field<"index", &reranked::index>, field<"relevance_score", &reranked::relevance_score>,
                                field<"document", &reranked::document>> {};
template <> struct model<rerank_api_version> : fields<field<"version", &rerank_api_version::version>> {};
template <> struct model<rerank_billed_units> : fields<field<"search_units", &rerank_billed_units::search_units>> {};
template <>
struct model<rerank_meta>
    : fields<field<"api_version", &rerank_meta::api_version>, field<"billed_units", &rerank_meta::billed_units>> {};
template <>
struct model<rerank_result> : fields<field<"id", &rerank_result::id>, field<"results", &rerank_result::results>,
                                     field<"meta", &rerank_result::meta>> {};

namespace api {

struct rerank_chunks {
  std::string model{};  // like "cohere/rerank-v3.5"
  std::string query{};
  std::vector<std::string> documents{};
  std::optional<int> top_n{};  // how many to return; all when unset

  using answer = rerank_result;
  using endpoint = post<"/rerank">;
  using parameters = fields<field<"model", &rerank_chunks::model>, field<"query", &rerank_chunks::query>,
                            field<"documents", &rerank_chunks::documents>, field<"top_n", &rerank_chunks::top_n>>;

  result<void> check() const {
    if (top_n && *top_n <= 0) return detail::refused("top_n", "is not positive");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/rerank.hpp ---

namespace geai::inline v0 {

// The calls of reranking, for the clients that have them.
template <class Client> class rerank_calls {
public:
  [[nodiscard]] auto rerank_chunks(api::rerank_chunks const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Sorts texts by how well they answer a query.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class rerank_client
    : public basic_client<rerank_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public rerank_calls<rerank_client<Auth, Transport, Json>> {
public:
  using rerank_client::basic_client::basic_client;
};

template <class... Argument>
rerank_client(Argument&&...)
    -> rerank_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                     detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/api/secrets.hpp ---

// Secrets of a project: rest-api.md section 6 (PyGEAI core/secrets; no wiki page of the API is known). The replies
// are not documented: the models assume what is sent, and a `secrets` array in the list.

namespace geai::inline v0 {

// A secret that the platform keeps. Lists may come without its value.
struct stored_secret {
  std::string id{};
  std::string name{};
  std::optional<std::string> description{};
  secret secret_string{};  // the value
  std::string status{};    // "Active", "Inactive", "Revoked" in the user interface
};

// The secrets of a list, without their values.
struct secret_list {
  std::vector<stored_secret> secrets{};

  std::size_t size() const noexcept { return secrets.size(); }
  auto begin() const noexcept { return secrets.begin(); }
  auto end() const noexcept { return secrets.end(); }
};

// What creating and updating send.
struct secret_definition {
  std::string name{};
  secret secret_string{};  // the value
  std::optional<std::string> description{};
};

// Who may do what with a secret. Only this one pair of values is known.
struct secret_access {
  std::string access_level = "write";
  std::string principal_type = "service";
};

// Who may use a secret.
struct secret_access_definition {
  std::vector<secret_access> access_list{};
};

template <>
struct model<stored_secret>
    : fields<field<"id", &stored_secret::id>, field<"name", &stored_secret::name>,
             field<"description", &stored_secret::description>, field<"secretString", &stored_secret::secret_string>,
             field<"status", &stored_secret::status>> {};
template <> struct model<secret_list> : fields<field<"secrets", &secret_list::secrets>> {};
template <>
struct model<secret_definition>
    : fields<field<"name", &secret_definition::name>, field<"secretString", &secret_definition::secret_string>,
             field<"description", &secret_definition::description>> {};
template <>
struct model<secret_access> : fields<field<"accessLevel", &secret_access::access_level>,
                                     field<"principalType", &secret_access::principal_type>> {};
template <>
struct model<secret_access_definition> : fields<field<"accessList", &secret_access_definition::access_list>> {};

namespace api {

// Secrets of the project.
struct list_secrets {
  std::optional<std::string> name{};
  std::optional<std::string> id{};
  std::optional<int> start{};  // offset
  std::optional<int> count{};  // page size; the platform's default is 10

  using answer = secret_list;
  using endpoint = get<"/v1/secrets">;
  using paging = by_offset<&list_secrets::start, &list_secrets::count, 10>;
  using parameters = fields<query<"name", &list_secrets::name>, query<"id", &list_secrets::id>,
                            query<"start", &list_secrets::start>, query<"count", &list_secrets::count>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct get_secret {
  std::string id{};

  using answer = stored_secret;
  using endpoint = get<"/v1/secrets/{id}">;
  using parameters = fields<path<"id", &get_secret::id>>;
};

struct create_secret {
  secret_definition definition{};

  using answer = stored_secret;
  using endpoint = post<"/v1/secrets">;
  using parameters = fields<field<"secretDefinition", &create_secret::definition>>;

  result<void> check() const { return detail::check_required(definition); }
};

// Both the name and the value are sent anew.
struct update_secret {
  std::string id{};
  secret_definition definition{};

  using answer = stored_secret;
  using endpoint = put<"/v1/secrets/{id}">;
  using parameters = fields<path<"id", &update_secret::id>, field<"secretDefinition", &update_secret::definition>>;

  result<void> check() const { return detail::check_required(definition); }
};

// Replaces the list of those who may use the secret.
struct set_secret_accesses {
  std::string id{};
  secret_access_definition definition{};

  using answer = void;
  using endpoint = post<"/v1/secrets/{id}/accesses">;
  using parameters =
      fields<path<"id", &set_secret_accesses::id>, field<"secretDefinition", &set_secret_accesses::definition>>;
};

// Who may use the secret; the shape of the reply is not documented.
struct get_secret_accesses {
  std::string id{};

  using answer = raw_json;
  using endpoint = get<"/v1/secrets/{id}/accesses">;
  using parameters = fields<path<"id", &get_secret_accesses::id>>;
};

}  // namespace api
}  // namespace geai::inline v0

// --- geai/client/secrets.hpp ---

namespace geai::inline v0 {

// The calls of secrets, for the clients that have them.
template <class Client> class secret_calls {
public:
  [[nodiscard]] auto list_secrets(api::list_secrets const& operation = api::list_secrets(),
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_secrets(api::list_secrets const& operation, api::list_secrets::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_secrets(api::list_secrets const& operation = api::list_secrets(),
                                 call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto get_secret(api::get_secret const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret(api::get_secret const& operation, api::get_secret::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_secret(api::create_secret const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_secret(api::update_secret const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_secret_accesses(api::set_secret_accesses const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret_accesses(api::get_secret_accesses const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_secret_accesses(api::get_secret_accesses const& operation,
                                         api::get_secret_accesses::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The secrets of a project.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class secret_client
    : public basic_client<secret_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public secret_calls<secret_client<Auth, Transport, Json>> {
public:
  using secret_client::basic_client::basic_client;
};

template <class... Argument>
secret_client(Argument&&...)
    -> secret_client<detail::deduced_auth<detail::platform_needs, Argument...>, detail::deduced_transport<Argument...>,
                     detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/client/usage_limits.hpp ---

namespace geai::inline v0 {

// The calls of usage limits, for the clients that have them.
template <class Client> class usage_limit_calls {
public:
  [[nodiscard]] auto create_organization_usage_limit(api::create_organization_usage_limit const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_usage_limits(api::list_organization_usage_limits const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_organization_usage_limits(api::list_organization_usage_limits const& operation,
                                                    api::list_organization_usage_limits::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_latest_organization_usage_limit(api::get_latest_organization_usage_limit const& operation,
                                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_latest_organization_usage_limit(api::get_latest_organization_usage_limit const& operation,
                                                         api::get_latest_organization_usage_limit::answer& into,
                                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_organization_usage_limit(api::delete_organization_usage_limit const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_hard_limit(api::set_organization_hard_limit const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_soft_limit(api::set_organization_soft_limit const& operation,
                                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_organization_renewal_status(api::set_organization_renewal_status const& operation,
                                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto create_project_usage_limit(api::create_project_usage_limit const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_usage_limits(api::list_project_usage_limits const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_project_usage_limits(api::list_project_usage_limits const& operation,
                                               api::list_project_usage_limits::answer& into,
                                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_latest_project_usage_limit(api::get_latest_project_usage_limit const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_latest_project_usage_limit(api::get_latest_project_usage_limit const& operation,
                                                    api::get_latest_project_usage_limit::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_active_project_usage_limit(api::get_active_project_usage_limit const& operation,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_active_project_usage_limit(api::get_active_project_usage_limit const& operation,
                                                    api::get_active_project_usage_limit::answer& into,
                                                    call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_project_usage_limit(api::delete_project_usage_limit const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_hard_limit(api::set_project_hard_limit const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_soft_limit(api::set_project_soft_limit const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto set_project_renewal_status(api::set_project_renewal_status const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The usage limits of organizations and projects.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class usage_limit_client
    : public basic_client<usage_limit_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public usage_limit_calls<usage_limit_client<Auth, Transport, Json>> {
public:
  using usage_limit_client::basic_client::basic_client;
};

template <class... Argument>
usage_limit_client(Argument&&...)
    -> usage_limit_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0

// --- geai/config/credentials_file.hpp ---

namespace geai::inline v0 {

// A credentials file (~/.geai/credentials) as a value. What it says is told by get(), aliases() and the other members of
// profiles<>. Reading it changes nothing on disk; editing changes this value only; update() is what writes.
//
//   # Keys of [DEFAULT] are inherited by every alias; it is no alias itself.
//   [DEFAULT]
//   geai_api_base_url = https://api.saia.ai
//
//   [staging]
//   GEAI_API_KEY: abc
//
// A section is an alias (the case counts). A key is the name of a variable in any case, ended by the first = or :. Lines
// that begin with # or ; are comments, after a value they are part of it. Values are trimmed and otherwise taken as they
// are: no quotes, no escapes, no interpolation. CRLF and a byte order mark are understood. What a reader would have to
// guess at is refused with errc::credentials_file and `PATH:LINE: reason; remedy`: a value that goes on in an indented
// line, a section or key that is there twice, a line without delimiter, text above the first section, an empty key, a
// malformed section, bytes that are no UTF-8 text, more than 1 MiB. No message holds a value.
//
// Owns its text, which is wiped at the end. Const members may be called from several threads at once.
class credentials_file : public profiles<> {
public:
  // A document without text, as of a file that does not exist.
  credentials_file() = default;

  // Reads a text. `path` serves the messages only. Cost: linear in the text (times the logarithm of its keys).
  static result<credentials_file> parse(std::string text, std::string path = {}) {
    return made_of(read(secret(std::move(text)), std::move(path)));
  }

  // Reads a file. One that is missing, or in a folder that is missing, is an empty document with exists() == false.
  // Never writes, creates or prints anything. Errors: errc::credentials_file.
  template <class System = detail::posix_system> static result<credentials_file> load(std::string path) {
    return made_of(profiles::load<System>(std::move(path)));
  }

  // Edits a file: waits for its lock, reads it, calls `edit(document)`, which returns result<void>, and puts the new text
  // in its place. The new file is private (0600; a missing folder is made 0700) and complete: whoever reads it, and
  // whatever happens meanwhile, finds the old text or the new one, and edits of other processes and threads are not
  // lost. Symbolic links are followed. Nothing is written when `edit` fails or changes nothing (unless others can read
  // the file, which ends that). `edit` must not update the same file: it would wait for itself.
  // Errors: those of load() and of `edit`; errc::credentials_file when the file cannot be locked within `patience` or
  // cannot be written, errc::cancelled when `stop` asks for it before it is locked; then the old file is whole.
  template <class System = detail::posix_system, class Edit>
  requires std::is_invocable_r_v<result<void>, Edit&, credentials_file&> static result<void> update(
      std::string const& path, Edit edit, std::chrono::milliseconds patience = std::chrono::seconds(10),
      std::stop_token const& stop = {}) {
    auto file = detail::locked_file<System>::acquire(path, patience, stop);
    if (!file) return std::move(file).error();
    auto old = file->read(detail::ini::size_limit);
    if (!old) return std::move(old).error();
    auto document = made_of(of(*old, path));
    if (!document) return std::move(document).error();
    if (result<void> done = edit(*document); !done) return done;

    bool const open_to_others = old->exists && (old->status.st_mode & 0077) != 0;
    if (document->secret_text() == old->text && !open_to_others) return {};
    return file->replace(document->text(), *old);
  }

  // Sets a key of an alias. A key that is there keeps its line, spelling and place; a new one goes to the end of its
  // section, a new section to the end of the text; nothing else changes. An empty value counts as unset when read.
  // Errors, and then nothing has changed: errc::invalid_argument when alias, key or value cannot be written so that they
  // are read back the same (a line break, blanks at an end, ...); errc::credentials_file over 1 MiB.
  // Cost: linear in the text.
  result<void> set(std::string_view profile, std::string_view key, std::string_view value) {
    if (auto done = check(profile, key, value); !done) return done;
    section const* const own = find(profile);
    if (own == nullptr) return append_section(profile, key, value);
    if (entry const* const found = find_in(*own, key)) return set_value(*found, value);
    return append_entry(*own, key, value);
  }

  // Removes a key of an alias, its line with it; whether there was one. An inherited key is not the alias's own.
  bool unset(std::string_view profile, std::string_view key) {
    section const* const own = find(profile);
    entry const* const found = own == nullptr ? nullptr : find_in(*own, key);
    return found != nullptr && replace(found->whole, {}).has_value();
  }

  // Removes an alias: its section with all that is in it, but for comments right above the next section; whether there
  // was one.
  bool remove_alias(std::string_view profile) {
    section const* const own = find(profile);
    return own != nullptr && replace({own->header.begin, end_of(*own)}, {}).has_value();
  }

private:
  explicit credentials_file(profiles&& read) : profiles(std::move(read)) {}

  static result<credentials_file> made_of(result<profiles> read) {
    if (!read) return std::move(read).error();
    return credentials_file(*std::move(read));
  }

  static result<void> check(std::string_view profile, std::string_view key, std::string_view value) {
    auto const refuse = [](std::initializer_list<std::string_view> parts) {
      error what(errc::invalid_argument, {});
      for (std::string_view part : parts) what.message += part;
      return what;
    };
    if (profile == detail::ini::default_section)
      return refuse({"the alias DEFAULT cannot be set: every alias inherits it; name another alias"});
    if (std::string_view const reason = detail::ini::unfit_alias(profile); !reason.empty())
      return refuse({"the alias ", reason, "; name another alias"});
    if (std::string_view const reason = detail::ini::unfit_key(key); !reason.empty())
      return refuse({"the key ", reason, "; name another key"});
    if (std::string_view const reason = detail::ini::unfit(value); !reason.empty())
      return refuse({key, " has ", reason, "; give one line of text"});
    if (detail::ini::trimmed(value, {0, value.size()}).of(value).size() != value.size())
      return refuse({key, " begins or ends with a blank, which would be lost; remove it"});
    return {};
  }

  // Where the next section begins, or rather the comments right above it, which speak of it.
  std::size_t end_of(section const& which) const noexcept {
    section const* const below = next(which);
    if (below == nullptr) return text().size();
    std::size_t const last = which.entries.empty() ? which.header.end : which.entries.back().whole.end;
    std::size_t end = last;
    for (std::size_t at = last; at != below->header.begin;) {
      detail::ini::text_line const line = detail::ini::line_at(text(), at);
      at = line.whole.end;
      if (!detail::ini::is_comment(text(), line.content)) end = at;
    }
    return end;
  }

  // Where a new key of a section goes: after its last key, and the comments that follow it without a gap.
  std::size_t end_of_entries(section const& which) const noexcept {
    std::size_t at = which.entries.empty() ? which.header.end : which.entries.back().whole.end;
    std::size_t const end = end_of(which);
    while (at < end) {
      detail::ini::text_line const line = detail::ini::line_at(text(), at);
      if (!detail::ini::is_comment(text(), line.content)) break;
      at = line.whole.end;
    }
    return at;
  }

  // How lines of this text end: like its first one.
  std::string_view line_end() const noexcept {
    std::size_t const newline = text().find('\n');
    bool const with_return = newline != std::string_view::npos && newline != 0 && text()[newline - 1] == '\r';
    return with_return ? "\r\n" : "\n";
  }
  // What ends the line above `at`, when nothing does yet.
  std::string_view gap_before(std::size_t at) const noexcept {
    bool const first = at == 0 || text().substr(0, at) == detail::ini::byte_order_mark;
    return first || text()[at - 1] == '\n' ? std::string_view() : line_end();
  }

  result<void> set_value(entry const& which, std::string_view value) {
    if (which.value.of(text()) == value) return {};
    // Where there is no value yet, a blank before the delimiter asks for one behind it.
    bool const empty = which.value.begin == which.value.end;
    char const before = text()[which.value.begin - 1];
    bool const spaced = text()[which.key.end] == ' ' || text()[which.key.end] == '\t';
    bool const gap = empty && spaced && (before == '=' || before == ':');
    return replace(which.value, {gap ? " " : "", value});
  }

  result<void> append_entry(section const& where, std::string_view key, std::string_view value) {
    std::size_t const at = end_of_entries(where);
    // Indented like the key above, since deeper would continue its value.
    std::string_view indent;
    if (!where.entries.empty()) {
      entry const& last = where.entries.back();
      indent = span{last.whole.begin, last.key.begin}.of(text());
    }
    return replace({at, at}, {gap_before(at), indent, key, value.empty() ? " =" : " = ", value, line_end()});
  }

  result<void> append_section(std::string_view profile, std::string_view key, std::string_view value) {
    std::size_t const at = text().size();
    bool const first = at == 0 || text() == detail::ini::byte_order_mark;
    bool const after_blank = first || text().ends_with("\n\n") || text().ends_with("\n\r\n");
    return replace({at, at}, {gap_before(at), after_blank ? "" : line_end(), "[", profile, "]", line_end(), key,
                              value.empty() ? " =" : " = ", value, line_end()});
  }

  // Puts the parts in the place of a piece of the text and reads it anew: what was edited is valid, or nothing happened.
  result<void> replace(span piece, std::initializer_list<std::string_view> parts) {
    std::size_t size = text().size() - (piece.end - piece.begin);
    for (std::string_view part : parts) size += part.size();
    std::string edited;
    edited.reserve(size);  // no copy of a secret stays behind in a smaller buffer
    edited += text().substr(0, piece.begin);
    for (std::string_view part : parts) edited += part;
    edited += text().substr(piece.end);

    auto document = read(secret(std::move(edited)), path());
    if (!document) return std::move(document).error();
    take_text(*std::move(document));
    return {};
  }
};

}  // namespace geai::inline v0

// --- geai/config/resolve.hpp ---

// Where a configuration comes from: arguments > environment > credentials file. The environment serves the `default`
// alias only. Credentials are taken as a unit from the highest source that has any; the other settings one by one.

namespace geai::inline v0 {

// Where each setting comes from, also when no session can be made of them, and the session or what is wrong.
struct explanation {
  origin_list origins{};
  result<geai::session> session;  // or why there is none
};

// A session and how it came about.
struct resolution {
  geai::session session{};  // what was found
  origin_list origins{};
};

// Looks for each setting: a pure function of its arguments, which reads nothing else. What can be wrong with the session:
// missing_requirement (an alias that the file does not have, a token without project, an empty argument, a missing eval
// URL where it is required), mixed_authentication, invalid_argument (a bad URL, control characters, plain http).
inline explanation explain(session_options const& options, environment const& variables,
                           class credentials_file const& file, detail::requirements const& needs = {}) {
  detail::findings found = detail::sources(options, variables, static_cast<profiles<> const&>(file)).find();
  auto made = detail::judge(options, needs, found).decide();
  return {std::move(found.origins), std::move(made)};
}

// The same where only a session will do.
inline result<resolution> resolve(session_options const& options, environment const& variables,
                                  class credentials_file const& file, detail::requirements const& needs = {}) {
  explanation all = explain(options, variables, file, needs);
  if (!all.session) return all.session.error();
  return resolution{*std::move(all.session), std::move(all.origins)};
}

// The same with the credentials file that the options or the variables name.
inline result<resolution> resolve_configuration(session_options const& options, environment const& variables) {
  auto file = credentials_file::load(detail::path_of_file(options, variables));
  if (!file) return file.error();
  return resolve(options, variables, *file);
}

// The session that a client with the same arguments would have. Reads the environment and the credentials file.
inline result<session> load_session(session_options const& options = {}) {
  return detail::configured_session<profiles<>>(options, environment::of_process());
}

// The session of a profile; the default one is that of GEAI_ALIAS, or `default`. Throws what load_session() returns.
inline session get_session(std::string_view profile = {}) {
  session_options options;
  if (!profile.empty()) options.alias = profile;
  return load_session(options).value();
}

}  // namespace geai::inline v0

// --- geai/json/simdjson.hpp ---

#ifndef GEAI_CORE_ONLY
namespace geai::inline v0::json {

// The default Json policy: simdjson finds the tokens, and the field lists of the models say what becomes of them, in
// one pass over them whatever the order of the keys. (Only simdjson's first stage is used: On-Demand does not look at
// what it skips, copies strings twice, and its templates make several times the code for each model.)
//
// Unknown fields are skipped (but must be well-formed), null is as good as absent, the last of repeated keys wins.
// Integers may be written with a fraction of zeros. At most 1024 objects and arrays may be nested.
struct simdjson {
  // See json::policy.
  template <class T> result<T> decode(std::string_view text);

  // See json::policy. After an error the content of `fresh` is unspecified.
  template <class T> result<void> decode_to(std::string_view text, T& fresh);

  // Makes `into` what decode<T> returns, but uses the memory that it has (strings, vectors, optionals that are set,
  // entries of maps): for texts that are alike nothing is allocated. After an error its content is unspecified.
  template <class T> result<void> decode_into(std::string_view text, T& into);

  // See json::policy: for models with std::string_view members, which are valid for as long as `text`. Strings with
  // escapes are unescaped where they stand, so that `text` is no JSON afterwards. After an error the content of both is
  // unspecified.
  template <class T> result<void> decode_borrowed(std::span<char> text, T& fresh);

  // Appends; see json::encode.
  template <class T> void encode(T const& value, std::string& out);
};

static_assert(policy<simdjson>);

}  // namespace geai::inline v0::json
#endif

// --- geai/detail/form.hpp ---

// The forms in which a program has the library.
//
// - Without macros: headers only. Whatever is used is compiled with it.
// - GEAI_COMPILED: the definitions of the default policies, and of what clients over them do, are in the library
//   geai_compiled, with which the program is linked; neither simdjson.h nor curl.h is included. For the policies of the
//   library only: a file with policies, operations or models of its own includes <geai/inline.hpp> first.

#ifdef GEAI_COMPILED
#define GEAI_INLINE
#define GEAI_KEPT [[gnu::used]]  // an instance that is inlined wherever it is used is there for other files as well
#else
#define GEAI_INLINE inline
#define GEAI_KEPT
#endif

// --- geai/json/detail/bytes.hpp ---

// Eight bytes of text at a time, and one character of UTF-8.

namespace geai::inline v0::json::detail {

inline constexpr std::uint64_t ones = 0x0101010101010101;
inline constexpr std::uint64_t high_bits = 0x8080808080808080;

inline std::uint64_t load8(char const* from) noexcept {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// High bits set for the bytes equal to `wanted`; above the first of them there may be false ones.
constexpr std::uint64_t equal_bytes(std::uint64_t word, unsigned char wanted) noexcept {
  std::uint64_t const difference = word ^ (ones * wanted);
  return (difference - ones) & ~difference & high_bits;
}

// The position in memory of the first byte whose high bit is set in `found`, which was made of a word loaded by load8.
// `found` is not zero, and nothing before its first true bit is set (on a big-endian machine false bits are not where
// they do no harm, so that the caller's text decides there: `same` is called for each byte).
template <class Same> std::size_t first_byte(std::uint64_t found, Same same) noexcept {
  if constexpr (std::endian::native == std::endian::little) return std::size_t(std::countr_zero(found)) / 8;
  std::size_t i = 0;
  while (!same(i)) ++i;
  return i;
}

// Writes `code_point` (no surrogate) as UTF-8; returns the end of what was written, at most four bytes.
inline char* write_utf8(std::uint32_t code_point, char* to) noexcept {
  if (code_point < 0x80) {
    *to++ = char(code_point);
  } else if (code_point < 0x800) {
    *to++ = char(0xc0 | (code_point >> 6));
    *to++ = char(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    *to++ = char(0xe0 | (code_point >> 12));
    *to++ = char(0x80 | ((code_point >> 6) & 0x3f));
    *to++ = char(0x80 | (code_point & 0x3f));
  } else {
    *to++ = char(0xf0 | (code_point >> 18));
    *to++ = char(0x80 | ((code_point >> 12) & 0x3f));
    *to++ = char(0x80 | ((code_point >> 6) & 0x3f));
    *to++ = char(0x80 | (code_point & 0x3f));
  }
  return to;
}

}  // namespace geai::inline v0::json::detail

// --- geai/json/encode.hpp ---

namespace geai::inline v0::json {

namespace detail {

// --- strings ---------------------------------------------------------------------------------------------------------

// What stands at `at`, a byte of 0x80 or more: the size of a well-formed character, or, negative, the size of what is
// replaced by one U+FFFD (the longest beginning of a well-formed character, or one byte).
inline int utf8_character(char const* at, char const* end) noexcept {
  auto const byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
  unsigned const lead = byte(0);
  if (lead < 0xc2 || lead > 0xf4) return -1;
  int const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  unsigned low = 0x80;
  unsigned high = 0xbf;
  if (lead == 0xe0) low = 0xa0;   // overlong
  if (lead == 0xed) high = 0x9f;  // surrogates
  if (lead == 0xf0) low = 0x90;   // overlong
  if (lead == 0xf4) high = 0x8f;  // beyond U+10FFFF
  for (int i = 1; i != size; ++i) {
    if (at + i == end || byte(i) < low || byte(i) > high) return -i;
    low = 0x80;
    high = 0xbf;
  }
  return size;
}

// High bits set for the bytes that cannot be copied unseen: controls, quotes, backslashes, and all that is not ASCII.
constexpr std::uint64_t special_bytes(std::uint64_t word) noexcept {
  return (((word - ones * 0x20) | word) & high_bits) | equal_bytes(word, '"') | equal_bytes(word, '\\');
}

constexpr bool is_special(char c) noexcept {
  auto const byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

// Appends to a std::string through a pointer: the string is enlarged ahead of what is written, and cut at the end.
class writer {
public:
  explicit writer(std::string& out) noexcept : out_(out), at_(out.data() + out.size()), end_(at_) {}
  ~writer() { out_.resize(size()); }
  writer(writer const&) = delete;
  writer& operator=(writer const&) = delete;

  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - out_.data()); }
  char& operator[](std::size_t position) noexcept { return out_[position]; }

  void write(char c) {
    reserve(1);
    *at_++ = c;
  }

  void write(std::string_view piece) {
    reserve(piece.size());
    copy(piece);
  }

  // The text between the quotes, and the closing quote.
  [[gnu::noinline]] void write_text(std::string_view text) {
    reserve(text.size() + 1);
    finish_text(text);
  }

  // The same behind a piece that ends with the opening quote.
  [[gnu::noinline]] void write_text(std::string_view piece, std::string_view text) {
    reserve(piece.size() + text.size() + 1);
    copy(piece);
    finish_text(text);
  }

  template <class Number> [[gnu::noinline]] void write_number(Number number) {
    if constexpr (std::is_floating_point_v<Number>)
      if (!__builtin_isfinite(number)) return write("null");
    reserve(48);  // the longest shortest form, of a long double, takes 30
    at_ = std::to_chars(at_, end_, number).ptr;
  }

private:
  void reserve(std::size_t room) {
    if (static_cast<std::size_t>(end_ - at_) < room) [[unlikely]]
      enlarge(room);
  }

  [[gnu::noinline]] void enlarge(std::size_t room) {
    std::size_t const used = size();
    std::size_t const free = out_.capacity() - used;
    std::size_t ahead = std::max(room, std::clamp(used, std::size_t{128}, std::size_t{4096}));
    if (free >= room) ahead = std::min(ahead, free);  // what fits must not allocate
    out_.resize(used + ahead);
    at_ = out_.data() + used;
    end_ = out_.data() + out_.size();
  }

  void copy(std::string_view piece) noexcept {
    std::memcpy(at_, piece.data(), piece.size());
    at_ += piece.size();
  }

  void finish_text(std::string_view text) {
    char const* const end = text.data() + text.size();
    char const* const special = copy_plain(text.data(), end);
    if (special != end) [[unlikely]]
      write_special(special, end);
    *at_++ = '"';
  }

  // Copies up to the first special byte, and returns where that is. Exactly that much room is used.
  char const* copy_plain(char const* from, char const* end) noexcept {
    auto const stop = [this](char const* word, std::uint64_t found) {
      std::size_t const plain = first_byte(found, [word](std::size_t i) { return is_special(word[i]); });
      at_ += plain;
      return word + plain;
    };
    if (end - from >= 8) {
      for (; end - from > 8; from += 8, at_ += 8) {
        std::uint64_t const word = load8(from);
        std::memcpy(at_, &word, sizeof word);
        if (std::uint64_t const found = special_bytes(word)) return stop(from, found);
      }
      // What the last word has in common with the one before is known not to be special.
      at_ -= 8 - (end - from);
      from = end - 8;
      std::uint64_t const word = load8(from);
      std::memcpy(at_, &word, sizeof word);
      if (std::uint64_t const found = special_bytes(word)) return stop(from, found);
      at_ += 8;
      return end;
    }
    while (from != end && !is_special(*from)) *at_++ = *from++;
    return from;
  }

  // The rest of a text from its first special byte on.
  [[gnu::noinline]] void write_special(char const* from, char const* end) {
    while (from != end) {
      reserve(static_cast<std::size_t>(end - from) + 6);  // an escape takes 5 bytes more than what it stands for
      if (static_cast<unsigned char>(*from) < 0x80) {
        write_escape(*from++);
      } else if (int const size = utf8_character(from, end); size > 0) {
        std::memcpy(at_, from, static_cast<std::size_t>(size));
        at_ += size;
        from += size;
      } else {
        copy("\xef\xbf\xbd");
        from -= size;
      }
      from = copy_plain(from, end);
    }
  }

  void write_escape(char c) noexcept {
    *at_++ = '\\';
    switch (c) {
      case '"':
      case '\\': *at_++ = c; return;
      case '\b': *at_++ = 'b'; return;
      case '\f': *at_++ = 'f'; return;
      case '\n': *at_++ = 'n'; return;
      case '\r': *at_++ = 'r'; return;
      case '\t': *at_++ = 't'; return;
      default: {
        char const digits[] = {'u', '0', '0', "01"[c >> 4], "0123456789abcdef"[c & 15]};
        copy({digits, sizeof digits});
      }
    }
  }

  std::string& out_;
  char* at_;
  char* end_;
};

// --- values ----------------------------------------------------------------------------------------------------------

using geai::detail::is_map;
using geai::detail::is_optional;
using geai::detail::is_vector;

template <class T>
inline constexpr bool is_text =
    std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view> || std::is_same_v<T, secret>;

template <class T> inline constexpr bool unsupported = false;

inline std::string_view text_of(std::string const& text) noexcept { return text; }
inline std::string_view text_of(std::string_view const& text) noexcept { return text; }
inline std::string_view text_of(secret const& text) noexcept { return text.reveal(); }

// `,"name":`, and the opening quote when the value is a text; or with a brace instead of the comma.
template <class Field, char Before, bool Text>
inline constexpr auto member_piece = [] {
  constexpr std::string_view name = Field::name;
  std::array<char, name.size() + (Text ? 5 : 4)> piece{};
  std::size_t size = 0;
  piece[size++] = Before;
  piece[size++] = '"';
  for (char c : name) piece[size++] = c;
  piece[size++] = '"';
  piece[size++] = ':';
  if (Text) piece[size++] = '"';
  return piece;
}();

constexpr bool is_plain_name(std::string_view name) noexcept {
  for (char c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  return true;
}

// Where it is not known which item is the first, each is written with a comma before it, and closing replaces the first
// one by the opening bracket.
inline void close(std::size_t start, char opening, char closing, writer& out) {
  if (out.size() == start)
    out.write(opening);
  else
    out[start] = opening;
  out.write(closing);
}

template <class T> void write(T const& value, writer& out);

// The name of the first member, when it is never omitted; else empty.
template <class T>
inline constexpr std::string_view first_member = [] {
  std::string_view first;
  model<T>::any_of([&first]<class Field>(Field) {
    using type = std::remove_cvref_t<decltype(Field::get(std::declval<T const&>()))>;
    if (!Field::written) return false;
    if (!is_optional<type> && !std::is_same_v<type, raw_json>) first = Field::name;
    return true;
  });
  return first;
}();

template <class Field, char Before, class T> void write_member(T const& value, writer& out) {
  static_assert(is_plain_name(Field::name), "geai: a field's name must not need escapes");
  if constexpr (is_optional<T>) {
    if (value) write_member<Field, Before>(*value, out);
  } else {
    if constexpr (std::is_same_v<T, raw_json>)
      if (value.empty()) return;
    constexpr auto const& characters = member_piece<Field, Before, is_text<T>>;
    constexpr std::string_view piece(characters.data(), characters.size());
    if constexpr (is_text<T>) {
      out.write_text(piece, text_of(value));
    } else {
      out.write(piece);
      detail::write(value, out);
    }
  }
}

template <class T> void write_model(T const& value, writer& out) {
  constexpr std::string_view first = first_member<T>;
  std::size_t const start = out.size();
  model<T>::for_each([&]<class Field>(Field) {
    if constexpr (Field::written) write_member<Field, Field::name == first ? '{' : ','>(Field::get(value), out);
  });
  if constexpr (first.empty())
    close(start, '{', '}', out);
  else
    out.write('}');
}

template <class T> void write(T const& value, writer& out) {
  if constexpr (std::is_same_v<T, bool>) {
    out.write(value ? std::string_view("true") : std::string_view("false"));
  } else if constexpr (std::is_integral_v<T>) {
    using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    using narrow = std::conditional_t<std::is_signed_v<T>, std::int32_t, std::uint32_t>;
    out.write_number(static_cast<std::conditional_t<sizeof(T) <= 4, narrow, wide>>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    out.write_number(value);
  } else if constexpr (is_text<T>) {
    out.write_text("\"", text_of(value));
  } else if constexpr (std::is_same_v<T, raw_json>) {
    out.write(value.empty() ? std::string_view("null") : std::string_view(value.text));
  } else if constexpr (std::is_same_v<T, std::chrono::seconds>) {
    out.write_number(static_cast<std::int64_t>(value.count()));
  } else if constexpr (is_optional<T>) {
    if (value)
      detail::write(*value, out);
    else
      out.write("null");
  } else if constexpr (is_vector<T>) {
    std::size_t const start = out.size();
    for (typename T::const_reference each : value) {
      out.write(',');
      detail::write<typename T::value_type>(each, out);
    }
    close(start, '[', ']', out);
  } else if constexpr (is_map<T>) {
    std::size_t const start = out.size();
    for (auto const& [key, each] : value) {
      out.write_text(",\"", key);
      out.write(':');
      detail::write(each, out);
    }
    close(start, '{', '}', out);
  } else if constexpr (modelled<T>) {
    write_model(value, out);
  } else {
    static_assert(unsupported<T>, "geai: this type has no form in JSON: describe it with geai::model");
  }
}

}  // namespace detail

// Appends the JSON text of `value`, any type that geai::model's comment lists, to `out`.
//
// The text is valid JSON in valid UTF-8, whatever the strings hold: ill-formed sequences become U+FFFD, one for each
// maximal subpart. A raw_json is inserted as it is: whoever fills it answers for it. Members that are an unset optional
// or an empty raw_json are omitted; elsewhere these are null, as are NaN and the infinities. A secret is written as its
// text. Allocates nothing but what `out` grows by.
template <class T> void encode(T const& value, std::string& out) {
  detail::writer writer(out);
  detail::write(value, writer);
}

}  // namespace geai::inline v0::json

// --- geai/json/detail/reader.hpp ---

namespace geai::inline v0::json::detail {

inline constexpr unsigned max_depth = 1024;

// Where the beginnings of the tokens are in the text: braces, brackets, colons, commas, strings, numbers, literals.
// Between a token's end and the next one's beginning there is white space only. What reads a value takes the cursor
// that is at the value and returns the one that is past it, or null after a failure.
using cursor = std::uint32_t const*;

constexpr bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// One document of which the tokens are known (simdjson's first stage), and what is wrong with it.
// The text is valid UTF-8, its strings are closed and free of raw control characters, and `padding` bytes follow.
struct reader {
  char const* text;
  cursor last;              // past the last token; what it points at is the size of the text
  char const* plain_until;  // from the token that is being read up to here there is no backslash
  std::string& scratch;     // for keys
  unsigned depth = 0;
  std::string path{};  // made while a failure unwinds
  std::string complaint{};

  char head(cursor at) const noexcept { return text[*at]; }

  std::string_view token(cursor at) const noexcept {
    char const* const begin = text + at[0];
    char const* end = text + at[1];
    while (is_space(end[-1])) --end;
    return {begin, end};
  }

  // The text between the quotes of the string at `at`.
  std::string_view raw_string(cursor at) const noexcept {
    char const* const begin = text + at[0] + 1;
    char const* end = text + at[1] - 1;
    while (*end != '"') --end;
    return {begin, end};
  }

  // Whether `raw`, at or after what was read last, has a backslash. Looks ahead, as most texts have few of them.
  bool has_escapes(std::string_view raw) noexcept {
    char const* const end = raw.data() + raw.size();
    return end > plain_until && find_escape(raw.data(), end);
  }

  // --- failures: each returns null ---

  [[gnu::cold, gnu::noinline]] cursor not_json(std::string_view words) {
    complaint.assign("not valid JSON (").append(words).append(")");
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor unfinished() { return not_json("the document ends early"); }

  [[gnu::cold, gnu::noinline]] cursor no_separator(char closing) {
    return not_json(closing == '}' ? "a comma or the end of an object is missing"
                                   : "a comma or the end of an array is missing");
  }

  [[gnu::cold, gnu::noinline]] cursor too_deep() { return not_json("nested more than 1024 deep"); }

  [[gnu::cold, gnu::noinline]] cursor wrong(cursor at, std::string_view expected, std::string_view detail = {}) {
    std::string_view const found = type_at(at);
    if (found.empty()) return not_json("a value is missing or is none");
    complaint.assign("expected ").append(expected).append(", found ").append(found).append(detail);
    return nullptr;
  }

  // A failure below a member, an element, an entry of a map.
  [[gnu::cold, gnu::noinline]] cursor in_member(std::string_view name) {
    path.insert(0, name).insert(0, 1, '.');
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor in_element(std::size_t index) {
    path.insert(0, "[" + std::to_string(index) + "]");
    return nullptr;
  }

  [[gnu::cold, gnu::noinline]] cursor in_entry(std::string_view key) {
    std::string step = "[";
    encode(std::string(key.substr(0, 64)), step);
    path.insert(0, step + "]");
    return nullptr;
  }

private:
  [[gnu::noinline]] bool find_escape(char const* begin, char const* end) noexcept {
    constexpr std::ptrdiff_t ahead = 1024;
    char const* const from = std::max(begin, plain_until);
    char const* const to = from + std::min(std::max(end - from, ahead), text + *last - from);
    auto const* const found = static_cast<char const*>(std::memchr(from, '\\', static_cast<std::size_t>(to - from)));
    plain_until = found != nullptr ? found : to;
    return plain_until < end;
  }

  std::string_view type_at(cursor at) const noexcept {
    switch (head(at)) {
      case '{': return "an object";
      case '[': return "an array";
      case '"': return "a string";
      case 't':
      case 'f': return "a boolean";
      case 'n': return "null";
      case '-': return "a number";
      default: return head(at) >= '0' && head(at) <= '9' ? "a number" : "";
    }
  }
};

// The value of four hexadecimal digits, or more than 0xffff when they are none.
inline std::uint32_t hexadecimal(char const* digits) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i != 4; ++i) {
    char const c = digits[i];
    std::uint32_t const digit = c >= '0' && c <= '9'   ? std::uint32_t(c - '0')
                                : c >= 'a' && c <= 'f' ? std::uint32_t(c - 'a' + 10)
                                : c >= 'A' && c <= 'F' ? std::uint32_t(c - 'A' + 10)
                                                       : 0x10000;
    value = value << 4 | digit;
  }
  return value;
}

// Reads the four digits of a \u escape, and the second half of a surrogate pair behind it. A half that is alone is
// U+FFFD: such text is valid JSON, and language models do emit it. `from` is moved on; false when there are no digits.
inline bool read_code_point(char const*& from, char const* end, std::uint32_t& code_point) noexcept {
  if (end - from < 4) return false;
  code_point = hexadecimal(from);
  if (code_point > 0xffff) return false;
  from += 4;
  if (code_point < 0xd800 || code_point > 0xdfff) return true;
  if (code_point < 0xdc00 && end - from >= 6 && from[0] == '\\' && from[1] == 'u') {
    std::uint32_t const low = hexadecimal(from + 2);
    if (low >= 0xdc00 && low <= 0xdfff) {
      code_point = 0x10000 + ((code_point - 0xd800) << 10) + (low - 0xdc00);
      from += 6;
      return true;
    }
  }
  code_point = 0xfffd;
  return true;
}

// How many bytes past its result `unescape` may write.
inline constexpr std::size_t unescape_slack = 8;

// Writes the text that `raw` stands for to `to`, which has room for raw.size() + unescape_slack; returns its end, or
// null when an escape is none. May read seven bytes past `raw`.
inline char* unescape(std::string_view raw, char* to) noexcept {
  char const* from = raw.data();
  char const* const end = from + raw.size();
  for (;;) {
    std::size_t plain;
    for (;;) {
      std::uint64_t const word = load8(from);
      std::memcpy(to, &word, sizeof word);
      if (std::uint64_t const found = equal_bytes(word, '\\')) {
        plain = first_byte(found, [from](std::size_t i) { return from[i] == '\\'; });
        break;
      }
      plain = sizeof word;
      if (end - from <= 8) break;
      from += 8;
      to += 8;
    }
    if (static_cast<std::size_t>(end - from) <= plain) return to + (end - from);
    from += plain + 1;
    to += plain;
    switch (char const escape = *from++) {
      case '"':
      case '\\':
      case '/': *to++ = escape; break;
      case 'b': *to++ = '\b'; break;
      case 'f': *to++ = '\f'; break;
      case 'n': *to++ = '\n'; break;
      case 'r': *to++ = '\r'; break;
      case 't': *to++ = '\t'; break;
      case 'u': {
        std::uint32_t code_point;
        if (!read_code_point(from, end, code_point)) return nullptr;
        to = write_utf8(code_point, to);
        break;
      }
      default: return nullptr;
    }
  }
}

inline bool unescape(std::string_view raw, std::string& into) {
  into.resize(raw.size() + unescape_slack);
  char* const end = unescape(raw, into.data());
  into.resize(end == nullptr ? 0 : static_cast<std::size_t>(end - into.data()));
  return end != nullptr;
}

}  // namespace geai::inline v0::json::detail

// --- geai/json/detail/model_table.hpp ---

// A model as data: one function reads the objects of all models, so that a further model adds little code.

namespace geai::inline v0::json::detail {

// --- names -----------------------------------------------------------------------------------------------------------

// The first and the last eight bytes of a name, which are the same for shorter ones (filled with zeros).
struct name_ends {
  std::uint64_t first;
  std::uint64_t last;

  friend constexpr bool operator==(name_ends const&, name_ends const&) = default;
};

// As load8 would load the name's bytes followed by zeros.
constexpr std::uint64_t load_name(std::string_view name) noexcept {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i != 8 && i != name.size(); ++i) {
    std::size_t const shift = std::endian::native == std::endian::little ? 8 * i : 56 - 8 * i;
    word |= std::uint64_t{static_cast<unsigned char>(name[i])} << shift;
  }
  return word;
}

constexpr name_ends ends_of(std::string_view name) noexcept {
  return {load_name(name), load_name(name.size() < 8 ? name : name.substr(name.size() - 8))};
}

// The same for a key in the text, of which eight bytes may be read however short it is. No branches: the sizes of keys
// are hard to predict. (What it gives for an empty key is no name's.)
inline name_ends ends_of_key(char const* key, std::size_t size) noexcept {
  constexpr std::uint64_t all = ~std::uint64_t{0};
  bool const is_long = size >= 8;
  std::size_t const unused = is_long ? 0 : size == 0 ? 56 : 64 - 8 * size;
  std::uint64_t const mask = std::endian::native == std::endian::little ? all >> unused : all << unused;
  return {load8(key) & mask, load8(key + (is_long ? size - 8 : 0)) & mask};
}

constexpr std::uint64_t hash(name_ends ends, std::uint64_t seed) noexcept {
  return (ends.first ^ std::rotl(ends.last * 0x9e3779b97f4a7c15, 31)) * seed;
}

// --- tables ----------------------------------------------------------------------------------------------------------

// Tells at once whether a key is the expected one: `"name":` is compared as two words that overlap or are the same.
struct expected_key {
  std::uint64_t mask = 0;
  std::uint64_t first = 1;  // which nothing equals under that mask
  std::uint64_t last = 1;
  std::uint32_t last_at = 0;    // where the second word begins
  std::uint32_t unchecked = 0;  // how many bytes of the name neither of them covers

  static constexpr expected_key of(std::string_view name) {
    std::array<char, padding + 3> key{'"'};
    std::size_t size = 1;
    for (char c : name) key[size++] = c;
    key[size++] = '"';
    key[size++] = ':';
    std::string_view const all(key.data(), size);
    std::size_t const last_at = size < 8 ? 0 : size - 8;
    return {load_name(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff").substr(0, size < 8 ? size : 8)),
            load_name(all), load_name(all.substr(last_at)), static_cast<std::uint32_t>(last_at),
            static_cast<std::uint32_t>(size <= 16 ? 0 : size - 16)};
  }

  // `key` is at the opening quote.
  bool is_at(char const* key, std::string_view name) const noexcept {
    std::uint64_t const difference = ((load8(key) & mask) ^ first) | ((load8(key + last_at) & mask) ^ last);
    return difference == 0 && (unchecked == 0 || std::memcmp(key + 8, name.data() + 7, unchecked) == 0);
  }
};

struct table_field {
  expected_key expected;
  name_ends ends;
  std::string_view name;
  std::uint64_t bit;   // its place in a field_set
  std::uint16_t word;  // the same
  std::uint16_t next;  // the field that is expected behind it
  bool written;
  // Reads the member of a fresh object; `again` when it may have been read before.
  cursor (*read)(reader& r, cursor at, void* object, bool again);
};

struct model_table {
  table_field const* fields;
  std::uint8_t const* slots;  // a hash table of indices into `fields`; `size` is free
  std::uint64_t seed;         // which makes collisions rare or none
  std::uint16_t size;
  std::uint16_t slot_mask;
  std::uint8_t shift;
  bool has_other_names;

  // The field with this name, or `size`.
  std::size_t find(char const* key, std::size_t key_size, name_ends ends) const noexcept {
    for (std::size_t slot = hash(ends, seed) >> shift;; slot = (slot + 1) & slot_mask) {
      std::size_t const index = slots[slot];
      if (index == size || is(index, key, key_size, ends)) return index;
    }
  }

  bool is(std::size_t index, char const* key, std::size_t key_size, name_ends ends) const noexcept {
    table_field const& field = fields[index];
    return field.name.size() == key_size && field.ends == ends &&
           (key_size <= 16 || std::memcmp(key + 8, field.name.data() + 8, key_size - 16) == 0);
  }
};

template <class T, class Field> cursor read_field(reader& r, cursor at, void* object, bool again);

template <class T> struct table_storage {
  using list = typename model<T>::list;

  static constexpr std::size_t size = list::size;
  static constexpr std::size_t slot_bits = static_cast<std::size_t>(std::bit_width(4 * size + 1));
  static_assert(size <= 255, "geai: a model has at most 255 fields");

  template <class... Field> static constexpr std::array<table_field, size + 1> make_fields(geai::fields<Field...>) {
    static_assert((... && is_plain_name(Field::name)), "geai: a field's name must not need escapes");
    static_assert((... && (Field::name.size() < padding)), "geai: a field's name is too long");
    static_assert((... && !Field::name.empty()), "geai: a field's name is empty");
    // The last one, which no key is, is expected when nothing else is.
    std::array<table_field, size + 1> all{table_field{expected_key::of(Field::name), ends_of(Field::name), Field::name,
                                                      0, 0, 0, Field::written, read_field<T, Field>}...};
    // Other names are not expected: who sends one does not send the other.
    std::size_t next = size;
    for (std::size_t i = size; i-- != 0;) {
      all[i].bit = std::uint64_t{1} << (i % 64);
      all[i].word = static_cast<std::uint16_t>(i / 64);
      all[i].next = static_cast<std::uint16_t>(next);
      if (all[i].written) next = i;
    }
    return all;
  }

  static constexpr auto fields = make_fields(list{});

  static constexpr bool has_other_names = [] {
    for (std::size_t i = 0; i != size; ++i)
      if (!fields[i].written) return true;
    return false;
  }();

  struct hash_table {
    std::array<std::uint8_t, std::size_t{1} << slot_bits> slots{};
    std::uint64_t seed = 0xff51afd7ed558ccd;
    std::size_t collisions = 0;
  };

  static constexpr hash_table hash_table_of(std::uint64_t seed) {
    hash_table table{.seed = seed};
    for (auto& slot : table.slots) slot = static_cast<std::uint8_t>(size);
    for (std::size_t i = 0; i != size; ++i) {
      std::size_t slot = hash(fields[i].ends, seed) >> (64 - slot_bits);
      for (; table.slots[slot] != size; slot = (slot + 1) % table.slots.size()) ++table.collisions;
      table.slots[slot] = static_cast<std::uint8_t>(i);
    }
    return table;
  }

  static constexpr hash_table hashed = [] {
    hash_table best = hash_table_of(0xff51afd7ed558ccd);
    for (std::uint64_t attempt = 1; attempt != 16 && best.collisions != 0; ++attempt) {
      hash_table const other = hash_table_of(0xff51afd7ed558ccd + attempt * 0x2545f4914f6cdd1e);
      if (other.collisions < best.collisions) best = other;
    }
    return best;
  }();

  static constexpr bool has_repeated_names = [] {
    for (std::size_t i = 0; i != size; ++i)
      for (std::size_t j = 0; j != i; ++j)
        if (fields[i].name == fields[j].name) return true;
    return false;
  }();
  static_assert(!has_repeated_names, "geai: a model has two fields of the same name");
};

template <class T>
inline constexpr model_table table_of = {table_storage<T>::fields.data(),
                                         table_storage<T>::hashed.slots.data(),
                                         table_storage<T>::hashed.seed,
                                         static_cast<std::uint16_t>(table_storage<T>::size),
                                         static_cast<std::uint16_t>(table_storage<T>::hashed.slots.size() - 1),
                                         static_cast<std::uint8_t>(64 - table_storage<T>::slot_bits),
                                         table_storage<T>::has_other_names};

}  // namespace geai::inline v0::json::detail

// --- geai/json/detail/scalars.hpp ---

// Reading of what has no parts, and the walk over what nobody reads.

namespace geai::inline v0::json::detail {

// --- numbers ---------------------------------------------------------------------------------------------------------

constexpr bool is_digit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

// A number's parts: -digits.fraction e exponent.
struct number_parts {
  bool valid = false;
  bool negative = false;
  std::string_view digits{};
  std::string_view fraction{};
  int exponent = 0;  // kept within +-1,000,000,000
};

inline number_parts split_number(std::string_view token) noexcept {
  number_parts parts;
  char const* at = token.data();
  char const* const end = at + token.size();
  auto const skip_digits = [&at, end] {
    char const* const begin = at;
    while (at != end && is_digit(*at)) ++at;
    return std::string_view(begin, at);
  };
  if (at != end && *at == '-') {
    parts.negative = true;
    ++at;
  }
  parts.digits = skip_digits();
  if (parts.digits.empty() || (parts.digits.size() > 1 && parts.digits[0] == '0')) return parts;
  if (at != end && *at == '.') {
    ++at;
    parts.fraction = skip_digits();
    if (parts.fraction.empty()) return parts;
  }
  if (at != end && (*at == 'e' || *at == 'E')) {
    ++at;
    bool const minus = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    std::string_view const digits = skip_digits();
    if (digits.empty()) return parts;
    for (char c : digits)
      if (parts.exponent < 100'000'000) parts.exponent = parts.exponent * 10 + (c - '0');
    if (minus) parts.exponent = -parts.exponent;
  }
  parts.valid = at == end;
  return parts;
}

struct integer_bounds {
  std::uint64_t largest;
  std::uint64_t smallest;  // its size, without the sign

  template <std::integral Integer> static constexpr integer_bounds of() noexcept {
    return {static_cast<std::uint64_t>(std::numeric_limits<Integer>::max()),
            std::is_signed_v<Integer> ? static_cast<std::uint64_t>(std::numeric_limits<Integer>::max()) + 1 : 0};
  }
};

// Integers that are not written plainly (1.0, 2e3), and all the failures. Exact: 9007199254740993.0 is that number.
[[gnu::cold, gnu::noinline]] inline cursor read_unusual_integer(reader& r, cursor at, integer_bounds bounds,
                                                                std::uint64_t& bits) {
  if (!is_digit(r.head(at)) && r.head(at) != '-') return r.wrong(at, "an integer");
  number_parts const number = split_number(r.token(at));
  if (!number.valid) return r.not_json("a number is malformed");

  // The digits of both parts, counted without the zeros at the end; what follows them is 10^exponent.
  std::size_t const all = number.digits.size() + number.fraction.size();
  auto const digit = [&number](std::size_t i) {
    return i < number.digits.size() ? number.digits[i] : number.fraction[i - number.digits.size()];
  };
  std::size_t size = all;
  while (size != 0 && digit(size - 1) == '0') --size;
  auto exponent = static_cast<std::ptrdiff_t>(number.exponent) - static_cast<std::ptrdiff_t>(number.fraction.size()) +
                  static_cast<std::ptrdiff_t>(all - size);
  if (size == 0) exponent = 0;
  if (exponent < 0) return r.wrong(at, "an integer", " with a fraction");

  std::uint64_t value = 0;
  bool fits = true;
  auto const shift_in = [&value, &fits](unsigned next) {
    fits = fits && !__builtin_mul_overflow(value, std::uint64_t{10}, &value) &&
           !__builtin_add_overflow(value, std::uint64_t{next}, &value);
  };
  for (std::size_t i = 0; i != size && fits; ++i) shift_in(static_cast<unsigned>(digit(i) - '0'));
  for (; exponent != 0 && fits; --exponent) shift_in(0);
  if (!fits || value > (number.negative ? bounds.smallest : bounds.largest))
    return r.wrong(at, "an integer", " that is out of range");
  bits = number.negative ? 0 - value : value;
  return at + 1;
}

// The two's complement of an integer within `bounds`.
[[gnu::noinline]] inline cursor read_integer(reader& r, cursor at, integer_bounds bounds, std::uint64_t& bits) {
  std::string_view const token = r.token(at);
  bool const negative = token.front() == '-';
  char const* digit = token.data() + (negative ? 1 : 0);
  char const* const end = token.data() + token.size();
  // 19 digits always fit. A leading zero is left to the other function, unless it is all there is.
  bool plain = end != digit && end - digit <= 19 && (*digit != '0' || end - digit == 1);
  std::uint64_t value = 0;
  for (; plain && digit != end; ++digit) {
    plain = is_digit(*digit);
    value = value * 10 + static_cast<std::uint64_t>(*digit - '0');
  }
  if (!plain || value > (negative ? bounds.smallest : bounds.largest)) [[unlikely]]
    return read_unusual_integer(r, at, bounds, bits);
  bits = negative ? 0 - value : value;
  return at + 1;
}

template <class Integer>
  requires(std::integral<Integer> && !std::same_as<Integer, bool>)
[[gnu::noinline]] cursor read_value(reader& r, cursor at, Integer& into) {
  std::uint64_t bits = 0;
  at = read_integer(r, at, integer_bounds::of<Integer>(), bits);
  if (at != nullptr) into = static_cast<Integer>(bits);
  return at;
}

template <std::floating_point Number> [[gnu::noinline]] cursor read_value(reader& r, cursor at, Number& into) {
  if (!is_digit(r.head(at)) && r.head(at) != '-') return r.wrong(at, "a number");
  std::string_view const token = r.token(at);
  number_parts const number = split_number(token);
  if (!number.valid) return r.not_json("a number is malformed");
  if (std::from_chars(token.data(), token.data() + token.size(), into).ec == std::errc::result_out_of_range) {
    // Too large, or so small that it is zero? The power of ten of the first digit tells.
    std::size_t const zeros = number.fraction.find_first_not_of('0');
    std::ptrdiff_t const power = number.digits != "0" ? static_cast<std::ptrdiff_t>(number.digits.size()) - 1
                                                      : -1 - static_cast<std::ptrdiff_t>(zeros);
    if (power + number.exponent > 0) return r.wrong(at, "a number", " that is out of range");
    into = number.negative ? -Number{0} : Number{0};
  }
  return at + 1;
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, std::chrono::seconds& into) {
  std::chrono::seconds::rep count = 0;
  at = read_value(r, at, count);
  if (at != nullptr) into = std::chrono::seconds(count);
  return at;
}

// --- literals --------------------------------------------------------------------------------------------------------

template <std::size_t Size> cursor read_literal(reader& r, cursor at, char const (&literal)[Size]) {
  std::string_view const token = r.token(at);
  bool const same = token.size() == Size - 1 && std::memcmp(token.data(), literal, Size - 1) == 0;
  return same ? at + 1 : r.not_json("a literal is misspelled");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, bool& into) {
  char const head = r.head(at);
  if (head != 't' && head != 'f') return r.wrong(at, "a boolean");
  into = head == 't';
  return into ? read_literal(r, at, "true") : read_literal(r, at, "false");
}

// --- strings ---------------------------------------------------------------------------------------------------------

[[gnu::noinline]] inline cursor read_escaped(reader& r, cursor at, std::string& into) {
  return unescape(r.raw_string(at), into) ? at + 1 : r.not_json("a string has an invalid escape");
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, std::string& into) {
  if (r.head(at) != '"') [[unlikely]]
    return r.wrong(at, "a string");
  std::string_view const raw = r.raw_string(at);
  if (r.has_escapes(raw)) [[unlikely]]
    return read_escaped(r, at, into);
  into.clear();
  into.append(raw);  // cheaper than assign
  return at + 1;
}

// For decode_borrowed(), which may change the text. What is unescaped is never longer than what stands there.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, std::string_view& into) {
  if (r.head(at) != '"') [[unlikely]]
    return r.wrong(at, "a string");
  into = r.raw_string(at);
  if (!r.has_escapes(into)) return at + 1;
  if (!unescape(into, r.scratch)) return r.not_json("a string has an invalid escape");
  std::memcpy(const_cast<char*>(into.data()), r.scratch.data(), r.scratch.size());
  into = into.substr(0, r.scratch.size());
  return at + 1;
}

[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, secret& into) {
  if (r.head(at) != '"') return r.wrong(at, "a string");
  std::string_view const raw = r.raw_string(at);
  if (!r.has_escapes(raw)) {
    if (into.reveal() != raw) into = secret(raw);  // the same secret again costs no allocation
    return at + 1;
  }
  std::string plain(raw.size() + unescape_slack, '\0');
  char* const end = unescape(raw, plain.data());
  if (end != nullptr) into = secret(std::string_view(plain.data(), end));
  geai::detail::wipe(plain.data(), plain.size());
  return end != nullptr ? at + 1 : r.not_json("a string has an invalid escape");
}

// --- what nobody reads -----------------------------------------------------------------------------------------------

// Whether all escapes of `raw` are valid.
inline bool are_escapes_valid(std::string_view raw) noexcept {
  for (std::size_t i = 0; (i = raw.find('\\', i)) != std::string_view::npos;) {
    char const escape = raw[i + 1];
    i += 2;
    if (escape != 'u') {
      if (std::string_view("\"\\/bfnrt").find(escape) == std::string_view::npos) return false;
    } else if (raw.size() - i < 4 || hexadecimal(raw.data() + i) > 0xffff) {
      return false;
    }
  }
  return true;
}

inline cursor skip_string(reader& r, cursor at) {
  std::string_view const raw = r.raw_string(at);
  return !r.has_escapes(raw) || are_escapes_valid(raw) ? at + 1 : r.not_json("a string has an invalid escape");
}

inline cursor skip_scalar(reader& r, cursor at) {
  switch (r.head(at)) {
    case '"': return skip_string(r, at);
    case 't': return read_literal(r, at, "true");
    case 'f': return read_literal(r, at, "false");
    case 'n': return read_literal(r, at, "null");
    default:
      if (r.head(at) != '-' && !is_digit(r.head(at))) return r.not_json("a value is missing or is none");
      return split_number(r.token(at)).valid ? at + 1 : r.not_json("a number is malformed");
  }
}

// Walks over an object or array. Does not recurse.
[[gnu::noinline]] inline cursor skip_container(reader& r, cursor at) {
  std::uint64_t objects[max_depth / 64 + 1] = {};  // a bit for each open object or array: whether it is an object
  unsigned const outside = r.depth;
  auto const in_object = [&] { return (objects[r.depth / 64] >> (r.depth % 64) & 1) != 0; };
  for (;;) {
    // A value, with its key in an object.
    if (r.depth != outside && in_object()) {
      if (r.last - at < 3) return r.unfinished();
      if (r.head(at) != '"' || r.head(at + 1) != ':') return r.not_json("a key or a colon is missing");
      if ((at = skip_string(r, at)) == nullptr) return nullptr;
      ++at;
    }
    if (at == r.last) return r.unfinished();
    char const head = r.head(at);
    if (head == '{' || head == '[') {
      if (++r.depth > max_depth) return r.too_deep();
      std::uint64_t const bit = std::uint64_t{1} << (r.depth % 64);
      std::uint64_t& word = objects[r.depth / 64];
      word = head == '{' ? word | bit : word & ~bit;
      ++at;
      if (at == r.last) return r.unfinished();
      if (r.head(at) != (head == '{' ? '}' : ']')) continue;
    } else if ((at = skip_scalar(r, at)) == nullptr) {
      return nullptr;
    }
    // Ends, and a comma before the next value.
    for (;; ++at) {
      if (r.depth == outside) return at;
      if (at == r.last) return r.unfinished();
      char const closing = in_object() ? '}' : ']';
      if (r.head(at) == ',') break;
      if (r.head(at) != closing) return r.no_separator(closing);
      --r.depth;
    }
    ++at;
  }
}

// Walks over the value at `at`, which must be well-formed JSON.
inline cursor skip(reader& r, cursor at) {
  return r.head(at) == '{' || r.head(at) == '[' ? skip_container(r, at) : skip_scalar(r, at);
}

// The value's text as it came; null is none.
[[gnu::noinline]] inline cursor read_value(reader& r, cursor at, raw_json& into) {
  char const* const begin = r.text + *at;
  at = skip(r, at);
  if (at == nullptr) return nullptr;
  char const* end = r.text + *at;
  while (is_space(end[-1])) --end;
  into.text.assign(begin, end);
  return at;
}

}  // namespace geai::inline v0::json::detail

// --- geai/json/detail/read.hpp ---

// Reading of what has parts into fresh objects (read_again.hpp has the other case). All read_value functions: the value
// at `at`, which is not the end and not null, becomes `into`. Each instantiation is compiled for every program that
// reads that type, so these are few and small, and what does not depend on the type is elsewhere.

namespace geai::inline v0::json::detail {

// --- objects ---------------------------------------------------------------------------------------------------------

// Which fields were present. One word, and so one register, is enough for almost all models.
template <std::size_t Words> struct field_set {
  std::uint64_t& word_of(table_field const& field) noexcept { return words[Words == 1 ? 0 : field.word]; }
  bool contains(table_field const& field) noexcept { return (word_of(field) & field.bit) != 0; }
  void insert(table_field const& field) noexcept { word_of(field) |= field.bit; }

  std::uint64_t words[Words] = {};
};

template <class T> inline constexpr std::size_t field_words = model<T>::size <= 64 ? 1 : 4;

// A key that is not among the names as it is written: perhaps with escapes. Returns the field's index, model.size when
// the key is unknown, or more than that when it is no string.
[[gnu::cold, gnu::noinline]] inline std::size_t find_escaped(reader& r, std::string_view key,
                                                             model_table const& model) {
  if (!r.has_escapes(key)) return model.size;
  if (!unescape(key, r.scratch)) return model.size + std::size_t{1};
  std::size_t const size = r.scratch.size();
  r.scratch.append(8, '\0');
  return model.find(r.scratch.data(), size, ends_of_key(r.scratch.data(), size));
}

// Reads an object, whose fields that come are inserted into `present`. `read_member` is called with a field and the
// cursor at its value, which is not null: null leaves a member as it is.
template <std::size_t Words, class ReadMember>
cursor read_members(reader& r, cursor at, model_table const& model, field_set<Words>& present, ReadMember read_member) {
  if (r.head(at) != '{') [[unlikely]]
    return r.wrong(at, "an object");
  if (++r.depth > max_depth) return r.too_deep();
  ++at;
  table_field const* expected = model.fields;
  bool more = at == r.last || r.head(at) != '}';
  if (!more) ++at;
  while (more) {
    if (r.last - at < 3) [[unlikely]]
      return r.unfinished();
    table_field const* field = expected;
    if (!field->expected.is_at(r.text + *at, field->name)) {
      if (r.head(at) != '"' || r.head(at + 1) != ':') [[unlikely]]
        return r.not_json("a key or a colon is missing");
      std::string_view const key = r.raw_string(at);
      std::size_t index = model.find(key.data(), key.size(), ends_of_key(key.data(), key.size()));
      if (index == model.size) [[unlikely]]
        index = find_escaped(r, key, model);
      if (index > model.size) return r.not_json("a key has an invalid escape");
      field = index < model.size ? model.fields + index : nullptr;
    }
    at += 2;
    if (field == nullptr) {
      at = skip(r, at);
      if (at == nullptr) return nullptr;
    } else {
      expected = model.fields + field->next;
      if (r.head(at) != 'n') [[likely]] {
        at = read_member(*field, at);
        present.insert(*field);
      } else {
        at = read_literal(r, at, "null");
      }
      if (at == nullptr) [[unlikely]]
        return r.in_member(field->name);
    }
    if (at == r.last) [[unlikely]]
      return r.unfinished();
    more = r.head(at) == ',';
    if (!more && r.head(at) != '}') [[unlikely]]
      return r.no_separator('}');
    ++at;
  }
  --r.depth;
  return at;
}

template <std::size_t Words>
[[gnu::noinline]] cursor read_object(reader& r, cursor at, void* object, model_table const& model) {
  field_set<Words> present;
  return read_members(r, at, model, present, [&](table_field const& field, cursor value) {
    // Read twice, or under two names, a member is no longer fresh.
    return field.read(r, value, object, present.contains(field) || model.has_other_names);
  });
}

template <modelled T> cursor read_value(reader& r, cursor at, T& into) {
  return read_object<field_words<T>>(r, at, &into, table_of<T>);
}

// --- containers ------------------------------------------------------------------------------------------------------

template <class T> cursor read_value(reader& r, cursor at, std::optional<T>& into);
template <class T> cursor read_value(reader& r, cursor at, std::vector<T>& into);
template <class Map>
  requires is_map<Map> cursor read_value(reader& r, cursor at, Map& into);

// An element, an entry: null is the default value.
template <class T> cursor read_item(reader& r, cursor at, T& into) {
  if (at == r.last) return r.unfinished();
  return r.head(at) != 'n' ? read_value(r, at, into) : read_literal(r, at, "null");
}

// Opens an array or object; `more` tells whether it has items.
inline cursor open_items(reader& r, cursor at, char opening, std::string_view expected, bool& more) {
  if (r.head(at) != opening) return r.wrong(at, expected);
  if (++r.depth > max_depth) return r.too_deep();
  ++at;
  more = at == r.last || r.head(at) != (opening == '[' ? ']' : '}');
  if (more) return at;
  --r.depth;
  return at + 1;
}

// Behind an item; `more` tells whether another one follows.
inline cursor next_item(reader& r, cursor at, char closing, bool& more) {
  if (at == r.last) return r.unfinished();
  more = r.head(at) == ',';
  if (more) return at + 1;
  if (r.head(at) != closing) return r.no_separator(closing);
  --r.depth;
  return at + 1;
}

template <class T> [[gnu::noinline]] cursor read_value(reader& r, cursor at, std::optional<T>& into) {
  return read_value(r, at, into.emplace());
}

template <class T> [[gnu::noinline]] cursor read_value(reader& r, cursor at, std::vector<T>& into) {
  into.clear();  // it may have been read before
  bool more = false;
  at = open_items(r, at, '[', "an array", more);
  while (at != nullptr && more) {
    if constexpr (std::is_same_v<T, bool>) {
      bool element = false;
      at = read_item(r, at, element);
      into.push_back(element);
    } else {
      at = read_item(r, at, into.emplace_back());
    }
    if (at == nullptr) return r.in_element(into.size() - 1);
    at = next_item(r, at, ']', more);
  }
  return at;
}

inline cursor read_key(reader& r, cursor at, std::string& key) {
  if (r.last - at < 3) return r.unfinished();
  if (r.head(at) != '"' || r.head(at + 1) != ':') return r.not_json("a key or a colon is missing");
  at = read_value(r, at, key);
  return at != nullptr ? at + 1 : nullptr;
}

template <class Map>
  requires is_map<Map>
[[gnu::noinline]] cursor read_value(reader& r, cursor at, Map& into) {
  into.clear();
  bool more = false;
  at = open_items(r, at, '{', "an object", more);
  while (at != nullptr && more) {
    if ((at = read_key(r, at, r.scratch)) == nullptr) return nullptr;
    auto const [entry, added] = into.try_emplace(r.scratch);
    if (!added) entry->second = {};  // the key again: the last one wins
    if ((at = read_item(r, at, entry->second)) == nullptr) return r.in_entry(entry->first);
    at = next_item(r, at, '}', more);
  }
  return at;
}

// --- fields ----------------------------------------------------------------------------------------------------------

template <class T>
concept readable = requires(reader& r, cursor at, T& into) {
  read_value(r, at, into);
};

template <class T, class Field> cursor read_field(reader& r, cursor at, void* object, [[maybe_unused]] bool again) {
  using type = typename Field::type;
  static_assert(readable<type>, "geai: this member's type has no form in JSON: describe it with geai::model");
  type& member = Field::get(*static_cast<T*>(object));
  if constexpr (modelled<type>)
    if (again) {
      if constexpr (requires { T::referred_defaults(); }) {
        member = Field::get(T::referred_defaults());
      } else {
        T fresh{};
        member = std::move(Field::get(fresh));
      }
    }
  return read_value(r, at, member);
}

}  // namespace geai::inline v0::json::detail

// --- geai/json/detail/read_again.hpp ---

// Reading into objects that were used before, whose memory is used again. All read_again functions: the value at `at`,
// which is not the end and not null, becomes `into`, and what is absent from it becomes as in `fresh`.

namespace geai::inline v0::json::detail {

template <class T> T const& default_instance() {
  if constexpr (requires { T::referred_defaults(); }) {
    return T::referred_defaults();  // a type that refers to what it consists of
  } else {
    static T const instance{};
    return instance;
  }
}

// --- objects ---------------------------------------------------------------------------------------------------------

// What every field of a model must provide beside its table_field, as functions on untyped objects.
struct used_field {
  cursor (*read)(reader& r, cursor at, void* object, void const* fresh);
  void (*restore)(void* object, void const* fresh);  // copies the member of `fresh`
  void const* (*address)(void const* object);
};

template <class T, class Field> cursor read_field_again(reader& r, cursor at, void* object, void const* fresh);

// Out of line, as the same types are found in many models.
template <class Type> [[gnu::noinline]] void assign(Type& to, Type const& from) { to = from; }

template <class T, class Field> void restore_field(void* object, void const* fresh) {
  assign(Field::get(*static_cast<T*>(object)), Field::get(*static_cast<T const*>(fresh)));
}

template <class T, class Field> void const* field_address(void const* object) {
  return std::addressof(Field::get(*static_cast<T const*>(object)));
}

template <class T, class Fields = typename model<T>::list> struct used_fields;

template <class T, class... Field> struct used_fields<T, geai::fields<Field...>> {
  static constexpr std::array<used_field, sizeof...(Field) + 1> all{
      used_field{read_field_again<T, Field>, restore_field<T, Field>, field_address<T, Field>}...};
};

// Gives the members that were absent their default, save those that were read under another name.
template <std::size_t Words>
[[gnu::noinline]] void restore_absent(void* object, void const* fresh, model_table const& model, used_field const* used,
                                      field_set<Words> present) {
  auto const was_read_otherwise = [&](std::size_t absent) {
    for (std::size_t i = 0; model.has_other_names && i != model.size; ++i)
      if (present.contains(model.fields[i]) && used[i].address(object) == used[absent].address(object)) return true;
    return false;
  };
  for (std::size_t i = 0; i != model.size; ++i)
    if (!present.contains(model.fields[i]) && !was_read_otherwise(i)) used[i].restore(object, fresh);
}

template <std::size_t Words>
[[gnu::noinline]] cursor read_object_again(reader& r, cursor at, void* object, void const* fresh,
                                           model_table const& model, used_field const* used) {
  field_set<Words> present;
  at = read_members(r, at, model, present, [&](table_field const& field, cursor value) {
    return used[&field - model.fields].read(r, value, object, fresh);
  });
  if (at != nullptr) restore_absent(object, fresh, model, used, present);
  return at;
}

// --- values ----------------------------------------------------------------------------------------------------------

template <class T> cursor read_again(reader& r, cursor at, T& into, T const& fresh);

// An element, an entry: null is the default value.
template <class T> cursor read_item_again(reader& r, cursor at, T& into) {
  if (at == r.last) return r.unfinished();
  if (r.head(at) != 'n') [[likely]]
    return read_again(r, at, into, default_instance<T>());
  into = default_instance<T>();
  return read_literal(r, at, "null");
}

template <class T> [[gnu::noinline]] cursor read_elements_again(reader& r, cursor at, std::vector<T>& into) {
  std::size_t size = 0;
  bool more = false;
  at = open_items(r, at, '[', "an array", more);
  while (at != nullptr && more) {
    at = size == into.size() ? read_item(r, at, into.emplace_back()) : read_item_again(r, at, into[size]);
    if (at == nullptr) return r.in_element(size);
    ++size;
    at = next_item(r, at, ']', more);
  }
  into.erase(into.begin() + static_cast<std::ptrdiff_t>(size), into.end());
  return at;
}

// The nodes of the old entries serve the new ones: that of the same key, else any.
template <class Map> [[gnu::noinline]] cursor read_entries_again(reader& r, cursor at, Map& into) {
  Map old;
  old.swap(into);
  bool more = false;
  at = open_items(r, at, '{', "an object", more);
  while (at != nullptr && more) {
    if ((at = read_key(r, at, r.scratch)) == nullptr) return nullptr;
    if (old.empty()) old.try_emplace({});
    auto const same = old.find(r.scratch);
    auto node = old.extract(same != old.end() ? same : old.begin());
    if (node.key() != r.scratch) node.key() = r.scratch;
    if ((at = read_item_again(r, at, node.mapped())) == nullptr) return r.in_entry(node.key());
    auto added = into.insert(std::move(node));
    if (!added.inserted) {  // the key again: the last one wins
      added.position->second = std::move(added.node.mapped());
      old.insert(std::move(added.node));
    }
    at = next_item(r, at, '}', more);
  }
  return at;
}

template <class T> cursor read_again(reader& r, cursor at, T& into, [[maybe_unused]] T const& fresh) {
  if constexpr (modelled<T>) {
    return read_object_again<field_words<T>>(r, at, std::addressof(into), std::addressof(fresh), table_of<T>,
                                             used_fields<T>::all.data());
  } else if constexpr (is_optional<T>) {
    if (!into) return read_value(r, at, into);
    return read_again(r, at, *into, default_instance<typename T::value_type>());
  } else if constexpr (is_vector<T> && !std::is_same_v<T, std::vector<bool>>) {
    return read_elements_again(r, at, into);
  } else if constexpr (is_map<T>) {
    return read_entries_again(r, at, into);
  } else {
    return read_value(r, at, into);
  }
}

template <class T, class Field> cursor read_field_again(reader& r, cursor at, void* object, void const* fresh) {
  return read_again(r, at, Field::get(*static_cast<T*>(object)), Field::get(*static_cast<T const*>(fresh)));
}

}  // namespace geai::inline v0::json::detail

// --- geai/json/simdjson_inline.hpp ---

#ifndef GEAI_CORE_ONLY
// What the functions of json::simdjson do. Part of geai/json/simdjson.hpp, unless the program uses the compiled form,
// which has them for all models of the library: then a file that has models of its own includes this as well.

namespace geai::inline v0::json {

namespace detail {

// simdjson's first stage: finds the tokens of a text and checks its UTF-8 and its strings. One for each thread.
class token_finder {
public:
  // The tokens are valid until the next call. null is success.
  char const* find(std::string_view text) {
    if (stage_ == nullptr || text.size() > capacity()) {
      std::size_t const capacity = std::max(text.size(), least_capacity);
      ::simdjson::error_code const failed =
          stage_ == nullptr
              ? ::simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stage_)
              : stage_->set_capacity(capacity);
      if (failed) {
        stage_.reset();
        return ::simdjson::error_message(failed);
      }
    }
    ::simdjson::error_code const failed = stage_->stage1(reinterpret_cast<std::uint8_t const*>(text.data()),
                                                         text.size(), ::simdjson::stage1_mode::regular);
    return failed ? ::simdjson::error_message(failed) : nullptr;
  }

  cursor begin() const noexcept { return stage_->structural_indexes.get(); }
  cursor end() const noexcept { return begin() + stage_->n_structural_indexes; }

  // So that one huge answer does not occupy memory (four bytes for each of its own) as long as the thread lives.
  void trim() noexcept {
    if (capacity() > kept_capacity) stage_.reset();
    if (scratch.capacity() > kept_capacity) std::string().swap(scratch);
  }

  std::string scratch{};  // where keys are unescaped

private:
  static constexpr std::size_t least_capacity = 4096;
  static constexpr std::size_t kept_capacity = std::size_t{1} << 20;

  std::size_t capacity() const noexcept { return stage_ == nullptr ? 0 : stage_->capacity(); }

  std::unique_ptr<::simdjson::internal::dom_parser_implementation> stage_{};
};

inline token_finder& thread_token_finder() {
  thread_local token_finder finder;
  return finder;
}

[[gnu::cold, gnu::noinline]] inline error decode_error_of(reader const& r) {
  error failure(errc::decode, "$" + r.path + ": " + r.complaint);
  failure.phase = phase::decode;
  return failure;
}

using read_function = cursor (*)(reader& r, cursor at, void* into);

template <class T> inline constexpr bool may_be_null = is_optional<T> || std::is_same_v<T, raw_json>;

template <class T> cursor read_root(reader& r, cursor at, void* into) {
  if (may_be_null<T> && r.head(at) == 'n') return read_literal(r, at, "null");
  return read_value(r, at, *static_cast<T*>(into));
}

template <class T> cursor read_root_again(reader& r, cursor at, void* into) {
  if constexpr (may_be_null<T>)
    if (r.head(at) == 'n') return read_item_again(r, at, *static_cast<T*>(into));
  return read_again(r, at, *static_cast<T*>(into), default_instance<T>());
}

[[gnu::noinline]] inline result<void> read_text(std::string_view text, void* into, read_function read_value) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  token_finder& tokens = thread_token_finder();
  reader r{text.data(), nullptr, text.data(), tokens.scratch};
  if (char const* const words = tokens.find(text)) {
    r.not_json(words);
  } else {
    r.last = tokens.end();
    cursor const at = read_value(r, tokens.begin(), into);
    if (at != nullptr && at != r.last) r.not_json("there is more behind the end");
  }
  tokens.trim();
  if (!r.complaint.empty()) return decode_error_of(r);
  return {};
}

}  // namespace detail

template <class T> GEAI_KEPT result<T> simdjson::decode(std::string_view text) {
  result<T> decoded(boost::system::in_place_value);
  if (result<void> done = decode_to(text, *decoded); !done) decoded = std::move(done).error();
  return decoded;
}

template <class T> GEAI_KEPT result<void> simdjson::decode_to(std::string_view text, T& fresh) {
  static_assert(!geai::detail::holds_view<T>,
                "geai: a model with std::string_view members is valid for as long as the "
                "text only; use Client::call_as() or json::simdjson::decode_borrowed()");
  return detail::read_text(text, std::addressof(fresh), detail::read_root<T>);
}

template <class T> GEAI_KEPT result<void> simdjson::decode_into(std::string_view text, T& into) {
  static_assert(!geai::detail::holds_view<T>,
                "geai: a model with std::string_view members is valid for as long as the "
                "text only; use Client::call_as() or json::simdjson::decode_borrowed()");
  return detail::read_text(text, std::addressof(into), detail::read_root_again<T>);
}

template <class T> GEAI_KEPT result<void> simdjson::decode_borrowed(std::span<char> text, T& fresh) {
  return detail::read_text({text.data(), text.size()}, std::addressof(fresh), detail::read_root<T>);
}

template <class T> GEAI_KEPT void simdjson::encode(T const& value, std::string& out) { json::encode(value, out); }

}  // namespace geai::inline v0::json
#endif

// --- geai/observer.hpp ---

namespace geai::inline v0 {

// Something that happened on the way of a call. Holds no secret, no id of a thing and nothing of a body: all of it may be
// logged, counted and kept, the views being of static text.
struct call_event {
  // What happened.
  enum class kind : unsigned char {
    start,    // a call begins
    attempt,  // a request was carried, or could not be; a call may have several, or none
    refresh,  // an access token was asked for, on behalf of this call
    finish,   // the call is over
  };

  kind what = kind::attempt;            // which of these
  std::string_view operation{};         // "list_agents"
  std::string_view method{};            // "GET"
  std::uint64_t call = 0;               // random, not 0: the same in all events of a call, another in other calls
  int attempt = 0;                      // which, from 1; of finish, how many there were
  std::chrono::nanoseconds duration{};  // of the request, the asking for a token, the call; zero at its start
  std::uint64_t sent = 0;               // bytes of the request's body; of finish, of all attempts
  std::uint64_t received = 0;  // of the response's, decoded, likewise; what is handed on as it comes is not counted
  int http_status = 0;         // of the response, of finish the last one's; 0: there was none
  // Unset: it went well. An attempt goes well with any response, the call only with what its caller gets as an answer.
  std::optional<errc> failure{};
  geai::phase phase = geai::phase::none;  // in which it failed
};

constexpr std::string_view to_string(call_event::kind what) noexcept {
  switch (what) {
    case call_event::kind::start: return "start";
    case call_event::kind::attempt: return "attempt";
    case call_event::kind::refresh: return "refresh";
    case call_event::kind::finish: return "finish";
  }
  return "unknown";
}

// W3C Trace Context (version 00): which trace a request belongs to, and which span is its parent.
struct trace_context {
  std::uint64_t trace_high = 0;  // the first half of the trace's id
  std::uint64_t trace_low = 0;   // the other one; not zero together with trace_high
  std::uint64_t span = 0;        // not zero
  bool sampled = true;           // whether it is worth recording

  // The first span of a trace of its own. The ids are random, not secret.
  static trace_context make() {
    trace_context made{.trace_high = detail::random_bits(), .trace_low = detail::random_bits() | 1};
    made.span = detail::random_bits() | 1;
    return made;
  }

  // Another span of the same trace.
  trace_context child() const {
    trace_context made = *this;
    made.span = detail::random_bits() | 1;
    return made;
  }

  // The value of the header `traceparent`: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  std::string traceparent() const {
    std::string text = "00-";
    write(text, trace_high);
    write(text, trace_low);
    text += '-';
    write(text, span);
    return text += sampled ? "-01" : "-00";
  }

  // What such a value says; nothing when it is none, or of a version that this one cannot read.
  static std::optional<trace_context> of(std::string_view text) noexcept {
    trace_context read;
    std::uint64_t flags = 0;
    bool const longer = text.size() > 55 && text[55] == '-' && !text.starts_with("00");
    if ((text.size() != 55 && !longer) || text.starts_with("ff")) return std::nullopt;
    std::uint64_t version = 0;
    if (text[2] != '-' || text[35] != '-' || text[52] != '-' || !parse(text.substr(0, 2), version) ||
        !parse(text.substr(3, 16), read.trace_high) || !parse(text.substr(19, 16), read.trace_low) ||
        !parse(text.substr(36, 16), read.span) || !parse(text.substr(53, 2), flags))
      return std::nullopt;
    if ((read.trace_high == 0 && read.trace_low == 0) || read.span == 0) return std::nullopt;
    read.sampled = (flags & 1) != 0;
    return read;
  }

  friend bool operator==(trace_context const&, trace_context const&) = default;

private:
  static void write(std::string& to, std::uint64_t number) {
    for (int shift = 60; shift >= 0; shift -= 4) to += "0123456789abcdef"[(number >> shift) & 15];
  }

  static bool parse(std::string_view digits, std::uint64_t& into) noexcept {
    for (char c : digits) {
      std::size_t const digit = std::string_view("0123456789abcdef").find(c);  // capitals are not allowed
      if (digit == std::string_view::npos) return false;
      into = into << 4 | digit;
    }
    return true;
  }
};

// Who is told of calls.
//
// | expression       | returns                      | meaning                                                               |
// |------------------|------------------------------|-----------------------------------------------------------------------|
// | o.observe(event) | (any)                        | takes note of a geai::call_event. Called by the thread of the call,   |
// |                  |                              | by several at once, and the call waits for it. An exception that      |
// |                  |                              | leaves it ends the program                                            |
//
// Optional, found by its presence:
//
// | o.trace(event)   | std::optional<trace_context> | asked before each attempt, of which the event is: what the header     |
// |                  |                              | `traceparent` is to say, if the caller has not set it; nothing: there |
// |                  |                              | is none. As observe() otherwise                                       |
template <class Observer>
concept call_observer = requires(Observer& seen, call_event const& event) {
  seen.observe(event);
};

// One that says which trace a request belongs to.
template <class Observer>
concept tracing_call_observer = call_observer<Observer> && requires(Observer& seen, call_event const& event) {
  { seen.trace(event) } -> std::same_as<std::optional<trace_context>>;
};

// Holds an observer of any type, or none. Copies share it, so that several clients can have the same one.
class any_observer {
public:
  // None.
  any_observer() = default;

  // Owns `seen`, moved or copied.
  template <class Observer>
    requires(!std::same_as<std::remove_cvref_t<Observer>, any_observer> && call_observer<std::remove_cvref_t<Observer>>)
  any_observer(Observer&& seen)
      : seen_(std::make_shared<held<std::remove_cvref_t<Observer>>>(std::forward<Observer>(seen))) {}

  // Whether there is one.
  explicit operator bool() const noexcept { return seen_ != nullptr; }

  // Tells it, if there is one.
  void observe(call_event const& event) const {
    if (seen_ != nullptr) seen_->observe(event);
  }

  // What it says of the request, if there is one that has trace().
  std::optional<trace_context> trace(call_event const& event) const {
    return seen_ != nullptr ? seen_->trace(event) : std::nullopt;
  }

private:
  struct base {
    virtual ~base() = default;
    virtual void observe(call_event const& event) = 0;
    virtual std::optional<trace_context> trace(call_event const& event) = 0;
  };

  template <class Observer> struct held final : base {
    template <class From> explicit held(From&& from) : seen(std::forward<From>(from)) {}

    void observe(call_event const& event) override { seen.observe(event); }
    std::optional<trace_context> trace(call_event const& event) override {
      if constexpr (tracing_call_observer<Observer>)
        return seen.trace(event);
      else
        return std::nullopt;
    }

    Observer seen;
  };

  std::shared_ptr<base> seen_{};
};

namespace detail {

// Tells an observer of each call of a client.
template <class Observer> class telling final : public call_listener {
public:
  template <class From> explicit telling(From&& from) : told_(std::forward<From>(from)) {}

  std::unique_ptr<call_watch> begin(api::traits const& of) override { return std::make_unique<watch>(told_, of); }

private:
  using kind = call_event::kind;

  class watch final : public call_watch {
  public:
    watch(Observer& told, api::traits const& of)
        : told_(told), call_{.operation = of.name, .method = of.verb.name(), .call = random_bits() | 1} {
      tell(kind::start, call_);
    }

    ~watch() override {
      // It went well if its last attempt did; not if it was destroyed on the way, or left by an exception (of a Json policy).
      if (!call_.failure && (under_way_ || std::uncaught_exceptions() > unwinding_)) call_.failure = errc::cancelled;
      call_.duration = http::clock::now() - began_;
      tell(kind::finish, call_);
    }

    void requesting(course const& call, http::header_list& headers) noexcept override {
      headers.truncate(call.before_credential);
      sending(call.request.body.size());
      if constexpr (tracing_call_observer<Observer>)
        if (!headers.contains("traceparent"))
          if (std::optional<trace_context> const trace = told_.trace(event(kind::attempt, call.number)))
            headers.add("traceparent", trace->traceparent());
      requested_ = http::clock::now();
    }

    void sending(std::uint64_t size) noexcept override { sent_ = size; }

    void attempted(course const& call, http::response const& response, result<void> const& sent) noexcept override {
      call_event told = event(kind::attempt, call.number);
      told.duration = http::clock::now() - std::max(requested_, call.attempt_began);
      told.sent = std::exchange(sent_, 0);
      told.received = response.body.size();
      told.http_status = response.status;
      if (!sent) {
        error const what = sent.error();
        told.failure = what.code;
        told.phase = what.phase;
      }
      tell(kind::attempt, told);
      under_way_ = false;
      call_.attempt = call.number;
      call_.sent += told.sent;
      call_.received += told.received;
      call_.http_status = told.http_status;
    }

    void under_way(bool is) noexcept override { under_way_ = is; }

    void refreshing() noexcept override { requested_ = http::clock::now(); }

    void refreshed(error const* failure) noexcept override {
      call_event told = event(kind::refresh, call_.attempt + 1);
      told.duration = http::clock::now() - requested_;
      if (failure != nullptr) {
        told.http_status = failure->http_status;
        told.failure = failure->code;
        told.phase = failure->phase;
      }
      tell(kind::refresh, told);
    }

    void failed(error const& what) noexcept override {
      call_.failure = what.code;
      call_.phase = what.phase;
    }

  private:
    call_event event(kind what, int attempt) const noexcept {
      return {
          .what = what, .operation = call_.operation, .method = call_.method, .call = call_.call, .attempt = attempt};
    }

    void tell(kind what, call_event& event) noexcept {
      event.what = what;
      told_.observe(std::as_const(event));
    }

    Observer& told_;
    call_event call_;
    http::clock::time_point began_ = http::clock::now();
    http::clock::time_point requested_{};
    std::uint64_t sent_ = 0;  // of the attempt under way
    bool under_way_ = true;   // something is to come, without which it is no success
    int unwinding_ = std::uncaught_exceptions();
  };

  Observer told_;
};

template <class Observer> std::unique_ptr<call_listener> listener_of(Observer&& seen) {
  if constexpr (std::same_as<std::decay_t<Observer>, any_observer>)
    if (!seen) return nullptr;
  return std::make_unique<telling<std::decay_t<Observer>>>(std::forward<Observer>(seen));
}

}  // namespace detail

// `geai::observer = seen`, among the arguments of a client, has all of its calls told to a copy of that observer. Each
// call is told from its start to its finish, by whatever driver:
//
//   start, (refresh, attempt) ..., finish
//
// - A call is what one member function of a client does; of all_agents() and the like, each page is one. A stream is
//   over behind its last chunk, or with its error, or when it is dropped, which is no failure; a download when the bytes are
//   written.
// - A call that the arguments already rule out starts and finishes without an attempt.
// - One that is left by an exception of a callback, or whose task is destroyed, has failed with errc::cancelled.
// - An access token is asked for by a call of its own, which is told as such; `refresh` is told to the call that it
//   was asked for. Those who only wait for it are told nothing.
// - Calls of a client without an observer cost a few comparisons.
template <> struct keyword<keywords::observer> {
  template <class Observer> auto operator=(Observer&& seen) const {
    using given = argument<keywords::observer, std::unique_ptr<detail::call_listener>>;
    static_assert(
        call_observer<std::decay_t<Observer>>,
        "geai: geai::observer takes a geai::call_observer; this one lacks `observe(geai::call_event const&)`");
    if constexpr (call_observer<std::decay_t<Observer>>)
      return given{detail::listener_of(std::forward<Observer>(seen))};
    else
      return given{};
  }
};

inline namespace keyword_objects {

// Who is told of a client's calls; see above.
inline constexpr keyword<keywords::observer> observer{};

}  // namespace keyword_objects
}  // namespace geai::inline v0

// --- geai/transport/curl.hpp ---

#ifndef GEAI_CORE_ONLY
namespace geai::inline v0::transport {

namespace detail {

class curl_exchange;
class curl_pool;

// The body of a response that is still coming; see transport::streaming.
class curl_stream {
public:
  curl_stream(std::unique_ptr<curl_exchange> exchange, curl_pool& pool) noexcept;
  curl_stream(curl_stream&&) noexcept;
  curl_stream& operator=(curl_stream&& other) noexcept;
  ~curl_stream();

  result<std::size_t> read(std::string& into);

private:
  std::unique_ptr<curl_exchange> exchange_;
  curl_pool* pool_;
};

}  // namespace detail

// The Transport policy over libcurl, blocking: the calling thread does the work. The default of all clients.
//
// - Connections are kept and used again, HTTP/2 is spoken over TLS when the server offers it. Compressed responses are
//   decoded. Certificates are checked against the system's authorities or options::ca_file; TLS 1.2 is the oldest spoken.
// - send() may be called from several threads at once; none waits for another. Each exchange under way has a libcurl
//   handle of its own, and up to 64 idle ones are kept.
// - A stop request ends an exchange at once in any phase, also while a name is resolved or a connection made.
// - Process-wide state: curl_global_init() once, before the first exchange. No signal is raised, handled or blocked, no
//   thread is created by geai (libcurl's resolver may use one a look-up).
// - The child of a fork makes connections of its own; its copies of the parent's stay open and untouched until it ends.
// - options::proxy empty: the environment is read when a handle is made, and by libcurl in each request if it names a
//   proxy then.
// - When a kept connection turns out to be closed before a byte of the answer came, libcurl sends the request again by
//   itself, unless it is a POST or a PATCH: that fails with errc::transport, phase first_byte.
// - Moving and configure() must not run beside send(). A moved-from object can be destroyed or assigned to.
class curl {
public:
  // Allocates the table of idle handles; a handle is made by the first exchange that needs it.
  curl();

  // With a proxy and a ca_file from the beginning.
  explicit curl(options settings);
  curl(curl&&) noexcept;
  curl& operator=(curl&&) noexcept;
  ~curl();

  // Takes effect for exchanges that begin afterwards; idle connections are closed.
  void configure(options settings);

  // See transport::policy.
  result<void> send(http::request const& rq, http::response& rs);

  // See transport::sends_sources. libcurl asks for 64 KiB at a time; no byte of the body is read before there is a
  // connection. `Expect: 100-continue` is sent only if it is among the headers.
  result<void> send(http::request const& rq, http::body_source& body, http::response& rs);

  // See transport::streaming. A stream has a libcurl handle and a connection of its own until it is destroyed; between
  // reads nothing is done, and the server waits when libcurl's and the system's buffers are full.
  result<detail::curl_stream> stream(http::request const& rq, http::response& rs);

private:
  struct state;

  result<void> run(http::request const& rq, http::body_source* body, http::response& rs);
  std::unique_ptr<detail::curl_exchange> take();

  std::unique_ptr<state> state_;
};

static_assert(configurable<curl> && streaming<curl> && sends_sources<curl>);

}  // namespace geai::inline v0::transport
#endif

// --- geai/transport/curl_response.hpp ---

#ifndef GEAI_CORE_ONLY
// How responses are taken from libcurl; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0::transport::detail {

inline constexpr std::size_t header_limit = 256u << 10;  // bytes of all headers of a response

// Receives one response into an http::response. The callbacks are for CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION
// with the collector as their data; nothing is thrown through libcurl.
class curl_collector {
public:
  // Why the response was refused, in which case libcurl ends with CURLE_WRITE_ERROR.
  enum class refusal : unsigned char { none, headers, body, memory };

  // Readable bytes behind the body, so that a parser that reads ahead needs no copy.
  static constexpr std::size_t spare = 64;

  // Starts afresh for a response; borrows `rs` until the transfer has ended.
  void begin(http::response& rs, std::size_t body_limit) noexcept {
    response_ = &rs;
    body_ = &rs.body;
    body_limit_ = body_limit;
    header_bytes_ = 0;
    body_bytes_ = 0;
    announced_ = 0;
    status_ = 0;
    refusal_ = refusal::none;
    http_1_ = began_ = in_block_ = complete_ = in_body_ = moved_ = head_taken_ = false;
  }

  // From now on the body goes there, at most `limit` bytes until this is called again. Borrows `body` until then.
  void deliver_to(std::string& body, std::size_t limit) noexcept {
    body_ = &body;
    body_limit_ = limit;
    body_bytes_ = 0;
  }

  // Lets go of the response: what may still come with the body's end is not added to it.
  void end_head() noexcept { head_taken_ = true; }

  refusal refused() const noexcept { return refusal_; }
  bool began() const noexcept { return began_; }                // something of a response came
  bool headers_complete() const noexcept { return complete_; }  // up to and with the empty line
  int status() const noexcept { return status_; }               // of the last block; 0 when it is written oddly
  bool is_http_1() const noexcept { return http_1_; }
  bool take_moved() noexcept { return std::exchange(moved_, false); }  // something came since it was last asked

  // Leaves the spare bytes behind a body that came without its length.
  void finish() {
    std::string& body = *body_;
    if (body.capacity() - body.size() < spare) body.reserve(body.size() + spare);
  }

  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) noexcept {
    return static_cast<curl_collector*>(self)->guarded(&curl_collector::take_header, {data, size});
  }
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
    return static_cast<curl_collector*>(self)->guarded(&curl_collector::take_body, {data, size});
  }

private:
  static constexpr std::size_t reserved_unseen = 1u << 20;  // what a server's word alone makes us allocate, at most

  // Returns what libcurl expects for "go on", anything else stops the transfer.
  std::size_t guarded(refusal (curl_collector::*take)(std::string_view), std::string_view data) noexcept {
    began_ = moved_ = true;
#if defined(__cpp_exceptions)
    try {
      refusal_ = (this->*take)(data);
    } catch (...) {
      refusal_ = refusal::memory;
    }
#else
    refusal_ = (this->*take)(data);
#endif
    return refusal_ == refusal::none ? data.size() : stop;
  }

  // One line, with its line end. There may be several blocks of lines (100-continue); the last one counts. What follows
  // the last block are trailers, which are ignored.
  refusal take_header(std::string_view line) {
    header_bytes_ += line.size();
    if (header_bytes_ > header_limit) return refusal::headers;
    if (head_taken_) return refusal::none;
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);

    if (!in_block_) {
      if (!in_body_ && line.starts_with("HTTP/")) begin_block(line);
      return refusal::none;
    }
    if (line.empty()) {
      in_block_ = false;
      complete_ = true;
      return refusal::none;
    }
    std::size_t const colon = line.find(':');
    bool const folded = line.front() == ' ' || line.front() == '\t';  // forbidden since RFC 7230
    if (folded || colon == std::string_view::npos) return refusal::none;

    std::string_view const name = line.substr(0, colon);
    std::string_view const value = trimmed(line.substr(colon + 1));
    response_->add_header(name, value);
    if (http::same_name(name, "content-length")) std::from_chars(value.data(), value.data() + value.size(), announced_);
    return refusal::none;
  }

  // What libcurl would say about it costs several times as much to ask.
  void begin_block(std::string_view line) noexcept {
    constexpr auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : 1000; };
    status_ = 0;
    http_1_ = line.starts_with("HTTP/1.");
    std::size_t const at = http_1_ ? 9 : 7;  // "HTTP/1.1 200 OK", "HTTP/2 200"
    if (line.size() >= at + 3 && line[at - 1] == ' ' && (line.size() == at + 3 || line[at + 3] == ' '))
      status_ = 100 * digit(line[at]) + 10 * digit(line[at + 1]) + digit(line[at + 2]);
    if (status_ > 999) status_ = 0;
    response_->headers.clear();
    announced_ = 0;
    in_block_ = true;
    complete_ = false;
  }

  refusal take_body(std::string_view data) {
    std::string& body = *body_;
    if (!in_body_) {
      in_body_ = true;
      body.reserve(body.size() + std::min({announced_, body_limit_, reserved_unseen}) + spare);
    }
    if (data.size() > body_limit_ - body_bytes_) return refusal::body;
    body_bytes_ += data.size();
    if (body.capacity() - body.size() < data.size() + spare)
      body.reserve(std::max(2 * body.capacity(), body.size() + data.size() + spare));
    body.append(data);
    return refusal::none;
  }

  static std::string_view trimmed(std::string_view text) noexcept {
    auto const blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
  }

  static constexpr std::size_t stop = 0xFFFFFFFF;  // CURL_WRITEFUNC_ERROR; 0 would be right for an empty piece

  http::response* response_ = nullptr;
  std::string* body_ = nullptr;
  std::size_t body_limit_ = 0;
  std::size_t header_bytes_ = 0;
  std::size_t body_bytes_ = 0;
  std::size_t announced_ = 0;  // what Content-Length says
  int status_ = 0;
  refusal refusal_ = refusal::none;
  bool http_1_ = false;
  bool began_ = false;
  bool in_block_ = false;  // between a status line and the empty line
  bool complete_ = false;
  bool in_body_ = false;
  bool moved_ = false;
  bool head_taken_ = false;
};

}  // namespace geai::inline v0::transport::detail
#endif

// --- geai/transport/curl_failure.hpp ---

#ifndef GEAI_CORE_ONLY
// What is said of an exchange over libcurl that failed; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0::transport::detail {

// A transfer that failed, while its handle still knows about it.
struct curl_failure {
  CURL* easy;
  http::request const& request;
  curl_collector const& response;
  char const* text;  // what libcurl wrote to CURLOPT_ERRORBUFFER
  std::uint64_t body_size;
};

inline curl_off_t curl_number(CURL* easy, CURLINFO what) noexcept {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, what, &value) == CURLE_OK ? value : 0;
}

// libcurl 7.88 notes the moment of the connection only after the TLS handshake, but its local port at once.
inline bool is_connected(CURL* easy) noexcept {
  long local_port = 0;
  curl_easy_getinfo(easy, CURLINFO_LOCAL_PORT, &local_port);
  return local_port > 0 || curl_number(easy, CURLINFO_CONNECT_TIME_T) > 0;
}

// How far the transfer came, from the moments that libcurl notes as it goes.
inline phase reached_phase(curl_failure const& failed) noexcept {
  if (failed.response.began()) return phase::receive;
  if (curl_number(failed.easy, CURLINFO_PRETRANSFER_TIME_T) > 0) {
    auto const sent = static_cast<std::uint64_t>(curl_number(failed.easy, CURLINFO_SIZE_UPLOAD_T));
    return sent < failed.body_size ? phase::send : phase::first_byte;
  }
  if (is_connected(failed.easy)) {
    long proxy_said = 0;  // a status other than 200: it did not let us through
    curl_easy_getinfo(failed.easy, CURLINFO_HTTP_CONNECTCODE, &proxy_said);
    return proxy_said != 0 && proxy_said / 100 != 2 ? phase::connect : phase::tls;
  }
  return curl_number(failed.easy, CURLINFO_NAMELOOKUP_TIME_T) > 0 ? phase::connect : phase::resolve;
}

inline phase failed_phase(CURLcode code, curl_failure const& failed) noexcept {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return phase::resolve;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
    case CURLE_PROXY: return phase::connect;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH: return phase::tls;
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING: return phase::receive;
    default: return reached_phase(failed);
  }
}

// libcurl takes 100 KiB a line. Before 8.6, which has CURLE_TOO_LARGE, it calls a longer one a lack of memory.
inline bool is_header_too_long(CURLcode code, phase where, curl_failure const& failed) noexcept {
  constexpr int too_large = 100;
  return (code == CURLE_OUT_OF_MEMORY || code == too_large) && !failed.response.headers_complete() &&
         (where == phase::first_byte || where == phase::receive);
}

inline std::string in_phase(std::string text, phase where) {
  text += " (phase: ";
  text += to_string(where);
  text += ')';
  return text;
}

inline error failure(errc code, phase where, std::string text) {
  error made(code, std::move(text));
  made.phase = where;
  return made;
}

inline std::string_view authority(std::string_view url) noexcept {
  if (std::size_t const mark = url.find("://"); mark != std::string_view::npos) url.remove_prefix(mark + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

// Whether libcurl's sentence quotes a proxy's URL, with the password in it.
inline bool quotes_proxy(std::string_view text) noexcept { return text.find("Unsupported proxy") != text.npos; }

// libcurl's own sentence. Where there may be credentials in it, only the general one for the code is taken.
inline std::string_view safe_text(CURLcode code, curl_failure const& failed) noexcept {
  std::string_view const text = failed.text;
  bool const usable = !text.empty() && text.find('@') == text.npos && !quotes_proxy(text);
  return usable ? text : std::string_view(curl_easy_strerror(code));
}

// `could not connect to 127.0.0.1 port 1: Connection refused`
inline std::string connect_text(CURLcode code, curl_failure const& failed) {
  constexpr std::string_view begin = "Failed to connect to ";
  std::string_view const text = safe_text(code, failed);
  std::string_view place = authority(failed.request.url);
  if (std::size_t const after = text.find(" after "); text.starts_with(begin) && after != text.npos)
    place = text.substr(begin.size(), after - begin.size());  // names the proxy where there is one

  long system_error = 0;
  curl_easy_getinfo(failed.easy, CURLINFO_OS_ERRNO, &system_error);
  std::string sentence("could not connect to ");
  sentence.append(place).append(": ");
  if (system_error != 0) {
    sentence += std::generic_category().message(static_cast<int>(system_error));
  } else {
    sentence.append(text);
  }
  return sentence;
}

// Whether the handshake failed because of what the server or we are, and not of what happened to it: the same would
// happen again. (CURLE_SSL_CONNECT_ERROR is both.)
inline bool is_refusal(CURLcode code) noexcept {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH: return true;
    default: return false;
  }
}

// `the certificate of localhost:443 is not accepted: SSL certificate problem: certificate has expired; ...`
inline error refusal_error(CURLcode code, curl_failure const& failed, std::string_view host) {
  std::string sentence;
  std::string_view remedy;
  if (code == CURLE_SSL_CACERT_BADFILE) {
    sentence = "the certificate authorities cannot be read";
    remedy = "correct geai::ca_file";
  } else if (code == CURLE_PEER_FAILED_VERIFICATION) {
    sentence.append("the certificate of ").append(host).append(" is not accepted");
    remedy = "correct base_url or the server's certificate, or name the authority that signed it in geai::ca_file";
  } else {
    sentence.append("no TLS connection to ").append(host).append(" is possible");
  }
  sentence.append(": ").append(safe_text(code, failed));
  if (!remedy.empty()) sentence.append("; ").append(remedy);
  error made = failure(errc::transport, phase::tls, in_phase(std::move(sentence), phase::tls));
  made.permanent = true;
  return made;
}

inline std::string count_of(std::chrono::milliseconds span) { return std::to_string(span.count()) + " ms"; }

// The error of a transfer that libcurl ended with `code`, which is not CURLE_OK.
inline error curl_error(CURLcode code, curl_failure const& failed) {
  using refusal = curl_collector::refusal;
  switch (failed.response.refused()) {
    case refusal::none: break;
    case refusal::headers:
      return failure(errc::too_large, phase::receive,
                     "the response's headers are over the limit of " + std::to_string(header_limit) + " bytes");
    case refusal::body:
      return failure(
          errc::too_large, phase::receive,
          "the response's body is over the limit of " + std::to_string(failed.request.body_limit) + " bytes");
    case refusal::memory: return failure(errc::too_large, phase::receive, "there is no memory for the response");
  }

  phase const where = failed_phase(code, failed);
  if (is_header_too_long(code, where, failed))
    return failure(errc::too_large, phase::receive, "a line of the response's headers is over the limit of libcurl");
  if (quotes_proxy(failed.text))
    return failure(errc::invalid_argument, phase::prepare, "the proxy's URL cannot be used");
  std::string const host(authority(failed.request.url));
  if (is_refusal(code)) return refusal_error(code, failed, host);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:  // of libcurl's own limits only this one is set
      return failure(
          errc::timeout, where,
          in_phase("no connection to " + host + " within " + count_of(failed.request.connect_timeout), where));
    case CURLE_COULDNT_CONNECT: return failure(errc::transport, where, connect_text(code, failed));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED:
      if (where != phase::resolve) break;  // it is the answer that is no HTTP
      return failure(errc::invalid_argument, phase::prepare,
                     "the URL cannot be used: " + std::string(safe_text(code, failed)));
    default: break;
  }
  std::string sentence("exchange with ");
  sentence.append(host).append(" failed: ").append(safe_text(code, failed));
  return failure(errc::transport, where, in_phase(std::move(sentence), where));
}

// The error of a transfer that was given up at the request's deadline.
inline error deadline_error(curl_failure const& failed, http::clock::time_point started) {
  phase const where = reached_phase(failed);
  auto const allowed = std::chrono::round<std::chrono::milliseconds>(failed.request.deadline - started);
  std::string_view const what = where == phase::receive ? "answer not complete within " : "no answer within ";
  return failure(errc::timeout, where, in_phase(std::string(what) + count_of(allowed), where));
}

inline error deadline_over_error() {
  return failure(errc::timeout, phase::prepare, "the deadline was over before the request was sent");
}

inline error idle_error(http::request const& request) {
  return failure(errc::timeout, phase::receive,
                 in_phase("nothing received for " + count_of(request.idle_timeout), phase::receive));
}

inline error cancelled_error(phase where) { return failure(errc::cancelled, where, in_phase("cancelled", where)); }

inline error cut_headers_error(http::request const& request) {
  std::string sentence("exchange with ");
  sentence.append(authority(request.url)).append(" failed: the connection was closed inside of the response's headers");
  return failure(errc::transport, phase::receive, in_phase(std::move(sentence), phase::receive));
}

inline error not_repeated_error(http::request const& request) {
  std::string sentence("exchange with ");
  sentence.append(authority(request.url)).append(" failed: the kept connection was closed before an answer came");
  return failure(errc::transport, phase::first_byte, in_phase(std::move(sentence), phase::first_byte));
}

inline error set_up_error() {
  return failure(errc::transport, phase::prepare, "libcurl cannot be set up: no memory, or no TLS support");
}

}  // namespace geai::inline v0::transport::detail
#endif

// --- geai/transport/curl_request.hpp ---

#ifndef GEAI_CORE_ONLY
// How requests are told to libcurl; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0::transport::detail {

struct curl_easy_closer {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct curl_multi_closer {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using curl_easy = std::unique_ptr<CURL, curl_easy_closer>;
using curl_multi_handle = std::unique_ptr<CURLM, curl_multi_closer>;

// Initialises libcurl, once a process and never undone: libcurl counts the initialisations and locks them, so that the
// host application's own curl_global_init() and curl_global_cleanup() stay what they were.
inline void start_curl() noexcept {
  static CURLcode const started = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(started);  // a failure shows again when a handle is made
}

// Sets options one after the other and keeps the first failure.
class curl_setter {
public:
  explicit curl_setter(CURL* easy) noexcept : easy_(easy) {}

  template <class Value> void operator()(CURLoption option, Value value) noexcept {
    CURLcode const code = curl_easy_setopt(easy_, option, value);
    if (outcome_ == CURLE_OK) outcome_ = code;
  }

  CURLcode outcome() const noexcept { return outcome_; }

private:
  CURL* easy_;
  CURLcode outcome_ = CURLE_OK;
};

// Sockets must not leak into programs that the process starts: they carry an authenticated connection.
inline curl_socket_t open_curl_socket(void*, curlsocktype, curl_sockaddr* address) noexcept {
#if defined(SOCK_CLOEXEC)
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
  curl_socket_t const made = ::socket(address->family, address->socktype, address->protocol);
  if (made != CURL_SOCKET_BAD) ::fcntl(made, F_SETFD, FD_CLOEXEC);
  return made;
#endif
}

// Whether any of the variables is set that name a proxy to libcurl (HTTP_PROXY is none of them).
inline bool environment_names_proxy() noexcept {
  for (char const* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    if (char const* const value = std::getenv(name); value != nullptr && *value != '\0') return true;
  return false;
}

// Sets what is the same for all requests of a transport, once a handle. The result must be CURLE_OK for the handle to
// be used, since the checks of the certificate are among the options.
inline CURLcode set_fixed_options(CURL* easy, options const& settings) noexcept {
  // Fails in a libcurl without HTTP/2, where HTTP/1.1 is what there is.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));

  curl_setter set(easy);
  set(CURLOPT_NOSIGNAL, 1L);  // nor is SIGPIPE to be feared: libcurl sends with MSG_NOSIGNAL, what TLS sends too
  // A resolver thread that is not done is left to end by itself; otherwise a cancelled call would wait for it.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_OPENSOCKETFUNCTION, &open_curl_socket);
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);

  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());

  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_PATH_AS_IS, 1L);       // the URL is encoded already
  set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can decode
  // Without a proxy libcurl would look for those variables in each request, which costs 2 % of it and races with setenv().
  if (!settings.proxy.empty() || !environment_names_proxy()) set(CURLOPT_PROXY, settings.proxy.c_str());
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // credentials are not for the proxy
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  return set.outcome();
}

// Brings what a body_source has to libcurl, through which nothing is thrown. The callbacks are for CURLOPT_READFUNCTION
// and CURLOPT_SEEKFUNCTION with the curl_body as their data.
class curl_body {
public:
  // Starts afresh; borrows `from`, which may be null, until the transfer has ended.
  void begin(http::body_source* from) noexcept {
    from_ = from;
    was_read_ = false;
    failure_.reset();
#if defined(__cpp_exceptions)
    thrown_ = nullptr;
#endif
  }

  http::body_source* source() const noexcept { return from_; }

  // Why the source ended the transfer, if it did; throws what the source threw. To be called once, outside of libcurl.
  std::optional<error> take_failure() {
#if defined(__cpp_exceptions)
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
#endif
    return std::exchange(failure_, std::nullopt);
  }

  static std::size_t on_read(char* into, std::size_t, std::size_t room, void* self) noexcept {
    return static_cast<curl_body*>(self)->read(into, room);
  }

  // libcurl wants to begin again when a kept connection turns out to be closed: only what was not sent is sent again.
  static int on_seek(void* self, curl_off_t offset, int origin) noexcept {
    bool const at_begin = origin == SEEK_SET && offset == 0 && !static_cast<curl_body*>(self)->was_read_;
    return at_begin ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
  }

private:
  std::size_t read(char* into, std::size_t room) noexcept {
    was_read_ = true;
#if defined(__cpp_exceptions)
    try {
      return take(into, room);
    } catch (...) {
      thrown_ = std::current_exception();
      return CURL_READFUNC_ABORT;
    }
#else
    return take(into, room);
#endif
  }

  std::size_t take(char* into, std::size_t room) {
    result<std::size_t> const read = from_->read(into, room);
    if (read) return *read;
    failure_ = read.error();
    return CURL_READFUNC_ABORT;
  }

  http::body_source* from_ = nullptr;
  bool was_read_ = false;
  std::optional<error> failure_{};
#if defined(__cpp_exceptions)
  std::exception_ptr thrown_{};
#endif
};

// Tells an easy handle what differs from one request to the next, and remembers what it was told, since handles are
// used again without a reset. One object belongs to one easy handle and must outlive its transfers.
class curl_request {
public:
  // Borrows everything in `rq`, and `body`, which is sent in the place of rq.body unless it is null, until the transfer
  // has ended. Does not allocate once warm, except inside of libcurl. If the result is not CURLE_OK, the handle must be
  // given up.
  CURLcode apply(CURL* easy, http::request const& rq, http::body_source* body = nullptr) {
    curl_setter set(easy);
    body_.begin(body);
    if (url_ != rq.url) {
      set(CURLOPT_URL, rq.url.data());
      url_.assign(rq.url);
    }
    apply_method(set, rq);
    set(CURLOPT_HTTPHEADER, header_lines(rq.headers));
    if (long const limit = connect_limit(rq); limit != connect_limit_) {
      set(CURLOPT_CONNECTTIMEOUT_MS, limit);
      connect_limit_ = limit;
    }
    return set.outcome();
  }

  curl_body& body() noexcept { return body_; }

  // Bytes of the body that is sent.
  std::uint64_t body_size(http::request const& rq) const noexcept {
    return body_.source() != nullptr ? body_.source()->size() : rq.body.size();
  }

private:
  // libcurl's name for no limit is a very long one: 0 is its default of 300 s.
  static long connect_limit(http::request const& rq) noexcept {
    std::chrono::milliseconds::rep const count = rq.connect_timeout.count();
    return count <= 0 ? INT_MAX : static_cast<long>(std::min<std::chrono::milliseconds::rep>(count, INT_MAX));
  }

  // In libcurl the method, the presence of a body and the name of the method are options of their own, some of which
  // set others. So they are set together, from a known start, whenever one changes.
  void apply_method(curl_setter& set, http::request const& rq) {
    http::verb::kind const verb = rq.method.kind_;
    bool const from_source = body_.source() != nullptr;
    with_body_ = verb != http::verb::head && (from_source || !rq.body.empty() || verb == http::verb::post ||
                                              verb == http::verb::put || verb == http::verb::patch);
    int const shape = 4 * verb + (from_source ? 2 : 0) + (with_body_ ? 1 : 0);
    bool const changed = shape != shape_;
    shape_ = shape;

    if (changed) {
      set(CURLOPT_HTTPGET, 1L);
      bool const named_by_libcurl = with_body_ ? verb == http::verb::post : verb == http::verb::get;
      if (verb == http::verb::head) {
        set(CURLOPT_CUSTOMREQUEST, static_cast<char const*>(nullptr));
        set(CURLOPT_NOBODY, 1L);
      } else {
        set(CURLOPT_CUSTOMREQUEST, named_by_libcurl ? nullptr : rq.method.name().data());
      }
    }
    if (!with_body_) return;
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_size(rq)));
    if (from_source) {
      set(CURLOPT_POSTFIELDS, static_cast<char const*>(nullptr));  // makes it a POST that asks for its body
      set(CURLOPT_READFUNCTION, &curl_body::on_read);
      set(CURLOPT_READDATA, &body_);
      set(CURLOPT_SEEKFUNCTION, &curl_body::on_seek);
      set(CURLOPT_SEEKDATA, &body_);
    } else {
      set(CURLOPT_POSTFIELDS, rq.body.empty() ? "" : rq.body.data());  // makes it a POST
    }
  }

  // The headers as libcurl's linked list, in memory that is kept: nodes in a vector, text in the caller's header_list.
  curl_slist* header_lines(std::span<http::header const> headers) {
    nodes_.clear();
    nodes_.reserve(headers.size() + 2);
    empty_lines_.clear();

    bool has_content_type = false;
    bool has_expect = false;
    for (http::header const& each : headers) {
      add_line(each.value.empty() ? empty_line(each, headers) : http::header_list::line(each));
      if (!with_body_) continue;
      has_content_type = has_content_type || http::same_name(each.name, "content-type");
      has_expect = has_expect || http::same_name(each.name, "expect");
    }
    // `Name:` takes away what libcurl would add by itself: a content type of forms, and a round trip before large bodies.
    if (with_body_ && !has_content_type) add_line("Content-Type:");
    if (with_body_ && !has_expect) add_line("Expect:");
    return nodes_.empty() ? nullptr : nodes_.data();
  }

  void add_line(char const* line) {
    nodes_.push_back({const_cast<char*>(line), nullptr});  // libcurl only reads it
    if (nodes_.size() > 1) nodes_[nodes_.size() - 2].next = &nodes_.back();
  }

  // `Name;` is how libcurl is told to send a header with an empty value.
  char const* empty_line(http::header const& each, std::span<http::header const> headers) {
    if (empty_lines_.empty()) {
      std::size_t size = 0;
      for (http::header const& one : headers) size += one.name.size() + 2;
      empty_lines_.reserve(size);  // so that the lines stay where they are
    }
    std::size_t const begin = empty_lines_.size();
    empty_lines_.append(each.name).append(";").push_back('\0');
    return empty_lines_.data() + begin;
  }

  curl_body body_;
  std::string url_;
  int shape_ = -1;
  bool with_body_ = false;
  long connect_limit_ = -1;
  std::vector<curl_slist> nodes_;
  std::string empty_lines_;
};

}  // namespace geai::inline v0::transport::detail
#endif

// --- geai/transport/curl_transfer.hpp ---

#ifndef GEAI_CORE_ONLY
// One exchange over libcurl, apart from who drives it; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0::transport::detail {

// An easy handle and the memory that it works with. Used for one exchange at a time; stays at its address, which libcurl
// knows. It never waits.
class curl_transfer {
public:
  curl_transfer() = default;
  curl_transfer(curl_transfer&&) = delete;

  // False when libcurl said something that leaves it open what the handle remembers.
  bool is_reusable() const noexcept { return reusable_; }

protected:
  enum class cause : unsigned char { itself, deadline, silence, stop };
  struct ended {
    cause by = cause::itself;
    CURLcode code = CURLE_OK;

    bool is_success() const noexcept { return by == cause::itself && code == CURLE_OK; }
  };

  // Of a streamed body, from one read to the next: some 2 MiB, unless a small piece unpacks to a huge one.
  static constexpr std::size_t piece_limit = 64u << 20;

  bool set_up(options const& settings) noexcept {
    easy_.reset(curl_easy_init());
    if (easy_ == nullptr) return false;
    curl_setter set(easy_.get());
    set(CURLOPT_ERRORBUFFER, text_);
    set(CURLOPT_HEADERFUNCTION, &curl_collector::on_header);
    set(CURLOPT_HEADERDATA, &collector_);
    set(CURLOPT_WRITEFUNCTION, &curl_collector::on_body);
    set(CURLOPT_WRITEDATA, &collector_);
    set(CURLOPT_PREREQFUNCTION, &on_request);
    set(CURLOPT_PREREQDATA, this);
    return set.outcome() == CURLE_OK && set_fixed_options(easy_.get(), settings) == CURLE_OK;
  }

  // Why an exchange need not begin.
  static result<void> check(http::request const& rq, http::clock::time_point now) {
    if (rq.stop.stop_requested()) return cancelled_error(phase::prepare);
    if (rq.deadline <= now) return deadline_over_error();
    return {};
  }

  // For an exchange that was asked for at `started`.
  result<void> get_ready(http::request const& rq, http::response& rs, http::clock::time_point started) {
    if (result<void> sound = check(rq, started); !sound) return sound;
    started_ = started;
    text_[0] = '\0';
    collector_.begin(rs, rq.body_limit);
    request_of_ = &rq;
    times_sent_ = 0;
    end_.reset();
    reusable_ = false;
    return {};
  }

  // False when the handle does not take it, in which case it has ended. `body`, unless it is null, is sent in the place of
  // rq.body. Both are borrowed.
  bool apply(http::request const& rq, http::body_source* body) {
    CURLcode const code = request_.apply(easy_.get(), rq, body);
    if (code != CURLE_OK) end_ = {cause::itself, code};
    return code == CURLE_OK;
  }

  int status() const noexcept {
    if (int const said = collector_.status(); said != 0) return said;
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
  }

  // Whether the response's own headers are complete, which are not those of an interim one (100-continue).
  bool has_head() const noexcept { return collector_.headers_complete() && status() >= 200; }

  // Of a transfer that has ended.
  result<void> head_outcome(http::response& rs) {
    if (!end_->is_success()) return failure_of(*end_);
    if (!has_head())
      return cut_headers_error(*request_of_);  // which libcurl takes for a complete answer without a body
    return take_status(rs);
  }

  result<void> take_status(http::response& rs) const noexcept {
    rs.status = status();
    return {};
  }

  // Of a streamed body of which no more comes.
  result<std::size_t> body_outcome() const {
    if (end_->is_success()) return std::size_t{0};
    if (end_->by == cause::itself && collector_.refused() == curl_collector::refusal::body)
      return failure(errc::too_large, phase::receive, "too much of the response's body came at once");
    return failure_of(*end_);
  }

  error failure_of(ended const& end) const {
    curl_failure const failed{easy_.get(), *request_of_, collector_, text_, request_.body_size(*request_of_)};
    switch (end.by) {
      case cause::deadline: return deadline_error(failed, started_);
      case cause::silence: return idle_error(*request_of_);
      case cause::stop: return cancelled_error(reached_phase(failed));
      case cause::itself: break;
    }
    if (end.code == CURLE_ABORTED_BY_CALLBACK && times_sent_ > 1) return not_repeated_error(*request_of_);
    return curl_error(end.code, failed);
  }

  // Before each time that libcurl sends the request. It does so again by itself when a kept connection ends before a byte
  // of the answer came; the server may have done by then what a POST or a PATCH asks for.
  static int on_request(void* self, char*, char*, int, int) noexcept {
    auto& transfer = *static_cast<curl_transfer*>(self);
    std::string_view const method = transfer.request_of_->method.name();
    bool const again = transfer.times_sent_++ != 0;
    return again && (method == "POST" || method == "PATCH") ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
  }

private:
  char text_[CURL_ERROR_SIZE] = {};

protected:
  bool reusable_ = false;
  curl_collector collector_;
  curl_request request_;
  curl_easy easy_;

  // Of the exchange under way.
  http::request const* request_of_ = nullptr;
  http::clock::time_point started_{};
  std::optional<ended> end_{};

private:
  int times_sent_ = 0;
};

}  // namespace geai::inline v0::transport::detail
#endif

// --- geai/transport/curl_inline.hpp ---

#ifndef GEAI_CORE_ONLY
// What the functions of transport::curl do. Part of geai/transport/curl.hpp, unless the program uses the compiled form.

namespace geai::inline v0::transport {

namespace detail {

// A transfer with a multi handle of its own, which drives it and holds its connections.
//
// The multi handle is what curl_easy_perform() makes for itself. To have it gives exact limits and a wake-up call.
class curl_exchange : private curl_transfer {
public:
  // Null when libcurl cannot be set up as these options demand.
  static std::unique_ptr<curl_exchange> make(options const& settings) {
    start_curl();
    auto made = std::make_unique<curl_exchange>();
    return made->set_up(settings) ? std::move(made) : nullptr;
  }

  curl_exchange() = default;
  curl_exchange(curl_exchange&&) = delete;
  ~curl_exchange() {
    attached_.reset();
    easy_.reset();  // goes before multi_: it is not in it then
  }

  using curl_transfer::is_reusable;

  bool is_of_this_process() const noexcept { return process_ == ::getpid(); }

  // `body`, unless it is null, is sent in the place of rq.body. Throws what it throws.
  result<void> run(http::request const& rq, http::body_source* body, http::response& rs) {
    if (result<void> begun = begin(rq, body, rs); !begun) return begun;
    transfer([] { return false; });
    result<void> const outcome = head_outcome(rs);
    if (outcome) collector_.finish();
    detach();
    if (std::optional<error> failed = request_.body().take_failure()) return *std::move(failed);
    return outcome;
  }

  // The same up to the end of the headers; the body is what read() brings. `rq` is borrowed until detach().
  result<void> open(http::request const& rq, http::response& rs) {
    if (result<void> begun = begin(rq, nullptr, rs); !begun) return begun;
    ahead_.clear();
    collector_.deliver_to(ahead_, piece_limit);
    transfer([this] { return has_head(); });
    // What comes right behind the headers, be it a failure, is for read().
    result<void> const outcome = has_head() ? take_status(rs) : head_outcome(rs);
    collector_.end_head();
    if (!outcome) detach();
    return outcome;
  }

  // See transport::streaming.
  result<std::size_t> read(std::string& into) {
    std::size_t const before = into.size();
    if (!end_ && request_of_->stop.stop_requested()) end_ = {cause::stop, CURLE_OK};
    if (!end_ && http::clock::now() >= request_of_->deadline) end_ = {cause::deadline, CURLE_OK};
    if (!ahead_.empty()) {
      into.append(ahead_);
      ahead_.clear();
      return into.size() - before;
    }
    if (!end_) {
      collector_.deliver_to(into, piece_limit);
      transfer([&] { return into.size() != before; });
      collector_.deliver_to(ahead_, piece_limit);
    }
    if (into.size() != before) return into.size() - before;
    return body_outcome();
  }

  // Ends what is unfinished, and closes its connection; a finished one is kept.
  void detach() noexcept {
    if (!attached_) return;
    kept_ = CURL_SOCKET_BAD;
    if (collector_.is_http_1()) curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &kept_);
    attached_.reset();
  }

private:
  // Has the easy handle in the multi handle. Taking it out ends what is unfinished and keeps a finished connection.
  class attachment {
  public:
    attachment(CURLM* multi, CURL* easy) noexcept
        : multi_(multi), easy_(easy), outcome_(curl_multi_add_handle(multi, easy)) {}
    attachment(attachment&&) = delete;
    ~attachment() { curl_multi_remove_handle(multi_, easy_); }

    CURLMcode outcome() const noexcept { return outcome_; }

  private:
    CURLM* multi_;
    CURL* easy_;
    CURLMcode outcome_;
  };

  struct waker {
    CURLM* multi;
    void operator()() const noexcept { curl_multi_wakeup(multi); }  // the one call that another thread may make
  };

  bool set_up(options const& settings) noexcept {
    multi_.reset(curl_multi_init());
    // A client talks to one or two hosts.
    if (multi_ != nullptr) curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 4L);
    return multi_ != nullptr && curl_transfer::set_up(settings);
  }

  // Hands the request over; nothing is sent yet.
  result<void> begin(http::request const& rq, http::body_source* body, http::response& rs) {
    if (result<void> ready = get_ready(rq, rs, http::clock::now()); !ready) return ready;
    // What a server said unasked on the kept connection is no answer to this request, for which libcurl before 8 takes it.
    char unasked = 0;
    bool const spoiled = kept_ != CURL_SOCKET_BAD && ::recv(kept_, &unasked, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    if (spoiled || afresh_) curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, static_cast<long>(spoiled));
    afresh_ = spoiled;
    if (apply(rq, body)) attached_.emplace(multi_.get(), easy_.get());
    return {};
  }

  // Goes on until the transfer has ended, in which case end_ is set, or it is enough.
  template <class Enough> void transfer(Enough enough) {
    if (end_) return;
    end_ = go_on(enough);
  }

  template <class Enough> std::optional<ended> go_on(Enough& enough) {
    http::request const& rq = *request_of_;
    std::optional<std::stop_callback<waker>> on_stop;
    if (rq.stop.stop_possible()) on_stop.emplace(rq.stop, waker{multi_.get()});

    CURLMcode fault = attached_->outcome();
    int running = 1;
    http::clock::time_point heard = http::clock::now();
    while (fault == CURLM_OK) {
      fault = curl_multi_perform(multi_.get(), &running);
      if (running == 0 || fault != CURLM_OK) break;

      reusable_ = true;
      if (enough()) return std::nullopt;
      if (rq.stop.stop_requested()) return ended{cause::stop, CURLE_OK};
      http::clock::time_point const now = http::clock::now();
      if (now >= rq.deadline) return ended{cause::deadline, CURLE_OK};
      http::clock::duration left = rq.deadline - now;
      if (rq.idle_timeout.count() > 0 && collector_.began()) {
        if (collector_.take_moved()) heard = now;
        http::clock::duration const silence_left = std::min(rq.idle_timeout, longest_wait) - (now - heard);
        if (silence_left.count() <= 0) return ended{cause::silence, CURLE_OK};
        left = std::min(left, silence_left);
      }
      fault = curl_multi_poll(multi_.get(), nullptr, 0, milliseconds_up(left), nullptr);
    }
    reusable_ = fault == CURLM_OK;
    return ended{cause::itself, fault == CURLM_OK ? verdict() : CURLE_OUT_OF_MEMORY};
  }

  CURLcode verdict() const noexcept {
    int left = 0;
    CURLMsg const* const message = curl_multi_info_read(multi_.get(), &left);
    return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
  }

  static constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

  // Rounded up, so that the wait is not over before the time is.
  static int milliseconds_up(http::clock::duration left) noexcept {
    return static_cast<int>(
        std::chrono::ceil<std::chrono::milliseconds>(std::min<http::clock::duration>(left, longest_wait)).count());
  }

  pid_t process_ = ::getpid();
  curl_multi_handle multi_;
  curl_socket_t kept_ = CURL_SOCKET_BAD;  // of the HTTP/1 connection that was used last, if it is still there
  bool afresh_ = false;                   // CURLOPT_FRESH_CONNECT is set
  std::string ahead_{};                   // of the body, what came before it was asked for
  std::optional<attachment> attached_{};
};

// Exchanges that wait for their next use. Takes no lock: a thread that finds none makes one, and a fork cannot happen
// in the middle of something. The lowest slot is taken and filled first, so that few threads keep few connections busy.
class curl_pool {
public:
  curl_pool() = default;
  curl_pool(curl_pool&&) = delete;
  ~curl_pool() { clear(); }

  // Null when there is none.
  std::unique_ptr<curl_exchange> take() noexcept {
    for (std::atomic<curl_exchange*>& slot : idle_) {
      if (slot.load(std::memory_order_relaxed) == nullptr) continue;
      curl_exchange* const found = slot.exchange(nullptr, std::memory_order_acquire);
      if (found == nullptr) continue;
      if (found->is_of_this_process()) return std::unique_ptr<curl_exchange>(found);
      abandon(found);
    }
    return nullptr;
  }

  // Deletes it when there are enough.
  void put(std::unique_ptr<curl_exchange> exchange) noexcept {
    for (std::atomic<curl_exchange*>& slot : idle_) {
      curl_exchange* expected = nullptr;
      if (slot.load(std::memory_order_relaxed) != nullptr) continue;
      if (!slot.compare_exchange_strong(expected, exchange.get(), std::memory_order_release)) continue;
      static_cast<void>(exchange.release());
      return;
    }
  }

  void clear() noexcept {
    while (take() != nullptr) continue;
  }

  // A child process shares the sockets and the TLS state of its parent, so it must not even take leave of the server.
  // Its copy of the memory is given up on purpose.
  static void abandon(curl_exchange*) noexcept {}

private:
  static constexpr std::size_t most_idle = 64;

  std::array<std::atomic<curl_exchange*>, most_idle> idle_{};
};

GEAI_INLINE curl_stream::curl_stream(std::unique_ptr<curl_exchange> exchange, curl_pool& pool) noexcept
    : exchange_(std::move(exchange)), pool_(&pool) {}
GEAI_INLINE curl_stream::curl_stream(curl_stream&&) noexcept = default;
GEAI_INLINE curl_stream& curl_stream::operator=(curl_stream&& other) noexcept {
  std::swap(exchange_, other.exchange_);
  std::swap(pool_, other.pool_);
  return *this;
}
GEAI_INLINE curl_stream::~curl_stream() {
  if (exchange_ == nullptr) return;
  if (!exchange_->is_of_this_process()) {
    curl_pool::abandon(exchange_.release());
    return;
  }
  exchange_->detach();
  if (exchange_->is_reusable()) pool_->put(std::move(exchange_));
}

GEAI_INLINE result<std::size_t> curl_stream::read(std::string& into) { return exchange_->read(into); }

}  // namespace detail

struct curl::state {
  options settings{};
  detail::curl_pool pool{};
};

GEAI_INLINE curl::curl() : state_(std::make_unique<state>()) {}
GEAI_INLINE curl::curl(options settings) : curl() { configure(std::move(settings)); }
GEAI_INLINE curl::curl(curl&&) noexcept = default;
GEAI_INLINE curl& curl::operator=(curl&&) noexcept = default;
GEAI_INLINE curl::~curl() = default;

GEAI_INLINE void curl::configure(options settings) {
  state_->settings = std::move(settings);
  state_->pool.clear();
}

GEAI_INLINE result<void> curl::send(http::request const& rq, http::response& rs) { return run(rq, nullptr, rs); }

GEAI_INLINE result<void> curl::send(http::request const& rq, http::body_source& body, http::response& rs) {
  return run(rq, &body, rs);
}

GEAI_INLINE result<detail::curl_stream> curl::stream(http::request const& rq, http::response& rs) {
  std::unique_ptr<detail::curl_exchange> exchange = take();
  if (exchange == nullptr) return detail::set_up_error();
  result<void> const opened = exchange->open(rq, rs);
  if (opened) return detail::curl_stream(std::move(exchange), state_->pool);
  if (exchange->is_reusable()) state_->pool.put(std::move(exchange));
  return opened.error();
}

GEAI_INLINE result<void> curl::run(http::request const& rq, http::body_source* body, http::response& rs) {
  std::unique_ptr<detail::curl_exchange> exchange = take();
  if (exchange == nullptr) return detail::set_up_error();
  result<void> outcome = exchange->run(rq, body, rs);
  if (exchange->is_reusable()) state_->pool.put(std::move(exchange));
  return outcome;
}

GEAI_INLINE std::unique_ptr<detail::curl_exchange> curl::take() {
  std::unique_ptr<detail::curl_exchange> idle = state_->pool.take();
  return idle != nullptr ? std::move(idle) : detail::curl_exchange::make(state_->settings);
}

}  // namespace geai::inline v0::transport
#endif

// --- geai/transport/mock.hpp ---

namespace geai::inline v0::transport {

// A Transport policy for tests: answers from a script and remembers what it was asked. Copies share the script and the
// memory, so that a test keeps one and gives another to the client. All members may be called from several threads.
//
//   geai::transport::mock wire;
//   wire.reply(200, R"({"agents":[]})");
//   geai::ai_lab_client client{wire, geai::api_key = "k", geai::base_url = "https://h"};
class mock {
  struct answer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::vector<std::string> chunks{};
    std::optional<error> failure{};  // behind the chunks
  };

public:
  // A header of a request, owned.
  struct recorded_header {
    std::string name{};
    std::string value{};
  };

  // A request as it was sent, in strings of its own.
  struct recorded_request {
    std::string method{};  // "GET"
    std::string url{};
    std::vector<recorded_header> headers{};
    std::string body{};

    // The value of the first header of that name, in any case; empty when there is none.
    std::string_view header(std::string_view name) const noexcept {
      for (recorded_header const& each : headers)
        if (http::same_name(each.name, name)) return each.value;
      return {};
    }
  };

  // Without a script: asked for something, it fails.
  mock() : state_(std::make_shared<state>()) {}

  // Adds an answer to the script. Answers are given in order; the last one is given again and again.
  mock& reply(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    return add({status, std::move(headers), {std::move(body)}, std::nullopt});
  }

  // Adds an answer whose body comes in these chunks when it is streamed, one a read(), and that fails with `then`, if
  // set, behind the last one. send() puts the chunks together.
  mock& reply_stream(int status, std::vector<std::string> chunks,
                     std::vector<std::pair<std::string, std::string>> headers = {}, std::optional<error> then = {}) {
    return add({status, std::move(headers), std::move(chunks), std::move(then)});
  }

  // Adds a failure to the script.
  mock& fail(error failure) { return add({no_answer, {}, {}, std::move(failure)}); }

  // All requests so far, in the order of their arrival.
  std::vector<recorded_request> requests() const {
    std::scoped_lock const lock(state_->mutex);
    return state_->requests;
  }

  // Honours the request's stop token, deadline and body limit, without ever waiting.
  result<void> send(http::request const& rq, http::response& rs) {
    result<answer> const given = take(rq, rs);
    if (!given) return given.error();
    if (given->failure) return *given->failure;
    for (std::string const& chunk : given->chunks) rs.body.append(chunk);
    if (rs.body.size() > rq.body_limit) {
      rs.body.clear();
      return failed(errc::too_large, phase::receive,
                    "the response's body is over the limit of " + std::to_string(rq.body_limit) + " bytes");
    }
    return {};
  }

  // A body that is under way; see transport::streaming.
  class pulled_body {
  public:
    pulled_body(pulled_body&&) noexcept = default;
    pulled_body& operator=(pulled_body&&) noexcept = default;

    // Honours stop token and deadline, without ever waiting.
    result<std::size_t> read(std::string& into) {
      if (request_->stop.stop_requested()) return failed(errc::cancelled, phase::receive, "cancelled (phase: receive)");
      if (request_->deadline != http::no_deadline && request_->deadline <= http::clock::now())
        return failed(errc::timeout, phase::receive, "answer not complete within the deadline");
      while (next_ != given_.chunks.size()) {
        std::string const& chunk = given_.chunks[next_++];
        into.append(chunk);
        if (!chunk.empty()) return chunk.size();
      }
      if (given_.failure) return *given_.failure;
      return std::size_t{0};
    }

  private:
    friend mock;
    pulled_body(answer given, http::request const& rq, std::shared_ptr<void> open)
        : given_(std::move(given)), request_(&rq), open_(std::move(open)) {}

    answer given_;
    http::request const* request_;
    std::size_t next_ = 0;
    std::shared_ptr<void> open_;
  };

  // Streams any answer of the script; that of a reply() comes in one chunk.
  result<pulled_body> stream(http::request const& rq, http::response& rs) {
    result<answer> given = take(rq, rs);
    if (!given) return given.error();
    if (given->status == no_answer) return *given->failure;
    return pulled_body(*std::move(given), rq, state_->open);
  }

  // How many bodies of stream() are there that have not been destroyed.
  std::size_t open_streams() const noexcept { return static_cast<std::size_t>(state_->open.use_count()) - 1; }

private:
  static constexpr int no_answer = -1;

  struct state {
    std::mutex mutex{};
    std::vector<answer> script{};
    std::size_t next = 0;  // past the end: the last one again
    std::vector<recorded_request> requests{};
    std::shared_ptr<void> open = std::make_shared<int>();  // one owner more for each open stream
  };

  // The next answer of the script, its status and headers set; records the request. A request that comes too late is not
  // recorded, since a real one would not have been sent.
  result<answer> take(http::request const& rq, http::response& rs) {
    if (rq.stop.stop_requested()) return failed(errc::cancelled, phase::prepare, "cancelled (phase: prepare)");
    if (rq.deadline != http::no_deadline && rq.deadline <= http::clock::now())
      return failed(errc::timeout, phase::prepare, "the deadline was over before the request was sent");

    recorded_request seen = record(rq);
    std::scoped_lock const lock(state_->mutex);
    state_->requests.push_back(std::move(seen));
    if (state_->script.empty())
      return failed(errc::transport, phase::connect,
                    "geai::transport::mock has no answer to give: script one with reply() or fail()");

    std::size_t const index = std::min(state_->next, state_->script.size() - 1);
    state_->next = index + 1;
    answer given = state_->script[index];
    if (given.status == no_answer) return given;
    rs.status = given.status;
    for (auto const& [name, value] : given.headers) rs.add_header(name, value);
    return given;
  }

  mock& add(answer scripted) {
    std::scoped_lock const lock(state_->mutex);
    state_->script.push_back(std::move(scripted));
    return *this;
  }

  static recorded_request record(http::request const& rq) {
    recorded_request seen{std::string(rq.method.name()), std::string(rq.url), {}, std::string(rq.body)};
    for (http::header const& each : rq.headers)
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

static_assert(policy<mock> && streaming<mock>);

}  // namespace geai::inline v0::transport

// --- geai/geai.hpp ---

// All of the library with its default policies. Include less to compile less: one header of client/, one of transport/,
// one of json/.

// --- geai/task.hpp ---

namespace geai::inline v0 {

template <class T> class task;

namespace detail {

// What is the same for all tasks.
class task_promise_base {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise> std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) const noexcept {
      return done.promise().next();
    }
    void await_resume() const noexcept {}
  };
  final_awaiter final_suspend() const noexcept { return {}; }

#if defined(__cpp_exceptions)
  void unhandled_exception() noexcept { thrown_ = std::current_exception(); }
#else
  void unhandled_exception() noexcept {}
#endif

  // Who goes on behind this task; the last of several tasks that share a count, which is then zero.
  void continue_with(std::coroutine_handle<> after, std::size_t* left = nullptr) noexcept {
    after_ = after;
    left_ = left;
  }

protected:
  void rethrow() {
#if defined(__cpp_exceptions)
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
#endif
  }

private:
  std::coroutine_handle<> next() const noexcept {
    if (left_ != nullptr && --*left_ != 0) return std::noop_coroutine();
    return after_ ? after_ : std::noop_coroutine();
  }

  std::coroutine_handle<> after_{};
  std::size_t* left_ = nullptr;
#if defined(__cpp_exceptions)
  std::exception_ptr thrown_{};
#endif
};

template <class T> class task_promise final : public task_promise_base {
public:
  task<T> get_return_object() noexcept;

  template <class Value = T>
    requires std::is_constructible_v<T, Value>
  void return_value(Value&& value) { value_.emplace(std::forward<Value>(value)); }

  T take() {
    rethrow();
    return *std::move(value_);
  }

private:
  std::optional<T> value_{};
};

template <> class task_promise<void> final : public task_promise_base {
public:
  task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() { rethrow(); }
};

}  // namespace detail

// A coroutine that gives a T to the one who awaits it, once.
//
//   geai::task<void> work(auto& client) { geai::result<geai::agent_list> r = co_await client.list_agents(); ... }
//
// - Nothing is done before it is awaited, or given to event_loop::spawn(). What leaves it as an exception is thrown by
//   co_await. To destroy it ends what it waits for, a call under way for one.
// - Its parameters are copied into it, references as references: what they refer to must live until it has ended.
// - It costs one allocation. It is movable, and used by one thread at a time.
// - It is an awaiter itself, so it can be awaited from other libraries' coroutines too, on the thread of its event loop.
template <class T> class [[nodiscard]] task {
public:
  using promise_type = detail::task_promise<T>;

  // No coroutine: to be assigned to or destroyed, not awaited.
  task() noexcept = default;
  task(task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    std::swap(coroutine_, other.coroutine_);
    return *this;
  }
  ~task() {
    if (coroutine_) coroutine_.destroy();
  }

  // Whether it has ended already.
  bool await_ready() const noexcept { return coroutine_.done(); }

  // Runs as far as it gets. When that is to the end, the caller just goes on: calls that never wait need no stack.
  bool await_suspend(std::coroutine_handle<> caller) const { return start(caller, nullptr); }

  // What it gives, or what it has thrown.
  // What it gives, or what it has thrown.
  T await_resume() { return coroutine_.promise().take(); }

  // The same for several tasks of which the last one goes on with `after`; whether this one is still at it.
  bool start(std::coroutine_handle<> after, std::size_t* left) const {
    coroutine_.resume();
    if (coroutine_.done()) return false;
    coroutine_.promise().continue_with(after, left);
    return true;
  }

private:
  friend promise_type;
  explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_{};
};

template <class T> task<T> detail::task_promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<task_promise>::from_promise(*this));
}

inline task<void> detail::task_promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<task_promise>::from_promise(*this));
}

}  // namespace geai::inline v0

// --- geai/event_loop.hpp ---

namespace geai::inline v0 {

namespace detail {

// A thing that the loop does in its next turn; not done if it goes before.
class loop_job : public list_node {
protected:
  ~loop_job() = default;

private:
  friend class loop_core;
  virtual void run() = 0;
};

// A moment at which the loop does something.
class loop_timer {
public:
  loop_timer(loop_timer&&) = delete;

protected:
  loop_timer() = default;
  ~loop_timer() = default;

private:
  friend class loop_core;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  virtual void expired() = 0;

  std::size_t place_ = nowhere;  // in the heap
};

// Something to be done on the loop's thread, which any thread may ask for.
class loop_signal : public list_node {
protected:
  ~loop_signal() = default;

private:
  friend class loop_core;
  virtual void signalled() = 0;
};

// Who is told about a socket.
class loop_watcher {
protected:
  ~loop_watcher() = default;

private:
  friend class loop_core;
  virtual void ready(int descriptor, std::uint32_t events) = 0;  // EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP
};

// What an event_loop and those who live on it share. All of it is for the loop's thread, raise() and lower() excepted.
class loop_core {
public:
  using clock = std::chrono::steady_clock;

  loop_core() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (epoll_ < 0 || wake_ < 0) give_up("no descriptors for an event loop");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0) give_up("epoll does not work");
  }
  loop_core(loop_core&&) = delete;
  ~loop_core() {
    ::close(wake_);
    ::close(epoll_);
  }

  int descriptor() const noexcept { return epoll_; }

  // The time of the turn under way; exact enough for what the turn does.
  clock::time_point now() const noexcept { return in_turn_ ? now_ : clock::now(); }

  void soon(loop_job& job) noexcept {
    job.link_into(jobs_);
    nudge();
  }

  void set(loop_timer& timer, clock::time_point when) {
    clear(timer);
    timer.place_ = timers_.size();
    timers_.push_back({when, &timer});
    rise(timer.place_);
    if (timers_.front().what == &timer) nudge();
  }

  void clear(loop_timer& timer) noexcept {
    std::size_t const at = timer.place_;
    if (at == loop_timer::nowhere) return;
    timer.place_ = loop_timer::nowhere;
    entry const last = timers_.back();
    timers_.pop_back();
    if (at == timers_.size()) return;
    place(at, last);
    rise(at);
    sink(last.what->place_);
  }

  // Events to wait for; 0 is none. A descriptor has one watcher.
  void watch(int descriptor, std::uint32_t events, loop_watcher* watcher) {
    auto const at = static_cast<std::size_t>(descriptor);
    if (at >= watchers_.size()) watchers_.resize(at + 1);
    watchers_[at] = events != 0 ? watcher : nullptr;
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    if (events == 0) {
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, &event);
    } else if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) != 0) {
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    }
  }

  // Any thread.
  void raise(loop_signal& signal) noexcept {
    {
      std::lock_guard const lock(mutex_);
      signal.link_into(signals_);
    }
    wake_up();
  }

  // Any thread. The signal does not come any more.
  void lower(loop_signal& signal) noexcept {
    std::lock_guard const lock(mutex_);
    signal.unlink();
  }

  bool has_jobs() const noexcept { return jobs_.is_linked(); }

  std::optional<std::chrono::milliseconds> next_timeout() const noexcept {
    if (has_jobs()) return std::chrono::milliseconds(0);
    if (timers_.empty()) return std::nullopt;
    auto const left = std::min<clock::duration>(timers_.front().when - clock::now(), longest_wait);
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(left), std::chrono::milliseconds(0));
  }

  // Waits for something to do until then at most, and does it.
  void turn(clock::time_point until) {
    std::optional<std::chrono::milliseconds> wait = next_timeout();
    if (until != clock::time_point::max()) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(
          std::clamp<clock::duration>(until - clock::now(), clock::duration::zero(), longest_wait));
      wait = wait ? std::min(*wait, left) : left;
    }
    std::array<epoll_event, 128> events;
    int const count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                   wait ? static_cast<int>(wait->count()) : -1);
    struct ending {
      loop_core& core;
      ~ending() { core.in_turn_ = false; }
    } const end{*this};
    in_turn_ = true;
    now_ = clock::now();
    for (int i = 0; i < count; ++i) {
      int const descriptor = events[static_cast<std::size_t>(i)].data.fd;
      if (descriptor == wake_) {
        take_wake_up();
      } else if (auto const at = static_cast<std::size_t>(descriptor);
                 at < watchers_.size() && watchers_[at] != nullptr) {
        watchers_[at]->ready(descriptor, events[static_cast<std::size_t>(i)].events);
      }
    }
    for (std::size_t left = timers_.size(); left != 0 && !timers_.empty() && timers_.front().when <= now_; --left) {
      loop_timer& due = *timers_.front().what;
      clear(due);
      due.expired();
    }
    for (loop_signal* signal = next_signal(); signal != nullptr; signal = next_signal()) signal->signalled();
    list_node jobs;  // those of this turn; what they add is for the next one
    jobs.take_all(jobs_);
    while (jobs.is_linked()) {
      auto& job = static_cast<loop_job&>(jobs.next());
      job.unlink();
      job.run();
    }
  }

private:
  struct entry {
    clock::time_point when;
    loop_timer* what;
  };

  static constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24);

  [[noreturn]] static void give_up(char const* why) {
    std::fprintf(stderr, "geai: %s\n", why);
    std::abort();
  }

  // What comes from outside of a turn must be seen by a loop that waits for the descriptor.
  void nudge() noexcept {
    if (!in_turn_) wake_up();
  }

  void wake_up() const noexcept {
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written = ::write(wake_, &one, sizeof one);  // fails when it is awake already
  }

  void take_wake_up() const noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] auto const got = ::read(wake_, &count, sizeof count);
  }

  loop_signal* next_signal() noexcept {
    std::lock_guard const lock(mutex_);
    if (!signals_.is_linked()) return nullptr;
    auto& first = static_cast<loop_signal&>(signals_.next());
    first.unlink();
    return &first;
  }

  void place(std::size_t at, entry const& what) noexcept {
    timers_[at] = what;
    what.what->place_ = at;
  }

  void rise(std::size_t at) noexcept {
    entry const moving = timers_[at];
    for (; at != 0 && moving.when < timers_[(at - 1) / 2].when; at = (at - 1) / 2) place(at, timers_[(at - 1) / 2]);
    place(at, moving);
  }

  void sink(std::size_t at) noexcept {
    entry const moving = timers_[at];
    for (;;) {
      std::size_t child = 2 * at + 1;
      if (child >= timers_.size()) break;
      if (child + 1 < timers_.size() && timers_[child + 1].when < timers_[child].when) ++child;
      if (timers_[child].when >= moving.when) break;
      place(at, timers_[child]);
      at = child;
    }
    place(at, moving);
  }

  int epoll_;
  int wake_;
  bool in_turn_ = false;
  clock::time_point now_{};
  list_node jobs_;
  std::vector<entry> timers_;  // a heap, the next one first
  std::vector<loop_watcher*> watchers_;
  std::mutex mutex_;
  list_node signals_;
};

// Has a coroutine go on in the next turn of the loop.
class resumption final : public loop_job {
public:
  std::coroutine_handle<> coroutine{};

private:
  void run() override { std::exchange(coroutine, nullptr).resume(); }
};

// Tells the loop's thread that a stop was requested, on whatever thread.
template <class Owner> class stop_watch final : private loop_signal {
public:
  explicit stop_watch(Owner& owner) noexcept : owner_(owner) {}

  void begin(loop_core& core, std::stop_token const& stop) {
    if (!stop.stop_possible()) return;
    core_ = &core;
    callback_.emplace(stop, raiser{*this});
  }

  void end() noexcept {
    if (core_ == nullptr) return;
    callback_.reset();  // waits for one that runs on another thread
    core_->lower(*this);
    core_ = nullptr;
  }

  ~stop_watch() { end(); }

private:
  struct raiser {
    stop_watch& watch;
    void operator()() const noexcept { watch.core_->raise(watch); }
  };

  void signalled() override { owner_.stop_requested(); }

  Owner& owner_;
  loop_core* core_ = nullptr;
  std::optional<std::stop_callback<raiser>> callback_{};
};

// Waits for a moment, or for a stop.
class pause final : private loop_timer {
public:
  pause(std::shared_ptr<loop_core> core, loop_core::clock::time_point when, std::stop_token stop) noexcept
      : core_(std::move(core)), when_(when), stop_(std::move(stop)) {}
  ~pause() { core_->clear(*this); }

  bool await_ready() const noexcept { return stop_.stop_requested(); }
  void await_suspend(std::coroutine_handle<> caller) {
    resumption_.coroutine = caller;
    core_->set(*this, when_);
    watch_.begin(*core_, stop_);
  }

  // Whether it was not stopped.
  bool await_resume() noexcept {
    watch_.end();
    return !stop_.stop_requested();
  }

private:
  friend stop_watch<pause>;

  void expired() override { core_->soon(resumption_); }
  void stop_requested() {
    core_->clear(*this);
    core_->soon(resumption_);
  }

  std::shared_ptr<loop_core> core_;
  loop_core::clock::time_point when_;
  std::stop_token stop_;
  resumption resumption_;
  stop_watch<pause> watch_{*this};
};

}  // namespace detail

// A loop that runs tasks on the thread that calls it; it has no threads of its own. Asynchronous transports live on it.
//
//   geai::event_loop loop;
//   geai::ai_lab_client client{geai::transport::curl_multi{loop}, geai::api_key = "k", geai::base_url = url};
//   loop.spawn(work(client));
//   loop.run();
//
// It is used by one thread at a time, as is all that lives on it; only stop tokens may be triggered by others. Clients may
// outlive it, but not go on without it. Aborts when the system has no descriptors for it.
class event_loop {
public:
  using clock = std::chrono::steady_clock;

  // What a transport keeps of a loop; see transport::asynchronous.
  using handle = std::shared_ptr<detail::loop_core>;

  // Opens two descriptors.
  event_loop() : core_(std::make_shared<detail::loop_core>()) {}
  event_loop(event_loop&&) = delete;

  // Ends the tasks that have not ended, by destroying them; what run() has not thrown is lost.
  ~event_loop() {
    while (spawned_.is_linked()) static_cast<spawned_promise&>(spawned_.next()).destroy();
  }

  // Has a task run by the loop, from its next turn on, and owns it.
  void spawn(task<void> work) {
    spawned_promise& promise = own(std::move(work)).promise;
    promise.loop = this;
    promise.link_into(spawned_);
    promise.start.coroutine = promise.self();
    core_->soon(promise.start);
    if (spawned_hook_ != nullptr) spawned_hook_(spawned_hook_self_);
  }

  // Whether there are spawned tasks that have not ended.
  bool has_tasks() const noexcept { return spawned_.is_linked(); }

  // Runs until all spawned tasks have ended. Throws what a task has thrown that was spawned, as soon as it has ended;
  // the others can go on with another run(). When several have thrown, each run() throws one of them.
  void run() {
    while (advance(clock::time_point::max())) continue;
  }

  // The same for that long at most; whether all spawned tasks have ended.
  // It returns after the first turn behind that moment. Throws as run().
  template <class Rep, class Period> bool run_for(std::chrono::duration<Rep, Period> span) {
    return run_until(clock::now() + std::chrono::ceil<clock::duration>(span));
  }

  // The same until that moment.
  bool run_until(clock::time_point end) {
    while (advance(end))
      if (clock::now() >= end) return false;
    return true;
  }

  // Does what there is to do, without waiting; whether all spawned tasks have ended. Throws as run().
  bool poll() {
    advance(clock::time_point{});
    return !spawned_.is_linked();
  }

  // For life inside of another loop: that one calls poll() when native_handle(), a descriptor, becomes readable, and when
  // next_timeout() is over, which is asked anew after each poll(). Nothing: there is no such time. spawn() makes the
  // descriptor readable too. See transport/asio.hpp for one that does.
  int native_handle() const noexcept { return core_->descriptor(); }
  std::optional<std::chrono::milliseconds> next_timeout() const noexcept { return core_->next_timeout(); }

  // Calls `what(self)` after each spawn(), for those who only watch the loop while it has tasks; null ends that.
  void on_spawn(void (*what)(void*), void* self) noexcept {
    spawned_hook_ = what;
    spawned_hook_self_ = self;
  }

  // To be awaited: goes on at that moment, or when a stop is requested; gives whether the moment came, and not the stop.
  //
  //   bool const came = co_await loop.sleep_for(std::chrono::seconds(1), stop);
  detail::pause sleep_until(clock::time_point when, std::stop_token stop = {}) const {
    return {core_, when, std::move(stop)};
  }

  // The same after that long.
  template <class Rep, class Period>
  detail::pause sleep_for(std::chrono::duration<Rep, Period> span, std::stop_token stop = {}) const {
    return sleep_until(clock::now() + std::chrono::ceil<clock::duration>(span), std::move(stop));
  }

  // What a transport that lives on this loop keeps of it.
  handle const& share() const noexcept { return core_; }

private:
  struct spawned_promise;
  struct spawned {
    using promise_type = spawned_promise;
    spawned_promise& promise;
  };

  // The coroutine that owns a spawned task. It goes when it ends.
  struct spawned_promise : detail::list_node {
    event_loop* loop = nullptr;
    detail::resumption start{};

    spawned get_return_object() noexcept { return {*this}; }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
#if defined(__cpp_exceptions)
    void unhandled_exception() { loop->thrown_.push_back(std::current_exception()); }
#else
    void unhandled_exception() const noexcept {}
#endif
    std::coroutine_handle<spawned_promise> self() noexcept {
      return std::coroutine_handle<spawned_promise>::from_promise(*this);
    }
    void destroy() noexcept { self().destroy(); }
  };

  static spawned own(task<void> work) { co_await work; }

  // One turn; whether there is a next one.
  bool advance(clock::time_point end) {
    rethrow();
    if (end != clock::time_point{} && !spawned_.is_linked()) return false;
    core_->turn(end);
    rethrow();
    return spawned_.is_linked();
  }

  void rethrow() {
#if defined(__cpp_exceptions)
    if (thrown_.empty()) return;
    std::exception_ptr const first = std::move(thrown_.front());
    thrown_.erase(thrown_.begin());
    std::rethrow_exception(first);
#endif
  }

  handle core_;
  detail::list_node spawned_;
  void (*spawned_hook_)(void*) = nullptr;
  void* spawned_hook_self_ = nullptr;
#if defined(__cpp_exceptions)
  std::vector<std::exception_ptr> thrown_;
#endif
};

}  // namespace geai::inline v0

// --- geai/client/awaiting.hpp ---

// Clients over an asynchronous transport (geai::transport::curl_multi), whose calls are awaited:
//
//   geai::result<geai::agent_list> agents = co_await client.list_agents();
//
// - A call is a geai::task. The request is written at once, from what the arguments are then; it is sent, and its time
//   begins, when the task is awaited. Retries, deadlines, stop tokens and tokens that renew themselves are those of the
//   other clients: it is the same code (docs/decisions/one-engine-two-drivers.md).
// - A stream is `co_await client.stream(op)`, see awaiting_stream, and a list client.all(op), see awaiting_listing.
// - Files go up and down as well: upload.hpp and download.hpp say what of their arguments is kept, and until when. Files
//   are read and written by the thread that runs the loop; one at a slow place delays the other calls.
// - The client may be moved or destroyed while calls are under way; they keep what they need.
// - To destroy a task ends its call at once.
// - All of it is used by the thread that runs the loop.
// - g++ 12 destroys twice what braces make inside of a co_await expression, if it is more than numbers. Default arguments
//   are safe; with others make the call first, which other compilers do not need:
//
//     auto call = client.list_agents({.status = "active"});
//     geai::result<geai::agent_list> agents = co_await call;

namespace geai::inline v0 {

namespace detail {

// Waits for another call's renewal of the token.
template <class Turn> class renewal_wait final : private Turn::waiter, private loop_timer, private loop_signal {
public:
  renewal_wait(loop_core& loop, Turn const& turn, http::clock::time_point deadline,
               std::stop_token const& stop) noexcept
      : loop_(loop), turn_(turn), deadline_(deadline), stop_(stop) {}
  ~renewal_wait() { leave(); }

  bool await_ready() const noexcept { return stop_.stop_requested() || http::clock::now() >= deadline_; }
  bool await_suspend(std::coroutine_handle<> caller) {
    if (!turn_.wait(*this)) {
      renewed_ = true;
      return false;
    }
    resumption_.coroutine = caller;
    if (deadline_ != http::no_deadline) loop_.set(*this, deadline_);
    watch_.begin(loop_, stop_);
    return true;
  }

  // Whether the renewal has ended; false when it is not waited for any longer.
  bool await_resume() noexcept {
    leave();
    return renewed_;
  }

private:
  friend stop_watch<renewal_wait>;

  void leave() noexcept {
    watch_.end();
    turn_.leave(*this);
    loop_.lower(*this);
    loop_.clear(*this);
  }
  void go_on() noexcept {
    if (!resumption_.is_linked()) loop_.soon(resumption_);
  }

  void renewed() noexcept override { loop_.raise(*this); }
  void signalled() override {
    renewed_ = true;
    go_on();
  }
  void expired() override { go_on(); }
  void stop_requested() { go_on(); }

  loop_core& loop_;
  Turn const& turn_;
  http::clock::time_point deadline_;
  std::stop_token const& stop_;
  bool renewed_ = false;
  resumption resumption_{};
  stop_watch<renewal_wait> watch_{*this};
};

template <class Transport>
using async_stream_of =
    typename decltype(std::declval<Transport&>()
                          .stream_async(std::declval<http::request const&>(), std::declval<http::response&>())
                          .await_resume())::value_type;

// A body that is under way, pulled by reads that are awaited.
template <class Chunk, class Transport, class Json>
class awaiting_stream_state final : public chunk_reader<Chunk, Json> {
  using reader = chunk_reader<Chunk, Json>;
  using typename reader::step;

public:
  using reader::reader;

  // See stream_state.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    result<void> opened = co_await open_body(wire, this->begin_attempt(attempt), head);
    co_return this->end_attempt(std::move(opened), head);
  }

  task<result<Chunk> const*> next() {
    for (;;) {
      switch (this->next_step()) {
        case step::element:
          if (!this->is_open()) body_.reset();
          co_return this->current();
        case step::end: co_return nullptr;
        case step::more: {
          result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
          if (this->feed(read)) break;
          body_.reset();
          co_return this->current();
        }
        case step::farewell:
          for (;;) {
            result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
            if (!read || *read == 0) break;
          }
          body_.reset();
          co_return nullptr;
      }
    }
  }

private:
  task<result<void>> open_body(Transport& wire, http::request const& attempt, http::response& head) {
    auto opened = co_await wire.stream_async(attempt, head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->take_head(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_to_whole(read, head.body);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  std::optional<async_stream_of<Transport>> body_{};  // goes first: it borrows the rest
};

// A download that is under way, whose reads are awaited.
template <class Op, class Sink, class Transport> class awaiting_download final : public download_steps<Op, Sink> {
public:
  using download_steps<Op, Sink>::download_steps;

  // One attempt: like Transport::send(), except that the body that is wanted is not read.
  task<result<void>> open(Transport& wire, http::request const& attempt, http::response& head) {
    body_.reset();
    auto opened = co_await wire.stream_async(this->begin_attempt(attempt), head);
    if (!opened) co_return opened.error();
    body_.emplace(*std::move(opened));
    if (this->is_wanted(head)) co_return result<void>{};
    for (;;) {
      result<std::size_t> const read = co_await body_->read(head.body);
      result<bool> const more = this->add_refusal(read, head.body);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

  // The bytes, behind the attempts.
  task<result<void>> read_all() {
    for (;;) {
      result<std::size_t> const read = co_await body_->read(this->fresh_bytes());
      result<bool> const more = this->take(read);
      if (more && *more) continue;
      body_.reset();
      co_return more ? result<void>{} : more.error();
    }
  }

private:
  std::optional<async_stream_of<Transport>> body_{};  // goes first: it borrows the rest
};

}  // namespace detail

// What an awaited stream gives: the chunks of an answer as they come.
//
//   auto stream = co_await chat.stream_completion({...});            // result<awaiting_stream<...>>
//   while (geai::result<geai::chat_chunk> const* each = co_await stream->next()) ...
//
// As event_stream, apart from the awaiting: an error is the last element; to destroy it stops the transfer; an element is
// valid until the next one is asked for. Until it is read the server waits, with at most 256 KiB on the way. It keeps
// what it needs of its client.
template <class Chunk, class Engine> class awaiting_stream {
  using state = detail::awaiting_stream_state<Chunk, typename Engine::transport_policy, typename Engine::json_policy>;

public:
  using value_type = result<Chunk>;

  awaiting_stream(std::shared_ptr<Engine> of, std::unique_ptr<state> under_way) noexcept
      : engine_(std::move(of)), state_(std::move(under_way)) {}

  // The next chunk; null at the end. One at a time.
  task<result<Chunk> const*> next() { return state_->next(); }

private:
  std::shared_ptr<Engine> engine_;
  std::unique_ptr<state> state_;
};

// What Client::all() returns: the items of a list one after another, whose pages are fetched on the way.
//
//   auto agents = client.all_agents({.status = "active"});
//   while (geai::result<geai::agent> const* each = co_await agents.next()) ...
//
// As listing, apart from the awaiting. It keeps what it needs of its client.
template <class Engine, class Op> class awaiting_listing {
public:
  using value_type = typename detail::page_items<Op>::value_type;

  awaiting_listing(std::shared_ptr<Engine> of, Op const& operation, call_options const& options)
      : state_(new state{std::move(of), options, detail::page_items<Op>(operation)}) {}

  // The next item; null at the end. One at a time.
  task<value_type const*> next() { return next_of(*state_); }

private:
  struct state {
    std::shared_ptr<Engine> engine;
    call_options options;
    detail::page_items<Op> items;
  };

  static task<value_type const*> next_of(state& from) {
    if (Op const* const operation = from.items.wanted())
      from.items.take(co_await detail::awaiting<Engine>::call(from.engine, *operation, from.options));
    co_return from.items.next();
  }

  std::unique_ptr<state> state_;
};

namespace detail {

// The driver of the engine's steps that awaits. A call under way shares the engine with the client.
template <class Engine> struct awaiting {
  using auth_policy = typename Engine::auth_policy;
  using transport_policy = typename Engine::transport_policy;
  using json_policy = typename Engine::json_policy;
  using engine_pointer = std::shared_ptr<Engine>;

  static_assert(
      !auth::refreshable<auth_policy> || auth::refreshable_in_steps<auth_policy>,
      "geai: this Auth policy renews its token by a call that blocks; over an asynchronous transport it needs "
      "`begin_refresh()`, `request_for(turn)` and `answer(turn, result<token_grant>)` as well "
      "(geai/auth/policy.hpp)");

  template <class Op>
  static task<result<typename Op::answer>> call(engine_pointer const& of, Op const& operation,
                                                call_options const& options) {
    return upload(of, operation, nullptr, options);
  }

  // For operations that send no files, with a nullptr.
  template <class Op, class Progress>
  static task<result<typename Op::answer>> upload(engine_pointer const& of, Op const& operation, Progress&& progress,
                                                  call_options const& options) {
    using answer = typename Op::answer;
    return begin<answer>(of, operation, std::forward<Progress>(progress), options, accept::success,
                         [](Engine& engine, exchange& with, result<void> sent) -> result<answer> {
                           if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                           return wire_form<Op, json_policy>::read(engine.json, with);
                         });
  }

  template <class Op>
  static task<result<void>> call(engine_pointer const& of, Op const& operation, typename Op::answer& into,
                                 call_options const& options) {
    return begin<void>(of, operation, nullptr, options, accept::success,
                       [&into](Engine& engine, exchange& with, result<void> sent) -> result<void> {
                         if (sent) sent = into_form<Op, json_policy>::read(engine.json, with, into);
                         if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                         return sent;
                       });
  }

  template <class Op>
  static task<result<http::response>> call_raw(engine_pointer const& of, Op const& operation,
                                               call_options const& options) {
    return begin<http::response>(of, operation, nullptr, options, accept::anything,
                                 [](Engine& engine, exchange& with, result<void> sent) -> result<http::response> {
                                   if (!sent) return engine.failed(Engine::template traits_of<Op>, with, sent);
                                   return std::move(with.response);
                                 });
  }

  template <class Op, class Sink>
  static task<result<typename Op::answer>> download(engine_pointer const& of, Op const& operation, Sink&& to,
                                                    call_options const& options) {
    auto under_way =
        std::make_unique<awaiting_download<Op, Sink, transport_policy>>(of->exchanges, std::forward<Sink>(to));
    exchange& with = *under_way->exchange;
    result<void> written = write(*of, operation, options, with);
    course way(Engine::template traits_of<Op>, options, of->defaults, with, accept::success);
    return fetch<Op>(of, std::move(under_way), std::move(written), std::move(way), options.timeout.has_value());
  }

  template <class Op> static auto stream(engine_pointer const& of, Op const& operation, call_options const& options) {
    using stream_type = awaiting_stream<typename Op::chunk, Engine>;
    using state = awaiting_stream_state<typename Op::chunk, transport_policy, json_policy>;
    auto under_way = std::make_unique<state>(of->exchanges, of->json, api::name_of<Op>());
    exchange& with = *under_way->exchange;
    accept_events(options, with);
    using asked = api::detail::streamed<Op>;
    if (result<void> ready = write(*of, asked{operation}, options, with); !ready)
      return fail<stream_type>(of->failed(Engine::template traits_of<asked>, with, ready));
    course way(Engine::template traits_of<asked>, options, of->defaults, with, accept::success);
    state& opening = *under_way;
    auto carry = [&opening](Engine& engine, http::request const& rq, http::response& rs) {
      return opening.open(engine.transport, rq, rs);
    };
    auto finish = [of, kept = std::move(under_way), own_timeout = options.timeout.has_value()](
                      Engine& engine, exchange& from, result<void> sent) mutable -> result<stream_type> {
      if (!sent) return engine.failed(Engine::template traits_of<asked>, from, sent);
      if (result<void> begun = begin_stream<Op>(engine.json, *kept, own_timeout); !begun)
        return std::move(begun).error();
      return stream_type(of, std::move(kept));
    };
    return drive<stream_type>(belongings<decltype(carry), decltype(finish)>{of, std::move(carry), std::move(finish)},
                              with, std::move(way));
  }

  template <class Op> static auto all(engine_pointer const& of, Op const& operation, call_options const& options) {
    return awaiting_listing<Engine, Op>(of, operation, options);
  }

private:
  // The operation and the options are not looked at again.
  template <class Op>
  static result<void> write(Engine& engine, Op const& operation, call_options const& options, exchange& into) {
    result<void> written =
        wire_form<Op, json_policy>::write(operation, options, engine.session, engine.defaults, engine.json, into);
    into.keep_secrets();
    return written;
  }

  template <class T> static task<result<T>> fail(error what) { co_return std::move(what); }

  // Writes the request, and leaves the rest to a task.
  template <class Answer, class Op, class Progress, class Finish>
  static task<result<Answer>> begin(engine_pointer const& of, Op const& operation, Progress&& progress,
                                    call_options const& options, accept accepted, Finish finish) {
    exchange_lease lease(of->exchanges);
    exchange& with = *lease;
    auto const launch = [&](auto carry, auto kept) {
      if (result<void> ready = write(*of, operation, options, with); !ready)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, with, ready));
      course way(Engine::template traits_of<Op>, options, of->defaults, with, accepted);
      auto keeping = [kept = std::move(kept), finish](Engine& engine, exchange& from, result<void> sent) mutable {
        auto const until_now = std::move(kept);  // the task may live on
        auto answer = finish(engine, from, std::move(sent));
        from.watch.reset();
        return answer;
      };
      return drive<Answer>(belongings<decltype(carry), decltype(keeping)>{of, std::move(carry), std::move(keeping)},
                           with, std::move(way));
    };
    if constexpr (api::detail::has_parts<Op>) {
      auto parts = std::make_unique<upload_steps<Op, Progress>>(Op(operation), std::forward<Progress>(progress));
      if (result<void> begun = parts->begin(of->json, with); !begun)
        return fail<Answer>(of->failed(Engine::template traits_of<Op>, with, begun));
      auto carry = [&steps = *parts, &with](Engine& engine, http::request const& rq, http::response& rs) {
        return send_parts(engine.transport, steps, with, rq, rs);
      };
      return launch(std::move(carry), std::pair(std::move(lease), std::move(parts)));
    } else {
      auto carry = [](Engine& engine, http::request const& rq, http::response& rs) {
        return engine.transport.send_async(rq, rs);
      };
      return launch(std::move(carry), std::move(lease));
    }
  }

  template <class Steps>
  static task<result<void>> send_parts(transport_policy& wire, Steps& steps, exchange& with, http::request const& rq,
                                       http::response& rs) {
    if (result<void> ready = steps.source().rewind(); !ready) co_return ready;
    if (with.watch != nullptr) with.watch->sending(steps.source().size());
    if constexpr (geai::transport::sends_sources_async<transport_policy>) {
      co_return co_await wire.send_async(rq, steps.source(), rs);
    } else {
      result<http::request> const whole = steps.whole(rq, with);
      if (!whole) co_return whole.error();
      co_return co_await wire.send_async(*whole, rs);
    }
  }

  template <class Op, class State>
  static task<result<typename Op::answer>> fetch(engine_pointer of, std::unique_ptr<State> given, result<void> written,
                                                 course way, bool keep_deadline) {
    std::unique_ptr<State> const own = std::move(given);  // until the call has ended; the task may live on
    result<void> done = own->begin();
    if (done) done = std::move(written);
    if (done) {
      auto carry = [&opening = *own](Engine& engine, http::request const& rq, http::response& rs) {
        return opening.open(engine.transport, rq, rs);
      };
      auto finish = [](Engine&, exchange&, result<void> sent) { return sent; };
      task<result<void>> attempts =
          drive<void>(belongings<decltype(carry), decltype(finish)>{of, carry, finish}, *own->exchange, std::move(way));
      done = co_await attempts;
    }
    if (done) {
      own->begin_bytes(keep_deadline);
      done = co_await own->read_all();
    }
    result<typename Op::answer> answer = done ? own->finish() : std::move(done).error();
    if (!answer) co_return of->failed(Engine::template traits_of<Op>, *own->exchange, std::move(answer).error());
    co_return answer;
  }

  // What a call keeps. The engine goes last: the others have memory of it.
  template <class Carrier, class Finish> struct belongings {
    engine_pointer of;
    Carrier carry;
    Finish finish;
  };

  // See engine::attempt(), which loops where this awaits.
  template <class Answer, class Carrier, class Finish>
  static task<result<Answer>> drive(belongings<Carrier, Finish> own, exchange& with, course way) {
    Engine& engine = *own.of;
    for (;;) {
      way.begin_attempt(with);
      result<void> sent;
      if constexpr (auth::refreshable<auth_policy>)
        if (way.own_credential && !engine.auth.has_token()) sent = co_await obtain_token(own.of, way, with);
      if (sent) sent = engine.authenticate(way, with);
      if (!sent && sent.error().phase == phase::none) co_return own.finish(engine, with, std::move(sent));
      if (sent) sent = co_await own.carry(engine, way.request, with.response);
      switch (engine.judge(way, with, sent)) {
        case course::step::finished: co_return own.finish(engine, with, std::move(sent));
        case course::step::again: break;
        case course::step::pause:
          if (co_await pause(engine.transport.loop(), way.wake, way.request.stop)) break;
          co_return own.finish(engine, with, way.stopped());
      }
    }
  }

  static task<result<void>> obtain_token(engine_pointer const& of, course const& under_way, exchange& with) {
    auth_policy& auth = of->auth;
    auto const by_calling = [&of](auto const& operation, call_options const& options) {
      return call(of, operation, options);
    };
    for (;;) {
      auto turn = auth.begin_refresh();
      if (turn.step() == auth::token_life::step::use) co_return result<void>{};
      if (turn.step() == auth::token_life::step::refresh) {
        for (;;) {
          auth::token_request const request = auth.request_for(turn);
          result<oauth_token> came = co_await ask_for_token(request, under_way, with, by_calling);
          if (std::optional<result<void>> done = auth.answer(turn, token_granted(with, std::move(came))))
            co_return *std::move(done);
        }
      }
      bool const ended =
          co_await renewal_wait(*of->transport.loop(), turn, under_way.request.deadline, under_way.request.stop);
      if (!ended) co_return turn.not_waited_for(under_way.request.stop);
      if (std::optional<error> failed = turn.shared_failure()) co_return *std::move(failed);
    }
  }
};

}  // namespace detail
}  // namespace geai::inline v0

// --- geai/transport/curl_multi.hpp ---

#ifndef GEAI_CORE_ONLY
namespace geai::inline v0::transport {

// What a curl_multi is told when it is made.
struct curl_multi_settings {
  // Exchanges, streams included, that are carried at once; over HTTP/1 each has a connection of its own. More of them wait
  // in line, in the order in which they came and within their own limits; a stream holds its place until it is
  // destroyed. At least 1. As many idle connections are kept.
  std::size_t max_connections = 100;
};

namespace detail {

using geai::detail::list_node;
using geai::detail::loop_core;
using geai::detail::loop_timer;

class multi_core;

// Who waits for something of a transfer: for its end, for its head, or for more of its body.
class multi_waiter {
public:
  virtual void heard_first() = 0;  // the first bytes came
  virtual void advanced() = 0;     // the head is complete, or more of the body is there, or the transfer has ended

protected:
  ~multi_waiter() = default;
};

// The sockets of HTTP/1 connections that were left open, by the local port of each.
class kept_sockets {
public:
  void add(curl_socket_t socket, long port) {
    for (entry& each : entries_)
      if (each.socket == socket || each.port == port) {
        each = {socket, port};
        return;
      }
    entries_.push_back({socket, port});
  }

  // Whether the server has said something unasked on the connection with this local port, which is no answer to what is
  // sent next; libcurl before 8 takes it for one.
  bool is_spoiled(long port) const noexcept {
    for (entry const& each : entries_) {
      if (each.port != port) continue;
      char unasked = 0;
      if (::recv(each.socket, &unasked, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) return false;
      sockaddr_storage address{};  // the number may be another socket's by now
      socklen_t size = sizeof address;
      return ::getsockname(each.socket, reinterpret_cast<sockaddr*>(&address), &size) == 0 && port_of(address) == port;
    }
    return false;
  }

private:
  struct entry {
    curl_socket_t socket;
    long port;
  };

  static long port_of(sockaddr_storage const& address) noexcept {
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<sockaddr_in const&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<sockaddr_in6 const&>(address).sin6_port);
    return -1;
  }

  std::vector<entry> entries_{};
};

// A transfer that is driven by the loop.
class multi_transfer final : public curl_transfer {
public:
  // Null when libcurl cannot be set up as these options demand.
  static std::unique_ptr<multi_transfer> make(options const& settings, loop_core const& loop, kept_sockets& kept) {
    start_curl();
    auto made = std::make_unique<multi_transfer>(loop, kept);
    return made->set_up(settings) ? std::move(made) : nullptr;
  }

  multi_transfer(loop_core const& loop, kept_sockets& kept) noexcept : loop_(loop), kept_(kept) {}

  CURL* easy() const noexcept { return easy_.get(); }

  using curl_transfer::cause;
  using curl_transfer::check;
  using curl_transfer::has_head;
  using curl_transfer::head_outcome;
  using curl_transfer::take_status;

  void wait(multi_waiter* waiter) noexcept { waiter_ = waiter; }

  // Hands the request to the multi handle. When that fails the transfer has ended.
  void begin(CURLM* multi, http::request const& rq, http::body_source* body, http::response& rs, bool streams,
             http::clock::time_point started) {
    ahead_.clear();
    streams_ = streams;
    paused_ = added_ = heard_any_ = false;
    if (result<void> ready = get_ready(rq, rs, started); !ready) {
      end(rq.stop.stop_requested() ? cause::stop : cause::deadline);
      return;
    }
    heard_ = started;
    if (spoiled_ || afresh_) curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, static_cast<long>(spoiled_));
    afresh_ = std::exchange(spoiled_, false);
    if (streams) collector_.deliver_to(ahead_, piece_limit);
    if (!apply(rq, body)) return;
    CURLMcode const fault = curl_multi_add_handle(multi, easy_.get());
    added_ = reusable_ = fault == CURLM_OK;
    if (!added_) end_ = {cause::itself, CURLE_OUT_OF_MEMORY};
  }

  // Takes it out of the multi handle, which ends what is unfinished and closes its connection.
  void detach(CURLM* multi) noexcept {
    waiter_ = nullptr;
    if (!std::exchange(added_, false)) return;
    if (end_ && end_->is_success()) remember_connection();
    curl_multi_remove_handle(multi, easy_.get());
  }

  // Whether nothing was sent, since the connection had been spoiled; begin() takes another one then.
  bool wants_another_connection() const noexcept { return spoiled_; }

  bool has_ended() const noexcept { return end_.has_value(); }

  // Whatever ended it first counts.
  void end(cause by, CURLcode code = CURLE_OK) noexcept {
    if (!end_) end_ = {by, code};
  }
  // libcurl says so.
  void ended(CURLcode code) {
    end(cause::itself, code);
    if (waiter_ != nullptr) waiter_->advanced();
  }

  void finish_body() { collector_.finish(); }
  void end_head() noexcept { collector_.end_head(); }
  std::optional<error> take_source_failure() { return request_.body().take_failure(); }

  // Since when nothing came, at the earliest.
  void listen() noexcept { heard_ = http::clock::now(); }
  // When the silence is too long; for ever, if there is no limit or nothing came yet.
  http::clock::time_point silence_over() const noexcept {
    if (request_of_->idle_timeout.count() <= 0 || !collector_.began()) return http::no_deadline;
    return heard_ + std::min<http::clock::duration>(request_of_->idle_timeout, std::chrono::hours(24));
  }
  http::clock::time_point limit() const noexcept { return std::min(request_of_->deadline, silence_over()); }
  http::request const& request() const noexcept { return *request_of_; }

  bool has_body() const noexcept { return !ahead_.empty(); }

  // What came of the body, or why nothing comes any more.
  result<std::size_t> take_body(std::string& into) {
    if (ahead_.empty()) return body_outcome();
    std::size_t const size = ahead_.size();
    if (into.empty())
      into.swap(ahead_);
    else
      into.append(ahead_);
    ahead_.clear();
    collector_.deliver_to(ahead_, piece_limit);
    if (std::exchange(paused_, false) && !end_) curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
    return size;
  }

private:
  // Of a body that nobody reads, so much is taken; then the server has to wait.
  static constexpr std::size_t high_water = 256u << 10;

  bool set_up(options const& settings) noexcept {
    if (!curl_transfer::set_up(settings)) return false;
    curl_setter set(easy_.get());
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_PREREQFUNCTION, &on_prepared);
    set(CURLOPT_PRIVATE, this);
    return set.outcome() == CURLE_OK;
  }

  static int on_prepared(void* self, char* to, char* from, int to_port, int from_port) noexcept {
    auto& transfer = *static_cast<multi_transfer*>(static_cast<curl_transfer*>(self));
    transfer.spoiled_ = !transfer.afresh_ && transfer.kept_.is_spoiled(from_port);
    return transfer.spoiled_ ? CURL_PREREQFUNC_ABORT : on_request(self, to, from, to_port, from_port);
  }

  void remember_connection() {
    if (!collector_.is_http_1()) return;
    long port = 0;
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &socket);
    curl_easy_getinfo(easy_.get(), CURLINFO_LOCAL_PORT, &port);
    if (socket != CURL_SOCKET_BAD && port > 0) kept_.add(socket, port);
  }

  static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<multi_transfer*>(self);
    std::size_t const taken = curl_collector::on_header(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_ && transfer.has_head());
  }

  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) {
    auto& transfer = *static_cast<multi_transfer*>(self);
    if (transfer.streams_ && transfer.ahead_.size() >= high_water) {
      transfer.paused_ = true;
      return CURL_WRITEFUNC_PAUSE;
    }
    std::size_t const taken = curl_collector::on_body(data, one, size, &transfer.collector_);
    return transfer.hear(taken, transfer.streams_);
  }

  std::size_t hear(std::size_t taken, bool advances) {
    bool const first = !std::exchange(heard_any_, true);
    heard_ = loop_.now();
    if (waiter_ != nullptr) {
      if (first) waiter_->heard_first();
      if (advances) waiter_->advanced();
    }
    return taken;
  }

  loop_core const& loop_;
  kept_sockets& kept_;
  multi_waiter* waiter_ = nullptr;
  http::clock::time_point heard_{};
  bool streams_ = false;
  bool spoiled_ = false;
  bool afresh_ = false;  // CURLOPT_FRESH_CONNECT is set
  bool heard_any_ = false;
  bool added_ = false;
  bool paused_ = false;
  std::string ahead_{};  // of a streamed body, what came before it was asked for
};

// One wait of a coroutine for a transfer, within the limits of its request.
class multi_wait : public multi_waiter, private loop_timer {
public:
  multi_wait(multi_wait&&) = delete;

protected:
  explicit multi_wait(loop_core& loop) noexcept : loop_(loop) {}
  ~multi_wait() { loop_.clear(*this); }

  void begin_wait(std::coroutine_handle<> caller, http::request const& rq, http::clock::time_point limit) {
    resumption_.coroutine = caller;
    if (limit != http::no_deadline) loop_.set(*this, limit);
    watch_.begin(loop_, rq.stop);
  }

  // The coroutine goes on in the next turn.
  void end_wait() noexcept {
    loop_.clear(*this);
    if (!resumption_.is_linked()) loop_.soon(resumption_);
  }

  // On its way back into the coroutine.
  void leave() noexcept { watch_.end(); }

  void heard_first() override {
    if (transfer_->limit() != http::no_deadline) loop_.set(*this, transfer_->limit());
  }

  void expired() override {
    auto const now = http::clock::now();
    if (transfer_ == nullptr) return gave_up(multi_transfer::cause::deadline);  // in line
    if (now >= transfer_->request().deadline) return gave_up(multi_transfer::cause::deadline);
    if (now >= transfer_->silence_over()) return gave_up(multi_transfer::cause::silence);
    loop_.set(*this, transfer_->limit());
  }

  virtual void gave_up(multi_transfer::cause why) = 0;

  loop_core& loop_;
  multi_transfer* transfer_ = nullptr;

private:
  friend geai::detail::stop_watch<multi_wait>;
  void stop_requested() { gave_up(multi_transfer::cause::stop); }

  geai::detail::resumption resumption_{};
  geai::detail::stop_watch<multi_wait> watch_{*this};
};

// What curl_multi::send_async() returns, and what stream_async() begins with.
class multi_send : public multi_wait, private list_node {
public:
  multi_send(multi_core& core, http::request const& rq, http::body_source* body, http::response& rs,
             bool streams = false) noexcept;
  ~multi_send();

  bool await_ready() {
    started_ = http::clock::now();
    return !settle(multi_transfer::check(request_, started_));
  }
  void await_suspend(std::coroutine_handle<> caller);
  result<void> await_resume();

protected:
  multi_core& core_;

private:
  friend multi_core;

  void begin(multi_transfer* transfer, CURLM* multi);
  void advanced() override;
  void gave_up(multi_transfer::cause why) override;
  void complete();

  // Whether it is a success.
  bool settle(result<void> outcome) {
    if (!outcome) failed_ = std::make_unique<error>(std::move(outcome).error());
    return failed_ == nullptr;
  }

  http::request const& request_;
  http::body_source* body_;
  http::response& response_;
  bool streams_;
  http::clock::time_point started_{};
  std::unique_ptr<error> failed_{};  // an error is large, and calls in flight are many
};

// What curl_multi's stream reads with.
class multi_read final : public multi_wait {
public:
  multi_read(loop_core& loop, multi_transfer& transfer, std::string& into) noexcept : multi_wait(loop), into_(into) {
    transfer_ = &transfer;
  }
  ~multi_read() { transfer_->wait(nullptr); }

  bool await_ready() noexcept {
    http::request const& rq = transfer_->request();
    if (rq.stop.stop_requested()) transfer_->end(multi_transfer::cause::stop);
    if (http::clock::now() >= rq.deadline) transfer_->end(multi_transfer::cause::deadline);
    return transfer_->has_body() || transfer_->has_ended();
  }
  void await_suspend(std::coroutine_handle<> caller) {
    transfer_->listen();
    transfer_->wait(this);
    begin_wait(caller, transfer_->request(), transfer_->limit());
  }
  result<std::size_t> await_resume() {
    leave();
    transfer_->wait(nullptr);
    return transfer_->take_body(into_);
  }

private:
  void advanced() override { end_wait(); }
  void gave_up(multi_transfer::cause why) override {
    transfer_->end(why);
    end_wait();
  }

  std::string& into_;
};

// The body of a response that is still coming; see transport::asynchronous.
class multi_stream {
public:
  multi_stream(multi_core& core, std::unique_ptr<multi_transfer> transfer) noexcept
      : core_(&core), transfer_(std::move(transfer)) {}
  multi_stream(multi_stream&&) noexcept = default;
  multi_stream& operator=(multi_stream&& other) noexcept {
    std::swap(core_, other.core_);
    std::swap(transfer_, other.transfer_);
    return *this;
  }
  ~multi_stream();

  multi_read read(std::string& into) const noexcept;

private:
  multi_core* core_;
  std::unique_ptr<multi_transfer> transfer_;
};

class multi_open final : public multi_send {
public:
  multi_open(multi_core& core, http::request const& rq, http::response& rs) noexcept
      : multi_send(core, rq, nullptr, rs, true) {}

  result<multi_stream> await_resume();
};

// The multi handle on its loop, the handles that are not in use, and the line of those who wait for one.
class multi_core final : private geai::detail::loop_watcher, private loop_timer {
public:
  multi_core(event_loop::handle loop, curl_multi_settings const& settings, options of)
      : loop_(std::move(loop)), most_(std::max<std::size_t>(settings.max_connections, 1)), options_(std::move(of)) {
    start_curl();
    multi_.reset(curl_multi_init());
    if (multi_ == nullptr) return;
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(std::min<std::size_t>(most_, 1u << 20)));
  }
  multi_core(multi_core&&) = delete;
  ~multi_core() {
    idle_.clear();
    multi_.reset();
    loop_->clear(*this);
  }

  event_loop::handle const& loop() const noexcept { return loop_; }

  CURLM* multi() const noexcept { return multi_.get(); }

  void configure(options of) {
    options_ = std::move(of);
    idle_.clear();
  }

  void enter(multi_send& exchange) {
    exchange.link_into(line_);
    fill();
  }

  // Has the transfer end, if it has not, and lets the next one begin.
  void release(std::unique_ptr<multi_transfer> transfer) {
    transfer->detach(multi_.get());
    --active_;
    if (transfer->is_reusable() && idle_.size() < most_) idle_.push_back(std::move(transfer));
    fill();
  }
  void release(multi_transfer* transfer) { release(std::unique_ptr<multi_transfer>(transfer)); }

private:
  void fill() {
    if (std::exchange(filling_, true)) return;
    while (active_ < most_ && line_.is_linked()) {
      auto& first = static_cast<multi_send&>(line_.next());
      first.unlink();
      std::unique_ptr<multi_transfer> transfer;
      if (!idle_.empty()) {
        transfer = std::move(idle_.back());
        idle_.pop_back();
      } else if (multi_ != nullptr) {
        transfer = multi_transfer::make(options_, *loop_, kept_);
      }
      ++active_;
      first.begin(transfer.release(), multi_.get());
    }
    filling_ = false;
  }

  void act(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), socket, events, &running);
    int left = 0;
    while (CURLMsg const* const message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      char* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      reinterpret_cast<multi_transfer*>(transfer)->ended(message->data.result);
    }
  }

  void ready(int descriptor, std::uint32_t events) override {
    int what = 0;
    if ((events & (EPOLLIN | EPOLLHUP)) != 0) what |= CURL_CSELECT_IN;
    if ((events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
    if ((events & EPOLLERR) != 0) what |= CURL_CSELECT_ERR;
    act(descriptor, what);
  }

  void expired() override { act(CURL_SOCKET_TIMEOUT, 0); }

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto& core = *static_cast<multi_core*>(self);
    std::uint32_t events = 0;
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= EPOLLIN;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= EPOLLOUT;
    core.loop_->watch(socket, events, &core);
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* self) {
    auto& core = *static_cast<multi_core*>(self);
    if (milliseconds < 0)
      core.loop_->clear(core);
    else
      core.loop_->set(core, http::clock::now() + std::chrono::milliseconds(milliseconds));
    return 0;
  }

  event_loop::handle loop_;
  std::size_t most_;
  options options_;
  curl_multi_handle multi_;
  kept_sockets kept_;
  std::vector<std::unique_ptr<multi_transfer>> idle_;  // go before multi_
  std::size_t active_ = 0;
  bool filling_ = false;
  list_node line_;
};

inline multi_send::multi_send(multi_core& core, http::request const& rq, http::body_source* body, http::response& rs,
                              bool streams) noexcept
    : multi_wait(*core.loop()), core_(core), request_(rq), body_(body), response_(rs), streams_(streams) {}

inline multi_send::~multi_send() {
  if (transfer_ != nullptr) core_.release(std::exchange(transfer_, nullptr));
}

inline void multi_send::await_suspend(std::coroutine_handle<> caller) {
  begin_wait(caller, request_, request_.deadline);
  core_.enter(*this);
}

inline result<void> multi_send::await_resume() {
  leave();
  if (body_ != nullptr && transfer_ != nullptr) {
    struct releasing {
      multi_send& self;
      ~releasing() { self.core_.release(std::exchange(self.transfer_, nullptr)); }
    } const end{*this};
    if (std::optional<error> failed = transfer_->take_source_failure()) return *std::move(failed);
  }
  if (failed_ != nullptr) return std::move(*failed_);
  return {};
}

inline void multi_send::begin(multi_transfer* transfer, CURLM* multi) {
  transfer_ = transfer;
  if (transfer == nullptr) {
    settle(set_up_error());
    return end_wait();
  }
  transfer->wait(this);
  transfer->begin(multi, request_, body_, response_, streams_, started_);
  if (transfer->has_ended()) complete();
}

inline void multi_send::advanced() {
  if (streams_ && transfer_->has_head()) {
    // What comes right behind the headers, be it a failure, is for read().
    settle(transfer_->take_status(response_));
    transfer_->end_head();
    transfer_->wait(nullptr);
    return end_wait();
  }
  if (!transfer_->has_ended()) return;
  if (transfer_->wants_another_connection()) {
    multi_transfer* const again = transfer_;
    again->detach(core_.multi());
    return begin(again, core_.multi());
  }
  complete();
}

inline void multi_send::gave_up(multi_transfer::cause why) {
  if (transfer_ != nullptr) {
    transfer_->end(why);
    return complete();
  }
  unlink();
  if (why == multi_transfer::cause::stop) {
    settle(cancelled_error(phase::connect));
  } else {
    auto const allowed = std::chrono::round<std::chrono::milliseconds>(request_.deadline - started_);
    settle(failure(errc::timeout, phase::connect,
                   in_phase("no connection was free within " + count_of(allowed), phase::connect)));
  }
  end_wait();
}

inline void multi_send::complete() {
  if (settle(transfer_->head_outcome(response_))) transfer_->finish_body();
  transfer_->wait(nullptr);
  if (body_ == nullptr) core_.release(std::exchange(transfer_, nullptr));
  end_wait();
}

inline result<multi_stream> multi_open::await_resume() {
  result<void> const opened = multi_send::await_resume();
  if (!opened) return opened.error();
  return multi_stream(core_, std::unique_ptr<multi_transfer>(std::exchange(transfer_, nullptr)));
}

inline multi_stream::~multi_stream() {
  if (transfer_ != nullptr) core_->release(std::move(transfer_));
}

inline multi_read multi_stream::read(std::string& into) const noexcept {
  return multi_read(*core_->loop(), *transfer_, into);
}

}  // namespace detail

// The asynchronous Transport policy over libcurl, on a loop that the caller owns. A client over it returns geai::task
// where it would return a result; client/awaiting.hpp has to be included with it.
//
// - It sends what transport::curl sends, and says of a failure what that says: the two share all but who drives libcurl.
// - All of it, its construction excepted, is for the thread that runs the loop. A stop token may be triggered by any
//   thread and acts at once, in every phase and while waiting in line.
// - To destroy an awaiter or a stream ends its exchange and closes its connection.
// - Awaiters and streams must not outlive it. It may outlive its loop, and then only be destroyed.
// - It must not be used in the child of a fork.
// - Movable; a moved-from object can be destroyed or assigned to.
class curl_multi {
public:
  using settings = curl_multi_settings;

  // On this loop. Errors of libcurl's set-up are those of the first exchange.
  explicit curl_multi(event_loop& loop, settings const& how = {}, options of = {})
      : core_(std::make_unique<detail::multi_core>(loop.share(), how, std::move(of))) {}

  // Takes effect for exchanges that begin with a new handle.
  void configure(options of) { core_->configure(std::move(of)); }

  // The loop that it lives on.
  event_loop::handle const& loop() const noexcept { return core_->loop(); }

  // An awaiter of the result<void>: sends `rq` when it is awaited, and fills `rs`. It borrows both until it is
  // destroyed. Failures: see transport::policy.
  detail::multi_send send_async(http::request const& rq, http::response& rs) const noexcept {
    return {*core_, rq, nullptr, rs};
  }

  // The same with a body that is not in memory. See transport::sends_sources_async.
  detail::multi_send send_async(http::request const& rq, http::body_source& body, http::response& rs) const noexcept {
    return {*core_, rq, &body, rs};
  }

  // An awaiter of the result of a stream: `rs` has status and headers then, and the stream's read(into) is an awaiter of
  // what comes next of the body. See transport::policy.
  detail::multi_open stream_async(http::request const& rq, http::response& rs) const noexcept {
    return {*core_, rq, rs};
  }

private:
  std::unique_ptr<detail::multi_core> core_;
};

static_assert(configurable<curl_multi> && streaming_async<curl_multi> && sends_sources_async<curl_multi>);

}  // namespace geai::inline v0::transport
#endif
