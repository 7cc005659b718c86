// One conversation with a model: what is said, answered, and run for it.

#include "chat_session.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <geai/chat/accumulator.hpp>

#include "child.hpp"
#include "input.hpp"

namespace tool {

namespace {

constexpr int most_rounds = 10;  // of tools, in one answer

geai::error no_choices() {
  return geai::error(geai::errc::decode, "completion: the answer has no choices, so nothing was said");
}

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

// Throws if the model gave no answer, or not all of it.
void check_ending(geai::chat_reply const& reply, std::optional<std::string> const& reason) {
  if (reply.refusal && !reply.refusal->empty())
    geai::raise(geai::error(geai::errc::refused, "the model refused: " + *reply.refusal));
  if (reason == "content_filter")
    geai::raise(geai::error(geai::errc::refused, "a filter of the provider stopped the answer"));
  if (reason == "length")
    geai::raise(geai::error(geai::errc::incomplete, "the answer was cut at its limit of tokens; see --max-tokens"));
}

std::string error_text(std::string const& why) { return json{{"error", why}}.dump(); }

}  // namespace

chat_session::chat_session(context& world, chat_settings const& given)
    : world_(world),
      client_(connect<geai::chat_client<>>(world)),
      tools_(given.tools),
      asks_before_tools_(given.asks_before_tools) {
  said_.model = given.model;
  said_.temperature = given.temperature;
  said_.max_completion_tokens = given.max_tokens;
  set_system(given.system);
  if (!given.schema.empty()) {
    json const form{{"type", "json_schema"},
                    {"json_schema", {{"name", "answer"}, {"schema", parsed(given.schema)}, {"strict", true}}}};
    said_.response_format = geai::raw_json{form.dump()};
  }
  for (command_tool const& each : tools_) {
    geai::chat_function function{.name = each.name, .description = "Runs the command: " + each.command};
    function.parameters = geai::raw_json{R"({"type":"object","additionalProperties":true})"};
    said_.tools.push_back({.function = std::move(function)});
  }
}

geai::chat_message chat_session::message_of(std::string text) {
  geai::chat_message message{.role = "user"};
  if (attached_.empty()) {
    message.content = std::move(text);
  } else {
    message.parts.push_back(geai::text_part{std::move(text)});
    for (geai::message_part& each : attached_) message.parts.push_back(std::move(each));
    attached_.clear();
  }
  return message;
}

bool chat_session::say(std::string message, interruption::of_one_thing const& ending) {
  std::size_t const before = said_.messages.size();
  said_.messages.push_back(message_of(std::move(message)));
  try {
    for (int rounds = 0;; ++rounds) {
      round const came = stream_round(ending);
      if (came == round::answered) return true;
      if (came == round::stopped) return false;
      if (rounds == most_rounds)
        geai::raise(geai::error(geai::errc::incomplete, "the model asks for tools again and again; it got no further"));
      run_tools(ending.token());
    }
  } catch (geai::exception const& e) {
    bool const has_answer = said_.messages.size() > before + 1 && e.error().code == geai::errc::incomplete &&
                            said_.messages.back().role == "assistant";
    if (!has_answer) said_.messages.resize(before);
    throw;
  }
}

chat_session::round chat_session::stream_round(interruption::of_one_thing const& ending) {
  shown_answer answer(world_);
  std::optional<geai::error> failed;
  bool answers = false;
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
        for (geai::chat_chunk_choice const& each : chunk->choices) {
          answers = true;
          if (each.index == 0) answer.add(each.delta.content.value_or(""));
        }
      }
    }
  }
  answer.finish();
  world_.signals.check();
  bool const stopped = failed && failed->code == geai::errc::cancelled && ending.requested();
  if (failed && !stopped) geai::raise(*std::move(failed));
  if (!answers && !stopped) geai::raise(no_choices());
  geai::chat_reply reply = whole.reply();
  if (reply.role.empty()) reply.role = "assistant";
  if (whole.usage()) count(*whole.usage());
  if (stopped) reply.tool_calls.clear();
  if (!reply.tool_calls.empty() && !tools_.empty()) {
    for (geai::chat_tool_call& each : reply.tool_calls) {
      each.index.reset();
      if (!each.type) each.type = "function";
      if (!each.function) each.function.emplace();
    }
    said_.messages.push_back(reply);
    return round::asks_for_tools;
  }
  if (reply.content.value_or("").empty())
    said_.messages.pop_back();
  else
    said_.messages.push_back(reply);
  if (!stopped) check_ending(reply, whole.finish_reason());
  return stopped ? round::stopped : round::answered;
}

void chat_session::count(geai::chat_usage const& used) {
  geai::detail::add_usage(used_, used);
  world_.terminal.note(in_words(used));
}

void chat_session::run_tools(std::stop_token const& stop) {
  std::vector<geai::chat_tool_call> const calls =
      said_.messages.back().tool_calls.value_or(std::vector<geai::chat_tool_call>());
  for (geai::chat_tool_call const& each : calls)
    said_.messages.push_back({.role = "tool", .content = run_tool(each, stop), .tool_call_id = each.id.value_or("")});
}

