#!/usr/bin/env python3
"""Tests the library on further compilers, standard libraries and processors, as listed in docs/guide/platforms.md.
Missing packages are reported and skipped, except in .ci/run, where scripts/setup has installed them.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import compilers  # noqa: E402
import elsewhere  # noqa: E402

INCLUDE = compilers.ROOT / "include"

# Warnings of users who include with -I and enable everything.
GCC = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wold-style-cast", "-Wnon-virtual-dtor",
       "-Wuseless-cast", "-Wnull-dereference"]
CLANG = ["-Weverything",
         "-Wno-c++98-compat", "-Wno-c++98-compat-pedantic", "-Wno-c++20-compat",  # the library is C++20
         "-Wno-padded", "-Wno-weak-vtables",  # a header-only library has no source file for them
         "-Wno-unsafe-buffer-usage",          # warns about all pointer arithmetic, which a parser consists of
         "-Wno-switch-default",               # the opposite of -Wcovered-switch-default
         "-Wno-switch-enum",                  # of libcurl's hundred codes
         "-Wno-disabled-macro-expansion",     # libcurl's macros
         "-Wno-exit-time-destructors", "-Wno-global-constructors",  # a thread's parser
         "-Wno-float-equal"]                  # an exact comparison is meant
LIBCXX = ["-stdlib=libc++", "-fexperimental-library"]
# Debian has one curl.h for all architectures, in the folder of one.
THIRTY_TWO = ["-m32", "-idirafter", f"/usr/include/{os.uname().machine}-linux-gnu"]
LARGE_FILES = "-D_FILE_OFFSET_BITS=64"

PROGRAM_THAT_RUNS = r"""
#include <geai/geai.hpp>
#include <geai/chat.hpp>
#include <clocale>
#include <cstdio>
struct number { double value = 0; };
int main() {
  static_cast<void>(std::setlocale(LC_ALL, ""));
  geai::transport::mock wire;
  wire.reply(200, R"({"agents":[{"id":"1","name":"one"}]})");
  geai::agent_client client{wire, geai::api_key = "key", geai::base_url = "https://h"};
  auto const agents = client.list_agents();
  for (char const* text : {"2.5", "123456789012345678901234567890", "4.9406564584124654e-324", "1e400", "0.1e-400"}) {
    auto const read = geai::from_json<number>("{\"value\":" + std::string(text) + "}");
    std::printf("%.17g ", read ? read->value : -1);
  }
  std::puts(agents && agents->agents.at(0).name == "one" ? "done" : "not done");
}
"""
# Sockets of Windows: <winsock2.h>, which must come before <windows.h>.
WITH_SOCKETS = re.compile(r"geai/(event_loop|transport/(detail/)?curl\w*|json/simdjson\w*)\.hpp")

# Microsoft's rules of the language, with the libraries of this system, whose macros it lacks then.
OF_MICROSOFT = ["-fms-extensions", "-fms-compatibility", "-fms-compatibility-version=19.40", "-fgnuc-version=4.2.1", "-D__STRICT_ANSI__",
                "-D__GCC_ATOMIC_TEST_AND_SET_TRUEVAL=1", *(f"-D__GCC_ATOMIC_{each}_LOCK_FREE=2" for each in (
                    "BOOL CHAR CHAR8_T CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER").split())]

NUMBERS = "2.5 1.2345678901234568e+29 4.9406564584124654e-324 -1 0 done"

notes = []


def public_headers():
    """Returns the headers for users, except the forms, the interop headers and Asio, which need more than the library."""
    hidden = re.compile(r"/(test|src|detail|engine|interop)/|_inline\.hpp|/(inline|src)\.hpp|/asio\.hpp")
    return [path.relative_to(INCLUDE).as_posix() for path in sorted((INCLUDE / "geai").rglob("*.hpp"))
            if not hidden.search(path.as_posix())]


def program():
    return "".join(f"#include <{name}>\n" for name in public_headers()) + (HERE / "uses.cpp").read_text()


def complaints(compiler, flags, source):
    status, output = compilers.run(compiler, [*flags, "-fsyntax-only", "-x", "c++", "-"], source)
    # simdjson reports in a #pragma message that it has no fast code for 32 bits.
    return [] if status == 0 and not any("warning" in line for line in output) else [f"status {status}", *output[:20]]


def expects(compiler, flags, source, sentence):
    """Checks that it does not compile, for this reason, which is in the first lines."""
    status, output = compilers.run(compiler, [*flags, "-fsyntax-only", "-x", "c++", "-"], source)
    found = status != 0 and any(sentence in line for line in output[:15])
    return [] if found else [f"status {status}, and not in the first lines: {sentence}", *output[:15]]


def runs(compiler, flags, source, expected, before=()):
    """Checks its output. `before` is the command that runs it."""
    with tempfile.TemporaryDirectory() as folder:
        built = pathlib.Path(folder) / "program"
        status, output = compilers.run(compiler, [*flags, "-x", "c++", "-", "-o", str(built)], source)
        if status != 0:
            return [f"status {status}", *output[:20]]
        done = subprocess.run([*before, str(built)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
        said = done.stdout.strip()
        return [] if done.returncode == 0 and said == expected else [f"status {done.returncode}, printed: {said}", done.stderr[-500:]]


def has(compiler, flags, header="cstddef"):
    status, _ = compilers.run(compiler, [*flags, "-fsyntax-only", "-x", "c++", "-"], f"#include <{header}>\n")
    return status == 0


def reached(name, found):
    """Returns the header and all that it includes, for any macros."""
    if name not in found:
        found.add(name)
        for each in re.findall(r"^#include <(geai/[^>]+)>", (INCLUDE / name).read_text(), re.MULTILINE):
            reached(each, found)
    return found


def without_sockets():
    """The headers that need neither sockets nor another library than Boost, as source."""
    alone = [name for name in public_headers() if not any(WITH_SOCKETS.fullmatch(each) for each in reached(name, set()))]
    return "".join(f"#include <{name}>\n" for name in alone)


def jobs():
    """Returns (title, function, arguments) of each check that can run here."""
    found = compilers.installed()
    gcc, clang = found.get("gcc"), found.get("clang")
    checks = []
    if gcc:
        checks.append(("warnings, g++", complaints, (gcc, [*GCC, "-Werror"], program())))
        checks.append(("C++23, g++", complaints, (gcc, [*compilers.WARNINGS, "-std=c++23"], program())))
        if has(gcc, ["-m32"]):
            checks.append(("warnings, g++, 32 bits", complaints,
                           (gcc, [*GCC, "-Werror", *THIRTY_TWO, LARGE_FILES], program())))
            checks.append(("large files, 32 bits", expects,
                           (gcc, THIRTY_TWO, "#include <geai/geai.hpp>\n", "geai: files of 2 GiB and more need")))
        else:
            notes.append("g++-12-multilib is not installed: nothing was compiled for 32 bits")
    if clang:
        checks.append(("kqueue, against declarations of ours", complaints,
                       (clang, [*compilers.WARNINGS, f"-I{HERE / 'kqueue'}"], "#include <geai/detail/system/kqueue.hpp>\n"
                        "static_assert(sizeof(geai::detail::kqueue_poller) > 0);\n")))
        checks.append(("poll(2) in place of epoll", complaints, (clang, [*compilers.WARNINGS, "-DGEAI_USE_POLL"], program())))
        checks.append(("Microsoft's rules of the language, clang", complaints,
                       (clang, [*compilers.WARNINGS, *OF_MICROSOFT], program())))
        checks.append(("Microsoft's compiler", expects, (clang, ["-U__clang__", "-D_MSC_VER=1940"], "#include <geai/detail/language.hpp>\n",
                                                         "geai needs clang-cl or MinGW-w64 on Windows")))
        checks.append(("C++26, clang", complaints, (clang, [*compilers.WARNINGS, "-std=c++26"], program())))
        checks.append(("warnings, clang", complaints, (clang, [*CLANG, "-Werror"], program())))
        if has(clang, LIBCXX, "vector"):
            checks.append(("libc++", complaints, (clang, [*compilers.WARNINGS, *LIBCXX], program())))
            if compilers.version(clang) < 20:
                checks.append(("libc++ without std::stop_token", expects, (clang, ["-stdlib=libc++"], "#include <geai/geai.hpp>\n",
                                                                           "geai needs std::stop_token: add -fexperimental-library")))
            checks.append(("libc++, a program that runs", runs,
                           (clang, [*LIBCXX, "-lcurl", "-lsimdjson"], PROGRAM_THAT_RUNS, NUMBERS)))
        else:
            notes.append("libc++ is not installed: nothing was compiled with it")
    return [*checks, *elsewhere.jobs([*GCC, "-Werror"], without_sockets(), program())]


def main():
    results = []
    checks = jobs()
    wanted = sys.argv[1:]
    if wanted:
        checks = [each for each in checks if any(word in each[0] for word in wanted)]
    for (title, *_), wrong in zip(checks, compilers.parallel(lambda _, function, arguments: function(*arguments), checks)):
        results.append((title, wrong))
    for note in [*notes, *elsewhere.notes]:
        print(f"note: {note}")
    for title, wrong in results:
        print(*(["FAILED " + title, *wrong] if wrong else ["passed " + title]), sep="\n    | ")
    failed = sum(bool(wrong) for _, wrong in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
