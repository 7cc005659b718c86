// expect: geai: this struct is not a model by itself: describe it with geai::model
#include <geai/json/text.hpp>

struct numbers {
  int a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24,
      a25;
  int b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19, b20, b21, b22, b23;
#if GEAI_SHOULD_FAIL
  int c1;
#endif
};

int main() { return geai::to_json(numbers{}).empty() ? 1 : 0; }
