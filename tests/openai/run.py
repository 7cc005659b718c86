#!/usr/bin/env python3
"""The sandbox is not only our own idea of the protocol: the `openai` package of npm talks to it (chat.mjs).

run.py SANDBOX FOLDER. The package is fetched into FOLDER, once; nothing of it is run but by chat.mjs. Without Node or npm,
or when the package cannot be fetched, this is skipped (77) and says so.
"""
import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tarfile

VERSION = "6.49.0"
INTEGRITY = "aYCc0C6L864eR6WSYIwQGyXriw/nIyZx0ObvhzOEVuk0zoBDpynjSbrionWI7q65B5H8jJX0DXR9snEzM6bfPg=="  # SHA-512
OLDEST_NODE = 18


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def fetched(npm, folder):
    """The package's archive, whose content is what it was when this test was written."""
    archive = folder / f"openai-{VERSION}.tgz"
    if not archive.exists():
        command = [npm, "pack", f"openai@{VERSION}", "--loglevel", "error", "--ignore-scripts", "--cache", folder / "npm",
                   "--pack-destination", folder, "--fetch-retries", "1", "--fetch-timeout", "60000"]
        try:
            done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired:
            skip("npm did not fetch the package within three minutes")
        if done.returncode != 0 or not archive.exists():
            skip(f"npm cannot fetch openai {VERSION}: {(done.stderr.strip().splitlines() or ['it does not say why'])[0]}")
    if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != INTEGRITY:
        archive.unlink()
        sys.exit(f"the package that npm fetched is not openai {VERSION} as we know it")
    return archive


sandbox, folder = sys.argv[1], pathlib.Path(sys.argv[2])
node, npm = shutil.which("node"), shutil.which("npm")
if node is None or npm is None:
    skip("this needs Node.js and npm")
version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
if int(version.lstrip("v").partition(".")[0] or 0) < OLDEST_NODE:
    skip(f"this needs Node.js {OLDEST_NODE} or newer, not {version}")

folder.mkdir(parents=True, exist_ok=True)
package = folder / "node_modules/openai"
archive = fetched(npm, folder)
if not package.exists():  # it depends on no other package
    unpacked = folder / "unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(archive) as content:
        content.extractall(unpacked, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    package.parent.mkdir(exist_ok=True)
    (unpacked / "package").rename(package)
shutil.copy(pathlib.Path(__file__).parent / "chat.mjs", folder)  # Node looks for packages beside the script

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
