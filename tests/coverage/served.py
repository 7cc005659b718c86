#!/usr/bin/env python3
"""Checks that the sandbox serves the route of every operation. Usage: served.py SANDBOX"""
import http.client
import pathlib
import re
import subprocess
import sys
import urllib.parse

sys.dont_write_bytecode = True  # do not change the source tree
from operations import headers
from services import NOT_SENT

passed = failed = 0
with subprocess.Popen([sys.argv[1], "--port", "0", "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                      text=True) as server:
    address = urllib.parse.urlsplit(server.stdout.readline().removeprefix("listening on ").strip()).netloc
    for header in headers(pathlib.Path(__file__).resolve().parents[2] / "include"):
        for operation in header.operations:
            if operation.name in NOT_SENT:
                continue
            connection = http.client.HTTPConnection(address, timeout=20)
            connection.request(operation.verb, re.sub(r"\{\w+\}", "x", operation.route),
                               headers={"Authorization": "Bearer sandbox-key"})
            answer = connection.getresponse().read().decode()
            connection.close()
            if re.search("Endpoint not found|Method not allowed", answer):
                print(f"{operation.name}: the sandbox does not serve {operation.verb} {operation.route}")
                failed += 1
            else:
                passed += 1
    server.stdin.close()
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
