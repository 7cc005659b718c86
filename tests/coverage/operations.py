"""The operations as their headers describe them: what docs/api-coverage.md is made of."""

import pathlib
import re

STRUCT = re.compile(r"((?:^//[^\n]*\n)*)^(?:template <[^\n]*>\n)?struct (\w+) \{\n(.*?)^\};\n", re.M | re.S)
ENDPOINT = re.compile(r'using endpoint =\s*(get|post|put|delete_|patch)<\s*"([^"]*)"\s*>;(?: *// *(inferred))?')
STATED = re.compile(r"static constexpr \w+ (host|repetition|authenticated|token_level|streams) = ([\w:]+);")
PAGING = re.compile(r"using paging =\s*(by_offset|by_page)<")


class Operation:
    def __init__(self, name, header, comment, body):
        endpoint = ENDPOINT.search(body)
        if not endpoint:
            raise SystemExit(f"{header.name}: the endpoint of {name} is not in the form that this script reads")
        stated = {what: value.rsplit("::", 1)[-1] for what, value in STATED.findall(body)}
        paging = PAGING.search(body)
        self.name = name
        self.header = header.name
        self.comment = " ".join(line.removeprefix("//").strip() for line in comment.splitlines())
        self.verb = endpoint[1].strip("_").upper()
        self.route = endpoint[2]
        self.inferred = endpoint[3] is not None
        self.host = stated.get("host", "platform")
        self.repetition = stated.get("repetition", "never" if self.verb in ("POST", "PATCH") else "safe")
        self.authenticated = stated.get("authenticated", "true") == "true"
        self.token_level = stated.get("token_level", "project")
        self.streams = stated.get("streams", "false") == "true"
        self.paging = paging[1] if paging else ""


class Header:
    def __init__(self, path):
        text = path.read_text()
        self.name = path.name
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
    """Every header of operations, in the order of the alphabet."""
    found = [Header(path) for path in sorted((pathlib.Path(include) / "geai/api").glob("*.hpp"))
             if path.name not in ("operation.hpp", "paging.hpp")]
    return [header for header in found if header.operations]
