#include <geai/client/assistants.hpp>
//
#include <doctest/doctest.h>

#include <geai/client/chat.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/files.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/rerank.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>

#include "platform_support.hpp"

// Chats, assistants, search profiles and files, operation by operation, in every shape of the sandbox's answers.

using support::done;
using support::every_way;

namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("platform: chat, responses, images") {
  every_way([](support::sandbox const& sandbox) {
    geai::chat_client const chat{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::api::chat_completion const hello{.model = "openai/gpt-4o",
                                           .messages = {{.role = "user", .content = "hello there"}}};
    geai::chat_completion_answer const answer = done(chat.completion(hello));
    CHECK(answer.choices.at(0).message.content == "You said: hello there");
    CHECK(answer.choices.at(0).finish_reason == "stop");
    CHECK(answer.created > 1'600'000'000);
    CHECK(answer.usage.value().total_tokens == 6);
    CHECK(answer.usage.value().total_cost == doctest::Approx(0.00006));
    CHECK(done(chat.completion({.model = "saia:agent:com.globant.iris", .messages = hello.messages})).choices.size() ==
          1);

    auto stream = chat.stream_completion(hello);
    REQUIRE(stream.has_value());
    std::string said;
    std::string finish;
    double cost = 0;
    for (auto const& chunk : *stream) {
      REQUIRE(chunk.has_value());
      if (chunk->usage) cost = chunk->usage->total_cost.value();
      for (auto const& choice : chunk->choices) {
        said += choice.delta.content.value_or("");
        finish = choice.finish_reason.value_or(finish);
      }
    }
    CHECK(said == "You said: hello there");
    CHECK(finish == "stop");
    CHECK(cost == doctest::Approx(0.00006));

    geai::model_response const response = done(chat.get_response({.model = "openai/gpt-4o", .input = "hello"}));
    CHECK(response.output.at(1).content.at(0).text == "You said: hello");
    CHECK(response.usage.value().prompt_tokens == 1);
    CHECK(response.usage.value().completion_tokens == 3);
    CHECK(done(chat.get_response_with_files(
                   {.model = "openai/gpt-4o", .files = {{.content = "%PDF", .name = "a.pdf"}}, .input = "hello"}))
              .output.size() == 2);
    geai::api::generate_image const picture{.model = "openai/gpt-image-1", .prompt = "a cat", .aspect_ratio = "1:1"};
    CHECK(done(chat.generate_image(picture)).data.at(0).url.has_value());
    CHECK(done(chat.generate_image_at_images({.model = picture.model, .prompt = picture.prompt, .aspect_ratio = "1:1"}))
              .data.size() == 1);
    CHECK(done(chat.edit_image({.model = picture.model, .prompt = "a dog", .image = "https://example.com/a.png"}))
              .data.size() == 1);
    CHECK(
        has(done(chat.create_message(
                     {.content = {R"({"model":"claude","max_tokens":9,"messages":[{"role":"user","content":"hi"}]})"}}))
                .text,
            "You said: hi"));
    CHECK(has(done(chat.proxy_get({.provider = "openai", .path = "v1/models"})).content, "openai/gpt-4o"));
    auto const missing = chat.proxy_delete({.provider = "openai", .path = "v1/files/x"});
    REQUIRE(missing.has_error());
    CHECK(missing.error().is_not_found());
  });
}

TEST_CASE("platform: models, embeddings, rerank, feedback") {
  every_way([](support::sandbox const& sandbox) {
    geai::llm_client const llm{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    CHECK(done(llm.list_llm_providers({.include = "models"})).providers.at(0).models.at(0).context_window == 128000);
    CHECK(done(llm.get_llm_provider({.provider = "openai"})).models.size() == 3);
    CHECK(done(llm.list_llm_models({.provider = "openai"})).models.at(0).max_output_tokens == 16000);
    CHECK(done(llm.get_llm_model({.provider = "openai", .id = "gpt-4o"})).full_name == "openai/gpt-4o");
    CHECK(done(llm.list_models({})).data.at(0).id == "openai/gpt-4o");
    geai::embeddings_client const embeddings{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    auto const vectors =
        done(embeddings.generate_embeddings({.model = "openai/text-embedding-3-small", .input = {"a", "b"}}));
    CHECK(vectors.data.size() == 2);
    CHECK(vectors.usage.value().total_cost == doctest::Approx(0.00002));
    geai::rerank_client const rerank{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    auto const ranked =
        done(rerank.rerank_chunks({.model = "cohere/rerank-v3.5", .query = "b", .documents = {"a", "b"}}));
    CHECK(ranked.results.at(0).index == 1);
    CHECK(ranked.meta.value().billed_units.value().search_units == 1);
    geai::feedback_client const feedback{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    done(feedback.send_feedback({.request_id = "r1", .score = 1}));
  });
}

TEST_CASE("platform: assistants") {
  every_way([](support::sandbox const& sandbox) {
    geai::assistant_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::assistant const made = done(client.create_assistant(
        {.type = "chat",
         .name = "helper",
         .prompt = "Help.",
         .llm_settings = geai::assistant_llm_settings{.model_name = "gpt-4o", .max_tokens = 100}}));
    CHECK(made.name == "helper");
    CHECK(made.intents.at(0).default_revision == 1);
    CHECK(made.intents.at(0).revisions.at(0).prompt == "Help.");
    geai::assistant const next = done(client.update_assistant(
        {.id = made.id, .status = 1, .action = "savePublishNewRevision", .prompt = "Help more."}));
    CHECK(next.intents.at(0).default_revision == 2);
    CHECK(next.intents.at(0).revisions.at(1).prompt == "Help more.");
    CHECK(done(client.get_assistant({.id = made.id, .detail = "full"}))
              .intents.at(0)
              .revisions.at(0)
              .metadata.at(0)
              .key == "maxTokens");
    geai::assistant_reply const reply =
        done(client.chat_with_assistant({.assistant = "helper", .messages = {{.role = "user", .content = "hi"}}}));
    CHECK(reply.text == "You said: hi");
    CHECK(done(client.send_text_to_assistant(
                   {.assistant = "helper", .prompt = "x", .variables = {{{.key = "k", .value = "v"}}}}))
              .text == "You said: x");
    CHECK(done(client.begin_text_to_assistant({.assistant = "helper", .prompt = "y"})).request_id.has_value());
    CHECK(done(client.get_assistant_request_status({.id = reply.request_id.value()})).status == "succeeded");
    done(client.cancel_assistant_request({.id = reply.request_id.value()}));
    CHECK(has(done(client.get_assistant_status({.id = made.id})).text, made.id));
    CHECK(has(done(client.extend_assistant_data_set(
                       {.id = made.id, .files = {{.content = "a\n1\n", .name = "a.csv", .content_type = "text/csv"}}}))
                  .text,
              "true"));
    auto const unknown =
        client.chat_with_assistant({.assistant = "nobody", .messages = {{.role = "user", .content = "hi"}}});
    REQUIRE(unknown.has_error());
    CHECK(has(unknown.error().message, "Assistant not found"));
    done(client.delete_assistant({.id = made.id}));
    CHECK(client.get_assistant({.id = made.id}).error().is_not_found());
  });
}

TEST_CASE("platform: search profiles and their documents") {
  every_way([](support::sandbox const& sandbox) {
    geai::rag_client const client{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::rag_profile profile = done(client.create_rag_profile(
        {.profile = {
             .name = "my docs",
             .search_options = geai::rag_search_options{.llm = geai::rag_llm{.max_tokens = 1000, .temperature = 0.0},
                                                        .embeddings = geai::rag_embeddings{.dimensions = 1536}},
             .index_options =
                 geai::rag_index_options{.child_document = geai::rag_child_document{
                                             .child = geai::rag_child_chunks{.content_processing = "clean"}}}}}));
    CHECK(profile.name == "my docs");
    CHECK(profile.search_options.value().llm.value().max_tokens == 1000);
    CHECK(profile.search_options.value().llm.value().temperature == 0.0);
    profile = done(client.get_rag_profile({.name = "my docs"}));
    profile.description = "changed";
    profile = done(client.update_rag_profile({.name = "my docs", .profile = profile}));
    CHECK(profile.description == "changed");
    CHECK(profile.search_options.value().embeddings.value().dimensions == 1536);
    CHECK(profile.index_options.value().child_document.value().child.value().content_processing == "clean");
    geai::rag_profile_list const profiles = done(client.list_rag_profiles({.include_all = true}));
    REQUIRE(profiles.size() == 1);
    CHECK(profiles.begin()->name == "my docs");
    CHECK(profiles.project_id == "sandbox-project");

    geai::rag_document const document =
        done(client.upload_rag_document({.name = "my docs",
                                         .file = {.content = "text", .name = "a.txt", .content_type = "text/plain"},
                                         .metadata = {{{"type", {R"("test")"}}, {"year", {"2023"}}}}}));
    CHECK(document.index_status == "Unknown");
    CHECK(document.metadata.at(1).key == "year");
    CHECK(done(client.get_rag_document({.name = "my docs", .id = document.id})).index_status == "Success");
    geai::rag_document_list const documents = done(client.list_rag_documents({.name = "my docs"}));
    CHECK(documents.size() == 1);
    CHECK(documents.count == 1);
    CHECK(done(client.update_rag_document_metadata(
                   {.name = "my docs", .id = document.id, .metadata = {{"type", {R"("new")"}}}}))
              .id == document.id);
    CHECK(done(client.upload_rag_document_binary(
                   {.name = "my docs", .file = {.content = "raw", .name = "b.txt", .content_type = "text/plain"}}))
              .name == "b");
    done(client.get_rag_profile_log({.name = "my docs"}));
    geai::rag_answer const answer =
        done(client.execute_rag({.profile = "my docs",
                                 .question = "what?",
                                 .filters = {{{.key = "year", .operation = "$in", .value = {"[2023,2024]"}}}}}));
    CHECK(answer.text == "You asked: what?");
    CHECK(answer.documents.size() == 2);
    auto const failed = client.execute_rag({.profile = "none", .question = "what?"});
    REQUIRE(failed.has_error());
    CHECK(has(failed.error().message, "Search Index Profile not found"));
    done(client.delete_rag_document({.name = "my docs", .id = document.id}));
    done(client.delete_all_rag_documents({.name = "my docs"}));
    done(client.delete_rag_profile({.name = "my docs"}));
    CHECK(client.get_rag_profile({.name = "my docs"}).error().is_not_found());
  });
}

TEST_CASE("platform: files") {
  every_way([](support::sandbox const& sandbox) {
    geai::files_client const files{geai::api_key = "sandbox-key", geai::base_url = sandbox.url()};
    geai::stored_file const made =
        done(files.upload_file({.file = {.content = "bytes", .name = "a.txt"}, .project = "sandbox-project"}));
    geai::stored_file const read = done(files.get_file({.id = made.id}));
    CHECK(read.id == made.id);
    CHECK(read.size == 5);
    geai::stored_file_list const all = done(files.list_files({.project = "sandbox-project"}));
    REQUIRE(all.size() == 1);
    CHECK(all.begin()->id == made.id);
    CHECK(all.begin()->name == "a.txt");
    CHECK(done(files.get_file_content({.id = made.id})).content == "bytes");
    done(files.delete_file({.id = made.id}));
    CHECK(files.get_file({.id = made.id}).error().is_not_found());
  });
}
