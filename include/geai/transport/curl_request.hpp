#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <geai/detail/system/process.hpp>
#include <geai/detail/system/sockets.hpp>
#include <geai/http/body_source.hpp>
#include <geai/http/request.hpp>
#include <geai/transport/policy.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Passes requests to libcurl; shared by its transports. Not for users.
namespace geai::inline v0_2::transport::detail {

struct curl_easy_closer {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct curl_multi_closer {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using curl_easy = std::unique_ptr<CURL, curl_easy_closer>;
using curl_multi_handle = std::unique_ptr<CURLM, curl_multi_closer>;

// True if std::atexit handlers have reached those registered before libcurl's initialisation. By then libcurl's TLS
// library may have shut itself down in a handler of its own and would crash.
inline constinit std::atomic<bool> tls_is_over{false};

// Initialises libcurl, once in a process and without cleanup. libcurl counts and locks initialisations, so the host
// application's own curl_global_init() and curl_global_cleanup() are unaffected. Returns false if another thread was
// initialising when this process was forked: libcurl's lock is then held for ever.
inline bool start_curl() noexcept {
  constexpr geai::detail::process_id nobody = 0;
  constexpr geai::detail::process_id done = -1;
  static constinit std::atomic<geai::detail::process_id> by{nobody};
  if (by.load(std::memory_order_acquire) == done) [[likely]]
    return true;
  geai::detail::process_id const here = geai::detail::current_process();
  geai::detail::process_id found = nobody;
  if (by.compare_exchange_strong(found, here)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);  // a failure shows again when a handle is made
    std::atexit([] { tls_is_over = true; });
    by.store(done);
    by.notify_all();
    return true;
  }
  if (found == here) by.wait(here);
  return by.load() == done;
}

// Sets options one after another and keeps the first failure.
class curl_setter {
public:
  explicit curl_setter(CURL* easy) noexcept : easy_(easy) {}

  template <class Value> void operator()(CURLoption option, Value value) noexcept {
    CURLcode const code = curl_easy_setopt(easy_, option, value);
    if (outcome_ == CURLE_OK) outcome_ = code;
  }

  // Sets an option that this libcurl may not have.
  template <class Value> CURLcode attempt(CURLoption option, Value value) const noexcept {
    return curl_easy_setopt(easy_, option, value);
  }

  CURLcode outcome() const noexcept { return outcome_; }

private:
  CURL* easy_;
  CURLcode outcome_ = CURLE_OK;
};

// Child processes must not inherit the sockets, which carry an authenticated connection.
inline curl_socket_t open_curl_socket(void*, curlsocktype, curl_sockaddr* address) noexcept {
  return geai::detail::open_socket(address->family, address->socktype, address->protocol);
}

// True if this libcurl supports TLS.
inline bool has_tls() noexcept { return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_SSL) != 0; }

// True if libcurl can be told to resend only requests that the server refused in HTTP/2 terms (GOAWAY, REFUSED_STREAM).
// Other versions have no such setting.
inline bool repeats_refused_only(CURLcode told) noexcept {
  return told == CURLE_OK && curl_version_info(CURLVERSION_NOW)->version_num < 0x090000;
}

// True if a variable that names a proxy to libcurl is set (HTTP_PROXY is not one).
inline bool environment_names_proxy() noexcept {
  for (char const* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    if (char const* const value = std::getenv(name); value != nullptr && *value != '\0') return true;
  return false;
}

// Sets the options common to all requests of a transport, once for each handle. Do not use the handle unless the result
// is CURLE_OK, since the options include certificate verification.
inline CURLcode set_fixed_options(CURL* easy, options const& settings) noexcept {
  // Fails if libcurl has no HTTP/2, and then HTTP/1.1 is used.
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));

  curl_setter set(easy);
  set(CURLOPT_NOSIGNAL, 1L);  // no SIGPIPE either: libcurl and its TLS library send with MSG_NOSIGNAL
  // Lets a resolver thread end by itself; otherwise a cancelled call would wait for it.
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_OPENSOCKETFUNCTION, &open_curl_socket);
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);

  if (has_tls()) {  // otherwise only http is possible
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  }
  set(CURLOPT_PROTOCOLS_STR, has_tls() ? "http,https" : "http");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_PATH_AS_IS, 1L);  // the URL is encoded already
  // Without a proxy, libcurl would read these variables in each request, which costs 2 % of it and races with setenv().
  bool const through_proxy = !settings.proxy.empty() || environment_names_proxy();
  if (!settings.proxy.empty() || !through_proxy) set(CURLOPT_PROXY, settings.proxy.c_str());
  // libcurl reads a proxy's response to CONNECT to its end; only a progress callback can interrupt it.
  if (through_proxy) set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // do not send credentials to the proxy
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  return set.outcome();
}

