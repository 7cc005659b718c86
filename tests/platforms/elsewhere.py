"""The checks of run.py on other systems, processors and releases of Debian. `notes` lists the missing packages."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]
import compilers  # noqa: E402
import debian  # noqa: E402

TESTS = HERE.parent
TIMEOUT = 300
notes = []

# The files of tests/unit for other processors. The last one has models, which cannot be in the namespace of a file.
UNITS = ["date_test.cpp", "environment_test.cpp", "http_test.cpp", "sse_test.cpp", "credentials_file_test.cpp", "resolve_test.cpp"]
UNIT_WITH_MODELS = "json_simdjson_test.cpp"
# Tests of many combinations, which take a minute under an emulator.
EXHAUSTIVE = "*every combination*,*many sections*,*random edits*,*several threads*,*every chunking*"
PROCESSORS = {  # the name in compilers: the name in qemu
    "aarch64-linux-gnu": "aarch64", "arm-linux-gnueabihf": "arm", "riscv64-linux-gnu": "riscv64", "s390x-linux-gnu": "s390x"}
WINDOWS = "x86_64-w64-mingw32"

# The next release of Debian, whose packages are newer than the installed ones.
NEXT = "testing"
NEXT_PACKAGES = ["base-files", "dash", "coreutils", "g++", "libsimdjson-dev", "libcurl4-openssl-dev", "libboost-dev", "cmake", "meson",
                 "ninja-build", "pkgconf", "python3"]
CONSUMER = {"CMakeLists.txt": """cmake_minimum_required(VERSION 3.16...4.0)
project(user CXX)
find_package(geai 0.1...<9 CONFIG REQUIRED)
add_executable(main main.cpp)
target_link_libraries(main PRIVATE geai::geai)
""", "main.cpp": """#include <boost/version.hpp>
#include <curl/curl.h>
#include <geai/error.hpp>
#include <simdjson.h>
#include <cstdio>
int main() {
  std::printf("libcurl %s, simdjson %s, Boost %s\\n", curl_version_info(CURLVERSION_NOW)->version, SIMDJSON_VERSION, BOOST_LIB_VERSION);
}
"""}


def first_of(*programs):
    return next((found for found in map(shutil.which, programs) if found), None)


def sandbox_program():
    built = [os.environ.get("GEAI_SANDBOX"), *(str(path) for path in compilers.ROOT.glob("build/*/tools/sandbox/geai-sandbox"))]
    return next((path for path in built if path and os.access(path, os.X_OK)), None)


@contextlib.contextmanager
def sandbox(*arguments):
    """Runs a sandbox. Its value is the address."""
    with subprocess.Popen([sandbox_program(), "--port", "0", "--exit-with-stdin", *arguments], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"https?://\S+", process.stdout.readline()).group()
        finally:
            process.stdin.close()
            process.wait(60)


def other_libraries(folder):
    """Creates a folder with the header-only libraries of this machine, for compilers that do not search its other folders."""
    pathlib.Path(folder).mkdir(exist_ok=True)
    for name in ("boost", "nlohmann", "doctest", "curl", "simdjson.h"):
        for place in ("/usr/include", f"/usr/include/{os.uname().machine}-linux-gnu", "/usr/local/include"):
            if pathlib.Path(place, name).exists():
                (pathlib.Path(folder) / name).symlink_to(f"{place}/{name}")
                break
    return ["-isystem", str(folder)]


def complaints(command, flags, source):
    with tempfile.TemporaryDirectory() as folder:
        status, output = compilers.run(command, [*flags, *other_libraries(f"{folder}/libraries"), "-fsyntax-only", "-x", "c++", "-"], source)
    return [] if status == 0 and not output else [f"status {status}", *output[:20]]


def said_done(command, variables, where, behind=()):
    """Runs a program that must succeed and print only `done`. The commands in `behind` end the processes that it started."""
    try:
        done = subprocess.run([str(each) for each in command], cwd=where, env=variables, capture_output=True, text=True,
                              errors="replace", timeout=TIMEOUT, stdin=subprocess.DEVNULL)
    finally:
        for each in behind:
            subprocess.run(each, env=variables, timeout=60, check=False)
    good = done.returncode == 0 and done.stdout.strip() == "done"
    return [] if good else [f"status {done.returncode}, printed: {done.stdout.strip()[-1500:]}", done.stderr[-500:]]


def variables_below(folder, more=()):
    clean = {name: text for name, text in os.environ.items() if not name.startswith("GEAI_")}
    return {**clean, "HOME": f"{folder}/home", "LC_ALL": "C.UTF-8", "WINEPREFIX": f"{folder}/wine", "WINEDEBUG": "-all", **dict(more)}


def system_program(compiler, before, behind, separator):
    """Builds and runs system.cpp. A static program needs no other files; at -O0 the linker for Windows takes a minute."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = pathlib.Path(folder)
        for each in ("home", "run/Zo\u00eb \u2603"):
            (place / each).mkdir(parents=True)
        status, output = compilers.run(compiler, [*compilers.WARNINGS, "-O1", f"-I{TESTS}", f"-I{compilers.ROOT / 'examples'}",
                                                  *other_libraries(f"{folder}/libraries"), "-static", "-pthread",
                                                  str(HERE / "system.cpp"), "-o", f"{folder}/program.exe"])
        if status != 0:
            return [f"status {status}", *output[:20]]
        variables = variables_below(folder, {"GEAI_CREDENTIALS_FILE": separator.join(["Zo\u00eb \u2603", "new", "credentials"])})
        return said_done([*before, f"{folder}/program.exe"], variables, place / "run", behind)


