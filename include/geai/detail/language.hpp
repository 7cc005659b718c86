#pragma once

// Included by all headers that include no other header of the library. An #include that fails, since it stops the
// compiler at once; thousands of errors would follow otherwise.
#if defined(_MSC_VER) && !defined(__clang__)
#include "geai needs clang-cl or MinGW-w64 on Windows: the compiler cl is not supported"
#elif __cplusplus < 202002L
#include "geai needs C++20: add -std=c++20"
#endif

#include <geai/detail/same_version.hpp>

// All names are in an inline namespace of this version. The tag covers functions of yours that only return a type of
// the library, whose mangled names would not contain the version otherwise.
namespace geai {
inline namespace v0_2 __attribute__((__abi_tag__("geai_0_2"))) {}
}  // namespace geai
