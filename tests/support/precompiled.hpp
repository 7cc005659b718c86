#pragma once
// What nearly every test includes, compiled once by clang for each of the large test programs: the rest of a test is then
// half of the work. g++ reads what it made of this about as slowly as the headers themselves, so it does not.

#include <doctest/doctest.h>

#include <geai/client/awaiting.hpp>
#include <geai/geai.hpp>
#include <geai/transport/curl_multi.hpp>
