// Generated from the operations in include/geai/api by `python3 tests/coverage/run.py --write`; edit those.

#pragma once

#include <geai/api/feedback.hpp>
#include <geai/call_options.hpp>
#include <geai/client/call_result.hpp>

namespace geai::inline v0_2 {

// The calls for feedback: a base class of clients.
template <class Client> class feedback_calls {
public:
  // Sends the feedback of a user on an answer.
  //
  // Requires `request_id`, `score` (1: good, 2: bad).
  // Optional: `origin` (default: "user-feedback"), `comments`.
  // `POST /v1/feedback/request/{request_id}`. Retried only if the platform certainly did not process it. Errors: those
  // of basic_client::call().
  [[nodiscard]] call_result<Client, void> send_feedback(api::send_feedback const& request,
                                                        call_options const& options = call_options()) const {
    return self().call(request, options);
  }

private:
  Client const& self() const noexcept { return static_cast<Client const&>(*this); }
};

}  // namespace geai::inline v0_2
