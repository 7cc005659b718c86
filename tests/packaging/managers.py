#!/usr/bin/env python3
"""Tests the recipes of the package managers, by the managers' own steps, offline: unpack, configure, build, install, move,
consume. If a manager is not installed, this script does its steps; docs/guide/packaging.md lists the managers that were run.
"""
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import types

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIMIT = 300
failures = []

USER = """#include <geai/error.hpp>
#include <geai/version.hpp>
int main() { return geai::error(geai::errc::timeout, GEAI_VERSION).message.empty(); }
"""
CORE_ONLY = ["-DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_simdjson=ON"]


def expect(holds, complaint):
    if not holds:
        failures.append(complaint)
    return holds


def start(*command, where=ROOT, environment=None):
    return subprocess.run([str(each) for each in command], cwd=where, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=LIMIT, env={**os.environ, **(environment or {}), "LC_ALL": "C"})


def run(*command, **options):
    done = start(*command, **options)
    expect(done.returncode == 0, f"{' '.join(map(str, command))}: status {done.returncode}\n{done.stdout[-2000:]}")
    return done.stdout


def version():
    return re.search(r"^  version: '([^']+)'", (ROOT / "meson.build").read_text(), re.MULTILINE).group(1)


def release(folder):
    """Returns the tree as a manager unpacks it: the files that git lists."""
    tree = folder / "sources of geai"
    listed = start("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = listed.stdout.split("\0") if listed.returncode == 0 else [
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and "build" not in path.parts]
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    return tree


def names_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def has_all_headers(folder):
    ours = names_in(ROOT / "include")
    expect(names_in(folder) == ours, f"{folder} has other files than include/: {sorted(names_in(folder) ^ ours)[:5]}")


def user_project(folder, asks, target="geai::core", more=""):
    """Creates a CMake project whose program is linked with the target."""
    folder.mkdir()
    (folder / "main.cpp").write_text(USER)
    (folder / "CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.19)\nproject(user CXX)\n{asks}\nadd_executable(main main.cpp)\n"
        f"target_link_libraries(main PRIVATE {target})\n{more}")


def configure(folder, *options):
    return start("cmake", "-S", folder, "-B", folder / "build", *options)


