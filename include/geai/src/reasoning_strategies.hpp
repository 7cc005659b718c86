// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/reasoning_strategies.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_reasoning_strategies, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_reasoning_strategies, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upsert_reasoning_strategy, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upsert_reasoning_strategy, json::simdjson>;

}  // namespace geai::inline v0_2
