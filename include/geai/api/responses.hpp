#pragma once

#include <cstdint>
#include <geai/api/chat.hpp>
#include <geai/api/chat_request.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/http/multipart.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The Responses API: rest-api.md section 12 (docs.globant.ai wiki 1180). Its events, functions and answer formats are
// those of OpenAI, inferred: the platform documents none of them.

namespace geai::inline v0_2 {

// --- messages --------------------------------------------------------------------------------------------------------

// The states of a response and of its items.
enum class response_status : unsigned char { completed, failed, in_progress, cancelled, queued, incomplete };
template <>
struct model<response_status>
    : enumerators<enumerator<"completed", response_status::completed>, enumerator<"failed", response_status::failed>,
                  enumerator<"in_progress", response_status::in_progress>,
                  enumerator<"cancelled", response_status::cancelled>, enumerator<"queued", response_status::queued>,
                  enumerator<"incomplete", response_status::incomplete>> {};

// A part of a message: a text ("output_text") or a refusal ("refusal").
struct response_content {
  std::string type{};
  std::string text{};
  std::optional<std::string> refusal{};
  raw_json annotations{};
  std::map<std::string, raw_json> other_members{};
};

// An output of the model: a message ("message"), reasoning ("reasoning"), or a function call ("function_call"). If you
// send an item back, unknown members are kept.
struct response_item {
  std::string type{};
  std::string id{};
  optional<open_enumeration<response_status>> status{};
  optional<open_enumeration<chat_role>> role{};
  std::vector<response_content> content{};  // of "message"
  raw_json summary{};                       // of "reasoning"
  std::optional<std::string> call_id{};
  std::optional<std::string> name{};
  std::optional<std::string> arguments{};  // JSON
  std::map<std::string, raw_json> other_members{};
};

// The reason why a response was cut off.
struct response_cut {
  std::string reason;  // "max_output_tokens", "content_filter"
};

// A model's answer to get_response.
struct model_response {
  std::string id;
  double created_at = 0;  // Unix time in seconds
  std::string model;
  optional<open_enumeration<response_status>> status;
  std::vector<response_item> output;
  optional<chat_usage> usage;
  optional<response_cut> incomplete_details;
  std::optional<std::string> previous_response_id;
  std::optional<double> temperature;
  std::optional<double> top_p;
  std::optional<std::string> truncation;
  std::optional<bool> parallel_tool_calls;
  raw_json instructions;
  raw_json metadata;
  raw_json reasoning;
  raw_json tools;
  raw_json tool_choice;
  raw_json text;
  std::map<std::string, raw_json> other_members;  // "error" of a failed stream: {"code":...,"message":...}

  // Returns all texts of the answer, joined.
  template <class = void> std::string output_text() const {
    std::string said;
    for (response_item const& item : output)
      for (response_content const& part : item.content)
        if (part.type == "output_text") said += part.text;
    return said;
  }

  // Returns the words with which the model declined; empty if it did not.
  template <class = void> std::string refusal() const {
    std::string said;
    for (response_item const& item : output)
      for (response_content const& part : item.content) said += part.refusal.value_or("");
    return said;
  }
};

// --- requests --------------------------------------------------------------------------------------------------------

// A part of a message: a text, an image or a document. If a file could not be read, the call fails with that error.
class response_part : public raw_json {
public:
  template <class = void> response_part(text_part const& part) : raw_json{R"({"type":"input_text","text":)"} {
    json::encode(part.text, text);
    text += '}';
  }
  template <class = void> response_part(image_part const& part) : raw_json{R"({"type":"input_image","image_url":)"} {
    json::encode(part.url, text);
    if (part.detail) {
      text += R"(,"detail":)";
      json::encode(*part.detail, text);
    }
    text += '}';
  }
  template <class = void> response_part(file_part const& part) : raw_json{R"({"type":"input_file",)"} {
    std::string members;
    json::encode(part, members);
    text.append(json::members_of(members)).append("}");
  }
  response_part(raw_json part) : raw_json(std::move(part)) {}
  template <class = void> response_part(result<image_part> const& read) : response_part(read, 0) {}
  template <class = void> response_part(result<file_part> const& read) : response_part(read, 0) {}

  // Returns the error if the part could not be made; else null.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  template <class Part>
  response_part(result<Part> const& read, int) : raw_json(read ? raw_json(response_part(*read)) : raw_json{}) {
    if (!read) failure_ = std::make_shared<error const>(read.error());
  }

