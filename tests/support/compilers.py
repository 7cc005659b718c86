"""The compilers of the source tests, and functions that run them."""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
LIMIT = 600  # seconds for one run of a compiler
NO_GARBAGE_COLLECTION = "--param=ggc-min-heapsize=1000000"  # saves g++ a fifth of the time, below 1 GB of memory


def version(program):
    text = subprocess.run([program, "-dumpversion"], capture_output=True, text=True, timeout=30).stdout
    return int(re.match(r"\d*", text).group() or 0)


def installed():
    """Returns one g++ (12, the oldest supported one, if it is installed) and one clang++ (19), as {'gcc': path, ...}."""
    found = {}
    for kind, names, oldest in (("gcc", ("g++-12", "g++"), 12), ("clang", ("clang++-19", "clang++"), 16)):
        programs = [program for program in map(shutil.which, names) if program]
        program = next((program for program in programs if version(program) >= oldest), None)
        if program:
            found[kind] = program
        else:
            print(f"note: no {kind} of version {oldest} or newer is installed, so its half is not run")
    return found


def quick():
    """Returns one compiler, in the same form: the faster clang++ if it is installed."""
    found = installed()
    kind = "clang" if "clang" in found else "gcc"
    return {kind: found[kind]} if kind in found else {}


def changed():
    """Returns the files that differ from HEAD or are untracked, as paths below ROOT; none if git is not available."""
    found = set()
    for command in (["diff", "--name-only", "HEAD"], ["ls-files", "--others", "--exclude-standard"]):
        done = subprocess.run(["git", "-C", str(ROOT), *command], capture_output=True, text=True, timeout=60)
        found |= set(done.stdout.splitlines()) if done.returncode == 0 else set()
    return found


def sample(paths, every):
    """Selects from files below ROOT the changed ones and a fixed fraction of the others."""
    names = changed()
    return [path for number, path in enumerate(paths)
            if number % every == 0 or str(path.relative_to(ROOT)) in names]


def faster(compiler):
    """Returns the arguments that make a compiler faster, and change nothing else."""
    return [] if "clang" in pathlib.Path(compiler).name else [NO_GARBAGE_COLLECTION]


def run(compiler, arguments, source=None):
    """Runs a compiler with the common arguments. Returns its exit status and the lines that it printed."""
    command = [compiler, "-std=c++20", "-fdiagnostics-color=never", *faster(compiler), f"-I{ROOT / 'include'}", *arguments]
    try:
        done = subprocess.run(command, input=source, stdin=None if source is not None else subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=LIMIT, env={**os.environ, "LC_ALL": "C"}, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return -1, [f"(still running after {LIMIT} s)"]
    return done.returncode, done.stdout.splitlines()


def parallel(function, jobs):
    """Calls function(*job) for every job, on all processors. Yields the results in the order of the jobs."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda job: function(*job), list(jobs))
