#pragma once
// What nearly every test includes, precompiled by clang.

#include <doctest/doctest.h>

#include <geai/client/awaiting.hpp>
#include <geai/geai.hpp>
#include <geai/transport/curl_multi.hpp>
