#!/usr/bin/env python3
"""Combines test files, so that their headers are read, and the instances that they share are compiled, once.

tests/together.py OUTPUT FILE... writes a source that includes FILE..., each in a namespace of its own (two files may use
one name for two things), after all headers that they include, so that these are in no namespace.

With --text before OUTPUT, the source has the text of the files instead: clang-tidy's analyzer skips included functions.
"""
import re
import sys
from pathlib import Path

as_text = sys.argv[1] == '--text'
output, *files = map(Path, sys.argv[2 if as_text else 1:])
files = [file.resolve() for file in files]
INCLUDE = re.compile(r'^#include (.*)$', re.M)
headers = []
for file in files:
    for name in INCLUDE.findall(file.read_text()):
        local = file.parent / name.strip('"')
        name = f'"{local}"' if name.startswith('"') and local.exists() else name
        if name not in headers:
            headers.append(name)


def body(file):
    return INCLUDE.sub('', file.read_text()) if as_text else f'#include "{file}"'


bodies = [f'namespace file_{number} {{\n{body(file)}\n}}\n' for number, file in enumerate(files)]
output.write_text(''.join(f'#include {name}\n' for name in headers) + ''.join(bodies))
