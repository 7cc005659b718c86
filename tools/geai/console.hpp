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

// The standard streams: results go to stdout, everything else to stderr, answers come from stdin. It masks every secret
// given to conceal(), and replaces control characters in text from outside.
class console {
public:
  explicit console(interruption& signals);

  bool asks_a_person() const noexcept { return in_is_terminal_; }
  bool shows_progress() const noexcept { return err_is_terminal_ && !dumb_; }
  bool colours_results() const noexcept { return out_colours_; }
  bool results_to_terminal() const noexcept { return out_is_terminal_; }

  // From now on, masks a value as ***, in every form listed in docs/security.md. Ignores values of less than four
  // characters.
  void conceal(geai::secret const& value);
  std::string concealed(std::string_view text) const;
  // From now on, shows `path` as `name`: a copy is shown under the name that the user gave.
  void show_as(std::string path, std::string name);
  // Takes the part of `text` that can be shown, with secrets masked. The rest may be the beginning of a secret; at the
  // end nothing remains.
  std::string take_shown(std::string& text, bool at_end) const;

  // Writes a text unchanged and flushes. Throws if stdout does not take it.
  void result(std::string_view text) const;
  // Writes the bytes of a file unchanged, without masking.
  void bytes(std::string_view piece) const;
  // Writes one line to stderr: "geai: TEXT".
  void note(std::string_view text) const { say(text, {}, style::plain); }
  void warning(std::string_view text) const { say(text, "warning: ", style::bold); }
  void error(std::string_view text) const { say(text, "error: ", style::bad); }
  // Writes a line to stderr without a prefix.
  void line(std::string_view text) const;

  enum class echo : bool { off, on };

  // Shows the prompt on `to` (stdout or stderr) and reads a line, without the blanks around it. Returns nothing at the
  // end of the input. Without echo, a terminal does not show the answer. Throws `interrupted`.
  std::optional<geai::secret> ask(std::string_view prompt, echo seen, std::FILE* to);

  // Reads all of standard input. Throws `interrupted`, and usage_error for more than 16 MiB.
  std::string read_all();

  // Reads one line of standard input without a prompt, for `--key -`. On a terminal it prompts on stderr.
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
  unsigned resumptions_ = 0;  // the number of resumptions when the prompt was written
  geai::detail::concealer secrets_{};
  std::vector<std::pair<std::string, std::string>> names_{};  // pairs of paths
};

// Returns the text with the codes of a style if `on`.
std::string styled(std::string_view text, style look, bool on);

// Returns `***`, followed by the last four characters if the secret is long enough for that.
std::string masked(geai::secret const& value);

// Replaces every control character (C0, DEL and C1), which a terminal would interpret, with `?`.
std::string printable(std::string_view text);

}  // namespace tool
