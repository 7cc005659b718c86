#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <geai/api/operation.hpp>
#include <geai/detail/secure_zero.hpp>
#include <geai/error.hpp>
#include <geai/http/request.hpp>
#include <geai/http/response.hpp>
#include <geai/retry.hpp>
#include <geai/session.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#define GEAI_HAS_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GEAI_HAS_ASAN
#endif
#endif
#ifdef GEAI_HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

// The parts of a call that depend neither on the operation's type nor on the policies.

namespace geai::inline v0_2::detail {

struct call_state;

// Observes one call until it is destroyed; see geai/observer.hpp, which defines the only implementation.
class call_tracker {
public:
  virtual ~call_tracker() = default;

  // Called before a request is sent. Adds its extra headers and removes those of an earlier attempt.
  virtual void requesting(call_state const& call, http::header_list& headers) noexcept = 0;
  // Called if the body is not in the request. `size` is the size of the body.
  virtual void sending(std::uint64_t size) noexcept = 0;
  virtual void attempted(call_state const& call, http::response const& response,
                         result<void> const& status) noexcept = 0;
  // True if the call continues after the last attempt: another attempt or more bytes follow.
  virtual void under_way(bool is) noexcept = 0;
  // Called before a pause of this length, after which another attempt follows.
  virtual void pausing(std::chrono::milliseconds pause, error const& why) noexcept = 0;
  virtual void refreshing() noexcept = 0;
  virtual void refreshed(error const* failure) noexcept = 0;
  virtual void failed(error const& failure) noexcept = 0;
};

// Creates the observers of a client's calls.
class call_tracker_factory {
public:
  virtual ~call_tracker_factory() = default;
  virtual std::unique_ptr<call_tracker> begin(api::traits const& traits) = 0;
};

// Settings of a client for all its calls.
struct call_defaults {
  std::chrono::milliseconds timeout{600'000};
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds idle_timeout{120'000};  // above the platform's own limit of 60 s
  bool idle_timeout_is_set = false;                 // if true, it also applies before the first event of a stream
  std::size_t body_limit = 256u << 20;
  retry_policy retry{};
  std::string user_agent{};
  std::unique_ptr<call_tracker_factory> listener{};  // null if no observer is set
};

// The memory of one call. It is cleared and reused, so that calls in steady state allocate nothing.
struct call_buffers {
  std::string url{};
  http::header_list headers{};
  std::string body{};
  http::response response{};
  std::vector<std::string_view> secrets{};  // those of the operation
  std::string kept_secrets{};               // see keep_secrets()
  bool may_be_empty = false;                // see api::traits
  bool own_credential = false;              // see call_state
  session const* caller = nullptr;          // the client's session, for error messages
  std::chrono::milliseconds time_limit{};   // the time limit of the call, for error messages
  http::clock::time_point attempt_began{};  // start of the current attempt
  std::vector<attempt> attempts{};          // the failed attempts
  std::unique_ptr<call_tracker> watch{};    // null if no observer is set or the call is over

  // Copies the secrets into the buffers. The operation does not live long enough if the call is awaited.
  void keep_secrets() {
    std::size_t size = 0;
    for (std::string_view each : secrets) size += each.size();
    if (size == 0 || !kept_secrets.empty()) return;
    kept_secrets.reserve(size);
    for (std::string_view& each : secrets) {
      std::size_t const begin = kept_secrets.size();
      kept_secrets += each;
      each = std::string_view(kept_secrets).substr(begin);
    }
  }

  // Ends the call without an answer.
  [[gnu::cold]] void fail(error const& failure) noexcept {
    if (watch != nullptr) watch->failed(failure);
    watch.reset();
  }

  void clear() noexcept {
    watch.reset();
    if (!secrets.empty()) secure_zero(url.data(), url.size());  // it may contain a secret
    may_be_empty = false;
    secrets.clear();
    secure_zero(kept_secrets.data(), kept_secrets.size());
    kept_secrets.clear();
    secure_zero(body.data(), body.size());  // it may contain a password
    url.clear();
    headers.clear();
    body.clear();
    response.clear();
    attempts.clear();
  }
};

// A pool of unused buffers. Any thread may take buffers and give them back. Copies share the pool, and buffers in use
// may outlive all copies. The pool takes no lock, so that it is consistent in the child of a fork. (The address
// sanitizer reports reads of a response body after it was given back.)
class recycled_buffers {
public:
  std::unique_ptr<call_buffers> take() {
    for (std::atomic<call_buffers*>& slot : shared_->idle) {
      if (slot.load(std::memory_order_relaxed) == nullptr) continue;
      call_buffers* const taken = slot.exchange(nullptr, std::memory_order_acquire);
      if (taken == nullptr) continue;
      unpoison(taken->response.body);
      return std::unique_ptr<call_buffers>(taken);
    }
    return std::make_unique<call_buffers>();
  }

  // Deletes the buffers if the pool is full.
  void give_back(std::unique_ptr<call_buffers> used) {
    used->clear();
    // One huge answer must not occupy its memory for the client's lifetime.
    if (used->response.body.capacity() > kept_memory) std::string().swap(used->response.body);
    if (used->body.capacity() > kept_memory) std::string().swap(used->body);
    if (used->kept_secrets.capacity() > kept_memory) std::string().swap(used->kept_secrets);
    for (std::atomic<call_buffers*>& slot : shared_->idle) {
      if (slot.load(std::memory_order_relaxed) != nullptr) continue;
      poison(used->response.body);
      call_buffers* expected = nullptr;
      if (slot.compare_exchange_strong(expected, used.get(), std::memory_order_release)) {
        static_cast<void>(used.release());
        return;
      }
      unpoison(used->response.body);
    }
  }

private:
  static constexpr std::size_t kept_memory = 1u << 20;
  static constexpr std::size_t most_idle = 64;

#ifdef GEAI_HAS_ASAN
  static void unpoison(std::string const& text) { ASAN_UNPOISON_MEMORY_REGION(text.data(), text.capacity()); }
  static void poison(std::string const& text) { ASAN_POISON_MEMORY_REGION(text.data(), text.capacity()); }
#else
  static void unpoison(std::string const&) {}
  static void poison(std::string const&) {}
#endif

  // The lowest slot is taken and filled first, so that few threads use little memory.
  struct state {
    state() = default;
    state(state&&) = delete;
    ~state() {
      for (std::atomic<call_buffers*>& slot : idle) {
        std::unique_ptr<call_buffers> const each(slot.load());
        if (each != nullptr) unpoison(each->response.body);
      }
    }

    std::array<std::atomic<call_buffers*>, most_idle> idle{};
  };

  std::shared_ptr<state> shared_{new state};
};

// Holds buffers for one call.
class buffer_lease {
public:
  explicit buffer_lease(recycled_buffers& pool) : pool_(pool), buffers_(pool.take()) {}
  buffer_lease(buffer_lease&&) noexcept = default;
  buffer_lease& operator=(buffer_lease&&) = delete;
  ~buffer_lease() {
    if (buffers_ != nullptr) pool_.give_back(std::move(buffers_));
  }

  call_buffers& operator*() const noexcept { return *buffers_; }
  call_buffers* operator->() const noexcept { return buffers_.get(); }

private:
  recycled_buffers& pool_;
  std::unique_ptr<call_buffers> buffers_;
};

// Adds the project and organization headers. The platform reads two spellings; if the caller set one of them, neither
// is added.
inline void add_context(http::header_list& headers, std::string_view project_id, std::string_view organization_id) {
  auto const add_both = [&](std::string_view name, std::string_view hyphenated, std::string_view value) {
    if (value.empty() || headers.contains(name) || headers.contains(hyphenated)) return;
    headers.append(name, value);
    headers.append(hyphenated, value);
  };
  add_both("ProjectId", "project-id", project_id);
  add_both("OrganizationId", "organization-id", organization_id);
}

// Returns the token of a request, to keep it out of error messages.
inline std::string_view token_of(http::header_list const& headers) noexcept {
  std::string_view value = headers.get("Authorization");
  if (value.empty()) value = headers.get("Saia-Auth");
  if (value.starts_with("Bearer ")) value.remove_prefix(7);
  return value;
}

}  // namespace geai::inline v0_2::detail
