#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/assistant_welcome.hpp>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/api/paging.hpp>
#include <geai/http/multipart.hpp>
#include <geai/json/encode.hpp>
#include <geai/json/open_enumeration.hpp>
#include <geai/optional.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// Assistants that answer from documents: rest-api.md section 17 (docs.globant.ai wiki 29, 33, 179; the vendor's
// saia-docs). The models of a profile keep unknown members, so that you can read, change and send back a profile
// without losing data.

namespace geai::inline v0_2 {

// The indexing state of a document.
enum class index_status : unsigned char { unknown, starting, failed, pending, success };
template <>
struct model<index_status>
    : enumerators<enumerator<"Unknown", index_status::unknown>, enumerator<"Starting", index_status::starting>,
                  enumerator<"Failed", index_status::failed>, enumerator<"Pending", index_status::pending>,
                  enumerator<"Success", index_status::success>> {};

// The algorithm that selects passages.
enum class rag_search_type : unsigned char { similarity, mmr };
template <>
struct model<rag_search_type>
    : enumerators<enumerator<"similarity", rag_search_type::similarity>, enumerator<"mmr", rag_search_type::mmr>> {};

// The algorithm that retrieves passages.
enum class rag_retriever_type : unsigned char { vector_store, self_query, hyde, contextual_compression, multi_query };
template <>
struct model<rag_retriever_type>
    : enumerators<enumerator<"vectorStore", rag_retriever_type::vector_store>,
                  enumerator<"selfQuery", rag_retriever_type::self_query>, enumerator<"hyde", rag_retriever_type::hyde>,
                  enumerator<"contextualCompression", rag_retriever_type::contextual_compression>,
                  enumerator<"multiQuery", rag_retriever_type::multi_query>> {};

// The ranking of passages. The last two require Azure AI Search.
enum class rag_retriever_search_type : unsigned char { similarity, similarity_hybrid, semantic_hybrid };
template <>
struct model<rag_retriever_search_type>
    : enumerators<enumerator<"similarity", rag_retriever_search_type::similarity>,
                  enumerator<"similarity_hybrid", rag_retriever_search_type::similarity_hybrid>,
                  enumerator<"semantic_hybrid", rag_retriever_search_type::semantic_hybrid>> {};

// The unit of text that a search returns.
enum class rag_retriever_step : unsigned char { all, documents };
template <>
struct model<rag_retriever_step>
    : enumerators<enumerator<"all", rag_retriever_step::all>, enumerator<"documents", rag_retriever_step::documents>> {
};

// The model that answers and its parameters.
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
  std::optional<std::string> type{};  // empty or "json_object"
  std::optional<bool> verbose{};
  std::optional<bool> upload_files{};
  raw_json llm_output_guardrail{};  // the types of this member and of the next two are not documented
  raw_json input_moderation_guardrail{};
  raw_json prompt_injection_guardrail{};
  std::map<std::string, raw_json> other_members{};
};

// The search for passages and their use in the prompt.
struct rag_search {
  std::optional<int> k{};
  optional<open_enumeration<rag_search_type>> type{};
  std::optional<double> fetch_k{};  // for "mmr", like the next one
  std::optional<double> lambda{};
  std::optional<std::string> prompt{};
  std::optional<bool> return_source_documents{};
  std::optional<double> score_threshold{};
  std::optional<std::string> template_text{};
  std::map<std::string, raw_json> other_members{};
};

// The retrieval of passages.
struct rag_retriever {
  optional<open_enumeration<rag_retriever_type>> type{};
  optional<open_enumeration<rag_retriever_search_type>> search_type{};
  optional<open_enumeration<rag_retriever_step>> step{};
  std::optional<std::string> prompt{};
  std::map<std::string, raw_json> other_members{};
};

// The way in which passages are combined into an answer.
struct rag_chain {
  std::optional<std::string> type{};
  std::map<std::string, raw_json> other_members{};
};

// The model that turns texts into vectors.
struct rag_embeddings {
  std::optional<int> dimensions{};
  std::optional<std::string> model_name{};
  std::optional<std::string> provider{};
  std::optional<bool> use_proxy{};
  std::map<std::string, raw_json> other_members{};
};

// The service that reads documents before they are indexed.
struct rag_ingestion {
  std::optional<std::string> provider{};
  raw_json geai_options{};
  raw_json llama_parse_options{};
  std::map<std::string, raw_json> other_members{};
};