simdjson_folder = None
simdjson_lock = threading.Lock()


def simdjson_source():
    """Returns simdjson's single source file. The binary package of Debian does not contain it."""
    global simdjson_folder
    with simdjson_lock:
        simdjson_folder = simdjson_folder or debian.Archive(native()).source("simdjson")
    return simdjson_folder / "singleheader/simdjson.cpp"


def native():
    """Returns Debian's name of this processor."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, timeout=30).stdout.strip()


def simdjson_object(compiler, flags, folder):
    """Compiles simdjson for another system, without code for particular x86 processors."""
    made = f"{folder}/simdjson.o"
    only = [f"-DSIMDJSON_IMPLEMENTATION_{each}=0" for each in ("HASWELL", "ICELAKE", "WESTMERE")]
    status, output = compilers.run(compiler, [*flags, *only, "-O1", "-w", "-c", str(simdjson_source()), "-o", made])
    if status != 0:
        raise RuntimeError(f"simdjson does not compile: {output[:5]}")
    return made


def calls_on_windows(compiler, wine, server):
    """Runs calls.cpp over Winsock under Wine, against a sandbox on this system."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pathlib.Path(folder, "home").mkdir()
        status, output = compilers.run(compiler, [
            *compilers.WARNINGS, "-Wno-maybe-uninitialized",  # g++ 12 does not see through std::stop_source
            "-O1", f"-I{TESTS}", *other_libraries(f"{folder}/libraries"), "-static", "-pthread", str(HERE / "calls.cpp"),
            simdjson_object(compiler, [], folder), "-o", f"{folder}/calls.exe", "-lws2_32"])
        if status != 0:
            return [f"status {status}", *output[:20]]
        with sandbox() as url:
            return said_done([wine, f"{folder}/calls.exe", url], variables_below(folder), folder, [[server, "-k"]])


def cross(processor):
    """Returns a compiler for the processor: clang with the libraries of g++, which takes half the time, or else g++."""
    clang = compilers.installed().get("clang")
    return (clang, [f"--target={processor}"]) if clang else (f"{processor}-g++", [])


