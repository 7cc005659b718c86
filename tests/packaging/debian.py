#!/usr/bin/env python3
"""Tests the Debian packages: builds, inspects, installs them into an empty root folder, uses them there, and removes them.

The root's list of installed packages is a copy of this machine's: dependencies must be installed, as with apt.
Usage: debian.py [FOLDER]. It keeps the packages in FOLDER, or uses those that are in it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIMIT = 1200
GROUPS = ("agents", "tools", "rag", "eval", "secrets")
failures = []
passed = 0


def expect(holds, complaint):
    global passed
    passed += bool(holds)
    if not holds:
        failures.append(complaint)
        print(f"FAILED {complaint}")
    return holds


def run(*command, **options):
    done = subprocess.run([str(each) for each in command], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=LIMIT, **options)
    expect(done.returncode == 0, f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout[-3000:]}")
    return done.stdout


def contents(package):
    """Returns the mode and owner of each file."""
    lines = run("dpkg-deb", "--contents", package).splitlines()
    return {line.split(None, 5)[5].removeprefix("./"): line.split()[:2] for line in lines}


def check_package(name, package, version):
    fields = dict(line.split(": ", 1) for line in run("dpkg-deb", "--field", package).splitlines() if re.match(r"\w", line))
    expect(fields["Package"] == name and fields["Version"] == f"{version}-1", f"{package.name}: {fields}")
    expect((fields["Architecture"] == "all") == (name == "libgeai-dev"), f"{name} is for {fields['Architecture']}")
    files = contents(package)
    expect({owner for _, owner in files.values()} == {"root/root"}, f"{name}: files of other owners than root")
    expect({mode for mode, _ in files.values()} <= {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x"}, f"{name}: unusual modes")
    documents = f"usr/share/doc/{name}"
    wanted = [f"{documents}/copyright", f"{documents}/changelog.gz", f"{documents}/changelog.Debian.gz"]
    if name == "geai":
        wanted += ["usr/bin/geai", "usr/share/man/man1/geai.1.gz", "usr/share/bash-completion/completions/geai.bash",
                   "usr/share/zsh/vendor-completions/_geai", "usr/share/fish/vendor_completions.d/geai.fish"]
        wanted += [f"usr/share/man/man1/geai-{group}.1.gz" for group in GROUPS]
        for library in ("libc6", "libcurl", "libstdc++6"):
            expect(library in fields["Depends"], f"geai does not depend on {library}: {fields['Depends']}")
    if name == "geai-sandbox":
        wanted += ["usr/bin/geai-sandbox"]
    if name == "libgeai-dev":
        wanted += ["usr/include/geai/geai.hpp", "usr/share/pkgconfig/geai.pc", "usr/share/cmake/geai/geaiConfig.cmake"]
        expect("usr/bin/" not in files, "libgeai-dev has programs")
    for each in wanted:
        expect(each in files, f"{name} lacks {each}")
    if shutil.which("lintian"):
        said = subprocess.run(["lintian", "--no-tag-display-limit", "--allow-root", package], text=True,
                              capture_output=True, timeout=LIMIT).stdout
        print(said, end="")
        errors = [line for line in said.splitlines() if line.startswith("E: ") and "bogus-mail-host" not in line]
        expect(not errors, f"lintian of {name}:\n" + "\n".join(errors))


def use(root, version):
    """Uses the command, its pages, and the library from the root folder."""
    expect(run(root / "usr/bin/geai", "version").split()[-1] == version, "geai is of another version")
    expect("list_agents" in run(root / "usr/bin/geai", "call", "--list"), "geai call --list has no list_agents")
    expect("--port" in run(root / "usr/bin/geai-sandbox", "--help"), "geai-sandbox says nothing of --port")
    run("bash", "-n", root / "usr/share/bash-completion/completions/geai.bash")
    if shutil.which("zsh"):
        found = run("zsh", "-f", "-c", f"fpath=({root}/usr/share/zsh/vendor-completions $fpath); autoload -U compinit; "
                    "compinit -u -D; print $_comps[geai]")
        expect(found.strip() == "_geai", f"zsh completes geai with: {found}")
    if shutil.which("man"):
        page = run("man", "--warnings", "-l", root / "usr/share/man/man1/geai-agents.1.gz",
                   env=os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
        expect("geai agents create" in page and "warning" not in page.lower(), f"the page of agents:\n{page[:500]}")
    found = os.environ | {"PKG_CONFIG_PATH": f"{root}/usr/share/pkgconfig"}
    expect(run("pkg-config", "--modversion", "geai", env=found).strip() == version, "pkg-config knows another version")
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder) / "main.cpp"
        program.write_text("#include <geai/client/agents.hpp>\n#include <geai/version.hpp>\n#include <cstdio>\n"
                           "int main() { std::puts(GEAI_VERSION); }\n")
        run("g++", "-std=c++20", f"-I{root}/usr/include", program, "-o", program.with_suffix(""))
        expect(run(program.with_suffix("")).strip() == version, "the headers are of another version")
        if shutil.which("cmake"):
            (program.parent / "CMakeLists.txt").write_text(
                "cmake_minimum_required(VERSION 3.16)\nproject(user CXX)\nfind_package(geai CONFIG REQUIRED)\n"
                "get_target_property(where geai::core INTERFACE_INCLUDE_DIRECTORIES)\nmessage(STATUS \"in ${where}\")\n")
            said = run("cmake", "-S", folder, "-B", f"{folder}/build", f"-DCMAKE_PREFIX_PATH={root}/usr")
            expect(f"{root}/usr" in said, f"CMake finds another geai:\n{said}")


def main():
    for program in ("dpkg-deb", "dpkg", "dpkg-shlibdeps"):
        if not shutil.which(program):
            print(f"note: {program} is not installed, so no Debian packages are built\n0 passed, 0 failed")
            return
    version = re.search(r"^  version: '([^']+)'", (ROOT / "meson.build").read_text(), re.MULTILINE).group(1)
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(folder) / "made"
        if not made.exists():
            # Unoptimised, by clang where it is installed: a fraction of the time.
            faster = {"DEB_BUILD_OPTIONS": "noopt"} | ({"CXX": "clang++-19"} if shutil.which("clang++-19") else {})
            print(run(ROOT / "packaging/debian/build", made, env=faster | os.environ), end="")
        packages = {path.name.split("_")[0]: path for path in sorted(made.glob("*.deb"))}
        if expect(set(packages) == {"geai", "geai-sandbox", "libgeai-dev"}, f"there are packages {sorted(packages)}"):
            for name, package in packages.items():
                check_package(name, package, version)
            root = pathlib.Path(folder) / "root"
            state = root / "var/lib/dpkg"
            for each in (state / "info", state / "updates"):
                each.mkdir(parents=True)
            shutil.copy("/var/lib/dpkg/status", state / "status")
            dpkg = ("dpkg", f"--root={root}", "--force-not-root", "--force-bad-path")
            run(*dpkg, "--install", *packages.values())
            use(root, version)
            run(*dpkg, "--verify", *packages)
            run(*dpkg, "--purge", *packages)
            left = [str(path) for path in (root / "usr").rglob("*")]
            expect(not left, f"purged, and still there: {left[:5]}")
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
