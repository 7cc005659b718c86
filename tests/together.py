#!/usr/bin/env python3
"""Combines test files, so that their headers are read, and the instances that they share are compiled, once.

tests/together.py OUTPUT FILE... writes a source that includes FILE..., each in a namespace of its own (two files may use
one name for two things), after all headers that they include, so that these are in no namespace.
"""
import re
import sys
from pathlib import Path

output, files = Path(sys.argv[1]), [Path(name).resolve() for name in sys.argv[2:]]
headers = []
for file in files:
    for name in re.findall(r'^#include (.*)$', file.read_text(), re.M):
        local = file.parent / name.strip('"')
        name = f'"{local}"' if name.startswith('"') and local.exists() else name
        if name not in headers:
            headers.append(name)
bodies = [f'namespace file_{number} {{\n#include "{file}"\n}}\n' for number, file in enumerate(files)]
output.write_text(''.join(f'#include {name}\n' for name in headers) + ''.join(bodies))
