// Every model is written and read without loss, is open, and strict about types; two Json policies agree on the samples
// of rest-api.md sections 2 and 8.
#include <geai/inline.hpp>
//
#include "operations_models.hpp"
//
#include <doctest/doctest.h>

#include <geai/api/authorization.hpp>
#include <geai/api/chat.hpp>
#include <geai/api/responses.hpp>

using geai::test::decoded;

TEST_CASE("models: authorization") { geai::test::check_models<geai::oauth_token, geai::user_profile>(); }

TEST_CASE("models: chat") {
  geai::test::check_models<geai::text_part, geai::image_part, geai::audio_part, geai::file_part, geai::chat_function,
                           geai::chat_tool, geai::chat_stream_options, geai::chat_function_call, geai::chat_tool_call,
                           geai::chat_message, geai::chat_reply, geai::chat_variable, geai::token_details,
                           geai::chat_usage, geai::chat_choice, geai::chat_completion_answer, geai::chat_delta,
                           geai::chat_chunk_choice, geai::chat_chunk>();
}

TEST_CASE("models: responses, images") {
  geai::test::check_models<geai::response_content, geai::response_item, geai::response_cut, geai::model_response,
                           geai::response_event, geai::response_text, geai::response_function_output, geai::image,
                           geai::image_list>();
}

TEST_CASE("an access token, as section 2 shows it") {
  auto const token = decoded<geai::oauth_token>(R"({"access_token":"at-1","token_type":"Bearer","expires_in":3600,
    "refresh_token":"rt-1","scope":"gam_user_data+gam_user_roles","user_guid":"0000-1"})")
                         .value();
  CHECK(token.access_token.reveal() == "at-1");
  CHECK(token.user_guid == "0000-1");
}

TEST_CASE("a completion and a chunk, as sections 8.3 and 8.4 show them") {
  auto const whole =
      decoded<geai::chat_completion_answer>(R"({"id":"c1","object":"chat.completion","created":1700000000,
    "model":"gpt-4o","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}],
    "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"prompt_cost":0.00001,"completion_cost":0.00001,
    "total_cost":0.00002,"currency":"USD"}})")
          .value();
  CHECK(whole.choices.at(0).message.content == "Hi");
  CHECK(whole.usage->total_cost == 0.00002);

  auto const chunk = decoded<geai::chat_chunk>(R"({"id":"c1","object":"chat.completion.chunk","created":1700000000,
    "model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})")
                         .value();
  CHECK(chunk.choices.at(0).finish_reason == "stop");
  CHECK(chunk.usage->total_tokens == 5);
}

TEST_CASE("a response counts its tokens under other names than a completion") {
  auto const response = decoded<geai::model_response>(R"({"id":"resp_1","created_at":1,"model":"openai/gpt-4o",
    "output":[{"type":"reasoning","id":"r","summary":[]},{"type":"message","role":"assistant","id":"m",
    "status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}],
    "usage":{"input_tokens":3,"output_tokens":1,"total_tokens":4}})")
                            .value();
  CHECK(response.output.at(1).content.at(0).text == "Hi");
  CHECK(response.usage->prompt_tokens == 3);
  CHECK(response.usage->completion_tokens == 1);
}
