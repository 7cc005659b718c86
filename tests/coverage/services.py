"""Generates include/geai/services and include/geai/src: the calls of each service and their instances, from the operations in
include/geai/api."""

import re
import textwrap

# The services: the header of the operations, its class of calls, and the description of the calls.
SERVICES = {
    "access_control": ("access_control_calls", "memberships, members and roles"),
    "admin": ("admin_calls", "the organizations and projects of a token"),
    "agents": ("agent_calls", "the lab's agents"),
    "analytics": ("analytics_calls", "analytics"),
    "assistants": ("assistant_calls", "assistants"),
    "authorization": ("authorization_calls", "the Security API"),
    "chat": ("chat_calls", "chat and the providers' own routes"),
    "embeddings": ("embeddings_calls", "embeddings"),
    "evaluation": ("evaluation_calls", "evaluations"),
    "feedback": ("feedback_calls", "feedback"),
    "files": ("files_calls", "files"),
    "gam": ("gam_calls", "the GeneXus Access Manager"),
    "instances": ("instance_calls", "running processes and their threads"),
    "integrations": ("integration_calls", "tool plug-ins and the tool proxy"),
    "knowledge_bases": ("knowledge_base_calls", "artifact types, knowledge bases and jobs"),
    "llm": ("llm_calls", "language models"),
    "organization": ("organization_calls", "organizations and their projects"),
    "processes": ("process_calls", "agentic processes"),
    "project_tokens": ("project_token_calls", "projects' API tokens"),
    "rag": ("rag_calls", "assistants over documents"),
    "reasoning_strategies": ("reasoning_strategy_calls", "the lab's reasoning strategies"),
    "rerank": ("rerank_calls", "reranking"),
    "secrets": ("secret_calls", "secrets"),
    "tasks": ("task_calls", "the tasks of processes"),
    "tools": ("tool_calls", "the lab's tools"),
    "usage_limits": ("usage_limit_calls", "usage limits"),
}
PART_OF = {"proxy": "chat", "responses": "chat"}  # besides those whose names imply it, like evaluation_plans of evaluation

# Calls that no operation describes are handwritten, as a base class of the calls: its class and its header.
BY_HAND = {
    "assistants": ("assistant_waits", "geai/client/model_calls.hpp"),
    "chat": ("structured_calls", "geai/client/model_calls.hpp"),
    "evaluation": ("evaluation_waits", "geai/client/model_calls.hpp"),
    "gam": ("gam_signing", "geai/services/by_hand/gam.hpp"),
    "instances": ("instance_waits", "geai/client/model_calls.hpp"),
    "rag": ("rag_waits", "geai/client/model_calls.hpp"),
}

# Calls with another name than their operation.
NAMES = {"chat_completion": "completion"}
ALL_NAMES = {"export_requests": "all_exported_requests"}
NOT_SENT = {"gam_signing_url"}  # for a browser: services/by_hand/gam.hpp

WIDTH = 120
GRADES = {"captured": "seen in a reply of the platform", "client": "known from a program of a third party",
          "hearsay": "known from a third party's reading of the documentation", "inferred": "inferred from other routes"}
RETRIES = {"safe": "Retried after transient failures.",
           "never": "Retried only if the platform certainly did not process it."}


def first_sentence(text):
    return re.split(r"(?<=[.;])\s+(?=[A-Z])", text)[0].rstrip(".;")


def named(member):
    said = [", ".join(f'"{text}"' for text in member.choices)] * bool(member.choices)
    said += [first_sentence(member.comment)] * bool(member.comment) + [f"default: {member.default}"] * bool(member.default)
    return f"`{member.name}`" + (f" ({'; '.join(said)})" if said else "")


def facts(operation):
    """Returns the paragraphs of a call's comment after its summary."""
    required = [named(member) for member in operation.members if member.required and not member.default]
    optional = [named(member) for member in operation.members if not member.required or member.default]
    told = [f"Requires {', '.join(required)}."] if required else []
    told += [f"Optional: {', '.join(optional)}."] if optional else []
    route = f"`{operation.verb} {operation.route}`"
    route += ", at the evaluation host" if operation.host == "evaluation" else ""
    route += f", {GRADES[operation.grade]}" if operation.grade in GRADES else ""
    last = [route + ".", RETRIES[operation.repetition]]
    last += ["Requires a token of the organization."] if operation.token_level == "organization" else []
    last += [] if operation.authenticated else ["Sent without the client's credential."]
    last += ["Errors: those of basic_client::call()."]
    return [*told, " ".join(last)]


def comment(*paragraphs):
    lines = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, WIDTH - 5, break_long_words=False, break_on_hyphens=False)
    return [f"  // {line}" for line in lines]


