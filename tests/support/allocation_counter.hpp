#pragma once

#include <cstddef>
#include <string_view>

namespace support {

// Counts the allocations of operator new on this thread during its lifetime. One at a time.
class allocation_counter {
public:
  allocation_counter() noexcept;
  ~allocation_counter();
  allocation_counter(allocation_counter const&) = delete;
  allocation_counter& operator=(allocation_counter const&) = delete;

  std::size_t count() const noexcept;
};

// During its lifetime, searches all memory that this thread gives back to operator delete for a text. One at a time.
class freed_memory_search {
public:
  // Refers to the text.
  explicit freed_memory_search(std::string_view text) noexcept;
  ~freed_memory_search();
  freed_memory_search(freed_memory_search const&) = delete;
  freed_memory_search& operator=(freed_memory_search const&) = delete;

  bool found() const noexcept;
};

}  // namespace support
