#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/detail/narrow_cast.hpp>
#include <geai/http/header.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Decodes Content-Encoding (RFC 9110, 8.4.1). libcurl's decoder is not used: it accepts a truncated body as complete,
// decompresses a small piece to any size at once, and rejects the whole response if the label is unknown.

namespace geai::inline v0_2::http::detail {

// A Huffman code of DEFLATE (RFC 1951, 3.2.2).
class huffman_code {
public:
  static constexpr int longest = 15;

  // The symbol at the low end of the bits. `length` 0: too few bits.
  struct decoded {
    int symbol = 0;  // -1: no code begins with these bits
    int length = 0;
  };

  // Sets the length of each symbol's code; 0: the symbol is not used. Returns false if the lengths form no valid code.
  bool assign(std::uint8_t const* lengths, int symbols) noexcept {
    count_.fill(0);
    fast_.fill({});
    for (int i = 0; i != symbols; ++i) ++count_[lengths[i]];
    count_[0] = 0;
    int left = 1;  // codes that are still unassigned
    int used = 0;
    std::array<std::uint16_t, longest + 2> next{};  // the next code, and index among the sorted symbols
    std::array<std::uint16_t, longest + 2> place{};
    for (std::size_t length = 1; length <= longest; ++length) {
      left = 2 * left - count_[length];
      if (left < 0) return false;
      used += count_[length];
      next[length + 1] = static_cast<std::uint16_t>((next[length] + count_[length]) << 1);
      place[length + 1] = static_cast<std::uint16_t>(place[length] + count_[length]);
    }
    if (left > 0 && (used > 1 || count_[1] != used)) return false;  // only a single code may be incomplete
    for (int i = 0; i != symbols; ++i) {
      std::size_t const length = lengths[i];
      if (length == 0) continue;
      sorted_[place[length]++] = static_cast<std::uint16_t>(i);
      unsigned const code = next[length]++;
      if (length > fast_bits) continue;
      unsigned reversed = 0;
      for (std::size_t bit = 0; bit != length; ++bit) reversed |= (code >> bit & 1) << (length - 1 - bit);
      for (unsigned at = reversed; at < fast_.size(); at += 1u << length)
        fast_[at] = {static_cast<std::uint16_t>(i), static_cast<std::uint8_t>(length)};
    }
    return true;
  }

  decoded read(std::uint64_t bits, int available) const noexcept {
    entry const& found = fast_[geai::detail::narrow_cast<std::size_t>(bits & (fast_.size() - 1))];
    if (found.length != 0 && found.length <= available) return {found.symbol, found.length};
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= longest; ++length, bits >>= 1) {
      if (length > available) return {};
      code |= static_cast<int>(bits & 1);
      int const count = count_[static_cast<std::size_t>(length)];
      if (code - count < first) return {sorted_[static_cast<std::size_t>(index + code - first)], length};
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return {-1, longest};
  }

private:
  static constexpr std::size_t fast_bits = 10;
  struct entry {
    std::uint16_t symbol = 0;
    std::uint8_t length = 0;
  };

  std::array<std::uint16_t, longest + 1> count_{};
  std::array<std::uint16_t, 288> sorted_{};  // the symbols in the order of their codes
  std::array<entry, 1u << fast_bits> fast_{};
};

// Decodes gzip (RFC 1952) and deflate: the zlib form (RFC 1950), and the raw form (RFC 1951) that some servers send
// under the same name. Works piece by piece with bounded output. Validates all input.
class inflater {
public:
  enum class form : unsigned char { gzip, deflate };
  enum class status : unsigned char { more, broken };

  explicit inflater(form of) : form_(of) {}

  // Begins another body and reuses the memory.
  void restart(form of) noexcept {
    std::unique_ptr<char[]> window = std::move(window_);
    *this = inflater(of);
    window_ = std::move(window);
  }

  // Appends at most `room` bytes to `out` and removes the decoded input from `input`. Some input is kept in the
  // decoder.
  status decode(std::string_view& input, std::string& out, std::size_t room) {
    std::size_t const most = out.size() + (std::min)(room, out.max_size() - out.size());
    for (;;) {
      limit_ = (std::min)(window_size, at_ + (most - out.size()));
      outcome const ended = run(input);
      out.append(window_.get() + shown_, at_ - shown_);
      add_to_check(std::string_view(window_.get() + shown_, at_ - shown_));
      shown_ = at_;
      if (ended == outcome::broken) return status::broken;
      if (ended == outcome::starved || out.size() == most) return status::more;
      if (at_ == window_size) {
        std::memmove(window_.get(), window_.get() + window_size / 2, window_size / 2);
        at_ = shown_ = window_size / 2;
      }
    }
  }

