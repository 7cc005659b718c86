// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/embeddings.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for embeddings: a base class of clients.
template <class Client> class embeddings_calls {
public:
  // Turns each text into a vector.
  //
  // Requires `model` ("openai/text-embedding-3-small", for example), `input` (no text may be blank).
  // Optional: `dimensions` (for models with variable dimensions), `user`, `input_type` (defined by the provider,
  // "search_query" and "search_document" for example), `timeout` (in seconds, on the platform's side), `cache` (true:
  // the platform may answer from its cache; default: false).
  // `POST /embeddings`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, embedding_list> generate_embeddings(
      api::generate_embeddings const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

  // Turns each text into a vector that is sent as base64, at a quarter of the size on the wire. values() decodes a
  // vector.
  //
  // Requires `model` ("openai/text-embedding-3-small", for example), `input`.
  // Optional: `encoding_format` (default: "base64"), `dimensions`, `user`, `input_type`, `timeout`, `cache`.
  // `POST /embeddings`. Retried only if the platform certainly did not process it. Errors: those of
  // basic_client::call().
  [[nodiscard]] call_result<Client, packed_embedding_list> generate_packed_embeddings(
      api::generate_packed_embeddings const& request, call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
