#!/usr/bin/env python3
"""Tests the module geai with plain commands: builds include/geai/geai.cppm, header-only and in the separate form, and
runs main.cpp, which imports it. Only with clang."""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

COMMANDS = """\
{clang} {flags} -I{root}/include -x c++-module --precompile {root}/include/geai/geai.cppm -o geai.pcm
{clang} {flags} -fmodule-file=geai=geai.pcm -c {here}/main.cpp -o main.o
{clang} -c geai.pcm -o geai.o
"""
DEFINITIONS = "{clang} {flags} -I{root}/include -c {here}/definitions.cpp -o definitions.o\n"
PROGRAM = """\
{clang} {objects} -o main -lcurl -lsimdjson -pthread
./main"""
FORMS = {
    "header-only": (COMMANDS + PROGRAM, "", "main.o geai.o"),
    "separate": (COMMANDS + DEFINITIONS + PROGRAM, " -DGEAI_SEPARATE_COMPILATION", "main.o geai.o definitions.o"),
}


def run(form, clang):
    """Runs the commands of a form. Returns the numbers of the program's checks that passed and failed."""
    commands, macro, objects = FORMS[form]
    commands = commands.format(clang=clang, flags=f"-std=c++20 -Wall -Wextra -Werror{macro}", objects=objects,
                               root=compilers.ROOT, here=HERE)
    with tempfile.TemporaryDirectory() as folder:
        for command in commands.splitlines():
            done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, timeout=compilers.LIMIT)
            if done.returncode != 0 and command != "./main":
                sys.exit(f"{form}:\n$ {command}\n{done.stdout}{done.stderr}\n0 passed, 1 failed")
    print(f"{form}:", done.stdout, sep="\n", end="")
    passed, failed = map(int, re.search(r"(\d+) passed, (\d+) failed\s*\Z", done.stdout).groups())
    return passed, failed or int(done.returncode != 0)


def main():
    clang = compilers.installed().get("clang")
    if not clang:
        print("note: clang is not installed, so the module is not tested", "0 passed, 0 failed", sep="\n")
        return
    passed, failed = map(sum, zip(*(run(form, clang) for form in FORMS)))
    print(f"both forms:\n{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
