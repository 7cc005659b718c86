// Uploads documents, asks a question about some of them, and prints the passages that the answer is based on.
#include <chrono>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>
#include <utility>

namespace {

geai::result<void> search(geai::rag_client<> const& rag) {
  using namespace std::chrono_literals;
  auto const made = rag.create_rag_profile(
      {.profile = {.name = "cities", .search_options = geai::rag_search_options{.history_count = 2}}});
  if (!made) return made.error();

  for (auto const& [name, text] :
       {std::pair("lima.txt", "Lima lies by the sea."), {"cusco.txt", "Cusco lies in the mountains."}}) {
    auto const added = rag.upload_rag_document(
        {.name = "cities",
         .file = {.content = text, .name = name},
         .metadata = {{{"country", geai::rag_value("Peru")}, {"year", geai::rag_value(2026)}}}});
    if (!added) return added.error();
    auto const indexed = rag.wait_until_indexed({.name = "cities", .id = added->id}, {.interval = 2s, .timeout = 5min});
    if (!indexed) return indexed.error();
  }

  auto const answer =
      rag.execute_rag({.profile = "cities",
                       .question = "What lies by the sea?",
                       .filters = {{{.key = "year", .operation = "$gte", .value = geai::rag_value(2025)}}}});
  if (!answer) return answer.error();
  std::cout << answer->text << "\n";
  for (geai::rag_passage const& each : answer->documents) std::cout << "- " << each.page_content << "\n";

  auto const cleared = rag.delete_rag_profile({.name = "cities"});
  if (!cleared) return cleared.error();
  return {};
}

}  // namespace

int main() {
  geai::rag_client const rag{geai::alias = "staging"};
  if (auto const done = search(rag); !done) {
    std::cerr << done.error() << "\n";
    return 1;
  }
}
