#include "context.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

namespace tool {

std::string context::credentials_path() const {
  if (!copy.empty()) return copy;
  std::string named = named_credentials();
  struct stat status {};
  if (::stat(named.c_str(), &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) return named;
  auto const contents = geai::detail::read_file<geai::detail::posix_system>(named, geai::detail::ini::size_limit);
  read_instead(contents.value().text.reveal());
  return copy;
}

// The file stays open until the program ends: the path is that of the open file.
void context::read_instead(std::string_view text) const {
  int const file = ::memfd_create("credentials", MFD_CLOEXEC);
  bool written = file >= 0 && ::fchmod(file, 0600) == 0;
  while (written && !text.empty()) {
    ssize_t const size = ::write(file, text.data(), text.size());
    if (size > 0) text.remove_prefix(static_cast<std::size_t>(size));
    written = size > 0 || errno == EINTR;
  }
  if (!written) geai::raise(geai::detail::file_failure(named_credentials(), "keep a copy of it in memory", errno));
  copy = "/proc/self/fd/" + std::to_string(file);
  terminal.show_as(copy, named_credentials());
}

void context::check_authorities(std::string_view file, std::string_view base_url) const {
  std::string const path(file);
  if (path.empty() || (!ca_file && !base_url.starts_with("https:"))) return;
  int const found = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  int number = found < 0 ? errno : 0;
  struct stat status {};
  if (found >= 0 && ::fstat(found, &status) == 0 && S_ISDIR(status.st_mode)) number = EISDIR;
  if (found >= 0) ::close(found);
  if (number != 0)
    geai::raise({geai::errc::invalid_argument, "the certificate authorities in " + path +
                                                   " cannot be read: " + std::strerror(number) +
                                                   "; correct --ca-file, GEAI_CA_FILE or the profile"});
}

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

void context::print(json const& document, std::function<std::string()> const& text) const {
  if (filter) {
    std::vector<json> const results = filtered(document, *filter);
    std::string all;
    if (output == output_format::json) {
      all = to_text(results.size() == 1 ? results.front() : json(results));
    } else if (output != output_format::table) {
      all = to_lines(results.size() == 1 ? results.front() : json(results), output == output_format::csv ? ',' : '\t');
    } else {
      for (json const& each : results) all += each.is_string() ? each.get<std::string>() + "\n" : to_text(each, false);
    }
    terminal.result(all);
    return;
  }
  switch (output) {
    case output_format::table: terminal.result(text()); break;
    case output_format::json: terminal.result(to_text(document)); break;
    case output_format::csv: terminal.result(to_lines(document, ',')); break;
    case output_format::tsv: terminal.result(to_lines(document, '\t')); break;
  }
}

std::string context::own_setting(std::string_view variable) const {
  if (auto value = variables.get(variable)) return *value;
  auto const file = credentials::load(credentials_path());
  if (!file) return {};
  std::string const alias_name = selected_alias();
  auto const value = file->contains(alias_name) ? file->get(alias_name, variable) : file->inherited(variable);
  return value ? std::string(*value) : std::string();
}

}  // namespace tool
