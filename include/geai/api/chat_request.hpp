#pragma once

#include <geai/api/base64.hpp>
#include <geai/detail/system/files.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/model.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/json/rules.hpp>
#include <geai/optional.hpp>
#include <geai/result.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The parts of a chat request: message parts, tools, and the format of the answer.

namespace geai::inline v0_2 {

// The resolution at which a model reads an image.
enum class image_detail : unsigned char { low, high, automatic };
template <>
struct model<image_detail> : enumerators<enumerator<"low", image_detail::low>, enumerator<"high", image_detail::high>,
                                         enumerator<"auto", image_detail::automatic>> {};

// The audio formats.
enum class audio_format : unsigned char { wav, mp3 };
template <>
struct model<audio_format> : enumerators<enumerator<"wav", audio_format::wav>, enumerator<"mp3", audio_format::mp3>> {};

// --- parts of a message ----------------------------------------------------------------------------------------------

// A text part.
struct text_part {
  std::string text{};
};

// An image part: a URL that the provider can fetch, or a data URL (see image_file()).
struct image_part {
  std::string url{};
  optional<open_enumeration<image_detail>> detail{};
};

// An audio part; see audio_file().
struct audio_part {
  std::string data{};  // the bytes in base64
  open_enumeration<audio_format> format{};
};

// A document part: the id of a document that the provider stores, or the bytes of one (see document_file()).
struct file_part {
  std::optional<std::string> file_id{};
  std::optional<std::string> filename{};
  std::optional<std::string> file_data{};  // a data URL
};

namespace detail {

// Returns a part as JSON: {"type":"image_url","image_url":{...}}.
template <class Part> std::string part_json(std::string_view type, Part const& part) {
  std::string out(R"({"type":")");
  out.append(type).append("\",\"").append(type).append("\":");
  json::encode(part, out);
  return out += '}';
}

[[gnu::cold]] inline error unreadable_file(std::string_view path) {
  return error(errc::invalid_argument, std::string("file '").append(path).append("' cannot be read"));
}

template <class = void> result<std::string> whole_file(std::string const& path) {
  std::string bytes;
  if (!geai::detail::read_whole(path, bytes)) return unreadable_file(path);
  return bytes;
}

// Returns the extension of a file name, in lower case.
template <class = void> std::string extension_of(std::string_view path) {
  std::size_t const dot = path.find_last_of("./\\");
  std::string extension(dot == path.npos || path[dot] != '.' ? std::string_view{} : path.substr(dot + 1));
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = json::other_case(c);
  return extension;
}

template <class = void> std::string data_url(std::string_view type, std::string_view bytes) {
  std::string url("data:");
  url.append(type).append(";base64,");
  append_base64(url, bytes);
  return url;
}

}  // namespace detail

// Reads an image file. Its type follows from the extension (png, jpg, jpeg, gif, webp). Errors: errc::invalid_argument
// if the file cannot be read or has another extension.
template <class = void> result<image_part> image_file(std::string const& path) {
  std::string type = detail::extension_of(path);
  if (type == "jpg") type = "jpeg";
  if (type != "png" && type != "jpeg" && type != "gif" && type != "webp")
    return error(errc::invalid_argument, "file '" + path + "' does not have the extension png, jpg, jpeg, gif or webp");
  result<std::string> bytes = detail::whole_file(path);
  if (!bytes) return std::move(bytes).error();
  return image_part{.url = detail::data_url("image/" + type, *bytes)};
}

// Reads an audio file. The extension is the format. Errors: errc::invalid_argument if the file cannot be read or has no
// extension.
template <class = void> result<audio_part> audio_file(std::string const& path) {
  std::string format = detail::extension_of(path);
  if (format.empty())
    return error(errc::invalid_argument, "file '" + path + "' has no extension, which determines its format");
  result<std::string> bytes = detail::whole_file(path);
  if (!bytes) return std::move(bytes).error();
  audio_part made{.format = std::move(format)};
  append_base64(made.data, *bytes);
  return made;
}

// Reads a document. A file named *.pdf is sent as application/pdf, any other file as text/plain. Errors: errc::invalid_argument if the
// file cannot be read.
template <class = void> result<file_part> document_file(std::string const& path) {
  result<std::string> bytes = detail::whole_file(path);
  if (!bytes) return std::move(bytes).error();
  std::string_view const type = detail::extension_of(path) == "pdf" ? "application/pdf" : "text/plain";
  return file_part{.filename = path.substr(path.find_last_of("/\\") + 1), .file_data = detail::data_url(type, *bytes)};
}

template <> struct model<text_part> : fields<field<"text", &text_part::text>> {};
template <> struct model<image_part> : fields<field<"url", &image_part::url>, field<"detail", &image_part::detail>> {};
template <>
struct model<audio_part> : fields<field<"data", &audio_part::data>, field<"format", &audio_part::format>> {};
template <>
struct model<file_part> : fields<field<"file_id", &file_part::file_id>, field<"filename", &file_part::filename>,
                                 field<"file_data", &file_part::file_data>> {};

// A part of a message. You make it from one of the types above, from the result of reading a file, or from JSON. If the
// file could not be read, the call that sends the message fails with that error.
class message_part : public raw_json {
public:
  template <class = void> message_part(text_part const& part) : raw_json{R"({"type":"text","text":)"} {
    json::encode(part.text, text);
    text += '}';
  }
  template <class = void> message_part(image_part const& part) : raw_json{detail::part_json("image_url", part)} {}
  template <class = void> message_part(audio_part const& part) : raw_json{detail::part_json("input_audio", part)} {}
  template <class = void> message_part(file_part const& part) : raw_json{detail::part_json("file", part)} {}
  message_part(raw_json part) : raw_json(std::move(part)) {}
  template <class = void> message_part(result<image_part> const& read) : message_part(read, 0) {}
  template <class = void> message_part(result<audio_part> const& read) : message_part(read, 0) {}
  template <class = void> message_part(result<file_part> const& read) : message_part(read, 0) {}

