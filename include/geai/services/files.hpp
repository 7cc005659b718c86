// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/files.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/download.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0_2 {

// The calls for files: a base class of clients.
template <class Client> class files_calls {
public:
  // Uploads a file. The platform documents only `id` and `url` of the answer. It requires the project (with a project's
  // token) or the organization and the project; default: those of the client.
  //
  // Requires `file`.
  // Optional: `file_name` (the file name; default: that of `file`), `folder` (unset: temporary storage), `organization`
  // (the id of the organization; default: that of the client), `project` (the id of the project; default: that of the
  // client).
  // `POST /v1/files`. Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, stored_file> upload_file(api::upload_file const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like upload_file(request, options). Calls `progress(sent, total)` with the number of bytes sent and the size of the
  // body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, stored_file> upload_file(api::upload_file const& request, Progress&& progress,
                                                             call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

  // Returns the bytes of a file. The body of a response with status 2xx is not searched for error messages.
  //
  // Requires `id`.
  // Optional: `organization`, `project`.
  // `GET /v1/files/{id}/content`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, file_content> get_file_content(api::get_file_content const& request,
                                                                   call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_file_content(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_file_content(api::get_file_content const& request, file_content& out,
                                                           call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Writes the bytes as they arrive to a path, a stream or a callable that takes a std::string_view; see
  // client/download.hpp.
  template <class Sink>
  [[nodiscard]] call_result<Client, file_content> download_file(api::get_file_content const& request, Sink&& sink,
                                                                call_options const& options = call_options()) const {
    return self().download(request, std::forward<Sink>(sink), options);
  }

  // Lists the files of a project.
  //
  // Optional: `organization` (required with an organization's token), `project` (required with an organization's
  // token).
  // `GET /v1/files/all`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, stored_file_list> list_files(api::list_files const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like list_files(request), with the defaults of all members.
  [[nodiscard]] plain_call_result<Client, stored_file_list> list_files() const {
    return self().template call<api::list_files>();
  }
  // Like list_files(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> list_files(api::list_files const& request, stored_file_list& out,
                                                     call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Returns the metadata of a file.
  //
  // Requires `id`.
  // Optional: `organization`, `project`.
  // `GET /v1/files/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, stored_file> get_file(api::get_file const& request,
                                                          call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_file(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_file(api::get_file const& request, stored_file& out,
                                                   call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Deletes a file.
  //
  // Requires `id`.
  // Optional: `organization`, `project`.
  // `DELETE /v1/files/{id}`. Retried after transient failures. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, void> delete_file(api::delete_file const& request,
                                                      call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
