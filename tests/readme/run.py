#!/usr/bin/env python3
"""Every ```cpp block of README.md compiles, on each compiler, without a warning.

All blocks stand in one source, each in a namespace of its own and under its own line numbers. A block with a main() is a
program; any other is put into a function that has what its reader would have.
"""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
import compilers  # noqa: E402

FUNCTION = """[[maybe_unused]] static void snippet([[maybe_unused]] std::string const& url,
    [[maybe_unused]] geai::secret const& token, [[maybe_unused]] geai::ai_lab_client<> const& client) {{
#line {line} "README.md"
{code}
}}
"""


def blocks():
    text = (ROOT / "README.md").read_text()
    for match in re.finditer(r"^```cpp\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, match.start()) + 2, match.group(1)


def source(found):
    includes = {line for _, code in found for line in re.findall(r"^#include .*$", code, re.MULTILINE)}
    parts = ["#include <geai/geai.hpp>", *sorted(includes)]
    for line, code in found:
        code = re.sub(r"^#include .*$", "", code, flags=re.MULTILINE)
        parts.append(f"namespace readme_{line} {{")
        if "int main()" in code:
            code = code.replace("int main()", "[[maybe_unused]] static int program()")
            parts.append(f'#line {line} "README.md"\n{code}')
        else:
            parts.append(FUNCTION.format(line=line, code=code))
        parts.append("}")
    return "\n".join(parts) + "\nint main() {}\n"


def main():
    found = list(blocks())
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "readme.cpp"
        path.write_text(source(found))
        arguments = [*compilers.WARNINGS, "-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-return-type",
                     "-fsyntax-only", str(path)]
        jobs = [(compiler, arguments) for compiler in compilers.installed().values()]
        for (compiler, _), (status, lines) in zip(jobs, compilers.parallel(compilers.run, jobs)):
            good = len(found) if status == 0 else 0
            passed, failed = passed + good, failed + len(found) - good
            if status != 0:
                print(f"FAILED with {compiler}", *lines[:40], sep="\n")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
