#pragma once

#include <geai/detail/system/readiness.hpp>

// The system's way to wait for many descriptors: epoll on Linux, kqueue on macOS and BSD, WSAPoll on Windows, and
// poll(2) elsewhere. With GEAI_USE_POLL, defined for all files of a program, poll(2) stands for the first two. Each of them has
// these members:
//
//   bool open()                                     // opens what it needs; false when there are no descriptors left
//   void close()
//   void abandon()                                  // instead of close(), in the child of a fork
//   int descriptor()                                // readable when there is something ready; -1: there is no such descriptor
//   void set(descriptor, events, bool is_new)       // no events: not any more. is_new: it certainly is not watched
//   int wait(ready_descriptor*, int room, int ms)   // how many are ready; -1 ms: no limit
//   void wake()                                     // any thread: wait() returns, now or when it is called next
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
