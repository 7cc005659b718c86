"""Downloads packages of Debian that are not installed here: for other processors, of the next release, and sources.

apt downloads them with its own state, and they are unpacked in build/platforms/, which is kept. The system is not changed. Debian's
address and keys are those of the system's apt. If a package is not available, `Unavailable` is raised with the reason.
"""
import os
import pathlib
import re
import shutil
import subprocess
import threading

CACHE = pathlib.Path(__file__).resolve().parent.parent.parent / "build/platforms"
LIMIT = 900
locks = {}  # one for each folder that two threads may create


class Unavailable(Exception):
    pass


def run(*command, **options):
    done = subprocess.run([str(each) for each in command], text=True, errors="replace", stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, **options)
    if done.returncode != 0:
        said = [line for line in done.stdout.splitlines() if line.startswith("E:")] or done.stdout.splitlines()
        raise Unavailable(f"{pathlib.Path(command[0]).name} {command[1]}: {' '.join(said[:1])[:200]}")
    return done.stdout


def codename():
    release = pathlib.Path("/etc/os-release")
    text = release.read_text() if release.exists() else ""
    found = re.search(r"^VERSION_CODENAME=(\w+)", text, re.MULTILINE)
    if not found or not re.search(r"^ID=debian$", text, re.MULTILINE) or not shutil.which("apt-get"):
        raise Unavailable("this system is not Debian")
    return found.group(1)


def origin():
    """Returns (address, keys) of this release from the lists of apt."""
    name = codename()
    for path in sorted(pathlib.Path("/etc/apt").glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", path.read_text()):
            fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*)$", stanza, re.MULTILINE))
            if name in fields.get("Suites", "").split():
                return fields["URIs"].split()[0], fields.get("Signed-By", "")
    for path in [pathlib.Path("/etc/apt/sources.list"), *sorted(pathlib.Path("/etc/apt").glob("sources.list.d/*.list"))]:
        found = re.search(rf"^deb (?:\[(.*?)\] )?(\S+) {name} ", path.read_text() if path.exists() else "", re.MULTILINE)
        if found:
            keys = re.search(r"signed-by=(\S+)", found.group(1) or "")
            return found.group(2), keys.group(1) if keys else ""
    raise Unavailable(f"apt has no address of {name}")


class Archive:
    """The packages of a suite (by default this release) for a processor, with their dependencies."""

    def __init__(self, processor, suite=None):
        self.suite = suite or codename()
        self.folder = CACHE / f"{self.suite}-{processor}"
        self.processor = processor
        self.lock = locks.setdefault(self.folder, threading.Lock())

    def apt(self, *arguments, **options):
        return run("apt-get", "-q", "-y", *arguments, env={**os.environ, "APT_CONFIG": str(self.folder / "apt.conf"), "LC_ALL": "C"},
                   **options)

    def update(self):
        if (self.folder / "updated").exists():
            return
        address, keys = origin()
        for each in ("state/lists/partial", "cache/archives/partial", "sources"):
            (self.folder / each).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        signed = f"Signed-By: {keys}\n" if keys else ""
        (self.folder / "sources/debian.sources").write_text(
            f"Types: deb deb-src\nURIs: {address}\nSuites: {self.suite}\nComponents: main\n{signed}")
        (self.folder / "apt.conf").write_text(
            f'Dir::State "{self.folder}/state";\nDir::State::status "{self.folder}/status";\nDir::Cache "{self.folder}/cache";\n'
            f'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "{self.folder}/sources";\n'
            f'Dir::Etc::preferencesparts "/dev/null";\nAPT::Architecture "{self.processor}";\n'
            f'APT::Architectures {{ "{self.processor}"; }};\nAcquire::Languages "none";\nAcquire::Retries "3";\nAPT::Sandbox::User "";\n'
            'APT::Install-Recommends "false";\n')
        self.apt("update")
        (self.folder / "updated").touch()

    def root(self, *packages):
        """Returns a root folder in which these packages are unpacked, but not configured."""
        made = self.folder / ("root-" + "-".join(packages)[:60])
        with self.lock:
            if not (made / "complete").exists():
                shutil.rmtree(made, ignore_errors=True)
                self.update()
                self.apt("install", "--download-only", *packages)
                made.mkdir()
                archives = sorted((self.folder / "cache/archives").glob("*.deb"), key=lambda path: not path.name.startswith("base-files"))
                for archive in archives:  # base-files makes /lib a link, which others rely on
                    run("dpkg-deb", "-x", archive, made)
                    archive.unlink()
                (made / "complete").touch()
        return made

    def source(self, name):
        """Returns the folder with the original source of a package."""
        made = self.folder / f"source-{name}"
        with self.lock:
            if not (made / "complete").exists():
                shutil.rmtree(made, ignore_errors=True)
                self.update()
                made.mkdir()
                self.apt("source", "--download-only", name, cwd=made)
                archive = next(path for path in made.iterdir() if ".orig.tar." in path.name and not path.name.endswith(".asc"))
                run("tar", "-xf", archive, "--strip-components=1", "--directory", made)
                archive.unlink()
                (made / "complete").touch()
        return made
