#!/usr/bin/env python3
"""Checks the files that are generated from the operations in include/geai/api: include/geai/services, include/geai/src,
docs/api-coverage.md, docs/operations.json, docs/models.json and tests/unit/operations_lists.hpp; and include/geai/geai.cppm with
the names of the headers. Each operation has a row in the tests of requests and a sweep of faults, each model a test.

run.py --write generates them again.
"""

import difflib
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # do not change the source tree
from models import models
from module import module
from operations import GRADES, choices, headers
from services import definitions, lists, services

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/api-coverage.md"
DOCUMENT = ROOT / "docs/operations.json"
MODELS = ROOT / "docs/models.json"
INCLUDE = ROOT / "include/geai"
SERVICES = INCLUDE / "services"
LISTS = ROOT / "tests/unit/operations_lists.hpp"
METHODS = pathlib.Path(__file__).parent / "pygeai_methods.txt"

INTRODUCTION = """\
# Coverage of the platform's API

This page lists all operations, with their routes, and all methods of PyGEAI. `python3 tests/coverage/run.py --write` generates it from the operations in `include/geai/api` and from `tests/coverage/pygeai_methods.txt`, together with
`operations.json` and the services. A test compares the files. `operations.json` has the same operations with their members, for programs.

Every operation is an aggregate `geai::api::NAME`, and a call of the same name on the client of its service.

*Grade* is the source of the route:

| Grade | Source |
| --- | --- |
| vendor | the vendor's documentation (docs.globant.ai/en/wiki?N) or the vendor's client, PyGEAI |
| captured | a recorded reply of the platform |
| client | a working program of a third party |
| hearsay | a third party's reading of the documentation |
| inferred | by analogy with other routes |

If a route differs in your installation, replace it for one call with `call_options{.route = "/v2/..."}`. `client.call_raw()` returns the
reply of the platform unchanged.

*How*: geai repeats a failed call by itself, except calls marked *not repeated*. Calls marked *streams* can also return a stream.
*start/count* and *pages* are lists that `client.all(...)` reads to the end. *Source* is a section of the notes on the API
that the library is based on, with the pages of the vendor.
"""

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
    """Returns the sections and pages that a header's comment names."""
    of_pygeai = "PyGEAI" in comment or "pygeai.md" in comment
    sections = re.findall(r"(?<!pygeai\.md )sections? ([\d.]*\d(?: and [\d.]*\d)*)", comment)
    pages = re.findall(r"wiki (\d+(?:, \d+)*)", comment)
    return ", ".join([f"section{'s' if ' ' in section else ''} {section}" for section in sections] + [f"wiki {page}" for page in pages] +
                     ["PyGEAI"] * of_pygeai)


UNCERTAIN = re.compile(r"inferred|(not|nor|neither) .{0,60}documented|does not document|by mistake|body is PyGEAI's|"
                       r"path is PyGEAI's|assume|names version", re.I)


