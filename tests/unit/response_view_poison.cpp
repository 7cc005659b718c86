// Built with the address sanitizer, which detects a read of a view after its response was given back. Each case is a
// process of its own.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <geai/client/agents.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace {

int passed = 0;
int failed = 0;

// Returns the stderr of a process that runs this; empty if it ends normally.
template <class Do> std::string complaints_of(Do&& act) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  pid_t const child = ::fork();
  if (child == 0) {
    ::alarm(60);
    ::dup2(ends[1], STDERR_FILENO);
    ::close(ends[0]);
    act();
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string said;
  char piece[4096];
  for (ssize_t size; (size = ::read(ends[0], piece, sizeof piece)) > 0;)
    said.append(piece, static_cast<std::size_t>(size));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status == 0 ? std::string() : "it failed: " + said;
}

void check(bool holds, char const* what, std::string const& said) {
  holds ? ++passed : ++failed;
  if (!holds) std::printf("FAILED %s\n%s\n", what, said.c_str());
}

void read(std::string_view text) {
  for (char const& each : text) static_cast<void>(*const_cast<char const volatile*>(&each));
}

using client_type = geai::agent_client<geai::auth::api_key, geai::transport::mock>;

}  // namespace

int main() {
  for (std::string const& text : {std::string("short"), std::string(100, 'x'), std::string(2u << 20, 'x')}) {
    geai::transport::mock wire;
    wire.reply(200, "{\"agents\":[{\"id\":\"" + text + "\"}]}");
    std::optional<client_type> client(
        geai::agent_client{geai::transport::mock(wire), geai::api_key = "key", geai::base_url = "https://h"});

    std::string said = complaints_of([&] {
      for (int i = 0; i != 3; ++i) {
        auto const agents = client->list_agents_view().value();
        read(agents->agents.at(0).id);
        static_cast<void>(client->list_agents().value());
      }
      client.reset();
    });
    check(said.empty(), "what is lent may be read", said);

    said = complaints_of([&] {
      std::string_view id;
      {
        auto const agents = client->list_agents_view().value();
        id = agents->agents.at(0).id;
      }
      read(id);
    });
    // Buffers of more than a MiB are freed, not kept.
    check(said.find(text.size() > 1u << 20 ? "heap-use-after-free" : "use-after-poison") != said.npos,
          "what was given back may not be read", said);

    said = complaints_of([&] {
      auto agents = std::optional(client->list_agents_view().value());
      std::string_view const id = (*agents)->agents.at(0).id;
      client.reset();
      read(id);
      agents.reset();
      read(id);
    });
    check(said.find("heap-use-after-free") != said.npos, "nor may it when the client is gone", said);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
