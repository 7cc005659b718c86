#!/usr/bin/env python3
"""docs/api-coverage.md says what the headers say, each operation has a call and a sweep of faults, each model a test.

run.py --write writes the page anew.
"""

import difflib
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is
from operations import headers

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/api-coverage.md"
METHODS = pathlib.Path(__file__).parent / "pygeai_methods.txt"

INTRODUCTION = """\
# What of the platform's API is covered

Generated from the operations in `include/geai/api` and from `tests/coverage/pygeai_methods.txt`:
`python3 tests/coverage/run.py --write` writes it anew, and a test compares.

Every operation is an aggregate `geai::api::NAME` and a call of the same kind on the client of its service. A route that
is *inferred* is documented nowhere: should it be elsewhere, `call_options{.route = "/v2/..."}` of a call replaces it, and
`client.call_raw()` shows what the platform answers. Where it says *sent once*, the engine never repeats
the call by itself; the others are safe to repeat. `bit by bit` is a stream; `start/count` and `pages` are lists that
`client.all(...)` reads to the end. *Source* is a section of the notes on the API that the library was written from,
with the vendor's documentation pages (docs.globant.ai/en/wiki?N) that it rests on.
"""

# Calls that are not named after their operation.
OTHER_CALLS = {"chat_completion": ["completion", "stream_completion"], "get_file_content": ["download_file"],
               "export_requests": ["all_exported_requests"]}

problems = []


def methods():
    """[(section, [(method, [operation], reason)])]"""
    sections = []
    for number, line in enumerate(METHODS.read_text().splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            sections.append((line.strip("[]"), []))
        elif match := re.fullmatch(r"(\w+\.(?:\w+|\([^)]+\))) (?:= (\w+(?:, \w+)*)|- (\S.*))", line):
            sections[-1][1].append((match[1], match[2].split(", ") if match[2] else [], match[3] or ""))
        else:
            problems.append(f"{METHODS.name}:{number}: neither `Client.method = operation` nor `Client.method - reason`")
    return sections


def sources(comment):
    """The sections and pages that a header's comment names."""
    of_pygeai = "PyGEAI" in comment or "pygeai.md" in comment
    sections = re.findall(r"(?<!pygeai\.md )sections? ([\d.]*\d(?: and [\d.]*\d)*)", comment)
    pages = re.findall(r"wiki (\d+(?:, \d+)*)", comment)
    return ", ".join([f"section{'s' if ' ' in section else ''} {section}" for section in sections] + [f"wiki {page}" for page in pages] +
                     ["PyGEAI"] * of_pygeai)


UNCERTAIN = re.compile(r"inferred|(not|nor|neither) .{0,60}documented|does not document|by mistake|body is PyGEAI's|"
                       r"path is PyGEAI's|assume|names version", re.I)


def uncertain(comment):
    """The sentences of a comment that say what is not known."""
    sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])", comment)
    return " ".join(sentence for sentence in sentences if UNCERTAIN.search(sentence) and "Names that" not in sentence)


def table(rows):
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows) + "\n"


