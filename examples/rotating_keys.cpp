// Picks up a rotated API key at run time: an Auth policy that reads the key from a file for each request.
// (You do not need this for access tokens: geai::auth::password renews its token.)
#include <fstream>
#include <geai/geai.hpp>
#include <iostream>

class key_file {
public:
  explicit key_file(std::string path) : path_(std::move(path)) {}

  geai::auth_type type() const { return geai::auth_type::api_key; }

  geai::result<void> apply(geai::http::header_list& headers) const {
    std::string line;
    std::ifstream file(path_);
    if (!std::getline(file, line) || line.empty())
      return geai::error(geai::errc::missing_requirement, path_ + " has no API key in its first line");
    geai::secret const key(std::move(line));  // wiped at the end of this function
    geai::auth::add_bearer(headers, key.reveal());
    return {};
  }

private:
  std::string path_;
};

int main() {
  std::ofstream("key.txt") << "an-old-key\n";
  geai::ai_lab_client client{key_file{"key.txt"}, geai::base_url = geai::from_environment};

  if (auto agents = client.list_agents(); !agents) std::cout << agents.error() << "\n";

  std::ofstream("key.txt") << "sandbox-key\n";  // the rotation; better: write a copy and rename it
  std::cout << client.list_agents().value().size() << " agents with the new key\n";
}
