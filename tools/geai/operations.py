#!/usr/bin/env python3
"""Writes the command's table of operations, and the calls of their checks: operations.py DOCS DATA.cpp CHECKS.cpp

Without files it prints the names of the groups.

DOCS is the folder of operations.json and models.json, which are generated from the headers. This script adds only the groups of
the commands.
"""

import json
import pathlib
import re
import sys

# The group of an operation is the first one whose pattern matches its name, otherwise that of its service, otherwise
# its service.
GROUPS = [
    ("plugins", r"plugin"),
    ("images", r"image"),
    ("responses", r"^get_response|^chat_completion$|^create_message$"),
    ("tokens", r"project_api_token|project_token|oauth2|validate_api_token|user_profile_information"),
    ("projects", r"^(list|get|create|update|delete)_projects?$|authorized_projects|project_visibility"),
    ("tools", r"tool_proxy"),
]
SERVICES = {
    "access_control": "members", "admin": "org", "authorization": "tokens", "chat": "responses", "evaluation": "eval",
    "feedback": "assistants", "integrations": "plugins", "knowledge_bases": "kbs", "llm": "models", "organization": "org",
    "project_tokens": "tokens", "proxy": "models", "reasoning_strategies": "strategies", "usage_limits": "usage",
}
# Nouns that a group's name implies, so that its commands omit them: `geai agents list`. Longer ones first.
NOUNS = {
    "agents": ["agents", "agent"], "tools": ["tools", "tool"], "processes": ["processes", "process"], "tasks": ["tasks", "task"],
    "instances": ["process_instances", "instance"], "kbs": ["knowledge_bases", "knowledge_base"],
    "strategies": ["reasoning_strategies", "reasoning_strategy"], "assistants": ["assistant"],
    "rag": ["rag_profiles", "rag_profile", "rag"], "files": ["files", "file"], "secrets": ["secrets", "secret"],
    "models": ["models"], "embeddings": ["embeddings"], "rerank": ["rerank"], "images": ["image"],
    "usage": ["usage_limits", "usage_limit"], "org": ["organizations", "organization"], "projects": ["projects", "project"],
    "members": ["project_members", "project_member"], "tokens": ["project_api_token"], "gam": ["gam"],
    "plugins": ["tool_plugins", "tool_plugin"], "analytics": [], "eval": [], "responses": ["response"],
}
ABOUT = {
    "agents": "The agents of a project", "tools": "The tools of a project", "processes": "Agentic processes",
    "tasks": "The tasks of processes", "instances": "Instances of processes", "kbs": "Knowledge bases, artifact types and jobs",
    "strategies": "Reasoning strategies", "assistants": "Assistants, and feedback on their answers",
    "rag": "RAG profiles and their documents", "files": "Files of a project", "secrets": "Secrets of a project",
    "eval": "Data sets, evaluation plans and results", "analytics": "Figures of usage and cost",
    "models": "Providers and models", "embeddings": "Embeddings of texts", "rerank": "Ranking of texts by a query",
    "images": "Images from prompts", "responses": "Answers of models, in one call", "usage": "Usage limits",
    "org": "The organization", "projects": "The projects of an organization", "members": "Members, roles and memberships",
    "tokens": "API tokens of projects, and logins", "gam": "GAM logins", "plugins": "Plug-ins of tools",
}

SCALARS = {"std::string": "text", "int": "integer", "std::int64_t": "integer", "std::uint64_t": "integer",
           "std::chrono::seconds": "integer", "double": "number", "float": "number", "bool": "boolean", "secret": "secret",
           "date": "date", "file_upload": "file"}
PLACES = {"path": "path", "query": "query", "header": "header", "form": "form", "part": "part", "body": "body"}
KINDS = {"path_rest": "path_rest", "secret_query": "secret_query", "bearer": "bearer", "body": "whole", "content": "content",
         "raw_file": "raw_file", "numbered_part": "numbered_part", "spread": "spread"}


def text(value):
    return json.dumps(value, ensure_ascii=False).replace("\\/", "/").replace("??", "?\\?")


