#pragma once

// Included by all headers that include no other of the library. It stops the compiler at once: thousands of errors would
// follow.
#if __cplusplus < 202002L
#include "geai needs C++20: add -std=c++20"
#endif
