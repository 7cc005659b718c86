#pragma once

// The forms in which a program can use the library.
//
// - Without macros: header-only. Each source file compiles the parts that it uses.
// - GEAI_SEPARATE_COMPILATION, defined for all source files: the default policies, and the clients over them, are
//   compiled once, in the source file that includes <geai/src.hpp>. The other files include neither simdjson.h nor
//   curl.h. The library geai_compiled consists of that source file. A file with policies, operations or models of its
//   own includes <geai/inline.hpp> first.

#ifdef GEAI_SEPARATE_COMPILATION
#define GEAI_INLINE
#define GEAI_KEPT [[gnu::used]]  // keeps the instance for other files, even if it is inlined everywhere here
#else
#define GEAI_INLINE inline
#define GEAI_KEPT
#endif
