#!/usr/bin/env python3
"""Compiles every ```cpp block of README.md and docs/**/*.md on each compiler (with --quick, on one), without a warning.

All blocks are in one source, each in its own namespace and with its own line numbers. A block with a main() is a
program; any other is put into a function with the usual variables (unless it declares its own of that name), except
templates, which cannot be in one. In the guide a program is one of the examples, which are run: the line above it names
it, `<!-- example: NAME.cpp -->`, and it equals that file.

Every block names its language, and no block of another language contains C++, so none can be forgotten.
"""
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
import compilers  # noqa: E402

LANGUAGES = {"cpp", "sh", "python", "ini", "json", "text", "cmake", "meson", "mermaid", "diff"}
MODEL = "template <>"         # a specialisation cannot be in our namespaces
TEMPLATE = "template <class"  # a template cannot be in a function

FUNCTION = """[[maybe_unused]] static void snippet([[maybe_unused]] std::string const& url,
    [[maybe_unused]] geai::secret const& token, [[maybe_unused]] geai::ai_lab_client<> const& client) {{
  {{
#line {line} "{file}"
{code}
  }}
}}
"""


# g++ treats lines with the line numbers of another file as part of a header.
NOT_MEANT = """#ifndef __clang__
#pragma GCC diagnostic ignored "-Wsubobject-linkage"
#endif"""


class Block:
    def __init__(self, page, line, language, code, example):
        self.file, self.line = str(page.relative_to(ROOT)), line
        self.language, self.code, self.example = language, code, example
        self.is_program = "int main()" in code
        self.name = re.sub(r"\W", "_", f"{self.file}_{line}")


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page):
    lines = page.read_text().splitlines()
    i = 0
    while i < len(lines):
        opened = re.fullmatch(r"\s*(```+)(.*)", lines[i])
        i += 1
        if not opened:
            continue
        first = i
        while i < len(lines) and lines[i].strip() != opened[1]:
            i += 1
        above = re.fullmatch(r"<!-- example: (\S+) -->", lines[first - 2]) if first > 1 else None
        yield Block(page, first + 1, opened[2].strip(), "\n".join(lines[first:i]) + "\n", above and above[1])
        i += 1


def complaints(page, found):
    """Returns the faults of a page that a compiler does not see."""
    for block in found:
        where = f"{block.file}:{block.line}"
        if block.language not in LANGUAGES:
            yield f"{where}: the block's language is {block.language or 'not said'}"
        elif block.language not in ("cpp", "diff") and re.search(r"geai::[^\n]*[;{]$", block.code, re.MULTILINE):
            yield f"{where}: C++ in a block of another language, which is not compiled"
        elif block.example and block.code != (ROOT / "examples" / block.example).read_text():
            yield f"{where}: it is not what examples/{block.example} says"
        elif block.is_program and block.file != "README.md" and not block.example:
            yield f"{where}: a program that is none of the examples (<!-- example: NAME.cpp --> in the line above)"
    for number, line in enumerate(re.sub(r"^\s*```.*?^\s*```$", lambda text: "\n" * text[0].count("\n"), page.read_text(),
                                         flags=re.MULTILINE | re.DOTALL).splitlines(), 1):
        if re.match(r"(    |\t).*geai::.*[;{]$", line):
            yield f"{page.relative_to(ROOT)}:{number}: C++ that stands in no block"


def source(found):
    includes = {line for block in found for line in re.findall(r"^#include .*$", block.code, re.MULTILINE)}
    parts = [NOT_MEANT, "#include <geai/geai.hpp>", *sorted(includes)]
    for block in found:
        code = re.sub(r"^#include .*$", "", block.code, flags=re.MULTILINE)
        outside = MODEL in code
        if not outside:
            parts.append(f"namespace {block.name} {{")
        if block.is_program or outside or TEMPLATE in code:
            code = code.replace("int main()", f"[[maybe_unused]] static int program_{block.name}()")
            parts.append(f'#line {block.line} "{block.file}"\n{code}')
        else:
            parts.append(FUNCTION.format(line=block.line, file=block.file, code=code))
        if not outside:
            parts.append("}")
    return "\n".join(parts) + "\nint main() {}\n"


def main():
    passed = failed = 0
    found = []
    for page in pages():
        here = list(blocks(page))
        wrong = list(complaints(page, here))
        print(*wrong, sep="\n", end="\n" if wrong else "")
        passed, failed = passed + (not wrong), failed + bool(wrong)
        found += [block for block in here if block.language == "cpp"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "pages.cpp"
        path.write_text(source(found))
        arguments = [*compilers.WARNINGS, "-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-return-type",
                     "-Wno-shadow", "-fsyntax-only", str(path)]
        used = compilers.quick() if sys.argv[1:] == ["--quick"] else compilers.installed()
        jobs = [(compiler, arguments) for compiler in used.values()]
        for (compiler, _), (status, lines) in zip(jobs, compilers.parallel(compilers.run, jobs)):
            good = len(found) if status == 0 else 0
            passed, failed = passed + good, failed + len(found) - good
            if status != 0:
                print(f"FAILED with {compiler}", *lines[:40], sep="\n")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
