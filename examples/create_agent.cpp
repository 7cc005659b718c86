// Creates an agent as a draft, publishes it, and asks it a question.
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>

namespace {

geai::result<void> make_and_ask(geai::client<> const& all) {
  auto const draft = all.upsert_agent(
      {.id = "Packing adviser",
       .definition = {
           .name = "Packing adviser",
           .access_scope = geai::access_scope::private_,
           .description = "Advises on packing a suitcase.",
           .agent_data = geai::agent_data{
               .prompt =
                   geai::agent_prompt{.instructions = "Answer with a packing list for the city.", .inputs = {{"city"}}},
               .llm_config = geai::llm_config{.max_tokens = 500, .sampling = geai::sampling{.temperature = 0.2}},
               .models = {{{.name = "gpt-4o"}}}}}});
  if (!draft) return draft.error();
  std::cout << (draft->is_draft ? "a draft: " : "published: ") << draft->name << "\n";

  auto const published =
      all.publish_agent_revision({.id = draft->id, .revision = std::to_string(draft->revision.value_or(1))});
  if (!published) return published.error();
  std::cout << (published->is_draft ? "a draft: " : "published: ") << published->name << "\n";

  geai::conversation talk{all, {.model = geai::agent_model_name(published->name)}};
  auto const reply = talk.say("Lima");
  if (!reply) return reply.error();
  std::cout << reply->content.value_or("") << "\n";

  auto const deleted = all.delete_agent({.id = published->id});
  if (!deleted) return deleted.error();
  return {};
}

}  // namespace

int main() {
  geai::client const all{geai::alias = "staging"};
  if (auto const done = make_and_ask(all); !done) {
    std::cerr << done.error() << "\n";
    return 1;
  }
}
