#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <geai/detail/duration_text.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/transport/curl_request.hpp>
#include <geai/transport/curl_response.hpp>
#include <string>
#include <string_view>
#include <system_error>

// The errors of failed exchanges over libcurl, shared by its transports. Not for users.
namespace geai::inline v0_2::transport::detail {

// A failed transfer, while its handle still has the details.
struct curl_failure {
  CURL* easy;
  http::request const& request;
  curl_collector const& response;
  char const* text;  // the contents of CURLOPT_ERRORBUFFER
  std::uint64_t body_size;
  std::string_view proxy;  // from transport::options
  bool handshake_began;    // the TLS handshake
};

inline curl_off_t curl_number(CURL* easy, CURLINFO what) noexcept {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, what, &value) == CURLE_OK ? value : 0;
}

// libcurl records the time of the connection only after the TLS handshake. 7.88 records its local port at once; later
// versions do not, but report the start of the handshake.
inline bool is_connected(curl_failure const& failed) noexcept {
  long local_port = 0;
  curl_easy_getinfo(failed.easy, CURLINFO_LOCAL_PORT, &local_port);
  return failed.handshake_began || local_port > 0 || curl_number(failed.easy, CURLINFO_CONNECT_TIME_T) > 0;
}

// Returns the status of a proxy's response to CONNECT; 0 if there was no CONNECT or the proxy accepted it.
inline long proxy_refusal(curl_failure const& failed) noexcept {
  long said = 0;
  curl_easy_getinfo(failed.easy, CURLINFO_HTTP_CONNECTCODE, &said);
  return said / 100 == 2 ? 0 : said;
}

// Returns the phase that the transfer reached, from the times that libcurl records.
inline phase reached_phase(curl_failure const& failed) noexcept {
  if (failed.response.began()) return phase::receive;
  if (curl_number(failed.easy, CURLINFO_PRETRANSFER_TIME_T) > 0) {
    auto const sent = static_cast<std::uint64_t>(curl_number(failed.easy, CURLINFO_SIZE_UPLOAD_T));
    return sent < failed.body_size ? phase::send : phase::first_byte;
  }
  if (is_connected(failed)) {
    return proxy_refusal(failed) != 0 ? phase::connect : phase::tls;
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

// libcurl limits a header line to 100 KiB. Before 8.6, which has CURLE_TOO_LARGE, it reports a longer one as out of
// memory.
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

// True if libcurl's message quotes a proxy's URL, which may contain a password.
inline bool quotes_proxy(std::string_view text) noexcept { return text.find("Unsupported proxy") != text.npos; }

// Returns the proxy of a request and its source: `http://***@proxy:3128 (geai::proxy)`, `(the variable https_proxy)`.
// Empty if there is none. Use it only for a request that went through a proxy: no_proxy is ignored.
[[gnu::cold, gnu::noinline]] inline std::string proxy_of(std::string_view option, std::string_view url) {
  std::string_view text = option;
  std::string place = "geai::proxy";
  if (text.empty()) {
    bool const is_tls = url.starts_with("https:");
    for (char const* name :
         {is_tls ? "https_proxy" : "http_proxy", is_tls ? "HTTPS_PROXY" : "", "all_proxy", "ALL_PROXY"})
      if (char const* const value = std::getenv(name); text.empty() && value != nullptr) {
        text = value;
        place = "the variable " + std::string(name);
      }
  }
  if (text.empty()) return {};
  std::string shown;
  if (std::size_t const mark = text.find("://"); mark != text.npos) {
    shown = text.substr(0, mark + 3);
    text.remove_prefix(mark + 3);
  }
  text = text.substr(0, text.find_first_of("/?#"));
  if (std::size_t const at = text.rfind('@'); at != text.npos) {
    shown += "***";
    text.remove_prefix(at);
  }
  return shown.append(text).append(" (").append(place).append(")");
}

// Returns libcurl's own message, or the general one for the code if its own may contain credentials.
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
    place = text.substr(begin.size(), after - begin.size());  // names the proxy, if there is one

  long system_error = 0;
  curl_easy_getinfo(failed.easy, CURLINFO_OS_ERRNO, &system_error);
  std::string sentence("could not connect to ");
  sentence.append(place);
  if (place != authority(failed.request.url))
    if (std::string const proxy = proxy_of(failed.proxy, failed.request.url); !proxy.empty())
      sentence.append(", the proxy ").append(proxy);
  sentence.append(": ");
  if (system_error != 0) {
    sentence += std::generic_category().message(static_cast<int>(system_error));
  } else {
    sentence.append(text);
  }
  return sentence;
}

// True if the handshake failed because of the server or this client and would fail again, not because of the network.
// (CURLE_SSL_CONNECT_ERROR is both.)
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
    sentence.append("cannot establish a TLS connection to ").append(host);
  }
  sentence.append(": ").append(safe_text(code, failed));
  if (!remedy.empty()) sentence.append("; ").append(remedy);
  error made = failure(errc::transport, phase::tls, in_phase(std::move(sentence), phase::tls));
  made.permanent = true;
  return made;
}

