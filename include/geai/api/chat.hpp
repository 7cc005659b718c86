#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/chat_request.hpp>
#include <geai/api/choices.hpp>
#include <geai/api/operation.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Chat and images: rest-api.md sections 8 and 12 (docs.globant.ai wiki 34, 1183). The Responses API is in
// api/responses.hpp.

namespace geai::inline v0_2 {

// The reasons why an answer ends.
enum class finish_reason : unsigned char { stop, length, tool_calls, content_filter, function_call };
template <>
struct model<finish_reason>
    : enumerators<enumerator<"stop", finish_reason::stop>, enumerator<"length", finish_reason::length>,
                  enumerator<"tool_calls", finish_reason::tool_calls>,
                  enumerator<"content_filter", finish_reason::content_filter>,
                  enumerator<"function_call", finish_reason::function_call>> {};

// The amount of reasoning before a model answers.
enum class reasoning_effort : unsigned char { low, medium, high };
template <>
struct model<reasoning_effort>
    : enumerators<enumerator<"low", reasoning_effort::low>, enumerator<"medium", reasoning_effort::medium>,
                  enumerator<"high", reasoning_effort::high>> {};

// --- names of models -------------------------------------------------------------------------------------------------

// Returns the model name for an agent of the lab, given the agent's name, id or public name.
inline std::string agent_model_name(std::string_view agent) { return std::string("saia:agent:").append(agent); }
// Returns the model name for a standard assistant, given its name, which may contain spaces.
inline std::string assistant_model_name(std::string_view assistant) {
  return std::string("saia:assistant:").append(assistant);
}
// Returns the model name for a RAG assistant, given the name of its search profile.
inline std::string search_model_name(std::string_view profile) { return std::string("saia:search:").append(profile); }
// Returns the model name for a flow, given its bot id.
inline std::string flow_model_name(std::string_view bot_id) { return std::string("saia:flow:").append(bot_id); }
// Returns the name of a provider's model: provider_model_name("openai", "gpt-4o").
inline std::string provider_model_name(std::string_view provider, std::string_view model) {
  return std::string(provider).append("/").append(model);
}

// --- messages --------------------------------------------------------------------------------------------------------

// The function that a model wants to call, and its arguments.
struct chat_function_call {
  std::string name{};
  std::string arguments{};  // JSON
};

// A tool that the model wants to call. In chunks, the parts of one call have the same index: its id and name arrive
// once, its arguments in pieces.
struct chat_tool_call {
  std::optional<int> index{};  // in chunks only
  std::optional<std::string> id{};
  std::optional<std::string> type{};  // "function"
  optional<chat_function_call> function{};
};

// A message of a request. Has either `content` or `parts`.
struct chat_message {
  open_enumeration<chat_role> role{};
  std::optional<std::string> content{};
  message_parts parts{};  // texts, images, sounds, files: {geai::text_part{"..."}, geai::image_part{.url = "..."}}
  std::optional<std::string> name{};
  optional<std::vector<chat_tool_call>> tool_calls{};  // of an assistant's message that you send back
  std::optional<std::string> tool_call_id{};           // of a tool's message
  std::optional<std::string> refusal{};  // this member and the next one: of an assistant's message that you send back
  raw_json function_call{};
};

// A message in an answer. Converts to a message of the next request.
struct chat_reply {
  open_enumeration<chat_role> role;
  std::optional<std::string> content;  // unset beside tool calls; of parts, their texts
  raw_json content_parts;              // the array of parts, if the content arrived as one
  std::optional<std::string> refusal;
  std::vector<chat_tool_call> tool_calls;
  raw_json function_call;  // OpenAI's older form of tool_calls

