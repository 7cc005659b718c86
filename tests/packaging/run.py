#!/usr/bin/env python3
"""Checks the accompanying files: the single version, the wraps, the changelog, the release tarball, the bill of materials."""
import configparser
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIBRARY_ONLY = ["-Dtests=false", "-Dtools=false", "-Dexamples=false"]
LIMIT = 300
failures = []


def expect(holds, complaint):
    if not holds:
        failures.append(complaint)
    return holds


def run(*command, where=ROOT):
    done = subprocess.run([str(each) for each in command], cwd=where, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT)
    expect(done.returncode == 0, f"{' '.join(map(str, command))}: status {done.returncode}\n"
                                 f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def project_version():
    return re.search(r"^  version: '([^']+)'", (ROOT / "meson.build").read_text(), re.MULTILINE).group(1)


def check_version():
    """Checks that meson.build and the macros have the same version."""
    header = (ROOT / "include/geai/version.hpp").read_text()
    macros = dict(re.findall(r'^#define GEAI_VERSION_?(\w*) "?([\d.]+)"?$', header, re.MULTILINE))
    expect(set(macros) == {"", "MAJOR", "MINOR", "PATCH"}, f"version.hpp defines GEAI_VERSION and {sorted(macros)}")
    numbers = ".".join(macros[part] for part in ("MAJOR", "MINOR", "PATCH"))
    language = (ROOT / "include/geai/detail/language.hpp").read_text()
    minor = "_".join(numbers.split(".")[:2])
    expect(f'inline namespace v{minor} __attribute__((__abi_tag__("geai_{minor}")))' in language,
           f"detail/language.hpp has not the inline namespace of {numbers}")
    same = (ROOT / "include/geai/detail/same_version.hpp").read_text()
    expect(set(re.findall(r"geai_v(\d+_\d+)_", same)) == {minor}, "detail/same_version.hpp has names of another version")
    expect(macros[""] == numbers == project_version(),
           f"meson.build: {project_version()}, GEAI_VERSION: {macros['']}, the numbers: {numbers}")


def check_changelog():
    """Checks the rules of Keep a Changelog: newest first, dates, known headings; the newest release is the project's version."""
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    expect(headings and headings[0] == "[Unreleased]", "CHANGELOG.md does not begin with [Unreleased]")
    versions = []
    for heading in headings[1:]:
        match = re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d{2}-\d{2}( \[YANKED\])?", heading)
        if expect(match, f"CHANGELOG.md: `{heading}` is not `[1.2.3] - 2026-01-31`"):
            versions.append(tuple(map(int, match.groups()[:3])))
    expect(versions == sorted(versions, reverse=True), "CHANGELOG.md: the versions are not newest first")
    expect(not versions or versions[0] <= tuple(map(int, project_version().split("."))),
           "CHANGELOG.md: a version is released that meson.build does not know yet")
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    expect(kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}, f"CHANGELOG.md: {sorted(kinds)}")


def wraps():
    found = {}
    for path in sorted((ROOT / "subprojects").glob("*.wrap")):
        parsed = configparser.ConfigParser(interpolation=None)
        parsed.read(path)
        found[path.name] = parsed
    return found


def check_wraps():
    """Checks that wraps are pinned with hashes, that each library that meson.build expects in a wrap has one, and none is unused."""
    asked = set(re.findall(r"dependency\('([^']+)'", "".join((ROOT / name).read_text()
                                                              for name in ("meson.build", "tests/support/meson.build"))))
    provided = set()
    for name, wrap in wraps().items():
        if not expect(set(wrap.sections()) == {"wrap-file", "provide"}, f"{name}: its sections are {wrap.sections()}"):
            continue
        values = wrap["wrap-file"]
        for key in ("directory", "source_url", "source_filename", "source_hash"):
            expect(values.get(key), f"{name}: no {key}")
        for key, value in values.items():
            if key.endswith("_url"):
                expect(value.startswith("https://"), f"{name}: {key} is not https")
            if key.endswith("_hash"):
                expect(re.fullmatch(r"[0-9a-f]{64}", value), f"{name}: {key} is no SHA-256")
        expect(values["directory"] in values["source_filename"], f"{name}: {values['directory']} from another archive")
        patch = [key for key in ("patch_filename", "patch_url", "patch_hash") if key in values]
        expect(len(patch) in (0, 3), f"{name}: a patch without its name, address or hash")
        if "patch_directory" in values:
            ours = ROOT / "subprojects/packagefiles" / values["patch_directory"] / "meson.build"
            version = ours.exists() and re.search(r"version: '([^']+)'", ours.read_text()).group(1)
            expect(version and version.replace(".", "_") in values["directory"],
                   f"{name}: packagefiles/{values['patch_directory']} is of version {version}")
        if "wrapdb_version" in values:
            expect(values["directory"].endswith("-" + values["wrapdb_version"].rpartition("-")[0]),
                   f"{name}: {values['directory']} is not WrapDB's {values['wrapdb_version']}")
        provided |= set(re.split(r",\s*", wrap["provide"]["dependency_names"]))
    expect(provided == {"simdjson", "libcurl", "doctest", "boost"}, f"the wraps provide {sorted(provided)}")
    expect(provided <= asked, f"nobody asks for {sorted(provided - asked)}")


