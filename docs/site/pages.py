#!/usr/bin/env python3
"""Pages that are made of something else: pages.py FOLDER

Each sentence of the compiler is a page, from docs/guide/sentences.md.

A section of it is a sentence's beginning; the whole sentence comes from the static_assert that has it. Mistake and remedy are
the two halves of the test in tests/compile_fail that the section names. A sentence without a section, a section without a
sentence, and a test that no section names are errors.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "docs" / "guide" / "sentences.md"
TESTS = ROOT / "tests" / "compile_fail"
SECTION = re.compile(r"^### ([^\n]*)\n(?:<!-- (\w+) -->\n)?(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)

# Tests whose sentence has another one as its page.
MORE = {"credentials_without_base_url": ["policy_without_base_url"], "keyword_twice": ["transport_twice"],
        "stream_over_mere_transport": ["download_over_mere_transport", "stream_over_mere_asynchronous",
                                       "conversation_stream_over_mere_transport"],
        "structured_answer_without_chat": ["wait_without_chat"], "two_bodies": ["parts_and_fields"],
        "access_token_without_project": ["oauth_without_project", "password_without_project"],
        "keyword_of_wrong_type": ["keyword_of_a_number", "keyword_of_text_without_one"],
        "awaited_temporary": ["awaited_temporary_of_call", "awaited_temporary_in_when_all"],
        "task_as_result": ["task_tested", "task_value"],
        "view_that_nobody_keeps": ["view_of_a_temporary", "view_member_of_a_temporary"],
        "model_with_base": ["model_with_base_within"]}

# Tests of what a compiler says in its own words.
OWN_WORDS = {"member_of_another_name", "member_of_another_name_in_braces", "older_language"}


def sentences():
    """All sentences of static_asserts, the pieces of each put together."""
    found = set()
    for path in sorted((ROOT / "include").rglob("*.hpp")):
        for match in re.finditer(r'"geai: (?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*', path.read_text()):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match[0])).replace('\\"', '"')
            if "%s" not in text:
                found.add(text[len("geai: "):])
    return found


def halves(name):
    """The mistake and the remedy of a test, each as the program that it is, without includes."""
    text = (TESTS / f"{name}.cpp").read_text()
    mistake = re.sub(r"#if GEAI_SHOULD_FAIL\n(.*?)#else\n(.*?)#endif\n", r"\1", text, flags=re.DOTALL)
    remedy = re.sub(r"#if GEAI_SHOULD_FAIL\n(.*?)#else\n(.*?)#endif\n", r"\2", text, flags=re.DOTALL)
    return [re.sub(r"^// (expect|lines|flags|errors|on)(\(\w+\))?: .*\n", "", half, flags=re.MULTILINE).strip() for half in (mistake, remedy)]


def main():
    folder = pathlib.Path(sys.argv[1])
    wrong = []
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()

    codes = re.search(r"enum class errc\b[^{]*\{(.*?)\};", (ROOT / "include/geai/error.hpp").read_text(), re.DOTALL)[1]
    for code in re.findall(r"^\s*(\w+)(?: = \d+)?,", codes, re.MULTILINE):
        if not (ROOT / f"docs/guide/errors/{code}.md").exists():
            wrong.append(f"docs/guide/errors has no page for errc::{code}")

    text = SOURCE.read_text()
    unused, tests = sentences(), set()
    links = {}
    for title, test, words in SECTION.findall(text):
        mine = [sentence for sentence in unused if sentence.startswith(title)]
        if not mine:
            wrong.append(f"no static_assert says: {title}")
            continue
        unused -= set(mine)
        name = "sentence_" + re.sub(r"\W+", "_", title.lower()).strip("_")
        links[title] = name
        page = [f"# {title.replace('<>', '&lt;&gt;')} {{#{name}}}", "", "```text", f"geai: {mine[0]}", "```", "", words.strip(), ""]
        if test:
            tests |= {test, *MORE.get(test, [])}
            mistake, remedy = halves(test)
            page += ["Does not compile:", "", "```cpp", mistake, "```", "", "Compiles:", "", "```cpp", remedy, "```", ""]
        page += ["[All sentences](@ref sentences)", ""]
        (folder / f"{name}.md").write_text("\n".join(page))
    wrong += [f"docs/guide/sentences.md has no section for: {sentence}" for sentence in sorted(unused)]
    wrong += [f"docs/guide/sentences.md names no tests/compile_fail/{path.name}"
              for path in sorted(TESTS.glob("*.cpp")) if path.stem not in tests | OWN_WORDS]

    index = re.sub(r"^# (.*)$", r"# \1 {#sentences}", text.split("\n## ")[0], count=1, flags=re.MULTILINE)
    for heading, body in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
        index += f"\n## {heading}\n\n"
        for title in re.findall(r"^### (.*)$", body, re.MULTILINE):
            index += f"- [{title.replace('<>', '&lt;&gt;')}](@ref {links.get(title, '')})\n"
    (folder / "all_sentences.md").write_text(index)
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
