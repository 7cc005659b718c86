// A conversation with a model: sends messages, shows answers, runs tools.

#include "chat_session.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <geai/engine/sinks.hpp>

#include "child.hpp"
#include "input.hpp"

namespace tool {

namespace {

geai::error no_choices() {
  return geai::error(geai::errc::decode, "completion: the answer contains no choices, so nothing was said");
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

}  // namespace

// Not in an anonymous namespace: chat_session::answer_under_way has a member of this type.
namespace answering {

// Shows a model's answer as it arrives. Line ends and tabs are the only control characters that reach the terminal.
class shown_answer {
public:
  explicit shown_answer(context& world) : world_(world) {}

  void add(std::string_view piece) {
    shown_ |= !piece.empty();
    pending_ += piece;
    show(world_.terminal.take_shown(pending_, false));
  }

  // Ends the line, if one was begun.
  void finish() {
    show(world_.terminal.take_shown(pending_, true));
    if (std::exchange(shown_, false)) world_.terminal.result("\n");
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
  bool shown_ = false;  // true after the first output
  std::string pending_{};
};

}  // namespace answering

namespace {

// Throws if the model's answer is missing or incomplete.
void check_ending(geai::chat_reply const& reply,
                  std::optional<geai::open_enumeration<geai::finish_reason>> const& reason) {
  if (reply.refusal && !reply.refusal->empty())
    geai::raise(geai::error(geai::errc::refused, "the model refused: " + *reply.refusal));
  if (reason == "content_filter")
    geai::raise(geai::error(geai::errc::refused, "a filter of the provider stopped the answer"));
  if (reason == "length")
    geai::raise(geai::error(geai::errc::incomplete, "the answer was cut at its limit of tokens; see --max-tokens"));
  if (!reply.tool_calls.empty() && reply.content.value_or("").empty())
    geai::raise(geai::error(geai::errc::incomplete, "the model asked for a tool, but there is none; see --tool"));
}

[[noreturn]] void tell_model(std::string why) { throw std::runtime_error(std::move(why)); }

}  // namespace

// Controls the screen while the model and its tools are working.
class chat_session::answer_under_way {
public:
  explicit answer_under_way(context& world) : world_(world), shown_(world) { wait(); }

  void take(geai::chat_chunk const& chunk) {
    waiting_.reset();
    behind_tools_ = false;
    if (chunk.usage) used_ = chunk.usage;
    for (geai::chat_chunk_choice const& each : chunk.choices) {
      has_choices_ = true;
      if (each.index == 0) shown_.add(each.delta.content.value_or(""));
    }
  }

  // Called when the model has finished an answer.
  void end_round() {
    waiting_.reset();
    shown_.finish();
    if (used_) world_.terminal.note(in_words(*used_));
    used_.reset();
  }
  void end_tool() {
    behind_tools_ = true;
    wait();
  }

  bool has_choices() const noexcept { return has_choices_; }
  bool behind_tools() const noexcept { return behind_tools_; }  // no text was shown since the last tool ran

private:
  void wait() { waiting_.emplace(world_.terminal, "waiting for the answer"); }

