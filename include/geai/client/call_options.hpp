#pragma once

#include <geai/call_options.hpp>
