#pragma once

#include <cstddef>
#include <cstdint>
#include <geai/api/base64.hpp>
#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <geai/optional.hpp>
#include <optional>
#include <string>
#include <vector>

// Embeddings of texts: rest-api.md section 9 (docs.globant.ai wiki 422).

namespace geai::inline v0_2 {

// The cost of an embedding.
struct embedding_usage {
  std::int64_t prompt_tokens = 0;
  std::int64_t total_tokens = 0;
  std::optional<double> prompt_cost{};
  std::optional<double> total_cost{};
  std::optional<std::string> currency{};
  raw_json prompt_tokens_details{};
};

// The vector of one text.
struct embedding {
  int index = 0;  // the position of the text in the request, from 0
  std::vector<float> values{};
};

// The vectors, in the order of the texts.
struct embedding_list {
  std::string model{};
  std::vector<embedding> data{};
  optional<embedding_usage> usage{};

  std::size_t size() const noexcept { return data.size(); }
  embedding const* begin() const noexcept { return data.data(); }
  embedding const* end() const noexcept { return data.data() + data.size(); }
};

// The bytes of an embedding in base64: 32-bit floats, little-endian.
struct packed_embedding {
  int index = 0;  // the position of the text in the request, from 0
  std::string base64{};

  // Decodes the vector. Errors: those of unpack_floats().
  result<std::vector<float>> values() const { return unpack_floats(base64); }
};

// The vectors as sent on the wire, in base64 (see unpack_floats).
struct packed_embedding_list {
  std::string model{};
  std::vector<packed_embedding> data;
  optional<embedding_usage> usage{};

  std::size_t size() const noexcept { return data.size(); }
  packed_embedding const* begin() const noexcept { return data.data(); }
  packed_embedding const* end() const noexcept { return data.data() + data.size(); }
};

template <>
struct model<embedding_usage> : fields<informative<"prompt_tokens", &embedding_usage::prompt_tokens>,
                                       informative<"total_tokens", &embedding_usage::total_tokens>,
                                       informative<"prompt_cost", &embedding_usage::prompt_cost>,
                                       informative<"total_cost", &embedding_usage::total_cost>,
                                       informative<"currency", &embedding_usage::currency>,
                                       field<"prompt_tokens_details", &embedding_usage::prompt_tokens_details>> {};
template <>
struct model<embedding> : fields<informative<"index", &embedding::index>, field<"embedding", &embedding::values>> {};
template <>
struct model<embedding_list> : fields<field<"model", &embedding_list::model>, field<"data", &embedding_list::data>,
                                      field<"usage", &embedding_list::usage>> {};
template <>
struct model<packed_embedding>
    : fields<informative<"index", &packed_embedding::index>, field<"embedding", &packed_embedding::base64>> {};
template <>
struct model<packed_embedding_list>
    : fields<field<"model", &packed_embedding_list::model>, field<"data", &packed_embedding_list::data>,
             field<"usage", &packed_embedding_list::usage>> {};

namespace api {

// Turns each text into a vector.
struct generate_embeddings {
  std::string model{};               // "openai/text-embedding-3-small", for example
  std::vector<std::string> input{};  // no text may be blank
  std::optional<int> dimensions{};   // for models with variable dimensions
  std::optional<std::string> user{};
  std::optional<std::string> input_type{};  // defined by the provider, "search_query" and "search_document" for example
  std::optional<int> timeout{};             // in seconds, on the platform's side
  std::optional<bool> cache{};              // true: the platform may answer from its cache; default: false

  using answer = embedding_list;
  using endpoint = post<"/embeddings">;
  using parameters =
      fields<field<"model", &generate_embeddings::model>, field<"input", &generate_embeddings::input>,
             field<"dimensions", &generate_embeddings::dimensions>, field<"user", &generate_embeddings::user>,
             field<"input_type", &generate_embeddings::input_type>, field<"timeout", &generate_embeddings::timeout>,
             header<"X-Saia-Cache-Enabled", &generate_embeddings::cache>>;

  template <class = void> result<void> check() const { return detail::check_embeddings(*this); }
};

// Turns each text into a vector that is sent as base64, at a quarter of the size on the wire. values() decodes a
// vector.
struct generate_packed_embeddings {
  std::string model{};  // "openai/text-embedding-3-small", for example
  std::vector<std::string> input{};
  std::string encoding_format = "base64";
  std::optional<int> dimensions{};
  std::optional<std::string> user{};
  std::optional<std::string> input_type{};
  std::optional<int> timeout{};
  std::optional<bool> cache{};

  using answer = packed_embedding_list;
  using endpoint = post<"/embeddings">;
  using parameters =
      fields<field<"model", &generate_packed_embeddings::model>, field<"input", &generate_packed_embeddings::input>,
             field<"encoding_format", &generate_packed_embeddings::encoding_format>,
             field<"dimensions", &generate_packed_embeddings::dimensions>,
             field<"user", &generate_packed_embeddings::user>,
             field<"input_type", &generate_packed_embeddings::input_type>,
             field<"timeout", &generate_packed_embeddings::timeout>,
             header<"X-Saia-Cache-Enabled", &generate_packed_embeddings::cache>>;

  template <class = void> result<void> check() const { return detail::check_embeddings(*this); }
};

}  // namespace api
}  // namespace geai::inline v0_2
