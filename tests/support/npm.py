"""Fetches npm packages for tests into a folder, once: known versions and contents, without running their scripts."""
import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def node(oldest):
    """Returns the program if it is installed and not older; otherwise skips the test."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        skip("this needs Node.js and npm")
    version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0] or 0) < oldest:
        skip(f"this needs Node.js {oldest} or newer, not {version}")
    return found


def _archive(folder, name):
    return folder / (name.removeprefix("@").replace("/", "-") + ".tgz")


def _fetch(folder, packages):
    missing = [name for name in packages if not _archive(folder, name).exists()]
    if missing:
        command = [shutil.which("npm"), "pack", *("@".join(name.rsplit("-", 1)) for name in missing), "--loglevel", "error",
                   "--ignore-scripts", "--cache", folder / "npm", "--pack-destination", folder, "--fetch-retries", "1",
                   "--fetch-timeout", "60000"]
        try:
            done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=180)
        except subprocess.TimeoutExpired:
            skip("npm did not fetch the packages within three minutes")
        if done.returncode != 0 or not all(_archive(folder, name).exists() for name in missing):
            skip(f"npm cannot fetch {missing[0]}: {(done.stderr.strip().splitlines() or ['it does not say why'])[0]}")
    for name, integrity in packages.items():
        archive = _archive(folder, name)
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != integrity:
            archive.unlink()
            sys.exit(f"the package that npm fetched is not {name} as we know it")


def install(folder, packages):
    """Fetches packages, given as NAME-VERSION with the SHA-512 of their archives, into FOLDER/node_modules."""
    folder.mkdir(parents=True, exist_ok=True)
    _fetch(folder, packages)
    for name in packages:
        package = folder / "node_modules" / name.rsplit("-", 1)[0]
        if package.exists():
            continue
        unpacked = folder / "unpacked"
        shutil.rmtree(unpacked, ignore_errors=True)
        with tarfile.open(_archive(folder, name)) as content:
            content.extractall(unpacked, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        package.parent.mkdir(parents=True, exist_ok=True)
        next(unpacked.iterdir()).rename(package)
