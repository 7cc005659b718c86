#!/usr/bin/env python3
"""Prints the ten slowest objects and tests of some builds: slowest.py BUILD...

The seconds are wall-clock time, and include other load on the machine.
"""
import json
import pathlib
import sys

objects, tests = [], []
for build in map(pathlib.Path, sys.argv[1:]):
    log = build / ".ninja_log"
    for line in log.read_text().splitlines()[1:] if log.exists() else []:
        start, end, _, output, *_ = line.split("\t")
        if output.endswith((".o", ".pch", ".gch")):
            objects.append(((int(end) - int(start)) / 1000, f"{build.name}: {output}"))
    log = build / "meson-logs/testlog.json"
    for line in log.read_text().splitlines() if log.exists() else []:
        test = json.loads(line)
        tests.append((test["duration"], f"{build.name}: {test['name']}"))
for title, rows in (("objects", objects), ("tests", tests)):
    print(f"The slowest {title}:")
    for seconds, name in sorted(rows, reverse=True)[:10]:
        print(f"  {seconds:7.1f} s  {name}")
