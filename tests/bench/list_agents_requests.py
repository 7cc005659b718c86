#!/usr/bin/env python3
"""Lists the agents with Python's requests: list_agents_requests.py URL CALLS session_a_call|one_session. See calls.hpp.

PyGEAI uses a session for each call.
"""
import json
import sys
import time

import requests

HEADERS = {"Accept": "application/json", "Authorization": "Bearer sandbox-key"}


def main():
    url, calls, one_session = sys.argv[1] + "/v2/agents", int(sys.argv[2]), sys.argv[3] == "one_session"
    session = requests.Session()
    each = []
    session.get(url, headers=HEADERS).json()
    began = time.perf_counter()
    for _ in range(calls):
        one = time.perf_counter()
        if not one_session:
            session = requests.Session()
        answer = session.get(url, headers=HEADERS)
        answer.raise_for_status()
        agents = answer.json()
        if not one_session:
            session.close()
        each.append(time.perf_counter() - one)
    seconds = time.perf_counter() - began
    each.sort()
    print(json.dumps({"seconds": seconds, "p50": each[(calls - 1) * 50 // 100], "p99": each[(calls - 1) * 99 // 100],
                      "answer": agents}))


main()
