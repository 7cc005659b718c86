#include "http.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sandbox {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view blank = " \t";
  auto const first = s.find_first_not_of(blank);
  return first == s.npos ? std::string_view{} : s.substr(first, s.find_last_not_of(blank) - first + 1);
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string_view> request::header(std::string_view name) const {
  for (auto const& [key, value] : headers)
    if (same_name(key, name)) return value;
  return std::nullopt;
}

std::size_t request::header_count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(headers, [&](auto const& h) { return same_name(h.first, name); }));
}

reply json_reply(json const& value, int status) {
  return {.status = status, .body = value.dump(-1, ' ', false, json::error_handler_t::replace)};
}

reply no_content() { return {.status = 204, .content_type = {}}; }

reply failure::to_reply() const {
  reply r = json_reply(body_, status_);
  r.headers = headers_;
  return r;
}

json error_body(int id, std::string_view description) {
  return {{"errors", json::array({{{"id", id}, {"description", description}}})}};
}

failure api_failure(int status, int id, std::string_view description) { return {status, error_body(id, description)}; }

failure gam_failure(int status, int code, std::string_view message) {
  return {status, {{"error", {{"code", code}, {"message", message}}}}};
}

failure field_required(std::string_view field) {
  return api_failure(400, code::required, "Field required: " + std::string(field));
}

failure out_of_range(std::string_view field, std::string_view what_is_wanted) {
  return api_failure(400, code::out_of_range,
                     "Field out of range: " + std::string(field) + " must be " + std::string(what_is_wanted));
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      int const high = hex_digit(text[i + 1]);
      int const low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

text_pairs form_fields(std::string_view text) {
  text_pairs out;
  if (text.empty()) return out;
  for (std::size_t from = 0; from <= text.size();) {
    auto const end = std::min(text.find('&', from), text.size());
    auto const pair = text.substr(from, end - from);
    auto const equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals < pair.size() ? pair.substr(equals + 1) : std::string_view{}, true);
    if (!name || !value || name->empty()) throw api_failure(400, code::bad_input, "Malformed parameters");
    out.emplace_back(std::move(*name), std::move(*value));
    from = end + 1;
  }
  return out;
}

void check_target(std::string_view target) {
  constexpr std::size_t longest = 8192;
  if (target.size() > longest) throw api_failure(414, 414, "The URL is too long");
  constexpr std::string_view allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%";
  if (target.find_first_not_of(allowed) != target.npos)
    throw api_failure(400, code::bad_input, "The URL has characters that must be percent-encoded");
}

std::vector<std::string> path_segments(std::string_view path) {
  if (path.empty() || path.front() != '/') throw api_failure(400, code::bad_input, "Malformed path");
  std::vector<std::string> out;
  for (std::size_t from = 1; from <= path.size();) {
    auto const end = std::min(path.find('/', from), path.size());
    auto segment = percent_decoded(path.substr(from, end - from), false);
    if (!segment) throw api_failure(400, code::bad_input, "Malformed path");
    out.push_back(std::move(*segment));
    from = end + 1;
  }
  return out;
}

text_pairs header_lines(std::string_view head) {
  text_pairs out;
  auto from = head.find("\r\n");
  while (from != head.npos) {
    from += 2;
    auto const end = head.find("\r\n", from);
    auto const line = head.substr(from, end == head.npos ? end : end - from);
    if (auto const colon = line.find(':'); colon != line.npos)
      out.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    from = end;
  }
  return out;
}

json parsed_body(request const& rq) {
  auto const type = rq.header("Content-Type").value_or("");
  if (!same_name(trimmed(type.substr(0, type.find(';'))), "application/json"))
    throw api_failure(400, code::bad_input, "Content-Type must be application/json");
  json body = json::parse(rq.body, nullptr, false);
  if (body.is_discarded()) throw api_failure(400, code::bad_input, "The body is not valid JSON");
  return body;
}

query_reader::query_reader(text_pairs const& query) : query_(query), read_(query.size(), false) {}

std::optional<std::string> query_reader::text(std::string_view name) {
  std::optional<std::string> found;
  for (std::size_t i = 0; i < query_.size(); ++i) {
    if (query_[i].first != name) continue;
    if (found) throw out_of_range(name, "given once");
    found = query_[i].second;
    read_[i] = true;
  }
  if (found && found->empty()) throw out_of_range(name, "left out when it is empty");
  return found;
}

std::optional<std::string> query_reader::one_of(std::string_view name,
                                                std::initializer_list<std::string_view> allowed) {
  auto value = text(name);
  if (value && std::ranges::find(allowed, *value) == allowed.end()) {
    std::string wanted;
    for (auto const& a : allowed) wanted.append(wanted.empty() ? "" : ", ").append(a);
    throw out_of_range(name, "one of " + wanted);
  }
  return value;
}

std::optional<bool> query_reader::boolean(std::string_view name) {
  auto const value = one_of(name, {"true", "false"});
  return value ? std::optional(*value == "true") : std::nullopt;
}

std::optional<std::uint64_t> query_reader::count(std::string_view name) {
  auto const value = text(name);
  if (!value) return std::nullopt;
  std::uint64_t n = 0;
  auto const* const end = value->data() + value->size();
  if (auto const r = std::from_chars(value->data(), end, n); r.ec != std::errc{} || r.ptr != end)
    throw out_of_range(name, "a number, not negative");
  return n;
}

std::optional<double> query_reader::number(std::string_view name) {
  auto const value = text(name);
  if (!value) return std::nullopt;
  double n = 0;
  auto const* const end = value->data() + value->size();
  if (auto const r = std::from_chars(value->data(), end, n, std::chars_format::fixed);
      r.ec != std::errc{} || r.ptr != end || !std::isfinite(n) || std::signbit(n))
    throw out_of_range(name, "a number, not negative");
  return n;
}

void query_reader::finish() const {
  for (std::size_t i = 0; i < query_.size(); ++i)
    if (!read_[i]) throw api_failure(400, code::out_of_range, "Unknown parameter: " + query_[i].first);
}

}  // namespace sandbox