// The settings with which a search profile answers.
struct rag_search_options {
  std::optional<int> history_count{};
  optional<rag_llm> llm{};
  optional<rag_search> search{};
  optional<rag_retriever> retriever{};
  optional<rag_chain> chain{};
  optional<rag_embeddings> embeddings{};
  optional<rag_ingestion> ingestion{};
  raw_json options{};  // the shapes of this member and of the next three are not documented
  raw_json rerank{};
  raw_json variables{};  // the documentation says [{key, value}]; PyGEAI reads [{NAME: value}]
  raw_json vector_store{};
  std::map<std::string, raw_json> other_members{};
};

// The way in which documents are split into chunks.
struct rag_chunks {
  std::optional<int> chunk_overlap{};
  std::optional<int> chunk_size{};
  std::map<std::string, raw_json> other_members{};
};

// The way in which the chunks of a parent document are split further.
struct rag_child_chunks {
  std::optional<int> chunk_size{};
  std::optional<int> chunk_overlap{};
  std::optional<std::string> content_processing{};  // empty or "clean"
  std::map<std::string, raw_json> other_members{};
};

// The child documents of an index with parent documents.
struct rag_child_document {
  std::optional<double> child_k{};
  optional<rag_child_chunks> child{};
  std::map<std::string, raw_json> other_members{};
};

// The way in which documents are indexed.
struct rag_index_options {
  optional<rag_chunks> chunks{};
  std::optional<bool> use_parent_document{};
  optional<rag_child_document> child_document{};
  std::map<std::string, raw_json> other_members{};
};

// A search profile: its documents and the search settings. Unset members are not sent. An update ignores the name and
// the index options.
struct rag_profile {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<int> status{};  // 1: enabled, 2: disabled
  std::optional<std::string> template_text{};
  std::optional<std::string> prompt{};
  optional<assistant_welcome> welcome_data{};
  optional<rag_search_options> search_options{};
  optional<rag_index_options> index_options{};
  std::map<std::string, raw_json> other_members{};
};

// The search profiles of a project.
struct rag_profile_list {
  std::vector<rag_profile> profiles;
  std::optional<std::string> project_id{};
  std::optional<std::string> project_name{};
  std::optional<std::string> project_description{};
  std::optional<bool> project_active{};
  std::optional<int> project_status{};  // 0: active, 1: deleted, 2: hidden

  std::size_t size() const noexcept { return profiles.size(); }
  rag_profile const* begin() const noexcept { return profiles.data(); }
  rag_profile const* end() const noexcept { return profiles.data() + profiles.size(); }
};

// A property of a document in an answer.
struct rag_metadata {
  std::string key{};
  raw_json value{};  // a text, even if it was sent as a number
};

// A document of a search profile.
struct rag_document {
  std::string id{};
  std::string name{};
  std::optional<std::string> extension{};
  std::optional<std::string> key_name{};
  std::optional<std::string> url{};
  std::optional<std::string> timestamp{};
  optional<open_enumeration<geai::index_status>> index_status{};
  std::optional<std::string> index_detail{};
  std::optional<std::string> chunks{};  // the number of chunks
  std::vector<rag_metadata> metadata;

  // Returns true if searches find it: its index_status is "Success".
  bool is_indexed() const noexcept { return index_status == geai::index_status::success; }
  // Returns true if it will not be indexed: its index_status is "Failed".
  bool has_failed() const noexcept { return index_status == geai::index_status::failed; }
};

// The documents of a list.
struct rag_document_list {
  std::vector<rag_document> documents;
  std::optional<std::int64_t> count{};  // the number of items in the whole list

  std::size_t size() const noexcept { return documents.size(); }
  rag_document const* begin() const noexcept { return documents.data(); }
  rag_document const* end() const noexcept { return documents.data() + documents.size(); }
};

// A variable of a search profile's prompt, and its value.
struct rag_variable {
  std::string key{};
  std::string value{};
};

// Makes a metadata value of a document from a text, a number or a list of them:
//
//   {.key = "year", .operation = "$gte", .value = rag_value(2023)}
template <class Value> raw_json rag_value(Value const& value) {
  raw_json made;
  if constexpr (std::is_convertible_v<Value const&, std::string_view>)
    json::encode(std::string(std::string_view(value)), made.text);
  else
    json::encode(value, made.text);
  return made;
}

// A condition on the metadata of documents.
struct rag_filter {
  std::string key{};              // a property, or "id", "name", "extension" or "source"
  std::string operation = "$eq";  // "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "IsMatch", ...
  raw_json value{};               // a text, a number, or a list of them; see rag_value()
};

