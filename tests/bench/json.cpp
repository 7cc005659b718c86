// Decoding and encoding: json decode FILE ROUNDS, json vectors ROUNDS, json encode TEXT ROUNDS (TEXT is english or
// accents). The library, handwritten code, nlohmann and RapidJSON alternate.
#include <fstream>
#include <geai/api/chat.hpp>
#include <geai/api/embeddings.hpp>
#include <geai/json/simdjson.hpp>
#include <iterator>
#include <random>
#include <string>

#include "agents_by_hand.hpp"
#include "nlohmann_tree.hpp"
#include "rounds.hpp"
#if __has_include(<rapidjson/writer.h>)
#ifdef __SSE4_2__
#define RAPIDJSON_SSE42  // its fastest code
#endif
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#endif

namespace {

std::string written(geai::agent_list const& agents) {
  std::string text;
  geai::json::encode(agents, text);
  return text;
}

void decode(char const* file, int count) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.reserve(text.size() + geai::json::padding);
  geai::json::simdjson json;
  simdjson::ondemand::parser parser;
  bench::rounds all;
  for (int i = 0; i != count; ++i) {
    geai::agent_list geai_list;
    geai::agent_list hand_list;
    auto const by_hand = [&] { by_hand::read_agents(parser, text, hand_list); };
    auto const ours = [&] {
      if (!json.decode_fresh(text, geai_list)) bench::fail("not decoded");
    };
    // The second one finds the memory warmed up by the first, so they swap places.
    if (i % 2 == 0) all.add("by_hand", bench::seconds(by_hand));
    all.add("geai", bench::seconds(ours));
    if (i % 2 != 0) all.add("by_hand", bench::seconds(by_hand));
    if (i == 0 && (geai_list.size() == 0 || written(geai_list) != written(hand_list)))
      bench::fail("the library and the reader by hand differ");
    if (i % 4 != 0) continue;
    geai::agent_list tree_list;
    all.add("nlohmann",
            bench::seconds([&] { from_tree::read<nlohmann_tree>(nlohmann::json::parse(text), tree_list); }));
    if (i == 0 && written(geai_list) != written(tree_list)) bench::fail("the library and nlohmann differ");
  }
  // Decodes again into an object with memory.
  geai::agent_list used;
  for (int i = 0; i != count; ++i)
    all.add("geai_into", bench::seconds([&] {
              if (!json.decode_reuse(text, used)) bench::fail("not decoded");
            }));
  all.print();
}

// An answer with 100 vectors of 1536 numbers, each with the digits of a float.
std::string vectors() {
  std::mt19937_64 random(1);
  std::normal_distribution<float> number(0, 0.02F);
  geai::embedding_list made{.model = "m"};
  for (int i = 0; i != 100; ++i) {
    geai::embedding& each = made.data.emplace_back();
    each.index = i;
    for (int n = 0; n != 1536; ++n) each.values.push_back(number(random));
  }
  std::string text;
  geai::json::encode(made, text);
  return text;
}

void read_vectors_by_hand(simdjson::ondemand::parser& parser, std::string const& text, geai::embedding_list& into) {
  simdjson::ondemand::document document = parser.iterate(text.data(), text.size(), text.capacity());
  for (simdjson::ondemand::field field : document.get_object()) {
    if (field.key() != "data") continue;
    for (simdjson::ondemand::object item : field.value().get_array()) {
      geai::embedding& each = into.data.emplace_back();
      for (simdjson::ondemand::field member : item) {
        if (member.key() == "index")
          each.index = static_cast<int>(member.value().get_int64());
        else if (member.key() == "embedding")
          for (double number : member.value().get_array()) each.values.push_back(static_cast<float>(number));
      }
    }
  }
}

