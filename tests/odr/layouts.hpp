#pragma once

#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <span>

// What files of one program that are compiled with different flags have to agree on.
struct layout {
  char const* name;
  std::size_t size;
  std::size_t alignment;
};

std::span<layout const> layouts_plain();
std::span<layout const> layouts_no_exceptions();
std::span<layout const> layouts_no_debug();
std::span<layout const> layouts_assertions();
std::span<layout const> layouts_optimised();
std::span<layout const> layouts_address_sanitizer();

// Of the file without exceptions: runs a loop of another file's with a task of that one's on it.
void run_without_exceptions(geai::event_loop& loop);
