// Every operation on the wire: with all that it can say, and with what it must say only.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/assistants.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/files.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/rerank.hpp>

namespace {

using wire_test = geai::test::wire_test<geai::embeddings_calls, geai::rerank_calls, geai::files_calls, geai::llm_calls,
                                        geai::rag_calls, geai::assistant_calls, geai::feedback_calls>;

}  // namespace

TEST_CASE("the wire: embeddings") {
  wire_test wire;
  wire.check(wire.client.generate_embeddings({.model = "model",
                                              .input = std::vector<std::string>{"input"},
                                              .dimensions = 7,
                                              .user = "user",
                                              .input_type = "input_",
                                              .timeout = 7,
                                              .cache = true}),
             "POST api /embeddings",
             R"({"model":"model","input":["input"],"dimensions":7,"user":"user","input_type":"input_","timeout":7})",
             {{"X-Saia-Cache-Enabled", "true"}});
  wire.check(wire.client.generate_embeddings({.model = "model", .input = std::vector<std::string>{"input"}}),
             "POST api /embeddings", R"({"model":"model","input":["input"]})");
  wire.check(
      wire.client.generate_packed_embeddings({.model = "model",
                                              .input = std::vector<std::string>{"input"},
                                              .dimensions = 7,
                                              .user = "user",
                                              .input_type = "input_",
                                              .timeout = 7,
                                              .cache = true}),
      "POST api /embeddings",
      R"({"model":"model","input":["input"],"encoding_format":"base64","dimensions":7,"user":"user","input_type":"input_","timeout":7})",
      {{"X-Saia-Cache-Enabled", "true"}});
  wire.check(wire.client.generate_packed_embeddings({.model = "model", .input = std::vector<std::string>{"input"}}),
             "POST api /embeddings", R"({"model":"model","input":["input"],"encoding_format":"base64"})");
}

TEST_CASE("the wire: rerank") {
  wire_test wire;
  wire.check(wire.client.rerank_chunks(
                 {.model = "model", .query = "query", .documents = std::vector<std::string>{"docume"}, .top_n = 7}),
             "POST api /rerank", R"({"model":"model","query":"query","documents":["docume"],"top_n":7})");
  wire.check(
      wire.client.rerank_chunks({.model = "model", .query = "query", .documents = std::vector<std::string>{"docume"}}),
      "POST api /rerank", R"({"model":"model","query":"query","documents":["docume"]})");
}

TEST_CASE("the wire: files") {
  wire_test wire;
  wire.check(wire.client.list_files({.organization = "v&orga", .project = "v&proj"}),
             "GET api /v1/files/all?organization=v%26orga&project=v%26proj", "");
  wire.check(wire.client.list_files({}), "GET api /v1/files/all", "");
  wire.check(wire.client.get_file({.id = "a b/c?\xc3\xbc", .organization = "v&orga", .project = "v&proj"}),
             "GET api /v1/files/a%20b%2Fc%3F%C3%BC?organization=v%26orga&project=v%26proj", "");
  wire.check(wire.client.get_file({.id = "a b/c?\xc3\xbc"}), "GET api /v1/files/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.delete_file({.id = "a b/c?\xc3\xbc", .organization = "v&orga", .project = "v&proj"}),
             "DELETE api /v1/files/a%20b%2Fc%3F%C3%BC?organization=v%26orga&project=v%26proj", "");
  wire.check(wire.client.delete_file({.id = "a b/c?\xc3\xbc"}), "DELETE api /v1/files/a%20b%2Fc%3F%C3%BC", "");
}

