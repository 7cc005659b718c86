#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <geai/http/content_encoding.hpp>
#include <geai/http/response.hpp>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Receives responses from libcurl; shared by its transports. Not for users.
namespace geai::inline v0_2::transport::detail {

inline constexpr std::size_t header_limit = 256u << 10;  // bytes of all headers of a response

// Receives one response into an http::response. The callbacks are for CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION,
// with the collector as their data; nothing is thrown through libcurl.
class curl_collector {
public:
  // The reason why the response was refused; libcurl then ends with CURLE_WRITE_ERROR.
  enum class refusal : unsigned char { none, headers, body, memory, encoding, damage };

  // Readable bytes behind the body, so that a parser that reads ahead needs no copy.
  static constexpr std::size_t spare = 64;

  // Starts a new response. Refers to `response` until the transfer has ended.
  void begin(http::response& response, std::size_t body_limit) noexcept {
    response_ = &response;
    body_ = &response.body;
    body_limit_ = body_limit;
    header_bytes_ = 0;
    body_bytes_ = 0;
    announced_ = 0;
    status_ = 0;
    refusal_ = refusal::none;
    http_1_ = began_ = in_block_ = complete_ = in_body_ = moved_ = head_taken_ = inflates_ = false;
    coding_ = coding::none;
    step_ = (std::numeric_limits<std::size_t>::max)();
    coded_.clear();
    coded_at_ = 0;
  }

  // Makes decompression incremental: at most `step` bytes at once.
  void go_stepwise(std::size_t step) noexcept { step_ = step; }

  // From now on, appends the body to `body`, at most `limit` bytes until the next call. Refers to `body` until then.
  void deliver_to(std::string& body, std::size_t limit) noexcept {
    body_ = &body;
    body_limit_ = limit;
    body_bytes_ = 0;
  }

  // Stops adding headers to the response, such as trailers.
  void end_head() noexcept { head_taken_ = true; }

  // Returns the number of compressed body bytes that are not decompressed yet.
  std::size_t coded_size() const noexcept { return coded_.size() - coded_at_; }
  // True if unpack() may produce more bytes.
  bool has_coded() const noexcept {
    return inflates_ && refusal_ == refusal::none && (coded_size() != 0 || inflater_->is_blocked());
  }
  // Decompresses the next step. Returns false on failure, see refused().
  bool unpack() noexcept { return guarded(&curl_collector::inflate, {}) != stop; }
  // True if the body ended in the middle of its encoding.
  bool is_cut() const noexcept { return inflates_ ? !inflater_->is_complete() : !coded_.empty(); }

  refusal refused() const noexcept { return refusal_; }
  bool began() const noexcept { return began_; }                // part of a response has arrived
  bool headers_complete() const noexcept { return complete_; }  // up to and including the empty line
  int status() const noexcept { return status_; }               // that of the last block; 0 if it is malformed
  bool is_http_1() const noexcept { return http_1_; }
  bool take_moved() noexcept { return std::exchange(moved_, false); }  // true if something arrived since the last call

  // Adds the spare bytes behind a body without Content-Length.
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
  using coding = http::detail::coding;

  static constexpr std::size_t largest_at_once = 1u << 30;
  static constexpr std::size_t reserved_unseen =
      1u << 20;  // the maximum that is allocated on the word of Content-Length alone

  // Returns the value with which libcurl continues; any other value stops the transfer.
  std::size_t guarded(refusal (curl_collector::*take)(std::string_view), std::string_view data) noexcept {
    if (!data.empty()) began_ = moved_ = true;
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

  // Takes one line, with its line end. There may be several blocks of lines (100-continue); the last one counts. Lines
  // after the last block are trailers, which are ignored.
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
    if (http::same_name(name, "content-encoding")) [[unlikely]]
      take_coding(value);
    return refusal::none;
  }

  // Asking libcurl for the status costs several times as much.
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
    coding_ = coding::none;
    in_block_ = true;
    complete_ = false;
  }

