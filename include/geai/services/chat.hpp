// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <concepts>
#include <cstdint>
#include <geai/api/chat.hpp>
#include <geai/api/proxy.hpp>
#include <geai/api/responses.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>
#include <geai/client/model_calls.hpp>
#include <geai/client/stream.hpp>
#include <geai/client/upload.hpp>
#include <utility>

namespace geai::inline v0_2 {

// The calls for chat and the providers' own routes: a base class of clients.
template <class Client> class chat_calls : public structured_calls<Client> {
public:
  // Returns one answer to a conversation. To receive it while it arrives, use stream_completion(); without a stream,
  // the platform cuts off the answer after 60 s. Each answer costs money, so by default a request that the platform may
  // have processed is not repeated. If a gateway blocks the route, set call_options::route to its alias,
  // /chat/completions.
  //
  // Requires `model` (see agent_model_name() and the similar functions), `messages` (the whole conversation, in order;
  // each message needs a role).
  // Optional: `temperature`, `top_p`, `frequency_penalty`, `presence_penalty`, `max_completion_tokens` (limits the
  // answer, in tokens), `max_tokens` (the older name of max_completion_tokens, required by some providers), `stop`,
  // `seed`, `user`, `store`, `metadata` (your own texts, stored with the answer), `logprobs`, `top_logprobs`,
  // `stream_options` (for stream_completion() only), `response_format` (geai::response_format::json_object,
  // geai::response_format::schema<T>()), `tools` (functions that the model may call, see toolbox::definitions()),
  // `tool_choice` (geai::tool_choice::required, geai::tool_choice::function("f")), `reasoning_effort` ("low", "medium",
  // "high"), `variables` (the variables of the assistant or agent), `revision` (the revision of the assistant),
  // `thread_id` (the id of the conversation), `cache` (true: the platform may answer from its cache), `extra` (a JSON
  // object; its members are added to the request).
  // `POST /chat`. Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, chat_completion_answer> completion(
      api::chat_completion const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like completion(request, options), as a stream: an input range of result<chat_chunk>. Over a blocking transport the
  // client must outlive it.
  [[nodiscard]] call_stream<Client, chat_chunk> stream_completion(api::chat_completion const& request,
                                                                  call_options const& options = call_options()) const {
    return self().stream(request, options);
  }

  // Creates images from a text. The vendor's two sources disagree about the route: this one is the wiki's,
  // generate_image_at_images uses PyGEAI's. If one returns 404, use the other.
  //
  // Requires `model` ("openai/gpt-image-1", for example), `prompt`.
  // Optional: `n` (the number of images), `size` ("1024x1024"), `quality`, `aspect_ratio` ("16:9").
  // `POST /images/generations`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, image_list> generate_image(api::generate_image const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Creates images from a text through the route of PyGEAI's client, which also spells the aspect ratio differently.
  //
  // Requires `model` ("openai/gpt-image-1", for example), `prompt`.
  // Optional: `n` (the number of images), `size` ("1024x1024"), `quality`, `aspect_ratio` ("16:9").
  // `POST /images`. Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, image_list> generate_image_at_images(
      api::generate_image_at_images const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns one answer in the form of Anthropic's Messages API, which the platform offers in addition to its own.
  // Request and answer are those of Anthropic.
  //
  // Requires `content` (the request body).
  // `POST /v1/messages`, known from a program of a third party. Retried only if the platform certainly did not process
  // it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, raw_json> create_message(api::create_message const& request,
                                                             call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Edits an image according to a prompt.
  //
  // Requires `model` ("openai/gpt-image-1", for example), `prompt`, `image` (a URL).
  // Optional: `n`, `size`, `quality`.
  // `POST /images/edits`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, image_list> edit_image(api::edit_image const& request,
                                                           call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a GET to a provider.
  //
  // Requires `provider` ("openai"), `path` ("v1/models", without a leading slash).
  // `GET /proxy/{provider}/{path}`, known from a program of a third party. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, proxied_answer> proxy_get(api::proxy_get const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like proxy_get(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> proxy_get(api::proxy_get const& request, proxied_answer& out,
                                                    call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }

