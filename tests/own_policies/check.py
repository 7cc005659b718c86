#!/usr/bin/env python3
"""Fails if a program uses libcurl or simdjson, by its symbols or by its libraries."""
import subprocess
import sys

program = sys.argv[1]
symbols = subprocess.run(["nm", "-C", program], capture_output=True, text=True, check=True).stdout
needed = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
if "main" not in symbols or "NEEDED" not in needed:
    sys.exit("nm or readelf printed nothing")
found = [line for line in (symbols + needed).splitlines()
         if any(word in line for word in ("curl_", "libcurl", "simdjson"))]
print("\n".join(found))
print(f"{int(not found)} passed, {int(bool(found))} failed")
sys.exit(bool(found))
