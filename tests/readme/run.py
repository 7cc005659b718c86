#!/usr/bin/env python3
"""Every ```cpp block of README.md compiles, on each compiler, without a warning.

A block with a main() stands for itself. Any other is put into a function of its own that has what a reader would have.
"""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
import compilers  # noqa: E402

AROUND = """\
#include <geai/geai.hpp>
#include <iostream>
[[maybe_unused]] static void snippet(std::string const& url, geai::secret const& token,
                                     geai::ai_lab_client<> const& client) {{
  (void)url, (void)token, (void)client;
{0}
}}
int main() {{}}
"""


def blocks():
    text = (ROOT / "README.md").read_text()
    for match in re.finditer(r"^```cpp\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        code = match.group(1)
        line = text.count("\n", 0, match.start()) + 2
        yield line, code if "int main()" in code else AROUND.format(code)


def check(folder, line, code, kind, compiler):
    path = folder / f"README_{line}_{kind}.cpp"
    path.write_text(code)
    status, lines = compilers.run(
        compiler, [*compilers.WARNINGS, "-Wno-unused-variable", "-Wno-unused-but-set-variable", "-fsyntax-only", str(path)])
    return status == 0, "\n".join(lines[:30])


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        jobs = [(pathlib.Path(folder), line, code, kind, compiler)
                for line, code in blocks() for kind, compiler in compilers.installed().items()]
        for (_, line, _, kind, _), (good, output) in zip(jobs, compilers.parallel(check, jobs)):
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAILED README.md:{line} ({kind})\n{output}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
