#pragma once

#include <geai/version.hpp>

// Files of one program that use one inline namespace must have the same patch version and the same way to wait for descriptors:
// otherwise they have different definitions of one name, of which a linker takes any. Here it refuses them instead, where a
// section can say so (ELF: Linux and BSD). Of the files' sections of one group the linker keeps the first one, so that a name
// that is in another one only is missing. It costs four bytes for each file. With --gc-sections nothing is refused.
#if defined(__ELF__) && defined(__GNUC__)
#define GEAI_DETAIL_TEXT_OF(text) #text
#define GEAI_DETAIL_TEXT(macro) GEAI_DETAIL_TEXT_OF(macro)
#if defined(GEAI_USE_POLL)
#define GEAI_DETAIL_WAITS "_and_GEAI_USE_POLL"
#else
#define GEAI_DETAIL_WAITS ""
#endif
#define GEAI_DETAIL_NAME                                                                                      \
  "geai_v0_2_all_files_of_a_program_need_version_" GEAI_DETAIL_TEXT(GEAI_VERSION_MAJOR) "_" GEAI_DETAIL_TEXT( \
      GEAI_VERSION_MINOR) "_" GEAI_DETAIL_TEXT(GEAI_VERSION_PATCH) GEAI_DETAIL_WAITS

// Never called: its section is the group's, with the name in it.
extern "C" [[gnu::used, gnu::noinline, gnu::visibility("hidden")]] inline void geai_v0_2_group() noexcept {
  asm(".globl " GEAI_DETAIL_NAME "\n .hidden " GEAI_DETAIL_NAME "\n" GEAI_DETAIL_NAME ":");
}
asm(".pushsection .rodata.geai_same_version,\"a\",%progbits\n .long " GEAI_DETAIL_NAME " - .\n .popsection");

#undef GEAI_DETAIL_TEXT_OF
#undef GEAI_DETAIL_TEXT
#undef GEAI_DETAIL_WAITS
#undef GEAI_DETAIL_NAME
#endif
