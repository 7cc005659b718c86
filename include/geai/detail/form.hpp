#pragma once

// The forms in which a program has the library.
//
// - Without macros: headers only. Whatever is used is compiled with it.
// - GEAI_COMPILED: the definitions of the default policies, and of what clients over them do, are in the library
//   geai_compiled, with which the program is linked; neither simdjson.h nor curl.h is included. For the policies of the
//   library only: a file with policies, operations or models of its own includes <geai/inline.hpp> first.

#ifdef GEAI_COMPILED
#define GEAI_INLINE
#define GEAI_KEPT [[gnu::used]]  // an instance that is inlined wherever it is used is there for other files as well
#else
#define GEAI_INLINE inline
#define GEAI_KEPT
#endif
