// The requests of chats, assistants, search profiles, files, embeddings and language models. filled_requests.txt has
// each of them with all members set; operations_wire_transfers_test.cpp has those that send files.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/assistants.hpp>
#include <geai/api/chat.hpp>
#include <geai/api/embeddings.hpp>
#include <geai/api/feedback.hpp>
#include <geai/api/files.hpp>
#include <geai/api/llm.hpp>
#include <geai/api/proxy.hpp>
#include <geai/api/rag.hpp>
#include <geai/api/rerank.hpp>
#include <geai/api/responses.hpp>

namespace {

using namespace geai::api;
using geai::rag_value;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

TEST_CASE("the wire: chat, with either name of the token limit (wire facts 6)") {
  check_wire({
    {chat_completion{.model = "m", .messages = {{.role = "user", .content = "hi"}}},
                                                             "POST", "/chat", R"({"model":"m","messages":[{"role":"user","content":"hi"}]})"},
    {chat_completion{.model = "m", .messages = {{.role = "u"}}, .max_completion_tokens = 7, .reasoning_effort = "low"},
                                                             "POST", "/chat", R"({"model":"m","messages":[{"role":"u"}],"max_completion_tokens":7,"reasoning_effort":"low"})"},
    {chat_completion{.model = "m", .messages = {{.role = "u"}}, .max_tokens = 7},
                                                             "POST", "/chat", R"({"model":"m","messages":[{"role":"u"}],"max_tokens":7})"},
    {chat_completion{.model = "m", .messages = {{.role = "u", .parts = geai::raw_json{"[1]"}}}}, {.route = "/chat/completions"},
                                                             "POST", "/chat/completions", R"({"model":"m","messages":[{"role":"u","content":[1]}]})"},
    {chat_completion{.model = "m", .messages = {{.role = "u"}}, .thread_id = "t", .cache = true},
                                                             "POST", "/chat", R"({"model":"m","messages":[{"role":"u"}]})",
                                                             {{"saia-conversation-id", "t"}, {"X-Saia-Cache-Enabled", "true"}}},
    {get_response{.model = "m", .input = "hi"},              "POST", "/responses", R"({"model":"m","input":"hi"})"},
    {get_response{.model = "m", .input_items = geai::raw_json{"[1]"}, .max_output_tokens = 7},
                                                             "POST", "/responses", R"({"model":"m","input":[1],"max_output_tokens":7})"},
    {get_response{.model = "m", .input = "hi", .max_tokens = 7},
                                                             "POST", "/responses", R"({"model":"m","input":"hi","max_tokens":7})"},
    {get_response{.model = "m", .input_items = {geai::response_message{.role = "user", .parts = {geai::text_part{"a"}, geai::image_part{.url = "https://i/1", .detail = "low"}, geai::file_part{.file_id = "f"}}},
                                                geai::response_function_output{.call_id = "c", .output = "sunny"}}},
                                                             "POST", "/responses", R"({"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"https://i/1","detail":"low"},{"type":"input_file","file_id":"f"}]},{"type":"function_call_output","call_id":"c","output":"sunny"}]})"},
    {get_response{.model = "m", .input = "hi", .tools = {geai::chat_function{.name = "f", .parameters = {"{}"}}, geai::raw_json{R"({"type":"web_search"})"}},
                  .tool_choice = geai::response_tool_choice::function("f"), .text = {.format = geai::response_format::json_object}, .extra = {R"({"include":[]})"}},
                                                             "POST", "/responses", R"({"model":"m","input":"hi","tools":[{"type":"function","name":"f","parameters":{}},{"type":"web_search"}],"tool_choice":{"type":"function","name":"f"},"text":{"format":{"type":"json_object"}},"include":[]})"},
    {create_message{.content = {R"({"model":"m"})"}},        "POST", "/v1/messages", R"({"model":"m"})"},
  });
}

