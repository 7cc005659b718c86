#pragma once
// What g++ precompiles.

#include <geai/geai.hpp>
