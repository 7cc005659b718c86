#pragma once

#include <geai/auth/policy.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/ai_lab.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/awaiting.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/secrets.hpp>
#include <geai/event_loop.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/curl_multi.hpp>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

#include "support/awaited.hpp"

// Runs one test with two engines:
//
//   TEST_CASE_TEMPLATE("faults: ...", Engine, support::blocking, support::awaiting) {
//     auto const client = Engine::template client<geai::ai_lab_client>(geai::api_key = "k", geai::base_url = url);
//     CHECK(client.list_agents());
namespace support {

// A stream or paged range that is awaited, as a blocking range.
template <class From> class looped_range {
public:
  using value_type = typename From::value_type;

  looped_range(geai::event_loop& loop, From from)
      : state_(std::make_unique<state>(state{.loop = loop, .from = std::move(from)})) {}

  auto begin() { return geai::detail::pull_iterator<state, value_type>(*state_); }
  std::default_sentinel_t end() const noexcept { return {}; }
  value_type const* next() { return state_->next(); }

  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, looped_range const&) {
    out << "a range";
    return out;
  }

private:
  struct state {
    geai::event_loop& loop;
    From from;

    value_type const* next() { return await_on(loop, from.next()); }
  };

  std::unique_ptr<state> state_;
};

template <class Client> class looped_client;

}  // namespace support

template <class Client> struct geai::client_traits<support::looped_client<Client>> {
  template <class T> using call = geai::result<T>;
  template <class T> using plain_call = geai::result<T>;
  template <class View> using view = geai::result<geai::response_view<View>>;
  template <class Op> using items = support::looped_range<geai::call_items<Client, Op>>;
  template <class Chunk>
  using stream = geai::result<support::looped_range<typename decltype(support::await_on(
      std::declval<geai::event_loop&>(), std::declval<geai::call_stream<Client, Chunk>>()))::value_type>>;
};

namespace support {

// An awaited client with a blocking interface: each call runs on a loop of its own. Used by one thread at a time.
template <class Client>
class looped_client : public geai::agent_calls<looped_client<Client>>,
                      public geai::process_calls<looped_client<Client>>,
                      public geai::secret_calls<looped_client<Client>>,
                      public geai::chat_calls<looped_client<Client>>,
                      public geai::files_calls<looped_client<Client>>,
                      public geai::rag_calls<looped_client<Client>>,
                      public geai::instance_calls<looped_client<Client>>,
                      public geai::authorization_calls<looped_client<Client>>,
                      public geai::organization_calls<looped_client<Client>>,
                      public geai::access_control_calls<looped_client<Client>> {
public:
  looped_client(std::unique_ptr<geai::event_loop> loop, Client client)
      : loop_(std::move(loop)), client_(std::move(client)) {}

  auto const& auth() const noexcept { return client_.auth(); }

  template <class Op> auto call() const { return await_on(*loop_, client_.template call<Op>()); }
  template <class Op> auto call(Op const& operation, geai::call_options const& options = geai::call_options()) const {
    return await_on(*loop_, client_.call(operation, options));
  }
  template <class Op>
  auto call_raw(Op const& operation, geai::call_options const& options = geai::call_options()) const {
    return await_on(*loop_, client_.call_raw(operation, options));
  }
  template <class Op, class Progress>
  auto upload(Op const& operation, Progress&& progress,
              geai::call_options const& options = geai::call_options()) const {
    return await_on(*loop_, client_.upload(operation, std::forward<Progress>(progress), options));
  }
  template <class Op, class Sink>
  auto download(Op const& operation, Sink&& sink, geai::call_options const& options = geai::call_options()) const {
    return await_on(*loop_, client_.download(operation, std::forward<Sink>(sink), options));
  }
  template <class Op> auto stream(Op const& operation, geai::call_options const& options = geai::call_options()) const {
    auto opened = await_on(*loop_, client_.stream(operation, options));
    using range = looped_range<typename decltype(opened)::value_type>;
    if (!opened) return geai::result<range>(opened.error());
    return geai::result<range>(range(*loop_, *std::move(opened)));
  }
  template <class Op> auto all(Op const& operation, geai::call_options const& options = geai::call_options()) const {
    return looped_range(*loop_, client_.all(operation, options));
  }

private:
  std::unique_ptr<geai::event_loop> loop_;
  Client client_;
};

struct blocking {
  template <template <class, class, class> class Client, class... Argument>
  static auto client(Argument&&... arguments) {
    return Client(std::forward<Argument>(arguments)...);
  }
};

struct awaiting {
  template <template <class, class, class> class Client, class... Argument>
  static auto client(Argument&&... arguments) {
    auto loop = std::make_unique<geai::event_loop>();
    Client made(geai::transport::curl_multi(*loop), std::forward<Argument>(arguments)...);
    return looped_client<decltype(made)>(std::move(loop), std::move(made));
  }
};

}  // namespace support
