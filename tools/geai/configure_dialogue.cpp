// geai configure without values: the dialogue.

#include "configure.hpp"

#include <nlohmann/json.hpp>

namespace tool {

namespace {

class dialogue {
public:
  dialogue(context& world, configure_options const& options)
      : world_(world), to_(world.output == output_format::json ? stderr : stdout) {
    // Fails before the first question if the file cannot be read.
    file_ = credentials::load(world.credentials_path()).value();
    if (options.profile_alias)
      alias_ = *options.profile_alias;
    else if (world.alias || world.variables.get(geai::variable::alias))
      alias_ = world.selected_alias();
    else
      alias_ = answer("-> Select an alias (Leave empty to use 'default'): ", console::echo::on).reveal();
    if (alias_.empty()) alias_ = geai::default_alias;
    edit_.emplace(world, alias_);
  }

  // Saved values are withdrawn if the dialogue does not finish, so that no incomplete profile remains.
  int run(bool oauth) {
    try {
      ask(oauth);
    } catch (...) {
      take_back();
      throw;
    }
    if (saved_.empty()) world_.terminal.note("nothing was entered, and nothing was changed");
    warn_of_missing_url(world_, alias_);
    if (world_.output == output_format::json)
      world_.print({{"alias", alias_}, {"path", world_.named_credentials()}, {"saved", saved_}}, {});
    return success;
  }

private:
  void ask(bool oauth) {
    if (oauth) {
      // Saved together: a token without a project, or half of a new pair, is useless.
      bool const token = take(geai::variable::access_token,
                              "-> Insert your GEAI_OAUTH_ACCESS_TOKEN: ", console::echo::off, need::required);
      bool const project =
          take(geai::variable::project_id, "-> Insert your GEAI_PROJECT_ID: ", console::echo::on, need::required);
      save();
      if (token) done(geai::variable::access_token);
      if (project) done(geai::variable::project_id);
    } else if (take(geai::variable::api_key, "-> Insert your GEAI_API_KEY: ", console::echo::off, need::optional)) {
      save();
      done(geai::variable::api_key);
    }
    if (take(geai::variable::base_url, "-> Insert your GEAI API BASE URL: ", console::echo::on, need::optional)) {
      save();
      done(geai::variable::base_url);
    }
  }

  enum class need : bool { optional, required };

  // Asks for one value. Returns true if there is a new one. A person may try again, a pipe cannot.
  bool take(std::string_view variable, std::string_view prompt, console::echo seen, need how) {
    for (int tries = 1;; ++tries) {
      geai::secret const given = answer(prompt, seen);
      if (seen == console::echo::off) world_.terminal.conceal(given);
      bool const has_value = file_.get(alias_, variable).has_value();
      try {
        if (given.empty() && how == need::required && !has_value)
          geai::raise({geai::errc::missing_requirement,
                       std::string(variable) + " is required: an access token needs a project id"});
        if (given.empty()) {
          world_.terminal.note(std::string(variable) + (has_value ? " keeps its value" : " stays unset"));
          return false;
        }
        edit_->set(variable, given, variable);
        return true;
      } catch (geai::exception const& e) {
        if (!world_.terminal.asks_a_person() || tries == 3) throw;
        world_.terminal.error(e.what());
      }
    }
  }

  geai::secret answer(std::string_view prompt, console::echo seen) {
    auto given = world_.terminal.ask(prompt, seen, to_);
    if (!given) throw usage_error("standard input ended before the last answer");
    return *std::move(given);
  }

  void save() {
    if (!edit_->empty()) edit_->save();
  }

  void done(std::string_view variable) {
    saved_.push_back(variable);
    if (to_ == stdout) world_.terminal.result(saved_line(variable, alias_));
  }

  void take_back() {
    if (!edit_->saved_anything()) return;
    edit_->undo();
    world_.terminal.note("the dialogue was not finished: alias '" + alias_ + "' is unchanged");
  }

  context& world_;
  std::FILE* to_;
  credentials file_;
  std::string alias_;
  std::optional<profile_edit> edit_;
  json saved_ = json::array();
};

}  // namespace

int configure_by_dialogue(context& world, configure_options const& options) {
  return dialogue(world, options).run(options.oauth);
}

}  // namespace tool
