// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/rerank.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for reranking: a base class of clients.
template <class Client> class rerank_calls {
public:
  // Sorts texts by their relevance to a query.
  //
  // Requires `model` ("cohere/rerank-v3.5", for example), `query`, `documents`.
  // Optional: `top_n` (the number of results; unset: all).
  // `POST /rerank`. Retried only if the platform certainly did not process it. Errors: those of basic_client::call().
  [[nodiscard]] call_result<Client, rerank_result> rerank_chunks(api::rerank_chunks const& request,
                                                                 call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
