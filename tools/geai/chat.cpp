// geai chat

#include <geai/chat/accumulator.hpp>
#include <geai/client/chat.hpp>

#include "client.hpp"
#include "command_line.hpp"

namespace tool {

namespace {

struct chat_options {
  std::vector<std::string> words{};
  std::string model{};
  std::string agent{};
  std::string system{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
};

std::string money_of(double amount) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6f", amount);
  std::string short_form(text);
  short_form.erase(short_form.find_last_not_of('0') + 1);
  return short_form.ends_with('.') ? short_form + "0" : short_form;
}

std::string in_words(geai::chat_usage const& used) {
  std::string text = std::to_string(used.prompt_tokens) + " + " + std::to_string(used.completion_tokens) + " tokens";
  if (used.total_cost) text += ", " + money_of(*used.total_cost) + " " + used.currency.value_or("USD");
  return text;
}

// The answer of a model as it comes. Line ends and tabs are all that a terminal is to obey in it.
class shown_answer {
public:
  explicit shown_answer(context& world) : world_(world) {}

  void add(std::string_view piece) {
    shown_ |= !piece.empty();
    pending_ += piece;
    show(world_.terminal.take_shown(pending_, false));
  }

  // Ends the line.
  void finish() {
    show(world_.terminal.take_shown(pending_, true));
    if (shown_) world_.terminal.result("\n");
  }

private:
  void show(std::string text) {
    if (world_.terminal.results_to_terminal()) {
      std::string safe;
      for (std::size_t at = 0; at < text.size();) {
        std::size_t const end = std::min(text.find_first_of("\n\t", at), text.size());
        safe += printable(std::string_view(text).substr(at, end - at));
        if (end != text.size()) safe += text[end];
        at = end + 1;
      }
      text = std::move(safe);
    }
    if (!text.empty()) world_.terminal.result(text);
  }

  context& world_;
  bool shown_ = false;  // something
  std::string pending_{};
};

class conversation {
public:
  conversation(context& world, chat_options const& given)
      : world_(world), client_(connect<geai::chat_client<>>(world)) {
    said_.model = given.agent.empty() ? given.model : geai::agent_model_name(given.agent);
    said_.temperature = given.temperature;
    said_.max_completion_tokens = given.max_tokens;
    if (!given.system.empty()) said_.messages.push_back({.role = "system", .content = given.system});
  }

  // Shows the answer and keeps it; returns false when Ctrl-C has ended it, and then keeps the part that came. Throws any other
  // failure: after a failed call the message is as if it had not been said; an answer that was cut is kept.
  bool say(std::string message, interruption::of_one_thing const& ending) {
    said_.messages.push_back({.role = "user", .content = std::move(message)});
    shown_answer answer(world_);
    std::optional<geai::error> failed;
    geai::chat_accumulator whole;
    {
      std::optional<progress> waiting(std::in_place, world_.terminal, "waiting for the answer");
      auto stream = client_.stream_completion(said_, {.timeout = world_.timeout_of_call(), .stop = ending.token()});
      if (!stream) {
        failed = stream.error();
      } else {
        for (geai::result<geai::chat_chunk> const& chunk : *stream) {
          waiting.reset();
          if (!chunk) {
            failed = chunk.error();
            break;
          }
          whole.add(*chunk);
          for (geai::chat_chunk_choice const& each : chunk->choices)
            if (each.index == 0) answer.add(each.delta.content.value_or(""));
        }
      }
    }
    answer.finish();
    world_.signals.check();
    bool const stopped = failed && failed->code == geai::errc::cancelled && ending.requested();
    if (failed && !stopped) {
      said_.messages.pop_back();
      geai::raise(*std::move(failed));
    }
    geai::chat_reply reply = whole.reply();
    if (reply.content.value_or("").empty()) {
      said_.messages.pop_back();
    } else {
      if (reply.role.empty()) reply.role = "assistant";
      said_.messages.push_back(reply);
    }
    if (whole.usage()) world_.terminal.note(in_words(*whole.usage()));
    if (!stopped) check_ending(whole.reply(), whole.finish_reason());
    return !stopped;
  }

