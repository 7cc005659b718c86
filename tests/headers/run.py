#!/usr/bin/env python3
"""Every public header compiles alone and first, and includes only what its floor of the house allows.

    client -> api -> {auth, transport, json} -> config, session -> http -> {result, error, secret, arguments, ...}

A header may use its own floor and the floors below it; auth, transport and json do not know each other. detail/ is at
the bottom; a floor's own details are in FLOOR/detail/. test/ (the law suites) may use everything.
"""
import re
import sys
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

INCLUDE = compilers.ROOT / "include"
FLOORS = {"test": 6, "client": 5, "observer.hpp": 5, "observers": 5, "api": 4, "auth": 3, "transport": 3, "json": 3,
          "config": 2, "session.hpp": 2, "http": 1}
ANY_FLOOR = {"geai.hpp", "inline.hpp"}          # for users: nothing in the library includes them
SEPARATE = {"auth", "transport", "json"}        # beside each other, not on each other
DEFAULT_POLICIES = re.compile(r"transport/(detail/)?curl\w*\.hpp|json/simdjson\w*\.hpp")   # named by clients, included by users


def rules(name, text):
    """What is wrong with a header's own text; name is its path below include/geai/."""
    wrong = []
    if not re.search(r"^#pragma once$", text, re.MULTILINE):
        wrong.append("no `#pragma once`")
    mine = name.split("/")[0]
    for included in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, re.MULTILINE):
        if included.startswith("curl/") and not re.fullmatch(r"transport/(detail/)?curl\w*\.hpp", name):
            wrong.append(f"includes {included}, which only transport/curl*.hpp and its details may")
        if included.startswith("simdjson") and not re.fullmatch(r"json/simdjson\w*\.hpp", name):
            wrong.append(f"includes {included}, which only json/simdjson*.hpp may")
        if not included.startswith("geai/"):
            if (INCLUDE / "geai" / name).parent.joinpath(included).exists():
                wrong.append(f"includes {included} by a relative path; write <geai/...>")
            continue
        if name in ANY_FLOOR:
            continue
        included = included.removeprefix("geai/")
        theirs = included.split("/")[0]
        if included == "geai.hpp":
            wrong.append("includes the umbrella geai/geai.hpp")
        elif FLOORS.get(theirs, 0) > FLOORS.get(mine, 0):
            wrong.append(f"includes geai/{included}, which is on a floor above it")
        elif theirs != mine and {theirs, mine} <= SEPARATE:
            wrong.append(f"includes geai/{included}: auth, transport and json do not know each other")
        elif DEFAULT_POLICIES.fullmatch(included) and theirs != mine and mine != "test":
            wrong.append(f"includes geai/{included}: the default policies are included by geai.hpp and by users only")
    return wrong


def alone(name, _, compiler):
    """Twice, so that a header without a guard fails too; from a file of its own, so that nothing comes before it."""
    source = f"#include <geai/{name}>\n" * 2
    status, output = compilers.run(compiler, [*compilers.WARNINGS, "-fsyntax-only", "-x", "c++", "-"], source)
    return [] if status == 0 and not output else [f"does not compile alone ({pathlib.Path(compiler).name}):",
                                                  *(f"    | {line}" for line in output[:15])]


def self_test():
    """The rules see what they are made for: (header, an include in it, whether that is allowed)."""
    wrong = [f"{name} including {included}: allowed should be {allowed}" for name, included, allowed in (
        ("client/basic_client.hpp", "geai/api/operation.hpp", True), ("api/agents.hpp", "geai/client/agent.hpp", False),
        ("auth/oauth.hpp", "geai/http/header.hpp", True), ("auth/oauth.hpp", "geai/transport/policy.hpp", False),
        ("http/url.hpp", "geai/session.hpp", False), ("http/url.hpp", "geai/error.hpp", True),
        ("session.hpp", "geai/config/resolve.hpp", True), ("error.hpp", "geai/http/header.hpp", False),
        ("client/agent.hpp", "geai/transport/curl.hpp", False), ("transport/curl_multi.hpp", "geai/transport/curl.hpp", True),
        ("transport/curl.hpp", "curl/curl.h", True), ("http/url.hpp", "curl/curl.h", False),
        ("json/raw.hpp", "simdjson.h", False), ("json/simdjson.hpp", "simdjson.h", True),
        ("client/agent.hpp", "geai/geai.hpp", False), ("geai.hpp", "geai/client/agent.hpp", True),
        ("test/json_laws.hpp", "geai/json/policy.hpp", True), ("detail/wipe.hpp", "geai/api/operation.hpp", False),
    ) if (not rules(name, f"#pragma once\n#include <{included}>\n")) != allowed]
    return wrong + ([] if rules("error.hpp", "int a;\n") else ["a header without `#pragma once` is let through"])


def main():
    quick = "--quick" in sys.argv[1:]
    names = [str(path.relative_to(INCLUDE / "geai")) for path in sorted((INCLUDE / "geai").rglob("*.hpp"))]
    results = [("the rules themselves", self_test())]
    results += [(f"geai/{name} (rules)", rules(name, (INCLUDE / "geai" / name).read_text())) for name in names]
    paths = sorted((INCLUDE / "geai").rglob("*.hpp"))
    read = [str(path.relative_to(INCLUDE / "geai")) for path in (compilers.sample(paths, 8) if quick else paths)]
    installed = compilers.quick() if quick else compilers.installed()
    jobs = [(name, kind, compiler) for name in read for kind, compiler in installed.items()]
    results += [(f"geai/{name} ({kind})", wrong) for (name, kind, _), wrong in zip(jobs, compilers.parallel(alone, jobs))]
    for title, wrong in results:
        if wrong:
            print(f"FAILED {title}", *wrong, sep="\n  ")
    failed = sum(bool(wrong) for _, wrong in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
