#!/usr/bin/env python3
"""Checks the schemas and verdicts of geai with a third-party validator: `ajv` of npm (check.mjs).

run.py PROGRAM FOLDER. PROGRAM (main.cpp) writes schemas, values and verdicts. The packages are fetched into FOLDER, once.
If Node or npm is missing, or if they cannot be fetched, the test is skipped (77) with a message.
"""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import npm  # noqa: E402

# ajv and all its dependencies, with the SHA-512 of each.
PACKAGES = {
    "ajv-8.17.1": "B/gBuNg5SiMTrPkC+A2+cW0RszwxYmn6VYxB/inlBStS5nx6xHIt/ehKRhIMhqusl7a8LjQoZnjCs5vhwxOQ1g==",
    "fast-deep-equal-3.1.3": "f3qQ9oQy9j2AhBe/H9VC91wLmKBCCU/gDOnKNAYG5hswO7BLKj09Hc5HYNz9cGI++xlpDCIgDaitVs03ATR84Q==",
    "fast-uri-3.0.6": "Atfo14OibSv5wAp4VWNsFYE1AchQRTv9cBGWET4pZWHzYshFSS9NQI6I57rdKn9croWVMbYFbLhJ+yJvmZIIHw==",
    "json-schema-traverse-1.0.0":
        "NM8/P9n3XjXhIZn1lLhkFaACTOURQXjWhV4BA/RnOv8xvgqtqpAX9IO4mRQxSx1Rlo4tqzeqb0sOlruaOy3dug==",
    "require-from-string-2.0.2":
        "Xf0nWe6RseziFMu+Ap9biiUbmplq6S9/p+7w7YXP/JBHhrUDDUhwa+vANyubuqfZWTveU//DYVGsDG7RKL/vEw==",
}

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
node = npm.node(18)
npm.install(folder, PACKAGES)
shutil.copy(HERE / "check.mjs", folder)  # Node searches for packages beside the script

with subprocess.Popen([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as values:
    try:
        checked = subprocess.run([node, folder / "check.mjs"], stdin=values.stdout, timeout=240).returncode
    except subprocess.TimeoutExpired:
        values.kill()
        sys.exit("check.mjs did not end within four minutes")
    written = values.wait(timeout=60)
sys.exit(checked or written)
