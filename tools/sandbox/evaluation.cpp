// Evaluation APIs: plans, metrics, results. A plan runs at once, or after the configured number of polls; every metric
// scores 1.

#include "evaluation.hpp"

#include <map>

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"

namespace sandbox {

namespace {

json catalogue() {
  auto const metric = [](std::string_view id, std::string_view name) {
    return json{{"systemMetricId", id},
                {"systemMetricName", name},
                {"systemMetricCategory", "Quality"},
                {"systemMetricMinScore", "0.70000"},
                {"systemMetricRevision", 1},
                {"systemMetricEvaluatorId", "sandbox"},
                {"systemMetricEvaluatorName", "Sandbox"},
                {"systemMetricEvaluatorVersion", "1"},
                {"systemMetricServiceId", "sandbox"}};
  };
  return json::array(
      {metric("accuracy", "Accuracy"), metric("faithfulness", "Faithfulness"), metric("relevance", "Relevance")});
}

// A number, or a text that contains one.
shape weight() {
  return [](json const& v, std::string const& name) {
    json const parsed = v.is_string() ? json::parse(v.get_ref<std::string const&>(), nullptr, false) : v;
    if (!parsed.is_number() || parsed.get<double>() < 0 || parsed.get<double>() > 1) throw out_of_range(name, "0 to 1");
  };
}

members metric_fields() {
  return {required("systemMetricId", is::filled_text()), required("systemMetricWeight", weight())};
}

members plan_fields() {
  return {optional("evaluationPlanId", is::text()),
          required("evaluationPlanName", is::filled_text()),
          required("evaluationPlanType", is::one_of({"TextPromptAssistant", "RAG Assistant"})),
          optional("evaluationPlanAssistantId", is::text()),
          optional("evaluationPlanAssistantName", is::text()),
          optional("evaluationPlanAssistantRevision", is::either(is::integer(), is::text())),
          optional("evaluationPlanProfileName", is::text()),
          optional("dataSetId", is::text()),
          optional("systemMetrics", is::array_of(is::object(metric_fields())))};
}

json row_result(json const& row, json const& metrics, std::string const& now) {
  json scores = json::array();
  for (auto const& m : metrics)
    scores.push_back({{"systemMetricId", m.at("systemMetricId")},
                      {"evaluationResultRowMetricScore", 1},
                      {"evaluationResultRowMetricResult", "ok"},
                      {"evaluationResultRowMetricFeedback", ""}});
  json const context{{"evaluationResultRowContextId", unique_id()}, {"evaluationResultRowContextLink", ""},
                     {"evaluationResultRowContextChunk", ""},       {"evaluationResultRowContextPrecision", "1"},
                     {"evaluationResultRowContextName", ""},        {"evaluationResultRowContextDocId", ""},
                     {"evaluationResultRowContextExtention", ""}};
  json const statement{{"evalResultRowStatementId", unique_id()},
                       {"evalResultRowStatementDescription", "It was said"},
                       {"evalResultRowStatementIsInfered", true}};
  return {{"dataSetRowId", row.at("dataSetRowId")},
          {"evaluationResultRowCost", "0.00001"},
          {"evaluationResultRowOutput", "You said: " + row.at("dataSetRowInput").get<std::string>()},
          {"evaluationResultRowStartDate", now},
          {"evaluationResultRowEndDate", now},
          {"evaluationResultRowStatus", "F"},
          {"evaluationResultRowTokens", "12"},
          {"evaluationResultRowContextScoreAverage", 1},
          {"contexts", json::array({context})},
          {"statements", json::array({statement})},
          {"dataMetrics", std::move(scores)}};
}

// The misspelled names are the platform's.
json result_of(json const& plan, json rows, std::string const& now) {
  return {{"dataSetId", plan.at("dataSetId")},
          {"evaluationPlanId", plan.at("evaluationPlanId")},
          {"evaluationPlanAssistantName", plan.value("evaluationPlanAssistantName", "")},
          {"evaluationPlanProfileName", plan.value("evaluationPlanProfileName", "")},
          {"evaluationResultId", unique_id()},
          {"evaluationResultAssitantRevision", 1},
          {"evaluationResultProviderName", "openai"},
          {"evaluationResultModelName", "gpt-4o"},
          {"evaluationResultPrompt", "Answer briefly."},
          {"evaluationResultChunckCount", 1},
          {"evaluationResultChunckSize", "1000"},
          {"evaluationResultTemperature", 0.3},
          {"evaluationResultMaxTokens", 800},
          {"evaluationResultRetrievalMethod", ""},
          {"evaluationResultVector", ""},
          {"evaluationResultStartDate", now},
          {"evaluationResultEndDate", now},
          {"evaluationResultCost", "0.00001"},
          {"evaluationResultDuration", "1"},
          {"evaluationResultScoreAverage", 1},
          {"evaluationResultDescription", ""},
          {"evaluationResultStatus", "F"},
          {"evaluationResultUploadFiles", false},
          {"rows", std::move(rows)},
          {"errors", json::array()}};
}

class evaluation final : public service {
public:
  explicit evaluation(world& w) : world_(w) {}

