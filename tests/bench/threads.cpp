// Two threads: threads calls URL CALLS ROUNDS, with one client for both or one for each, and threads credentials
// ROUNDS, the time to write the credentials into a request.
#include <chrono>
#include <geai/auth/api_key.hpp>
#include <geai/auth/password.hpp>
#include <geai/client/ai_lab.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <latch>
#include <thread>

#include "rounds.hpp"

namespace {

// Runs both concurrently; returns the time from the start of both to the end of both.
template <class First, class Second> double together(First first, Second second) {
  std::latch ready(2);
  auto begin = std::chrono::steady_clock::time_point::max();
  double taken = 0;
  std::thread other([&] {
    ready.arrive_and_wait();
    second();
  });
  ready.arrive_and_wait();
  begin = std::chrono::steady_clock::now();
  first();
  other.join();
  taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return taken;
}

void calls(std::string_view url, int count, int turns) {
  geai::ai_lab_client shared{geai::api_key = "sandbox-key", geai::base_url = url};
  geai::ai_lab_client one{geai::api_key = "sandbox-key", geai::base_url = url};
  geai::ai_lab_client two{geai::api_key = "sandbox-key", geai::base_url = url};
  auto const work = [count](auto const& client) {
    return [count, &client] {
      for (int i = 0; i != count; ++i)
        if (!client.list_agents()) bench::fail("no answer");
    };
  };
  bench::rounds all;
  together(work(shared), work(shared));  // connects
  together(work(one), work(two));
  for (int i = 0; i != turns; ++i) {
    all.add("one_client", together(work(shared), work(shared)));
    all.add("two_clients", together(work(one), work(two)));
  }
  all.print();
}

// Does the engine's work for each request: checks for a token and writes it into the headers.
template <class Auth> double nanoseconds(Auth const& auth) {
  constexpr int times = 500'000;
  auto const work = [&auth] {
    geai::http::header_list headers;
    headers.append("Accept", "application/json");
    for (int i = 0; i != times; ++i) {
      headers.truncate(1);
      if constexpr (geai::auth::refreshable<Auth>)
        if (!auth.has_token()) bench::fail("no token");
      if (!auth.apply(headers)) bench::fail("not authenticated");
    }
  };
  return together(work, work) / times * 1e9;
}

// The baseline: a credential without a read.
struct constant {
  std::string_view token;

  geai::result<void> apply(geai::http::header_list& headers) const {
    geai::auth::add_bearer(headers, token);
    return {};
  }
};

void credentials(int turns) {
  constexpr std::string_view token = "a-token-of-the-usual-length-for-such-a-token";
  geai::auth::api_key const key{.api_key = token};
  geai::auth::password password{.client_id = "c", .username = "u", .password = "p", .project_id = "project"};
  auto const grant = [token](geai::auth::token_request const&) -> geai::result<geai::auth::token_grant> {
    return geai::auth::token_grant{geai::secret(token), {}, std::chrono::hours(1)};
  };
  if (!password.refresh(grant, geai::http::no_deadline, {})) bench::fail("no token");
  bench::rounds all;
  for (int i = 0; i != turns; ++i) {
    all.add("constant", nanoseconds(constant{token}));
    all.add("api_key", nanoseconds(key));
    all.add("password", nanoseconds(password));
  }
  all.print();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5 && argv[1] == std::string_view("calls"))
    calls(argv[2], std::atoi(argv[3]), std::atoi(argv[4]));
  else if (argc == 3 && argv[1] == std::string_view("credentials"))
    credentials(std::atoi(argv[2]));
  else
    return 2;
}
