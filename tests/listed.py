#!/usr/bin/env python3
"""Every C++ file that a meson.build lists by hand is listed there: a forgotten test passes by never running."""
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
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
