#pragma once

// Small files on disk: read whole, locked, replaced whole.
#include <geai/detail/system/posix/locked_file.hpp>
