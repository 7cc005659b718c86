// Reads input: files, standard input, JSON and YAML.

#include "input.hpp"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#ifdef GEAI_HAS_YAML
#include <yaml-cpp/yaml.h>
#endif

namespace tool {

namespace {

#ifdef GEAI_HAS_YAML
// Converts a plain scalar by the core schema of YAML 1.2: `yes` and `no` are texts.
json scalar_of(YAML::Node const& node) {
  std::string const& text = node.Scalar();
  if (node.Tag() == "!") return text;  // it is quoted
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (text.find_first_not_of("+-0123456789.eE") == std::string::npos) {
    std::string_view const digits = std::string_view(text).substr(text.front() == '+' ? 1 : 0);
    std::int64_t whole = 0;
    if (auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
        end.ec == std::errc() && end.ptr == digits.data() + digits.size())
      return whole;
    char* end = nullptr;
    double const number = std::strtod(text.c_str(), &end);
    if (end == text.c_str() + text.size()) return number;
  }
  return text;
}

// Converts nodes to JSON. An alias may refer to its own ancestor, and a few lines of aliases can expand to more than
// the memory holds.
class yaml_reader {
public:
  explicit yaml_reader(std::string_view option) : option_(option) {}

  json read(YAML::Node const& node, int depth = 0) {
    if (depth > depth_limit || ++count_ > node_limit)
      throw usage_error(std::string(option_) + " is too deep or too large once its aliases are written out");
    switch (node.Type()) {
      case YAML::NodeType::Scalar: return scalar_of(node);
      case YAML::NodeType::Sequence: {
        json list = json::array();
        for (YAML::Node const& each : node) list.push_back(read(each, depth + 1));
        return list;
      }
      case YAML::NodeType::Map: {
        json object = json::object();
        for (auto const& each : node) object[each.first.as<std::string>()] = read(each.second, depth + 1);
        return object;
      }
      default: return nullptr;
    }
  }

private:
  static constexpr std::size_t node_limit = 1'000'000;

  std::string_view option_;
  std::size_t count_ = 0;
};
#endif

// Returns the documents of a text that is not JSON.
std::vector<json> parse_yaml([[maybe_unused]] std::string_view text, std::string_view option,
                             std::string const& fault) {
#ifdef GEAI_HAS_YAML
  // A text that begins like JSON was meant as JSON, whose error is more specific.
  std::size_t const begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos || text[begin] != '{') try {
      std::vector<json> all;
      yaml_reader reader(option);
      for (YAML::Node const& each : YAML::LoadAll(std::string(text))) all.push_back(reader.read(each));
      return all;
    } catch (YAML::Exception const& e) {
      throw usage_error(std::string(option) + " is not valid YAML: line " + std::to_string(e.mark.line + 1) +
                        ", column " + std::to_string(e.mark.column + 1) + ": " + e.msg);
    }
#endif
  throw usage_error(std::string(option) + " is not valid JSON: " + fault);
}

std::vector<json> documents_in(std::string_view text, std::string_view option) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find_first_not_of(" \t\r\n") == text.npos) throw usage_error(std::string(option) + " is empty");
  auto const check_depth = [option](int depth, json::parse_event_t, json&) {
    if (depth > depth_limit) throw usage_error(std::string(option) + " is nested too deeply");
    return true;
  };
  try {
    return {json::parse(text, check_depth)};
  } catch (json::parse_error const& e) {
    std::string fault = e.what();
    if (std::size_t const at = fault.find("parse error"); at != fault.npos) fault.erase(0, at + 12);
    // The text may contain a secret: quote only the position.
    if (std::size_t const at = fault.find("; last read"); at != fault.npos) fault.erase(at);
    if (std::size_t const at = fault.find(" - "); at != fault.npos) fault.erase(at);
    return parse_yaml(text, option, fault);
  }
}

}  // namespace

std::string read_input(context& world, std::string const& path, std::string_view option) {
  if (path == "-") return world.terminal.read_all();
  errno = 0;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "rbe"), std::fclose);
  std::string text;
  char piece[65536];
  while (file != nullptr) {
    std::size_t const size = std::fread(piece, 1, sizeof piece, file.get());
    text.append(piece, size);
    if (size != sizeof piece) break;
  }
  if (file == nullptr || std::ferror(file.get()) != 0)
    throw usage_error(std::string(option) + ": " + path + " cannot be read: " + std::strerror(errno));
  return text;
}

std::string read_value(context& world, std::string const& given, std::string_view option) {
  if (given == "-") return read_input(world, given, option);
  if (given.starts_with("@@")) return given.substr(1);
  if (given.starts_with("@")) return read_input(world, given.substr(1), option);
  return given;
}

json parse_document(std::string_view text, std::string_view option) {
  std::vector<json> all = documents_in(text, option);
  if (all.size() != 1) throw usage_error(std::string(option) + " has several documents, but one is expected");
  return std::move(all.front());
}

std::vector<json> parse_documents(std::string_view text, std::string_view option) {
  std::vector<json> all;
  for (json& each : documents_in(text, option)) {
    if (each.is_array())
      for (json& element : each) all.push_back(std::move(element));
    else if (!each.is_null())
      all.push_back(std::move(each));
  }
  return all;
}

}  // namespace tool
