// Lists the agents with many concurrent calls and handwritten code over libcurl's multi interface: in_flight_by_hand
// URL CALLS IN_FLIGHT. Prints {"seconds", "seen"}, without the first IN_FLIGHT calls, which connect.
#include <curl/curl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "agents_by_hand.hpp"

namespace {

struct transfer {
  CURL* easy = curl_easy_init();
  std::string body{};
};

std::size_t receive(char* data, std::size_t, std::size_t size, void* to) {
  static_cast<std::string*>(to)->append(data, size);
  return size;
}

class lister {
public:
  lister(std::string const& url, std::size_t in_flight) : transfers_(in_flight) {
    headers_ = curl_slist_append(headers_, "Accept: application/json");
    headers_ = curl_slist_append(headers_, "User-Agent: by-hand/0.1.0");
    headers_ = curl_slist_append(headers_, "Authorization: Bearer sandbox-key");
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(in_flight));
    for (transfer& each : transfers_) {
      curl_easy_setopt(each.easy, CURLOPT_URL, url.c_str());
      curl_easy_setopt(each.easy, CURLOPT_HTTPHEADER, headers_);
      curl_easy_setopt(each.easy, CURLOPT_WRITEFUNCTION, receive);
      curl_easy_setopt(each.easy, CURLOPT_WRITEDATA, &each.body);
      curl_easy_setopt(each.easy, CURLOPT_PRIVATE, &each);
      curl_easy_setopt(each.easy, CURLOPT_ACCEPT_ENCODING, "");
      curl_easy_setopt(each.easy, CURLOPT_NOSIGNAL, 1L);
      curl_easy_setopt(each.easy, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
      curl_easy_setopt(each.easy, CURLOPT_TIMEOUT_MS, 600'000L);
    }
  }
  lister(lister&&) = delete;
  ~lister() {
    for (transfer& each : transfers_) curl_easy_cleanup(each.easy);
    curl_multi_cleanup(multi_);
    curl_slist_free_all(headers_);
  }

  void list(long calls) {
    left_ = calls;
    int running = 0;
    for (transfer& each : transfers_) begin(each);
    for (;;) {
      curl_multi_perform(multi_, &running);
      bool began = false;
      int queued = 0;
      while (CURLMsg* const message = curl_multi_info_read(multi_, &queued)) {
        if (message->msg != CURLMSG_DONE) continue;
        CURLcode const outcome = message->data.result;
        CURL* const easy = message->easy_handle;
        curl_multi_remove_handle(multi_, easy);
        transfer* done = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &done);
        take(*done, outcome);
        began = begin(*done) || began;
      }
      if (began) continue;
      if (running == 0) return;
      curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
  }

  std::size_t seen() const noexcept { return seen_; }

private:
  bool begin(transfer& one) {
    if (left_ == 0) return false;
    --left_;
    one.body.clear();
    curl_multi_add_handle(multi_, one.easy);
    return true;
  }

  void take(transfer& done, CURLcode outcome) {
    long status = 0;
    curl_easy_getinfo(done.easy, CURLINFO_RESPONSE_CODE, &status);
    if (outcome != CURLE_OK || status != 200) throw std::runtime_error("no answer");
    done.body.reserve(done.body.size() + simdjson::SIMDJSON_PADDING);
    geai::agent_list agents;
    by_hand::read_agents(parser_, done.body, agents);
    for (geai::agent const& each : agents) seen_ += each.id.size() + each.name.size();
  }

  CURLM* multi_ = curl_multi_init();
  curl_slist* headers_ = nullptr;
  std::vector<transfer> transfers_;
  simdjson::ondemand::parser parser_;
  long left_ = 0;
  std::size_t seen_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  long const calls = std::atol(argv[2]);
  long const in_flight = std::atol(argv[3]);
  lister all(std::string(argv[1]) + "/v2/agents", static_cast<std::size_t>(in_flight));
  all.list(in_flight);
  auto const begin = std::chrono::steady_clock::now();
  all.list(calls);
  double const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("{\"seconds\":%.9f,\"seen\":%zu}\n", seconds, all.seen());
}
