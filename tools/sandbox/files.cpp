// Files API.

#include <map>

#include "identifiers.hpp"
#include "multipart.hpp"
#include "service.hpp"
#include "shelf.hpp"

namespace sandbox {

namespace {

class files final : public service {
public:
  explicit files(world& w) : all_(w, "file", {"dataFileId"}, api_failure(404, 48, "No file with this name")) {}

  void add_routes(router& r) override {
    r.add("POST", "/v1/files", access::project, [this](call const& c) { return upload(c); });
    r.add("GET", "/v1/files/all", access::project, [this](call const& c) {
      check_query(c);
      return json_reply(listed());
    });
    r.add("GET", "/v1/files/{fileId}", access::project, [this](call const& c) {
      check_query(c);
      return json_reply(all_.existing(c.slots.front()));
    });
    r.add("GET", "/v1/files/{fileId}/content", access::project, [this](call const& c) {
      check_query(c);
      all_.existing(c.slots.front());
      auto const& p = contents_.at(c.slots.front());
      return reply{.body = p.body,
                   .content_type = p.content_type.empty() ? "application/octet-stream" : p.content_type};
    });
    r.add("DELETE", "/v1/files/{fileId}", access::project, [this](call const& c) {
      check_query(c);
      all_.remove(c.slots.front());
      contents_.erase(c.slots.front());
      return json_reply({{"success", true}});  // inferred
    });
  }

  void reset() override {
    all_.restart();
    contents_.clear();
  }

private:
  static void check_query(call const& c) {
    query_reader q(c.rq.query);
    auto const organization = q.text("organization");
    auto const project = q.text("project");
    q.finish();
    if (organization && *organization != known::organization)
      throw api_failure(400, code::invalid_organization, "Invalid organization id");
    if (project && *project != known::project) throw api_failure(404, code::project_not_found, "Project Not Found");
  }

  // Only the list spells its members with a capital.
  json listed() const {
    json out = json::array();
    for (auto const& file : all_.all())
      out.push_back({{"DataFileId", file.at("dataFileId")},
                     {"DataFileName", file.at("dataFileName")},
                     {"DataFileExtension", file.at("dataFileExtension")},
                     {"DataFilePurpose", file.at("dataFilePurpose")},
                     {"DataFileSize", file.at("dataFileSize")},
                     {"DataFileUrl", file.at("dataFileUrl")}});
    return {{"dataFiles", std::move(out)}};
  }

  reply upload(call const& c) {
    check_query(c);
    auto parts = multipart_parts(c.rq);
    if (parts.size() != 1 || parts.front().name != "file") throw field_required("file");
    part& p = parts.front();
    std::string const name(c.rq.header("fileName").value_or(p.filename.value_or("")));
    if (name.empty()) throw field_required("fileName");
    auto const dot = name.rfind('.');
    auto const id = unique_id();
    auto const folder = std::string(c.rq.header("folder").value_or("temporary"));
    json const& made = all_.add({{"dataFileId", id},
                                 {"dataFileName", name},
                                 {"dataFileExtension", dot == name.npos ? "" : name.substr(dot + 1)},
                                 {"dataFilePurpose", "user"},
                                 {"dataFileSize", p.body.size()},
                                 {"dataFileUrl", "https://files.example.com/" + folder + "/" + id},
                                 {"organizationId", known::organization},
                                 {"projectId", known::project},
                                 {"success", true}});
    contents_[id] = std::move(p);
    return json_reply({{"dataFileId", id}, {"dataFileUrl", made.at("dataFileUrl")}, {"success", true}});
  }

  shelf all_;
  std::map<std::string, part> contents_;
};

}  // namespace

std::unique_ptr<service> make_files(world& w) { return std::make_unique<files>(w); }

}  // namespace sandbox
