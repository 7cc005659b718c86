"""Generates include/geai/geai.cppm: the names that the umbrella headers declare, for programs that import them."""

import re

UMBRELLAS = ("geai/geai.hpp", "geai/async.hpp", "geai/chat.hpp")
SEPARATE = """\
#ifdef GEAI_SEPARATE_COMPILATION
// The bodies, for the policies and models of the programs that import the module. The instances for the default
// policies are in the file that includes geai/src.hpp; without the declarations, each importer would compile its own.
#define GEAI_DECLARES_INSTANCES
#include <geai/inline.hpp>
#include <geai/src.hpp>
#endif""".splitlines()
HIDDEN = {"detail", "std", "boost", "test"}
COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"', re.S)


def reached(include, names, seen):
    """Returns these headers and those that they include."""
    for name in names:
        if name not in seen and (include / name).exists():
            seen[name] = text = (include / name).read_text()
            reached(include, re.findall(r"^#include <(geai/[^>]+)>", text, re.M), seen)
    return seen


def plain(text):
    """Returns a text without comments, literals and preprocessor lines."""
    text = COMMENT.sub(lambda found: '""' if found[0][0] in "\"'R" else " ", text)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", "", text, flags=re.M)


def without_head(text):
    """Returns a declaration without its template parameters, attributes and constraints."""
    text = re.sub(r"\[\[.*?\]\]", "", text, flags=re.S).strip()
    while text.startswith("template"):
        depth, at = 0, text.index("<")
        for at in range(at, len(text)):
            depth += (text[at] == "<") - (text[at] == ">" and text[at - 1] != "-")
            if depth == 0:
                break
        if text[:at + 1].replace(" ", "") == "template<>":
            return ""  # a specialisation has no name of its own
        text = text[at + 1:].strip()
    return text


def name_of(text):
    """Returns the name that a declaration at namespace scope introduces, if any."""
    text = without_head(text)
    if found := re.match(r"(?:enum\s+class|enum|class|struct|union|concept)\s+(?:\w+\s+)*?(\w+)\s*(?:final\b|[:;={<]|requires|$)", text):
        rest = text[found.end(1):].lstrip()
        return None if rest.startswith("<") else found[1]  # with arguments: a partial specialisation
    if found := re.match(r"using\s+(\w+)\s*=", text):
        return found[1]
    if re.match(r"(using|static_assert|friend|extern|namespace|requires|if|GEAI_)\b", text) or not text:
        return None
    if found := re.search(r"\boperator\s*([^\s\w(]+)\s*\(", text):
        return f"operator{found[1]}" if found[1] != "=" else None
    before = text[:at] if (at := first_bracket(text)) else ""
    if found := re.search(r"([\w:]+)\s*$", before):  # a member of a class that is defined outside has a :: in its name
        return found[1] if re.fullmatch(r"[a-z]\w*", found[1]) else None
    if found := re.match(r"(?:inline|constexpr|constinit|const)\b[^=;{]*?(\w+)\s*(?:$|[={;])", text):
        return found[1]
    return None


def first_bracket(text):
    """Returns the start of a function's parameters; 0 for anything else. Ignores those of a constraint or a decltype."""
    depth, at = 0, 0
    while at < len(text):
        if text[at] in "={" and not text.startswith(("==", "=>"), at):
            return 0
        if text[at] == "<" and depth >= 0:
            depth += 1
        elif text[at] == ">" and text[at - 1] != "-":
            depth -= 1
        elif text[at] == "(":
            if depth == 0 and not re.search(r"\b(?:requires|noexcept|decltype|explicit)\s*$", text[:at]):
                return at
            level = 0
            for at in range(at, len(text)):
                level += (text[at] == "(") - (text[at] == ")")
                if level == 0:
                    break
        at += 1
    return 0


def names(text):
    """[(namespace, name)], in the order of the file"""
    text, spaces, start, depth, at = plain(text), [], 0, 0, 0
    while at < len(text):
        here = text[at]
        if here == "{" and depth == 0 and (found := re.fullmatch(r"\s*(inline\s+)?namespace\s+([\w:\s]+)", text[start:at])):
            spaces.append([bool(found[1]) * "inline " + each for each in found[2].strip().split("::")])
            start = at + 1
        elif here in "{(":
            depth += 1
        elif here == "}" and depth == 0:
            spaces.pop()
            start = at + 1
        elif here in "})":
            depth -= 1
            # The end of a class or a variable is its semicolon; of a function, its brace.
            if here == "}" and depth == 0 and not re.match(r"\s*(?:[;,(){&|=]|const\b|requires\b)", text[at + 1:]):
                yield [part for each in spaces for part in each], name_of(text[start:at])
                start = at + 1
        elif here == ";" and depth == 0:
            yield [part for each in spaces for part in each], name_of(text[start:at])
            start = at + 1
        at += 1


def module(include):
    """Returns the text of include/geai/geai.cppm."""
    found = {}
    for _, text in sorted(reached(include, UMBRELLAS, {}).items()):
        for spaces, name in names(text):
            if name and spaces[:2] == ["geai", "inline v0_2"] and not HIDDEN & set(spaces):
                found.setdefault("::".join(spaces), set()).add(name)
    lines = ["// Generated from the headers by `python3 tests/coverage/run.py --write`; edit those.", "// clang-format off", "",
             "// The module geai: every public name of geai.hpp, async.hpp and chat.hpp. It exports no macros.", "", "module;", "", *SEPARATE, "",
             *(f"#include <{each}>" for each in sorted(UMBRELLAS)), "", "export module geai;", ""]
    for space in sorted(found):
        lines += [f"export namespace {space} {{",
                  *(f"using {space.replace('inline ', '')}::{name};" for name in sorted(found[space])), "}", ""]
    return "\n".join(lines)
