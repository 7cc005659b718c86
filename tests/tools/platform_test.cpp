// geai status, analytics report, rag upload-folder, tool-proxy.

#include <doctest/doctest.h>

#include <cstdlib>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;

namespace {

struct place {
  place() { at.write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + sandbox.url() + "\n"); }

  std::string path(std::string const& name) const { return (at.folder.path() / name).string(); }

  support::sandbox const sandbox;
  home at;
};

constexpr char const* server_program = R"(
import sys, json
for line in sys.stdin:
    m = json.loads(line)
    if m.get("method") == "initialize":
        result = {"protocolVersion": "2025-03-26", "capabilities": {"tools": {}}, "serverInfo": {"name": "t", "version": "1"}}
        print("a line that is no message")
        print(json.dumps({"jsonrpc": "2.0", "id": "s1", "method": "ping"}))
    elif m.get("method") == "tools/list":
        first = "cursor" not in m["params"]
        tool = {"name": "echo" if first else "second", "description": "Says it again", "inputSchema": {"type": "object", "properties": {"text": {"type": "string"}}}}
        result = {"tools": [tool]}
        if first: result["nextCursor"] = "2"
    elif m.get("method") == "tools/call":
        result = {"content": [{"type": "text", "text": "you said " + json.dumps(m["params"]["arguments"])}]}
    else:
        continue
    print(json.dumps({"jsonrpc": "2.0", "id": m["id"], "result": result}))
    sys.stdout.flush()
)";

}  // namespace

TEST_CASE("status: once, and again and again into a file") {
  place const here;
  CHECK(contains(here.at.run({"status"}).out, "running"));
  json const once = json::parse(here.at.run({"status", "-o", "json"}).out);
  CHECK(once["running"] == true);
  CHECK(here.at.run({"status", "--csv", here.path("once.csv")}).exit_code == 0);
  CHECK(contains(here.at.folder.read("once.csv"), "true,sandbox,"));
  CHECK(here.at.run({"status", "--csv", here.path("no/folder.csv")}).exit_code == 1);
  auto const watched = here.at.run({"status", "--count", "3", "--interval", "0.01", "--csv", here.path("up.csv")});
  CHECK(watched.exit_code == 0);
  CHECK(contains(watched.err, "3 checks: 100.0 % up"));
  CHECK(contains(here.at.folder.read("up.csv"), "true,sandbox,"));
  add_fault(here.sandbox.url(), {{"kind", "body"}, {"body", R"({"running":"perhaps"})"}});
  auto const strange = here.at.run({"status", "-o", "json"});
  CHECK(strange.exit_code == 3);
  CHECK(json::parse(last_line(strange.err))["error"]["code"] == "decode");
  add_fault(here.sandbox.url(), {{"kind", "status"}, {"status", 500}, {"times", 9}});
  auto const down = here.at.run({"status", "--count", "1", "-o", "json"});
  CHECK(down.exit_code == 3);
  CHECK(json::parse(down.out)["uptime_percent"] == 0);
}

TEST_CASE("analytics report: figures, charts, a table and pictures") {
  place const here;
  auto const shown = here.at.run({"analytics", "report", "--start-date", "2026-01-01", "--end-date", "2026-01-31",
                                  "--csv", here.path("report.csv"), "--svg", here.path("charts")});
  INFO(shown.err);
  CHECK(shown.exit_code == 0);
  CHECK(contains(shown.out, "Analytics from 2026-01-01 to 2026-01-31"));
  CHECK(contains(shown.out, "\u2588"));
  CHECK(here.at.folder.read("report.csv").starts_with("figure,name,value\n"));
  CHECK(here.at.folder.read("charts/total-cost-per-day.svg").starts_with("<svg "));
  json const document = json::parse(here.at.run({"analytics", "report", "-o", "json"}).out);
  CHECK(document["figures"].size() > 20);
  CHECK(here.at.run({"analytics", "report", "--start-date", "yesterday"}).exit_code == 1);
  CHECK(here.at.run({"analytics", "report", "--start-date", "2026-02-30"}).exit_code == 1);
  CHECK(here.at.run({"analytics", "report", "-s", "2026-02-01", "-e", "2026-01-31"}).exit_code == 1);
  CHECK(contains(here.at.run({"analytics", "report", "--help"}).out, "--svg"));
}

TEST_CASE("rag upload-folder: a folder becomes documents, once") {
  place const here;
  here.at.folder.write("docs/a.txt", "first");
  here.at.folder.write("docs/below/b.txt", "second");
  CHECK(here.at.run({"rag", "create", "--name", "manuals"}).exit_code == 0);
  auto const first = here.at.run({"rag", "upload-folder", "--name", "manuals", here.path("docs"), "-o", "json"});
  INFO(first.err);
  CHECK(first.exit_code == 0);
  json const sent = json::parse(first.out);
  REQUIRE(sent.size() == 2);
  CHECK(sent[1]["state"] == "Success");
  CHECK(contains(here.at.run({"rag", "upload-folder", "--name", "manuals", here.path("docs")}).err, "2 already there"));
  CHECK(here.at.run({"rag", "upload-folder", "--name", "manuals", here.path("none")}).exit_code == 1);
  CHECK(here.at.run({"rag", "list-documents", "--name", "manuals", "--jq", ".documents | length"}).out == "2\n");
}

TEST_CASE("tool-proxy: servers are started, their tools registered, and jobs run") {
  place const here;
  here.at.folder.write("server.py", server_program);
  here.at.folder.write(
      "servers.json",
      json{{"mcpServers",
            {{"local", {{"command", "python3"}, {"args", {here.path("server.py")}}, {"public_prefix", "com.example"}}},
             {"gone", {{"command", "no-such-program"}}}}}}
          .dump());
  auto const listed = here.at.run({"tool-proxy", here.path("servers.json"), "--list-tools", "-o", "json"});
  INFO(listed.err);
  CHECK(listed.exit_code == 0);
  json const tools = json::parse(listed.out);
  REQUIRE(tools.size() == 2);
  CHECK(tools[0]["name"] == "local__echo");
  CHECK(tools[1]["publicName"] == "com.example.second");
  CHECK(contains(listed.err, "gone: no-such-program cannot be started: No such file or directory"));

  auto const served = here.at.run(
      {"tool-proxy", here.path("servers.json"), "--once", "--proxy-id", "e0178610-c9fe-4f8d-80da-ed88c0245242"});
  INFO(served.err);
  CHECK(served.exit_code == 0);
  CHECK(leak(served.out + served.err, "sandbox-key") == "");
  json const result = json::parse(requests(here.sandbox.url()).back()["body"].get<std::string>())["jobResult"];
  CHECK(result["success"] == true);
  CHECK(contains(result["job"]["output"].get<std::string>(), "you said "));
  CHECK(here.at.run({"tool-proxy", "-"}, R"({"mcpServers":{"gone":{"command":"no-such-program"}}})").exit_code == 2);
}
