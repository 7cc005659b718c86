// expect: geai: this Transport cannot stream; it lacks `stream_async\(
#include <geai/async.hpp>
#include <geai/geai.hpp>
struct mere_transport {
  auto send_async(geai::http::request const& rq, geai::http::response& rs) { return wire.send_async(rq, rs); }
  geai::event_loop::handle const& loop() { return wire.loop(); }
  geai::transport::curl_multi wire;
};
int main() {
  geai::event_loop loop;
#if GEAI_SHOULD_FAIL
  geai::files_client files{mere_transport{geai::transport::curl_multi(loop)}, geai::api_key = "key",
                           geai::base_url = "https://api.saia.ai"};
#else
  geai::files_client files{geai::transport::curl_multi(loop), geai::api_key = "key",
                           geai::base_url = "https://api.saia.ai"};
#endif
  auto stored = files.upload_file({.file = {.content = "x", .name = "y"}});  // which any transport can
  auto fetched = files.download_file({.id = "x"}, "path");
  return stored.await_ready() || fetched.await_ready();
}
