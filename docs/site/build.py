#!/usr/bin/env python3
"""Makes the pages of the site and their settings for MkDocs: build.py FOLDER

FOLDER/xml has the comments of the headers, by Doxygen. Written are FOLDER/pages and FOLDER/mkdocs.yml: the pages of docs/ and
those of the root that they link to, with the links that the site has; docs/guide/sentences.md with the mistakes and remedies of
the tests, docs/guide/errors with all messages; the examples; and the reference. The side navigation is the list of links in docs/guide/index.md.
"""
import json
import pathlib
import posixpath
import re
import shutil
import sys

import messages
import reference
import sentences

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SITE = ROOT / "docs" / "site"
INDEX = ROOT / "docs" / "guide" / "index.md"
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")


def page_of(file):
    """The page of a Markdown file of the tree."""
    name = file.relative_to(ROOT)
    if file == INDEX:
        return "index.md"
    if name.parts[0] == "docs":
        return str(name.relative_to("docs"))
    return (str(name.parent) if name.name == "README.md" and len(name.parts) > 1 else str(name.with_suffix("")).lower()) + ".md"


def prose(text, change):
    """Returns the text, with `change` applied to the parts that are not code."""
    out, fence = [], None
    for line in text.split("\n"):
        mark = re.match(r"\s*(```+|~~~+)", line)
        if mark and (fence is None or line.strip().startswith(fence)):
            fence = mark[1] if fence is None else None
            out.append(line)
        else:
            out.append(line if fence else change(line))
    return "\n".join(out)


class Site:
    def __init__(self, folder):
        self.folder = folder / "pages"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.reference = reference.Reference(folder / "xml", self.folder)
        self.pages = {}  # file -> page
        self.examples = {path: f"examples/{path.stem}.md" for path in sorted((ROOT / "examples").rglob("*.cpp"))}

    # --- pages that people write -------------------------------------------------------------------------------------

    def add(self, file):
        if file in self.pages:
            return self.pages[file]
        page = self.pages[file] = page_of(file)
        text = file.read_text()
        if file == ROOT / "docs" / "guide" / "sentences.md":
            text = sentences.with_tests(text)
        if file.parent == ROOT / "docs" / "guide" / "errors":
            text = text.rstrip() + messages.section(file.stem)
        text = self.with_sides(text)
        text = prose(self.with_lists(text), lambda line: LINK.sub(lambda match: self.link(match, file, page), line))
        text = prose(text, lambda line: self.with_names(line, page))
        self.write(page, text)
        return page

    def link(self, match, file, page):
        mark, text, target = match.groups()
        if re.match(r"[a-z]+:", target):
            return match[0]
        name, _, place = target.partition("#")
        to = (file.parent / name).resolve() if name else file
        if mark:
            return self.picture(to, text, page)
        if to.suffix == ".md" and to.is_file():
            there = self.add(to)
        elif str(to.relative_to(ROOT)) in self.reference.page_of_header:
            there, place = self.reference.page_of_header[str(to.relative_to(ROOT))], ""
        elif to in self.examples:
            there, place = self.examples[to], ""
        else:  # a file that the site does not have: its name
            return text if text.strip("`") == str(to.relative_to(ROOT)) else f"{text} (`{to.relative_to(ROOT)}`)"
        there = posixpath.relpath(there, posixpath.dirname(page) or ".")
        return f"[{text}]({there}{'#' + place if place else ''})"

    def picture(self, file, text, page):
        """A picture is a part of the page, so that it has the colours of its theme; other images are files."""
        if file.suffix == ".svg" and "var(--picture" in (svg := file.read_text()):
            svg = re.sub(r"<!--.*?-->|<style>.*?</style>|\n\s*", "", svg, flags=re.S)
            return f'<div class="picture" tabindex="0">{svg.strip()}</div>'.replace("<svg ", f'<svg role="img" aria-label="{text}" ', 1)
        there = self.folder / file.relative_to(ROOT / "docs")
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, there)
        return f"![{text}]({posixpath.relpath(file.relative_to(ROOT / 'docs'), posixpath.dirname(page) or '.')}){{ .plot }}"

    @staticmethod
    def with_sides(text):
        """The tables that have two programs side by side."""
        text = re.sub(r'<table class="sides"><tr><td>\n', '<div class="sides" markdown="1"><div markdown="1">\n', text)
        text = re.sub(r"\n</td><td>\n", '\n</div><div markdown="1">\n', text)
        return re.sub(r"\n</td></tr></table>", "\n</div></div>", text)

    @staticmethod
    def with_lists(text):
        """Python's Markdown wants an empty line above a list, and four spaces below an item."""
        lines, out = text.split("\n"), []
        fence = False
        for i, line in enumerate(lines):
            if re.match(r"\s*(```|~~~)", line):
                fence = not fence
            item = not fence and re.match(r"(\s*)([-*]|\d+\.) ", line)
            if item and len(item[1]) in (2, 3) and not fence:
                line = " " * 4 + line.lstrip()
            if item and i and lines[i - 1].strip() and not re.match(r"\s*([-*]|\d+\.) |\s+", lines[i - 1]):
                out.append("")
            out.append(line)
        return "\n".join(out)

    def with_names(self, line, page):
        """A public name in code, with its geai::, is a link to the reference."""
        if line.startswith("#") or "<svg" in line:
            return line
        parts = re.split(r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\]\([^)]*\)|<a .*?</a>)", line)
        for i in range(0, len(parts), 2):
            parts[i] = re.sub(r"(?<!`)`geai::([\w:]+)(\(\))?`(?!`)", lambda match: self.name(match, page), parts[i])
        return "".join(parts)

    def name(self, match, page):
        target = self.reference.find(match[1])
        if not target:
            return match[0]
        return f"[{match[0]}]({posixpath.relpath(target[0], posixpath.dirname(page) or '.')}{'#' + target[1] if target[1] else ''})"

    def write(self, page, text):
        path = self.folder / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    # --- navigation --------------------------------------------------------------------------------------------------

    def navigation(self):
        """The navigation from the list of links, and its pages: a heading, or a line above a list, is a section."""
        items = []  # (text, indent); a section has none
        for line in INDEX.read_text().split("\n"):
            if match := re.match(r"#{2,} (.*)", line) or re.fullmatch(r"([A-Z][^.`]*):", line):
                items.append((match[1].strip(), None))
            elif match := re.match(r"(\s*)[-*] (.*)", line):
                items.append((match[2], len(match[1])))
            elif items and items[-1][1] is not None and re.match(r"\s+\S", line):
                items[-1] = (f"{items[-1][0]} {line.strip()}", items[-1][1])
        listed = {(INDEX.parent / target.partition("#")[0]).resolve() for _, _, target in LINK.findall(INDEX.read_text())}
        seen, root = {"index.md"}, Node("", None)
        root.children.append(Node("Overview", "index.md"))
        stack = [(-1, root)]
        for text, indent in items:
            if indent is None:
                section = next((each for each in root.children if each.title == text), None)
                if section is None:
                    root.children.append(section := Node(text, None))
                stack = [(-1, section)]
                continue
            while stack[-1][0] >= indent:
                stack.pop()
            links = [(title.replace("`", "").strip("*"), (INDEX.parent / target.partition("#")[0]).resolve())
                     for mark, title, target in LINK.findall(text) if not mark and not re.match(r"[a-z]+:", target)]
            if missing := [file for _, file in links if not file.exists()]:
                sys.exit(f"docs/guide/index.md: there is no {missing[0].relative_to(ROOT)}")
            into = stack[-1][1]
            if text.startswith("["):
                links = links[:1]
            else:  # a label, with links behind or below it
                into.children.append(into := Node(re.split(r":|\[", text)[0].strip(), None))
                stack.append((indent, into))
            for title, file in links:
                if file.suffix != ".md" or (page := self.add(file)) in seen:
                    continue
                seen.add(page)
                into.children.append(node := Node(title, page))
                node.children += self.below(file, seen, listed)
                if text.startswith("["):
                    stack.append((indent, node))
        return root.entries(), seen

    def below(self, file, seen, listed):
        """Returns the pages of the folder with the name of a page, except the listed ones."""
        if file == INDEX or not (file.parent / file.stem).is_dir():
            return []
        found = []
        for each in sorted((file.parent / file.stem).glob("*.md")):
            title = re.search(r"^# (.*)$", each.read_text(), re.M)[1].strip()
            if each not in listed and (page := self.add(each)) not in seen:
                seen.add(page)
                found.append(Node(re.sub(r"^\w+: ", "", title).replace("`", ""), page))
        return found

    def write_examples(self):
        found = []
        for path, page in self.examples.items():
            text = path.read_text()
            comment = re.match(r"((?://.*\n)+)", text)
            words = " ".join(line[2:].strip() for line in comment[1].splitlines()) if comment else ""
            title = path.stem.replace("_", " ").capitalize()
            self.write(page, f"# {title}\n\n{reference.escaped(words)}\n\n```cpp title=\"{path.relative_to(ROOT)}\"\n{text}```\n")
            found.append((title, page))
        return found


