// Every service has a client, and all are made in the same way. Evaluations have a host of their own.
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

  // What is wrong with a call is said before anything is sent.
  auto refused = secrets.create_secret({.definition = {.name = "db-password"}});
  std::cout << refused.error().message << "\n";
}
