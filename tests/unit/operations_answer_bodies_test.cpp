// Answers of the services in the platform's form and in its other forms; profiles that are read, changed and sent back.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/client/assistants.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/feedback.hpp>
#include <geai/client/files.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/organization.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/usage_limits.hpp>

namespace {

using geai::errc;
using geai::test::decoded;
using geai::test::json_of;
using client = geai::test::client_over<geai::test::both_json, geai::evaluation_calls, geai::embeddings_calls,
                                       geai::llm_calls, geai::rag_calls, geai::assistant_calls, geai::files_calls,
                                       geai::chat_calls, geai::organization_calls, geai::access_control_calls,
                                       geai::project_token_calls, geai::usage_limit_calls, geai::feedback_calls>;

client answering(std::string text, int status = 200) {
  return client{geai::transport::mock().reply(status, std::move(text)), geai::auth::none{},
                geai::base_url = "https://api", geai::eval_url = "https://eval"};
}

}  // namespace

TEST_CASE("assistants: an assistant in full (wire facts 7)") {
  auto const one = answering(R"({"assistantId":"a","assistantName":"n","assistantDescription":"d","assistantStatus":1,
    "assistantPriority":"0","assistantType":"TextPrompt","projectId":"p","projectName":"P",
    "intents":[{"assistantIntentId":"i","assistantIntentName":"Default","assistantIntentDescription":"",
      "assistantIntentDefaultRevision":2,"revisions":[{"revisionId":"2","revisionName":"r","revisionDescription":"",
      "timestamp":"2025-01-01T00:00:00","modelId":"m","modelName":"gpt-4o","providerName":"openai","prompt":"P",
      "metadata":[{"key":"k","type":"Decimal","value":"0.10"}]}]}],
    "welcomeData":{"title":"t","description":"","features":[{"title":"f","description":""}],
      "examplesPrompt":[{"title":"e","description":"","promptText":"x"}]},
    "llmSettings":{"providerName":"openai","modelName":"gpt-4o","temperature":"0.10","maxTokens":"1000",
      "uploadFiles":false,"promptInjectionGuardrail":true}})")
                       .get_assistant({.id = "a", .detail = "full"})
                       .value();
  CHECK(one.id == "a");
  CHECK(one.priority == 0);
  CHECK(one.intents.at(0).default_revision == 2);
  auto const& revision = one.intents[0].revisions.at(0);
  CHECK(revision.revision_id == 2);
  CHECK(revision.prompt == "P");
  CHECK(revision.metadata.at(0).value.text == "\"0.10\"");
  CHECK(one.welcome_data->examples_prompt->at(0).prompt_text == "x");
  CHECK(one.llm_settings->temperature == 0.1);
  CHECK(one.llm_settings->max_tokens == 1000);
  CHECK(one.llm_settings->prompt_injection_guardrail.text == "true");
}

TEST_CASE("assistants: creating returns an assistant or its project (wire facts 7 and 18)") {
  geai::api::create_assistant const operation{.type = "t", .name = "n", .prompt = "p"};
  CHECK(answering(R"({"assistantId":"a","assistantName":"n"})").create_assistant(operation).value().id == "a");
  auto const project = answering(R"({"projectId":"p","projectName":"n","projectActive":true,"projectStatus":0})")
                           .create_assistant(operation)
                           .value();
  CHECK(project.id.empty());
  CHECK(project.project_id == "p");
  CHECK(project.project_status == 0);
  CHECK(answering(R"({"unrelated":1})").create_assistant(operation).error().code == errc::decode);
}

TEST_CASE("assistants: a reply with code 0 beside its success is a success (wire facts 0.4 and 16)") {
  geai::api::chat_with_assistant const operation{.assistant = "a", .messages = {{.role = "user", .content = "hola"}}};
  auto const reply = answering(R"({"progress":"100","providerName":"openai","providerResponse":"{\"id\":\"c\"}",
    "requestId":"r","status":"succeeded","success":true,"text":"hola","error":{"code":0,"message":""}})")
                         .chat_with_assistant(operation)
                         .value();
  CHECK(reply.text == "hola");
  CHECK(reply.progress == 100);
  CHECK(reply.provider_response == R"({"id":"c"})");
  // A provider's response as an object, or a progress that is not a number, is no error.
  auto const other = answering(R"({"text":"x","progress":"half","providerResponse":{"id":"c"}})")
                         .chat_with_assistant(operation)
                         .value();
  CHECK(!other.progress);
  CHECK(other.provider_response == R"({"id":"c"})");
}

