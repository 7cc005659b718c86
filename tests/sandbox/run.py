#!/usr/bin/env python3
"""Tests that the sandbox accepts the requests of the vendor's client (vendor_requests.py), is strict on demand, replies as in the
field on demand, and serves nothing else. Usage: run.py SANDBOX"""
import contextlib
import http.client
import json
import re
import subprocess
import sys
import urllib.parse

sys.dont_write_bytecode = True  # do not change the source tree
from vendor_requests import ANY, ARRAY, NOTHING, gone, requests

passed = failed = 0


def check(name, ok, seen=""):
    global passed, failed
    passed += bool(ok)
    failed += not ok
    if not ok:
        print(f"{name}: {seen}")


class Server:
    def __init__(self, address):
        self.address = address

    def send(self, verb, target, headers=None, body=None):
        connection = http.client.HTTPConnection(self.address, timeout=20)
        if isinstance(body, (dict, list)):
            headers = {"Content-Type": "application/json", **(headers or {})}
            body = json.dumps(body)
        connection.request(verb, target, body=body.encode() if isinstance(body, str) else body, headers=headers or {})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def json(self, verb, target, body=None, headers=None):
        status, text = self.send(verb, target, {"Authorization": "Bearer sandbox-key", **(headers or {})}, body)
        return json.loads(text) if text and status < 300 else {"status": status, "text": text}


@contextlib.contextmanager
def sandbox(*options):
    with subprocess.Popen([sys.argv[1], "--port", "0", "--exit-with-stdin", *options], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline().removeprefix("listening on ").strip()
            yield Server(urllib.parse.urlsplit(line).netloc)
        finally:
            process.stdin.close()


def member(value, path):
    """Returns the value at `a.0.b`, or raises LookupError."""
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part] if isinstance(value, dict) else {}[part]
    return value


def filled(value, known):
    """Replaces {name} by its value in texts, dicts and lists; a text that is only {name} becomes the value itself."""
    if isinstance(value, dict):
        return {key: filled(each, known) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, known) for each in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\{(\w+)\}", value)
    if whole and whole[1] in known:
        return known[whole[1]]
    return re.sub(r"\{(\w+)\}", lambda match: str(known.get(match[1], match[0])), value)


def multipart(parts):
    boundary = "sandbox-boundary"
    text = ""
    for name, filename, kind, body in parts:
        text += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        text += f'; filename="{filename}"' if filename else ""
        text += f"\r\nContent-Type: {kind}" if kind else ""
        text += f"\r\n\r\n{body}\r\n"
    return f"multipart/form-data; boundary={boundary}", f"{text}--{boundary}--\r\n"


def understood(answers, text):
    if answers == NOTHING:
        return text == ""
    try:
        value = json.loads(text)
    except ValueError:
        return answers in text and "errors" not in text  # a stream, or the bytes of a file
    if answers == ANY:
        return True
    if answers == ARRAY:
        return isinstance(value, list)
    try:
        member(value, answers)
        return True
    except LookupError:
        return False


def vendor(server):
    known = {}
    for each in requests:
        verb, target = filled(each["request"], known).split(" ", 1)
        headers, body = filled(each["headers"], known), each["body"]
        if each["form"]:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(filled(each["form"], known))
        elif each["parts"]:
            headers["Content-Type"], body = multipart(each["parts"])
        elif not isinstance(body, str):
            body = filled(body, known)
        status, text = server.send(verb, target, headers, body)
        check(f"{each['method']}: {verb} {target}", status == each["status"] and understood(each["answers"], text),
              f"{status} instead of {each['status']} with {each['answers']!r}: {text[:400]}")
        for name, path in each["keep"].items():
            with contextlib.suppress(ValueError, LookupError):
                known[name] = member(json.loads(text), path)


def gone_routes(server):
    for line in gone:
        verb, target = line.split()
        status, text = server.send(verb, target, {"Authorization": "Bearer sandbox-key"})
        check(f"gone: {line}", status == 404 and "Endpoint not found" in text, f"{status} {text[:200]}")