  std::shared_ptr<error const> failure_{};
};

// A message of a request. Has either `content` or `parts`.
struct response_message {
  open_enumeration<chat_role> role{};
  std::optional<std::string> content{};
  json_array<response_part> parts{};  // {geai::text_part{"What is this?"}, geai::image_file("cat.png")}
};

// The result of a function call.
struct response_function_output {
  std::string call_id{};  // that of the response_item with the call
  std::string output{};
};

// An item of a model's input: a message, an item of an earlier answer, the result of a function, or any other item as
// JSON.
class response_input_item : public raw_json {
public:
  template <class = void> response_input_item(response_message const& message) : failure_(message.parts.failure()) {
    json::encode(message, text);
  }
  template <class = void> response_input_item(response_item const& item) { json::encode(item, text); }
  template <class = void>
  response_input_item(response_function_output const& output) : raw_json{R"({"type":"function_call_output",)"} {
    std::string members;
    json::encode(output, members);
    text.append(json::members_of(members)).append("}");
  }
  response_input_item(raw_json item) : raw_json(std::move(item)) {}

  // Returns the error of the first part that could not be made; else null.
  std::shared_ptr<error const> const& failure() const noexcept { return failure_; }

private:
  std::shared_ptr<error const> failure_{};
};

// A tool of a request: a function, such as those of a toolbox, or a tool of the provider as JSON:
// {"type":"web_search"}.
class response_tool : public raw_json {
public:
  template <class = void> response_tool(chat_function const& function) : raw_json{R"({"type":"function",)"} {
    std::string members;
    json::encode(function, members);
    text.append(json::members_of(members)).append("}");
  }
  template <class = void> response_tool(chat_tool const& tool) : response_tool(tool.function) {}
  response_tool(raw_json tool) : raw_json(std::move(tool)) {}
};

// The tools that the model may or must call. Unset: the platform decides. Assign a raw_json for any other form.
class response_tool_choice : public raw_json {
public:
  response_tool_choice() = default;
  response_tool_choice(tool_choice::kind which) : raw_json(tool_choice(which)) {}
  response_tool_choice(raw_json other) : raw_json(std::move(other)) {}

  // Requires a call of that function.
  template <class = void> static response_tool_choice function(std::string_view name) {
    std::string text(R"({"type":"function","name":)");
    json::encode(name, text);
    return raw_json{std::move(text += '}')};
  }
};

// The format of the model's answer. Unset: a text. Assign a raw_json for any other format.
class text_format : public raw_json {
public:
  text_format() = default;
  text_format(response_format::kind which) : raw_json(response_format(which)) {}
  text_format(raw_json other) : raw_json(std::move(other)) {}

  // Requests JSON that matches the JSON Schema of T. `name` is the name of the schema for the provider; default: the
  // name of the type. Requires geai/chat.hpp.
  template <class T> static text_format schema(std::string_view name = {});
};

// The form of the model's answer.
struct response_text {
  text_format format{};                    // geai::text_format::schema<T>(), ...
  std::optional<std::string> verbosity{};  // "low", "medium", "high"

  bool empty() const noexcept { return format.empty() && !verbosity; }
};

// --- streaming -------------------------------------------------------------------------------------------------------

// The type of an event of a streamed response. OpenAI has more types; those keep their texts.
enum class response_event_type : unsigned char {
  created,
  queued,
  in_progress,
  completed,  // like the next two, the last event; response_event::response is complete
  failed,
  incomplete,
  item_added,  // response_event::item begins
  item_done,
  part_added,
  part_done,
  text_delta,  // response_event::delta is appended to the text of the answer
  text_done,
  refusal_delta,
  refusal_done,
  arguments_delta,  // response_event::delta is appended to the arguments of a call
  arguments_done,
  reasoning_delta,
  reasoning_done,
  reasoning_summary_delta,
  reasoning_summary_done,
};
template <>
struct model<response_event_type>
    : enumerators<enumerator<"response.created", response_event_type::created>,
                  enumerator<"response.queued", response_event_type::queued>,
                  enumerator<"response.in_progress", response_event_type::in_progress>,
                  enumerator<"response.completed", response_event_type::completed>,
                  enumerator<"response.failed", response_event_type::failed>,
                  enumerator<"response.incomplete", response_event_type::incomplete>,
                  enumerator<"response.output_item.added", response_event_type::item_added>,
                  enumerator<"response.output_item.done", response_event_type::item_done>,
                  enumerator<"response.content_part.added", response_event_type::part_added>,
                  enumerator<"response.content_part.done", response_event_type::part_done>,
                  enumerator<"response.output_text.delta", response_event_type::text_delta>,
                  enumerator<"response.output_text.done", response_event_type::text_done>,
                  enumerator<"response.refusal.delta", response_event_type::refusal_delta>,
                  enumerator<"response.refusal.done", response_event_type::refusal_done>,
                  enumerator<"response.function_call_arguments.delta", response_event_type::arguments_delta>,
                  enumerator<"response.function_call_arguments.done", response_event_type::arguments_done>,
                  enumerator<"response.reasoning_text.delta", response_event_type::reasoning_delta>,
                  enumerator<"response.reasoning_text.done", response_event_type::reasoning_done>,
                  enumerator<"response.reasoning_summary_text.delta", response_event_type::reasoning_summary_delta>,
                  enumerator<"response.reasoning_summary_text.done", response_event_type::reasoning_summary_done>> {};

// An event of a streamed response. Its type determines which members are set.
struct response_event {
  open_enumeration<response_event_type> type{};
  std::int64_t sequence_number = 0;
  std::optional<std::string> item_id{};
  std::optional<int> output_index{};       // of the item in response_event::response
  std::optional<int> content_index{};      // of the part in the item
  std::optional<std::string> delta{};      // the appended text
  std::optional<std::string> text{};       // the complete text, at its end
  std::optional<std::string> refusal{};    // the complete refusal, at its end
  std::optional<std::string> arguments{};  // the complete arguments as JSON, at their end
  optional<response_item> item{};          // the item that was added or completed
  optional<response_content> part{};       // the part that was added or completed
  optional<model_response> response{};     // as far as it has arrived
  std::map<std::string, raw_json> other_members{};

