#pragma once

// All of the library that is awaited: the loop, libcurl driven by it, calls that return tasks, and tasks beside each other.
// For geai.hpp, or the clients that you use, and geai/chat.hpp, before or behind them.

#include <geai/client/awaiting.hpp>
#include <geai/concurrent.hpp>
#include <geai/event_loop.hpp>
#include <geai/task.hpp>
#include <geai/transport/curl_multi.hpp>
