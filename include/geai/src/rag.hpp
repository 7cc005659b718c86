// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.
// clang-format off

#pragma once

#include <geai/src/definitions.hpp>
#include <geai/api/rag.hpp>

namespace geai::inline v0_2 {

GEAI_INSTANCE struct detail::wire_form<api::list_rag_profiles, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_rag_profiles, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::create_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::create_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_rag_profile, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::list_rag_documents, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::list_rag_documents, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_all_rag_documents, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::upload_rag_document, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upload_rag_document, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::upload_rag_document>::write(api::upload_rag_document const&, json::simdjson&, http::multipart_form&);
GEAI_INSTANCE struct detail::wire_form<api::upload_rag_document_binary, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::upload_rag_document_binary, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::update_rag_document_metadata, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::update_rag_document_metadata, json::simdjson>;
GEAI_INSTANCE result<void> detail::part_writer<api::update_rag_document_metadata>::write(api::update_rag_document_metadata const&, json::simdjson&, http::multipart_form&);
GEAI_INSTANCE struct detail::wire_form<api::get_rag_profile_log, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_rag_profile_log, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::get_rag_document, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::get_rag_document, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::delete_rag_document, json::simdjson>;
GEAI_INSTANCE struct detail::wire_form<api::execute_rag, json::simdjson>;
GEAI_INSTANCE struct detail::into_form<api::execute_rag, json::simdjson>;

}  // namespace geai::inline v0_2
