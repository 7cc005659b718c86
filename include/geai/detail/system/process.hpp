#pragma once

// Asks the system about this process: its number, its environment, its user, its clock, random bytes.
#include <geai/detail/system/posix/process.hpp>