  // Returns true if the input ended as the format requires, or if it was empty.
  bool is_complete() const noexcept { return step_ == step::between || (step_ == step::begin && count_ == 0); }

  // Returns true if decode() can continue without more input.
  bool is_blocked() const noexcept { return blocked_; }

private:
  static constexpr std::size_t window_size = 64u << 10;  // twice the largest distance of a match

  enum class step : unsigned char {
    begin,
    header,
    block,
    stored,
    copy,
    counts,
    code_lengths,
    lengths,
    symbols,
    check,
    between
  };
  enum class outcome : unsigned char { starved, full, broken };

  bool need(int bits, std::string_view& input) noexcept {
    while (count_ < bits) {
      if (input.empty()) return false;
      bits_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(input.front())) << count_;
      input.remove_prefix(1);
      count_ += 8;
    }
    return true;
  }
  void fill(std::string_view& input) noexcept {
    while (count_ <= 56 && !input.empty()) need(count_ + 1, input);
  }
  unsigned peek(int bits) const noexcept { return static_cast<unsigned>(bits_ & ((std::uint64_t{1} << bits) - 1)); }
  void drop(int bits) noexcept {
    bits_ >>= bits;
    count_ -= bits;
  }
  unsigned take(int bits) noexcept {
    unsigned const value = peek(bits);
    drop(bits);
    return value;
  }

  outcome run(std::string_view& input) {
    if (window_ == nullptr) window_.reset(new char[window_size]);
    blocked_ = false;
    for (;;) {
      outcome ended = outcome::full;  // full: continue
      switch (step_) {
        case step::begin: ended = begin(input); break;
        case step::header: ended = header(input); break;
        case step::block: ended = block(input); break;
        case step::stored: ended = stored(input); break;
        case step::copy: ended = copy(input); break;
        case step::counts: ended = counts(input); break;
        case step::code_lengths: ended = code_lengths(input); break;
        case step::lengths: ended = lengths(input); break;
        case step::symbols: ended = symbols(input); break;
        case step::check: ended = check(input); break;
        case step::between: ended = between(input); break;
      }
      if (ended != outcome::full) return ended;
      if (at_ == limit_) {
        blocked_ = true;
        return outcome::full;
      }
    }
  }

  outcome begin(std::string_view& input) noexcept {
    if (!need(16, input)) return outcome::starved;
    crc_ = 0xFFFFFFFF;
    adler_low_ = 1;
    adler_high_ = 0;
    size_ = 0;
    if (form_ == form::gzip) {
      if (peek(16) != 0x8b1f) return outcome::broken;
      step_ = step::header;
      header_at_ = 0;
      return outcome::full;
    }
    unsigned const method = peek(8);
    has_check_ = (method & 15) == 8 && (method << 8 | peek(16) >> 8) % 31 == 0 && (peek(16) >> 8 & 0x20) == 0;
    if (has_check_) drop(16);
    step_ = step::block;
    return outcome::full;
  }

  // The header of a gzip member: 10 bytes, then the parts that the flags announce.
  outcome header(std::string_view& input) noexcept {
    enum : unsigned { crc = 2, extra = 4, name = 8, comment = 16, reserved = 0xe0 };
    for (;;) {
      if (header_at_ == 10) {
        if ((flags_ & extra) != 0) {
          if (!need(16, input)) return outcome::starved;
          left_ = take(16);
          flags_ &= ~extra;
        }
        for (; left_ != 0; --left_) {
          if (!need(8, input)) return outcome::starved;
          drop(8);
        }
        for (unsigned const text : {unsigned{name}, unsigned{comment}})
          while ((flags_ & text) != 0) {
            if (!need(8, input)) return outcome::starved;
            if (take(8) == 0) flags_ &= ~text;
          }
        if ((flags_ & crc) != 0) {
          if (!need(16, input)) return outcome::starved;
          drop(16);
        }
        has_check_ = true;
        step_ = step::block;
        return outcome::full;
      }
      if (!need(8, input)) return outcome::starved;
      unsigned const byte = take(8);
      if (header_at_ == 2 && byte != 8) return outcome::broken;
      if (header_at_ == 3 && (byte & reserved) != 0) return outcome::broken;
      if (header_at_ == 3) flags_ = byte;
      ++header_at_;
    }
  }

