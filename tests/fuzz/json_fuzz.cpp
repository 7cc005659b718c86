// libFuzzer: any text is decoded or refused with a path; a decoded value is written and read back equal; and an object
// that was used before becomes equal to a fresh one. The reading code is the same for all models (tables and one reader
// for each type), so a model with every kind of member and two of the platform's represent them all.
#include <cstddef>
#include <cstdint>
#include <geai/api/agents.hpp>
#include <geai/api/chat.hpp>
#include <geai/json/simdjson.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "support.hpp"

namespace {

struct part {
  std::string text = "a default";
  std::optional<double> number{};
  friend bool operator==(part const&, part const&) = default;
};

struct every_kind {
  bool flag = false;
  std::int32_t small = 7;
  std::uint64_t large = 0;
  double number = 0;
  float narrow = 0;
  std::string text{};
  geai::secret hidden{};
  std::chrono::seconds age{};
  geai::raw_json raw{};
  part one{.text = "another default"};
  std::optional<part> maybe{};
  std::vector<part> many{};
  std::vector<bool> flags{};
  std::map<std::string, part> named{};
  std::optional<std::vector<std::vector<int>>> deep{};
  int count = -1;
  std::optional<double> cost{};
  std::string arguments{};
  std::optional<std::string> content{};
  geai::raw_json parts{};
  std::map<std::string, geai::raw_json> others{};
  friend bool operator==(every_kind const&, every_kind const&) = default;
};

}  // namespace

template <>
struct geai::model<part> : geai::fields<geai::field<"text", &part::text>, geai::field<"n", &part::number>> {};

template <>
struct geai::model<every_kind>
    : geai::fields<geai::field<"flag", &every_kind::flag>, geai::field<"small", &every_kind::small>,
                   geai::field<"large", &every_kind::large>, geai::field<"number", &every_kind::number>,
                   geai::field<"narrow", &every_kind::narrow>, geai::field<"text", &every_kind::text>,
                   geai::other_name<"aVeryMuchLongerNameOfText", &every_kind::text>,
                   geai::field<"hidden", &every_kind::hidden>, geai::field<"age", &every_kind::age>,
                   geai::field<"raw", &every_kind::raw>, geai::field<"one", &every_kind::one>,
                   geai::field<"maybe", &every_kind::maybe>, geai::field<"many", &every_kind::many>,
                   geai::field<"flags", &every_kind::flags>, geai::field<"named", &every_kind::named>,
                   geai::field<"deep", &every_kind::deep>, geai::informative<"count", &every_kind::count>,
                   geai::informative<"cost", &every_kind::cost>, geai::json_text<"arguments", &every_kind::arguments>,
                   geai::text_or_parts<"content", &every_kind::content, &every_kind::parts>,
                   geai::other_members<&every_kind::others>> {
  static constexpr std::string_view wrapper = "wrapped";
  static constexpr std::string_view list_name = "many";
  static constexpr std::string_view text_name = "text";
};

namespace {

geai::json::simdjson json;

template <class T> void read(std::string_view input) {
  fuzz::padded_text const text(input);
  auto const value = json.decode<T>(text.view());
  static T used{};
  auto const again = json.decode_reuse(text.view(), used);
  fuzz::require(again.has_value() == value.has_value());
  if (!value) {
    fuzz::require(value.error().code == geai::errc::decode && value.error().message.starts_with("$"));
    fuzz::require(value.error().message == again.error().message);
    return;
  }
  std::string written;
  json.encode(*value, written);
  fuzz::padded_text const rewritten(written);
  auto const reread = json.decode<T>(rewritten.view());
  fuzz::require(reread.has_value());
  std::string rewritten_again;
  json.encode(*reread, rewritten_again);
  fuzz::require(written == rewritten_again);
  if constexpr (requires { *reread == *value; }) fuzz::require(*reread == *value && used == *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text = fuzz::text_of(data, size);
  read<every_kind>(text);
  read<geai::agent_list>(text);
  read<geai::chat_completion_answer>(text);
  read<std::vector<geai::raw_json>>(text);
  read<std::string>(text);
  return 0;
}
