#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <geai/api/operation.hpp>
#include <geai/client/call_options.hpp>
#include <geai/detail/later.hpp>
#include <geai/detail/random.hpp>
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
#define GEAI_POISONS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GEAI_POISONS
#endif
#endif
#ifdef GEAI_POISONS
#include <sanitizer/asan_interface.h>
#endif

// The parts of a call that depend neither on the operation's type nor on the policies.

namespace geai::inline v0::detail {

struct course;

// The observer of one call, from its start until this is destroyed; see geai/observer.hpp, which defines the only kind.
class call_watch {
public:
  virtual ~call_watch() = default;

  // A request is about to be sent: adds the headers that it is to have besides, in the place of an earlier attempt's.
  virtual void requesting(course const& call, http::header_list& headers) noexcept = 0;
  // Its body is not in the request, and has that size.
  virtual void sending(std::uint64_t size) noexcept = 0;
  virtual void attempted(course const& call, http::response const& response, result<void> const& sent) noexcept = 0;
  // True if the call goes on behind the last attempt: there is to be another one, or bytes are to come.
  virtual void under_way(bool is) noexcept = 0;
  // Nothing happens for so long, then there is another attempt.
  virtual void pausing(std::chrono::milliseconds pause, error const& why) noexcept = 0;
  virtual void refreshing() noexcept = 0;
  virtual void refreshed(error const* failure) noexcept = 0;
  virtual void failed(error const& what) noexcept = 0;
};

// The observer of the calls of a client.
class call_listener {
public:
  virtual ~call_listener() = default;
  virtual std::unique_ptr<call_watch> begin(api::traits const& of) = 0;
};

// Settings of a client for all of its calls.
struct call_defaults {
  std::chrono::milliseconds timeout{600'000};
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds idle_timeout{120'000};  // above the platform's own limit of 60 s
  bool idle_timeout_is_set = false;                 // it holds before the first event of a stream, too
  std::size_t body_limit = 256u << 20;
  retry_policy retry{};
  std::string user_agent{};
  std::unique_ptr<call_listener> listener{};  // null: nobody is told
};

// The memory of one call: cleared and used again, so that calls in steady state allocate nothing.
struct exchange {
  std::string url{};
  http::header_list headers{};
  std::string body{};
  http::response response{};
  std::vector<std::string_view> secrets{};  // of the operation
  std::string kept_secrets{};               // see keep_secrets()
  bool may_be_empty = false;                // see api::traits
  bool own_credential = false;              // see course
  session const* caller = nullptr;          // whose call it is, for the words of an error
  std::chrono::milliseconds time_limit{};   // likewise
  http::clock::time_point attempt_began{};  // the one under way
  std::vector<attempt> attempts{};          // those that failed
  std::unique_ptr<call_watch> watch{};      // null: nobody is told, or the call is over

  // Has them live as long as the exchange, which the operation does not when the call is awaited.
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

  // The call is over, without an answer.
  [[gnu::cold]] void fail(error const& what) noexcept {
    if (watch != nullptr) watch->failed(what);
    watch.reset();
  }

  void clear() noexcept {
    watch.reset();
    if (!secrets.empty()) wipe(url.data(), url.size());  // it may hold one of them
    may_be_empty = false;
    secrets.clear();
    wipe(kept_secrets.data(), kept_secrets.size());
    kept_secrets.clear();
    wipe(body.data(), body.size());  // it may hold a password
    url.clear();
    headers.clear();
    body.clear();
    response.clear();
    attempts.clear();
  }
};

// Exchanges that are not in use. Any thread may take one and give it back. Copies share them, and one that was taken
// may outlive all other copies. It takes no lock, so that the child of a fork finds it whole. (Under the address
// sanitizer, what reads the body of a response that was given back is caught.)
class exchange_pool {
public:
  std::unique_ptr<exchange> take() {
    for (std::atomic<exchange*>& slot : shared_->idle) {
      if (slot.load(std::memory_order_relaxed) == nullptr) continue;
      exchange* const taken = slot.exchange(nullptr, std::memory_order_acquire);
      if (taken == nullptr) continue;
      let_use(taken->response.body);
      return std::unique_ptr<exchange>(taken);
    }
    return std::make_unique<exchange>();
  }

  // Deletes it when there are enough.
  void give_back(std::unique_ptr<exchange> used) {
    used->clear();
    // One huge answer must not pin its memory for the client's life.
    if (used->response.body.capacity() > kept_memory) std::string().swap(used->response.body);
    if (used->body.capacity() > kept_memory) std::string().swap(used->body);
    if (used->kept_secrets.capacity() > kept_memory) std::string().swap(used->kept_secrets);
    for (std::atomic<exchange*>& slot : shared_->idle) {
      if (slot.load(std::memory_order_relaxed) != nullptr) continue;
      forbid_use(used->response.body);
      exchange* expected = nullptr;
      if (slot.compare_exchange_strong(expected, used.get(), std::memory_order_release)) {
        static_cast<void>(used.release());
        return;
      }
      let_use(used->response.body);
    }
  }

private:
  static constexpr std::size_t kept_memory = 1u << 20;
  static constexpr std::size_t kept_exchanges = 64;

#ifdef GEAI_POISONS
  static void let_use(std::string const& text) { ASAN_UNPOISON_MEMORY_REGION(text.data(), text.capacity()); }
  static void forbid_use(std::string const& text) { ASAN_POISON_MEMORY_REGION(text.data(), text.capacity()); }
#else
  static void let_use(std::string const&) {}
  static void forbid_use(std::string const&) {}
#endif

  // The lowest slot is taken and filled first, so that few threads use little memory.
  struct state {
    state() = default;
    state(state&&) = delete;
    ~state() {
      for (std::atomic<exchange*>& slot : idle) {
        std::unique_ptr<exchange> const each(slot.load());
        if (each != nullptr) let_use(each->response.body);
      }
    }

    std::array<std::atomic<exchange*>, kept_exchanges> idle{};
  };

  std::shared_ptr<state> shared_{new state};
};

// An exchange for the time of one call.
class exchange_lease {
public:
  explicit exchange_lease(exchange_pool& pool) : pool_(pool), exchange_(pool.take()) {}
  exchange_lease(exchange_lease&&) noexcept = default;
  exchange_lease& operator=(exchange_lease&&) = delete;
  ~exchange_lease() {
    if (exchange_ != nullptr) pool_.give_back(std::move(exchange_));
  }

  exchange& operator*() const noexcept { return *exchange_; }
  exchange* operator->() const noexcept { return exchange_.get(); }

private:
  exchange_pool& pool_;
  std::unique_ptr<exchange> exchange_;
};

// The headers that say on whose behalf a call is made. The platform reads two spellings; a caller who set either of
// them meant both.
inline void add_context(http::header_list& headers, std::string_view project_id, std::string_view organization_id) {
  auto const add_both = [&](std::string_view name, std::string_view hyphenated, std::string_view value) {
    if (value.empty() || headers.contains(name) || headers.contains(hyphenated)) return;
    headers.append(name, value);
    headers.append(hyphenated, value);
  };
  add_both("ProjectId", "project-id", project_id);
  add_both("OrganizationId", "organization-id", organization_id);
}

enum class byte_kind : unsigned char { in_name = 1, in_value = 2 };

// The uses of each byte: in a header's name (RFC 9110, 5.6.2), in a header's value (5.5; obs-text is let through).
inline constexpr auto byte_kinds = [] {
  std::array<unsigned char, 256> kinds{};
  for (int byte = 0; byte != 256; ++byte) {
    bool const in_value = (byte >= ' ' && byte != 0x7f) || byte == '\t';
    bool const separator =
        std::string_view("()<>@,;:\\\"/[]?={}").find(static_cast<char>(byte)) != std::string_view::npos;
    bool const in_name = byte > ' ' && byte < 0x7f && !separator;
    kinds[static_cast<std::size_t>(byte)] =
        static_cast<unsigned char>(static_cast<int>(in_name) * static_cast<int>(byte_kind::in_name) +
                                   static_cast<int>(in_value) * static_cast<int>(byte_kind::in_value));
  }
  return kinds;
}();

inline bool all_of_kind(std::string_view text, byte_kind kind) noexcept {
  unsigned all = static_cast<unsigned char>(kind);
  for (char c : text) all &= byte_kinds[static_cast<unsigned char>(c)];
  return all != 0;
}

// True if all bytes are from the space on and none is DEL, eight at a time: a value is long, and hardly ever has a tab.
inline bool is_plain(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  // The high bit of each byte says whether it is that much.
  auto const at_least = [](std::uint64_t least, std::uint64_t word) {
    return ((word & ones * 0x7f) + ones * (0x80 - least)) | word;
  };
  std::uint64_t good = ones * 0x80;
  auto const look = [&](std::uint64_t word) { good &= at_least(' ', word) & at_least(1, word ^ ones * 0x7f); };
  std::uint64_t word;
  char const* at = text.data();
  std::size_t left = text.size();
  for (; left >= sizeof word; left -= sizeof word, at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    look(word);
  }
  word = ones * ' ';
  if (left != 0) std::memcpy(&word, at, left);
  look(word);
  return good == ones * 0x80;
}

// Refuses what would end one header and begin another.
inline result<void> check_headers(http::header_list const& headers) {
  auto const refuse = [](std::string_view name, std::string_view reason) -> error {
    error what(errc::invalid_argument, "header '");
    for (char c : name) what.message += static_cast<unsigned char>(c) > ' ' && c != 0x7f ? c : '?';
    what.message += "' ";
    what.message += reason;
    return what;
  };
  for (http::header const& each : headers) {
    if (each.name.empty()) return refuse(each.name, "has no name");
    if (!all_of_kind(each.name, byte_kind::in_name))
      return refuse(each.name, "is no header name; it may hold letters, digits and hyphens");
    if (!is_plain(each.value) && !all_of_kind(each.value, byte_kind::in_value))
      return refuse(each.name, "has a line break or another control character in its value; remove it");
  }
  return {};
}

// The retries that a client has left (retry_policy::budget). Any thread may spend and earn.
class retry_budget {
public:
  explicit retry_budget(int retries) noexcept
      : most_(std::clamp(retries, 1, 1'000'000) * price), left_(std::clamp(retries, 0, 1'000'000) * price) {}

  bool spend() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    do {
      if (left < price) return false;
    } while (!left_.compare_exchange_weak(left, left - price, std::memory_order_relaxed));
    return true;
  }

  void earn() noexcept {
    int left = left_.load(std::memory_order_relaxed);
    while (left < most_ && !left_.compare_exchange_weak(left, left + 1, std::memory_order_relaxed)) {}
  }

private:
  static constexpr int price = 5;  // successes

  int most_;
  std::atomic<int> left_;
};

// The engine's decision after an attempt that failed: another one after `pause`, or none, for a reason that is worth
// telling, or for none that is.
struct verdict {
  bool try_again = false;
  std::chrono::milliseconds pause{};
  std::string_view reason{};
};

// Decides that: pure, and the same for every transport. A server's Retry-After is obeyed; one beyond the deadline gives
// up at once.
inline verdict decide(api::traits const& operation, retry_policy const& policy, int attempts_done, error const& failure,
                      http::clock::time_point now, http::clock::time_point deadline, std::uint64_t random) {
  using std::chrono::milliseconds;
  bool const is_connecting =
      failure.phase == phase::resolve || failure.phase == phase::connect || failure.phase == phase::tls;
  bool const nothing_was_sent = is_connecting || failure.phase == phase::token;
  bool const may_pass = failure.code == errc::transport || (failure.code == errc::timeout && nothing_was_sent) ||
                        (failure.code == errc::api_response && failure.is_transient());
  if (!may_pass || failure.permanent || attempts_done >= policy.max_attempts) return {};
  bool const not_done =
      failure.unprocessed || (failure.retry_after && (failure.http_status == 429 || failure.http_status == 503));
  bool const may_repeat = operation.repetition == api::repetition::safe || policy.unsafe == resend::always ||
                          nothing_was_sent || (not_done && policy.unsafe == resend::refused);
  if (!may_repeat) return {};
  verdict next{.try_again = true};
  if (failure.retry_after) {
    next.pause = *failure.retry_after;
  } else {
    milliseconds most = policy.base_delay;
    for (int i = 1; i < attempts_done && most < policy.max_delay; ++i)
      most = most > policy.max_delay / 2 ? policy.max_delay : most * 2;
    most = std::clamp(most, milliseconds{0}, std::max(policy.max_delay, milliseconds{0}));
    next.pause = milliseconds{static_cast<long long>(random % (static_cast<std::uint64_t>(most.count()) + 1))};
  }
  if (later(now, next.pause) < deadline) return next;
  return {.reason = failure.retry_after ? "the server asks for a pause that ends after the deadline"
                                        : "the pause before the next attempt would end after the deadline"};
}

// Which statuses end the attempts as a success.
enum class accept : unsigned char { success, anything };

// Where a call stands: what it asks for, what has been tried, what follows. The steps over it are the engine's; none of them
// waits, so that a driver that loops and one that awaits share them.
struct course {
  enum class step : unsigned char { finished, again, pause };

