// Gets an OAuth access token for a user. The client needs only the base URL.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::auth_client auth{geai::base_url = geai::from_environment};

  geai::oauth_token const token =
      auth.get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value();
  std::cout << token.token_type << " token " << token.access_token << ", good for " << token.expires_in.count()
            << " s\n";

  geai::user_profile const me = auth.get_user_profile_information({.access_token = token.access_token}).value();
  std::cout << "it belongs to " << me.username << "\n";
}