class Node:
    """A place in the navigation: a page, a section, or a section with a page of its own."""

    def __init__(self, title, page):
        self.title, self.page, self.children = title, page, []

    def entries(self):
        """[(title, page or list of these)]; the page of a section has no title."""
        found = [(each.title, each.entries() if each.children else each.page) for each in self.children
                 if each.page or each.entries()]
        return [("", self.page), *found] if self.page else found


def as_yaml(entries):
    """The navigation as MkDocs has it; its YAML may be JSON."""
    return [pages if title == "" else {title: as_yaml(pages) if isinstance(pages, list) else pages} for title, pages in entries]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    if wrong := sentences.disagreements():
        sys.exit("\n".join(wrong))
    site = Site(build)
    guide, seen = site.navigation()
    site.add(INDEX)
    site.reference.write_names()
    site.reference.write_calls()
    site.reference.write_indexes()
    site.reference.write_examples(build / "examples_of_calls.cpp")
    top = [("Guide", guide), *site.reference.navigation(), ("Examples", site.write_examples())]
    shutil.copytree(SITE / "assets", site.folder / "assets", dirs_exist_ok=True)
    left = sorted(set(site.pages.values()) - seen)
    (build / "unlisted.json").write_text(json.dumps(left))
    settings = json.dumps({"INHERIT": str(SITE / "mkdocs.yml"), "docs_dir": str(site.folder), "site_dir": str(build / "html"),
                           "theme": {"custom_dir": str(SITE / "theme")}, "nav": as_yaml(top)}, indent=1)
    (build / "mkdocs.yml").write_text(settings)


if __name__ == "__main__":
    main()
