// Precompiled by g++ for files that include geai/inline.hpp first. The library compiles the default instances.

#include <geai/inline.hpp>
//
#define GEAI_DECLARES_INSTANCES
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <geai/src.hpp>
