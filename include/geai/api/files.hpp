#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/http/multipart.hpp>
#include <geai/http/response.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Files on the platform: rest-api.md section 11 (docs.globant.ai wiki 450).

namespace geai::inline v0_2 {

// A file on the platform.
struct stored_file {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> purpose{};
  std::optional<std::int64_t> size{};  // in bytes
  std::optional<std::string> url{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> project_id{};
};

// The files of a project.
struct stored_file_list {
  std::vector<stored_file> files;

  std::size_t size() const noexcept { return files.size(); }
  stored_file const* begin() const noexcept { return files.data(); }
  stored_file const* end() const noexcept { return files.data() + files.size(); }
};

template <>
struct model<stored_file>
    : fields<field<"dataFileId", &stored_file::id>, field<"dataFileName", &stored_file::name>,
             field<"dataFileExtension", &stored_file::extension>, field<"dataFilePurpose", &stored_file::purpose>,
             informative<"dataFileSize", &stored_file::size>, field<"dataFileUrl", &stored_file::url>,
             field<"organizationId", &stored_file::organization_id>, field<"projectId", &stored_file::project_id>> {};

template <> struct model<stored_file_list> : fields<field<"dataFiles", &stored_file_list::files>> {};

// The bytes of a file.
struct file_content {
  std::string content{};       // empty if the bytes were passed to a sink (client/download.hpp)
  std::string content_type{};  // as sent by the platform
  std::uint64_t size = 0;      // the number of bytes, wherever they were written

  // Moves the bytes out of a response.
  static file_content of(http::response& response) {
    std::uint64_t const size = response.body.size();
    return {std::move(response.body), std::string(response.header("content-type")), size};
  }
  friend bool operator==(file_content const&, file_content const&) = default;

  // Prints the size and the type, not the bytes. Test frameworks print the results that they compare.
  template <class Out>
    requires requires(Out& out, char const* text) { out << text; }
  friend Out& operator<<(Out& out, file_content const& printed) {
    out << printed.size << " bytes of " << printed.content_type;
    return out;
  }
};

namespace api {

// Uploads a file. The platform documents only `id` and `url` of the answer. It requires the project (with a
// project's token) or the organization and the project; default: those of the client.
struct upload_file {
  file_upload file{};
  std::optional<std::string> file_name{};     // the file name; default: that of `file`
  std::optional<std::string> folder{};        // unset: temporary storage
  std::optional<std::string> organization{};  // the id of the organization; default: that of the client
  std::optional<std::string> project{};       // the id of the project; default: that of the client

  using answer = stored_file;
  using endpoint = post<"/v1/files">;
  using parameters =
      fields<part<"file", &upload_file::file>, header<"fileName", &upload_file::file_name>,
             header<"folder", &upload_file::folder>, header<"OrganizationId", &upload_file::organization>,
             header<"organization-id", &upload_file::organization>, header<"ProjectId", &upload_file::project>,
             header<"project-id", &upload_file::project>>;
};

// Returns the bytes of a file. The body of a response with status 2xx is not searched for error messages.
struct get_file_content {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = file_content;
  using endpoint = get<"/v1/files/{id}/content">;
  using parameters = fields<path<"id", &get_file_content::id>, query<"organization", &get_file_content::organization>,
                            query<"project", &get_file_content::project>>;
  static constexpr std::string_view accept = "*/*";
};

// Lists the files of a project.
struct list_files {
  std::optional<std::string> organization{};  // required with an organization's token
  std::optional<std::string> project{};       // required with an organization's token

  using answer = stored_file_list;
  using endpoint = get<"/v1/files/all">;
  using parameters = fields<query<"organization", &list_files::organization>, query<"project", &list_files::project>>;
};

// Returns the metadata of a file.
struct get_file {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = stored_file;
  using endpoint = get<"/v1/files/{id}">;
  using parameters = fields<path<"id", &get_file::id>, query<"organization", &get_file::organization>,
                            query<"project", &get_file::project>>;
};

// Deletes a file.
struct delete_file {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = void;
  using endpoint = delete_<"/v1/files/{id}">;
  using parameters = fields<path<"id", &delete_file::id>, query<"organization", &delete_file::organization>,
                            query<"project", &delete_file::project>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
