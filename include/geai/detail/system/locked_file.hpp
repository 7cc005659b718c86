#pragma once

// Small files on disk: read as a whole, locked, and replaced as a whole.
#if defined(_WIN32)
#include <geai/detail/system/windows/locked_file.hpp>
#else
#include <geai/detail/system/posix/locked_file.hpp>
#endif
