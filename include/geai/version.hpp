#pragma once

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 2
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.2.0"

// All names are also in the inline namespace geai::v0, whose number changes when the layout of a type changes. Two
// such versions can be linked into one program; passing objects from one to the other does not link.
