#!/usr/bin/env python3
"""Checks that every public header compiles alone and first, and includes only headers of its own layer and below.

    chat -> services -> client -> engine -> api -> {auth, transport, json} -> config, session -> http -> {result, error, ...}

A header may include its own layer and those below; auth, transport and json do not know each other. Only client/
and the observer include engine/. The headers of client/ that put services into a client (client/agents.hpp) are above
services/. detail/ is at the bottom; a layer's own details are in LAYER/detail/. test/ (the law suites) may use everything.
Only detail/system/ includes headers of the operating system.
"""
import functools
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

INCLUDE = compilers.ROOT / "include"
FLOORS = {"test": 10, "chat": 9, "chat.hpp": 9, "services": 7, "client": 6, "observer.hpp": 6, "observers": 6, "engine": 5,
          "api": 4, "auth": 3, "transport": 3, "json": 3, "config": 2, "session.hpp": 2, "http": 1}
WITH_SERVICES = 8                               # the layer of client/agents.hpp and similar headers
ANY_FLOOR = {"geai.hpp", "async.hpp", "inline.hpp", "src.hpp"}  # for users: nothing in the library includes them
OF_THE_ENGINE = {"engine", "client", "observer.hpp", "test"}
SEPARATE = {"auth", "transport", "json"}        # beside each other, not on each other
OF_THE_SYSTEM = re.compile(r"(?!curl/|simdjson|sanitizer/).+\.h")    # the C++ library's headers have no .h
USES_THE_SYSTEM = re.compile(r"detail/system/")                        # all that is POSIX or Windows
DEFAULT_POLICIES = re.compile(r"transport/(detail/)?curl\w*\.hpp|json/simdjson\w*\.hpp")   # named by clients, included by users


def services_in(text):
    """Returns True if a header of client/ puts services into a client, or includes one that does."""
    included = re.findall(r"^#include <geai/((?:services|client)/[^>]+)>", text, re.MULTILINE)
    return any(each.startswith("services/") or has_services(each) for each in included)


@functools.cache
def has_services(name):
    path = INCLUDE / "geai" / name
    return path.exists() and services_in(path.read_text())


def floor(name, text=None):
    first = name.split("/")[0]
    above = first == "client" and (has_services(name) if text is None else services_in(text))
    return WITH_SERVICES if above else FLOORS.get(first, 0)


def rules(name, text):
    """Returns the faults of a header's text; `name` is its path below include/geai/."""
    wrong = []
    if not re.search(r"^#pragma once$", text, re.MULTILINE):
        wrong.append("no `#pragma once`")
    mine = name.split("/")[0]
    for included in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, re.MULTILINE):
        if included.startswith("curl/") and not re.fullmatch(r"transport/(detail/)?curl\w*\.hpp", name):
            wrong.append(f"includes {included}, which only transport/curl*.hpp and its details may")
        if included.startswith("simdjson") and not re.fullmatch(r"json/simdjson\w*\.hpp", name):
            wrong.append(f"includes {included}, which only json/simdjson*.hpp may")
        if OF_THE_SYSTEM.fullmatch(included) and not USES_THE_SYSTEM.match(name):
            wrong.append(f"includes {included}, which only detail/system/ may")
        if not included.startswith("geai/"):
            if (INCLUDE / "geai" / name).parent.joinpath(included).exists():
                wrong.append(f"includes {included} by a relative path; write <geai/...>")
            continue
        if name in ANY_FLOOR or mine == "src":
            continue
        included = included.removeprefix("geai/")
        theirs = included.split("/")[0]
        if included == "geai.hpp":
            wrong.append("includes the umbrella geai/geai.hpp")
        elif floor(included) > floor(name, text):
            wrong.append(f"includes geai/{included}, which is in a layer above it")
        elif theirs == "engine" and mine not in OF_THE_ENGINE:
            wrong.append(f"includes geai/{included}: only client/ includes the engine")
        elif theirs != mine and {theirs, mine} <= SEPARATE:
            wrong.append(f"includes geai/{included}: auth, transport and json do not know each other")
        elif DEFAULT_POLICIES.fullmatch(included) and theirs != mine and mine != "test":
            wrong.append(f"includes geai/{included}: only geai.hpp and users include the default policies")
    # <windows.h> may come first.
    wrong += [f"line {number}: `{call}` may be a macro; write (std::min)(...)"
              for number, line in enumerate(text.splitlines(), 1) for call in re.findall(r"\b(?:min|max)\(", line.split("//")[0])]
    return wrong