def kebab(name):
    return name.replace("_", "-")


# C++ names that have no meaning on a command line: a::b, f(), {.a = b}.
CPP = re.compile(r"\w+::\w+|\b\w+\(|^\{[{.]|\bClient\b")


def without_cpp(comment):
    """Returns a header's comment without the brackets, clauses and sentences that name C++ entities."""
    comment = re.sub(r" ?\((?:[^()]|\(\))*\)", lambda match: "" if CPP.search(match[0]) else match[0], comment)
    sentences = []
    for sentence in re.split(r"(?<=\.) ", comment):
        clauses = re.split(r"((?:;|(?<!:):(?!:)|, see\b) ?)", sentence)
        kept = clauses[0] if not CPP.search(clauses[0]) else ""
        for separator, clause in zip(clauses[1::2], clauses[2::2]):
            if not CPP.search(separator + clause):
                kept = kept + separator + clause if kept else clause
        if kept:
            sentences.append(kept if kept.endswith(".") or not sentence.endswith(".") else kept + ".")
    return " ".join(sentences)


class Table:
    def __init__(self, operations, models):
        self.verbs = set()
        self.verb_alone = {each["name"]: self.verb_without_noun(each, self.group(each)) for each in operations}
        self.commands = {name: f"geai {kebab(self.group(each))} {self.verb_alone[name] or kebab(name)}"
                         for each in operations for name in [each["name"]]}  # the names that users type
        self.models = {each["name"]: number for number, each in enumerate(models)}

        self.sets = {each["name"] for each in models if each.get("values")}  # texts with a list of known values
        self.lines = []
        for each in models:
            self.model(each)
        rows = ["    {" + ", ".join([
            text(each["name"]), text(self.comment(each)), f"fields_{each['name']}" if each.get("members") else "{}",
            f"values_{each['name']}" if each.get("values") else "{}", text(each.get("wrapper", "")),
            text(each.get("text_name", "")), f"others_{each['name']}" if each.get("other_names") else "{}", "true" if each.get("tells_failure") else "false"]) + "}," for each in models]
        self.lines += [f"constexpr model all_models[] = {{", *rows, "};"]
        rows = [self.operation(each) for each in operations]
        self.lines += ["constexpr operation all_operations[] = {", *rows, "};"]
        names = []
        for group in [self.group(each) for each in operations]:
            if group not in names:
                names.append(group)
        order = list(ABOUT)
        names.sort(key=lambda name: order.index(name) if name in order else len(order))
        self.groups = [kebab(name) for name in names]
        self.lines += ["constexpr group all_groups[] = {",
                       *[f"    {{{text(kebab(name))}, {text(ABOUT.get(name, 'The service ' + name))}}}," for name in names], "};"]

    def comment(self, each):
        """Returns a comment in which other operations have their names of the command."""
        return without_cpp(re.sub(
            r"`?\b([a-z]+(?:_[a-z0-9]+)+)\b(?:\(\))?`?",
            lambda match: f"`{self.commands[match[1]]}`" if match[1] in self.commands else match[0], each.get("comment", "")))

    def type(self, text_of_type):
        inner = text_of_type.replace("geai::", "")
        optional = False
        if match := re.fullmatch(r"(?:std::)?optional<(.*)>", inner):
            optional, inner = True, match[1]
        shape = "one"
        if match := re.fullmatch(r"std::vector<(.*)>", inner):
            shape, inner = "list", match[1]
        elif match := re.fullmatch(r"std::map<std::string, (.*)>", inner):
            shape, inner = "map", match[1]
        if match := re.fullmatch(r"open_enumeration<(.*)>", inner):
            inner = match[1]
        number = self.models.get(inner, -1)
        kind = "text" if inner in self.sets else SCALARS.get(inner, "model" if number >= 0 else "any")
        return f"{{shape::{shape}, base::{kind}, {'true' if optional else 'false'}, {number}}}"

    def member(self, each, place):
        default = each.get("default", "").strip('"')
        required = each.get("required", False) and not default
        return "    {" + ", ".join([
            text(each["name"]), text(each["wire"]), text(each.get("name_header", "")), text(self.comment(each)), self.type(each["type"]),
            f"place::{place}", "true" if required else "false", "true" if each.get("kind") == "unless_empty" else "false",
            text(default), text(each.get("also", ""))]) + "},"

    def model(self, each):
        if each.get("members"):
            rows = [self.member(member, "body") for member in each["members"]]
            self.lines += [f"constexpr member fields_{each['name']}[] = {{", *rows, "};"]
        if each.get("other_names"):
            self.lines += [f"constexpr std::string_view others_{each['name']}[] = {{{', '.join(map(text, each['other_names']))}}};"]
        if each.get("values"):
            self.lines += [f"constexpr std::string_view values_{each['name']}[] = {{{', '.join(map(text, each['values']))}}};"]

    @staticmethod
    def group(each):
        for group, pattern in GROUPS:
            if re.search(pattern, each["name"]):
                return group
        return SERVICES.get(each["service"], each["service"])

    def verb_without_noun(self, each, group):
        for noun in NOUNS.get(group, []):
            words = re.sub(rf"^([a-z]+_)?{noun}(_|$)", r"\1", each["name"]).strip("_")
            if words and words != each["name"]:
                if (group, words) in self.verbs:
                    break
                self.verbs.add((group, words))
                return kebab(words)
        return ""

    def operation(self, each):
        name, group = each["name"], self.group(each)
        members = each["members"]
        if members:
            rows = [self.member(member, KINDS.get(member.get("kind"), PLACES[member["place"]])) for member in members]
            self.lines += [f"constexpr member members_{name}[] = {{", *rows, "};"]
        page = each.get("paging")
        names = [member["name"] for member in members]
        paging = (f"{{{'true' if page['kind'] == 'by_page' else 'false'}, {names.index(page['position'])}, "
                  f"{names.index(page['size'])}, {page['default']}}}") if page else "{}"
        flags = ", ".join("true" if flag else "false" for flag in (
            each["retry"] == "safe", each.get("host") == "evaluation", each.get("authenticated", True),
            each.get("token_level") == "organization", each.get("may_be_empty"), each.get("empty_object"), each.get("streams")))
        return "    {" + ", ".join([
            text(name), text(kebab(group)), text(kebab(name)), text(self.verb_alone[name]), text(self.comment(each)),
            text(each["verb"]), text(each["route"]), f"members_{name}" if members else "{}", text(each["answer"]),
            self.type(each["answer"]), text(each.get("accept", "")), flags, paging]) + "},"


