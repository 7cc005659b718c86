#pragma once

// Umbrella of what is awaited: the loop, libcurl driven by it, calls that return tasks, and tasks beside each other. Needs
// geai.hpp, or the clients that you use, as well.

#include <geai/client/awaiting.hpp>
#include <geai/concurrent.hpp>
#include <geai/event_loop.hpp>
#include <geai/task.hpp>
#include <geai/transport/curl_multi.hpp>
