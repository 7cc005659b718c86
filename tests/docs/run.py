#!/usr/bin/env python3
"""The documentation as a site: built by scripts/docs, and read as its readers do.

  - no link leads nowhere, inside of the site or to a place in a page, and no page needs another server;
  - no public name is without a comment, and each has its place in the reference; the examples of all calls compile;
  - no page speaks of files that users do not have, and each page of the guide is in the navigation;
  - in a browser (headless Chromium), from the file system: pages load without an error on the console and without a request to
    elsewhere, the search finds what is looked for, and no page has to be scrolled sideways, on a phone or a desk, in both themes;
  - lighthouse finds the pages accessible (lighthouse.py).

Usage: run.py [--site FOLDER] [--no-browser] [--no-lighthouse] [--screenshots FOLDER]
"""
import argparse
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

sys.dont_write_bytecode = True  # do not change the source tree
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SIZES = {"phone": (390, 844), "desk": (1440, 900)}
THEMES = ("light", "dark")
# Pages of the reference that are looked at beside all of the guide.
REFERENCE = ["calls/agents.html", "calls/chat.html", "calls/evaluation.html", "types/agents.html", "library/results.html",
             "library/clients.html", "library/transport.html", "library/json.html", "clients.html", "routes.html",
             "examples/explicit_api_key.html"]
# Search terms -> the page that must be among the first five results.
SEARCHES = {"access_token requires project_id": "guide/sentences.html", "cannot stream": "guide/sentences.html",
            "body over the limit": "guide/errors/too_large.html", "eval_url is missing": "guide/errors/missing_requirement.html",
            "the certificate is not accepted": "guide/errors/transport.html", "list_agents": "calls/agents.html",
            "/v2/agents": "calls/agents.html", "get_total_cost": "calls/analytics.html", "agent_status": "types/agents.html",
            "curl_multi": "library/transport.html", "body_limit": "library/clients.html",
            "larger than 1 MiB; it is not a credentials file": "guide/errors/credentials_file.html"}
# Files that only the repository has.
NOT_FOR_USERS = re.compile(r"\btests/\w|\bdocs/site|\binclude/geai/(detail|engine)/|_inline\.hpp|\bgeai/(detail|engine)/\w+\.hpp|\.ci/")
FOR_DEVELOPERS = ("decisions/", "readme.html", "contributing.html", "changelog.html", "api-coverage.html", "performance.html", "reliability.html",
                  "guide/platforms.html", "security.html")

passed = failed = 0


