#pragma once

// Included by all headers that include no other of the library. It stops the compiler at once: thousands of errors would
// follow.
#if __cplusplus < 202002L
#include "geai needs C++20: add -std=c++20"
#endif

// All names are in an inline namespace of this version. The tag is for functions of yours that only return a type of the
// library, whose names would otherwise not tell.
namespace geai {
inline namespace v0_2 __attribute__((__abi_tag__("geai_0_2"))) {}
}  // namespace geai