  // Converts to a message of the next request, to continue the conversation.
  operator chat_message() const {
    chat_message sent{.role = role};
    if (content_parts.empty())
      sent.content = content;
    else
      sent.parts = content_parts;
    if (!tool_calls.empty()) sent.tool_calls = tool_calls;
    if (refusal) sent.refusal = refusal;
    sent.function_call = function_call;
    return sent;
  }
};

// A value for a variable of an assistant or agent.
struct chat_variable {
  std::string key{};
  std::string value{};
};

// The tokens of a usage, by purpose.
struct token_details {
  std::optional<std::int64_t> reasoning_tokens{};
  std::optional<std::int64_t> cached_tokens{};
};

// The usage of a chat, in tokens and cost.
struct chat_usage {
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t total_tokens = 0;
  std::optional<double> prompt_cost{};
  std::optional<double> completion_cost{};
  std::optional<double> total_cost{};
  std::optional<std::string> currency{};  // "USD"
  optional<token_details> prompt_tokens_details{};
  optional<token_details> completion_tokens_details{};
};

// One of the answers of a chat. There is one, unless you request several.
struct chat_choice {
  int index = 0;
  chat_reply message{};
  optional<open_enumeration<geai::finish_reason>> finish_reason{};
  raw_json logprobs{};
};

// A complete answer.
struct chat_completion_answer {
  std::string id{};
  std::string object{};      // "chat.completion"
  std::int64_t created = 0;  // Unix time in seconds
  std::string model{};
  std::vector<chat_choice> choices;
  optional<chat_usage> usage{};
  std::optional<std::string> service_tier{};
  std::optional<std::string> system_fingerprint{};
};

// The changes that a chunk makes to a message.
struct chat_delta {
  optional<open_enumeration<chat_role>> role{};  // in the first chunk of a choice
  std::optional<std::string> content{};
  std::optional<std::string> refusal{};
  std::vector<chat_tool_call> tool_calls{};
  raw_json function_call{};
};

// The changes that a chunk makes to one of the answers.
struct chat_chunk_choice {
  int index = 0;
  chat_delta delta{};
  optional<open_enumeration<geai::finish_reason>> finish_reason{};  // in the last chunk of a choice
  raw_json logprobs{};
};

// A chunk of a streamed answer. The platform decides which of the choices it contains, if any.
struct chat_chunk {
  std::string id{};
  std::string object{};  // "chat.completion.chunk"
  std::int64_t created = 0;
  std::string model{};
  std::vector<chat_chunk_choice> choices{};
  optional<chat_usage> usage{};  // in the last chunk, if the platform counts
  std::optional<std::string> service_tier{};
  std::optional<std::string> system_fingerprint{};
};

// --- images ----------------------------------------------------------------------------------------------------------

// An image: a URL or its bytes in base64.
struct image {
  std::optional<std::string> url{};
  std::optional<std::string> b64_json{};
};

// A list of images. Inferred from OpenAI's API; the platform shows no sample.
struct image_list {
  std::int64_t created = 0;  // Unix time in seconds
  std::vector<image> data;