  // Returns the error if the part could not be made; else null.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  template <class Part>
  message_part(result<Part> const& read, int) : raw_json(read ? raw_json(message_part(*read)) : raw_json{}) {
    if (!read) failure_ = std::make_shared<error const>(read.error());
  }

  std::shared_ptr<error const> failure_{};
};

// A JSON array of Elements. You make it from a list of values that convert to Element, or from JSON text.
//
//   .parts = {geai::text_part{"What is this?"}, geai::image_file("cat.png")}
template <class Element> class json_array : public raw_json {
public:
  json_array() = default;
  json_array(raw_json array) : raw_json(std::move(array)) {}
  json_array(std::initializer_list<Element> elements) {
    for (Element const& each : elements) push_back(each);
  }
  // Converts from a list whose items are Elements or convert to them: json_array<response_tool>(tools.definitions()).
  template <class Item>
    requires(std::is_convertible_v<Item const&, Element>)
  json_array(std::vector<Item> const& items) {
    for (Item const& each : items) push_back(each);
  }

  // Appends an element. Precondition: the JSON is an array or empty.
  void push_back(Element const& element) {
    if constexpr (requires { element.failure(); })
      if (element.failure() && !failure_) failure_ = element.failure();
    std::size_t const end = text.find_last_of(']');
    text.resize(end == text.npos ? 0 : end);
    if (text.find_first_not_of("[ \t\r\n") == text.npos)
      text = '[';
    else
      text += ',';
    text.append(element.text).append("]");
  }

  // Returns the error of the first element that could not be made; else null.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  std::shared_ptr<error const> failure_{};
};

using message_parts = json_array<message_part>;  // The parts of a message.

// --- tools -----------------------------------------------------------------------------------------------------------

// A function that the model may call. toolbox::definitions() makes these from C++ functions.
struct chat_function {
  std::string name{};  // 1 to 64 of a-z, A-Z, 0-9, _ and -
  std::optional<std::string> description{};
  raw_json parameters{};         // the JSON Schema of its parameter, an object
  std::optional<bool> strict{};  // true: the arguments must match the schema
};

// A tool of a request.
struct chat_tool {
  std::string type = "function";
  chat_function function{};
};

template <>
struct model<chat_function>
    : fields<field<"name", &chat_function::name>, field<"description", &chat_function::description>,
             field<"parameters", &chat_function::parameters>, field<"strict", &chat_function::strict>> {};
template <>
struct model<chat_tool> : fields<field<"type", &chat_tool::type>, field<"function", &chat_tool::function>> {};

// The tools that the model may or must call. Unset: the platform decides. Assign a raw_json for any other form.
class tool_choice : public raw_json {
public:
  // The choices without a function name.
  enum kind : unsigned char {
    automatic,  // the model decides
    none,       // no tool call
    required    // at least one tool call
  };

  tool_choice() = default;
  tool_choice(kind which)
      : raw_json{which == automatic ? R"("auto")"
                 : which == none    ? R"("none")"
                                    : R"("required")"} {}
  tool_choice(raw_json other) : raw_json(std::move(other)) {}

  // Requires a call of that function.
  template <class = void> static tool_choice function(std::string_view name) {
    std::string text(R"({"type":"function","function":{"name":)");
    json::encode(name, text);
    return raw_json{std::move(text += "}}")};
  }
};

// --- the format of the answer ----------------------------------------------------------------------------------------

// The format of the model's answer. Unset: a text. Assign a raw_json for any other format.
class response_format : public raw_json {
public:
  // The formats without a schema.
  enum kind : unsigned char {
    text,        // any text
    json_object  // any JSON object; the messages must mention JSON
  };

  response_format() = default;
  response_format(kind which) : raw_json{which == text ? R"({"type":"text"})" : R"({"type":"json_object"})"} {}
  response_format(raw_json other) : raw_json(std::move(other)) {}

  // Requests JSON that matches the JSON Schema of T. `name` is the name of the schema for the provider; default: the
  // name of the type. Requires geai/chat.hpp.
  template <class T> static response_format schema(std::string_view name = {});
};

// The options of a streamed answer.
struct chat_stream_options {
  std::optional<bool> include_usage{};  // true: a last chunk contains the usage

  bool empty() const noexcept { return !include_usage; }
};

template <> struct model<chat_stream_options> : fields<field<"include_usage", &chat_stream_options::include_usage>> {};

}  // namespace geai::inline v0_2
