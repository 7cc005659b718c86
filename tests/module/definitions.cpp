// The definitions of the library that main.cpp calls. A program may include <geai/src.hpp> instead.
#include <geai/src/agents.hpp>
#include <geai/src/chat.hpp>
#include <geai/src/policies.hpp>
