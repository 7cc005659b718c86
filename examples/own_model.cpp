// Defines a model and an operation. Any Json policy reads and writes the model.
#include <geai/geai.hpp>
#include <iostream>

struct note {
  std::string id{};
  std::optional<int> stars{};
};

template <>
struct geai::model<note> : geai::fields<geai::field<"noteId", &note::id>, geai::field<"stars", &note::stars>> {};

struct get_note {
  std::string id{};

  using answer = note;
  using endpoint = geai::api::get<"/v2/notes/{id}">;
  using parameters = geai::fields<geai::api::path<"id", &get_note::id>>;
};

int main() {
  geai::transport::mock wire;
  wire.reply(200, R"({"noteId":"n1","stars":5,"colour":"red"})");
  geai::ai_lab_client client{wire, geai::api_key = "key", geai::base_url = "https://api.example"};

  note const one = client.call(get_note{.id = "n1"}).value();  // skips fields that are not in the list (colour)
  std::cout << wire.requests().at(0).url << "\n" << one.id << " has " << one.stars.value_or(0) << " stars\n";

  std::string text;
  geai::json::simdjson{}.encode(one, text);
  std::cout << text << "\n";
}
