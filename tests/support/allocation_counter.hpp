#pragma once

#include <cstddef>
#include <string_view>

namespace support {

// Counts what operator new hands out on this thread while it lives. One at a time.
class allocation_counter {
public:
  allocation_counter() noexcept;
  ~allocation_counter();
  allocation_counter(allocation_counter const&) = delete;
  allocation_counter& operator=(allocation_counter const&) = delete;

  std::size_t count() const noexcept;
};

// While it lives, looks for a text in all memory that this thread gives back to operator delete. One at a time.
class freed_memory_search {
public:
  // Borrows the text.
  explicit freed_memory_search(std::string_view text) noexcept;
  ~freed_memory_search();
  freed_memory_search(freed_memory_search const&) = delete;
  freed_memory_search& operator=(freed_memory_search const&) = delete;

  bool found() const noexcept;
};

}  // namespace support
