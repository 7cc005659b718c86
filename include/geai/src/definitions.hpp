#pragma once

// Included first by each part of geai/src.hpp.

#ifndef GEAI_SEPARATE_COMPILATION
#error "geai: compile all files with -DGEAI_SEPARATE_COMPILATION, and include geai/src.hpp in one of them"
#endif

#ifdef GEAI_DECLARES_INSTANCES  // which another file compiles
#define GEAI_INSTANCE extern template
#else
#define GEAI_INSTANCE template
#endif

#include <geai/client/basic_client.hpp>
#include <geai/client/response_view.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>
#include <geai/inline.hpp>
