// Lists the agents with Boost.Beast and Boost.JSON into the same structs. See calls.hpp.
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/src.hpp>
#include <stdexcept>
#include <string>

#include "agents_from_tree.hpp"
#include "calls.hpp"

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

struct boost_tree {
  using value = boost::json::value;

  static value const* find(value const& from, std::string_view name) {
    value const* const found = from.as_object().if_contains(name);
    return found != nullptr && !found->is_null() ? found : nullptr;
  }
  static boost::json::string const& text(value const& from) { return from.as_string(); }
  template <class T> static T number(value const& from) { return from.to_number<T>(); }
  static bool boolean(value const& from) { return from.as_bool(); }
  template <class Use> static void for_each(value const& array, Use use) {
    for (value const& element : array.as_array()) use(element);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::string const url = argv[1];
  std::size_t const host = std::string_view("http://").size();
  std::size_t const colon = url.find(':', host);
  std::size_t const path = url.find('/', host);
  std::string const authority = url.substr(host, path - host);

  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  asio::connect(socket, asio::ip::tcp::resolver(context).resolve(url.substr(host, colon - host),
                                                                 url.substr(colon + 1, path - colon - 1)));
  socket.set_option(asio::ip::tcp::no_delay(true));

  http::request<http::empty_body> request(http::verb::get,
                                          (path == url.npos ? std::string() : url.substr(path)) + "/v2/agents", 11);
  request.set(http::field::host, authority);
  request.set(http::field::accept, "application/json");
  request.set(http::field::authorization, "Bearer sandbox-key");
  boost::beast::flat_buffer buffer;
  return bench::run(argc, argv, [&] {
    http::write(socket, request);
    http::response<http::string_body> answer;
    http::read(socket, buffer, answer);
    if (answer.result_int() != 200) throw std::runtime_error("no answer");
    boost::json::monotonic_resource memory;
    geai::agent_list agents;
    from_tree::read<boost_tree>(boost::json::parse(answer.body(), &memory), agents);
    return agents;
  });
}
