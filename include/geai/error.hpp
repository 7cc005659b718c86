#pragma once

#include <geai/detail/language.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(_LIBCPP_VERSION) && !defined(__cpp_lib_jthread)  // requests carry a std::stop_token
#error "geai needs std::stop_token: add -fexperimental-library (libc++ before LLVM 20 requires it)"
#endif

namespace geai::inline v0_2 {

// The kind of a failure. Each value has an exception type of the corresponding name below.
enum class errc : unsigned char {
  missing_requirement = 1,  // a token without a project, no base URL, an unknown alias, no eval URL, an empty required
                            // value
  mixed_authentication,     // an API key and an access token, found at run time, without permission to combine them
  invalid_argument,  // a value that must not be sent: CR, LF or NUL in a header, a malformed URL, a credential over
                     // plain http
  credentials_file,  // the file is unreadable or malformed; the message has the path, the line and the reason
  transport,         // name resolution, connect, TLS, send or receive failed; see error::phase
  timeout,           // the deadline or the idle limit passed; see error::phase
  cancelled,         // a stop was requested
  api_response,      // a status outside 2xx, or a 2xx whose body reports a failure
  decode,      // the body does not match the operation; the message has the JSON path, the expected and the found type
  too_large,   // the body exceeds the limit
  refused,     // the model declined to give a structured answer, or a filter stopped it
  incomplete,  // a structured answer was cut off, or a conversation has used up its rounds or tokens
};

// The step in which a call failed.
enum class phase : unsigned char {
  none,        // no request was being made
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
    case errc::refused: return "refused";
    case errc::incomplete: return "incomplete";
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

// An error reported by the platform, read from any of the shapes that it documents (rest-api.md 1.4).
struct fault {
  int code = 0;               // 0 if the platform's code is not a number
  std::string description{};  // the message

  friend bool operator==(fault const&, fault const&) = default;
};

// A failed attempt of a call, as listed in the error of the call.
struct attempt {
  int number = 0;                        // from 1
  std::chrono::milliseconds duration{};  // from the beginning of the attempt to its failure
  std::string cause{};                   // the message of the failure
  std::chrono::milliseconds pause{};     // the pause before the next attempt

  friend bool operator==(attempt const&, attempt const&) = default;
};

// The error of a call or of a constructor, with all that you need to log it and to act on it. It never contains a
// secret. Not an aggregate, so that result<T> can tell it from any T. Copying allocates.
class error {
public:
  errc code{};                            // the kind of the failure
  geai::phase phase = geai::phase::none;  // the step that failed
  int http_status = 0;                    // 0 when there was no response
  std::string message{};                  // one sentence: the failure, its place, the remedy
  std::string_view operation{};  // the name of the operation, "list_agents" for example (static text); empty outside of
                                 // a call
  std::vector<fault> faults{};   // the errors that the platform reported
  std::string request_id{};      // the platform's id of the request, for its support; empty if it sent none
  std::optional<std::chrono::milliseconds> retry_after{};  // the pause that the server asked for
  std::vector<attempt> attempts{};                         // all failed attempts of the call, including the last one
  std::string body{};                                      // the first 4 KiB of the response body
  bool permanent = false;    // retrying cannot help: an untrusted certificate, a file that cannot be written
  bool unprocessed = false;  // the server reported that it did not process the request (HTTP/2: GOAWAY, REFUSED_STREAM)

  error() = default;
  constexpr error(errc kind, std::string text) : code(kind), message(std::move(text)) {}
  error(error const&) = default;
  error(error&&) = default;
  error& operator=(error const&) = default;
  error& operator=(error&&) = default;
#if __cplusplus >= 202002L  // in older modes clang reports that C++20 is needed, and would crash here
  // Out of line, because each call has several of these destructors on its path.
  [[gnu::cold, gnu::noinline]] constexpr ~error() {}
#endif

  friend bool operator==(error const&, error const&) = default;

  // Returns true for status 401 or a platform error code that requires a new login.
  bool is_authentication() const noexcept {
    return http_status == 401 || has_fault({5, 6, 21, 101, 102, 103, 112, 114, 122, 401});
  }
  // Returns true for status 403 or a platform error code for missing permissions.
  bool is_permission() const noexcept { return http_status == 403 || has_fault({7, 403}); }
  // Returns true for status 404 or a platform error code for a missing entity.
  bool is_not_found() const noexcept {
    return http_status == 404 ||
           has_fault({1, 2, 3, 30, 33, 34, 36, 48, 404, 1010, 1101, 1103, 2004, 2005, 2014, 2021, 5000});
  }
  // Returns true for status 429 or a platform error code for too many calls. Try again later.
  bool is_rate_limited() const noexcept { return (http_status == 429 && !is_quota_exceeded()) || has_fault({151}); }
  // Returns true for status 429 with a platform error code for an exhausted budget or quota. The call fails until the
  // limit is raised.
  bool is_quota_exceeded() const noexcept {
    return http_status == 429 && has_fault({152, 154, 3200, 3201, 3202, 3203, 3204, 3205, 3206});
  }

  // Returns true if the same call may succeed later. Repeating it can still be unsafe.
  bool is_transient() const noexcept {
    if (permanent || is_quota_exceeded()) return false;
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

// Prints the message. A template, so that this header does not need <ostream>.
template <class Stream>
  requires requires(Stream& stream, std::string const& text) { stream << text; }
Stream& operator<<(Stream& stream, error const& failure) {
  stream << failure.message;
  return stream;
}

// The base class of all exceptions of the library. Only result<T>::value() and constructors throw them.
class exception : public std::runtime_error {
public:
  // Shares the error between copies, since copying an exception must not throw.
  explicit exception(geai::error failure)
      : std::runtime_error(failure.message), error_(std::make_shared<geai::error const>(std::move(failure))) {}

  // Returns the error. The reference is valid for as long as this exception or a copy of it exists.
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
// The exception of errc::refused.
struct refused_error : exception {
  using exception::exception;
};
// The exception of errc::incomplete.
struct incomplete_error : exception {
  using exception::exception;
};

}  // namespace geai::inline v0_2