  course(api::traits const& of, call_options const& options, call_defaults const& defaults, exchange const& from,
         accept accepting)
      : traits(of),
        retry(options.retry ? *options.retry : defaults.retry),
        accepted(accepting),
        own_credential(of.authenticated && !from.headers.contains("Authorization")),
        listener(defaults.listener.get()),
        before_credential(from.headers.size()),
        timeout_of(options.timeout.value_or(defaults.timeout)),
        request{.method = of.verb,
                .repeatable = of.repetition == api::repetition::safe || retry.unsafe == resend::always,
                .time_limit = in_words(timeout_of),
                .url = from.url,
                .body = from.body,
                .connect_timeout = defaults.connect_timeout,
                .idle_timeout = defaults.idle_timeout,
                .body_limit = defaults.body_limit,
                .stop = options.stop} {}

  // Before each attempt. The time counts from the first one.
  void begin_attempt(exchange& with) {
    with.attempt_began = attempt_began = http::clock::now();
    if (number++ == 0) {
      request.deadline = later(attempt_began, timeout_of);
      with.time_limit = timeout_of;
      with.own_credential = own_credential;
      if (listener != nullptr) [[unlikely]]
        with.watch = listener->begin(traits);
    }
    with.response.clear();
    if (own_credential) with.headers.truncate(before_credential);
  }

