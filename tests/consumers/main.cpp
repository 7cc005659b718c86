// The program of every consumer: a call over the default transport and Json, configured by the environment.
#include <cstdio>
#include <geai/geai.hpp>

int main() {
  geai::agent_client<> client;
  for (geai::agent const& agent : client.list_agents().value()) std::printf("%s\n", agent.name.c_str());
}
