#pragma once

#include <geai/api/operation.hpp>
#include <optional>
#include <string>

// Files that the platform keeps: rest-api.md section 11 (docs.globant.ai wiki 450).

namespace geai {

struct stored_file {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> purpose{};
  raw_json size{};  // a number or a text
  std::optional<std::string> url{};
  std::optional<std::string> organization_id{};
  std::optional<std::string> project_id{};
};

template <>
struct model<stored_file>
    : fields<field<"dataFileId", &stored_file::id>, field<"dataFileName", &stored_file::name>,
             field<"dataFileExtension", &stored_file::extension>, field<"dataFilePurpose", &stored_file::purpose>,
             field<"dataFileSize", &stored_file::size>, field<"dataFileUrl", &stored_file::url>,
             field<"organizationId", &stored_file::organization_id>, field<"projectId", &stored_file::project_id>> {};

namespace api {

// The files of a project. What wraps the list is not documented.
struct list_files {
  std::optional<std::string> organization{};  // with an organization's token
  std::optional<std::string> project{};       // with an organization's token

  using answer = raw_json;
  using endpoint = get<"/v1/files/all">;
  using parameters = fields<query<"organization", &list_files::organization>, query<"project", &list_files::project>>;
};

// What is known of a file.
struct get_file {
  std::string id{};
  std::optional<std::string> organization{};
  std::optional<std::string> project{};

  using answer = stored_file;
  using endpoint = get<"/v1/files/{id}">;
  using parameters = fields<path<"id", &get_file::id>, query<"organization", &get_file::organization>,
                            query<"project", &get_file::project>>;
};

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
}  // namespace geai
