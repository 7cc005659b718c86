// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/chat.hpp>
#include <geai/api/proxy.hpp>
#include <geai/api/responses.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::chat_completion, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::chat_completion, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::detail::streamed<api::chat_completion>, json::simdjson>;
GEAI_INSTANCE result<void> json::simdjson::decode_fresh(std::string_view, geai::detail::envelope_ref<api::chat_completion::chunk>&);
GEAI_INSTANCE struct detail::wire_form<api::generate_image, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::generate_image, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::generate_image_at_images, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::generate_image_at_images, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_message, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_message, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::edit_image, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::edit_image, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::proxy_get, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::proxy_get, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::proxy_post, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::proxy_post, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::proxy_put, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::proxy_put, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::proxy_patch, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::proxy_patch, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::proxy_delete, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::proxy_delete, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_response, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_response, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::detail::streamed<api::get_response>, json::simdjson>;
GEAI_INSTANCE result<void> json::simdjson::decode_fresh(std::string_view, geai::detail::envelope_ref<api::get_response::chunk>&);
GEAI_INSTANCE struct detail::wire_form<api::get_response_with_files, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_response_with_files, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::get_response_with_files>::write(api::get_response_with_files const&, json::simdjson&, http::multipart_form&);

}  // namespace geai::inline v0_2
