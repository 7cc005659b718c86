#pragma once

// Working with a model, on top of the clients: structured answers, functions that the model may call, conversations,
// accumulated streams, waiting. To await them, include geai/async.hpp as well.

#include <geai/chat/accumulator.hpp>
#include <geai/chat/conversation.hpp>
#include <geai/chat/schema.hpp>
#include <geai/chat/structured.hpp>
#include <geai/chat/toolbox.hpp>
#include <geai/chat/wait.hpp>
