#!/usr/bin/env python3
"""Checks the words of comments, pages and messages: plain English, by the list in scripts/plain_english.txt.

Usage: comments.py [FILE...], by default all files that git knows. It tries its rules on examples first.

- A comment or sentence does not begin with What, Who, Whether or "The same". (Pages may: in headings, tables and questions,
  and with "The same" anywhere.)
- A phrase of the list is in no comment, docstring, page, or message of the library, the programs and the scripts.

Code and quotations are masked before the search: text in backticks, in quotation marks or in code blocks is never found.
"""
import ast
import io
import pathlib
import re
import subprocess
import sys
import tokenize

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIST = ROOT / "scripts/plain_english.txt"
BEGINNING = re.compile(r"(what|whats|who|whom|whose|whether|the same)\b(?!:)", re.I)
SENTENCE = re.compile(r"(?<=[.:;?!])\s+(What|Who|Whom|Whose|Whether|The same)\b(?!:)")
QUOTED = re.compile(r"``.*?``|`[^`]*`|\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\w)'[^']*'(?!\w)", re.S)
CPP = re.compile(r'//[/<]*[ \t]?(?P<comment>[^\n]*)|R"(?P<mark>\w*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<text>(?:[^"\\\n]|\\.)*)"|'
                 r"'(?:[^'\\\n]|\\.)+'|(?P<include>^[ \t]*#[ \t]*include[^\n]*)", re.S | re.M)
HASH = re.compile(r"(?:^|(?<=\s))#+[ \t]?(?P<comment>[^\n]*)", re.M)
SAID = re.compile(r"\b(?:echo|die|fail|FATAL_ERROR|WARNING|STATUS)\s+(?:\"([^\"]*)\"|'([^']*)')")


def phrases():
    lines = [line.split(" -> ") for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    return [(re.compile(rf"\b(?:{phrase})\b".replace(" ", r"\s+"), re.I), suggestion) for phrase, suggestion in lines]


def joined(found, text):
    """[(line, is_comment, words)] from [(offset, is_comment, is_behind_code, words)]: comments in adjacent lines are one."""
    pieces, above = [], None
    for offset, is_comment, behind, words in found:
        line = text.count("\n", 0, offset) + 1
        if is_comment and not behind and pieces and above == line - 1 and pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], True, pieces[-1][2] + "\n" + words)
        else:
            pieces.append((line, is_comment, words))
        above = line if is_comment and not behind else None
    return pieces


def in_cpp(text, has_messages):
    found = []
    for match in CPP.finditer(text):
        behind = bool(text[text.rfind("\n", 0, match.start()) + 1:match.start()].strip())
        if match["comment"] is not None:
            found.append((match.start(), True, behind, match["comment"]))
        elif has_messages and match["text"] and match["text"].count(" ") >= 2:
            found.append((match.start(), False, True, match["text"]))
    return joined(found, text)


def in_shell(text):
    found = [(match.start(), True, bool(text[text.rfind("\n", 0, match.start()) + 1:match.start()].strip()), match["comment"])
             for match in HASH.finditer(text) if not text.startswith("#!", match.start())]
    said = [(match.start(), False, True, match[1] or match[2] or "") for match in SAID.finditer(text)]
    return joined(sorted(found + said), text)


