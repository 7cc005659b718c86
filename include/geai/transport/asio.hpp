#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <coroutine>
#include <exception>
#include <geai/detail/system/sockets.hpp>
#include <geai/event_loop.hpp>
#include <geai/result.hpp>
#include <geai/task.hpp>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#ifdef GEAI_USE_POLL
#error \
    "geai: transport/asio.hpp needs the descriptor of a loop, which poll(2) does not have: leave GEAI_USE_POLL undefined"
#endif

namespace geai::inline v0_2 {

namespace detail {

// Records which event loop runs inside an execution context of Asio.
class asio_resident final : public boost::asio::execution_context::service {
public:
  static inline boost::asio::execution_context::id id;

  explicit asio_resident(boost::asio::execution_context& context) : service(context) {}

  static event_loop*& of(boost::asio::any_io_executor const& executor) {
    return boost::asio::use_service<asio_resident>(boost::asio::query(executor, boost::asio::execution::context)).loop_;
  }

private:
  void shutdown() override { loop_ = nullptr; }

  event_loop* loop_ = nullptr;
};

}  // namespace detail

// Runs an event_loop inside Boost.Asio: the loop runs whenever the executor's context does.
//
//   boost::asio::io_context context;
//   geai::event_loop loop;
//   geai::asio_loop const attached(context.get_executor(), loop);
//   loop.spawn(work(client));
//   context.run();                       // until the tasks and all other work of the context have ended
//
// - The executor must run one handler at a time (an io_context with one thread, or a strand).
// - The loop must outlive the asio_loop. You may spawn tasks at any time on the executor's thread.
// - An exception of a spawned task leaves context.run(), which you may then call again.
// - The context's run() does not return while there are spawned tasks.
class asio_loop {
public:
  // Attaches the loop to the executor.
  asio_loop(boost::asio::any_io_executor executor, event_loop& loop)
      : state_(std::make_shared<state>(std::move(executor), loop)) {
    detail::asio_resident::of(state_->timer.get_executor()) = &loop;
    loop.on_spawn([](void* self) { static_cast<state*>(self)->wait(); }, state_.get());
    state_->wait();
  }
  asio_loop(asio_loop&&) = delete;

  // Detaches the loop from the executor; its tasks stay.
  ~asio_loop() { state_->leave(); }

private:
  // Pending handlers keep the state alive after the object is destroyed.
  struct state : std::enable_shared_from_this<state> {
    state(boost::asio::any_io_executor executor, event_loop& of)
        : loop(&of), descriptor(executor, detail::duplicate(of.native_handle())), timer(executor) {}

    // Waits for the loop's next reason to run. Without a task it waits for nothing, so that run() can return.
    void wait() {
      if (loop == nullptr) return;
      if (!loop->has_tasks()) {
        boost::system::error_code ignored;
        timer.cancel();
        descriptor.cancel(ignored);
        return;
      }
      if (!std::exchange(watches, true))
        descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                              [self = this->shared_from_this()](boost::system::error_code failed) {
                                self->watches = false;
                                failed ? self->wait() : self->go_on();
                              });
      std::optional<std::chrono::milliseconds> const left = loop->next_timeout();
      if (!left) return static_cast<void>(timer.cancel());
      timer.expires_after(*left);
      timer.async_wait([self = this->shared_from_this()](boost::system::error_code failed) {
        if (!failed) self->go_on();
      });
    }

    void go_on() {
      if (loop == nullptr) return;
      struct waiting {
        state& self;
        ~waiting() { self.wait(); }
      } const behind{*this};
      loop->poll();
    }

    void leave() {
      if (event_loop*& resident = detail::asio_resident::of(timer.get_executor()); resident == loop) resident = nullptr;
      loop->on_spawn(nullptr, nullptr);
      loop = nullptr;
      boost::system::error_code ignored;
      timer.cancel();
      descriptor.close(ignored);
    }

    event_loop* loop;
    boost::asio::posix::stream_descriptor descriptor;
    boost::asio::steady_timer timer;
    bool watches = false;
  };

  std::shared_ptr<state> state_;
};

