#pragma once

#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <span>

// The layouts on which files of one program with different flags must agree.
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

// Defined in the file without exceptions: runs an event loop of another file with a task of that file.
void run_without_exceptions(geai::event_loop& loop);
