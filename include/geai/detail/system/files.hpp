#pragma once

// Files that are read while they are sent, and those that are made anew: downloads, recordings.
#include <geai/detail/system/posix/files.hpp>
