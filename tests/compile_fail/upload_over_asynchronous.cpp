// expect: geai: upload\(\) is not there over an asynchronous transport
#include <geai/geai.hpp>
int main() {
  geai::event_loop loop;
#if GEAI_SHOULD_FAIL
  geai::files_client files{geai::transport::curl_multi{loop}, geai::api_key = "key", geai::base_url = "https://h"};
#else
  geai::files_client files{geai::api_key = "key", geai::base_url = "https://h"};
#endif
  return files.upload_file({.file = {.path = "a"}}, [](std::uint64_t, std::uint64_t) {}) ? 0 : 1;
}
