#!/usr/bin/env python3
"""The filter of Doxygen: turns the plain comments of a header into documentation.

A header's `//` comment before a declaration, or behind a member, becomes one of Doxygen's; nothing inside functions does. An
operation gets a line with its verb, route and answer.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
API = ROOT / "include" / "geai" / "api"
SCOPE = re.compile(r"\b(namespace|class|struct|enum|union)\b")
OPERATION = re.compile(r"^struct (\w+)(?: : [^{]*)? \{\n(.*?)^\};", re.MULTILINE | re.DOTALL)
MODEL = re.compile(r"^template <(?:>\s+struct |[^>]*>\s+struct geai::)model<[^{;]*\{(?:\s*|\n(?:  [^\n]*\n|\n)*?)\};", re.MULTILINE)
DETAIL = re.compile(r"^namespace (\S*\bdetail\b\S*) \{\n.*?^\}  // namespace \1$", re.MULTILINE | re.DOTALL)
WHOLE = re.compile(r"\b(body|bearer|content|other_members)<&(\w+)::(\w+)>")
WHOLE_PLACES = {"content": "the body of the request, as it is", "other_members": "members of the platform that this model has no field for; they are sent back",
                "body": "the body of the request", "bearer": "sent instead of the client's own token"}
# The comment of members that have none of their own and mean the same everywhere: of operations, lists and policies.
SAME = [(re.compile(pattern), words) for pattern, words in {
    r"static constexpr auto token_level = ": "The scope that the credential must have.",
    r"static constexpr auto host = ": "The server that it is sent to.",
    r"static constexpr bool authenticated = false;": "It is sent without the client's credential.",
    r"static constexpr auto repetition = ": "The idempotency of the operation.",
    r"static constexpr bool empty_object = true;": "The body is `{}`.",
    r"static constexpr bool streams = true;": "It can also be sent with stream().",
    r"static constexpr std::string_view accept = ": "The value of the header Accept.",
    r"template <class Use = task> ": "Does not compile: a task must be awaited.",
    r"template <class T> detail::no_iterator<": "Does not compile: a result is no range.",
    r"static constexpr bool may_be_empty = true;": "An answer without any of its fields is no error.",
    r"static constexpr bool ((in|is)_\w+|keeps_slashes) = true;": "Marks the parameters of this kind.",
    r"(result<void>|inline result<void>|template <.*> )? ?check\(\) const": "Called before anything is sent. Errors: geai::errc::missing_requirement, invalid_argument.",
    r"(auto|iterator|[\w:]+ const\*) begin\(\)": "Returns an iterator to the first item.",
    r"(auto|std::default_sentinel_t|[\w:]+ const\*) end\(\)": "Returns the end of the items.",
    r"std::size_t size\(\) const noexcept": "Returns the number of items.",
    r"bool empty\(\) const noexcept": "Returns true if it is empty.",
    r"auth_type type\(\) const noexcept": "See geai::auth::policy.",
    r"result<void> apply\(http::header_list": "See geai::auth::policy.",
    r"(constexpr|inline) std::string_view to_string\(": "Returns its text, for logs.",
    r"secret api_key\b": "An API key.",
    r"secret access_token\b": "An OAuth access token.",
    r"secret refresh_token\b": "The token that renews the access token.",
    r"secret password\b": "The password of the user.",
    r"std::\w+ client_id\b": "The application that logs in.",
    r"std::\w+ username\b": "The user, usually an e-mail address.",
    r"std::\w+ scope\b": "The scope of the token.",
    r"(std::string|required::project_id) project_id\b": "The id of the project.",
    r"std::string organization_id\b": "The id of the organization.",
    r"std::string base_url\b": "The URL of the platform.",
    r"std::string eval_url\b": "The URL of the evaluation service.",
    r"std::string alias\b": "The profile of the credentials file.",
    r"std::\w+ name\b": "Its name.",
    r"std::\w+ value\b": "Its value.",
    r"std::string url\b": "The whole URL.",
    r"std::\w+ message\b": "The message, one sentence.",
    r"std::vector<warning> warnings\b": "The warnings about the configuration.",
    r"origin_list origins\b": "The origin of each setting.",
    r"(http::)?header_list headers\b": "All headers, in order.",
    r"std::vector<\S.*> (response_)?headers\b": "All headers, in order.",
    r"std::string (response_)?body\b": "The body.",
}.items()]
WIRE = re.compile(r'(field|other_name|informative|json_text|text_or_parts|key_values|path|path_rest|query|secret_query|header|part|'
                  r'numbered_part|raw_file|form)<\s*"([^"]*)",\s*&(\w+)::(\w+)[,>]')
PLACES = {"field": "", "other_name": "", "informative": "", "json_text": "as JSON text, ", "text_or_parts": "",
          "key_values": "", "path_rest": "in the path, ", "secret_query": "in the query, ", "raw_file": "the body; its name in the header ", "form": "in the form, ", "numbered_part": "a part, ", "part": "a part, ",
          "path": "in the path, ", "query": "in the query, ", "header": "a header, "}
ALIKE = re.compile(r".*\(.*(\}|;)$|(template <.*> )?(inline constexpr|using) .*;$|struct \w+ \{\};$")  # functions, constants and names in a line


def operations():
    """name -> (verb, route, answer) of all operations."""
    found = {}
    for path in sorted(API.glob("*.hpp")):
        for name, body in OPERATION.findall(path.read_text()):
            endpoint = re.search(r"using endpoint =\s+(\w+?)_?<\s*\"([^\"]*)\"", body)
            answer = re.search(r"using answer = ([^;]+);", body)
            if endpoint and answer:
                found[name] = (endpoint[1].upper(), endpoint[2], " ".join(answer[1].split()))
    return found


def text_of(comment):
    """One line of a comment as Markdown: what Doxygen would take for a command or a tag is not one."""
    def plain(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return re.sub(r"[\\@#]|(?<=&gt;)(?=::)", r"\\\g<0>", text)

    parts = comment.split("`")
    return "`".join(part if i % 2 and i + 1 < len(parts) else plain(part) for i, part in enumerate(parts))


def block(lines, indent, before):
    """A comment's lines (without `//`) as a documentation block; what is indented in it is code."""
    out, code = list(before), False
    for line in lines:
        indented = line.startswith("   ") and not line.lstrip().startswith(("- ", "|"))
        if indented and not code and (not out or out[-1].strip() in ("", "@file")):
            out.append("@code{.cpp}")
            code = True
        elif code and line.strip() and not indented:
            out.append("@endcode")
            code = False
        out.append(line if code else text_of(line[1:] if line.startswith(" ") else line))
    if code:
        out.append("@endcode")
    return [f"{indent}/// {line}".rstrip() for line in out]


