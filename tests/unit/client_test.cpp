#include <geai/inline.hpp>
//
#include <geai/async.hpp>
#include <geai/geai.hpp>
//
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// Design sections 3 and 4, over the mock transport.

#include "support/temporary_directory.hpp"

namespace {

using namespace std::chrono_literals;
using geai::transport::mock;

std::string const url = "https://api.example.com";

mock answering(std::string body, int status = 200) {
  mock wire;
  wire.reply(status, std::move(body));
  return wire;
}

mock empty_list() { return answering(R"({"agents":[]})"); }

// The names of the headers of the only request, in order.
std::vector<std::string> header_names(mock const& wire) {
  std::vector<std::string> names;
  auto const requests = wire.requests();
  REQUIRE(requests.size() == 1);
  for (auto const& each : requests[0].headers) names.push_back(each.name);
  return names;
}

struct my_auth {
  geai::auth_type type() const { return geai::auth_type::api_key; }
  geai::result<void> apply(geai::http::header_list& headers) const {
    headers.add("X-Api-Key", "mine");
    return {};
  }
};

struct my_json {
  template <class T> geai::result<T> decode(std::string_view text) { return geai::json::simdjson().decode<T>(text); }
  template <class T> void encode(T const& value, std::string& out) { geai::json::simdjson().encode(value, out); }
};

// A program's own client, which is not a template.
class reporting_client : public geai::basic_client<reporting_client, geai::client_needs::platform, geai::auth::api_key,
                                                   mock, geai::json::simdjson>,
                         public geai::agent_calls<reporting_client>,
                         public geai::secret_calls<reporting_client> {
public:
  using reporting_client::basic_client::basic_client;
};

}  // namespace

TEST_CASE("the return type of calls: a result, or a task of one over an asynchronous transport") {
  using blocking = geai::agent_client<geai::auth::api_key>;
  using awaited = geai::agent_client<geai::auth::api_key, geai::transport::curl_multi>;
  static_assert(std::is_same_v<geai::call_result<blocking, geai::agent>, geai::result<geai::agent>>);
  static_assert(std::is_same_v<decltype(std::declval<blocking>().list_agents()), geai::result<geai::agent_list>>);
  static_assert(std::is_same_v<decltype(std::declval<blocking>().get_agent({})), geai::result<geai::agent>>);
  static_assert(std::is_same_v<decltype(std::declval<blocking>().delete_agent({})), geai::result<void>>);
  static_assert(std::is_same_v<decltype(std::declval<blocking>().list_agents_view()),
                               geai::result<geai::response_view<geai::agent_list_view>>>);
  static_assert(std::is_same_v<decltype(std::declval<blocking>().all_agents()),
                               geai::paged_range<blocking, geai::api::list_agents>>);
  static_assert(
      std::is_same_v<decltype(std::declval<awaited>().list_agents()), geai::task<geai::result<geai::agent_list>>>);
  static_assert(
      std::is_same_v<decltype(std::declval<awaited>().get_agent({})), geai::named_task<geai::result<geai::agent>>>);
  // The spelled types are the return types of the client's functions.
  static_assert(std::is_same_v<decltype(std::declval<awaited>().all_agents()),
                               decltype(std::declval<awaited>().all(geai::api::list_agents()))>);
  using chat = geai::chat_client<geai::auth::api_key>;
  using awaited_chat = geai::chat_client<geai::auth::api_key, geai::transport::curl_multi>;
  static_assert(std::is_same_v<decltype(std::declval<chat>().stream_completion({})),
                               decltype(std::declval<chat>().stream(geai::api::chat_completion()))>);
  static_assert(std::is_same_v<decltype(std::declval<awaited_chat>().stream_completion({})),
                               decltype(std::declval<awaited_chat>().stream(geai::api::chat_completion()))>);
}

TEST_CASE("a custom client has the calls of services, in every form") {
  mock wire = answering(R"({"agents":[{"id":"1"}]})");
  reporting_client const client{wire, geai::api_key = "key", geai::base_url = url};
  CHECK(client.list_agents().value().size() == 1);
  geai::agent_list kept;
  CHECK(client.list_agents({.status = "active"}, kept));
  CHECK(kept.size() == 1);
  auto const lent = client.list_agents_view();
  REQUIRE(lent);
  CHECK((*lent)->agents.front().id == "1");
  int items = 0;
  for (geai::result<geai::agent> const& each : client.all_agents({.count = 2})) items += each.has_value();
  CHECK(items == 1);
  wire.reply(200, R"({"secrets":[]})");
  CHECK(client.list_secrets());
}

