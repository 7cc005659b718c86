#pragma once
// The model's answer, for the Chat API and the Responses API: the next step of the plan (POST /_sandbox/chat),
// otherwise a call of an offered tool, an instance of the schema, or an echo of the message.

#include <deque>
#include <string>
#include <vector>

#include "http.hpp"

namespace sandbox {

// A model's answer, before it becomes one object or many events.
struct completion {
  std::string model;
  std::vector<std::string> words{};  // of the content
  json refusal = nullptr;
  json tool_calls = nullptr;
  std::string finish = "stop";
  json usage = nullptr;
};

std::string text_of(json const& content);       // of a message: a text, or the texts of its parts
std::string text_of(completion const& answer);  // its words
completion completed(json const& rq,
                     std::deque<json>& plan);  // `rq`: a checked request of the Chat API; takes a step of the plan

}  // namespace sandbox
