#pragma once

// Names only, for headers that mention the library without using it.

namespace geai {

class error;
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
class mock;
}  // namespace transport

namespace json {
struct simdjson;
}  // namespace json

template <class Auth, class Transport, class Json> class auth_client;
template <class Auth, class Transport, class Json> class ai_lab_client;
template <class Auth, class Transport, class Json> class agent_client;

}  // namespace geai
