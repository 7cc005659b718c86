#pragma once

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 2
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.2.0"

// All names are also in the inline namespace geai::v0_2, which each minor version below 1.0 has its own of: two versions can be
// linked into one program, and passing objects from one to the other does not link, nor returning them
// (detail/language.hpp).
