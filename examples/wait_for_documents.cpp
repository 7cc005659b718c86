// Uploads a document to a search profile and waits until it is indexed.
#include <chrono>
#include <geai/chat.hpp>
#include <geai/geai.hpp>
#include <iostream>

int main() {
  using namespace std::chrono_literals;
  geai::rag_client const rag{geai::alias = "staging"};

  if (auto const made = rag.create_rag_profile({.profile = {.name = "notes"}}); !made) {
    std::cerr << made.error() << "\n";
    return 1;
  }
  auto const added =
      rag.upload_rag_document({.name = "notes", .file = {.content = "Lima lies by the sea.", .name = "lima.txt"}});
  if (!added) {
    std::cerr << added.error() << "\n";
    return 1;
  }
  auto const doc =
      rag.wait_until_indexed({.name = "notes", .id = added->id},
                             {.interval = 2s, .timeout = 5min, .on_poll = [](geai::wait_progress const& seen) {
                                std::cout << seen.state << "\n";
                              }});
  if (!doc) {
    std::cerr << doc.error() << "\n";  // it failed or timed out: the message names the last state
    return 1;
  }
  std::cout << doc->name << " is indexed\n";
}