  // Returns true for the last event of a stream.
  bool is_last() const noexcept {
    return type == response_event_type::completed || type == response_event_type::failed ||
           type == response_event_type::incomplete;
  }

  // Returns true for the named events of a stream that are read.
  static bool reads_event(std::string_view name) noexcept { return name.starts_with("response."); }
};

// --- on the wire -----------------------------------------------------------------------------------------------------

template <>
struct model<response_content>
    : fields<field<"type", &response_content::type>, field<"text", &response_content::text>,
             field<"refusal", &response_content::refusal>, field<"annotations", &response_content::annotations>,
             other_members<&response_content::other_members>> {};
template <>
struct model<response_item>
    : fields<field<"type", &response_item::type>, field<"id", &response_item::id>,
             field<"status", &response_item::status>, field<"role", &response_item::role>,
             unless_empty<"content", &response_item::content>, field<"summary", &response_item::summary>,
             field<"call_id", &response_item::call_id>, field<"name", &response_item::name>,
             json_text<"arguments", &response_item::arguments>, other_members<&response_item::other_members>> {};
template <> struct model<response_cut> : fields<field<"reason", &response_cut::reason>> {};
template <>
struct model<model_response>
    : fields<field<"id", &model_response::id>, informative<"created_at", &model_response::created_at>,
             field<"model", &model_response::model>, field<"status", &model_response::status>,
             field<"output", &model_response::output>, field<"usage", &model_response::usage>,
             field<"incomplete_details", &model_response::incomplete_details>,
             field<"previous_response_id", &model_response::previous_response_id>,
             field<"temperature", &model_response::temperature>, field<"top_p", &model_response::top_p>,
             field<"truncation", &model_response::truncation>,
             field<"parallel_tool_calls", &model_response::parallel_tool_calls>,
             field<"instructions", &model_response::instructions>, field<"metadata", &model_response::metadata>,
             field<"reasoning", &model_response::reasoning>, field<"tools", &model_response::tools>,
             field<"tool_choice", &model_response::tool_choice>, field<"text", &model_response::text>,
             other_members<&model_response::other_members>> {};
template <>
struct model<response_message>
    : fields<field<"role", &response_message::role>,
             text_or_parts<"content", &response_message::content, &response_message::parts>> {};
template <>
struct model<response_function_output>
    : fields<field<"call_id", &response_function_output::call_id>, field<"output", &response_function_output::output>> {
};
template <>
struct model<response_text>
    : fields<unless_empty<"format", &response_text::format>, field<"verbosity", &response_text::verbosity>> {};
template <>
struct model<response_event>
    : fields<field<"type", &response_event::type>, informative<"sequence_number", &response_event::sequence_number>,
             field<"item_id", &response_event::item_id>, informative<"output_index", &response_event::output_index>,
             informative<"content_index", &response_event::content_index>, json_text<"delta", &response_event::delta>,
             json_text<"text", &response_event::text>, field<"refusal", &response_event::refusal>,
             json_text<"arguments", &response_event::arguments>, field<"item", &response_event::item>,
             field<"part", &response_event::part>, field<"response", &response_event::response>,
             other_members<&response_event::other_members>> {};

namespace api {

// Returns one answer of the Responses API, which supports only OpenAI's models. To receive it while it arrives, use
// stream_response(); its events are those that OpenAI documents (inferred). Each answer costs money, so by default a request
// that the platform may have processed is not repeated.
struct get_response {
  std::string model{};                            // "openai/..."
  std::optional<std::string> input{};             // a user message; give either this or input_items
  json_array<response_input_item> input_items{};  // messages, items of earlier answers, results of functions
  std::optional<std::string> instructions{};
  std::optional<int> max_output_tokens{};
  std::optional<int> max_tokens{};  // the vendor's sample uses this name for max_output_tokens; set one of them
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  json_array<response_tool> tools{};    // functions that the model may call, see toolbox::definitions()
  response_tool_choice tool_choice{};   // geai::tool_choice::required, response_tool_choice::function("f")
  response_text text{};                 // {.format = geai::text_format::schema<T>()}
  std::optional<raw_json> reasoning{};  // {"effort":"low"}
  std::optional<std::string> truncation{};
  std::optional<bool> parallel_tool_calls{};
  std::optional<bool> store{};
  std::optional<raw_json> metadata{};
  std::optional<std::string> user{};
  raw_json extra{};  // a JSON object; its members are added to the request

