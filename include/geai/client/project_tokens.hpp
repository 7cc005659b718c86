#pragma once

#include <geai/services/project_tokens.hpp>
