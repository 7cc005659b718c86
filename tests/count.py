#!/usr/bin/env python3
"""Adds up a run of `meson test` from its testlog.json and prints `N passed, N failed`.

A test whose output ends with such a line counts as these numbers, every other test as one. A failed test whose line
does not report it (it crashed, or ran out of time) counts as one more failure.
"""
import json
import pathlib
import re
import sys

passed = failed = 0
log = pathlib.Path(sys.argv[1])
for line in log.read_text().splitlines() if log.exists() else []:
    test = json.loads(line)
    if test["result"] == "SKIP":
        continue
    good = test["result"] in ("OK", "EXPECTEDFAIL")
    counts = re.search(r"(\d+) passed, (\d+) failed\s*\Z", test.get("stdout") or "")
    p, f = map(int, counts.groups()) if counts else (int(good), int(not good))
    if not good and f == 0:
        f = 1
    passed, failed = passed + p, failed + f
if passed + failed == 0:
    print("no test was run", file=sys.stderr)
    failed = 1
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
