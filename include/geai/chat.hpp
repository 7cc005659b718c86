#pragma once

// Helpers for working with a model, built on the clients: structured answers, functions that the model may call,
// conversations, accumulated streams, and waiting. To await them, include geai/async.hpp as well.

#include <geai/chat/accumulator.hpp>
#include <geai/chat/conversation.hpp>
#include <geai/chat/schema.hpp>
#include <geai/chat/structured.hpp>
#include <geai/chat/toolbox.hpp>
#include <geai/chat/wait.hpp>
