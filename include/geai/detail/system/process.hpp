#pragma once

// Queries about this process: its id, environment, user and clock, and random bytes.
#if defined(_WIN32)
#include <geai/detail/system/windows/process.hpp>
#else
#include <geai/detail/system/posix/process.hpp>
#endif
