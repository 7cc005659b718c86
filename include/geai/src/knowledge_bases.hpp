// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/knowledge_bases.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_artifact_types, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_artifact_types, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_artifact_type, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_knowledge_bases, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_knowledge_bases, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_knowledge_base, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_knowledge_base, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_knowledge_base, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_knowledge_base, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_knowledge_base, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_jobs, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_jobs, json::simdjson>;

}  // namespace geai::inline v0_2