@functools.cache
def included(name):
    """Returns the headers that it includes for any macros: of the library, by their path below include/geai, and others."""
    found, depth = set(), 0
    for line in (INCLUDE / "geai" / name).read_text().splitlines():
        depth += bool(re.match(r"\s*#\s*if", line)) - bool(re.match(r"\s*#\s*endif", line))
        match = re.match(r"#include <(?:geai/)?([^>]+)>", line)
        if match and depth == 0:
            found.add(match.group(1))
    return found


@functools.cache
def below(name):
    """Returns the header and all that it includes."""
    return {name}.union(*map(below, included(name))) if (INCLUDE / "geai" / name).exists() else {name}


def bases(names, most=16):
    """Returns the headers that many others include, to be precompiled: for each header the largest such one."""
    size = {name: len(below(name)) for name in names}
    base, chosen = dict.fromkeys(names), set()

    def saved(candidate):
        return sum(max(0, size[candidate] - size.get(base[name], 0)) for name in names
                   if candidate in below(name) and candidate != name) - size[candidate]

    while len(chosen) < most and saved(best := max(names, key=saved)) > 0:
        chosen.add(best)
        for name in names:
            if best in below(name) and best != name and size[best] > size.get(base[name], 0):
                base[name] = best
    return {name: each for name, each in base.items() if name not in chosen}, sorted(chosen)


def twice(names):
    """Returns a file that includes each twice, so that a header without a guard fails too."""
    return "".join(f"#include <geai/{name}>\n" for name in [*names, *names])


def complaints_of(names, compiler, arguments=()):
    status, output = compilers.run(compiler, [*compilers.WARNINGS, *arguments, "-fsyntax-only", "-x", "c++", "-"], twice(names))
    return [] if status == 0 and not output else [f"does not compile ({pathlib.Path(compiler).name}):",
                                                  *(f"    | {line}" for line in output[:15])]


def alone_by_clang(names, compiler, folder):
    """Compiles each alone, with a precompiled header that it includes anyway and that was compiled alone as well.

    A header's includes are at its top, so a missing include is still detected, in a third of the time. A header with a
    complaint is compiled again without it.
    """
    base, chosen = bases(names)
    made = {}

    def precompile(name):
        wrapper = folder / name.replace("/", "-")
        wrapper.write_text(twice([name]))
        ready = wrapper.with_suffix(".pch")
        status, output = compilers.run(compiler, [*compilers.WARNINGS, "-fpch-instantiate-templates", "-x", "c++-header",
                                                  str(wrapper), "-o", str(ready)])
        if status != 0 or output:
            return name, complaints_of([name], compiler)
        made[name] = ["-include-pch", str(ready)]
        return name, []

    def compile_on_top(name):
        ready = made.get(base[name])
        if ready and not complaints_of([name], compiler, ready):
            return name, []
        return name, complaints_of([name], compiler)

    yield from compilers.parallel(precompile, [(name,) for name in chosen])
    yield from compilers.parallel(compile_on_top, [(name,) for name in base])


def check(names, kind, compiler):
    """Compiles all in one file, or each in its own if there is a complaint."""
    if len(names) > 1 and not complaints_of(names, compiler):
        return [(name, kind, []) for name in names]
    return [(name, kind, complaints_of([name], compiler)) for name in names]


def compiled(names, quick):
    """Compiles each alone with one compiler: both use the same standard library, so one detects a missing include. The other
    one compiles many in one file."""
    installed = compilers.quick() if quick else compilers.installed()
    alone = "clang" if "clang" in installed else "gcc"
    jobs = []
    for kind, compiler in installed.items():
        if kind == alone == "clang" and not quick:
            with tempfile.TemporaryDirectory() as folder:
                yield from ((name, kind, wrong) for name, wrong in alone_by_clang(names, compiler, pathlib.Path(folder)))
            continue
        size = 1 if kind == alone else (len(names) + 1) // 2
        jobs += [(names[at:at + size], kind, compiler) for at in range(0, len(names), size)]
    for each in compilers.parallel(check, jobs):
        yield from each


