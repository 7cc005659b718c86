#pragma once

#include <geai/api/project_tokens.hpp>
#include <geai/client/basic_client.hpp>

namespace geai::inline v0 {

// The calls of projects' API tokens, for the clients that have them.
template <class Client> class project_token_calls {
public:
  [[nodiscard]] auto create_project_api_token(api::create_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_api_token(api::get_project_api_token const& operation,
                                           call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_project_api_token(api::get_project_api_token const& operation,
                                           api::get_project_api_token::answer& into,
                                           call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto update_project_api_token(api::update_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_project_api_token(api::delete_project_api_token const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0