  using answer = model_response;
  using chunk = response_event;
  static constexpr bool streams = true;

  using endpoint = post<"/responses">;
  using parameters =
      fields<field<"model", &get_response::model>, field<"input", &get_response::input>,
             unless_empty<"input", &get_response::input_items>, field<"instructions", &get_response::instructions>,
             field<"max_output_tokens", &get_response::max_output_tokens>,
             field<"max_tokens", &get_response::max_tokens>, field<"temperature", &get_response::temperature>,
             field<"top_p", &get_response::top_p>, unless_empty<"tools", &get_response::tools>,
             unless_empty<"tool_choice", &get_response::tool_choice>, unless_empty<"text", &get_response::text>,
             field<"reasoning", &get_response::reasoning>, field<"truncation", &get_response::truncation>,
             field<"parallel_tool_calls", &get_response::parallel_tool_calls>, field<"store", &get_response::store>,
             field<"metadata", &get_response::metadata>, field<"user", &get_response::user>,
             spread<&get_response::extra>>;

  template <class = void> result<void> check() const {
    if (input_items.failure()) return *input_items.failure();
    if (!input && input_items.empty())
      return error(errc::missing_requirement, "input is empty; the operation requires it");
    if (input && !input_items.empty())
      return error(errc::invalid_argument, "input and input_items are both set; keep one of them");
    if (!extra.empty() && !json::is_object(extra.text))
      return error(errc::invalid_argument,
                   "extra is not a JSON object; its members are added to those of the operation");
    return {};
  }

  // Converts a complete answer to the only event of a stream.
  static response_event as_chunk(model_response&& whole) {
    return {.type = response_event_type::completed, .response = std::move(whole)};
  }
};

// Returns one answer of the Responses API to a request with files, sent as multipart/form-data. Members other than
// texts and numbers are sent as JSON (inferred).
struct get_response_with_files {
  std::string model{};  // "openai/..."
  std::vector<file_upload> files{};
  std::optional<std::string> input{};     // a user message; give either this or input_items
  std::optional<raw_json> input_items{};  // an array of items
  std::optional<std::string> instructions{};
  std::optional<int> max_output_tokens{};
  std::optional<int> max_tokens{};  // the vendor's sample uses this name for max_output_tokens; set one of them
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<raw_json> tools{};
  std::optional<raw_json> tool_choice{};
  std::optional<raw_json> reasoning{};  // {"effort":"low"}
  std::optional<std::string> truncation{};
  std::optional<bool> parallel_tool_calls{};
  std::optional<bool> store{};
  std::optional<raw_json> metadata{};
  std::optional<std::string> user{};

  using answer = model_response;
  using endpoint = post<"/responses">;
  using parameters =
      fields<part<"model", &get_response_with_files::model>, numbered_part<"file", &get_response_with_files::files>,
             part<"input", &get_response_with_files::input>, part<"input", &get_response_with_files::input_items>,
             part<"instructions", &get_response_with_files::instructions>,
             part<"max_output_tokens", &get_response_with_files::max_output_tokens>,
             part<"max_tokens", &get_response_with_files::max_tokens>,
             part<"temperature", &get_response_with_files::temperature>, part<"top_p", &get_response_with_files::top_p>,
             part<"tools", &get_response_with_files::tools>, part<"tool_choice", &get_response_with_files::tool_choice>,
             part<"reasoning", &get_response_with_files::reasoning>,
             part<"truncation", &get_response_with_files::truncation>,
             part<"parallel_tool_calls", &get_response_with_files::parallel_tool_calls>,
             part<"store", &get_response_with_files::store>, part<"metadata", &get_response_with_files::metadata>,
             part<"user", &get_response_with_files::user>>;

  template <class = void> result<void> check() const {
    if (!input && !input_items) return error(errc::missing_requirement, "input is empty; the operation requires it");
    if (input && input_items)
      return error(errc::invalid_argument, "input and input_items are both set; keep one of them");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0_2
