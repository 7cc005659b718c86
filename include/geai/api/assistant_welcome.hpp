#pragma once

#include <geai/json/model.hpp>
#include <geai/optional.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The welcome data of assistants and search profiles: the vendor's wiki 22 and 29, and PyGEAI's models.

namespace geai::inline v0_2 {

// A line in the list of features that a user sees first.
struct welcome_feature {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  std::map<std::string, raw_json> other_members{};
};

// An example prompt that a user can start with.
struct welcome_example {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  std::optional<std::string> prompt_text{};
  std::map<std::string, raw_json> other_members{};
};

// The text and the examples that an assistant shows before the first message.
struct assistant_welcome {
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  optional<std::vector<welcome_feature>> features{};
  optional<std::vector<welcome_example>> examples_prompt{};
  std::map<std::string, raw_json> other_members{};
};

template <>
struct model<welcome_feature>
    : fields<field<"title", &welcome_feature::title>, field<"description", &welcome_feature::description>,
             other_members<&welcome_feature::other_members>> {};
template <>
struct model<welcome_example>
    : fields<field<"title", &welcome_example::title>, field<"description", &welcome_example::description>,
             field<"promptText", &welcome_example::prompt_text>, other_members<&welcome_example::other_members>> {};
template <>
struct model<assistant_welcome>
    : fields<field<"title", &assistant_welcome::title>, field<"description", &assistant_welcome::description>,
             field<"features", &assistant_welcome::features>,
             field<"examplesPrompt", &assistant_welcome::examples_prompt>,
             other_members<&assistant_welcome::other_members>> {};

}  // namespace geai::inline v0_2
