#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <geai/client/agents.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/mock.hpp>
#include <map>
#include <optional>
#include <policies/boost_json.hpp>
#include <policies/nlohmann_json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Answers and failures as the platform and the servers in front of it sent them: one row each, with the answer as JSON,
// or the message of the error. All rows apply to every Json policy.

namespace facts {

using pairs = std::vector<std::pair<std::string, std::string>>;

struct profile {
  std::string name{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
};
struct profile_list {
  std::vector<profile> profiles{};

  auto begin() const noexcept { return profiles.begin(); }
  auto size() const noexcept { return profiles.size(); }
};
struct metadata {
  std::string key{};
  geai::raw_json value{};
};
struct document {
  std::string id{};
  std::optional<std::int64_t> count{};
  std::vector<metadata> pairs{};
};
struct document_list {
  std::vector<document> documents{};

  auto begin() const noexcept { return documents.begin(); }
  auto size() const noexcept { return documents.size(); }
};
struct rag_reply {
  std::string text{};
  std::vector<document> documents{};
};
struct own_result {
  std::string text{};
  geai::raw_json result{};
};
struct uploaded {
  std::string id{};
};
struct job_list {
  std::vector<uploaded> jobs{};

  auto begin() const noexcept { return jobs.begin(); }
  auto size() const noexcept { return jobs.size(); }
};
struct tool {
  std::string id{};
  std::vector<std::string> artifact_types{};
  geai::raw_json value{};
};
struct limit {
  std::optional<double> hard{};
  std::optional<double> used{};
};
struct llm {
  std::string name{};
  std::optional<std::int64_t> context_window{};
};
struct tool_call {
  std::string name{};
  std::string arguments{};
};
struct reply {
  std::string id{};
  std::int64_t created = 0;
  std::optional<double> cost{};
  std::optional<int> tokens{};
  std::optional<std::string> content{};
  geai::raw_json parts{};
  std::vector<tool_call> calls{};
};
struct token {
  std::string access_token{};
  std::chrono::seconds expires_in{};
};

template <class Answer> struct ask {
  using answer = Answer;
  using endpoint = geai::api::get<"/x">;
  using parameters = geai::fields<>;
};
struct ask_for_what_may_be_empty {
  using answer = uploaded;
  using endpoint = geai::api::get<"/x">;
  using parameters = geai::fields<>;
  static constexpr bool may_be_empty = true;
};

}  // namespace facts

template <>
struct geai::model<facts::profile>
    : geai::fields<geai::field<"name", &facts::profile::name>, geai::field<"temperature", &facts::profile::temperature>,
                   geai::field<"maxTokens", &facts::profile::max_tokens>> {};
template <>
struct geai::model<facts::profile_list>
    : geai::fields<geai::field<"profiles", &facts::profile_list::profiles>,
                   geai::other_name<"searchProfiles", &facts::profile_list::profiles>> {};
template <>
struct geai::model<facts::metadata>
    : geai::fields<geai::field<"key", &facts::metadata::key>, geai::field<"value", &facts::metadata::value>> {};
template <>
struct geai::model<facts::document>
    : geai::fields<geai::field<"id", &facts::document::id>, geai::field<"count", &facts::document::count>,
                   geai::key_values<"metadata", &facts::document::pairs>> {};
template <>
struct geai::model<facts::document_list> : geai::fields<geai::field<"documents", &facts::document_list::documents>> {};
template <>
struct geai::model<facts::rag_reply> : geai::fields<geai::field<"text", &facts::rag_reply::text>,
                                                    geai::field<"documents", &facts::rag_reply::documents>> {};
template <>
struct geai::model<facts::own_result>
    : geai::fields<geai::field<"text", &facts::own_result::text>, geai::field<"result", &facts::own_result::result>> {
  static constexpr bool tells_failure = true;
};
template <> struct geai::model<facts::uploaded> : geai::fields<geai::field<"dataFileId", &facts::uploaded::id>> {};
template <> struct geai::model<facts::job_list> : geai::fields<geai::field<"jobs", &facts::job_list::jobs>> {};
template <>
struct geai::model<facts::tool>
    : geai::fields<geai::field<"id", &facts::tool::id>, geai::field<"types", &facts::tool::artifact_types>,
                   geai::field<"value", &facts::tool::value>> {
  static constexpr std::string_view wrapper = "tool";
};
template <>
struct geai::model<facts::limit>
    : geai::fields<geai::field<"hardLimit", &facts::limit::hard>, geai::field<"usedAmount", &facts::limit::used>> {};
template <>
struct geai::model<facts::llm>
    : geai::fields<geai::field<"name", &facts::llm::name>, geai::field<"contextWindow", &facts::llm::context_window>> {
};
template <>
struct geai::model<facts::tool_call> : geai::fields<geai::field<"name", &facts::tool_call::name>,
                                                    geai::json_text<"arguments", &facts::tool_call::arguments>> {};
template <>
struct geai::model<facts::reply>
    : geai::fields<geai::field<"id", &facts::reply::id>, geai::informative<"created", &facts::reply::created>,
                   geai::informative<"total_cost", &facts::reply::cost>,
                   geai::informative<"tokens", &facts::reply::tokens>,
                   geai::text_or_parts<"content", &facts::reply::content, &facts::reply::parts>,
                   geai::field<"tool_calls", &facts::reply::calls>> {};
template <>
struct geai::model<facts::token> : geai::fields<geai::field<"access_token", &facts::token::access_token>,
                                                geai::informative<"expires_in", &facts::token::expires_in>> {};

namespace {

using namespace facts;

template <class Json> auto client_of(geai::transport::mock const& wire) {
  return geai::agent_client{wire, Json{}, geai::api_key = "the-very-secret-key", geai::base_url = "https://h"};
}

// The answer as JSON, or the error as "code: message".
template <class Json, class Op> std::string heard(int status, std::string const& body, std::string const& type) {
  geai::transport::mock wire;
  wire.reply(status, body, type.empty() ? pairs{} : pairs{{"Content-Type", type}});
  auto const got = client_of<Json>(wire).call(Op{}, {.retry = geai::retry_policy{.max_attempts = 1}});
  if (!got) {
    std::string const& message = got.error().message;
    std::string_view const words = std::string_view(message).substr(message.find(": "));
    return std::string(to_string(got.error().code))
        .append(words.substr(0, std::min(words.find(" [h"), words.find(" [HTTP"))));  // without the place
  }
  std::string out;
  geai::json::encode(*got, out);
  return out;
}

struct row {
  std::string name;
  std::string body;
  std::string expected;
  int status = 200;
  std::string type = "application/json";
};

template <class Op> void check(std::vector<row> const& rows) {
  for (row const& each : rows) {
    CAPTURE(each.name);
    CAPTURE(each.body);
    CHECK(heard<geai::json::simdjson, Op>(each.status, each.body, each.type) == each.expected);
    CHECK(heard<policies::nlohmann_json, Op>(each.status, each.body, each.type) == each.expected);
    CHECK(heard<policies::boost_json, Op>(each.status, each.body, each.type) == each.expected);
  }
}

}  // namespace

// clang-format off
TEST_CASE("wire-facts 16: profiles, documents and answers of RAG") {
  check<ask<profile_list>>({
    {"16: searchProfiles",            R"({"projectId":"p","searchProfiles":[{"name":"a"}]})",                        R"({"profiles":[{"name":"a"}]})"},
    {"16: numbers as texts",          R"({"profiles":[{"name":"a","temperature":"0.10","maxTokens":"1000"}]})",      R"({"profiles":[{"name":"a","temperature":0.1,"maxTokens":1000}]})"},
    {"0.2: one object",               R"({"searchProfiles":{"name":"a"}})",                                          R"({"profiles":[{"name":"a"}]})"},
    {"0.2: a bare array",             R"([{"name":"a"}])",                                                           R"({"profiles":[{"name":"a"}]})"},
  });
  check<ask<document_list>>({
    {"16: count as text",             R"({"documents":[{"id":"d","count":"12"}]})",                                  R"({"documents":[{"id":"d","count":12,"metadata":[]}]})"},
    {"0.2: one document",             R"({"documents":{"id":"d"}})",                                                 R"({"documents":[{"id":"d","metadata":[]}]})"},
    {"16: metadata as an object",     R"({"documents":[{"id":"d","metadata":{"type":"test"}}]})",                    R"({"documents":[{"id":"d","metadata":[{"key":"type","value":"test"}]}]})"},
    {"16: metadata as pairs",         R"({"documents":[{"id":"d","metadata":[{"key":"n","value":"7"}]}]})",          R"({"documents":[{"id":"d","metadata":[{"key":"n","value":"7"}]}]})"},
  });
  check<ask<rag_reply>>({
    {"16: result.success false",      R"({"text":"","documents":[],"result":{"success":false,"messages":["No index"]}})",  "api_response: HTTP 200: No index"},
    {"0.4: messages as objects",      R"({"text":"","result":{"success":false,"messages":[{"description":"No"},{"description":"index"}]}})", "api_response: HTTP 200: No: index"},
    {"0.4: result.success true",      R"({"text":"a","result":{"success":true,"messages":["x"]}})",                  R"({"text":"a","documents":[]})"},
    {"16: code 0 is no error",        R"({"success":true,"error":{"code":0,"message":""},"text":"hola"})",           R"({"text":"hola","documents":[]})"},
    {"0.4: success is no complaint",  R"({"success":true,"error":{"code":0,"message":"OK"},"text":"hola"})",         R"({"text":"hola","documents":[]})"},
    {"0.4: success false",            R"({"success":false,"text":""})",                                              "api_response: HTTP 200: the response has no error message"},
    {"0.4: success as a text",        R"({"success":"False","text":"","message":"spent"})",                          "api_response: HTTP 200: spent"},
    {"0.4: errors",                   R"({"text":"a","errors":[{"id":5,"description":"no"}]})",                      "api_response: HTTP 200: no (code 5)"},
    {"0.4: error with a code",        R"({"error":{"code":103,"message":"expired"}})",                               "api_response: HTTP 200: expired (code 103)"},
    {"0.5: Messages, type 1",         R"({"text":"a","Messages":[{"Description":"bad","Type":1}]})",                 "api_response: HTTP 200: bad"},
    {"0.5: Messages, type 2",         R"({"text":"a","Messages":[{"Description":"fine","Type":2}]})",                R"({"text":"a","documents":[]})"},
  });
  check<ask<own_result>>({
    {"0.4: of the answer's own",      R"({"text":"","result":{"success":false,"messages":["No index"]}})",           "api_response: HTTP 200: No index"},
    {"0.4: of the answer's own",      R"({"text":"a","result":{"success":true}})",                                   R"({"text":"a","result":{"success":true}})"},
  });
}

TEST_CASE("wire-facts 16: names, lists and wrappers") {
  check<ask<uploaded>>({
    {"16: DataFileId",                R"({"DataFileId":"f1","DataFileName":"n"})",                                   R"({"dataFileId":"f1"})"},
  });
  check<ask<job_list>>({
    {"16: a bare array of jobs",      R"([{"dataFileId":"1"},{"dataFileId":"2"}])",                                  R"({"jobs":[{"dataFileId":"1"},{"dataFileId":"2"}]})"},
    {"16: an empty one",              "[]",                                                                          R"({"jobs":[]})"},
    {"0.2: null",                     R"({"jobs":null})",                                                            R"({"jobs":[]})"},
  });
  check<ask<tool>>({
    {"16: the wrapper",               R"({"tool":{"id":"t","types":["a"]}})",                                        R"({"id":"t","types":["a"]})"},
    {"0.3: the bare object",          R"({"id":"t"})",                                                               R"({"id":"t","types":[]})"},
    {"16: nothing matched",           R"({"Utensil":{"id":"t"},"b":1})",                                             R"(decode: found none of the expected fields, only an object with "Utensil", "b" (application/json, from h))"},
    {"16: nothing in the wrapper",    R"({"tool":{}})",                                                              R"(decode: found none of the expected fields, only an object with "tool" (application/json, from h))"},
    {"16: an empty object",           "{}",                                                                          "decode: found none of the expected fields, only an empty object (application/json, from h)"},
    {"16: many keys",                 R"({"a":{"id":"t"},"b":1,"c":1,"d":1,"e":1,"f":1})",                           R"(decode: found none of the expected fields, only an object with "a", "b", "c", "d", "e", ... (application/json, from h))"},
    {"16: no content type",           R"({"a":1})",                                                                  R"(decode: found none of the expected fields, only an object with "a" (without a content type, from h))", 200, ""},
    {"0.5: a gateway's 200",          R"({"status":"Error","description":"no route"})",                              "api_response: HTTP 200: no route"},
    {"16: artifactTypeName as text",  R"({"id":"t","types":"a"})",                                                   R"({"id":"t","types":["a"]})"},
    {"16: a boolean property",        R"({"id":"t","value":true})",                                                  R"({"id":"t","types":[],"value":true})"},
  });
  check<ask<std::vector<tool>>>({
    {"0.2: an array",                 R"([{"id":"t"}])",                                                             R"([{"id":"t","types":[]}])"},
    {"0.2: one object",               R"({"id":"t"})",                                                               R"([{"id":"t","types":[]}])"},
    {"16: another object",            R"({"a":1})",                                                                  R"(decode: found none of the expected fields, only an object with "a" (application/json, from h))"},
  });
  check<ask_for_what_may_be_empty>({
    {"feedback",                      "{}",                                                                          R"({"dataFileId":""})"},
    {"no body",                       "",                                                                            R"({"dataFileId":""})", 204},
  });
}

TEST_CASE("wire-facts 16: numbers") {
  check<ask<limit>>({
    {"16: hardLimit as text",         R"({"hardLimit":"100.00","usedAmount":"0E-10"})",                              R"({"hardLimit":100,"usedAmount":0})"},
    {"0.1: scientific",               R"({"hardLimit":"1.5E+3","usedAmount":"0.0148325400"})",                       R"({"hardLimit":1500,"usedAmount":0.01483254})"},
    {"a word",                        R"({"hardLimit":"none"})",                                                     "decode: $.hardLimit: expected a number, found a string"},
  });
  check<ask<llm>>({
    {"16: contextWindow as text",     R"({"name":"m","contextWindow":"128000"})",                                    R"({"name":"m","contextWindow":128000})"},
    {"0.1: a fraction of zero",       R"({"name":"m","contextWindow":7.0})",                                         R"({"name":"m","contextWindow":7})"},
    {"0.1: the same as text",         R"({"name":"m","contextWindow":"7.00"})",                                      R"({"name":"m","contextWindow":7})"},
    {"another fraction",              R"({"name":"m","contextWindow":7.5})",                                         "decode: $.contextWindow: expected an integer, found a number with a fraction"},
  });
}

TEST_CASE("field-faults 3: deviations that are no error") {
  std::string const whole = R"({"id":"a","created":0,"tool_calls":[]})";
  std::vector<row> rows;
  for (std::string beside : {R"("error":{ })", R"("errors":"")", R"("error":[ ])", R"("error":null)", R"("errors":false)", R"("error":0)",
                             R"("error":{"code":0 , "message":""})", R"("errors":[ {} ])"})
    rows.push_back({"3: " + beside, R"({"id":"a",)" + beside + "}", whole});
  check<ask<reply>>(rows);
  check<ask<reply>>({
    {"3: created with a fraction",    R"({"id":"a","created":1744857525.25})",                                       R"({"id":"a","created":1744857525,"tool_calls":[]})"},
    {"3: tokens with a fraction",     R"({"id":"a","tokens":2.5})",                                                  R"({"id":"a","created":0,"tokens":2,"tool_calls":[]})"},
    {"3: a cost as text",             R"({"id":"a","total_cost":"0.0012"})",                                         R"({"id":"a","created":0,"total_cost":0.0012,"tool_calls":[]})"},
    {"3: no number at all",           R"({"id":"a","created":"today","total_cost":{"eur":1},"tokens":[]})",          whole},
    {"3: arguments as an object",     R"({"tool_calls":[{"name":"f","arguments":{"a":[1]}}]})",                      R"({"id":"","created":0,"tool_calls":[{"name":"f","arguments":"{\"a\":[1]}"}]})"},
    {"3: arguments as a text",        R"({"tool_calls":[{"name":"f","arguments":"{}"}]})",                           R"({"id":"","created":0,"tool_calls":[{"name":"f","arguments":"{}"}]})"},
    {"3: content in parts",           R"({"id":"a","content":[{"type":"text","text":"b"},{"text":"c"}]})",           R"({"id":"a","created":0,"content":[{"type":"text","text":"b"},{"text":"c"}],"tool_calls":[]})"},
    {"3: a cut character",            "{\"id\":\"a\xe2\x82\"}",                                                      "{\"id\":\"a\xef\xbf\xbd\",\"created\":0,\"tool_calls\":[]}"},
  });
  check<ask<token>>({
    {"3: expires_in as text",         R"({"access_token":"t","expires_in":"3600"})",                                 R"({"access_token":"t","expires_in":3600})"},
    {"3: expires_in with a fraction", R"({"access_token":"t","expires_in":3599.5})",                                 R"({"access_token":"t","expires_in":3599})"},
    {"3: expires_in as words",        R"({"access_token":"t","expires_in":"an hour"})",                              R"({"access_token":"t","expires_in":0})"},
  });
}

