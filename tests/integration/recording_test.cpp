#include <geai/inline.hpp>
//
#include <geai/transport/record.hpp>
//
#include <doctest/doctest.h>

#include <fstream>
#include <geai/client/ai_lab.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
#include <geai/client/secrets.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/test/transport_laws.hpp>
#include <geai/transport/curl.hpp>
#include <iterator>
#include <string>
#include <vector>

#include "support/sandbox.hpp"
#include "support/temporary_directory.hpp"

using geai::transport::curl;
using geai::transport::record;
using geai::transport::replay;

namespace {

std::string content(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The results of a program that uses the platform in several ways: over the network, or from a recording.
template <class Transport>
std::vector<std::string> told(Transport const& transport, std::string const& url, std::string const& secret) {
  std::vector<std::string> all;
  geai::auth_client auth{transport, geai::base_url = url};
  auto const token = auth.get_oauth2_access_token(
      {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"});
  all.push_back(token ? token->token_type : token.error().message);

  geai::ai_lab_client lab{transport, geai::api_key = "sandbox-key", geai::base_url = url};
  auto const agents = lab.list_agents({.count = 2});
  REQUIRE(agents.has_value());
  for (geai::agent const& each : *agents) all.push_back(each.name);
  all.push_back(lab.get_agent({.id = "none"}).error().message);

  geai::secret_client secrets{transport, geai::api_key = "sandbox-key", geai::base_url = url};
  auto const made = secrets.create_secret({.definition = {.name = "mine", .secret_string = secret}});
  REQUIRE(made.has_value());
  all.push_back(made->name);

  geai::chat_client chat{transport, geai::api_key = "sandbox-key", geai::base_url = url};
  auto stream = chat.stream_completion(
      {.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "some words that come one by one"}}});
  REQUIRE(stream.has_value());
  std::string text;
  for (auto const& chunk : *stream) {
    REQUIRE(chunk.has_value());
    for (auto const& choice : chunk->choices) text += choice.delta.content.value_or("");
  }
  all.push_back(text);

  geai::files_client files{transport, geai::api_key = "sandbox-key", geai::base_url = url};
  auto const stored = files.upload_file({.file = {.content = "costs went down", .name = "note.txt"}});
  all.push_back(stored ? stored->name : stored.error().message);

  std::string const host = url.substr(url.find("://") + 3);  // errors name the host, which differs without the network
  for (std::string& each : all)
    if (std::size_t const at = each.find(host); at != each.npos) each.replace(at, host.size(), "HOST");
  return all;
}

}  // namespace

TEST_CASE("transport laws: record obeys those of its transport") {
  support::temporary_directory const folder;
  int number = 0;
  CHECK(geai::test::report(geai::test::transport_laws([&] {
          return record{curl{}, (folder.path() / std::to_string(number++)).string()};
        })) == "");
}

TEST_CASE("recording: a program gets the same results without a network, and no secret is in the file") {
  support::temporary_directory const folder;
  std::string const path = folder.path() / "all";
  std::string const secret = "a \"secret\" of mine";
  std::vector<std::string> over_network;
  {
    support::sandbox const sandbox;
    over_network = told(record{curl{}, path}, sandbox.url(), secret);
  }
  CHECK(over_network.size() == 7);
  std::string const written = content(path);
  for (std::string_view never : {"sandbox-key", "sandbox-password", "of mine", "127.0.0.1"})
    CHECK(written.find(never) == std::string::npos);

  replay const offline(path);
  CHECK(told(offline, "https://nowhere.example", "another secret") == over_network);
  CHECK(offline.unused().empty());
}
