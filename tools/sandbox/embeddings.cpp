// Embeddings and rerank: numbers that depend only on the text.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "identifiers.hpp"
#include "llm.hpp"
#include "service.hpp"
#include "shape.hpp"

namespace sandbox {

namespace {

constexpr std::size_t usual_dimensions = 8;

std::uint64_t hash_of(std::string_view text, std::uint64_t salt) {
  std::uint64_t h = 14695981039346656037ULL ^ (salt * 0x9e3779b97f4a7c15ULL);  // FNV-1a
  for (char const c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return h ^ (h >> 29U);
}

std::vector<float> vector_of(std::string_view text, std::size_t dimensions) {
  std::vector<float> out(dimensions);
  double length = 0;
  for (std::size_t i = 0; i < dimensions; ++i) {
    out[i] = static_cast<float>(static_cast<double>(hash_of(text, i + 1) % 2001) / 1000 - 1);
    length += static_cast<double>(out[i]) * static_cast<double>(out[i]);
  }
  if (length > 0)
    for (auto& v : out) v = static_cast<float>(static_cast<double>(v) / std::sqrt(length));
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t j = i; j < i + 3; ++j)
      three = three << 8U | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    for (unsigned k = 0; k < 4; ++k) out += i + k <= bytes.size() ? alphabet[three >> (18U - 6U * k) & 63U] : '=';
  }
  return out;
}

json encoded(std::vector<float> const& vector, bool as_base64) {
  if (!as_base64) return vector;
  std::string bytes;
  for (float const v : vector) {  // little-endian IEEE 754, as in OpenAI's API
    auto const bits = std::bit_cast<std::uint32_t>(v);
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift & 0xffU);
  }
  return base64(bytes);
}

shape embedding_request() {
  return is::object({required("model", is::filled_text()),
                     required("input", is::either(is::array_of(is::filled_text(), 1), is::filled_text())),
                     optional("encoding_format", is::one_of({"float", "base64"})),
                     optional("dimensions", is::integer(1, 4096)), optional("user", is::text()),
                     optional("input_type", is::filled_text()), optional("timeout", is::integer(1))});
}

shape rerank_request() {
  return is::object({required("model", is::filled_text()), required("query", is::filled_text()),
                     required("documents", is::array_of(is::text(), 1)), optional("top_n", is::integer(1))});
}

reply embed(json const& rq) {
  auto const model = rq.at("model").get<std::string>();
  check_provider_model(model);
  if (rq.contains("dimensions") && !model.starts_with("openai/text-embedding-"))
    throw out_of_range("dimensions", "left out with this model");
  auto const dimensions = rq.value("dimensions", usual_dimensions);
  bool const as_base64 = rq.value("encoding_format", "float") == "base64";
  json const inputs = rq.at("input").is_array() ? rq.at("input") : json::array({rq.at("input")});
  json data = json::array();
  std::size_t words = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    auto const text = inputs[i].get<std::string>();
    words += words_of(text).size();
    data.push_back(
        {{"object", "embedding"}, {"index", i}, {"embedding", encoded(vector_of(text, dimensions), as_base64)}});
  }
  return json_reply({{"object", "list"}, {"model", model}, {"data", std::move(data)}, {"usage", usage_of(words, 0)}});
}

// The fraction of the query's words that a document contains.
double relevance(std::string const& query, std::string const& document) {
  auto const words = words_of(query);
  auto const found = std::ranges::count_if(words, [&](std::string const& w) {
    auto const first = w.find_first_not_of(" \t\r\n");
    return first != w.npos && document.find(w.substr(first)) != document.npos;
  });
  return words.empty() ? 0 : static_cast<double>(found) / static_cast<double>(words.size());
}

reply rerank(json const& rq) {
  check_provider_model(rq.at("model").get<std::string>());
  auto const query = rq.at("query").get<std::string>();
  std::vector<json> results;
  for (auto const& d : rq.at("documents"))
    results.push_back(
        {{"index", results.size()}, {"relevance_score", relevance(query, d.get<std::string>())}, {"document", d}});
  // By score; documents with equal scores keep their order. (libstdc++'s stable_sort warns on clang.)
  std::ranges::sort(results, [](json const& left, json const& right) {
    double const of_left = left.at("relevance_score").get<double>();
    double const of_right = right.at("relevance_score").get<double>();
    if (of_left != of_right) return of_left > of_right;
    return left.at("index").get<std::size_t>() < right.at("index").get<std::size_t>();
  });
  results.resize(std::min(results.size(), rq.value("top_n", results.size())));
  return json_reply({{"id", unique_id()},
                     {"results", results},
                     {"meta", {{"api_version", {{"version", "1"}}}, {"billed_units", {{"search_units", 1}}}}}});
}

class embeddings final : public service {
public:
  void add_routes(router& r) override {
    r.add("POST", "/embeddings", access::project, [s = embedding_request()](call const& c) {
      check_cache_switch(c.rq);
      return embed(checked_body(c, s));
    });
    r.add("POST", "/rerank", access::project,
          [s = rerank_request()](call const& c) { return rerank(checked_body(c, s)); });
  }

  void reset() override {}
};

}  // namespace

std::unique_ptr<service> make_embeddings(world&) { return std::make_unique<embeddings>(); }

}  // namespace sandbox
