// Uploads a file and downloads it. The file is never in memory as a whole, so its size does not matter.
#include <fstream>
#include <geai/geai.hpp>
#include <iostream>

int main() {
  std::ofstream("report.csv") << "month,cost\nMay,7\n";
  geai::files_client const files{geai::alias = "staging"};

  auto stored = files.upload_file({.file = {.path = "report.csv", .content_type = "text/csv"}, .folder = "reports"},
                                  [](std::uint64_t sent, std::uint64_t total) {
                                    if (sent == total) std::cout << "all sent\n";
                                    return true;  // false cancels the upload
                                  });
  if (!stored) {
    std::cerr << stored.error() << '\n';
    return 1;
  }
  // You can also send text from memory.
  auto note = files.upload_file({.file = {.content = "Costs went down.", .name = "note.txt"}}).value();

  auto copy = files.download_file({.id = stored->id}, "copy.csv");  // or to a stream or a callable
  if (!copy) {
    std::cerr << copy.error() << '\n';  // copy.csv is unchanged, or does not exist
    return 1;
  }
  std::cout << copy->size << " bytes of " << copy->content_type << ":\n" << std::ifstream("copy.csv").rdbuf();
  std::cout << files.get_file_content({.id = note.id}).value().content << '\n';

  if (auto gone = files.delete_file({.id = stored->id}); !gone) std::cerr << gone.error() << '\n';
}
