#!/usr/bin/env python3
"""The sentences of the compiler on their page, docs/guide/sentences.md.

A section of it is a sentence's beginning; the whole sentence comes from the static_assert that has it. Mistake and remedy are
the two halves of the test in tests/compile_fail that the section names. A sentence without a section, a section without a
sentence, and a test that no section names are errors: as a program it says them.
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

# Tests of messages of the compiler itself.
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


def with_tests(text):
    """The page, with the whole sentence in each section, and the mistake and its remedy below its words."""
    said = sentences()

    def section(match):
        title, test, words = match.groups()
        whole = next((each for each in sorted(said) if each.startswith(title)), title)
        out = [f"### {title}", "", "```text", f"geai: {whole}", "```", "", words.strip(), ""]
        if test:
            for tab, half in zip(("Does not compile", "Compiles"), halves(test)):
                code = "\n".join("    " + line if line else "" for line in half.split("\n"))
                out += [f'=== "{tab}"', "", "    ```cpp", code, "    ```", ""]
        return "\n".join(out) + "\n"

    return SECTION.sub(section, text)


def disagreements():
    """A list of problems: the sentences of the code, the sections of the page and the tests belong to each other."""
    wrong = []
    codes = re.search(r"enum class errc\b[^{]*\{(.*?)\};", (ROOT / "include/geai/error.hpp").read_text(), re.DOTALL)[1]
    for code in re.findall(r"^\s*(\w+)(?: = \d+)?,", codes, re.MULTILINE):
        if not (ROOT / f"docs/guide/errors/{code}.md").exists():
            wrong.append(f"docs/guide/errors has no page for errc::{code}")
    unused, tests = sentences(), set()
    for title, test, _ in SECTION.findall(SOURCE.read_text()):
        mine = [sentence for sentence in unused if sentence.startswith(title)]
        if not mine:
            wrong.append(f"no static_assert says: {title}")
        unused -= set(mine)
        if test:
            tests |= {test, *MORE.get(test, [])}
    wrong += [f"docs/guide/sentences.md has no section for: {sentence}" for sentence in sorted(unused)]
    return wrong + [f"docs/guide/sentences.md names no tests/compile_fail/{path.name}"
                    for path in sorted(TESTS.glob("*.cpp")) if path.stem not in tests | OWN_WORDS]


if __name__ == "__main__":
    if problems := disagreements():
        sys.exit("\n".join(problems))