  outcome block(std::string_view& input) {
    if (last_) {
      last_ = false;
      drop(count_ % 8);
      step_ = has_check_ ? step::check : step::between;
      return outcome::full;
    }
    if (!need(3, input)) return outcome::starved;
    last_ = take(1) != 0;
    switch (take(2)) {
      case 0: step_ = step::stored; return outcome::full;
      case 1: use_fixed_codes(); return outcome::full;
      case 2: step_ = step::counts; return outcome::full;
      default: return outcome::broken;
    }
  }

  outcome stored(std::string_view& input) noexcept {
    if (count_ % 8 != 0) drop(count_ % 8);
    if (!need(32, input)) return outcome::starved;
    left_ = take(16);
    if (left_ != (take(16) ^ 0xFFFF)) return outcome::broken;
    step_ = step::copy;
    return outcome::full;
  }

  outcome copy(std::string_view& input) noexcept {
    for (; left_ != 0 && count_ != 0 && at_ != limit_; --left_) window_[at_++] = static_cast<char>(take(8));
    if (count_ == 0) bits_ = 0;
    std::size_t const size = (std::min)({left_, input.size(), limit_ - at_});
    if (size != 0) std::memcpy(window_.get() + at_, input.data(), size);
    input.remove_prefix(size);
    at_ += size;
    left_ -= size;
    if (left_ == 0) step_ = step::block;
    return left_ == 0 || at_ == limit_ ? outcome::full : outcome::starved;
  }

  void use_fixed_codes() noexcept {
    std::size_t at = 0;
    for (auto const& [end, length] : {std::pair{144, 8}, std::pair{256, 9}, std::pair{280, 7}, std::pair{288, 8}})
      for (; at != static_cast<std::size_t>(end); ++at) lengths_[at] = static_cast<std::uint8_t>(length);
    literals_.assign(lengths_.data(), 288);
    lengths_.fill(5);
    distances_.assign(lengths_.data(), 32);
    step_ = step::symbols;
  }

  outcome counts(std::string_view& input) noexcept {
    if (!need(14, input)) return outcome::starved;
    literal_count_ = take(5) + 257;
    distance_count_ = take(5) + 1;
    left_ = take(4) + 4;
    if (literal_count_ > 286 || distance_count_ > 30) return outcome::broken;
    lengths_.fill(0);
    filled_ = 0;
    step_ = step::code_lengths;
    return outcome::full;
  }

