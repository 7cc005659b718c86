#pragma once

#include <geai/auth/resolved.hpp>

#include "context.hpp"

namespace tool {

// Renews the token of the selected profile if it has expired, and saves it, under the lock of the credentials file: of
// several processes one renews, and the others find the new token. If the file cannot be written, the new token serves
// this command, with a warning. Throws if it cannot be renewed.
void renew_if_expired(context& world);

// Saves a token that a client has renewed. A failure is a warning.
void save_renewed(context& world, geai::auth::resolved const& login);

}  // namespace tool