  // The whole answer as one document.
  void print_answer(std::string message) {
    said_.messages.push_back({.role = "user", .content = std::move(message)});
    geai::chat_completion_answer const answer =
        answer_of(world_, "waiting for the answer", [&] { return client_.completion(said_, options_of(world_)); });
    world_.print(document_of(answer), [] { return std::string(); });
    if (!answer.choices.empty()) check_ending(answer.choices[0].message, answer.choices[0].finish_reason);
  }

private:
  // Throws if the model gave no answer, or not all of it.
  static void check_ending(geai::chat_reply const& reply, std::optional<std::string> const& reason) {
    if (reply.refusal && !reply.refusal->empty())
      geai::raise(geai::error(geai::errc::refused, "the model refused: " + *reply.refusal));
    if (reason == "content_filter")
      geai::raise(geai::error(geai::errc::refused, "a filter of the provider stopped the answer"));
    if (reason == "length")
      geai::raise(geai::error(geai::errc::incomplete, "the answer was cut at its limit of tokens; see --max-tokens"));
  }

  context& world_;
  geai::chat_client<> client_;
  geai::api::chat_completion said_{};
};

int chat_with_person(context& world, chat_options const& given) {
  conversation with(world, given);
  world.terminal.note("Ctrl-C stops an answer, Ctrl-D or /exit ends");
  for (;;) {
    std::optional<geai::secret> const typed = world.terminal.ask("> ", console::echo::on, stderr);
    if (!typed || typed->reveal() == "/exit") return success;
    if (typed->empty()) continue;
    interruption::of_one_thing const ending(world.signals);
    try {
      if (!with.say(std::string(typed->reveal()), ending)) world.terminal.note("stopped");
    } catch (geai::exception const& e) {
      world.terminal.error(e.what());  // the conversation goes on
    }
  }
}

int chat(context& world, chat_options const& given) {
  if (given.model.empty() == given.agent.empty())
    throw usage_error("geai chat needs one of --model and --agent, e.g. --model openai/gpt-4o");
  bool const as_json = world.output == output_format::json;
  if (given.words.empty() && world.terminal.asks_a_person()) {
    if (as_json) throw usage_error("with --output json, geai chat needs a message, as arguments or on standard input");
    return chat_with_person(world, given);
  }
  std::string message;
  for (std::string const& each : given.words) message += (message.empty() ? "" : " ") + each;
  if (given.words.empty()) message = world.terminal.read_all();
  if (message.find_first_not_of(" \t\r\n") == std::string::npos) throw usage_error("there is no message to send");
  conversation with(world, given);
  if (as_json) {
    with.print_answer(std::move(message));
    return success;
  }
  interruption::of_one_thing const ending(world.signals);
  if (!with.say(std::move(message), ending)) throw interrupted{SIGINT};
  return success;
}

void add_chat(command_line& line) {
  auto const given = std::make_shared<chat_options>();
  CLI::App& chat_command =
      line.add(line.root(), "chat",
               "Talk to a model or an agent. The answer is shown as it comes; what it used is said on stderr.\n"
               "Without a message: on a terminal, a conversation; else all of standard input is the message.",
               "geai chat --model openai/gpt-4o \"Why is the sky blue?\"\n"
               "  geai chat --agent Sample < question.txt",
               [given](context& world) { return chat(world, *given); });
  chat_command.add_option("message", given->words, "what to say")->type_name("");
  chat_command.add_option("--model,-m", given->model, "who answers, e.g. openai/gpt-4o or saia:assistant:NAME")
      ->type_name("NAME");
  chat_command.add_option("--agent", given->agent, "an agent of the lab answers: its name or id")->type_name("NAME");
  chat_command.add_option("--system", given->system, "what to tell the model beforehand")->type_name("TEXT");
  chat_command.add_option("--temperature", given->temperature, "how freely it answers")->type_name("NUMBER");
  chat_command.add_option("--max-tokens", given->max_tokens, "of an answer")->check(check_count)->type_name("N");
}

command_group const chat_group{40, add_chat};

}  // namespace
}  // namespace tool