  // The error of a call that was stopped in a pause.
  [[gnu::cold]] error stopped(exchange& with) {
    error what(errc::cancelled, "cancelled while waiting before the next attempt");
    what.phase = phase::back_off;
    what.attempts = std::move(with.attempts);
    return what;
  }

  // Some weeks at most: whoever asks for more is hardly told of it.
  static std::chrono::duration<std::uint32_t, std::milli> in_words(std::chrono::milliseconds span) noexcept {
    constexpr std::chrono::milliseconds::rep most = 0xffff'ffff;
    return std::chrono::duration<std::uint32_t, std::milli>(
        static_cast<std::uint32_t>(span.count() > 0 && span.count() <= most ? span.count() : 0));
  }

  api::traits const& traits;
  retry_policy retry;
  accept accepted;
  bool own_credential;  // the client authenticates it, not the caller
  bool renewed = false;
  call_listener* listener;
  int number = 0;  // of the attempt under way
  std::size_t before_credential;
  std::chrono::milliseconds timeout_of;  // the whole call
  http::clock::time_point attempt_began{};
  http::clock::time_point wake{};  // the end of the pause
  http::request request;
};

// The token that a request carries, for keeping it out of errors.
inline std::string_view token_of(http::header_list const& headers) noexcept {
  std::string_view value = headers.get("Authorization");
  if (value.empty()) value = headers.get("Saia-Auth");
  if (value.starts_with("Bearer ")) value.remove_prefix(7);
  return value;
}

}  // namespace geai::inline v0::detail
