#pragma once

#include <geai/detail/system/readiness.hpp>
#include <geai/detail/system/sockets.hpp>

// The system's way to wait for many descriptors: epoll on Linux, kqueue on macOS and BSD, WSAPoll on Windows, and
// poll(2) elsewhere. If GEAI_USE_POLL is defined for all files of a program, poll(2) replaces epoll and kqueue. Each
// poller has these members:
//
//   bool open()                                     // opens its descriptors; false if the system has none left
//   void close()
//   void abandon()                                  // instead of close(), in the child of a fork
//   int descriptor()                                // readable if any descriptor is ready; -1: not supported
//   void set(descriptor, events, bool is_new)       // no events: stops watching. is_new: it is certainly not watched yet
//   int wait(ready_descriptor*, int room, int ms)   // returns the number of ready ones; -1 ms: no limit
//   void wake()                                     // any thread: ends the current or the next wait()
#if defined(__linux__) && !defined(GEAI_USE_POLL)
#include <geai/detail/system/epoll.hpp>
namespace geai::inline v0_2::detail {
using poller = epoll_poller;
}
#elif (defined(__APPLE__) || defined(__FreeBSD__) || defined(__NetBSD__) || defined(__OpenBSD__) || \
       defined(__DragonFly__)) &&                                                                   \
    !defined(GEAI_USE_POLL)
#include <geai/detail/system/kqueue.hpp>
namespace geai::inline v0_2::detail {
using poller = kqueue_poller;
}
#elif defined(_WIN32)
#include <geai/detail/system/wsa_poll.hpp>
namespace geai::inline v0_2::detail {
using poller = wsa_poller;
}
#else
#include <geai/detail/system/poll.hpp>
namespace geai::inline v0_2::detail {
using poller = poll_poller;
}
#endif