  std::size_t size() const noexcept { return data.size(); }
  image const* begin() const noexcept { return data.data(); }
  image const* end() const noexcept { return data.data() + data.size(); }
};

// --- on the wire -----------------------------------------------------------------------------------------------------

template <>
struct model<chat_function_call>
    : fields<field<"name", &chat_function_call::name>, json_text<"arguments", &chat_function_call::arguments>> {};
template <>
struct model<chat_tool_call>
    : fields<informative<"index", &chat_tool_call::index>, field<"id", &chat_tool_call::id>,
             field<"type", &chat_tool_call::type>, field<"function", &chat_tool_call::function>> {};
template <>
struct model<chat_message>
    : fields<field<"role", &chat_message::role>, text_or_parts<"content", &chat_message::content, &chat_message::parts>,
             field<"name", &chat_message::name>, field<"tool_calls", &chat_message::tool_calls>,
             field<"tool_call_id", &chat_message::tool_call_id>, field<"refusal", &chat_message::refusal>,
             field<"function_call", &chat_message::function_call>> {};
template <>
struct model<chat_reply> : fields<field<"role", &chat_reply::role>,
                                  text_or_parts<"content", &chat_reply::content, &chat_reply::content_parts>,
                                  field<"refusal", &chat_reply::refusal>, field<"tool_calls", &chat_reply::tool_calls>,
                                  field<"function_call", &chat_reply::function_call>> {};
template <>
struct model<chat_variable> : fields<field<"key", &chat_variable::key>, field<"value", &chat_variable::value>> {};
template <>
struct model<token_details> : fields<informative<"reasoning_tokens", &token_details::reasoning_tokens>,
                                     informative<"cached_tokens", &token_details::cached_tokens>> {};
// OpenAI's Responses API uses the other names for these counts; the platform's own sample uses these.
template <>
struct model<chat_usage>
    : fields<informative<"prompt_tokens", &chat_usage::prompt_tokens>,
             other_name<"input_tokens", &chat_usage::prompt_tokens>,
             informative<"completion_tokens", &chat_usage::completion_tokens>,
             other_name<"output_tokens", &chat_usage::completion_tokens>,
             informative<"total_tokens", &chat_usage::total_tokens>,
             informative<"prompt_cost", &chat_usage::prompt_cost>,
             informative<"completion_cost", &chat_usage::completion_cost>,
             informative<"total_cost", &chat_usage::total_cost>, informative<"currency", &chat_usage::currency>,
             informative<"prompt_tokens_details", &chat_usage::prompt_tokens_details>,
             other_name<"input_tokens_details", &chat_usage::prompt_tokens_details>,
             informative<"completion_tokens_details", &chat_usage::completion_tokens_details>,
             other_name<"output_tokens_details", &chat_usage::completion_tokens_details>> {};
template <>
struct model<chat_choice>
    : fields<informative<"index", &chat_choice::index>, field<"message", &chat_choice::message>,
             field<"finish_reason", &chat_choice::finish_reason>, field<"logprobs", &chat_choice::logprobs>> {};
template <>
struct model<chat_completion_answer>
    : fields<field<"id", &chat_completion_answer::id>, field<"object", &chat_completion_answer::object>,
             informative<"created", &chat_completion_answer::created>, field<"model", &chat_completion_answer::model>,
             field<"choices", &chat_completion_answer::choices>, field<"usage", &chat_completion_answer::usage>,
             field<"service_tier", &chat_completion_answer::service_tier>,
             field<"system_fingerprint", &chat_completion_answer::system_fingerprint>> {};
template <>
struct model<chat_delta> : fields<field<"role", &chat_delta::role>, field<"content", &chat_delta::content>,
                                  field<"refusal", &chat_delta::refusal>, field<"tool_calls", &chat_delta::tool_calls>,
                                  field<"function_call", &chat_delta::function_call>> {};
template <>
struct model<chat_chunk_choice>
    : fields<informative<"index", &chat_chunk_choice::index>, field<"delta", &chat_chunk_choice::delta>,
             field<"logprobs", &chat_chunk_choice::logprobs>,
             field<"finish_reason", &chat_chunk_choice::finish_reason>> {};
template <>
struct model<chat_chunk> : fields<field<"id", &chat_chunk::id>, field<"object", &chat_chunk::object>,
                                  informative<"created", &chat_chunk::created>, field<"model", &chat_chunk::model>,
                                  field<"service_tier", &chat_chunk::service_tier>,
                                  field<"system_fingerprint", &chat_chunk::system_fingerprint>,
                                  field<"choices", &chat_chunk::choices>, field<"usage", &chat_chunk::usage>> {};

template <> struct model<image> : fields<field<"url", &image::url>, field<"b64_json", &image::b64_json>> {};
template <>
struct model<image_list> : fields<informative<"created", &image_list::created>, field<"data", &image_list::data>> {};

namespace api {

// Returns one answer to a conversation. To receive it while it arrives, use stream_completion(); without a stream, the
// platform cuts off the answer after 60 s. Each answer costs money, so by default a request that the platform may have
// processed is not repeated. If a gateway blocks the route, set call_options::route to its alias, /chat/completions.
struct chat_completion {
  std::string model{};                   // see agent_model_name() and the similar functions
  std::vector<chat_message> messages{};  // the whole conversation, in order; each message needs a role
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  std::optional<double> frequency_penalty{};
  std::optional<double> presence_penalty{};
  std::optional<int> max_completion_tokens{};  // limits the answer, in tokens
  std::optional<int> max_tokens{};             // the older name of max_completion_tokens, required by some providers
  optional<std::vector<std::string>> stop{};
  std::optional<std::int64_t> seed{};
  std::optional<std::string> user{};
  std::optional<bool> store{};
  std::map<std::string, std::string> metadata{};  // your own texts, stored with the answer
  std::optional<bool> logprobs{};
  std::optional<int> top_logprobs{};
  chat_stream_options stream_options{};     // for stream_completion() only
  geai::response_format response_format{};  // geai::response_format::json_object, geai::response_format::schema<T>()
  std::vector<chat_tool> tools{};           // functions that the model may call, see toolbox::definitions()
  geai::tool_choice tool_choice{};          // geai::tool_choice::required, geai::tool_choice::function("f")
  optional<open_enumeration<geai::reasoning_effort>> reasoning_effort{};
  optional<std::vector<chat_variable>> variables{};  // the variables of the assistant or agent
  std::optional<int> revision{};                     // the revision of the assistant
  // the id of the conversation. For a flow: any text; it expires after 10 minutes. For an agent: an unused UUID; you
  // still have to send all messages
  std::optional<std::string> thread_id{};
  std::optional<bool> cache{};  // true: the platform may answer from its cache
  raw_json extra{};             // a JSON object; its members are added to the request

  using answer = chat_completion_answer;
  using chunk = chat_chunk;
  static constexpr bool streams = true;

  using endpoint = post<"/chat">;
  using parameters =
      fields<field<"model", &chat_completion::model>, field<"messages", &chat_completion::messages>,
             field<"temperature", &chat_completion::temperature>, field<"top_p", &chat_completion::top_p>,
             field<"frequency_penalty", &chat_completion::frequency_penalty>,
             field<"presence_penalty", &chat_completion::presence_penalty>,
             field<"max_completion_tokens", &chat_completion::max_completion_tokens>,
             field<"max_tokens", &chat_completion::max_tokens>, field<"stop", &chat_completion::stop>,
             field<"seed", &chat_completion::seed>, field<"user", &chat_completion::user>,
             field<"store", &chat_completion::store>, unless_empty<"metadata", &chat_completion::metadata>,
             field<"logprobs", &chat_completion::logprobs>, field<"top_logprobs", &chat_completion::top_logprobs>,
             unless_empty<"stream_options", &chat_completion::stream_options>,
             unless_empty<"response_format", &chat_completion::response_format>,
             unless_empty<"tools", &chat_completion::tools>, unless_empty<"tool_choice", &chat_completion::tool_choice>,
             field<"reasoning_effort", &chat_completion::reasoning_effort>,
             field<"variables", &chat_completion::variables>, field<"revision", &chat_completion::revision>,
             header<"saia-conversation-id", &chat_completion::thread_id>,
             header<"X-Saia-Cache-Enabled", &chat_completion::cache>, spread<&chat_completion::extra>>;

