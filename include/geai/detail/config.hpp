#pragma once

// The forms in which a program has the library.
//
// - Without macros: headers only. Whatever is used is compiled with it.
// - GEAI_SEPARATE_COMPILATION, for all files: the definitions of the default policies, and of what clients over them do, are
//   compiled once, by the file of the program that includes <geai/src.hpp>; the others include neither simdjson.h nor
//   curl.h. The library geai_compiled is nothing but that file. A file with policies, operations or models of its own
//   includes <geai/inline.hpp> first.

#ifdef GEAI_SEPARATE_COMPILATION
#define GEAI_INLINE
#define GEAI_KEPT [[gnu::used]]  // an instance that is inlined wherever it is used is there for other files as well
#else
#define GEAI_INLINE inline
#define GEAI_KEPT
#endif
