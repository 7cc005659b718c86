#pragma once

#include <geai/version.hpp>

// All files of a program that share an inline namespace must use the same patch version and the same setting of
// GEAI_USE_POLL. Otherwise one name has several definitions, and the linker keeps any of them. On ELF (Linux, BSD) this
// header makes the link fail instead. Each file refers to a symbol whose name contains the version and the setting. The
// function geai_v0_2_group defines the symbol. The linker keeps only the first copy of the function, so a file with
// another symbol finds no definition. This costs four bytes for each file. --gc-sections removes the references; a
// mismatch then links.
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

// Never called. Its section contains the symbol.
extern "C" [[gnu::used, gnu::noinline, gnu::visibility("hidden")]] inline void geai_v0_2_group() noexcept {
  asm(".globl " GEAI_DETAIL_NAME "\n .hidden " GEAI_DETAIL_NAME "\n" GEAI_DETAIL_NAME ":");
}
asm(".pushsection .rodata.geai_same_version,\"a\",%progbits\n .long " GEAI_DETAIL_NAME " - .\n .popsection");

#undef GEAI_DETAIL_TEXT_OF
#undef GEAI_DETAIL_TEXT
#undef GEAI_DETAIL_WAITS
#undef GEAI_DETAIL_NAME
#endif
