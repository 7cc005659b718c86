#!/usr/bin/env python3
"""Compares the library with code written without it: run.py OUTPUT BUILD... (see scripts/bench)

Each BUILD is a Meson build with -Dbenchmarks=true. Writes OUTPUT/bench-results.json, OUTPUT/bench-table.md and
OUTPUT/*.svg, and prints the table.
callgrind's counts are exact. Times are medians of the ratios of alternating runs; the time of one call is that
of the median call, so that other load on the machine has little effect.
"""
import datetime
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

import answers
import compile_cost
import plots

TURNS = 11
# With -mpclmul, which all such processors have although the level does not include it: simdjson is slow without it.
FLAGS = ["-O2", "-DNDEBUG", "-march=x86-64-v3", "-mpclmul"]
IN_FLIGHT = [1, 2, 4, 8, 16, 32, 64]
HERE = pathlib.Path(__file__).resolve().parent
PYTHON = {"requests, a session a call": "session_a_call", "requests, one session": "one_session"}


def ratio(these, those):
    """Returns the median of the quotients of paired runs."""
    return statistics.median(a / b for a, b in zip(these, those))


class bench:
    """Measures with one compiler."""

    def __init__(self, build):
        self.programs = build / "tests" / "bench"
        commands = json.loads((build / "compile_commands.json").read_text())
        self.compiler = commands[0]["command"].split()[0]
        if self.compiler.endswith("ccache"):
            self.compiler = commands[0]["command"].split()[1]
        version = subprocess.run([self.compiler, "--version"], capture_output=True, text=True, check=True).stdout
        self.name = "clang" if "clang" in version else "g++"
        self.version = f"{self.name} {re.search(r'[0-9]+[.][0-9]+', version).group()}"
        self.rows = []
        self.series = {}

    def row(self, what, against, value, target, more=True, unit="", detail=None):
        """`more`: the target is the minimum; otherwise the maximum."""
        met = None if value is None or target is None else value >= target if more else value <= target
        self.rows.append({"what": what, "against": against, "compiler": self.name, "value": value, "target": target,
                          "at_least": more, "unit": unit, "met": met, **(detail or {})})
        shown = "not there yet" if value is None else f"{value:.3f}{unit}"
        print(f"  {self.name}: {what}, against {against}: {shown}", file=sys.stderr, flush=True)

    def run(self, name, *arguments):
        done = subprocess.run([self.programs / name, *map(str, arguments)], capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            sys.exit(f"{name} {arguments}: {done.stderr}")
        return json.loads(done.stdout)

    def python(self, mode, url, calls):
        done = subprocess.run([sys.executable, HERE / "list_agents_requests.py", url, str(calls), mode],
                              capture_output=True, text=True, timeout=600, check=True)
        return json.loads(done.stdout)

    # --- whole calls --------------------------------------------------------------------------------------------------

    def instructions(self, url, name):
        """Returns the cost of one call: the mean of the calls 101 to 300."""
        counts, answer = [], None
        for calls in (100, 300):
            with tempfile.TemporaryDirectory() as folder:
                done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out",
                                       self.programs / name, url, str(calls), "count"],
                                      capture_output=True, text=True, timeout=600, check=True)
            counts.append(int(re.search(r"Collected : (\d+)", done.stderr).group(1)))
            answer = json.loads(done.stdout)["answer"]
        return (counts[1] - counts[0]) / 200, answer

    def count_instructions(self, url):
        for agents, target in ((1, 1.05), (20, 1.08)):
            ours, answer = self.instructions(f"{url}/{agents}", "list_agents_geai")
            by_hand, other = self.instructions(f"{url}/{agents}", "list_agents_by_hand")
            if answer != other or len(answer["agents"]) != agents:
                sys.exit("the two programs read different answers")
            self.row(f"instructions of list_agents, {agents} agent{'s' * (agents > 1)}", "by hand (a)", ours / by_hand,
                     target, False, detail={"instructions": ours, "instructions_by_hand": by_hand})

    def whole_calls(self, url, calls, with_python):
        programs = {"by hand (a)": "list_agents_by_hand", "cpp-httplib + nlohmann (c)": "list_agents_httplib",
                    "Beast + Boost.JSON (d)": "list_agents_beast"}
        for agents in (1, 20):
            taken = {name: [] for name in ["geai", *programs, *(PYTHON if with_python else ())]}
            seen = {}
            for turn in range(TURNS):
                runs = {"geai": self.run("list_agents_geai", f"{url}/{agents}", calls)}
                for name, program in programs.items():
                    runs[name] = self.run(program, f"{url}/{agents}", calls)
                if with_python:
                    for name, mode in PYTHON.items():
                        runs[name] = self.python(mode, f"{url}/{agents}", max(20, calls // 20))
                for name, run in runs.items():
                    taken[name].append(run)
                    seen[name] = run["answer"]
            check_same(seen)
            several = f"{agents} agent{'s' * (agents > 1)}"
            ours, by_hand = taken["geai"], taken["by hand (a)"]
            for percent in ("p50", "p99"):
                self.row(f"latency {percent}, {several}", "by hand (a)",
                         ratio([run[percent] for run in ours], [run[percent] for run in by_hand]), 1.02, False,
                         detail={"seconds": statistics.median(run[percent] for run in ours)})
            for name, runs in taken.items():
                if name in ("geai", "by hand (a)"):
                    continue
                least = 1.0 if agents == 1 or "Beast" in name else 3.0 if "httplib" in name else 10.0
                self.row(f"a whole call, {several}, times as fast", name,
                         ratio([run["p50"] for run in runs], [run["p50"] for run in ours]), least)
            self.series[f"whole_calls_{agents}"] = {
                name: statistics.median(run["p50"] for run in runs) * 1e6 for name, runs in taken.items()}

    # --- parts of a call ----------------------------------------------------------------------------------------------

    def allocations(self):
        counts = {}
        for mode in ("into", "fresh"):
            done = subprocess.run([self.programs / "allocations", mode], capture_output=True, text=True, timeout=60)
            counts[mode] = int(done.stdout) / 100 if done.returncode == 0 else None
        self.row("allocations of a call into an answer that is used again", "-", counts["into"], 0, False,
                 detail={"of_a_fresh_answer": counts["fresh"]})

    def decode(self, folder):
        taken = {}
        for kind in ("in order", "shuffled"):
            file = pathlib.Path(folder, "agents.json")
            file.write_bytes(answers.agent_list(10_000, shuffle=kind == "shuffled"))
            taken[kind] = self.run("json", "decode", file, 4 * TURNS)
            size = file.stat().st_size
        straight, mixed = taken["in order"], taken["shuffled"]
        speed = {"megabytes_per_second": size / 1e6 / statistics.median(straight["geai"])}
        what = "decoding 10,000 agents, speed"
        self.row(what, "On-Demand by hand", ratio(straight["by_hand"], straight["geai"]), 0.95, detail=speed)
        hand = statistics.median(straight["by_hand"])
        self.row(f"{what}, keys shuffled", "On-Demand by hand, keys in order", hand / statistics.median(mixed["geai"]),
                 0.6, detail={"against_by_hand_shuffled": ratio(mixed["by_hand"], mixed["geai"])})
        self.row(what, "nlohmann", statistics.median(straight["nlohmann"]) / statistics.median(straight["geai"]), 15)
        self.row(f"{what}, into a list that is used again", "On-Demand by hand, fresh",
                 hand / statistics.median(straight["geai_into"]), None)

    def decode_vectors(self):
        taken = self.run("json", "vectors", 4 * TURNS)
        self.row("decoding 100 vectors of 1536 numbers, speed", "On-Demand by hand", ratio(taken["by_hand"], taken["geai"]), 0.95)

    def encode(self):
        opponents = {"by hand": ("by_hand", 0.9), "nlohmann": ("nlohmann", 15),
                     "RapidJSON, which checks no UTF-8": ("rapidjson", 1.2),
                     "RapidJSON, which checks UTF-8": ("rapidjson_checking", None)}
        for text, what in (("english", "encoding a request of 100 KB, speed"),
                           ("accents", "encoding a request of 100 KB in Spanish and Chinese, speed")):
            taken = self.run("json", "encode", text, 10 * TURNS)
            for against, (name, target) in opponents.items():
                if name in taken:
                    self.row(what, against, ratio(taken[name], taken["geai"]), target if text == "english" else None)

    def event_streams(self):
        taken = self.run("sse", 20 * TURNS)
        self.row("event stream, parsing, speed", "memchr over the same bytes", ratio(taken["scan"], taken["parse"]), 0.5)
        self.row("event stream, a client's chunks, speed", "by hand", ratio(taken["by_hand"], taken["geai"]), 0.9)

    # --- many at once -------------------------------------------------------------------------------------------------

    def threads(self, url, calls):
        taken = self.run("threads", "calls", f"{url}/1", calls, 2 * TURNS)
        self.row("throughput of 2 threads, one client", "two clients", ratio(taken["two_clients"], taken["one_client"]),
                 0.95)
        taken = self.run("threads", "credentials", 2 * TURNS)
        for kind in ("api_key", "password"):
            extra = statistics.median(a - b for a, b in zip(taken[kind], taken["constant"]))
            self.row(f"reading the credentials, 2 threads, auth::{kind}", "-", max(extra, 0.0), 60, False, " ns",
                     {"with_the_header": statistics.median(taken[kind])})

    def in_flight(self, url, calls):
        there = (self.programs / "in_flight_geai").exists()
        series = {"libcurl multi by hand (b)": [], **({"geai, curl_multi": []} if there else {})}
        for count in IN_FLIGHT:
            runs = {name: [] for name in series}
            for _ in range(TURNS):
                for name in series:
                    program = "in_flight_geai" if "geai" in name else "in_flight_by_hand"
                    runs[name].append(self.run(program, f"{url}/1", calls, count)["seconds"])
            for name, taken in runs.items():
                series[name].append(calls / statistics.median(taken))
            by_hand = runs["libcurl multi by hand (b)"]
        value = ratio(by_hand, runs["geai, curl_multi"]) if there else None
        self.row("throughput, 1 thread, 64 in flight", "libcurl multi by hand (b)", value, 0.95)
        self.series["in_flight"] = series

    # --- compiling ----------------------------------------------------------------------------------------------------

    def compiling(self, turns):
        includes = compile_cost.includes_only(self.compiler)
        last = len(compile_cost.FURTHER)
        forms = {"header-only": [], "separate form": ["-DGEAI_SEPARATE_COMPILATION"]}
        if "geai_compiled" not in (compile_cost.ROOT / "meson.build").read_text():
            del forms["separate form"]
        for form, flags in forms.items():
            taken = compile_cost.seconds(self.compiler, {"includes": includes, "one": compile_cost.program(),
                                                         "several": compile_cost.program(last)}, ["-O0", *flags], turns)
            self.row(f"compiling one call at -O0, {form}", "only the foreign headers", taken["one"] / taken["includes"],
                     1.25, False, detail={"seconds": taken["one"], "seconds_headers": taken["includes"]})
            self.row(f"compiling a further operation, {form}", "-", (taken["several"] - taken["one"]) / last * 1e3, 30,
                     False, " ms")
            one, further = compile_cost.text_sizes(self.compiler, ("-O2", "-DNDEBUG", *flags))
            self.row(f"code of a further operation, {form}", "-", further / 1000, 1.5, False, " kB",
                     {"of_one_call": one / 1000})
        if self.name == "clang":
            with tempfile.TemporaryDirectory() as folder:
                taken = compile_cost.seconds(self.compiler, {"includes": includes, "one": compile_cost.importing()},
                                             ["-O0", *compile_cost.module(self.compiler, folder)], turns)
            self.row("compiling one call at -O0, separate form, import", "only the foreign headers",
                     taken["one"] / taken["includes"], 0.85, False, detail={"seconds": taken["one"]})
        sizes = [compile_cost.stripped_size(self.programs / name) for name in ("list_agents_geai", "list_agents_by_hand")]
        self.row("stripped program of one call, more than", "by hand (a)", (sizes[0] - sizes[1]) / 1000, 60, False, " kB",
                 {"bytes": sizes[0], "bytes_by_hand": sizes[1]})


def check_same(seen):
    """Checks that all programs saw the same answer. Some write unset members, others omit them."""
    def pruned(value):
        if isinstance(value, list):
            return [pruned(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {name: pruned(each) for name, each in value.items() if each not in (None, "", [], False, {})}

    first, *others = seen.items()
    for name, answer in others:
        if pruned(answer) != pruned(first[1]):
            sys.exit(f"{name} and {first[0]} saw different answers")


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    found = re.search(r"model name\s*: (.*)", text)
    return f"{found.group(1) if found else 'unknown processor'}, {os.cpu_count()} processors"


def table(rows):
    names = list(dict.fromkeys(row["compiler"] for row in rows))
    by_row = {}
    for row in rows:
        by_row.setdefault((row["what"], row["against"]), {})[row["compiler"]] = row
    lines = [["what", "against", "target", *names, ""]]
    for (what, against), measured in by_row.items():
        some = next(iter(measured.values()))
        target = "" if some["target"] is None else f"{'>=' if some['at_least'] else '<='} {some['target']:g}{some['unit']}"
        values = ["" if name not in measured else "not there yet" if measured[name]["value"] is None else
                  f"{measured[name]['value']:.3g}" + measured[name]["unit"] for name in names]
        met = [row["met"] for row in measured.values()]
        lines.append([what, against, target, *values, "" if None in met else "met" if all(met) else "missed" if not any(met) else "partly"])
    return lines


def main():
    output = pathlib.Path(sys.argv[1])
    builds = [bench(pathlib.Path(build).resolve()) for build in sys.argv[2:]]
    only = set(filter(None, os.environ.get("BENCH_ONLY", "").split()))  # names of steps, for a quick look
    pages = {"1": answers.agent_list(1), "20": answers.agent_list(20, answers.KINDS[:2])}
    with answers.served(pages) as url, tempfile.TemporaryDirectory() as folder:
        for i, one in enumerate(builds):
            steps = {
                "instructions": lambda: one.count_instructions(url),
                "calls": lambda: one.whole_calls(url, 500, with_python=i == 0),
                "allocations": one.allocations,
                "decode": lambda: one.decode(folder),
                "vectors": one.decode_vectors,
                "encode": one.encode,
                "sse": one.event_streams,
                "threads": lambda: one.threads(url, 500),
                "in_flight": lambda: one.in_flight(url, 1000),
                "compiling": lambda: one.compiling(3),
            }
            for name, step in steps.items():
                if not only or name in only:
                    step()

    rows = [row for one in builds for row in one.rows]
    series = {one.name: one.series for one in builds}
    (output / "bench-results.json").write_text(json.dumps(
        {"date": str(datetime.date.today()), "machine": processor(), "compilers": [one.version for one in builds],
         "flags": FLAGS, "rows": rows, "series": series}, indent=1) + "\n")
    first = builds[0].series
    for agents in (1, 20):
        if calls := first.get(f"whole_calls_{agents}"):
            relative = {name: value / calls["geai"] for name, value in calls.items()}
            (output / f"bench-calls-{agents}.svg").write_text(plots.bars(
                f"list_agents, {agents} agent{'s' * (agents > 1)}: time of a call, geai = 1", relative, mark=1))
    if "in_flight" in first:
        (output / "bench-in-flight.svg").write_text(plots.lines(
            "Calls a second, one thread", IN_FLIGHT, first["in_flight"], "requests in flight"))

    lines = table(rows)
    (output / "bench-table.md").write_text("".join(
        "| " + " | ".join(line) + " |\n" + ("|---" * len(line) + "|\n" if line is lines[0] else "") for line in lines))
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    missed = sum(line[-1] in ("missed", "partly") for line in lines)
    print(f"{len(lines) - 1} rows, {missed} missed; all figures are in {output / 'bench-results.json'}")


if __name__ == "__main__":
    main()
