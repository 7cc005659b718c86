// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/authorization.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::get_oauth2_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_oauth2_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::refresh_oauth2_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::refresh_oauth2_access_token, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_user_profile_information, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_user_profile_information, json::simdjson>;

}  // namespace geai::inline v0_2