def self_test():
    """Checks the rules on examples: (header, an include in it, True if that is allowed)."""
    wrong = [f"{name} including {included}: allowed should be {allowed}" for name, included, allowed in (
        ("client/basic_client.hpp", "geai/api/operation.hpp", True), ("api/agents.hpp", "geai/client/agent.hpp", False),
        ("auth/oauth.hpp", "geai/http/header.hpp", True), ("auth/oauth.hpp", "geai/transport/policy.hpp", False),
        ("http/url.hpp", "geai/session.hpp", False), ("http/url.hpp", "geai/error.hpp", True),
        ("session.hpp", "geai/config/resolve.hpp", True), ("error.hpp", "geai/http/header.hpp", False),
        ("client/agent.hpp", "geai/transport/curl.hpp", False), ("transport/curl_multi.hpp", "geai/transport/curl.hpp", True),
        ("transport/curl.hpp", "curl/curl.h", True), ("http/url.hpp", "curl/curl.h", False),
        ("json/raw.hpp", "simdjson.h", False), ("json/simdjson.hpp", "simdjson.h", True),
        ("client/agent.hpp", "geai/geai.hpp", False), ("geai.hpp", "geai/client/agent.hpp", True),
        ("client/agents.hpp", "geai/services/agents.hpp", True), ("services/agents.hpp", "geai/client/call_result.hpp", True),
        ("services/agents.hpp", "geai/client/agents.hpp", False), ("services/agents.hpp", "geai/engine/engine.hpp", False),
        ("client/basic_client.hpp", "geai/engine/engine.hpp", True), ("engine/engine.hpp", "geai/client/pages.hpp", False),
        ("observers/log_calls.hpp", "geai/engine/engine.hpp", False),
        ("api/agents.hpp", "geai/engine/call_buffers.hpp", False), ("chat/toolbox.hpp", "geai/client/chat.hpp", True),
        ("chat/toolbox.hpp", "geai/engine/engine.hpp", False), ("services/chat.hpp", "geai/chat/toolbox.hpp", False),
        ("detail/system/posix/files.hpp", "fcntl.h", True), ("detail/random.hpp", "unistd.h", False),
        ("engine/sinks.hpp", "sys/stat.h", False), ("config/profiles.hpp", "windows.h", False),
        ("event_loop.hpp", "sys/epoll.h", False), ("test/loopback.hpp", "sys/socket.h", False), ("engine/sinks.hpp", "cerrno", True),
        ("test/json_laws.hpp", "geai/json/policy.hpp", True), ("detail/secure_zero.hpp", "geai/api/operation.hpp", False),
    ) if (not rules(name, f"#pragma once\n#include <{included}>\n")) != allowed]
    wrong += [] if rules("error.hpp", "int a;\n") else ["a header without `#pragma once` is let through"]
    return wrong + [f"{text}: allowed should be {allowed}" for text, allowed in (
        ("std::min(a, b)", False), ("limits::max()", False), ("(std::min)(a, b)", True), ("// std::min(a, b)", True),
        ("std::min<int>(a, b)", True)) if (not rules("error.hpp", f"#pragma once\nint c = {text};\n")) != allowed]


def main():
    quick = "--quick" in sys.argv[1:]
    names = [str(path.relative_to(INCLUDE / "geai")) for path in sorted((INCLUDE / "geai").rglob("*.hpp"))]
    results = [("the rules themselves", self_test())]
    results += [(f"geai/{name} (rules)", rules(name, (INCLUDE / "geai" / name).read_text())) for name in names]
    # src/ is compiled into the library geai_compiled, with a macro; tests/platforms compiles the headers of other systems.
    paths = [path for path in sorted((INCLUDE / "geai").rglob("*.hpp"))
             if not re.search("geai/src|detail/system/(windows|kqueue|wsa_poll)", path.as_posix())]
    read = [str(path.relative_to(INCLUDE / "geai")) for path in (compilers.sample(paths, 16) if quick else paths)]
    results += [(f"geai/{name} ({kind})", wrong) for name, kind, wrong in compiled(read, quick)]
    for title, wrong in results:
        if wrong:
            print(f"FAILED {title}", *wrong, sep="\n  ")
    failed = sum(bool(wrong) for _, wrong in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
