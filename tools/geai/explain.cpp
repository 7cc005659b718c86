#include "explain.hpp"

namespace tool {

namespace {

bool look_in_environment(std::string const& alias, geai::environment const& variables, std::string_view name,
                         geai::origin& found) {
  if (alias != geai::default_alias) {
    found.skipped.push_back(std::string(name) + " does not count: the environment serves the default alias only");
  } else if (variables.get(name)) {
    found.source = geai::source::environment;
    found.place = name;
  } else {
    found.skipped.push_back(std::string(name) + " is not set");
  }
  return found.source != geai::source::nowhere;
}

void look_in_file(std::string const& alias, credentials const& file, std::string_view name, geai::origin& found) {
  std::string const section = "[" + alias + "] in " + file.path().native();
  if (file.get(alias, name)) {
    found.source = geai::source::file;
    found.place = section + ", line " + std::to_string(file.line_of(alias, name).value_or(0));
  } else if (file.path().empty()) {
    found.skipped.emplace_back("no credentials file can be read");
  } else if (!file.exists()) {
    found.skipped.push_back(file.path().native() + " does not exist");
  } else {
    found.skipped.push_back(file.contains(alias) ? section + " has no " + std::string(name)
                                                 : file.path().native() + " has no [" + alias + "]");
  }
}

}  // namespace

std::vector<geai::origin> explain(std::string const& alias, geai::environment const& variables,
                                  credentials const& file) {
  geai::origin key{.setting = "api_key"};
  geai::origin token{.setting = "access_token"};
  bool in_environment = look_in_environment(alias, variables, geai::variable::access_token, token);
  for (std::string_view name : {geai::variable::api_key, geai::variable::api_token})
    if (key.source == geai::source::nowhere) in_environment |= look_in_environment(alias, variables, name, key);
  if (!in_environment) {  // credentials come as a unit
    look_in_file(alias, file, geai::variable::access_token, token);
    look_in_file(alias, file, geai::variable::api_key, key);
  }

  std::vector<geai::origin> origins{std::move(key), std::move(token)};
  for (auto const& [name, variable] : {std::pair{"project_id", geai::variable::project_id},
                                       {"organization_id", geai::variable::organization_id},
                                       {"base_url", geai::variable::base_url},
                                       {"eval_url", geai::variable::eval_url}}) {
    geai::origin& found = origins.emplace_back(geai::origin{.setting = name});
    if (!look_in_environment(alias, variables, variable, found)) look_in_file(alias, file, variable, found);
  }
  return origins;
}

}  // namespace tool
