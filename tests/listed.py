#!/usr/bin/env python3
"""Checks that the meson.build files list every C++ file: a forgotten test passes by never running.

It also checks that each policy of examples/policies passes its law suite in tests/laws, and has at most 120 lines.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
passed = failed = 0
for folder, pattern in (("examples", "*.cpp"), ("tests/unit", "*_test.cpp"), ("tests/integration", "*_test.cpp"),
                        ("tests/laws", "*_test.cpp"), ("tests/tools", "*.cpp"), ("tools/geai", "*.cpp"), ("tools/sandbox", "*.cpp")):
    listing = ROOT / folder / "meson.build"
    if not listing.exists():
        continue
    lists = listing.read_text()
    missing = [path.name for path in sorted((ROOT / folder).glob(pattern))
               if f"'{path.name}'" not in lists and f"'{path.stem}'" not in lists]
    for name in missing:
        print(f"{folder}/{name}: not listed in {folder}/meson.build")
    failed += bool(missing)
    passed += not missing
laws = "".join(path.read_text() for path in (ROOT / "tests" / "laws").glob("*_test.cpp"))
for policy in sorted((ROOT / "examples" / "policies").glob("*.hpp")):
    lines = len(policy.read_text().splitlines())
    wrong = [f"has {lines} lines, more than 120"] if lines > 120 else []
    if f"#include <policies/{policy.name}>" not in laws:
        wrong.append("no file of tests/laws includes it")
    for each in wrong:
        print(f"examples/policies/{policy.name}: {each}")
    failed += bool(wrong)
    passed += not wrong
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