  void add_routes(router& r) override {
    std::string const base = "/evaluationPlanApi";
    std::string const plan = base + "/evaluationPlan/{evaluationPlanId}";
    add_evaluation_level(
        r, world_,
        {base + "/evaluationPlans", base + "/evaluationPlan", "evaluationPlanId", "evaluation plan", plan_fields(),
         [this](json const& given) { return born_plan(given); }, [this](call const&) -> json& { return plans_; }});
    add_evaluation_level(r, world_,
                         {plan + "/evaluationPlanSystemMetrics", plan + "/evaluationPlanSystemMetric", "systemMetricId",
                          "plan metric", metric_fields(), [this](json const& given) { return known_metric(given); },
                          [this](call const& c) -> json& { return plan_of(c).at("systemMetrics"); }});
    r.add("POST", plan, access::project, [this](call const& c) { return execute(c); });
    r.add("GET", base + "/systemMetrics", access::project, [this](call const& c) {
      no_query(c);
      return json_reply(metrics_);
    });
    r.add("GET", base + "/systemMetric/{systemMetricId}", access::project, [this](call const& c) {
      no_query(c);
      return json_reply(evaluation_item(metrics_, "systemMetricId", c.slots.front()));
    });
    r.add("GET", "/evaluationResultApi/evaluationResults/{evaluationPlanId}", access::project, [this](call const& c) {
      no_query(c);
      json found = json::array();
      for (auto const& one : results_)
        if (one.at("evaluationPlanId") == c.slots.front()) found.push_back(as_polled(one, false));
      return json_reply(found);
    });
    r.add("GET", "/evaluationResultApi/evaluationResult/{evaluationResultId}", access::project, [this](call const& c) {
      no_query(c);
      return json_reply(as_polled(evaluation_item(results_, "evaluationResultId", c.slots.front()), true));
    });
  }

  void reset() override {
    plans_ = json::array();
    results_ = json::array();
    polls_left_.clear();
  }

private:
  json& plan_of(call const& c) { return evaluation_item(plans_, "evaluationPlanId", c.slots.front()); }

  // A metric of a plan is one of the catalogue, with a weight.
  json known_metric(json const& given) {
    return overlaid(evaluation_item(metrics_, "systemMetricId", given.at("systemMetricId").get<std::string>()), given);
  }

  json born_plan(json const& given) {
    json out = overlaid({{"evaluationPlanId", ""},
                         {"evaluationPlanName", ""},
                         {"evaluationPlanType", ""},
                         {"systemMetrics", json::array()}},
                        given);
    if (out.at("evaluationPlanId") == "") out["evaluationPlanId"] = unique_id();
    for (auto& m : out.at("systemMetrics")) m = known_metric(m);
    return out;
  }

  // A result is not finished during its first polls.
  json as_polled(json const& result, bool counts) {
    auto const it = polls_left_.find(result.at("evaluationResultId").get<std::string>());
    bool const ends = it == polls_left_.end() || (counts && it->second-- == 0);
    if (ends && it != polls_left_.end()) polls_left_.erase(it);
    if (ends && !world_.polls.failing) return result;
    json out = result;
    if (ends) {
      out["evaluationResultStatus"] = "E";  // inferred
      return out;
    }
    out.update(
        {{"evaluationResultStatus", "R"}, {"evaluationResultScoreAverage", 0}, {"rows", json::array()}});  // inferred
    return out;
  }

  reply execute(call const& c) {
    no_query(c);
    no_body(c);
    json const& plan = plan_of(c);
    if (!plan.contains("dataSetId")) throw field_required("dataSetId");
    auto const now = iso_now();
    json rows = json::array();
    for (auto const& row : world_.data_set_rows(plan.at("dataSetId").get<std::string>()))
      rows.push_back(row_result(row, plan.at("systemMetrics"), now));
    results_.push_back(result_of(plan, std::move(rows), now));
    auto const id = results_.back().at("evaluationResultId").get<std::string>();
    world_.changes.note("created", "evaluation result", id);
    if (world_.polls.evaluations != 0) polls_left_[id] = world_.polls.evaluations;
    return json_reply({{"evaluationResultId", id},
                       {"evaluationResultStatus", as_polled(results_.back(), false).at("evaluationResultStatus")}});
  }

  world& world_;
  json plans_ = json::array();
  json results_ = json::array();
  json metrics_ = catalogue();
  std::map<std::string, std::uint64_t> polls_left_;  // of results
};

}  // namespace

std::unique_ptr<service> make_evaluation(world& w) { return std::make_unique<evaluation>(w); }

}  // namespace sandbox