def check_find_package(folder):
    """Tests the arguments that find_package(geai ...) accepts and refuses, with an installed package that was moved."""
    tree = release(folder)
    prefix, moved = folder / "prefix", folder / "another place" / "moved"
    run("cmake", "-S", tree, "-B", folder / "build", f"-DCMAKE_INSTALL_PREFIX={prefix}", "-DGEAI_DEFAULT_POLICIES=OFF", *CORE_ONLY)
    run("cmake", "--install", folder / "build")
    has_all_headers(prefix / "include")
    expect((prefix / "share/licenses/geai/LICENSE").is_file(), "the licence is not installed")
    with_meson = folder / "with meson"
    run("meson", "setup", folder / "build-meson", f"--prefix={with_meson}", "--libdir=lib", "-Ddefault_policies=disabled", where=tree)
    run("meson", "install", "-C", folder / "build-meson")
    of_meson = {name for name in names_in(with_meson) if not name.startswith(("include/", "share/pkgconfig/"))}
    of_cmake = {name for name in names_in(prefix) if not name.startswith("include/")}
    expect(of_meson == of_cmake, f"Meson and CMake install different files: {sorted(of_meson ^ of_cmake)}")
    for name in sorted(of_cmake):
        expect((with_meson / name).read_text() == (prefix / name).read_text(), f"{name} differs between Meson and CMake")
        text = (prefix / name).read_text()
        expect(str(folder) not in text and "linux-gnu" not in text, f"{name} has a path of the machine that built it")

    moved.parent.mkdir()
    prefix.rename(moved)
    shutil.move(moved / "share/cmake/geai", moved / "share/geai")  # as in vcpkg
    major, minor, patch = version().split(".")
    cases = [  # the request, and the reason of its refusal
        ("find_package(geai CONFIG REQUIRED COMPONENTS core)", None),
        (f"find_package(geai {major}.{minor} CONFIG REQUIRED COMPONENTS core)", None),
        (f"find_package(geai {version()} EXACT CONFIG REQUIRED COMPONENTS core)", None),
        ("find_package(geai 0.1...0.9 CONFIG REQUIRED COMPONENTS core)", None),
        (f"find_package(geai 0.1...{version()} CONFIG REQUIRED COMPONENTS core)", None),
        (f"find_package(geai 0.1...<{version()} CONFIG REQUIRED COMPONENTS core)", "could not find"),
        (f"find_package(geai {major}.{int(minor) + 1}...{int(major) + 1} CONFIG REQUIRED COMPONENTS core)", "could not find"),
        (f"find_package(geai {major}.{int(minor) - 1} CONFIG REQUIRED COMPONENTS core)", "could not find"),
        (f"find_package(geai {major}.{minor}.{int(patch) + 1} CONFIG REQUIRED COMPONENTS core)", "could not find"),
        ("find_package(geai CONFIG REQUIRED COMPONENTS core OPTIONAL_COMPONENTS compiled)\n"
         "if(geai_compiled_FOUND OR NOT geai_core_FOUND OR NOT geai_FOUND)\nmessage(FATAL_ERROR wrong)\nendif()", None),
        ("find_package(geai CONFIG REQUIRED COMPONENTS core OPTIONAL_COMPONENTS nonsense)", None),
        ("find_package(geai CONFIG REQUIRED COMPONENTS core nonsense)", "a component nonsense"),
        ("find_package(geai CONFIG REQUIRED COMPONENTS compiled)", "geai::compiled"),
    ]
    for number, (asks, refusal) in enumerate(cases):
        user = folder / f"user {number}"
        user_project(user, asks)
        done = configure(user, f"-DCMAKE_PREFIX_PATH={moved}", *(CORE_ONLY if "compiled" not in asks else []))
        if refusal:
            said = " ".join(done.stdout.split())
            expect(done.returncode != 0 and refusal.lower() in said.lower(), f"{asks}: not refused for {refusal}\n{done.stdout[-800:]}")
        elif expect(done.returncode == 0, f"{asks}: refused\n{done.stdout[-800:]}") and number in (0, 9):
            run("cmake", "--build", user / "build")
            run(user / "build/main")

    library = moved / "lib/libgeai_compiled.a"
    library.parent.mkdir()
    run("ar", "rc", library)
    user_project(folder / "user of compiled", "find_package(geai CONFIG REQUIRED COMPONENTS compiled)\n"
                 "get_target_property(where geai::compiled IMPORTED_LOCATION)\nmessage(STATUS \"in ${where}\")", "geai::compiled")
    said = configure(folder / "user of compiled", f"-DCMAKE_PREFIX_PATH={moved}").stdout
    expect(f"in {library}" in said, f"the compiled library is not found below the prefix\n{said[-800:]}")


def check_add_subdirectory(folder):
    """Checks that the parent project's installation excludes the library unless it requests it."""
    tree = release(folder)
    for asked in ("OFF", "ON"):
        user = folder / f"user {asked}"
        user_project(user, "set(GEAI_DEFAULT_POLICIES OFF)\n" + ("set(GEAI_INSTALL ON)\n" if asked == "ON" else "") +
                     f'add_subdirectory("{tree}" geai)', more="install(TARGETS main DESTINATION bin)\n")
        run("cmake", "-S", user, "-B", user / "build", f"-DCMAKE_INSTALL_PREFIX={user}/prefix", *CORE_ONLY)
        run("cmake", "--build", user / "build")
        run("cmake", "--install", user / "build")
        installed = names_in(user / "prefix")
        expect("bin/main" in installed, "the parent's own program is not installed")
        expect((len(installed) > 1) == (asked == "ON"), f"GEAI_INSTALL {asked}: {len(installed)} files are installed")
        expect(asked == "OFF" or {"share/licenses/geai/LICENSE", "share/cmake/geai/geaiConfig.cmake"} <= installed, "files are missing")