def page():
    known = headers(ROOT / "include")
    names = {operation.name for header in known for operation in header.operations}
    replaced, listed = {}, set()
    sections = methods()
    for _, rows in sections:
        for method, operations, _ in rows:
            if method in listed:
                problems.append(f"{METHODS.name}: {method} twice")
            listed.add(method)
            for operation in operations:
                if operation not in names:
                    problems.append(f"{METHODS.name}: {method}: there is no operation {operation}")
                replaced.setdefault(operation, []).append(method)
    calls = "\n".join(path.read_text() for path in sorted((ROOT / "include/geai/client").glob("*.hpp")))
    for name in sorted(names):
        if not re.search(rf"api::{name}\b", calls):
            problems.append(f"no client has a call for the operation {name}")
    for call, operation in re.findall(r"auto (\w+)\(\s*api::(\w+) const& operation\b", calls):
        plain = re.sub("^list_", "", operation)
        allowed = {operation, f"{operation}_view", f"all_{plain}", *OTHER_CALLS.get(operation, [])}
        if call not in allowed:
            problems.append(f"the call {call} takes the operation {operation}")

    swept = " ".join(each for path in (ROOT / "tests/unit").glob("operations_faults_*_test.cpp")
                     for each in re.findall(r"sweep_operations<([^;]*)>\(\)", path.read_text()))
    for name in sorted(names - set(re.findall(r"\w+", swept))):
        problems.append(f"no sweep_operations<> of tests/unit/operations_faults_*_test.cpp has the operation {name}")

    filled = (ROOT / "tests/unit/filled_requests.txt").read_text()
    filled = set(re.findall(r"^# (\w+)", filled, re.M))
    for name in sorted(names ^ filled):
        problems.append(f"tests/unit/filled_requests.txt {'lacks' if name in names else 'has'} {name}, which is "
                        f"{'an' if name in names else 'no'} operation: operations_filled.cpp says how to write it")

    wired = "".join(path.read_text() for path in (ROOT / "tests/unit").glob("operations_wire_*_test.cpp"))
    for name in sorted(names - set(re.findall(r"\w+", wired))):
        problems.append(f"no row of tests/unit/operations_wire_*_test.cpp has the operation {name}")

    # Of chat_message two members have one name, so it is not read. Views are compared with what owns its texts
    # (tests/unit/borrowed_test.cpp).
    models = {name for path in (ROOT / "include/geai/api").glob("*.hpp")
              for name in re.findall(r"struct (?:geai::)?model<(?:geai::)?(\w+)>", path.read_text())
              if not name.endswith("_view")} - {"chat_message"}
    tests = "".join(path.read_text() for path in (ROOT / "tests/unit").glob("operations_answer_*_test.cpp"))
    checked = " ".join(re.findall(r"check_models<([^;]*)>\(\)", tests))
    for name in sorted(models - set(re.findall(r"\w+", checked))):
        problems.append(f"no check_models<> of tests/unit/operations_answer_*_test.cpp has the model {name}")

    inferred = sum(operation.inferred for header in known for operation in header.operations)
    gaps = sum(not operations for _, rows in sections for _, operations, _ in rows)
    out = [INTRODUCTION, f"{len(names)} operations, of which {inferred} have an inferred route; {len(listed)} methods of "
           f"PyGEAI, of which {gaps} {'has' if gaps == 1 else 'have'} no operation.\n", "## Operations\n"]
    for header in known:
        out.append(f"### {header.name.removesuffix('.hpp').replace('_', ' ')}\n")
        out.append(f"`geai/api/{header.name}`. Source: {sources(header.comment)}.\n")
        if remark := uncertain(header.comment):
            out.append(remark + "\n")
        rows = [("Operation", "Verb", "Route", "How", "Instead of PyGEAI's", "Uncertain"), ("---",) * 6]
        for operation in header.operations:
            how = ["evaluation host"] if operation.host == "evaluation" else []
            how += [] if operation.authenticated else ["no credential"]
            how += ["organization token"] if operation.token_level == "organization" else []
            how += ["sent once"] if operation.repetition == "never" else []
            how += ["bit by bit"] if operation.streams else []
            how += {"by_offset": ["start/count"], "by_page": ["pages"]}.get(operation.paging, [])
            doubts = (["route inferred"] if operation.inferred else []) + \
                ([said] if (said := uncertain(operation.comment)) else [])
            rows.append((f"`{operation.name}`", operation.verb, f"`{operation.route}`", ", ".join(how),
                         ", ".join(f"`{method}`" for method in replaced.get(operation.name, [])),
                         "; ".join(doubts)))
        out.append(table(rows))
    out.append("## PyGEAI's methods\n")
    rows = [("PyGEAI", "geai"), ("---",) * 2]
    for section, members in sections:
        rows += [(f"`{method}`", ", ".join(f"`{operation}`" for operation in operations) if operations else "none: " + why)
                 for method, operations, why in members]
    out.append(table(rows))
    return "\n".join(out)


wanted = page()
if "--write" in sys.argv[1:]:
    PAGE.write_text(wanted)
    is_there = wanted
else:
    is_there = PAGE.read_text() if PAGE.exists() else ""
if is_there != wanted:
    difference = difflib.unified_diff(is_there.splitlines(), wanted.splitlines(), "docs/api-coverage.md", "the headers",
                                      lineterm="", n=0)
    print("\n".join(list(difference)[:40]))
    problems.append("docs/api-coverage.md is not what the headers say: run `python3 tests/coverage/run.py --write`")
for problem in problems:
    print(problem)
print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
sys.exit(bool(problems))
