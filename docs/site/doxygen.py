"""Doxygen's XML: its texts, declarations and locations."""
import re
import xml.etree.ElementTree


def xml_compound(path):
    return xml.etree.ElementTree.parse(path).getroot().find("compounddef")


def location(element):
    where = element.find("location")
    return where.get("file"), int(where.get("line"))


def rank(element, begins):
    """The place of a name's header among these beginnings."""
    header = location(element)[0].removeprefix("include/geai/")
    return next((i for i, each in enumerate(begins) if header.startswith(each)), len(begins))


def words_of(element):
    return any("".join(each.itertext()).strip() for each in (element.find("briefdescription"), element.find("detaileddescription"))
               if each is not None)


def default_member(member):
    return (member.findtext("argsstring") or "").endswith(("=default", "=delete"))


def text_of(element):
    return "" if element is None else re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def code_text(element):
    yield element.text or ""
    for child in element:
        if child.tag == "sp":
            yield " "
        else:
            yield from code_text(child)
        yield child.tail or ""


def undented(text):
    lines = text.strip("\n").split("\n")
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:] for line in lines)


def joined(blocks):
    return [each for block in blocks for each in (block, "")]


def first_sentence(text):
    return re.split(r"(?<=[.;])\s", text.strip(), maxsplit=1)[0].rstrip(";")


def without_empty_columns(head, rows):
    kept = [i for i in range(len(head)) if i == 0 or any(row[i] for row in rows)]
    return [head[i] for i in kept], [[row[i] for i in kept] for row in rows]


def table(head, rows):
    """A table in HTML, in one block."""
    def cells(tag, row):
        return "".join(f"<{tag}>{each}</{tag}>" for each in row)

    return ("<table data-rows>\n<thead><tr>" + cells("th", head) + "</tr></thead>\n<tbody>\n" +
            "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows) + "\n</tbody></table>")


def template_of(element):
    params = element.find("templateparamlist")
    if params is None or not len(params):
        return ""
    texts = []
    for each in params.findall("param"):
        text = text_of(each.find("type"))
        if (name := each.findtext("declname")) and not text.endswith(name):
            text += " " + name
        if (value := text_of(each.find("defval"))):
            text += " = " + value
        texts.append(text)
    return "template <" + ", ".join(texts) + ">"


def tidy(text):
    text = re.sub(r"\bv0_2::", "", text)
    if "operator" not in text:
        text = re.sub(r"\s*<\s+", "<", re.sub(r"\s+>", ">", text))
    text = re.sub(r"\s+([&*]+)\s*(?=\w)", r"\1 ", text)
    return re.sub(r"(?<=[\w)}])=(?=[\w{(])", " = ", text) if "operator" not in text else text


def result_type(text):
    """The return type of a call, over a blocking transport."""
    text = re.sub(r"\b(plain_)?call_result\s*<\s*Client,\s*", "result<", text)
    text = re.sub(r"\bview_result\s*<\s*Client,\s*(.*)>", r"result<response_view<\1>>", text)
    text = re.sub(r"\bcall_items\s*<\s*Client,\s*", "paged_range<", text)
    return re.sub(r"\bcall_stream\s*<\s*Client,\s*(.*)>", r"result<event_stream<\1>>", text)


def declaration(element):
    """The declaration of a member or of a name in a namespace, broken where it is long."""
    kind, name = element.get("kind"), element.findtext("name")
    kinds = text_of(element.find("type"))
    template = template_of(element)
    lines = [tidy(template)] if template else []
    requires = text_of(element.find("requiresclause"))
    if requires:
        lines.append("  requires " + tidy(requires))
    if kind == "typedef":
        return "\n".join(lines + [tidy(f"using {name} = {kinds};")])
    if kind == "variable":
        value = text_of(element.find("initializer"))
        return "\n".join(lines + [tidy(f"{kinds} {name} {value}".strip() + ";")])
    given = text_of(element.find("argsstring")) if element.find("argsstring") is not None else ""
    head = tidy(result_type(kinds))
    start = tidy(f"{head} {name}".strip())
    text = start + tidy(given) + ";"
    if len(text) > 100 and "(" in given:
        params = []
        for each in element.findall("param"):
            one = text_of(each.find("type"))
            if each.findtext("declname"):
                one += " " + each.findtext("declname")
            if text_of(each.find("defval")):
                one += " = " + text_of(each.find("defval"))
            params.append(tidy(one))
        after = given[given.rfind(")") + 1:]
        if params:
            text = start + "(\n    " + ",\n    ".join(params) + ")" + after + ";"
    return "\n".join(lines + [text])


def short_call(member):
    """name(request, options)"""
    names = [each.findtext("declname") for each in member.findall("param") if each.findtext("declname")]
    return f"{member.findtext('name')}({', '.join(names)})"
