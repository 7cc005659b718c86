// The implementation of doctest.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