TEST_CASE("search profiles: the list, in both of its spellings, and one profile alone (wire facts 8 and 16)") {
  auto const list = answering(R"({"projectId":"p","projectName":"n","projectDescription":"d","projectActive":true,
    "projectStatus":0,"searchProfiles":[{"name":"a","description":"x"},{"name":"b","description":""}]})")
                        .list_rag_profiles()
                        .value();
  CHECK(list.size() == 2);
  CHECK(list.project_id == "p");
  CHECK(list.project_active == true);
  CHECK(list.project_status == 0);
  for (char const* text : {R"({"profiles":[{"name":"a"}]})", R"({"searchProfiles":{"name":"a"}})", R"([{"name":"a"}])"})
    CHECK_MESSAGE(answering(text).list_rag_profiles().value().profiles.at(0).name == "a", text);
  CHECK(answering(R"({"searchProfiles":[]})").list_rag_profiles().value().size() == 0);
}

TEST_CASE("search profiles: reading, changing and sending back loses nothing (wire facts 8 and 16)") {
  char const full[] = R"({"name":"p","description":"d","status":1,"template":"t","prompt":"q",)"
                      R"("welcomeData":{"title":"t","new":[1]},"searchOptions":{"historyCount":2,)"
                      R"("llm":{"cache":false,"frequencyPenalty":0,"maxTokens":1000,"modelName":"m","n":1,)"
                      R"("presencePenalty":0,"provider":"openai","stream":false,"temperature":0.1,"topP":1,"type":"",)"
                      R"("verbose":true,"uploadFiles":true,"llmOutputGuardrail":false,"inputModerationGuardrail":null,)"
                      R"("promptInjectionGuardrail":false,"reasoningEffort":"low"},)"
                      R"("search":{"k":5,"type":"mmr","fetchK":20,"lambda":0.5,"prompt":"s",)"
                      R"("returnSourceDocuments":true,"scoreThreshold":0.25,"template":"u","later":{}},)"
                      R"("retriever":{"type":"vectorStore","searchType":"similarity","step":"all","prompt":"r"},)"
                      R"("chain":{"type":"stuff"},"embeddings":{"dimensions":256,"modelName":"e","provider":"openai",)"
                      R"("useProxy":true},"ingestion":{"provider":"geai","geaiOptions":{"a":1},)"
                      R"("llamaParseOptions":{}},"options":{"x":1},"rerank":{"top":3},"variables":[{"NAME":"v"}],)"
                      R"("vectorStore":{"y":2}},"indexOptions":{"chunks":{"chunkOverlap":100,"chunkSize":1000},)"
                      R"("useParentDocument":true,"childDocument":{"childK":4,"child":{"chunkSize":200,)"
                      R"("chunkOverlap":20,"contentProcessing":"clean"}}},"unknownToday":{"deep":[true]}})";
  auto profile = answering(full).get_rag_profile({.name = "p"}).value();
  CHECK(profile.search_options->llm->type == "");
  CHECK(profile.search_options->embeddings->use_proxy == true);
  CHECK(profile.index_options->child_document->child->content_processing == "clean");
  CHECK(profile.other_members.at("unknownToday").text == R"({"deep":[true]})");
  CHECK(profile.search_options->llm->other_members.at("reasoningEffort").text == "\"low\"");

  profile.description = "changed";
  auto expected = geai::test::both_json::tree::parse(full);
  expected["description"] = "changed";
  expected["searchOptions"]["llm"].erase("inputModerationGuardrail");  // null counts as absent
  geai::transport::mock wire = geai::transport::mock().reply(200, R"({"name":"p"})");
  client const with{wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};
  REQUIRE(with.update_rag_profile({.name = "p", .profile = profile}));
  CHECK(geai::test::both_json::tree::parse(wire.requests().at(0).body) == expected);
}

TEST_CASE("search profiles: numbers that are texts, and the other names of members (wire facts 0.1 and 8)") {
  auto const profile = decoded<geai::rag_profile>(R"({"status":"2","searchOptions":{"historyCount":"3",
    "llm":{"temperature":"0.10","maxTokens":"1000","providerName":"openai"},"vector_store":{"z":1}}})")
                           .value();
  CHECK(profile.status == 2);
  CHECK(profile.search_options->history_count == 3);
  CHECK(profile.search_options->llm->temperature == 0.1);
  CHECK(profile.search_options->llm->max_tokens == 1000);
  CHECK(profile.search_options->llm->provider == "openai");
  CHECK(profile.search_options->vector_store.text == R"({"z":1})");
}

