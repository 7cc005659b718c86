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

// How requests are told to libcurl; shared by the transports over it. Nothing here is for users.
namespace geai::inline v0_2::transport::detail {

struct curl_easy_closer {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
struct curl_multi_closer {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using curl_easy = std::unique_ptr<CURL, curl_easy_closer>;
using curl_multi_handle = std::unique_ptr<CURLM, curl_multi_closer>;

// The handlers of std::atexit have come to those that are older than libcurl's start. libcurl's TLS library may have
// ended itself by one of its own by then, and would crash.
inline constinit std::atomic<bool> tls_is_over{false};

// Initialises libcurl, once a process and never undone: libcurl counts the initialisations and locks them, so that the
// host application's own curl_global_init() and curl_global_cleanup() stay what they were. False when another thread was
// at it as this process was forked: libcurl's lock is held for ever then.
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

// Sets options one after the other and keeps the first failure.
class curl_setter {
public:
  explicit curl_setter(CURL* easy) noexcept : easy_(easy) {}

  template <class Value> void operator()(CURLoption option, Value value) noexcept {
    CURLcode const code = curl_easy_setopt(easy_, option, value);
    if (outcome_ == CURLE_OK) outcome_ = code;
  }

  // For options that a libcurl may not have.
  template <class Value> CURLcode attempt(CURLoption option, Value value) const noexcept {
    return curl_easy_setopt(easy_, option, value);
  }

  CURLcode outcome() const noexcept { return outcome_; }

private:
  CURL* easy_;
  CURLcode outcome_ = CURLE_OK;
};

// Sockets must not leak into programs that the process starts: they carry an authenticated connection.
inline curl_socket_t open_curl_socket(void*, curlsocktype, curl_sockaddr* address) noexcept {
  return geai::detail::open_socket(address->family, address->socktype, address->protocol);
}

// True if this libcurl can do TLS.
inline bool has_tls() noexcept { return (curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_SSL) != 0; }

// True if libcurl can be told to send nothing again by itself except what the server refused in HTTP/2 terms (GOAWAY,
// REFUSED_STREAM). To other versions it cannot be said.
inline bool repeats_refused_only(CURLcode told) noexcept {
  return told == CURLE_OK && curl_version_info(CURLVERSION_NOW)->version_num < 0x090000;
}

// True if any of the variables is set that name a proxy to libcurl (HTTP_PROXY is none of them).
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

  if (has_tls()) {  // without it, only http is possible
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
  // Without a proxy libcurl would look for those variables in each request, which costs 2 % of it and races with setenv().
  bool const through_proxy = !settings.proxy.empty() || environment_names_proxy();
  if (!settings.proxy.empty() || !through_proxy) set(CURLOPT_PROXY, settings.proxy.c_str());
  // A proxy's answer to CONNECT is read by libcurl to its end; only a progress callback gets a word in.
  if (through_proxy) set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // credentials are not for the proxy
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  return set.outcome();
}

// Brings what a body_source has to libcurl, through which nothing is thrown. The callbacks are for CURLOPT_READFUNCTION
// and CURLOPT_SEEKFUNCTION with the curl_body as their data.
class curl_body {
public:
  // Starts afresh; borrows `body`, which may be null, until the transfer has ended.
  void begin(http::body_source* body) noexcept {
    from_ = body;
    was_read_ = false;
    failure_.reset();
    thrown_ = nullptr;
  }

  http::body_source* source() const noexcept { return from_; }

  // Why the source ended the transfer, if it did; throws what the source threw. To be called once, outside of libcurl.
  std::optional<error> take_failure() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    return std::exchange(failure_, std::nullopt);
  }

  static std::size_t on_read(char* out, std::size_t, std::size_t room, void* self) noexcept {
    return static_cast<curl_body*>(self)->read(out, room);
  }

  // True if a body that was read may be sent again, since the server refused the request.
  void may_rewind(bool may) noexcept { may_rewind_ = may; }

  // libcurl wants to begin again.
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

// Tells an easy handle what differs from one request to the next, and remembers what it was told, since handles are
// used again without a reset. One object belongs to one easy handle and must outlive its transfers.
class curl_request {
public:
  // Borrows everything in `request`, and `body`, which is sent instead of request.body unless it is null, until the transfer
  // has ended. Does not allocate once warm, except inside of libcurl. If the result is not CURLE_OK, the handle must be
  // given up.
  CURLcode apply(CURL* easy, http::request const& request, http::body_source* body = nullptr) {
    curl_setter set(easy);
    body_.begin(body);
    if (url_ != request.url) {
      set(CURLOPT_URL, request.url.data());
      url_.assign(request.url);
      // The texts about streams are asked for where there may be streams: over TLS, where HTTP/2 may be spoken.
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

  // True if libcurl sends this request again by itself only when the server refused it.
  bool only_if_refused() const noexcept { return only_if_refused_; }

  // Bytes of the body that is sent.
  std::uint64_t body_size(http::request const& request) const noexcept {
    return body_.source() != nullptr ? body_.source()->size() : request.body.size();
  }

private:
  // libcurl's name for no limit is a very long one: 0 is its default of 300 s.
  static long connect_limit(http::request const& request) noexcept {
    std::chrono::milliseconds::rep const count = request.connect_timeout.count();
    return count <= 0 ? INT_MAX : static_cast<long>(std::min<std::chrono::milliseconds::rep>(count, INT_MAX));
  }

  // In libcurl the method, the presence of a body and the name of the method are options of their own, some of which
  // set others. So they are set together, from a known start, whenever one changes.
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
      set(CURLOPT_POSTFIELDS, static_cast<char const*>(nullptr));  // makes it a POST that asks for its body
      set(CURLOPT_READFUNCTION, &curl_body::on_read);
      set(CURLOPT_READDATA, &body_);
      set(CURLOPT_SEEKFUNCTION, &curl_body::on_seek);
      set(CURLOPT_SEEKDATA, &body_);
    } else {
      set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());  // makes it a POST
    }
  }

  // When a kept connection ends before a byte of the answer came, libcurl sends the request again, though the server may
  // have done what it asks for. It does not do so for RTSP_REQUEST RECEIVE, which means nothing else to HTTP, and then
  // repeats only what was refused.
  void allow_repetition(curl_setter& set, bool any_time) noexcept {
    CURLcode const told =
        set.attempt(CURLOPT_RTSP_REQUEST, static_cast<long>(any_time ? CURL_RTSPREQ_OPTIONS : CURL_RTSPREQ_RECEIVE));
    only_if_refused_ = !any_time && repeats_refused_only(told);
    body_.may_rewind(only_if_refused_);
  }

  // The headers as libcurl's linked list, in memory that is kept: nodes in a vector, text in the caller's header_list.
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
    // `Name:` takes away what libcurl would add by itself: a content type of forms, and a round trip before large bodies.
    if (with_body_ && !has_content_type) add_line("Content-Type:");
    if (with_body_ && !has_expect) add_line("Expect:");
    if (!has_encoding) add_line("Accept-Encoding: gzip, deflate");
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
  bool verbose_ = false;
  int shape_ = -1;
  bool with_body_ = false;
  bool only_if_refused_ = false;
  long connect_limit_ = -1;
  std::vector<curl_slist> nodes_;
  std::string empty_lines_;
};

}  // namespace geai::inline v0_2::transport::detail
