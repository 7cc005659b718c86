#!/usr/bin/env python3
"""The words of comments and pages: a comment of include/ is a contract, which begins with a verb or a noun, and never with
What, Who, Whether or "The same", nor does one of its sentences; and some phrases are in no comment and no page.

Usage: comments.py [FILE...], by default all of include/, the README and the pages. The rules are tried on examples first.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMMENT = re.compile(r'^((?:[^"/]|/(?!/)|"(?:[^"\\]|\\.)*")*)//[/<]*\s?(.*)$')
BEGINNING = re.compile(r"(what|whats|who|whom|whose|whether|the same)\b", re.I)
SENTENCE = re.compile(r"(?<=[.:;?!])\s+(What|Who|Whom|Whose|Whether|The same)\b")
PHRASES = re.compile(r"\b(in the place of|bit by bit|(is|are) told of|blotted out)\b", re.I)


def comments(text):
    """[(line, text)]: lines below each other are one comment, behind code each is one of its own."""
    found, above = [], None
    for number, line in enumerate(text.splitlines(), 1):
        match = COMMENT.match(line)
        code = bool(match and match[1].strip())
        if match and not code and above == number - 1:
            found[-1] = (found[-1][0], found[-1][1] + " " + match[2].strip())
        elif match:
            found.append((number, match[2].strip()))
        above = number if match else None
    return found


def complaints(text, is_code):
    """[(line, what is wrong with it)]"""
    wrong = []
    for number, words in comments(text) if is_code else enumerate(text.splitlines(), 1):
        if is_code and (begins := BEGINNING.match(words)):
            wrong.append((number, f'begins with "{begins[0]}": say what it returns or does, or name it'))
        elif is_code and (sentence := SENTENCE.search(words)):
            wrong.append((number, f'has a sentence that begins with "{sentence[1]}"'))
        wrong += [(number, f'has "{phrase[0]}"') for phrase in PHRASES.finditer(words)]
    return wrong


EXAMPLES = [  # a header, and how many complaints there must be about it
    ("// Returns the name.\nint a();\n", 0), ("// What it is called.\nint a();\n", 1), ("int a{};  // whether it is\n", 1),
    ("/// The same with another name.\nint a();\n", 1), ("int a{};  // the same day\nint b{};  // who knows\n", 2),
    ("// Returns the name.\n// Whether it is known.\nint a();\n", 1), ("// Returns the sum, or\n// what is left.\nint a();\n", 0),
    ('char const* a = "// what";\n', 0), ('char const* a = "x";  // what it was\n', 1), ("// Whatever it is.\nint a();\n", 0),
    ("// It stands in the place of another.\nint a();\n", 1), ("// Returns it.\n\n// Who has it.\nint a();\n", 1),
    ("int a{};  // its name\n          // what else\n", 0), ("// Whose it is.\nint a();\n", 1), ("// It is told of calls.\nint a();\n", 1),
]


def main():
    failed = 0
    for text, count in EXAMPLES:
        if len(found := complaints(text, True)) != count:
            print(f"FAILED: {text!r} has {found}")
            failed += 1
    passed = len(EXAMPLES) - failed
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    paths = [pathlib.Path(name) for name in sys.argv[1:]] or [*sorted((ROOT / "include").rglob("*.hpp")), *pages]
    for path in paths:
        found = complaints(path.read_text(), path.suffix == ".hpp")
        for line, wrong in found:
            print(f"{path.resolve().relative_to(ROOT)}:{line}: {wrong}")
        passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
