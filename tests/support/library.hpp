// Precompiled by g++, for which it is a main file: a #pragma once would be an error.

#include <geai/geai.hpp>
