// The source file of the separate form, with the parts that main.cpp needs. (The library geai_compiled has all parts.)
#include <geai/src/agents.hpp>
#include <geai/src/chat.hpp>
#include <geai/src/policies.hpp>