std::string chat_session::run_tool(geai::chat_tool_call const& call, std::stop_token const& stop) {
  std::string const name = call.function->name;
  std::string const arguments = call.function->arguments.empty() ? "{}" : call.function->arguments;
  auto const found =
      std::find_if(tools_.begin(), tools_.end(), [&](command_tool const& each) { return each.name == name; });
  if (found == tools_.end()) return error_text("there is no tool " + name);
  world_.terminal.note("the model asks for " + name + " " + arguments);
  if (asks_before_tools_) {
    if (!world_.terminal.asks_a_person()) {
      world_.terminal.note("not run: nobody can be asked; --yes runs it");
      return error_text("the user does not allow it");
    }
    auto const answer =
        world_.terminal.ask("run `" + printable(found->command) + "`? [y/N] ", console::echo::on, stderr);
    if (!answer || (answer->reveal() != "y" && answer->reveal() != "yes"))
      return error_text("the user does not allow it");
  }
  auto const until = child::clock::now() + std::chrono::minutes(2);
  try {
    child running({"sh", "-c", found->command});
    running.write(arguments, until, stop);
    running.close_input();
    std::string text = running.read_all(until, stop);
    int const status = running.wait(until);
    if (stop.stop_requested()) geai::raise(geai::error(geai::errc::cancelled, "stopped"));
    if (status == 0) return text;
    world_.terminal.warning(name + " ended with status " + std::to_string(status));
    return error_text("it ended with status " + std::to_string(status) + ": " + text);
  } catch (std::runtime_error const& e) {
    if (dynamic_cast<geai::exception const*>(&e) != nullptr) throw;
    return error_text(e.what());
  }
}

void chat_session::print_answer(std::string message) {
  said_.messages.push_back(message_of(std::move(message)));
  for (int rounds = 0;; ++rounds) {
    geai::chat_completion_answer const answer =
        answer_of(world_, "waiting for the answer", [&] { return client_.completion(said_, options_of(world_)); });
    bool const asks = !answer.choices.empty() && !answer.choices[0].message.tool_calls.empty() && !tools_.empty();
    if (asks && rounds != most_rounds) {
      said_.messages.push_back(answer.choices[0].message);
      run_tools(world_.signals.token());
      continue;
    }
    if (answer.choices.empty()) geai::raise(no_choices());
    world_.print(document_of(answer), [] { return std::string(); });
    said_.messages.push_back(answer.choices[0].message);
    return check_ending(answer.choices[0].message, answer.choices[0].finish_reason);
  }
}

void chat_session::attach(std::string const& path) {
  std::string extension = path.substr(std::min(path.rfind('.'), path.size()));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  auto const is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), extension) != names.end();
  };
  if (is_one_of({".png", ".jpg", ".jpeg", ".gif", ".webp"}))
    attached_.emplace_back(geai::image_file(path).value());
  else if (is_one_of({".wav", ".mp3"}))
    attached_.emplace_back(geai::audio_file(path).value());
  else
    attached_.emplace_back(geai::document_file(path).value());
}

std::optional<std::string> chat_session::take_back() {
  auto& messages = said_.messages;
  auto const last =
      std::find_if(messages.rbegin(), messages.rend(), [](auto const& each) { return each.role == "user"; });
  if (last == messages.rend()) return std::nullopt;
  std::string text = last->content.value_or("");
  if (!last->parts.empty())
    for (json const& each : parsed(last->parts.text)) {
      if (each.value("type", "") == "text")
        text += each.value("text", "");
      else
        attached_.emplace_back(geai::raw_json{each.dump()});
    }
  messages.erase(std::prev(last.base()), messages.end());
  return text;
}

void chat_session::set_system(std::string const& text) {
  auto& messages = said_.messages;
  if (!messages.empty() && messages.front().role == "system") messages.erase(messages.begin());
  if (!text.empty()) messages.insert(messages.begin(), geai::chat_message{.role = "system", .content = text});
}

void chat_session::forget() {
  auto& messages = said_.messages;
  bool const has_system = !messages.empty() && messages.front().role == "system";
  messages.resize(has_system ? 1 : 0);
  attached_.clear();
}

std::string chat_session::usage() const { return in_words(used_); }

std::string chat_session::to_json() const {
  json document{{"model", said_.model}, {"messages", json::array()}};
  for (geai::chat_message const& each : said_.messages) document["messages"].push_back(document_of(each));
  document["usage"] = document_of(used_);
  return to_text(document);
}

void chat_session::save(std::string const& path) const {
  std::string const text = to_json();
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool const written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  int const number = errno;
  if (file >= 0) ::close(file);
  if (!written) throw usage_error(path + " cannot be written: " + std::strerror(number));
}

void chat_session::resume(std::string const& path) {
  json const document = parse_document(read_input(world_, path, "--resume"), "--resume");
  usage_error const wrong("--resume: " + path + " is no conversation that --save wrote");
  if (!document.is_object() || !document.contains("messages") || !document.at("messages").is_array()) throw wrong;
  if (json const& model = document.value("model", json("")); !model.is_string())
    throw wrong;
  else if (said_.model.empty())
    said_.model = model.get<std::string>();
  geai::json::simdjson reader;
  auto const read = [&](json const& value, auto& into) {
    std::string text = value.dump();
    text.reserve(text.size() + geai::json::padding);
    auto decoded = reader.decode<std::remove_reference_t<decltype(into)>>(text);
    if (!decoded) throw wrong;
    into = std::move(*decoded);
  };
  said_.messages.clear();
  for (json const& each : document.at("messages")) {
    geai::chat_message message;
    read(each, message);
    if (!message.parts.empty()) message.content.reset();  // it has their texts
    said_.messages.push_back(std::move(message));
  }
  if (document.contains("usage") && document.at("usage").is_object()) read(document.at("usage"), used_);
}

}  // namespace tool