// A passage of a document that was found.
struct rag_passage {
  std::string page_content{};
  std::optional<double> score{};
  raw_json metadata{};
};

// The platform's confirmation of an operation.
struct rag_outcome {
  bool success = false;
  raw_json messages{};
};

// The answer to a question, and the documents on which it is based.
struct rag_answer {
  raw_json id{};  // a number or a text
  std::optional<std::string> request_id{};
  std::string text{};
  std::vector<rag_passage> documents;
  optional<rag_outcome> result{};
  std::optional<std::string> status{};
  std::optional<std::string> timestamp{};
  raw_json log{};
};

template <>
struct model<rag_llm>
    : fields<field<"cache", &rag_llm::cache>, field<"frequencyPenalty", &rag_llm::frequency_penalty>,
             field<"maxTokens", &rag_llm::max_tokens>, field<"modelName", &rag_llm::model_name>,
             field<"n", &rag_llm::n>, field<"presencePenalty", &rag_llm::presence_penalty>,
             field<"provider", &rag_llm::provider>, other_name<"providerName", &rag_llm::provider>,
             field<"stream", &rag_llm::stream>, field<"temperature", &rag_llm::temperature>,
             field<"topP", &rag_llm::top_p>, field<"type", &rag_llm::type>, field<"verbose", &rag_llm::verbose>,
             field<"uploadFiles", &rag_llm::upload_files>, field<"llmOutputGuardrail", &rag_llm::llm_output_guardrail>,
             field<"inputModerationGuardrail", &rag_llm::input_moderation_guardrail>,
             field<"promptInjectionGuardrail", &rag_llm::prompt_injection_guardrail>,
             other_members<&rag_llm::other_members>> {};
template <>
struct model<rag_search>
    : fields<field<"k", &rag_search::k>, field<"type", &rag_search::type>, field<"fetchK", &rag_search::fetch_k>,
             field<"lambda", &rag_search::lambda>, field<"prompt", &rag_search::prompt>,
             field<"returnSourceDocuments", &rag_search::return_source_documents>,
             field<"scoreThreshold", &rag_search::score_threshold>, field<"template", &rag_search::template_text>,
             other_members<&rag_search::other_members>> {};
template <>
struct model<rag_retriever>
    : fields<field<"type", &rag_retriever::type>, field<"searchType", &rag_retriever::search_type>,
             field<"step", &rag_retriever::step>, field<"prompt", &rag_retriever::prompt>,
             other_members<&rag_retriever::other_members>> {};
template <>
struct model<rag_chain> : fields<field<"type", &rag_chain::type>, other_members<&rag_chain::other_members>> {};
template <>
struct model<rag_embeddings>
    : fields<field<"dimensions", &rag_embeddings::dimensions>, field<"modelName", &rag_embeddings::model_name>,
             field<"provider", &rag_embeddings::provider>, other_name<"providerName", &rag_embeddings::provider>,
             field<"useProxy", &rag_embeddings::use_proxy>, other_members<&rag_embeddings::other_members>> {};
template <>
struct model<rag_ingestion>
    : fields<field<"provider", &rag_ingestion::provider>, field<"geaiOptions", &rag_ingestion::geai_options>,
             field<"llamaParseOptions", &rag_ingestion::llama_parse_options>,
             other_members<&rag_ingestion::other_members>> {};
template <>
struct model<rag_search_options>
    : fields<field<"historyCount", &rag_search_options::history_count>, field<"llm", &rag_search_options::llm>,
             field<"search", &rag_search_options::search>, field<"retriever", &rag_search_options::retriever>,
             field<"chain", &rag_search_options::chain>, field<"embeddings", &rag_search_options::embeddings>,
             field<"ingestion", &rag_search_options::ingestion>, field<"options", &rag_search_options::options>,
             field<"rerank", &rag_search_options::rerank>, field<"variables", &rag_search_options::variables>,
             field<"vectorStore", &rag_search_options::vector_store>,
             other_name<"vector_store", &rag_search_options::vector_store>,
             other_members<&rag_search_options::other_members>> {};
template <>
struct model<rag_chunks>
    : fields<field<"chunkOverlap", &rag_chunks::chunk_overlap>, field<"chunkSize", &rag_chunks::chunk_size>,
             other_members<&rag_chunks::other_members>> {};
template <>
struct model<rag_child_chunks>
    : fields<field<"chunkSize", &rag_child_chunks::chunk_size>, field<"chunkOverlap", &rag_child_chunks::chunk_overlap>,
             field<"contentProcessing", &rag_child_chunks::content_processing>,
             other_members<&rag_child_chunks::other_members>> {};
