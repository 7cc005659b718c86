// expect: geai: arguments are keywords
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client("https://api.saia.ai", "token", "project-123");
#else
  geai::ai_lab_client client(geai::base_url = "https://api.saia.ai", geai::access_token = "token",
                             geai::project_id = "project-123");
#endif
}