namespace detail {

// A task that Asio waits for. It runs on the event loop, and its end completes a handler of Asio.
template <class T, class Handler> class asio_call : public std::enable_shared_from_this<asio_call<T, Handler>> {
public:
  asio_call(Handler handler, task<T> call, boost::asio::any_io_executor executor)
      : handler_(std::move(handler)), call_(std::move(call)), executor_(std::move(executor)) {}

  void start(event_loop& loop) {
    if (auto slot = boost::asio::get_associated_cancellation_slot(handler_); slot.is_connected())
      slot.assign([weak = this->weak_from_this()](boost::asio::cancellation_type) {
        if (auto const self = weak.lock()) boost::asio::post(self->executor_, [self] { self->cancel(); });
      });
    loop.spawn(run(this->shared_from_this()));
  }

private:
  // Suspends until the call has ended or was cancelled.
  struct end_of_call {
    asio_call& self;

    bool await_ready() const noexcept { return self.ended_; }
    bool await_suspend(std::coroutine_handle<> waiting) {
      self.running_ = watch(self);
      self.waiting_ = waiting;
      return self.running_.start(waiting, nullptr);
    }
    void await_resume() const noexcept {}
  };

  static task<void> run(std::shared_ptr<asio_call> self) {
    co_await end_of_call{*self};
    self->ended_ = true;
    self->running_ = {};
    self->complete();
  }

  static task<void> watch(asio_call& self) {
#if defined(__cpp_exceptions)
    try {
#endif
      if constexpr (std::is_void_v<T>)
        co_await self.call_;
      else
        self.value_.emplace(co_await self.call_);
#if defined(__cpp_exceptions)
    } catch (...) {
      self.thrown_ = std::current_exception();
    }
#endif
    self.ended_ = true;
  }

  // Runs after the loop's turn, never from inside the call, since destroying the call ends it.
  void cancel() {
    if (std::exchange(ended_, true) || !waiting_) return;
    running_ = {};
    call_ = {};
    boost::system::system_error const aborted(boost::asio::error::operation_aborted);
    if constexpr (std::is_constructible_v<T, error> && !std::is_void_v<T>)
      value_.emplace(error(errc::cancelled, "cancelled by Asio"));
    else
      thrown_ = std::make_exception_ptr(aborted);
    waiting_.resume();
  }

  void complete() {
    if (auto slot = boost::asio::get_associated_cancellation_slot(handler_); slot.is_connected()) slot.clear();
    boost::asio::post(executor_, [self = this->shared_from_this()] {
      if constexpr (std::is_void_v<T>)
        std::move(self->handler_)(self->thrown_);
      else
        std::move(self->handler_)(self->thrown_, self->value_ ? *std::move(self->value_) : T());
    });
  }

  using kept_type = std::conditional_t<std::is_void_v<T>, bool, T>;

  Handler handler_;
  task<T> call_;
  boost::asio::any_io_executor executor_;
  task<void> running_{};
  std::coroutine_handle<> waiting_{};
  std::optional<kept_type> value_{};
  std::exception_ptr thrown_{};
  bool ended_ = false;
};

template <class T> struct asio_signature { using type = void(std::exception_ptr, T); };
template <> struct asio_signature<void> { using type = void(std::exception_ptr); };

}  // namespace detail

// Lets Asio wait for a task, with any of its completion tokens:
//
//   boost::asio::awaitable<void> work(auto& client) {
//     geai::result<geai::agent_list> agents = co_await geai::async_call(client.list_agents(), boost::asio::use_awaitable);
//   }
//
// - The task runs on the event loop that an asio_loop has attached to the token's execution context. Attach one first.
// - Asio calls the handler after the task has ended, with its result; co_await rethrows its exception. The handler's
//   signature is void(std::exception_ptr, T), or void(std::exception_ptr).
// - If Asio cancels the call (a slot, a timeout, `||`), it ends at once: a result<T> is errc::cancelled, any other task
//   throws operation_aborted. A stop token of the call works as usual.
// - Below g++ 13, give a call with an operation in braces a name first: auto call = client.get_agent({...});
//   co_await geai::async_call(std::move(call), boost::asio::use_awaitable).
template <class T, class CompletionToken> auto async_call(task<T> call, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, typename detail::asio_signature<T>::type>(
      [](auto handler, task<T> given) {
        boost::asio::any_io_executor const executor = boost::asio::get_associated_executor(handler);
        event_loop* const loop = detail::asio_resident::of(executor);
        if (loop == nullptr)
          raise(error(
              errc::invalid_argument,
              "async_call: no event loop is attached to this execution context; make a geai::asio_loop for it first"));
        std::make_shared<detail::asio_call<T, decltype(handler)>>(std::move(handler), std::move(given), executor)
            ->start(*loop);
      },
      token, std::move(call));
}

}  // namespace geai::inline v0_2