// Feeds a body_source to libcurl without throwing through it. The callbacks are for CURLOPT_READFUNCTION and
// CURLOPT_SEEKFUNCTION, with the curl_body as their data.
class curl_body {
public:
  // Starts a new transfer. Refers to `body`, which may be null, until the transfer has ended.
  void begin(http::body_source* body) noexcept {
    from_ = body;
    was_read_ = false;
    failure_.reset();
    thrown_ = nullptr;
  }

  http::body_source* source() const noexcept { return from_; }

  // Returns the error with which the source ended the transfer, if it did; rethrows its exception. Call it once,
  // outside of libcurl.
  std::optional<error> take_failure() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    return std::exchange(failure_, std::nullopt);
  }

  static std::size_t on_read(char* out, std::size_t, std::size_t room, void* self) noexcept {
    return static_cast<curl_body*>(self)->read(out, room);
  }

  // True if the body may be sent again after it was read, because the server refused the request.
  void may_rewind(bool may) noexcept { may_rewind_ = may; }

  // Called when libcurl starts over.
  static int on_seek(void* self, curl_off_t offset, int origin) noexcept {
    bool const to_begin = origin == SEEK_SET && offset == 0;
    return to_begin && static_cast<curl_body*>(self)->rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
  }

private:
  bool rewind() noexcept {
    if (!was_read_) return true;
    if (!may_rewind_) return false;
#if defined(__cpp_exceptions)
    try {
#endif
      result<void> const done = from_->rewind();
      if (!done) failure_ = done.error();
      return done.has_value();
#if defined(__cpp_exceptions)
    } catch (...) {
      thrown_ = std::current_exception();
      return false;
    }
#endif
  }

  std::size_t read(char* out, std::size_t room) noexcept {
    was_read_ = true;
#if defined(__cpp_exceptions)
    try {
      return take(out, room);
    } catch (...) {
      thrown_ = std::current_exception();
      return CURL_READFUNC_ABORT;
    }
#else
    return take(out, room);
#endif
  }

  std::size_t take(char* out, std::size_t room) {
    result<std::size_t> const read = from_->read(out, room);
    if (read) return *read;
    failure_ = read.error();
    return CURL_READFUNC_ABORT;
  }

  http::body_source* from_ = nullptr;
  bool was_read_ = false;
  bool may_rewind_ = false;
  std::optional<error> failure_{};
  std::exception_ptr thrown_{};
};

// Sets the options of an easy handle that differ between requests. It remembers the current values, since handles are
// reused without a reset. One object belongs to one easy handle and must outlive its transfers.
class curl_request {
public:
  // Refers to everything in `request`, and to `body`, which replaces request.body unless it is null, until the transfer
  // has ended. Does not allocate once warm, except inside libcurl. If the result is not CURLE_OK, discard the handle.
  CURLcode apply(CURL* easy, http::request const& request, http::body_source* body = nullptr) {
    curl_setter set(easy);
    body_.begin(body);
    if (url_ != request.url) {
      set(CURLOPT_URL, request.url.data());
      url_.assign(request.url);
      // Request the messages about streams only if there may be streams: over TLS with HTTP/2.
      if (bool const may_have_streams = url_.starts_with("https:"); may_have_streams != verbose_) {
        set(CURLOPT_VERBOSE, may_have_streams ? 1L : 0L);
        verbose_ = may_have_streams;
      }
    }
    apply_method(set, request);
    set(CURLOPT_HTTPHEADER, header_lines(request.headers));
    if (long const limit = connect_limit(request); limit != connect_limit_) {
      set(CURLOPT_CONNECTTIMEOUT_MS, limit);
      connect_limit_ = limit;
    }
    return set.outcome();
  }

  curl_body& body() noexcept { return body_; }

  // True if libcurl resends this request only if the server refused it.
  bool only_if_refused() const noexcept { return only_if_refused_; }

  // Returns the number of body bytes.
  std::uint64_t body_size(http::request const& request) const noexcept {
    return body_.source() != nullptr ? body_.source()->size() : request.body.size();
  }

private:
  // libcurl has no value for "no limit": 0 is its default of 300 s, so use a very long one.
  static long connect_limit(http::request const& request) noexcept {
    std::chrono::milliseconds::rep const count = request.connect_timeout.count();
    return count <= 0 ? INT_MAX : static_cast<long>(std::min<std::chrono::milliseconds::rep>(count, INT_MAX));
  }