TEST_CASE("the wire: llm") {
  wire_test wire;
  wire.check(wire.client.list_llm_providers({.include = "v&incl",
                                             .type = "v&type",
                                             .streaming = true,
                                             .multimodal = true,
                                             .tool_calling = true,
                                             .function_calling = true,
                                             .detail = "v&deta",
                                             .accept_language = "v-Acce"}),
             "GET api "
             "/v2/llm/"
             "providers?include=v%26incl&type=v%26type&streaming=true&multimodal=true&toolCalling=true&functionCalling="
             "true&detail=v%26deta",
             "", {{"Accept-Language", "v-Acce"}});
  wire.check(wire.client.list_llm_providers({}), "GET api /v2/llm/providers", "");
  wire.check(wire.client.get_llm_provider({.provider = "a b/c?\xc3\xbc", .accept_language = "v-Acce"}),
             "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC", "", {{"Accept-Language", "v-Acce"}});
  wire.check(wire.client.get_llm_provider({.provider = "a b/c?\xc3\xbc"}),
             "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_llm_models({.provider = "a b/c?\xc3\xbc", .accept_language = "v-Acce"}),
             "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC/models", "", {{"Accept-Language", "v-Acce"}});
  wire.check(wire.client.list_llm_models({.provider = "a b/c?\xc3\xbc"}),
             "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC/models", "");
  wire.check(
      wire.client.get_llm_model({.provider = "a b/c?\xc3\xbc", .id = "a b/c?\xc3\xbc", .accept_language = "v-Acce"}),
      "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC/models/a%20b%2Fc%3F%C3%BC", "", {{"Accept-Language", "v-Acce"}});
  wire.check(wire.client.get_llm_model({.provider = "a b/c?\xc3\xbc", .id = "a b/c?\xc3\xbc"}),
             "GET api /v2/llm/providers/a%20b%2Fc%3F%C3%BC/models/a%20b%2Fc%3F%C3%BC", "");
}

