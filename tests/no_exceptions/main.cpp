#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <optional>

#if defined(__cpp_exceptions)
#error "this program is to be built with -fno-exceptions"
#endif

namespace {

int failed = 0, passed = 0;

void check(bool good, char const* what) {
  good ? ++passed : ++failed;
  if (!good) std::printf("FAILED: %s\n", what);
}

// True if `action` ends the process with abort(), tried in a child.
template <class Action> bool aborts(Action action) {
  pid_t const child = fork();
  if (child == 0) {
    std::fclose(stderr);
    action();
    std::_Exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

int main() {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"1"}]})");
  wire.reply(404, R"({"errors":[{"id":2005,"description":"Project Not Found"}]})");
  auto client = geai::ai_lab_client<geai::auth::api_key, geai::transport::mock>::create(wire, geai::api_key = "key",
                                                                                        geai::base_url = "https://h");
  check(client.has_value(), "create() makes a client");

  auto const agents = client->list_agents();
  check(agents && agents->size() == 1, "a call returns its answer");
  auto const refused = client->list_agents();
  check(!refused && refused.error().is_not_found(), "a call returns its error");

  auto const bad = geai::ai_lab_client<>::create(geai::api_key = "", geai::base_url = "https://h");
  check(!bad && bad.error().code == geai::errc::missing_requirement, "create() returns its error");
  check(aborts([&] { (void)refused.value(); }), "value() on an error aborts");
  check(!aborts([&] { (void)agents.value(); }), "value() on a value does not");

  geai::event_loop loop;
  auto const awaiting = geai::ai_lab_client<geai::auth::api_key, geai::transport::curl_multi>::create(
      geai::transport::curl_multi{loop}, geai::api_key = "key", geai::base_url = "http://127.0.0.1:1",
      geai::retry = geai::retry_policy{.max_attempts = 1});
  check(awaiting.has_value(), "create() makes a client that awaits");
  std::optional<geai::errc> kind;
  auto const work = [](auto const& by, std::optional<geai::errc>& into) -> geai::task<void> {
    auto const listed = co_await by.list_agents();
    if (!listed) into = listed.error().code;
  };
  loop.spawn(work(*awaiting, kind));
  loop.run();
  check(kind == geai::errc::transport, "a call that is awaited returns its error");

  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
