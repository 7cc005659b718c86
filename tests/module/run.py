#!/usr/bin/env python3
"""Tests the module geai with plain commands: builds include/geai/geai.cppm, and runs main.cpp, which imports it. Only with clang."""
import pathlib
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
{clang} main.o geai.o -o main -lcurl -lsimdjson -pthread
./main"""


def main():
    clang = compilers.installed().get("clang")
    if not clang:
        print("note: clang is not installed, so the module is not tested", "0 passed, 0 failed", sep="\n")
        return
    commands = COMMANDS.format(clang=clang, flags="-std=c++20 -Wall -Wextra -Werror", root=compilers.ROOT, here=HERE)
    with tempfile.TemporaryDirectory() as folder:
        for command in commands.splitlines():
            done = subprocess.run(command.split(), cwd=folder, capture_output=True, text=True, timeout=compilers.LIMIT)
            if done.returncode != 0 and command != "./main":
                sys.exit(f"$ {command}\n{done.stdout}{done.stderr}\n0 passed, 1 failed")
        print(done.stdout, end="")
        sys.exit(done.returncode)


main()
