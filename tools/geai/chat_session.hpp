#pragma once

#include <geai/api/chat.hpp>
#include <geai/chat/conversation.hpp>
#include <geai/client/chat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "client.hpp"

namespace tool {

// A command of the user's that the model may call: its arguments come as JSON on standard input, its output is the result.
struct command_tool {
  std::string name{};
  std::string command{};
};

// Who is talked to, and how.
struct chat_settings {
  std::string model{};
  std::string system{};
  std::optional<double> temperature{};
  std::optional<int> max_tokens{};
  std::string schema{};  // JSON; empty: any text
  std::vector<command_tool> tools{};
  bool asks_before_tools = true;
};

// A conversation under way, whose rounds are those of geai::conversation. As text it is what that writes and reads.
class chat_session {
public:
  chat_session(context& world, chat_settings const& given);

  // Shows the answer as it comes and keeps it; returns false when Ctrl-C has ended it, and then keeps the part that came. Tools that
  // the model asks for are run. Throws any other failure: after a failed call the message is as if it had not been said; an
  // answer that was cut is kept.
  bool say(std::string message, interruption::of_one_thing const& ending);

  // The whole answer as one document.
  void print_answer(std::string message);

  // Sent with the next message: an image, a sound, or a document by its extension. Throws for a file that cannot be read.
  void attach(std::string const& path);

  // Takes back the last message and what was answered; it, or nothing when there is none.
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