TEST_CASE("the wire: rag") {
  wire_test wire;
  wire.check(wire.client.list_rag_profiles({}), "GET api /v1/search/profiles", "");
  wire.check(wire.client.get_rag_profile({.name = "a b/c?\xc3\xbc"}), "GET api /v1/search/profile/a%20b%2Fc%3F%C3%BC",
             "");
  wire.check(
      wire.client.create_rag_profile(
          {.profile = geai::rag_profile{.name = "name",
                                        .description = "descri",
                                        .status = 7,
                                        .template_text = "templa",
                                        .welcome_data = geai::raw_json{"[1]"},
                                        .search_options =
                                            geai::rag_search_options{.history_count = 7,
                                                                     .llm = geai::rag_llm{.cache = true,
                                                                                          .frequency_penalty = 0.5,
                                                                                          .max_tokens = 7,
                                                                                          .model_name = "modelN",
                                                                                          .n = 7,
                                                                                          .presence_penalty = 0.5,
                                                                                          .provider = "provid",
                                                                                          .stream = true,
                                                                                          .temperature = 0.5,
                                                                                          .top_p = 0.5,
                                                                                          .type = geai::raw_json{"[1]"},
                                                                                          .verbose = true},
                                                                     .search =
                                                                         geai::rag_search{.k = 7,
                                                                                          .type = "type",
                                                                                          .fetch_k = 7,
                                                                                          .lambda = 0.5,
                                                                                          .prompt = "prompt",
                                                                                          .return_source_documents =
                                                                                              true,
                                                                                          .score_threshold = 0.5,
                                                                                          .template_text = "templa"},
                                                                     .retriever = geai::
                                                                         rag_retriever{.type = "type",
                                                                                       .search_type = "search",
                                                                                       .step = geai::raw_json{"[1]"},
                                                                                       .prompt = "prompt"}},
                                        .index_options =
                                            geai::rag_index_options{
                                                .chunks = geai::rag_chunks{.chunk_overlap = 7, .chunk_size = 7},
                                                .use_parent_document = true,
                                                .child_document = geai::raw_json{"[1]"}}}}),
      "POST api /v1/search/profile",
      R"({"name":"name","description":"descri","status":7,"template":"templa","welcomeData":[1],"searchOptions":{"historyCount":7,"llm":{"cache":true,"frequencyPenalty":0.5,"maxTokens":7,"modelName":"modelN","n":7,"presencePenalty":0.5,"provider":"provid","stream":true,"temperature":0.5,"topP":0.5,"type":[1],"verbose":true},"search":{"k":7,"type":"type","fetchK":7,"lambda":0.5,"prompt":"prompt","returnSourceDocuments":true,"scoreThreshold":0.5,"template":"templa"},"retriever":{"type":"type","searchType":"search","step":[1],"prompt":"prompt"}},"indexOptions":{"chunks":{"chunkOverlap":7,"chunkSize":7},"useParentDocument":true,"childDocument":[1]}})");
  wire.check(wire.client.create_rag_profile(
                 {.profile = geai::rag_profile{.name = "name", .welcome_data = geai::raw_json{"[1]"}}}),
             "POST api /v1/search/profile", R"({"name":"name","welcomeData":[1]})");
  wire.check(wire.client.update_rag_profile(
                 {.name = "a b/c?\xc3\xbc",
                  .profile = geai::rag_profile{.name = "name", .welcome_data = geai::raw_json{"[1]"}}}),
             "PUT api /v1/search/profile/a%20b%2Fc%3F%C3%BC", R"({"name":"name","welcomeData":[1]})");
  wire.check(wire.client.delete_rag_profile({.name = "a b/c?\xc3\xbc"}),
             "DELETE api /v1/search/profile/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.list_rag_documents({.name = "a b/c?\xc3\xbc", .skip = 7, .count = 7}),
             "GET api /v1/search/profile/a%20b%2Fc%3F%C3%BC/documents?skip=7&count=7", "");
  wire.check(wire.client.list_rag_documents({.name = "a b/c?\xc3\xbc"}),
             "GET api /v1/search/profile/a%20b%2Fc%3F%C3%BC/documents", "");
  wire.check(wire.client.delete_all_rag_documents({.name = "a b/c?\xc3\xbc"}),
             "DELETE api /v1/search/profile/a%20b%2Fc%3F%C3%BC/documents", "");
  wire.check(wire.client.get_rag_document({.name = "a b/c?\xc3\xbc", .id = "a b/c?\xc3\xbc"}),
             "GET api /v1/search/profile/a%20b%2Fc%3F%C3%BC/document/a%20b%2Fc%3F%C3%BC", "");
  wire.check(wire.client.delete_rag_document({.name = "a b/c?\xc3\xbc", .id = "a b/c?\xc3\xbc"}),
             "DELETE api /v1/search/profile/a%20b%2Fc%3F%C3%BC/document/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.execute_rag(
          {.id = "id",
           .profile = "profil",
           .question = "questi",
           .variables = std::vector<geai::rag_variable>{geai::rag_variable{.key = "key", .value = "value"}},
           .filters = std::vector<geai::rag_filter>{geai::rag_filter{.key = "key", .value = "value"}},
           .cache = true}),
      "POST api /v1/search/execute",
      R"({"id":"id","profile":"profil","question":"questi","variables":[{"key":"key","value":"value"}],"filters":[{"key":"key","operator":"$eq","value":"value"}]})",
      {{"X-Saia-Cache-Enabled", "true"}});
  wire.check(wire.client.execute_rag({.profile = "profil", .question = "questi"}), "POST api /v1/search/execute",
             R"({"profile":"profil","question":"questi"})");
}

