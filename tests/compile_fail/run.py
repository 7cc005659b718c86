#!/usr/bin/env python3
"""Checks that mistakes do not compile, and that the message of the library comes early.

Each *.cpp beside this script is two programs: with -DGEAI_SHOULD_FAIL=1 the mistake, with =0 its corrected twin.

    // expect: access_token requires project_id
    #include <geai/geai.hpp>
    #if GEAI_SHOULD_FAIL
    ...
    #else
    ...
    #endif

Comment lines that are read:
    // expect: REGEX          must be found in the first lines that the compiler prints (several lines: all of them)
    // expect(gcc): REGEX     only on one compiler (gcc, clang)
    // lines: N               the number of the first lines (default: 15)
    // flags: FLAGS           more arguments for the compiler
    // errors: N              the exact number of errors
    // on: gcc < 13           only on older compilers of that kind (or only `gcc`, `clang`)

The twin must compile without a warning. One file on one compiler is one test. --quick uses one compiler, the changed
files, and one in three of the others.
"""
import argparse
import collections
import pathlib
import re
import shlex
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

# Sets of precompiled headers; a file uses the first set that it includes completely at its top.
READY = (
    ["geai/geai.hpp"],
    ["geai/client/chat.hpp", "geai/json/simdjson.hpp", "geai/transport/mock.hpp"],
    ["geai/json/simdjson.hpp", "geai/json/text.hpp"],
    ["geai/json/simdjson.hpp"],
    ["geai/json/schema.hpp"],
)
# Lines that must not be in a twin's namespace, if several twins share a file.
OF_NO_NAMESPACE = re.compile(r"^(template <>|namespace geai|extern|BOOST_|GEAI_)", re.MULTILINE)


class Case:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text()
        self.flags = shlex.split(" ".join(self.comments("flags")))
        self.lines = int((self.comments("lines") or ["15"])[0])
        self.errors = int((self.comments("errors") or ["0"])[0])

    def comments(self, key):
        return re.findall(rf"^// {re.escape(key)}: *(.*?) *$", self.text, re.MULTILINE)

    def at_top(self):
        """Returns the headers at its top."""
        top = re.match(r"(?:(?://.*|#include <.*>)?\n)*", self.text).group()
        return set(re.findall(r"^#include <(.*)>$", top, re.MULTILINE))

    def ready(self):
        """Returns the index of its precompiled headers in READY, or None."""
        fitting = (number for number, headers in enumerate(READY) if self.at_top().issuperset(headers) and not self.flags)
        return next(fitting, None)

    def company(self):
        """Returns the group of twins to compile in one file; None for a twin that is compiled alone."""
        included = re.findall(r"^#.*(?:include|define).*$", self.text, re.MULTILINE)
        return None if self.flags or OF_NO_NAMESPACE.search(self.text) else tuple(sorted(included))

    def is_for(self, kind, version):
        """Returns True if the case applies to a compiler."""
        limits = [re.fullmatch(r"(gcc|clang)(?: < (\d+))?", each) for each in self.comments("on")]
        return all(each and each.group(1) == kind and version < int(each.group(2) or 1000) for each in limits)

    def expected(self, kind):
        return self.comments("expect") + self.comments(f"expect({kind})")


def precompile(folder, number, kind, compiler):
    """Precompiles READY[number] for one compiler. Returns the arguments that use it.

    It is wrapped in a header so that no output gets shorter: the wrapper replaces the file in
    "In file included from". A file that passes with it also passes without it; one that fails is compiled again without it.
    """
    header = folder / kind / f"ready{number}.hpp"
    header.parent.mkdir(parents=True, exist_ok=True)
    header.write_text("".join(f"#include <{name}>\n" for name in READY[number]))
    made = header.with_suffix(".hpp.pch" if kind == "clang" else ".hpp.gch")
    instantiated = ["-fpch-instantiate-templates"] if kind == "clang" else []
    status, _ = compilers.run(compiler, [*compilers.WARNINGS, *instantiated, "-x", "c++-header", str(header), "-o", str(made)])
    if status != 0:
        return []
    return ["-include-pch", str(made)] if kind == "clang" else ["-include", str(header)]