TEST_CASE("the wire: images, by either route (wire facts 6)") {
  check_wire({
    {generate_image{.model = "m", .prompt = "p"},            "POST", "/images/generations", R"({"model":"m","prompt":"p"})"},
    {generate_image{.model = "m", .prompt = "p", .n = 2, .aspect_ratio = "16:9"},
                                                             "POST", "/images/generations", R"({"model":"m","prompt":"p","n":2,"aspectRatio":"16:9"})"},
    {generate_image_at_images{.model = "m", .prompt = "p", .n = 2, .aspect_ratio = "16:9"},
                                                             "POST", "/images", R"({"model":"m","prompt":"p","n":2,"aspect_ratio":"16:9"})"},
    {edit_image{.model = "m", .prompt = "p", .image = "u"},  "POST", "/images/edits", R"({"model":"m","prompt":"p","image":"u"})"},
  });
}

TEST_CASE("the wire: requests passed through to a provider (wire facts 6)") {
  check_wire({
    {proxy_get{.provider = "openai", .path = "v1/models"},   "GET", "/proxy/openai/v1/models", "", {{"Accept", "*/*"}}},
    {proxy_get{.provider = odd, .path = "v1/a b/\xc3\xbc?"}, {.query = {{"limit", "2"}}},
                                                             "GET", "/proxy/" ODD "/v1/a%20b/%C3%BC%3F?limit=2", "", {{"Accept", "*/*"}}},
    {proxy_post{.provider = "anthropic", .path = "v1/messages", .content = "{}"}, {.headers = {{"anthropic-version", "2023-06-01"}}},
                                                             "POST", "/proxy/anthropic/v1/messages", "{}",
                                                             {{"Accept", "*/*"}, {"anthropic-version", "2023-06-01"}}},
    {proxy_put{.provider = "p", .path = "x", .content = "a\n", .content_type = "text/plain"},
                                                             "PUT", "/proxy/p/x", "a\n", {{"Accept", "*/*"}, {"Content-Type", "text/plain"}}},
    {proxy_patch{.provider = "p", .path = "x", .content = "[]"},
                                                             "PATCH", "/proxy/p/x", "[]", {{"Accept", "*/*"}}},
    {proxy_delete{.provider = "p", .path = "x"},             "DELETE", "/proxy/p/x", "", {{"Accept", "*/*"}}},
  });
}

TEST_CASE("the wire: embeddings and reranking (wire facts 10)") {
  check_wire({
    {generate_embeddings{.model = "m", .input = {"a", "b"}}, "POST", "/embeddings", R"({"model":"m","input":["a","b"]})"},
    {generate_embeddings{.model = "m", .input = {"a"}, .dimensions = 7, .input_type = "search_query", .timeout = 9, .cache = true},
                                                             "POST", "/embeddings", R"({"model":"m","input":["a"],"dimensions":7,"input_type":"search_query","timeout":9})",
                                                             {{"X-Saia-Cache-Enabled", "true"}}},
    {generate_packed_embeddings{.model = "m", .input = {"a"}},
                                                             "POST", "/embeddings", R"({"model":"m","input":["a"],"encoding_format":"base64"})"},
    {rerank_chunks{.model = "m", .query = "q", .documents = {"d"}},
                                                             "POST", "/rerank", R"({"model":"m","query":"q","documents":["d"]})"},
    {rerank_chunks{.model = "m", .query = "q", .documents = {"d"}, .top_n = 1},
                                                             "POST", "/rerank", R"({"model":"m","query":"q","documents":["d"],"top_n":1})"},
  });
}

TEST_CASE("the wire: files (wire facts 9)") {
  check_wire({
    {list_files{},                                           "GET",    "/v1/files/all"},
    {list_files{.organization = "o&", .project = "p"},       "GET",    "/v1/files/all?organization=o%26&project=p"},
    {get_file{.id = odd},                                    "GET",    "/v1/files/" ODD},
    {get_file{.id = "f", .organization = "o", .project = "p"},
                                                             "GET",    "/v1/files/f?organization=o&project=p"},
    {get_file_content{.id = odd},                            "GET",    "/v1/files/" ODD "/content", "", {{"Accept", "*/*"}}},
    {delete_file{.id = odd},                                 "DELETE", "/v1/files/" ODD},
    {delete_file{.id = "f", .organization = "o", .project = "p"},
                                                             "DELETE", "/v1/files/f?organization=o&project=p"},
  });
}

