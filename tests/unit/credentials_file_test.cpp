#include <doctest/doctest.h>

#include <geai/config/credentials_file.hpp>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/temporary_directory.hpp"

namespace {

using credentials_file = class geai::credentials_file;  // not the keyword of that name
using namespace std::string_literals;

credentials_file parsed(std::string text) {
  auto document = credentials_file::parse(std::move(text), "PATH");
  REQUIRE_MESSAGE(document.has_value(), document.error().message);
  return *std::move(document);
}

std::string refusal(std::string text) {
  auto const document = credentials_file::parse(std::move(text), "PATH");
  REQUIRE_FALSE(document.has_value());
  CHECK(document.error().code == geai::errc::credentials_file);
  CHECK(document.error().message.find("; ") != std::string::npos);  // the remedy
  return document.error().message.substr(0, document.error().message.find(';'));
}

// The text after one edit.
std::string after_set(std::string text, std::string_view alias, std::string_view key, std::string_view value) {
  credentials_file document = parsed(std::move(text));
  auto const done = document.set(alias, key, value);
  REQUIRE_MESSAGE(done.has_value(), done.error().message);
  CHECK(document.get(alias, key).value_or("") == value);
  return std::string(document.serialize());
}

std::string set_refusal(std::string_view alias, std::string_view key, std::string_view value) {
  std::string const text = "[a]\nk = v\n";
  credentials_file document = parsed(text);
  auto const done = document.set(alias, key, value);
  REQUIRE_FALSE(done.has_value());
  CHECK(done.error().code == geai::errc::invalid_argument);
  CHECK(document.serialize() == text);
  return done.error().message;
}

}  // namespace

TEST_CASE("credentials_file: an empty text has no aliases") {
  for (char const* text : {"", "\n", "\r\n", "  \t\n", "# only a comment", "\xEF\xBB\xBF", "\xEF\xBB\xBF# c\r\n"}) {
    credentials_file const document = parsed(text);
    CHECK(document.aliases().empty());
    CHECK_FALSE(document.contains("default"));
    CHECK(document.get("default", "k") == std::nullopt);
    CHECK(document.keys("default").empty());
    CHECK(document.serialize() == text);
    CHECK(document.exists());
  }
  CHECK_FALSE(credentials_file().exists());
  CHECK(credentials_file().serialize().empty());
}

TEST_CASE("credentials_file: aliases are case-sensitive, keys are not") {
  credentials_file const document = parsed("[default]\nGEAI_API_KEY = 1\n[Default]\ngeai_api_key = 2\n[b c]\nx=3\n");
  CHECK(document.aliases() == std::vector<std::string>{"default", "Default", "b c"});
  CHECK(document.get("default", "geai_api_key") == "1");
  CHECK(document.get("Default", "Geai_Api_Key") == "2");
  CHECK(document.get("b c", "X") == "3");
  CHECK(document.get("DEFAULT", "geai_api_key") == std::nullopt);
  CHECK(document.get("nobody", "geai_api_key") == std::nullopt);
  CHECK(document.keys("default") == std::vector<std::string>{"GEAI_API_KEY"});
  CHECK(document.line_of("Default", "GEAI_API_KEY") == 4);
  CHECK(document.line_of("Default", "none") == std::nullopt);
}

TEST_CASE("credentials_file: the first = or : ends the key, and the rest is the value") {
  credentials_file const document =
      parsed("[a]\nu = https://h:1/?a=b\nv: x=y:z\nw==\nx::\ny=a = b\nz = = \nt \t=\t v\t\n");
  CHECK(document.get("a", "u") == "https://h:1/?a=b");
  CHECK(document.get("a", "v") == "x=y:z");
  CHECK(document.get("a", "w") == "=");
  CHECK(document.get("a", "x") == ":");
  CHECK(document.get("a", "y") == "a = b");
  CHECK(document.get("a", "z") == "=");
  CHECK(document.get("a", "t") == "v");
}

