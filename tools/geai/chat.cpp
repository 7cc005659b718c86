// geai chat

#include <algorithm>
#include <array>

#include "chat_session.hpp"
#include "command_line.hpp"
#include "editor.hpp"
#include "input.hpp"

namespace tool {

namespace {

constexpr char const* iris = "com.globant.iris";

struct chat_options {
  std::vector<std::string> words{};
  std::string model{};
  std::string agent{};
  bool iris = false;
  std::string system{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
  std::string save{};
  std::string resume{};
  std::vector<std::string> attached{};
  std::string schema{};
  std::vector<std::string> tools{};
  bool yes = false;
};

chat_settings settings_of(context& world, chat_options const& given) {
  if (!given.model.empty() && !given.agent.empty())
    throw usage_error("geai chat takes only one of --model and --agent");
  chat_settings settings{.model = given.model,
                         .system = given.system,
                         .temperature = given.temperature,
                         .max_tokens = given.max_tokens,
                         .asks_before_tools = !given.yes};
  if (!given.agent.empty()) settings.model = geai::agent_model_name(given.agent);
  if (given.iris) settings.model = geai::agent_model_name(iris);
  if (settings.model.empty() && given.resume.empty()) settings.model = world.own_setting(model_variable);
  if (settings.model.empty() && given.resume.empty())
    throw usage_error(
        "geai chat needs one of --model and --agent, e.g. --model openai/gpt-4o; geai configure --model sets a "
        "default");
  if (!given.schema.empty()) {
    json const schema = parse_document(read_input(world, given.schema, "--schema"), "--schema");
    if (!schema.is_object()) throw usage_error("--schema: " + given.schema + " is not a JSON Schema");
    settings.schema = schema.dump();
  }
  for (std::string const& each : given.tools) {
    std::size_t const at = each.find('=');
    std::string const name = each.substr(0, at);
    bool const sound = at != each.npos && at + 1 != each.size() && !name.empty() && name.size() <= 64 &&
                       std::all_of(name.begin(), name.end(),
                                   [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
    if (!sound) throw usage_error("--tool takes NAME=COMMAND, where the name has letters, digits, _ and - only");
    settings.tools.push_back({name, each.substr(at + 1)});
  }
  return settings;
}

// The /commands of a conversation.
class chat_commands {
public:
  chat_commands(context& world, chat_session& with, chat_options const& given)
      : world_(world), with_(with), given_(given) {}

  struct command {
    std::string_view name;
    std::string_view about;
  };
  static constexpr std::array<command, 10> all{{{"/help", "list these commands"},
                                                {"/model", "NAME: switch to another model; alone: show the model"},
                                                {"/system", "TEXT: set the system message"},
                                                {"/attach", "FILE: attach it to the next message"},
                                                {"/retry", "send the last message again"},
                                                {"/usage", "show the tokens used so far"},
                                                {"/save", "FILE: save the conversation, for --resume"},
                                                {"/history", "show all messages"},
                                                {"/clear", "forget all messages"},
                                                {"/exit", "leave (or Ctrl-D)"}}};

  bool is_over() const noexcept { return over_; }

  // Runs a command. Returns the message to be sent next, if there is one.
  std::optional<std::string> run(std::string const& typed) {
    std::size_t const space = typed.find_first_of(" \n");
    std::string const name = typed.substr(0, space);
    std::size_t const begin = space == typed.npos ? typed.npos : typed.find_first_not_of(' ', space);
    std::string const rest = begin == typed.npos ? "" : typed.substr(begin);
    if (name == "/exit" || name == "/quit") over_ = true;
    if (name == "/retry") return with_.take_back();
    if (name == "/help")
      for (command const& each : all) world_.terminal.line(std::string(each.name) + "  " + std::string(each.about));
    else if (name == "/model" && rest.empty())
      world_.terminal.note("model: " + with_.model());
    else if (name == "/model")
      with_.set_model(rest);
    else if (name == "/system")
      with_.set_system(rest);
    else if (name == "/attach")
      with_.attach(needed(rest, name));
    else if (name == "/usage")
      world_.terminal.note(with_.usage());
    else if (name == "/save")
      save(rest.empty() ? given_.save : rest);
    else if (name == "/history")
      world_.terminal.result(with_.to_json());
    else if (name == "/clear")
      with_.forget();
    else if (!over_)
      refuse(name);
    return std::nullopt;
  }

private:
  static std::string const& needed(std::string const& rest, std::string const& name) {
    if (rest.empty()) throw usage_error(name + " needs a value");
    return rest;
  }
  void save(std::string const& path) {
    with_.save(needed(path, "/save"));
    world_.terminal.note("saved in " + path);
  }
  static void refuse(std::string const& name) {
    std::vector<std::string> names;
    for (command const& each : all) names.emplace_back(each.name);
    std::string const guess = nearest(name, names);
    throw usage_error("unknown command '" + printable(name) + "'" +
                      (guess.empty() ? "" : "; did you mean '" + guess + "'?") + "; see: /help");
  }

  context& world_;
  chat_session& with_;
  chat_options const& given_;
  bool over_ = false;
};

int chat_with_person(context& world, chat_session& with, chat_options const& given) {
  chat_commands commands(world, with, given);
  std::vector<std::string> names;
  for (auto const& each : chat_commands::all) names.emplace_back(each.name);
  editor line(world, std::move(names));
  if (with.size() != 0) world.terminal.note(std::to_string(with.size()) + " messages so far");
  world.terminal.note("Ctrl-C stops an answer, Ctrl-D or /exit leaves, /help lists the commands");
  for (;;) {
    std::optional<std::string> typed = line.ask();
    if (!typed) return success;
    typed->erase(typed->find_last_not_of(" \t\n") + 1);
    if (typed->empty()) continue;
    try {
      if (typed->starts_with('/')) typed = commands.run(*typed);
      if (commands.is_over()) return success;
      if (!typed) continue;
      interruption::of_one_thing const ending(world.signals);
      if (!with.say(*std::move(typed), ending)) world.terminal.note("stopped");
      if (!given.save.empty()) with.save(given.save);
    } catch (geai::exception const& e) {
      world.terminal.error(in_words_of_the_command(e.what()));  // the conversation continues
    } catch (usage_error const& e) {
      world.terminal.error(e.what());
    }
  }
}

int chat(context& world, chat_options const& given) {
  chat_settings const settings = settings_of(world, given);
  bool const is_document = world.output != output_format::table || world.filter;
  bool const is_talk = given.words.empty() && world.terminal.asks_a_person();
  if (is_talk && is_document)
    throw usage_error("with --output json, geai chat needs a message, as arguments or on standard input");
  std::string message;
  for (std::string const& each : given.words) message += (message.empty() ? "" : " ") + each;
  if (given.words.empty() && !is_talk) message = world.terminal.read_all();
  if (!is_talk && message.find_first_not_of(" \t\r\n") == std::string::npos)
    throw usage_error("there is no message to send");
  chat_session with(world, settings);
  if (!given.resume.empty()) with.resume(given.resume);
  for (std::string const& each : given.attached) with.attach(each);
  if (is_talk) return chat_with_person(world, with, given);
  if (is_document) {
    with.print_answer(std::move(message));
  } else {
    interruption::of_one_thing const ending(world.signals);
    if (!with.say(std::move(message), ending)) throw interrupted{SIGINT};
  }
  if (!given.save.empty()) with.save(given.save);
  return success;
}

void add_chat(command_line& line) {
  auto const given = std::make_shared<chat_options>();
  CLI::App& chat_command = line.add(
      line.root(), "chat",
      "Talk to a model or an agent. The answer is shown as it arrives; its token usage goes to stderr.\n"
      "Without a message it starts a conversation on a terminal, or else reads the message from standard input.",
      "geai chat --model openai/gpt-4o \"Why is the sky blue?\"\n"
      "  geai chat --agent Sample < question.txt\n"
      "  geai chat --tool 'weather=./weather.sh' --save talk.json",
      [given](context& world) { return chat(world, *given); });
  chat_command.add_option("message", given->words, "the message")->type_name("");
  chat_command
      .add_option("--model,-m", given->model,
                  "the model, e.g. openai/gpt-4o or saia:assistant:NAME (default: GEAI_MODEL, the profile)")
      ->type_name("NAME");
  chat_command.add_option("--agent", given->agent, "an agent of the lab, by its name or id")->type_name("NAME");
  chat_command.add_flag("--iris", given->iris, "Iris, the agent that creates agents");
  chat_command.add_option("--system", given->system, "the system message")->type_name("TEXT");
  chat_command.add_option("--temperature", given->temperature, "the sampling temperature")->type_name("NUMBER");
  chat_command.add_option("--max-tokens", given->max_tokens, "the maximum number of tokens of an answer")
      ->check(check_count)
      ->type_name("N");
  chat_command.add_option("--save", given->save, "save the conversation to this file")->type_name("FILE");
  chat_command.add_option("--resume", given->resume, "continue a saved conversation")->type_name("FILE");
  chat_command.add_option("--attach", given->attached, "attach an image, a sound or a document; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  chat_command.add_option("--schema", given->schema, "a JSON Schema that the answer must follow")->type_name("FILE");
  chat_command
      .add_option("--tool", given->tools,
                  "a command that the model may call, with its arguments as JSON on standard input; may be repeated")
      ->type_name("NAME=COMMAND")
      ->allow_extra_args(false);
  chat_command.add_flag("-y,--yes", given->yes, "run tools without asking first");
}

command_group const chat_group{40, add_chat};

}  // namespace
}  // namespace tool