TEST_CASE("the keywords decide the Auth policy") {
  geai::ai_lab_client key{geai::api_key = "key", geai::base_url = url};
  geai::ai_lab_client token{geai::base_url = url, geai::access_token = "token", geai::project_id = "p",
                            geai::organization_id = "o"};
  geai::ai_lab_client both{geai::api_key = "key", geai::base_url = url, geai::access_token = "token",
                           geai::project_id = "p", geai::allow_mixed_auth};
  geai::ai_lab_client password{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "p"},
      geai::base_url = url};
  geai::auth_client none{geai::base_url = url};

  static_assert(std::is_same_v<decltype(key),
                               geai::ai_lab_client<geai::auth::api_key, geai::transport::curl, geai::json::simdjson>>);
  static_assert(std::is_same_v<decltype(token)::auth_policy, geai::auth::oauth>);
  static_assert(std::is_same_v<decltype(both)::auth_policy, geai::auth::mixed>);
  static_assert(std::is_same_v<decltype(password)::auth_policy, geai::auth::password>);
  static_assert(std::is_same_v<decltype(none)::auth_policy, geai::auth::none>);
  static_assert(
      std::is_same_v<decltype(geai::ai_lab_client{geai::alias = "default"})::auth_policy, geai::auth::resolved>);

  CHECK(key.session().is_api_key());
  CHECK(key.session().active_token()->reveal() == "key");
  CHECK(token.session().is_oauth());
  CHECK(token.session().active_token()->reveal() == "token");
  CHECK(token.session().organization_id() == "o");
  CHECK(both.session().is_oauth());
  CHECK(both.session().active_token()->reveal() == "token");
  CHECK(password.session().is_oauth());
  CHECK(password.session().active_token() == nullptr);
  CHECK(password.session().project_id() == "p");
  CHECK(none.session().auth_type() == geai::auth_type::none);
}

TEST_CASE("a policy object is recognised by its concept, in any position") {
  mock wire = empty_list();
  geai::ai_lab_client client{geai::base_url = url, my_json{}, wire, my_auth{}};
  static_assert(std::is_same_v<decltype(client), geai::ai_lab_client<my_auth, mock, my_json>>);
  REQUIRE(client.list_agents());
  CHECK(wire.requests().at(0).header("x-api-key") == "mine");
  CHECK(wire.requests().at(0).header("authorization") == "");

  geai::ai_lab_client<geai::auth::oauth, mock, my_json> named{
      geai::auth::oauth{.access_token = "tok", .project_id = "p"}, wire, my_json{}, geai::base_url = url};
  CHECK(named.session().is_oauth());
  CHECK(named.session().project_id() == "p");
  CHECK(named.session().warnings().empty());
}

TEST_CASE("a client can be moved and still works") {
  mock wire = empty_list();
  geai::ai_lab_client first{wire, geai::api_key = "key", geai::base_url = url};
  geai::ai_lab_client second{std::move(first)};
  static_assert(std::is_same_v<decltype(first), decltype(second)>);
  CHECK(second.list_agents().value().size() == 0);
  static_assert(!std::is_copy_constructible_v<decltype(second)>);
}

TEST_CASE("create() returns the error that the constructor throws") {
  auto good = geai::ai_lab_client<>::create(geai::api_key = "key", geai::base_url = url);
  REQUIRE(good.has_value());
  CHECK(good->session().is_api_key());

  auto bad = geai::ai_lab_client<>::create(geai::api_key = "", geai::base_url = url);
  REQUIRE(bad.has_error());
  CHECK(bad.error().code == geai::errc::missing_requirement);
  CHECK_THROWS_AS((geai::ai_lab_client{geai::api_key = "", geai::base_url = url}), geai::missing_requirement_error);
}