TEST_CASE("credentials_file: values are read unchanged") {
  credentials_file const document = parsed(
      "[a]\nu = 100%\nv = %(u)s\nw = \"q\"\nx = a ; no comment # at all\ny = \\n\nz = "
      "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"
      "\nn = \xC2\xA0\xE3\x80\x80in\xC2\xA0side\xE2\x80\x83\n[ü]\nq=1");
  CHECK(document.get("a", "u") == "100%");
  CHECK(document.get("a", "v") == "%(u)s");
  CHECK(document.get("a", "w") == "\"q\"");
  CHECK(document.get("a", "x") == "a ; no comment # at all");
  CHECK(document.get("a", "y") == "\\n");
  CHECK(document.get("a", "z") == "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(document.get("a", "n") == "in\xC2\xA0side");  // no-break and other blanks are trimmed as well, as in Python
  CHECK(document.get("ü", "q") == "1");
}

TEST_CASE("credentials_file: comments are whole lines") {
  credentials_file const document = parsed("# [x]\n; a = b\n[a]\n  # k = 1\n\t; k = 2\nk = 3\n#k = 4\n");
  CHECK(document.aliases() == std::vector<std::string>{"a"});
  CHECK(document.keys("a") == std::vector<std::string>{"k"});
  CHECK(document.get("a", "k") == "3");
}

TEST_CASE("credentials_file: an empty value is unset") {
  credentials_file const document = parsed("[DEFAULT]\nx = 1\n[a]\nx =\ny = \nz:\n");
  CHECK(document.get("a", "x") == std::nullopt);  // and hides the inherited one
  CHECK(document.get("a", "y") == std::nullopt);
  CHECK(document.get("a", "z") == std::nullopt);
  CHECK(document.line_of("a", "x") == 4);
}

TEST_CASE("credentials_file: every alias inherits [DEFAULT], which is not an alias") {
  for (char const* text :
       {"[DEFAULT]\nx = 1\ny = 2\n[a]\nY = 3\nz = 4\n[b]\n", "[a]\nY = 3\nz = 4\n[b]\n[DEFAULT]\nx = 1\ny = 2\n"}) {
    credentials_file const document = parsed(text);
    CHECK(document.aliases() == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(document.contains("DEFAULT"));
    CHECK(document.get("a", "x") == "1");
    CHECK(document.get("a", "y") == "3");
    CHECK(document.get("b", "y") == "2");
    CHECK(document.get("c", "x") == std::nullopt);
    CHECK(document.keys("a") == std::vector<std::string>{"Y", "z", "x"});
    CHECK(document.keys("b") == std::vector<std::string>{"x", "y"});
  }
}

TEST_CASE("credentials_file: CRLF, a byte order mark and a last line without end are understood") {
  std::string const text = "\xEF\xBB\xBF[a]\r\nk = v\r\n\r\n; c\r\nl = w";
  credentials_file const document = parsed(text);
  CHECK(document.get("a", "k") == "v");
  CHECK(document.get("a", "l") == "w");
  CHECK(document.line_of("a", "l") == 5);
  CHECK(document.serialize() == text);
}

TEST_CASE("credentials_file: keys may be indented unless they look like a continued value") {
  credentials_file const document = parsed("[a]\n  k = 1\n  l = 2\n m = 3\n[b]\n\tn = 4\n");
  CHECK(document.get("a", "l") == "2");
  CHECK(document.get("a", "m") == "3");
  CHECK(document.get("b", "n") == "4");
}

TEST_CASE("credentials_file: syntax errors and their lines") {
  CHECK(refusal("[a]\nk = v\n  more\n") == "PATH:3: the line is indented, as if it continued the value above");
  CHECK(refusal("[a]\nk = v\n\n# c\n l = w\n") == "PATH:5: the line is indented, as if it continued the value above");
  CHECK(refusal("[a]\nk = v\n [b]\n") == "PATH:3: the line is indented");
  CHECK(refusal(" [a]\n") == "PATH:1: the line is indented");
  CHECK(refusal("[a]\n[b]\n\n[a]\n") == "PATH:4: the section [a] is already at line 1");
  CHECK(refusal("[DEFAULT]\n[DEFAULT]\n") == "PATH:2: the section [DEFAULT] is already at line 1");
  CHECK(refusal("[a]\nk = 1\nx = 2\nK : 3\n") ==
        "PATH:4: the key of this line is already at line 2 (keys are the same in any case)");
  CHECK(refusal("[a]\nhello\n") == "PATH:2: the line has no = or :");
  CHECK(refusal("\n# c\nk = v\n[a]\n") == "PATH:3: text before the first section");
  CHECK(refusal("hello") == "PATH:1: text before the first section");
  CHECK(refusal("[a]\n= v\n") == "PATH:2: there is no key before the = or :");
  CHECK(refusal("[a]\r\n : v\r\n") == "PATH:2: there is no key before the = or :");
  CHECK(refusal("[a\nk = v\n") == "PATH:1: the section has no closing ]");
  CHECK(refusal("[a] x\n") == "PATH:1: there is text after the ] of the section");
  CHECK(refusal("[a]]\n") == "PATH:1: there is text after the ] of the section");
  CHECK(refusal("[]\n") == "PATH:1: the alias is empty");
  CHECK(refusal("[a]\n[ b]\n") == "PATH:2: the alias begins or ends with white space");
}

TEST_CASE("credentials_file: junk is refused") {
  CHECK(refusal("[a]\nk = \0\n"s) == "PATH:2: the line has a NUL byte");
  CHECK(refusal("[a]\n# \x1B[31m\n") == "PATH:2: the line has a control character");
  CHECK(refusal("[a]\nk = \x7F\n") == "PATH:2: the line has a control character");
  CHECK(refusal("[a]\nk = \xC2\x85\n") == "PATH:2: the line has a control character");
  CHECK(refusal("[a]\rk = v\n") == "PATH:1: the line has a carriage return");
  CHECK(refusal("[a]\nk = v\r") == "PATH:2: the line has a carriage return");
  CHECK(refusal("\xFF\xFE[\0a\0"s) == "PATH:1: the file is UTF-16");
  for (char const* bytes : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82", "\xF0\x80\x80\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
    CHECK(refusal("[a]\n\nk = "s + bytes + "\n") == "PATH:3: the line has bytes that are not valid UTF-8");

  std::string const most = "[a]\n#" + std::string((1 << 20) - 5, 'x');
  CHECK(parsed(most).contains("a"));
  CHECK(refusal(most + "x") == "PATH: is larger than 1 MiB");
}

TEST_CASE("credentials_file: no message shows a value, and a text without path has a name") {
  std::string const message = credentials_file::parse("[a]\nk = hush\nk = hush\n").error().message;
  CHECK(message.starts_with("credentials:3: "));
  for (char const* text : {"[a]\nhush\n", "hush", "[a]\nk = hush\n hush\n", "[a]\nk = hush\x01\n", "[a]\n= hush\n"})
    CHECK(credentials_file::parse(text).error().message.find("hush") == std::string::npos);
  CHECK(set_refusal("a", "geai_api_key", " hush").find("hush") == std::string::npos);
}

TEST_CASE("credentials_file: many sections and keys take linear time") {
  std::string text;
  for (int i = 0; text.size() < 1'000'000; ++i) text += "[" + std::to_string(i) + "]\n";
  CHECK(parsed(text).aliases().size() > 100'000);
  text = "[a]\n";
  for (int i = 0; text.size() < 1'000'000; ++i) text += std::to_string(i) + "=\n";
  CHECK(parsed(text).keys("a").size() > 100'000);
}

TEST_CASE("credentials_file: set changes the value of a key and nothing else") {
  CHECK(after_set("[a]\nk = old\nl = 1\n", "a", "k", "new") == "[a]\nk = new\nl = 1\n");
  CHECK(after_set("[a]\nGeai_Key\t:  old \t\r\nl = 1", "a", "GEAI_KEY", "new") == "[a]\nGeai_Key\t:  new \t\r\nl = 1");
  CHECK(after_set("[a]\nk=old", "a", "k", "new") == "[a]\nk=new");
  CHECK(after_set("[a]\nk=\n", "a", "k", "new") == "[a]\nk=new\n");
  CHECK(after_set("[a]\nk =\n", "a", "k", "new") == "[a]\nk = new\n");
  CHECK(after_set("[a]\nk = \n", "a", "k", "new") == "[a]\nk = new \n");
  CHECK(after_set("[a]\nk = old\n", "a", "k", "") == "[a]\nk = \n");
  CHECK(after_set("[a]\nk = same\n", "a", "K", "same") == "[a]\nk = same\n");
  CHECK(after_set("[DEFAULT]\nk = 1\n[a]\n", "a", "k", "2") == "[DEFAULT]\nk = 1\n[a]\nk = 2\n");
}

TEST_CASE("credentials_file: a new key goes to the end of its section") {
  CHECK(after_set("[a]\nk = 1\n\n\n[b]\nx = 1\n", "a", "n", "2") == "[a]\nk = 1\nn = 2\n\n\n[b]\nx = 1\n");
  CHECK(after_set("[a]", "a", "n", "2") == "[a]\nn = 2\n");
  CHECK(after_set("[a]\nk = 1", "a", "n", "2") == "[a]\nk = 1\nn = 2\n");
  CHECK(after_set("[a]\r\nk = 1", "a", "n", "2") == "[a]\r\nk = 1\r\nn = 2\r\n");
  CHECK(after_set("[a]\nk = 1\n", "a", "n", "") == "[a]\nk = 1\nn =\n");
  CHECK(after_set("[a]\n  k = 1\n", "a", "n", "2") ==
        "[a]\n  k = 1\n  n = 2\n");  // another depth would change the meaning
  CHECK(after_set("[a]\nk = 1\n# of k\n\n# of b\n[b]\n", "a", "n", "2") ==
        "[a]\nk = 1\n# of k\nn = 2\n\n# of b\n[b]\n");
  CHECK(after_set("[a]\nk = 1\n# of b\n[b]\n", "a", "n", "2") == "[a]\nk = 1\nn = 2\n# of b\n[b]\n");
  CHECK(after_set("[a]\n\nk = 1\n# c", "a", "n", "2") == "[a]\n\nk = 1\n# c\nn = 2\n");
}

TEST_CASE("credentials_file: a new section goes to the end of the text") {
  CHECK(after_set("", "a", "k", "v") == "[a]\nk = v\n");
  CHECK(after_set("\xEF\xBB\xBF", "a", "k", "v") == "\xEF\xBB\xBF[a]\nk = v\n");
  CHECK(after_set("[b]\nx = 1", "a", "k", "v") == "[b]\nx = 1\n\n[a]\nk = v\n");
  CHECK(after_set("[b]\nx = 1\n", "a", "k", "v") == "[b]\nx = 1\n\n[a]\nk = v\n");
  CHECK(after_set("[b]\nx = 1\n\n", "a", "k", "v") == "[b]\nx = 1\n\n[a]\nk = v\n");
  CHECK(after_set("[b]\r\nx = 1\r\n", "a", "k", "v") == "[b]\r\nx = 1\r\n\r\n[a]\r\nk = v\r\n");
  CHECK(after_set("[b]\r\n\r\n", "a", "k", "v") == "[b]\r\n\r\n[a]\r\nk = v\r\n");
  CHECK(after_set("# mine\n", "A b", "k", "v") == "# mine\n\n[A b]\nk = v\n");
}

TEST_CASE("credentials_file: set refuses values that would be read back differently") {
  CHECK(set_refusal("a", "KEY", "x\ny") == "KEY has a line break; give one line of text");
  CHECK(set_refusal("a", "KEY", "x\r").starts_with("KEY has a carriage return"));
  CHECK(set_refusal("a", "KEY", "x\0y"s).starts_with("KEY has a NUL byte"));
  CHECK(set_refusal("a", "KEY", "\x1B").starts_with("KEY has a control character"));
  CHECK(set_refusal("a", "KEY", "\xFF").starts_with("KEY has bytes that are not valid UTF-8"));
  for (char const* value : {" x", "x ", "\tx", " ", "x\xC2\xA0", "\xE2\x80\x89x"})
    CHECK(set_refusal("a", "KEY", value).starts_with("KEY begins or ends with white space"));
  for (char const* key : {"", " k", "k ", "a=b", "a:b", "a\nb", "a\tb", "#k", ";k", "[k", "\xC3\xA4"})
    CHECK(set_refusal("a", key, "x").starts_with("the key "));
  for (char const* alias : {"", " a", "a ", "a]b", "a\nb", "a\x01", "\xFF", "DEFAULT"})
    CHECK(set_refusal(alias, "k", "x").starts_with("the alias "));

  credentials_file document;
  CHECK(document.set("a", "k", std::string(1 << 20, 'x')).error().code == geai::errc::credentials_file);
  CHECK(document.serialize().empty());
}

TEST_CASE("credentials_file: a value may be a view into the document itself") {
  credentials_file document = parsed("[a]\nk = secret\n");
  REQUIRE(document.set("b", "k", *document.get("a", "k")).has_value());
  CHECK(document.get("b", "k") == "secret");
}

TEST_CASE("credentials_file: unset removes the line of a key") {
  credentials_file document = parsed("[DEFAULT]\nd = 1\n[a]\n# c\nK = 1\r\nl = 2");
  CHECK(document.unset("a", "k"));
  CHECK(document.serialize() == "[DEFAULT]\nd = 1\n[a]\n# c\nl = 2");
  CHECK(document.unset("a", "l"));
  CHECK(document.serialize() == "[DEFAULT]\nd = 1\n[a]\n# c\n");
  CHECK_FALSE(document.unset("a", "l"));
  CHECK_FALSE(document.unset("b", "k"));
  CHECK_FALSE(document.unset("a", "d"));  // inherited, not its own
  CHECK_FALSE(document.unset("DEFAULT", "d"));
  CHECK(document.contains("a"));
}

TEST_CASE("credentials_file: remove_alias removes a section, but not the comments of the next one") {
  auto const without = [](std::string text, std::string_view alias) {
    credentials_file document = parsed(std::move(text));
    CHECK(document.remove_alias(alias));
    CHECK_FALSE(document.contains(alias));
    return std::string(document.serialize());
  };
  CHECK(without("# top\n[a]\nk = 1\n\n[b]\nx = 1\n", "a") == "# top\n[b]\nx = 1\n");
  CHECK(without("[a]\nk = 1\n\n# of b\n; too\n[b]\nx = 1\n", "a") == "# of b\n; too\n[b]\nx = 1\n");
  CHECK(without("[a]\nk = 1\n# of k\nl = 1\n# of b\n[b]\n", "a") == "# of b\n[b]\n");
  CHECK(without("[a]\n[b]\nx = 1\n", "a") == "[b]\nx = 1\n");
  CHECK(without("[a]\nk = 1\n[b]\n  x = 1\n# tail", "b") == "[a]\nk = 1\n");
  credentials_file document = parsed("[DEFAULT]\nk = 1\n");
  CHECK_FALSE(document.remove_alias("DEFAULT"));
  CHECK_FALSE(document.remove_alias("a"));
}

TEST_CASE("credentials_file: random edits leave every other line unchanged, and match a model") {
  std::mt19937 random(20240229);
  auto const pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  std::vector<std::string> const aliases{"default", "Default", "a b", "ü"};
  std::vector<std::string> const keys{"GEAI_API_KEY", "k", "Other Key"};
  std::vector<std::string> const values{"", "v", "a = b", "100%", "#x", "[y]", "\xC3\xA4", std::string(200, 'z')};

  for (int round = 0; round != 200; ++round) {
    std::string const newline = round % 2 == 0 ? "\n" : "\r\n";
    // The text that no edit below may change: marked by `keep`, and not part of an alias that is removed.
    std::string const kept =
        "# keep 1" + newline + newline + "[keep]" + newline + "\tkeep : 2 " + newline + "; keep 3" + newline;
    credentials_file document = parsed((round % 3 == 0 ? "\xEF\xBB\xBF" : "") + kept);
    std::map<std::string, std::map<std::string, std::string>> model;
    for (int step = 0; step != 30; ++step) {
      std::string const& alias = aliases[pick(aliases.size())];
      std::string const& key = keys[pick(keys.size())];
      switch (pick(8)) {
        case 0:
          CHECK(document.remove_alias(alias) == model.contains(alias));
          model.erase(alias);
          break;
        case 1: {
          bool const known = model.contains(alias) && model[alias].contains(key);
          CHECK(document.unset(alias, key) == known);
          if (known) model[alias].erase(key);
          break;
        }
        default: {
          std::string const& value = values[pick(values.size())];
          REQUIRE(document.set(alias, key, value).has_value());
          model[alias][key] = value;
        }
      }
      credentials_file const again = parsed(std::string(document.serialize()));
      CHECK(again.serialize().find(kept) != std::string_view::npos);
      CHECK(again.aliases().size() == model.size() + 1);
      for (auto const& [name, entries] : model) {
        CHECK(again.keys(name).size() == entries.size());
        for (auto const& [each, value] : entries) CHECK(again.get(name, each).value_or("") == value);
      }
    }
  }
}

TEST_CASE("credentials_file: an alias's own and inherited values") {
  credentials_file const document = parsed("[DEFAULT]\nurl = u\nproject = p\n[a]\nURL = mine\nempty =\n[b]\n");
  CHECK(document.own("a", "url") == "mine");
  CHECK(document.own("a", "project") == std::nullopt);
  CHECK(document.get("a", "project") == "p");
  CHECK(document.own("a", "empty") == std::nullopt);
  CHECK(document.own("nobody", "url") == std::nullopt);
  CHECK(document.inherited("URL") == "u");
  CHECK(document.inherited("other") == std::nullopt);
  CHECK(document.own_keys("a") == std::vector<std::string>{"URL", "empty"});
  CHECK(document.own_keys("b").empty());
  CHECK(parsed("[a]\n").inherited("url") == std::nullopt);
}