docs, *outs = map(pathlib.Path, sys.argv[1:])
table = Table(json.loads((docs / "operations.json").read_text()), json.loads((docs / "models.json").read_text()))
if not outs:
    sys.exit(print("\n".join(table.groups)))
outs[0].write_text("""// Generated by operations.py from docs/operations.json and docs/models.json.

#include "operation_table.hpp"

namespace tool {
namespace {
""" + "\n".join(table.lines) + """
}  // namespace

std::span<operation const> operations() noexcept { return all_operations; }
std::span<model const> models() noexcept { return all_models; }
std::span<group const> groups() noexcept { return all_groups; }

}  // namespace tool
""")

headers = sorted((docs.parent / "include/geai/api").glob("*.hpp"))
outs[1].write_text("""// Generated by operations.py from docs/operations.json.

#include "operation_checks.hpp"

""" + "".join(f"#include <geai/api/{each.name}>\n" for each in headers) + """
namespace tool {
namespace {

using check_function = geai::result<void> (*)(checked_values);

// In the order of operations().
constexpr check_function all_checks[] = {
""" + "".join(f"    check_as<geai::api::{name}>,\n" for name in table.commands) + """};

}  // namespace

geai::result<void> check_operation(std::size_t number, checked_values values) {
  return all_checks[number](std::move(values));
}

}  // namespace tool
""")
