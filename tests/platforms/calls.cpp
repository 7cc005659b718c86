// Calls a sandbox, whose address is the first argument, as a user does. run.py builds and runs it on other systems and processors
// than this one: over their sockets, or (OVER_LIBCURL) over libcurl with TLS, where the second argument is the certificate authority.
#ifdef OVER_LIBCURL
#include <geai/transport/curl.hpp>
#else
#include <geai/event_loop.hpp>  // on Windows before <windows.h>
#include <geai/test/transport_laws.hpp>

#include "platforms/socket_transport.hpp"
#endif

#include <array>
#include <chrono>
#include <cstdio>
#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
#include <geai/json/simdjson.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "platforms/expect.hpp"

namespace {

#ifdef OVER_LIBCURL
using transport = geai::transport::curl;
#else
using transport = platforms::socket_transport;
#endif

using platforms::expect;
using platforms::failures;

template <class T> std::string_view reason_of(geai::result<T> const& made) {
  return made ? std::string_view() : made.error().message;
}

template <template <class...> class Client> auto client(std::string const& url, std::string const& authority) {
#ifdef OVER_LIBCURL
  return Client{transport{}, geai::api_key = "sandbox-key", geai::base_url = url, geai::ca_file = authority};
#else
  static_cast<void>(authority);
  return Client{transport{}, geai::api_key = "sandbox-key", geai::base_url = url};
#endif
}

void agents(std::string const& url, std::string const& authority) {
  auto const lab = client<geai::ai_lab_client>(url, authority);
  auto const made = lab.create_agent_v4({.definition = {.name = "Zo\u00eb \u2603"}});
  expect("an agent is created", made && made->name == "Zo\u00eb \u2603", reason_of(made));
  auto const listed = lab.list_agents();
  expect("and listed", listed && listed->size() > 0, reason_of(listed));
  auto const missing = lab.get_agent({.id = "none"});
  expect("one that is not there is a 404", !missing && missing.error().http_status == 404, reason_of(missing));
  auto const refused = geai::ai_lab_client{transport{}, geai::api_key = "wrong", geai::base_url = url}.list_agents();
#ifdef OVER_LIBCURL
  expect("an authority that nobody trusts", !refused && refused.error().phase == geai::phase::tls, reason_of(refused));
#else
  expect("a wrong key", !refused && refused.error().http_status == 401, reason_of(refused));
#endif
}

void files(std::string const& url, std::string const& authority) {
  auto const client_of_files = client<geai::files_client>(url, authority);
  std::string content = "one\r\ntwo\x1a three";
  for (int i = 0; i != 300'000; ++i) content += static_cast<char>(i % 256);
  auto const stored = client_of_files.upload_file({.file = {.content = content, .name = "\u00fcber.bin"}});
  expect("a file is sent", stored.has_value(), reason_of(stored));
  if (!stored) return;
  std::string back;
  auto const read = client_of_files.download_file({.id = stored->id}, [&back](std::string_view part) {
    back += part;
    return true;
  });
  expect("and comes back", read && back == content, reason_of(read));
}

void stream(std::string const& url, std::string const& authority) {
  auto const chat = client<geai::chat_client>(url, authority);
  auto chunks = chat.stream_completion({.model = geai::provider_model_name("openai", "gpt-4o"),
                                        .messages = {{.role = "user", .content = "Hello, how are you?"}}});
  expect("a stream begins", chunks.has_value(), reason_of(chunks));
  if (!chunks) return;
  int pieces = 0;
  std::string answer;
  for (geai::result<geai::chat_chunk> const& chunk : *chunks) {
    expect("a chunk", chunk.has_value(), reason_of(chunk));
    if (!chunk) return;
    ++pieces;
    for (auto const& choice : chunk->choices) answer += choice.delta.content.value_or("");
  }
  expect("in pieces", pieces > 2 && !answer.empty(), answer);
}

#ifndef OVER_LIBCURL
struct opened : geai::detail::poller {
  opened() { expect("a poller", open()); }
  ~opened() { close(); }

  int ready(int milliseconds) { return wait(found.data(), static_cast<int>(found.size()), milliseconds); }

  std::array<geai::detail::ready_descriptor, 8> found{};
};

void polling() {
  using namespace geai::detail;
  opened waits;
  std::thread waker([&waits] {
    for (int i = 0; i != 1000; ++i) waits.wake();
  });
  expect("another thread wakes it", waits.ready(-1) == 0);
  waker.join();
  static_cast<void>(waits.ready(0));
  expect("once for all calls", waits.ready(1) == 0);

  socket_handle const listening = listen_on_loopback();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<unsigned short>(local_port(listening)));
  socket_handle const here = open_socket(AF_INET, SOCK_STREAM, 0);
  waits.set(descriptor_of(listening), readiness::in, true);
  expect("nobody has come", waits.ready(0) == 0);
  expect("a connection", ::connect(here, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
  expect("which is told", waits.ready(1000) == 1 && waits.found[0].descriptor == descriptor_of(listening) &&
                              waits.found[0].events == readiness::in);
  socket_handle const there = accept_connection(listening);
  waits.set(descriptor_of(listening), 0, false);
  waits.set(descriptor_of(here), readiness::out, true);
  expect("it can be written to", waits.ready(1000) == 1 && waits.found[0].events == readiness::out);
  waits.set(descriptor_of(here), readiness::in, false);
  expect("and has nothing to read", waits.ready(0) == 0 && !has_bytes(here));
  expect("some bytes", send_to(there, "abc", 3) == 3);
  expect("which are told", waits.ready(1000) == 1 && waits.found[0].events == readiness::in && has_bytes(here));
  char bytes[8];
  expect("and read", receive_from(here, bytes, sizeof bytes) == 3);
  close_socket(there);
  expect("the end is told", waits.ready(1000) == 1 && !has_bytes(here));
  waits.set(descriptor_of(here), 0, false);
  expect("nothing is watched", waits.ready(0) == 0);
  close_socket(here);
  close_socket(listening);
}

geai::task<void> sleep(geai::event_loop& loop, int milliseconds, std::string& order) {
  co_await loop.sleep_for(std::chrono::milliseconds(milliseconds));
  order += std::to_string(milliseconds) + " ";
}

void waiting() {
  geai::event_loop loop;
  std::string order;
  for (int const each : {60, 1, 30}) loop.spawn(sleep(loop, each, order));
  loop.run();
  expect("timers, in their order", order == "1 30 60 ", order);
}

void laws() {
  std::string const broken = geai::test::report(geai::test::transport_laws([] { return transport{}; }));
  expect("the laws of transports", broken.empty(), broken);
}
#endif

}  // namespace

int main(int count, char** arguments) {
  std::string const url = count > 1 ? arguments[1] : "";
  std::string const authority = count > 2 ? arguments[2] : "";
  agents(url, authority);
  files(url, authority);
  stream(url, authority);
#ifndef OVER_LIBCURL
  polling();
  waiting();
  laws();
#endif
  std::printf(failures == 0 ? "done\n" : "%d failed\n", failures);
  return failures != 0;
}