def uncertain(comment):
    """Returns the sentences of a comment about unknown facts."""
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

    swept = "".join(path.read_text() for path in (ROOT / "tests/unit").glob("operations_faults_*_test.cpp"))
    for header in known:
        if (operations := header.name.removesuffix(".hpp") + "_operations") not in re.findall(r"\w+", swept):
            problems.append(f"no tests/unit/operations_faults_*_test.cpp sweeps {operations}")

    filled = (ROOT / "tests/unit/filled_requests.txt").read_text()
    filled = set(re.findall(r"^# (\w+)", filled, re.M))
    for name in sorted(names ^ filled):
        problems.append(f"tests/unit/filled_requests.txt {'lacks' if name in names else 'has'} {name}, which is "
                        f"{'an' if name in names else 'no'} operation: operations_filled.cpp describes how to write it")

    wired = "".join(path.read_text() for path in (ROOT / "tests/unit").glob("operations_wire_*_test.cpp"))
    for name in sorted(names - set(re.findall(r"\w+", wired))):
        problems.append(f"no row of tests/unit/operations_wire_*_test.cpp has the operation {name}")

    # Two members of a request's message have one name, so it is not read. Views are compared with the owning models
    # (tests/unit/response_view_test.cpp).
    models = {name for path in (ROOT / "include/geai/api").glob("*.hpp")
              for name in re.findall(r"struct (?:geai::)?model<(?:geai::)?(\w+)>", path.read_text())
              if not name.endswith("_view")} - {"chat_message", "response_message", *choices(ROOT / "include")}
    tests = "".join(path.read_text() for path in (ROOT / "tests/unit").glob("operations_answer_*_test.cpp"))
    checked = " ".join(re.findall(r"check_models<([^;]*)>\(\)", tests))
    for name in sorted(models - set(re.findall(r"\w+", checked))):
        problems.append(f"no check_models<> of tests/unit/operations_answer_*_test.cpp has the model {name}")

    check_field_names()
    grades = [operation.grade for header in known for operation in header.operations]
    counted = ", ".join(f"{grades.count(grade)} {grade}" for grade in GRADES if grade in grades)
    gaps = sum(not operations for _, rows in sections for _, operations, _ in rows)
    out = [INTRODUCTION, f"{len(names)} operations; by the grade of their routes: {counted}. {len(listed)} methods of "
           f"PyGEAI, of which {gaps} {'has' if gaps == 1 else 'have'} no operation.\n", "## Operations\n"]
    for header in known:
        out.append(f"### {header.name.removesuffix('.hpp').replace('_', ' ')}\n")
        out.append(f"`geai/api/{header.name}`. Source: {sources(header.comment)}.\n")
        if remark := uncertain(header.comment):
            out.append(remark + "\n")
        rows = [("Operation", "Verb", "Route", "Grade", "How", "Instead of PyGEAI's", "Uncertain"), ("---",) * 7]
        for operation in header.operations:
            how = ["evaluation host"] if operation.host == "evaluation" else []
            how += [] if operation.authenticated else ["no credential"]
            how += ["organization token"] if operation.token_level == "organization" else []
            how += ["not repeated"] if operation.repetition == "never" else []
            how += ["streams"] if operation.streams else []
            how += {"by_offset": ["start/count"], "by_page": ["pages"]}.get(operation.paging, [])
            rows.append((f"`{operation.name}`", operation.verb, f"`{operation.route}`", operation.grade, ", ".join(how),
                         ", ".join(f"`{method}`" for method in replaced.get(operation.name, [])),
                         uncertain(operation.comment)))
        out.append(table(rows))
    out.append("## PyGEAI's methods\n")
    rows = [("PyGEAI", "geai"), ("---",) * 2]
    for section, members in sections:
        rows += [(f"`{method}`", ", ".join(f"`{operation}`" for operation in operations) if operations else "none: " + why)
                 for method, operations, why in members]
    out.append(table(rows))
    return "\n".join(out)


# The form in which a member is sent, if its place alone does not determine it.
KINDS = ("path_rest", "secret_query", "bearer", "body", "content", "raw_file", "numbered_part", "unless_empty", "spread")


