#pragma once

#include <algorithm>
#include <cstddef>
#include <geai/detail/concealer.hpp>
#include <geai/engine/call_buffers.hpp>
#include <geai/error.hpp>
#include <geai/http/credential_headers.hpp>
#include <geai/http/header.hpp>
#include <geai/json/model.hpp>
#include <geai/json/rules.hpp>
#include <geai/secret.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Prepares a server's texts for error messages: short, in one line, without secrets.

namespace geai::inline v0_2::detail {

// The number of bytes of a body that an error keeps and quotes in its message.
inline constexpr std::size_t error_body_limit = 4096;
inline constexpr std::size_t words_limit = 300;

inline bool is_blank(std::string_view text) noexcept { return text.find_first_not_of(" \t\r\n") == text.npos; }

// Returns the first byte of a text that is not a blank; 0 if there is none.
inline char first_of(std::string_view text) noexcept {
  std::size_t const at = text.find_first_not_of(" \t\r\n");
  return at == text.npos ? '\0' : text[at];
}

// Finds `wanted`, given in lower case, in any case.
[[gnu::cold, gnu::noinline]] inline std::size_t find_in_any_case(std::string_view text, std::string_view wanted,
                                                                 std::size_t from = 0) noexcept {
  auto const same = [](char c, char lower) { return (c >= 'A' && c <= 'Z' ? char(c | 0x20) : c) == lower; };
  if (from > text.size()) return text.npos;
  auto const found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), wanted.begin(), wanted.end(), same);
  return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

// Returns the size of the control character or blank that a text begins with; 0 if it begins with another character.
// Control characters: C0, DEL, C1, line separators, and those that change the direction of writing.
inline std::size_t control_size(std::string_view text) noexcept {
  auto const byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
  };
  if (byte(0) <= ' ' || byte(0) == 0x7f) return 1;
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return 2;
  if (byte(0) != 0xe2) return 0;
  bool const is_general =
      byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae));
  bool const isolates = byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
  return is_general || isolates ? 3 : 0;
}

// Returns a text as part of a sentence: without line breaks and other control characters, and not too long.
[[gnu::cold, gnu::noinline]] inline std::string one_line(std::string_view text, std::size_t limit = words_limit) {
  std::string line;
  text = json::without_blanks(text);
  while (!text.empty()) {
    std::size_t const space = control_size(text);
    if (line.size() >= limit && (static_cast<unsigned char>(text[0]) & 0xc0) != 0x80) {
      line += "...";
      break;
    }
    if (space == 0)
      line += text[0];
    else if (!line.ends_with(' '))
      line += ' ';
    text.remove_prefix(std::max<std::size_t>(space, 1));
  }
  return json::is_utf8(line) ? line : json::valid_utf8(line);
}

// Returns the text of the first element with this name, given in lower case, in an HTML page or XML document.
[[gnu::cold, gnu::noinline]] inline std::string text_of_element(std::string_view page, std::string_view name) {
  std::size_t const tag = find_in_any_case(page, "<" + std::string(name));
  std::size_t const begin = tag == page.npos ? page.npos : page.find('>', tag);
  if (begin == page.npos) return {};
  std::size_t const end = page.find('<', begin);
  std::string text = one_line(page.substr(begin + 1, end == page.npos ? page.npos : end - begin - 1));
  static constexpr std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
  for (auto const& [entity, character] : entities)
    for (std::size_t at = 0; (at = text.find(entity, at)) != text.npos; at += character.size())
      text.replace(at, entity.size(), character);
  return text;
}

[[gnu::cold, gnu::noinline]] inline bool is_page(std::string_view content_type, std::string_view body) noexcept {
  if (is_blank(body)) return false;
  if (find_in_any_case(content_type, "html") != content_type.npos)
    return first_of(body) != '{' && first_of(body) != '[';
  std::string_view const beginning = json::without_blanks(body).substr(0, 16);
  return find_in_any_case(beginning, "<!doctype html") == 0 || find_in_any_case(beginning, "<html") == 0;
}

// Returns the title of a page, or its first heading; empty if it has neither.
[[gnu::cold, gnu::noinline]] inline std::string title_of(std::string_view page) {
  std::string title = text_of_element(page, "title");
  return title.empty() ? text_of_element(page, "h1") : title;
}

// Returns the text of a body that has no shape of the platform: a page's title, a SOAP fault, or the body itself.
[[gnu::cold, gnu::noinline]] inline std::string words_of(std::string_view content_type, std::string_view body) {
  if (is_page(content_type, body)) {
    std::string const title = title_of(body);
    return title.empty() ? "an HTML page without a title" : title;
  }
  if (std::string fault = text_of_element(body, "faultstring"); !fault.empty()) return fault;
  return one_line(body);
}

