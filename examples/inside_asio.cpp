// Awaits calls inside Boost.Asio. Ctrl-C cancels the call in progress at any time.
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <geai/async.hpp>
#include <geai/geai.hpp>
#include <geai/transport/asio.hpp>
#include <iostream>
#include <stop_token>

using lab_client = geai::ai_lab_client<geai::auth::resolved, geai::transport::curl_multi>;

geai::task<void> name_agents(lab_client const& client, std::stop_token stop, boost::asio::signal_set& signals) {
  auto agents = client.all_agents({.count = 2}, {.stop = stop});  // fetches pages of two agents
  while (geai::result<geai::agent> const* agent = co_await agents.next()) {
    if (*agent)
      std::cout << (*agent)->name << "\n";
    else if (agent->error().code == geai::errc::cancelled)
      std::cout << "stopped\n";
    else
      std::cerr << agent->error() << "\n";
  }
  signals.cancel();  // the last pending operation: now context.run() returns
}

int main() {
  boost::asio::io_context context;
  geai::event_loop loop;
  geai::asio_loop const living(context.get_executor(), loop);
  lab_client const client{geai::transport::curl_multi{loop}, geai::alias = "staging"};

  std::stop_source stop;
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code failed, int) {
    if (!failed) stop.request_stop();
  });

  loop.spawn(name_agents(client, stop.get_token(), signals));
  context.run();
}
