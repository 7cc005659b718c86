#pragma once

// For source files of a separately compiled program (geai/detail/config.hpp) that have policies, operations or models
// of their own. Include it before all other headers of the library: it makes all definitions available in this file.

#define GEAI_COMPILES_ITSELF

#include <geai/auth/resolved_inline.hpp>
#include <geai/engine/engine_inline.hpp>
#include <geai/json/simdjson_inline.hpp>