  template <class = void> result<void> check() const {
    for (chat_message const& each : messages) {
      if (each.role.empty())
        return error(errc::missing_requirement, "messages.role is empty; each message needs a role");
      if (each.content && !each.parts.empty())
        return error(errc::invalid_argument, "messages.content and parts are both set; keep one of them");
      if (each.parts.failure()) return *each.parts.failure();
    }
    if (!extra.empty() && !json::is_object(extra.text))
      return error(errc::invalid_argument,
                   "extra is not a JSON object; its members are added to those of the operation");
    return {};
  }

  // Converts a complete answer to the only chunk of a stream.
  static chat_chunk as_chunk(chat_completion_answer&& whole) {
    chat_chunk made{.id = std::move(whole.id),
                    .object = std::move(whole.object),
                    .created = whole.created,
                    .model = std::move(whole.model),
                    .usage = std::move(whole.usage),
                    .service_tier = std::move(whole.service_tier),
                    .system_fingerprint = std::move(whole.system_fingerprint)};
    for (chat_choice& each : whole.choices) {
      chat_reply& said = each.message;
      made.choices.push_back({.index = each.index,
                              .delta = {.role = std::move(said.role),
                                        .content = std::move(said.content),
                                        .refusal = std::move(said.refusal),
                                        .tool_calls = std::move(said.tool_calls),
                                        .function_call = std::move(said.function_call)},
                              .finish_reason = std::move(each.finish_reason),
                              .logprobs = std::move(each.logprobs)});
    }
    return made;
  }
};

// Creates images from a text. The vendor's two sources disagree about the route: this one is the wiki's,
// generate_image_at_images uses PyGEAI's. If one returns 404, use the other.
struct generate_image {
  std::string model{};  // "openai/gpt-image-1", for example
  std::string prompt{};
  std::optional<int> n{};             // the number of images
  std::optional<std::string> size{};  // "1024x1024"
  std::optional<std::string> quality{};
  std::optional<std::string> aspect_ratio{};  // "16:9"

  using answer = image_list;
  using endpoint = post<"/images/generations">;
  using parameters =
      fields<field<"model", &generate_image::model>, field<"prompt", &generate_image::prompt>,
             field<"n", &generate_image::n>, field<"size", &generate_image::size>,
             field<"quality", &generate_image::quality>, field<"aspectRatio", &generate_image::aspect_ratio>>;
};

// Creates images from a text through the route of PyGEAI's client, which also spells the aspect ratio differently.
struct generate_image_at_images {
  std::string model{};  // "openai/gpt-image-1", for example
  std::string prompt{};
  std::optional<int> n{};             // the number of images
  std::optional<std::string> size{};  // "1024x1024"
  std::optional<std::string> quality{};
  std::optional<std::string> aspect_ratio{};  // "16:9"

  using answer = image_list;
  using endpoint = post<"/images">;
  using parameters =
      fields<field<"model", &generate_image_at_images::model>, field<"prompt", &generate_image_at_images::prompt>,
             field<"n", &generate_image_at_images::n>, field<"size", &generate_image_at_images::size>,
             field<"quality", &generate_image_at_images::quality>,
             field<"aspect_ratio", &generate_image_at_images::aspect_ratio>>;
};

// Returns one answer in the form of Anthropic's Messages API, which the platform offers in addition to its own. Request
// and answer are those of Anthropic.
struct create_message {
  raw_json content{};  // the request body

  using answer = raw_json;
  using endpoint = post<"/v1/messages">;  // client
  using parameters = fields<body<&create_message::content>>;
};

// Edits an image according to a prompt.
struct edit_image {
  std::string model{};  // "openai/gpt-image-1", for example
  std::string prompt{};
  std::string image{};  // a URL
  std::optional<int> n{};
  std::optional<std::string> size{};
  std::optional<std::string> quality{};

  using answer = image_list;
  using endpoint = post<"/images/edits">;
  using parameters = fields<field<"model", &edit_image::model>, field<"prompt", &edit_image::prompt>,
                            field<"image", &edit_image::image>, field<"n", &edit_image::n>,
                            field<"size", &edit_image::size>, field<"quality", &edit_image::quality>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
