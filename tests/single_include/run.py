#!/usr/bin/env python3
"""single_include/geai.hpp is what scripts/single_include makes, and compiles alone; without libcurl and simdjson too."""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import compilers  # noqa: E402

HEADER = compilers.ROOT / "single_include" / "geai.hpp"
FORMS = {
    "whole": f'#include "{HEADER}"\n#include "{HEADER}"\ngeai::transport::curl* carrier; geai::json::simdjson json;\n',
    "core only": f'#define GEAI_CORE_ONLY\n#include "{HEADER}"\n'
                 "#if defined(LIBCURL_VERSION) || defined(SIMDJSON_H)\n#error libcurl or simdjson is included\n#endif\n",
}


def compiles(form, kind, compiler):
    # cwd and -I of the other source tests would let the headers of include/ stand in for what is missing here
    done = subprocess.run([compiler, "-std=c++20", *compilers.WARNINGS, "-fsyntax-only", "-x", "c++", "-"], text=True,
                          input=FORMS[form], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=compilers.LIMIT)
    if done.returncode != 0 or done.stdout:
        print(f"FAILED {form} ({kind})", *done.stdout.splitlines()[:15], sep="\n  ")
        return False
    return True


def main():
    results = [subprocess.run([sys.executable, compilers.ROOT / "scripts" / "single_include", "--check"]).returncode == 0]
    jobs = [(form, kind, compiler) for form in FORMS for kind, compiler in compilers.installed().items()]
    results += compilers.parallel(compiles, jobs)
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