TEST_CASE("the wire: assistants") {
  wire_test wire;
  wire.check(wire.client.get_assistant({.id = "a b/c?\xc3\xbc", .detail = "v&deta"}),
             "GET api /v1/assistant/a%20b%2Fc%3F%C3%BC?detail=v%26deta", "");
  wire.check(wire.client.get_assistant({.id = "a b/c?\xc3\xbc"}), "GET api /v1/assistant/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.create_assistant({.type = "type",
                                    .name = "name",
                                    .prompt = "prompt",
                                    .description = "descri",
                                    .llm_settings = geai::raw_json{"[1]"},
                                    .welcome_data = geai::raw_json{"[1]"}}),
      "POST api /v1/assistant",
      R"({"type":"type","name":"name","prompt":"prompt","description":"descri","llmSettings":[1],"welcomeData":[1]})");
  wire.check(wire.client.create_assistant({.type = "type", .name = "name", .prompt = "prompt"}),
             "POST api /v1/assistant", R"({"type":"type","name":"name","prompt":"prompt"})");
  wire.check(
      wire.client.update_assistant({.id = "a b/c?\xc3\xbc",
                                    .status = 7,
                                    .action = "action",
                                    .revision_id = "revisi",
                                    .name = "name",
                                    .prompt = "prompt",
                                    .description = "descri",
                                    .llm_settings = geai::raw_json{"[1]"},
                                    .welcome_data = geai::raw_json{"[1]"}}),
      "PUT api /v1/assistant/a%20b%2Fc%3F%C3%BC",
      R"({"status":7,"action":"action","revisionId":"revisi","name":"name","prompt":"prompt","description":"descri","llmSettings":[1],"welcomeData":[1]})");
  wire.check(wire.client.update_assistant({.id = "a b/c?\xc3\xbc"}), "PUT api /v1/assistant/a%20b%2Fc%3F%C3%BC",
             R"({})");
  wire.check(wire.client.delete_assistant({.id = "a b/c?\xc3\xbc"}), "DELETE api /v1/assistant/a%20b%2Fc%3F%C3%BC", "");
  wire.check(
      wire.client.chat_with_assistant({.assistant = "assist",
                                       .messages = std::vector<geai::assistant_message>{geai::assistant_message{
                                           .role = "role", .content = "conten"}},
                                       .revision = 7,
                                       .revision_name = "revisi",
                                       .variables = std::vector<geai::assistant_variable>{geai::assistant_variable{
                                           .key = "key", .value = "value"}}}),
      "POST api /v1/assistant/chat",
      R"({"assistant":"assist","messages":[{"role":"role","content":"conten"}],"revision":7,"revisionName":"revisi","variables":[{"key":"key","value":"value"}]})");
  wire.check(wire.client.chat_with_assistant({.assistant = "assist",
                                              .messages = std::vector<geai::assistant_message>{geai::assistant_message{
                                                  .role = "role", .content = "conten"}}}),
             "POST api /v1/assistant/chat",
             R"({"assistant":"assist","messages":[{"role":"role","content":"conten"}]})");
  wire.check(wire.client.send_text_to_assistant(
                 {.assistant = "assist", .prompt = "prompt", .revision = 7, .revision_name = "revisi"}),
             "POST api /v1/assistant/text",
             R"({"assistant":"assist","prompt":"prompt","revision":7,"revisionName":"revisi"})");
  wire.check(wire.client.send_text_to_assistant({.assistant = "assist", .prompt = "prompt"}),
             "POST api /v1/assistant/text", R"({"assistant":"assist","prompt":"prompt"})");
  wire.check(wire.client.get_assistant_request_status({.id = "a b/c?\xc3\xbc"}),
             "GET api /v1/assistant/request/a%20b%2Fc%3F%C3%BC/status", "");
  wire.check(wire.client.cancel_assistant_request({.id = "a b/c?\xc3\xbc"}),
             "POST api /v1/assistant/request/a%20b%2Fc%3F%C3%BC/cancel", "{\"requestId\":\"a b/c?\xc3\xbc\"}");
  wire.check(wire.client.get_assistant_status({.id = "a b/c?\xc3\xbc"}),
             "GET api /v1/assistant/a%20b%2Fc%3F%C3%BC/status", "");
  wire.check(wire.client.extend_assistant_data_set({.id = "a b/c?\xc3\xbc", .content = geai::raw_json{"[1]"}}),
             "POST api /v1/assistant/a%20b%2Fc%3F%C3%BC/datasets/extend", R"([1])");
}

TEST_CASE("the wire: feedback") {
  wire_test wire;
  wire.check(wire.client.send_feedback({.request_id = "a b/c?\xc3\xbc", .score = 1, .comments = "commen"}),
             "POST api /v1/feedback/request/a%20b%2Fc%3F%C3%BC",
             R"({"origin":"user-feedback","answerScore":1,"comments":"commen"})");
  wire.check(wire.client.send_feedback({.request_id = "a b/c?\xc3\xbc", .score = 1}),
             "POST api /v1/feedback/request/a%20b%2Fc%3F%C3%BC", R"({"origin":"user-feedback","answerScore":1})");
}
