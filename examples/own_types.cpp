// Reads your own types from JSON, writes them, and makes their JSON schema.
#include <geai/geai.hpp>
#include <iostream>

struct weather {  // a plain struct needs no description
  std::string city{};
  double celsius = 0;
  std::optional<std::string> advice{};
};

enum class sea_state { calm, rough };
template <>
struct geai::model<sea_state>
    : geai::enumerators<geai::enumerator<"calm", sea_state::calm>, geai::enumerator<"rough", sea_state::rough>> {};

struct trip {
  std::string from{};
  int stars = 0;
  sea_state sea{};
  std::vector<weather> days{};
};
template <>  // a field list: for other names, or for details in the schema
struct geai::model<trip> : geai::fields<geai::field<"startsAt", &trip::from, "The port of departure">,
                                        geai::bounded<"stars", &trip::stars, 1, 5>, geai::field<"sea", &trip::sea>,
                                        geai::field<"days", &trip::days>> {};

int main() {
  geai::result<weather> const lima = geai::from_json<weather>(R"({"city":"Lima","celsius":19.5,"advice":null})");
  std::cout << lima->city << ": " << lima->celsius << "\n";

  for (char const* text : {R"({"city":"Lima","advice":null})", R"({"city":"Lima","celsius":"19.5","advice":null})",
                           R"({"city":"Lima","celsius":19.5,"advice":null,"wind":3})"})
    std::cout << geai::from_json<weather>(text).error().message << "\n";

  std::cout << geai::to_json(trip{.from = "Callao", .stars = 4, .sea = sea_state::rough, .days = {*lima}}) << "\n";
  static_assert(geai::schema_is_strict<trip>);
  std::cout << geai::json_schema<trip>() << "\n";
}
