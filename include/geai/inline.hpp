#pragma once

// For the files of a separately compiled program (geai/detail/form.hpp) that have policies, operations or models of their
// own: included before the other headers of the library, it has what the form lacks compiled here.

#define GEAI_COMPILES_ITSELF

#include <geai/auth/resolved_inline.hpp>
#include <geai/engine/engine_inline.hpp>
#include <geai/json/simdjson_inline.hpp>