# Replacements of vcpkg's functions, for a port of headers.
VCPKG = r"""
set(PORT geai)
set(VCPKG_TARGET_IS_WINDOWS OFF)
macro(vcpkg_check_features)
  set(FEATURE_OPTIONS -DGEAI_DEFAULT_POLICIES=OFF)
endmacro()
function(step)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" SOURCE_PATH OPTIONS)
  step(${CMAKE_COMMAND} -S ${ARG_SOURCE_PATH} -B ${BUILD} -DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR} -DBUILD_SHARED_LIBS=OFF
    ${ARG_OPTIONS})
endfunction()
function(vcpkg_cmake_install)
  step(${CMAKE_COMMAND} --install ${BUILD})
endfunction()
function(vcpkg_cmake_config_fixup)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" CONFIG_PATH "")
  if(NOT IS_DIRECTORY "${CURRENT_PACKAGES_DIR}/${ARG_CONFIG_PATH}")
    message(FATAL_ERROR "'${ARG_CONFIG_PATH}' does not exist")
  endif()
  file(RENAME "${CURRENT_PACKAGES_DIR}/${ARG_CONFIG_PATH}" "${CURRENT_PACKAGES_DIR}/share/${PORT}")
  file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/share/cmake")
endfunction()
function(vcpkg_install_copyright)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "" FILE_LIST)
  configure_file(${ARG_FILE_LIST} ${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright COPYONLY)
endfunction()
include(${PORTFILE})
"""


def check_vcpkg(folder):
    """Checks that the port follows the rules that vcpkg checks after a build, and that its package is found."""
    tree = release(folder)
    port = tree / "packaging/vcpkg/geai"
    manifest = json.loads((port / "vcpkg.json").read_text())
    expect((manifest["name"], manifest["version"]) == ("geai", version()), f"vcpkg.json: {manifest['name']} {manifest['version']}")
    expect(manifest["license"] == "MIT" and manifest["default-features"] == list(manifest["features"]), "vcpkg.json: licence, features")
    script, packages = folder / "vcpkg.cmake", folder / "packages"
    script.write_text(VCPKG)
    run("cmake", f"-DPORTFILE={port / 'portfile.cmake'}", f"-DCURRENT_PACKAGES_DIR={packages}", f"-DBUILD={folder / 'build'}", "-P", script)
    has_all_headers(packages / "include")
    share = packages / "share"
    expect({path.name for path in packages.iterdir()} == {"include", "share"}, f"folders: {sorted(packages.iterdir())}")
    expect({path.name for path in share.iterdir()} == {"geai"}, f"share has {sorted(path.name for path in share.iterdir())}")
    expect((share / "geai/copyright").read_text() == (ROOT / "LICENSE").read_text(), "the copyright is not the licence")
    for path in (share / "geai").iterdir():
        expect(str(folder) not in path.read_text(), f"{path.name} has an absolute path")
    user_project(folder / "user", re.search(r"find_package\(.*COMPONENTS core\)", (share / "geai/usage").read_text()).group())
    packages.rename(folder / "installed")
    run("cmake", "-S", folder / "user", "-B", folder / "user/build", f"-DCMAKE_PREFIX_PATH={folder / 'installed'}", *CORE_ONLY)
    run("cmake", "--build", folder / "user/build")


def conan_stand_in():
    """Replaces the few functions of Conan that the recipe calls."""
    class ConanFile:
        def __init__(self, folder):
            self.recipe_folder = str(folder)
            self.required = []
            self.info = types.SimpleNamespace(cleared=False)
            self.info.clear = lambda: setattr(self.info, "cleared", True)

        def requires(self, reference, options=None):
            self.required.append(reference)

    def copy(recipe, pattern, source, destination):
        source, copied = pathlib.Path(source), []
        for path in source.glob("**/*" if pattern == "*" else pattern.replace("/*", "/**/*")):
            if path.is_file():
                to = pathlib.Path(destination) / path.relative_to(source)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, to)
                copied.append(to)
        return copied

    modules = {"conan": {"ConanFile": ConanFile}, "conan.tools": {}, "conan.tools.build": {"check_min_cppstd": lambda *_: None},
               "conan.tools.files": {"copy": copy, "load": lambda _, path: pathlib.Path(path).read_text()},
               "conan.tools.layout": {"basic_layout": lambda *_: None}}
    for name, members in modules.items():
        module = types.ModuleType(name)
        vars(module).update(members)
        sys.modules[name] = module


