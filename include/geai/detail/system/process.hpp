#pragma once

// Asks the system about this process: its number, its environment, its user, its clock, random bytes.
#if defined(_WIN32)
#include <geai/detail/system/windows/process.hpp>
#else
#include <geai/detail/system/posix/process.hpp>
#endif
