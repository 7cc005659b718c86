// The credentials file between processes: concurrent writers of ours, and Python's configparser, which PyGEAI uses.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <geai/config/credentials_file.hpp>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "support/process.hpp"
#include "support/sanitizers.hpp"
#include "support/temporary_directory.hpp"

namespace {

namespace fs = std::filesystem;
using credentials_file = class geai::credentials_file;  // not the keyword of that name

// Waits longer than usual: on a busy machine, one of several constant writers may be unlucky for long.
geai::result<void> add_alias(fs::path const& path, int writer, int number) {
  auto const add = [&](credentials_file& file) {
    return file.set("w" + std::to_string(writer) + "-" + std::to_string(number), "GEAI_API_KEY",
                    std::to_string(number));
  };
  return credentials_file::update(path, add, std::chrono::minutes(2));
}

void check_all_there(fs::path const& path, int writers, int aliases) {
  auto const file = credentials_file::load(path);
  REQUIRE(file.has_value());
  CHECK(file->aliases().size() == static_cast<std::size_t>(writers * aliases));
  for (int writer = 0; writer != writers; ++writer)
    for (int number = 0; number != aliases; ++number)
      CHECK(file->get("w" + std::to_string(writer) + "-" + std::to_string(number), "geai_api_key") ==
            std::to_string(number));
}

std::string hex(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (char c : text) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// The values of a document in hexadecimal digits, in the order of the file: `alias.key=value `.
std::string facts(credentials_file const& file) {
  std::string out;
  for (std::string const& alias : file.aliases())
    for (std::string key : file.keys(alias)) {
      for (char& c : key) c = geai::detail::ini::lower(c);
      out += hex(alias) + '.' + hex(key) + '=' + hex(file.get(alias, key).value_or("")) + ' ';
    }
  return out;
}

// Prints the values as read by configparser, one line for each given text (in hexadecimal digits); `refused` if it
// refuses the text.
constexpr std::string_view reader = R"(
import configparser, io, sys
def hexed(text): return text.encode().hex()
for line in sys.stdin:
    parser = configparser.RawConfigParser()
    try:
        parser.read_file(io.TextIOWrapper(io.BytesIO(bytes.fromhex(line)), encoding="utf-8-sig"))
    except (configparser.Error, UnicodeError):
        print("refused")
        continue
    print("".join(f"{hexed(alias)}.{hexed(key)}={hexed(parser.get(alias, key))} "
                  for alias in parser.sections() for key in parser.options(alias)))
)";

std::vector<std::string> read_by_python(std::vector<std::string> const& texts) {
  std::string input;
  for (std::string const& text : texts) input += hex(text) + '\n';
  auto const done = support::run("python3", {"-c", std::string(reader)}, {.input = input});
  REQUIRE_MESSAGE(done.exit_code == 0, done.err);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin != done.out.size();) {
    std::size_t const end = done.out.find('\n', begin);
    lines.push_back(done.out.substr(begin, end - begin));
    begin = end + 1;
  }
  REQUIRE(lines.size() == texts.size());
  return lines;
}

}  // namespace

// The file grows with each edit, so the total time is quadratic.
#ifdef WITH_SANITIZER
constexpr int aliases_of_each = 50;
#else
constexpr int aliases_of_each = 200;
#endif

TEST_CASE("credentials_file: concurrent writers lose nothing, and a reader never sees half a file") {
  for (int const writers : {2, 4}) {
    CAPTURE(writers);
    support::temporary_directory home;
    fs::path const path = home.path() / ".geai" / "credentials";
    std::vector<pid_t> children;
    for (int writer = 0; writer != writers; ++writer) {
      pid_t const child = ::fork();
      REQUIRE(child != -1);
      if (child == 0) {
        for (int number = 0; number != aliases_of_each; ++number)
          if (!add_alias(path, writer, number)) ::_exit(1);
        ::_exit(0);
      }
      children.push_back(child);
    }
    std::size_t seen = 0;
    for (std::size_t ended = 0; ended != children.size();) {
      auto const file = credentials_file::load(path);
      REQUIRE_MESSAGE(file.has_value(), file.error().message);
      CHECK(file->aliases().size() >= seen);
      seen = file->aliases().size();
      int status = 0;
      if (::waitpid(children[ended], &status, WNOHANG) != children[ended]) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      CHECK(WIFEXITED(status));
      CHECK(WEXITSTATUS(status) == 0);
      ++ended;
    }
    check_all_there(path, writers, aliases_of_each);
  }
}

