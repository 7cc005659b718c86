#pragma once

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 2
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.2.0"

// All names are also in the inline namespace geai::v0_2; below 1.0 each minor version has its own. Two versions can
// therefore be linked into one program, but a function that takes or returns objects of one version does not link with
// the other (detail/language.hpp).
