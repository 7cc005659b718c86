// Each answer of the services with every known member: nothing is lost, so every name is right.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/access_control.hpp>
#include <geai/api/assistants.hpp>
#include <geai/api/authorization.hpp>
#include <geai/api/chat.hpp>
#include <geai/api/embeddings.hpp>
#include <geai/api/evaluation.hpp>
#include <geai/api/evaluation_plans.hpp>
#include <geai/api/files.hpp>
#include <geai/api/llm.hpp>
#include <geai/api/organization.hpp>
#include <geai/api/project_tokens.hpp>
#include <geai/api/rag.hpp>
#include <geai/api/rerank.hpp>
#include <geai/api/responses.hpp>

namespace {

// The value read is written again unchanged.
template <class T> void check_full(std::string const& text) {
  using tree = nlohmann::json;  // the order of members does not matter
  auto const read = geai::test::decoded<T>(text);
  CAPTURE(text);
  REQUIRE(read.has_value());
  CHECK(tree::parse(geai::test::json_of(*read)) == tree::parse(text));
}

constexpr char usage[] = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5,"prompt_cost":0.25,)"
                         R"("completion_cost":0.5,"total_cost":0.75,"currency":"USD",)"
                         R"("prompt_tokens_details":{"reasoning_tokens":1,"cached_tokens":2},)"
                         R"("completion_tokens_details":{"reasoning_tokens":3,"cached_tokens":4}})";

}  // namespace

TEST_CASE("answers in full: authorization") {
  check_full<geai::oauth_token>(R"({"access_token":"a","token_type":"Bearer","expires_in":3600,"refresh_token":"r",
    "scope":"s","user_guid":"g"})");
  check_full<geai::user_profile>(
      R"({"sub":"s","guid":"g","username":"u","email":"e","first_name":"f","last_name":"l"})");
}

TEST_CASE("answers in full: chat") {
  check_full<geai::chat_completion_answer>(R"({"id":"c","object":"chat.completion","created":1,"model":"m",
    "choices":[{"index":1,"message":{"role":"assistant","content":"x","refusal":"no","tool_calls":[{"index":2,"id":"t",
    "type":"function","function":{"name":"f","arguments":"{}"}}],"function_call":{"name":"f"}},"finish_reason":"stop",
    "logprobs":{"l":1}}],"service_tier":"s","system_fingerprint":"p","usage":)" +
                                           std::string(usage) + "}");
  check_full<geai::chat_chunk>(R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m",
    "choices":[{"index":1,"delta":{"role":"assistant","content":"x","refusal":"no","tool_calls":[{"index":2,"id":"t",
    "type":"function","function":{"name":"f","arguments":"{}"}}],"function_call":{"name":"f"}},"finish_reason":"stop",
    "logprobs":{"l":1}}],"service_tier":"s","system_fingerprint":"p","usage":)" +
                               std::string(usage) + "}");
  check_full<geai::model_response>(R"({"id":"r","created_at":1.5,"model":"m","status":"completed","output":[{
    "type":"message","id":"i","status":"completed","role":"assistant","content":[{"type":"output_text","text":"x",
    "refusal":"r","annotations":[1],"logprobs":[]}],"summary":[2],"call_id":"c","name":"n","arguments":"{}"}],"previous_response_id":"p",
    "temperature":0.5,"top_p":0.25,"truncation":"auto","parallel_tool_calls":true,"instructions":"i","metadata":{"a":1},
    "reasoning":{"effort":"low"},"tools":[3],"tool_choice":"auto","incomplete_details":{"reason":"x"},
    "text":{"format":{"type":"text"}},"usage":)" +
                                   std::string(usage) + "}");
  check_full<geai::image_list>(R"({"created":1,"data":[{"url":"u","b64_json":"b"}]})");
}

