// Types of your own in JSON: read strictly, written, and described for a model of language.
#include <geai/geai.hpp>
#include <iostream>

struct forecast {  // a plain struct needs no more than this
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};

enum class mood { calm, rough };
template <>
struct geai::model<mood>
    : geai::enumerators<geai::enumerator<"calm", mood::calm>, geai::enumerator<"rough", mood::rough>> {};

struct trip {
  std::string from{};
  int stars = 0;
  mood sea{};
  std::vector<forecast> days{};
};
template <>  // a field list, where names differ or the schema is to say more
struct geai::model<trip> : geai::fields<geai::field<"startsAt", &trip::from, "The port of departure">,
                                        geai::bounded<"stars", &trip::stars, 1, 5>, geai::field<"sea", &trip::sea>,
                                        geai::field<"days", &trip::days>> {};

int main() {
  geai::result<forecast> const lima = geai::from_json<forecast>(R"({"city":"Lima","celsius":19.5,"advice":null})");
  std::cout << lima->city << ": " << lima->celsius << "\n";

  for (char const* text : {R"({"city":"Lima","advice":null})", R"({"city":"Lima","celsius":"19.5","advice":null})",
                           R"({"city":"Lima","celsius":19.5,"advice":null,"wind":3})"})
    std::cout << geai::from_json<forecast>(text).error().message << "\n";

  std::cout << geai::to_json(trip{.from = "Callao", .stars = 4, .sea = mood::rough, .days = {*lima}}) << "\n";
  static_assert(geai::schema_is_strict<trip>);
  std::cout << geai::json_schema<trip>() << "\n";
}
