#include <geai/fwd.hpp>

// Like a header of a program that only mentions clients.
namespace {

struct holder {
  geai::agent_client<> const* agents = nullptr;
  geai::client<geai::auth::api_key> const* all = nullptr;
};

}  // namespace

#include <doctest/doctest.h>

#include <geai/client/agents.hpp>
#include <geai/client/client.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <type_traits>

TEST_CASE("fwd: it has the default policies of clients") {
  static_assert(std::is_same_v<geai::agent_client<>,
                               geai::agent_client<geai::auth::resolved, geai::transport::curl, geai::json::simdjson>>);
  geai::agent_client const client{geai::auth::none{}, geai::base_url = "https://h"};
  holder const held{.agents = nullptr, .all = nullptr};
  CHECK(held.agents == nullptr);
  static_assert(!std::is_same_v<decltype(client), geai::agent_client<> const>);  // given its credentials
}
