#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/files.hpp>
#include <geai/client/basic_client.hpp>
#include <geai/client/download.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0 {

// The calls of files, for the clients that have them.
template <class Client> class files_calls {
public:
  [[nodiscard]] auto list_files() const { return self().template call<api::list_files>(); }
  [[nodiscard]] auto list_files(api::list_files const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto list_files(api::list_files const& operation, api::list_files::answer& into,
                                call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto get_file(api::get_file const& operation, call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_file(api::get_file const& operation, api::get_file::answer& into,
                              call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }
  [[nodiscard]] auto upload_file(api::upload_file const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

  // `progress(sent, total)` may return false to cancel; see client/upload.hpp.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] auto upload_file(api::upload_file const& operation, Progress&& progress,
                                 call_options const& options = call_options()) const {
    return self().upload(operation, std::forward<Progress>(progress), options);
  }

  // In memory, at most the client's body limit of it.
  [[nodiscard]] auto get_file_content(api::get_file_content const& operation,
                                      call_options const& options = call_options()) const {
    return self().call(operation, options);
  }
  [[nodiscard]] auto get_file_content(api::get_file_content const& operation, api::get_file_content::answer& into,
                                      call_options const& options = call_options()) const {
    return self().call(operation, into, options);
  }

  // To a path, a stream or a callable, in memory only piece by piece; see client/download.hpp.
  template <class Sink>
  [[nodiscard]] auto download_file(api::get_file_content const& operation, Sink&& to,
                                   call_options const& options = call_options()) const {
    return self().download(operation, std::forward<Sink>(to), options);
  }

  [[nodiscard]] auto delete_file(api::delete_file const& operation,
                                 call_options const& options = call_options()) const {
    return self().call(operation, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

// The files that the platform keeps.
template <class Auth = auth::resolved, class Transport = transport::curl, class Json = json::simdjson>
class files_client
    : public basic_client<files_client<Auth, Transport, Json>, detail::platform_needs, Auth, Transport, Json>,
      public files_calls<files_client<Auth, Transport, Json>> {
public:
  using files_client::basic_client::basic_client;
};

template <class... Argument>
files_client(Argument&&...) -> files_client<detail::deduced_auth<detail::platform_needs, Argument...>,
                                            detail::deduced_transport<Argument...>, detail::deduced_json<Argument...>>;

}  // namespace geai::inline v0
