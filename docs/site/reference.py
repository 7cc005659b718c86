"""The reference as Markdown: the calls from docs/operations.json, everything else from the XML that Doxygen makes of the
public headers. build.py calls write()."""
import collections
import json
import pathlib
import re
import xml.etree.ElementTree

import filter as headers
from doxygen import (code_text, declaration, default_member, first_sentence, joined, location, rank,
                     short_call, table, template_of, text_of, undented, without_empty_columns, words_of, xml_compound)

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GRADES = {"vendor": "documented by the vendor, or used by the vendor's own client", "captured": "seen in a reply of the platform",
          "client": "used by a working program of a third party", "hearsay": "described by a third party",
          "inferred": "inferred from similar routes"}
RETRIES = {"safe": "after transient failures", "never": "only if the platform certainly did not process the request"}
PLACES = {"path": "path", "query": "query", "header": "header", "body": "body", "form": "form", "part": "part of the body"}
TOPICS = {  # page -> title and headers, as the beginnings of their names in include/geai
    "results": ("Results and errors", ["result.hpp", "error.hpp", "warning.hpp"]),
    "clients": ("Clients and keywords", ["client/client.hpp", "client/basic_client", "arguments.hpp", "client/", "services/"]),
    "options": ("Options of calls", ["call_options.hpp", "retry.hpp"]),
    "values": ("Secrets, dates, optionals and sessions", ["secret.hpp", "date.hpp", "session.hpp", "version.hpp", "optional.hpp"]),
    "configuration": ("Configuration", ["config/"]),
    "chat": ("Conversations and tools", ["chat/", "chat.hpp"]),
    "tasks": ("Tasks and event loops", ["task.hpp", "async.hpp", "concurrent.hpp", "event_loop.hpp"]),
    "auth": ("Auth policies", ["auth/"]),
    "transport": ("Transport policies", ["transport/"]),
    "json": ("JSON and models", ["json/"]),
    "observers": ("Observers", ["observers/", "observer.hpp"]),
    "http": ("HTTP", ["http/"]),
    "operations": ("Operations of your own", ["api/operation.hpp", "api/paging.hpp"]),
    "interop": ("Other result types", ["interop/"]),
    "test": ("Test kit for policies", ["test/"]),
}
WIRE_PLACES = [re.escape(each) for each in headers.PLACES.values() if each]  # filter.py puts these before the name on the wire
MEANINGS = {  # of the parameters of calls that have no comment and mean the same everywhere
    "allow_drafts": "true: include drafts", "allow_external": "true: include those of other projects",
    "automatic_publish": "true: validate and publish at once; else it is a draft", "start_date": "the first day",
    "end_date": "the last day", "organization": "the id of the organization", "project": "the id of the project",
    "start": "the offset of the page", "count": "the page size"}
NAME = re.compile(r"[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*")
OF_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|~<>&$^=-]")


def names_header(name, elements):
    """Returns true for the main name of a header, such as result of result.hpp."""
    return pathlib.Path(location(elements[0])[0]).stem == name.split("::")[-1]


def escaped(text):
    """Returns a text with Markdown's characters escaped."""
    return OF_MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", text)


def spoken(name):
    text = name.replace("_", " ")
    for word in ("api", "gam", "llm", "rag"):
        text = re.sub(rf"\b{word}\b", word.upper(), text)
    return text[:1].upper() + text[1:]


def anchor(name):
    return name.replace("::", "-")


