// Every model is written and read without loss, is open, and strict about types.

#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/access_control.hpp>
#include <geai/api/assistants.hpp>
#include <geai/api/embeddings.hpp>
#include <geai/api/files.hpp>
#include <geai/api/llm.hpp>
#include <geai/api/organization.hpp>
#include <geai/api/project_tokens.hpp>
#include <geai/api/rag.hpp>
#include <geai/api/rerank.hpp>
#include <geai/api/usage_limits.hpp>

TEST_CASE("models: organization") {
  geai::test::check_models<geai::search_profile_summary, geai::project_api_token, geai::project_api_token_list,
                           geai::project, geai::project_list, geai::organization_assistants, geai::exported_request,
                           geai::exported_requests, geai::organization, geai::organization_list,
                           geai::project_token_remarks>();
}

TEST_CASE("models: access control") {
  geai::test::check_models<geai::access_role, geai::project_membership, geai::organization_membership,
                           geai::access_member, geai::organization_membership_list, geai::project_membership_list,
                           geai::access_role_list, geai::access_member_list>();
}

TEST_CASE("models: usage limits") {
  geai::test::check_models<geai::usage_limit_definition, geai::usage_limit, geai::usage_limit_list>();
}

TEST_CASE("models: embeddings") {
  geai::test::check_models<geai::embedding_usage, geai::embedding, geai::embedding_list, geai::packed_embedding,
                           geai::packed_embedding_list>();
}

TEST_CASE("models: rerank") {
  geai::test::check_models<geai::reranked, geai::rerank_api_version, geai::rerank_billed_units, geai::rerank_meta,
                           geai::rerank_result>();
}

TEST_CASE("models: files") { geai::test::check_models<geai::stored_file, geai::stored_file_list>(); }

TEST_CASE("models: llm") {
  geai::test::check_models<geai::llm_property, geai::llm_model, geai::llm_model_list, geai::llm_provider,
                           geai::llm_provider_list, geai::served_model, geai::served_model_list>();
}

TEST_CASE("models: rag") {
  geai::test::check_models<geai::rag_llm, geai::rag_search, geai::rag_retriever, geai::rag_search_options,
                           geai::rag_chain, geai::rag_embeddings, geai::rag_ingestion, geai::rag_chunks,
                           geai::rag_child_chunks, geai::rag_child_document, geai::rag_index_options, geai::rag_profile,
                           geai::rag_profile_list, geai::rag_metadata, geai::rag_document, geai::rag_document_list,
                           geai::rag_variable, geai::rag_filter, geai::rag_passage, geai::rag_outcome,
                           geai::rag_answer>();
}

TEST_CASE("models: assistants") {
  geai::test::check_models<geai::assistant_message, geai::assistant_variable, geai::assistant_reply,
                           geai::assistant_llm_settings, geai::revision_metadata, geai::assistant_revision,
                           geai::assistant_intent, geai::assistant, geai::assistant_welcome, geai::welcome_feature,
                           geai::welcome_example>();
}
