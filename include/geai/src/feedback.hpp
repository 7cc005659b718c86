// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/feedback.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::send_feedback, json::simdjson>;

}  // namespace geai::inline v0_2
