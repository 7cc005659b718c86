// Uses every feature that needs the operating system, and reports failures. run.py builds and runs it on other systems
// and processors, in a folder of its own, with its credentials file in the environment.
#ifdef _WIN32
#include <windows.h>  // first, with all its macros
#endif

#include <chrono>
#include <cstdio>
#include <geai/client/ai_lab.hpp>
#include <geai/client/chat.hpp>
#include <geai/client/files.hpp>
#include <geai/config/credentials_file.hpp>
#include <geai/config/resolve.hpp>
#include <geai/transport/mock.hpp>
#include <geai/transport/record.hpp>
#include <string>
#include <string_view>
#include <thread>

#include "platforms/expect.hpp"
#include "policies/nlohmann_json.hpp"

namespace {

using credentials = class geai::credentials_file;
using geai::transport::mock;
using policies::nlohmann_json;

#ifdef _WIN32
std::string const separator = "\\";
char const* const home_variable = "USERPROFILE";
#else
std::string const separator = "/";
char const* const home_variable = "HOME";
#endif
std::string const folder = "Zo\u00eb \u2603";
std::string const path = folder + separator + "new" + separator + "credentials";

using platforms::expect;
using platforms::failures;

template <class T> void expect_value(std::string_view what, geai::result<T> const& made) {
  expect(what, made.has_value(), made ? std::string_view() : made.error().message);
}
void expect_error(std::string_view what, geai::result<void> const& made, std::string_view message) {
  expect(what, !made && made.error().message == message, made ? "It worked." : made.error().message);
}

std::string read(std::string const& name) {
  std::string text;
  expect("read " + name, geai::detail::read_whole(name, text));
  return text;
}
void write(std::string const& name, std::string_view text) {
  std::string part;
  int const file = geai::detail::create_beside(name, true, part);
  expect("write " + name, geai::detail::write_all(file, text) && geai::detail::close_file(file) &&
                              geai::detail::rename_file(part, name));
}

geai::result<void> set(std::string_view alias, std::string_view key, std::string_view value) {
  return credentials::update(path, [&](credentials& file) { return file.set(alias, key, value); });
}

void a_credentials_file() {
  auto const missing = credentials::load(path);
  expect("a missing file is empty", missing && !missing->exists());
  expect_value("the first key, in a new folder", set("default", "GEAI_API_KEY", "one"));
  write(path, "# mine\r\n" + read(path));
  expect_value("the second alias", set("st\u00e4ging", "GEAI_API_KEY", "two"));
  expect_value("its second key", set("st\u00e4ging", "GEAI_API_BASE_URL", "https://staging.example"));
  expect("comments and line ends are kept",
         read(path) ==
             "# mine\r\n[default]\nGEAI_API_KEY = one\n\r\n[st\u00e4ging]\r\nGEAI_API_KEY = two\r\n"
             "GEAI_API_BASE_URL = https://staging.example\r\n",
         read(path));

  auto const file = credentials::load(path);
  expect_value("load", file);
  expect("two aliases", file && file->aliases().size() == 2 && file->get("st\u00e4ging", "GEAI_API_KEY") == "two");
  expect("no warning of permissions that there are not", file && !file->permissions_warning());

  geai::detail::file_status status;
  expect("nothing is left beside it", !geai::detail::find_file(path + ".geai-new", status));
  auto const of_folder = credentials::load(folder);
  expect("a folder is not read",
         !of_folder && of_folder.error().message == folder + ": cannot read it: Is a directory; name a file",
         of_folder ? "It worked." : of_folder.error().message);
  expect_error("a folder is no file",
               credentials::update(folder, [](credentials& it) { return it.set("a", "b", "c"); }),
               folder + ": cannot write it: it is not a regular file; name another file");
  expect_error("the folder above it is missing",
               credentials::update("none/none/file", [](credentials& it) { return it.set("a", "b", "c"); }),
               "none/none/file: cannot make its folder: No such file or directory; create its folder first, or name "
               "another file");
}

// Concurrent writers and a reader: no edit is lost, and no reader sees half a file.
void many_at_once() {
  constexpr int rounds = 25;
  auto const writer = [](std::string const& alias) {
    for (int i = 1; i <= rounds; ++i) expect_value("an update among others", set(alias, "n", std::to_string(i)));
  };
  std::jthread const one([&] { writer("one"); });
  std::jthread const other([&] { writer("other"); });
  for (int i = 0; i != 4 * rounds; ++i) {
    auto const seen = credentials::load(path);
    expect_value("a look in the middle of updates", seen);
    expect("which sees a whole file", seen && seen->get("default", "GEAI_API_KEY") == "one");
  }
}

void no_edit_was_lost() {
  auto const file = credentials::load(path);
  expect("no edit was lost", file && file->get("one", "n") == "25" && file->get("other", "n") == "25");
  auto const holder =
      geai::detail::locked_file<geai::detail::native_system>::acquire(path, std::chrono::milliseconds(0));
  expect_value("the lock", holder);
  auto const late = credentials::update(
      path, [](credentials& it) { return it.set("a", "b", "c"); }, std::chrono::milliseconds(5));
  expect_error("a lock that another one has", late,
               path + ": cannot lock it: another process holds credentials.lock; wait for it to end and try again");
}

void a_session() {
  geai::environment const variables = geai::environment::of_process();
  expect("a variable that is no ASCII", variables.get(geai::variable::credentials_file) == path,
         variables.get(geai::variable::credentials_file).value_or("It is unset."));
  std::string const home = geai::detail::environment_variable(home_variable).value_or("It is unset.");
  expect("the default file", !home.empty() && geai::default_credentials_path(variables) == home + "/.geai/credentials",
         geai::default_credentials_path(variables));
  auto const session = geai::load_session({.alias = "st\u00e4ging"});
  expect_value("a session of the file", session);
  expect("its key", session && session->active_token() != nullptr && session->active_token()->reveal() == "two");
}

void calls() {
  mock wire;
  wire.reply(200, R"({"agents":[{"id":"1","name":"first"},{"id":"2","name":"second"}]})");
  geai::ai_lab_client client{wire, nlohmann_json{}, geai::alias = "st\u00e4ging"};
  auto const agents = client.list_agents();
  expect("a call", agents && agents->size() == 2 && agents->begin()->name == "first",
         agents ? std::string_view() : agents.error().message);
  auto const asked = wire.requests();
  expect("its URL", asked.size() == 1 && asked[0].url.starts_with("https://staging.example/"));
}

std::string const all_bytes("one\r\ntwo\n\x1a three \x00 four\r\n", 24);

void files() {
  std::string const source = "Gr\u00f6\u00dfe.bin";
  write(source, all_bytes);
  mock wire;
  wire.reply(200, R"({"dataFileId":"7","dataFileUrl":"https://h/7"})").reply(200, all_bytes);
  geai::files_client client{wire, nlohmann_json{}, geai::api_key = "key", geai::base_url = "https://h"};
  auto const stored = client.upload_file({.file = {.path = "." + separator + source}});
  expect_value("an upload", stored);
  auto const sent = wire.requests();
  expect("every byte was sent",
         sent.size() == 1 && sent[0].body.find("\r\n\r\n" + all_bytes + "\r\n--") != std::string::npos,
         sent.empty() ? "" : sent[0].body);
  expect("under the name of the file alone",
         sent.size() == 1 && sent[0].body.find("filename=\"" + source + "\"") != std::string::npos);

  for (std::string_view when : {"a new file", "a file that is there"}) {
    auto const written = client.download_file({.id = "7"}, "caf\u00e9.bin");
    expect_value(when, written);
    expect("every byte was written", read("caf\u00e9.bin") == all_bytes);
  }
  auto const missing = client.upload_file({.file = {.path = "none.bin"}});
  expect("a missing file", !missing && missing.error().message.find("No such file or directory") != std::string::npos,
         missing ? "" : missing.error().message);
}

template <class Transport> void ask(std::string_view what, Transport transport) {
  geai::ai_lab_client client{transport, nlohmann_json{}, geai::api_key = "key", geai::base_url = "https://h"};
  auto const agents = client.list_agents();
  expect(what, agents && agents->size() == 1, agents ? std::string_view() : agents.error().message);
}

void a_recording() {
  mock wire;
  wire.reply(200, "{\"agents\":[{\"id\":\"1\",\r\n\"name\":\"first\"}]}");
  ask("recorded", geai::transport::record{wire, "\u00fcber.recording"});
  ask("recorded again", geai::transport::record{wire, "\u00fcber.recording"});
  ask("replayed", geai::transport::replay{"\u00fcber.recording"});
}

}  // namespace

int main() {
  a_credentials_file();
  many_at_once();
  no_edit_was_lost();
  a_session();
  calls();
  files();
  a_recording();
  expect("boundaries differ",
         geai::http::random_boundary().size() == 37 && geai::http::random_boundary() != geai::http::random_boundary());
  std::printf(failures == 0 ? "done\n" : "%d failed\n", failures);
  return failures != 0;
}
