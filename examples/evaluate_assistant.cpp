// Evaluates an assistant: the platform asks it questions with known answers and scores its answers.
#include <chrono>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>

namespace {

geai::result<void> evaluate(geai::evaluation_client<> const& evaluation) {
  using namespace std::chrono_literals;
  auto const questions = evaluation.create_data_set(
      {.definition = {.name = "Capitals",
                      .rows = {{{.input = "The capital of Peru?", .expected_answer = "Lima"},
                                {.input = "The capital of France?", .expected_answer = "Paris"}}}}});
  if (!questions) return questions.error();

  auto const plan = evaluation.create_evaluation_plan(
      {.definition = {.name = "Capitals, asked of the adviser",
                      .type = geai::evaluation_plan_type::text_prompt_assistant,
                      .assistant_name = "Sandbox Assistant",
                      .data_set_id = questions->id,
                      .system_metrics = {{{.system_metric_id = "accuracy", .system_metric_weight = 0.7},
                                          {.system_metric_id = "relevance", .system_metric_weight = 0.3}}}}});
  if (!plan) return plan.error();

  auto const run = evaluation.execute_evaluation_plan({.plan_id = plan->id});
  if (!run) return run.error();
  auto const result =
      evaluation.wait_for_result({.result_id = run->evaluation_result_id}, {.interval = 5s, .timeout = 30min});
  if (!result) return result.error();

  std::cout << result->rows.size() << " questions, score " << result->score_average.value_or(0) << "\n";
  for (geai::evaluation_result_row const& row : result->rows)
    for (geai::evaluation_row_metric const& metric : row.data_metrics)
      std::cout << "  " << metric.system_metric_id << ": " << metric.score.value_or(0) << "\n";
  return {};
}

}  // namespace

int main() {
  geai::evaluation_client const evaluation;  // evaluations have their own host: GEAI_API_EVAL_URL
  if (auto const done = evaluate(evaluation); !done) {
    std::cerr << done.error() << "\n";
    return 1;
  }
}
