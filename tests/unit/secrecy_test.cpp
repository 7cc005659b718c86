#include <geai/inline.hpp>
//
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

// Random secrets in every place that takes one; all output of the library is searched for them while a server echoes
// requests and fails in every way.

namespace {

std::mt19937& generator() {
  static std::mt19937 random(20'261'124);
  return random;
}

// From the characters of tokens, with slashes, which some programs escape in JSON.
std::string random_secret() {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=";
  std::string text;
  for (std::size_t size = 24 + generator()() % 200; text.size() != size;)
    text += letters[generator()() % letters.size()];
  return text;
}

std::string escaped(std::string_view text) {
  std::string json;
  for (char c : text) json.append(c == '/' ? "\\/" : std::string(1, c));
  return json;
}

// True if `said` shares twelve characters in a row with the secret. It then has eleven of the secret's pairs in a row, which one
// pass finds.
bool shows(std::string_view said, std::string_view secret) {
  auto const pair_at = [](std::string_view text, std::size_t at) {
    return std::size_t{static_cast<unsigned char>(text[at])} << 8 | static_cast<unsigned char>(text[at + 1]);
  };
  std::vector<bool> pairs(1 << 16);
  for (std::size_t at = 0; at + 2 <= secret.size(); ++at) pairs[pair_at(secret, at)] = true;
  std::size_t row = 0;
  for (std::size_t at = 0; at + 2 <= said.size(); ++at) {
    row = pairs[pair_at(said, at)] ? row + 1 : 0;
    if (row >= 11 && secret.find(said.substr(at - 10, 12)) != secret.npos) return true;
  }
  return false;
}

std::vector<std::string> said_by(geai::error const& what) {
  std::vector<std::string> all{what.message, std::string(what.operation), what.request_id, what.body};
  for (auto const& each : what.faults) all.push_back(each.description);
  for (auto const& each : what.attempts) all.push_back(each.cause);
  try {
    geai::result<int>(what).value();
  } catch (geai::exception const& thrown) {
    all.emplace_back(thrown.what());
  }
  std::ostringstream printed;
  printed << what;
  all.push_back(printed.str());
  return all;
}

// A server that echoes the request to every client.
struct echo {
  int status = 400;
  std::size_t form = 0;
  geai::errc failure{};  // if set, the exchange fails with the URL in the message, like libcurl's

  geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
    std::string sent(rq.url);
    for (auto const& each : rq.headers) sent.append(" ").append(each.value);
    sent.append(" ").append(rq.body);
    if (failure != geai::errc{}) {
      geai::error what(failure, "cannot reach " + std::string(rq.url));
      what.phase = geai::phase::connect;
      return what;
    }
    rs.status = status;
    rs.add_header("x-request-id", sent.substr(0, 300));
    std::string const json = escaped(sent);
    switch (form) {
      case 0: rs.body.append(R"({"errors":[{"id":1,"description":")" + json + R"("}]})"); break;
      case 1: rs.body.append(R"({"error":{"code":")" + json + R"(","message":")" + json + R"("}})"); break;
      case 2: rs.body.append(R"({"error":")" + json + R"(","error_description":")" + json + R"("})"); break;
      case 3: rs.body.append("<html>" + sent + "</html>"); break;
      case 4: rs.body.append(R"({"agents":[{"id":{"a":")" + json + "\"}}]}"); break;
      case 5: rs.body.append(std::string(4090 - generator()() % 200, 'x') + sent); break;  // cut in the middle
      case 6:
        rs.body.append(R"({"message":[{"type":"error","description":")" + json.substr(0, json.size() / 2) + "\"}]}");
        break;
      default: rs.body.append("{\"" + json + "\":\xff" + sent); break;
    }
    return {};
  }
};
constexpr std::size_t forms = 8;

}  // namespace

