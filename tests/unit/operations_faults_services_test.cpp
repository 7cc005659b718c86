// Each step of each of these operations fails once, under each auth policy.
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/assistants.hpp>
#include <geai/api/chat.hpp>
#include <geai/api/embeddings.hpp>
#include <geai/api/feedback.hpp>
#include <geai/api/files.hpp>
#include <geai/api/llm.hpp>
#include <geai/api/proxy.hpp>
#include <geai/api/rag.hpp>
#include <geai/api/rerank.hpp>

namespace {

using namespace geai::api;
using geai::test::sweep_operations;

}  // namespace

TEST_CASE("faults of every operation: assistants") {
  sweep_operations<get_assistant, create_assistant, update_assistant, delete_assistant, chat_with_assistant,
                   send_text_to_assistant, begin_text_to_assistant, get_assistant_request_status,
                   cancel_assistant_request, get_assistant_status, extend_assistant_data_set>();
}

TEST_CASE("faults of every operation: chat") {
  sweep_operations<chat_completion, get_response, get_response_with_files, generate_image, generate_image_at_images,
                   edit_image, create_message>();
}

TEST_CASE("faults of every operation: proxy") {
  sweep_operations<proxy_get, proxy_post, proxy_put, proxy_patch, proxy_delete>();
}

TEST_CASE("faults of every operation: embeddings") {
  sweep_operations<generate_embeddings, generate_packed_embeddings>();
}

TEST_CASE("faults of every operation: feedback") { sweep_operations<send_feedback>(); }

TEST_CASE("faults of every operation: files") {
  sweep_operations<upload_file, get_file_content, list_files, get_file, delete_file>();
}

TEST_CASE("faults of every operation: llm") {
  sweep_operations<list_models, list_llm_providers, get_llm_provider, list_llm_models, get_llm_model>();
}

TEST_CASE("faults of every operation: rag") {
  sweep_operations<list_rag_profiles, get_rag_profile, create_rag_profile, update_rag_profile, delete_rag_profile,
                   list_rag_documents, delete_all_rag_documents, upload_rag_document, upload_rag_document_binary,
                   update_rag_document_metadata, get_rag_document, delete_rag_document, get_rag_profile_log,
                   execute_rag>();
}

TEST_CASE("faults of every operation: rerank") { sweep_operations<rerank_chunks>(); }
