#pragma once

#include <cstddef>

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

}  // namespace support
