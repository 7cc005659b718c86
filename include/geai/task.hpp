#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <geai/detail/no_iterator.hpp>
#include <geai/fwd.hpp>
#include <optional>
#include <type_traits>
#include <utility>

namespace geai::inline v0_2 {

namespace detail {

// The part of a promise that is independent of the result type.
class task_promise_base {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise> std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> done) const noexcept {
      return done.promise().next();
    }
    void await_resume() const noexcept {}
  };
  final_awaiter final_suspend() const noexcept { return {}; }

  void unhandled_exception() noexcept { thrown_ = std::current_exception(); }

  // Sets the coroutine that continues after this task. If several tasks share a count, the last of them resumes it.
  void continue_with(std::coroutine_handle<> continuation, std::size_t* left = nullptr) noexcept {
    after_ = continuation;
    left_ = left;
  }

protected:
  void rethrow() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }

private:
  std::coroutine_handle<> next() const noexcept {
    if (left_ != nullptr && --*left_ != 0) return std::noop_coroutine();
    return after_ ? after_ : std::noop_coroutine();
  }

  std::coroutine_handle<> after_{};
  std::size_t* left_ = nullptr;
  std::exception_ptr thrown_{};  // present in all forms: other files of the program may be compiled with exceptions
};

template <class T> class task_promise final : public task_promise_base {
public:
  task<T> get_return_object() noexcept;

  template <class Value = T>
    requires std::is_constructible_v<T, Value>
  void return_value(Value&& value) { value_.emplace(std::forward<Value>(value)); }

  T take() {
    rethrow();
    return *std::move(value_);
  }

private:
  std::optional<T> value_{};
};

template <> class task_promise<void> final : public task_promise_base {
public:
  task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() { rethrow(); }
};

}  // namespace detail

// A coroutine with a result of type T. Await it once.
//
//   geai::task<void> work(auto& client) {
//     geai::result<geai::agent_list> r = co_await client.list_agents();
//     ...
//   }
//
// - It starts when you await it or pass it to event_loop::spawn(), and does nothing before. co_await throws an
//   exception that leaves the task. Destroying a task cancels the operation that it waits for, such as a call.
// - Its parameters are copied into it, references as references: the referenced objects must exist until it has ended.
// - It costs one allocation. You can move it. One thread at a time may use it.
// - It is an awaiter, so coroutines of other libraries can await it too, on the thread of its event loop.
template <class T> class [[nodiscard("geai: a task does nothing before it is awaited: co_await it")]] task {
  template <class Use> static constexpr void check_awaited() {
    static_assert(std::is_void_v<Use>, "geai: this is a task, not its result; await it: co_await client.list_agents()");
  }

public:
  using promise_type = detail::task_promise<T>;

  // Makes an empty task, which you may only assign to or destroy.
  task() noexcept = default;
  task(task && other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    std::swap(coroutine_, other.coroutine_);
    return *this;
  }
  ~task() {
    if (coroutine_) coroutine_.destroy();
  }

  // Returns true if the task has ended.
  bool await_ready() const noexcept { return coroutine_.done(); }

  // Runs the task until it waits for something. If it ends without waiting, the caller continues at once, without using
  // more of the stack.
  bool await_suspend(std::coroutine_handle<> caller) const { return start(caller, nullptr); }

  // Returns the result, or throws the exception that left the coroutine.
  T await_resume() { return coroutine_.promise().take(); }

  // Starts the task as one of several; the last of them to end resumes `continuation`. Returns true if this task has
  // not ended yet.
  bool start(std::coroutine_handle<> continuation, std::size_t * left) const {
    coroutine_.resume();
    if (coroutine_.done()) return false;
    coroutine_.promise().continue_with(continuation, left);
    return true;
  }

  // Does not compile; the message says that a task was used like its result.
  template <class Use = task> explicit operator bool() const {
    check_awaited<Use>();
    return false;
  }
  template <class Use = task> std::add_lvalue_reference_t<T> operator*() const {
    check_awaited<Use>();
    std::terminate();
  }
  template <class Use = task> std::add_lvalue_reference_t<T> operator->() const {
    check_awaited<Use>();
    std::terminate();
  }
  template <class Use = task> std::add_lvalue_reference_t<T> value() const {
    check_awaited<Use>();
    std::terminate();
  }
  template <class Use = task> bool has_value() const {
    check_awaited<Use>();
    return false;
  }
  // Does not compile; the message says that the task must be awaited.
  template <class To>
    requires(!std::is_void_v<T> && std::is_same_v<To, T>)
  operator To() const {
    check_awaited<To>();
    std::terminate();
  }

private:
  friend promise_type;
  explicit task(std::coroutine_handle<promise_type> coroutine) noexcept : coroutine_(coroutine) {}

  std::coroutine_handle<promise_type> coroutine_{};
};

namespace detail {
struct no_range_of_task {
  template <class Other> static constexpr bool is_no_range() {
    static_assert(std::is_void_v<Other>, "geai: a task is not a range; await it, and iterate over its result");
    return false;
  }
};
}  // namespace detail

template <class T> detail::no_iterator<detail::no_range_of_task> begin(task<T> const&) { return {}; }
template <class T> detail::no_iterator<detail::no_range_of_task> end(task<T> const&) { return {}; }

template <class T> task<T> detail::task_promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<task_promise>::from_promise(*this));
}

inline task<void> detail::task_promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<task_promise>::from_promise(*this));
}

#ifdef GEAI_NAMES_TASKS
// The return type of calls with an operation below g++ 13, instead of a task. Those compilers destroy an object made of
// braces inside a co_await expression twice, so name the task before you await it:
//
//   auto call = client.get_agent({.id = id});
//   geai::result<geai::agent> agent = co_await call;
template <class T> class [[nodiscard]] named_task : public task<T> {
public:
  named_task() noexcept = default;
  named_task(task<T>&& from) noexcept : task<T>(std::move(from)) {}

  // The awaiter of the task. A struct with a reference, since the compiler would copy a task here.
  struct awaiter {
    task<T>& of;
    bool await_ready() const noexcept { return of.await_ready(); }
    bool await_suspend(std::coroutine_handle<> caller) const { return of.await_suspend(caller); }
    T await_resume() const { return of.await_resume(); }
  };

  awaiter operator co_await() & noexcept { return {*this}; }
  template <class Self = named_task> awaiter operator co_await() && {
    static_assert(!std::is_same_v<Self, named_task>,
                  "geai: Below g++ 13 a task of a call with an operation is named before it is awaited: "
                  "auto call = client.get_agent({...}); auto answer = co_await call;");
    return {*this};
  }
};

namespace detail {
template <class T> named_task<T> to_be_named(task<T>&& from) { return std::move(from); }
}  // namespace detail
#else
namespace detail {
template <class T> task<T> to_be_named(task<T>&& other) { return std::move(other); }
}  // namespace detail
#endif

}  // namespace geai::inline v0_2