# The system's libraries replace the downloads of the wraps.
STAND_INS = {
    "simdjson": ("simdjson", "4.2.2", "simdjson.h"), "libcurl": ("curl", "8.12.1", "curl/curl.h"),
}
STAND_IN = """project('{name}', 'cpp', version: '{version}')
meson.override_dependency('{provides}', declare_dependency(version: meson.project_version(),
  dependencies: meson.get_compiler('cpp').find_library('{name}', has_headers: '{header}')))
"""
BOOST_USER = """project('user', 'cpp', default_options: ['cpp_std=c++20', 'werror=true', 'warning_level=3'])
executable('user', 'user.cpp', dependencies: dependency('boost', version: '>=1.81'))
"""


def check_fallbacks():
    """Checks that `--wrap-mode=forcefallback` uses each wrap. Boost is our packagefiles with the system's headers."""
    headers = next((path for path in map(pathlib.Path, ("/usr/include", "/usr/local/include"))
                    if (path / "boost/version.hpp").exists()), None)
    if headers is None:
        print("note: Boost's headers are not in a usual place, so the wraps are not tested")
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        tree.mkdir()
        for name in ("meson.build", "meson_options.txt", "LICENSE", "cmake", "include", "scripts", "subprojects"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        directories = {each["provide"]["dependency_names"]: each["wrap-file"]["directory"] for each in wraps().values()}
        for provides, (name, version, header) in STAND_INS.items():
            library = tree / "subprojects" / directories[provides]
            library.mkdir(exist_ok=True)
            (library / "meson.build").write_text(STAND_IN.format(name=name, version=version, provides=provides, header=header))
        boost = tree / "subprojects" / directories["boost"]
        shutil.copytree(ROOT / "subprojects/packagefiles/boost", boost, dirs_exist_ok=True)
        if not (boost / "boost").exists():
            (boost / "boost").symlink_to(headers / "boost")
        build = pathlib.Path(folder) / "build"
        said = run("meson", "setup", "--wrap-mode=forcefallback", *LIBRARY_ONLY, build, where=tree)
        for name, version in (("boost", "1.81.0"), ("simdjson", "4.2.2"), ("libcurl", "8.12.1")):
            expect(re.search(rf"^Dependency {name} .*found: YES {version} \(overridden\)", said, re.MULTILINE),
                   f"{name} does not come from its wrap:\n{said}")

        user = pathlib.Path(folder) / "user"
        shutil.copytree(tree / "subprojects", user / "subprojects", symlinks=True)
        (user / "meson.build").write_text(BOOST_USER)
        (user / "user.cpp").write_text("#include <boost/hana/map.hpp>\nint main() {}\n")
        run("meson", "setup", "--wrap-mode=forcefallback", "build", where=user)
        run("meson", "compile", "-C", "build", where=user)


def check_release():
    """Builds a release from a clean clone twice, and checks that both are identical."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        print("note: this is not a git repository, so no release is built")
        return
    with tempfile.TemporaryDirectory() as folder:
        sums = []
        for number in "12":
            clone = pathlib.Path(folder) / f"clone{number}"
            run("git", "clone", "-q", "--no-hardlinks", ROOT, clone)
            run("meson", "setup", *LIBRARY_ONLY, clone / "build", where=clone)
            said = run("meson", "dist", "-C", "build", *(["--no-tests"] if number == "2" else []), where=clone)
            tarballs = list((clone / "build/meson-dist").glob("*.tar.xz"))
            if not expect(len(tarballs) == 1, f"meson dist made {tarballs}\n{said}"):
                return
            with tarfile.open(tarballs[0]) as files:
                expect(any(name.endswith("/single_include/geai.hpp") for name in files.getnames()), "it lacks the one header")
            sums.append(hashlib.sha256(tarballs[0].read_bytes()).hexdigest())
            expect(tarballs[0].name == f"geai-{project_version()}.tar.xz" or number == "2", f"it is named {tarballs[0].name}")
            expect(tarballs[0].with_name(tarballs[0].name + ".sha256sum").read_text().startswith(sums[-1]), "its sum is wrong")
        expect(sums[0] == sums[1], "two releases of the same commit differ")


def check_release_script():
    """Checks that scripts/release creates the files of a release, and refuses wrong ones."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        print("note: this is not a git repository, so no release is built")
        return
    with tempfile.TemporaryDirectory() as folder:
        clone, files = pathlib.Path(folder) / "clone", pathlib.Path(folder) / "files"
        run("git", "clone", "-q", "--no-hardlinks", ROOT, clone)
        tag = "v" + project_version()

        def refused(name, sentence):
            done = subprocess.run([clone / "scripts/release", name, files], capture_output=True, text=True, timeout=LIMIT)
            expect(done.returncode != 0 and sentence in done.stderr, f"{name}: status {done.returncode}, {done.stderr}")

        changes = clone / "CHANGELOG.md"
        released = changes.read_text().replace("## [Unreleased]\n", f"## [Unreleased]\n\n## [{project_version()}] - 2026-01-31\n", 1)
        if f"## [{project_version()}] - " not in changes.read_text():
            refused(tag, "has no section")
        refused("v99.0.0", "but the tag has 99.0.0")
        refused(project_version(), "expected a tag like")
        changes.write_text(released)
        refused(tag, "has uncommitted changes")
        run("git", "-c", "user.name=n", "-c", "user.email=e", "commit", "-qam", "release", where=clone)
        run(clone / "scripts/release", tag, files)
        names = {path.name for path in files.iterdir()}
        tarball = f"geai-{project_version()}.tar.xz"
        expect(names == {tarball, tarball + ".sha256sum", f"geai-{project_version()}.cdx.json", "notes.md"}, f"it made {names}")
        expect("### " in (files / "notes.md").read_text() and "## [" not in (files / "notes.md").read_text(), "notes.md is not the section")


def check_workflows():
    """Checks that the scripts which the workflows call exist."""
    called = set()
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        called |= set(re.findall(r"^\s+- run: (\.?\w+/\w+)", path.read_text(), re.MULTILINE))
        actions = set(re.findall(r"uses: ([^\s@]+)", path.read_text()))
        expect(actions <= {"actions/checkout"}, f"{path.name} uses {actions}")
    expect(called >= {".ci/run", "scripts/setup", "scripts/release"}, f"they call {called}")
    for each in called:
        expect(os.access(ROOT / each, os.X_OK), f"{each} cannot be run")


def check_bill():
    """Checks scripts/sbom: CycloneDX 1.5, all linked libraries with versions, reproducible."""
    first, second = run(ROOT / "scripts/sbom"), run(ROOT / "scripts/sbom")
    expect(first == second, "scripts/sbom does not say the same twice")
    bill = json.loads(first)
    expect((bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1), "no CycloneDX 1.5")
    expect(bill["metadata"]["component"]["version"] == project_version(), "not of this version")
    expect([each["name"] for each in bill["components"]] == ["boost", "simdjson", "libcurl"], f"its components:\n{first}")
    known = {each["bom-ref"] for each in (*bill["components"], bill["metadata"]["component"])}
    for each in bill["components"]:
        expect(re.fullmatch(r"\d+\.\d+\.\d+", each["version"]), f"a version {each['version']}")
        expect(each["licenses"][0]["license"]["id"], f"{each['name']} without a licence")
    expect({each["ref"] for each in bill["dependencies"]} == known, "its dependencies are of others than its components")


def main():
    passed = failed = 0
    for check in (check_version, check_changelog, check_wraps, check_fallbacks, check_release, check_release_script, check_workflows,
                  check_bill):
        failures.clear()
        try:
            check()
        except Exception as failure:  # so that the other failures are reported too
            failures.append(repr(failure))
        passed, failed = passed + (not failures), failed + bool(failures)
        if failures:
            print(f"FAILED {check.__name__}", *failures, sep="\n  ")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