def packed(parts, indent, before, last):
    """Formats the parameters like clang-format: as many in a line as fit. Returns None if one does not fit."""
    lines, line = [], before
    for i, part in enumerate(parts):
        text = part + (last if i == len(parts) - 1 else ",")
        if line in (before, " " * indent):
            line += text
        elif len(line) + 1 + len(text) <= WIDTH:
            line += " " + text
        else:
            lines.append(line)
            line = " " * indent + text
    lines.append(line)
    return lines if max(map(len, lines)) <= WIDTH else None


def function(returned, name, parameters, body, template=()):
    head = f"  [[nodiscard]] {returned} {name}("
    if not parameters:
        lines = [head + ") const {"]
    else:
        lines = packed(parameters, len(head), head, ") const {")
        if not lines or len(lines) > 1 and not packed(parameters, len(head), head, ") const {"):
            lines = [head, *packed(parameters, 6, " " * 6, ") const {")]
    whole = f"{lines[0]} {body} }}"
    text = [whole] if len(lines) == 1 and len(whole) <= WIDTH else [*lines, f"    {body}", "  }"]
    return [*template, *text]


OPTIONS = "call_options const& options = call_options()"


def calls(operation, returned_type):
    """Generates the functions of one operation."""
    name = NAMES.get(operation.name, operation.name)
    request = f"api::{operation.name} const& request"
    by_default = f"{request} = api::{operation.name}()"
    answer = returned_type(operation.answer)
    needs_nothing = all(not member.required for member in operation.members)
    lines = comment(operation.comment) + ["  //"] + comment(*facts(operation))
    lines += function(f"call_result<Client, {answer}>", name, [request, OPTIONS], "return self().call(request, options);")
    if needs_nothing:
        lines += comment(f"Like {name}(request), with the defaults of all members.")
        lines += function(f"plain_call_result<Client, {answer}>", name, [],
                          f"return self().template call<api::{operation.name}>();")
    if reads(operation):
        lines += comment(f"Like {name}(request, options), but decodes into `out` and reuses its memory.")
        lines += function("call_result<Client, void>", name, [request, f"{answer}& out", OPTIONS],
                          "return self().call(request, out, options);")
    if operation.view:
        lines += comment(f"Like {name}(request, options), but without copying texts: the texts are views into the returned object.")
        lines += function(f"view_result<Client, {operation.view}>", f"{name}_view", [by_default, OPTIONS],
                          f"return self().template call_view<{operation.view}>(request, options);")
    if operation.paging:
        lines += comment(f"Returns the items of all pages of {name}() as a range of results. Pages are fetched while you iterate.")
        lines += function(f"call_items<Client, api::{operation.name}>",
                          ALL_NAMES.get(operation.name, "all_" + operation.name.removeprefix("list_")),
                          [by_default if needs_nothing else request, OPTIONS], "return self().all(request, options);")
    if operation.chunk:
        lines += comment(f"Like {name}(request, options), as a stream: an input range of result<{operation.chunk}>. Over a "
                         "blocking transport the client must outlive it.")
        lines += function(f"call_stream<Client, {operation.chunk}>", f"stream_{name.removeprefix('get_')}", [request, OPTIONS],
                          "return self().stream(request, options);")
    if operation.sends_files:
        lines += comment(f"Like {name}(request, options). Calls `progress(sent, total)` with the number of bytes sent and "
                         "the size of the body; return false to cancel.")
        lines += function(f"call_result<Client, {answer}>", name, [request, "Progress&& progress", OPTIONS],
                          "return self().upload(request, std::forward<Progress>(progress), options);",
                          ["  template <class Progress>", "    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>"])
    if operation.answer == "file_content":
        lines += comment("Writes the bytes as they arrive to a path, a stream or a callable that takes a std::string_view; see "
                         "client/download.hpp.")
        lines += function(f"call_result<Client, {answer}>", name.replace("get_file_content", "download_file"),
                          [request, "Sink&& sink", OPTIONS], "return self().download(request, std::forward<Sink>(sink), options);",
                          ["  template <class Sink>"])
    return lines


def reads(operation):
    return operation.answer != "void" and (operation.verb == "GET" or operation.name.startswith("get_"))


MADE = "// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those."


def by_service(headers):
    """[(service, its headers)]"""
    of = {}
    for header in headers:
        of.setdefault(PART_OF.get(header.service, header.service), []).append(header)
    if missing := of.keys() - SERVICES:
        raise SystemExit(f"SERVICES in tests/coverage/services.py lacks {sorted(missing)}")
    return sorted(of.items())


