#pragma once

#include <cstdlib>
#include <filesystem>
#include <geai/config/credentials_file.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace tool_test {

using nlohmann::json;
using words = std::vector<std::string>;

/// The program that the environment variable GEAI_TOOL names (meson test sets it).
inline std::string tool_program() {
  char const* const path = std::getenv("GEAI_TOOL");
  if (path == nullptr) throw std::runtime_error("GEAI_TOOL must name the geai program");
  return path;
}

/// A separate home folder and environment without the variables that the command reads.
class home {
public:
  home() {
    for (char const* name : {"GEAI_API_KEY",
                             "GEAI_APITOKEN",
                             "GEAI_OAUTH_ACCESS_TOKEN",
                             "GEAI_PROJECT_ID",
                             "GEAI_ORGANIZATION_ID",
                             "GEAI_API_BASE_URL",
                             "GEAI_API_EVAL_URL",
                             "GEAI_ALIAS",
                             "GEAI_CREDENTIALS_FILE",
                             "GEAI_CA_FILE",
                             "CURL_CA_BUNDLE",
                             "SSL_CERT_FILE",
                             "NO_COLOR",
                             "http_proxy",
                             "https_proxy",
                             "all_proxy",
                             "HTTPS_PROXY",
                             "ALL_PROXY",
                             "no_proxy",
                             "NO_PROXY"})
      env[name] = std::nullopt;
    env["HOME"] = folder.path().string();
    env["TERM"] = "xterm";
    env["LC_ALL"] = "C.UTF-8";
  }

  support::run_result run(words const& arguments, std::string input = {}) const {
    return support::run(tool_program(), arguments, {.env = env, .input = std::move(input)});
  }

  std::filesystem::path file() const { return folder.path() / ".geai" / "credentials"; }
  std::string text() const { return folder.read(".geai/credentials"); }
  void write(std::string_view text) const {
    folder.write(".geai/credentials", text);
    std::filesystem::permissions(file(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

  support::temporary_directory folder;
  support::environment env;
};

/// The value of an alias in the credentials file; empty if it has none.
inline std::string value_in(home const& at, std::string_view alias, std::string_view key) {
  auto const file = geai::credentials_file::load(at.file()).value();
  return std::string(file.get(alias, key).value_or(""));
}

/// The part of a secret (12 characters, or all of it) that a text shows; empty if it shows none.
inline std::string leak(std::string_view text, std::string_view secret) {
  std::size_t const size = std::min<std::size_t>(12, secret.size());
  for (std::size_t at = 0; at + size <= secret.size(); ++at)
    if (text.find(secret.substr(at, size)) != text.npos) return std::string(secret.substr(at, size));
  return {};
}

inline bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != text.npos; }

inline std::string last_line(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

/// Scripts a sandbox and reads its journal.
void add_fault(std::string const& url, json const& fault);
/// The answers of the next chats.
void plan_chats(std::string const& url, json const& steps);
json requests(std::string const& url);
void forget_requests(std::string const& url);
/// Access tokens; refresh tokens stay valid.
void expire_tokens(std::string const& url);

}  // namespace tool_test
