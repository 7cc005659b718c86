// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/agents.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_agents, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_agents, json::simdjson>;
GEAI_INSTANCE struct detail::view_form<agent_list_view, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::publish_agent_revision, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::publish_agent_revision, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::export_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::export_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::import_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::import_agent, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_sharing_link, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_sharing_link, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_agents_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_agents_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::export_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::export_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::import_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::import_agent_v4, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_agent_versions, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_agent_versions, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_agent_version, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_agent_version, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::deprecate_agent_version, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_agent_drafts, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_agent_drafts, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_agent_draft, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::revert_agent, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::revert_agent, json::simdjson>;

}  // namespace geai::inline v0_2
