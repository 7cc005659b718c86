#pragma once

#include <geai/api/chat.hpp>
#include <geai/chat/conversation.hpp>
#include <geai/client/chat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "client.hpp"

namespace tool {

// A command of the user that the model may call: its arguments arrive as JSON on standard input, its output is the
// result.
struct command_tool {
  std::string name{};
  std::string command{};
};

// The model and the settings of a conversation.
struct chat_settings {
  std::string model{};
  std::string system{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
  std::string schema{};  // JSON Schema of the answers; empty: any text
  std::vector<command_tool> tools{};
  bool asks_before_tools = true;
};

// A conversation with the rounds of geai::conversation, which also defines its saved form.
class chat_session {
public:
  chat_session(context& world, chat_settings const& given);

  // Sends a message, shows the answer as it arrives and keeps it. Runs the tools that the model calls. Returns false if
  // Ctrl-C ended the answer, and then keeps the received part. Throws any other failure: a failed call leaves the
  // conversation without the message; an incomplete answer is kept.
  bool say(std::string message, interruption::of_one_thing const& ending);

  // Sends a message and prints the whole answer as one document.
  void print_answer(std::string message);

  // Attaches a file to the next message: an image, a sound, or a document, by its extension. Throws for a file that
  // cannot be read.
  void attach(std::string const& path);

  // Removes the last message and its answer. Returns the message, or nothing if there is none.
  std::optional<std::string> take_back();

  void set_model(std::string model) { said_.model = std::move(model); }
  std::string const& model() const noexcept { return said_.model; }
  void set_system(std::string const& text);
  void forget();
  std::string usage() const;

  std::string to_json() const;
  void save(std::string const& path) const;
  void resume(std::string const& path);
  std::size_t size() const noexcept { return said_.messages.size(); }

private:
  class answer_under_way;

  geai::chat_message message_of(std::string text) const;
  geai::toolbox toolbox_for(answer_under_way& now, std::stop_token const& stop) const;
  std::string run_tool(command_tool const& tool, std::string const& arguments, std::stop_token const& stop) const;

  context& world_;
  geai::chat_client<> client_;
  geai::api::chat_completion said_{};
  std::vector<command_tool> tools_;
  bool asks_before_tools_;
  std::vector<geai::message_part> attached_{};
  geai::chat_usage used_{};
};

}  // namespace tool