def document():
    """Returns docs/operations.json: the operations in the order of the headers, one member in each line. Defaults are omitted
    behind `grade` and `comment`."""
    blocks = []
    for header in headers(ROOT / "include"):
        for operation in header.operations:
            lines = []
            for each in operation.members:
                line = {"name": each.name, "type": each.type, "place": each.place, "wire": each.wire,
                        "required": each.required}
                line |= {"choices": each.choices} if each.choices else {}
                line |= {"comment": each.comment}
                line |= {"kind": each.kind} if each.kind in KINDS else {}
                line |= {"default": each.default} if each.default else {}
                line |= {"name_header": each.name_header} if each.name_header else {}
                line |= {"also": each.also} if each.also else {}  # a header beside a header, else a member of the body
                lines.append("      " + json.dumps(line, ensure_ascii=False))
            members = ",\n".join(lines)
            head = json.dumps({"name": operation.name, "service": header.service, "verb": operation.verb,
                               "route": operation.route}, ensure_ascii=False)[1:-1]
            tail = {"answer": operation.answer, "retry": operation.repetition, "grade": operation.grade}
            tail |= {"host": operation.host} if operation.host != "platform" else {}
            tail |= {} if operation.authenticated else {"authenticated": False}
            tail |= {"token_level": operation.token_level} if operation.token_level != "project" else {}
            tail |= {"may_be_empty": True} if operation.may_be_empty else {}
            tail |= {"empty_object": True} if operation.empty_object else {}
            tail |= {"accept": operation.accept} if operation.accept else {}
            tail |= {"paging": operation.page} if operation.page else {}
            tail |= {"streams": True} if operation.streams else {}
            tail |= {"comment": operation.comment}
            blocks.append("  {" + head + ',\n    "members": [' + (f"\n{members}\n    " if members else "") + "],\n    " +
                          json.dumps(tail, ensure_ascii=False)[1:-1] + "}")
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def model_document():
    """Returns docs/models.json: the types of the members of operations and answers, one member in each line."""
    blocks = []
    for each in models(ROOT / "include"):
        head = json.dumps({"name": each.name, "comment": each.comment} | each.stated, ensure_ascii=False)[1:-1]
        if each.values:
            blocks.append("  {" + head + ', "values": ' + json.dumps(each.values, ensure_ascii=False) + "}")
        else:
            members = ",\n".join("    " + json.dumps(member, ensure_ascii=False) for member in each.members)
            blocks.append("  {" + head + ',\n   "members": [\n' + members + "]}")
    return "[\n" + ",\n".join(blocks) + "\n]\n"


def check_field_names():
    """Checks that no two members of a struct have swapped wire names, which a test that fills by field lists cannot detect."""
    plain = lambda name: re.sub("[^a-z0-9]", "", name.lower())
    for path in sorted((ROOT / "include/geai/api").glob("*.hpp")):
        fields = re.findall(r'\b\w+<\s*"([^"]+)",\s*&(?:\w+::)*?(\w+)::(\w+)>', path.read_text())
        of = {}
        for wire, struct, member in fields:
            of.setdefault((struct, plain(member)), []).append(plain(wire))
        for wire, struct, member in fields:
            name = plain(wire)
            if name != plain(member) and name not in of.get((struct, name), [name]):
                problems.append(f"{path.name}: {struct}::{member} is called {wire} on the wire, as another member is")


made = {SERVICES / name: text for name, text in services(headers(ROOT / "include")).items()}
made |= {INCLUDE / name: text for name, text in definitions(headers(ROOT / "include")).items()}
made |= {INCLUDE / "geai.cppm": module(ROOT / "include")}
made |= {PAGE: page(), DOCUMENT: document(), MODELS: model_document(), LISTS: lists(headers(ROOT / "include"))}
by_hand = {INCLUDE / "src" / name for name in ("definitions.hpp", "policies.hpp")}
for path in sorted({*SERVICES.glob("*.hpp"), *INCLUDE.glob("src/*.hpp")} - set(made) - by_hand):
    problems.append(f"{path.relative_to(ROOT)} is not generated from an operation; handwritten services are in by_hand/")
for path, wanted in made.items():
    if "--write" in sys.argv[1:] and not (path.exists() and path.read_text() == wanted):
        path.write_text(wanted)
    is_there = path.read_text() if path.exists() else ""
    if is_there != wanted:
        name = str(path.relative_to(ROOT))
        difference = difflib.unified_diff(is_there.splitlines(), wanted.splitlines(), name, "the headers", lineterm="", n=0)
        print("\n".join(list(difference)[:40]))
        problems.append(f"{name} does not match the headers: run `python3 tests/coverage/run.py --write`")
for problem in problems:
    print(problem)
print(f"{0 if problems else 1} passed, {1 if problems else 0} failed")
sys.exit(bool(problems))
