#pragma once

#include <geai/detail/language.hpp>

// Forward declarations with the default policies of clients: enough for a header that mentions `geai::agent_client<>
// const&`.

namespace geai::inline v0_2 {

class event_loop;
template <class T> class task;
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
#define GEAI_NAMES_TASKS              // the compiler destroys braces in a co_await expression twice
template <class T> class named_task;  // a task that must be named before it is awaited
#else
template <class T> using named_task = task<T>;  // a task that must be named before it is awaited below g++ 13
#endif

class error;
template <class T> class result;
class secret;
class session;
struct warning;
struct retry_policy;
struct call_options;

namespace http {
struct request;
struct response;
class header_list;
}  // namespace http

namespace auth {
struct none;
struct api_key;
struct oauth;
struct mixed;
struct password;
class resolved;
}  // namespace auth

namespace transport {
class curl;
class curl_multi;
template <class = void> class basic_mock;
// A transport for tests, which answers from a script. Include geai/transport/mock.hpp to use it.
using mock = basic_mock<>;
}  // namespace transport

namespace json {
struct simdjson;
}  // namespace json

template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class auth_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class ai_lab_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class agent_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class tool_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class reasoning_strategy_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class process_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class secret_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class evaluation_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class organization_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class usage_limit_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class admin_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class embeddings_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class rerank_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class files_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson> class llm_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson> class rag_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class assistant_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class feedback_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson> class gam_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class chat_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class analytics_client;
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson> class client;

template <class Chunk, class Transport, class Json> class event_stream;
template <class Client, class Op> class paged_range;
template <class View> class response_view;
template <class Chunk, class Engine> class async_stream;
template <class Engine, class Op> class async_paged_range;

}  // namespace geai::inline v0_2