template <>
struct model<rag_child_document>
    : fields<field<"childK", &rag_child_document::child_k>, field<"child", &rag_child_document::child>,
             other_members<&rag_child_document::other_members>> {};
template <>
struct model<rag_index_options> : fields<field<"chunks", &rag_index_options::chunks>,
                                         field<"useParentDocument", &rag_index_options::use_parent_document>,
                                         field<"childDocument", &rag_index_options::child_document>,
                                         other_members<&rag_index_options::other_members>> {};
template <>
struct model<rag_profile>
    : fields<field<"name", &rag_profile::name>, field<"description", &rag_profile::description>,
             field<"status", &rag_profile::status>, field<"template", &rag_profile::template_text>,
             field<"prompt", &rag_profile::prompt>, field<"welcomeData", &rag_profile::welcome_data>,
             field<"searchOptions", &rag_profile::search_options>, field<"indexOptions", &rag_profile::index_options>,
             other_members<&rag_profile::other_members>> {};
template <>
struct model<rag_profile_list>
    : fields<field<"searchProfiles", &rag_profile_list::profiles>, other_name<"profiles", &rag_profile_list::profiles>,
             field<"projectId", &rag_profile_list::project_id>, field<"projectName", &rag_profile_list::project_name>,
             field<"projectDescription", &rag_profile_list::project_description>,
             informative<"projectActive", &rag_profile_list::project_active>,
             informative<"projectStatus", &rag_profile_list::project_status>> {};
template <>
struct model<rag_metadata> : fields<field<"key", &rag_metadata::key>, field<"value", &rag_metadata::value>> {};
template <>
struct model<rag_document>
    : fields<field<"id", &rag_document::id>, field<"name", &rag_document::name>,
             field<"extension", &rag_document::extension>, field<"keyName", &rag_document::key_name>,
             field<"url", &rag_document::url>, informative<"timestamp", &rag_document::timestamp>,
             field<"indexStatus", &rag_document::index_status>, field<"indexDetail", &rag_document::index_detail>,
             informative<"chunks", &rag_document::chunks>, key_values<"metadata", &rag_document::metadata>> {};
template <>
struct model<rag_document_list>
    : fields<field<"documents", &rag_document_list::documents>, informative<"count", &rag_document_list::count>> {};
template <>
struct model<rag_variable> : fields<field<"key", &rag_variable::key>, field<"value", &rag_variable::value>> {};
template <>
struct model<rag_filter> : fields<field<"key", &rag_filter::key>, field<"operator", &rag_filter::operation>,
                                  field<"value", &rag_filter::value>> {};
template <>
struct model<rag_passage>
    : fields<field<"pageContent", &rag_passage::page_content>, informative<"score", &rag_passage::score>,
             field<"metadata", &rag_passage::metadata>> {};
template <>
struct model<rag_outcome> : fields<field<"success", &rag_outcome::success>, field<"messages", &rag_outcome::messages>> {
};
template <>
struct model<rag_answer> : fields<field<"id", &rag_answer::id>, field<"requestId", &rag_answer::request_id>,
                                  field<"text", &rag_answer::text>, field<"documents", &rag_answer::documents>,
                                  field<"result", &rag_answer::result>, field<"status", &rag_answer::status>,
                                  informative<"timestamp", &rag_answer::timestamp>, field<"log", &rag_answer::log>> {
  static constexpr bool tells_failure = true;  // in its `result`
};

namespace api {

// Lists the RAG profiles.
struct list_rag_profiles {
  std::optional<bool> include_all{};  // true: hidden profiles too

  using answer = rag_profile_list;
  using endpoint = get<"/v1/search/profiles">;
  using parameters = fields<header<"include-all", &list_rag_profiles::include_all>>;
};

// Returns a RAG profile.
struct get_rag_profile {
  std::string name{};

  using answer = rag_profile;
  using endpoint = get<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &get_rag_profile::name>>;
};

// Creates a RAG profile.
struct create_rag_profile {
  rag_profile profile = rag_profile();

  using answer = rag_profile;
  using endpoint = post<"/v1/search/profile">;
  using parameters = fields<body<&create_rag_profile::profile>>;

  template <class = void> result<void> check() const {
    if (!profile.name) return detail::missing("name");
    return {};
  }
};

// Updates a RAG profile.
struct update_rag_profile {
  std::string name{};
  rag_profile profile = rag_profile();