TEST_CASE("values that must not reach the wire are refused when the client is made") {
  auto const code_of = [](auto const& made) { return made ? geai::errc{} : made.error().code; };
  using client = geai::ai_lab_client<>;
  for (std::string const& nasty : {std::string("a\r\nX: y"), std::string("a\nb"), std::string("a\0b", 3)}) {
    CAPTURE(nasty);
    CHECK(code_of(client::create(geai::api_key = nasty, geai::base_url = url)) == geai::errc::invalid_argument);
    CHECK(code_of(client::create(geai::access_token = nasty, geai::project_id = "p", geai::base_url = url)) ==
          geai::errc::invalid_argument);
    CHECK(code_of(client::create(geai::access_token = "t", geai::project_id = nasty, geai::base_url = url)) ==
          geai::errc::invalid_argument);
    CHECK(code_of(client::create(geai::access_token = "t", geai::project_id = "p", geai::organization_id = nasty,
                                 geai::base_url = url)) == geai::errc::invalid_argument);
    CHECK(code_of(client::create(geai::api_key = "k", geai::base_url = url, geai::user_agent = nasty)) ==
          geai::errc::invalid_argument);
    CHECK(code_of(client::create(geai::api_key = "k", geai::base_url = url + nasty)) == geai::errc::invalid_argument);
  }
  CHECK(code_of(client::create(geai::access_token = "t", geai::project_id = "", geai::base_url = url)) ==
        geai::errc::missing_requirement);
  CHECK(code_of(client::create(geai::access_token = "", geai::project_id = "p", geai::base_url = url)) ==
        geai::errc::missing_requirement);
  CHECK(code_of(client::create(geai::api_key = "k", geai::base_url = "")) == geai::errc::missing_requirement);
}

TEST_CASE("a header's value may contain a tab but no other control character") {
  for (std::size_t size = 1; size != 20; ++size)
    for (std::size_t at = 0; at != size; ++at)
      for (int byte = 0; byte != 256; ++byte) {
        std::string value(size, 'v');
        value[at] = static_cast<char>(byte);
        geai::http::header_list headers;
        headers.append("X-One", value);
        bool const allowed = byte == '\t' || (byte >= ' ' && byte != 0x7f);
        if (geai::detail::check_headers(headers).has_value() != allowed)
          FAIL_CHECK("byte ", byte, " at ", at, " of ", size);
      }
}

TEST_CASE("credentials travel over https or to this machine") {
  using client = geai::ai_lab_client<>;
  auto const refused = client::create(geai::api_key = "k", geai::base_url = "http://api.saia.ai");
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == geai::errc::invalid_argument);
  CHECK(refused.error().message.find("api.saia.ai") != std::string::npos);
  CHECK(client::create(geai::api_key = "k", geai::base_url = "http://api.saia.ai", geai::allow_insecure_http)
            .has_value());
  CHECK(client::create(geai::api_key = "k", geai::base_url = "http://127.0.0.1:8080").has_value());
  CHECK(client::create(geai::api_key = "k", geai::base_url = "http://localhost:8080").has_value());
  CHECK(client::create(geai::api_key = "k", geai::base_url = "http://[::1]:8080").has_value());
  CHECK(client::create(geai::api_key = "k", geai::base_url = "http://127.0.0.1.evil.com").has_error());

  // For every credential and every source of its URL.
  std::string const far = "http://api.saia.ai";
  auto const refuses = [](auto const& made) { return !made && made.error().code == geai::errc::invalid_argument; };
  CHECK(refuses(geai::ai_lab_client<geai::auth::oauth>::create(geai::access_token = "t", geai::project_id = "p",
                                                               geai::base_url = far)));
  CHECK(refuses(geai::ai_lab_client<geai::auth::mixed>::create(geai::access_token = "t", geai::project_id = "p",
                                                               geai::api_key = "k", geai::allow_mixed_auth,
                                                               geai::base_url = far)));
  geai::auth::password const login{.client_id = "c", .username = "u", .password = "p", .project_id = "p"};
  CHECK(refuses(geai::ai_lab_client<geai::auth::password>::create(login, geai::base_url = far)));
  CHECK(refuses(geai::auth_client<>::create(geai::base_url = far)));  // their calls take a token each
  CHECK(refuses(geai::evaluation_client<geai::auth::api_key>::create(geai::api_key = "k", geai::base_url = "https://h",
                                                                     geai::eval_url = "http://evaluation.saia.ai")));
  support::temporary_directory const home;
  home.write("credentials", "[default]\nGEAI_API_KEY = k\nGEAI_API_BASE_URL = " + far + "\n");
  CHECK(refuses(geai::ai_lab_client<>::create(geai::credentials_file = (home.path() / "credentials").string())));
}

