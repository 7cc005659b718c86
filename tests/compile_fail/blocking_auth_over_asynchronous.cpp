// expect: geai: this Auth policy renews its token by a call that blocks
#include <geai/async.hpp>
#include <geai/geai.hpp>
struct blocking_auth {
  geai::auth_type type() const { return geai::auth_type::oauth_token; }
  geai::result<void> apply(geai::http::header_list&) const { return {}; }
  bool has_token() const { return false; }
  template <class Exchange>
  geai::result<void> refresh(Exchange&&, geai::http::clock::time_point, std::stop_token const&) {
    return {};
  }
  void invalidate(std::string_view) {}
};
int main() {
#if GEAI_SHOULD_FAIL
  geai::event_loop loop;
  geai::agent_client agents{geai::transport::curl_multi{loop}, blocking_auth{}, geai::base_url = "https://h"};
#else
  geai::agent_client agents{geai::transport::curl{}, blocking_auth{}, geai::base_url = "https://h"};
#endif
  static_cast<void>(agents.list_agents());
}