TEST_CASE(
    "documents: a list, its count as a text, one document alone, metadata in either form (wire facts 8, 16 and 18)") {
  auto const list = answering(R"({"count":"12","documents":[{"id":"d","name":"n","extension":"pdf","timestamp":"t",
    "url":"u","indexStatus":"Success","indexDetail":"","chunks":"7","keyName":"n.pdf",
    "metadata":[{"key":"type","value":"test"},{"key":"year","value":"2023"}]}]})")
                        .list_rag_documents({.name = "p"})
                        .value();
  CHECK(list.count == 12);
  CHECK(list.documents.at(0).chunks == "7");
  CHECK(list.documents[0].metadata.at(1).value.text == "\"2023\"");
  auto const alone = answering(R"({"count":1,"documents":{"id":"d","metadata":{"type":"test","year":2023}}})")
                         .list_rag_documents({.name = "p"})
                         .value();
  REQUIRE(alone.size() == 1);
  REQUIRE(alone.documents[0].metadata.size() == 2);
  CHECK(alone.documents[0].metadata[0].key == "type");
  CHECK(alone.documents[0].metadata[1].value.text == "2023");

  geai::api::update_rag_document_metadata const operation{
      .name = "p", .id = "d", .metadata = {{"type", geai::rag_value("new")}}};
  CHECK(
      answering(R"({"id":"d","indexStatus":"Unknown"})").update_rag_document_metadata(operation).value().index_status ==
      "Unknown");
}

TEST_CASE(
    "questions: a result without success is an error, whatever the status; the rest of an answer is read (wire facts "
    "0.4, 8 and 16)") {
  geai::api::execute_rag const operation{.profile = "p", .question = "q"};
  auto const failed = answering(R"({"text":"","documents":[],"result":{"success":false,"messages":["No index"]}})")
                          .execute_rag(operation);
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == errc::api_response);
  CHECK(failed.error().message.find("No index") != std::string::npos);
  auto const good = answering(R"({"text":"42","documents":[{"pageContent":"c","score":"0.5","metadata":{"p":1}}],
    "result":{"success":true,"messages":[]},"requestId":"r","status":"succeeded","success":true,"timestamp":"t",
    "log":{"l":1},"error":{"code":0,"message":""}})")
                        .execute_rag(operation)
                        .value();
  CHECK(good.documents.at(0).score == 0.5);
  CHECK(good.status == "succeeded");
  CHECK(good.timestamp == "t");
  CHECK(good.log.text == R"({"l":1})");
}

TEST_CASE("files: names with a capital, and one file alone (wire facts 9 and 16)") {
  char const one[] = R"({"DataFileId":"f1","DataFileName":"n","DataFileExtension":"pdf","DataFilePurpose":"",)"
                     R"("DataFileSize":"12","DataFileUrl":"u"})";
  auto const file = answering(one).get_file({.id = "f1"}).value();
  CHECK(file.id == "f1");
  CHECK(file.name == "n");
  CHECK(file.size == 12);
  for (std::string const& text : {R"({"dataFiles":[)" + std::string(one) + "]}",
                                  R"({"dataFiles":)" + std::string(one) + "}", "[" + std::string(one) + "]"}) {
    auto const list = answering(text).list_files().value();
    REQUIRE(list.size() == 1);
    CHECK(list.files[0].url == "u");
  }
  CHECK(answering(R"({"dataFileId":"f","dataFileUrl":"u","success":true})").get_file({.id = "f"}).value().id == "f");
  CHECK(answering(R"({"success":false,"message":"too big"})").get_file({.id = "f"}).error().code == errc::api_response);
}

