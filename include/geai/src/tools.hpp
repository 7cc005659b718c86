// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/tools.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_tools, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_tools, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::publish_tool_revision, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::publish_tool_revision, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_tool_parameters, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_tool_parameters, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_tool_parameters, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::export_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::export_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::import_tool, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::import_tool, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::export_tool_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::export_tool_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::import_tool_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::import_tool_v4, json::simdjson>;

}  // namespace geai::inline v0_2