def check(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAILED: {what}")


# --- pages ------------------------------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.links, self.sources, self.anchors, self.text, self.skipped = [], [], set(), [], 0
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in ("id", "name"):
            if attributes.get(name):
                self.anchors.add(attributes[name])
        if attributes.get("href") is not None:
            (self.sources if tag == "link" else self.links).append(attributes["href"])
        if attributes.get("src"):
            self.sources.append(attributes["src"])
        self.skipped += tag in ("script", "style", "nav")

    def handle_endtag(self, tag):
        self.skipped -= tag in ("script", "style", "nav")

    def handle_data(self, text):
        if not self.skipped:
            self.text.append(text)


def check_links(pages, site):
    dead = set()
    for name, page in pages.items():
        for link in page.links + page.sources:
            if re.match(r"(https?|mailto|data|javascript):", link):
                if link in page.sources:
                    dead.add(f"{name}: {link}: a request to elsewhere")
                continue
            target, _, anchor = link.partition("#")
            file = (site / name).parent / urllib.parse.unquote(target) if target else site / name
            if file.resolve().is_dir():
                file = file / "index.html"
            if not file.is_file():
                dead.add(f"{name}: {link}: there is no such page")
                continue
            other = pages.get(str(file.resolve().relative_to(site)))
            if anchor and other and urllib.parse.unquote(anchor) not in other.anchors and anchor != "__comments":
                dead.add(f"{name}: {link}: there is no such place in the page")
    for each in sorted(dead)[:40]:
        print(each)
    check(not dead, f"{len(dead)} dead links")
    check(len(pages) > 150, f"only {len(pages)} pages")
    print(f"{len(pages)} pages, {sum(len(page.links) for page in pages.values())} links")


def check_words(pages, build):
    for name, page in sorted(pages.items()):
        found = NOT_FOR_USERS.search(" ".join(page.text))
        if found and not name.startswith(FOR_DEVELOPERS):
            check(False, f"{name} speaks of {found[0]}, which users do not have")
    check(True, "")
    left = json.loads((build / "unlisted.json").read_text())
    # Pages of the root, which others link to, are no part of the guide.
    left = [each for each in left if (ROOT / "docs" / each).exists()]
    check(not left, f"docs/guide/index.md does not link to {left}")


# --- names ------------------------------------------------------------------------------------------------------------


def has_words(element):
    return any("".join(part.itertext()).strip() for part in map(element.find, ("briefdescription", "detaileddescription"))
               if part is not None)


def undocumented(xml):
    """Returns the number of public names, and those without a comment. Ordinary special members need none,
    nor do friends and the types in a class, whose comments its concept has."""
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
            continue  # their objects, such as geai::api_key, have the comments
        count += 1
        if "v0_2" in name.split("::"):
            missing.add(f"{kind} {name}, which has the version in its name (docs/site/filter.py takes it away)")
        if kind != "namespace" and not has_words(compound):
            missing.add(f"{kind} {name}")
        documented = {each.findtext("name") for each in compound.iter("memberdef") if has_words(each)}
        for member in compound.iter("memberdef"):
            if member.get("prot") != "public":
                continue
            count += 1
            what, called = member.get("kind"), member.findtext("name")
            missing |= {f"enumerator {name}::{called}::{each.findtext('name')}"
                        for each in member.iter("enumvalue") if not has_words(each)}
            if has_words(member) or kind != "namespace" and called in documented or called == "operator==":
                continue  # overloads have the words of one of them
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


def check_names(folder, pages):
    count, missing = undocumented(folder)
    for name in sorted(missing):
        print(f"without a comment: {name}")
    check(not missing, f"{len(missing)} public names without a comment")
    check(count > 3000, f"only {count} public names")
    places = {anchor for name, page in pages.items() if name.startswith(("calls/", "types/", "library/", "clients"))
              for anchor in page.anchors}
    nowhere = set()
    for path in folder.glob("*.xml"):
        if re.match("class|struct|concept", path.name):
            compound = xml_root(path).find("compounddef")
            name = compound.findtext("compoundname").removeprefix("geai::")
            if compound.get("kind") == "file" or "/by_hand/" in compound.find("location").get("file"):
                continue  # the calls of such a class are among those of its service
            if "<" not in name and "keywords" not in name and not name.startswith("std::") and not name.endswith("_calls") and \
                    name.replace("::", "-") not in places and name.split("::")[-1] not in places:
                nowhere.add(name)
    check(not nowhere, f"not in the reference: {sorted(nowhere)}")
    print(f"{count} public names, {len(missing)} of them without a comment")


def check_examples(source):
    compiler = next(filter(None, map(shutil.which, ("clang++-19", "clang++", "g++"))), None)
    if compiler is None:
        check(False, "no compiler is there for the examples of the reference")
        return
    done = subprocess.run([compiler, "-std=c++20", "-Wall", "-Wextra", "-Wno-missing-field-initializers", "-Werror", "-fsyntax-only",
                           "-I", ROOT / "include", source], capture_output=True, text=True)
    check(done.returncode == 0, f"examples of the reference do not compile:\n{done.stderr[:3000]}")
    print(f"{source.read_text().count('void example_of_')} examples of calls compile")


# --- browser ----------------------------------------------------------------------------------------------------------


def check_page(tab, site, name, where, width):
    errors, elsewhere = tab.load((site / name).as_uri())
    check(not errors, f"{name} {where}: {errors}")
    check(not elsewhere, f"{name} {where}: requests to {elsewhere}")
    wide = tab.evaluate("document.documentElement.scrollWidth")
    check(wide <= width, f"{name} {where} is {wide} pixels wide")
    check(tab.evaluate("document.title.length > 0 && document.querySelector('article').innerText.length > 20"), f"{name} {where} is empty")


def check_in_browser(site, screenshots):
    sys.path.insert(0, str(HERE))
    import browser

    program = browser.find()
    if program is None:
        check(False, "no Chromium is there to look at the site with (--no-browser leaves that out)")
        return
    guide = sorted(str(path.relative_to(site)) for path in [*site.glob("*.html"), *site.glob("guide/**/*.html"), *site.glob("decisions/*.html")]
                   if path.name != "404.html" and str(path.relative_to(site)) not in REFERENCE)
    with tempfile.TemporaryDirectory() as profile, browser.Browser(program, profile) as chromium:
        for size, (width, height) in SIZES.items():
            for theme in THEMES:
                tab = chromium.tab(width, height, mobile=size == "phone", theme=theme)
                # The width does not depend on the theme.
                for name in guide + REFERENCE if theme == "light" else REFERENCE:
                    check_page(tab, site, name, f"on a {size}, {theme}", width)
                    if screenshots:
                        picture = screenshots / f"{size}-{theme}-{name.removesuffix('.html').replace('/', '-')}.png"
                        picture.parent.mkdir(parents=True, exist_ok=True)
                        picture.write_bytes(tab.screenshot())
                dark = tab.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
                check(dark == (theme == "dark"), f"the site on a {size} does not follow the system to {theme} colours")
        tab = chromium.tab(*SIZES["desk"], mobile=False, theme="light")
        for words, page in SEARCHES.items():
            tab.load((site / "index.html").as_uri())
            found = tab.search(words)
            check(page in [each.partition("#")[0].partition("?")[0].removeprefix(site.as_uri() + "/") for each in found[:5]],
                  f"the search for {words!r} finds {found[:5]}")
            if screenshots:
                (screenshots / f"search-{re.sub(r'[^a-z]+', '-', words)}.png").write_bytes(tab.screenshot())
        tab.load((site / "index.html").as_uri())
        tab.evaluate("document.querySelector('label[for=__palette_2]').click()")
        check(tab.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate", "the switch does not make the site dark")
        tab.load((site / "guide/start.html").as_uri())
        check(tab.eventually("document.querySelectorAll('.md-clipboard').length > 0"), "there are no buttons to copy programs")
        check(tab.evaluate("document.querySelectorAll('.md-footer__link').length") > 0, "there is no next page")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--site", type=pathlib.Path, help="a folder that scripts/docs has built (otherwise it is run)")
    options.add_argument("--no-browser", action="store_true")
    options.add_argument("--no-lighthouse", action="store_true")
    options.add_argument("--screenshots", type=pathlib.Path, help="where to put a picture of each page")
    given = options.parse_args()
    build = given.site
    if build is None:
        built = subprocess.run([ROOT / "scripts" / "docs"], stdin=subprocess.DEVNULL)
        check(built.returncode == 0, "scripts/docs fails")
        build = ROOT / "build" / "docs"
    build = build.resolve()
    site = build / "html"
    if (site / "index.html").exists():
        pages = {str(path.relative_to(site)): Page(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
        check_links(pages, site)
        check_words(pages, build)
        check_names(build / "xml", pages)
        check_examples(build / "examples_of_calls.cpp")
        if not given.no_browser:
            check_in_browser(site, given.screenshots)
            if not given.no_lighthouse:
                sys.path.insert(0, str(HERE))
                import lighthouse
                lighthouse.check_site(site, ROOT / "build" / "docs" / "npm", check)
    else:
        check(False, f"there is no site in {build}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
