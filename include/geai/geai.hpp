#pragma once

// All of the library with its default policies. Include less to compile less: one header of client/, one of transport/,
// one of json/.

#include <geai/auth/password.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/ai_lab.hpp>
#include <geai/client/authorization.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <geai/transport/mock.hpp>
#include <geai/version.hpp>