def units(processor, emulator):
    """Builds some files of tests/unit as one static program, and runs it."""
    compiler, flags = cross(processor)
    with tempfile.TemporaryDirectory() as folder:
        joined, source = pathlib.Path(folder) / "joined.cpp", pathlib.Path(folder) / "units.cpp"
        subprocess.run([sys.executable, TESTS / "together.py", joined, *(TESTS / "unit" / name for name in UNITS)], check=True, timeout=60)
        source.write_text("#define DOCTEST_CONFIG_IMPLEMENT\n#include <doctest/doctest.h>\n" + "".join(
            f'#include "{path}"\n' for path in (joined, TESTS / "unit" / UNIT_WITH_MODELS, TESTS / "main.cpp")))
        flags = [*flags, "-D_FILE_OFFSET_BITS=64", *other_libraries(f"{folder}/libraries")]
        status, output = compilers.run(compiler, [*flags, *compilers.WARNINGS, f"-I{TESTS}", "-static", "-pthread", str(source),
                                                  simdjson_object(compiler, flags, folder), "-o", f"{folder}/units"])
        if status != 0:
            return [f"status {status}", *output[:20]]
        done = subprocess.run([emulator, f"{folder}/units", f"-tce={EXHAUSTIVE}"], cwd=folder, capture_output=True, text=True,
                              errors="replace", timeout=TIMEOUT, stdin=subprocess.DEVNULL, env=variables_below(folder))
        last = done.stdout.strip().splitlines()[-1:]
        good = done.returncode == 0 and last and re.fullmatch(r"\d{2,} passed, 0 failed", last[0])
        return [] if good else [f"status {done.returncode}", *done.stdout.splitlines()[-30:], done.stderr[-300:]]


def certificate(folder):
    """Creates a self-signed certificate for this machine."""
    files = [f"{folder}/certificate.pem", f"{folder}/key.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-out", files[0],
                    "-keyout", files[1], "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
                   check=True, capture_output=True, timeout=60)
    return files


def tls_on_aarch64(emulator):
    """Runs calls.cpp over Debian's libcurl, OpenSSL and simdjson for AArch64, against a sandbox on this system."""
    root = debian.Archive("arm64").root("libcurl4", "libsimdjson14")
    libraries, processor = root / "usr/lib/aarch64-linux-gnu", "aarch64-linux-gnu"
    compiler, flags = cross(processor)
    with tempfile.TemporaryDirectory() as folder:
        status, output = compilers.run(compiler, [
            *flags, *compilers.WARNINGS, "-DOVER_LIBCURL", f"-I{TESTS}", *other_libraries(f"{folder}/libraries"), str(HERE / "calls.cpp"),
            "-o", f"{folder}/calls", libraries / "libcurl.so.4", libraries / "libsimdjson.so.14", "-pthread",
            f"-Wl,-rpath-link,{libraries},-rpath-link,{root}/lib/{processor}"])
        if status != 0:
            return [f"status {status}", *output[:20]]
        authority, key = certificate(folder)
        with sandbox("--tls", authority, key) as url:
            return said_done([emulator, "-L", root, f"{folder}/calls", url, authority], variables_below(folder), folder)


