#include "agent_seeds.hpp"

#include <array>
#include <cstdio>

#include "world.hpp"

namespace sandbox {

namespace {

// The first nine ids are easy to type: 11111111-1111-..., 22222222-2222-...
std::string seed_id(std::size_t index) {
  if (index < 9) {
    std::string id(36, static_cast<char>('1' + index));
    for (auto const dash : {8U, 13U, 18U, 23U}) id[dash] = '-';
    return id;
  }
  std::array<char, 37> text{};
  std::snprintf(text.data(), text.size(), "00000000-0000-4000-8000-%012zu", index + 1);
  return text.data();
}

json permissions(std::string_view chat, std::string_view execution) {
  return {{"chatSharing", chat}, {"externalExecution", execution}};
}

json agent_data(std::string_view strategy, std::string_view instructions, json models) {
  return {{"strategyName", strategy},
          {"prompt",
           {{"instructions", instructions},
            {"context", ""},
            {"inputs", {"topic", "language"}},
            {"outputs", json::array({{{"key", "text"}, {"description", "the answer"}}})},
            {"examples", json::array({{{"inputData", "rain"}, {"output", R"({"text":"wet"})"}}})}}},
          {"llmConfig",
           {{"maxTokens", 800}, {"timeout", 0}, {"sampling", {{"temperature", 0.3}, {"topK", 0}, {"topP", 0.95}}}}},
          {"models", std::move(models)},
          {"resourcePools", json::array({{{"name", "pool1"},
                                          {"tools", json::array({{{"name", "com.example.lookup"}, {"revision", 1}}})},
                                          {"agents", json::array()}}})},
          {"properties", json::array({{{"dataType", "String"}, {"key", "team"}, {"value", "a"}}})}};
}

json agent(std::size_t index, std::string_view name) {
  return {
      {"id", seed_id(index)},
      {"name", name},
      {"status", "active"},
      {"accessScope", "private"},
      {"publicName", ""},
      {"description", "A seeded agent"},
      {"jobDescription", "helper"},
      {"avatarImage", ""},
      {"isDraft", false},
      {"isReadonly", false},
      {"revision", 1},
      {"version", 1},
      {"sharingScope", "none"},
      {"permissions", permissions("none", "none")},
      {"effectivePermissions", permissions("none", "none")},
      {"agentData", agent_data("Dynamic Prompting", "Answer briefly.", json::array({{{"name", "openai/gpt-4o"}}}))}};
}

lab_record sample(std::size_t index) {
  json first = agent(index, "Sample");
  first.update({{"accessScope", "public"},
                {"publicName", "com.example.sample"},
                {"description", "A first try"},
                {"avatarImage", "https://example.com/sample.png"},
                {"sharingScope", "organization"},
                {"permissions", permissions("organization", "project")},
                {"effectivePermissions", permissions("organization", "project")}});
  json second = first;
  second.update({{"description", "A public agent with everything set"}, {"revision", 2}, {"version", 2}});
  second["agentData"] = agent_data(
      "Chain of Thought", "Answer briefly and say why.",
      json::array({{{"name", "openai/gpt-4o"}, {"llmConfig", {{"maxTokens", 400}}}}, {{"name", "saia/small"}}}));
  return {std::string(known::project), {std::move(first), std::move(second)}};
}

// Published once as 1.5; the newest revision is a draft.
lab_record unicode(std::size_t index) {
  json first = agent(index, "Übersetzer 日本語 🤖");
  first.update({{"description", "Übersetzt „alles“ – auch Emoji 🎉\n\t\"wörtlich\""}, {"version", 1.5}});
  json second = first;
  second.update({{"isDraft", true}, {"revision", 2}});
  second["agentData"]["prompt"]["instructions"] = "Übersetze nach 日本語.";
  return {std::string(known::project), {std::move(first), std::move(second)}};
}

// In another project, since the vendor's client refuses a whole list because of it.
lab_record nulls() {
  json a = agent(0, "Agent with nulls");
  a.update({{"id", "99999999-0000-4000-8000-000000000001"},
            {"status", "inactive"},
            {"publicName", nullptr},
            {"description", nullptr},
            {"jobDescription", nullptr},
            {"avatarImage", nullptr},
            {"isReadonly", true},
            {"revision", 3},
            {"version", 2.0},
            {"sharingScope", nullptr},
            {"permissions", nullptr},
            {"effectivePermissions", nullptr}});
  a["agentData"] = {{"strategyName", "Question Refinement"},
                    {"prompt", nullptr},
                    {"llmConfig", nullptr},
                    {"models", json::array()},
                    {"resourcePools", nullptr},
                    {"properties", json::array()}};
  return {std::string(known::other_project), {std::move(a)}};
}

lab_record punctuation(std::size_t index) {
  json a = agent(index, "100% C++ & Co? #1");
  a.update({{"status", "pending"}, {"isDraft", true}, {"version", 0}, {"agentData", nullptr}});
  return {std::string(known::project), {std::move(a)}};
}

// The agents of --agents: status and scope alternate, so that filters have an effect.
lab_record numbered(std::size_t index) {
  auto const number = std::to_string(index + 1);
  json a = agent(index, "Agent " + number);
  a["description"] = "Seeded agent number " + number;
  if (index % 2 == 0) a.update({{"accessScope", "public"}, {"publicName", "com.example.agent" + number}});
  if (index % 3 == 0) a["status"] = "inactive";
  if (index % 5 == 0) a["isDraft"] = true;
  return {std::string(known::project), {std::move(a)}};
}

lab_record external() {
  json a = agent(0, "External");
  a.update({{"id", "99999999-0000-4000-8000-000000000000"},
            {"accessScope", "public"},
            {"publicName", "com.example.external"},
            {"isReadonly", true},
            {"sharingScope", "organization"}});
  return {std::string(known::other_project), {std::move(a)}};
}

// The platform's own guide, with which the vendor's command line chats.
lab_record iris() {
  lab_record one = external();
  one.revisions.front().update({{"id", "99999999-0000-4000-8000-000000000002"},
                                {"name", "Iris"},
                                {"publicName", "com.globant.iris"},
                                {"description", "Helps to make agents"}});
  return one;
}

}  // namespace

std::vector<lab_record> seeded_agents(std::size_t count) {
  constexpr std::array special{sample, unicode, punctuation};
  std::vector<lab_record> all;
  all.reserve(count + 3);
  for (std::size_t i = 0; i < count; ++i) all.push_back(i < special.size() ? special[i](i) : numbered(i));
  all.push_back(external());
  all.push_back(nulls());
  all.push_back(iris());
  return all;
}

}  // namespace sandbox
