"""Reads the models and closed sets from their headers, for docs/models.json."""

import pathlib
import re

STRUCT = re.compile(r"((?:^//[^\n]*\n)*)^struct (\w+)[^\n;{]*\{\n(.*?)^\};\n", re.M | re.S)
MODEL = re.compile(r"struct (?:geai::)?model<(?:geai::)?(\w+)>\s*:\s*(?:geai::)?fields<(.*?)>\s*\{(.*?)\};", re.S)
SET = re.compile(r"struct (?:geai::)?model<(?:geai::)?([\w:]+)>\s*:\s*(?:geai::)?(?:open_)?enumerators<(.*?)>\s*\{", re.S)
FIELD = re.compile(r'(\w+)<\s*(?:"([^"]*)",\s*)?&(?:\w+::)*?(\w+)::(\w+)')
STATED = re.compile(r'static constexpr [\w:]+ (wrapper|text_name|tells_failure) = "?(\w+)"?;')
MEMBER = re.compile(r"^  ([\w:][^;(){}=]*?) (\w+)(?:\{[^;]*\}| = [^;]*)?;(?: *//[/<]* ?(.*))?$")


class Model:
    def __init__(self, name, comment):
        self.name, self.comment = name, comment
        self.stated, self.members, self.values = {}, [], []


def words(comment):
    return " ".join(line.strip().lstrip("/").strip() for line in comment.splitlines())


def types(body):
    """Returns the data members of a struct: name -> (type, comment)."""
    found, above, last = {}, [], None
    for line in body.splitlines():
        if re.match(r"  //", line):
            above.append(line.strip().lstrip("/<").strip())
        elif match := MEMBER.match(line):
            last = match[2]
            found[last] = [" ".join(match[1].split()), " ".join(above + ([match[3].strip()] if match[3] else []))]
            above = []
        elif last and re.match(r" {10,}//", line):
            found[last][1] = (found[last][1] + " " + line.strip().lstrip("/<").strip()).strip()
        else:
            above = []
    return found


def models(include):
    """Returns every model and every enumeration of the headers of operations, by name."""
    structs, comments, found = {}, {}, {}
    texts = [path.read_text() for path in sorted((pathlib.Path(include) / "geai/api").glob("*.hpp"))]
    for text in texts:
        for comment, name, body in STRUCT.findall(text):
            structs.setdefault(name, types(body))
            comments.setdefault(name, words(comment))
    for text in texts:
        for name, fields, rest in MODEL.findall(text):
            if name.endswith("_view") or name not in structs:
                continue
            model = found[name] = Model(name, comments[name])
            model.stated = {what: value == "true" if value in ("true", "false") else value for what, value in STATED.findall(rest)}
            for kind, wire, _, member in FIELD.findall(fields):
                if kind == "other_name":
                    model.stated.setdefault("other_names", []).append(wire)
                if kind in ("other_name", "other_members"):
                    continue
                type, comment = structs[name].get(member, ("raw_json", ""))
                line = {"name": member, "type": type, "wire": wire, "comment": comment}
                model.members.append(line | ({"kind": kind} if kind != "field" else {}))
        for name, values in SET.findall(text):
            model = found[name.split("::")[-1]] = Model(name.split("::")[-1], comments.get(name, ""))
            model.values = re.findall(r'enumerator<\s*"([^"]*)"', values)
    return [found[name] for name in sorted(found)]
