// The one file of the separate form, of those parts that main.cpp needs. (The library geai_compiled is all of them.)
#include <geai/src/agents.hpp>
#include <geai/src/chat.hpp>
#include <geai/src/policies.hpp>
