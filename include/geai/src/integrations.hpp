// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/integrations.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_tool_plugins, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_tool_plugins, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::import_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::import_tool_plugin, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::publish_tool_plugin_tools, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::publish_tool_plugin_tools, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::inspect_tool_plugin_security_scheme, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::inspect_tool_plugin_security_scheme, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::inspect_tool_plugin_manifest, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::inspect_tool_plugin_manifest, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_tool_plugin_challenge, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_tool_plugin_challenge, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_tool_plugin_interactions, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_tool_plugin_interactions, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_tool_plugin_interaction, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_tool_plugin_interaction, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::close_tool_plugin_interaction, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::register_tool_proxy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::register_tool_proxy, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::dequeue_tool_proxy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::dequeue_tool_proxy, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::send_tool_proxy_result, json::simdjson>;

}  // namespace geai::inline v0_2