  refusal take_body(std::string_view data) {
    if (coding_ != coding::none) [[unlikely]]
      return take_coded(data);
    std::string& body = *body_;
    if (!in_body_) {
      in_body_ = true;
      body.reserve(body.size() + (std::min)({announced_, body_limit_, reserved_unseen}) + spare);
    }
    if (data.size() > body_limit_ - body_bytes_) return refusal::body;
    body_bytes_ += data.size();
    make_room(body, data.size());
    body.append(data);
    return refusal::none;
  }

  // Doubles the memory, within the limit. From a quarter of the limit on, reserves all of it at once, since moving a
  // body takes its memory twice.
  void make_room(std::string& body, std::size_t more) const {
    if (body.capacity() - body.size() >= more + spare) return;
    std::size_t const needed = body.size() + more + spare;
    std::size_t const most = needed + (body_limit_ - (std::min)(body_limit_, body_bytes_));
    std::size_t const doubled = 2 * body.capacity();
    body.reserve((std::max)(needed, doubled > most / 2 && most <= largest_at_once ? most : (std::min)(doubled, most)));
  }

  [[gnu::cold, gnu::noinline]] void take_coding(std::string_view label) noexcept {
    coding const found = http::detail::coding_of(label);
    if (found != coding::none) coding_ = coding_ == coding::none ? found : coding::foreign;
  }

  [[gnu::cold, gnu::noinline]] refusal take_coded(std::string_view data) {
    in_body_ = true;
    if (coding_ == coding::foreign) return refusal::encoding;
    coded_ += data;
    if (!inflates_) {
      if (coded_.size() < 2) return refusal::none;
      if (coding_ == coding::gzip && !coded_.starts_with("\x1f\x8b")) {  // labelled as gzip, but it is not
        coding_ = coding::none;
        std::string const plain = std::exchange(coded_, {});
        return take_body(plain);
      }
      using http::detail::inflater;
      inflater::form const form = coding_ == coding::gzip ? inflater::form::gzip : inflater::form::deflate;
      if (inflater_ != nullptr)
        inflater_->restart(form);
      else
        inflater_ = std::make_unique<inflater>(form);
      inflates_ = true;
    }
    return inflate({});
  }

  [[gnu::cold, gnu::noinline]] refusal inflate(std::string_view) {
    constexpr std::size_t piece = 64u << 10;
    while (body_bytes_ < step_) {
      std::string& body = *body_;
      std::size_t const before = body.size();
      // One byte more than allowed detects a body that is too long.
      std::size_t const room = (std::min)(
          {piece, step_ - body_bytes_, (std::max)(body_limit_ - body_bytes_, body_limit_ - body_bytes_ + 1)});
      make_room(body, room);
      std::string_view from = std::string_view(coded_).substr(coded_at_);
      auto const status = inflater_->decode(from, body, room);
      coded_at_ = coded_.size() - from.size();
      body_bytes_ += body.size() - before;
      if (body_bytes_ > body_limit_) {
        body.pop_back();
        --body_bytes_;
        return refusal::body;
      }
      if (status == http::detail::inflater::status::broken) return refusal::damage;
      if (body.size() - before < room) break;  // all received bytes are decompressed
    }
    if (coded_at_ == coded_.size()) {
      coded_.clear();
      coded_at_ = 0;
    }
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
  std::size_t announced_ = 0;  // the value of Content-Length
  int status_ = 0;
  refusal refusal_ = refusal::none;
  bool http_1_ = false;
  bool began_ = false;
  bool in_block_ = false;  // between a status line and the empty line
  bool complete_ = false;
  bool in_body_ = false;
  bool moved_ = false;
  bool head_taken_ = false;
  bool inflates_ = false;  // decompressed by the inflater
  coding coding_ = coding::none;
  std::size_t step_ = 0;
  std::string coded_{};       // compressed bytes; those not decompressed yet start ...
  std::size_t coded_at_ = 0;  // ... here
  std::unique_ptr<http::detail::inflater> inflater_{};
};

}  // namespace geai::inline v0_2::transport::detail
