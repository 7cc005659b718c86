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
CASES = {  # title: (declaration of a function, its definition in the other file, a call)
    "a parameter": ("void take(geai::error const&)", "{}", "take({});"),
    "a return type alone": ("geai::error give_error()", "{ return {}; }", "give_error();"),
    "a type of a template": ("geai::result<int> give_result()", "{ return 0; }", "sum += *give_result();"),
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


class Linker:
    """Links two files, and keeps the objects, since many programs share a file."""

    def __init__(self, compiler, folder):
        self.compiler, self.folder = compiler, folder
        self.objects = {}

    def compile(self, source, include, flags):
        """Returns the object, or the output of the compiler."""
        key = source, include, flags
        if key not in self.objects:
            made = self.folder / f"{len(self.objects)}.o"
            done = subprocess.run([self.compiler, "-std=c++20", *compilers.faster(self.compiler), *flags, f"-I{include}", "-x", "c++", "-c",
                                   "-", "-o", made], input=source, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=compilers.LIMIT)
            self.objects[key] = made if done.returncode == 0 else f"{source}\ndoes not compile:\n{done.stdout[:2000]}"
        return self.objects[key]

    def link(self, include, main, other, flags=()):
        """Compiles main against ours and other against `include`, with `flags`. Returns the status and output of the linker."""
        objects = self.compile(main, compilers.ROOT / "include", ()), self.compile(other, include, flags)
        for each in objects:
            if isinstance(each, str):
                return None, each
        done = subprocess.run([self.compiler, *objects, "-o", self.folder / "program", "-lcurl", "-lsimdjson", "-pthread"], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=compilers.LIMIT)
        return done.returncode, done.stdout


def checks(compiler, folder, copy, patch):
    """Yields (title, True if it passed, status and output of the linker) of each check on one compiler."""
    linker = Linker(compiler, folder)
    light = "#include <geai/result.hpp>\n"
    declares = "".join(f"{declaration};\n" for declaration, _, _ in CASES.values())
    calls = " ".join(call for *_, call in CASES.values())
    defines = "".join(f"{declaration} {body}\n" for declaration, body, _ in CASES.values())
    for version, include, links in (("another version", copy, False), ("the same version", compilers.ROOT / "include", True)):
        status, said = linker.link(include, f"{light}{declares}int main() {{ int sum = 0; {calls} return sum; }}\n", light + defines)
        for title, (declaration, *_) in CASES.items():
            name = re.search(r"(\w+)\(", declaration).group(1)
            refused = status not in (0, None) and re.search(rf"undefined reference to `{name}\b", said)
            yield f"{title}, {version}", status == 0 if links else refused, f"status {status}\n{said}"
    # Nothing is passed from one file to the other, nor called.
    for title, include, flags, refusal in (
            ("another patch version", patch, (), "_99"),
            ("GEAI_USE_POLL in one file", compilers.ROOT / "include", ("-DGEAI_USE_POLL",), "and_GEAI_USE_POLL"),
            ("the separate form in one file", compilers.ROOT / "include", ("-DGEAI_SEPARATE_COMPILATION",), None)):
        status, said = linker.link(include, light + "int main() {}\n", light, flags)
        yield title, status not in (0, None) and refusal in said if refusal else status == 0, f"status {status}\n{said}"
    function, program = EACH_ALONE
    status, said = linker.link(copy, HEADERS + function.replace("FILE", "main") + program, HEADERS + function.replace("FILE", "other"))
    ran = subprocess.run([folder / "program"], capture_output=True, text=True, timeout=60).stdout if status == 0 else said
    yield "each by itself", ran == "apart\n", ran


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        copy, patch = other_version(folder), other_patch(folder)
        for kind, compiler in compilers.installed().items():
            (folder / kind).mkdir()
            results += [(f"{title} ({kind})", passed, said) for title, passed, said in checks(compiler, folder / kind, copy, patch)]
    failures = [f"{title}: {said[:1500]}" for title, passed, said in results if not passed]
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"{len(results) - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
