#pragma once

#include <geai/api/assistants.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/upload.hpp>

namespace geai::inline v0 {

// The calls of assistants, for the clients that have them.
template <class Client> class assistant_calls : public assistant_waits<Client> {
public:
  [[nodiscard]] auto get_assistant(api::get_assistant const& operation,
                                   call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant(api::get_assistant const& operation, api::get_assistant::answer& into,
                                   call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_assistant(api::create_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_assistant(api::update_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_assistant(api::delete_assistant const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto chat_with_assistant(api::chat_with_assistant const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto send_text_to_assistant(api::send_text_to_assistant const& operation,
                                            call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto begin_text_to_assistant(api::begin_text_to_assistant const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_request_status(api::get_assistant_request_status const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_request_status(api::get_assistant_request_status const& operation,
                                                  api::get_assistant_request_status::answer& into,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto cancel_assistant_request(api::cancel_assistant_request const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_status(api::get_assistant_status const& operation,
                                          call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_assistant_status(api::get_assistant_status const& operation,
                                          api::get_assistant_status::answer& into,
                                          call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto extend_assistant_data_set(api::extend_assistant_data_set const& operation,
                                               call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Assistants.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class assistant_client
    : public basic_client<assistant_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public assistant_calls<assistant_client<Auth, Transport, Json>> {
public:
  using assistant_client::basic_client::basic_client;
};

template <class... Argument>
assistant_client(Argument&&...)
    -> assistant_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
