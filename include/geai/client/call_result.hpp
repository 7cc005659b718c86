#pragma once

#include <geai/fwd.hpp>
#include <geai/result.hpp>
#include <geai/transport/policy.hpp>

// The return types of the calls of a client. The classes in services/ are instantiated while their client is still
// incomplete, so they read its policies from its template arguments.

namespace geai::inline v0_2 {

namespace detail {

template <class Auth, class Transport, class Json> struct engine;

// The return types over a blocking transport.
template <bool Asynchronous> struct returned {
  template <class T> using call = result<T>;
  template <class T> using plain_call = result<T>;
  template <class Client, class, class Op> using items = paged_range<Client, Op>;
  template <class Chunk, class, class Transport, class Json>
  using stream = result<event_stream<Chunk, Transport, Json>>;
};

template <> struct returned<true> {
  template <class T> using call = named_task<result<T>>;
  template <class T> using plain_call = task<result<T>>;
  template <class, class Engine, class Op> using items = async_paged_range<Engine, Op>;
  template <class Chunk, class Engine, class, class> using stream = named_task<result<async_stream<Chunk, Engine>>>;
};

}  // namespace detail

// The return types of the calls of Client, for the classes in services/. A client whose template parameters are its
// policies needs nothing else. For any other client these are the types of a blocking transport; specialise
// client_traits if yours is asynchronous or streams over a policy of your own.
template <class Client> struct client_traits {
  template <class T> using call = result<T>;
  template <class T> using plain_call = result<T>;
  template <class View> using view = result<response_view<View>>;
  template <class Op> using items = paged_range<Client, Op>;
  template <class Chunk> using stream = result<event_stream<Chunk, transport::curl, json::simdjson>>;
};

// For clients whose template parameters are their policies.
template <template <class, class, class> class Client, class Auth, class Transport, class Json>
struct client_traits<Client<Auth, Transport, Json>> {
private:
  using returned = detail::returned<transport::asynchronous<Transport>>;
  using engine = detail::engine<Auth, Transport, Json>;

public:
  template <class T> using call = typename returned::template call<T>;
  template <class T> using plain_call = typename returned::template plain_call<T>;
  template <class View> using view = result<response_view<View>>;
  template <class Op> using items = typename returned::template items<Client<Auth, Transport, Json>, engine, Op>;
  template <class Chunk> using stream = typename returned::template stream<Chunk, engine, Transport, Json>;
};

// result<T>, or task<result<T>> over an asynchronous transport. Below g++ 13 such a task must be named before it is
// awaited.
template <class Client, class T> using call_result = typename client_traits<Client>::template call<T>;

// Like call_result, for a call without arguments, which can be awaited directly on all compilers.
template <class Client, class T> using plain_call_result = typename client_traits<Client>::template plain_call<T>;

// result<response_view<View>>: the object owns the response into which its views point.
template <class Client, class View> using view_result = typename client_traits<Client>::template view<View>;

// The items of a paged list: a paged_range, or an async_paged_range over an asynchronous transport.
template <class Client, class Op> using call_items = typename client_traits<Client>::template items<Op>;

// result<event_stream<Chunk, ...>>, or a task<result<async_stream<Chunk, ...>>> over an asynchronous transport.
template <class Client, class Chunk> using call_stream = typename client_traits<Client>::template stream<Chunk>;

}  // namespace geai::inline v0_2
