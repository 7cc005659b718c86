// What kqueue(2) of FreeBSD and macOS declares, as far as the library uses it: to compile against where neither is at hand.
#pragma once

#include <cstdint>
#include <ctime>

struct kevent {
  std::uintptr_t ident;
  short filter;
  unsigned short flags;
  unsigned fflags;
  std::intptr_t data;
  void* udata;
};

inline constexpr int EVFILT_READ = -1;
inline constexpr int EVFILT_WRITE = -2;
inline constexpr int EVFILT_USER = -10;
inline constexpr int EV_ADD = 0x1;
inline constexpr int EV_DELETE = 0x2;
inline constexpr int EV_CLEAR = 0x20;
inline constexpr int EV_EOF = 0x8000;
inline constexpr unsigned NOTE_TRIGGER = 0x01000000;

#define EV_SET(event, a, b, c, d, e, f) (*(event) = {(a), (b), (c), (d), (e), (f)})

int kqueue();
int kevent(int queue, struct kevent const* changes, int count, struct kevent* events, int room,
           std::timespec const* limit);
