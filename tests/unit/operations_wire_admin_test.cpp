// The requests of the administrators' routes, of the state of the platform, of plug-ins and of secrets.
// filled_requests.txt has each of them with all members set.
#include "operations_support.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/admin.hpp>
#include <geai/api/secrets.hpp>

namespace {

using namespace geai::api;
using geai::test::check_wire;
using geai::test::odd;

}  // namespace

// clang-format off

TEST_CASE("the wire: admin, health, plug-ins (wire facts 1)") {
  check_wire({
    {validate_api_token{},                                "GET", "/v1/accessControl/apitoken/validate"},
    {validate_api_token{.api_token = "t"},                "GET", "/v1/accessControl/apitoken/validate", "", {{"Authorization", "Bearer t"}}},
    {get_authorized_organizations{},                      "GET", "/v1/accessControl/user/organizations"},
    {get_authorized_projects{.organization = "a&b"},      "GET", "/v1/accessControl/user/organization/projects?organization=a%26b"},
    {get_project_visibility{.organization = "a&b", .project = "c/d", .access_token = "t&t"},
                                                          "GET", "/v1/accessControl/user/access/project?organization=a%26b&project=c%2Fd&accessToken=t%26t"},
    {get_project_token{.organization = "a&b", .project = "c/d", .access_token = "t&t"},
                                                          "GET", "/v1/accessControl/user/token/project?organization=a%26b&project=c%2Fd&accessToken=t%26t"},
    {get_health{},                                        "GET", "/v1/system/status"},
    {get_platform_root{},                                 "GET", "/"},
    {list_plugin_assistants{},                            "GET", "/v1/plugins"},
    {list_plugin_assistants{.organization = "a&b", .project = "c/d"},
                                                          "GET", "/v1/plugins?organization=a%26b&project=c%2Fd"},
  });
}

TEST_CASE("the wire: secrets (wire facts 5)") {
  std::string const sent = R"({"secretDefinition":{"name":"n","secretString":"s"}})";
  check_wire({
    {list_secrets{},                                      "GET",  "/v1/secrets"},
    {list_secrets{.name = "a&b", .id = "1", .start = 0, .count = 7},
                                                          "GET",  "/v1/secrets?name=a%26b&id=1&start=0&count=7"},
    {get_secret{.id = odd},                               "GET",  "/v1/secrets/" ODD},
    {create_secret{.definition = {.name = "n", .secret_string = "s"}},
                                                          "POST", "/v1/secrets", sent},
    {create_secret{.definition = {.name = "n", .secret_string = "s", .description = "d"}},
                                                          "POST", "/v1/secrets",
                                                                  R"({"secretDefinition":{"name":"n","secretString":"s","description":"d"}})"},
    {update_secret{.id = odd, .definition = {.name = "n", .secret_string = "s"}},
                                                          "PUT",  "/v1/secrets/" ODD, sent},
    {set_secret_accesses{.id = odd, .definition = {{{.access_level = "write", .principal_type = "service"}}}},
                                                          "POST", "/v1/secrets/" ODD "/accesses",
                                                                  R"({"secretDefinition":{"accessList":[{"accessLevel":"write","principalType":"service"}]}})"},
    {get_secret_accesses{.id = odd},                      "GET",  "/v1/secrets/" ODD "/accesses"},
  });
}

// clang-format on