TEST_CASE("wire-facts 0.5, field-faults 3: the messages of failures") {
  std::string const page = "<!DOCTYPE html><html><head><TITLE>\n Bad &amp; Gateway </TITLE></head><body>x</body></html>";
  check<ask<uploaded>>({
    {"error.message",          R"({"error":{"code":1101,"message":"not found"},"status":"failed"})", "api_response: HTTP 404: not found (code 1101)", 404},
    {"errors[].description",   R"({"errors":[{"id":"5","description":"a"},{"id":8,"description":"b"}]})", "api_response: HTTP 400: a (code 5): b (code 8)", 400},
    {"errors.description",     R"({"errors":{"id":8,"description":"Field out of range"}})", "api_response: HTTP 400: Field out of range (code 8)", 400},
    {"message",                R"({"message":"Not authorised"})", "api_response: HTTP 403: Not authorised", 403},
    {"messages[].description", R"({"messages":[{"description":"bad"}]})", "api_response: HTTP 400: bad", 400},
    {"Messages, both types",   R"({"Messages":[{"Description":"bad","Type":1},{"Description":"fine","Type":2}]})", "api_response: HTTP 400: bad", 400},
    {"detail",                 R"({"detail":"Not authenticated"})", "api_response: HTTP 401: Not authenticated", 401},
    {"detail, a list",         R"({"detail":[{"loc":["body","name"],"msg":"field required","type":"value_error"},{"msg":"x"}]})", "api_response: HTTP 422: body.name: field required: x", 422},
    {"title and detail",       R"({"type":"about:blank","title":"Forbidden","detail":"no rights","status":403})", "api_response: HTTP 403: Forbidden: no rights", 403},
    {"title alone",            R"({"title":"Forbidden"})", "api_response: HTTP 403: Forbidden", 403},
    {"status and description", R"({"status":"Error","description":"no route"})", "api_response: HTTP 502: no route", 502},
    {"faultstring",            R"({"fault":{"faultstring":"Invalid call","detail":{"errorcode":"x"}}})", "api_response: HTTP 401: Invalid call", 401},
    {"faultstring alone",      R"({"faultstring":"Invalid call"})", "api_response: HTTP 401: Invalid call", 401},
    {"faultstring of SOAP",    "<?xml version='1.0'?><e:Envelope><faultstring>no such method</faultstring></e:Envelope>", "api_response: HTTP 500: no such method", 500, "text/xml"},
    {"error_description",      R"({"error":"invalid_grant","error_description":"wrong password"})", "api_response: HTTP 400: invalid_grant: wrong password", 400},
    {"the first of an array",  R"([{"error":{"code":5,"message":"a"}},{"error":"b"}])", "api_response: HTTP 400: a (code 5)", 400},
    {"an array of texts",      R"(["a","b"])", "api_response: HTTP 400: a", 400},
    {"a plain text",           "upstream\r\n\tconnect error ", "api_response: HTTP 503: upstream connect error", 503, "text/plain"},
    {"a long text",            std::string(400, 'x'), "api_response: HTTP 503: " + std::string(300, 'x') + "...", 503, "text/plain"},
    {"a page",                 page, "api_response: HTTP 502: Bad & Gateway", 502, "text/html"},
    {"a page without a title", "<html><body><h1>Oh</h1></body></html>", "api_response: HTTP 502: Oh", 502, "text/html"},
    {"an unknown shape",       R"({"reason":"because"})", R"(api_response: HTTP 400: {"reason":"because"})", 400},
    {"what is broken",         R"({"errors":[{"id":1)", R"(api_response: HTTP 500: {"errors":[{"id":1)", 500},
    {"nothing",                "", "api_response: HTTP 500: the response body is empty", 500},
    {"an empty object",        R"({"error":{ }})", "api_response: HTTP 500: the response has no error message", 500},
    {"a 200 of a portal",      page, "decode: received a text/html page from h instead of JSON: Bad & Gateway", 200, "text/html; charset=utf-8"},
    {"the same, no label",     "\n<html></html>", "decode: received a text/html page from h instead of JSON", 200, ""},
    {"JSON labelled as HTML",  R"({"dataFileId":"f"})", R"({"dataFileId":"f"})", 200, "text/html"},
    {"a secret in a page",     "<title>the-very-secret-key</title>", "api_response: HTTP 502: ***", 502, "text/html"},
    {"a secret in a 200",      "<html><title>the-very-secret-key", "decode: received a text/html page from h instead of JSON: ***", 200, "text/html"},
  });
}
// clang-format on

