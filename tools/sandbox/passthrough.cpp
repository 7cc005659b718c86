// Routes in a provider's own form: /proxy/{provider}/... and the routes that a provider's clients call. Third parties'
// programs use them; the platform documents only that they exist.

#include <algorithm>
#include <array>

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

// OpenAI's routes that are served here under the platform's own paths.
constexpr std::array<std::string_view, 6> openai_paths{"chat/completions",   "embeddings", "responses",
                                                       "images/generations", "models",     "rerank"};

std::string said_in(json const& content) {
  if (content.is_string()) return content.get<std::string>();
  std::string all;
  if (content.is_array())
    for (auto const& part : content)
      if (part.is_object() && part.contains("text") && part.at("text").is_string())
        all += part.at("text").get<std::string>();
  return all;
}

// Anthropic's Messages.
reply anthropic_message(call const& c) {
  auto const content = is::either(is::array_of(is::open_object()), is::text());
  auto const said = is::object({required("role", is::one_of({"user", "assistant"})), required("content", content)});
  json body = parsed_body(c.rq);
  is::open_object()(body, "");
  for (auto const* name : {"model", "max_tokens", "messages"})
    if (!body.contains(name)) throw field_required(name);
  is::filled_text()(body.at("model"), "model");
  is::integer(1)(body.at("max_tokens"), "max_tokens");
  is::array_of(said, 1)(body.at("messages"), "messages");
  if (body.value("stream", false)) throw out_of_range("stream", "false: the sandbox does not stream this form");
  auto const asked = said_in(body.at("messages").back().at("content"));
  std::string const text = "You said: " + asked;
  return json_reply({{"id", unique_token("msg_")},
                     {"type", "message"},
                     {"role", "assistant"},
                     {"model", body.at("model")},
                     {"content", json::array({{{"type", "text"}, {"text", text}}})},
                     {"stop_reason", "end_turn"},
                     {"stop_sequence", nullptr},
                     {"usage", {{"input_tokens", words_of(asked).size()}, {"output_tokens", words_of(text).size()}}}});
}

class passthrough final : public service {
public:
  void add_routes(router& r) override {
    for (auto const* method : {"GET", "POST", "PUT", "PATCH", "DELETE"})
      r.add(method, "/proxy/{provider}/{...}", access::project, [&r](call const& c) { return passed(r, c); });
    r.add("POST", "/v1/messages", access::project, anthropic_message);
  }

  void reset() override {}

private:
  static reply passed(router const& all, call const& c) {
    std::string rest = c.slots.at(1);
    if (rest.starts_with("v1/")) rest.erase(0, 3);
    auto const& provider = c.slots.front();
    if (provider == "anthropic" && rest == "messages") return anthropic_message(c);
    if (provider != "openai" || std::ranges::find(openai_paths, rest) == openai_paths.end())
      throw api_failure(404, code::not_found, "The provider has no such endpoint: " + provider + "/" + rest);
    request inner = c.rq;
    inner.path = "/" + rest;
    inner.segments = path_segments(inner.path);
    if (!inner.body.empty()) {
      json body = parsed_body(inner);
      // A provider's own model names have no provider prefix.
      if (auto const it = body.find("model"); it != body.end() && it->is_string())
        if (auto const name = it->get<std::string>(); name.find('/') == name.npos) *it = provider + "/" + name;
      inner.body = body.dump();
    }
    auto const found = all.find(inner);
    call const again{.rq = inner,
                     .slots = found.slots,
                     .who = c.who,
                     .token = c.token,
                     .project = c.project,
                     .organization = c.organization};
    return found.found->serve(again);
  }
};

}  // namespace

std::unique_ptr<service> make_passthrough(world&) { return std::make_unique<passthrough>(); }

}  // namespace sandbox