TEST_CASE("the wire: language models (wire facts 10)") {
  check_wire({
    {list_models{},                                          "GET", "/models"},
    {list_llm_providers{},                                   "GET", "/v2/llm/providers"},
    {list_llm_providers{.include = "models", .type = "a&b", .streaming = true, .tool_calling = false},
                                                             "GET", "/v2/llm/providers?include=models&type=a%26b&streaming=true&toolCalling=false"},
    {get_llm_provider{.provider = odd},                      "GET", "/v2/llm/providers/" ODD},
    {get_llm_provider{.provider = "p", .accept_language = "es"},
                                                             "GET", "/v2/llm/providers/p", "", {{"Accept-Language", "es"}}},
    {list_llm_models{.provider = odd},                       "GET", "/v2/llm/providers/" ODD "/models"},
    {get_llm_model{.provider = odd, .id = odd},              "GET", "/v2/llm/providers/" ODD "/models/" ODD},
  });
}

TEST_CASE("the wire: search profiles (wire facts 8)") {
  check_wire({
    {list_rag_profiles{},                                    "GET",    "/v1/search/profiles"},
    {list_rag_profiles{.include_all = true},                 "GET",    "/v1/search/profiles", "", {{"include-all", "true"}}},
    {get_rag_profile{.name = odd},                           "GET",    "/v1/search/profile/" ODD},
    {create_rag_profile{.profile = {.name = "n"}},           "POST",   "/v1/search/profile", R"({"name":"n"})"},
    {create_rag_profile{.profile = {.name = "n",
                                    .search_options = geai::rag_search_options{.llm = geai::rag_llm{.provider = "openai", .type = "json_object"},
                                                                               .search = geai::rag_search{.k = 5},
                                                                               .other_members = {{"new", {"1"}}}},
                                    .index_options = geai::rag_index_options{.child_document = geai::rag_child_document{
                                        .child_k = 2, .child = geai::rag_child_chunks{.chunk_size = 100}}}}},
                                                             "POST",   "/v1/search/profile",
        R"({"name":"n","searchOptions":{"llm":{"provider":"openai","type":"json_object"},"search":{"k":5},"new":1},)"
        R"("indexOptions":{"childDocument":{"childK":2,"child":{"chunkSize":100}}}})"},
    {update_rag_profile{.name = odd, .profile = {.status = 2}},
                                                             "PUT",    "/v1/search/profile/" ODD, R"({"status":2})"},
    {delete_rag_profile{.name = odd},                        "DELETE", "/v1/search/profile/" ODD},
    {get_rag_profile_log{.name = odd},                       "POST",   "/v1/search/profile/" ODD "/log", "{}"},
  });
}

TEST_CASE("the wire: documents and questions; the value of a filter is a text, a number or a list (wire facts 8)") {
  check_wire({
    {list_rag_documents{.name = odd},                        "GET",    "/v1/search/profile/" ODD "/documents"},
    {list_rag_documents{.name = "p", .skip = 0, .count = 7}, "GET",    "/v1/search/profile/p/documents?skip=0&count=7"},
    {delete_all_rag_documents{.name = odd},                  "DELETE", "/v1/search/profile/" ODD "/documents"},
    {get_rag_document{.name = odd, .id = odd},               "GET",    "/v1/search/profile/" ODD "/document/" ODD},
    {delete_rag_document{.name = odd, .id = odd},            "DELETE", "/v1/search/profile/" ODD "/document/" ODD},
    {execute_rag{.profile = "p", .question = "q"},           "POST",   "/v1/search/execute", R"({"profile":"p","question":"q"})"},
    {execute_rag{.profile = "p", .question = "q", .variables = {{{.key = "k", .value = "v"}}}, .cache = false},
                                                             "POST",   "/v1/search/execute",
        R"({"profile":"p","question":"q","variables":[{"key":"k","value":"v"}]})", {{"X-Saia-Cache-Enabled", "false"}}},
    {execute_rag{.profile = "p", .question = "q",
                 .filters = {{{.key = "type", .value = rag_value("a\"b")},
                              {.key = "year", .operation = "$gte", .value = rag_value(2023)},
                              {.key = "tag", .operation = "$in", .value = rag_value(std::vector<std::string>{"x", "y"})}}}},
                                                             "POST",   "/v1/search/execute",
        R"({"profile":"p","question":"q","filters":[{"key":"type","operator":"$eq","value":"a\"b"},)"
        R"({"key":"year","operator":"$gte","value":2023},{"key":"tag","operator":"$in","value":["x","y"]}]})"},
  });
}

