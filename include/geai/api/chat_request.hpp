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

// Parts of a chat request: the parts of a message, tools, and the form of the answer.

namespace geai::inline v0_2 {

// How closely a model looks at an image.
enum class image_detail : unsigned char { low, high, automatic };
template <>
struct model<image_detail> : enumerators<enumerator<"low", image_detail::low>, enumerator<"high", image_detail::high>,
                                         enumerator<"auto", image_detail::automatic>> {};

// The forms of a sound.
enum class audio_format : unsigned char { wav, mp3 };
template <>
struct model<audio_format> : enumerators<enumerator<"wav", audio_format::wav>, enumerator<"mp3", audio_format::mp3>> {};

// --- parts of a message -----------------------------------------------------------------------------------------------

// A text.
struct text_part {
  std::string text{};
};

// An image: the URL of one that the provider can fetch, or a data URL, see image_file().
struct image_part {
  std::string url{};
  optional<open_enumeration<image_detail>> detail{};
};

// A sound, see audio_file().
struct audio_part {
  std::string data{};  // base64
  open_enumeration<audio_format> format{};
};

// A document: one that the provider stores, by its id, or its bytes, see document_file().
struct file_part {
  std::optional<std::string> file_id{};
  std::optional<std::string> filename{};
  std::optional<std::string> file_data{};  // a data URL
};

namespace detail {

// A part as JSON: {"type":"image_url","image_url":{...}}.
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

// The extension of a file's name, in lower case.
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

// Reads an image, whose type is that of its extension (png, jpg, jpeg, gif, webp). Errors: errc::invalid_argument for a
// file that cannot be read or has another extension.
template <class = void> result<image_part> image_file(std::string const& path) {
  std::string type = detail::extension_of(path);
  if (type == "jpg") type = "jpeg";
  if (type != "png" && type != "jpeg" && type != "gif" && type != "webp")
    return error(errc::invalid_argument, "file '" + path + "' is no png, jpg, jpeg, gif or webp by its name");
  result<std::string> bytes = detail::whole_file(path);
  if (!bytes) return std::move(bytes).error();
  return image_part{.url = detail::data_url("image/" + type, *bytes)};
}

// Reads a sound, whose format is its extension. Errors: errc::invalid_argument for a file that cannot be read or has none.
template <class = void> result<audio_part> audio_file(std::string const& path) {
  std::string format = detail::extension_of(path);
  if (format.empty()) return error(errc::invalid_argument, "file '" + path + "' has no extension, which is its format");
  result<std::string> bytes = detail::whole_file(path);
  if (!bytes) return std::move(bytes).error();
  audio_part made{.format = std::move(format)};
  append_base64(made.data, *bytes);
  return made;
}

// Reads a document. A file whose name does not end in .pdf is sent as text/plain. Errors: errc::invalid_argument for a
// file that cannot be read.
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

// One part of a message. Made of one of the types above, of the result of reading a file, or of its JSON. A file that could
// not be read makes the call that sends the message fail with that error.
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

  // Why it could not be made; null when it could.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  template <class Part>
  message_part(result<Part> const& read, int) : raw_json(read ? raw_json(message_part(*read)) : raw_json{}) {
    if (!read) failure_ = std::make_shared<error const>(read.error());
  }

  std::shared_ptr<error const> failure_{};
};

// A JSON array of Elements. Made of a list of values that convert to Element, or of its JSON text.
//
//   .parts = {geai::text_part{"What is this?"}, geai::image_file("cat.png")}
template <class Element> class json_array : public raw_json {
public:
  json_array() = default;
  json_array(raw_json array) : raw_json(std::move(array)) {}
  json_array(std::initializer_list<Element> elements) {
    for (Element const& each : elements) push_back(each);
  }
  // Of a list whose items are Elements, or become them: json_array<response_tool>(tools.definitions()).
  template <class Item>
    requires(std::is_convertible_v<Item const&, Element>)
  json_array(std::vector<Item> const& items) {
    for (Item const& each : items) push_back(each);
  }

  // Appends an element. `text` must be empty or a JSON array.
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

  // Why one of them could not be made; null when all could.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  std::shared_ptr<error const> failure_{};
};

using message_parts = json_array<message_part>;  // of a message

// --- tools ------------------------------------------------------------------------------------------------------------

// A function that the model may ask for. toolbox::definitions() makes them of C++ functions.
struct chat_function {
  std::string name{};  // 1 to 64 of a-z, A-Z, 0-9, _ and -
  std::optional<std::string> description{};
  raw_json parameters{};  // the JSON Schema of its argument, an object
  std::optional<bool> strict{};
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

// Which tools the model may or must ask for. Not set: the platform decides. A form that is not here: raw_json.
class tool_choice : public raw_json {
public:
  // The choices that name no function.
  enum kind : unsigned char {
    automatic,  // the model decides
    none,       // no tool
    required    // at least one
  };

  tool_choice() = default;
  tool_choice(kind which)
      : raw_json{which == automatic ? R"("auto")"
                 : which == none    ? R"("none")"
                                    : R"("required")"} {}
  tool_choice(raw_json other) : raw_json(std::move(other)) {}

  // That function and no other.
  template <class = void> static tool_choice function(std::string_view name) {
    std::string text(R"({"type":"function","function":{"name":)");
    json::encode(name, text);
    return raw_json{std::move(text += "}}")};
  }
};

// --- the form of the answer -------------------------------------------------------------------------------------------

// The form in which the model answers. Not set: a text. A form that is not here: raw_json.
class response_format : public raw_json {
public:
  // The forms that have no schema.
  enum kind : unsigned char {
    text,        // whatever it says
    json_object  // some JSON object, of which the messages must speak
  };

  response_format() = default;
  response_format(kind which) : raw_json{which == text ? R"({"type":"text"})" : R"({"type":"json_object"})"} {}
  response_format(raw_json other) : raw_json(std::move(other)) {}

  // JSON that matches the JSON Schema of T. `name` is its name for the provider; default: the name of the type. Needs
  // geai/chat.hpp.
  template <class T> static response_format schema(std::string_view name = {});
};

// Options of a streamed answer.
struct chat_stream_options {
  std::optional<bool> include_usage{};  // a last chunk that has the usage

  bool empty() const noexcept { return !include_usage; }
};

template <> struct model<chat_stream_options> : fields<field<"include_usage", &chat_stream_options::include_usage>> {};

}  // namespace geai::inline v0_2
