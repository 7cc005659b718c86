#include "journal.hpp"

#include <cmath>

namespace sandbox {

namespace {
constexpr std::size_t kept = 10'000;
constexpr std::size_t kept_body_bytes = 256U << 20U;  // large uploads must not fill the memory
}  // namespace

void journal::record(request const& rq) {
  auto const now = clock::now();
  std::scoped_lock const lock(mutex_);
  entries_.push_back({rq, now});
  body_bytes_ += rq.body.size();
  while (entries_.size() > kept || (body_bytes_ > kept_body_bytes && entries_.size() > 1)) {
    body_bytes_ -= entries_.front().rq.body.size();
    entries_.pop_front();
  }
}

json journal::list() const {
  using milliseconds = std::chrono::duration<double, std::milli>;
  std::scoped_lock const lock(mutex_);
  json out = json::array();
  for (auto const& [rq, at] : entries_) {
    json headers = json::array();
    for (auto const& [name, value] : rq.headers) headers.push_back(json::array({name, value}));
    double const ms = milliseconds(started_wall_.time_since_epoch()).count() + milliseconds(at - started_).count();
    out.push_back({{"method", rq.method},
                   {"path", rq.path},
                   {"target", rq.target},
                   {"headers", std::move(headers)},
                   {"body", rq.body},
                   {"time_ms", std::round(ms * 1000) / 1000},
                   {"connection", rq.connection}});
  }
  return out;
}

void journal::clear() {
  std::scoped_lock const lock(mutex_);
  entries_.clear();
  body_bytes_ = 0;
}

}  // namespace sandbox
