// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/rerank.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls of reranking, for the clients that derive from it.
template <class Client> class rerank_calls {
public:
  // Sorts texts by how well they answer a query.
  //
  // Requires `model` (like "cohere/rerank-v3.5"), `query`, `documents`.
  // Optional: `top_n` (how many to return; all when unset).
  // `POST /rerank`. Retried only if it certainly was not processed. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rerank_result> rerank_chunks(api::rerank_chunks const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