def next_release():
    """Checks warnings, calls and a consumer with the tools and libraries of the next release, in its root folder, without privileges."""
    root = debian.Archive(native(), NEXT).root(*NEXT_PACKAGES)

    def inside(*command):
        enter = ('mount --rbind /dev "$1/dev" && mount --bind "$2" "$1/mnt" && root=$1 && shift 2 && '
                 'exec chroot "$root" /usr/bin/env -C /tmp/geai "$@"')
        done = subprocess.run(["unshare", "--map-root-user", "--mount", "sh", "-c", enter, "sh", str(root), str(compilers.ROOT),
                               *map(str, command)], capture_output=True, text=True, errors="replace", timeout=TIMEOUT,
                              stdin=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"})
        if done.returncode != 0 or "warning" in done.stderr:
            raise RuntimeError(f"{' '.join(map(str, command[:3]))}: status {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
        return done.stdout.strip()

    work = root / "tmp/geai"
    shutil.rmtree(work, ignore_errors=True)
    for folder in (work / "user", root / "dev", root / "mnt"):
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in CONSUMER.items():
        (work / "user" / name).write_text(text)
    authority, key = certificate(work)
    inside("g++", "-std=c++23", *compilers.WARNINGS, "-DOVER_LIBCURL", "-I/mnt/include", "-I/mnt/tests", "/mnt/tests/platforms/calls.cpp",
           "-o", "calls", "-lcurl", "-lsimdjson", "-pthread")
    with sandbox("--tls", authority, key) as url:
        if inside("./calls", url, "certificate.pem") != "done":
            return ["the calls failed"]
    inside("meson", "setup", "build", "/mnt", "--prefix=/tmp/geai/prefix", "-Dtests=false", "-Dtools=false", "-Dexamples=false")
    inside("meson", "install", "-C", "build")
    inside("cmake", "-S", "user", "-B", "user/build", "-G", "Ninja", "-DCMAKE_CXX_COMPILER=g++", "-DCMAKE_PREFIX_PATH=/tmp/geai/prefix")
    inside("cmake", "--build", "user/build")
    versions = [inside("g++", "-dumpfullversion"), inside("meson", "--version"), inside("cmake", "--version").split()[2]]
    print("note: Debian {}: g++ {}, Meson {}, CMake {}, {}".format(NEXT, *versions, inside("user/build/main")))
    return []


def unless_unavailable(title, function):
    def check(*arguments):
        try:
            return function(*arguments)
        except debian.Unavailable as reason:
            notes.append(f"skipped: {title}: {reason}")
            return []
        except (RuntimeError, OSError, subprocess.SubprocessError) as failure:
            return [str(failure)]
    return check


def jobs(flags, without_sockets, program):
    """Yields (title, function, arguments) for each check that is possible here.

    `without_sockets` is a source with all headers that need no sockets, `program` one with all headers.
    """
    windows_h = "#include <windows.h>\n#include <ntsecapi.h>\n"
    windows = first_of(f"{WINDOWS}-g++-posix")
    wine, server = first_of("wine64", "/usr/lib/wine/wine64"), first_of("wineserver", "/usr/lib/wine/wineserver64")

    def job(title, function, *arguments):
        return title, unless_unavailable(title, function), arguments

    if not sandbox_program():
        notes.append("skipped: no sandbox is built: nothing was called")
    if windows:
        yield job("Windows, <windows.h> first", complaints, windows, flags, windows_h + without_sockets)
        yield job("Windows, <windows.h> last, with libcurl and simdjson", complaints, windows, flags, program + windows_h)
        yield job("Windows, <windows.h> first, without its old sockets", complaints, windows, flags,
                  "#define WIN32_LEAN_AND_MEAN\n" + windows_h + "#include <geai/transport/curl_multi.hpp>\n")
    else:
        notes.append("skipped: g++-mingw-w64-x86-64-posix is not installed: nothing was compiled for Windows")
    if windows and wine and server:
        yield job("Windows, a program that runs", system_program, windows, [wine], [[server, "-k"]], "\\")
        if sandbox_program():
            yield job("Windows, calls over Winsock, WSAPoll, the laws of transports", calls_on_windows, windows, wine, server)
    else:
        notes.append("skipped: wine64 is not installed: nothing was run as on Windows")
    for processor, name in PROCESSORS.items():
        emulator = first_of(f"qemu-{name}", f"qemu-{name}-static")
        if not shutil.which(f"{processor}-g++") or not emulator:
            notes.append(f"skipped: g++-{processor} or qemu-user is not installed: nothing was run for {name}")
            continue
        yield job(f"{name}, unit tests", units, processor, emulator)
        if name == "aarch64":
            yield job("aarch64, a program that runs", system_program, f"{processor}-g++", [emulator], [], "/")
            if sandbox_program():
                yield job("aarch64, calls with TLS", tls_on_aarch64, emulator)
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True, timeout=60).returncode != 0:
        notes.append(f"skipped: namespaces of users are not allowed here: nothing was tried with Debian {NEXT}")
    elif sandbox_program():
        yield job(f"Debian {NEXT}", next_release)