TEST_CASE("chat: content in parts, arguments as an object, counts and costs that are texts (wire facts 6)") {
  geai::api::chat_completion const operation{.model = "m", .messages = {{.role = "user", .content = "hi"}}};
  auto const answer = answering(R"({"id":"c","created":1744857525.25,"model":"m","choices":[{"index":"0",
    "message":{"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}],
    "annotations":[],"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":{"a":1}}}]},
    "finish_reason":"stop"}],"usage":{"prompt_tokens":"3","completion_tokens":2.5,"total_tokens":5,
    "total_cost":"0.0012","prompt_cost":"0E-10","currency":"USD","completion_tokens_details":{"reasoning_tokens":"7"}}})")
                          .completion(operation)
                          .value();
  auto const& said = answer.choices.at(0).message;
  CHECK(said.content == "Hello");
  CHECK(said.content_parts.text == R"([{"type":"text","text":"Hel"},{"type":"text","text":"lo"}])");
  CHECK(said.tool_calls.at(0).function->arguments == R"({"a":1})");
  CHECK(answer.created == 1744857525);
  CHECK(answer.usage->prompt_tokens == 3);
  CHECK(answer.usage->total_cost == 0.0012);
  CHECK(answer.usage->prompt_cost == 0);
  CHECK(answer.usage->completion_tokens_details->reasoning_tokens == 7);
  // The parts are sent back unchanged.
  CHECK(json_of(geai::chat_message(said)) ==
        R"({"role":"assistant","content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}],)"
        R"("tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]})");

  CHECK(!answering(R"({"id":"c","choices":[{"message":{"role":"assistant","content":null}}]})")
             .completion(operation)
             .value()
             .choices.at(0)
             .message.content);
  // An empty complaint beside a paid answer is not an error.
  for (char const* complaint : {R"("error":{ })", R"("errors":"")", R"("error":[])", R"("error":null)", R"("error":0)"})
    CHECK_MESSAGE(answering(R"({"id":"c","choices":[],)" + std::string(complaint) + "}").completion(operation),
                  complaint);
}

TEST_CASE("responses: the vendor's sample counts as a chat does (wire facts 6)") {
  auto const response = answering(R"({"id":"resp_1","created_at":"1744857525","status":"completed","error":null,
    "incomplete_details":null,"model":"gpt-4o","output":[{"type":"message","role":"assistant","id":"m",
    "status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]},
    {"type":"function_call","call_id":"k","name":"f","arguments":{"a":1}}],"text":{"format":{"type":"text"}},
    "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"total_cost":0.1,"currency":"USD",
    "prompt_tokens_details":{"cached_tokens":2}}})")
                            .get_response({.model = "openai/gpt-4o", .input = "hi"})
                            .value();
  CHECK(response.output_text() == "Hi");
  CHECK(response.created_at == 1744857525);
  CHECK(response.usage->completion_tokens == 1);
  CHECK(response.usage->prompt_tokens_details->cached_tokens == 2);
  CHECK(response.output.at(1).arguments == R"({"a":1})");
  auto const openai = decoded<geai::model_response>(R"({"usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4,
    "output_tokens_details":{"reasoning_tokens":1}}})")
                          .value();
  CHECK(openai.usage->prompt_tokens == 3);
  CHECK(openai.usage->completion_tokens_details->reasoning_tokens == 1);
}

TEST_CASE("a provider's answer comes as it is (wire facts 6)") {
  geai::transport::mock wire =
      geai::transport::mock().reply(200, R"({"error":1})", {{"Content-Type", "application/json"}});
  client const with{wire, geai::auth::none{}, geai::base_url = "https://api", geai::eval_url = "https://eval"};
  CHECK(with.proxy_get({.provider = "openai", .path = "v1/models"}).value() ==
        geai::proxied_answer{R"({"error":1})", "application/json"});
  auto const sent = wire.requests().size();
  for (char const* path : {"", "/v1", "..", "v1/../x", "v1/..", "./x"})
    CHECK_MESSAGE(with.proxy_get({.provider = "p", .path = path}).has_error(), path);
  CHECK(with.proxy_get({.provider = "", .path = "x"}).has_error());
  CHECK(wire.requests().size() == sent);
}

TEST_CASE("language models: numbers that are texts, and OpenAI's form (wire facts 0.1 and 10)") {
  auto const model = answering(R"({"id":"1","name":"gpt-4o","fullName":"openai/gpt-4o","contextWindow":"128000",
    "maxOutputTokens":"16384","priority":"1","isCustom":false})")
                         .get_llm_model({.provider = "openai", .id = "gpt-4o"})
                         .value();
  CHECK(model.context_window == 128000);
  CHECK(model.max_output_tokens == 16384);
  auto const list = answering(R"({"object":"list","data":[{"id":"openai/gpt-4o","object":"model","created":1,
    "owned_by":"openai"}]})")
                        .list_models()
                        .value();
  CHECK(list.data.at(0).id == "openai/gpt-4o");
  CHECK(list.data[0].owned_by == "openai");
}