// True if a value is empty: null, false, 0, "", {}, [], or made of such values only, whatever the spacing. `text` must
// be valid JSON.
[[gnu::cold, gnu::noinline]] inline bool is_nothing(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == 't') return false;  // true
    if (c >= '1' && c <= '9') return false;
    if (c == 'e' || c == 'E') at = (std::min)(text.find_first_of(",]}", at), text.size());  // 0e5
    if (c == 'n' || c == 'f') at += c == 'n' ? 3 : 4;                                       // null, false
    if (c != '"') continue;
    std::size_t end = at + 1;
    for (; end < text.size() && text[end] != '"'; ++end)
      if (text[end] == '\\') ++end;
    std::size_t const next = text.find_first_not_of(" \t\r\n", end + 1);
    bool const is_key = next < text.size() && text[next] == ':';
    if (!is_key && end != at + 1) return false;
    at = end;
  }
  return true;
}

// True if a value is `word` (in lower case), as a literal or as a text.
[[gnu::cold, gnu::noinline]] inline bool is_word(raw_json const& value, std::string_view word) noexcept {
  std::string_view text = value.text;
  if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
  return text.size() == word.size() && find_in_any_case(text, word) == 0;
}

// Returns the keys of the object `text`, as they are written; empty for other values. `text` must be valid JSON.
[[gnu::cold, gnu::noinline]] inline std::vector<std::string_view> keys_of(std::string_view text) {
  std::vector<std::string_view> keys;
  int depth = first_of(text) == '{' ? 0 : 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const c = text[at];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != '"') continue;
    std::size_t end = at + 1;
    for (; end < text.size() && text[end] != '"'; ++end)
      if (text[end] == '\\') ++end;
    std::size_t const next = text.find_first_not_of(" \t\r\n", end + 1);
    if (depth == 1 && next < text.size() && text[next] == ':') keys.push_back(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return keys;
}

// Masks the secrets of one call, see secret_filter.
class hider {
public:
  explicit hider(concealer of) : secrets_(std::move(of)) {}

  // Returns the first `limit` bytes of a text without the secrets, see concealer. Empty if the text shows_short().
  [[gnu::cold, gnu::noinline]] std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    return shows_short(text) ? std::string() : secrets_.hide(text, limit);
  }

  // Masks the secrets in a text that becomes part of a sentence, see one_line().
  [[gnu::cold, gnu::noinline]] std::string hide_in_line(std::string_view text, std::size_t limit = words_limit) const {
    return one_line(hide(text), limit);
  }

  // True if a text contains a secret of less than four characters, which cannot be masked in it.
  bool shows_short(std::string_view text) const { return secrets_.shows_short(text.substr(0, looked_at)); }

  // Masks the secrets in all members of an error. The message has words of ours too, so it is never left out.
  [[gnu::cold, gnu::noinline]] void hide_in(error& failure) const {
    failure.message = one_line(secrets_.hide(failure.message), failure.message.npos);
    failure.request_id = hide_in_line(failure.request_id);
    failure.body = hide(failure.body);
    for (fault& each : failure.faults) each.description = hide(each.description);
    for (attempt& each : failure.attempts) each.cause = secrets_.hide(each.cause);
  }

  static constexpr std::string_view not_shown =
      "the server's message is not shown because it contains a secret of fewer than four characters";

private:
  static constexpr std::size_t looked_at = std::size_t{1} << 16;

  concealer secrets_;
};

// Texts that a server may echo and that must not be shown: the credentials of the request and the secrets in it.
// Non-owning; the secrets are collected only when something has to be masked.
class secret_filter {
public:
  secret_filter(std::string_view credential) noexcept : credential_(credential) {}
  secret_filter(call_buffers const& buffers) noexcept : headers_(&buffers.headers), others_(buffers.secrets) {}

  // It knows the headers that may carry a credential.
  [[gnu::cold, gnu::noinline]] geai::detail::hider hider() const {
    concealer all;
    all.add(credential_);
    for (std::string_view each : others_) all.add(each);
    if (headers_ != nullptr)
      for (http::header const& each : *headers_)
        for_each_credential(each, [&](std::string_view found) { all.add(found); });
    return geai::detail::hider(std::move(all));
  }

  // As hider().
  std::string hide(std::string_view text, std::size_t limit = error_body_limit) const {
    return hider().hide(text, limit);
  }
  std::string hide_in_line(std::string_view text, std::size_t limit = words_limit) const {
    return hider().hide_in_line(text, limit);
  }
  void hide_in(error& failure) const { hider().hide_in(failure); }

private:
  std::string_view credential_{};
  http::header_list const* headers_ = nullptr;
  std::span<std::string_view const> others_{};
};

// Returns the secrets of a call.
inline secret_filter secrets_of(call_buffers const& buffers) noexcept { return {buffers}; }

// Collects the secrets within a value, as views.
template <class T> void collect_secrets(T const& value, std::vector<std::string_view>& out) {
  if constexpr (!holds_secret<T>) {
    return;
  } else if constexpr (std::is_same_v<T, secret>) {
    out.push_back(value.reveal());
  } else if constexpr (modelled<T>) {
    model<T>::for_each([&]<class Field>(Field) { collect_secrets(Field::get(value), out); });
  } else if constexpr (is_optional<T>) {
    if (value) collect_secrets(*value, out);
  } else if constexpr (is_map<T>) {
    for (auto const& each : value) collect_secrets(each.second, out);
  } else {
    for (auto const& each : value) collect_secrets(each, out);
  }
}

}  // namespace geai::inline v0_2::detail
