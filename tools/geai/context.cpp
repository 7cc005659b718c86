#include "context.hpp"

#include <cstring>

namespace tool {

geai::error context::no_access(geai::origin_list const& origins) {
  return {geai::errc::missing_requirement,
          "no access: " + geai::reasons({&origin_of(origins, "api_key"), &origin_of(origins, "access_token")}) +
              "; run: geai configure, or: geai auth login"};
}

geai::secret context::take_secret(std::string const& given, std::string_view option) {
  if (given == "-") return terminal.read_secret(option);
  if (given.empty()) throw usage_error(std::string(option) + " is empty; give a value, or - for standard input");
  geai::secret value(given);
  terminal.conceal(value);
  for (char* each : arguments) {
    std::string_view const text(each);
    if (text.ends_with(given)) std::memset(each + (text.size() - given.size()), '*', given.size());
  }
  terminal.note("the value of " + std::string(option) +
                " was visible in the process list and may be in your shell's history; give it through standard "
                "input instead: " +
                std::string(option) + " -");
  return value;
}

}  // namespace tool
