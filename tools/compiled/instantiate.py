#!/usr/bin/env python3
"""What the compiled form has of the operations.

instantiate.py --list FOLDER     prints the headers in it that have operations, a line each
instantiate.py HEADER OUTPUT     writes the instances of a header's operations, as a source file
"""
import pathlib
import re
import sys

OPERATION = re.compile(r"^struct (\w+) \{\n(.*?)^\};\n", re.M | re.S)


def operations(header):
    """[(name, what stands in it)]"""
    text = header.read_text()
    found = [(name, body) for name, body in OPERATION.findall(text) if "using endpoint =" in body]
    if len(found) != text.count("using endpoint ="):
        sys.exit(f"{header}: {text.count('using endpoint =')} endpoints, but only {[name for name, _ in found]} found")
    return found


def instances(name, body):
    operation = f"geai::api::{name}"
    yield f"template struct geai::detail::wire_form<{operation}, geai::json::simdjson>;"
    if "using answer = void" not in body:
        yield f"template struct geai::detail::into_form<{operation}, geai::json::simdjson>;"
    if view := re.search(r"using view = (\w+);", body):
        yield f"template struct geai::detail::view_form<geai::{view.group(1)}, geai::json::simdjson>;"
    if "using chunk =" in body:
        yield f"template struct geai::detail::wire_form<geai::api::detail::streamed<{operation}>, geai::json::simdjson>;"
        yield (f"template geai::result<void> geai::json::simdjson::decode_to("
               f"std::string_view, geai::detail::envelope_of<{operation}::chunk>&);")
    if "part<" in body:
        yield (f"template geai::result<void> geai::detail::part_writer<{operation}>::write("
               f"{operation} const&, geai::json::simdjson&, geai::http::multipart_form&);")


if sys.argv[1] == "--list":
    print("\n".join(str(path) for path in sorted(pathlib.Path(sys.argv[2]).glob("*.hpp"))
                    if path.name not in ("operation.hpp", "streaming.hpp") and operations(path)))
else:
    header, output = map(pathlib.Path, sys.argv[1:])
    lines = [f"#include <geai/api/{header.name}>", "#include <geai/client/stream.hpp>",
             "#include <geai/client/upload.hpp>", "#include <geai/inline.hpp>", ""]
    for each in operations(header):
        lines += instances(*each)
    output.write_text("\n".join(lines) + "\n")
