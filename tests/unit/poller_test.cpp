// The available ways to wait for descriptors on this system: each behaves the same.
#include <fcntl.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <array>
#include <geai/detail/system/poll.hpp>
#include <geai/detail/system/poller.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace readiness = geai::detail::readiness;
using geai::detail::ready_descriptor;

// Both ends of a pipe, closed by the destructor.
struct pipe_ends {
  int in = -1;
  int out = -1;
  pipe_ends() {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    in = ends[0];
    out = ends[1];
  }
  pipe_ends(pipe_ends&&) = delete;
  ~pipe_ends() {
    close_in();
    close_out();
  }
  void close_in() {
    if (in >= 0) ::close(std::exchange(in, -1));
  }
  void close_out() {
    if (out >= 0) ::close(std::exchange(out, -1));
  }
  void put() const { REQUIRE(::write(out, "a", 1) == 1); }
};

template <class Poller> struct opened : Poller {
  opened() { REQUIRE(this->open()); }
  ~opened() { this->close(); }

  std::vector<ready_descriptor> now(int milliseconds = 0) {
    std::array<ready_descriptor, 8> found{};
    int const count = this->wait(found.data(), static_cast<int>(found.size()), milliseconds);
    return {found.begin(), found.begin() + count};
  }
};

}  // namespace

TEST_CASE_TEMPLATE("poller: reports ready descriptors as long as they are ready", Poller, geai::detail::poller,
                   geai::detail::poll_poller) {
  opened<Poller> poller;
  pipe_ends one;
  pipe_ends two;
  CHECK(poller.now().empty());
  poller.set(one.in, readiness::in, true);
  poller.set(two.in, readiness::in, true);
  CHECK(poller.now().empty());
  two.put();
  for (int times = 0; times != 2; ++times) {
    auto const ready = poller.now(1000);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].descriptor == two.in);
    CHECK(ready[0].events == readiness::in);
  }
  one.put();
  CHECK(poller.now(1000).size() == 2);
  poller.set(two.in, 0, false);
  auto const left = poller.now(1000);
  REQUIRE(left.size() == 1);
  CHECK(left[0].descriptor == one.in);
  poller.set(one.in, 0, false);
  CHECK(poller.now().empty());
}

TEST_CASE_TEMPLATE("poller: events may be changed, and both directions are told apart", Poller, geai::detail::poller,
                   geai::detail::poll_poller) {
  opened<Poller> poller;
  pipe_ends both;
  poller.set(both.out, readiness::out, false);
  auto ready = poller.now(1000);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].events == readiness::out);
  poller.set(both.out, readiness::in, false);  // its other end does not write
  CHECK(poller.now().empty());
  poller.set(both.out, readiness::in | readiness::out, false);
  ready = poller.now(1000);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].events == readiness::out);
  both.close_in();
  ready = poller.now(1000);
  REQUIRE(ready.size() == 1);
  CHECK((ready[0].events & readiness::error) != 0);
}

TEST_CASE_TEMPLATE("poller: reports the end of a pipe", Poller, geai::detail::poller, geai::detail::poll_poller) {
  opened<Poller> poller;
  pipe_ends ends;
  poller.set(ends.in, readiness::in, true);
  ends.close_out();
  auto const ready = poller.now(1000);
  REQUIRE(ready.size() == 1);
  CHECK((ready[0].events & readiness::hang_up) != 0);
}

TEST_CASE_TEMPLATE("poller: returns no more events than fit; the others follow", Poller, geai::detail::poller,
                   geai::detail::poll_poller) {
  opened<Poller> poller;
  std::array<pipe_ends, 3> many;
  for (pipe_ends const& each : many) {
    poller.set(each.in, readiness::in, true);
    each.put();
  }
  std::array<ready_descriptor, 2> room{};
  CHECK(poller.wait(room.data(), 2, 1000) == 2);
  CHECK(poller.now(1000).size() == 3);
}

TEST_CASE_TEMPLATE("poller: another thread wakes it, once for all calls", Poller, geai::detail::poller,
                   geai::detail::poll_poller) {
  opened<Poller> poller;
  std::thread waker([&poller] {
    for (int i = 0; i != 1000; ++i) poller.wake();
  });
  CHECK(poller.now(-1).empty());  // would wait for ever
  waker.join();
  static_cast<void>(poller.now());
  CHECK(poller.now(1).empty());
}

TEST_CASE_TEMPLATE("poller: can be reopened, without old state", Poller, geai::detail::poller,
                   geai::detail::poll_poller) {
  opened<Poller> poller;
  pipe_ends ends;
  poller.set(ends.in, readiness::in, true);
  ends.put();
  poller.abandon();
  REQUIRE(poller.open());
  CHECK(poller.now().empty());
  poller.set(ends.in, readiness::in, true);
  CHECK(poller.now(1000).size() == 1);
}
