#pragma once

#include <geai/api/chat.hpp>
#include <geai/api/proxy.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>

namespace geai::inline v0 {

// The calls of the chat, for the clients that have them.
template <class Client> class chat_calls : public structured_calls<Client> {
public:
  [[nodiscard]] auto completion(api::chat_completion const& operation,
                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // The answer bit by bit: result<event_stream>, an input range of result<chat_chunk>. The client must outlive it.
  [[nodiscard]] auto stream_completion(api::chat_completion const& operation,
                                       call_options const& options = call_options()) const {
    return self().stream(operation, options);
  }

  [[nodiscard]] auto get_response(api::get_response const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_response(api::get_response const& operation, api::get_response::answer& into,
                                  call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_response_with_files(api::get_response_with_files const& operation,
                                             call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_response_with_files(api::get_response_with_files const& operation,
                                             api::get_response_with_files::answer& into,
                                             call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto generate_image(api::generate_image const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto generate_image_at_images(api::generate_image_at_images const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto edit_image(api::edit_image const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  [[nodiscard]] auto create_message(api::create_message const& operation,
                                    call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // A provider's own routes, through the platform: see api/proxy.hpp.
  [[nodiscard]] auto proxy_get(api::proxy_get const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto proxy_get(api::proxy_get const& operation, api::proxy_get::answer& into,
                               call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto proxy_post(api::proxy_post const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto proxy_put(api::proxy_put const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto proxy_patch(api::proxy_patch const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto proxy_delete(api::proxy_delete const& operation,
                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Conversations with agents, assistants, flows and models.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class chat_client
    : public basic_client<chat_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public chat_calls<chat_client<Auth, Transport, Json>> {
public:
  using chat_client::basic_client::basic_client;
};

template <class... Argument>
chat_client(Argument&&...) -> chat_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                          detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