TEST_CASE("credentials_file: concurrent threads lose nothing") {
  support::temporary_directory home;
  fs::path const path = home.path() / "credentials";
  std::vector<std::thread> threads;
  for (int writer = 0; writer != 4; ++writer)
    threads.emplace_back([&path, writer] {
      for (int number = 0; number != 50; ++number) CHECK(add_alias(path, writer, number).has_value());
    });
  for (std::thread& each : threads) each.join();
  check_all_there(path, 4, 50);
}

TEST_CASE("credentials_file: a file that Python's configparser wrote is read with the same values") {
  support::temporary_directory home;
  std::string const path = (home.path() / "credentials").string();
  auto const written = support::run("python3", {"-c", R"(
import configparser, sys
parser = configparser.ConfigParser(interpolation=None)
parser["DEFAULT"] = {"GEAI_ORGANIZATION_ID": "everyone's"}
parser["default"] = {"GEAI_API_KEY": "default_abc=:#;%x==", "GEAI_API_BASE_URL": "https://api.saia.ai"}
parser["Staging 2"] = {"geai_oauth_access_token": "tök en \u20ac", "GEAI_PROJECT_ID": ""}
with open(sys.argv[1], "w", encoding="utf-8") as file: parser.write(file)
)",
                                                path});
  REQUIRE_MESSAGE(written.exit_code == 0, written.err);
  auto const file = credentials_file::load(path);
  REQUIRE_MESSAGE(file.has_value(), file.error().message);
  CHECK(file->aliases() == std::vector<std::string>{"default", "Staging 2"});
  CHECK(file->get("default", "GEAI_API_KEY") == "default_abc=:#;%x==");
  CHECK(file->get("default", "GEAI_API_BASE_URL") == "https://api.saia.ai");
  CHECK(file->get("default", "GEAI_ORGANIZATION_ID") == "everyone's");
  CHECK(file->get("Staging 2", "GEAI_OAUTH_ACCESS_TOKEN") == "t\xC3\xB6k en \xE2\x82\xAC");
  CHECK(file->get("Staging 2", "GEAI_PROJECT_ID") == std::nullopt);
  CHECK(file->get("Staging 2", "GEAI_ORGANIZATION_ID") == "everyone's");
  CHECK(read_by_python({std::string(file->serialize())}).front() == facts(*file));
}

TEST_CASE("credentials_file: Python's configparser reads the same values from the files that we write") {
  std::vector<std::string_view> const values{"key", "",    "a=b:c", "100%",         "%(x)s",        "#c",
                                             "; c", "[s]", "\"q\"", "x # y",        "in\tside",     "\\n",
                                             "=",   ":",   "tök",   "\xE2\x82\xAC", "\xEF\xBB\xBF", "'"};
  for (char const* start : {"", "\xEF\xBB\xBF", "# c\r\n[a]\r\n  k : v\r\n", "[DEFAULT]\nx = 1\n[a]"}) {
    auto file = credentials_file::parse(start);
    REQUIRE(file.has_value());
    for (std::string_view alias : {"a", "A b", "\xC3\xBC", "x[y", "# z"})
      for (std::size_t i = 0; i != values.size(); ++i)
        REQUIRE(file->set(alias, "Key " + std::to_string(i), values[i]).has_value());
    file->remove_alias("A b");
    file->unset("a", "Key 3");
    CHECK(read_by_python({std::string(file->serialize())}).front() == facts(*file));
  }
}

TEST_CASE("credentials_file: Python's configparser reads every accepted text in the same way") {
  std::vector<std::string_view> const pieces{
      "[a]",      "[b]\n",        "[DEFAULT]\n", "[",      "]",       "k",        "K",   "l", "=",   " = ", ":",
      " ",        "\t",           "\n",          "\n",     "\r\n",    "#",        ";",   "v", "v w", "%",   "\xC3\xA4",
      "\xC2\xA0", "\xE2\x80\xA8", "k=v\n",       "l: w\n", "\n[c]\n", " m = x\n", "\n\n"};
  std::mt19937 random(7);
  std::vector<std::string> texts;
  for (int i = 0; i != 8'000; ++i) {
    std::string text = random() % 4 != 0 ? "[a]\n" : "";
    for (std::size_t count = random() % 16; count != 0; --count) text += pieces[random() % pieces.size()];
    texts.push_back(std::move(text));
  }
  std::vector<std::string> const theirs = read_by_python(texts);
  int accepted = 0;
  for (std::size_t i = 0; i != texts.size(); ++i) {
    auto const ours = credentials_file::parse(texts[i]);
    if (!ours) continue;
    ++accepted;
    CHECK_MESSAGE(facts(*ours) == theirs[i], texts[i]);
  }
  CHECK(accepted > 1'000);
}