void decode_vectors(int count) {
  std::string text = vectors();
  text.reserve(text.size() + geai::json::padding);
  geai::json::simdjson json;
  simdjson::ondemand::parser parser;
  bench::rounds all;
  for (int i = 0; i != count; ++i) {
    geai::embedding_list geai_list;
    geai::embedding_list hand_list;
    auto const by_hand = [&] { read_vectors_by_hand(parser, text, hand_list); };
    auto const ours = [&] {
      if (!json.decode_fresh(text, geai_list)) bench::fail("not decoded");
    };
    if (i % 2 == 0) all.add("by_hand", bench::seconds(by_hand));
    all.add("geai", bench::seconds(ours));
    if (i % 2 != 0) all.add("by_hand", bench::seconds(by_hand));
    for (std::size_t n = 0; i == 0 && n != 100; ++n)
      if (geai_list.data[n].values != hand_list.data[n].values)
        bench::fail("the library and the reader by hand differ");
  }
  all.print();
}

// English, with quotes, line ends and a few letters outside ASCII.
constexpr std::string_view english =
    "Prometheus stole fire from the gods and gave it to humanity in the form of technology, knowledge, and more "
    "generally, civilization.\n\tHe said: \"Na\u00efve caf\u00e9 \u2013 gar\u00e7on!\" and left the building by its "
    "main entrance, without looking back at those who had come to see him off that morning.\n";

// Spanish and Chinese, in halves.
constexpr std::string_view accents =
    "\u00bfQu\u00e9 pas\u00f3 despu\u00e9s? El ping\u00fcino Wenceslao hizo kil\u00f3metros bajo exhaustiva lluvia y "
    "fr\u00edo; a\u00f1oraba a su querido cachorro y record\u00f3 la ma\u00f1ana.\n"
    "\u4eba\u4eba\u751f\u800c\u81ea\u7531,"
    "\u5728\u5c0a\u4e25\u548c\u6743\u5229\u4e0a\u4e00\u5f8b\u5e73\u7b49\u3002\u4ed6\u4eec\u8d4b\u6709\u7406\u6027\u548c"
    "\u826f\u5fc3,\u5e76\u5e94\u4ee5\u5144\u5f1f\u5173\u7cfb\u7684\u7cbe\u795e\u76f8\u5bf9\u5f85\u3002\n";

// A request of some 100 KB.
geai::api::chat_completion conversation(std::string_view paragraph) {
  geai::api::chat_completion made{.model = "saia:agent:translator", .temperature = 0.2, .max_completion_tokens = 800};
  for (int i = 0; i != 80; ++i) {
    std::string text;
    while (text.size() < 1200) text += paragraph;
    made.messages.push_back({.role = i % 2 == 0 ? "user" : "assistant", .content = std::move(text)});
  }
  return made;
}

void append_escaped(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i != text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: {
        char digits[8];
        std::snprintf(digits, sizeof digits, "\\u%04x", c);
        out += digits;
      }
    }
  }
  out.append(text, plain);
  out += '"';
}

void encode_by_hand(geai::api::chat_completion const& from, std::string& out) {
  char number[32];
  out += "{\"model\":";
  append_escaped(out, from.model);
  out += ",\"messages\":[";
  bool first = true;
  for (geai::chat_message const& each : from.messages) {
    out += first ? "{\"role\":" : ",{\"role\":";
    first = false;
    append_escaped(out, each.role);
    if (each.content) {
      out += ",\"content\":";
      append_escaped(out, *each.content);
    }
    out += '}';
  }
  out += ']';
  if (from.temperature) {
    out += ",\"temperature\":";
    out.append(number, std::to_chars(number, number + sizeof number, *from.temperature).ptr);
  }
  if (from.max_completion_tokens) {
    out += ",\"max_completion_tokens\":";
    out.append(number, std::to_chars(number, number + sizeof number, *from.max_completion_tokens).ptr);
  }
  out += '}';
}