def not_taken(server):
    """Checks that requests which neither documents nor the vendor's programs have are refused without --strict too."""
    flat = '[{"key": "type", "value": "test"}]'
    server.json("POST", "/v1/search/profile", {"name": "p"})
    kind, body = multipart([("file", "a.txt", "text/plain", "x"), ("metadata", None, "application/json", flat)])
    check("metadata as a list of pairs", server.send("POST", "/v1/search/profile/p/document",
          {"Authorization": "Bearer sandbox-key", "Content-Type": kind}, body)[0] == 400)
    for name, verb, target, headers, body in (
            ("a bare token where the client sends Bearer", "GET", "/v2/tools", {"Authorization": "sandbox-key"}, None),
            ("a dataset as JSON", "POST", "/v1/assistant/Sandbox%20Assistant/datasets/extend", None, {"file": "x"}),
            ("an unknown member", "POST", "/v2/agents", None, {"agentDefinition": {"name": "a", "colour": "red"}}),
            ("a text that is no number", "POST", "/v2/usageLimits/organizations/sandbox-organization/limits", None,
             {"subscriptionType": "Monthly", "usageUnit": "Cost", "softLimit": "few", "hardLimit": 2}),
            ("reasoning effort minimal", "POST", "/chat", None, {"model": "openai/gpt-4o", "reasoning_effort": "minimal",
                                                                 "messages": [{"role": "user", "content": "x"}]}),
            ("a name of an API tool without a method", "POST", "/v2/tools", None,
             {"tool": {"name": "weather", "scope": "api", "openApi": "https://example.com"}}),
            ("an analytics day that is none", "GET", "/v1/analytics/requests/total-cost?startDate=1.1.2026&endDate=2026-01-31", None, None)):
        status, text = server.send(verb, target, headers or {"Authorization": "Bearer sandbox-key"}, body)
        check(f"refused: {name}", status in (400, 401), f"{status} {text[:200]}")


def strict(server):
    for name, verb, target, headers, body in (
            ("no Bearer", "GET", "/v2/agents", {"Authorization": "sandbox-key"}, None),
            ("bearer in lower case", "GET", "/v2/agents", {"Authorization": "bearer sandbox-key"}, None),
            ("Saia-Auth", "GET", "/v2/agents", {"Saia-Auth": "sandbox-key"}, None),
            ("True", "GET", "/v2/agents?allowDrafts=True", None, None),
            ("an empty filter", "GET", "/v2/agents?status=", None, None),
            ("null", "POST", "/v2/agents", None, {"agentDefinition": {"name": "a", "description": None}}),
            ("a number as a text", "POST", "/v2/usageLimits/organizations/sandbox-organization/limits", None,
             {"subscriptionType": "Monthly", "usageUnit": "Cost", "softLimit": "1", "hardLimit": 2}),
            ("two slashes", "GET", "/v1//accessControl/apitoken/validate", None, None)):
        status, text = server.send(verb, target, headers or {"Authorization": "Bearer sandbox-key"}, body)
        check(f"strict: {name} is refused", status in (400, 401, 404), f"{status} {text[:200]}")
    check("strict: the documented form", "agents" in server.json("GET", "/v2/agents?allowDrafts=true"))


