#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/rag.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0 {

// The calls of assistants over documents, for the clients that have them.
template <class Client> class rag_calls : public rag_waits<Client> {
public:
  [[nodiscard]] auto list_rag_profiles() const { return self().template call<api::list_rag_profiles>(); }
  [[nodiscard]] auto list_rag_profiles(api::list_rag_profiles const& operation,
                                       call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_profiles(api::list_rag_profiles const& operation, api::list_rag_profiles::answer& into,
                                       call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_rag_profile(api::get_rag_profile const& operation,
                                     call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_profile(api::get_rag_profile const& operation, api::get_rag_profile::answer& into,
                                     call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto create_rag_profile(api::create_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto update_rag_profile(api::update_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto delete_rag_profile(api::delete_rag_profile const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_documents(api::list_rag_documents const& operation,
                                        call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_rag_documents(api::list_rag_documents const& operation, api::list_rag_documents::answer& into,
                                        call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto all_rag_documents(api::list_rag_documents const& operation,
                                       call_options const& options = call_options()) const {
    return self().all(operation, options);
  }
  [[nodiscard]] auto delete_all_rag_documents(api::delete_all_rag_documents const& operation,
                                              call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto upload_rag_document(api::upload_rag_document const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // `progress(sent, total)` may return false to cancel; see client/upload.hpp.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] auto upload_rag_document(api::upload_rag_document const& operation, Progress&& progress,
                                         call_options const& options = call_options()) const {
    return self().upload(operation, std::forward<Progress>(progress), options);
  }

  [[nodiscard]] auto upload_rag_document_binary(api::upload_rag_document_binary const& operation,
                                                call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  // Sends the document and calls `progress` with the bytes that were sent and the size of the file.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] auto upload_rag_document_binary(api::upload_rag_document_binary const& operation, Progress&& progress,
                                                call_options const& options = call_options()) const {
    return self().upload(operation, std::forward<Progress>(progress), options);
  }

  [[nodiscard]] auto update_rag_document_metadata(api::update_rag_document_metadata const& operation,
                                                  call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_document(api::get_rag_document const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_document(api::get_rag_document const& operation, api::get_rag_document::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto delete_rag_document(api::delete_rag_document const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_profile_log(api::get_rag_profile_log const& operation,
                                         call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_rag_profile_log(api::get_rag_profile_log const& operation,
                                         api::get_rag_profile_log::answer& into,
                                         call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto execute_rag(api::execute_rag const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// Assistants over documents.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class rag_client
    : public basic_client<rag_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public rag_calls<rag_client<Auth, Transport, Json>> {
public:
  using rag_client::basic_client::basic_client;
};

template <class... Argument>
rag_client(Argument&&...) -> rag_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                        detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
