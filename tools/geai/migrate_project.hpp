#pragma once

#include <optional>
#include <string>

#include "calls.hpp"

namespace tool {

// The target project with a given name: an existing one, or one that create() makes.
class named_project {
public:
  // `world` has the profile of the organization. Looks for the project.
  named_project(context& world, std::string name);

  bool is_there() const noexcept { return !id_.empty(); }
  std::string const& name() const noexcept { return name_; }
  std::string const& id() const noexcept { return id_; }

  // Creates it, with this person as its administrator. Throws the error of a call.
  void create(std::string const& administrator);

  // Switches `world` to the project. For an access token, the id of the project suffices. An API key belongs to one
  // project, so a new one is created and saved as the profile `keep_as`, unless that is empty. An existing profile of
  // that name is used instead.
  void enter(context& world, std::string const& keep_as);

private:
  context& world_;
  sender organization_;
  std::string name_;
  std::string id_{};
};

// The ids of a profile's organization and project.
struct project_ids {
  std::string organization{};
  std::string project{};
};
project_ids ids_of(sender& through, context& world);

// Returns the usage limit of a project as a definition; null if it has none.
json usage_limit_of(sender& through, context& world, project_ids const& of);

// Sets it on another project.
void set_usage_limit(sender& through, context& world, project_ids const& of, json const& limit);

}  // namespace tool
