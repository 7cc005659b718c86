#pragma once

// Sockets: the functions that libcurl does not provide, and a server for tests.
#if defined(_WIN32)
#include <geai/detail/system/windows/sockets.hpp>
#else
#include <geai/detail/system/posix/sockets.hpp>
#endif