  using answer = rag_profile;
  using endpoint = put<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &update_rag_profile::name>, body<&update_rag_profile::profile>>;
};

// Deletes a RAG profile.
struct delete_rag_profile {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}">;
  using parameters = fields<path<"name", &delete_rag_profile::name>>;
};

// Lists the documents of a RAG profile.
struct list_rag_documents {
  std::string name{};
  std::optional<int> skip{};   // offset
  std::optional<int> count{};  // page size; the platform's default is 10

  using answer = rag_document_list;
  using endpoint = get<"/v1/search/profile/{name}/documents">;
  using paging = by_offset<&list_rag_documents::skip, &list_rag_documents::count, 10>;
  using parameters = fields<path<"name", &list_rag_documents::name>, query<"skip", &list_rag_documents::skip>,
                            query<"count", &list_rag_documents::count>>;

  template <class = void> result<void> check() const { return detail::check_not_negative(*this); }
};

// Deletes all documents of a RAG profile.
struct delete_all_rag_documents {
  std::string name{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/documents">;
  using parameters = fields<path<"name", &delete_all_rag_documents::name>>;
};

// Adds a document, which is indexed afterwards: its index_status shows the progress. The name must have an extension.
// The metadata is sent as one flat object, {"type":"test","year":2023}.
struct upload_rag_document {
  std::string name{};  // the name of the profile
  file_upload file{};
  optional<std::map<std::string, raw_json>> metadata{};  // {{"year", rag_value(2023)}}

  using answer = rag_document;
  using endpoint = post<"/v1/search/profile/{name}/document">;
  using parameters = fields<path<"name", &upload_rag_document::name>, part<"file", &upload_rag_document::file>,
                            part<"metadata", &upload_rag_document::metadata>>;
};

// Adds a document without metadata: the body is the file, with its content type; the header `filename` has its name.
struct upload_rag_document_binary {
  std::string name{};  // the name of the profile
  file_upload file{};

  using answer = rag_document;
  using endpoint = post<"/v1/search/profile/{name}/document">;
  using parameters =
      fields<path<"name", &upload_rag_document_binary::name>, raw_file<"filename", &upload_rag_document_binary::file>>;
};

// Replaces the metadata of a document, which is then indexed again without a new upload. In the answer, `id` and
// `index_status` are set.
struct update_rag_document_metadata {
  std::string name{};  // the name of the profile
  std::string id{};    // the id of the document
  std::map<std::string, raw_json> metadata{};

  using answer = rag_document;
  using endpoint = put<"/v1/search/profile/{name}/document">;  // client
  using parameters =
      fields<path<"name", &update_rag_document_metadata::name>, header<"documentId", &update_rag_document_metadata::id>,
             part<"metadata", &update_rag_document_metadata::metadata>>;
};

// Returns the log of a profile. Neither body nor reply is documented.
struct get_rag_profile_log {
  std::string name{};
  raw_json content{"{}"};  // the body

  using answer = raw_json;
  using endpoint = post<"/v1/search/profile/{name}/log">;
  using parameters = fields<path<"name", &get_rag_profile_log::name>, body<&get_rag_profile_log::content>>;
  static constexpr auto repetition = api::repetition::safe;  // it only reads
};

// Returns a document of a RAG profile.
struct get_rag_document {
  std::string name{};
  std::string id{};

  using answer = rag_document;
  using endpoint = get<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &get_rag_document::name>, path<"id", &get_rag_document::id>>;
};

// Deletes a document of a RAG profile.
struct delete_rag_document {
  std::string name{};
  std::string id{};

  using answer = void;
  using endpoint = delete_<"/v1/search/profile/{name}/document/{id}">;
  using parameters = fields<path<"name", &delete_rag_document::name>, path<"id", &delete_rag_document::id>>;
};

// Answers a question from the documents of a profile. The platform reports failures of this call with status 200; here
// they are errors nevertheless.
struct execute_rag {
  std::optional<std::string> id{};  // the id of the conversation
  std::string profile{};
  std::string question{};
  optional<std::vector<rag_variable>> variables{};
  optional<std::vector<rag_filter>> filters{};
  std::optional<bool> cache{};

  using answer = rag_answer;
  using endpoint = post<"/v1/search/execute">;
  using parameters =
      fields<field<"id", &execute_rag::id>, field<"profile", &execute_rag::profile>,
             field<"question", &execute_rag::question>, field<"variables", &execute_rag::variables>,
             field<"filters", &execute_rag::filters>, header<"X-Saia-Cache-Enabled", &execute_rag::cache>>;
};

}  // namespace api
}  // namespace geai::inline v0_2
