"""Measures the compile time and the code size of programs that use the library."""
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BASE = ["-std=c++20", f"-I{ROOT / 'include'}"]

ONE_CALL = """\
#include <geai/client/agents.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
int main() {
  geai::agent_client client{geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  bool good = client.get_agent({.id = "1"}).has_value();
"""

# Operations whose answer is an agent too.
FURTHER = [
    'good = client.update_agent({.id = "1"}).has_value() && good;',
    'good = client.upsert_agent({.id = "1"}).has_value() && good;',
    'good = client.publish_agent_revision({.id = "1", .revision = "1"}).has_value() && good;',
    'good = client.create_agent({}).has_value() && good;',
]


def program(further=0):
    return ONE_CALL + "".join(f"  {line}\n" for line in FURTHER[:further]) + "  return good ? 0 : 1;\n}\n"


def importing():
    """Returns the program with one call that imports the module instead of including headers."""
    return "import geai;\n" + re.sub("#include.*\n", "", program())


def module(compiler, folder):
    """Builds the module in the separate form. Returns the flags for programs that import it."""
    made = pathlib.Path(folder, "geai.pcm")
    subprocess.run([compiler, *BASE, "-DGEAI_SEPARATE_COMPILATION", "-x", "c++-module", "--precompile",
                    ROOT / "include/geai/geai.cppm", "-o", made], check=True)
    return [f"-fmodule-file=geai={made}"]


def compiled(compiler, source, flags, folder):
    """Compiles a text. Returns the object and the processor time in seconds."""
    made = pathlib.Path(folder, "made.o")
    pathlib.Path(folder, "made.cpp").write_text(source)
    before = os.times()
    subprocess.run([compiler, *BASE, *flags, "-c", pathlib.Path(folder, "made.cpp"), "-o", made], check=True)
    after = os.times()
    return made, after.children_user + after.children_system - before.children_user - before.children_system


def foreign_headers(compiler, source, flags=()):
    """Returns the sorted names of the third-party headers that a program includes through the library."""
    done = subprocess.run([compiler, *BASE, *flags, "-M", "-x", "c++", "-"], input=source, capture_output=True, text=True,
                          check=True)
    read = done.stdout.replace("\\\n", " ").split()
    found = set()
    for name in read:
        if "/include/geai/" in name:
            found.update(re.findall(r"#include <(?!geai/)([^>]+)>", pathlib.Path(name).read_text()))
    # Those of other systems and forms are named too, and not read.
    return sorted(name for name in found if any(path.endswith("/" + name) for path in read))


def text_size(object_file):
    """Returns the bytes of machine code."""
    sections = subprocess.run(["size", "-A", object_file], capture_output=True, text=True, check=True).stdout
    return sum(int(size) for size in re.findall(r"^\.text\S*\s+(\d+)", sections, re.M))


def stripped_size(file):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "stripped")
        subprocess.run(["strip", "-o", copy, file], check=True)
        return copy.stat().st_size


def seconds(compiler, sources, flags, turns):
    """Returns {"name": median of the processor time} for {"name": source}, which alternate."""
    taken = {name: [] for name in sources}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(turns):
            for name, source in sources.items():
                taken[name].append(compiled(compiler, source, flags, folder)[1])
    return {name: statistics.median(all_turns) for name, all_turns in taken.items()}


def includes_only(compiler, flags=()):
    return "".join(f"#include <{name}>\n" for name in foreign_headers(compiler, program(), flags)) + "int main() {}\n"


def text_sizes(compiler, flags=("-O2", "-DNDEBUG")):
    """Returns the cost of one call, and that of each further operation."""
    with tempfile.TemporaryDirectory() as folder:
        one = text_size(compiled(compiler, program(), flags, folder)[0])
        all_of_them = text_size(compiled(compiler, program(len(FURTHER)), flags, folder)[0])
    return one, (all_of_them - one) / len(FURTHER)
