#!/usr/bin/env python3
"""Checks that the single header has every header of the library and compiles alone; without libcurl and simdjson too."""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

INCLUDE = compilers.ROOT / "include"
NOT_IN_IT = re.compile(r"geai/(inline|src|src/.*)\.hpp")  # of the compiled form
NEITHER = "#if defined(LIBCURL_VERSION) || defined(SIMDJSON_H)\n#error libcurl or simdjson is included\n#endif\n"
FORMS = {
    "whole": '#include "geai.hpp"\n#include "geai.hpp"\ngeai::transport::curl* carrier; geai::json::simdjson json;\n'
             "geai::transport::curl_multi* awaited;\n",
    "core only": f'#define GEAI_CORE_ONLY\n#include "geai.hpp"\n{NEITHER}',
    "everything": '#define GEAI_EVERYTHING\n#include "geai.hpp"\n#include "geai.hpp"\n'
                  "[[maybe_unused]] auto const both = [](auto a, auto b) { return geai::when_all(std::move(a), std::move(b)); };\n"
                  "geai::transport::replay* replayed;\n",
    "everything of the core": f'#define GEAI_CORE_ONLY\n#define GEAI_EVERYTHING\n#include "geai.hpp"\n{NEITHER}',
}


def compiles(folder, form, kind, compiler):
    # with the cwd and -I of the other source tests, the headers of include/ would hide missing ones
    done = subprocess.run([compiler, "-std=c++20", *compilers.faster(compiler), *compilers.WARNINGS, "-fsyntax-only", f"-I{folder}", "-x", "c++", "-"],
                          text=True, input=FORMS[form], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=compilers.LIMIT)
    if done.returncode != 0 or done.stdout:
        print(f"FAILED {form} ({kind})", *done.stdout.splitlines()[:15], sep="\n  ")
        return False
    return True


def has_all(header):
    text = header.read_text()
    headers = (str(path.relative_to(INCLUDE)) for path in sorted((INCLUDE / "geai").rglob("*.hpp")))
    lost = [name for name in headers if not NOT_IN_IT.fullmatch(name) and f"// --- {name} ---" not in text]
    if lost:
        print("FAILED these are not in it:", *lost, sep="\n  ")
    return not lost


def main():
    with tempfile.TemporaryDirectory() as folder:
        header = pathlib.Path(folder) / "geai.hpp"
        subprocess.run([sys.executable, compilers.ROOT / "scripts/single_include", header], check=True)
        results = [has_all(header)]
        jobs = [(folder, form, kind, compiler) for form in FORMS for kind, compiler in compilers.installed().items()]
        results += compilers.parallel(compiles, jobs)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
