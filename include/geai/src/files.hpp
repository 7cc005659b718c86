// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/files.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::upload_file, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upload_file, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::upload_file>::write(api::upload_file const&, json::simdjson&, http::multipart_form&);
GEAI_INSTANCE struct detail::wire_form<api::get_file_content, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_file_content, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_files, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_files, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_file, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_file, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_file, json::simdjson>;

}  // namespace geai::inline v0_2
