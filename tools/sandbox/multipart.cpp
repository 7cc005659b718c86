#include "multipart.hpp"

#include <algorithm>

namespace sandbox {

namespace {

failure malformed(std::string const& why) {
  return api_failure(400, code::bad_input, "Malformed multipart body: " + why);
}

// In the names of a form, only quotes and line ends are percent-encoded (WHATWG HTML, 4.10.21.8).
void decode_name(std::string& name) {
  for (std::size_t at = 0; (at = name.find('%', at)) != name.npos; ++at) {
    std::string_view const code = std::string_view(name).substr(at, 3);
    if (code == "%22") name.replace(at, 3, "\"");
    if (code == "%0D") name.replace(at, 3, "\r");
    if (code == "%0A") name.replace(at, 3, "\n");
  }
}

// name="..." of a header such as Content-Disposition; quotes are optional without blanks and semicolons.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  for (auto at = header.find(';'); at != header.npos; at = header.find(';', at)) {
    at = header.find_first_not_of("; \t", at);
    if (at == header.npos) break;
    auto const equals = header.find('=', at);
    if (equals == header.npos) break;
    bool const ours = same_name(header.substr(at, equals - at), name);
    at = equals + 1;
    std::string value;
    if (at < header.size() && header[at] == '"') {
      for (++at; at < header.size() && header[at] != '"'; ++at) value += header[at];  // a backslash is no escape
      if (at == header.size()) throw malformed("a quote is not closed");
      ++at;
    } else {
      auto const end = std::min(header.find_first_of("; \t", at), header.size());
      value = header.substr(at, end - at);
      at = end;
    }
    if (ours) return value;
  }
  return std::nullopt;
}

part parsed(std::string_view text) {
  constexpr std::string_view end_of_part_head = "\r\n\r\n";
  auto const end = text.find(end_of_part_head);
  if (end == text.npos) throw malformed("the head of a part does not end");
  part p{.name = {}};
  bool named = false;
  for (auto const& [name, value] : header_lines(text.substr(0, end))) {
    if (same_name(name, "Content-Type")) p.content_type = value;
    if (!same_name(name, "Content-Disposition")) continue;
    if (!value.starts_with("form-data")) throw malformed("a part is not form-data");
    auto given = parameter(value, "name");
    if (!given) throw malformed("a part has no name");
    p.name = std::move(*given);
    p.filename = parameter(value, "filename");
    decode_name(p.name);
    if (p.filename) decode_name(*p.filename);
    named = true;
  }
  if (!named) throw malformed("a part has no Content-Disposition");
  p.body = text.substr(end + end_of_part_head.size());
  return p;
}

}  // namespace

bool is_multipart(request const& rq) {
  auto const type = rq.header("Content-Type").value_or("");
  return same_name(type.substr(0, type.find(';')), "multipart/form-data");
}

std::vector<part> multipart_parts(request const& rq) {
  if (!is_multipart(rq)) throw api_failure(400, code::bad_input, "Content-Type must be multipart/form-data");
  auto const boundary = parameter(*rq.header("Content-Type"), "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) throw malformed("no boundary");
  std::string const dashes = "--" + *boundary;
  std::string const next = "\r\n" + dashes;
  std::string_view rest = rq.body;
  if (!rest.starts_with(dashes)) throw malformed("it does not begin with its boundary");
  rest.remove_prefix(dashes.size());
  std::vector<part> all;
  while (!rest.starts_with("--")) {
    if (!rest.starts_with("\r\n")) throw malformed("a boundary does not end its line");
    auto const end = rest.find(next, 2);
    if (end == rest.npos) throw malformed("it does not end with its boundary");
    all.push_back(parsed(rest.substr(0, end)));
    rest.remove_prefix(end + next.size());
  }
  if (rest != "--" && rest != "--\r\n") throw malformed("something follows the last boundary");
  return all;
}

}  // namespace sandbox