TEST_CASE("the wire: assistants (wire facts 7)") {
  check_wire({
    {get_assistant{.id = odd},                               "GET",    "/v1/assistant/" ODD},
    {get_assistant{.id = "a", .detail = "full"},             "GET",    "/v1/assistant/a?detail=full"},
    {create_assistant{.type = "t", .name = "n", .prompt = "p"},
                                                             "POST",   "/v1/assistant", R"({"type":"t","name":"n","prompt":"p"})"},
    {create_assistant{.type = "t", .name = "n", .prompt = "p",
                      .llm_settings = geai::assistant_llm_settings{.provider_name = "openai", .max_tokens = 7},
                      .welcome_data = geai::assistant_welcome{.title = "hi", .features = {{{.title = "f"}}},
                                                              .examples_prompt = {{{.prompt_text = "x"}}}}},
                                                             "POST",   "/v1/assistant",
        R"({"type":"t","name":"n","prompt":"p","llmSettings":{"providerName":"openai","maxTokens":7},)"
        R"("welcomeData":{"title":"hi","features":[{"title":"f"}],"examplesPrompt":[{"promptText":"x"}]}})"},
    {update_assistant{.id = odd},                            "PUT",    "/v1/assistant/" ODD, "{}"},
    {update_assistant{.id = "a", .status = 1, .action = "saveNewRevision", .prompt = "p"},
                                                             "PUT",    "/v1/assistant/a", R"({"status":1,"action":"saveNewRevision","prompt":"p"})"},
    {delete_assistant{.id = odd},                            "DELETE", "/v1/assistant/" ODD},
    {chat_with_assistant{.assistant = "a", .messages = {{.role = "user", .content = "hi"}}},
                                                             "POST",   "/v1/assistant/chat", R"({"assistant":"a","messages":[{"role":"user","content":"hi"}]})"},
    {chat_with_assistant{.assistant = "a", .messages = {{.role = "u", .content = "c"}}, .revision = 2, .variables = {{{.key = "k", .value = "v"}}}},
                                                             "POST",   "/v1/assistant/chat",
        R"({"assistant":"a","messages":[{"role":"u","content":"c"}],"revision":2,"variables":[{"key":"k","value":"v"}]})"},
    {send_text_to_assistant{.assistant = "a", .prompt = "p"},
                                                             "POST",   "/v1/assistant/text", R"({"assistant":"a","prompt":"p"})"},
    {send_text_to_assistant{.assistant = "a", .prompt = "p", .variables = {{{.key = "k", .value = "v"}}}},
                                                             "POST",   "/v1/assistant/text", R"({"assistant":"a","prompt":"p","variables":[{"key":"k","value":"v"}]})"},
    {begin_text_to_assistant{.assistant = "a", .prompt = "p", .revision_name = "r"},
                                                             "POST",   "/v1/assistant/text/begin", R"({"assistant":"a","prompt":"p","revisionName":"r"})"},
    {get_assistant_request_status{.id = odd},                "GET",    "/v1/assistant/request/" ODD "/status"},
    {cancel_assistant_request{.id = odd},                    "POST",   "/v1/assistant/request/" ODD "/cancel", "{\"requestId\":\"a b/c?\xc3\xbc\"}"},
    {get_assistant_status{.id = odd},                        "GET",    "/v1/assistant/" ODD "/status"},
  });
}

TEST_CASE("the wire: feedback (wire facts 10)") {
  check_wire({
    {send_feedback{.request_id = odd, .score = 1},           "POST", "/v1/feedback/request/" ODD, R"({"origin":"user-feedback","answerScore":1})"},
    {send_feedback{.request_id = "r", .score = 2, .comments = "c"},
                                                             "POST", "/v1/feedback/request/r", R"({"origin":"user-feedback","answerScore":2,"comments":"c"})"},
  });
}
