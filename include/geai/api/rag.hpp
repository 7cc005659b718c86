#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/http/multipart.hpp>
#include <optional>
#include <string>
#include <vector>

// Assistants over documents: rest-api.md section 17 (docs.globant.ai wiki 29, 33).

namespace geai::inline v0 {

// The model that answers, and how it is run.
struct rag_llm {
  std::optional<bool> cache{};
  std::optional<double> frequency_penalty{};
  std::optional<int> max_tokens{};
  std::optional<std::string> model_name{};
  std::optional<int> n{};
  std::optional<double> presence_penalty{};
  std::optional<std::string> provider{};
  std::optional<bool> stream{};
  std::optional<double> temperature{};
  std::optional<double> top_p{};
  raw_json type{};  // of no documented type
  std::optional<bool> verbose{};
};

// How passages are looked for and given to the model.
struct rag_search {
  std::optional<int> k{};
  std::optional<std::string> type{};
  std::optional<int> fetch_k{};
  std::optional<double> lambda{};
  std::optional<std::string> prompt{};
  std::optional<bool> return_source_documents{};
  std::optional<double> score_threshold{};
  std::optional<std::string> template_text{};
};

// How passages are fetched.
struct rag_retriever {
  std::optional<std::string> type{};  // "vectorStore", "selfQuery", "hyde", "contextualCompression", "multiQuery"
  std::optional<std::string> search_type{};
  raw_json step{};  // of no documented type
  std::optional<std::string> prompt{};
};

// How a search profile answers.
struct rag_search_options {
  std::optional<int> history_count{};
  std::optional<rag_llm> llm{};
  std::optional<rag_search> search{};
  std::optional<rag_retriever> retriever{};
};

// How documents are cut into pieces.
struct rag_chunks {
  std::optional<int> chunk_overlap{};
  std::optional<int> chunk_size{};
};

// How documents are put into the index.
struct rag_index_options {
  std::optional<rag_chunks> chunks{};
  std::optional<bool> use_parent_document{};
  raw_json child_document{};  // of no documented shape
};

// A profile: what is searched, and how. Of updates, what is unset is not sent.
struct rag_profile {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<int> status{};  // 1 enabled, 2 disabled
  std::optional<std::string> template_text{};
  raw_json welcome_data{};
  std::optional<rag_search_options> search_options{};
  std::optional<rag_index_options> index_options{};
};

// The wrapper of the list is inferred.
struct rag_profile_list {
  std::vector<rag_profile> profiles{};

  std::size_t size() const noexcept { return profiles.size(); }
  auto begin() const noexcept { return profiles.begin(); }
  auto end() const noexcept { return profiles.end(); }
};

// A property of a document.
struct rag_metadata {
  std::string key{};
  raw_json value{};
};

// A document of a search profile.
struct rag_document {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> key_name{};
  std::optional<std::string> url{};
  std::optional<std::string> timestamp{};
  std::optional<std::string> index_status{};  // "Unknown", "Starting", "Failed", "Pending", "Success"
  std::optional<std::string> index_detail{};
  std::vector<rag_metadata> metadata{};
};

// The documents of a list.
struct rag_document_list {
  std::vector<rag_document> documents{};
  std::optional<int> count{};

