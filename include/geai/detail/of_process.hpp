#pragma once

#include <atomic>
#include <geai/detail/system/process.hpp>
#include <memory>

namespace geai::inline v0_2::detail {

// A T for each process: the child of a fork begins with a new one, since in that of its parent a lock may be held by a
// thread that does not exist in the child. The parent's object is neither used nor destroyed in the child
// (docs/decisions/processes.md). Any thread may use it.
template <class T> class of_process {
public:
  of_process() = default;
  of_process(of_process&&) = delete;
  ~of_process() {
    if (entry* const found = last_.load(); found->process == current_process()) delete found;
  }

  // Returns the object of this process.
  T& own() {
    return own([](T&, T&) {});
  }

  // Returns the object of this process. In a new process it is initialised by `inherit(T& mine, T& parents)`, which
  // must not wait for a lock.
  template <class Inherit> T& own(Inherit const& inherit) {
    entry* const found = last_.load(std::memory_order_acquire);
    return found->process == current_process() ? found->value : begin_process(*found, inherit);
  }

  // Returns the object that was used last, possibly that of the parent.
  T& last() const noexcept { return last_.load(std::memory_order_acquire)->value; }

private:
  struct entry {
    process_id process = current_process();
    T value{};
  };

  template <class Inherit> [[gnu::cold, gnu::noinline]] T& begin_process(entry& parents, Inherit const& inherit) {
    auto mine = std::make_unique<entry>();
    inherit(mine->value, parents.value);
    entry* expected = &parents;
    return last_.compare_exchange_strong(expected, mine.get()) ? mine.release()->value : expected->value;
  }

  std::atomic<entry*> last_{new entry};
};

}  // namespace geai::inline v0_2::detail