def check(case, kind, compiler, ready, twin_passed=False):
    """Returns the complaints about one file on one compiler; none if it passed."""
    complaints = complaints_with(ready, case, kind, compiler, twin_passed)
    if not ready or not complaints:
        return complaints
    if not (complaints := complaints_with([], case, kind, compiler, twin_passed)):
        print(f"note: {case.path.name} ({kind}) passes only without the precompiled header")
    return complaints


def complaints_with(ready, case, kind, compiler, twin_passed):
    expected = case.expected(kind)
    if not expected:
        return ["it has no line `// expect: REGEX`"]
    if not re.search(r"^ *#if GEAI_SHOULD_FAIL\b", case.text, re.MULTILINE):
        return ["it has no `#if GEAI_SHOULD_FAIL`"]
    base = [*ready, *case.flags, "-fsyntax-only", str(case.path)]
    complaints = [] if is_refused_at_once(base, case, expected, compiler) else complaints_of_mistake(base, case, expected, compiler)
    if not twin_passed:
        status, output = compilers.run(compiler, [*compilers.WARNINGS, "-DGEAI_SHOULD_FAIL=0", *base])
        if status != 0 or output:
            complaints += ["with GEAI_SHOULD_FAIL=0 it must compile without a word, but the compiler says:"]
            complaints += [f"    | {line}" for line in output[:15]]
    return complaints


def is_refused_at_once(base, case, expected, compiler):
    """Returns True if the first error suffices. The compiler then stops there, which is faster."""
    if case.errors:
        return False
    status, output = compilers.run(compiler, ["-Wall", "-Wextra", "-DGEAI_SHOULD_FAIL=1", "-Wfatal-errors", *base])
    first = "\n".join(output[:case.lines])
    return status > 0 and all(re.search(regex, first) for regex in expected)


def complaints_of_mistake(base, case, expected, compiler):
    complaints = []
    status, output = compilers.run(compiler, ["-Wall", "-Wextra", "-DGEAI_SHOULD_FAIL=1", *base])
    first = output[:case.lines]
    errors = sum(bool(re.search(r"\berror: ", line)) for line in output)
    if case.errors and errors != case.errors:
        complaints += [f"there must be {case.errors} errors, but there are {errors}"]
    shown = [f"    | {line}" for line in output[:max(15, case.lines)]]
    if status == 0:
        return complaints + ["with GEAI_SHOULD_FAIL=1 it must not compile, but it does"]
    for regex in expected:
        if re.search(regex, "\n".join(first)):
            continue
        late = [n for n, line in enumerate(output, 1) if re.search(regex, line)]
        where = f"it comes in line {late[0]}" if late else "it is nowhere in the output"
        complaints += [f"expected /{regex}/ in the first {case.lines} lines, but {where}; these are the first:", *shown]
    return complaints


def twins(cases, compiler, ready):
    """Compiles the twins of some cases in one file, each in its own namespace. Returns the cases if there is no output.

    They include the same headers, so a missing include is still missing. main() returns nothing, but is not main there.
    """
    included = "".join(f"{line}\n" for line in cases[0].company() if line.startswith("#include"))
    bodies = (f'namespace twin_{number} {{\n#include "{case.path}"\n}}\n' for number, case in enumerate(cases))
    status, output = compilers.run(compiler, [*compilers.WARNINGS, "-Wno-return-type", "-DGEAI_SHOULD_FAIL=0", *ready,
                                              "-fsyntax-only", "-x", "c++", "-"], included + "".join(bodies))
    return cases if status == 0 and not output else []


def run(cases, folder, found):
    """Runs the cases and reports. Returns the numbers of passed and failed ones."""
    versions = {kind: compilers.version(compiler) for kind, compiler in found.items()}
    wanted = collections.Counter(case.ready() for case in cases)
    numbers = [number for number, files in wanted.items() if number is not None and files > 2]
    made = [(number, kind) for kind in found for number in numbers]
    ready = dict(zip(made, compilers.parallel(lambda number, kind: precompile(folder, number, kind, found[kind]), made)))

    companies = {}
    for kind in found:
        for case in cases:
            if case.is_for(kind, versions[kind]) and case.company() is not None:
                companies.setdefault((kind, case.ready(), case.company()), []).append(case)
    together = [(members[at:at + 16], found[kind], ready.get((number, kind), []))  # of 30, g++ takes minutes
                for (kind, number, _), members in companies.items() if len(members) > 1 for at in range(0, len(members), 16)]
    passed = {(case, compiler) for (_, compiler, _), good in zip(together, compilers.parallel(twins, together)) for case in good}

    jobs = [(case, kind, compiler, ready.get((case.ready(), kind), []), (case, compiler) in passed)
            for case in cases for kind, compiler in found.items() if case.is_for(kind, versions[kind])]
    failed = 0
    for (case, kind, compiler, *_), complaints in zip(jobs, compilers.parallel(check, jobs)):
        failed += bool(complaints)
        print(f"{'FAILED' if complaints else 'ok    '} {case.path.name} ({pathlib.Path(compiler).name})", flush=True)
        for complaint in complaints:
            print(f"  {complaint}")
    return len(jobs) - failed, failed


