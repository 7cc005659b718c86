// The answers that rest-api.md documents or that were observed, decoded; and the failures with status 200.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/instances.hpp>
#include <geai/api/knowledge_bases.hpp>
#include <geai/api/usage_limits.hpp>
#include <geai/client/agents.hpp>
#include <geai/client/assistants.hpp>
#include <geai/client/embeddings.hpp>
#include <geai/client/evaluation.hpp>
#include <geai/client/llm.hpp>
#include <geai/client/project_tokens.hpp>
#include <geai/client/rag.hpp>
#include <geai/client/rerank.hpp>
#include <geai/client/secrets.hpp>

namespace {

using geai::test::decoded;
using client =
    geai::test::client_over<geai::test::both_json, geai::agent_calls, geai::secret_calls, geai::evaluation_calls,
                            geai::embeddings_calls, geai::rerank_calls, geai::llm_calls, geai::rag_calls,
                            geai::assistant_calls, geai::project_token_calls>;

client answering(std::string text, int status = 200) {
  return client{geai::transport::mock().reply(status, std::move(text)), geai::auth::none{},
                geai::base_url = "https://api", geai::eval_url = "https://eval"};
}

}  // namespace

TEST_CASE("agents: the sample of section 3.3, and a sharing link") {
  auto const list = answering(R"({"agents":[{"id":"11111111-1111-1111-1111-111111111111","name":"Sample",
    "status":"active","accessScope":"private","isDraft":false,"isReadonly":false,"revision":2,"version":1.5,
    "description":"demo"}]})")
                        .list_agents()
                        .value();
  REQUIRE(list.size() == 1);
  CHECK(list.agents[0].name == "Sample");
  CHECK(list.agents[0].version == 1.5);
  CHECK(!list.agents[0].agent_data);

  auto const link =
      answering(R"({"agentId":"a","apiToken":"t","sharedLink":"https://l"})").create_sharing_link({.id = "a"}).value();
  CHECK(link.api_token.reveal() == "t");
  CHECK(link.shared_link == "https://l");

  CHECK(answering("", 204).delete_agent({.id = "a"}).has_value());
  CHECK(answering(R"({"any":[1]})").export_agent({.id = "a"}).value().text == R"({"any":[1]})");
  CHECK(answering("").export_agent({.id = "a"}).error().code == geai::errc::decode);
}

TEST_CASE("secrets: the value is a secret, and errors do not show it") {
  auto const one = answering(R"({"id":"1","name":"n","secretString":"hidden"})").get_secret({.id = "1"}).value();
  CHECK(one.secret_string.reveal() == "hidden");
  auto const list = answering(R"({"secrets":[{"id":"1","name":"n"},{"id":"2","name":"m","status":"Active"}]})")
                        .list_secrets()
                        .value();
  REQUIRE(list.size() == 2);
  CHECK(list.secrets[0].secret_string.empty());
  CHECK(list.secrets[1].status == "Active");
  auto const broken = answering(R"({"id":1,"secretString":"hidden"})").get_secret({.id = "1"});
  REQUIRE(broken.has_error());
  CHECK(broken.error().body.empty());
  CHECK(broken.error().message.find("hidden") == std::string::npos);
}

TEST_CASE("evaluation: bare arrays, names in both spellings, and the observed error") {
  auto const sets = answering(R"([{"dataSetId":"d","dataSetName":"ds1","dataSetType":"T","dataSetActive":true,
    "rows":[{"dataSetRowInput":"2+2?","expectedSources":[{"dataSetexpectedSourceExtention":"pdf"},
    {"dataSetExpectedSourceExtension":"txt"}],"filterVariables":[{"dataSetMetadataType":"V"}]}]}])")
                        .list_data_sets()
                        .value();
  REQUIRE(sets.size() == 1);
  CHECK(sets[0].active);
  CHECK(sets[0].rows.at(0).input == "2+2?");
  CHECK(sets[0].rows[0].expected_sources.at(0).extension == "pdf");
  CHECK(sets[0].rows[0].expected_sources.at(1).extension == "txt");

  auto const result = decoded<geai::evaluation_result>(R"({"evaluationResultId":"r",
    "evaluationResultAssitantRevision":3,"evaluationResultChunckCount":4,"evaluationResultChunckSize":"800",
    "evaluationResultaMaxTokens":"900","evaluationResultaRetrievalMethod":"similarity","evaluationResultStatus":"F",
    "evaluationResultCost":"0.01","errors":[{"id":7,"description":"row failed"}],
    "rows":[{"dataSetRowId":"1","statements":[{"evalResultRowStatementIsInfered":true}],
             "dataMetrics":[{"systemMetricId":"m","evaluationResultRowMetricScore":0.5}]}]})")
                          .value();
  CHECK(result.assistant_revision.text == "3");
  CHECK(result.chunk_count == 4);
  CHECK(result.chunk_size == 800);
  CHECK(result.max_tokens == 900);
  CHECK(result.retrieval_method == "similarity");
  CHECK(result.errors.at(0).description == "row failed");
  CHECK(result.rows.at(0).data_metrics.at(0).score == 0.5);
  CHECK(decoded<geai::evaluation_result>(R"({"evaluationResultMaxTokens":1})").value().max_tokens == 1);

  // The errors of a result are part of the answer, not a failure of the call.
  CHECK(answering(R"({"evaluationResultId":"r","errors":[{"id":7,"description":"x"}]})")
            .get_evaluation_result({.result_id = "r"})
            .has_value());
  auto const none = answering(R"({"errors":[{"description":"No results found","id":5000}]})", 404)
                        .get_evaluation_result({.result_id = "r"});
  REQUIRE(none.has_error());
  CHECK(none.error().is_not_found());
  CHECK(none.error().faults.at(0).code == 5000);
  CHECK(answering(R"({"errors":[{"description":"x","id":5000}]})").list_data_sets().error().code ==
        geai::errc::api_response);
}

