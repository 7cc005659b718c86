#!/usr/bin/env python3
"""Checks the budgets for exact costs of the library: instructions, allocations, bytes, headers.

budgets.json has the numbers, each with its reason: some percent above the count when it was set. If you make the
library cheaper, lower them. Counts of instructions apply to g++ 12, the libraries of Debian 12 and a processor with AVX2;
elsewhere nothing is checked. Times have no budgets: scripts/bench reports them.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE.parent / "bench"), str(HERE.parent / "support")]
import compile_cost  # noqa: E402
import compilers  # noqa: E402

OPTIMISED = ["-O2", "-DNDEBUG"]
COUNTED = {  # name: (task of the program, repetitions, further repetitions)
    "instructions of a call, 1 agent": ("list_1", 100, 200),
    "instructions of a call, 20 agents": ("list_20", 20, 40),
    "instructions of encoding a request of 10 kB": ("encode", 100, 200),
    "instructions of an event of a stream": ("events", 500, 1000),
}


SEPARATE = ["-DGEAI_SEPARATE_COMPILATION"]
READ = {  # name: (the header, arguments of the compiler)
    "lines of geai/geai.hpp": ("geai/geai.hpp", []),
    "lines of geai/geai.hpp, separate form": ("geai/geai.hpp", SEPARATE),
    "lines of geai/client/agents.hpp": ("geai/client/agents.hpp", []),
    "lines of geai/client/agents.hpp, separate form": ("geai/client/agents.hpp", SEPARATE),
    "lines of geai/async.hpp": ("geai/async.hpp", []),
    "lines of geai/chat.hpp": ("geai/chat.hpp", []),
    "lines of geai/result.hpp": ("geai/result.hpp", []),
    "lines of geai/fwd.hpp": ("geai/fwd.hpp", []),
}


ALLOCATED = {  # name: (the header, its arguments)
    "megabytes of g++ for geai/geai.hpp": ("geai/geai.hpp", []),
    "megabytes of g++ for geai/geai.hpp, separate form": ("geai/geai.hpp", SEPARATE),
    "megabytes of g++ for geai/client/agents.hpp": ("geai/client/agents.hpp", []),
}


def reason_to_skip(compiler):
    if not pathlib.Path("/etc/debian_version").exists() or "VERSION_ID=\"12\"" not in pathlib.Path(
            "/etc/os-release").read_text():
        return "this is not Debian 12"
    if not compiler:
        return "there is no g++"
    if not subprocess.run([compiler, "-dumpversion"], capture_output=True, text=True).stdout.startswith("12"):
        return "this is not g++ 12"
    if " avx2 " not in pathlib.Path("/proc/cpuinfo").read_text():
        return "this processor has no AVX2"
    if not shutil.which("valgrind"):
        return "valgrind is not there"
    return None


# Meson makes malloc() fill its memory, which would be counted.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "MALLOC_PERTURB_"}


def said(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=ENVIRONMENT)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr}")
    return done


def instructions(program, what, times, folder):
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", program, what, str(times)]
    return int(re.search(r"Collected : (\d+)", said(*command).stderr).group(1))


def lines(compiler, header, arguments):
    """Returns the number of preprocessed lines of a header, including third-party headers."""
    done = subprocess.run([compiler, *compile_cost.BASE, *arguments, "-E", "-P", "-x", "c++", "-"],
                          input=f"#include <{header}>\n", capture_output=True, text=True, check=True)
    return done.stdout.count("\n")


def megabytes(compiler, header, arguments):
    """All memory that g++ takes for a file that only includes a header. Unlike its time it is the same on each run."""
    done = subprocess.run([compiler, *compile_cost.BASE, *arguments, "-ftime-report", "-fsyntax-only", "-x", "c++", "-"],
                          input=f"#include <{header}>\n", capture_output=True, text=True, check=True)
    return int(re.search(r"^ *TOTAL .*?(\d+)M *$", done.stderr, re.M).group(1))


def build(compiler, folder):
    program = folder / "program"
    said(compiler, *compile_cost.BASE, f"-I{ROOT / 'tests'}", *OPTIMISED, HERE / "program.cpp",
         ROOT / "tests/support/allocation_counter.cpp", "-o", program, "-lsimdjson", "-lcurl")
    return program


def measure(compiler, folder):
    """{"name": number}"""
    def text_of(further):
        with tempfile.TemporaryDirectory(dir=folder) as own:
            return compile_cost.text_size(compile_cost.compiled(compiler, compile_cost.program(further), OPTIMISED, own)[0])

    last = len(compile_cost.FURTHER)
    program, one, all_of_them = compilers.parallel(lambda work, *arguments: work(*arguments),
                                                   [(build, compiler, folder), (text_of, 0), (text_of, last)])
    found = {"bytes of code of a program with one call": one,
             "bytes of code of a further operation": (all_of_them - one) // last}
    for mode in ("sizes", "allocations"):
        for line in said(program, mode).stdout.splitlines():
            name, number = line.rsplit(" ", 1)
            found[name] = int(number)
    for name, (what, few, many) in COUNTED.items():
        found[name] = (instructions(program, what, few + many, folder) - instructions(program, what, few, folder)) // many
    for name, (header, arguments) in READ.items():
        found[name] = lines(compiler, header, arguments)
    for name, (header, arguments) in ALLOCATED.items():
        found[name] = megabytes(compiler, header, arguments)
    reached = subprocess.run([compiler, *compile_cost.BASE, "-M", "-x", "c++", "-"], input=compile_cost.program(),
                             capture_output=True, text=True, check=True).stdout.replace("\\\n", " ").split()
    found["headers of a program with one call, ours"] = sum("/include/geai/" in name for name in reached)
    found["headers of a program with one call, all"] = len(reached) - 2  # the target and the source
    return found


def judge(found, budgets):
    """Returns the lines to print about exceeded budgets."""
    wrong = [f"{name}: {number} is over the budget of {budgets[name]['budget']}, which was set because "
             f"{budgets[name]['reason']}" for name, number in found.items()
             if name in budgets and number > budgets[name]["budget"]]
    wrong += [f"{name}: has no budget" for name in found if name not in budgets]
    return wrong + [f"{name}: is not measured" for name in budgets if name not in found]


def main():
    compiler = compilers.installed().get("gcc")
    if reason := reason_to_skip(compiler):
        print(f"note: {reason}, so the budgets are not checked")
        print("0 passed, 0 failed")
        return
    budgets = json.loads((HERE / "budgets.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        found = measure(compiler, pathlib.Path(folder))
    for name, number in found.items():
        print(f"{name}: {number} of {budgets.get(name, {}).get('budget')}")
    wrong = judge(found, budgets)
    # Checks this check: budgets of one less than the count must all be exceeded.
    tight = {name: {"budget": number - 1, "reason": "-"} for name, number in found.items()}
    if len(judge(found, tight)) != len(found):
        wrong.append("a budget that is too small is not reported")
    print("\n".join(wrong))
    print(f"{len(found) + 1 - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


main()