TEST_CASE("wire-facts 0.5: an HTML page in place of an empty answer") {
  geai::transport::mock wire;
  wire.reply(200, "<html><title>Sign in</title></html>", {{"Content-Type", "text/html"}});
  wire.reply(200, "OK", {{"Content-Type", "text/html"}});
  wire.reply(200, R"({"success":true})");
  auto const client = client_of<geai::json::simdjson>(wire);
  auto const deleted = client.delete_agent({.id = "a"});
  REQUIRE(!deleted);
  CHECK(deleted.error().message ==
        "delete_agent: received a text/html page from h instead of JSON: Sign in [HTTP 200]");
  CHECK(client.delete_agent({.id = "a"}));
  CHECK(client.delete_agent({.id = "a"}));
}

TEST_CASE("wire-facts 0.6: an exceeded quota is not retried, and is named") {
  for (auto const& [code, is_spent] : {std::pair{151, false},
                                       {152, true},
                                       {153, false},
                                       {154, true},
                                       {3199, false},
                                       {3200, true},
                                       {3206, true},
                                       {3207, false}}) {
    CAPTURE(code);
    geai::transport::mock wire;
    wire.reply(429, R"({"errors":[{"id":)" + std::to_string(code) + R"(,"description":"no"}]})",
               {{"retry-after-ms", "1"}});
    auto const refused = client_of<geai::json::simdjson>(wire).list_agents();
    REQUIRE(!refused);
    CHECK(refused.error().is_quota_exceeded() == is_spent);
    CHECK(refused.error().is_rate_limited() == !is_spent);
    CHECK(refused.error().is_transient() == !is_spent);
    CHECK(wire.requests().size() == (is_spent ? 1 : 3));
  }
  geai::error other(geai::errc::api_response, "m");
  other.http_status = 400;
  other.faults = {{3200, "a limit that cannot be"}};
  CHECK(!other.is_quota_exceeded());
}

