// expect: required::project_id
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::auth::password auth{.client_id = "client", .username = "user", .password = "password"};
#else
  geai::auth::password auth{.client_id = "client", .username = "user", .password = "password", .project_id = "project"};
#endif
}
