"""Conan 2: `conan create packaging` in a checkout or an unpacked release. The library is headers, so nothing is built."""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout


class GeaiConan(ConanFile):
    name = "geai"
    description = "C++20 SDK for Globant Enterprise AI"
    license = "MIT"
    topics = ("globant", "ai", "agents", "rest", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"default_policies": [True, False]}  # False: for programs with a transport and a JSON policy of their own
    default_options = {"default_policies": True}
    no_copy_source = True

    def set_version(self):
        header = load(self, os.path.join(self.recipe_folder, "..", "include", "geai", "version.hpp"))
        self.version = re.search(r'define GEAI_VERSION "([0-9.]+)"', header).group(1)

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..")
        copy(self, "include/*", root, self.export_sources_folder)
        copy(self, "LICENSE", root, self.export_sources_folder)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        self.requires("boost/[>=1.81]", options={"header_only": True})
        if self.options.default_policies:
            self.requires("simdjson/[>=3.0]")
            self.requires("libcurl/[>=7.88]")

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        copy(self, "*", os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "geai")
        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "geai::core")
        core.set_property("pkg_config_name", "geai-core")
        core.requires = ["boost::headers"]
        core.bindirs = core.libdirs = []
        if self.settings.os in ("Linux", "FreeBSD"):
            core.system_libs = ["pthread"]
        if self.options.default_policies:
            default = self.cpp_info.components["default"]
            default.set_property("cmake_target_name", "geai::geai")
            default.set_property("pkg_config_name", "geai")
            default.requires = ["core", "simdjson::simdjson", "libcurl::libcurl"]
            default.bindirs = default.libdirs = []
