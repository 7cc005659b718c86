#!/usr/bin/env python3
"""Runs an example like its reader, against its own sandbox: run_example.py SANDBOX PROGRAM SOURCE [ARGUMENT...]

It gets an empty HOME with a credentials file (profiles `default` and `staging`) and the variables GEAI_API_BASE_URL
and GEAI_API_EVAL_URL, but no GEAI_* variable of the caller. It passes if it ends in time with exit status 0 and,
if SOURCE with the suffix .expected exists, prints that. In that file a line `~ REGEX` stands for a line that matches,
a line `...` for any number of lines. Beside it a file .env may add variables (NAME=VALUE lines). {url} in both is the
sandbox's address.
"""
import os
import pathlib
import re
import select
import subprocess
import sys
import tempfile

LIMIT = 60  # seconds

CREDENTIALS = """\
[default]
GEAI_API_KEY = sandbox-key
GEAI_API_BASE_URL = {url}
GEAI_API_EVAL_URL = {url}

[staging]
GEAI_API_KEY = sandbox-key
GEAI_API_BASE_URL = {url}
"""


def start_sandbox(program):
    """Ends with its standard input, so that it cannot outlive this script."""
    sandbox = subprocess.Popen([program, "--port", "0", "--exit-with-stdin"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    ready, _, _ = select.select([sandbox.stdout], [], [], LIMIT)
    line = sandbox.stdout.readline() if ready else ""
    match = re.fullmatch(r"listening on (\S+)\n", line)
    if not match:
        sandbox.kill()
        sys.exit(f"the sandbox did not print its address, but {line!r}")
    return sandbox, match.group(1)


def pattern(expected):
    """Returns the regular expression for the text of an .expected file."""
    parts = []
    for line in expected.splitlines():
        if line == "...":
            parts.append(r"(?:.*\n)*?")
        elif line.startswith("~ "):
            parts.append(f"(?:{line[2:]})\n")
        else:
            parts.append(re.escape(line) + "\n")
    return "".join(parts)


def main():
    program_of_sandbox, program, source = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
    arguments = sys.argv[4:]
    sandbox, url = start_sandbox(program_of_sandbox)
    with tempfile.TemporaryDirectory() as home:
        credentials = pathlib.Path(home, ".geai", "credentials")
        credentials.parent.mkdir(mode=0o700)
        credentials.write_text(CREDENTIALS.format(url=url))
        credentials.chmod(0o600)
        env = {name: value for name, value in os.environ.items() if not name.startswith("GEAI_")}
        env |= {"HOME": home, "GEAI_API_BASE_URL": url, "GEAI_API_EVAL_URL": url}
        more = source.with_suffix(".env")
        if more.exists():
            env |= dict(line.split("=", 1) for line in more.read_text().replace("{url}", url).splitlines() if line)
        try:
            done = subprocess.run([program, *arguments], env=env, cwd=home, stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            sys.exit(f"still running after {LIMIT} s")
        finally:
            sandbox.stdin.close()
            try:
                sandbox.wait(5)
            except subprocess.TimeoutExpired:
                sandbox.kill()
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode != 0:
        sys.exit(f"exit status {done.returncode}, not 0")
    expected = source.with_suffix(".expected")
    if expected.exists():
        wanted = expected.read_text().replace("{url}", url)
        if not re.fullmatch(pattern(wanted), done.stdout):
            sys.exit(f"its output does not match {expected.name}:\n{wanted}")


if __name__ == "__main__":
    main()
