#pragma once

#include <unistd.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <exception>
#include <geai/event_loop.hpp>
#include <memory>
#include <optional>
#include <utility>

namespace geai::inline v0 {

// Has an event_loop live inside of Boost.Asio: it runs whenever the executor's context does.
//
//   boost::asio::io_context context;
//   geai::event_loop loop;
//   geai::asio_loop const living(context.get_executor(), loop);
//   loop.spawn(work(client));
//   context.run();                       // until the tasks have ended, and all else that Asio has to do
//
// - The executor must run one thing at a time (an io_context with one thread, or a strand).
// - The loop outlives the asio_loop. Tasks are spawned on the executor's thread, at any time.
// - What a spawned task throws leaves context.run(), which may then be called again.
// - It keeps the context's run() from ending for as long as there are spawned tasks.
class asio_loop {
public:
  // Watches the loop from now on.
  asio_loop(boost::asio::any_io_executor executor, event_loop& loop)
      : state_(std::make_shared<state>(std::move(executor), loop)) {
    loop.on_spawn([](void* self) { static_cast<state*>(self)->wait(); }, state_.get());
    state_->wait();
  }
  asio_loop(asio_loop&&) = delete;

  // The loop is by itself again; its tasks stay.
  ~asio_loop() { state_->leave(); }

private:
  // Lives on in the handlers that are still to come when the object has gone.
  struct state : std::enable_shared_from_this<state> {
    state(boost::asio::any_io_executor executor, event_loop& of)
        : loop(&of), descriptor(executor, ::dup(of.native_handle())), timer(executor) {}

    // For the loop's next reason to run. Without a task nothing is waited for any longer, so that run() may end.
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

}  // namespace geai::inline v0
