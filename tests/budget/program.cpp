// The program that run.py measures: program sizes, program allocations, and program TASK TIMES, which repeats TASK. The
// transport has the answers in memory, so that only the library is counted.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <geai/transport/curl.hpp>
#include <string>
#include <string_view>

#include "support/allocation_counter.hpp"

namespace {

constexpr std::string_view agent = R"({"id":"11111111-1111-1111-1111-111111111111","name":"Sample","status":"active",
"accessScope":"public","publicName":"com.example.sample","description":"A public agent with everything set","isDraft":
false,"revision":2,"version":1.5,"permissions":{"chatSharing":"organization","externalExecution":"project"},"agentData":
{"strategyName":"Chain of Thought","prompt":{"instructions":"Answer briefly and say why.","inputs":["topic"],"outputs":
[{"key":"text","description":"the answer"}]},"llmConfig":{"maxTokens":800,"sampling":{"temperature":0.3,"topP":0.95}},
"models":[{"name":"openai/gpt-4o"}],"properties":[{"dataType":"String","key":"team","value":"a"}]}})";

constexpr std::string_view event =
    "data: {\"id\":\"chatcmpl-8f14e45fceea167a\",\"object\":\"chat.completion.chunk\",\"created\":1717171717,\"model\":"
    "\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},\"finish_reason\":null}]}\n\n";

std::string agents(int count) {
  std::string text = "{\"agents\":[";
  for (int i = 0; i != count; ++i) text.append(i == 0 ? "" : ",").append(agent);
  return text + "]}";
}

struct memory_transport {
  struct body {
    explicit body(std::string_view text) : left(text) {}
    body(body&&) = default;
    body& operator=(body&&) = default;

    geai::result<std::size_t> read(std::string& into) {
      std::string_view const piece = left.substr(0, 16 * 1024);
      into.append(piece);
      left.remove_prefix(piece.size());
      return piece.size();
    }
    std::string_view left;
  };

  geai::result<void> send(geai::http::request const&, geai::http::response& rs) {
    rs.status = 200;
    rs.add_header("content-type", "application/json");
    rs.body.append(text);
    return {};
  }
  geai::result<body> stream(geai::http::request const&, geai::http::response& head) {
    head.status = 200;
    return body(text);
  }

  std::string_view text;
};

[[noreturn]] void fail(char const* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

template <class Call> void repeat(int times, Call call) {
  for (int i = 0; i != times; ++i)
    if (!call()) fail("a call failed");
}

template <class T> void print_size(char const* name) { std::printf("%s %zu\n", name, sizeof(T)); }

void sizes() {
  using client = geai::ai_lab_client<geai::auth::api_key, memory_transport, geai::json::simdjson>;
  print_size<client>("size of a client");
  print_size<geai::error>("size of an error");
  print_size<geai::result<void>>("size of a result<void>");
  print_size<geai::call_options>("size of call_options");
  print_size<geai::http::request>("size of a request");
  print_size<geai::agent>("size of an agent");
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view const what = argc > 1 ? argv[1] : "";
  int const times = argc > 2 ? std::atoi(argv[2]) : 0;
  auto const client_of = [](std::string_view text) {
    return geai::ai_lab_client{memory_transport{text}, geai::api_key = "key", geai::base_url = "https://api.saia.ai"};
  };
  if (what == "sizes") {
    sizes();
  } else if (what == "allocations") {
    std::string const one = agents(1);
    auto const client = client_of(one);
    auto const none = client_of(R"({"agents":[]})");
    repeat(2, [&] { return client.list_agents().has_value() && none.list_agents().has_value(); });
    {
      support::allocation_counter const counter;
      repeat(1, [&] { return none.list_agents().has_value(); });
      std::printf("allocations of a call with an empty answer %zu\n", counter.count());
    }
    support::allocation_counter const counter;
    repeat(1, [&] { return client.list_agents().has_value(); });
    std::printf("allocations of a call with an agent %zu\n", counter.count());
  } else if (what == "list_1" || what == "list_20") {
    std::string const text = agents(what == "list_1" ? 1 : 20);
    auto const client = client_of(text);
    repeat(times, [&] { return client.list_agents().has_value(); });
  } else if (what == "encode") {
    geai::api::chat_completion const operation{
        .model = "m", .messages = {{.role = "user", .content = std::string(10'000, 'x') + "\"\n\xc3\xa9"}}};
    std::string out;
    geai::json::simdjson json;
    repeat(times, [&] {
      out.clear();
      geai::api::detail::write_body(operation, json, out);
      return out.size() > 10'000;
    });
  } else if (what == "events") {
    std::string text;
    for (int i = 0; i != times; ++i) text += event;
    text += "data: [DONE]\n\n";
    geai::chat_client const client{memory_transport{text}, geai::api_key = "key", geai::base_url = "https://h"};
    auto stream = client.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
    if (!stream) fail("no stream");
    for (geai::result<geai::chat_chunk> const& each : *stream)
      if (!each) fail("no chunk");
  } else {
    return 2;
  }
}
