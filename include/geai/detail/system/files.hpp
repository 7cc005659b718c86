#pragma once

// Files that are read while they are sent, and files that are created: downloads and recordings.
#if defined(_WIN32)
#include <geai/detail/system/windows/files.hpp>
#else
#include <geai/detail/system/posix/files.hpp>
#endif
