#pragma once

#define GEAI_VERSION_MAJOR 0
#define GEAI_VERSION_MINOR 1
#define GEAI_VERSION_PATCH 0
#define GEAI_VERSION "0.1.0"
