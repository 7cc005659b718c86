#pragma once

// The asynchronous part of the library: the event loop, libcurl driven by that loop, clients whose calls return tasks,
// and functions that await several tasks. Include it with geai.hpp (or with the clients that you use) and
// geai/chat.hpp, in any order.

#include <geai/client/awaiting.hpp>
#include <geai/concurrent.hpp>
#include <geai/event_loop.hpp>
#include <geai/task.hpp>
#include <geai/transport/curl_multi.hpp>
