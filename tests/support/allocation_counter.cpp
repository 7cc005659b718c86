#include "support/allocation_counter.hpp"

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace {

thread_local bool counting = false;
thread_local std::size_t allocations = 0;
thread_local std::string_view searched{};
thread_local bool found_in_freed = false;

void* allocate(std::size_t size) noexcept {
  if (counting) ++allocations;
  return std::malloc(size != 0 ? size : 1);
}

void release(void* memory) noexcept {
  if (memory != nullptr && !searched.empty())
    if (::memmem(memory, ::malloc_usable_size(memory), searched.data(), searched.size()) != nullptr)
      found_in_freed = true;
  std::free(memory);
}

}  // namespace

namespace support {

allocation_counter::allocation_counter() noexcept {
  allocations = 0;
  counting = true;
}

allocation_counter::~allocation_counter() { counting = false; }

std::size_t allocation_counter::count() const noexcept { return allocations; }

freed_memory_search::freed_memory_search(std::string_view text) noexcept {
  searched = text;
  found_in_freed = false;
}

freed_memory_search::~freed_memory_search() { searched = {}; }

bool freed_memory_search::found() const noexcept { return found_in_freed; }

}  // namespace support

void* operator new(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}

void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return allocate(size); }
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept { return allocate(size); }

void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::nothrow_t const&) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::nothrow_t const&) noexcept { release(memory); }
