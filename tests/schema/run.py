#!/usr/bin/env python3
"""What geai says of its models is checked by another's code: the validator `ajv` of npm (check.mjs).

run.py PROGRAM FOLDER. PROGRAM (main.cpp) writes schemas, values and verdicts. The packages are fetched into FOLDER, once.
Without Node or npm, or when they cannot be fetched, this is skipped (77) and says so.
"""
import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tarfile

# ajv and all that it depends on, with the SHA-512 of each.
PACKAGES = {
    "ajv-8.17.1": "B/gBuNg5SiMTrPkC+A2+cW0RszwxYmn6VYxB/inlBStS5nx6xHIt/ehKRhIMhqusl7a8LjQoZnjCs5vhwxOQ1g==",
    "fast-deep-equal-3.1.3": "f3qQ9oQy9j2AhBe/H9VC91wLmKBCCU/gDOnKNAYG5hswO7BLKj09Hc5HYNz9cGI++xlpDCIgDaitVs03ATR84Q==",
    "fast-uri-3.0.6": "Atfo14OibSv5wAp4VWNsFYE1AchQRTv9cBGWET4pZWHzYshFSS9NQI6I57rdKn9croWVMbYFbLhJ+yJvmZIIHw==",
    "json-schema-traverse-1.0.0":
        "NM8/P9n3XjXhIZn1lLhkFaACTOURQXjWhV4BA/RnOv8xvgqtqpAX9IO4mRQxSx1Rlo4tqzeqb0sOlruaOy3dug==",
    "require-from-string-2.0.2":
        "Xf0nWe6RseziFMu+Ap9biiUbmplq6S9/p+7w7YXP/JBHhrUDDUhwa+vANyubuqfZWTveU//DYVGsDG7RKL/vEw==",
}
OLDEST_NODE = 18


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def fetch(npm, folder):
    """The archives of the packages, whose content is what it was when this test was written."""
    missing = [name for name in PACKAGES if not (folder / f"{name}.tgz").exists()]
    if missing:
        command = [npm, "pack", *("@".join(name.rsplit("-", 1)) for name in missing), "--loglevel", "error",
                   "--ignore-scripts", "--cache", folder / "npm", "--pack-destination", folder, "--fetch-retries", "1",
                   "--fetch-timeout", "60000"]
        try:
            done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired:
            skip("npm did not fetch the packages within three minutes")
        if done.returncode != 0:
            skip(f"npm cannot fetch ajv: {(done.stderr.strip().splitlines() or ['it does not say why'])[0]}")
    for name, integrity in PACKAGES.items():
        archive = folder / f"{name}.tgz"
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != integrity:
            archive.unlink()
            sys.exit(f"the package that npm fetched is not {name} as we know it")


def unpack(folder):
    for name in PACKAGES:
        package = folder / "node_modules" / name.rsplit("-", 1)[0]
        if package.exists():
            continue
        unpacked = folder / "unpacked"
        shutil.rmtree(unpacked, ignore_errors=True)
        with tarfile.open(folder / f"{name}.tgz") as content:
            content.extractall(unpacked, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        package.parent.mkdir(exist_ok=True)
        (unpacked / "package").rename(package)


program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
node, npm = shutil.which("node"), shutil.which("npm")
if node is None or npm is None:
    skip("this needs Node.js and npm")
version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
if int(version.lstrip("v").partition(".")[0] or 0) < OLDEST_NODE:
    skip(f"this needs Node.js {OLDEST_NODE} or newer, not {version}")

folder.mkdir(parents=True, exist_ok=True)
fetch(npm, folder)
unpack(folder)
shutil.copy(pathlib.Path(__file__).parent / "check.mjs", folder)  # Node looks for packages beside the script

with subprocess.Popen([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as values:
    try:
        checked = subprocess.run([node, folder / "check.mjs"], stdin=values.stdout, timeout=240).returncode
    except subprocess.TimeoutExpired:
        values.kill()
        sys.exit("check.mjs did not end within four minutes")
    written = values.wait(timeout=60)
sys.exit(checked or written)