  // libcurl sets the method, the presence of a body and the name of the method by separate options, some of which set
  // others. So they are set together, from a known state, whenever one changes.
  void apply_method(curl_setter& set, http::request const& request) {
    http::verb::kind const verb = request.method.kind_;
    bool const from_source = body_.source() != nullptr;
    with_body_ = verb != http::verb::head && (from_source || !request.body.empty() || verb == http::verb::post ||
                                              verb == http::verb::put || verb == http::verb::patch);
    bool const any_time = request.repeatable && !from_source;
    int const shape = 8 * verb + (any_time ? 4 : 0) + (from_source ? 2 : 0) + (with_body_ ? 1 : 0);
    bool const changed = shape != shape_;
    shape_ = shape;

    if (changed) {
      allow_repetition(set, any_time);
      set(CURLOPT_HTTPGET, 1L);
      bool const named_by_libcurl = with_body_ ? verb == http::verb::post : verb == http::verb::get;
      if (verb == http::verb::head) {
        set(CURLOPT_CUSTOMREQUEST, static_cast<char const*>(nullptr));
        set(CURLOPT_NOBODY, 1L);
      } else {
        set(CURLOPT_CUSTOMREQUEST, named_by_libcurl ? nullptr : request.method.name().data());
      }
    }
    if (!with_body_) return;
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_size(request)));
    if (from_source) {
      set(CURLOPT_POSTFIELDS,
          static_cast<char const*>(nullptr));  // makes it a POST that takes its body from the callback
      set(CURLOPT_READFUNCTION, &curl_body::on_read);
      set(CURLOPT_READDATA, &body_);
      set(CURLOPT_SEEKFUNCTION, &curl_body::on_seek);
      set(CURLOPT_SEEKDATA, &body_);
    } else {
      set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());  // makes it a POST
    }
  }

  // If a kept connection ends before a byte of the response arrived, libcurl resends the request, although the server
  // may have processed it. For RTSP_REQUEST RECEIVE, which has no other effect on HTTP, it resends only requests that
  // the server refused.
  void allow_repetition(curl_setter& set, bool any_time) noexcept {
    CURLcode const told =
        set.attempt(CURLOPT_RTSP_REQUEST, static_cast<long>(any_time ? CURL_RTSPREQ_OPTIONS : CURL_RTSPREQ_RECEIVE));
    only_if_refused_ = !any_time && repeats_refused_only(told);
    body_.may_rewind(only_if_refused_);
  }

  // Returns the headers as libcurl's linked list, in reused memory: nodes in a vector, text in the caller's
  // header_list.
  curl_slist* header_lines(std::span<http::header const> headers) {
    nodes_.clear();
    nodes_.reserve(headers.size() + 3);
    empty_lines_.clear();

    bool has_content_type = false;
    bool has_expect = false;
    bool has_encoding = false;
    for (http::header const& each : headers) {
      add_line(each.value.empty() ? empty_line(each, headers) : http::header_list::line(each));
      has_encoding = has_encoding || http::same_name(each.name, "accept-encoding");
      if (!with_body_) continue;
      has_content_type = has_content_type || http::same_name(each.name, "content-type");
      has_expect = has_expect || http::same_name(each.name, "expect");
    }
    // `Name:` removes a header that libcurl would add: a form's content type, and Expect, which costs a round trip
    // before large bodies.
    if (with_body_ && !has_content_type) add_line("Content-Type:");
    if (with_body_ && !has_expect) add_line("Expect:");
    if (!has_encoding) add_line("Accept-Encoding: gzip, deflate");
    return nodes_.empty() ? nullptr : nodes_.data();
  }

  void add_line(char const* line) {
    nodes_.push_back({const_cast<char*>(line), nullptr});  // libcurl only reads it
    if (nodes_.size() > 1) nodes_[nodes_.size() - 2].next = &nodes_.back();
  }

  // libcurl sends a header with an empty value for `Name;`.
  char const* empty_line(http::header const& each, std::span<http::header const> headers) {
    if (empty_lines_.empty()) {
      std::size_t size = 0;
      for (http::header const& one : headers) size += one.name.size() + 2;
      empty_lines_.reserve(size);  // so that the lines are not moved
    }
    std::size_t const begin = empty_lines_.size();
    empty_lines_.append(each.name).append(";").push_back('\0');
    return empty_lines_.data() + begin;
  }

  curl_body body_;
  std::string url_;
  bool verbose_ = false;
  int shape_ = -1;
  bool with_body_ = false;
  bool only_if_refused_ = false;
  long connect_limit_ = -1;
  std::vector<curl_slist> nodes_;
  std::string empty_lines_;
};

}  // namespace geai::inline v0_2::transport::detail
