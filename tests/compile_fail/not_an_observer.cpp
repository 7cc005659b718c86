// expect: geai: geai::observer takes a geai::call_observer; this one lacks `observe\(geai::call_event const&\)`
#include <geai/geai.hpp>

struct logger {
#if GEAI_SHOULD_FAIL
  void log(geai::call_event const&) {}
#else
  void observe(geai::call_event const&) {}
#endif
};

int main() {
  geai::ai_lab_client client{geai::observer = logger{}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
}
