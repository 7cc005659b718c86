#pragma once
// Precompiled by g++.

#include <geai/geai.hpp>