  std::size_t size() const noexcept { return documents.size(); }
  auto begin() const noexcept { return documents.begin(); }
  auto end() const noexcept { return documents.end(); }
};

// A variable of a search profile's prompt, and its value.
struct rag_variable {
  std::string key{};
  std::string value{};
};

// A condition on the metadata of documents.
struct rag_filter {
  std::string key{};
  std::string operation = "$eq";  // "$eq", "$ne", "$gt", "$gte", "$lt", "$lte"
  std::string value{};
};

// A piece of a document that was found.
struct rag_passage {
  std::string page_content{};
  std::optional<double> score{};
  raw_json metadata{};
};

// What the platform says of something that was done.
struct rag_outcome {
  bool success = false;
  raw_json messages{};
};

// The answer of a search, and the documents that it rests on.
struct rag_answer {
  raw_json id{};  // a number or a text
  std::optional<std::string> request_id{};
  std::string text{};
  std::vector<rag_passage> documents{};
  std::optional<rag_outcome> result{};
};

template <>
struct model<rag_llm> : fields<field<"cache", &rag_llm::cache>, field<"frequencyPenalty", &rag_llm::frequency_penalty>,
                               field<"maxTokens", &rag_llm::max_tokens>, field<"modelName", &rag_llm::model_name>,
                               field<"n", &rag_llm::n>, field<"presencePenalty", &rag_llm::presence_penalty>,
                               field<"provider", &rag_llm::provider>, field<"stream", &rag_llm::stream>,
                               field<"temperature", &rag_llm::temperature>, field<"topP", &rag_llm::top_p>,
                               field<"type", &rag_llm::type>, field<"verbose", &rag_llm::verbose>> {};
template <>
struct model<rag_search>
    : fields<field<"k", &rag_search::k>, field<"type", &rag_search::type>, field<"fetchK", &rag_search::fetch_k>,
             field<"lambda", &rag_search::lambda>, field<"prompt", &rag_search::prompt>,
             field<"returnSourceDocuments", &rag_search::return_source_documents>,
             field<"scoreThreshold", &rag_search::score_threshold>, field<"template", &rag_search::template_text>> {};
template <>
struct model<rag_retriever>
    : fields<field<"type", &rag_retriever::type>, field<"searchType", &rag_retriever::search_type>,
             field<"step", &rag_retriever::step>, field<"prompt", &rag_retriever::prompt>> {};
template <>
struct model<rag_search_options>
    : fields<field<"historyCount", &rag_search_options::history_count>, field<"llm", &rag_search_options::llm>,
             field<"search", &rag_search_options::search>, field<"retriever", &rag_search_options::retriever>> {};
template <>
struct model<rag_chunks>
    : fields<field<"chunkOverlap", &rag_chunks::chunk_overlap>, field<"chunkSize", &rag_chunks::chunk_size>> {};
template <>
struct model<rag_index_options> : fields<field<"chunks", &rag_index_options::chunks>,
                                         field<"useParentDocument", &rag_index_options::use_parent_document>,
                                         field<"childDocument", &rag_index_options::child_document>> {};
template <>
struct model<rag_profile>
    : fields<field<"name", &rag_profile::name>, field<"description", &rag_profile::description>,
             field<"status", &rag_profile::status>, field<"template", &rag_profile::template_text>,
             field<"welcomeData", &rag_profile::welcome_data>, field<"searchOptions", &rag_profile::search_options>,
             field<"indexOptions", &rag_profile::index_options>> {};
template <> struct model<rag_profile_list> : fields<field<"profiles", &rag_profile_list::profiles>> {};
template <>
struct model<rag_metadata> : fields<field<"key", &rag_metadata::key>, field<"value", &rag_metadata::value>> {};
template <>
struct model<rag_document>
    : fields<field<"id", &rag_document::id>, field<"name", &rag_document::name>,
             field<"extension", &rag_document::extension>, field<"keyName", &rag_document::key_name>,
             field<"url", &rag_document::url>, field<"timestamp", &rag_document::timestamp>,
             field<"indexStatus", &rag_document::index_status>, field<"indexDetail", &rag_document::index_detail>,
             field<"metadata", &rag_document::metadata>> {};
template <>
struct model<rag_document_list>
    : fields<field<"documents", &rag_document_list::documents>, field<"count", &rag_document_list::count>> {};
template <>
struct model<rag_variable> : fields<field<"key", &rag_variable::key>, field<"value", &rag_variable::value>> {};
template <>
struct model<rag_filter> : fields<field<"key", &rag_filter::key>, field<"operator", &rag_filter::operation>,
                                  field<"value", &rag_filter::value>> {};
template <>
struct model<rag_passage> : fields<field<"pageContent", &rag_passage::page_content>,
                                   field<"score", &rag_passage::score>, field<"metadata", &rag_passage::metadata>> {};
template <>
struct model<rag_outcome> : fields<field<"success", &rag_outcome::success>, field<"messages", &rag_outcome::messages>> {
};
template <>
struct model<rag_answer> : fields<field<"id", &rag_answer::id>, field<"requestId", &rag_answer::request_id>,
                                  field<"text", &rag_answer::text>, field<"documents", &rag_answer::documents>,
                                  field<"result", &rag_answer::result>> {};

namespace api {

struct list_rag_profiles {
  using answer = rag_profile_list;
  using endpoint = get<"/v1/search/profiles">;
  using parameters = fields<>;
};

struct get_rag_profile {
  std::string name{};

