#include "console.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <geai/result.hpp>
#include <stdexcept>

#include "failure.hpp"

namespace tool {

namespace {

constexpr std::size_t line_limit = std::size_t{1} << 20;
constexpr std::size_t terminal_line_limit = 4095;  // Linux discards the rest of a longer line

std::string_view variable(char const* name) {
  char const* const text = std::getenv(name);
  return text == nullptr ? std::string_view() : text;
}

void write_all(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fflush(to);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  std::size_t const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

std::string styled(std::string_view text, style look, bool on) {
  constexpr std::array<std::string_view, 5> codes{"", "\033[1m", "\033[32m", "\033[31m", "\033[2m"};
  std::string_view const code = codes[static_cast<std::size_t>(look)];
  if (!on || code.empty()) return std::string(text);
  return std::string(code).append(text).append("\033[0m");
}

std::string masked(geai::secret const& value) {
  return "***" + std::string(value.size() < 24 ? std::string_view() : value.reveal().substr(value.size() - 4));
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i != text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    bool const c1 = byte == 0xC2 && i + 1 != text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    shown += c1 || byte < 0x20 || byte == 0x7F ? '?' : text[i];
  }
  return shown;
}

// Turns echo off during its lifetime. It also turns suspending off, since the shell would not turn echo off again.
class console::hidden_input {
public:
  explicit hidden_input(interruption& signals) : signals_(signals) {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    changed_ = true;
    signals_.restore_at_end(before_);
    apply();
  }
  ~hidden_input() {
    if (!changed_) return;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
    signals_.restore_at_end(std::nullopt);
  }
  hidden_input(hidden_input const&) = delete;
  hidden_input& operator=(hidden_input const&) = delete;

  void apply() const {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    quiet.c_lflag |= ECHONL;
    quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);
  }

private:
  interruption& signals_;
  termios before_{};
  bool changed_ = false;
};

console::console(interruption& signals)
    : signals_(signals),
      in_is_terminal_(::isatty(STDIN_FILENO) == 1),
      out_is_terminal_(::isatty(STDOUT_FILENO) == 1),
      err_is_terminal_(::isatty(STDERR_FILENO) == 1),
      dumb_(variable("TERM") == "dumb"),
      out_colours_(out_is_terminal_ && !dumb_ && variable("NO_COLOR").empty()),
      err_colours_(err_is_terminal_ && !dumb_ && variable("NO_COLOR").empty()) {}

void console::conceal(geai::secret const& value) {
  if (value.size() >= geai::detail::concealer::shortest) secrets_.add(value.reveal());
}

std::string console::concealed(std::string_view text) const {
  std::string shown = secrets_.hide(text);
  for (auto const& [path, name] : names_)
    for (std::size_t at = 0; (at = shown.find(path, at)) != std::string::npos; at += name.size())
      shown.replace(at, path.size(), name);
  return shown;
}

void console::show_as(std::string path, std::string name) {
  // Results are JSON, which cannot contain every name unchanged.
  if (printable(name) != name || name.find_first_of("\"\\") != std::string::npos) name = "the credentials file";
  names_.emplace_back(std::move(path), std::move(name));
}

std::string console::take_shown(std::string& text, bool at_end) const {
  text = concealed(text);
  std::string shown = text.substr(0, text.size() - (at_end ? 0 : secrets_.begun_in(text)));
  text.erase(0, shown.size());
  return shown;
}

void console::result(std::string_view text) const {
  std::string const shown = concealed(text);
  if (std::fwrite(shown.data(), 1, shown.size(), stdout) != shown.size() || std::fflush(stdout) != 0)
    throw std::runtime_error(std::string("cannot write to standard output: ") + std::strerror(errno));
}

void console::bytes(std::string_view piece) const {
  if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size() || std::fflush(stdout) != 0)
    throw std::runtime_error(std::string("cannot write to standard output: ") + std::strerror(errno));
}

