#!/usr/bin/env python3
"""Tests geai tool-proxy with a third-party server: one of the protocol's SDK (server.mjs), in every revision that it supports.

run.py GEAI SANDBOX FOLDER. The packages are fetched into FOLDER, once. If Node or npm is missing, or if the packages cannot be
fetched, the test is skipped (77) with a message.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import npm  # noqa: E402

# The SDK, and those of its dependencies that servers on standard streams load.
PACKAGES = {
    "@modelcontextprotocol/sdk-1.32.2": "SWsVtH/0vULSQStoZ6xxH2K09Li8fXYTMC64ZeogCdpZ3XSi1eCPOByV1OpuJxuI3OcmHhosDWYyii07tpPsLw==",
    "ajv-8.20.0": "Thbli+OlOj+iMPYFBVBfJ3OmCAnaSyNn4M1vz9T6Gka5Jt9ba/HIR56joy65tY6kx/FCF5VXNB819Y7/GUrBGA==",
    "ajv-formats-3.0.1": "8iUql50EUR+uUcdRQ3HDqa6EVyo3docL8g5WJ3FNcWmu62IbkGUue/pEyLBW8VGKKucTPgqeks4fIU1DA4yowQ==",
    "fast-deep-equal-3.1.3": "f3qQ9oQy9j2AhBe/H9VC91wLmKBCCU/gDOnKNAYG5hswO7BLKj09Hc5HYNz9cGI++xlpDCIgDaitVs03ATR84Q==",
    "fast-uri-3.1.9": "hS/0Wt3Ya043oKXs0sIxrMpKQITXhMLIrVAKKXi4gozGC9v7YRWVnXIZzjNPTO02M9BdxLCWqK1yRXgNziVyJQ==",
    "json-schema-traverse-1.0.0":
        "NM8/P9n3XjXhIZn1lLhkFaACTOURQXjWhV4BA/RnOv8xvgqtqpAX9IO4mRQxSx1Rlo4tqzeqb0sOlruaOy3dug==",
    "require-from-string-2.0.2":
        "Xf0nWe6RseziFMu+Ap9biiUbmplq6S9/p+7w7YXP/JBHhrUDDUhwa+vANyubuqfZWTveU//DYVGsDG7RKL/vEw==",
    "zod-4.6.7": "g8W2D2kU6a8untc053fX1uVBKzM7yqAxW/3zwk83+6RyF2+SKOuV+c0wBDhUwzV1PaGapmZH+rmcUzPf+3CGwg==",
    "zod-to-json-schema-3.25.2": "O/PgfnpT1xKSDeQYSCfRI5Gy3hPf91mKVDuYLUHZJMiDFptvP41MSnWofm8dnCm0256ZNfZIM7DSzuSMAFnjHA==",
}
PROXY = "e0178610-c9fe-4f8d-80da-ed88c0245242"
# The result of each tool on the platform: its success, and a piece of the text.
OUTCOMES = {
    "add": (True, " and "), "count": (True, '{"apples":3}'), "nothing": (True, "done"), "picture": (True, "in the file"),
    "refuse": (False, "out of stock"), "fail": (False, "it broke"), "chatter": (True, "the client says: error -32601"),
}
passed = failed = 0


def check(holds, complaint):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAILED: {complaint}")


def requests_of(url):
    with urllib.request.urlopen(f"{url}/_sandbox/requests", timeout=10) as answer:
        return json.load(answer)


def serve(geai, url, node, folder, revision, tool):
    servers = {"mcpServers": {"shop": {"command": node, "args": [str(folder / "server.mjs"), revision, tool]}}}
    with tempfile.TemporaryDirectory() as home:
        environment = {"PATH": os.environ["PATH"], "HOME": home, "GEAI_API_KEY": "sandbox-key", "GEAI_API_BASE_URL": url}
        return subprocess.run([geai, "-v", "tool-proxy", "-", "--once", "--proxy-id", PROXY], input=json.dumps(servers),
                              capture_output=True, text=True, timeout=60, env=environment)


def main():
    geai, sandbox, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    node = npm.node(18)
    npm.install(folder, PACKAGES)
    shutil.copy(HERE / "server.mjs", folder)  # Node searches for packages beside the script
    revisions = subprocess.run([node, folder / "server.mjs", "--revisions"], capture_output=True, text=True,
                               check=True, timeout=60).stdout.split()
    check(len(revisions) >= 4, f"the SDK speaks {revisions}")
    with subprocess.Popen([sandbox, "--port", "0", "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as server:
        url = server.stdout.readline().removeprefix("listening on ").strip()
        try:
            tries = [(revision, "add") for revision in (*revisions, "asked")] + [(revisions[0], tool) for tool in OUTCOMES if tool != "add"]
            for revision, tool in tries:
                done = serve(geai, url, node, folder, revision, tool)
                about = f"{tool}, revision {revision}: {done.stdout}{done.stderr}"
                check(done.returncode == 0, f"{about}: exit code {done.returncode}")
                spoken = revisions[0] if revision == "asked" else revision
                check(f"1 tools, protocol {spoken}" in done.stderr, about)
                seen = requests_of(url)
                registered = next(each for each in reversed(seen) if each["target"].endswith("/register"))
                check(json.loads(registered["body"])["server"]["tools"][0]["name"] == f"shop__{tool}", about)
                result = json.loads(seen[-1]["body"]).get("jobResult", {})
                success, text = OUTCOMES[tool]
                check(result.get("success") == success and text in result["job"]["output"], f"{about}: {result}")
        finally:
            server.stdin.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
