#pragma once

#include <cstddef>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Sorting texts by their relevance to a query: rest-api.md section 10 (docs.globant.ai wiki 625).

namespace geai::inline v0_2 {

// The index of a document in the request, and its relevance.
struct reranked {
  int index = 0;  // index into the documents of the request
  double relevance_score = 0;
  raw_json document{};  // a text or an object; optional
};

// The version of the service that answered.
struct rerank_api_version {
  std::string version{};
};

// The billed amounts.
struct rerank_billed_units {
  std::optional<double> search_units{};
};

// Additional information from the service.
struct rerank_meta {
  optional<rerank_api_version> api_version{};
  optional<rerank_billed_units> billed_units{};
};

// Documents, sorted by relevance.
struct rerank_result {
  std::string id{};
  std::vector<reranked> results;  // best first
  optional<rerank_meta> meta{};

  std::size_t size() const noexcept { return results.size(); }
  reranked const* begin() const noexcept { return results.data(); }
  reranked const* end() const noexcept { return results.data() + results.size(); }
};

template <>
struct model<reranked> : fields<field<"index", &reranked::index>, field<"relevance_score", &reranked::relevance_score>,
                                field<"document", &reranked::document>> {};
template <> struct model<rerank_api_version> : fields<field<"version", &rerank_api_version::version>> {};
template <>
struct model<rerank_billed_units> : fields<informative<"search_units", &rerank_billed_units::search_units>> {};
template <>
struct model<rerank_meta>
    : fields<field<"api_version", &rerank_meta::api_version>, field<"billed_units", &rerank_meta::billed_units>> {};
template <>
struct model<rerank_result> : fields<field<"id", &rerank_result::id>, field<"results", &rerank_result::results>,
                                     informative<"meta", &rerank_result::meta>> {};

namespace api {

// Sorts texts by their relevance to a query.
struct rerank_chunks {
  std::string model{};  // "cohere/rerank-v3.5", for example
  std::string query{};
  std::vector<std::string> documents{};
  std::optional<int> top_n{};  // the number of results; unset: all

  using answer = rerank_result;
  using endpoint = post<"/rerank">;
  using parameters = fields<field<"model", &rerank_chunks::model>, field<"query", &rerank_chunks::query>,
                            field<"documents", &rerank_chunks::documents>, field<"top_n", &rerank_chunks::top_n>>;

  template <class = void> result<void> check() const {
    if (top_n && *top_n <= 0) return detail::refused("top_n", "is not positive");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0_2
