#pragma once

#include <geai/api/checks.hpp>
#include <geai/api/operation.hpp>
#include <optional>
#include <string>

// Feedback of users on answers: rest-api.md section 14 (PyGEAI core/feedback).

namespace geai::inline v0_2 {

namespace api {

// Sends the feedback of a user on an answer.
struct send_feedback {
  std::string request_id{};
  std::string origin = "user-feedback";
  int score = 0;  // 1: good, 2: bad
  std::optional<std::string> comments{};

  using answer = void;
  using endpoint = post<"/v1/feedback/request/{request_id}">;
  using parameters = fields<path<"request_id", &send_feedback::request_id>, field<"origin", &send_feedback::origin>,
                            field<"answerScore", &send_feedback::score>, field<"comments", &send_feedback::comments>>;

  template <class = void> result<void> check() const {
    if (score != 1 && score != 2) return detail::refused("answerScore", "is neither 1 nor 2");
    return {};
  }
};

}  // namespace api
}  // namespace geai::inline v0_2
