// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/tasks.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_tasks, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_tasks, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_task, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_task, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_task, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_task, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_task, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_task, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_task, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_task, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_task, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::publish_task_revision, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::publish_task_revision, json::simdjson>;

}  // namespace geai::inline v0_2
