#!/usr/bin/env python3
"""Tests the commands of docs/guide/install.md word for word: each part builds a program outside the tree, which then runs.

A part is a heading with blocks; its `meson`, `cmake` and `ini` blocks are the files of a project, its `sh` blocks are run in it. HOME
is a temporary folder, GEAI a copy of the tree, main.cpp the program beside this script, and the platform a small server.
Arguments are the headings of the parts to run (default: all except Compiled, whose library takes a minute to build:
builds with -Dcompiled=true test that one).
"""
import concurrent.futures
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILES = {"meson": "meson.build", "cmake": "CMakeLists.txt", "ini": "subprojects/geai.wrap"}
LIMIT = 900
CORE = HERE.parent / "own_policies"
AGENT = "from outside the tree"


class Platform(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        good = self.headers["Authorization"] == "Bearer consumer-key" and self.path.endswith("/agents")
        body = json.dumps({"agents": [{"id": "1", "name": AGENT}]} if good else {"error": {"message": self.path}}).encode()
        self.send_response(200 if good else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def parts():
    """Returns the page's headings that have blocks, each with its blocks: (language, text)."""
    found = {}
    for heading in re.split(r"^## ", (ROOT / "docs/guide/install.md").read_text(), flags=re.MULTILINE)[1:]:
        title, text = heading.split("\n", 1)
        if blocks := re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            found[title] = blocks
    return found


def copy_tree(to):
    """Returns the files of a release: those that git lists, or in a release all."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    else:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and "build" not in path.parts]
    for name in names:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, to / name)


class Consumer:
    def __init__(self, folder, tree, home, environment):
        self.folder, self.tree, self.home, self.environment = folder, tree, home, environment

    def shell(self, script, where):
        with subprocess.Popen(["bash", "-euo", "pipefail", "-c", script], cwd=where, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              start_new_session=True) as shell:
            try:
                said, _ = shell.communicate(timeout=LIMIT)
            except subprocess.TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)  # including the compilers that it has started
                raise RuntimeError(f"$ {script}\nstill running after {LIMIT} s") from None
        if shell.returncode != 0:
            raise RuntimeError(f"$ {script}\n{said[-3000:]}")
        return said

    def build(self, name, blocks, program):
        """Creates the project and builds the program. Returns its path."""
        where = self.folder / re.sub(r"\W+", "_", name)
        where.mkdir()
        shutil.copy(program, where / "main.cpp")
        for tarball in self.folder.glob("*.tar.xz"):
            shutil.copy(tarball, where)
        for language, text in blocks:
            if language in FILES:
                (where / FILES[language]).parent.mkdir(exist_ok=True)
                (where / FILES[language]).write_text(text)
        for language, text in blocks:
            if language == "sh":
                self.shell(text, where)
        return next(path for path in (where / "main", where / "build" / "main") if path.exists())

    def run(self, name, blocks):
        made = self.build(name, blocks, HERE / "main.cpp")
        said = self.shell(str(made), made.parent)
        if said != AGENT + "\n":
            raise RuntimeError(f"it said {said!r}")


class CoreConsumer(Consumer):
    def run(self, name, blocks):
        made = self.build(name, blocks, CORE / "main.cpp")
        self.shell(f"{made} && python3 {CORE / 'check.py'} {made}", made.parent)


class CompiledConsumer(Consumer):
    def run(self, name, blocks):
        program = self.folder / "main.cpp"
        program.write_text((HERE / "main.cpp").read_text().replace("<geai/geai.hpp>", "<geai/geai.hpp>\n" + NEITHER_SEEN))
        made = self.build(name, [(kind, text.replace(" -Dcompiled=true", " -Dcompiled=true" + FEW_UNITS)) for kind, text in blocks],
                          program)
        for command in ("./main", *([OPTIMISED_LIBRARY] if name == "compiled project" else [])):
            if (said := self.shell(command, made.parent)) != AGENT + "\n":
                raise RuntimeError(f"$ {command}\nit said {said!r}")


NEITHER_SEEN = "#if defined(LIBCURL_VERSION) || defined(SIMDJSON_H)\n#error libcurl or simdjson is included\n#endif"
# For the library, which takes a minute to build: clang if it is installed, without optimisation.
FASTER = {"CXXFLAGS": "-O0 -g0"} | ({"CXX": "clang++-19"} if shutil.which("clang++-19") else {})
FEW_UNITS = " --unity=on --unity-size=14"  # the library's parts in one file for each of two processors: half the time
# Functions that are inlined everywhere in the optimised library must be in it too, for programs that are not optimised.
OPTIMISED_LIBRARY = """cat > geai.cpp << end
#include <geai/src/agents.hpp>
#include <geai/src/policies.hpp>
end
flags="-std=c++20 -DGEAI_SEPARATE_COMPILATION $(PKG_CONFIG_PATH=$HOME/.local/share/pkgconfig pkg-config --cflags geai)"
g++ $flags -O1 -c geai.cpp
g++ $flags main.cpp geai.o -o optimised -lcurl -lsimdjson
./optimised"""
FIRST = ["Into a prefix", "Without libcurl and simdjson", "Compiled"]

# Not on the page: forms that it mentions in one sentence.
COMPILED_CMAKE = [("cmake", "cmake_minimum_required(VERSION 3.16)\nproject(consumer CXX)\n"
                            "find_package(geai CONFIG REQUIRED COMPONENTS compiled)\n"
                            "add_executable(main main.cpp)\ntarget_link_libraries(main PRIVATE geai::compiled)\n"),
                  ("sh", "cmake -S . -B build -DCMAKE_PREFIX_PATH=$HOME/.local\ncmake --build build\n")]
CORE_MESON = [("meson", "project('consumer', 'cpp', default_options: 'cpp_std=c++20')\n"
                        "executable('main', 'main.cpp', dependencies: dependency('geai-core'))\n"),
              ("sh", "meson setup build\nmeson compile -C build\n")]
CORE_CMAKE = [("cmake", "cmake_minimum_required(VERSION 3.16)\nproject(consumer CXX)\n"
                        "find_package(geai CONFIG REQUIRED COMPONENTS core)\nif(TARGET geai::geai)\n"
                        "message(FATAL_ERROR \"there is more than the core\")\nendif()\n"
                        "add_executable(main main.cpp)\ntarget_link_libraries(main PRIVATE geai::core)\n"),
              ("sh", "cmake -S . -B build -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON -DCMAKE_DISABLE_FIND_PACKAGE_simdjson=ON\n"
                     "cmake --build build\n")]


def main():
    asked = sys.argv[1:]
    sections = {name: blocks for name, blocks in parts().items() if not asked or name in asked + FIRST}
    install, without, compiled = map(sections.pop, FIRST)
    if unknown := [name for name in asked if name not in [*sections, *FIRST]]:
        sys.exit(f"docs/guide/install.md has no part {', '.join(unknown)}")
    if not shutil.which("cmake"):
        print("note: cmake is not installed, so its consumers are not built")
        sections = {name: blocks for name, blocks in sections.items() if "CMake" not in name}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        tree, home, projects = folder / "tree", folder / "home", folder / "projects"
        for each in (tree, home, projects):
            each.mkdir()
        copy_tree(tree)
        version = re.search(r'GEAI_VERSION "(.*)"', (tree / "include/geai/version.hpp").read_text()).group(1)
        with tarfile.open(projects / f"geai-{version}.tar.xz", "w:xz", preset=0) as tarball:
            tarball.add(tree, f"geai-{version}")

        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith(("GEAI_", "PKG_CONFIG", "CMAKE_", "MESON_", "DESTDIR"))}
        environment |= {"HOME": str(home), "GEAI": str(tree), "LC_ALL": "C.UTF-8", "GEAI_API_KEY": "consumer-key",
                        "GEAI_API_BASE_URL": f"http://127.0.0.1:{server.server_port}"}
        consumer = Consumer(projects, tree, home, environment)

        # A machine without packages of libcurl and simdjson, and a home with only the core.
        hidden = folder / "hidden"
        core_home, core_projects = hidden / "home", hidden / "projects"
        for each in (core_home, core_projects, hidden / "packages"):
            each.mkdir(parents=True)
        core_environment = environment | {"HOME": str(core_home), "PKG_CONFIG_LIBDIR": str(hidden / "packages"),
                                          "PKG_CONFIG_PATH": str(core_home / ".local/share/pkgconfig"),
                                          "CMAKE_PREFIX_PATH": str(core_home / ".local")}
        core = CoreConsumer(core_projects, tree, core_home, core_environment)

        failures = {}

        def attempt(name, function, *arguments):
            try:
                function(*arguments)
                failures[name] = None
            except (RuntimeError, StopIteration) as failure:
                failures[name] = str(failure) or "no program was made"
            print(f"{'FAILED' if failures[name] else 'ok    '} {name}", flush=True)
            return failures[name] is None

        def set_up():
            commands, variables = (text for _, text in install)
            consumer.shell(commands, home)
            for line in consumer.shell(variables + "\nenv -0 | tr '\\n\\0' ' \\n'", home).splitlines():
                key, _, value = line.partition("=")
                if key in ("PKG_CONFIG_PATH", "CMAKE_PREFIX_PATH"):
                    environment[key] = value

        if sections or "Into a prefix" in asked:
            attempt("Into a prefix", set_up)
        after = []
        jobs = [(name, consumer.run, name, blocks) for name, blocks in sections.items()]
        if "Compiled" in asked:
            home_of_compiled = folder / "compiled"
            home_of_compiled.mkdir()
            consumer_of_compiled = CompiledConsumer(home_of_compiled, tree, home_of_compiled,
                                                    environment | FASTER | {"HOME": str(home_of_compiled)})
            jobs.insert(0, ("Compiled", consumer_of_compiled.run, "compiled project", compiled))
            if shutil.which("cmake"):
                after = [("Compiled, with CMake", consumer_of_compiled.run, "compiled cmake", COMPILED_CMAKE)]
        if (not asked or "Without libcurl and simdjson" in asked) and attempt("Without libcurl and simdjson", core.run,
                                                                              "core", without):
            jobs.append(("the core with Meson", core.run, "core meson", CORE_MESON))
            if shutil.which("cmake"):
                jobs.append(("the core with CMake", core.run, "core cmake", CORE_CMAKE))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda job: attempt(*job), jobs))
        if not failures.get("Compiled", ""):
            for job in after:
                attempt(*job)
    server.shutdown()

    for name, failure in failures.items():
        if failure:
            print(f"--- {name}\n{failure}")
    failed = sum(failure is not None for failure in failures.values())
    print(f"{len(failures) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