TEST_CASE("embeddings: numbers, and base64 of the same") {
  auto const list = answering(R"({"object":"list","model":"m","data":[{"object":"embedding","index":0,
    "embedding":[1.5,-2]}],"usage":{"prompt_tokens":3,"total_tokens":3}})")
                        .generate_embeddings({.model = "m", .input = {"hello"}})
                        .value();
  CHECK(list.data.at(0).values == std::vector<float>{1.5F, -2});
  CHECK(list.usage->total_tokens == 3);
  auto const packed = answering(R"({"data":[{"index":0,"embedding":"AADAPwAAAMA="}]})")
                          .generate_packed_embeddings({.model = "m", .input = {"hello"}})
                          .value();
  CHECK(packed.data.at(0).values().value() == std::vector<float>{1.5F, -2});
  CHECK(geai::unpack_floats("").value().empty());
  for (char const* wrong : {"AADA", "AADAPwAAAMA!", "A", "AADAPw=AAAMA", "AADAPwA"})
    CHECK_MESSAGE(geai::unpack_floats(wrong).has_error(), wrong);
}

TEST_CASE("rerank, language models") {
  auto const ranked = answering(R"({"id":"i","results":[{"index":1,"relevance_score":0.9,"document":{"text":"cat"}}],
    "meta":{"api_version":{"version":"2"},"billed_units":{"search_units":1}}})")
                          .rerank_chunks({.model = "m", .query = "q", .documents = {"dog", "cat"}})
                          .value();
  CHECK(ranked.results.at(0).relevance_score == 0.9);
  CHECK(ranked.meta->billed_units->search_units == 1);
  auto const providers = answering(R"({"providers":[{"name":"openai","description":"d","interfaceType":1,
    "models":[{"id":"1","name":"gpt-4o","isCustom":false,"contextWindow":128000,
               "properties":[{"id":1,"name":"p","type":"Integer","value":"1"}]}]}]})")
                             .list_llm_providers({.include = "models"})
                             .value();
  CHECK(providers.providers.at(0).models.at(0).context_window == 128000);
}

TEST_CASE("processes, limits, jobs: names in both spellings") {
  auto const process = decoded<geai::agentic_process>(R"({"id":"p","name":"n","Status":"active","VersionId":3,
    "isDraft":true,"key":"k","kb":{"name":"kb","artifactTypeName":["t"]}})")
                           .value();
  CHECK(process.status == "active");
  CHECK(process.version.text == "3");
  CHECK(process.knowledge_base->artifact_type_names.at(0) == "t");
  CHECK(decoded<geai::agentic_process>(R"({"status":"draft","versionId":"4"})").value().version.text == "\"4\"");
  for (char const* text :
       {R"({"usageLimits":[{"id":"1","softLimit":50}]})", R"({"limits":[{"id":"1","softLimit":50}]})"})
    CHECK(decoded<geai::usage_limit_list>(text).value().usage_limits.at(0).soft_limit == 50);
  auto const jobs = decoded<geai::job_list>(R"({"jobs":[{"name":"j","parameters":[{"Name":"a","Value":"b"}]}]})");
  CHECK(jobs.value().jobs.at(0).parameters.at(0).value == "b");
  // An instance's variables may be an object or an array.
  for (char const* text : {R"({"variables":{"a":1}})", R"({"variables":[{"key":"a","value":"1"}]})"})
    CHECK(!decoded<geai::process_instance>(text).value().variables.empty());
}

TEST_CASE("numbers that are texts, and an answer that is an array of remarks") {
  CHECK(
      decoded<geai::plan_metric>(R"({"systemMetricId":"m","systemMetricWeight":"0.5"})").value().system_metric_weight ==
      0.5);
  auto const remarks = answering(R"([{"description":"updated","type":"information"}])")
                           .update_project_api_token({.id = "t", .status = "Blocked"})
                           .value();
  CHECK(remarks.messages.at(0).type == "information");
}

TEST_CASE("assistants and documents: failures with status 200 are errors") {
  std::string const failed =
      R"({"error":{"code":1101,"message":"Search Index Profile not found"},"status":"failed","success":false,"text":""})";
  auto const rag = answering(failed).execute_rag({.profile = "p", .question = "q"});
  REQUIRE(rag.has_error());
  CHECK(rag.error().code == geai::errc::api_response);
  CHECK(rag.error().faults.at(0).code == 1101);
  CHECK(answering(failed)
            .chat_with_assistant({.assistant = "a", .messages = {{.role = "user", .content = "hi"}}})
            .has_error());

  auto const good = answering(R"({"id":1,"requestId":"r","text":"42","documents":[{"pageContent":"c","score":0.5,
    "metadata":{"page":1}}],"result":{"success":true,"messages":[]},"success":true})")
                        .execute_rag({.profile = "p", .question = "q"})
                        .value();
  CHECK(good.text == "42");
  CHECK(good.documents.at(0).metadata.text == R"({"page":1})");
  CHECK(good.result->success);
}
