// geai call and the groups: every operation from the command line.

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <regex>

#include "support/sandbox.hpp"
#include "tool.hpp"

using namespace tool_test;
using document = nlohmann::ordered_json;

namespace {

constexpr char const* secret_text = "value-of-a-secret-mnbvcxz-0192837465";

std::string source_path(std::string const& relative) {
  std::string const here = __FILE__;
  return here.substr(0, here.rfind("tests/")) + relative;
}

document read_json(std::string const& relative) { return document::parse(std::ifstream(source_path(relative))); }

struct keyed_home : home {
  explicit keyed_home(std::string const& url) {
    write("[default]\nGEAI_API_KEY = sandbox-key\nGEAI_API_BASE_URL = " + url + "\nGEAI_API_EVAL_URL = " + url + "\n");
  }
};

// A request in tests/unit/filled_requests.txt: the library's request with every member set.
struct filled_request {
  std::string method{};
  std::string target{};
  std::map<std::string, std::string> headers{};
  std::string body{};
};

std::map<std::string, filled_request> read_filled() {
  std::map<std::string, filled_request> all;
  std::ifstream from(source_path("tests/unit/filled_requests.txt"));
  filled_request* one = nullptr;
  bool in_body = false;
  for (std::string line; std::getline(from, line);) {
    if (line.starts_with("# ")) {
      one = &all[line.substr(2)];
      in_body = false;
    } else if (one->method.empty()) {
      std::size_t const space = line.find(' ');
      one->method = line.substr(0, space);
      one->target = line.substr(line.find('/', space + 9));
    } else if (std::smatch header; !in_body && std::regex_match(line, header, std::regex("([A-Za-z-]+): (.*)"))) {
      one->headers[header[1]] = header[2];
    } else if (!line.empty() && !line.starts_with("requires ")) {
      in_body = true;
      one->body += (one->body.empty() ? "" : "\n") + line;
    }
  }
  return all;
}

std::string decoded(std::string const& text) {
  std::string out;
  for (std::size_t i = 0; i != text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
    i += 2;
  }
  return out;
}

std::map<std::string, std::string> pairs_of(std::string const& query) {
  std::map<std::string, std::string> pairs;
  std::size_t begin = 0;
  while (begin < query.size()) {
    std::size_t const end = std::min(query.find('&', begin), query.size());
    std::string const one = query.substr(begin, end - begin);
    pairs[one.substr(0, one.find('='))] = decoded(one.substr(one.find('=') + 1));
    begin = end + 1;
  }
  return pairs;
}

// The parts of a form in the golden text, or of a real one: name -> (file name, content type, value).
std::map<std::string, std::string> parts_of(std::string body, std::string const& boundary) {
  std::map<std::string, std::string> parts;
  for (char const* line : {"\r\n|\r\n", "\r\n"})
    for (std::size_t at; (at = body.find(line)) != body.npos;) body.replace(at, std::string(line).size(), "\n");
  std::regex const part(
      "name=\"([^\"]*)\"(?:; filename=\"([^\"]*)\")?\n(?:Content-Type: ([^\n]*)\n)?\\|?\n?([^]*?)\n--" + boundary);
  for (std::sregex_iterator at(body.begin(), body.end(), part), end; at != end; ++at)
    parts[(*at)[1]] = (*at)[2].str() + "|" + (*at)[3].str() + "|" + (*at)[4].str();
  return parts;
}

std::string kebab(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

// Formats a value for the command line.
std::string word_of(document const& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

// The arguments that set every member of an operation to its value in the golden request.
words words_for(document const& operation, filled_request const& golden, std::string const& file) {
  words all{"call", operation.at("name")};
  std::string const path = golden.target.substr(0, golden.target.find('?'));
  auto const query = golden.target.find('?') == golden.target.npos
                         ? std::map<std::string, std::string>()
                         : pairs_of(golden.target.substr(golden.target.find('?') + 1));
  document const body =
      golden.body.starts_with('{') || golden.body.starts_with('[') ? document::parse(golden.body) : document();
  auto const form = pairs_of(golden.body);
  auto const parts = parts_of(golden.body, "B");
  std::string pattern = operation.at("route").get<std::string>();
  std::vector<std::string> slots;
  for (std::size_t at; (at = pattern.find('{')) != pattern.npos;) {
    std::size_t const end = pattern.find('}', at);
    slots.push_back(pattern.substr(at + 1, end - at - 1));
    pattern.replace(at, end - at + 1, slots.back() == "path" ? "(.*)" : "([^/]*)");
  }
  std::smatch filled;
  REQUIRE(std::regex_match(path, filled, std::regex(".*" + pattern)));
  std::vector<std::string> taken;
  for (document const& member : operation.at("members")) {
    std::string const name = "--" + kebab(member.at("name")), wire = member.at("wire"), place = member.at("place");
    std::string const kind = member.value("kind", "");
    std::string const type = member.at("type");
    bool const is_secret = type.find("secret>") != type.npos || type == "secret";
    if (std::find(taken.begin(), taken.end(), place + wire) != taken.end() && !wire.empty()) continue;
    taken.push_back(place + wire);
    auto const give = [&](std::string const& value) {
      all.push_back(name + "=" + (is_secret ? "@" + file + ".secret" : value));
    };
    if (place == "path")
      give(decoded(filled[static_cast<std::size_t>(std::find(slots.begin(), slots.end(), wire) - slots.begin()) + 1]));
    else if (place == "query" && query.contains(wire))
      give(query.at(wire));
    else if (kind == "bearer")
      give({});
    else if (place == "header" && golden.headers.contains(wire))
      give(golden.headers.at(wire));
    else if (place == "form" && form.contains(wire))
      give(form.at(wire));
    else if (type.find("file_upload") != type.npos)
      all.push_back(name + "=" + file);
    else if (place == "part" && parts.contains(wire))
      give(parts.at(wire).substr(parts.at(wire).rfind('|') + 1));
    else if (kind == "spread" && body.is_object()) {
      document others = body;
      for (document const& each : operation.at("members")) others.erase(each.at("wire").get<std::string>());
      give(others.dump());
    } else if (kind == "content")
      give(golden.body);
    else if (kind == "body")
      give(golden.body);
    else if (place == "body" && body.is_object() && body.contains(wire))
      give(word_of(body.at(wire)));
  }
  return all;
}

}  // namespace

// In both modes of the sandbox: documented answers, and answers of the field.
TEST_CASE("call: each operation sends the request of the library, with every member from the command line") {
  support::sandbox const sandbox;
  support::sandbox const field({"--quirks"});
  keyed_home const at(sandbox.url());
  keyed_home const in_field(field.url());
  at.folder.write("a.txt", std::string(5000, 'x'));
  at.folder.write("a.txt.secret", std::string(secret_text) + "\n");
  std::string const file = (at.folder.path() / "a.txt").string();
  auto const golden = read_filled();
  std::size_t compared = 0;
  for (document const& operation : read_json("docs/operations.json")) {
    std::string const name = operation.at("name");
    CAPTURE(name);
    REQUIRE(golden.contains(name));
    filled_request const& wanted = golden.at(name);
    words const given = words_for(operation, wanted, file);
    CAPTURE(given);
    auto const done = at.run(given);
    INFO(done.err);
    CHECK((done.exit_code == 0 || done.exit_code == 3));
    auto const answered_oddly = in_field.run(given);
    INFO(answered_oddly.err);
    CHECK(answered_oddly.exit_code == done.exit_code);
    json const seen = requests(sandbox.url());
    forget_requests(sandbox.url());
    if (name == "gam_signing_url") {  // for a browser
      CHECK(done.out == sandbox.url() + wanted.target + "\n");
      continue;
    }
    REQUIRE(!seen.empty());
    json const& sent = seen.back();
    ++compared;
    CHECK(sent.at("method") == wanted.method);
    CHECK(sent.at("target") == wanted.target);
    std::map<std::string, std::string> headers;
    for (json const& each : sent.at("headers")) headers[each[0]] = each[1];
    std::string const type = headers["Content-Type"];
    std::string const body = sent.at("body");
    for (auto const& [key, value] : wanted.headers)
      if (key != "Content-Type") CHECK(headers[key] == value);
    if (type.starts_with("multipart/")) {
      std::string shown = body;
      if (std::size_t const xs = shown.find(std::string(5000, 'x')); xs != shown.npos)
        shown.replace(xs, 5000, "(the file)");
      CHECK(wanted.headers.at("Content-Type").starts_with("multipart/"));
      CHECK(parts_of(shown, type.substr(type.find("boundary=") + 9)) == parts_of(wanted.body, "B"));
      continue;
    }
    if (!wanted.body.empty()) CHECK(type == wanted.headers.at("Content-Type"));
    if (wanted.body == "(the file)")
      CHECK(body == std::string(5000, 'x'));
    else if (wanted.body.starts_with('{') || wanted.body.starts_with('['))
      CHECK(json::parse(body) == json::parse(wanted.body));
    else if (type == "application/x-www-form-urlencoded")
      CHECK(pairs_of(body) == pairs_of(wanted.body));
    else
      CHECK(body == wanted.body);
  }
  CHECK(compared > 270);
}
