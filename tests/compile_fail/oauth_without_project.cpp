// expect: required::project_id
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::auth::oauth auth{.access_token = "token"};
#else
  geai::auth::oauth auth{.access_token = "token", .project_id = "project"};
#endif
}