  // Sends a POST to a provider.
  //
  // Requires `provider` ("openai"), `path` ("v1/models", without a leading slash).
  // Optional: `content` (any bytes), `content_type` (of the content; default: "application/json").
  // `POST /proxy/{provider}/{path}`, known from a program of a third party. Retried only if the platform certainly did
  // not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, proxied_answer> proxy_post(api::proxy_post const& request,
                                                               call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a PUT to a provider.
  //
  // Requires `provider` ("openai"), `path` ("v1/models", without a leading slash).
  // Optional: `content` (any bytes), `content_type` (of the content; default: "application/json").
  // `PUT /proxy/{provider}/{path}`, known from a program of a third party. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, proxied_answer> proxy_put(api::proxy_put const& request,
                                                              call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a PATCH to a provider.
  //
  // Requires `provider` ("openai"), `path` ("v1/models", without a leading slash).
  // Optional: `content` (any bytes), `content_type` (of the content; default: "application/json").
  // `PATCH /proxy/{provider}/{path}`, known from a program of a third party. Retried only if the platform certainly did
  // not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, proxied_answer> proxy_patch(api::proxy_patch const& request,
                                                                call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Sends a DELETE to a provider.
  //
  // Requires `provider` ("openai"), `path` ("v1/models", without a leading slash).
  // `DELETE /proxy/{provider}/{path}`, known from a program of a third party. Retried after transient failures. Errors:
  // those of basic_client::call().
  [[nodiscard]] call_result<Client, proxied_answer> proxy_delete(api::proxy_delete const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Returns one answer of the Responses API, which supports only OpenAI's models. To receive it while it arrives, use
  // stream_response(); its events are those that OpenAI documents (inferred). Each answer costs money, so by default a
  // request that the platform may have processed is not repeated.
  //
  // Requires `model` ("openai/...").
  // Optional: `input` (a user message; give either this or input_items), `input_items` (messages, items of earlier
  // answers, results of functions), `instructions`, `max_output_tokens`, `max_tokens` (the vendor's sample uses this
  // name for max_output_tokens; set one of them), `temperature`, `top_p`, `tools` (functions that the model may call,
  // see toolbox::definitions()), `tool_choice` (geai::tool_choice::required, response_tool_choice::function("f")),
  // `text` ({.format = geai::text_format::schema<T>()}), `reasoning` ({"effort":"low"}), `truncation`,
  // `parallel_tool_calls`, `store`, `metadata`, `user`, `extra` (a JSON object; its members are added to the request).
  // `POST /responses`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, model_response> get_response(api::get_response const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_response(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_response(api::get_response const& request, model_response& out,
                                                       call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Like get_response(request, options), as a stream: an input range of result<response_event>. Over a blocking
  // transport the client must outlive it.
  [[nodiscard]] call_stream<Client, response_event> stream_response(
      api::get_response const& request, call_options const& options = call_options()) const {
    return self().stream(request, options);
  }

  // Returns one answer of the Responses API to a request with files, sent as multipart/form-data. Members other than
  // texts and numbers are sent as JSON (inferred).
  //
  // Requires `model` ("openai/..."), `files`.
  // Optional: `input` (a user message; give either this or input_items), `input_items` (an array of items),
  // `instructions`, `max_output_tokens`, `max_tokens` (the vendor's sample uses this name for max_output_tokens; set
  // one of them), `temperature`, `top_p`, `tools`, `tool_choice`, `reasoning` ({"effort":"low"}), `truncation`,
  // `parallel_tool_calls`, `store`, `metadata`, `user`.
  // `POST /responses`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, model_response> get_response_with_files(
      api::get_response_with_files const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }
  // Like get_response_with_files(request, options), but decodes into `out` and reuses its memory.
  [[nodiscard]] call_result<Client, void> get_response_with_files(api::get_response_with_files const& request,
                                                                  model_response& out,
                                                                  call_options const& options = call_options()) const {
    return self().call(request, out, options);
  }
  // Like get_response_with_files(request, options). Calls `progress(sent, total)` with the number of bytes sent and the
  // size of the body; return false to cancel.
  template <class Progress>
    requires std::invocable<Progress&, std::uint64_t, std::uint64_t>
  [[nodiscard]] call_result<Client, model_response> get_response_with_files(
      api::get_response_with_files const& request, Progress&& progress,
      call_options const& options = call_options()) const {
    return self().upload(request, std::forward<Progress>(progress), options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