std::string encode_by_nlohmann(geai::api::chat_completion const& from) {
  nlohmann::json messages = nlohmann::json::array();
  for (geai::chat_message const& each : from.messages)
    messages.push_back({{"role", each.role.text()}, {"content", each.content.value()}});
  nlohmann::json const body{{"model", from.model},
                            {"messages", std::move(messages)},
                            {"temperature", from.temperature.value()},
                            {"max_completion_tokens", from.max_completion_tokens.value()}};
  return body.dump();
}

#if __has_include(<rapidjson/writer.h>)
// The library checks that a text is UTF-8; RapidJSON does so if `Flags` say so.
template <unsigned Flags>
void encode_by_rapidjson(geai::api::chat_completion const& from, rapidjson::StringBuffer& out) {
  rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::UTF8<>, rapidjson::CrtAllocator, Flags>
      writer(out);
  auto const text = [&writer](std::string_view value) {
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  auto const key = [&writer](std::string_view name) {
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  };
  writer.StartObject();
  key("model"), text(from.model);
  key("messages"), writer.StartArray();
  for (geai::chat_message const& each : from.messages) {
    writer.StartObject();
    key("role"), text(each.role.text());
    if (each.content) key("content"), text(*each.content);
    writer.EndObject();
  }
  writer.EndArray();
  if (from.temperature) key("temperature"), writer.Double(*from.temperature);
  if (from.max_completion_tokens) key("max_completion_tokens"), writer.Int(*from.max_completion_tokens);
  writer.EndObject();
}
#endif

void encode(std::string_view paragraph, int count) {
  constexpr int times = 10;  // per turn
  geai::api::chat_completion const operation = conversation(paragraph);
  geai::json::simdjson json;
  std::string ours;
  std::string by_hand;
  std::string tree;
#if __has_include(<rapidjson/writer.h>)
  rapidjson::StringBuffer rapid;
#endif
  bench::rounds all;
  for (int i = 0; i != count; ++i) {
    all.add("geai", bench::seconds([&] {
              for (int n = 0; n != times; ++n) {
                ours.clear();
                geai::api::detail::write_body(operation, json, ours);
                bench::keep(ours);
              }
            }));
    all.add("by_hand", bench::seconds([&] {
              for (int n = 0; n != times; ++n) {
                by_hand.clear();
                encode_by_hand(operation, by_hand);
                bench::keep(by_hand);
              }
            }));
    all.add("nlohmann", bench::seconds([&] {
              for (int n = 0; n != times; ++n) tree = encode_by_nlohmann(operation);
            }));
#if __has_include(<rapidjson/writer.h>)
    all.add("rapidjson", bench::seconds([&] {
              for (int n = 0; n != times; ++n) {
                rapid.Clear();
                encode_by_rapidjson<rapidjson::kWriteNoFlags>(operation, rapid);
                bench::keep(rapid);
              }
            }));
    all.add("rapidjson_checking", bench::seconds([&] {
              for (int n = 0; n != times; ++n) {
                rapid.Clear();
                encode_by_rapidjson<rapidjson::kWriteValidateEncodingFlag>(operation, rapid);
                bench::keep(rapid);
              }
            }));
    if (i == 0 && nlohmann::json::parse(rapid.GetString()) != nlohmann::json::parse(tree))
      bench::fail("RapidJSON and nlohmann write different texts");
#endif
  }
  if (nlohmann::json::parse(ours) != nlohmann::json::parse(tree) || ours.size() < 90'000)
    bench::fail("the library and nlohmann write different texts");
  if (ours != by_hand) bench::fail("the library and the writer by hand write different texts");
  all.print();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && argv[1] == std::string_view("decode"))
    decode(argv[2], std::atoi(argv[3]));
  else if (argc == 3 && argv[1] == std::string_view("vectors"))
    decode_vectors(std::atoi(argv[2]));
  else if (argc == 4 && argv[1] == std::string_view("encode"))
    encode(argv[2] == std::string_view("english") ? english : accents, std::atoi(argv[3]));
  else
    return 2;
}