TEST_CASE("answers in full: embeddings, reranking, language models") {
  char const cost[] = R"({"prompt_tokens":3,"total_tokens":3,"prompt_cost":0.5,"total_cost":0.5,"currency":"USD",)"
                      R"("prompt_tokens_details":{"cached_tokens":0}})";
  check_full<geai::embedding_list>(R"({"model":"m","data":[{"index":1,"embedding":[1.5,-2]}],"usage":)" +
                                   std::string(cost) + "}");
  check_full<geai::packed_embedding_list>(R"({"model":"m","data":[{"index":1,"embedding":"AAAA"}],"usage":)" +
                                          std::string(cost) + "}");
  check_full<geai::rerank_result>(R"({"id":"i","results":[{"index":1,"relevance_score":0.5,"document":{"text":"x"}}],
    "meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}})");
  check_full<geai::llm_provider_list>(R"({"providers":[{"name":"p","description":"d","interfaceType":1,"models":[{
    "id":"i","name":"n","fullName":"p/n","description":"d","type":"Chat","contextWindow":7,"maxOutputTokens":8,
    "priority":1,"isCustom":true,"properties":[{"id":1,"name":"n","type":"Integer","value":"v"}]}]}]})");
  check_full<geai::llm_model_list>(R"({"models":[{"id":"i","name":"n","isCustom":false,"properties":[]}]})");
  check_full<geai::served_model_list>(R"({"data":[{"id":"i","object":"model","created":1,"owned_by":"o"}]})");
}

TEST_CASE("answers in full: files") {
  check_full<geai::stored_file_list>(R"({"dataFiles":[{"dataFileId":"f","dataFileName":"n","dataFileExtension":"e",
    "dataFilePurpose":"p","dataFileSize":7,"dataFileUrl":"u","organizationId":"o","projectId":"q"}]})");
}

TEST_CASE("answers in full: assistants") {
  check_full<geai::assistant>(R"({"assistantId":"a","assistantName":"n","assistantDescription":"d","assistantStatus":1,
    "assistantPriority":2,"assistantType":"t","projectId":"p","projectName":"q","projectDescription":"r",
    "projectActive":true,"projectStatus":0,"intents":[{"assistantIntentId":7,"assistantIntentName":"n",
    "assistantIntentDescription":"d","assistantIntentDefaultRevision":3,"revisions":[{"revisionId":3,
    "revisionName":"n","revisionDescription":"d","timestamp":"t","modelId":"i","modelName":"m","providerName":"p",
    "prompt":"q","metadata":[{"key":"k","type":"t","value":"v"}]}]}],"welcomeData":{"title":"t","description":"d",
    "features":[{"title":"t","description":"d","x":1}],"examplesPrompt":[{"title":"t","description":"d",
    "promptText":"p","y":2}],"z":3},"llmSettings":{"providerName":"p","modelName":"m","temperature":0.5,"maxTokens":7,
    "uploadFiles":true,"llmOutputGuardrail":true,"inputModerationGuardrail":false,"promptInjectionGuardrail":"p",
    "w":4}})");
  check_full<geai::assistant_reply>(R"({"requestId":"r","status":"s","progress":50,"timestamp":"t","text":"x",
    "providerName":"p","providerResponse":"{}"})");
}

TEST_CASE("answers in full: search profiles (their own shape is in operations_answer_bodies_test.cpp), documents") {
  check_full<geai::rag_profile_list>(R"({"searchProfiles":[{"name":"n","description":"d"}],"projectId":"p",
    "projectName":"n","projectDescription":"d","projectActive":true,"projectStatus":2})");
  check_full<geai::rag_document_list>(R"({"count":1,"documents":[{"id":"d","name":"n","extension":"e","keyName":"k",
    "url":"u","timestamp":"t","indexStatus":"Success","indexDetail":"x","chunks":"7",
    "metadata":[{"key":"k","value":"v"}]}]})");
  check_full<geai::rag_answer>(R"({"id":1,"requestId":"r","text":"t","documents":[{"pageContent":"c","score":0.5,
    "metadata":{"a":1}}],"result":{"success":true,"messages":[1]},"status":"s","timestamp":"t","log":{"l":1}})");
}

