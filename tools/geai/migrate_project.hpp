#pragma once

#include <optional>
#include <string>

#include "calls.hpp"

namespace tool {

// The project of the target that has a name: found, or made when it is wanted.
class named_project {
public:
  // `world` has the profile of the organization. Looks for the project.
  named_project(context& world, std::string name);

  bool is_there() const noexcept { return !id_.empty(); }
  std::string const& name() const noexcept { return name_; }
  std::string const& id() const noexcept { return id_; }

  // Makes it, with this person as its administrator. Throws what the call fails with.
  void create(std::string const& administrator);

  // Turns `world` to the project. With an access token that needs its id; an API key is that of one project, so a new one is
  // made, which the profile `keep_as` keeps unless that is empty. A profile of that name that is there is used instead.
  void enter(context& world, std::string const& keep_as);

private:
  context& world_;
  sender organization_;
  std::string name_;
  std::string id_{};
};

// The organization and the project of a profile, by their ids.
struct project_ids {
  std::string organization{};
  std::string project{};
};
project_ids ids_of(sender& through, context& world);

// The usage limit that a project has, as a definition; null when it has none.
json usage_limit_of(sender& through, context& world, project_ids const& of);

// Gives it to another one.
void set_usage_limit(sender& through, context& world, project_ids const& of, json const& limit);

}  // namespace tool
