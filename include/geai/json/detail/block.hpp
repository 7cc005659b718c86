#pragma once

#include <geai/detail/language.hpp>

#include <bit>
#include <cstring>

// Classifies sixteen bytes of text at a time, with SSE2, which every x86-64 processor has. On other processors `block`
// is void, and the users of blocks do all their work with bytes.hpp.

namespace geai::inline v0_2::json::detail {

#ifdef __SSE2__

// Uses the compiler's vectors: <emmintrin.h> would add 3000 lines to every file that includes this one.
class sse2_block {
public:
  static constexpr int size = 16;

  // Reads `size` bytes of `text`. well_formed() reads one more.
  explicit sse2_block(char const* text) noexcept : text_(text), bytes_(load(text)) {}

  void store(char* out) const noexcept { std::memcpy(out, &bytes_, size); }

  // These return a bit for each byte, the lowest for the first byte: the bytes that are escaped or outside ASCII, and
  // the bytes outside ASCII.
  unsigned special() const noexcept {
    return mask((reinterpret_cast<signed_bytes>(bytes_) < 0x20) | (bytes_ == '"') | (bytes_ == '\\'));
  }
  unsigned wide() const noexcept { return mask(bytes_ >= 0x80); }

  // Returns the size of the whole characters in the block, which is less than `size` if the end of the block divides a
  // character. Returns 0 if the block begins inside a character or has ill-formed UTF-8.
  [[gnu::always_inline]] int well_formed() const noexcept {
    bytes const next = load(text_ + 1);
    unsigned const leads = mask(bytes_ >= 0xc0);
    unsigned const following = leads << 1 | mask(bytes_ >= 0xe0) << 2 | mask(bytes_ >= 0xf0) << 3;
    if ((following & 0xffff) != (wide() & ~leads)) return 0;
    auto const overlong =
        (bytes_ == 0xc0) | (bytes_ == 0xc1) | ((bytes_ == 0xe0) & (next < 0xa0)) | ((bytes_ == 0xf0) & (next < 0x90));
    auto const surrogate = (bytes_ == 0xed) & (next >= 0xa0);
    auto const beyond = (bytes_ >= 0xf5) | ((bytes_ == 0xf4) & (next >= 0x90));
    if (mask(overlong | surrogate | beyond) != 0) return 0;
    if (following >> size != 0) [[unlikely]]
      return static_cast<int>(std::bit_width(leads)) - 1;
    return size;
  }

private:
  using bytes = unsigned char __attribute__((vector_size(size)));
  using signed_bytes = signed char __attribute__((vector_size(size)));
  using characters = char __attribute__((vector_size(size)));

  static bytes load(char const* text) noexcept {
    bytes loaded;
    std::memcpy(&loaded, text, size);
    return loaded;
  }

  static unsigned mask(signed_bytes truths) noexcept {
    return static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<characters>(truths)));
  }

  char const* text_;
  bytes bytes_;
};

using block = sse2_block;

#else

using block = void;

#endif

}  // namespace geai::inline v0_2::json::detail