TEST_CASE("the wire: bearer always, both spellings of the context, nothing twice") {
  SUBCASE("API key") {
    mock wire = empty_list();
    geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url};
    REQUIRE(client.list_agents());
    CHECK(header_names(wire) == std::vector<std::string>{"Accept", "User-Agent", "Authorization"});
    CHECK(wire.requests()[0].header("authorization") == "Bearer key");
    CHECK(wire.requests()[0].method == "GET");
    CHECK(wire.requests()[0].url == url + "/v2/agents");
    CHECK(wire.requests()[0].body == "");
  }
  SUBCASE("OAuth token with project and organization") {
    mock wire = empty_list();
    geai::ai_lab_client client{wire, geai::access_token = "tok", geai::base_url = url + "///", geai::project_id = "p",
                               geai::organization_id = "o"};
    REQUIRE(client.list_agents());
    auto const request = wire.requests().at(0);
    CHECK(request.url == url + "/v2/agents");
    CHECK(request.header("authorization") == "Bearer tok");
    CHECK(request.header("projectid") == "p");
    CHECK(request.header("project-id") == "p");
    CHECK(request.header("organizationid") == "o");
    CHECK(request.header("organization-id") == "o");
    CHECK(request.headers.size() == 7);
  }
  SUBCASE("API key with project: sent too, with a warning") {
    mock wire = empty_list();
    std::vector<geai::warning> warnings;
    geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url, geai::project_id = "p",
                               geai::on_warning = [&](geai::warning const& each) { warnings.push_back(each); }};
    REQUIRE(client.list_agents());
    CHECK(wire.requests().at(0).header("ProjectId") == "p");
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].code == geai::warning_code::project_id_without_access_token);
    CHECK(client.session().warnings().size() == 1);
  }
  SUBCASE("a header that the caller sets wins, in any case and spelling") {
    mock wire = empty_list();
    geai::ai_lab_client client{wire, geai::access_token = "tok", geai::base_url = url, geai::project_id = "p"};
    REQUIRE(client.list_agents(
        {}, geai::call_options{.headers = {{"authorization", "Basic x"}, {"PROJECT-ID", "mine"}, {"X-Trace", "1"}}}));
    CHECK(header_names(wire) ==
          std::vector<std::string>{"authorization", "PROJECT-ID", "X-Trace", "Accept", "User-Agent"});
    CHECK(wire.requests()[0].header("Authorization") == "Basic x");
  }
  SUBCASE("a header that would inject another is refused; the error has its name but not its value") {
    mock wire = empty_list();
    geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url};
    auto const refused = client.list_agents({}, geai::call_options{.headers = {{"X-Trace", "1\r\nX-Evil: 2"}}});
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == geai::errc::invalid_argument);
    CHECK(refused.error().message.find("X-Trace") != std::string::npos);
    CHECK(refused.error().message.find("X-Evil") == std::string::npos);
    CHECK(!client.list_agents({}, geai::call_options{.headers = {{"X Trace", "1"}}}));
    CHECK(wire.requests().empty());
  }
}

TEST_CASE("the wire: filters and slots") {
  mock wire = empty_list();
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = "api.example.com/prefix"};
  REQUIRE(client.list_agents({.status = "active",
                              .start = 40,
                              .count = 20,
                              .access_scope = "public",
                              .allow_drafts = true,
                              .allow_external = false}));
  CHECK(wire.requests()[0].url ==
        "https://api.example.com/prefix/v2/agents?status=active&start=40&count=20&accessScope=public"
        "&allowDrafts=true&allowExternal=false");

  (void)client.get_agent({.id = "a b/ü?#%..", .revision = 2});
  CHECK(wire.requests()[1].url == "https://api.example.com/prefix/v2/agents/a%20b%2F%C3%BC%3F%23%25..?revision=2");
  (void)client.get_agent({.id = ".."});
  CHECK(wire.requests()[2].url == "https://api.example.com/prefix/v2/agents/%2E%2E");

  REQUIRE(client.list_agents({.count = 1}, geai::call_options{.query = {{"debug level", "a&b"}}}));
  CHECK(wire.requests()[3].url == "https://api.example.com/prefix/v2/agents?count=1&debug%20level=a%26b");

  auto const refused = client.get_agent({});
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == geai::errc::missing_requirement);
  CHECK(refused.error().operation == "get_agent");
  CHECK(refused.error().message == "get_agent: id is empty; the operation requires it");
  CHECK(wire.requests().size() == 4);
}