void console::say(std::string_view text, std::string_view kind, style look) const {
  write_all(stderr, "geai: " + styled(kind, look, err_colours_) + printable(concealed(text)) + "\n");
}

void console::line(std::string_view text) const { write_all(stderr, printable(concealed(text)) + "\n"); }

void console::wait_for_input(hidden_input* hidden, std::string_view prompt, std::FILE* to) {
  for (;;) {
    std::array<pollfd, 2> ready{{{STDIN_FILENO, POLLIN, 0}, {signals_.descriptor(), POLLIN, 0}}};
    int const count = ::poll(ready.data(), ready.size(), 200);
    if (signals_.signal() != 0) {
      if (in_is_terminal_) write_all(to, "\n");  // so that the shell's prompt starts on a new line
      signals_.check();
    }
    if (signals_.resumptions() != resumptions_) {
      resumptions_ = signals_.resumptions();
      if (hidden != nullptr) hidden->apply();
      write_all(to, prompt);
    }
    if (count > 0 && ready[0].revents != 0) return;
  }
}

// Reads one byte at a time, so that the next reader gets the rest.
std::optional<geai::secret> console::read_line(hidden_input* hidden, std::string_view prompt, std::FILE* to) {
  std::string text(256, '\0');
  std::size_t size = 0;
  bool ended = false;
  for (;;) {
    wait_for_input(hidden, prompt, to);
    char byte = 0;
    ssize_t const count = ::read(STDIN_FILENO, &byte, 1);
    if (count < 0 && errno == EINTR) continue;
    ended = count <= 0;
    if (ended || byte == '\n') break;
    if (size == line_limit) throw usage_error("a line of standard input is longer than 1 MiB");
    if (size == text.size()) {
      std::string larger(size * 2, '\0');
      larger.replace(0, size, text);
      geai::secret const gone(std::move(text));  // erases it
      text = std::move(larger);
    }
    text[size++] = byte;
  }
  if (in_is_terminal_ && size >= terminal_line_limit)
    throw usage_error("the terminal cuts lines after 4095 characters; give a long secret through a pipe (--key -)");
  geai::secret answer(trimmed(std::string_view(text).substr(0, size)));
  geai::secret const gone(std::move(text));
  if (ended && size == 0) return std::nullopt;
  return answer;
}

std::optional<geai::secret> console::ask(std::string_view prompt, echo seen, std::FILE* to) {
  signals_.check();
  resumptions_ = signals_.resumptions();
  std::optional<hidden_input> hidden;
  if (seen == echo::off && in_is_terminal_) hidden.emplace(signals_);
  write_all(to, prompt);
  auto answer = read_line(hidden ? &*hidden : nullptr, prompt, to);
  // A terminal that shows the input shows the line end too; otherwise write one.
  bool const shown = in_is_terminal_ && (to == stdout ? out_is_terminal_ : err_is_terminal_);
  if (!shown || !answer) write_all(to, "\n");
  return answer;
}

std::string console::read_all() {
  constexpr std::size_t limit = std::size_t{16} << 20;
  std::string text;
  for (;;) {
    wait_for_input(nullptr, {}, stderr);
    std::array<char, 65536> piece{};
    ssize_t const count = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(count));
    if (text.size() > limit) throw usage_error("standard input is longer than 16 MiB");
  }
}

geai::secret console::read_secret(std::string_view option) {
  std::string const prompt = in_is_terminal_ ? "-> " + std::string(option) + ": " : "";
  std::optional<hidden_input> hidden;
  resumptions_ = signals_.resumptions();
  if (in_is_terminal_) hidden.emplace(signals_);
  write_all(stderr, prompt);
  auto answer = read_line(hidden ? &*hidden : nullptr, prompt, stderr);
  if (!answer || answer->empty())
    throw usage_error(std::string(option) + " - reads a line from standard input, but there is none");
  conceal(*answer);
  return *std::move(answer);
}

}  // namespace tool
