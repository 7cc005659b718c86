// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

// All definitions of the library, for one source file of a program that is compiled with GEAI_SEPARATE_COMPILATION.
// Alternatively, include the parts in several source files: each part in exactly one, and src/policies.hpp among them.

#include <geai/src/access_control.hpp>
#include <geai/src/admin.hpp>
#include <geai/src/agents.hpp>
#include <geai/src/analytics.hpp>
#include <geai/src/assistants.hpp>
#include <geai/src/authorization.hpp>
#include <geai/src/chat.hpp>
#include <geai/src/embeddings.hpp>
#include <geai/src/evaluation.hpp>
#include <geai/src/feedback.hpp>
#include <geai/src/files.hpp>
#include <geai/src/gam.hpp>
#include <geai/src/instances.hpp>
#include <geai/src/integrations.hpp>
#include <geai/src/knowledge_bases.hpp>
#include <geai/src/llm.hpp>
#include <geai/src/organization.hpp>
#include <geai/src/policies.hpp>
#include <geai/src/processes.hpp>
#include <geai/src/project_tokens.hpp>
#include <geai/src/rag.hpp>
#include <geai/src/reasoning_strategies.hpp>
#include <geai/src/rerank.hpp>
#include <geai/src/secrets.hpp>
#include <geai/src/tasks.hpp>
#include <geai/src/tools.hpp>
#include <geai/src/usage_limits.hpp>