TEST_CASE("an operation is a value, and a method is a shorthand for call()") {
  mock wire = answering(R"({"agents":[{"id":"1","name":"one"}]})");
  geai::ai_lab_client const client{wire, geai::api_key = "key", geai::base_url = url};
  geai::api::list_agents const operation{.status = "active"};
  geai::result<geai::agent_list> const listed = client.call(operation);
  REQUIRE(listed);
  CHECK(listed->agents.at(0).name == "one");
  for (geai::agent const& each : *listed) CHECK(each.id == "1");
  CHECK(wire.requests()[0].url == url + "/v2/agents?status=active");

  geai::http::response const raw = client.call_raw(operation).value();
  CHECK(raw.status == 200);
  CHECK(raw.body == R"({"agents":[{"id":"1","name":"one"}]})");
}

TEST_CASE("the whole agent model is read") {
  mock wire = answering(R"({"id":"1","name":"n","status":"active","accessScope":"private","publicName":"com.acme.n",
    "jobDescription":"j","avatarImage":"https://i","description":"d","isDraft":true,"isReadonly":true,"revision":3,
    "version":1.5,"sharingScope":"s","permissions":{"chatSharing":"none","externalExecution":"project"},
    "effectivePermissions":{"chatSharing":"organization","externalExecution":"none"},"unknown":{"a":[1,2]},
    "agentData":{"strategyName":"Dynamic Prompting","prompt":{"instructions":"i","context":"c","inputs":["topic"],
      "outputs":[{"key":"text","description":"answer"}],"examples":[{"inputData":"rain","output":"{\"text\":\"wet\"}"}]},
      "llmConfig":{"maxTokens":800,"timeout":0,"sampling":{"temperature":0.3,"topK":0,"topP":1}},
      "models":[{"name":"openai/gpt-4o","llmConfig":{"maxTokens":5}}],
      "resourcePools":[{"name":"pool","tools":[{"name":"lookup","revision":1}],"agents":[]}],
      "properties":[{"dataType":"String","key":"team","value":"a"}]},
    "messages":[{"description":"careful","type":"warning"}],"errors":[]})");
  geai::agent_client client{wire, geai::api_key = "key", geai::base_url = url};
  geai::agent const read = client.get_agent({.id = "1"}).value();
  CHECK(read.status == "active");
  CHECK(read.public_name == "com.acme.n");
  CHECK(read.is_draft);
  CHECK(read.revision == 3);
  CHECK(read.version == 1.5);
  CHECK(read.permissions->external_execution == "project");
  CHECK(read.effective_permissions->chat_sharing == "organization");
  geai::agent_data const& data = read.agent_data.value();
  CHECK(data.strategy_name == "Dynamic Prompting");
  CHECK(data.prompt->inputs->at(0) == "topic");
  CHECK(data.prompt->outputs->at(0).description == "answer");
  CHECK(data.prompt->examples->at(0).output == R"({"text":"wet"})");
  CHECK(data.llm_config->sampling->temperature == 0.3);
  CHECK(data.llm_config->sampling->top_p == 1.0);
  CHECK(data.models->at(0).llm_config->max_tokens == 5);
  CHECK(data.resource_pools->at(0).tools->at(0).revision == 1);
  CHECK(data.resource_pools->at(0).agents->empty());
  CHECK(data.properties->at(0).value == "a");
  CHECK(read.messages.at(0).type == "warning");
}

