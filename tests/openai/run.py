#!/usr/bin/env python3
"""Tests the sandbox with a third-party client: the `openai` package of npm (chat.mjs).

run.py SANDBOX FOLDER. The package is fetched into FOLDER, once; only chat.mjs runs its code. If Node or npm is missing,
or if the package cannot be fetched, the test is skipped (77) with a message.
"""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import npm  # noqa: E402

PACKAGES = {  # it depends on no other
    "openai-6.49.0": "aYCc0C6L864eR6WSYIwQGyXriw/nIyZx0ObvhzOEVuk0zoBDpynjSbrionWI7q65B5H8jJX0DXR9snEzM6bfPg==",
}

sandbox, folder = sys.argv[1], pathlib.Path(sys.argv[2])
node = npm.node(18)
npm.install(folder, PACKAGES)
shutil.copy(HERE / "chat.mjs", folder)  # Node searches for packages beside the script

with subprocess.Popen([sandbox, "--port", "0", "--exit-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                      text=True) as server:
    url = server.stdout.readline().removeprefix("listening on ").strip()
    try:
        result = subprocess.run([node, folder / "chat.mjs", url], stdin=subprocess.DEVNULL, timeout=120).returncode
    except subprocess.TimeoutExpired:
        sys.exit("chat.mjs did not end within two minutes")
    finally:
        server.stdin.close()
sys.exit(result)