class Component:
    def __init__(self):
        self.properties, self.requires, self.system_libs = {}, [], []

    def set_property(self, name, value):
        self.properties[name] = value


def check_conan(folder):
    """Runs every step of the recipe: version, sources, package, information for consumers."""
    tree = release(folder)
    conan_stand_in()
    spec = importlib.util.spec_from_file_location("conanfile", tree / "packaging/conanfile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for default_policies in (True, False):
        recipe = module.GeaiConan(tree / "packaging")
        recipe.options = types.SimpleNamespace(default_policies=default_policies)
        recipe.settings = types.SimpleNamespace(os="Linux")
        recipe.set_version()
        expect((recipe.name, recipe.version, recipe.license) == ("geai", version(), "MIT"), f"{recipe.name} {recipe.version}")
        exported = folder / f"exported {default_policies}"
        recipe.export_sources_folder = recipe.source_folder = str(exported)
        recipe.package_folder = str(folder / f"package {default_policies}")
        recipe.export_sources()
        recipe.requirements()
        names = [each.split("/")[0] for each in recipe.required]
        expect(names == ["boost"] + ["simdjson", "libcurl"] * default_policies, f"it requires {names}")
        recipe.validate()
        recipe.package()
        recipe.package_id()
        expect(recipe.info.cleared, "the package depends on settings")
        package = pathlib.Path(recipe.package_folder)
        has_all_headers(package / "include")
        expect((package / "licenses/LICENSE").is_file(), "no licence")
        components = {}
        recipe.cpp_info = types.SimpleNamespace(set_property=lambda *_: None,
                                                components=type("Components", (dict,), {"__missing__": lambda self, name: (
                                                    self.setdefault(name, Component()))})(components))
        recipe.package_info()
        targets = {each.properties["cmake_target_name"] for each in recipe.cpp_info.components.values()}
        expect(targets == {"geai::core"} | ({"geai::geai"} if default_policies else set()), f"the targets are {targets}")
    (folder / "main.cpp").write_text(USER)
    run("g++", "-std=c++20", f"-I{package / 'include'}", "main.cpp", "-fsyntax-only", where=folder)


def check_steps(folder):
    """Builds and installs with the commands of the formula and the flags of the flake, and parses both if a parser is installed."""
    tree = release(folder)
    formula, flake = (tree / "packaging/homebrew/geai.rb").read_text(), (tree / "packaging/flake.nix").read_text()
    commands = [re.findall(r'"([^"]*)"|\*(\w+)', line) for line in re.findall(r'^    system (".*)$', formula.split("test do")[0], re.MULTILINE)]
    flags = re.findall(r'"([^"]*)"', re.search(r"mesonFlags = \[(.*?)\]", flake).group(1))
    expect(len(commands) == 2 and flags, "the commands were not found")
    for prefix, steps in ((folder / "cellar", [[word or splat for word, splat in command] for command in commands]),
                          (folder / "store", [["meson", "setup", "build-nix", "std_meson_args", *flags], ["meson", "install", "-C", "build-nix"]])):
        standard = [f"--prefix={prefix}", "--libdir=lib", "--buildtype=release", "--wrap-mode=nofallback"]
        for words in steps:
            run(*[each for word in words for each in (standard if word == "std_meson_args" else [word])], where=tree)
        has_all_headers(prefix / "include")
        said = run("pkg-config", "--modversion", "geai", environment={"PKG_CONFIG_PATH": str(prefix / "share/pkgconfig")})
        expect(said.strip() == version(), f"pkg-config says {said}")
    if shutil.which("ruby"):
        run("ruby", "-c", tree / "packaging/homebrew/geai.rb")
    else:
        print("note: ruby is not installed, so the formula is not parsed")


# A substitute for nixpkgs, which Debian lacks: it builds with the programs and libraries of this system.
NIX = """{{ }}:
let
  flake = import {tree}/packaging/flake.nix;
  system = "x86_64-linux";
  package = {{
    stdenv.mkDerivation = wanted: derivation {{
      name = "${{wanted.pname}}-${{wanted.version}}";
      inherit system;
      inherit (wanted) src mesonFlags;
      builder = "/bin/sh";
      args = [ "-ec" "PATH={path}; HOME=$TMPDIR; meson setup build $src --prefix=$out --wrap-mode=nofallback $mesonFlags; meson install -C build" ];
    }};
    lib.licenses.mit = "MIT";
    meson = "meson"; ninja = "ninja"; pkg-config = "pkg-config"; python3 = "python3"; boost = "boost"; simdjson = "simdjson"; curl = "curl";
  }};
  nixpkgs = {{
    lib.genAttrs = names: made: builtins.listToAttrs (map (name: {{ inherit name; value = made name; }}) names);
    legacyPackages = {{ x86_64-linux = package; aarch64-linux = package; }};
  }};
in (flake.outputs {{ self.sourceInfo.outPath = "{tree}"; inherit nixpkgs; }}).packages.${{system}}.default
"""


def check_nix(folder):
    """Builds the flake's package with Nix, where it is installed, and uses it."""
    if not shutil.which("nix-build"):
        print("note: Nix is not installed, so nothing is built with it")
        return
    tree = release(folder).rename(folder / "geai")
    (folder / "default.nix").write_text(NIX.format(tree=tree, path=os.environ["PATH"]))
    store = {"NIX_STORE_DIR": str(folder / "store"), "NIX_STATE_DIR": str(folder / "state"), "NIX_LOG_DIR": str(folder / "log"),
             "NIX_CONF_DIR": str(folder), "NIX_REMOTE": "", "HOME": str(folder)}
    run("nix-build", folder / "default.nix", "--out-link", folder / "result", "--option", "sandbox", "false", "--option",
        "build-users-group", "", "--option", "substitute", "false", where=folder, environment=store)
    built = (folder / "result").resolve()
    expect(built.name.endswith(f"-geai-{version()}"), f"it is named {built.name}")
    has_all_headers(built / "include")
    (folder / "main.cpp").write_text(USER)
    flags = run("pkg-config", "--cflags", "geai-core", environment={"PKG_CONFIG_PATH": str(built / "share/pkgconfig")}).split()
    run("g++", "-std=c++20", *flags, "main.cpp", "-o", "main", where=folder)
    run(folder / "main")
    for path in (folder / "store").rglob("*"):  # Nix removes write permission from the results
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


CPM = """function(CPMAddPackage)
  cmake_parse_arguments(PARSE_ARGV 0 CPM_ARGS "" "NAME;SOURCE_DIR" "OPTIONS")
  foreach(option ${CPM_ARGS_OPTIONS})
    string(REGEX MATCH "^([^ ]+) (.+)$" parts "${option}")
    set(${CMAKE_MATCH_1} ${CMAKE_MATCH_2} CACHE INTERNAL "")
  endforeach()
  add_subdirectory("${CPM_ARGS_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/_deps/geai-build" EXCLUDE_FROM_ALL)
endfunction()
"""


def check_cpm(folder):
    """Builds a user of the snippet in docs/guide/packaging.md; the function does the steps of CPM for a folder."""
    snippet = re.search(r"`(CPMAddPackage\(.*?\))`", (ROOT / "docs/guide/packaging.md").read_text()).group(1)
    user_project(folder / "user", "set(GEAI_DEFAULT_POLICIES OFF)\n" + CPM + snippet)
    build = folder / "user/build"
    run("cmake", "-S", folder / "user", "-B", build, *CORE_ONLY, environment={"GEAI": str(release(folder))})
    run("cmake", "--build", build)
    run(build / "main")


# Debian's Bazel 4.2 would download two sets of rules that it also has built in.
BAZEL_RULES = {
    "rules_cc/cc": ("cc_library cc_binary cc_test cc_import cc_proto_library cc_toolchain cc_toolchain_suite cc_toolchain_alias fdo_profile "
                    "fdo_prefetch_hints objc_library objc_import", 'toolchain_type(name = "toolchain_type", visibility = ["//visibility:public"])'),
    "rules_java/java": ("java_binary java_library java_import java_test java_plugin java_package_configuration java_proto_library "
                        "java_lite_proto_library java_runtime java_toolchain", "")}
BAZEL_WORKSPACE = """workspace(name = "user")
new_local_repository(name = "geai", path = "{tree}", build_file = "{tree}/packaging/bazel/BUILD.bazel")
[new_local_repository(
    name = name,
    build_file_content = 'cc_library(name = "%s", linkopts = %s, visibility = ["//visibility:public"])' % (name, options),
    path = "../empty",
) for name, options in (("boost.hana", "[]"), ("curl", '["-lcurl"]'), ("simdjson", '["-lsimdjson"]'))]
"""


def check_bazel(folder):
    """Builds a program that depends on @geai with Bazel, if it is installed, with the system's libraries instead of modules."""
    tree = release(folder)
    recipe = tree / "packaging/bazel"
    module = (recipe / "MODULE.bazel").read_text()
    expect(f'module(name = "geai", version = "{version()}")' in module, "MODULE.bazel is of another version")
    wanted = set(re.findall(r'"@([\w.]+)', (recipe / "BUILD.bazel").read_text()))
    expect(wanted == set(re.findall(r'bazel_dep\(name = "([^"]+)"', module)), f"BUILD.bazel wants {sorted(wanted)}")
    if not shutil.which("bazel"):
        print("note: bazel is not installed, so nothing is built with it")
        return
    user = folder / "user"
    for each in (user, folder / "empty"):
        each.mkdir()
    for name, (rules, build) in BAZEL_RULES.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "BUILD").write_text(build + "\n")
        (folder / name / "defs.bzl").write_text("".join(f"{rule} = native.{rule}\n" for rule in rules.split()))
        (folder / name).parent.joinpath("WORKSPACE").touch()
    (user / "WORKSPACE").write_text(BAZEL_WORKSPACE.format(tree=tree))
    (user / "BUILD.bazel").write_text('cc_binary(name = "main", srcs = ["main.cpp"], copts = ["-std=c++20"], deps = ["@geai"])\n')
    (user / "main.cpp").write_text(USER.replace("geai/error.hpp", "geai/transport/curl.hpp"))
    bazel = ["bazel", f"--output_user_root={folder / 'bazel'}", "--batch"]
    run(*bazel, "build", *(f"--override_repository={name.split('/')[0]}={(folder / name).parent}" for name in BAZEL_RULES),
        "--spawn_strategy=local", "//:main", where=user)
    run(user / "bazel-bin/main", where=user)
    for path in (folder / "bazel").rglob("*"):  # Bazel makes its output read-only
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


CHECKS = {"find_package": check_find_package, "add_subdirectory": check_add_subdirectory, "vcpkg": check_vcpkg,
          "Conan": check_conan, "Homebrew and Nix": check_steps, "Bazel": check_bazel, "Nix": check_nix,
          "CPM": check_cpm}


def main():
    passed = failed = 0
    for name, check in CHECKS.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        failures.clear()
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(pathlib.Path(folder))
            except Exception as failure:  # so that the other checks run too
                failures.append(repr(failure))
        passed, failed = passed + (not failures), failed + bool(failures)
        print(*([f"FAILED {name}", *failures] if failures else [f"passed {name}"]), sep="\n  ", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
