// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/instances.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_process_instances, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_process_instances, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::start_instance, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::start_instance, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_instance, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_instance, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_instance_history, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_instance_history, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_instance_subject, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::set_instance_variables, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::send_user_signal, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::abort_instance, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upload_artifacts, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upload_artifacts, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::upload_artifacts>::write(api::upload_artifacts const&, json::simdjson&, http::multipart_form&);
GEAI_INSTANCE struct detail::wire_form<api::get_thread_information, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_thread_information, json::simdjson>;

}  // namespace geai::inline v0_2
