// geai rag upload-folder: uploads the files of a folder as documents of a profile and waits for their indexing.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include "calls.hpp"
#include "command_line.hpp"

namespace tool {

namespace {

struct upload_options {
  std::string name{};
  std::string folder{};
  std::string metadata{};
  double timeout = 600;
  bool no_wait = false;
  bool again = false;
};

struct uploaded {
  std::string file{};
  std::string id{};
  std::string state{};
  std::string fault{};
};

std::vector<std::filesystem::path> files_of(std::string const& folder) {
  std::error_code fault;
  std::vector<std::filesystem::path> all;
  for (auto const& each : std::filesystem::recursive_directory_iterator(folder, fault))
    if (each.is_regular_file() && !each.path().filename().string().starts_with('.')) all.push_back(each.path());
  if (fault) throw usage_error(folder + " cannot be read: " + fault.message());
  std::sort(all.begin(), all.end());
  if (all.empty()) throw usage_error("there are no files in " + folder);
  return all;
}

// Returns the names of the existing documents.
std::vector<std::string> known_documents(sender& through, context& world, std::string const& profile) {
  std::vector<std::string> names;
  for (json const& each : all_items(through, world, "list_rag_documents", {{"name", profile}}))
    if (each.is_object()) names.push_back(each.value("name", "") + "." + each.value("extension", ""));
  return names;
}

std::string state_of(json const& document) {
  for (char const* name : {"indexStatus", "status", "state"})
    if (document.contains(name) && document.at(name).is_string()) return document.at(name).get<std::string>();
  return {};
}

bool is_final(std::string const& state) {
  return state == "Success" || state == "Failed" || state == "Error" || state == "Unsuccessful";
}

void wait_for_all(sender& through, context& world, upload_options const& given, std::vector<uploaded>& all) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::duration<double>(given.timeout);
  for (uploaded& each : all) {
    auto pause = std::chrono::milliseconds(200);
    while (each.fault.empty() && !each.id.empty() && !is_final(each.state) &&
           std::chrono::steady_clock::now() < until) {
      each.state =
          state_of(call_operation(through, world, "get_rag_document", {{"name", given.name}, {"id", each.id}}));
      world.signals.check();
      if (is_final(each.state)) break;
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 3 / 2, std::chrono::milliseconds(5000));
    }
  }
}

int upload_folder(context& world, upload_options const& given) {
  auto const files = files_of(given.folder);
  sender through(world);
  auto const known = given.again ? std::vector<std::string>() : known_documents(through, world, given.name);
  std::vector<uploaded> all;
  std::size_t skipped = 0, number = 0;
  for (auto const& file : files) {
    ++number;
    std::string const leaf = file.filename().string();
    if (std::find(known.begin(), known.end(), leaf) != known.end()) {
      ++skipped;
      continue;
    }
    uploaded one{.file = file.string()};
    try {
      std::vector<std::pair<std::string, std::string>> members{{"name", given.name}, {"file", file.string()}};
      if (!given.metadata.empty()) members.emplace_back("metadata", given.metadata);
      json const document = call_operation(through, world, "upload_rag_document", members);
      one.id = document.value("id", "");
      one.state = state_of(document);
      world.trace(leaf + ": " + std::to_string(number) + " of " + std::to_string(files.size()));
    } catch (geai::exception const& e) {
      world.signals.check();
      one.fault = world.terminal.concealed(in_words_of_the_command(e.what()));
      world.terminal.error(leaf + ": " + one.fault);
    }
    all.push_back(std::move(one));
  }
  if (!given.no_wait) wait_for_all(through, world, given, all);
  json document = json::array();
  std::size_t indexed = 0, failed = 0, pending = 0;
  for (uploaded const& each : all) {
    bool const is_failed = !each.fault.empty() || (is_final(each.state) && each.state != "Success");
    (is_failed ? failed : each.state == "Success" ? indexed : pending) += 1;
    document.push_back({{"file", each.file},
                        {"id", or_null(each.id)},
                        {"state", or_null(each.state)},
                        {"error", or_null(each.fault)}});
  }
  world.print(document, [&] { return to_table(document, &document, 200, world.terminal.colours_results()); });
  world.terminal.note(std::to_string(indexed) + " indexed, " + std::to_string(pending) + " in progress, " +
                      std::to_string(failed) + " failed, " + std::to_string(skipped) + " already there");
  if (failed != 0) return refused;
  return pending != 0 && !given.no_wait ? int{unreachable} : int{success};
}

upload_options upload_given;

group_extensions const rag_upload(
    {"rag", "upload-folder", "Upload the files of a folder as documents and wait until they are indexed.",
     "geai rag upload-folder --name manuals ./manuals",
     [](CLI::App& app) {
       app.add_option("--name,-n", upload_given.name, "the RAG profile")->required()->type_name("NAME");
       app.add_option("folder", upload_given.folder, "the folder, including its subfolders")->required()->type_name("");
       app.add_option("--metadata", upload_given.metadata, "metadata of every document, a JSON object")
           ->type_name("JSON");
       app.add_option("--wait", upload_given.timeout, "seconds to wait for indexing (600)")->type_name("SECONDS");
       app.add_flag("--no-wait", upload_given.no_wait, "do not wait for indexing");
       app.add_flag("--again", upload_given.again, "upload a file even if a document has its name");
     },
     [](context& world) { return upload_folder(world, upload_given); }});

}  // namespace
}  // namespace tool
