#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <geai/http/header.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "support/allocation_counter.hpp"

using geai::secret;

TEST_CASE("a secret shows its value only on request") {
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

TEST_CASE("no byte of a secret is left in memory that is given back") {
  constexpr std::string_view text = "correct horse battery staple, and then some";
  support::freed_memory_search const search(text);
  {
    secret one = text;
    secret two = one;
    secret three = std::move(one);
    two = secret("another");
    secret four = std::string(text);  // the string is erased too
    three = four;
    four = std::move(three);
  }
  CHECK(!search.found());
  {
    geai::http::header_list headers;
    headers.add("Authorization", "Bearer ", text);
    for (int i = 0; i < 100; ++i) headers.append("X-More", std::string(100, 'x'));  // it grows, which reallocates
    geai::http::header_list copy = headers;
    copy.truncate(0);
    geai::http::header_list moved = std::move(headers);
    moved.clear();
    moved.add("Authorization", "Bearer ", text);
  }
  CHECK(!search.found());
  { std::string const plain(text); }
  CHECK(search.found());  // otherwise it would be found
}

namespace {

// Replies with existing texts, and keeps nothing.
struct forgetful {
  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    rs.status = 200;
    rs.body = rq.url.ends_with("/oauth/access_token")
                  ? std::string_view(R"({"access_token":"granted-token-0123456789","token_type":"Bearer",)"
                                     R"("expires_in":3600,"refresh_token":"refresh-token-0123456789"})")
                  : std::string_view(R"({"agents":[]})");
    return {};
  }
};

}  // namespace

TEST_CASE("no credential of a call, a login included, is left in memory that is given back") {
  constexpr std::string_view key = "api-key-0123456789-abcdefgh";
  {
    support::freed_memory_search const search(key);
    {
      geai::ai_lab_client client{forgetful{}, geai::api_key = key, geai::base_url = "https://h"};
      for (int i = 0; i != 3; ++i) CHECK(client.list_agents());
    }
    CHECK(!search.found());
  }
  for (std::string_view text : {"pass-word-0123456789", "granted-token-0123456789", "refresh-token-0123456789"}) {
    support::freed_memory_search const search(text);
    {
      geai::auth::password login{
          .client_id = "c", .username = "u", .password = "pass-word-0123456789", .project_id = "p"};
      geai::ai_lab_client client{std::move(login), forgetful{}, geai::base_url = "https://h"};
      for (int i = 0; i != 3; ++i) CHECK(client.list_agents());
    }
    CAPTURE(text);
    CHECK(!search.found());
  }
}
