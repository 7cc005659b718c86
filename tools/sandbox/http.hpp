#pragma once
// HTTP as services see it: a strictly parsed request, a reply, and the ways to fail.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

using json = nlohmann::ordered_json;  // members keep the order of the documentation
using text_pairs = std::vector<std::pair<std::string, std::string>>;

struct request {
  std::string method;
  std::string target;                 // as sent, query included
  std::string path;                   // as sent, still encoded
  std::vector<std::string> segments;  // decoded, so that a %2F stays inside its segment
  text_pairs query;                   // decoded, in order
  text_pairs headers;                 // as sent, in order, repetitions included
  std::string body;
  std::uint64_t connection = 0;  // number of the TCP connection

  std::optional<std::string_view> header(std::string_view name) const;
  std::size_t header_count(std::string_view name) const;
};

struct reply {
  int status = 200;
  std::string body{};
  std::string content_type = "application/json";
  text_pairs headers{};
  // Set for replies of unknown length (server-sent events): called once, writes until it is done or told to stop.
  std::function<void(std::function<bool(std::string_view)> const& write)> stream{};
};

reply json_reply(json const& value, int status = 200);
reply no_content();

// Thrown to refuse a request; the dispatcher turns it into the reply.
class failure : public std::runtime_error {
public:
  failure(int status, json body) : std::runtime_error("refused"), status_(status), body_(std::move(body)) {}
  failure& with_header(std::string name, std::string value) & {
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  reply to_reply() const;

private:
  int status_;
  json body_;
  text_pairs headers_;
};

// Codes of the platform's error table that are used in several places.
namespace code {
inline constexpr int api_key_not_found = 5;
inline constexpr int api_token_not_found = 6;
inline constexpr int out_of_range = 8;
inline constexpr int required = 9;
inline constexpr int pattern_mismatch = 11;
inline constexpr int bad_input = 20;
inline constexpr int refresh_token_error = 101;
inline constexpr int token_expired = 103;
inline constexpr int access_token_not_found = 112;
inline constexpr int access_token_not_valid = 114;
inline constexpr int not_found = 404;
inline constexpr int method_not_allowed = 405;
inline constexpr int invalid_organization = 2001;
inline constexpr int project_not_found = 2005;
inline constexpr int revision_not_found = 2014;
}  // namespace code

json error_body(int id, std::string_view description);                  // {"errors":[{"id":..,"description":..}]}
failure api_failure(int status, int id, std::string_view description);  // the usual shape
failure gam_failure(int status, int code, std::string_view message);    // the shape of the OAuth endpoints
failure field_required(std::string_view field);                         // 400, code 9
failure out_of_range(std::string_view field, std::string_view what_is_wanted);  // 400, code 8

bool same_name(std::string_view a, std::string_view b);  // header names: case-insensitive
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
text_pairs form_fields(std::string_view text);  // application/x-www-form-urlencoded; throws a 400
void check_target(
    std::string_view target);  // accepts only characters that RFC 3986 allows in a path and a query; throws a 400
std::vector<std::string> path_segments(std::string_view path);
text_pairs header_lines(std::string_view head);  // the raw head of a request, without its first line
json parsed_body(request const& rq);             // requires a JSON content type; throws a 400

// The query string of one endpoint: each get accepts a parameter, finish() refuses all others.
class query_reader {
public:
  explicit query_reader(text_pairs const& query);

  std::optional<std::string> text(std::string_view name);
  std::optional<std::string> one_of(std::string_view name, std::initializer_list<std::string_view> allowed);
  std::optional<bool> boolean(std::string_view name);
  std::optional<std::uint64_t> count(std::string_view name);
  std::optional<double> number(std::string_view name);  // not negative
  void finish() const;

private:
  text_pairs const& query_;
  std::vector<bool> read_;
};

}  // namespace sandbox
