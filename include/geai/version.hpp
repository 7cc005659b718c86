#pragma once

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 2
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.2.0"

// All names are in the inline namespace geai::v0 as well, which counts the versions that do not go together in memory: of
// two such in one program each part keeps its own, and handing objects from one to the other does not link.
