#pragma once

// The engines over the default policies, and transport::curl.

#include <geai/auth/none.hpp>
#include <geai/auth/password.hpp>
#include <geai/src/definitions.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/mock.hpp>

#ifndef GEAI_DECLARES_INSTANCES
#include <geai/transport/curl_inline.hpp>
#endif

GEAI_INSTANCE class geai::auth::basic_resolved<>;

namespace geai::inline v0_2::detail {

#define GEAI_MAKE(AUTH, TRANSPORT, FROM)                                         \
  GEAI_INSTANCE result<std::unique_ptr<engine<AUTH, TRANSPORT, json::simdjson>>> \
  engine<AUTH, TRANSPORT, json::simdjson>::make<credentials_from::FROM>(         \
      client_arguments&&, requirements const&, AUTH&&, TRANSPORT&&, json::simdjson&&, warning_listener const&);

#define GEAI_ENGINE(AUTH, TRANSPORT)                            \
  GEAI_INSTANCE struct engine<AUTH, TRANSPORT, json::simdjson>; \
  GEAI_MAKE(AUTH, TRANSPORT, arguments)                         \
  GEAI_MAKE(AUTH, TRANSPORT, environment)

#define GEAI_ENGINES(TRANSPORT)          \
  GEAI_ENGINE(auth::none, TRANSPORT)     \
  GEAI_ENGINE(auth::api_key, TRANSPORT)  \
  GEAI_ENGINE(auth::oauth, TRANSPORT)    \
  GEAI_ENGINE(auth::mixed, TRANSPORT)    \
  GEAI_ENGINE(auth::password, TRANSPORT) \
  GEAI_ENGINE(auth::resolved, TRANSPORT) \
  GEAI_MAKE(auth::resolved, TRANSPORT, everywhere)

GEAI_ENGINES(transport::curl)
GEAI_ENGINES(transport::mock)

#undef GEAI_ENGINES
#undef GEAI_ENGINE
#undef GEAI_MAKE

}  // namespace geai::inline v0_2::detail
