// Every service has a client, and you make all of them in the same way. Evaluations have their own host.
#include <geai/geai.hpp>
#include <iostream>

int main() {
  geai::secret_client secrets{geai::base_url = "https://api.saia.ai", geai::access_token = "your_oauth_access_token",
                              geai::project_id = "your-project-id"};

  geai::evaluation_client evaluations{geai::base_url = "https://api.saia.ai", geai::eval_url = "https://eval.saia.ai",
                                      geai::access_token = "your_oauth_access_token",
                                      geai::project_id = "your-project-id"};

  for (geai::session const* session : {&secrets.session(), &evaluations.session()})
    std::cout << "base_url: " << session->base_url() << ", eval_url: " << session->eval_url()
              << ", OAuth: " << (session->is_oauth() ? "yes" : "no") << ", project: " << session->project_id() << "\n";

  // An invalid call fails before anything is sent.
  auto refused = secrets.create_secret({.definition = {.name = "db-password"}});
  std::cout << refused.error().message << "\n";
}