TEST_CASE("secrets: a piece of a secret is found wherever it stands") {
  std::string const secret = random_secret();
  for (std::size_t at = 0; at + 12 <= secret.size(); ++at) {
    CHECK(shows(secret.substr(at, 12), secret));
    CHECK(shows("before" + secret.substr(at, 12) + "behind", secret));
    CHECK_FALSE(shows(secret.substr(at, 11), secret));
    CHECK_FALSE(shows(secret.substr(at, 11) + "," + secret.substr(at, 11), secret));
  }
}

TEST_CASE("secrets: no error shows a credential or a piece of it, whatever the server echoes") {
  std::size_t searched = 0;
  for (int round = 0; round != 20; ++round) {
    std::string const key = random_secret(), token = random_secret(), password = random_secret();
    std::vector<geai::warning> warnings;
    auto const check = [&](auto&& client, std::vector<std::string> const& secrets) {
      auto const search = [&](std::string_view said) {
        ++searched;
        for (std::string const& secret : secrets) {
          bool const shown = shows(said, secret);
          CHECK_FALSE(shown);
        }
      };
      auto const search_error = [&](auto const& answer) {
        if (!answer)
          for (std::string const& said : said_by(answer.error())) search(said);
      };
      search_error(client.list_agents());
      search_error(client.get_agent({.id = "a"}));
      search_error(client.delete_agent({.id = "a"}));
      for (auto const& each : client.all_agents({})) search_error(each);
      for (geai::warning const& each : warnings) search(each.message);
      warnings.clear();
    };
    for (int status : {200, 400, 401, 403, 503})
      for (std::size_t form = 0; form != forms; ++form) {
        echo const wire{.status = status, .form = form};
        auto const quiet = [&](geai::warning const& each) { warnings.push_back(each); };
        geai::retry_policy const once{.max_attempts = 1};
        std::string const url = "https://h";
        check(geai::ai_lab_client{wire, geai::api_key = key, geai::base_url = url, geai::on_warning = quiet,
                                  geai::retry = once},
              {key});
        check(geai::ai_lab_client{wire, geai::access_token = token, geai::project_id = "p", geai::base_url = url,
                                  geai::retry = once},
              {token});
        check(geai::ai_lab_client{wire, geai::api_key = key, geai::access_token = token, geai::project_id = "p",
                                  geai::allow_mixed_auth, geai::base_url = url, geai::retry = once},
              {key, token});
        check(
            geai::ai_lab_client{
                wire, geai::auth::password{.client_id = "c", .username = "u", .password = password, .project_id = "p"},
                geai::base_url = url, geai::retry = once},
            {password});
      }
    for (geai::errc failure : {geai::errc::transport, geai::errc::timeout, geai::errc::too_large}) {
      echo const wire{.failure = failure};
      check(geai::ai_lab_client{wire, geai::api_key = key, geai::base_url = "https://h",
                                geai::retry = geai::retry_policy{.max_attempts = 2, .base_delay = {}}},
            {key});
    }
  }
  MESSAGE("texts searched: ", searched);
  CHECK(searched > 10'000);
}

TEST_CASE("secrets: values that are refused before sending are not shown either") {
  std::string const key = random_secret() + "\r\nX-Injected: " + random_secret();
  auto const refused = geai::ai_lab_client<>::create(geai::api_key = key, geai::base_url = "https://h");
  REQUIRE(!refused);
  for (std::string const& said : said_by(refused.error())) CHECK_FALSE(shows(said, key));

  std::string const with_password = "https://user:" + random_secret() + "@h";
  auto const no_url = geai::ai_lab_client<>::create(geai::api_key = "k", geai::base_url = with_password);
  REQUIRE(!no_url);
  for (std::string const& said : said_by(no_url.error())) CHECK_FALSE(shows(said, with_password.substr(13)));
}

TEST_CASE("secrets: a session, a token and an operation print none") {
  std::string const token = random_secret();
  std::ostringstream printed;
  geai::oauth_token const answer{.access_token = geai::secret(token), .refresh_token = geai::secret(token)};
  printed << answer << answer.access_token;
  CHECK_FALSE(shows(printed.str(), token));
  CHECK(printed.str().find("***") != std::string::npos);
}
