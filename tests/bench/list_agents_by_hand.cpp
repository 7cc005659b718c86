// Lists the agents with handwritten code: libcurl with a reused handle and a static list of headers, and simdjson
// On-Demand into the same structs. See calls.hpp.
#include <curl/curl.h>

#include <stdexcept>
#include <string>

#include "agents_by_hand.hpp"
#include "calls.hpp"

namespace {

std::size_t receive(char* data, std::size_t, std::size_t size, void* to) {
  static_cast<std::string*>(to)->append(data, size);
  return size;
}

geai::agent_list list(CURL* easy, std::string& body, simdjson::ondemand::parser& parser) {
  body.clear();
  if (CURLcode const failed = curl_easy_perform(easy); failed != CURLE_OK)
    throw std::runtime_error(curl_easy_strerror(failed));
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) throw std::runtime_error("status " + std::to_string(status));
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  geai::agent_list agents;
  by_hand::read_agents(parser, body, agents);
  return agents;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  CURL* const easy = curl_easy_init();
  std::string const url = std::string(argv[1]) + "/v2/agents";
  std::string body;
  simdjson::ondemand::parser parser;
  curl_slist* headers = curl_slist_append(nullptr, "Accept: application/json");
  headers = curl_slist_append(headers, "User-Agent: by-hand/0.1.0");
  headers = curl_slist_append(headers, "Authorization: Bearer sandbox-key");
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 600'000L);
  int const status = bench::run(argc, argv, [&] { return list(easy, body, parser); });
  curl_slist_free_all(headers);
  curl_easy_cleanup(easy);
  return status;
}
