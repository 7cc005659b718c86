#pragma once

// The blocking part of the library with its default policies; geai/async.hpp has the asynchronous part. To compile less
// code, include single headers instead: one of client/, one of transport/, one of json/.

#include <geai/auth/password.hpp>
#include <geai/client/admin.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/ai_lab.hpp>
#include <geai/client/analytics.hpp>
#include <geai/client/assistants.hpp>
#include <geai/client/authorization.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/client.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/files.hpp>
#include <geai/client/gam.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/processes.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/reasoning_strategies.hpp>
#include <geai/client/rerank.hpp>
#include <geai/client/secrets.hpp>
#include <geai/client/tools.hpp>
#include <geai/client/usage_limits.hpp>
#include <geai/config/resolve.hpp>
#include <geai/json/schema.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/json/text.hpp>
#include <geai/observer.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/mock.hpp>
#include <geai/version.hpp>