FAILS = '#if GEAI_SHOULD_FAIL\n{0}static_assert(false, "geai: the sentence");\n#else\nint main() {{}}\n#endif\n'
SIX_ERRORS = "".join(f"int a{n} = nothing;\n" for n in range(6))  # three lines of output each
SELF_TEST = {  # name: (source, required text of the report; None if the file is correct)
    "good": ("// expect: the sentence\n" + FAILS.format(""), None),
    "more_lines": ("// expect: the sentence\n// lines: 30\n" + FAILS.format(SIX_ERRORS), None),
    "flags": ("// expect: the sentence\n// flags: -DEXTRA=1\n#if !EXTRA\n#error no flags\n#endif\n" + FAILS.format(""), None),
    "one_error": ("// expect: the sentence\n// errors: 1\n" + FAILS.format(""), None),
    "more_errors": ("// expect: the sentence\n// lines: 30\n// errors: 1\n" + FAILS.format(SIX_ERRORS), "must be 1 errors"),
    "compiles": ("// expect: the sentence\n#if GEAI_SHOULD_FAIL\n#endif\nint main() {}\n", "must not compile, but it does"),
    "wrong": ("// expect: another sentence\n" + FAILS.format(""), "nowhere in the output"),
    "one_of_two": ("// expect: the sentence\n// expect: another\n" + FAILS.format(""), "expected /another/"),
    "late": ("// expect: the sentence\n" + FAILS.format(SIX_ERRORS), "but it comes in line"),
    "twin": ("// expect: the sentence\n" + FAILS.format("").replace("int main", "in main"), "must compile without a word"),
    "twin_warns": ("// expect: the sentence\n" + FAILS.format("").replace("{}", "{ int unused; }"),
                   "must compile without a word"),
    "no_expect": (FAILS.format(""), "no line `// expect"),
    "no_switch": ("// expect: the sentence\nstatic_assert(false, \"the sentence\");\n", "no `#if GEAI_SHOULD_FAIL`"),
}


def self_test():
    """Checks that this script detects each kind of wrong file, on each compiler."""
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for name, (source, _) in SELF_TEST.items():
            path = pathlib.Path(folder) / f"{name}.cpp"
            path.write_text(source)
            jobs += [(Case(path), kind, compiler, []) for kind, compiler in compilers.installed().items()]
        for (case, kind, _, _), complaints in zip(jobs, compilers.parallel(check, jobs)):
            wanted = SELF_TEST[case.path.stem][1]
            good = not complaints if wanted is None else wanted in "\n".join(complaints)
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAILED {case.path.name} ({kind}): wanted {wanted!r}, got {complaints}")
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description="Checks that what must not compile does not.")
    parser.add_argument("--self-test", action="store_true", help="check this script itself")
    parser.add_argument("--work", type=pathlib.Path, help="a folder for the precompiled headers")
    parser.add_argument("--quick", action="store_true", help="one compiler, and a part of the files")
    parser.add_argument("only", nargs="*", help="names of files; all unless given")
    options = parser.parse_args()
    if options.self_test:
        passed, failed = self_test()
    else:
        paths = [path for path in sorted(HERE.glob("*.cpp")) if not options.only or path.name in options.only]
        cases = [Case(path) for path in (compilers.sample(paths, 6) if options.quick else paths)]
        with tempfile.TemporaryDirectory() as folder:
            passed, failed = run(cases, options.work or pathlib.Path(folder),
                                 compilers.quick() if options.quick else compilers.installed())
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
