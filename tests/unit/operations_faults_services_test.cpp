// Each step of each of these operations fails once, under each auth policy.
#include <geai/inline.hpp>
//
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
#include <geai/api/responses.hpp>

using namespace geai::test;

TEST_CASE("faults of every operation: assistants") { sweep_operations(assistants_operations()); }

TEST_CASE("faults of every operation: chat") { sweep_operations(chat_operations()); }

TEST_CASE("faults of every operation: responses") { sweep_operations(responses_operations()); }

TEST_CASE("faults of every operation: proxy") { sweep_operations(proxy_operations()); }

TEST_CASE("faults of every operation: embeddings") { sweep_operations(embeddings_operations()); }

TEST_CASE("faults of every operation: feedback") { sweep_operations(feedback_operations()); }

TEST_CASE("faults of every operation: files") { sweep_operations(files_operations()); }

TEST_CASE("faults of every operation: llm") { sweep_operations(llm_operations()); }

TEST_CASE("faults of every operation: rag") { sweep_operations(rag_operations()); }

TEST_CASE("faults of every operation: rerank") { sweep_operations(rerank_operations()); }