TEST_CASE("answers in full: organizations, access control, tokens, limits") {
  std::string const limit = R"({"id":"l","subscriptionType":"Monthly","usageUnit":"Cost","softLimit":80,"hardLimit":100,
    "renewalStatus":"Renewable","relatedEntityName":"n","remainingUsage":1.5,"usedAmount":0.5,"status":1,
    "validFrom":"f","validUntil":"u"})";
  std::string const token = R"({"id":"default_x","name":"n","description":"d","status":"Active","scope":"s",
    "timestamp":"t","messages":[{"description":"d","type":"t"}]})";
  check_full<geai::usage_limit_list>(R"({"usageLimits":[)" + limit + "]}");
  check_full<geai::project_api_token_list>(R"({"tokens":[)" + token + "]}");
  check_full<geai::project_token_remarks>(R"({"messages":[{"description":"d","type":"t"}]})");
  check_full<geai::project_list>(R"({"projects":[{"projectId":"p","projectName":"n","projectDescription":"d",
    "projectActive":true,"projectStatus":0,"organizationId":"o","organizationName":"q",
    "searchProfiles":[{"name":"s","description":"d"}],"tokens":[)" +
                                 token + R"(],"usageLimit":)" + limit + "}]}");
  check_full<geai::organization_assistants>(R"({"assistants":[],"projectId":"p","projectName":"n"})");
  check_full<geai::exported_requests>(R"({"count":1,"items":[{"assistant":"a","intent":"i","timestamp":"t","prompt":"p",
    "output":"o","inputText":"x","status":"succeeded","module":"m","sessionId":"s","apiToken":"k","cost":0.5,
    "elapsedTimeMs":7,"startTimestamp":"b","endTimestamp":"e","feedback":"f","ragSourcesConsulted":[1]}]})");
  check_full<geai::organization_list>(R"({"count":1,"pages":1,"organizations":[{"organizationId":"o",
    "organizationName":"n"}]})");
  std::string const roles = R"("roles":[{"id":"r","name":"n","externalId":"e","type":"t","origin":"o"}])";
  std::string const project = R"({"projectId":"p","projectName":"n","projectDescription":"d","organizationId":"o",
    "organizationName":"q",)" +
                              roles + "}";
  check_full<geai::organization_membership_list>(R"({"count":1,"pages":1,"organizations":[{"organizationId":"o",
    "organizationName":"n","isStationAvailable":true,"projects":[)" +
                                                 project + "]}]}");
  check_full<geai::project_membership_list>(R"({"count":1,"pages":1,"projects":[)" + project + "]}");
  check_full<geai::access_role_list>(R"({"count":1,"pages":1,)" + roles + "}");
  check_full<geai::access_member_list>(R"({"count":1,"pages":1,"members":[{"email":"e",)" + roles + "}]}");
}