def polls(server):
    """Checks states that take the configured number of polls."""
    check("polls are ordered", server.send("POST", "/_sandbox/polls", None,
          {"documents": 2, "evaluations": 2, "instances": 1, "assistant_requests": 1})[0] == 204)
    server.json("POST", "/v1/search/profile", {"name": "slow"})
    document = server.json("POST", "/v1/search/profile/slow/document", "text", {"filename": "a.txt", "Content-Type": "text/plain"})
    seen = [document["indexStatus"]] + [server.json("GET", f"/v1/search/profile/slow/document/{document['id']}")["indexStatus"]
                                        for _ in range(4)]
    check("a document's states", seen == ["Unknown", "Starting", "Pending", "Success", "Success"], seen)

    rows = [{"dataSetRowInput": "a"}]
    data_set = server.json("POST", "/dataSetApi/dataSet", {"dataSetName": "s", "rows": rows})["dataSetId"]
    plan = server.json("POST", "/evaluationPlanApi/evaluationPlan", {"evaluationPlanName": "p", "dataSetId": data_set,
                                                                     "evaluationPlanType": "TextPromptAssistant"})["evaluationPlanId"]
    begun = server.json("POST", f"/evaluationPlanApi/evaluationPlan/{plan}")
    looks = [server.json("GET", f"/evaluationResultApi/evaluationResult/{begun['evaluationResultId']}") for _ in range(3)]
    seen = [begun["evaluationResultStatus"]] + [each["evaluationResultStatus"] for each in looks]
    check("an evaluation's states", seen == ["R", "R", "R", "F"] and not looks[0]["rows"] and looks[2]["rows"], seen)

    server.json("POST", "/v2/processes", {"processDefinition": {"key": "k", "name": "p"}})
    instance = server.json("POST", "/v2/processes/instances", {"instanceDefinition": {"process": "p"}})
    seen = [instance["status"]] + [server.json("GET", f"/v2/processes/instances/{instance['id']}")["status"] for _ in range(3)]
    check("an instance's states", seen == ["active", "active", "completed", "completed"], seen)

    request = server.json("POST", "/v1/assistant/text/begin", {"assistant": "Sandbox Assistant", "prompt": "hi"})
    looks = [request] + [server.json("GET", f"/v1/assistant/request/{request['requestId']}/status") for _ in range(2)]
    seen = [(each["status"], each["text"]) for each in looks]
    check("a request's states", seen == [("pending", ""), ("pending", ""), ("succeeded", "You said: hi")], seen)

    server.send("POST", "/_sandbox/reset")
    server.json("POST", "/v2/processes", {"processDefinition": {"key": "k", "name": "p"}})
    instance = server.json("POST", "/v2/processes/instances", {"instanceDefinition": {"process": "p"}})
    seen = [server.json("GET", f"/v2/processes/instances/{instance['id']}")["status"] for _ in range(3)]
    check("after a reset instances wait again", seen == ["active"] * 3, seen)


