#pragma once

#include <termios.h>

#include <cstdio>
#include <geai/detail/concealer.hpp>
#include <geai/secret.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interruption.hpp"

namespace tool {

enum class style : unsigned char { plain, bold, good, bad, dim };

// The three standard streams: results go to stdout, all else to stderr, answers come from stdin. No text that is shown
// holds a secret that the console was told, nor a control character that came from outside.
class console {
public:
  explicit console(interruption& signals);

  bool asks_a_person() const noexcept { return in_is_terminal_; }
  bool shows_progress() const noexcept { return err_is_terminal_ && !dumb_; }
  bool colours_results() const noexcept { return out_colours_; }
  bool results_to_terminal() const noexcept { return out_is_terminal_; }

  // Not shown from now on, in whatever form the service says it (docs/security.md): it becomes ***. Nothing is done for less
  // than four characters.
  void conceal(geai::secret const& value);
  std::string concealed(std::string_view text) const;
  // From now on, texts have `name` where they have `path`: what is read from a copy is shown as what the user named.
  void show_as(std::string path, std::string name);
  // Takes from a text that comes in pieces what can be shown of it, concealed. What stays may begin a secret; at the end
  // nothing stays.
  std::string take_shown(std::string& text, bool at_end) const;

  // Written as they are, then flushed. Throws when stdout does not take it.
  void result(std::string_view text) const;
  // The same for bytes of a file, in which nothing is looked for.
  void bytes(std::string_view piece) const;
  // One line to stderr: "geai: TEXT".
  void note(std::string_view text) const { say(text, {}, style::plain); }
  void warning(std::string_view text) const { say(text, "warning: ", style::bold); }
  void error(std::string_view text) const { say(text, "error: ", style::bad); }
  // A line to stderr with nothing before it.
  void line(std::string_view text) const;

  enum class echo : bool { off, on };

  // Shows the prompt on `to` (stdout or stderr) and reads a line, without the blanks around it. Nothing at the end of
  // the input. Without echo on a terminal the answer is not seen. Throws `interrupted`.
  std::optional<geai::secret> ask(std::string_view prompt, echo seen, std::FILE* to);

  // All of standard input. Throws `interrupted`, and usage_error when it is longer than 16 MiB.
  std::string read_all();

  // One line of standard input without a prompt: what `--key -` reads. On a terminal it is asked for on stderr.
  geai::secret read_secret(std::string_view option);

private:
  class hidden_input;

  void say(std::string_view text, std::string_view kind, style look) const;
  std::optional<geai::secret> read_line(hidden_input* hidden, std::string_view prompt, std::FILE* to);
  void wait_for_input(hidden_input* hidden, std::string_view prompt, std::FILE* to);

  interruption& signals_;
  bool in_is_terminal_;
  bool out_is_terminal_;
  bool err_is_terminal_;
  bool dumb_;
  bool out_colours_;
  bool err_colours_;
  unsigned resumptions_ = 0;  // those that the prompt on the screen has seen
  geai::detail::concealer secrets_{};
  std::vector<std::pair<std::string, std::string>> names_{};  // of paths
};

// The text between the marks of a style, when `on`.
std::string styled(std::string_view text, style look, bool on);

// `***`, and the last four characters of a secret that is long enough not to be given away by them.
std::string masked(geai::secret const& value);

// With `?` for every control character (C0, DEL and C1), which a terminal would obey.
std::string printable(std::string_view text);

}  // namespace tool
