"""The error messages of the library at run time, from its sources, for the pages of docs/guide/errors: each can be searched for."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
INCLUDE = ROOT / "include" / "geai"
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
TEXT = re.compile(rf"{LITERAL}(?:\s*{LITERAL})*")
# The code of texts that have none before them, by the beginning of the header's name.
CODES = {"api/proxy": "invalid_argument", "api/": "invalid_argument", "auth/": "api_response", "chat/wait": "timeout",
         "chat/structured": "decode", "chat/conversation": "too_large", "config/detail/sources": "missing_requirement",
         "config/settings": "missing_requirement", "config/": "credentials_file", "detail/system/": "credentials_file",
         "engine/about": "api_response", "engine/answer": "decode", "engine/client_arguments": "missing_requirement",
         "engine/engine_inline": "api_response", "engine/failure": "api_response", "engine/": "invalid_argument",
         "http/": "invalid_argument", "json/": "decode", "transport/": "transport"}
NONE = ("json/schema", "transport/curl_transfer", "transport/curl_request", "engine/chunk_reader", "test/", "event_loop", "detail/language")
NO_MESSAGE = re.compile(r"geai: |https?://|gam_user|multipart/|Content-Disposition|\) return|a stream of|an event stream|a view of|wrong version|"
                        r"packet length|unexpected TLS|Failed to connect")


def messages():
    """code -> its messages, in order of the headers; a part that varies is an ellipsis."""
    found = {}
    for path in sorted(INCLUDE.rglob("*.hpp")):
        name = str(path.relative_to(INCLUDE))
        if name.startswith(NONE):
            continue
        text = re.sub(r"(?m)^\s*(//|#error).*$|\s//\s.*$", "", path.read_text())
        for match in TEXT.finditer(text):
            said = "".join(each[1:-1] for each in re.findall(LITERAL, match[0])).replace('\\"', '"')
            before = text[max(0, match.start() - 120):match.start()]
            statement = re.split(r"[;{}]", text[max(0, match.start() - 400):match.start()])[-1]
            if said.strip().count(" ") < 2 or NO_MESSAGE.search(said) or "static_assert" in statement:
                continue
            near = re.findall(r"\berrc::(\w+),[^;]*$", before)
            code = near[-1] if near else next((code for begin, code in CODES.items() if name.startswith(begin)), None)
            if code is None:
                continue
            after = text[match.end():match.end() + 2]
            shown = ("… " if not said[:1].isalpha() or said.startswith(("is ", "has ")) else "") + said.strip(" ;,:")
            shown += " …" if said.endswith((" ", "'", "(")) or after.lstrip().startswith("+") else ""
            if shown not in found.setdefault(code, []):
                found[code].append(shown)
    return found


def section(code):
    """The section of a code's page."""
    found = messages().get(code)
    if not found:
        return ""
    lines = "\n".join(f"- `` {each} ``" for each in found)
    return f"\n\n## All messages\n\nThese are the fixed parts of all messages with this code; `…` stands for a part that varies.\n\n{lines}\n"