def services(headers):
    """Returns {path below include/geai/services: text}"""
    written = {}
    for service, parts in by_service(headers):
        name, what = SERVICES[service]
        operations = [each for part in parts for each in part.operations if each.name not in NOT_SENT]
        known = {each.name for each in operations}

        def returned_type(answer):  # a call hides the type of its name
            return re.sub(r"(?<!:)\b(\w+)\b(?!::)", lambda word: "geai::" * (word[0] in known) + word[0], answer)

        base, base_header = BY_HAND.get(service, ("", ""))
        uploads = any(each.sends_files for each in operations)
        downloads = any(each.answer == "file_content" for each in operations)
        answers = " ".join(each.answer for each in operations)
        includes = [f"geai/api/{part.name}" for part in parts]
        includes += ["geai/client/response_view.hpp"] * any(each.view for each in operations)
        includes += ["geai/call_options.hpp", "geai/client/call_result.hpp"]
        includes += ["geai/client/download.hpp"] * downloads
        includes += ["geai/client/stream.hpp"] * any(each.chunk for each in operations)
        includes += ["geai/client/upload.hpp"] * (uploads or any(each.place == "part" for op in operations for each in op.members))
        includes += [base_header] * bool(base)
        includes += ["concepts", "cstdint"] * uploads + ["utility"] * (uploads or downloads)
        includes += ["vector"] * ("std::vector" in answers) + ["string"] * ("std::string" in answers)
        lines = [MADE, "",
                 "#pragma once", "", *(f"#include <{each}>" for each in sorted(includes)), "",
                 "namespace geai::inline v0_2 {", "",
                 f"// The calls for {what}: a base class of clients.",
                 f"template <class Client> class {name} " + f": public {base}<Client> " * bool(base) + "{", "public:"]
        for operation in operations:
            lines += [*calls(operation, returned_type), ""]
        lines += ["private:", "  Client const& self() const noexcept { return static_cast<Client const&>(*this); }", "};", "",
                  "}  // namespace geai::inline v0_2"]
        written[f"{service}.hpp"] = "\n".join(lines) + "\n"
    return written


def instances(operation):
    """Returns the instances of the engine that calls of an operation need, over the default Json policy."""
    name = f"api::{operation.name}"
    yield f"GEAI_INSTANCE struct detail::wire_form<{name}, json::simdjson>;"
    if operation.answer != "void":
        yield f"GEAI_INSTANCE struct detail::into_form<{name}, json::simdjson>;"
    if operation.view:
        yield f"GEAI_INSTANCE struct detail::view_form<{operation.view}, json::simdjson>;"
    if operation.chunk:
        yield f"GEAI_INSTANCE struct detail::wire_form<api::detail::streamed<{name}>, json::simdjson>;"
        yield f"GEAI_INSTANCE result<void> json::simdjson::decode_fresh(std::string_view, geai::detail::envelope_ref<{name}::chunk>&);"
    if any(each.place == "part" for each in operation.members):
        yield (f"GEAI_INSTANCE result<void> detail::part_writer<{name}>::write("
               f"{name} const&, json::simdjson&, http::multipart_form&);")


def definitions(headers):
    """Returns {path below include/geai: text}, for programs that compile the library once (geai/detail/config.hpp)"""
    written = {}
    for service, parts in by_service(headers):
        lines = [MADE, "// clang-format off", "", "#pragma once", "", "#include <geai/src/definitions.hpp>",
                 *(f"#include <geai/api/{part.name}>" for part in parts), "", "namespace geai::inline v0_2 {", "",
                 *(line for part in parts for each in part.operations for line in instances(each)), "",
                 "}  // namespace geai::inline v0_2"]
        written[f"src/{service}.hpp"] = "\n".join(lines) + "\n"
    lines = [MADE, "", "#pragma once", "",
             "// All definitions of the library, for one source file of a program that is compiled with GEAI_SEPARATE_COMPILATION.",
             "// Alternatively, include the parts in several source files: each part in exactly one, and src/policies.hpp among them.", "",
             *sorted(f"#include <geai/{name}>" for name in [*written, "src/policies.hpp"])]
    written["src.hpp"] = "\n".join(lines) + "\n"
    return written


def lists(headers):
    """Returns tests/unit/operations_lists.hpp: the operations of each header, for tests of all operations."""
    names = [operation.name for header in headers for operation in header.operations]
    lines = [MADE, "// clang-format off", "", "#pragma once", "", "namespace geai::inline v0_2::api {", "", *(f"struct {name};" for name in names), "",
             "}  // namespace geai::inline v0_2::api", "", "namespace geai::test {", "",
             "template <class... Op> struct operations {};", ""]
    for header in headers:
        head = f"using {header.name.removesuffix('.hpp')}_operations = operations<"
        parts = [f"api::{operation.name}" for operation in header.operations]
        lines += [*(packed(parts, len(head), head, ">;") or [head, *packed(parts, 4, " " * 4, ">;")]), ""]
    return "\n".join([*lines, "}  // namespace geai::test"]) + "\n"
