// Lists the agents with cpp-httplib and nlohmann's JSON into the same structs. See calls.hpp.
#include <httplib.h>

#include <stdexcept>
#include <string>

#include "calls.hpp"
#include "nlohmann_tree.hpp"

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string const url = argv[1];
  std::size_t const path = url.find('/', std::string_view("http://").size());
  httplib::Client client(url.substr(0, path));
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  httplib::Headers const headers{{"Accept", "application/json"}, {"Authorization", "Bearer sandbox-key"}};
  std::string const target = (path == url.npos ? std::string() : url.substr(path)) + "/v2/agents";
  return bench::run(argc, argv, [&] {
    httplib::Result const answer = client.Get(target, headers);
    if (!answer || answer->status != 200) throw std::runtime_error("no answer");
    geai::agent_list agents;
    from_tree::read<nlohmann_tree>(nlohmann::json::parse(answer->body), agents);
    return agents;
  });
}
