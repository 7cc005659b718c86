// Makes a call in a thread and passes the answer to the loop of the program.
#include <condition_variable>
#include <deque>
#include <functional>
#include <geai/geai.hpp>
#include <iostream>
#include <mutex>
#include <thread>

// Stands for the event loop of your program: anything that other threads can post to.
class main_loop {
public:
  void post(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    work_.push_back(std::move(work));
    posted_.notify_one();
  }

  void run() {
    for (bool is_running = true; is_running;) {
      std::unique_lock lock(mutex_);
      posted_.wait(lock, [&] { return !work_.empty(); });
      auto const work = std::move(work_.front());
      work_.pop_front();
      lock.unlock();
      if (work)
        work();
      else
        is_running = false;
    }
  }

  void stop() { post(nullptr); }

private:
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<std::function<void()>> work_;
};

int main() {
  main_loop loop;
  geai::ai_lab_client const client{geai::api_key = "sandbox-key", geai::base_url = geai::from_environment};

  // The destructor of `caller` requests a stop, which ends the call, and joins the thread.
  std::jthread const caller([&](std::stop_token stop) {
    auto agents = client.list_agents({}, {.stop = stop});
    loop.post([&loop, agents = std::move(agents)] {
      if (agents)
        std::cout << "Found " << agents->size() << " agents\n";
      else
        std::cerr << agents.error() << "\n";
      loop.stop();
    });
  });

  std::cout << "the loop is free\n" << std::flush;
  loop.run();
}
