#!/usr/bin/env python3
"""Tests files of one program with two versions of the library: the versions coexist, and passing objects from one to the other
does not link. The other version is a copy of the headers with another number and another layout of an error. Files that have the
inline namespace in common, and not all that is in it, do not link at all.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

HEADERS = "#include <geai/client/agents.hpp>\n#include <geai/json/simdjson.hpp>\n#include <geai/transport/mock.hpp>\n"
EACH_ALONE = ("""
std::size_t count_FILE() {
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"1"}]})");
  geai::agent_client client{wire, geai::api_key = "key", geai::base_url = "https://h"};
  auto const agents = client.list_agents();
  wire.reply(500, "{}");
  return agents ? agents->size() * sizeof(geai::error) : 0;
}
""", """
#include <cstdio>
std::size_t count_other();
int main() { std::printf("%s\\n", count_main() != 0 && count_other() > count_main() ? "apart" : "mixed"); }
""")
CASES = {  # declared and called in one file, and defined in the other
    "a parameter": ("void take(geai::error const&);\nint main() { take({}); }\n", "void take(geai::error const&) {}\n"),
    "a return type alone": ("geai::error give();\nint main() { give(); }\n", "geai::error give() { return {}; }\n"),
    "a type of a template": ("geai::result<int> give();\nint main() { return *give(); }\n", "geai::result<int> give() { return 0; }\n"),
}


def other_version(folder):
    copy = folder / "include"
    shutil.copytree(compilers.ROOT / "include", copy)
    name = re.search(r"^inline namespace (\w+)", (copy / "geai/detail/language.hpp").read_text(), re.MULTILINE).group(1)
    for path in copy.rglob("*.hpp"):
        text = path.read_text()
        path.write_text(re.sub(rf"\b{name}\b", "v0_other", text).replace('"geai_0_2"', '"geai_other"')
                        .replace("geai_v0_2_", "geai_v0_other_"))
    error = copy / "geai/error.hpp"
    error.write_text(error.read_text().replace("  bool permanent = false;", "  long long more[16]{};\n  bool permanent = false;", 1))
    return copy


def other_patch(folder):
    """The headers with another patch version."""
    copy = folder / "patch"
    shutil.copytree(compilers.ROOT / "include", copy)
    version = copy / "geai/version.hpp"
    version.write_text(re.sub(r"(VERSION_PATCH) \d+", r"\1 99", version.read_text()))
    return copy


def link(compiler, folder, include, main, other, flags=()):
    """Compiles main against ours and other against `include`, with `flags`. Returns the status and output of the linker."""
    objects = []
    for name, source, headers, more in (("main", main, compilers.ROOT / "include", ()), ("other", other, include, flags)):
        made = folder / f"{name}.o"
        done = subprocess.run([compiler, "-std=c++20", *more, f"-I{headers}", "-x", "c++", "-c", "-", "-o", made], input=source, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=compilers.LIMIT)
        if done.returncode != 0:
            return None, f"{name} does not compile:\n{done.stdout[:2000]}"
        objects.append(made)
    done = subprocess.run([compiler, *objects, "-o", folder / "program", "-lcurl", "-lsimdjson", "-pthread"], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=compilers.LIMIT)
    return done.returncode, done.stdout


def main():
    passed, failures = 0, []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        copy, patch = other_version(folder), other_patch(folder)
        for kind, compiler in compilers.installed().items():
            light = "#include <geai/result.hpp>\n"
            for title, (declares, defines) in CASES.items():
                for version, include, links in (("another version", copy, False), ("the same version", compilers.ROOT / "include", True)):
                    status, said = link(compiler, folder, include, light + declares, light + defines)
                    good = status == 0 if links else status not in (0, None) and "undefined reference" in said
                    passed += good
                    if not good:
                        failures.append(f"{title}, {version} ({kind}): status {status}\n{said[:1500]}")
            # Nothing is passed from one file to the other, nor called.
            for title, include, flags, refusal in (
                    ("another patch version", patch, (), "_99"),
                    ("GEAI_USE_POLL in one file", compilers.ROOT / "include", ("-DGEAI_USE_POLL",), "and_GEAI_USE_POLL"),
                    ("the separate form in one file", compilers.ROOT / "include", ("-DGEAI_SEPARATE_COMPILATION",), None)):
                status, said = link(compiler, folder, include, light + "int main() {}\n", light, flags)
                good = status not in (0, None) and refusal in said if refusal else status == 0
                passed += good
                if not good:
                    failures.append(f"{title} ({kind}): status {status}\n{said[:1500]}")
            function, program = EACH_ALONE
            status, said = link(compiler, folder, copy, HEADERS + function.replace("FILE", "main") + program,
                                HEADERS + function.replace("FILE", "other"))
            ran = subprocess.run([folder / "program"], capture_output=True, text=True, timeout=60).stdout if status == 0 else said
            good = ran == "apart\n"
            passed += good
            if not good:
                failures.append(f"each by itself ({kind}): {ran[:1500]}")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