TEST_CASE("answers in full: evaluations") {
  check_full<std::vector<geai::data_set>>(R"([{"dataSetId":"d","dataSetName":"n","dataSetDescription":"x",
    "dataSetType":"T","dataSetActive":true,"dataSetCreateDate":"2025-01-01","dataSetUpdateDate":"2025-01-02",
    "rows":[{"dataSetRowId":"r","dataSetRowInput":"i","dataSetRowExpectedAnswer":"a","dataSetRowContextDocument":"c",
    "expectedSources":[{"dataSetExpectedSourceId":"s","dataSetExpectedSourceName":"n","dataSetExpectedSourceValue":"v",
    "dataSetExpectedSourceExtension":"e"}],"filterVariables":[{"dataSetRowFilterVarId":"f","dataSetMetadataType":"V",
    "dataSetRowFilterKey":"k","dataSetRowFilterOperator":"=","dataSetRowFilterValue":"v"}]}]}])");
  std::string const metric = R"("systemMetricId":"m","systemMetricName":"n","systemMetricCategory":"c",
    "systemMetricMinScore":0.5,"systemMetricRevision":"3","systemMetricEvaluatorId":"e",
    "systemMetricEvaluatorName":"E","systemMetricEvaluatorVersion":"1","systemMetricServiceId":"s")";
  check_full<geai::system_metric_list>(R"({"systemMetrics":[{)" + metric + "}]}");
  check_full<geai::evaluation_execution>(R"({"evaluationResultId":"r","evaluationResultStatus":"P"})");
  check_full<std::vector<geai::evaluation_plan>>(R"([{"evaluationPlanId":"p","evaluationPlanName":"n",
    "evaluationPlanType":"t","evaluationPlanAssistantId":"a","evaluationPlanAssistantName":"b",
    "evaluationPlanAssistantRevision":2,"evaluationPlanProfileName":"q","dataSetId":"d",
    "systemMetrics":[{"systemMetricWeight":0.5,)" +
                                                 metric + "}]}]");
  check_full<std::vector<geai::evaluation_result>>(R"([{"evaluationResultId":"r","evaluationPlanId":"p","dataSetId":"d",
    "evaluationPlanAssistantName":"a","evaluationPlanProfileName":"q","evaluationResultAssitantRevision":2,
    "evaluationResultProviderName":"o","evaluationResultModelName":"m","evaluationResultPrompt":"t",
    "evaluationResultChunckCount":4,"evaluationResultChunckSize":800,"evaluationResultTemperature":0.5,
    "evaluationResultMaxTokens":900,"evaluationResultRetrievalMethod":"x","evaluationResultVector":"v",
    "evaluationResultStartDate":"s","evaluationResultEndDate":"e","evaluationResultCost":0.25,
    "evaluationResultDuration":7,"evaluationResultScoreAverage":0.75,"evaluationResultDescription":"z",
    "evaluationResultStatus":"F","evaluationResultUploadFiles":true,"errors":[{"id":7,"description":"x"}],
    "rows":[{"dataSetRowId":"1","evaluationResultRowCost":0.5,"evaluationResultRowTokens":120,
      "evaluationResultRowContextScoreAverage":0.9,"evaluationResultRowOutput":"o","evaluationResultRowStartDate":"s",
      "evaluationResultRowEndDate":"e","evaluationResultRowStatus":"F",
      "contexts":[{"evaluationResultRowContextId":"c","evaluationResultRowContextLink":"l",
        "evaluationResultRowContextChunk":"h","evaluationResultRowContextPrecision":"0.5",
        "evaluationResultRowContextName":"n","evaluationResultRowContextDocId":"d",
        "evaluationResultRowContextExtention":"e"}],
      "statements":[{"evalResultRowStatementId":"s","evalResultRowStatementDescription":"d",
        "evalResultRowStatementIsInfered":true}],
      "dataMetrics":[{"systemMetricId":"m","evaluationResultRowMetricScore":0.5,"evaluationResultRowMetricResult":"r",
        "evaluationResultRowMetricFeedback":"f"}]}]}])");
  // The other spellings.
  auto const context = geai::test::decoded<geai::evaluation_context>(R"({"evaluationResultRowChunk":1,
    "evaluationResultRowPrecision":2,"evaluationResultRowName":3,"evaluationResultRowDocId":4,
    "evaluationResultRowExtention":5})")
                           .value();
  CHECK(context.chunk.text + context.precision.text + context.name.text + context.document_id.text +
            context.extension.text ==
        "12345");
  auto const result = geai::test::decoded<geai::evaluation_result>(R"({"evaluationResultAssistantRevision":1,
    "evaluationResultChunkCount":2,"evaluationResultChunkSize":"3","evaluationResultaMaxTokens":"4",
    "evaluationResultaRetrievalMethod":"5"})")
                          .value();
  CHECK(result.assistant_revision.text == "1");
  CHECK(result.chunk_count == 2);
  CHECK(result.chunk_size == 3);
  CHECK(result.max_tokens == 4);
  CHECK(result.retrieval_method == "5");
}