class Reference:
    def __init__(self, xml, folder):
        self.folder = folder
        self.operations = json.loads((ROOT / "docs/operations.json").read_text())
        self.models = {each["name"]: each for each in json.loads((ROOT / "docs/models.json").read_text())}
        self.compounds = [found for path in sorted(xml.glob("*.xml")) if re.match("class|struct|namespace|concept|union", path.name)
                          if (found := xml_compound(path)) is not None]
        self.page_of_name = {}   # a name without geai:: -> (page, anchor)
        self.page_of_id = {}     # an id of Doxygen -> (page, anchor)
        self.page_of_header = {}  # include/geai/... -> page
        self.pages = collections.OrderedDict()  # page -> [(line, name, entries)]
        self.page = ""           # that is written now
        self.collect()

    # --- which name is where ---------------------------------------------------------------------------------------

    def place(self, header):
        """The page that has the names of a header."""
        name = header.removeprefix("include/geai/")
        for page, (_, begins) in TOPICS.items():
            if any(name.startswith(each) for each in begins):
                return f"library/{page}.md"
        if name.startswith("api/"):
            return f"types/{pathlib.Path(name).stem}.md"
        return "library/values.md"

    def collect(self):
        names = {operation["name"] for operation in self.operations}
        self.calls = {}  # a function of a class of calls -> (class, [members])
        self.classes = {}  # a class of calls -> [functions, in order]
        self.stems = {}  # a class of calls -> its service
        self.bases = {}  # a client -> its classes of calls
        by_hand = {}  # a service -> functions that its class inherits
        for compound in self.compounds:
            where = compound.find("location")
            if where is not None and (where.get("file") or "").startswith("include/geai/services/by_hand/") and compound.get("kind") == "class":
                by_hand[pathlib.Path(where.get("file")).stem] = [each for each in compound.iter("memberdef") if each.get("prot") == "public"
                                                                 and each.get("kind") == "function"]
        entries = collections.defaultdict(lambda: collections.OrderedDict())
        for compound in self.compounds:
            kind, full = compound.get("kind"), compound.findtext("compoundname")
            if "<" in full or not full.startswith("geai") or compound.get("prot", "public") != "public":
                continue
            short = full.removeprefix("geai::")
            header = compound.find("location").get("file") if compound.find("location") is not None else ""
            if kind == "namespace":
                for member in compound.iter("memberdef"):
                    where, name = member.find("location").get("file"), member.findtext("name")
                    if name.startswith("@") or "keywords" in short.split("::") or not where.startswith("include/"):
                        continue
                    if member.get("kind") == "function" and not words_of(member) and member.findtext("name").startswith("operator"):
                        continue
                    inner = "" if short in ("geai", "keyword_objects") else short + "::"
                    key = inner + name
                    # A class and its deduction guide, or a function of that name, are one entry.
                    entries[self.place(where)].setdefault(key, []).append(member)
                continue
            if header.startswith("include/geai/services/"):
                if not short.endswith("_calls"):
                    continue
                functions = [each for each in compound.iter("memberdef") if each.get("prot") == "public"
                             and each.get("kind") == "function"]
                functions += by_hand.get(pathlib.Path(header).stem, [])
                self.classes[short] = functions
                self.stems[short] = pathlib.Path(header).stem
                for each in functions:
                    self.calls.setdefault(each.findtext("name"), (short, []))[1].append(each)
                self.page_of_name[short] = (f"calls/{self.stems[short]}.md", "")
                self.page_of_id[compound.get("id")] = self.page_of_name[short]
                continue
            if header.startswith("include/geai/client/"):
                found = [each.text.split("<")[0].strip().removeprefix("geai::") for each in compound.findall("basecompoundref")]
                mine = [each for each in found if each.endswith("_calls") and each != "waiting_calls"]
                if mine:
                    self.bases[short] = mine
            if short.startswith("api::") and short[5:] in names or short.startswith("keywords::"):
                continue  # the pages of calls have them; the objects of keywords have the words
            entries[self.place(header)].setdefault(short, []).insert(0, compound)
        for page, found in sorted(entries.items()):
            begins = TOPICS.get(pathlib.Path(page).stem, ("", []))[1]
            ordered = sorted(found.items(), key=lambda each: (rank(each[1][0], begins), not names_header(*each), location(each[1][0])))
            self.pages[page] = ordered
            for name, elements in ordered:
                self.page_of_name[name] = (page, anchor(name))
                for element in elements:
                    self.page_of_id[element.get("id")] = (page, anchor(name))
                    self.page_of_header.setdefault(element.find("location").get("file"), page)
                    if element.tag == "compounddef":
                        for member in element.iter("memberdef"):
                            self.page_of_id.setdefault(member.get("id"), (page, anchor(name)))
                    for value in element.iter("enumvalue"):
                        self.page_of_id[value.get("id")] = (page, anchor(name))
                        self.page_of_name.setdefault(f"{name}::{value.findtext('name')}", (page, anchor(name)))
        for operation in self.operations:
            name = operation["name"]
            page = f"calls/{self.stems[self.class_of(operation)]}.md"
            self.page_of_name["api::" + name] = (page, name)
            self.page_of_name.setdefault(name, (page, name))
        for client, classes in self.bases.items():
            self.page_of_name.setdefault(client, ("clients.md", client))
            self.page_of_name[client] = ("clients.md", client)
        for compound in self.compounds:
            short = compound.findtext("compoundname").removeprefix("geai::")
            if short in self.page_of_name:
                self.page_of_id[compound.get("id")] = self.page_of_name[short]
            if short in self.classes:
                for member in self.classes[short]:
                    called = member.findtext("name")
                    self.page_of_id[member.get("id")] = self.page_of_name.get(called, self.page_of_name[short])

    def class_of(self, operation, beside=True):
        """The class of calls that sends an operation, or that of its service."""
        name = operation["name"]
        if name in self.calls:
            return self.calls[name][0]
        for called, (which, members) in self.calls.items():
            if any(f"api::{name} " in (member.findtext("argsstring") or "") for member in members):
                return which
        if not beside:
            raise SystemExit(f"no class of calls has the operation {name}")
        return next(self.class_of(each, beside=False) for each in self.operations
                    if each["service"] == operation["service"] and each["name"] in self.calls)

    # --- text ------------------------------------------------------------------------------------------------------

    def href(self, target):
        page, place = target
        up = "../" * self.page.count("/")
        return up + page.removesuffix(".md") + ".html" + (f"#{place}" if place else "")

    def find(self, name):
        name = name.removeprefix("geai::")
        for each in (name, "api::" + name, "auth::" + name):
            if each in self.page_of_name:
                return self.page_of_name[each]
        return None

    def typed(self, text):
        """Code in HTML, its public names with links."""
        text = re.sub(r"\bgeai::(v0_2::)?(?=.*>)", "", text)
        text = re.sub(r"\s*<\s*", "<", re.sub(r"\s*>", ">", text)) if "operator" not in text else text
        text = re.sub(r"\s+(?=[&*])", "", text)
        out, end = [], 0
        for match in NAME.finditer(text):
            out.append(escaped(text[end:match.start()]))
            target = None if match[0].startswith("std::") or match[0] in ("client", "result", "file") and "<" not in text else \
                self.find(match[0])
            out.append(f'<a href="{self.href(target)}">{escaped(match[0])}</a>' if target else escaped(match[0]))
            end = match.end()
        # A long name may be broken behind its namespaces and at commas.
        return "<code>" + "".join(out + [escaped(text[end:])]).replace("::", "::<wbr>") + "</code>"

    def inline(self, element):
        """The text of an element of Doxygen's, in one line."""
        out = [escaped(element.text or "")]
        for child in element:
            if child.tag == "computeroutput":
                text = "".join(child.itertext())
                out.append(self.typed(text) if len(text) < 60 else f"<code>{escaped(text)}</code>")
            elif child.tag == "ref" and child.get("refid") in self.page_of_id:
                out.append(f'<a href="{self.href(self.page_of_id[child.get("refid")])}">{self.inline(child)}</a>')
            elif child.tag in ("bold", "emphasis"):
                tag = {"bold": "strong", "emphasis": "em"}[child.tag]
                out.append(f"<{tag}>{self.inline(child)}</{tag}>")
            elif child.tag in ("linebreak",):
                out.append("<br>")
            elif child.tag == "sp":
                out.append(" ")
            else:
                out.append({"ndash": "–", "mdash": "—"}.get(child.tag, self.inline(child)))
            out.append(escaped(child.tail or ""))
        return re.sub(r"\s*\n\s*", " ", "".join(out))

    def blocks(self, element):
        """The paragraphs of an element of Doxygen's."""
        out = []
        for child in element if element is not None else ():
            if child.tag != "para":
                out += self.blocks(child)
                continue
            line = xml.etree.ElementTree.Element("line")
            line.text = child.text

            def finish():
                if text := self.inline(line).strip():
                    out.append(text)
                line.clear()

            for part in child:
                if part.tag in ("programlisting", "verbatim", "itemizedlist", "orderedlist", "table", "simplesect", "parameterlist",
                                "blockquote", "preformatted"):
                    finish()
                    out += self.special(part)
                    line.text = part.tail
                else:
                    line.append(part)
            finish()
        return out

    def special(self, part):
        if part.tag in ("programlisting", "verbatim", "preformatted"):
            lines = part.findall("codeline")
            text = "\n".join("".join(code_text(line)) for line in lines) if lines else "".join(part.itertext())
            return [f"```cpp\n{undented(text)}\n```"]
        if part.tag in ("itemizedlist", "orderedlist"):
            mark = "- " if part.tag == "itemizedlist" else "1. "
            return ["\n".join(mark + " ".join(self.blocks(item)) for item in part.findall("listitem"))]
        if part.tag == "table":
            rows = [[" ".join(self.blocks(entry)) for entry in row.findall("entry")] for row in part.findall("row")]
            return [table(rows[0], rows[1:])]
        return self.blocks(part)

    def words(self, element):
        return [*self.blocks(element.find("briefdescription")), *self.blocks(element.find("detaileddescription"))]

    def words_in_a_line(self, element):
        return " ".join(each for each in self.words(element) if not each.startswith("```"))

    def words_and_wire(self, element):
        """The words, and the name on the wire that filter.py puts behind them."""
        words = self.words_in_a_line(element)
        match = re.search(rf"(?:^|\s*)(?:&#40;)?({'|'.join(WIRE_PLACES)})?(<code>(?:(?!</?code>).)*</code>)( on the wire&#41;| on the wire|&#41;)$", words)
        if not match:
            return words, ""
        return words[:match.start()].strip(), match[2] + (f" {match[1].strip(', ')}" if match[1] else "")

    # --- pages of names --------------------------------------------------------------------------------------------

    def entry(self, name, elements):
        """The section of a name."""
        first = elements[0]
        title = escaped(name)
        out = [f"## {title} {{ #{anchor(name)} }}", ""]
        header = first.find("location").get("file").removeprefix("include/")
        kind = {"memberdef": first.get("kind"), "compounddef": first.get("kind")}[first.tag]
        kind = {"enum": "enumeration", "typedef": "type alias", "variable": "constant"}.get(kind, kind)
        if first.tag == "memberdef" and first.get("kind") == "variable" and "keyword" in first.findtext("type", ""):
            kind = "keyword"
        out += [f'<p class="kind">{kind} · <code>#include &lt;{header}&gt;</code></p>', ""]
        for element in elements:
            if first.tag == "compounddef" and element.tag == "memberdef" and " -> " in (element.findtext("argsstring") or ""):
                continue  # a deduction guide
            out += self.compound(element) if element.tag == "compounddef" else self.member(element, level=None)
        return out

    def compound(self, element):
        kind, full = element.get("kind"), element.findtext("compoundname")
        out = []
        if kind == "concept":
            text = undented("".join(element.find("initializer").itertext()).strip())
            text = re.sub(r"concept\s+[\w:]+\s*=\s*", f"concept {full.split('::')[-1]} =\n    ", text, count=1)
            out += [f"```{{ .cpp .signature }}\n{text}\n```", ""]
        else:
            head = f"{kind} {full.split('::')[-1]}"
            if template := template_of(element):
                head = template + "\n" + head
            bases = [f"{each.text}" for each in element.findall("basecompoundref")
                     if each.get("prot") == "public" and "detail" not in each.text]
            if bases and full.removeprefix("geai::") not in self.bases:
                head += " : " + ", ".join(re.sub(r"\s*<\s*", "<", re.sub(r"\s*>", ">", each)) for each in bases)
            out += [f"```{{ .cpp .signature }}\n{head};\n```", ""]
        out += joined(self.words(element))
        fields, functions = [], []
        for member in element.iter("memberdef"):
            if member.get("prot") != "public" or member.get("kind") == "friend" and not words_of(member):
                continue
            name = member.findtext("name")
            if member.get("kind") == "variable":
                fields.append(member)
            elif member.get("kind") == "function" and (name.startswith("~") or default_member(member)) and not words_of(member):
                continue
            elif member.get("kind") == "typedef" and not words_of(member):
                continue
            else:
                functions.append(member)
        if fields:
            rows = []
            for each in fields:
                value = (each.findtext("initializer") or "").strip().removeprefix("=").strip()
                if each.find("initializer") is not None:
                    value = "".join(each.find("initializer").itertext()).strip().removeprefix("=").strip()
                meaning, sent = self.words_and_wire(each)
                rows.append([f"<code>{escaped(each.findtext('name'))}</code>", self.typed(text_of(each.find("type"))),
                             self.typed(value) if value and value != "{}" and len(value) < 80 else "", sent, meaning])
            out += [table(*without_empty_columns(["Member", "Type", "Default", "On the wire", "Meaning"], rows)), ""]
        for each in functions:
            out += self.member(each, level=3)
        return out

    def member(self, element, level):
        kind, name = element.get("kind"), element.findtext("name")
        out = [f"### {escaped(name)} {{ .member }}", ""] if level == 3 and kind == "enum" else []
        if kind == "enum":
            out += joined(self.words(element))
            rows = [[f"<code>{escaped(each.findtext('name'))}</code>", *reversed(self.words_and_wire(each))]
                    for each in element.findall("enumvalue")]
            return out + [table(*without_empty_columns(["Value", "On the wire", "Meaning"], rows)), ""]
        out += ["```{ .cpp .signature }", declaration(element), "```", ""]
        words = joined(self.words(element))
        return out + (words if level is None else ['<div class="meaning" markdown="1">', "", *words, "</div>", ""] if words else [])

    def write_names(self):
        for page, entries in self.pages.items():
            self.page = page
            stem = pathlib.Path(page).stem
            if page.startswith("types/"):
                title = f"{spoken(stem)}: types"
                intro = ["The types that calls take and return. If the platform does not send an optional member, it is empty. If you "
                         "leave an optional member empty, geai does not send it.", ""]
                if stem in self.stems.values():
                    intro += [f"Calls: [{spoken(stem)}](../calls/{stem}.md).", ""]
            else:
                title, intro = TOPICS[stem][0], []
            lines = [f"# {title}", "", *intro]
            for name, elements in entries:
                if page == "library/clients.md" and name in self.bases and name != "client":
                    continue  # clients.md has them
                lines += self.entry(name, elements)
            self.write(lines)

    def write(self, lines):
        path = self.folder / self.page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n")

    # --- pages of calls --------------------------------------------------------------------------------------------

    def clients_of(self, which):
        """The clients that have a class of calls, the one with the fewest first, and `client` last."""
        return sorted((each for each, classes in self.bases.items() if which in classes),
                      key=lambda each: (each == "client", len(self.bases[each]), each))

    def call(self, operation):
        name = operation["name"]
        which = self.class_of(operation)
        members = [each for called, (owner, found) in self.calls.items() if owner == which for each in found
                   if f"api::{name} " in (each.findtext("argsstring") or "") or called == name]
        out = [f"## {escaped(self.called(operation))} {{ #{name} }}", "",
               f'<p class="route"><span class="verb">{operation["verb"]}</span> <code>{escaped(operation["route"])}</code></p>', ""]
        comment = operation["comment"].strip() or "".join(members[0].find("briefdescription").itertext()).strip()
        out += [self.marked(comment), ""]
        out += ["```{ .cpp .signature }", declaration(members[0]), "```", ""]
        if operation["members"]:
            rows = []
            for each in operation["members"]:
                needed = "required" if each["required"] else "optional"
                if each.get("default"):
                    needed = self.typed(each["default"])
                place = PLACES[each["place"]] + (f" <code>{escaped(each['wire'])}</code>" if each["wire"] else "")
                said = self.marked(each["comment"] or MEANINGS.get(each["name"], ""))
                if each.get("choices"):
                    said += (": " if said else "") + ", ".join(f"<code>{escaped(choice)}</code>" for choice in each["choices"])
                rows.append([f"<code>{escaped(each['name'])}</code>", self.typed(each["type"]), needed, place, said])
            out += [f"Members of <code>api::{escaped(name)}</code>:", "",
                    table(["Member", "Type", "Default", "Sent in", "Meaning"], rows), ""]
        else:
            out += [f"<code>api::{escaped(name)}</code> has no members.", ""]
        doc = " ".join("".join(members[0].find(each).itertext()) for each in ("briefdescription", "detaileddescription"))
        errors = re.search(r"Errors: (.*?)(?:\.\s|\.$|$)", " ".join(doc.split()))
        facts = [("Answer", self.typed(operation["answer"]) if operation["answer"] != "void" else "none"),
                 ("Errors", (self.marked(errors[1]) if errors else "those of basic_client::call()").replace(
                     "those of basic&#95;client::call&#40;&#41;", f'those of <a href="{self.href(self.page_of_name["basic_client"])}">every call</a>')),
                 ("Retried", RETRIES[operation["retry"]]),
                 ("Route", f'{operation["grade"]}: {GRADES[operation["grade"]]}')]
        if level := operation.get("token_level"):
            facts.append(("Credential", f"a token of the {level}"))
        if operation.get("host"):
            facts.append(("Server", "the evaluation service, <code>eval&#95;url</code>"))
        if operation.get("authenticated") is False:
            facts.append(("Credential", "none is sent"))
        out += ['<dl class="facts">' + "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in facts) + "</dl>", ""]
        out += ["```cpp", self.example(operation), "```", ""]
        others = members[1:]
        if others:
            out += [table(["Other forms", ""], [[f"<code>{escaped(short_call(each))}</code>", self.words_in_a_line(each)] for each in others]), ""]
        return out

    def called(self, operation):
        """The function that sends an operation: usually its name."""
        name = operation["name"]
        return name if name in self.calls else next(
            (each for each, (_, found) in self.calls.items() if f"api::{name} " in found[0].findtext("argsstring")), name)

    def marked(self, text):
        """A comment of the sources: spans of code in it are code."""
        parts = text.split("`")
        return "".join(self.typed(part) if i % 2 else escaped(part) for i, part in enumerate(parts))

    def example(self, operation):
        which = self.class_of(operation)
        client = self.clients_of(which)[0]
        given = [f".{each['name']} = {self.sample_of(each)}" for each in operation["members"]
                 if each["required"] and not each.get("default") or "give either this or" in each["comment"]]
        called = self.called(operation)
        request = "{" + ", ".join(given) + "}" if given else ""
        if given and len(request) > 70:
            request = "{\n    " + ",\n    ".join(given) + "}"
        first = self.calls[called][1][0] if called in self.calls else None
        if first is None or f"api::{operation['name']} const" not in (first.findtext("argsstring") or "") and first.findtext("argsstring") != "() const":
            request = f"geai::api::{operation['name']}{request or '{}'}"
            called = "call"
        call = f"client.{called}({request}).value();"
        if operation["answer"] != "void":
            call = f"auto const answer = {call}"
        return f"geai::{client} client;\n{call}"

    def sample_of(self, member, depth=0):
        """The sample of a parameter or a member. Its comment may begin with one, or with the form of the text."""
        kind, comment = re.sub(r"^(?:std::)?optional<(std::string)>$", r"\1", member["type"]), member["comment"]
        if kind == "std::string" and (quoted := re.match(r'"((?:(?!\.\.\.)[^"])+)"', comment)):
            return f'"{quoted[1]}"'
        if kind == "std::string" and comment.startswith(("a number", "a URL")):
            return '"1"' if comment.startswith("a number") else '"https://example.com/file"'
        if member["name"] == "model" and comment.startswith(("see agent_model_name", '"openai/')):
            return '"openai/gpt-4o"'
        return self.sample(kind, member["name"], depth)

    def sample(self, kind, name, depth=0):
        kind = kind.removeprefix("geai::")
        if kind in ("std::string", "secret", "std::string_view"):
            texts = {"email": "ada@example.com", "password": "...", "url": "https://example.com", "input": "Hello", "role": "user"}
            return f'"{texts.get(name, name.replace("_", "-"))}"'
        if kind == "date":
            return {"from": "std::chrono::year{2026}/1/1", "to": "std::chrono::year{2026}/1/31"}.get(
                name, "std::chrono::year{2026}/1/31" if "end" in name or "to" in name.split("_") else "std::chrono::year{2026}/1/1")
        if kind in ("int", "std::int64_t", "std::size_t"):
            return "1"
        if kind == "double":
            return "0.5"
        if kind == "bool":
            return "true"
        if kind == "raw_json":
            return '{R"({"key": "value"})"}'
        if kind == "file_upload":
            return '{.path = "report.pdf"}'
        if inner := re.fullmatch(r"(?:std::vector|(?:std::)?optional)<(.*)>", kind):
            value = self.sample(inner[1], name, depth)
            return f"{{{value}}}" if kind.startswith("std::vector") else value
        if inner := re.fullmatch(r"open_enumeration<(.*)>", kind):
            return f"geai::{inner[1].removeprefix('geai::')}::{self.first_value(inner[1])}"
        if inner := re.fullmatch(r"std::map<std::string, (.*)>", kind):
            return f'{{{{"key", {self.sample(inner[1], "value", depth)}}}}}'
        if kind in ("chat_message", "assistant_message"):
            return '{.role = "user", .content = "Hello"}'
        members = [each for each in self.models.get(kind, {"members": []})["members"]
                   if re.fullmatch(r"(?:(?:std::)?optional<)?(?:std::string|secret)>?", each["type"]) or depth < 2 and each["type"] in self.models]
        return "{" + ", ".join(f".{each['name']} = {self.sample_of(each, depth + 1)}" for each in members[:2]) + "}"

    def first_value(self, enumeration):
        found = self.page_of_name.get(enumeration.removeprefix("geai::"))
        for elements in dict(self.pages[found[0]]).values():
            for each in elements:
                if each.get("kind") == "enum" and each.findtext("name") == enumeration.removeprefix("geai::"):
                    return each.find("enumvalue").findtext("name")
        raise SystemExit(f"{enumeration} is no enumeration")

    def inherited(self, which):
        """The documented bases of a class of calls."""
        names = [each.text.split("<")[0].strip().removeprefix("geai::") for each in self.compound_of(which).findall("basecompoundref")]
        return [each for each in names if each in self.page_of_name]

    def service_pages(self):
        """class of calls -> its operations"""
        found = collections.OrderedDict((each, []) for each in sorted(self.classes, key=self.stems.get))
        for operation in self.operations:
            found[self.class_of(operation)].append(operation)
        return found

    def write_calls(self):
        for which, operations in self.service_pages().items():
            stem = self.stems[which]
            self.page = f"calls/{stem}.md"
            clients = ", ".join(self.typed(f"geai::{each}") for each in self.clients_of(which))
            lines = [f"# {spoken(stem)}", "", f"Clients with these calls: {clients}.", ""]
            if f"types/{stem}.md" in self.pages:
                lines += [f"The types that they take and return: [{spoken(stem)}: types](../types/{stem}.md).", ""]
            lines += [f"Each call returns a {self.typed('geai::result')}: the answer, or a {self.typed('geai::error')}; "
                      "[Errors](../guide/errors.md) lists the codes. "
                      f"{self.typed('geai::call_options')} changes the timeout, the headers and more for one call. Replace the texts in the examples "
                      "with your own.", ""]
            for base in self.inherited(which):
                functions = ", ".join(self.typed(each) for each in dict.fromkeys(
                    f"{member.findtext('name')}()" for member in self.compound_of(base).iter("memberdef") if member.get("kind") == "function"))
                lines += [f"The clients also have {functions}: see {self.typed('geai::' + base)}.", ""]
            lines += [table(["Call", "Route", "Does"],
                            [[f'<a href="#{each["name"]}"><code>{escaped(self.called(each))}</code></a>',
                              f'<code>{each["verb"]} {escaped(each["route"]).replace("/", "/<wbr>")}</code>', self.marked(first_sentence(each["comment"]))]
                             for each in operations]), ""]
            documented = {id(each) for operation in operations for each in self.calls.get(operation["name"], ("", []))[1]}
            for operation in operations:
                lines += self.call(operation)
            more = [each for each in self.classes[which] if id(each) not in documented and not any(
                f"api::{operation['name']} " in (each.findtext("argsstring") or "") for operation in operations)]
            for each in more:
                name = each.findtext("name")
                lines += [f"## {escaped(name)} {{ #{name} }}", "", "```{ .cpp .signature }", declaration(each), "```", "", *joined(self.words(each))]
                self.page_of_name.setdefault(name, (self.page, name))
            self.write(lines)

    def write_indexes(self):
        services = self.service_pages()
        self.page = "clients.md"
        lines = ["# Clients", "", "Each client has the calls of the services in its row, and those of every client: "
                 f"{self.typed('geai::basic_client')}. Template arguments are deduced from the arguments.", ""]
        lines += [table(["Client", "Calls of", "Header"], [
            [f'<a href="#{client}"><code>{escaped(client)}</code></a>',
             "all services" if client == "client" else ", ".join(f'<a href="{self.href(self.page_of_name[each])}">{spoken(self.stems[each])}</a>' for each in classes),
             f"<code>{escaped(self.header_of(client))}</code>"] for client, classes in sorted(self.bases.items())]), ""]
        for client, classes in sorted(self.bases.items()):
            lines += [f"## {escaped(client)} {{ #{client} }}", "", f'<p class="kind">class template · <code>#include &lt;{self.header_of(client)}&gt;</code></p>', ""]
            lines += joined(self.words(self.compound_of(client)))
            lines += ["```{ .cpp .signature }", f"template <class Auth, class Transport, class Json> class {client};", "```", ""]
            if client == "client":
                lines += ["It has the calls of all services: see the [index of routes](routes.md).", ""]
                continue
            rows = []
            for which in classes:
                for each in services[which]:
                    answer = each["answer"]
                    rows.append([f'<a href="{self.href(self.page_of_name["api::" + each["name"]])}"><code>{escaped(self.called(each))}</code></a>',
                                 self.typed(f"result<{answer}>"), f'<code>{each["verb"]} {escaped(each["route"])}</code>'])
            lines += [table(["Call", "Returns", "Route"], rows), ""]
        self.write(lines)

        self.page = "routes.md"
        by_path = collections.defaultdict(list)
        for each in self.operations:
            parts = each["route"].strip("/").split("/")
            key = "/" + "/".join(parts[:2]) if re.fullmatch(r"v\d+", parts[0]) else "/" + parts[0]
            by_path[key].append(each)
        lines = ["# Index by route", "", f"The {len(self.operations)} routes of the platform that the library calls. The "
                 "[coverage](api-coverage.md) says how each route is known.", ""]
        for key in sorted(by_path):
            lines += [f"## {escaped(key)}", "", table(["Route", "Call", "Page"], [
                [f'<span><code>{each["verb"]} {escaped(each["route"]).replace("/", "/<wbr>")}</code></span>',
                 f'<a href="{self.href(self.page_of_name["api::" + each["name"]])}"><code>{escaped(self.called(each))}</code></a>',
                 f'<a href="{self.href((self.page_of_name["api::" + each["name"]][0], ""))}">{spoken(self.stems[self.class_of(each)])}</a>']
                for each in sorted(by_path[key], key=lambda each: (each["route"], each["verb"]))]), ""]
        self.write(lines)

    def compound_of(self, name):
        return next(each for each in self.compounds if each.findtext("compoundname") == "geai::" + name)

    def header_of(self, name):
        return self.compound_of(name).find("location").get("file").removeprefix("include/")

    def write_examples(self, path):
        """All examples of calls as one source, which a test compiles."""
        lines = ["#include <geai/geai.hpp>", ""]
        for operation in self.operations:
            body = self.example(operation).replace("\n", "\n  ").replace("auto const answer", "[[maybe_unused]] auto const answer")
            lines.append(f"void example_of_{operation['name']}() {{\n  {body}\n}}")
        path.write_text("\n".join(lines) + "\n")

    def navigation(self):
        """[(title, page or list of these)]"""
        types = [(spoken(pathlib.Path(page).stem), page) for page in sorted(self.pages) if page.startswith("types/")]
        library = [(title, f"library/{page}.md") for page, (title, _) in TOPICS.items() if f"library/{page}.md" in self.pages]
        calls = [(spoken(self.stems[each]), f"calls/{self.stems[each]}.md") for each in sorted(self.classes, key=self.stems.get)]
        return [("Calls", [("Clients", "clients.md"), ("Index by route", "routes.md"), ("Services", calls)]),
                ("Types", types), ("Library", library)]
