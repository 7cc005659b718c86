// Makes many calls at once on one thread: lists agents and tools together, then gets the agents, three at a time.
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <map>
#include <string>

// With this transport you await every call, stream and list (client/awaiting.hpp).
using lab_client = geai::ai_lab_client<geai::auth::resolved, geai::transport::curl_multi>;

geai::task<void> look_up(lab_client const& client, std::string const& id, std::map<std::string, std::string>& names) {
  auto call = client.get_agent({.id = id});
  geai::agent const agent = (co_await call).value();  // an exception leaves loop.run()
  names[agent.id] = agent.name;
}

geai::task<void> work(lab_client const& client) {
  auto [listed, tools] = co_await geai::when_all(client.list_agents(), client.list_tools());
  geai::agent_list const agents = listed.value();

  std::map<std::string, std::string> names;
  co_await geai::for_each_concurrent(agents, 3,
                                     [&](geai::agent const& each) { return look_up(client, each.id, names); });
  std::cout << names.size() << " agents of " << agents.size() << ", " << (tools ? "tools" : "no tools") << "\n";
}

int main() {
  geai::event_loop loop;
  lab_client const client{geai::transport::curl_multi{loop, {.max_connections = 4}}};
  loop.spawn(work(client));
  try {
    loop.run();
  } catch (geai::exception const& e) {
    std::cerr << e.what() << "\n";
    return 1;
  }
}
