#pragma once
// The headers of nearly every test and example, precompiled by clang, with calls that many of them make: these are
// instantiated here and compiled once (see meson.build beside it).

#include <doctest/doctest.h>

#include <geai/async.hpp>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

// Nothing calls these functions. Parsing them instantiates the functions that they call.
namespace support::precompiled {

template <class Lab> void call_lab(Lab& lab) {
  (void)lab.list_agents();
  (void)lab.list_agents({}, {});
  (void)lab.get_agent({});
  (void)lab.create_agent({});
  (void)lab.all_agents();
  (void)lab.call_raw(geai::api::list_agents{});
}

template <class Chat> void call_chat(Chat& chat) {
  (void)chat.completion({});
  auto stream = chat.stream_completion({});
  for (auto const& each : *stream) (void)each.has_value();
}

inline void call() {
  geai::transport::mock wire;
  geai::ai_lab_client mocked_lab{wire, geai::api_key = "k", geai::base_url = "u"};
  geai::ai_lab_client lab{geai::api_key = "k", geai::base_url = "u"};
  geai::ai_lab_client resolved_lab;
  call_lab(mocked_lab);
  call_lab(lab);
  call_lab(resolved_lab);
  geai::ai_lab_client of_token{wire, geai::access_token = "t", geai::project_id = "p", geai::base_url = "u"};
  (void)of_token.list_agents();
  geai::chat_client mocked_chat{wire, geai::api_key = "k", geai::base_url = "u"};
  geai::chat_client chat{geai::api_key = "k", geai::base_url = "u"};
  call_chat(mocked_chat);
  call_chat(chat);
  geai::auth_client mocked_login{wire, geai::base_url = "u"};
  geai::auth_client login{geai::base_url = "u"};
  (void)mocked_login.get_oauth2_access_token({});
  (void)login.get_oauth2_access_token({});
  geai::event_loop loop;
  geai::ai_lab_client awaited{geai::transport::curl_multi{loop}, geai::api_key = "k", geai::base_url = "u"};
  (void)awaited.list_agents();
}

inline void read_json() {
  std::string text = nlohmann::json::parse("").dump();
  nlohmann::json json = nlohmann::json::parse(text);
  (void)(json == nlohmann::json::parse(std::string_view{}));
  (void)json["a"][0].get<std::string>();
  (void)json.at("a").is_null();
  nlohmann::ordered_json ordered = nlohmann::ordered_json::parse(std::string_view{});
  text += ordered.dump();
  (void)(ordered == nlohmann::ordered_json::parse(text));
}

}  // namespace support::precompiled
