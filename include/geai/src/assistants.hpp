// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/assistants.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::get_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::chat_with_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::chat_with_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::send_text_to_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::send_text_to_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::begin_text_to_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::begin_text_to_assistant, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_assistant_request_status, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_assistant_request_status, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::cancel_assistant_request, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_assistant_status, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_assistant_status, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::extend_assistant_data_set, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::extend_assistant_data_set, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::extend_assistant_data_set>::write(api::extend_assistant_data_set const&, json::simdjson&, http::multipart_form&);

}  // namespace geai::inline v0_2
