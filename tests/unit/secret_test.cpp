#include <geai/secret.hpp>
//
#include <doctest/doctest.h>

#include <cstring>
#include <new>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

using geai::secret;

TEST_CASE("a secret shows itself only when asked to") {
  secret const key = "abc";
  CHECK(key.reveal() == "abc");
  CHECK(key.size() == 3);
  std::ostringstream stream;
  stream << key << 1;
  CHECK(stream.str() == "***1");
  CHECK(to_string(key) == "***");
  static_assert(!std::is_convertible_v<secret, std::string>);
  static_assert(!std::is_convertible_v<secret, std::string_view>);
  static_assert(!std::is_constructible_v<std::string, secret>);
}

TEST_CASE("a secret copies, moves, compares") {
  secret one = std::string("one"), two = one;
  CHECK(one == two);
  CHECK(!(one == secret("onf")));
  CHECK(!(one == secret("on")));
  secret moved = std::move(one);
  CHECK(one.empty());
  CHECK(moved == two);
  moved = secret();
  CHECK(moved.empty());
  CHECK(secret("").empty());
  CHECK(secret(std::string_view("a\0b", 3)).size() == 3);
}

TEST_CASE("a secret's bytes are wiped when it goes, and a string that it is made of") {
  // Placed in memory of ours, so that it can be looked at afterwards: the bytes are on the heap, so watch them there.
  char const* bytes = nullptr;
  char before[8];
  {
    secret key = "12345678";
    bytes = key.reveal().data();
    std::memcpy(before, bytes, 8);
    // Wiping is done by the same function that the destructor calls; freed memory itself cannot be read soundly.
    geai::detail::wipe(const_cast<char*>(bytes), 8);
    for (int i = 0; i < 8; ++i) CHECK(bytes[i] == 0);
  }
  CHECK(std::memcmp(before, "12345678", 8) == 0);

  std::string text = "a string long enough not to be in place";
  char const* const inside = text.data();
  secret const taken = std::move(text);
  CHECK(taken.reveal() == "a string long enough not to be in place");
  CHECK(inside[0] == 0);
  CHECK(inside[10] == 0);
}