class Scopes:
    """The scopes of a line: the kinds of the braces around it, "" for a function, an initializer or an expression."""

    def __init__(self):
        self.stack, self.head = [], ""

    def declares(self):
        return all(self.stack)

    def read(self, line):
        line = re.sub(r'R"\((.*?)\)"|"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'', "", line)
        line = line.split("//")[0]
        if line.startswith("#"):
            return
        for character in line + " ":
            if character == "{":
                head, before = self.head, None
                while head != before:
                    before, head = head, re.sub(r"<[^<>]*>|\([^()]*\)", " ", head)
                kinds = SCOPE.findall(head)
                self.stack.append(kinds[0] if kinds else "")
                self.head = ""
            elif character == "}":
                if self.stack:
                    self.stack.pop()
                self.head = ""
            elif character == ";":
                self.head = ""
            else:
                self.head += character


def is_definition_of_member(lines):
    """Returns True if these lines begin with the definition of a member outside of its class, which has its own comments."""
    head = " ".join(lines).split("{")[0].split(";")[0]
    return bool(re.search(r">::\w+\(", head))


def without_private(lines):
    """Returns the lines, with the private parts of classes behind a condition that is false for Doxygen."""
    out, scopes, hidden = [], Scopes(), 0  # the depth of the class whose private part we are in
    for line in lines:
        depth, declared = len(scopes.stack), scopes.declares()
        scopes.read(line)
        if hidden and (len(scopes.stack) < hidden or
                       (depth == hidden and declared and re.match(r"\s*(public|protected):", line))):
            out.append("/// @endcond")
            hidden = 0
        out.append(line)
        opened = len(scopes.stack) > depth and scopes.declares() and scopes.stack[-1] == "class"
        private = len(scopes.stack) == depth and declared and re.match(r"\s*private:", line)
        if not hidden and (opened or private):
            out.append("/// @cond")
            hidden = len(scopes.stack)
    return out


def with_texts(text):
    """The text of each value of an enumeration, where the value is."""
    texts = {(of, value): said for said, of, value in re.findall(r'enumerator<"([^"]*)",\s*(\w+)::(\w+)>', text)}

    def values(match):
        lines = []
        for line in match[2].split("\n"):
            code, mark, remark = line.partition("  // ")
            said = lambda name: f"`{texts[match[1], name]}` on the wire" if (match[1], name) in texts else ""
            if mark:
                lines.append(f"{line} ({said(code.strip(' ,'))})" if said(code.strip(" ,")) else line)
            else:
                lines.append(re.sub(r"(\w+)(,?)", lambda each: f"{each[0]} /**< {said(each[1])} */" if said(each[1]) else each[0], line))
        return f"enum class {match[1]} : unsigned char {{" + "\n".join(lines) + "};"

    return re.sub(r"enum class (\w+) : unsigned char \{(.*?)\};", values, text, flags=re.S)


def header(path):
    text = DETAIL.sub(lambda match: "\n" * match[0].count("\n"), path.read_text())  # nothing that a user names
    folder = path.parent.name
    known = operations() if folder == "api" else {}
    wire = {}
    for place, name, owner, member in WIRE.findall(text):
        wire.setdefault((owner, member), f"({PLACES[place]}`{name}`)")
    for place, owner, member in WHOLE.findall(text):
        wire[owner, member] = f"({WHOLE_PLACES[place]})"
    text = with_texts(text)
    text = MODEL.sub(lambda match: "\n" * match[0].count("\n"), text)  # said at the members

    lines = text.splitlines()
    out, scopes, i = [], Scopes(), 0
    shared = []         # the comment of a declaration, for those of one line each that follow without a blank one
    trailing = -1       # the column of the comment behind the member above
    documented = False  # the line above is a comment on this one
    owner = ""          # the struct whose members follow
    while i < len(lines):
        line = lines[i]
        stripped = line.lstrip()
        indent = line[:len(line) - len(stripped)]
        if not scopes.declares():
            out.append(line)
            scopes.read(line)
            i, trailing, documented, shared = i + 1, -1, False, []
            continue
        if stripped.startswith("//") and not stripped.startswith(("// ---", "// clang-format")):
            if len(indent) == trailing:
                out.append(f"{indent}///< {text_of(stripped[2:].strip())}")
                i += 1
                continue
            comment = []
            while i < len(lines) and lines[i].lstrip().startswith("//"):
                comment.append(lines[i].lstrip()[2:])
                i += 1
            free = i < len(lines) and not lines[i].strip() or (
                "class" not in scopes.stack and "struct" not in scopes.stack and is_definition_of_member(lines[i:i + 12]))
            if not free:
                shared = block(comment, indent, [])
                out += shared
            elif not scopes.stack:
                out += block(comment, "", ["@file"])
            else:
                out += [f"{indent}//{each}" for each in comment]
            trailing, documented = -1, not free
            continue
        if not stripped or not ALIKE.match(stripped):
            shared = []
        elif shared and not documented and "  // " not in line and not re.search(r"\b(end|size|empty)\(", line):
            out += shared
            documented = True
        if stripped and scopes.stack and set(scopes.stack) == {"namespace"} and is_definition_of_member(lines[i:i + 12]):
            opened, depth = False, len(scopes.stack)
            while i < len(lines):  # the class has the declaration
                opened |= "{" in lines[i].split("//")[0]
                scopes.read(lines[i])
                out.append("")
                i += 1
                if opened and len(scopes.stack) == depth:
                    break
            shared, documented, trailing = [], False, -1
            continue
        if struct := re.match(r"struct (\w+)(?: : [^{]*)? \{$", stripped):
            owner = struct[1]
            if folder == "api" and owner in known:
                verb, route, answer = known[owner]
                out += [f"{indent}///"] * documented + [f"{indent}/// `{verb} {route}`, answered by `{answer}`."]
        code, mark, remark = line.partition("  // ")
        member = re.match(r"[^()]*?\b(\w+)(\{.*\}| = [^=].*)?;$", code.strip())
        name = wire.get((owner, member[1])) if member else None
        trailing = line.index("//", len(code)) if mark else -1
        if not (documented or mark or name) and re.fullmatch(r"\s*(\w+:)?\s*", scopes.head):
            out += [f"{indent}/// {words}" for pattern, words in SAME if pattern.match(stripped)][:1]
        if mark and not code.strip().startswith(("}", "#")) or name:
            out.append(f"{code.rstrip()}  ///< {' '.join(filter(None, (text_of(remark), name)))}")
        else:
            out.append(line)
        documented = False
        scopes.read(line)
        i += 1
    return "\n".join(without_private(out)) + "\n"


def main():
    path = pathlib.Path(sys.argv[1]).resolve()
    sys.stdout.write(header(path).replace("namespace geai::inline v0_2", "namespace geai"))  # users do not write the version


if __name__ == "__main__":
    main()
