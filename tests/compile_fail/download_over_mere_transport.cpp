// expect: geai: this Transport cannot stream; it lacks `geai::result<S> stream\(
#include <geai/client/files.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
struct mere_transport {
  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
};
int main() {
#if GEAI_SHOULD_FAIL
  mere_transport wire;
#else
  geai::transport::mock wire;
#endif
  geai::files_client files{wire, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  if (!files.upload_file({.file = {.content = "x", .name = "y"}})) return 1;  // which any transport can
  return files.download_file({.id = "x"}, "path") ? 0 : 1;
}