TEST_CASE("an access token for a user: a form in the body, no credential in the URL") {
  mock wire = answering(R"({"access_token":"at","token_type":"Bearer","expires_in":3600,"refresh_token":"rt",
                            "scope":"gam_user_data+gam_user_roles","user_guid":"g"})");
  geai::auth_client auth{wire, geai::base_url = url};
  geai::oauth_token const token =
      auth.get_oauth2_access_token({.client_id = "c", .username = "u@x.y", .password = "p&w=1"}).value();
  CHECK(token.access_token.reveal() == "at");
  CHECK(token.refresh_token.reveal() == "rt");
  CHECK(token.expires_in == 3600s);
  CHECK(token.user_guid == "g");

  auto const request = wire.requests().at(0);
  CHECK(request.method == "POST");
  CHECK(request.url == url + "/oauth/access_token");
  CHECK(request.header("content-type") == "application/x-www-form-urlencoded");
  CHECK(request.header("authorization") == "");
  CHECK(request.body == "client_id=c&username=u%40x.y&password=p%26w%3D1&scope=gam_user_data%20gam_user_roles");

  auto const incomplete = auth.get_oauth2_access_token({.client_id = "c", .username = "u"});
  REQUIRE(!incomplete);
  CHECK(incomplete.error().code == geai::errc::missing_requirement);
  CHECK(incomplete.error().message.find("password") != std::string::npos);
}

TEST_CASE("a profile is read with the given token") {
  mock wire = answering(R"({"sub":"s","guid":"g","username":"u"})");
  geai::auth_client auth{wire, geai::base_url = url};
  geai::secret const token = "given";
  CHECK(auth.get_user_profile_information({.access_token = token}).value().username == "u");
  CHECK(wire.requests().at(0).header("authorization") == "Bearer given");
  CHECK(wire.requests().at(0).url == url + "/openid/userinfo");
}

TEST_CASE("auth::password obtains its token once, with the first call") {
  mock wire;
  wire.reply(200, R"({"access_token":"at","token_type":"Bearer","expires_in":3600})");
  wire.reply(200, R"({"agents":[]})");
  geai::ai_lab_client client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "proj"},
      geai::base_url = url, wire};
  CHECK(wire.requests().empty());
  REQUIRE(client.list_agents());
  REQUIRE(client.list_agents());
  auto const requests = wire.requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].url == url + "/oauth/access_token");
  CHECK(requests[1].header("authorization") == "Bearer at");
  CHECK(requests[1].header("projectid") == "proj");
  CHECK(requests[2].header("authorization") == "Bearer at");
}

TEST_CASE("auth::password: a refused login is the call's error") {
  mock wire = answering(R"({"error":{"code":"11","message":"bad password"}})", 401);
  geai::ai_lab_client client{
      geai::auth::password{.client_id = "c", .username = "u", .password = "p", .project_id = "q"}, geai::base_url = url,
      wire};
  auto const refused = client.list_agents();
  REQUIRE(refused.has_error());
  CHECK(refused.error().is_authentication());
  CHECK(refused.error().faults.at(0).description == "bad password");
  CHECK(refused.error().message.find("get_oauth2_access_token") != std::string::npos);
}

TEST_CASE("a missing base URL is an error at the first call, with a remedy") {
  mock wire = empty_list();
  ::unsetenv("GEAI_API_BASE_URL");
  geai::ai_lab_client client{wire, geai::credentials_file = "/nonexistent/geai/credentials",
                             geai::on_warning = [](geai::warning const&) {}};
  auto const refused = client.list_agents();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == geai::errc::missing_requirement);
  CHECK(refused.error().message.find("base_url is missing") != std::string::npos);
  CHECK(refused.error().message.find("GEAI_API_BASE_URL") != std::string::npos);
  CHECK(wire.requests().empty());
}

TEST_CASE("from_environment takes one value from its variable") {
  ::setenv("GEAI_API_BASE_URL", "https://from.environment", 1);
  geai::ai_lab_client client{geai::api_key = "key", geai::base_url = geai::from_environment};
  CHECK(client.session().base_url() == "https://from.environment");
  ::unsetenv("GEAI_API_BASE_URL");
  auto const unset = geai::ai_lab_client<>::create(geai::api_key = "key", geai::base_url = geai::from_environment);
  REQUIRE(unset.has_error());
  CHECK(unset.error().code == geai::errc::missing_requirement);
  CHECK(unset.error().message.find("GEAI_API_BASE_URL is not set") != std::string::npos);
}

