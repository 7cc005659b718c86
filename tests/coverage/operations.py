"""Reads the operations from their headers, for docs/api-coverage.md and docs/operations.json."""

import pathlib
import re

GRADES = ("vendor", "captured", "client", "hearsay", "inferred")  # of a route; the first is the default

STRUCT = re.compile(r"((?:^//[^\n]*\n)*)^(?:template <[^\n]*>\n)?struct (\w+) \{\n(.*?)^\};\n", re.M | re.S)
ENDPOINT = re.compile(r'using endpoint =\s*(get|post|put|delete_|patch)<\s*"([^"]*)"\s*>;(?: *// *(\w+)\b)?')
STATED = re.compile(r"static constexpr [\w:]+ (host|repetition|authenticated|token_level|streams|may_be_empty|empty_object|accept) = "
                    r'("[^"]*"|[\w:]+);')
PAGING = re.compile(r"using paging =\s*(by_offset|by_page)<\s*&\w+::(\w+),\s*&\w+::(\w+)(?:,\s*(\d+))?")
ANSWER = re.compile(r"using answer =\s*([^;]+);")
VIEW = re.compile(r"using view =\s*(\w+);")
CHUNK = re.compile(r"using chunk =\s*(\w+);")
PARAMETERS = re.compile(r"using parameters =\s*fields<(.*?)>;", re.S)
PARAMETER = re.compile(r'(\w+)<(?:"([^"]*)",\s*)?&\w+::(\w+)>')
CHOICES = re.compile(r"struct model<(\w+)>\s*: enumerators<([^{]*)\{")
MEMBER = re.compile(r"^  ([\w:][^;(){}=]*?) (\w+)(?:\{[^;]*\}| = \1\(\)| = ([^;]*))?;(?: *//[/<]* ?(.*))?$")

# The place of each kind of parameter; all other kinds are in the JSON body.
PLACES = {"path": "path", "path_rest": "path", "query": "query", "secret_query": "query", "header": "header",
          "bearer": "header", "form": "form", "part": "part", "numbered_part": "part"}
# These are the whole body, so they have no name.
WHOLE_BODIES = ("body", "raw_file", "content")


class Member:
    """A parameter of an operation."""

    def __init__(self, type, name, default, comment):
        self.type, self.name, self.comment = " ".join(type.split()), name, comment
        self.default = default if default not in ("0", "0.0", "false", None) else ""  # a default value
        self.place = self.wire = self.kind = self.name_header = self.also = ""
        self.choices = []  # the known texts of an open enumeration
        self.required = False

    def is_at(self, kind, wire):
        if self.place:  # two places: that of a path wins, and of two headers the later one
            if self.place == "path":
                self.also = wire
                return
            self.also = self.wire
        self.place = PLACES.get(kind, "body")
        self.kind = kind
        self.name_header = wire if kind == "raw_file" else ""
        self.wire = "Authorization" if kind == "bearer" else "" if kind in WHOLE_BODIES else wire
        self.wire += "{n}" if kind == "numbered_part" else ""
        self.required = not self.type.startswith(("std::optional<", "optional<")) and kind not in ("bearer", "content", "unless_empty", "spread")


def members(body):
    """Returns the data members of a struct. A member's comment is above it or behind it."""
    found, above = [], []
    for line in body[:body.index("  using ")].splitlines():
        if line.startswith("  //"):
            above.append(line.strip().lstrip("/<").strip())
        elif match := MEMBER.match(line):
            found.append(Member(match[1], match[2], match[3], " ".join(above + ([match[4].strip()] if match[4] else []))))
            above = []
        elif found and re.match(r" {10,}//", line):  # continues the comment of the previous line
            found[-1].comment = (found[-1].comment + " " + line.strip().lstrip("/<").strip()).strip()
        elif line.strip():
            raise SystemExit(f"no member is declared by: {line}")
    return found


def choices(include):
    """Returns the texts of each enumeration."""
    return {name: re.findall(r'enumerator<"([^"]*)"', listed) for path in sorted((pathlib.Path(include) / "geai/api").glob("*.hpp"))
            for name, listed in CHOICES.findall(path.read_text())}


