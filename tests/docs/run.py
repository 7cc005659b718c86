#!/usr/bin/env python3
"""The documentation as a site: built by scripts/docs, and read as its readers do.

  - no link leads nowhere, inside of the site or to a place in a page;
  - no public name is without a word;
  - in a browser (headless Chromium) pages load without an error on the console, the search finds what is looked for, and no
    page has to be scrolled sideways, in the window of a phone or of a desk.

Usage: run.py [--site FOLDER] [--no-browser] [--screenshots FOLDER]
"""
import argparse
import concurrent.futures
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SIZES = {"phone": (390, 844), "desk": (1280, 800)}
# Pages of the reference that are looked at beside all of the guide.
REFERENCE = ["classgeai_1_1agent__calls.html", "structgeai_1_1api_1_1list__agents.html", "classgeai_1_1error.html",
             "namespacegeai.html", "annotated.html", "pages.html", "concepts.html", "files.html",
             "structgeai_1_1auth_1_1password.html", "classgeai_1_1basic__client.html"]
SEARCHES = {"list_agents": "list_agents", "password": "password", "Five": "Five-minute start", "timeout": "timeout",
            "curl_multi": "curl_multi", "Many": "Many calls at once"}

passed = failed = 0


def check(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAILED: {what}")


# --- links ------------------------------------------------------------------------------------------------------------


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.links, self.anchors = [], set()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in ("id", "name"):
            if attributes.get(name):
                self.anchors.add(attributes[name])
        for name in ("href", "src"):
            if attributes.get(name):
                self.links.append(attributes[name])


def read(path):
    parser = Links()
    parser.feed(path.read_text(errors="replace"))
    return parser.links, parser.anchors


def check_links(site):
    pages = {path.name: path for path in site.glob("*.html")}
    with concurrent.futures.ProcessPoolExecutor() as pool:
        read_pages = dict(zip(pages, pool.map(read, pages.values(), chunksize=64)))
    # The menu is written by a script, from this file.
    menu = (site / "menudata.js").read_text()
    read_pages["menudata.js"] = (re.findall(r'url:"([^"]*)"', menu), set())
    dead = set()
    for page, (links, _) in read_pages.items():
        for link in links:
            if re.match(r"(https?|mailto|javascript|data):", link):
                continue
            target, _, anchor = link.partition("#")
            target, anchor = urllib.parse.unquote(target) or page, urllib.parse.unquote(anchor)
            if not (site / target).is_file():
                dead.add(f"{page}: {link}: there is no such page")
            elif anchor and target.endswith(".html") and anchor not in read_pages.get(target, ((), {anchor}))[1]:
                dead.add(f"{page}: {link}: there is no such place in the page")
    for each in sorted(dead)[:40]:
        print(each)
    check(not dead, f"{len(dead)} dead links")
    broken = [name for name, path in pages.items() if "\\ilinebr" in path.read_text(errors="replace")]
    check(not broken, f"Doxygen did not understand a table: {broken}")
    check(len(pages) > 100, f"only {len(pages)} pages")
    print(f"{len(pages)} pages, {sum(len(links) for links, _ in read_pages.values())} links")


# --- names ------------------------------------------------------------------------------------------------------------


def has_words(element):
    return any("".join(part.itertext()).strip() for part in map(element.find, ("briefdescription", "detaileddescription"))
               if part is not None)


def undocumented(xml):
    """How many public names there are, and those without a word. Special members that do what they always do need none,
    nor do friends and the types in a class, whose words its concept has."""
    missing, count = set(), 0
    classes = {path.stem.split("geai_1_1")[-1].replace("__", "_") for path in xml.glob("class*.xml")}
    for path in sorted(xml.glob("*.xml")):
        if not path.name.startswith(("class", "struct", "namespace", "concept", "union")):
            continue
        compound = xml_root(path).find("compounddef")
        kind, name = compound.get("kind"), compound.findtext("compoundname")
        if kind == "file" or "detail" in name.split("::") or compound.get("prot", "public") != "public":
            continue
        if name.startswith("geai::keywords::"):
            continue  # their objects, geai::api_key and so on, are what has the words
        count += 1
        if "v0_2" in name.split("::"):
            missing.add(f"{kind} {name}, which has the version in its name (docs/site/filter.py takes it away)")
        if kind != "namespace" and not has_words(compound):
            missing.add(f"{kind} {name}")
        for member in compound.iter("memberdef"):
            if member.get("prot") != "public":
                continue
            count += 1
            what, called = member.get("kind"), member.findtext("name")
            missing |= {f"enumerator {name}::{called}::{each.findtext('name')}"
                        for each in member.iter("enumvalue") if not has_words(each)}
            if has_words(member):
                continue
            if what in ("friend", "typedef") and kind != "namespace" or called in classes:
                continue  # a deduction guide, for one
            if "keyword_objects" in name:
                continue  # it is inline: they are looked at in namespace geai
            own, given = name.split("::")[-1].split("<")[0], member.findtext("argsstring") or ""
            if called in ("~" + own, "operator=") or called == own and (
                    given.endswith(("=default", "=delete")) or re.match(rf"\({own} (const )?&", given)):
                continue
            missing.add(f"{what} {name}::{called}")
    return count, missing


def xml_root(path):
    return xml.etree.ElementTree.parse(path).getroot()


def check_names(folder):
    count, missing = undocumented(folder)
    for name in sorted(missing):
        print(f"without a comment: {name}")
    check(not missing, f"{len(missing)} public names without a comment")
    check(count > 3000, f"only {count} public names")
    print(f"{count} public names, {len(missing)} of them without a comment")


# --- browser ----------------------------------------------------------------------------------------------------------


def check_in_browser(site, screenshots):
    sys.path.insert(0, str(HERE))
    import browser

    program = browser.find()
    if program is None:
        check(False, "no Chromium is there to look at the site with (--no-browser leaves that out)")
        return
    guide = sorted(path.name for path in site.glob("*.html")
                   if path.name.startswith(("md_docs_", "sentence", "install", "index.html")) and "_8md" not in path.name)
    with tempfile.TemporaryDirectory() as profile, browser.Browser(program, profile) as chromium:
        for size, (width, height) in SIZES.items():
            tab = chromium.tab(width, height, mobile=size == "phone")
            for name in guide + REFERENCE:
                if not (site / name).exists():
                    check(False, f"{name} is not there")
                    continue
                errors = tab.load((site / name).as_uri())
                check(not errors, f"{name} on a {size}: {errors}")
                wide = tab.evaluate("document.documentElement.scrollWidth")
                check(wide <= width, f"{name} on a {size} is {wide} pixels wide")
                narrow = tab.evaluate("[...document.querySelectorAll('.memItemLeft')].filter("
                                      "e => e.innerText.trim().length > 2 && e.getClientRects().length == 1"
                                      " && e.clientHeight > 300).length")
                check(narrow == 0, f"{name} on a {size} has a column of single letters")
                check(tab.evaluate("document.title.length > 0 && document.querySelector('.contents').innerText.length > 20"),
                      f"{name} on a {size} is empty")
                if screenshots:
                    screenshots.mkdir(parents=True, exist_ok=True)
                    (screenshots / f"{size}-{name.removesuffix('.html')}.png").write_bytes(tab.screenshot())
            for word, result in SEARCHES.items():
                tab.load((site / "index.html").as_uri())
                found = tab.search(word)
                check(any(result in each for each in found), f"the search for {word} on a {size} finds {found[:5]}")
                if screenshots:
                    (screenshots / f"{size}-search-{word}.png").write_bytes(tab.screenshot())


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--site", type=pathlib.Path, help="a folder that scripts/docs has built (otherwise it is run)")
    options.add_argument("--no-browser", action="store_true")
    options.add_argument("--screenshots", type=pathlib.Path, help="where to put a picture of each page")
    given = options.parse_args()
    site = given.site
    if site is None:
        built = subprocess.run([ROOT / "scripts" / "docs"], stdin=subprocess.DEVNULL)
        check(built.returncode == 0, "scripts/docs fails")
        site = ROOT / "build" / "docs"
    site = site.resolve()
    if (site / "html" / "index.html").exists():
        check_links(site / "html")
        check_names(site / "xml")
        if not given.no_browser:
            check_in_browser(site / "html", given.screenshots)
    else:
        check(False, f"there is no site in {site}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
