// geai call and the groups: every operation of the platform, from the table.

#include <algorithm>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>

#include "calls.hpp"
#include "command_line.hpp"

namespace tool {

namespace {

std::string command_of(operation const& which) {
  return "geai " + std::string(which.group) + " " + std::string(which.shortest());
}

std::string sentence_of(std::string_view comment) {
  comment = comment.substr(0, comment.find(". "));
  return std::string(comment.substr(0, comment.size() - (comment.ends_with('.') ? 1 : 0)));
}

// Adds `name:` and its description in two columns, wrapping the second one.
void add_row(std::string& to, std::string const& name, std::string const& description) {
  constexpr std::size_t column = 36, width = 118;
  std::string line = "  " + name;
  line.append(line.size() + 2 > column ? 2 : column - line.size(), ' ');
  std::string_view rest = description;
  while (!rest.empty()) {
    std::size_t const room = width > line.size() + 20 ? width - line.size() : 20;
    std::size_t end = rest.size();
    if (rest.size() > room) {
      end = rest.rfind(' ', room);
      if (end == rest.npos || end == 0) end = room;
    }
    line += rest.substr(0, end);
    rest.remove_prefix(end);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.empty()) break;
    to += line + "\n";
    line = std::string(column, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  to += line + "\n";
}

std::string choices_in(value_type const& type) {
  std::string text;
  for (std::string_view each : choices_of(type)) text.append(text.empty() ? "" : "|").append(each);
  return text;
}

std::string type_words(member const& which) {
  std::string const choices = choices_in(which.type);
  return choices.empty() ? words_of(which.type) : choices;
}

// Returns a value that the sandbox accepts for the member.
std::string example_value(member const& which, operation const& of) {
  if (auto const choices = choices_of(which.type); !choices.empty()) return std::string(choices.front());
  switch (which.type.base) {
    case base::integer: return "1";
    case base::number: return "0.5";
    case base::boolean: return "true";
    case base::date: return which.name.find("end") == which.name.npos ? "2026-01-01" : "2026-01-31";
    case base::secret: return "-";
    case base::file: return "report.pdf";
    case base::any:
    case base::model: return "@" + kebab(which.name) + ".json";
    case base::text: break;
  }
  if (which.name == "model") return "openai/gpt-4o-mini";
  if (which.name == "email" || which.name == "user_email") return "user@example.com";
  if (which.name == "id" && of.group == "agents") return "Sample";
  if (which.name == "project_id") return "sandbox-project";
  if (which.type.shape == shape::list) return "\"some text\"";
  if (which.name.ends_with("_id")) return "ID";
  if (which.name == "profile") return "NAME";
  return std::string(which.name == "id" ? "ID" : which.name == "name" ? "NAME" : "TEXT");
}

std::string example_of(operation const& which) {
  std::string text = command_of(which);
  std::vector<member const*> const bare = positional_members(which);
  bool needs_body = false;
  for (member const& each : which.members) {
    if (!each.required) continue;
    if (std::find(bare.begin(), bare.end(), &each) != bare.end() && each.type.shape == shape::one &&
        (each.place == place::path || each.place == place::path_rest || each.type.base == base::file))
      text += " " + example_value(each, which);
    else if (each.place == place::whole || principal_of(which) == &each)
      needs_body = true;
    else
      text += " --" + kebab(each.name) + " " + example_value(each, which);
  }
  if (!needs_body) return text;
  bool has_name = false;
  if (member const* const whole = principal_of(which); whole != nullptr)
    for (member const& each : models()[static_cast<std::size_t>(whole->type.model)].members)
      has_name = has_name || each.name == "name";
  return text + (has_name ? " --name Helper" : " --body " + std::string(which.group) + ".json");
}

std::string help_of(operation const& which) {
  std::string text = std::string(which.comment) + "\n\nUsage: " + command_of(which);
  for (member const* each : positional_members(which)) {
    std::string name(each->name);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
    text += " " + name + (each->type.shape == shape::list ? "..." : "");
  }
  text += " [OPTIONS]\n";
  if (!which.verb_alone.empty()) text += "       geai call " + std::string(which.name) + " [OPTIONS]\n";
  text += "\nSends: " + std::string(which.verb) + " " + std::string(which.route) + "\n";
  if (!which.members.empty()) text += "\nOptions:\n";
  member const* const whole = principal_of(which);
  for (call_option const& each : options_of(which, 4)) {
    std::string comment(each.of->comment);
    if (each.of->required) comment = "required" + std::string(comment.empty() ? "" : ": ") + comment;
    if (!each.of->standard.empty())
      comment += (comment.empty() ? "" : "; ") + std::string(each.of->standard) + " unless given";
    if (each.of->type.shape == shape::list) comment += std::string(comment.empty() ? "" : "; ") + "may be repeated";
    bool const is_flag = each.of->type.base == base::boolean && each.of->type.shape == shape::one;
    add_row(text, each.name + (is_flag ? "" : " " + type_words(*each.of)), comment);
  }
  text += "\nAlso:\n";
  bool has_json = whole != nullptr;
  for (member const& each : which.members)
    has_json = has_json || each.place == place::body || each.place == place::whole || each.place == place::content;
  if (has_json) add_row(text, "--body FILE", "the whole body, JSON or YAML, - for standard input; options override it");
  if (which.pages.position >= 0) add_row(text, "--all", "fetch every page");
  if (!which.accept.empty()) add_row(text, "--to FILE", "save the bytes to this file (default: standard output)");
  add_row(text, "--show-secret", "show secrets in the answer; otherwise they are ***");
  text +=
      "\nA value may be @FILE (the file's content), - (standard input), or @@TEXT (a text that begins with @). Global "
      "options: geai help.\n";
  return text + "\nExample:\n  " + example_of(which) + "\n";
}

std::string help_of_group(std::string_view group) {
  std::string about;
  for (tool::group const& each : groups())
    if (each.name == group) about = each.about;
  std::string text = about + ".\n\nUsage: geai " + std::string(group) + " COMMAND [OPTIONS]\n\nCommands:\n";
  for (operation const* each : operations_of(group))
    add_row(text, std::string(each->shortest()), sentence_of(each->comment));
  for (group_extension const& each : group_extensions::all())
    if (each.group == group) add_row(text, each.name, each.about);
  return text + "\n`geai help " + std::string(group) +
         " COMMAND` shows the help of a command; `geai help` lists the global options.\n";
}

std::string help_of_call() {
  return "Calls any operation of the platform.\n\nUsage: geai call OPERATION [--MEMBER VALUE ...] [--body FILE]\n"
         "       geai call --list\n\nOptions:\n"
         "  --list                            the operations, with their routes\n\n"
         "`geai help call OPERATION` lists the options of an operation.\n\nExample:\n"
         "  geai call get_agent --id Sample\n";
}

// Saves bytes to a file, or prints them unchanged.
void call_for_bytes(context& world, sender& through, call_words const& words, outgoing const& what) {
  if (words.to && *words.to != "-") return download_to(world, through, what, *words.to);
  through.stream(what, [&world](std::string_view piece) {
    world.terminal.bytes(piece);
    return true;
  });
}

// Values that the library rejects are a usage error here.
outgoing request_of(call_values const& values) {
  try {
    return values.request();
  } catch (geai::exception const& e) {
    throw usage_error(e.what());
  }
}

int run_call(context& world, call_words const& words, std::string_view group, std::string const& help) {
  if (words.help || (words.which == nullptr && !words.list)) {
    if (!words.help && words.which == nullptr && group.empty())
      throw usage_error("no operation is named; see: geai call --list");
    if (!words.help) {
      std::string names;
      for (operation const* each : operations_of(group))
        names.append(names.empty() ? "" : ", ").append(each->shortest());
      throw usage_error("geai " + std::string(group) + ": no command is named; there are: " + names);
    }
    world.print({{"help", help}}, [&] { return help; });
    return success;
  }
  if (words.list) {
    json all = json::array();
    for (operation const& each : operations())
      all.push_back({{"operation", each.name},
                     {"command", command_of(each)},
                     {"verb", each.verb},
                     {"route", each.route},
                     {"about", sentence_of(each.comment)}});
    world.print(all, [&] {
      table rows({"OPERATION", "COMMAND", "ABOUT"});
      for (json const& each : all) rows.add({each.at("operation"), each.at("command"), each.at("about")});
      return rows.text(world.terminal.colours_results());
    });
    return success;
  }
  operation const& which = *words.which;
  if (which.accept.empty() && words.to)
    throw usage_error("the answer of " + std::string(which.name) + " is not binary, so --to cannot be used");
  if (!which.accept.empty() && world.output == output_format::json && words.to.value_or("-") == "-")
    throw usage_error("--output json needs --to FILE here: the answer is binary, not JSON");
  call_values values(world, words);
  outgoing const what = request_of(values);  // before anything is resolved
  sender through(world);
  if (which.answer == "std::string") {  // a URL for a browser: nothing is sent
    std::string const url = through.base_url() + what.target;
    world.print({{"url", url}}, [&] { return url + "\n"; });
    return success;
  }
  if (!which.accept.empty()) {
    call_for_bytes(world, through, words, what);
    return success;
  }
  json document;
  if (words.all)
    document = call_all(through, which, values);
  else
    document = send_for_json(through, which, values);
  if (!words.show_secret) hide_secrets(world, document, &which);
  if (document.is_null() || (which.answer == "void" && document.is_object() && document.empty())) {
    world.print(json::object(), [] { return std::string(); });
    if (world.output == output_format::table) world.terminal.note(std::string(which.name) + ": done");
    return success;
  }
  show_answer(world, document, &which);
  return success;
}

std::string help_of(group_extension const& which);

std::string help_for(std::string_view group, std::vector<std::string> const& path) {
  if (path.empty()) return group.empty() ? help_of_call() : help_of_group(group);
  if (group_extension const* const found = group_extensions::find(group, path.front())) return help_of(*found);
  return help_of(*parse_call(group, {path.front()}, {}).which);
}

std::vector<option_words> option_words_of(operation const& which) {
  std::vector<option_words> all;
  for (call_option const& each : options_of(which, 2)) {
    bool const is_flag = each.of->type.base == base::boolean && each.of->type.shape == shape::one;
    option_words one{.names = {each.name},
                     .type = is_flag ? "" : type_words(*each.of),
                     .description = std::string(each.of->comment)};
    for (std::string_view value : choices_of(each.of->type)) one.choices.emplace_back(value);
    all.push_back(std::move(one));
  }
  for (member const& each : which.members)
    if (each.place == place::body || each.place == place::whole) {
      all.push_back({{"--body"}, "FILE", "the whole body, JSON or YAML"});
      break;
    }
  if (which.pages.position >= 0) all.push_back({{"--all"}, "", "fetch every page"});
  if (!which.accept.empty()) all.push_back({{"--to"}, "FILE", "save the bytes to this file"});
  all.push_back({{"--show-secret"}, "", "show secrets"});
  return all;
}

std::vector<command_words> words_of_group(std::string const& group) {
  command_words top{.path = group.empty() ? "call" : group};
  std::vector<command_words> all;
  for (operation const& each : operations()) {
    if (!group.empty() && each.group != group) continue;
    std::string const name(group.empty() ? each.name : each.shortest());
    top.commands.emplace_back(name, sentence_of(each.comment));
    if (!group.empty()) all.push_back({group + " " + name, std::string(each.comment), {}, option_words_of(each)});
  }
  for (group_extension const& each : group_extensions::all())
    if (each.group == group) top.commands.emplace_back(each.name, each.about);
  if (group.empty()) top.options.push_back({{"--list"}, "", "the operations"});
  all.insert(all.begin(), std::move(top));
  return all;
}

// Returns the options of an extension, read by CLI11. All other options are those of all commands.
std::unique_ptr<CLI::App> options_of(group_extension const& which) {
  auto made = std::make_unique<CLI::App>(which.about, "geai " + which.group + " " + which.name);
  which.add_options(*made);
  made->allow_extras();
  add_help_text(*made, which.example);
  return made;
}

std::vector<std::string> parse_extension(group_extension const& which, CLI::App& app, std::vector<std::string> words,
                                         common_options const& common) {
  std::vector<std::string> theirs, own;
  for (std::size_t i = 0; i != words.size(); ++i) {
    bool const is_own = app.get_option_no_throw(words[i].substr(0, words[i].find('='))) != nullptr;
    bool const takes = !is_own && common.with_value.contains(words[i]);
    bool const is_common = takes || (!is_own && (common.flags.contains(words[i]) ||
                                                 common.with_value.contains(words[i].substr(0, words[i].find('=')))));
    (is_common ? theirs : own).push_back(words[i]);
    if (takes && i + 1 != words.size()) theirs.push_back(words[++i]);
  }
  std::reverse(own.begin(), own.end());
  try {
    app.parse(std::move(own));
  } catch (CLI::CallForHelp const&) {
    theirs.emplace_back("--help");
  } catch (CLI::ParseError const& e) {
    throw usage_error(std::string(e.what()) + "; see: geai " + which.group + " " + which.name + " --help");
  }
  if (auto const extras = app.remaining(); !extras.empty()) refuse_extras(app, extras);
  return theirs;
}

std::string help_of(group_extension const& which) {
  std::string text = options_of(which)->help();
  text.erase(text.find_last_not_of('\n') + 1);
  return text + "\n";
}

void add_operations(command_line& line, std::string const& group, std::string const& description,
                    std::string const& section) {
  auto const words = std::make_shared<call_words>();
  auto const extension = std::make_shared<group_extension const*>(nullptr);
  auto const wants_help = std::make_shared<bool>(false);
  auto const help = [group](std::vector<std::string> const& path) { return help_for(group, path); };
  line.add_own(group.empty() ? "call" : group, description, section,
               {.take =
                    [group, words, extension, wants_help](std::vector<std::string> own, common_options const& common) {
                      *extension = own.empty() ? nullptr : group_extensions::find(group, own.front());
                      if (*extension != nullptr) {
                        static std::unique_ptr<CLI::App> app;  // its options are bound to the state of the extension
                        app = options_of(**extension);
                        own.erase(own.begin());
                        auto theirs = parse_extension(**extension, *app, std::move(own), common);
                        *wants_help = std::erase(theirs, "--help") != 0;
                        return theirs;
                      }
                      *words = parse_call(group, own, common);
                      return words->common;
                    },
                .run =
                    [group, words, extension, wants_help](context& world) {
                      std::string text;
                      if (*extension != nullptr && !*wants_help) return (*extension)->run(world);
                      if (*extension != nullptr) {
                        text = help_of(**extension);
                        world.print({{"help", text}}, [&] { return text; });
                        return int{success};
                      }
                      if (words->help)
                        text = words->which != nullptr ? help_of(*words->which)
                               : group.empty()         ? help_of_call()
                                                       : help_of_group(group);
                      return run_call(world, *words, group, text);
                    },
                .help = help,
                .commands = [group] { return words_of_group(group); }});
}

void add_call(command_line& line) {
  add_operations(line, "", "Call any operation of the platform.", "Commands");
  for (tool::group const& each : groups())
    add_operations(line, std::string(each.name), std::string(each.about) + ".", "The platform");
}

command_group const call_group{30, add_call};

}  // namespace
}  // namespace tool
