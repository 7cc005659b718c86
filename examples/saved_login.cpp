// Saves a renewed token to its profile, so that the next program can use it. The client renews the token by itself.
// Usually `geai auth login` makes the profile; this program makes the same profile.
#include <geai/auth/save_login.hpp>
#include <geai/geai.hpp>
#include <iostream>

geai::result<void> log_in(std::string const& path) {
  geai::auth_client const auth{geai::base_url = geai::from_environment};
  geai::oauth_token const token =
      auth.get_oauth2_access_token(
              {.client_id = "sandbox-client", .username = "user@example.com", .password = "sandbox-password"})
          .value();
  return geai::credentials_file::update(path, [&](auto& file) -> geai::result<void> {
    for (auto const& [name, value] : {std::pair{"GEAI_OAUTH_ACCESS_TOKEN", token.access_token.reveal()},
                                      std::pair{"GEAI_OAUTH_REFRESH_TOKEN", token.refresh_token.reveal()},
                                      std::pair{"GEAI_OAUTH_EXPIRES_AT", std::string_view("2026-01-31T12:00:00Z")},
                                      std::pair{"GEAI_OAUTH_CLIENT_ID", std::string_view("sandbox-client")},
                                      std::pair{"GEAI_PROJECT_ID", std::string_view("sandbox-project")}})
      if (auto set = file.set("mine", name, value); !set) return set;
    return {};
  });
}

int main() {
  log_in(geai::default_credentials_path()).value();

  for (int program = 1; program != 3; ++program) {
    geai::ai_lab_client const client{geai::alias = "mine", geai::base_url = geai::from_environment};
    client.list_agents().value();  // renews the token if it has expired

    geai::result<bool> saved = geai::auth::save_login(client.auth());
    if (!saved) std::cerr << saved.error() << "\n";
    std::cout << (saved && *saved ? "the renewed token is saved" : "there is nothing to save") << "\n";
  }
}
