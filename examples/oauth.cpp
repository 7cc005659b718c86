// Makes a client with an existing access token, and a client that gets and renews its own token.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::auth_client auth{geai::base_url = geai::from_environment};
  geai::secret const access_token =
      auth.get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value()
          .access_token;

  geai::ai_lab_client client{geai::base_url = geai::from_environment, geai::access_token = access_token,
                             geai::project_id = "sandbox-project"};
  std::cout << client.list_agents().value().size() << " agents with a token\n";

  geai::ai_lab_client by_itself{geai::auth::password{.client_id = "sandbox-client",
                                                     .username = "user@example.com",
                                                     .password = "sandbox-password",
                                                     .project_id = "sandbox-project"},
                                geai::base_url = geai::from_environment};
  std::cout << by_itself.list_agents().value().size() << " agents with a password\n";
}
