// expect: geai: compile all files with -DGEAI_SEPARATE_COMPILATION, and include geai/src.hpp in one of them
#if GEAI_SHOULD_FAIL
#else
#define GEAI_SEPARATE_COMPILATION
#endif
#include <geai/src/rerank.hpp>

int main() {}