TEST_CASE("projects: in full, with tokens and a limit (wire facts 11)") {
  auto const one = answering(R"({"projectId":"p","projectName":"n","projectDescription":"","projectActive":true,
    "projectStatus":0,"organizationId":"o","organizationName":"O","searchProfiles":[{"name":"s","description":""}],
    "tokens":[{"id":"default_x","name":"t","status":"Active","timestamp":"ts"}],
    "usageLimit":{"id":"l","hardLimit":"100.00"}})")
                       .get_project({.id = "p"})
                       .value();
  CHECK(one.search_profiles.at(0).name == "s");
  CHECK(one.tokens.at(0).status == "Active");
  CHECK(one.usage_limit->hard_limit == 100);
  auto const assistants = answering(R"({"projectId":"p","projectName":"n","assistants":[{"assistantId":"a"}]})")
                              .list_organization_assistants()
                              .value();
  CHECK(assistants.assistants.at(0).id == "a");
}

TEST_CASE("requests of the past: an item in full (wire facts 11 and 18)") {
  auto const list = answering(R"({"items":[{"apiToken":"default","assistant":"a","cost":"0.0148325400",
    "elapsedTimeMs":"7000","startTimestamp":"s","endTimestamp":"e","timestamp":"t","feedback":null,"intent":"i",
    "module":"m","prompt":"p","output":"o","inputText":"x","ragSourcesConsulted":[],"sessionId":"q",
    "status":"succeeded"}]})")
                        .export_requests()
                        .value();
  auto const& item = list.items.at(0);
  CHECK(item.api_token == "default");
  CHECK(item.cost == 0.01483254);
  CHECK(item.elapsed_time_ms == 7000);
  CHECK(item.module == "m");
  CHECK(item.session_id == "q");
  CHECK(item.end_timestamp == "e");
}

TEST_CASE("access control: memberships, roles, members, organizations (wire facts 11)") {
  auto const memberships = answering(R"({"count":1,"pages":1,"organizations":[{"organizationId":"o",
    "organizationName":"O","isStationAvailable":true,"projects":[{"projectId":"p","projectName":"P",
    "roles":[{"id":"r","name":"Admin","externalId":"x","type":"backend","origin":"system"}]}]}]})")
                               .list_memberships()
                               .value();
  CHECK(memberships.count == 1);
  CHECK(memberships.pages == 1);
  auto const& organization = memberships.organizations.at(0);
  CHECK(organization.is_station_available == true);
  CHECK(organization.projects.at(0).roles.at(0).name == "Admin");
  CHECK(answering(R"({"count":1,"pages":1,"projects":[{"projectId":"p"}]})")
            .list_project_memberships()
            .value()
            .projects.at(0)
            .project_id == "p");
  CHECK(answering(R"({"roles":[{"id":"r","name":"n"}]})").list_project_roles().value().roles.at(0).id == "r");
  CHECK(answering(R"({"members":[{"email":"e","roles":[{"name":"n"}]}]})")
            .list_project_members()
            .value()
            .members.at(0)
            .roles.at(0)
            .name == "n");
  CHECK(answering(R"({"members":[{"email":"e","roles":["Admin"]}]})")
            .list_project_members()
            .value()
            .members.at(0)
            .roles.at(0)
            .name == "Admin");
  CHECK(answering(R"({"members":[{"email":"e"}]})").list_organization_members().value().members.at(0).email == "e");
  auto const list =
      answering(R"({"count":"1","pages":"1","organizations":[{"organizationId":"o","organizationName":"O"}]})")
          .list_organizations()
          .value();
  CHECK(list.organizations.at(0).name == "O");
  CHECK(list.pages == 1);
  geai::api::create_organization const operation{.name = "O", .administrator_user_email = "e"};
  CHECK(answering(R"({"organizationId":"o","organizationName":"O"})").create_organization(operation).value().id == "o");
}

