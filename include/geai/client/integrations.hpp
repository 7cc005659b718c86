#pragma once

#include <geai/services/integrations.hpp>
