// One program for every form of the library: GEAI_FORM is the header to include.
#include GEAI_FORM

#include <cstdio>
#include <string>
#include <utility>

#include "support/sandbox.hpp"

#define GEAI_TEXT_OF(...) #__VA_ARGS__
#define GEAI_TEXT(name) GEAI_TEXT_OF(name)

namespace {

constexpr std::string_view form = GEAI_TEXT(GEAI_FORM_NAME);

int passed = 0;
int failed = 0;

void check(bool holds, char const* what) {
  holds ? ++passed : ++failed;
  if (!holds) std::printf("FAILED (%s) %s\n", form.data(), what);
}

}  // namespace

int main() {
#if defined(LIBCURL_VERSION) || defined(SIMDJSON_H)
  bool const seen = true;
#else
  bool const seen = false;
#endif
  check(seen == (form != "compiled" && form != "separate"),
        "curl.h and simdjson.h are seen in header-only forms alone");

  support::sandbox platform;
  geai::ai_lab_client lab{geai::api_key = "sandbox-key", geai::base_url = platform.url()};
  auto const agents = lab.list_agents();
  check(agents && agents->size() > 0, "agents are listed");
  if (agents && agents->size() > 0) {
    geai::agent const& first = *agents->begin();
    auto const one = lab.get_agent({.id = first.id});
    check(one && one->name == first.name, "one agent is fetched");
  }
  geai::agent_list again;
  check(lab.list_agents({}, again) && again.size() > 0, "agents are listed into what is there");
  auto const lent = lab.list_agents_view();
  check(lent && (*lent)->size() == again.size(), "agents are listed without copies of their texts");
  auto const none = lab.get_agent({.id = "there-is-no-such-agent"});
  check(!none && none.error().is_not_found(), "an agent that is not there is an error");

  geai::chat_client chat{geai::api_key = "sandbox-key", geai::base_url = platform.url()};
  std::string text;
  bool whole = false;
  if (auto stream =
          chat.stream_completion({.model = "openai/gpt-4o", .messages = {{.role = "user", .content = "hi"}}})) {
    whole = true;
    for (geai::result<geai::chat_chunk> const& each : *stream) {
      whole = whole && each;
      if (each)
        for (auto const& choice : each->choices) text += choice.delta.content.value_or("");
    }
  }
  check(whole && !text.empty(), "a chat is streamed");

  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
