// libFuzzer: a base URL is refused or normalised, and no value escapes its place in a route or a query.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <geai/api/agents.hpp>
#include <geai/http/url.hpp>
#include <string>

#include "support.hpp"

namespace {

int hexadecimal(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    fuzz::require(i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 && hexadecimal(text[i + 2]) >= 0);
    plain += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
    i += 2;
  }
  return plain;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text(fuzz::text_of(data, size));
  if (auto const url = geai::http::normalize_base_url(text, "base_url")) {
    fuzz::require(url->starts_with("https://") || url->starts_with("http://"));
    fuzz::require(!url->ends_with('/') && url->find_first_of(std::string_view("\0\r\n\t ?#", 7)) == url->npos);
    fuzz::require(url->substr(0, url->find('/', 8)).find('@') == url->npos);
    auto const again = geai::http::normalize_base_url(*url, "base_url");
    fuzz::require(again.has_value() && *again == *url);
    fuzz::require(!geai::http::split_url(*url).host.empty());
  } else {
    fuzz::require(url.error().code == geai::errc::invalid_argument && url.error().message.starts_with("base_url "));
  }

  std::string encoded;
  geai::http::append_percent_encoded(encoded, text);
  fuzz::require(encoded != "." && encoded != ".." && decoded(encoded) == text);
  for (char c : encoded)
    fuzz::require((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%' || c == '-' ||
                  c == '.' || c == '_' || c == '~');

  std::string target = "https://h";
  geai::api::detail::write_target(geai::api::get_agent{.id = text}, target);
  fuzz::require(target == "https://h/v2/agents/" + encoded);
  return 0;
}
