// Inspects the configuration: the kind of credential, the project, the token.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::session const session = geai::get_session();

  if (session.is_oauth()) {
    std::cout << "Using OAuth 2.0 authentication\n";
    std::cout << "Project ID: " << session.project_id() << "\n";
  } else if (session.is_api_key()) {
    std::cout << "Using API Key authentication\n";
  }

  if (geai::secret const* token = session.active_token())
    std::cout << "The active token is " << *token << ", of " << token->reveal().size() << " characters\n";

  switch (session.auth_type()) {
    case geai::auth_type::oauth_token: std::cout << "OAuth authentication active\n"; break;
    case geai::auth_type::api_key: std::cout << "API Key authentication active\n"; break;
    case geai::auth_type::none: std::cout << "No authentication configured\n"; break;
  }

  std::cout << session.warnings().size() << " warnings\n";
}
