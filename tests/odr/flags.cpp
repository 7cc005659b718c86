#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "layouts.hpp"

// Files of one program that are compiled with different flags have the same class layouts, and use each other's
// objects.

namespace {

int passed = 0, failed = 0;

void check(bool good, std::string_view what) {
  good ? ++passed : ++failed;
  if (!good) std::printf("FAILED: %.*s\n", static_cast<int>(what.size()), what.data());
}

void compare(std::span<layout const> with, std::string_view flags) {
  auto const plain = layouts_plain();
  check(with.size() == plain.size(), flags);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    bool const same = plain[i].size == with[i].size && plain[i].alignment == with[i].alignment;
    check(same, std::string(flags) + ": " + plain[i].name + " has " + std::to_string(plain[i].size) + " and " +
                    std::to_string(with[i].size) + " bytes");
  }
}

geai::task<void> throw_later(geai::event_loop& loop) {
  co_await loop.sleep_for(std::chrono::milliseconds(1));
  throw std::runtime_error("thrown on the way");
}

}  // namespace

int main() {
  compare(layouts_no_exceptions(), "-fno-exceptions");
  compare(layouts_no_debug(), "-DNDEBUG");
  compare(layouts_assertions(), "-D_GLIBCXX_ASSERTIONS");
  compare(layouts_optimised(), "-O2");
#ifdef WITH_ADDRESS_SANITIZER
  compare(layouts_address_sanitizer(), "-fsanitize=address");
#endif

  geai::event_loop loop;
  std::optional<bool> listed;
  geai::transport::mock wire;
  geai::ai_lab_client const client{geai::transport::curl_multi{loop}, geai::api_key = "k",
                                   geai::base_url = "http://127.0.0.1:1",
                                   geai::retry = geai::retry_policy{.max_attempts = 1}};
  auto const list = [](auto const& by, std::optional<bool>& into) -> geai::task<void> {
    geai::result<geai::agent_list> const answer = co_await by.list_agents();
    into = answer.has_value();
  };
  loop.spawn(list(client, listed));
  run_without_exceptions(loop);
  check(listed == false, "a loop is run by a file without exceptions");

  loop.spawn(throw_later(loop));
  bool caught = false;
  try {
    loop.run();
  } catch (std::runtime_error const&) {
    caught = true;
  }
  check(caught, "what a task throws is not lost where another file has no exceptions");

  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
