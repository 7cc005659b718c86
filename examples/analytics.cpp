// Gets the cost of a project and the duration of its requests in a period.
#include <chrono>
#include <geai/geai.hpp>
#include <iostream>

int main() {
  using namespace std::chrono_literals;
  geai::analytics_client client;  // GEAI_API_KEY, GEAI_API_BASE_URL or ~/.geai/credentials

  constexpr geai::date first = 2026y / 11 / 1;
  constexpr geai::date last = 2026y / std::chrono::November / std::chrono::last;
  // constexpr geai::date none = 2026y / 11 / 31;  // does not compile: there is no such day

  auto const cost = client.get_total_cost({.start_date = first, .end_date = last});
  if (!cost) {
    std::cerr << cost.error().message << "\n";
    return 1;
  }
  std::cout << "cost from " << first << " to " << last << ": " << cost->total_cost << " USD\n";

  // Durations carry their unit, so you can convert them.
  auto const mean = client.get_average_request_time({.start_date = first, .end_date = last}).value().average_time;
  auto const all = client.get_total_request_time({.start_date = first, .end_date = last}).value().total_time;
  std::cout << "mean time of a request: " << mean.count() << " ms\n"
            << "time of all requests: " << std::chrono::round<std::chrono::minutes>(all).count() << " minutes\n";

  auto const users = client.get_top_10_users_by_cost({.start_date = first, .end_date = last}).value();
  for (auto const& user : users)
    std::cout << user.user_name.value_or(user.user_id) << ": " << user.total_cost << " USD\n";
}
