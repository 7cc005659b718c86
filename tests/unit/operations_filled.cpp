// filled_requests.txt: the request of each operation with all members set, one block for each operation, and its
// required members. People review it, and this test compares it. To write it again, run the program of the operations'
// tests with GEAI_WRITE_FILLED_REQUESTS set in the environment, in the folder of the build; delete the file first if
// operations were removed. tests/coverage reports operations that are missing in it.
#include <geai/inline.hpp>
//
#include "operations_faults.hpp"
//
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

namespace geai::test {

namespace {

std::string golden_path() {
  std::string const here = __FILE__;
  return here.substr(0, here.rfind('/') + 1) + "filled_requests.txt";
}

// By their first line, "# name".
using blocks = std::map<std::string, std::string>;

blocks read_golden() {
  blocks found;
  std::ifstream from(golden_path());
  std::string name;
  for (std::string line; std::getline(from, line);) {
    if (line.starts_with("# "))
      name = line.substr(2);
    else if (!line.empty())
      found[name] += line + "\n";
  }
  return found;
}

void write_golden(blocks const& all) {
  std::ofstream to(golden_path());
  for (auto const& [name, text] : all) to << (name == all.begin()->first ? "# " : "\n# ") << name << "\n" << text;
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string readable(http::request const& rq, std::string_view body) {
  std::string boundary;
  std::string text = std::string(rq.method.name()) + " " + std::string(rq.url) + "\n";
  for (http::header const& each : rq.headers) {
    if (each.name == "User-Agent" || (each.name == "Accept" && each.value == "application/json")) continue;
    text += std::string(each.name) + ": " + std::string(each.value) + "\n";
    if (auto const at = each.value.find("boundary="); at != each.value.npos) boundary = each.value.substr(at + 9);
  }
  if (!body.empty()) text += std::string(body) + (body.ends_with('\n') ? "" : "\n");
  if (!boundary.empty()) replace(text, boundary, "B");
  replace(text, "\r\n\r\n", "\r\n|\r\n");  // a block has no empty line
  replace(text, "\r\n", "\n");
  replace(text, std::string(5000, 'x'), "(the file)");
  return text;
}

}  // namespace

void check_filled(std::vector<swept_operation<swept_client>> const& operations) {
  bool const writes = std::getenv("GEAI_WRITE_FILLED_REQUESTS") != nullptr;
  blocks golden = read_golden();
  REQUIRE_MESSAGE((writes || !golden.empty()), (golden_path() + " is not there: run this in the folder of the build"));
  for (swept_operation<swept_client> const& operation : operations) {
    std::string text;
    service host;
    host.answers([&](http::request const& rq, std::string_view body, http::response& rs) {
      text += readable(rq, body);
      rs.status = 404;
    });
    swept_client const client{any_auth(auth::none{}), network(host), geai::base_url = "https://api",
                              geai::eval_url = "https://eval"};
    outcome const failed = operation.call(client);
    CAPTURE(operation.name);
    CHECK_MESSAGE(!text.empty(), (failed ? failed->message : std::string("nothing was sent")));
    if (!operation.required.empty()) text += "requires " + operation.required + "\n";
    std::string const name = std::string(operation.name) + (operation.streams ? ", streamed" : "");
    if (writes)
      golden[name] = text;
    else
      CHECK(text == golden[name]);
  }
  if (writes) write_golden(golden);  // each call for its own operations
}

}  // namespace geai::test
