#include "editor.hpp"

#ifdef GEAI_HAS_EDITLINE
#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cwchar>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
#define GEAI_LOOKS_FOR_LEAKS
#endif
#endif
#endif

namespace tool {

#ifdef GEAI_HAS_EDITLINE

namespace {

// Represents a line end within a text that is edited as one line.
constexpr std::string_view shown_line_end = "\u23CE";

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
}

}  // namespace

class editor::state {
public:
  state(context& world, std::vector<std::string> commands) : world_(world), commands_(std::move(commands)) {
    std::setlocale(LC_CTYPE, "");
    line_ = ::el_init("geai", stdin, stderr, stderr);
    history_ = ::history_init();
    HistEvent event;
    ::history(history_, &event, H_SETSIZE, 1000);
    ::history(history_, &event, H_SETUNIQUE, 1);
    if (auto const home = world.variables.get("HOME")) {
      file_ = *home + "/.geai/history";
      ::history(history_, &event, H_LOAD, file_.c_str());
    }
    ::el_set(line_, EL_CLIENTDATA, this);
    ::el_set(
        line_, EL_PROMPT, +[](EditLine* of) { return const_cast<char*>(self(of).prompt_); });
    ::el_set(line_, EL_EDITOR, "emacs");
    ::el_set(line_, EL_SIGNAL, 0);
    ::el_set(line_, EL_HIST, ::history, history_);
    ::el_set(
        line_, EL_GETCFN, +[](EditLine* of, wchar_t* out) { return self(of).read_character(*out); });
#ifdef GEAI_LOOKS_FOR_LEAKS
    __lsan::ScopedDisabler const none;  // libedit never frees its copies of these names
#endif
    ::el_set(
        line_, EL_ADDFN, "geai-complete", "complete a command",
        +[](EditLine* of, int) -> unsigned char { return self(of).complete(); });
    ::el_set(
        line_, EL_ADDFN, "geai-paste", "insert pasted text",
        +[](EditLine* of, int) -> unsigned char { return self(of).paste(); });
    ::el_set(line_, EL_BIND, "^I", "geai-complete", nullptr);
    ::el_set(line_, EL_BIND, "\\e[200~", "geai-paste", nullptr);
    ::el_set(line_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  }
  ~state() {
    ::history_end(history_);
    ::el_end(line_);
  }
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  std::optional<std::string> ask() {
    std::string text;
    prompt_ = "> ";
    for (;;) {
      std::optional<std::string> line = ask_line();
      if (!line) return text.empty() ? std::nullopt : std::optional(text);
      if (cleared_) {
        text.clear();
        prompt_ = "> ";
        continue;
      }
      bool const goes_on = line->ends_with('\\');
      if (goes_on) line->back() = '\n';
      text += *line;
      if (!goes_on) break;
      prompt_ = ". ";
    }
    if (text.find_first_not_of(" \t\n") != text.npos) remember(text);
    return text;
  }

private:
  static state& self(EditLine* of) {
    void* data = nullptr;
    ::el_get(of, EL_CLIENTDATA, &data);
    return *static_cast<state*>(data);
  }

  std::optional<std::string> ask_line() {
    world_.signals.check();
    termios before{};
    ::tcgetattr(STDIN_FILENO, &before);
    world_.signals.restore_at_end(before);
    std::fputs("\033[?2004h", stderr);  // enables bracketed paste
    std::fflush(stderr);
    int size = 0;
    std::string line;
    {
      interruption::of_one_thing const typing(world_.signals);
      typing_ = &typing;
      cleared_ = false;
      ::el_set(line_, EL_PREP_TERM, 1);  // before the prompt, after which the user types
      char const* const typed = ::el_gets(line_, &size);
      if (typed != nullptr && size > 0) line.assign(typed, static_cast<std::size_t>(size));
      if (typing.requested()) {
        LineInfo const* const begun = ::el_line(line_);
        cleared_ = begun != nullptr && begun->lastchar != begun->buffer && world_.signals.signal() == 0;
        std::fputs("^C\n", stderr);
      }
      typing_ = nullptr;
      bool const leaves = typing.requested() && !cleared_;
      std::fputs("\033[?2004l", stderr);
      std::fflush(stderr);
      ::el_set(line_, EL_PREP_TERM, 0);
      world_.signals.restore_at_end(std::nullopt);
      if (leaves) throw interrupted{world_.signals.signal() != 0 ? world_.signals.signal() : SIGINT};
      if (cleared_) {
        ::el_reset(line_);
        return "";
      }
      if (typed == nullptr || size <= 0) {
        std::fputs("\n", stderr);
        return std::nullopt;
      }
    }
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    replace_all(line, shown_line_end, "\n");
    return line;
  }

  // Returns 1 with a character, 0 at the end.
  int read_character(wchar_t& out) {
    if (!pending_.empty()) {
      out = pending_.front();
      pending_.erase(0, 1);
      return 1;
    }
    std::mbstate_t decoding{};
    for (;;) {
      char byte = 0;
      if (!read_byte(byte)) return 0;
      if (byte == '\0') byte = '\x04';  // the terminal turns a Ctrl-D typed between two prompts into a zero
      std::size_t const size = std::mbrtowc(&out, &byte, 1, &decoding);
      if (size == static_cast<std::size_t>(-2)) continue;
      if (size == static_cast<std::size_t>(-1)) {
        out = L'?';
        return 1;
      }
      return 1;
    }
  }

  bool read_byte(char& out) const {
    for (;;) {
      if (typing_ != nullptr && typing_->requested()) return false;
      pollfd ready{STDIN_FILENO, POLLIN, 0};
      if (::poll(&ready, 1, 50) <= 0) continue;
      ssize_t const size = ::read(STDIN_FILENO, &out, 1);
      if (size < 0 && errno == EINTR) continue;
      return size == 1;
    }
  }

  // Reads up to the end of the paste; line ends are shown as such and do not send.
  unsigned char paste() {
    std::string text;
    constexpr std::string_view end = "\033[201~";
    for (char byte = 0; text.size() < (1u << 20) && read_byte(byte);) {
      text += byte == '\r' ? '\n' : byte;
      if (text.ends_with(end)) {
        text.erase(text.size() - end.size());
        break;
      }
    }
    while (text.ends_with('\n')) text.pop_back();
    std::string safe;
    for (char c : text)
      if (c == '\n')
        safe += shown_line_end;
      else
        safe += c == '\t' ? ' ' : static_cast<unsigned char>(c) < ' ' ? '?' : c;
    ::el_insertstr(line_, safe.c_str());
    return CC_REFRESH;
  }

  unsigned char complete() {
    LineInfo const* const now = ::el_line(line_);
    std::string const begun(now->buffer, now->cursor);
    if (!begun.starts_with('/') || begun.find(' ') != begun.npos) {
      ::el_insertstr(line_, "  ");
      return CC_REFRESH;
    }
    std::vector<std::string> found;
    for (std::string const& each : commands_)
      if (each.starts_with(begun)) found.push_back(each);
    if (found.empty()) return CC_REFRESH_BEEP;
    if (found.size() == 1) {
      ::el_insertstr(line_, (found.front().substr(begun.size()) + " ").c_str());
      return CC_REFRESH;
    }
    std::string text = "\n";
    for (std::string const& each : found) text += each + "  ";
    std::fprintf(stderr, "%s\n", text.c_str());
    return CC_REDISPLAY;
  }

  void remember(std::string text) {
    replace_all(text, "\n", shown_line_end);
    HistEvent event;
    ::history(history_, &event, H_ENTER, text.c_str());
    if (file_.empty()) return;
    mode_t const before = ::umask(0077);
    ::mkdir(file_.substr(0, file_.rfind('/')).c_str(), 0700);
    ::history(history_, &event, H_SAVE, file_.c_str());
    ::chmod(file_.c_str(), 0600);
    ::umask(before);
  }

  context& world_;
  std::vector<std::string> commands_;
  EditLine* line_ = nullptr;
  History* history_ = nullptr;
  std::string file_{};
  char const* prompt_ = "> ";
  std::wstring pending_{};
  interruption::of_one_thing const* typing_ = nullptr;
  bool cleared_ = false;
};

editor::editor(context& world, std::vector<std::string> commands) : world_(world) {
  if (world.terminal.shows_progress()) state_ = std::make_unique<state>(world, std::move(commands));
}

#else

class editor::state {
public:
  static std::optional<std::string> ask() { return std::nullopt; }
};

editor::editor(context& world, std::vector<std::string>) : world_(world) {}

#endif

editor::~editor() = default;

std::optional<std::string> editor::ask() {
  if (state_ != nullptr) return state_->ask();
  std::string text;
  for (;;) {
    std::optional<geai::secret> const typed =
        world_.terminal.ask(text.empty() ? "> " : ". ", console::echo::on, stderr);
    if (!typed) return text.empty() ? std::nullopt : std::optional(text);
    text += typed->reveal();
    if (!text.ends_with('\\')) return text;
    text.back() = '\n';
  }
}

}  // namespace tool
