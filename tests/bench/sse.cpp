// Event streams: sse ROUNDS. Compares parsing with a scan for line ends, and parsing and decoding in a client with
// handwritten code.
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <geai/client/chat.hpp>
#include <geai/http/sse.hpp>
#include <geai/json/simdjson.hpp>
#include <string>
#include <string_view>

#include "fields_in_order.hpp"
#include "rounds.hpp"

namespace {

constexpr std::size_t piece_size = 16 * 1024;  // the size in which libcurl passes data on

std::string event_stream() {
  std::string text;
  for (int i = 0; i != 2'000; ++i) {
    text += "data: {\"id\":\"chatcmpl-8f14e45fceea167a5a36dedd4bea2543\",\"object\":\"chat.completion.chunk\",";
    text += "\"created\":1717171717,\"model\":\"gpt-4o-2024-08-06\",\"system_fingerprint\":\"fp_44709d6fcb\",";
    text += "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token" + std::to_string(i % 1000);
    text += "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
  }
  return text + "data: [DONE]\n\n";
}

template <class Use> void in_pieces(std::string_view text, Use use) {
  for (; !text.empty(); text.remove_prefix(std::min(piece_size, text.size()))) use(text.substr(0, piece_size));
}

// A transport with the stream in memory.
struct memory_transport {
  struct body {
    explicit body(std::string_view text) : left(text) {}
    body(body&&) = default;
    body& operator=(body&&) = default;

    geai::result<std::size_t> read(std::string& into) {
      std::string_view const piece = left.substr(0, piece_size);
      into.append(piece);
      left.remove_prefix(piece.size());
      return piece.size();
    }
    std::string_view left;
  };

  geai::result<void> send(geai::http::request const&, geai::http::response&) { return {}; }
  geai::result<body> stream(geai::http::request const&, geai::http::response& head) {
    head.status = 200;
    head.add_header("content-type", "text/event-stream");
    return body(text);
  }

  std::string_view text;
};

// --- by hand ---------------------------------------------------------------------------------------------------------

namespace ondemand = simdjson::ondemand;

template <class Text> void read(by_hand::fields_in_order& from, std::string_view name, Text& into) {
  if (!from.is_at(name)) return;
  if (!from.value().is_null()) into = std::string_view(from.value().get_string());
  from.next();
}

void read(ondemand::object object, geai::chat_delta& into) {
  for (by_hand::fields_in_order from(object); from.more(); from.end_round()) {
    read(from, "role", into.role);
    read(from, "content", into.content);
    read(from, "refusal", into.refusal);
  }
}

void read(ondemand::object object, geai::chat_chunk_choice& into) {
  for (by_hand::fields_in_order from(object); from.more(); from.end_round()) {
    if (from.is_at("index")) {
      into.index = static_cast<int>(std::int64_t(from.value().get_int64()));
      from.next();
    }
    if (from.is_at("delta")) {
      read(from.value().get_object(), into.delta);
      from.next();
    }
    read(from, "finish_reason", into.finish_reason);
  }
}

void read(ondemand::parser& parser, std::string_view text, geai::chat_chunk& into) {
  ondemand::document document = parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
  for (by_hand::fields_in_order from(document.get_object()); from.more(); from.end_round()) {
    read(from, "id", into.id);
    read(from, "object", into.object);
    if (from.is_at("created")) {
      into.created = from.value().get_int64();
      from.next();
    }
    read(from, "model", into.model);
    read(from, "service_tier", into.service_tier);
    read(from, "system_fingerprint", into.system_fingerprint);
    if (from.is_at("choices")) {
      for (ondemand::object choice : from.value().get_array()) read(choice, into.choices.emplace_back());
      from.next();
    }
  }
}

// Keeps unread bytes in a buffer with padding, and decodes each `data:` line in place.
template <class Use> void read_by_hand(std::string_view text, Use use) {
  std::string buffer;
  ondemand::parser parser;
  in_pieces(text, [&](std::string_view piece) {
    buffer.append(piece);
    buffer.reserve(buffer.size() + simdjson::SIMDJSON_PADDING);
    std::string_view unread = buffer;
    while (auto const* const end = static_cast<char const*>(std::memchr(unread.data(), '\n', unread.size()))) {
      std::string_view line = unread.substr(0, static_cast<std::size_t>(end - unread.data()));
      unread.remove_prefix(line.size() + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.starts_with("data:")) continue;
      line.remove_prefix(line.starts_with("data: ") ? 6 : 5);
      if (line == "[DONE]") return;
      geai::chat_chunk chunk;
      read(parser, line, chunk);
      use(chunk);
    }
    buffer.erase(0, buffer.size() - unread.size());
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::string const text = event_stream();
  bench::rounds all;
  for (int i = 0; i != std::atoi(argv[1]); ++i) {
    std::size_t lines = 0;
    all.add(
        "scan", bench::seconds([&] {
          in_pieces(text, [&lines](std::string_view piece) {
            while (auto const* const end = static_cast<char const*>(std::memchr(piece.data(), '\n', piece.size()))) {
              piece.remove_prefix(static_cast<std::size_t>(end - piece.data()) + 1);
              ++lines;
            }
          });
        }));
    std::size_t events = 0;
    all.add("parse", bench::seconds([&] {
              geai::http::sse_parser parser;
              in_pieces(text, [&](std::string_view piece) {
                if (!parser.feed(piece, [&events](geai::http::sse_event const&) { ++events; }))
                  bench::fail("no events");
              });
            }));
    if (events != 2'001 || lines != 2 * events) bench::fail("not all events were parsed");

    auto const look_at = [](geai::chat_chunk const& chunk, std::size_t& seen) {
      for (geai::chat_chunk_choice const& each : chunk.choices) seen += each.delta.content.value_or("").size();
      seen += chunk.id.size() + chunk.model.size();
    };
    std::size_t ours = 0;
    all.add("geai", bench::seconds([&] {
              geai::chat_client client{memory_transport{text}, geai::api_key = "key", geai::base_url = "https://h"};
              auto stream = client.stream_completion({.model = "m", .messages = {{.role = "user", .content = "hi"}}});
              for (geai::result<geai::chat_chunk> const& each : stream.value()) look_at(each.value(), ours);
            }));
    std::size_t by_hand = 0;
    all.add("by_hand", bench::seconds([&] {
              read_by_hand(text, [&](geai::chat_chunk const& chunk) { look_at(chunk, by_hand); });
            }));
    if (ours != by_hand || ours == 0) bench::fail("the library and the reader by hand saw different events");
  }
  all.print();
}