def quirks(plain, odd):
    """Sends the same requests, with replies in the documented shape and in those of the field."""
    def both(name, verb, target, body, documented, seen, headers=None):
        for server, path, wanted in ((plain, *documented), (odd, *seen)):
            answer = server.json(verb, target, body, headers)
            try:
                value = member(answer, path) if path else answer
                ok = isinstance(value, wanted) if isinstance(wanted, type) else value == wanted
            except LookupError:
                ok = False
            check(f"{'quirks' if server is odd else 'documented'}: {name}", ok, json.dumps(answer)[:300])

    both("a wrapped agent", "POST", "/v2/agents", {"agentDefinition": {"name": "a"}}, ("name", "a"), ("agentDefinition.name", "a"))
    both("a wrapped tool", "POST", "/v2/tools", {"tool": {"name": "t"}}, ("name", "t"), ("tool.name", "t"))
    both("tools as a bare array", "GET", "/v2/tools", None, ("tools.0.name", "t"), ("0.name", "t"))
    both("strategies as a bare array", "GET", "/v2/reasoning-strategies", None, ("strategies", []), ("", []))
    both("a process", "POST", "/v2/processes", {"processDefinition": {"key": "k", "name": "p"}}, ("versionId", 0),
         ("processDefinition.VersionId", 0))
    both("a process's status", "GET", "/v2/processes/p", None, ("status", "active"), ("processDefinition.Status", "active"))
    both("a task's prompt", "POST", "/v2/processes/tasks", {"taskDefinition": {"name": "t", "promptData": {"instructions": "i"}}},
         ("promptData.instructions", "i"), ("taskDefinition.prompt.instructions", "i"))
    both("costs as texts", "POST", "/chat", {"model": "openai/gpt-4o", "messages": [{"role": "user", "content": "x"}]},
         ("usage.total_cost", float), ("usage.total_cost", str))
    both("whole numbers with a fraction", "POST", "/chat",
         {"model": "openai/gpt-4o", "messages": [{"role": "user", "content": "x"}]},
         ("usage.total_tokens", int), ("usage.total_tokens", float))
    both("an error that is none", "POST", "/v1/assistant/text", {"assistant": "Sandbox Assistant", "prompt": "x"},
         ("success", True), ("error", {"code": 0, "message": ""}))
    profile = {"name": "p", "searchOptions": {"llm": {"maxTokens": 1000, "temperature": 0.0}}}
    both("a profile's numbers", "POST", "/v1/search/profile", profile, ("searchOptions.llm.maxTokens", 1000),
         ("searchOptions.llm.maxTokens", "1000"))
    both("a zero", "GET", "/v1/search/profile/p", None, ("searchOptions.llm.temperature", 0),
         ("searchOptions.llm.temperature", "0E-10"))
    both("one profile for a list of one", "GET", "/v1/search/profiles", None, ("searchProfiles.0.name", "p"),
         ("searchProfiles.name", "p"))
    both("the count of documents", "GET", "/v1/search/profile/p/documents", None, ("count", 0), ("count", "0"))
    limit = {"subscriptionType": "Monthly", "usageUnit": "Cost", "softLimit": 1, "hardLimit": 2}
    both("a limit", "POST", "/v2/usageLimits/organizations/sandbox-organization/limits", limit, ("hardLimit", 2),
         ("hardLimit", "2"))
    both("a model", "GET", "/v2/llm/providers/openai/models/gpt-4o", None, ("contextWindow", 128000), ("contextWindow", "128000"))
    for server in (plain, odd):
        kind, body = multipart([("file", "a.txt", "text/plain", "x")])
        made = server.json("POST", "/v1/files", body, {"Content-Type": kind})
        answer = server.json("GET", f"/v1/files/{made['dataFileId']}")
        name = "DataFileId" if server is odd else "dataFileId"
        check(f"a file has {name}", answer.get(name) == made["dataFileId"], answer)
        token = server.json("POST", "/v2/projects/tokens", {"name": "t"})
        answer = server.json("PUT", f"/v2/projects/tokens/{token['id']}", {"description": "d"})
        check("the messages of a changed token", "messages" in answer if server is odd else isinstance(answer, list), answer)
    both("a list of files", "GET", "/v1/files/all", None, ("dataFiles.0.DataFileName", "a.txt"),
         ("dataFiles.DataFileName", "a.txt"))
    both("a knowledge base's type", "POST", "/v1/agent-studio/agentic-process-definition/kbs",
         {"KBDefinition": {"name": "k", "artifacts": ["a"]}},
         ("artifactTypeName", ["a"]), ("KBDefinition.artifactTypeName", "a"))
    both("tokens under the wiki's names", "GET", "/v1/analytics/requests/number-of-tokens?startDate=2026-01-01&endDate=2026-01-31",
         None,
         ("totalTokens", 7000), ("total", 7000))
    both("a response's tokens", "POST", "/responses", {"model": "openai/gpt-4o", "input": "x"}, ("usage.prompt_tokens", int),
         ("usage.input_tokens", int))
    both("a search that fails", "POST", "/v1/search/execute", {"profile": "none", "question": "q"}, ("error.code", 1101),
         ("result.success", False))
    for server in (plain, odd):
        status, text = server.send("GET", "/v2/agents/none", {"Authorization": "Bearer sandbox-key"})
        errors = json.loads(text)["errors"]
        check("a refusal", status == 404 and (errors if server is odd else errors[0])["id"] == 404, text)
        status, text = server.send("GET", "/v2/tool-proxy/dequeue/none", {"Authorization": "Bearer sandbox-key"})
        check("a refusal of the tool proxy", status == 404 and ('"Type":1' in text) == (server is odd), text)
        status, text = server.send("GET", "/evaluationResultApi/evaluationResult/none", {"Authorization": "Bearer sandbox-key"})
        check("a refusal of the evaluation", status == 404 and json.loads(text)["errors"][0]["id"] == 5000, text)
    for server in (plain, odd):
        text = server.send("POST", "/chat", {"Authorization": "Bearer sandbox-key"},
                           {"model": "openai/gpt-4o", "messages": [{"role": "user", "content": "x"}], "stream": True})[1]
        noise = [each for each in ("[DONE]", "event: ping", "\n: ") if each in text]
        check("a stream's noise", noise == (["event: ping", "\n: "] if server is odd else ["[DONE]"]), text)
        check("a stream's end", '"finish_reason":"stop"' in text, text)
        alone = '"choices":[],"usage":{' in text and '"content":null' in text
        check("usage alone, content null", alone == (server is odd), text)


if not 225 <= len(requests):
    check("enough requests", False, len(requests))
with sandbox() as server:
    vendor(server)
    gone_routes(server)
    server.send("POST", "/_sandbox/reset")
    not_taken(server)
    polls(server)
with sandbox("--strict") as server:
    strict(server)
with sandbox() as plain, sandbox("--quirks") as odd:
    quirks(plain, odd)
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