TEST_CASE("explicit credentials take nothing from the environment") {
  ::setenv("GEAI_PROJECT_ID", "another", 1);
  ::setenv("GEAI_ORGANIZATION_ID", "another", 1);
  mock wire = empty_list();
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url};
  CHECK(client.session().project_id() == "");
  REQUIRE(client.list_agents());
  CHECK(wire.requests().at(0).header("ProjectId") == "");
  CHECK(wire.requests().at(0).header("OrganizationId") == "");
  ::unsetenv("GEAI_PROJECT_ID");
  ::unsetenv("GEAI_ORGANIZATION_ID");
}

TEST_CASE("two clients never influence each other") {
  mock one_wire = empty_list(), two_wire = empty_list();
  geai::ai_lab_client one{one_wire, geai::api_key = "one", geai::base_url = "https://one.example.com"};
  geai::ai_lab_client two{two_wire, geai::access_token = "two", geai::project_id = "p",
                          geai::base_url = "https://two.example.com"};
  REQUIRE(one.list_agents());
  REQUIRE(two.list_agents());
  REQUIRE(one.list_agents());
  CHECK(one_wire.requests().at(1).header("authorization") == "Bearer one");
  CHECK(one_wire.requests().at(1).header("projectid") == "");
  CHECK(two_wire.requests().at(0).header("authorization") == "Bearer two");
}

TEST_CASE("an operation of the organization: the error names the token that it needs") {
  mock wire = answering(R"({"errors":[{"id":7,"description":"API token out of scope"}]})", 403);
  geai::organization_client organization{wire, geai::api_key = "key", geai::base_url = url};
  auto const refused = organization.list_projects();
  REQUIRE(refused.has_error());
  CHECK(refused.error().is_permission());
  CHECK(refused.error().message.find("needs a token of the organization") != std::string::npos);
  geai::agent_client agents{wire, geai::api_key = "key", geai::base_url = url};
  CHECK(agents.list_agents().error().message.find("organization") == std::string::npos);
  static_assert(geai::api::traits_of<geai::api::list_projects>().token_level == geai::api::token_level::organization);
  static_assert(geai::api::traits_of<geai::api::list_agents>().token_level == geai::api::token_level::project);
}

TEST_CASE("a call may have another route, with the operation's slots") {
  mock wire = answering(R"({"id":"a"})");
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = url};
  REQUIRE(client.get_agent({.id = "a/b"}, {.route = "/v9/robots/{id}/card"}));
  CHECK(wire.requests().at(0).url == url + "/v9/robots/a%2Fb/card");
  for (std::string const route : {"v9/{id}", "/v9", "/v9/{name}", "/v9/{id}/{id", "/v9/{id}?a=b", "/v9/{id} x"}) {
    auto const refused = client.get_agent({.id = "a"}, {.route = route});
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == geai::errc::invalid_argument);
    CHECK(refused.error().message.find("call_options::route") != std::string::npos);
  }
  CHECK(wire.requests().size() == 1);
}

TEST_CASE("keywords set the limits that a transport sees") {
  struct seeing {
    geai::http::request* seen;
    geai::result<void> send(geai::http::request const& rq, geai::http::response& rs) {
      *seen = rq;
      rs.status = 200;
      rs.body.append(R"({"agents":[]})");
      return {};
    }
  };
  geai::http::request seen;
  geai::ai_lab_client client{seeing{&seen},           geai::api_key = "k",        geai::base_url = url,
                             geai::timeout = 30s,     geai::connect_timeout = 2s, geai::idle_timeout = 3s,
                             geai::body_limit = 1000u};
  auto const before = geai::http::clock::now();
  REQUIRE(client.list_agents());
  CHECK(seen.connect_timeout == 2s);
  CHECK(seen.idle_timeout == 3s);
  CHECK(seen.body_limit == 1000);
  CHECK(seen.deadline >= before + 30s);
  CHECK(seen.deadline < before + 60s);
  REQUIRE(client.list_agents({}, geai::call_options{.timeout = 5s}));
  CHECK(seen.deadline < before + 30s);
}
