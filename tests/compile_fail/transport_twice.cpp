// expect: geai: an argument is given twice
#include <geai/geai.hpp>

int main() {
#if GEAI_SHOULD_FAIL
  geai::ai_lab_client client{geai::transport::mock{}, geai::transport::mock{}, geai::alias = "default"};
#else
  geai::ai_lab_client client{geai::transport::mock{}, geai::alias = "default"};
#endif
}
