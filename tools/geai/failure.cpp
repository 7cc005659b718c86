#include "failure.hpp"

#include <csignal>
#include <exception>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace tool {

int status_of(geai::errc code) noexcept {
  switch (code) {
    case geai::errc::missing_requirement:
    case geai::errc::mixed_authentication:
    case geai::errc::invalid_argument:
    case geai::errc::credentials_file: return wrong_configuration;
    case geai::errc::api_response:
    case geai::errc::decode:
    case geai::errc::too_large: return refused;
    case geai::errc::transport:
    case geai::errc::timeout: return unreachable;
    case geai::errc::refused:
    case geai::errc::incomplete: return unanswered;
    case geai::errc::cancelled: return 128 + SIGINT;
  }
  return wrong_usage;
}

std::string in_words_of_the_command(std::string text) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"give geai::base_url, set GEAI_API_BASE_URL, or run: geai configure",
       "run: geai configure --url URL, or set GEAI_API_BASE_URL"},
      {"give geai::eval_url, GEAI_API_EVAL_URL or that of the profile",
       "run: geai configure --eval-url URL, or set GEAI_API_EVAL_URL"},
      {"give geai::api_key, set GEAI_API_KEY, or run", "set GEAI_API_KEY, or run"},
      {"use https, or add geai::allow_insecure_http", "use https"},
      {"in geai::ca_file", "with --ca-file FILE or GEAI_CA_FILE"},
      {"correct geai::ca_file", "correct the file that --ca-file, GEAI_CA_FILE or the profile names"},
      {"(geai::proxy)", "(--proxy, GEAI_PROXY or the profile)"},
      {"geai::timeout", "--timeout"},
      {" (retry_policy::budget)", ""},
      {"was given in the program", "was given as an option"},
      {"(given in the program)", "(--ca-file)"}};
  for (auto const& [theirs, ours] : words)
    for (std::size_t at = 0; (at = text.find(theirs, at)) != text.npos; at += ours.size())
      text.replace(at, theirs.size(), ours);
  return text;
}

failure current_failure() {
  try {
    throw;
  } catch (interrupted const& e) {
    return {.status = 128 + e.signal, .code = "interrupted", .message = "interrupted"};
  } catch (usage_error const& e) {
    return {.status = wrong_usage, .code = "usage", .message = e.what()};
  } catch (geai::exception const& e) {
    return {.status = status_of(e.error().code),
            .code = std::string(to_string(e.error().code)),
            .message = in_words_of_the_command(e.error().message),
            .error = e.error()};
  } catch (nlohmann::json::exception const& e) {  // input is checked before, so the error is in data from the service
    std::string_view why = e.what();
    if (std::size_t const end = why.find("] "); end != why.npos) why.remove_prefix(end + 2);
    return {.status = refused,
            .code = "decode",
            .message = "an answer does not have the expected form: " + std::string(why)};
  } catch (std::exception const& e) {
    return {.status = wrong_usage, .code = "internal", .message = e.what()};
  }
}

}  // namespace tool