class Operation:
    def __init__(self, name, header, comment, body):
        endpoint = ENDPOINT.search(body)
        if not endpoint:
            raise SystemExit(f"{header.name}: the endpoint of {name} is not in the form that this script reads")
        if endpoint[3] and endpoint[3] not in GRADES:
            raise SystemExit(f"{header.name}: the grade of {name} is {endpoint[3]}, which is none of {GRADES}")
        stated = {what: value.strip('"') if value[0] == '"' else value.rsplit("::", 1)[-1] for what, value in STATED.findall(body)}
        paging = PAGING.search(body)
        self.name = name
        self.header = header.name
        self.comment = " ".join(line.removeprefix("//").removeprefix("/").strip() for line in comment.splitlines())
        if not re.match(r"[A-Z][a-z]*s ", self.comment):
            raise SystemExit(f"{header.name}: {name} needs a comment that begins with what it does: \"Lists the ...\"")
        self.verb = endpoint[1].strip("_").upper()
        self.route = endpoint[2]
        self.grade = endpoint[3] or GRADES[0]
        self.host = stated.get("host", "platform")
        self.repetition = stated.get("repetition", "never" if self.verb in ("POST", "PATCH") else "safe")
        self.authenticated = stated.get("authenticated", "true") == "true"
        self.token_level = stated.get("token_level", "project")
        self.streams = stated.get("streams", "false") == "true"
        self.paging = paging[1] if paging else ""
        self.page = {"kind": paging[1], "position": paging[2], "size": paging[3],
                     "default": int(paging[4] or {"by_offset": 100, "by_page": 20}[paging[1]])} if paging else None
        self.accept = stated.get("accept", "")
        self.may_be_empty = stated.get("may_be_empty", "false") == "true"
        self.empty_object = stated.get("empty_object", "false") == "true"
        self.answer = " ".join(ANSWER.search(body)[1].split())
        self.view = view[1] if (view := VIEW.search(body)) else ""
        self.chunk = chunk[1] if (chunk := CHUNK.search(body)) else ""
        self.members = members(body)
        self.sends_files = any("file_upload" in member.type for member in self.members)
        by_name = {member.name: member for member in self.members}
        for kind, wire, member in PARAMETER.findall(PARAMETERS.search(body)[1]):
            if kind != "other_name":
                by_name[member].is_at(kind, wire)
        if lost := [member.name for member in self.members if not member.place]:
            raise SystemExit(f"{header.name}: {name} does not say where these go: {lost}")


class Header:
    def __init__(self, path):
        text = path.read_text()
        self.name = path.name
        self.service = path.stem
        about = re.search(r"\n\n((?://[^\n]*\n)+)\nnamespace geai", text)
        self.comment = " ".join(line.removeprefix("//").strip() for line in about[1].splitlines()) if about else ""
        self.operations = []
        for comment, name, body in STRUCT.findall(text):
            if "using endpoint" in body:
                self.operations.append(Operation(name, path, comment, body))
        if len(self.operations) != text.count("using endpoint ="):
            raise SystemExit(f"{path}: {text.count('using endpoint =')} endpoints, but only "
                             f"{[each.name for each in self.operations]} were understood")


def headers(include):
    """Returns every header of operations, sorted."""
    found = [Header(path) for path in sorted((pathlib.Path(include) / "geai/api").glob("*.hpp"))
             if path.name not in ("operation.hpp", "paging.hpp", "streaming.hpp")]
    found = [header for header in found if header.operations]
    texts = choices(include)
    for member in (member for header in found for operation in header.operations for member in operation.members):
        if of := re.search(r"open_enumeration<(?:geai::)?(\w+)>", member.type):
            member.choices = texts[of[1]]
    # A part of a large service has its own header: evaluation_plans belongs to evaluation.
    services = {header.service for header in found}
    for header in found:
        while (whole := header.service.rpartition("_")[0]) in services:
            header.service = whole
    return found