TEST_CASE(
    "usage limits: the active one is an object, or a list of one, but never an empty limit (wire facts 12, 17.5 and "
    "18)") {
  geai::api::get_active_project_usage_limit const active{.organization_id = "o", .project_id = "p"};
  char const one[] = R"({"id":"l","subscriptionType":"Monthly","usageUnit":"Cost","hardLimit":"100.00","softLimit":80,
    "usedAmount":"0E-10","remainingUsage":"1.5E+2","renewalStatus":"Renewable","status":1,"validFrom":"f",
    "validUntil":"u","relatedEntityName":"n"})";
  for (std::string const& text : {std::string(one), R"({"usageLimits":[)" + std::string(one) + "]}"}) {
    auto const limit = answering(text).get_active_project_usage_limit(active).value();
    CHECK(limit.id == "l");
    CHECK(limit.hard_limit == 100);
    CHECK(limit.used_amount == 0);
    CHECK(limit.remaining_usage == 150);
    CHECK(limit.status == 1);
    CHECK(limit.related_entity_name == "n");
  }
  for (char const* text : {R"({"usageLimits":[]})", "{}"})
    CHECK_MESSAGE(answering(text).get_active_project_usage_limit(active).error().code == errc::decode, text);

  geai::api::delete_project_usage_limit const gone{.organization_id = "o", .project_id = "p", .limit_id = "l"};
  CHECK(answering(one).delete_project_usage_limit(gone).value().id == "l");
  CHECK(answering("{}").delete_project_usage_limit(gone).value().id.empty());
  CHECK(answering("", 204).delete_project_usage_limit(gone).value().id.empty());
}

TEST_CASE("feedback, and the remarks on a token (wire facts 10)") {
  CHECK(answering("{}").send_feedback({.request_id = "r", .score = 1}).has_value());
  for (char const* text :
       {R"([{"description":"d","type":"information"}])", R"({"messages":[{"description":"d","type":"information"}]})"})
    CHECK_MESSAGE(
        answering(text).update_project_api_token({.id = "t", .status = "Blocked"}).value().messages.at(0).type ==
            "information",
        text);
}

TEST_CASE("evaluation: metrics, an execution, and the numbers of a result (wire facts 0.1, 13 and 16)") {
  auto const metrics = answering(R"([{"systemMetricId":"m","systemMetricName":"Accuracy","systemMetricCategory":"c",
    "systemMetricMinScore":"0.70000","systemMetricRevision":3,"systemMetricEvaluatorId":"e",
    "systemMetricEvaluatorName":"E","systemMetricEvaluatorVersion":"1.0","systemMetricServiceId":"s"}])")
                           .list_system_metrics()
                           .value();
  CHECK(metrics.system_metrics.at(0).name == "Accuracy");
  CHECK(metrics.system_metrics[0].min_score == 0.7);
  CHECK(metrics.system_metrics[0].revision == "3");
  CHECK(metrics.system_metrics[0].service_id == "s");
  auto const weighted = answering(R"([{"systemMetricId":"m","systemMetricWeight":"0.5","systemMetricName":"n"}])")
                            .list_plan_metrics({.plan_id = "p"})
                            .value();
  CHECK(weighted.at(0).system_metric_weight == 0.5);
  CHECK(weighted[0].name == "n");
  auto const begun = answering(R"({"evaluationResultId":"r","evaluationResultStatus":"P"})")
                         .execute_evaluation_plan({.plan_id = "p"})
                         .value();
  CHECK(begun.evaluation_result_id == "r");
  CHECK(begun.evaluation_result_status == "P");

  auto const result = answering(R"({"evaluationResultId":"r","evaluationResultCost":"0.0148325400",
    "evaluationResultDuration":"7000","evaluationResultScoreAverage":"0E-10","evaluationResultChunckSize":"800",
    "rows":[{"dataSetRowId":"1","evaluationResultRowCost":"0.01","evaluationResultRowTokens":"120",
    "evaluationResultRowContextScoreAverage":"0.9","dataMetrics":[{"systemMetricId":"m",
    "evaluationResultRowMetricScore":"0.50"}]}]})")
                          .get_evaluation_result({.result_id = "r"})
                          .value();
  CHECK(result.cost == 0.01483254);
  CHECK(result.duration == 7000);
  CHECK(result.score_average == 0);
  CHECK(result.chunk_size == 800);
  CHECK(result.rows.at(0).tokens == 120);
  CHECK(result.rows[0].context_score_average == 0.9);
  CHECK(result.rows[0].data_metrics.at(0).score == 0.5);
}