// `the proxy http://proxy:3128 (geai::proxy) refused the tunnel to api.saia.ai: status 407; ...`
[[gnu::cold, gnu::noinline]] inline error tunnel_error(long status, curl_failure const& failed, std::string_view host) {
  std::string sentence = "the proxy ";
  sentence.append(proxy_of(failed.proxy, failed.request.url)).append(" refused the tunnel to ").append(host);
  sentence.append(": status ").append(std::to_string(status));
  if (status == 407 || status == 401)
    sentence += "; it requires a valid user name and password, as in http://USER:PASSWORD@HOST:PORT";
  else if (status == 403)
    sentence +=
        "; it does not allow connections to that host: ask its operator, or add the host to "
        "no_proxy";
  error made = failure(errc::transport, phase::connect, in_phase(std::move(sentence), phase::connect));
  made.permanent = status / 100 == 4 && status != 408 && status != 429;
  return made;
}

// True if the handshake failed because the server does not speak TLS: libcurl has only its TLS library's message.
inline bool speaks_no_tls(CURLcode code, std::string_view text) noexcept {
  if (code != CURLE_SSL_CONNECT_ERROR) return false;
  for (std::string_view sign : {"wrong version number", "unknown protocol", "http request", "packet length too long",
                                "unexpected TLS packet", "record overflow"})
    if (text.find(sign) != text.npos) return true;
  return false;
}

// Returns the error of a body that cannot be decompressed.
[[gnu::cold, gnu::noinline]] inline error encoding_error(curl_failure const& failed) {
  bool const damaged = failed.response.refused() == curl_collector::refusal::damage;
  std::string sentence = "exchange with ";
  sentence.append(authority(failed.request.url)).append(" failed: the response's body ");
  sentence += damaged ? "does not match its Content-Encoding" : "has a Content-Encoding that was not requested";
  return failure(errc::transport, phase::receive, in_phase(std::move(sentence), phase::receive));
}