  using answer = rag_profile;
  using endpoint = get<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &get_rag_profile::name>>;
};

struct create_rag_profile {
  rag_profile profile{};

  using answer = rag_profile;
  using endpoint = post<"/v1/search/profile">;
  using parameters = fields<body<&create_rag_profile::profile>>;

  result<void> check() const {
    if (!profile.name) return detail::missing("name");
    return {};
  }
};

struct update_rag_profile {
  std::string name{};
  rag_profile profile{};

  using answer = rag_profile;
  using endpoint = put<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &update_rag_profile::name>, body<&update_rag_profile::profile>>;
};

struct delete_rag_profile {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &delete_rag_profile::name>>;
};

struct list_rag_documents {
  std::string name{};
  std::optional<int> skip{};   // offset
  std::optional<int> count{};  // page size; the platform's default is 10

  using answer = rag_document_list;
  using endpoint = get<"/v1/search/profile/{name}/documents">;
  using paging = by_offset<&list_rag_documents::skip, &list_rag_documents::count, 10>;
  using parameters = fields<path<"name", &list_rag_documents::name>, query<"skip", &list_rag_documents::skip>,
                            query<"count", &list_rag_documents::count>>;

  result<void> check() const { return detail::check_not_negative(*this); }
};

struct delete_all_rag_documents {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/documents">;
  using parameters = fields<path<"name", &delete_all_rag_documents::name>>;
};

// Adds a document, which is indexed later: its index_status says how far that is. The name must have an extension.
struct upload_rag_document {
  std::string name{};  // of the profile
  file_upload file{};
  std::optional<std::vector<rag_metadata>> metadata{};

  using answer = rag_document;
  using endpoint = post<"/v1/search/profile/{name}/document">;
  using parameters = fields<path<"name", &upload_rag_document::name>, part<"file", &upload_rag_document::file>,
                            part<"metadata", &upload_rag_document::metadata>>;
};

struct get_rag_document {
  std::string name{};
  std::string id{};

  using answer = rag_document;
  using endpoint = get<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &get_rag_document::name>, path<"id", &get_rag_document::id>>;
};

struct delete_rag_document {
  std::string name{};
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &delete_rag_document::name>, path<"id", &delete_rag_document::id>>;
};

// Answers a question from the documents of a profile. The platform reports failures of this call with status 200;
// they are errors here all the same.
struct execute_rag {
  std::optional<std::string> id{};  // of a conversation
  std::string profile{};
  std::string question{};
  std::optional<std::vector<rag_variable>> variables{};
  std::optional<std::vector<rag_filter>> filters{};
  std::optional<bool> cache{};

  using answer = rag_answer;
  using endpoint = post<"/v1/search/execute">;
  using parameters =
      fields<field<"id", &execute_rag::id>, field<"profile", &execute_rag::profile>,
             field<"question", &execute_rag::question>, field<"variables", &execute_rag::variables>,
             field<"filters", &execute_rag::filters>, header<"X-Saia-Cache-Enabled", &execute_rag::cache>>;
};

}  // namespace api
}  // namespace geai::inline v0