TEST_CASE("wire-facts 0.13: a base URL for another program causes a warning, and a hint if nothing is found") {
  struct {
    std::string url;
    std::string path;
    std::string root;
  } const rows[] = {{"https://h/chat", "/chat", "https://h"},
                    {"https://h/chat/", "/chat", "https://h"},
                    {"https://h/v1", "/v1", "https://h"},
                    {"https://h/v2", "/v2", "https://h"},
                    {"h/chat/completions", "/chat/completions", "https://h"},
                    {"https://h/a/v1/chat/completions", "/v1/chat/completions", "https://h/a"},
                    {"https://h/proxy/openai/v1", "/proxy/openai/v1", "https://h"},
                    {"https://h", "", ""},
                    {"https://h/geai", "", ""},
                    {"https://chat", "", ""},
                    {"https://h/wechat", "", ""},
                    {"https://h/v1/more", "", ""}};
  for (auto const& [url, path, root] : rows) {
    CAPTURE(url);
    std::vector<geai::warning> warnings;
    geai::transport::mock wire;
    wire.reply(404, "");
    geai::agent_client const client{wire, geai::api_key = "k", geai::base_url = url,
                                    geai::on_warning = [&](geai::warning const& each) { warnings.push_back(each); }};
    std::string const sentence =
        "base_url ends in " + path + ", but calls add their own paths to it; it is probably " + root;
    std::string const message = client.list_agents().error().message;
    CHECK(warnings.size() == (path.empty() ? 0 : 1));
    CHECK(message.ends_with(sentence) == !path.empty());
    if (warnings.empty()) continue;
    CHECK(warnings[0].code == geai::warning_code::suspicious_base_url);
    CHECK(to_string(warnings[0].code) == "suspicious_base_url");
    CHECK(warnings[0].message == sentence);
  }
}

TEST_CASE("wire-facts 0.10: a token in Saia-Auth is masked too") {
  struct saia_auth {
    geai::secret token;
    geai::auth_type type() const { return geai::auth_type::api_key; }
    geai::result<void> apply(geai::http::header_list& headers) const {
      headers.add("Saia-Auth", token.reveal());
      return {};
    }
  };
  geai::transport::mock wire;
  wire.reply(400, R"({"message":"no such token: the-saia-token"})");
  geai::agent_client const client{wire, saia_auth{"the-saia-token"}, geai::base_url = "https://h"};
  geai::error const refused = client.list_agents().error();
  CHECK(wire.requests().at(0).header("saia-auth") == "the-saia-token");
  CHECK(wire.requests().at(0).header("authorization").empty());
  CHECK(refused.message == "list_agents: HTTP 400: no such token: *** [h]");
  CHECK(refused.body.find("the-saia-token") == std::string::npos);
}
