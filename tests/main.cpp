// The main() of every doctest program. Its last line is `N passed, N failed`, which scripts/test adds up.
#include <doctest/doctest.h>

#include <cstdio>

namespace {

doctest::TestRunStats totals;

struct counter : doctest::IReporter {
  explicit counter(doctest::ContextOptions const&) {}
  void test_run_end(doctest::TestRunStats const& stats) override { totals = stats; }

  void report_query(doctest::QueryData const&) override {}
  void test_run_start() override {}
  void test_case_start(doctest::TestCaseData const&) override {}
  void test_case_reenter(doctest::TestCaseData const&) override {}
  void test_case_end(doctest::CurrentTestCaseStats const&) override {}
  void test_case_exception(doctest::TestCaseException const&) override {}
  void subcase_start(doctest::SubcaseSignature const&) override {}
  void subcase_end() override {}
  void log_assert(doctest::AssertData const&) override {}
  void log_message(doctest::MessageData const&) override {}
  void test_case_skipped(doctest::TestCaseData const&) override {}
};

}  // namespace

REGISTER_LISTENER("counter", 1, counter);

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  int const status = context.run();
  if (context.shouldExit()) return status;
  if (totals.numTestCasesPassingFilters == 0) {
    std::puts("no test case has this name or stands in this file\n0 passed, 1 failed");
    return 1;
  }
  std::printf("%u passed, %u failed\n", totals.numTestCasesPassingFilters - totals.numTestCasesFailed,
              totals.numTestCasesFailed);
  return status;
}