def in_python(text):
    pieces = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            pieces.append((node.body[0].lineno, True, ast.get_docstring(node)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("print", "exit"):
            pieces += [(each.lineno, False, each.value) for argument in node.args for each in ast.walk(argument)
                       if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("#!"):
            pieces.append((token.start[0], True, token.string.lstrip("# ")))
    return sorted(pieces)


def in_markdown(text):
    """Paragraphs and items of prose; headings and tables are not comments, since they may begin with any word."""
    pieces, fence = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*(```|~~~)", line):
            fence = not fence
        elif not fence and line.strip() and not line.startswith("    "):
            bare = re.match(r"\s*(?:#|\||<|$)", line)
            item = re.match(r"\s*(?:[-*+]|\d+\.)\s+", line)
            if not bare and not item and pieces and pieces[-1][1] and pieces[-1][3] == number - 1:
                pieces[-1] = (pieces[-1][0], True, pieces[-1][2] + "\n" + line, number)
            else:
                pieces.append((number, not bare, line[item.end():] if item else line, number))
    return [piece[:3] for piece in pieces]


def pieces_of(name, text):
    """[(line, is a comment, text)]: all words in a file that people read."""
    if re.search(r"\.(cpp|hpp|cppm|cpp\.in|c)$", name):
        return in_cpp(text, not name.startswith(("tests/", "examples/")))
    if name.endswith(".md"):
        return in_markdown(text)
    if name.endswith(".py") or re.match(r"#!.*python", text):
        return in_python(text)
    if re.search(r"(\.(build|cmake|cmake\.in|yml)|CMakeLists\.txt)$", name) or re.match(r"#!.*sh\b", text):
        return in_shell(text)
    return []


def complaints(name, text, known):
    """[(line, message)]"""
    found = []
    for line, is_comment, words in pieces_of(name, text):
        masked = QUOTED.sub(lambda match: re.sub(r"[^\n]", "_", match[0]), words)
        if is_comment:
            for rule in (BEGINNING.match(masked), SENTENCE.search(masked)):
                question = rule and re.match(r"[^.!;]*\?", masked[rule.start(1):])
                if rule and not question and not (name.endswith(".md") and rule[1].lower() == "the same"):
                    at = line + masked.count("\n", 0, rule.start(1))
                    found.append((at, f'a sentence begins with "{rule[1]}": begin with a verb or the name of the thing'))
        for pattern, suggestion in known:
            found += [(line + masked.count("\n", 0, match.start()), f'"{" ".join(match[0].split())}": {suggestion}')
                      for match in pattern.finditer(masked)]
    return sorted(set(found))


EXAMPLES = [  # the name of a file, its text, and the number of complaints that there must be
    ("a.hpp", "// Returns the name.\nint a();\n", 0), ("a.hpp", "// What it is called.\nint a();\n", 1),
    ("a.hpp", "int a{};  // whether it is\n", 1), ("a.hpp", "/// The same with another name.\nint a();\n", 1),
    ("a.hpp", "int a{};  // the same day\nint b{};  // who knows\n", 2), ("a.hpp", "// The name.\n// Whether it is known.\n", 1),
    ("a.hpp", "// Returns the sum, or\n// what is left.\nint a();\n", 1), ("a.hpp", 'char const* a = "// what";\n', 0),
    ("a.hpp", "// Whatever it is.\nint a();\n", 1), ("a.hpp", "// Returns it.\n\n// Who has it.\nint a();\n", 1),
    ("a.hpp", "// It is used in the\n// place of another.\nint a();\n", 1), ("a.hpp", "// Is it \"lent\" or `borrowed`?\n", 0),
    ("a.hpp", 'char const* a = "what is missing: x";\n', 1), ("tests/a.cpp", 'char const* a = "what is missing: x";\n', 0),
    ("a.cpp", 'auto a = R"(// What is it)";\n', 0), ("a.hpp", "// There is no file.\n", 0), ("a.hpp", "// It is no file.\n", 1), ("a.cpp", "char a = '\"';  // it is lent\n", 1),
    ("a.md", "# What can go wrong\n\nIt fails.\n", 0), ("a.md", "What it does is this.\n", 1), ("a.md", "What is it? A name.\n", 0),
    ("a.md", "A page that is\nlent to you.\n", 1), ("a.md", "It is. The same name fits.\n", 0), ("a.md", "```\nWhat is lent\n```\n", 0), ("a.md", "| What | Who |\n", 0),
    ("a.md", "It says `blotted out` here.\n", 0), ("a.py", '"""What it is."""\n', 1), ("a.py", "a = '# What'  # the name\n", 0),
    ("a.py", 'print(f"{a} is lent")\n', 1), ("a.py", "a = 1  # bit by bit\n", 1), ("meson.build", "# Whether to\na = 1\n", 1),
    ("CMakeLists.txt", 'message(STATUS "it is lent")\n', 1),
    ("a", '#!/bin/sh\n# The names.\necho "bit by bit" # who\n', 2), ("a", "#!/bin/bash\necho ${#a}\n", 0),
]


def main():
    known = phrases()
    failed = 0
    for name, text, count in EXAMPLES:
        if len(found := complaints(name, text, known)) != count:
            print(f"FAILED: {name}: {text!r} has {found}")
            failed += 1
    passed = len(EXAMPLES) - failed
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    names = [str(pathlib.Path(name).resolve().relative_to(ROOT)) for name in sys.argv[1:]] or listed
    for name in names:
        path = ROOT / name
        if not path.is_file() or path.is_symlink() or name.startswith(("subprojects/", "tests/fuzz/corpus/")) or name in (
                "CHANGELOG.md", "tests/docs/comments.py"):  # the past, and the examples above
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found = complaints(name, text, known)
        for line, message in found:
            print(f"{name}:{line}: {message}")
        passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