// Returns the error of a transfer that libcurl ended with `code`, which is not CURLE_OK.
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
    case refusal::memory: return failure(errc::too_large, phase::receive, "out of memory for the response");
    case refusal::encoding:
    case refusal::damage: return encoding_error(failed);
  }

  phase const where = failed_phase(code, failed);
  if (is_header_too_long(code, where, failed))
    return failure(errc::too_large, phase::receive, "a line of the response's headers is over the limit of libcurl");
  if (quotes_proxy(failed.text))
    return failure(errc::invalid_argument, phase::prepare, "the proxy's URL cannot be used");
  std::string const host(authority(failed.request.url));
  if (long const said = proxy_refusal(failed); said != 0 && where == phase::connect)
    return tunnel_error(said, failed, host);
  if (is_refusal(code)) return refusal_error(code, failed, host);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:  // the only one of libcurl's own limits that is set
      return failure(errc::timeout, where,
                     in_phase("no connection to " + host + " within " +
                                  geai::detail::duration_text(failed.request.connect_timeout),
                              where));
    case CURLE_COULDNT_CONNECT: return failure(errc::transport, where, connect_text(code, failed));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED:
      if (where != phase::resolve) break;  // the response is not HTTP
      return failure(errc::invalid_argument, phase::prepare,
                     "the URL cannot be used: " + std::string(safe_text(code, failed)) +
                         (has_tls() ? "" : "; this libcurl is built without TLS, which https needs"));
    default: break;
  }
  std::string sentence("exchange with ");
  sentence.append(host).append(" failed: ").append(safe_text(code, failed));
  if (code == CURLE_PROXY || code == CURLE_COULDNT_RESOLVE_PROXY)
    sentence.append("; the proxy is ").append(proxy_of(failed.proxy, failed.request.url));
  bool const plain = speaks_no_tls(code, failed.text);
  if (plain) sentence.append("; the server does not speak TLS on this port: use another port in base_url, or http");
  if (code == CURLE_UNSUPPORTED_PROTOCOL)
    sentence.append("; the response is not HTTP: if the server speaks TLS on this port, use https in base_url");
  error made = failure(errc::transport, where, in_phase(std::move(sentence), where));
  made.permanent = plain;
  return made;
}

// Returns the caller's time limit, from which the deadline was computed; a handwritten request has only the deadline.
inline std::string allowed_time(http::request const& request, http::clock::time_point started) {
  using std::chrono::milliseconds;
  bool const is_known = request.time_limit.count() > 0;
  return geai::detail::duration_text(is_known ? milliseconds(request.time_limit)
                                              : std::chrono::round<milliseconds>(request.deadline - started));
}

// Returns the error of a transfer that ended at the request's deadline.
inline error deadline_error(curl_failure const& failed, http::clock::time_point started) {
  phase const where = reached_phase(failed);
  std::string_view const what = where == phase::receive ? "answer not complete within " : "no answer within ";
  return failure(errc::timeout, where, in_phase(std::string(what) + allowed_time(failed.request, started), where));
}

inline error deadline_over_error() {
  return failure(errc::timeout, phase::prepare, "the deadline passed before the request was sent");
}

inline error idle_error(http::request const& request) {
  return failure(errc::timeout, phase::receive,
                 in_phase("nothing received for " + geai::detail::duration_text(request.idle_timeout), phase::receive));
}

inline error cancelled_error(phase where) { return failure(errc::cancelled, where, in_phase("cancelled", where)); }

inline error cut_headers_error(http::request const& request) {
  std::string sentence("exchange with ");
  sentence.append(authority(request.url)).append(" failed: the connection was closed within the response's headers");
  return failure(errc::transport, phase::receive, in_phase(std::move(sentence), phase::receive));
}

inline error cut_encoding_error(http::request const& request) {
  std::string sentence("exchange with ");
  sentence.append(authority(request.url))
      .append(" failed: the response's body ends in the middle of its Content-Encoding");
  return failure(errc::transport, phase::receive, in_phase(std::move(sentence), phase::receive));
}

inline error not_repeated_error(http::request const& request) {
  std::string sentence("exchange with ");
  sentence.append(authority(request.url)).append(" failed: the reused connection was closed before a response arrived");
  return failure(errc::transport, phase::first_byte, in_phase(std::move(sentence), phase::first_byte));
}

inline error set_up_error() {
  return failure(errc::transport, phase::prepare,
                 "libcurl cannot be initialised: out of memory, or the process was forked during the initialisation");
}

[[gnu::cold]] inline error tls_over_error() {
  error what = failure(errc::transport, phase::prepare,
                       "TLS has shut down because the program is ending: register handlers that make calls with "
                       "std::atexit after creating the first client");
  what.permanent = true;
  return what;
}

inline error forked_error() {
  return failure(errc::transport, phase::receive,
                 "the connection belongs to the parent of this process (phase: receive)");
}

}  // namespace geai::inline v0_2::transport::detail
