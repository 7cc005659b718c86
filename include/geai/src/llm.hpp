// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/llm.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_models, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_models, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_llm_providers, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_llm_providers, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_llm_provider, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_llm_provider, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_llm_models, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_llm_models, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_llm_model, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_llm_model, json::simdjson>;

}  // namespace geai::inline v0_2