  context& world_;
  answering::shown_answer shown_;
  std::optional<progress> waiting_{};
  std::optional<geai::chat_usage> used_{};
  bool has_choices_ = false;
  bool behind_tools_ = false;
};

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
}

geai::chat_message chat_session::message_of(std::string text) const {
  geai::chat_message message{.role = "user"};
  if (attached_.empty()) {
    message.content = std::move(text);
  } else {
    message.parts.push_back(geai::text_part{std::move(text)});
    for (geai::message_part const& each : attached_) message.parts.push_back(each);
  }
  return message;
}

geai::toolbox chat_session::toolbox_for(answer_under_way& now, std::stop_token const& stop) const {
  geai::toolbox all;
  for (command_tool const& each : tools_)
    all.add(geai::chat_function{.name = each.name,
                                .description = "Runs the command: " + each.command,
                                .parameters = geai::raw_json{R"({"type":"object","additionalProperties":true})"}},
            [this, &now, &each, stop](geai::raw_json const& arguments) {
              now.end_round();
              std::string text = run_tool(each, arguments.text, stop);
              now.end_tool();
              return text;
            });
  return all;
}

bool chat_session::say(std::string message, interruption::of_one_thing const& ending) {
  answer_under_way now(world_);
  geai::conversation talk(client_, said_, toolbox_for(now, ending.token()),
                          geai::conversation_options{.timeout = world_.timeout_of_call(), .stop = ending.token()});
  auto stream = talk.stream(message_of(std::move(message)));
  std::optional<geai::error> failed;
  if (!stream)
    failed = stream.error();
  else
    for (geai::result<geai::chat_chunk> const& chunk : *stream)
      if (chunk)
        now.take(*chunk);
      else
        failed = chunk.error();
  now.end_round();
  geai::detail::add_usage(used_, talk.usage());
  world_.signals.check();
  bool const stopped = failed && failed->code == geai::errc::cancelled && ending.requested();
  if (failed && !stopped) geai::raise(*std::move(failed));
  if (stopped && (!stream || now.behind_tools())) return false;
  if (!stopped && !now.has_choices()) geai::raise(no_choices());
  geai::chat_reply reply = stream->whole().reply();
  bool const says_something = !reply.content.value_or("").empty();
  if (says_something) {
    std::vector<geai::chat_message> all = talk.messages();
    if (stopped) {  // the result of the call
      reply.role = "assistant";
      reply.tool_calls.clear();
      all.push_back(reply);
    }
    said_.messages = std::move(all);
    attached_.clear();
  }
  if (stopped) return false;
  check_ending(reply, talk.finish_reason());
  return true;
}

std::string chat_session::run_tool(command_tool const& tool, std::string const& arguments,
                                   std::stop_token const& stop) const {
  world_.terminal.note("the model asks for " + tool.name + " " + arguments);
  if (asks_before_tools_) {
    if (!world_.terminal.asks_a_person()) {
      world_.terminal.note("not run: there is no terminal to ask for permission; --yes runs it");
      tell_model("the user does not allow it");
    }
    auto const answer = world_.terminal.ask("run `" + printable(tool.command) + "`? [y/N] ", console::echo::on, stderr);
    if (!answer || (answer->reveal() != "y" && answer->reveal() != "yes")) tell_model("the user does not allow it");
  }
  auto const until = child::clock::now() + std::chrono::minutes(2);
  child running({"sh", "-c", tool.command});
  running.write(arguments, until, stop);
  running.close_input();
  std::string text = running.read_all(until, stop);
  if (stop.stop_requested()) tell_model("stopped");
  int const status = running.wait(until);
  if (status == 0) return text;
  world_.terminal.warning(tool.name + " ended with status " + std::to_string(status));
  tell_model("it ended with status " + std::to_string(status) + ": " + text);
}

void chat_session::print_answer(std::string message) {
  json document;
  answer_under_way now(world_);
  geai::conversation talk(
      client_, said_, toolbox_for(now, world_.signals.token()),
      geai::conversation_options{.on_answer = [&](auto const& each) { document = document_of(each); },
                                 .timeout = world_.timeout_of_call(),
                                 .stop = world_.signals.token()});
  auto const reply = talk.say(message_of(std::move(message)));
  now.end_round();
  world_.signals.check();
  if (!reply) geai::raise(reply.error());
  geai::detail::add_usage(used_, talk.usage());
  said_.messages = talk.messages();
  attached_.clear();
  world_.print(document, [] { return std::string(); });
  check_ending(*reply, talk.finish_reason());
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
  geai::detail::file_sink to(path);  // gets its name only when it is complete
  mode_t const others = ::umask(0077);
  auto done = to.begin();
  ::umask(others);
  if (done) done = to.write(to_json());
  if (done) done = to.finish();
  if (!done) throw usage_error(done.error().message);
}

void chat_session::resume(std::string const& path) {
  json const document = parse_document(read_input(world_, path, "--resume"), "--resume");
  usage_error const wrong("--resume: " + path + " is not a conversation saved with --save");
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
    if (!message.parts.empty()) message.content.reset();  // the parts contain the text
    said_.messages.push_back(std::move(message));
  }
  if (document.contains("usage") && document.at("usage").is_object()) read(document.at("usage"), used_);
}

}  // namespace tool
