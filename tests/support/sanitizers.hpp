#pragma once
// The sanitizer of this build: WITH_ADDRESS_SANITIZER, WITH_THREAD_SANITIZER, and WITH_SANITIZER for either, which
// slows the tested code down several times. g++ defines a macro, clang has a feature test.

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ADDRESS_SANITIZER
#elif defined(__SANITIZE_THREAD__)
#define WITH_THREAD_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ADDRESS_SANITIZER
#elif __has_feature(thread_sanitizer)
#define WITH_THREAD_SANITIZER
#endif
#endif

#if defined(WITH_ADDRESS_SANITIZER) || defined(WITH_THREAD_SANITIZER)
#define WITH_SANITIZER
#endif
