#pragma once

#include <geai/http/multipart.hpp>
#include <geai/secret.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "call_words.hpp"
#include "context.hpp"

namespace tool {

// A part of a form: a file, or a field.
struct request_part {
  std::string name{};
  std::optional<geai::file_upload> file{};
  std::string value{};
  std::string content_type{};
};

// A request in the form that the engine needs.
struct outgoing {
  std::string_view name{};  // for errors, which refer to it: static lifetime
  std::string verb = "GET";
  std::string target{};  // path and query, percent-encoded
  bool safe = false;     // may be sent twice
  bool evaluation_host = false;
  bool authenticated = true;
  bool organization_token = false;
  std::vector<std::pair<std::string, std::string>> headers{};
  geai::secret bearer{};  // instead of the profile's credential, unless empty
  std::vector<std::pair<std::string, geai::secret>> secret_query{};
  std::vector<geai::secret> secrets{};  // secrets within the body
  std::string content_type{};
  std::string body{};
  std::string accept{};
  std::vector<request_part> parts{};  // if set, there is no body
  bool only_file = false;             // the single part is the body; its name is the header with the file's name
};

// The values of a call, by member.
class call_values {
public:
  // Reads the values from the words, files and standard input. Throws usage_error for values that the members do not
  // accept.
  call_values(context& world, call_words const& words);

  // Takes the JSON body, or the definition that is its only member.
  void take_document(json document);

  // Selects another page.
  void set(member const& which, std::int64_t value);
  std::optional<std::int64_t> number(member const& which) const;

  // Builds the request. Throws usage_error for a missing required member and for values that the library rejects.
  outgoing request() const;

private:
  struct value {
    std::string text{};
    geai::secret secret{};
    geai::file_upload file{};
    json document{};
  };

  void take_body(context& world, std::string const& from);
  void take(context& world, given_member const& each);
  void check_required() const;
  void check_values(std::string const& body) const;
  json& slot(given_member const& each);
  void write_body(outgoing& to) const;

  operation const& which_;
  std::map<member const*, std::vector<value>> values_{};  // those outside of the JSON body
  std::map<member const*, bool> begun_{};                 // lists that flags have begun
  json body_{};                                           // null: no body was given
  std::string content_{};
  bool has_content_ = false;
  std::vector<geai::secret> secrets_{};
};

// Returns `text` percent-encoded, as a path segment or a part of a query.
std::string percent_encoded(std::string_view text);

}  // namespace tool