  outcome code_lengths(std::string_view& input) noexcept {
    constexpr std::array<unsigned char, 19> order{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    for (; filled_ != left_; ++filled_) {
      if (!need(3, input)) return outcome::starved;
      lengths_[order[filled_]] = static_cast<std::uint8_t>(take(3));
    }
    if (!literals_.assign(lengths_.data(), 19)) return outcome::broken;
    lengths_.fill(0);
    filled_ = 0;
    step_ = step::lengths;
    return outcome::full;
  }

  outcome lengths(std::string_view& input) noexcept {
    std::size_t const all = literal_count_ + distance_count_;
    while (filled_ != all) {
      fill(input);
      huffman_code::decoded const found = literals_.read(bits_, count_);
      if (found.length == 0) return outcome::starved;
      if (found.symbol < 0) return outcome::broken;
      if (found.symbol < 16) {
        drop(found.length);
        lengths_[filled_++] = static_cast<std::uint8_t>(found.symbol);
        continue;
      }
      int const extra = found.symbol == 16 ? 2 : found.symbol == 17 ? 3 : 7;
      if (count_ < found.length + extra) return outcome::starved;
      drop(found.length);
      std::size_t const times = take(extra) + (found.symbol == 18 ? 11u : 3u);
      if (found.symbol == 16 && filled_ == 0) return outcome::broken;
      if (times > all - filled_) return outcome::broken;
      std::uint8_t const length = found.symbol == 16 ? lengths_[filled_ - 1] : std::uint8_t{0};
      std::fill_n(lengths_.begin() + static_cast<std::ptrdiff_t>(filled_), times, length);
      filled_ += times;
    }
    if (lengths_[256] == 0) return outcome::broken;  // no code for the end of the block
    if (!literals_.assign(lengths_.data(), static_cast<int>(literal_count_)) ||
        !distances_.assign(lengths_.data() + literal_count_, static_cast<int>(distance_count_)))
      return outcome::broken;
    left_ = 0;
    step_ = step::symbols;
    return outcome::full;
  }

  outcome symbols(std::string_view& input) noexcept {
    constexpr std::array<std::uint16_t, 29> length_base{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                        31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::array<std::uint8_t, 29> length_extra{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                        2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    constexpr std::array<std::uint16_t, 30> distance_base{
        1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
        193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    for (;;) {
      while (left_ != 0 && at_ != limit_) {  // a match may overlap its own output
        std::size_t const size = (std::min)({left_, limit_ - at_, distance_});
        std::memcpy(window_.get() + at_, window_.get() + at_ - distance_, size);
        at_ += size;
        left_ -= size;
        if (size == distance_) distance_ *= 2;  // any multiple of the distance now repeats the same bytes
      }
      if (at_ == limit_) return outcome::full;
      fill(input);
      huffman_code::decoded const found = literals_.read(bits_, count_);
      if (found.length == 0) return outcome::starved;
      if (found.symbol < 256) {
        if (found.symbol < 0) return outcome::broken;
        drop(found.length);
        window_[at_++] = static_cast<char>(found.symbol);
        continue;
      }
      if (found.symbol == 256) {
        drop(found.length);
        step_ = step::block;
        return outcome::full;
      }
      auto const size = static_cast<std::size_t>(found.symbol - 257);
      if (size >= length_base.size()) return outcome::broken;
      int used = found.length + length_extra[size];
      if (used > count_) return outcome::starved;
      huffman_code::decoded const back = distances_.read(bits_ >> used, count_ - used);
      if (back.length == 0) return outcome::starved;
      if (back.symbol < 0 || back.symbol >= static_cast<int>(distance_base.size())) return outcome::broken;
      auto const symbol = static_cast<std::size_t>(back.symbol);
      int const extra = back.symbol < 4 ? 0 : back.symbol / 2 - 1;
      if (used + back.length + extra > count_) return outcome::starved;
      drop(found.length);
      left_ = length_base[size] + take(length_extra[size]);
      drop(back.length);
      distance_ = distance_base[symbol] + take(extra);
      if (distance_ > at_ || distance_ > size_ + (at_ - shown_)) return outcome::broken;  // before the beginning
    }
  }

  // Checks the checksum behind the last block, and for gzip the size. Both cover the bytes that decode() has returned.
  outcome check(std::string_view& input) noexcept {
    if (shown_ != at_) {
      limit_ = at_;  // let decode() return the bytes first
      return outcome::full;
    }
    if (!need(form_ == form::gzip ? 64 : 32, input)) return outcome::starved;
    if (form_ == form::gzip) {
      std::uint32_t const sum = take(32);
      std::uint32_t const size = take(32);
      if (sum != (crc_ ^ 0xFFFFFFFF) || size != static_cast<std::uint32_t>(size_)) return outcome::broken;
    } else {
      std::uint32_t sum = 0;
      for (int i = 0; i != 4; ++i) sum = sum << 8 | take(8);
      if (sum != (adler_high_ << 16 | adler_low_)) return outcome::broken;
    }
    step_ = step::between;
    return outcome::full;
  }

  // Another member may follow (RFC 1952, 2.2); any other data behind the end is ignored, as gzip does.
  outcome between(std::string_view& input) noexcept {
    if (form_ == form::gzip && need(16, input) && peek(16) == 0x8b1f) {
      step_ = step::begin;
      return outcome::full;
    }
    if (form_ == form::gzip && count_ < 16) return outcome::starved;
    input = {};
    return outcome::starved;
  }

  void add_to_check(std::string_view piece) noexcept {
    size_ += piece.size();
    if (!has_check_) return;
    if (form_ == form::gzip) return add_to_crc(piece.data(), piece.size());
    while (!piece.empty()) {
      std::string_view const some = piece.substr(0, 5552);  // the largest size that cannot overflow
      for (char c : some) {
        adler_low_ += static_cast<unsigned char>(c);
        adler_high_ += adler_low_;
      }
      adler_low_ %= 65521;
      adler_high_ %= 65521;
      piece.remove_prefix(some.size());
    }
  }

  struct crc_tables {
    std::uint32_t of[4][256];
  };
  static constexpr crc_tables tables = [] {
    crc_tables made{};
    for (std::uint32_t i = 0; i != 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit != 8; ++bit) value = (value & 1) != 0 ? 0xEDB88320 ^ value >> 1 : value >> 1;
      made.of[0][i] = value;
    }
    for (std::uint32_t i = 0; i != 256; ++i)
      for (int behind = 1; behind != 4; ++behind) {
        std::uint32_t const before = made.of[behind - 1][i];
        made.of[behind][i] = made.of[0][before & 0xFF] ^ before >> 8;
      }
    return made;
  }();

  // Processes four bytes at a time.
  void add_to_crc(char const* position, std::size_t size) noexcept {
    auto const byte = [](char c) { return std::uint32_t{static_cast<unsigned char>(c)}; };
    std::uint32_t crc = crc_;
    for (; size >= 4; size -= 4, position += 4) {
      crc ^= byte(position[0]) | byte(position[1]) << 8 | byte(position[2]) << 16 | byte(position[3]) << 24;
      crc = tables.of[3][crc & 0xFF] ^ tables.of[2][crc >> 8 & 0xFF] ^ tables.of[1][crc >> 16 & 0xFF] ^
            tables.of[0][crc >> 24];
    }
    for (; size != 0; --size, ++position) crc = tables.of[0][(crc ^ byte(*position)) & 0xFF] ^ crc >> 8;
    crc_ = crc;
  }

  form form_;
  step step_ = step::begin;
  bool has_check_ = false;
  bool last_ = false;     // the current block is the last one
  bool blocked_ = false;  // more output follows from the input in the decoder
  unsigned flags_ = 0;
  int header_at_ = 0;
  std::uint64_t bits_ = 0;  // the next bits of the input; the first bit is the lowest
  int count_ = 0;           // the number of bits in bits_
  std::size_t left_ = 0;    // the rest of the current copy, match or lengths
  std::size_t distance_ = 0;
  std::size_t filled_ = 0;
  std::size_t literal_count_ = 0;
  std::size_t distance_count_ = 0;
  std::unique_ptr<char[]> window_{};
  std::size_t at_ = 0;     // index in the window, behind the decoded bytes
  std::size_t shown_ = 0;  // index in the window, behind the returned bytes
  std::size_t limit_ = 0;
  std::uint64_t size_ = 0;  // of the member, as far as it was returned
  std::uint32_t crc_ = 0;
  std::uint32_t adler_low_ = 1;
  std::uint32_t adler_high_ = 0;
  std::array<std::uint8_t, 320> lengths_{};
  huffman_code literals_{};
  huffman_code distances_{};
};

// The encoding of a body, as named by Content-Encoding.
enum class coding : unsigned char {
  none,  // no encoding, or a value that is none (utf-8, aws-chunked): the body is used unchanged
  gzip,
  deflate,
  foreign,  // an encoding that was not requested (br, zstd), or several
};

[[gnu::cold, gnu::noinline]] inline coding coding_of(std::string_view label) noexcept {
  coding found = coding::none;
  while (!label.empty()) {
    std::string_view each = label.substr(0, label.find(','));
    label.remove_prefix((std::min)(label.size(), each.size() + 1));
    while (!each.empty() && (each.front() == ' ' || each.front() == '\t')) each.remove_prefix(1);
    while (!each.empty() && (each.back() == ' ' || each.back() == '\t')) each.remove_suffix(1);
    coding one = coding::none;
    if (same_name(each, "gzip") || same_name(each, "x-gzip")) one = coding::gzip;
    if (same_name(each, "deflate")) one = coding::deflate;
    for (std::string_view other : {"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
      if (same_name(each, other)) one = coding::foreign;
    if (one != coding::none) found = found == coding::none ? one : coding::foreign;
  }
  return found;
}

}  // namespace geai::inline v0_2::http::detail
